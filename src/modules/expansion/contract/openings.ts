import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { StillToCome } from '../domain/openings.js';
import type { SlippageSeen } from '../domain/slippage.js';

/** Beds that are planned to open: how many, when, how far they have come, and whose they are. */
export type Opening = Omit<StillToCome, 'planned'> & {
  readonly name: string;
  /** The project of the service that is linked; null where none is. */
  readonly projectId: string | null;
  /** The first day of what is planned: a day, a month, a quarter or a year. */
  readonly fromOn: IsoDate;
  /** The first day after it. */
  readonly toOn: IsoDate;
};

/** What is known of beds to come. */
export interface Openings {
  /** Those whose plan touches the days asked for, the earliest first. */
  readonly openings: readonly Opening[];
  /** Beds to come without a plan that still lies ahead. Unit: beds. */
  readonly undatedBeds: number;
  /** How late openings before them were; of too few nothing but how many. */
  readonly slippage: SlippageSeen;
}

/** Beds that are to open from one day until another, as known on `today`. */
export type ReadOpenings = (
  tx: Tx,
  within: { readonly fromOn: IsoDate; readonly toOn: IsoDate },
  today: IsoDate,
) => Promise<Openings>;
