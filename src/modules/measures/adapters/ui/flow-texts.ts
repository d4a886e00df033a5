import { financialYear, financialYearLabel } from '../../../../kernel/financial-year.js';
import { addNights } from '../../../../kernel/iso-date.js';
import { monthAndYear } from '../../../../ui/presenters/dates.js';
import { countOf, plainNumber } from '../../../../ui/presenters/numbers.js';
import { fewestTold } from '../../../eligibility/contract.js';
import type { CohortPeriod } from '../../domain/cohort-period.js';
import type { CohortStage, No } from '../../domain/cohort.js';
import type { MiddleWait } from '../../domain/waits-by-group.js';
import type { ToldDays } from '../../domain/told-measure.js';

/** Stages in words, as what somebody is by then. */
export const stageTexts: Readonly<Record<CohortStage, string>> = {
  referred: 'Referred',
  assessed: 'Assessed',
  funded: 'Funded',
  accepted: 'Accepted by a project',
  admitted: 'Admitted',
  completed: 'Completed as planned',
};

/** What the last answer was, of those who are still at a stage. */
export const lastNoTexts: Readonly<Record<No | 'no-answer-yet', string>> = {
  'no-answer-yet': 'Nothing said no',
  'funder-said-no': 'The funder said no',
  'provider-said-no': 'A project said no',
  'person-said-no': 'The person said no to a place',
  'nobody-answered': 'An offer lapsed unanswered',
  'nobody-arrived': 'Had a bed and did not arrive',
};

/** A number of people as it is told. */
export const peopleText = (n: number | null): string =>
  n === null ? `Fewer than ${fewestTold}` : plainNumber(n);

/** A share as it is told; a dash where there is nobody to have one. */
export const shareText = (share: number | null, of: number | null): string => {
  if (of === 0) return '–';
  return share === null ? 'Too few to tell' : `${plainNumber(share * 100)}%`;
};

/** "21 days (9 to 40)": the middle, and between which days the middle half lies. */
export const daysText = ({ n, lowerDays, medianDays, upperDays }: ToldDays): string => {
  if (n === 0) return '–';
  if (medianDays === null) return 'Too few to tell';
  const middle = countOf(medianDays, 'day');
  return lowerDays === null || upperDays === null
    ? middle
    : `${middle} (${plainNumber(lowerDays)} to ${plainNumber(upperDays)})`;
};

/** "21 days (14 to 35)": the middle of waits, and between which days it truly lies. */
export const middleText = ({ n, medianDays, low, high }: MiddleWait): string => {
  if (n === 0) return '–';
  return medianDays === null || low === null || high === null
    ? 'Too few to tell'
    : `${countOf(medianDays, 'day')} (${plainNumber(low)} to ${plainNumber(high)})`;
};

/** "2026/27"; "July to September 2026". */
export const periodText = ({ key, kind, fromOn, toOn }: CohortPeriod): string =>
  kind === 'year'
    ? financialYearLabel(financialYear(Number(key)))
    : `${monthAndYear(fromOn).replace(/ \d+$/, '')} to ${monthAndYear(addNights(toOn, -1))}`;
