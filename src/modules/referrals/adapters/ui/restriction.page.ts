import type { Scope } from '../../../../kernel/actor.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
} from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import { accountField, choiceField, errorsOf, proseField } from '../../../../platform/http/typed-fields.js';
import type { CheckboxItem } from '../../../../ui/components/checkboxes.js';
import { overall, type FieldError, type FormState } from '../../../../ui/forms/form-state.js';
import { countOf } from '../../../../ui/presenters/numbers.js';
import { timeOfDayAndYear } from '../../../../ui/presenters/time-of-day.js';
import type {
  LiftRefusal,
  makeLiftRestriction,
  makeOpenRestricted,
  makeRestrictRecord,
  NameReadersRefusal,
  OpenRefusal,
  RecordShown,
  RestrictRefusal,
} from '../../application/restrict-record.js';
import type { RestrictionRepository } from '../../application/restriction-ports.js';
import {
  openedForHours,
  restrictionKinds,
  type Colleague,
  type RestrictionKind,
} from '../../domain/restriction.js';
import { optionsOf } from './referral-words.js';
import { addressOfRestriction, restrictionTexts } from './restriction-words.js';
import { RestrictionView, type RestrictionProps } from './restriction.view.js';

/** What the page of who may see a record needs. */
export interface RestrictionPageDeps {
  readonly readRestriction: (tx: Tx, scope: Scope, referralId: string) => Promise<RecordShown | null>;
  readonly readColleagues: RestrictionRepository['readColleagues'];
  readonly restrictRecord: ReturnType<typeof makeRestrictRecord>;
  readonly liftRestriction: ReturnType<typeof makeLiftRestriction>;
  readonly openRestricted: ReturnType<typeof makeOpenRestricted>;
}

const readerPrefix = 'reader-';
const roleTexts: Readonly<Record<Colleague['role'], string>> = {
  coordinator: 'Referral coordinator',
  approver: 'Funding approver',
};

/** The members ticked. */
export const readersTyped = (typed: FormState<string>['values']): readonly string[] =>
  Object.entries(typed)
    .filter(([field, value]) => field.startsWith(readerPrefix) && value === 'yes')
    .map(([field]) => field.slice(readerPrefix.length));

/** One tick box a member; `ticked` tells which. The first has the id that an error leads to. */
export const readerItems = (
  colleagues: readonly Colleague[],
  id: string,
  ticked: (memberId: string) => boolean,
): readonly CheckboxItem[] =>
  colleagues.map(({ memberId, name, role }, index) => ({
    id: index === 0 ? id : `${id}-${index + 1}`,
    name: `${readerPrefix}${memberId}`,
    value: ticked(memberId) ? 'yes' : '',
    text: name,
    hint: roleTexts[role],
  }));

/** Who can do nothing for the person unless they are ticked, in sentences; told before it is saved. */
const consequencesOf = (colleagues: readonly Colleague[]): readonly string[] => {
  const approvers = colleagues.filter(({ role }) => role === 'approver').map(({ name }) => name);
  return [
    ...(approvers.length === 0
      ? []
      : [
          `An approver who is not ticked cannot decide on money for this person: ${approvers.join(', ')}. Tick one of them, or funding that is asked for waits until one opens the record with a reason.`,
        ]),
    'A coordinator who is not ticked can do nothing for the person without opening the record, also when you are away. Tick a second one.',
    'A provider decides on an offer by the reference, and is told the name once a bed is booked.',
  ];
};

type Kind = 'restrict' | 'lift' | 'open';

interface Failed {
  readonly kind: Kind;
  readonly form: FormState<string>;
  readonly ownHref?: string;
}

const untouched: FormState<string> = { values: {}, errors: [] };

const factsOf = ({ restriction }: RecordShown): RestrictionProps['facts'] =>
  restriction === null
    ? undefined
    : [
        { key: 'Why', value: restrictionTexts[restriction.kind] },
        { key: 'In words', value: restriction.reason },
        { key: 'Named', value: restriction.readers.map(({ name }) => name).join(', ') },
        {
          key: 'Restricted',
          value: `${timeOfDayAndYear(restriction.restrictedAt)}${restriction.restrictedBy === null ? '' : `, by ${restriction.restrictedBy}`}`,
        },
      ];

const show = async (
  deps: RestrictionPageDeps,
  tx: Tx,
  { params, scope, frame, actor, newKey }: PageInput,
  failed: Failed | null,
): Promise<PageReply> => {
  const referralId = identifier.safeParse(params['referralId']).data;
  const shown = referralId === undefined ? null : await deps.readRestriction(tx, scope, referralId);
  if (referralId === undefined || shown === null) return { kind: 'problem', code: 'not-found' };
  const { restriction, mayKnow, isNamed, isRestricted, partnershipId } = shown;
  const action = addressOfRestriction(referralId);
  const mayRestrict = (isNamed || !isRestricted) && scopeFor(actor, 'restrict-records') !== null;
  const formOf = (kind: Kind): FormState<string> | null => (failed?.kind === kind ? failed.form : null);
  const restrictForm = formOf('restrict');
  const named = new Set(restriction?.readers.map(({ memberId }) => memberId) ?? [actor.memberId]);
  const facts = factsOf(shown);
  const colleagues = mayRestrict ? await deps.readColleagues(tx, partnershipId) : [];
  return {
    kind: 'page',
    page: RestrictionView({
      frame,
      reference: shown.reference,
      partnershipName: shown.partnershipName,
      version: shown.version,
      ...(facts === undefined ? {} : { facts }),
      openings: (restriction?.openings ?? []).map(({ openingId, by, reason, at }) => ({
        id: openingId,
        text: `${timeOfDayAndYear(at)}, ${by}: “${reason}”`,
      })),
      ...(mayKnow
        ? {}
        : {
            opening: {
              action: `${action}/opening`,
              idempotencyKey: newKey(),
              form: formOf('open') ?? untouched,
              hours: openedForHours,
            },
          }),
      ...(mayRestrict
        ? {
            restrict: {
              action,
              idempotencyKey: newKey(),
              form: restrictForm ?? {
                values: restriction === null ? {} : { kind: restriction.kind, reason: restriction.reason },
                errors: [],
              },
              kinds: optionsOf(restrictionTexts),
              consequences: consequencesOf(colleagues),
              readers: readerItems(colleagues, 'readers', (memberId) =>
                restrictForm === null
                  ? named.has(memberId)
                  : readersTyped(restrictForm.values).includes(memberId),
              ),
            },
          }
        : {}),
      ...(mayRestrict && restriction !== null
        ? {
            lifting: {
              action: `${action}/lifting`,
              idempotencyKey: newKey(),
              form: formOf('lift') ?? untouched,
              ...(failed?.ownHref === undefined ? {} : { ownHref: failed.ownHref }),
            },
          }
        : {}),
      errors: failed?.form.errors ?? [],
      ...(mayKnow
        ? { backHref: `/referrals/${referralId}`, backText: 'Back to the referral' }
        : { backHref: '/waiting-list', backText: 'Back to the waiting list' }),
    }),
  };
};

/** Why these members are not named, at the tick boxes called `field`. */
export const explainReaders = (
  refusal: Extract<NameReadersRefusal, { code: 'member-not-of-partnership' | 'no-coordinator-named' }>,
  field: string,
): FieldError =>
  refusal.code === 'no-coordinator-named'
    ? { field, text: 'Tick a referral coordinator at least: approvers cannot look after the person' }
    : {
        field,
        text: `${countOf(refusal.memberIds.length, 'member')} ticked left the partnership meanwhile. Look at the list as it is now`,
      };

const explain = (refusal: RestrictRefusal | LiftRefusal | OpenRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
    case 'restricted-record':
      return overall('You may not see this record any more. Go back to the waiting list.');
    case 'only-those-named':
      return overall(
        'You opened this record for some hours and are not named for it. Ask one of those named to name others or to lift the restriction.',
      );
    case 'changed-since-you-read-it':
      return overall(
        'Somebody changed who may see this after you opened the page. What stands now is shown; send it again if it still holds.',
      );
    case 'member-not-of-partnership':
    case 'no-coordinator-named':
      return [explainReaders(refusal, 'readers')];
    case 'record-not-restricted':
      return overall('The record is not restricted any more: everybody of your partnership may see it.');
    case 'person-waits-here':
      return [
        {
          field: 'liftedBecause',
          text: `You have another open referral for this name and date of birth: ${refusal.ownReference}. Close one of the two as recorded by mistake, then lift this`,
        },
      ];
    case 'person-waits-elsewhere':
      return overall(
        'Another partnership recorded a referral for this name and date of birth meanwhile: they were not told of yours. Look for the person to see whom to ask, and lift this once one of the two is closed.',
      );
    case 'may-see-already':
      return overall('You may see this record already. Go to the referral.');
  }
};

const path = addressOfRestriction(':referralId');
const auditedRead = { subject: 'referral', param: 'referralId' } as const;

/** Says who may see a record; to whoever may not, how it is opened all the same. */
export const restrictionPage = (deps: RestrictionPageDeps): Page => ({
  path,
  permission: 'see-referrals',
  auditedRead,
  answersWhenRestricted: true,
  read: (tx, input) => show(deps, tx, input, null),
});

interface RestrictCommand {
  readonly kind: RestrictionKind;
  readonly reason: string;
  readonly readers: readonly string[];
  readonly expectedVersion: number;
}

/** Restricts a record, names others, lifts the restriction, and opens the record without being named. */
export const restrictionForms = (deps: RestrictionPageDeps): readonly Form[] => {
  const again =
    (kind: Kind): Form['again'] =>
    (tx, input, { typed, errors, refusal }) =>
      show(deps, tx, input, {
        kind,
        form: { values: typed, errors },
        ...(refusal !== null && 'ownReferralId' in refusal && typeof refusal.ownReferralId === 'string'
          ? { ownHref: `/referrals/${refusal.ownReferralId}` }
          : {}),
      });
  const stepOf = ({ actor, params }: PageInput) => ({
    memberId: actor.memberId,
    referralId: params['referralId'] ?? '',
  });
  return [
    defineForm({
      path,
      permission: 'restrict-records',
      auditedRead,
      auditEvent: 'referrals.record-restricted',
      parse: (typed, { expectedVersion }) => {
        const kind = choiceField(typed, 'kind', restrictionKinds, 'Choose why it is restricted');
        const reason = proseField(typed, 'reason', 500, 'Say what those named should know');
        const readers = readersTyped(typed);
        const nobody: readonly FieldError[] =
          readers.length === 0 ? [{ field: 'readers', text: 'Tick who may see it' }] : [];
        return 'error' in kind || 'error' in reason || nobody.length > 0
          ? { ok: false, errors: [...errorsOf(kind, reason), ...nobody] }
          : { ok: true, command: { kind: kind.value, reason: reason.value, readers, expectedVersion } };
      },
      act: (tx, input, command: RestrictCommand) =>
        deps.restrictRecord(tx, input.scope, { ...stepOf(input), ...command }),
      done: (_value, { params }) =>
        `${addressOfRestriction(params['referralId'] ?? '')}?done=record-restricted`,
      explain,
      again: again('restrict'),
    }),
    defineForm({
      path: `${path}/lifting`,
      standsOn: (params) => addressOfRestriction(params['referralId'] ?? ''),
      permission: 'restrict-records',
      auditedRead,
      auditEvent: 'referrals.restriction-lifted',
      parse: (typed, { expectedVersion }) => {
        const reason = proseField(typed, 'liftedBecause', 500, 'Say why it need not be restricted any more');
        return 'error' in reason
          ? { ok: false, errors: errorsOf(reason) }
          : { ok: true, command: { reason: reason.value, expectedVersion } };
      },
      act: (tx, input, command: { readonly reason: string; readonly expectedVersion: number }) =>
        deps.liftRestriction(tx, input.scope, { ...stepOf(input), ...command }),
      done: (_value, { params }) =>
        `${addressOfRestriction(params['referralId'] ?? '')}?done=restriction-lifted`,
      explain,
      again: again('lift'),
    }),
    defineForm({
      path: `${path}/opening`,
      standsOn: (params) => addressOfRestriction(params['referralId'] ?? ''),
      permission: 'open-restricted-records',
      auditedRead,
      answersWhenRestricted: true,
      auditEvent: 'referrals.restricted-record-opened',
      parse: (typed) => {
        const reason = accountField(typed, 'because', 500, 'Say why it cannot wait');
        return 'error' in reason
          ? { ok: false, errors: errorsOf(reason) }
          : { ok: true, command: reason.value };
      },
      act: (tx, input, reason: string) => deps.openRestricted(tx, input.scope, { ...stepOf(input), reason }),
      done: (_value, { params }) => `/referrals/${params['referralId'] ?? ''}?done=record-opened`,
      explain,
      again: again('open'),
    }),
  ];
};
