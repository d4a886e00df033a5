import type { AppendAudit } from '../../../kernel/audit.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import {
  withBedChange,
  type BedChangeLook,
  type KeepBedChangeLook,
  type ReadBedChangeToLookAt,
  type ReadFactsMark,
} from '../../capacity/contract/bed-change.js';
import type { MatchInput, Suggestion } from '../domain/match.js';
import { kindOfMove, movesBetween, type MoveKind } from '../domain/policy-preview.js';
import type { MatchingPolicy } from '../domain/policy.js';
import type { makeReadMatchInput } from './match-input.js';
import type { RunMatch } from './run-match.js';

/** What looking at a change of a bed needs. */
export interface LookAtBedChangeDeps {
  readonly readBedChange: ReadBedChangeToLookAt;
  readonly readFactsMark: ReadFactsMark;
  readonly keepLook: KeepBedChangeLook;
  readonly readPolicy: (tx: Tx) => Promise<MatchingPolicy>;
  readonly readMatchInput: ReturnType<typeof makeReadMatchInput>;
  readonly match: RunMatch;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
  readonly audit: AppendAudit;
}

type Moves = ReturnType<typeof movesBetween>;

const peopleOf = (moves: Moves) =>
  moves.flatMap((move) => {
    const kind = kindOfMove(move);
    return kind === null || kind === 'gains' ? [] : [{ referralId: move.referralId, kind }];
  });

const lookOf = (
  { policy: { bands } }: MatchInput,
  moves: Moves,
  now: readonly Suggestion[],
  then: readonly Suggestion[],
): BedChangeLook => {
  const placed = (suggestions: readonly Suggestion[], band: string): number =>
    suggestions.filter(({ place, explanation }) => place !== null && explanation.band === band).length;
  return {
    effects: bands.map((band) => {
      const count = (kind: MoveKind): number =>
        moves.filter((move) => move.band === band && kindOfMove(move) === kind).length;
      return {
        ...{ band, placedNow: placed(now, band), placedThen: placed(then, band) },
        ...{ gains: count('gains'), loses: count('loses'), elsewhere: count('elsewhere') },
        anotherDay: count('another-day'),
      };
    }),
  };
};

/**
 * Works out what a planned change of a bed would do to the people who wait today: the same functions over the same facts, once
 * as they are and once with the change in the input. It suggests nothing to anybody. Asked twice, it looks once.
 */
export const makeLookAtBedChange =
  (deps: LookAtBedChangeDeps) =>
  async (tx: Tx, changeId: string): Promise<void> => {
    const change = await deps.readBedChange(tx, changeId);
    if (change === null) return;
    const { at, today } = await deps.now(tx);
    // Before the facts: what moves while they are read makes the look one of before.
    const factsMark = await deps.readFactsMark(tx, change.bedId);
    const input = await deps.readMatchInput(tx, await deps.readPolicy(tx), today);
    const other: MatchInput = {
      ...input,
      calendars: input.calendars.map((calendar) =>
        calendar.unit.bedId === change.bedId ? withBedChange(calendar, change.changed) : calendar,
      ),
    };
    const { suggestions: now } = await deps.match(input, 'shadow');
    const { suggestions: then } = await deps.match(other, 'shadow');
    const moves = movesBetween(now, then);
    const look = lookOf(input, moves, now, then);
    const people = peopleOf(moves);
    if (!(await deps.keepLook(tx, changeId, { lookedAt: at, factsMark, look, people }))) return;
    await deps.audit(tx, {
      ...{ action: 'capacity.bed-change-looked-at', subjectKind: 'planned_bed_change', subjectId: changeId },
      ...{ version: null, after: look },
    });
  };
