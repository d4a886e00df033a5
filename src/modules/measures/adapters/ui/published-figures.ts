import { addNights } from '../../../../kernel/iso-date.js';
import {
  financialYearEnd,
  financialYearLabel,
  financialYearOf,
  financialYearStart,
} from '../../../../kernel/financial-year.js';
import { monthAndYear } from '../../../../ui/presenters/dates.js';
import { routeTexts } from '../../../referrals/contract/words.js';
import type { KeptFigure } from '../../domain/kept-figure.js';
import type { PublishedFigure, PublishedStatus } from './target.view.js';

const measureTexts: Readonly<Record<string, string>> = {
  placements_approved: 'Placements approved',
  individuals_started: 'People started',
  individuals_ended_before_planned_end: 'People who left before the planned end',
  adps_with_any_approval: 'Partnerships with any approval',
};

/** Routes as published tables name them: ours, and what those tables put together. */
const publishedRouteTexts: Readonly<Record<string, string>> = {
  ...routeTexts,
  all: 'All routes',
  any_funding: 'Any funding, private too',
  other_or_uncosted: 'Other or uncosted',
  other_or_unknown: 'Other or unknown',
  publicly_funded: 'Publicly funded',
  self_or_insurance: 'Self or insurance',
  solely_private: 'Private only',
};

const statuses: readonly PublishedStatus[] = ['published', 'revised', 'withdrawn', 'derived', 'unverified'];

/** The words of a source and, where it ends in one, its address. */
const splitSource = (source: string): { readonly source: string; readonly sourceHref?: string } => {
  const [, words, address] = /^(.+?),? (https:\/\/[^\s]+)$/.exec(source) ?? [];
  return words === undefined || address === undefined ? { source } : { source: words, sourceHref: address };
};

const wholeRoutes = ['all', 'any_funding', 'publicly_funded'];

/** A whole financial year by its name, anything else by its months, whatever shorthand its source uses. */
const periodText = ({ periodLabel, periodStartsOn, periodLastOn }: KeptFigure): string => {
  if (periodStartsOn === null || periodLastOn === null) return 'Year not stated';
  const year = financialYearOf(periodStartsOn);
  const endsOn = addNights(periodLastOn, 1);
  const isYear = periodStartsOn === financialYearStart(year) && endsOn === financialYearEnd(year);
  const [from, to] = [monthAndYear(periodStartsOn), monthAndYear(periodLastOn)];
  const months = from === to ? from : `${from} to ${to}`;
  const text = isYear ? financialYearLabel(year) : months;
  return periodLabel.endsWith('monthly mean') ? `${text}, mean of a month` : text;
};

const ordinal = (text: string): string => {
  const number = Number(text);
  const ending =
    { 1: 'st', 2: 'nd', 3: 'rd' }[number % 100 > 10 && number % 100 < 14 ? 0 : number % 10] ?? 'th';
  return `${number}${ending}`;
};

/** The issue of a figure in words: sources shorten "9th interim monitoring report" to R9. */
const issueText = (vintage: string): string =>
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

const issueNumber = ({ vintage }: KeptFigure): number =>
  Math.max(0, ...[...vintage.matchAll(/\bR(\d+)\b/g)].map(([, number]) => Number(number)));

/** Figures of the same thing: the same measure, period and route. */
const thingOf = ({ measure, periodLabel, periodStartsOn, periodLastOn, route }: KeptFigure): string =>
  [measure, periodLabel.endsWith('monthly mean'), periodStartsOn, periodLastOn, route].join('|');

/**
 * The standing of a figure; one that a later report gave again is superseded, and one whose standing is not known is
 * never shown as published.
 */
const statusOf = (figure: KeptFigure, latest: number): PublishedStatus => {
  const status = statuses.find((known) => known === figure.status) ?? 'unverified';
  const stands = status === 'published' || status === 'revised';
  return stands && issueNumber(figure) > 0 && issueNumber(figure) < latest ? 'superseded' : status;
};

const newestFirst = (a: KeptFigure, b: KeptFigure): number =>
  // A figure of no stated year stands last.
  compare(b.periodLastOn ?? '', a.periodLastOn ?? '') ||
  compare(b.periodStartsOn ?? '', a.periodStartsOn ?? '') ||
  compare(thingOf(a), thingOf(b)) ||
  issueNumber(b) - issueNumber(a);

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Figures others published as the page shows them: the newest period first, and of one thing the newest report first. */
export const publishedFigures = (kept: readonly KeptFigure[]): readonly PublishedFigure[] => {
  const latestOf = new Map<string, number>();
  for (const figure of kept) {
    const thing = thingOf(figure);
    latestOf.set(thing, Math.max(latestOf.get(thing) ?? 0, issueNumber(figure)));
  }
  return kept.toSorted(newestFirst).map((figure, index) => {
    const issue = issueText(figure.vintage);
    return {
      key: String(index),
      period: periodText(figure),
      measure: measureTexts[figure.measure] ?? figure.measure,
      route: publishedRouteTexts[figure.route] ?? figure.route,
      isByRoute: !wholeRoutes.includes(figure.route),
      count: figure.figure,
      status: statusOf(figure, latestOf.get(thingOf(figure)) ?? 0),
      vintage: figure.note === null || figure.note === '' ? issue : `${issue}. ${figure.note}`,
      ...splitSource(figure.source),
    };
  });
};
