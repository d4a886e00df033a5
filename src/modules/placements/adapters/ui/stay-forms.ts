import type { IsoDate } from '../../../../kernel/iso-date.js';
import { defineForm, type Form, type PageInput, type Typed } from '../../../../platform/http/define-page.js';
import { identifier, words } from '../../../../platform/http/schemas.js';
import { dateFromFields } from '../../../../ui/forms/date-parts.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import type { makeAdmit } from '../../application/admit.js';
import type { makeExtend } from '../../application/extend.js';
import {
  leavingOutcomes,
  type LeavingOutcome,
  type makeRecordLeaving,
} from '../../application/record-leaving.js';
import type { makeRecordNeverStarted } from '../../application/record-never-started.js';
import { addressOfLeaving } from './leaving-address.js';
import { readLeavingMeasure } from './measure-fields.js';
import { endReasonOf, neverStartedReasonOf } from './stay-reasons.js';
import { explainAdmit, explainChange, explainDischarge, explainExtend } from './stay-refusals.js';
import type { FailedStayForm } from './stay-forms.view.js';

/** What can happen to a stay. */
export interface StayFormsDeps {
  readonly admit: ReturnType<typeof makeAdmit>;
  readonly recordLeaving: ReturnType<typeof makeRecordLeaving>;
  readonly extend: ReturnType<typeof makeExtend>;
  readonly recordNeverStarted: ReturnType<typeof makeRecordNeverStarted>;
}

/** How the page is shown again after one of its forms changed nothing. */
export type StayAgain = (kind: FailedStayForm['kind']) => Form['again'];

/** Where the forms of stays stand, and the page they stand on. */
export const residentsPath = '/residents';

/** A day as typed, or what is wrong with it. */
export const readDay = (typed: Typed, field: string, ask: string, today: IsoDate): IsoDate | FieldError => {
  const day = dateFromFields(typed, field);
  if (day.kind === 'date') return day.on;
  const example = `such as ${shortDate(today)}`;
  return {
    field,
    text:
      day.kind === 'missing'
        ? `${ask}, ${example}`
        : `“${day.typed.slice(0, 40)}” is not a real date: enter day, month and year, ${example}`,
  };
};

/** Whether a field was read as an error. */
export const isError = (read: string | FieldError): read is FieldError => typeof read !== 'string';

/** The stay in the address; empty for what is no id, so that nothing is found by it. */
export const placementIdOf = (input: Pick<PageInput, 'params'>): string =>
  identifier.safeParse(input.params['placementId']).data ?? '';

const changeOf = (input: PageInput & { readonly expectedVersion: number }) => ({
  memberId: input.actor.memberId,
  placementId: placementIdOf(input),
  expectedVersion: input.expectedVersion,
});

const admission = (deps: StayFormsDeps, again: StayAgain): Form =>
  defineForm({
    path: `${residentsPath}/:placementId/admission`,
    permission: 'run-placements',
    auditedRead: { list: 'residents' },
    auditEvent: 'placements.person-admitted',
    parse: (typed, input) => {
      const admittedOn = readDay(typed, 'admittedOn', 'Enter the day the person arrived', input.today);
      return isError(admittedOn)
        ? { ok: false, errors: [admittedOn] }
        : {
            ok: true,
            command: { ...changeOf(input), admittedOn, knowsOfNotice: typed['knowsOfNotice'] === 'yes' },
          };
    },
    act: (tx, { scope }, command) => deps.admit(tx, scope, command),
    done: ({ placementId }) => `${residentsPath}?done=admitted&about=${placementId}`,
    explain: explainAdmit,
    again: again('admit'),
  });

const neverStarted = (deps: StayFormsDeps, again: StayAgain): Form =>
  defineForm({
    path: `${residentsPath}/:placementId/never-started`,
    permission: 'run-placements',
    auditedRead: { list: 'residents' },
    auditEvent: 'placements.never-started',
    parse: (typed, input) => {
      const reason = neverStartedReasonOf(typed['reason']);
      return reason === undefined
        ? { ok: false, errors: [{ field: 'reason', text: 'Choose why the person will not arrive' }] }
        : { ok: true, command: { ...changeOf(input), reason } };
    },
    act: (tx, { scope }, command) => deps.recordNeverStarted(tx, scope, command),
    done: () => `${residentsPath}?done=never-started`,
    explain: explainChange,
    again: again('never-started'),
  });

/** What was typed of the outcome; null where nothing was, since it may come later. Something measured was taken. */
const readOutcome = (typed: Typed): LeavingOutcome | null | readonly FieldError[] => {
  const measured = readLeavingMeasure(typed);
  if (measured !== null && 'length' in measured) return measured;
  const outcome = leavingOutcomes.find((known) => known === typed['outcome']);
  if (outcome === undefined) return measured === null ? null : { outcome: 'taken', measured };
  return { outcome, measured };
};

const discharge = (deps: StayFormsDeps, again: StayAgain): Form =>
  defineForm({
    path: `${residentsPath}/:placementId/discharge`,
    permission: 'run-placements',
    auditedRead: { list: 'residents' },
    auditEvent: 'placements.person-discharged',
    parse: (typed, input) => {
      const kind = (['planned', 'unplanned'] as const).find((known) => known === typed['kind']);
      const reason = endReasonOf(typed['reason']);
      const endedOn = readDay(typed, 'leftOn', 'Enter the day the person left', input.today);
      const leavingOutcome = readOutcome(typed);
      const isMistyped = leavingOutcome !== null && 'length' in leavingOutcome;
      if (kind === undefined || reason === undefined || isError(endedOn) || isMistyped) {
        return {
          ok: false,
          errors: [
            ...(kind === undefined
              ? [{ field: 'kind', text: 'Choose whether the stay ended as planned' }]
              : []),
            ...(reason === undefined ? [{ field: 'reason', text: 'Choose why the stay ended' }] : []),
            ...(isError(endedOn) ? [endedOn] : []),
            ...(isMistyped ? leavingOutcome : []),
          ],
        };
      }
      return { ok: true, command: { ...changeOf(input), kind, reason, endedOn, leavingOutcome } };
    },
    act: (tx, { scope }, command) => deps.recordLeaving(tx, scope, command),
    // What is owed to somebody who leaves stands on their own page: the next step is there.
    done: ({ placementId, overstay }) =>
      `${addressOfLeaving(placementId)}?done=${overstay !== null && overstay.paidNights < overstay.nights ? 'discharged-unpaid' : 'discharged'}`,
    explain: explainDischarge,
    again: again('discharge'),
  });

const extension = (deps: StayFormsDeps, again: StayAgain): Form =>
  defineForm({
    path: `${residentsPath}/:placementId/extension`,
    permission: 'run-placements',
    auditedRead: { list: 'residents' },
    auditEvent: 'placements.stay-extended',
    parse: (typed, input) => {
      const departsOn = readDay(typed, 'departsOn', 'Enter the new leaving day', input.today);
      const reason = words(500).safeParse((typed['reason'] ?? '').replace(/\r\n?/g, '\n'));
      if (isError(departsOn) || !reason.success) {
        return {
          ok: false,
          errors: [
            ...(isError(departsOn) ? [departsOn] : []),
            ...(reason.error?.issues.slice(0, 1) ?? []).map(({ message }) => ({
              field: 'reason',
              text: (typed['reason'] ?? '').trim() === '' ? 'Write why the person stays longer' : message,
            })),
          ],
        };
      }
      return { ok: true, command: { ...changeOf(input), departsOn, reason: reason.data } };
    },
    act: (tx, { scope }, command) => deps.extend(tx, scope, command),
    done: ({ placementId }) => `${residentsPath}?done=extended&about=${placementId}`,
    explain: explainExtend,
    again: again('extend'),
  });

/** Everything that can happen to a stay, as forms. */
export const stayForms = (deps: StayFormsDeps, again: StayAgain): readonly Form[] => [
  admission(deps, again),
  neverStarted(deps, again),
  discharge(deps, again),
  extension(deps, again),
];

/** The addresses of those forms after that of the stay. */
export const stayFormSteps = ['admission', 'never-started', 'discharge', 'extension'] as const;
