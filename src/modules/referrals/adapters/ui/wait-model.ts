import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { PageInput } from '../../../../platform/http/define-page.js';
import type { SummaryItem } from '../../../../ui/components/summary-list.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { countOf } from '../../../../ui/presenters/numbers.js';
import type { ReferralWait } from '../../application/referral-wait.js';
import type { ContactTold, Spell } from '../../application/waiting-ports.js';
import type { ReferralFacts } from '../../contract/facts.js';
import { attentionTexts } from '../../contract/words.js';
import { checkAgainText } from './check-again-words.js';
import { optionsOf } from './referral-words.js';
import type { WaitModel } from './waiting-part.view.js';
import {
  channelTexts,
  contactOutcomeTexts,
  reviewOutcomeTexts,
  unavailabilityTexts,
} from './waiting-words.js';

const clocksText = ({ rawDays, adjustedDays }: ReferralWait): string =>
  rawDays === adjustedDays
    ? countOf(rawDays, 'day')
    : `${countOf(rawDays, 'day')}, ${countOf(adjustedDays, 'day')} of them when they could have gone`;

const contactText = ({ contact }: ReferralWait): string => {
  if (contact === null) return 'None recorded';
  const { triedOn, outcome, reachedOn } = contact;
  if (outcome === 'reached') return `Reached on ${shortDate(triedOn)}`;
  const last = reachedOn === null ? 'never reached yet' : `last reached on ${shortDate(reachedOn)}`;
  return `${contactOutcomeTexts[outcome]} on ${shortDate(triedOn)}, ${last}`;
};

const reviewText = ({ review }: ReferralWait): string =>
  review === null
    ? 'Not looked at yet'
    : `${reviewOutcomeTexts[review.outcome]}, on ${shortDate(review.doneOn)}${review.plan === null ? '' : `: ${review.plan}`}`;

const factsOf = (wait: ReferralWait, isOpen: boolean, hasPlace: boolean): readonly SummaryItem[] => [
  ...(isOpen ? [{ key: 'Waiting', value: clocksText(wait) }] : []),
  { key: 'Latest contact', value: contactText(wait) },
  ...(isOpen ? [{ key: 'To be reached by', value: shortDate(wait.contactDueOn) }] : []),
  { key: 'Safe to wait', value: reviewText(wait) },
  ...(isOpen
    ? [
        { key: 'To be looked at by', value: shortDate(wait.reviewDueOn) },
        // Nobody with a place in view runs out.
        ...(hasPlace
          ? []
          : [
              {
                key: 'Runs out',
                value: `On ${shortDate(wait.expiresOn)}, unless the person is reached before`,
              },
            ]),
      ]
    : []),
];

const spellText = ({ fromOn, toOn, reason }: Spell): string => {
  const why = unavailabilityTexts[reason];
  if (toOn === fromOn) return `${why}: recorded from ${shortDate(fromOn)}, and never was`;
  return toOn === null
    ? `${why}: from ${shortDate(fromOn)}, until further notice`
    : `${why}: from ${shortDate(fromOn)}, can go again from ${shortDate(toOn)}`;
};

const toldOf = ({ contactedOn, channel, outcome, note, recordedBy }: ContactTold) => ({
  text: `${channelTexts[channel]}: ${contactOutcomeTexts[outcome].toLowerCase()}${note === null ? '' : `. “${note}”`}`,
  whenText: `${shortDate(contactedOn)}${recordedBy === null ? '' : `, recorded by ${recordedBy}`}`,
});

/** What a page tells of a wait, with forms for those who may record more. */
export const waitModelOf = (
  { referralId, state }: ReferralFacts,
  wait: ReferralWait,
  contacts: readonly ContactTold[],
  { mayEdit, hasPlace }: { readonly mayEdit: boolean; readonly hasPlace: boolean },
  { newKey, today }: Pick<PageInput, 'newKey'> & { readonly today: IsoDate },
): WaitModel => {
  const form = (path: string) => ({ action: `/referrals/${referralId}/${path}`, idempotencyKey: newKey() });
  return {
    attention: [
      ...wait.attention.map(({ kind, sinceOn }) =>
        sinceOn === today
          ? `${attentionTexts[kind]}, from today`
          : `${attentionTexts[kind]}, since ${shortDate(sinceOn)}`,
      ),
      ...wait.checkAgain.map(checkAgainText),
    ],
    facts: factsOf(wait, state === 'open', hasPlace),
    spells: wait.spells.map((spell) => ({
      spellId: spell.spellId,
      text: spellText(spell),
      // What is over stays as it was.
      ...(mayEdit && (spell.toOn === null || spell.toOn > today)
        ? { form: form(`unavailability/${spell.spellId}/end`) }
        : {}),
    })),
    contacts: contacts.map(toldOf),
    ...(mayEdit
      ? {
          forms: {
            contact: form('contacts'),
            unavailability: form('unavailability'),
            review: form('safe-to-wait'),
          },
        }
      : {}),
    options: {
      channel: optionsOf(channelTexts),
      contactOutcome: optionsOf(contactOutcomeTexts),
      unavailabilityReason: optionsOf(unavailabilityTexts),
      reviewOutcome: optionsOf(reviewOutcomeTexts),
    },
  };
};
