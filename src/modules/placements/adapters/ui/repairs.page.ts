import { scopeFor } from '../../../../kernel/permissions.js';
import { wholeReferenceAsMeant } from '../../../../kernel/reference.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
  type Typed,
} from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import {
  choiceField,
  errorsOf,
  optionalChoice,
  optionalDateField,
  proseField,
} from '../../../../platform/http/typed-fields.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import type {
  AnsweredRepair,
  ListAnsweredRepairs,
  FindBooking,
  ListRepairable,
  makePreviewRepair,
  RepairableStay,
} from '../../application/preview-repair.js';
import type {
  makeConfirmRepair,
  makeProposeRepair,
  makeReturnRepair,
} from '../../application/repair-stay.js';
import { repairKinds, type Repair, type RepairKind } from '../../domain/repair.js';
import { endReasons } from '../../domain/placement.js';
import { endingText } from './history-text.js';
import { rowsOnAPage } from './page-mark.js';
import {
  explainConfirm,
  explainRepair,
  repairEffects,
  repairFaults,
  repairObstacles,
} from './repair-texts.js';
import { repairText, repairTexts } from './repair-words.js';
import { RepairsView, RepairView, type RepairProps, type RepairRow } from './repairs.view.js';
import { placementIdOf } from './stay-forms.js';
import { endReasonOptions } from './stay-reasons.js';
import { stayStateTexts } from './stay.page.js';

/** What the pages of repairs need. */
export interface RepairPageDeps {
  readonly listRepairable: ListRepairable;
  readonly listAnsweredRepairs: ListAnsweredRepairs;
  readonly findBooking: FindBooking;
  readonly previewRepair: ReturnType<typeof makePreviewRepair>;
  readonly proposeRepair: ReturnType<typeof makeProposeRepair>;
  readonly confirmRepair: ReturnType<typeof makeConfirmRepair>;
  readonly returnRepair: ReturnType<typeof makeReturnRepair>;
}

const path = '/repairs';
const addressOf = (placementId: string): string => `${path}/${placementId}`;
/** Answered repairs of a stay shown at most. */
const answeredAtMost = 20;
/** Stays of one person shown at most. */
const staysAtMost = 20;

const daysOf = ({ arrivesOn, departsOn, endedOn }: RepairableStay): string =>
  `${shortDate(arrivesOn)} to ${shortDate(endedOn ?? departsOn)}`;

const leavingOf = ({ endedOn, end: { kind, reason } }: RepairableStay): string => {
  if (endedOn === null) return 'No day';
  return kind === null || reason === null
    ? shortDate(endedOn)
    : `${shortDate(endedOn)}: ${endingText({ kind, reason })}`;
};

const toRow = (stay: RepairableStay): RepairRow => ({
  key: stay.placementId,
  reference: stay.reference,
  href: addressOf(stay.placementId),
  placeText: `${stay.projectName}, ${stay.bedLabel}`,
  daysText: daysOf(stay),
  stateText:
    stay.open === null
      ? stayStateTexts[stay.state]
      : `${repairText(stay.open)}: ${stay.open.isOvertaken ? 'the stay was changed since, give it back' : 'to be confirmed'}`,
});

const repairsPage = ({ listRepairable }: RepairPageDeps): Page => ({
  path,
  permission: 'confirm-repairs',
  auditedRead: { list: 'repairs' },
  async read(tx, { scope, frame, query }) {
    const find = (query['find'] ?? '').trim().slice(0, 40);
    const reference = wholeReferenceAsMeant(find);
    const after = identifier.safeParse(query['after']).data ?? null;
    const waiting = await listRepairable(tx, scope, { waitingAfter: after, limit: rowsOnAPage + 1 });
    const shown = waiting.slice(0, rowsOnAPage);
    const last = shown.at(-1)?.open?.repairId;
    return {
      kind: 'page',
      page: RepairsView({
        ...{ frame, action: path, find },
        found:
          find === ''
            ? null
            : reference === null
              ? []
              : (await listRepairable(tx, scope, { reference, limit: staysAtMost })).map(toRow),
        waiting: shown.map(toRow),
        ...(waiting.length > shown.length && last !== undefined ? { nextHref: `${path}?after=${last}` } : {}),
      }),
    };
  },
});

const kindsFor: Readonly<Record<RepairableStay['state'] | 'died', readonly RepairKind[]>> = {
  booked: [],
  admitted: ['arrival_undone', 'arrival_of_another', 'arrival_day'],
  ended: ['leaving_undone', 'leaving_day', 'leaving_reason', 'arrival_day'],
  died: ['leaving_undone', 'leaving_day', 'leaving_reason', 'death_undone', 'arrival_day'],
  never_started: [],
};

interface FailedForm {
  readonly kind: 'propose' | 'answer';
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
}

interface Showing {
  readonly deps: RepairPageDeps;
  readonly tx: Tx;
  readonly input: PageInput;
  readonly stay: RepairableStay;
  readonly failed: FailedForm | null;
}

const lookAt = async ({ deps, tx, input: { scope }, stay }: Showing, repair: Repair) => {
  const preview = await deps.previewRepair(tx, scope, stay.placementId, repair);
  if (preview === null) return { title: repairText(repair), effects: [], obstacles: [], faults: [] };
  return {
    title: repairText(repair),
    effects: preview.plan === null ? [] : repairEffects(preview, scope.kind !== 'provider'),
    obstacles: repairObstacles(preview),
    faults: repairFaults(preview),
  };
};

const withReference = (text: string, reference: string | null): string =>
  reference === null ? text : `Arrival of ${reference}: ${text}`;

const toAnswered = (repair: AnsweredRepair): RepairProps['answered'][number] => {
  const { answer, otherReference, reason, note, proposedOn, answeredOn } = repair;
  const { repairId: key, proposedByName, answeredByName } = repair;
  const isConfirmed = answer === 'confirmed';
  return {
    key,
    title: withReference(repairText(repair), otherReference),
    tagText: isConfirmed ? 'Put right' : 'Given back',
    reason,
    byText: `Proposed by ${proposedByName} on ${shortDate(proposedOn)}, ${isConfirmed ? 'confirmed' : 'given back'} by ${answeredByName} on ${shortDate(answeredOn)}`,
    note,
  };
};

const titleOf = ({ otherReference, ...repair }: NonNullable<RepairableStay['open']>): string =>
  withReference(repairText(repair), otherReference);

const openModel = async (showing: Showing): Promise<Pick<RepairProps, 'open'>> => {
  const { stay, input, failed } = showing;
  const { open } = stay;
  if (open === null) return {};
  return {
    open: {
      ...(open.isOvertaken
        ? {
            title: titleOf(open),
            effects: [],
            obstacles: explainConfirm({ code: 'stay-changed-since' }).map(({ text }) => text),
          }
        : { ...(await lookAt(showing, open)), title: titleOf(open) }),
      isOvertaken: open.isOvertaken,
      version: open.version,
      byText: `Proposed by ${open.proposedByName} on ${shortDate(open.proposedOn)}`,
      reason: open.reason,
      isForReader: open.proposedBy !== input.actor.memberId,
      note:
        failed?.kind === 'answer'
          ? { values: failed.typed, errors: failed.errors }
          : { values: {}, errors: [] },
    },
  };
};

const readFields = (typed: Typed) => ({
  kind: choiceField(typed, 'kind', repairKinds, 'Choose what is true'),
  dayOn: optionalDateField(typed, 'dayOn', 'the true day'),
  endKind: optionalChoice(typed, 'endKind', ['planned', 'unplanned'], 'Choose planned or unplanned'),
  endReason: optionalChoice(typed, 'endReason', endReasons, 'Choose a reason of the list'),
});

/** What is to be put right, or what would be accepted. */
const readRepair = (
  typed: Typed,
): { readonly value: Repair } | { readonly errors: readonly FieldError[] } => {
  const { kind, dayOn, endKind, endReason } = readFields(typed);
  if ('error' in kind || 'error' in dayOn || 'error' in endKind || 'error' in endReason) {
    return { errors: errorsOf(kind, dayOn, endKind, endReason) };
  }
  const isWhole = endKind.value !== null && endReason.value !== null;
  const ending = isWhole ? { kind: endKind.value, reason: endReason.value } : null;
  return { value: { kind: kind.value, dayOn: dayOn.value, ending } };
};

/** With the booking of whoever came instead, found by its reference. */
const withOther = async <T extends Repair>(
  { findBooking }: RepairPageDeps,
  tx: Tx,
  { scope }: PageInput,
  typed: Typed,
  repair: T,
): Promise<T> => {
  const reference = wholeReferenceAsMeant((typed['otherReference'] ?? '').trim().slice(0, 40));
  if (repair.kind !== 'arrival_of_another' || reference === null) return repair;
  return { ...repair, otherPlacementId: await findBooking(tx, scope, reference) };
};

const proposeModel = async (
  showing: Showing,
): Promise<Pick<RepairProps, 'propose'> & { readonly errors: readonly FieldError[] }> => {
  const { input, stay, failed } = showing;
  const kinds = kindsFor[stay.endedWithDeath ? 'died' : stay.state];
  const mayPropose = scopeFor(input.actor, 'propose-repairs') !== null;
  if (stay.open !== null || kinds.length === 0 || !mayPropose) return { errors: [] };
  const typed = failed?.kind === 'propose' ? failed.typed : input.query;
  const isAsked = 'kind' in typed || 'dayOn-day' in typed;
  const asked = readRepair(typed);
  const looked =
    isAsked && 'value' in asked
      ? await lookAt(showing, await withOther(showing.deps, showing.tx, input, typed, asked.value))
      : undefined;
  const entered = isAsked && 'errors' in asked ? asked.errors : (looked?.faults ?? []);
  const errors = failed?.kind === 'propose' ? failed.errors : entered;
  // What can be of no repair is told at its field; there is nothing to look at, unless a text was written for it already.
  const look = failed?.kind === 'propose' || entered.length === 0 ? looked : undefined;
  return {
    errors,
    propose: {
      options: kinds.map((value) => ({ value, text: repairTexts[value] })),
      ...(kinds.includes('leaving_reason') ? { reasonOptions: endReasonOptions } : {}),
      asksWhoCame: kinds.includes('arrival_of_another'),
      form: { values: isAsked ? typed : {}, errors },
      look,
    },
  };
};

const show = async (
  deps: RepairPageDeps,
  tx: Tx,
  input: PageInput,
  failed: FailedForm | null = null,
): Promise<PageReply> => {
  const placementId = placementIdOf(input);
  const [stay] = await deps.listRepairable(tx, input.scope, { placementId, limit: 1 });
  if (stay === undefined) return { kind: 'problem', code: 'not-found' };
  const showing: Showing = { deps, tx, input, stay, failed };
  const { errors, ...propose } = await proposeModel(showing);
  return {
    kind: 'page',
    page: RepairView({
      frame: input.frame,
      backHref: path,
      address: addressOf(placementId),
      reference: stay.reference,
      summary: [
        { key: 'Place', value: `${stay.projectName}, ${stay.bedLabel}` },
        { key: 'Standing', value: stayStateTexts[stay.state] },
        { key: 'Days', value: daysOf(stay) },
        {
          key: 'Arrival recorded for',
          value: stay.admittedOn === null ? 'No day' : shortDate(stay.admittedOn),
        },
        { key: 'Leaving recorded for', value: leavingOf(stay) },
      ],
      version: stay.version,
      idempotencyKey: input.newKey(),
      ...(await openModel(showing)),
      answered: (await deps.listAnsweredRepairs(tx, input.scope, { placementId, limit: answeredAtMost })).map(
        toAnswered,
      ),
      ...propose,
      errors: failed?.errors ?? errors,
    }),
  };
};

const again =
  (deps: RepairPageDeps, kind: FailedForm['kind']): Form['again'] =>
  (tx, input, { typed, errors }) =>
    show(deps, tx, input, { kind, typed, errors });

/** Which repair waits for the stay in the address; one that is gone meanwhile is told as changed. */
const openIdOf = async (deps: RepairPageDeps, tx: Tx, input: PageInput): Promise<string> =>
  (await deps.listRepairable(tx, input.scope, { placementId: placementIdOf(input), limit: 1 }))[0]?.open
    ?.repairId ?? '';

const standing = {
  auditedRead: { subject: 'placement', param: 'placementId' },
  standsOn: (params: Readonly<Record<string, string>>) => addressOf(params['placementId'] ?? ''),
} as const;

const forms = (deps: RepairPageDeps): readonly Form[] => [
  defineForm({
    ...standing,
    path: `${path}/:placementId`,
    permission: 'propose-repairs',
    auditEvent: 'placements.repair-proposed',
    parse: (typed, input) => {
      const repair = readRepair(typed);
      const reason = proseField(typed, 'reason', 500, 'Write what happened');
      if ('errors' in repair || 'error' in reason) {
        return { ok: false, errors: [...('errors' in repair ? repair.errors : []), ...errorsOf(reason)] };
      }
      return {
        ok: true,
        command: {
          ...{ memberId: input.actor.memberId, placementId: placementIdOf(input) },
          ...{ expectedVersion: input.expectedVersion, reason: reason.value },
          ...repair.value,
          otherReference: typed['otherReference'] ?? '',
        },
      };
    },
    act: async (tx, input, { otherReference, ...command }) =>
      deps.proposeRepair(tx, input.scope, await withOther(deps, tx, input, { otherReference }, command)),
    done: (_value, input) => `${addressOf(placementIdOf(input))}?done=repair-proposed`,
    explain: explainRepair,
    again: again(deps, 'propose'),
  }),
  defineForm({
    ...standing,
    path: `${path}/:placementId/confirmation`,
    permission: 'confirm-repairs',
    auditEvent: 'placements.repair-confirmed',
    parse: (_typed, { expectedVersion }) => ({ ok: true, command: { expectedVersion } }),
    act: async (tx, input, command: { readonly expectedVersion: number }) =>
      deps.confirmRepair(tx, input.scope, {
        ...{ memberId: input.actor.memberId, repairId: await openIdOf(deps, tx, input) },
        ...command,
      }),
    done: (_value, input) => `${addressOf(placementIdOf(input))}?done=repair-confirmed`,
    explain: explainConfirm,
    again: again(deps, 'answer'),
  }),
  defineForm({
    ...standing,
    path: `${path}/:placementId/return`,
    permission: 'confirm-repairs',
    auditEvent: 'placements.repair-returned',
    parse: (typed, { expectedVersion }) => {
      const note = proseField(typed, 'note', 500, 'Write why it is given back');
      return 'error' in note
        ? { ok: false, errors: errorsOf(note) }
        : { ok: true, command: { expectedVersion, note: note.value } };
    },
    act: async (tx, input, command: { readonly expectedVersion: number; readonly note: string }) =>
      deps.returnRepair(tx, input.scope, {
        ...{ memberId: input.actor.memberId, repairId: await openIdOf(deps, tx, input) },
        ...command,
      }),
    done: (_value, input) => `${addressOf(placementIdOf(input))}?done=repair-returned`,
    explain: explainConfirm,
    again: again(deps, 'answer'),
  }),
];

/** Where stays recorded by mistake are found, proposed to be put right, and confirmed. */
export const repairPages = (
  deps: RepairPageDeps,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: [
    repairsPage(deps),
    {
      path: `${path}/:placementId`,
      permission: 'confirm-repairs',
      auditedRead: standing.auditedRead,
      read: (tx, input) => show(deps, tx, input),
    },
  ],
  forms: forms(deps),
});
