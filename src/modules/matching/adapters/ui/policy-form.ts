import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { ReadForm, Typed } from '../../../../platform/http/define-page.js';
import { accountField, choiceField, dateField, errorsOf } from '../../../../platform/http/typed-fields.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { urgencyBands } from '../../../referrals/contract/facts.js';
import { urgencyBandTexts } from '../../../referrals/contract/words.js';
import {
  assignmentKinds,
  policyBounds,
  wishKinds,
  type MatchingChoices,
  type PolicyContent,
  type PolicyDraft,
} from '../../domain/policy.js';
import { wishKindTexts } from './policy-text.js';

/** The fields of the form as the policy of today fills them. */
export const typedOf = (policy: PolicyContent): Typed => ({
  assignment: policy.assignment,
  ...Object.fromEntries(policy.bands.map((band, index) => [`band-${band}`, String(index + 1)])),
  ...Object.fromEntries(policy.wishes.map((wish, index) => [`wish-${wish}`, String(index + 1)])),
  ...Object.fromEntries(urgencyBands.map((band) => [`days-${band}`, String(policy.preparationDays[band])])),
  offerHorizonDays: String(policy.offerHorizonDays),
  placesAheadDays: String(policy.placesAheadDays),
  automaticOffers: policy.choices.automaticOffers ? 'yes' : 'no',
  parallelOffersAtMost: String(policy.choices.parallelOffersAtMost),
});

/** What was put in order by giving each a place; each of two with the same place is an error. */
const orderIn = <Kind extends string>(
  typed: Typed,
  prefix: string,
  kinds: readonly Kind[],
  textOf: (kind: Kind) => string,
): { readonly order: readonly Kind[]; readonly errors: readonly FieldError[] } => {
  const placeOf = (kind: Kind): string => typed[`${prefix}-${kind}`] ?? '';
  const places = kinds.map((_, index) => String(index + 1));
  const order = places.flatMap((place) => kinds.filter((kind) => placeOf(kind) === place).slice(0, 1));
  return {
    order,
    errors: kinds
      .filter((kind) => !order.includes(kind))
      .map((kind) => ({
        field: `${prefix}-${kind}`,
        text: `Give “${textOf(kind)}” a place of its own, from 1 to ${kinds.length}`,
      })),
  };
};

const daysIn = (
  typed: Typed,
  field: string,
  { atLeast, atMost }: { readonly atLeast: number; readonly atMost: number },
  what: string,
): { readonly value: number; readonly errors: readonly FieldError[] } => {
  const written = (typed[field] ?? '').trim();
  const value = /^\d{1,3}$/.test(written) ? Number(written) : -1;
  return value >= atLeast && value <= atMost
    ? { value, errors: [] }
    : { value, errors: [{ field, text: `Enter ${what} as a whole number from ${atLeast} to ${atMost}` }] };
};

/** A change of the country's policy, as it is typed. */
export interface TypedChange {
  readonly draft: PolicyDraft;
  readonly startsOn: IsoDate;
  readonly reason: string;
}

const reasonMissing = 'Write why, for whoever confirms it';

/** Reads a change of the country's policy, or names every field that is wrong. */
export const readLook = (typed: Typed): ReadForm<TypedChange> => {
  const assignment = choiceField(typed, 'assignment', assignmentKinds, 'Choose how places are assigned');
  const bands = orderIn(typed, 'band', urgencyBands, (band) => urgencyBandTexts[band]);
  const wishes = orderIn(typed, 'wish', wishKinds, (wish) => wishKindTexts[wish]);
  const prepared = urgencyBands.map((band) => ({
    band,
    ...daysIn(
      typed,
      `days-${band}`,
      policyBounds.preparationDays,
      `the days to prepare for “${urgencyBandTexts[band]}”`,
    ),
  }));
  const horizon = daysIn(
    typed,
    'offerHorizonDays',
    policyBounds.offerHorizonDays,
    'how far ahead a bed may come free',
  );
  const ahead = daysIn(
    typed,
    'placesAheadDays',
    policyBounds.placesAheadDays,
    'how far ahead places are shown',
  );
  const automatic = choiceField(
    typed,
    'automaticOffers',
    ['yes', 'no'],
    'Choose whether the service may make offers by itself',
  );
  const parallel = choiceField(
    typed,
    'parallelOffersAtMost',
    ['1', '2', '3'],
    'Choose how many offers one person may have at once',
  );
  const starts = dateField(typed, 'starts', 'the first day on which it counts');
  const reason = accountField(typed, 'reason', 500, reasonMissing);
  const errors = [
    ...errorsOf(assignment),
    ...bands.errors,
    ...prepared.flatMap((days) => days.errors),
    ...wishes.errors,
    ...horizon.errors,
    ...ahead.errors,
    ...errorsOf(automatic, parallel, starts, reason),
  ];
  if (
    errors.length > 0 ||
    'error' in assignment ||
    'error' in automatic ||
    'error' in parallel ||
    'error' in starts ||
    'error' in reason
  ) {
    return { ok: false, errors };
  }
  return {
    ok: true,
    command: {
      draft: {
        ...{ bands: bands.order, wishes: wishes.order, assignment: assignment.value },
        ...{ offerHorizonDays: horizon.value, placesAheadDays: ahead.value },
        preparationDays: Object.fromEntries(prepared.map(({ band, value }) => [band, value])),
        choices: {
          automaticOffers: automatic.value === 'yes',
          parallelOffersAtMost: Number(parallel.value),
        },
      },
      startsOn: starts.value,
      reason: reason.value,
    },
  };
};

/** What a partnership chooses, as it is typed. */
export interface TypedChoices {
  readonly choices: MatchingChoices;
  readonly startsOn: IsoDate;
  readonly reason: string;
}

/** Reads what a partnership chooses, or names every field that is wrong. */
export const readChoices = (typed: Typed): ReadForm<TypedChoices> => {
  const automatic = choiceField(typed, 'automaticOffers', ['yes', 'no'], 'Choose who makes an offer');
  const parallel = choiceField(
    typed,
    'parallelOffers',
    ['1', '2', '3'],
    'Choose how many offers one person may have at once',
  );
  const starts = dateField(typed, 'starts', 'the first day on which it counts');
  const reason = accountField(typed, 'reason', 500, reasonMissing);
  if ('error' in automatic || 'error' in parallel || 'error' in starts || 'error' in reason) {
    return { ok: false, errors: errorsOf(automatic, parallel, starts, reason) };
  }
  const parallelOffers = parallel.value === '3' ? 3 : parallel.value === '2' ? 2 : 1;
  return {
    ok: true,
    command: {
      choices: { automaticOffers: automatic.value === 'yes', parallelOffers },
      startsOn: starts.value,
      reason: reason.value,
    },
  };
};

/** Reads whether a change is confirmed or taken back: which of the two was pressed is never guessed. */
export const readDecision = (typed: Typed): ReadForm<'confirm' | 'withdraw'> => {
  const decision = choiceField(
    typed,
    'decision',
    ['confirm', 'withdraw'],
    'Choose whether to confirm the change or take it back',
  );
  return 'error' in decision
    ? { ok: false, errors: errorsOf(decision) }
    : { ok: true, command: decision.value };
};
