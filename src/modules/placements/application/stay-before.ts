import { isoDate, type IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReadUnit } from '../../capacity/contract/availability.js';
import { endOfStayBefore, handOnDays, type StayBeforeCannotFollow } from '../domain/linked-stays.js';
import type { Placement } from '../domain/placement.js';
import type { PlacementRepository } from './ports.js';

/** The stay a booking goes on from, where that is to end on another day with it. */
export interface StayBefore {
  readonly previous: Placement;
  /** The end it is to have: the first day of the booking. */
  readonly departsOn: IsoDate;
  readonly today: IsoDate;
  readonly bedSinceOn: IsoDate;
}

/** Reads it; null where the booking goes on from none, or that keeps its end. */
export const readStayBefore = async (
  deps: {
    readonly placements: Pick<PlacementRepository, 'readPrevious' | 'readBedSince'>;
    readonly now: (tx: Tx) => Promise<{ readonly today: IsoDate }>;
  },
  tx: Tx,
  placement: Placement,
  arrivesOn: IsoDate,
): Promise<StayBefore | null> => {
  const previous = await deps.placements.readPrevious(tx, placement.placementId);
  const departsOn = endOfStayBefore(placement, previous, arrivesOn);
  if (previous === null || departsOn === null) return null;
  const { today } = await deps.now(tx);
  return { previous, departsOn, today, bedSinceOn: await deps.placements.readBedSince(tx, previous) };
};

/** What stands in its way, as far as it says up to which day it does not. */
export interface InItsWay {
  readonly code: string;
  readonly fundedNights?: number;
  readonly firstClashOn?: string;
}

/** Why that stay cannot end on the day asked for, with the first days of the booking that would not meet it. */
export const whyItCannotFollow = async (
  { readUnit }: { readonly readUnit: ReadUnit },
  tx: Tx,
  { previous, today, bedSinceOn }: StayBefore,
  { code, fundedNights, firstClashOn }: InItsWay,
): Promise<StayBeforeCannotFollow> => {
  const turnaroundNights = (await readUnit(tx, previous.bedId))?.turnaroundNights ?? 0;
  const beyond =
    code === 'stay-exceeds-funding' && fundedNights !== undefined
      ? { kind: 'nights' as const, nights: fundedNights }
      : code === 'bed-already-taken' && firstClashOn !== undefined
        ? { kind: 'taken' as const, firstClashOn: isoDate(firstClashOn), turnaroundNights }
        : null;
  return {
    ...{ code: 'stay-before-cannot-follow', why: code },
    ...handOnDays(previous, { today, bedSinceOn }, beyond),
  };
};
