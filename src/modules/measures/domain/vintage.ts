import { thingOf, type KeptFigure } from './kept-figure.js';

/**
 * Standing of an outside figure. Superseded: a later vintage gives it again. Derived: worked out from published figures (D).
 * Unverified: not checked at its source (U).
 */
export const figureStandings = [
  'published',
  'revised',
  'superseded',
  'withdrawn',
  'derived',
  'unverified',
] as const;
/** One of {@link figureStandings}. */
export type FigureStanding = (typeof figureStandings)[number];

/** A figure among the other vintages of the same thing. */
export interface StandingFigure extends KeptFigure {
  readonly standing: FigureStanding;
  /** The vintage that stands in its place; null where it stands itself, or none came. */
  readonly replacedBy: KeptFigure | null;
  /** What was worked out from a later report, where that did not give the number again itself; null where nothing was. */
  readonly workedOutSince: KeptFigure | null;
}

/** Whether somebody published it: worked out and unchecked ones were published by nobody. */
export const isOfPublisher = ({ standing }: Pick<StandingFigure, 'standing'>): boolean =>
  standing !== 'derived' && standing !== 'unverified';

/** By what one vintage is older than another. */
type Aged = Pick<KeptFigure, 'vintage' | 'releasedOn'>;

/** Sources number their reports: R9 came before R10. 0 where none is named. */
const issueNumber = ({ vintage }: Aged): number =>
  Math.max(0, ...[...vintage.matchAll(/\bR(\d+)\b/g)].map(([, number]) => Number(number)));

/**
 * When reports came out whose figures name no day. Source: Public Health Scotland, interim monitoring reports on residential
 * rehabilitation, as their other figures are dated here. One between two came out after the first of them.
 */
const reportDays = [
  [4, '2022-09-27'],
  [5, '2022-12-20'],
  [9, '2024-06-18'],
  [10, '2024-12-17'],
] as const;

/** The day of a vintage, that of its report, or of the report before; nothing before all of them. */
const dayOf = (figure: Aged): string =>
  figure.releasedOn ?? reportDays.findLast(([number]) => number <= issueNumber(figure))?.[1] ?? '';

/** Older first: by day, then by the number of the report. One order for all, whatever is known of each. */
const compareAges = (a: Aged, b: Aged): number => {
  const [ofA, ofB] = [dayOf(a), dayOf(b)];
  return ofA === ofB ? issueNumber(a) - issueNumber(b) : ofA < ofB ? -1 : 1;
};

/** Older first; two that came out together as they were written down. */
export const byAge = (a: KeptFigure, b: KeptFigure): number => compareAges(a, b) || a.figureId - b.figureId;

/** Of two without a day and a number nothing says which came first. */
const ageKnown = (figure: Aged): boolean => figure.releasedOn !== null || issueNumber(figure) > 0;

/** Whether a vintage is known to have come out after another. */
export const cameAfter = (a: Aged, b: Aged): boolean => ageKnown(a) && ageKnown(b) && compareAges(a, b) > 0;

/** Whether somebody published it and it was not taken back. */
export const stands = ({ status }: Pick<KeptFigure, 'status'>): boolean =>
  status === 'published' || status === 'revised';

/** One whose standing is not known is never shown as published. */
const knownStanding = ({ status }: KeptFigure): FigureStanding =>
  figureStandings.find((known) => known === status && known !== 'superseded') ?? 'unverified';

const isLater = (a: KeptFigure, b: KeptFigure): boolean => ageKnown(a) && ageKnown(b) && byAge(a, b) > 0;

/** Every figure with its standing, in the order given. */
export const withStandings = (kept: readonly KeptFigure[]): readonly StandingFigure[] => {
  const vintagesOf = new Map<string, KeptFigure[]>();
  for (const figure of kept) {
    const thing = thingOf(figure);
    vintagesOf.set(thing, [...(vintagesOf.get(thing) ?? []), figure]);
  }
  return kept.map((figure) => {
    const later = (vintagesOf.get(thingOf(figure)) ?? [])
      .filter((other) => other.figureId !== figure.figureId && isLater(other, figure))
      .toSorted(byAge);
    const replacedBy = later.findLast(stands) ?? null;
    const standing = replacedBy !== null && stands(figure) ? 'superseded' : knownStanding(figure);
    // What was worked out, or never checked, is replaced by nothing: nobody had published it.
    const canBeReplaced = standing === 'superseded' || standing === 'withdrawn';
    return {
      ...{ ...figure, standing, replacedBy: canBeReplaced ? replacedBy : null },
      workedOutSince:
        replacedBy === null && standing !== 'derived'
          ? (later.findLast(({ status }) => status === 'derived') ?? null)
          : null,
    };
  });
};
