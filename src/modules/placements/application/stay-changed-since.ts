import type { Tx } from '../../../kernel/unit-of-work.js';
import type { Placement } from '../domain/placement.js';

/** Where a booking or a stay stood, as it is told: its days and its state. */
export type StoodAs = { readonly state: string; readonly arrivesOn: string; readonly departsOn: string };

/** A step that moved a placement on: who took it, and where it stood before. */
export interface StayStep {
  readonly action: string;
  readonly by: string | null;
  readonly before: StoodAs | null;
}

/** The steps after a version of a placement that the caller has just read in scope, earliest first; a bounded number. */
export type ReadStayStepsSince = (
  tx: Tx,
  placementId: string,
  version: number,
) => Promise<readonly StayStep[]>;

/** Somebody changed the booking or stay since it was read: what it was then, what it is, and who changed it. */
export type StayChangedSince = {
  readonly code: 'changed-since-you-read-it';
  readonly version: number;
  /** Null where the record does not say it. */
  readonly was: StoodAs | null;
  readonly now: StoodAs;
  /** What was done since, as actions of the record. */
  readonly steps: readonly string[];
  readonly changedBy: readonly string[];
};

/** What somebody who read a placement at a version does not know of. */
export const stayChangedSince = async (
  readStayStepsSince: ReadStayStepsSince,
  tx: Tx,
  { placementId, version, state, stay }: Placement,
  readAtVersion: number,
): Promise<StayChangedSince> => {
  const steps = await readStayStepsSince(tx, placementId, readAtVersion);
  return {
    code: 'changed-since-you-read-it',
    version,
    was: steps[0]?.before ?? null,
    now: { state, arrivesOn: stay.arrivesOn, departsOn: stay.departsOn },
    steps: steps.map(({ action }) => action),
    changedBy: [...new Set(steps.flatMap(({ by }) => (by === null ? [] : [by])))],
  };
};
