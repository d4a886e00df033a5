import { addNights } from '../../../../kernel/iso-date.js';
import { monthAndYear, shortDate } from '../../../../ui/presenters/dates.js';
import { countOf, plainNumber } from '../../../../ui/presenters/numbers.js';
import { dayAfter, parseSaidDate, type SaidDate } from '../../domain/said-date.js';
import type { MilestoneStanding, Slippage } from '../../domain/slippage.js';
import type { Milestone, Stage, StatementMark } from '../../domain/statement.js';
import type { Contradiction, MarkedBeds, StageTotal } from '../../domain/steps.js';

/** The steps of beds, as people say them. */
export const stageTexts: Readonly<Record<Stage, string>> = {
  planned: 'Planned',
  funded: 'Funded',
  built: 'Built',
  open: 'Open',
  staffed: 'Staffed',
  in_use: 'In use',
};

/** The steps of the work. */
export const milestoneTexts: Readonly<Record<Milestone, string>> = {
  announced: 'Announced',
  funding_agreed: 'Funding agreed',
  works_begin: 'Works begin',
  works_end: 'Works end',
  registered: 'Registered with the inspectorate',
  first_residents: 'First residents',
  opened: 'Opened',
  staffed: 'Staffed',
};

/** How far a statement can be trusted, as a choice. */
export const markTexts: Readonly<Record<StatementMark, string>> = {
  published: 'Published: the source prints it',
  derived: 'Derived (D): worked out from what sources print',
  unverified: 'Unverified (U): not confirmed',
  recorded: 'Recorded here: known, and printed nowhere',
};

const marksInShort: Readonly<Record<StatementMark, string>> = {
  published: '',
  derived: '\u00a0(D)',
  unverified: '\u00a0(U)',
  recorded: ' (recorded here)',
};

/** A date as exactly as it is known: "12 Mar 2025", "March 2025", "October to December 2024", "2025". */
export const saidDateWords = (dated: SaidDate): string => {
  switch (dated.precision) {
    case 'day':
      return shortDate(dated.on);
    case 'month':
      return monthAndYear(dated.on);
    case 'quarter': {
      const last = monthAndYear(addNights(dayAfter(dated), -1));
      return `${monthAndYear(dated.on).replace(/ \d+$/, '')} to ${last}`;
    }
    case 'year':
      return dated.on.slice(0, 4);
  }
};

/** "27", "20 (D)", "not known". */
export const bedsWords = (beds: MarkedBeds | null): string =>
  beds === null ? 'not known' : `${plainNumber(beds.beds)}${marksInShort[beds.mark]}`;

/** Two numbers that cannot both be. */
export const contradictionWords = ({ stage, beds, earlierStage, earlierBeds }: Contradiction): string =>
  `${plainNumber(beds)} ${stageTexts[stage].toLowerCase()} is more than ${plainNumber(earlierBeds)} ${stageTexts[earlierStage].toLowerCase()}`;

/** The sum of a step, with its mark. */
export const totalWords = ({ beds, mark }: StageTotal): string =>
  bedsWords(beds === null ? null : { beds, mark });

/** What a sum leaves out; '' where it leaves out nothing. */
export const leftOutWords = ({ without, unverifiedBeds }: StageTotal): string =>
  [
    without === 0 ? '' : `${countOf(without, 'project')} without a number`,
    unverifiedBeds === 0 ? '' : `${countOf(unverifiedBeds, 'unverified bed')} left out`,
  ]
    .filter((text) => text !== '')
    .join('; ');

const daysPerMonth = 30.44;
const monthsFrom = 60;

const span = (days: number): string =>
  Math.abs(days) < monthsFrom
    ? countOf(Math.abs(days), 'day')
    : countOf(Math.round(Math.abs(days) / daysPerMonth), 'month');

const between = (least: number, most: number): string => {
  if (least === 0 && most === 0) return 'on the day planned';
  if (least <= 0 && most >= 0) return 'within what was planned';
  const [near, far] = least > 0 ? [least, most] : [most, least];
  const side = least > 0 ? 'late' : 'early';
  return span(near) === span(far) ? `${span(near)} ${side}` : `${span(near)} to ${span(far)} ${side}`;
};

/** How a step of the work stands beside its first plan. */
export const slippageWords = (slippage: Slippage | null): string => {
  if (slippage === null) return 'no plan to hold it against';
  switch (slippage.kind) {
    case 'happened':
      return between(slippage.leastDays, slippage.mostDays);
    case 'planned-anew':
      return `planned anew: ${between(slippage.leastDays, slippage.mostDays)}`;
    case 'not-said-to-have-happened':
      return `${span(slippage.leastDays)} past the plan; no source says that it happened`;
  }
};

/** How the opening of a project stands; null where nothing was planned or said of it. */
export const openingWords = (standings: readonly MilestoneStanding[]): string | null => {
  const opened = standings.find(({ milestone }) => milestone === 'opened');
  if (opened === undefined) return null;
  const { firstPlanned, happened, slippage } = opened;
  if (happened !== null && firstPlanned === null) return `${saidDateWords(happened)}; no plan was found`;
  if (firstPlanned === null) return null;
  return slippage === null
    ? `Planned for ${saidDateWords(firstPlanned)}`
    : `Planned for ${saidDateWords(firstPlanned)}: ${slippageWords(slippage)}`;
};

/** "September 2024" for "2024-09"; other periods as they are written. */
export const periodWords = (period: string): string => {
  const dated = parseSaidDate(period);
  return dated === null ? period : saidDateWords(dated);
};

/** Money in millions: "£36.97 million". Unit: pence. */
export const millionsText = (pence: number): string =>
  `£${(pence / 100_000_000).toFixed(2).replace(/\.?0+$/, '')} million`;
