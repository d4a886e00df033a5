import { addNights } from '../../../../kernel/iso-date.js';
import {
  financialYearEnd,
  financialYearLabel,
  financialYearOf,
  financialYearStart,
} from '../../../../kernel/financial-year.js';
import { monthAndYear } from '../../../../ui/presenters/dates.js';
import { routeTexts } from '../../../referrals/contract/words.js';
import { isMeanOfMonths, thingOf, type KeptFigure, type OutsideThing } from '../../domain/kept-figure.js';
import { byAge, withStandings } from '../../domain/vintage.js';
import type { PublishedFigure } from './target.view.js';

/** Measures as others name them. */
export const measureTexts: Readonly<Record<string, string>> = {
  placements_approved: 'Placements approved',
  individuals_started: 'People started',
  individuals_ended_before_planned_end: 'People who left before the planned end',
  adps_with_any_approval: 'Partnerships with any approval',
};

/** Routes as published tables name them: ours, and what those tables put together. */
export const publishedRouteTexts: Readonly<Record<string, string>> = {
  ...routeTexts,
  all: 'All routes',
  any_funding: 'Any funding, private too',
  other_or_uncosted: 'Other or uncosted',
  other_or_unknown: 'Other or unknown',
  publicly_funded: 'Publicly funded',
  self_or_insurance: 'Self or insurance',
  solely_private: 'Private only',
};

/** The words of a source and, where it ends in one, its address. */
export const splitSource = (source: string): { readonly source: string; readonly sourceHref?: string } => {
  const [, words, address] = /^(.+?),? (https:\/\/[^\s]+)$/.exec(source) ?? [];
  return words === undefined || address === undefined ? { source } : { source: words, sourceHref: address };
};

const wholeRoutes = ['all', 'any_funding', 'publicly_funded'];

/** A whole financial year by its name, anything else by its months, whatever shorthand its source uses. */
export const periodText = (thing: OutsideThing): string => {
  const { periodStartsOn, periodLastOn } = thing;
  if (periodStartsOn === null || periodLastOn === null) return 'Year not stated';
  const year = financialYearOf(periodStartsOn);
  const endsOn = addNights(periodLastOn, 1);
  const isYear = periodStartsOn === financialYearStart(year) && endsOn === financialYearEnd(year);
  const [from, to] = [monthAndYear(periodStartsOn), monthAndYear(periodLastOn)];
  const months = from === to ? from : `${from} to ${to}`;
  const text = isYear ? financialYearLabel(year) : months;
  return isMeanOfMonths(thing) ? `${text}, mean of a month` : text;
};

const ordinal = (text: string): string => {
  const number = Number(text);
  const ending =
    { 1: 'st', 2: 'nd', 3: 'rd' }[number % 100 > 10 && number % 100 < 14 ? 0 : number % 10] ?? 'th';
  return `${number}${ending}`;
};

/** The issue of a figure in words: sources shorten "9th interim monitoring report" to R9. */
export const issueText = (vintage: string): string =>
  vintage === 'mixed'
    ? 'Several reports together'
    : vintage
        .replace(
          /\bR(\d+)\/R(\d+)/g,
          (_, first: string, second: string) => `${ordinal(first)} and ${ordinal(second)} reports`,
        )
        .replace(/\bR(\d+)\b/g, (_, number: string) => `${ordinal(number)} report`)
        .replace(' (revised R)', ', revised')
        .replace(/(reports?) (?=[A-Z\d])/, '$1, ');

const isPart = ({ areaKind, route, breakdown }: KeptFigure): boolean =>
  areaKind !== 'scotland' || breakdown !== null || !wholeRoutes.includes(route);

/** The newest period first, totals before their parts, and of one thing the newest vintage first. */
export const newestFirst = (a: KeptFigure, b: KeptFigure): number =>
  // A figure of no stated year stands last.
  compare(b.periodLastOn ?? '', a.periodLastOn ?? '') ||
  compare(b.periodStartsOn ?? '', a.periodStartsOn ?? '') ||
  Number(isPart(a)) - Number(isPart(b)) ||
  compare(thingOf(a), thingOf(b)) ||
  byAge(b, a);

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const isOfTheCountry = ({ areaKind, breakdown }: KeptFigure): boolean =>
  areaKind === 'scotland' && breakdown === null;

/** Figures of the whole country as the page of the target shows them: the newest period first, and of one thing the newest report first. */
export const publishedFigures = (kept: readonly KeptFigure[]): readonly PublishedFigure[] =>
  withStandings(kept.filter(isOfTheCountry))
    .toSorted(newestFirst)
    .map((figure) => {
      const issue = issueText(figure.vintage);
      return {
        key: String(figure.figureId),
        period: periodText(figure),
        measure: measureTexts[figure.measure] ?? figure.measure,
        route: publishedRouteTexts[figure.route] ?? figure.route,
        isByRoute: !wholeRoutes.includes(figure.route),
        count: figure.figure,
        status: figure.standing,
        vintage: figure.note === null ? issue : `${issue}. ${figure.note}`,
        ...splitSource(figure.source),
      };
    });
