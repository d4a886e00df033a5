import type { ReadForm, Typed } from '../../../../platform/http/define-page.js';
import { choiceField, errorsOf } from '../../../../platform/http/typed-fields.js';
import type { FieldError, Option } from '../../../../ui/forms/form-state.js';
import { timeOfDay } from '../../../../ui/presenters/time-of-day.js';
import type { RecordTryRefusal } from '../../application/record-try.js';
import { tryChannels, tryOutcomes, type OfferTry } from '../../domain/offer-watch.js';

/** Which side records a try: it tries the other side, or the person. */
export type TryingSide = 'partnership' | 'provider';

const whomTexts: Readonly<Record<OfferTry['whom'], string>> = {
  provider: 'The provider',
  person: 'The person',
  partnership: 'The coordinator',
};
const channelTexts: Readonly<Record<OfferTry['channel'], string>> = {
  phone: 'By telephone',
  email: 'By email',
  in_person: 'In person',
  other: 'Another way',
};
const outcomeTexts: Readonly<Record<OfferTry['outcome'], string>> = {
  reached: 'Reached them',
  message_left: 'Left a message',
  no_answer: 'No answer',
};
const minutesAgo = ['0', '30', '60', '120', '240'] as const;
const whenTexts: Readonly<Record<(typeof minutesAgo)[number], string>> = {
  '0': 'Just now',
  '30': 'Half an hour ago',
  '60': 'An hour ago',
  '120': '2 hours ago',
  '240': '4 hours ago',
};

const whomOf = (side: TryingSide): readonly ['provider' | 'partnership', 'person'] => [
  side === 'partnership' ? 'provider' : 'partnership',
  'person',
];

const optionsOf = <Value extends string>(
  values: readonly Value[],
  texts: Readonly<Record<Value, string>>,
): readonly Option[] => values.map((value) => ({ value, text: texts[value] }));

/** What each field of the form offers to one side. */
export const tryOptions = (side: TryingSide) => ({
  whom: optionsOf(whomOf(side), whomTexts),
  channel: optionsOf(tryChannels, channelTexts),
  outcome: optionsOf(tryOutcomes, outcomeTexts),
  when: optionsOf(minutesAgo, whenTexts),
});

/** "2.30pm on Tuesday 24 November: the provider, by telephone, left a message". */
export const tryText = ({ whom, channel, outcome, triedAt }: OfferTry): string =>
  `${timeOfDay(triedAt)}: ${[whomTexts[whom], channelTexts[channel], outcomeTexts[outcome]].join(', ').toLowerCase()}`;

/** A try as it was typed, at a moment before `now`. */
export const readTryForm = (typed: Typed, side: TryingSide, now: Date): ReadForm<Omit<OfferTry, 'tryId'>> => {
  const whom = choiceField(typed, 'whom', whomOf(side), 'Choose whom you tried to reach');
  const channel = choiceField(typed, 'channel', tryChannels, 'Choose how you tried to reach them');
  const outcome = choiceField(typed, 'outcome', tryOutcomes, 'Choose what came of it');
  const when = choiceField(typed, 'when', minutesAgo, 'Choose when you tried');
  return 'error' in whom || 'error' in channel || 'error' in outcome || 'error' in when
    ? { ok: false, errors: errorsOf(whom, channel, outcome, when) }
    : {
        ok: true,
        command: {
          ...{ whom: whom.value, channel: channel.value, outcome: outcome.value },
          triedAt: new Date(now.getTime() - Number(when.value) * 60_000),
        },
      };
};

/** Why a try was not recorded. */
export const explainTry = (refusal: RecordTryRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return [];
    case 'offer-expired':
    case 'offer-already-resolved':
    case 'offer-superseded':
      return [
        {
          field: '',
          text: 'The offer was answered or let go before you recorded this. Nothing more is needed.',
        },
      ];
    case 'try-of-own-side':
      return [{ field: 'whom', text: 'Choose whom you tried to reach' }];
    case 'try-outside-the-offer':
      return [
        {
          field: 'when',
          text: `Choose a time since the offer was made, at ${timeOfDay(new Date(refusal.madeAt))}`,
        },
      ];
  }
};
