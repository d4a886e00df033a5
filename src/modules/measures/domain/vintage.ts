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

/** Sources number their reports: R9 came before R10. 0 where none is named. */
const issueNumber = ({ vintage }: KeptFigure): number =>
  Math.max(0, ...[...vintage.matchAll(/\bR(\d+)\b/g)].map(([, number]) => Number(number)));

/**
 * Older first: by the day on which they came out where both have one, otherwise by the number of the report, otherwise as they were
 * written down.
 */
export const byAge = (a: KeptFigure, b: KeptFigure): number => {
  if (a.releasedOn !== null && b.releasedOn !== null && a.releasedOn !== b.releasedOn)
    return a.releasedOn < b.releasedOn ? -1 : 1;
  return issueNumber(a) - issueNumber(b) || a.figureId - b.figureId;
};

const stands = ({ status }: KeptFigure): boolean => status === 'published' || status === 'revised';

/** One whose standing is not known is never shown as published. */
const knownStanding = ({ status }: KeptFigure): FigureStanding =>
  figureStandings.find((known) => known === status && known !== 'superseded') ?? 'unverified';

const isLater = (a: KeptFigure, b: KeptFigure): boolean => byAge(b, a) < 0 && ageKnown(a) && ageKnown(b);

/** Of two without a day and a number nothing says which came first. */
const ageKnown = (figure: KeptFigure): boolean => figure.releasedOn !== null || issueNumber(figure) > 0;

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
