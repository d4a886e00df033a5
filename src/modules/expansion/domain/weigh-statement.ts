import { addNights, isoDate, type IsoDate } from '../../../kernel/iso-date.js';
import {
  stages,
  type BedsFact,
  type BedsStatement,
  type MilestoneStatement,
  type Stage,
} from './statement.js';
import { saidDateText, type SaidDate } from './said-date.js';
import { standing, stepsAsAt } from './steps.js';

/** Nothing of this programme, or of those before it, is older. */
const earliestOn = isoDate('2000-01-01');
/** Beyond this nobody plans. Unit: days, thirty years of them. */
const furthestPlanDays = 10_958;

/** Why a date cannot be. */
export type DateRefusal =
  | { readonly code: 'statement-in-the-future'; readonly today: IsoDate }
  | { readonly code: 'statement-too-old'; readonly earliestOn: IsoDate };

/** Why what was said of beds is not recorded. */
export type BedsRefusal =
  | DateRefusal
  | { readonly code: 'statement-replaces-nothing' }
  | { readonly code: 'statement-replaced-already' }
  | { readonly code: 'reason-missing' }
  | { readonly code: 'reason-not-wanted' }
  /** The same source was recorded with another number for this step and date: one of the two is put right. */
  | { readonly code: 'said-otherwise'; readonly statementId: string; readonly saidBeds: number | null }
  /** More beds than had come to the step before, or fewer than had come to the one after. Taken when it is confirmed. */
  | {
      readonly code: 'beds-out-of-step';
      readonly stage: Stage;
      readonly beds: number;
      readonly otherStage: Stage;
      readonly otherBeds: number;
    };

const dateRefusal = (on: IsoDate | undefined, today: IsoDate): DateRefusal | null => {
  if (on === undefined) return null;
  if (on > today) return { code: 'statement-in-the-future', today };
  return on < earliestOn ? { code: 'statement-too-old', earliestOn } : null;
};

const replacing = (
  { replacesId, reason, stage }: BedsStatement,
  facts: readonly BedsFact[],
): BedsRefusal | null => {
  if (replacesId === null) return reason === null ? null : { code: 'reason-not-wanted' };
  const replaced = facts.find(({ id }) => id === replacesId);
  if (replaced?.stage !== stage) return { code: 'statement-replaces-nothing' };
  if (facts.some((fact) => fact.replacesId === replacesId)) return { code: 'statement-replaced-already' };
  return reason === null ? { code: 'reason-missing' } : null;
};

/** What the same source was recorded as saying of the same step and date, where that is another number. */
const saidOtherwise = (
  { stage, beds, dated, source, replacesId }: BedsStatement,
  facts: readonly BedsFact[],
): BedsRefusal | null => {
  if (replacesId !== null) return null;
  const textOf = (on: SaidDate | null): string => (on === null ? '' : saidDateText(on));
  const replaced = new Set(facts.map((fact) => fact.replacesId));
  const other = facts.find(
    (fact) =>
      !replaced.has(fact.id) &&
      fact.stage === stage &&
      fact.source === source &&
      fact.beds !== beds &&
      textOf(fact.dated) === textOf(dated),
  );
  return other === undefined ? null : { code: 'said-otherwise', statementId: other.id, saidBeds: other.beds };
};

/** The first other step that a number does not go with: more than an earlier one has, or less than a later one. */
const outOfStep = (
  { stage, beds, dated, replacesId }: BedsStatement,
  facts: readonly BedsFact[],
  today: IsoDate,
): BedsRefusal | null => {
  if (beds === null) return null;
  const asAt = { on: dated?.on ?? today, knownAt: null };
  const others = standing(facts, asAt).filter(({ id }) => id !== replacesId);
  const own = stages.indexOf(stage);
  for (const { said } of stepsAsAt(others, asAt)) {
    if (said?.beds == null || said.stage === stage) continue;
    const isEarlier = stages.indexOf(said.stage) < own;
    if (isEarlier ? beds > said.beds : beds < said.beds) {
      return { code: 'beds-out-of-step', stage, beds, otherStage: said.stage, otherBeds: said.beds };
    }
  }
  return null;
};

/** Why a statement of beds cannot be recorded beside the others of its project; null when it can. */
export const weighBeds = (
  statement: BedsStatement,
  facts: readonly BedsFact[],
  today: IsoDate,
  isConfirmed: boolean,
): BedsRefusal | null =>
  dateRefusal(statement.dated?.on, today) ??
  replacing(statement, facts) ??
  saidOtherwise(statement, facts) ??
  (isConfirmed ? null : outOfStep(statement, facts, today));

/** Why what was said of a step of the work is not recorded. */
export type MilestoneRefusal =
  | DateRefusal
  | { readonly code: 'plan-too-far-ahead'; readonly latestOn: IsoDate }
  | { readonly code: 'said-in-the-future'; readonly today: IsoDate };

/** Why a statement of a step of the work cannot be recorded; null when it can. */
export const weighMilestone = (
  { isPlan, dated, saidOn }: MilestoneStatement,
  today: IsoDate,
): MilestoneRefusal | null => {
  if (saidOn !== null && saidOn > today) return { code: 'said-in-the-future', today };
  if (!isPlan || dated.on < earliestOn) return dateRefusal(dated.on, today);
  const latestOn = addNights(today, furthestPlanDays);
  return dated.on > latestOn ? { code: 'plan-too-far-ahead', latestOn } : null;
};
