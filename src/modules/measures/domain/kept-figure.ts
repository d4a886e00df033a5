import type { IsoDate } from '../../../kernel/iso-date.js';

/** A number somebody else published, as it is kept: with its vintage and status; null where they published none. */
export interface KeptFigure {
  readonly measure: string;
  readonly periodLabel: string;
  /** First and last day of the period; null where the source names no year. */
  readonly periodStartsOn: IsoDate | null;
  readonly periodLastOn: IsoDate | null;
  readonly route: string;
  readonly figure: number | null;
  readonly status: string;
  readonly vintage: string;
  readonly note: string | null;
  readonly source: string;
}
