import { scopeFor } from '../../../../kernel/permissions.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineForm, type Form, type PageInput, type Typed } from '../../../../platform/http/define-page.js';
import { choiceField, dateField, errorsOf, optionalProse } from '../../../../platform/http/typed-fields.js';
import { fieldsOfDate } from '../../../../ui/forms/date-parts.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { countOf } from '../../../../ui/presenters/numbers.js';
import type { LeaveRepository, makeRecordLeave, makeRecordReturn } from '../../application/record-leave.js';
import { leaveReasons, nightsOnLeave, type LeaveSpell } from '../../domain/leave.js';
import type { Placement } from '../../domain/placement.js';
import type { LeaveModel } from './leave-part.view.js';
import { explainLeave, explainReturn, leaveReasonOptions, leaveReasonText } from './leave-words.js';
import { placementIdOf } from './stay-forms.js';

/** What the part of a stay's page about leave needs. */
export interface LeaveFormsDeps {
  readonly readLeaves: (tx: Tx, placementId: string) => ReturnType<LeaveRepository['read']>;
  readonly recordLeave: ReturnType<typeof makeRecordLeave>;
  readonly recordReturn: ReturnType<typeof makeRecordReturn>;
}

/** A form about leave that was sent with faults. */
interface FailedLeave {
  readonly kind: 'leave' | 'back';
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
}

const spellText = ({ fromOn, backExpectedOn, returnedOn, reason }: LeaveSpell): string =>
  `${leaveReasonText(reason)}, from ${shortDate(fromOn)}, ${
    returnedOn === null ? `expected back on ${shortDate(backExpectedOn)}` : `back on ${shortDate(returnedOn)}`
  }`;

const overdueOf = ({ backExpectedOn }: LeaveSpell, today: IsoDate) =>
  backExpectedOn < today
    ? {
        overdueText: `They were expected on ${shortDate(backExpectedOn)}. If they will not come back, record the leaving on Arrivals and residents: it opens what is owed to them, and frees the bed.`,
      }
    : {};

const formOf = (failed: FailedLeave | null, kind: FailedLeave['kind'], untouched: Typed) =>
  failed?.kind === kind ? { values: failed.typed, errors: failed.errors } : { values: untouched, errors: [] };

/** Nights away of somebody who is here or was; absent for a booking. */
export const leaveModel = async (
  deps: Pick<LeaveFormsDeps, 'readLeaves'>,
  tx: Tx,
  { actor, today }: Pick<PageInput, 'actor' | 'today'>,
  { placementId, state, stay, endedOn }: Placement,
  failed: FailedLeave | null,
): Promise<{ readonly leave?: LeaveModel }> => {
  if (state !== 'admitted' && state !== 'ended') return {};
  const spells = await deps.readLeaves(tx, placementId);
  const mayRecord = state === 'admitted' && scopeFor(actor, 'run-placements') !== null;
  const open = state === 'admitted' ? spells.find(({ returnedOn }) => returnedOn === null) : undefined;
  if (!mayRecord && spells.length === 0) return {};
  const away = nightsOnLeave(spells, endedOn ?? stay.departsOn, today);
  return {
    leave: {
      countText:
        away === 0
          ? 'No nights away so far.'
          : `${countOf(away, 'night')} away so far. The bed is kept, and nobody sleeps in it.`,
      spells: spells.map((spell) => ({ key: spell.leaveId, text: spellText(spell) })),
      ...(mayRecord && open === undefined
        ? {
            leave: {
              action: `/placements/${placementId}/leave`,
              reasonOptions: leaveReasonOptions,
              form: formOf(failed, 'leave', fieldsOfDate('fromOn', today)),
            },
          }
        : {}),
      ...(mayRecord && open !== undefined
        ? {
            back: {
              action: `/placements/${placementId}/return`,
              version: open.version,
              form: formOf(failed, 'back', fieldsOfDate('returnedOn', today)),
              ...overdueOf(open, today),
            },
          }
        : {}),
    },
  };
};

/** Forms about leave: going, and coming back. */
export const leaveForms = (
  deps: LeaveFormsDeps,
  addressOf: (placementId: string) => string,
  again: (kind: FailedLeave['kind']) => Form['again'],
): readonly Form[] => {
  const shared = {
    permission: 'run-placements',
    auditedRead: { subject: 'placement', param: 'placementId' },
    standsOn: (params: Readonly<Record<string, string>>) => addressOf(params['placementId'] ?? ''),
  } as const;
  return [
    defineForm({
      ...shared,
      path: '/placements/:placementId/leave',
      auditEvent: 'placements.leave-recorded',
      parse: (typed, input) => {
        const fromOn = dateField(typed, 'fromOn', 'the first night away');
        const backExpectedOn = dateField(typed, 'backExpectedOn', 'the day the person is expected back');
        const reason = choiceField(typed, 'reason', leaveReasons, 'Choose why the person is away');
        const note = optionalProse(typed, 'note', 500);
        if ('error' in fromOn || 'error' in backExpectedOn || 'error' in reason || 'error' in note) {
          return { ok: false, errors: errorsOf(fromOn, backExpectedOn, reason, note) };
        }
        return {
          ok: true,
          command: {
            ...{ memberId: input.actor.memberId, placementId: placementIdOf(input) },
            ...{ fromOn: fromOn.value, backExpectedOn: backExpectedOn.value },
            ...{ reason: reason.value, note: note.value },
          },
        };
      },
      act: (tx, { scope }, command) => deps.recordLeave(tx, scope, command),
      done: ({ placementId }) => `${addressOf(placementId)}?done=leave-recorded`,
      explain: explainLeave,
      again: again('leave'),
    }),
    defineForm({
      ...shared,
      path: '/placements/:placementId/return',
      auditEvent: 'placements.return-recorded',
      parse: (typed, input) => {
        const returnedOn = dateField(typed, 'returnedOn', 'the day the person came back');
        if ('error' in returnedOn) return { ok: false, errors: errorsOf(returnedOn) };
        return {
          ok: true,
          command: {
            ...{ memberId: input.actor.memberId, placementId: placementIdOf(input) },
            ...{ returnedOn: returnedOn.value, expectedVersion: input.expectedVersion },
          },
        };
      },
      act: (tx, { scope }, command) => deps.recordReturn(tx, scope, command),
      done: ({ placementId }) => `${addressOf(placementId)}?done=return-recorded`,
      explain: explainReturn,
      again: again('back'),
    }),
  ];
};
