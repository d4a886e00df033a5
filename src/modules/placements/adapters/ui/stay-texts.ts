import { financialYearLabel } from '../../../../kernel/financial-year.js';
import { pence } from '../../../../kernel/money.js';
import { nightCount } from '../../../../kernel/stay.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { countOf, pounds } from '../../../../ui/presenters/numbers.js';
import { isOutside, type Payer } from '../../../funding/contract/funding.js';
import { payerText } from '../../../funding/contract/words.js';
import {
  isMoneyThere,
  type DatesPreview,
  type OtherNights,
  type YearChange,
} from '../../application/preview-dates.js';
import type { StayHistoryEntry } from '../../application/stay-history.js';
import { budgetText } from './offer-card.js';
import { repairText } from './repair-words.js';

const stateTexts: Readonly<Record<OtherNights['state'], string>> = {
  free: 'Free',
  hold: 'Held for an offer',
  stay: 'Booked',
  turnaround: 'Made ready after somebody else',
  out_of_service: 'Out of service',
  not_open: 'Not open',
  still_there: 'Not left yet',
};

/** "Booked for RP-8XP4RGJ from 3 Dec 2026 to 5 Jan 2027"; somebody outside the reader's scope is not named. */
export const otherNightsText = ({ state, fromOn, toOn, reference }: OtherNights): string => {
  const isPerson = state === 'hold' || state === 'stay';
  const who = isPerson ? ` for ${reference ?? 'somebody of another partnership'}` : '';
  return `${stateTexts[state]}${who} from ${shortDate(fromOn)} to ${shortDate(toOn)}`;
};

/** Whose money it is: a budget by its name, or somebody who pays without one. `the` partnership’s to a reader who is of none. */
export const whoseMoney = (payer: Payer, whose: 'your' | 'the' = 'your'): string =>
  isOutside(payer) ? payerText(payer) : budgetText(payer, whose);

const yearText = ({ payer, year, changePence, leftPence }: YearChange, isOnePayer: boolean): string => {
  const whose = whoseMoney(payer);
  const label = `${financialYearLabel(year)}${isOnePayer ? '' : `, ${whose}`}`;
  if (changePence <= 0) {
    return changePence === 0
      ? `${label}: no change`
      : `${label}: ${pounds(pence(0 - changePence))} comes back`;
  }
  if (isOutside(payer)) return `${label}: ${pounds(changePence)} more`;
  const left = leftPence === null ? 'there is no budget' : `${pounds(leftPence)} is left`;
  return `${label}: ${pounds(changePence)} more, ${left}`;
};

const moneyTexts = ({ money }: DatesPreview, isOwnMoney: boolean): readonly string[] => {
  if (isOwnMoney) {
    const payers = [...new Set(money.map(({ payer }) => payer))];
    const isOnePayer = payers.length === 1 && !payers.some(isOutside);
    return money.map((change) => yearText(change, isOnePayer));
  }
  return [
    isMoneyThere(money)
      ? 'The partnership’s budget has enough for these days.'
      : 'The partnership’s budget has too little left for these days. Ring its coordinator.',
  ];
};

const nightsText = ({ nightsAdded, nightsFreed }: DatesPreview): string =>
  [
    ...(nightsAdded > 0 ? [`${countOf(nightsAdded, 'night')} added`] : []),
    ...(nightsFreed > 0 ? [`${countOf(nightsFreed, 'night')} free for others`] : []),
  ].join(', ');

/** What other days would do, in sentences: nights, who is next, what is approved, and the money. */
export const previewTexts = (preview: DatesPreview, isOwnMoney: boolean): readonly string[] => [
  `${nightsText(preview)}: ${countOf(nightCount(preview.asked), 'night')} in all, and ${preview.fundedNights} are approved.`,
  preview.next === null
    ? 'Nobody is booked into this bed in the four months after.'
    : `Next in this bed: ${otherNightsText(preview.next)}.`,
  ...(preview.stayBeforeEndsOn === null
    ? []
    : [
        `The stay they go on from would end on ${shortDate(preview.stayBeforeEndsOn)}, so that no night is without a bed. That provider is told.`,
      ]),
  ...moneyTexts(preview, isOwnMoney),
];

/** Whether a change is of who pays alone: same bed, same days. Whose money it is concerns the partnership. */
export const isAboutMoneyAlone = ({
  bedBefore,
  bedAfter,
  stayBefore,
  stayAfter,
  repair,
}: Pick<StayHistoryEntry, 'bedBefore' | 'bedAfter' | 'stayBefore' | 'stayAfter' | 'repair'>): boolean =>
  repair === null &&
  bedBefore.bedId === bedAfter.bedId &&
  stayBefore.arrivesOn === stayAfter.arrivesOn &&
  stayBefore.departsOn === stayAfter.departsOn;

/** What one change did, in a sentence. */
export const historyText = ({
  changesOn,
  bedBefore,
  bedAfter,
  stayBefore,
  stayAfter,
  repair,
}: StayHistoryEntry): string => {
  if (repair !== null) return `Put right. ${repairText(repair)}`;
  if (bedBefore.bedId !== bedAfter.bedId) {
    return `Moved from ${bedBefore.projectName}, ${bedBefore.label} to ${bedAfter.projectName}, ${bedAfter.label} from ${shortDate(changesOn)}`;
  }
  if (stayBefore.arrivesOn !== stayAfter.arrivesOn) {
    return `Booking moved from ${shortDate(stayBefore.arrivesOn)} – ${shortDate(stayBefore.departsOn)} to ${shortDate(stayAfter.arrivesOn)} – ${shortDate(stayAfter.departsOn)}`;
  }
  if (stayBefore.departsOn === stayAfter.departsOn) return `Others pay from ${shortDate(changesOn)}`;
  return `Leaving day moved from ${shortDate(stayBefore.departsOn)} to ${shortDate(stayAfter.departsOn)}`;
};
