import type { IsoDate } from '../../../kernel/iso-date.js';

/** What a figure of others tells of: two of the same thing differ by their vintage alone. */
export interface OutsideThing {
  readonly measure: string;
  readonly periodLabel: string;
  /** First and last day of the period; null where the source names no year. */
  readonly periodStartsOn: IsoDate | null;
  readonly periodLastOn: IsoDate | null;
  /** `scotland` or `partnership`; another word for an area that this release does not know. */
  readonly areaKind: string;
  readonly area: string;
  readonly route: string;
  /** By what it is told apart, and of which group; null for all of a route. */
  readonly breakdown: string | null;
  readonly category: string | null;
}

/** A number somebody else published, as it is kept: with its vintage and status; null where they published none. */
export interface KeptFigure extends OutsideThing {
  readonly figureId: number;
  readonly figure: number | null;
  readonly status: string;
  readonly vintage: string;
  /** The day on which the vintage came out; null where no source prints it, and for what nobody released. */
  readonly releasedOn: IsoDate | null;
  readonly note: string | null;
  readonly source: string;
  /** Why its publisher took it back, as a member recorded it; null where nobody did. */
  readonly withdrawnBecause: string | null;
}

/** A mean of months is no count, whatever else it shares with one. */
export const isMeanOfMonths = ({ periodLabel }: Pick<OutsideThing, 'periodLabel'>): boolean =>
  periodLabel.endsWith('monthly mean');

/** What a figure tells of, as one text: the key by which the database keeps one of each vintage. */
export const thingOf = (thing: OutsideThing): string =>
  [
    thing.measure,
    isMeanOfMonths(thing) ? 'mean' : '',
    thing.periodStartsOn ?? thing.periodLabel,
    thing.periodLastOn ?? '',
    thing.areaKind,
    thing.area,
    thing.route,
    thing.breakdown ?? '',
    thing.category ?? '',
  ].join('|');
