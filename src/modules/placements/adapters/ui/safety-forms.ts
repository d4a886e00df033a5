import type { Permission } from '../../../../kernel/permissions.js';
import {
  defineForm,
  type Form,
  type PageInput,
  type ReadForm,
  type Typed,
} from '../../../../platform/http/define-page.js';
import { identifier, words } from '../../../../platform/http/schemas.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import type { makeRecordSafety, RecordSafety } from '../../application/record-safety.js';
import {
  enteredInError,
  isReasonNeeded,
  outcomesOf,
  ownerOf,
  partnershipSubjects,
  providerSubjects,
  type LeavingPolicy,
  type Owner,
  type SafetyAnswer,
  type Subject,
} from '../../domain/leaving-safely.js';
import { addressOfLeaving, leavingPath } from './leaving-address.js';
import { readLeavingMeasure, readMeasure } from './measure-fields.js';
import { explainSafety } from './safety-refusals.js';
import { isError, placementIdOf, readDay } from './stay-forms.js';

/** One kind of form of the page: what it records. */
export interface SafetyFormKind {
  /** Last part of its address: `naloxone-at-discharge`, `follow-up-12`. */
  readonly slug: string;
  readonly subject: Subject;
  readonly weeks: number | null;
}

/** Every kind of form, in order. */
export const safetyFormKinds = ({ followUpWeeks }: LeavingPolicy): readonly SafetyFormKind[] => [
  ...[...providerSubjects, ...partnershipSubjects].map((subject) => ({
    slug: subject.replaceAll('_', '-'),
    subject,
    weeks: null,
  })),
  ...followUpWeeks.map((weeks) => ({ slug: `follow-up-${weeks}`, subject: 'follow_up' as const, weeks })),
];

/** Who may record what one side owes. */
export const permissionOf: Readonly<Record<Owner, Permission>> = {
  provider: 'run-placements',
  partnership: 'follow-up-placements',
};

/** The record a form puts right, or null. */
export const correctedBy = (typed: Typed): string | null =>
  identifier.safeParse(typed['correctsRecordId']).data ?? null;

const told = (typed: Typed, field: string): string => (typed[field] ?? '').trim();

const readKits = (typed: Typed): SafetyAnswer['naloxone'] | FieldError => {
  const [kits, isTrained] = [told(typed, 'kits'), told(typed, 'isTrained')];
  if (kits === '' && isTrained === '') return null;
  if (!/^\d{1,2}$/.test(kits) || Number(kits) < 1 || Number(kits) > 20) {
    return { field: 'kits', text: 'Enter how many kits were given, a whole number from 1 to 20' };
  }
  if (isTrained !== 'yes' && isTrained !== 'no') {
    return { field: 'isTrained', text: 'Choose whether the person was shown how to use them' };
  }
  return { kits: Number(kits), isTrained: isTrained === 'yes' };
};

const parse = (
  { subject, weeks }: SafetyFormKind,
  typed: Typed,
  input: PageInput,
): ReadForm<RecordSafety> => {
  const correctsId = correctedBy(typed);
  const known: readonly string[] = [...outcomesOf[subject], ...(correctsId === null ? [] : [enteredInError])];
  const outcome = known.find((one) => one === typed['outcome']);
  const happenedOn = readDay(typed, 'happenedOn', 'Enter the day', input.today);
  const naloxone = readKits(typed);
  const measured = subject === 'leaving_outcome' ? readLeavingMeasure(typed) : readMeasure(typed);
  const note = told(typed, 'note').replace(/\r\n?/g, '\n');
  const readNote = note === '' ? null : words(500).safeParse(note);
  const errors: readonly FieldError[] = [
    ...(outcome === undefined ? [{ field: 'outcome', text: 'Choose an answer' }] : []),
    ...(naloxone !== null && 'field' in naloxone ? [naloxone] : []),
    ...(measured !== null && 'length' in measured ? measured : []),
    ...(isError(happenedOn) ? [happenedOn] : []),
    ...(readNote?.error?.issues.slice(0, 1) ?? []).map(({ message }) => ({ field: 'note', text: message })),
    ...(outcome !== undefined && note === '' && isReasonNeeded(subject, outcome)
      ? explainSafety({ code: 'reason-missing' })
      : []),
  ];
  if (
    errors.length > 0 ||
    outcome === undefined ||
    isError(happenedOn) ||
    (naloxone !== null && 'field' in naloxone) ||
    (measured !== null && 'length' in measured)
  ) {
    return { ok: false, errors };
  }
  return {
    ok: true,
    command: {
      memberId: input.actor.memberId,
      placementId: placementIdOf(input),
      subject,
      weeks,
      outcome,
      happenedOn,
      note: readNote?.data ?? null,
      correctsId,
      naloxone,
      measured,
    },
  };
};

/** A form for each kind, all of which stand on the page of the leaving. */
export const safetyForms = (
  policy: LeavingPolicy,
  recordSafety: ReturnType<typeof makeRecordSafety>,
  again: (kind: SafetyFormKind) => Form['again'],
): readonly Form[] =>
  safetyFormKinds(policy).map((kind) =>
    defineForm({
      path: `${leavingPath}/${kind.slug}`,
      permission: permissionOf[ownerOf(kind.subject)],
      auditedRead: { subject: 'placement', param: 'placementId' },
      auditEvent: 'placements.safety-recorded',
      standsOn: (params) => addressOfLeaving(params['placementId'] ?? ''),
      parse: (typed, input) => parse(kind, typed, input),
      act: (tx, { scope }, command) => recordSafety(tx, scope, command),
      done: ({ placementId }) => `${addressOfLeaving(placementId)}?done=safety-recorded`,
      explain: explainSafety,
      again: again(kind),
    }),
  );
