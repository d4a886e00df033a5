import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { BedChangeLook, KeepBedChangeLook } from '../contract/bed-change.js';
import type { PlannedCells } from '../domain/bed-change.js';

/** How a planned change can stand. */
export const bedChangeStates = ['waiting', 'confirmed', 'applied', 'given_back'] as const;

/** `confirmed`: two people agreed, and its day, or the bed, is awaited. */
export type BedChangeState = (typeof bedChangeStates)[number];

/** A planned change of one bed. */
export interface BedChange {
  readonly changeId: string;
  readonly bedId: string;
  readonly providerId: string;
  readonly cells: PlannedCells;
  readonly startsOn: IsoDate;
  readonly reason: string;
  readonly state: BedChangeState;
  /** Null while it is worked out. */
  readonly look: BedChangeLook | null;
  readonly lookedAt: Date | null;
  /** What the look rested on. */
  readonly factsMark: string | null;
  readonly proposedBy: string;
}

/** The same as lists tell it. */
export interface KnownBedChange extends BedChange {
  readonly bedLabel: string;
  readonly projectName: string;
  readonly proposedByName: string | null;
  readonly proposedAt: Date;
  readonly decidedByName: string | null;
  /** Given back by who planned it. */
  readonly isTakenBack: boolean;
}

/** Where planned changes are kept. Nothing that was asked for is deleted. */
export interface BedChangeRepository {
  /** Within the scope; null outside of it. */
  find(tx: Tx, scope: Scope, changeId: string): Promise<BedChange | null>;
  /** False where another change of the bed is open. */
  insert(tx: Tx, change: BedChange): Promise<boolean>;
  keepLook: KeepBedChangeLook;
  /** Forgets the look of a change that waits, so that it is looked at anew. */
  forgetLook(tx: Tx, changeId: string): Promise<boolean>;
  /** By somebody else than its author, and only as it was looked at. */
  confirm(tx: Tx, changeId: string, memberId: string, factsMark: string): Promise<boolean>;
  giveBack(tx: Tx, changeId: string, memberId: string): Promise<boolean>;
  markApplied(tx: Tx, changeId: string): Promise<boolean>;
  /** Confirmed changes whose day has come, the oldest first. */
  listDue(tx: Tx, today: IsoDate): Promise<readonly string[]>;
  /** What of the bed could move under a look: its own row and its nights. */
  readBedMark(tx: Tx, bedId: string): Promise<string>;
}
