import { financialYearLabel } from '../../../../kernel/financial-year.js';
import { ageOn, type IsoDate } from '../../../../kernel/iso-date.js';
import { addPence } from '../../../../kernel/money.js';
import { nightCount, type Stay } from '../../../../kernel/stay.js';
import type { PlacementCheck } from '../../../../ui/components/check-list.js';
import type { TagModel } from '../../../../ui/components/tag.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { countOf, pounds } from '../../../../ui/presenters/numbers.js';
import type { BedUnit } from '../../../capacity/contract/availability.js';
import { checkText } from '../../../eligibility/contract.js';
import { fundedNights, isOutside, payersOf, shareAmongPayers } from '../../../funding/contract/funding.js';
import { payerText } from '../../../funding/contract/words.js';
import { missingGateText } from '../../../matching/contract.js';
import type { ReferralFacts, Route } from '../../../referrals/contract/facts.js';
import { routeTexts, sexTexts } from '../../../referrals/contract/words.js';
import type { OfferPreview } from '../../application/preview-offer.js';
import type { StandingPlace } from '../../application/standing-place.js';
import type { OfferObstacle } from '../../domain/weigh-offer.js';

const unitTypeTexts: Readonly<Record<BedUnit['unitType'], string>> = {
  single: 'Single room',
  shared: 'Shared room',
  family_unit: 'Family unit',
};
const designationTexts: Readonly<Record<BedUnit['sexDesignation'], string>> = {
  any: 'Women and men',
  female: 'Women',
  male: 'Men',
  flexible: 'Women or men',
};

/** What the bed is and has, in a few words each. */
export const tagsOfBed = (unit: BedUnit): readonly TagModel[] => [
  { text: unitTypeTexts[unit.unitType] },
  { text: designationTexts[unit.sexDesignation] },
  ...(unit.isStepFree === true ? [{ text: 'Step-free' }] : []),
  ...(unit.hasWetRoom === true ? [{ text: 'Wet room' }] : []),
  ...(unit.maxChildren > 0 ? [{ text: `Up to ${countOf(unit.maxChildren, 'child', 'children')}` }] : []),
];

/** Who the person is and what they need, in a few words each; the age is that of today. */
export const needsOf = (referral: ReferralFacts, today: IsoDate): readonly TagModel[] => [
  { text: `${sexTexts[referral.sex]}, ${ageOn(referral.bornOn, today)}` },
  ...(referral.needsStepFree ? [{ text: 'Step-free' }] : []),
  ...(referral.needsWetRoom ? [{ text: 'Wet room' }] : []),
  ...(referral.adults > 1 ? [{ text: countOf(referral.adults, 'adult') }] : []),
  ...(referral.children > 0 ? [{ text: countOf(referral.children, 'child', 'children') }] : []),
  ...(referral.detox === null ? [] : [{ text: `Detox ends ${shortDate(referral.detox.endsOn)}` }]),
];

const standingText = ({ state, arrivesOn, departsOn }: StandingPlace): string => {
  const dates = `from ${shortDate(arrivesOn)} to ${shortDate(departsOn)}`;
  if (state === 'ended') return `Stayed ${dates}: a new referral asks for the next place`;
  return `${state === 'booked' ? 'Booked in' : 'Staying'} ${dates}: that ends first`;
};

/** Everything that must be a yes before the offer can be made: what was weighed, in the words of the page. */
export const checksOf = (
  { checks, missing, terms, obstacles, firstClashOn, isStillOccupied, referral, standing }: OfferPreview,
  stay: Stay,
): readonly PlacementCheck[] => {
  const unless = (code: OfferObstacle['code']): 'yes' | 'no' =>
    obstacles.some((obstacle) => obstacle.code === code) ? 'no' : 'yes';
  return [
    ...(unless('referral-closed') === 'yes'
      ? []
      : [{ text: 'The referral is open', answer: 'no' as const, detail: 'It was closed' }]),
    ...(standing === null
      ? []
      : [
          {
            text: standing.state === 'ended' ? 'The referral has led to no stay yet' : 'Has no other place',
            answer: 'no' as const,
            detail: standingText(standing),
          },
        ]),
    {
      text: 'Free for the whole stay',
      answer: firstClashOn === null ? 'yes' : 'no',
      ...(firstClashOn === null
        ? {}
        : {
            detail: isStillOccupied
              ? 'Somebody is still there, past the day they were to leave. Choose another bed, or ring the provider'
              : `Not free on the night of ${shortDate(firstClashOn)}`,
          }),
    },
    ...missing.map((gate): PlacementCheck => {
      const { text, whoActs } = missingGateText(gate);
      return { text: 'Ready to place', answer: 'no', detail: `${text}. ${whoActs}` };
    }),
    ...(terms === null
      ? []
      : [
          {
            text: 'Within the weeks paid for',
            answer: unless('stay-exceeds-funding'),
            detail: `${countOf(nightCount(stay), 'night')}; ${countOf(fundedNights(terms.funding), 'night')} paid for`,
          },
        ]),
    ...(referral.detox === null
      ? []
      : [
          {
            text: 'Arrives when detox has ended',
            answer: unless('arrives-before-detox-ends'),
            detail: `Detox ends on ${shortDate(referral.detox.endsOn)}`,
          },
        ]),
    ...(referral.liberationOn === null || unless('arrives-before-liberation') === 'yes'
      ? []
      : [
          {
            text: 'Arrives when out of prison',
            answer: 'no' as const,
            detail: `Leaves prison on ${shortDate(referral.liberationOn)}`,
          },
        ]),
    ...(unless('person-unavailable') === 'yes'
      ? []
      : [{ text: 'The person can go on the day of arrival', answer: 'no' as const }]),
    ...checks.map((check): PlacementCheck => ({ ...checkText(check), answer: check.answer })),
  ];
};

const isRoute = (route: string): route is Route => Object.hasOwn(routeTexts, route);

/** Whose money it is. The list of routes is the referral's; one that is not on it is named as it stands. */
export const budgetText = (route: string, whose: 'your' | 'the' = 'your'): string =>
  route === 'adp'
    ? `${whose} partnership’s own budget`
    : `${whose} partnership’s ${isRoute(route) ? routeTexts[route] : route} budget`;

/** What the offer would hold and of which budget, year by year where it crosses April; undefined without a price. */
export const moneyText = ({ terms }: Pick<OfferPreview, 'terms'>): string | undefined => {
  if (terms === null) return undefined;
  const { cost, funding } = terms;
  const parts =
    cost.parts.length < 2
      ? ''
      : ` (${cost.parts.map((part) => `${pounds(part.pence)} in ${financialYearLabel(part.year)}`).join(', ')})`;
  const whole = `${pounds(cost.totalPence)}${parts}`;
  if (funding.shares === undefined)
    return `${whole} of ${budgetText(funding.route)} is held until the answer.`;
  const shares = shareAmongPayers(funding, cost.parts);
  const each = payersOf(funding).map(({ payer }) => {
    const amounts = shares.filter((share) => share.payer === payer).map((share) => share.pence);
    return `${isOutside(payer) ? payerText(payer) : budgetText(payer)} ${pounds(addPence(...amounts))}`;
  });
  return `${whole} is held until the answer: ${each.join(', ')}.`;
};
