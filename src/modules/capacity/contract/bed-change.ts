import { z } from 'zod';

import { defineEvent } from '../../../kernel/events.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { ChangedUnit, PlannedCells } from '../domain/bed-change.js';

export { withBedChange, type ChangedUnit } from '../domain/bed-change.js';

/** What a change of a bed would do to the people of one urgency who wait. Unit: people. */
export type BedChangeEffect = {
  readonly band: string;
  readonly placedNow: number;
  readonly placedThen: number;
  readonly gains: number;
  readonly loses: number;
  readonly elsewhere: number;
  readonly anotherDay: number;
};

/** What the matcher found a planned change would do, the most pressing first. */
export type BedChangeLook = { readonly effects: readonly BedChangeEffect[] };

/** A planned change that waits to be looked at: the bed, and what of it changes. */
export interface BedChangeToLookAt {
  readonly changeId: string;
  readonly bedId: string;
  readonly changed: ChangedUnit;
}

/** A change that waits and was not looked at; null for any other. */
export type ReadBedChangeToLookAt = (tx: Tx, changeId: string) => Promise<BedChangeToLookAt | null>;

/** Everything a look rests on that could move under it, as one text: the day, the bed, its nights, and to whom it is suggested. */
export type ReadFactsMark = (tx: Tx, bedId: string) => Promise<string>;

/** What a change would do to somebody who is suggested a place: none any more, one elsewhere, the same on another day. The worst first. */
export const bedChangeHarms = ['loses', 'elsewhere', 'another-day'] as const;

/** One of {@link bedChangeHarms}. */
export type BedChangeHarm = (typeof bedChangeHarms)[number];

/** A planned change that is open, and what it would do to one person by the look at it. */
export interface BedChangeOfPerson {
  readonly referralId: string;
  readonly kind: BedChangeHarm;
  readonly changeId: string;
  readonly projectName: string;
  readonly bedLabel: string;
  readonly cells: PlannedCells;
  readonly startsOn: IsoDate;
  readonly isConfirmed: boolean;
  readonly lookedAt: Date;
}

/** What open changes would do to these people, and to nobody else. */
export type ReadBedChangesOfPeople = (
  tx: Tx,
  referralIds: readonly string[],
) => Promise<readonly BedChangeOfPerson[]>;

/** Keeps a look. False where the change waits no more, or was looked at meanwhile. */
export type KeepBedChangeLook = (
  tx: Tx,
  changeId: string,
  found: {
    readonly lookedAt: Date;
    readonly factsMark: string;
    readonly look: BedChangeLook;
    readonly people: readonly { readonly referralId: string; readonly kind: BedChangeHarm }[];
  },
) => Promise<boolean>;

const ofChange = z.strictObject({ changeId: z.uuid() });

/** Somebody asked what a planned change of a bed would do. */
export const bedChangeLookAskedV1 = defineEvent('capacity.bed-change-look-asked', 1, (value) =>
  ofChange.parse(value),
);
