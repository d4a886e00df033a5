import { shortDate } from '../../../../ui/presenters/dates.js';
import { plainNumber } from '../../../../ui/presenters/numbers.js';
import { fewestTold } from '../../../eligibility/contract.js';
import { groupText } from '../../../referrals/contract/words.js';
import type { CountedHere } from '../../application/outside-figures.js';
import type { Incomparable } from '../../domain/counterpart.js';
import type { DifferenceCode } from '../../domain/difference.js';
import type { OutsideThing } from '../../domain/kept-figure.js';
import type { StandingFigure } from '../../domain/vintage.js';
import { issueText, measureTexts, publishedRouteTexts } from './published-figures.js';

/** Why nothing counted here stands beside a figure. */
export const incomparableTexts: Readonly<Record<Incomparable, string>> = {
  'no-such-measure': 'Nothing here counts this',
  'private-too': 'Counts people who paid themselves, whom nothing here records',
  'other-groups': 'Put together of other routes or groups than here',
  'two-groupings': 'By route and by another group at once; here by one at a time',
  'no-such-area': 'No partnership of this name is known here',
  'mean-of-months': 'A mean of months, not a count',
  'year-not-stated': 'Its source does not say which year it covers',
  'not-whole-months': 'Its period is not of whole months',
  'not-a-financial-year': 'Here each person counts once a financial year, which this period is not',
  'part-of-a-year': 'Groups of people are told of whole financial years, routes of quarters',
  'told-in-releases': 'By group it is counted under Releases, and nowhere else',
};

/** Why two numbers differ. */
export const differenceTexts: Readonly<
  Record<DifferenceCode, { readonly text: string; readonly hint: string }>
> = {
  coverage: {
    text: 'What they cover',
    hint: 'Places, routes or partnerships that one of them leaves out',
  },
  definition: { text: 'What counts', hint: 'Such as stabilisation counted as rehabilitation' },
  timing: { text: 'When it counts', hint: 'Such as the day of approval or the day of arrival' },
  revision: { text: 'One was put right since', hint: 'Sent in again, or corrected after it was told' },
  error: { text: 'One of them is wrong', hint: 'Say which, and how it is known' },
};

/** Of whom a figure is: its area where that is not Scotland, its route, and its group. */
export const ofWhomText = ({ areaKind, area, route, category }: OutsideThing): string =>
  [
    publishedRouteTexts[route] ?? route,
    ...(areaKind === 'scotland' ? [] : [area]),
    ...(category === null ? [] : [groupText(category)]),
  ].join(', ');

/** What a figure counts, in words. */
export const measureText = (measure: string): string => measureTexts[measure] ?? measure;

/** A figure as it is told; others may publish that there is none. */
export const figureText = (figure: number | null): string =>
  figure === null ? 'None given' : plainNumber(figure);

/** The issue of a figure, and the day on which it came out where that is known. */
export const vintageText = ({
  vintage,
  releasedOn,
}: Pick<StandingFigure, 'vintage' | 'releasedOn'>): string =>
  releasedOn === null ? issueText(vintage) : `${issueText(vintage)} (released ${shortDate(releasedOn)})`;

/** What stands in the place of a figure that stands no more, or was worked out since; null where it stands and nothing was. */
export const replacedText = ({ standing, replacedBy, workedOutSince }: StandingFigure): string | null => {
  if (replacedBy !== null)
    return `${figureText(replacedBy.figure)} stands in its place: ${vintageText(replacedBy)}`;
  if (workedOutSince !== null)
    return `Nobody published another; ${figureText(workedOutSince.figure)} was worked out since (D)`;
  return standing === 'withdrawn' ? 'Nobody published another in its place' : null;
};

/** What is counted here, or why nothing stands there. */
export const hereText = (here: CountedHere): string => {
  switch (here.kind) {
    case 'counted':
      if (here.told === null) return `Fewer than ${fewestTold}`;
      return here.isRounded ? `About ${plainNumber(here.told)}` : plainNumber(here.told);
    case 'not-comparable':
      return incomparableTexts[here.why];
    case 'not-recorded':
      return here.recordedFrom === null
        ? 'Not recorded here'
        : `Not recorded here, where records begin on ${shortDate(here.recordedFrom)}`;
    case 'not-over':
      return 'The period is not over';
  }
};

/** How far a count here is from a figure; null where nothing can be said. */
export const differenceText = (here: CountedHere): string | null => {
  if (here.kind !== 'counted' || here.difference === null) return null;
  const about = here.isRounded ? 'about ' : '';
  if (here.difference === 0) return here.isRounded ? 'About the same' : 'The same';
  return `${about}${plainNumber(Math.abs(here.difference))} ${here.difference > 0 ? 'more' : 'fewer'} here`;
};
