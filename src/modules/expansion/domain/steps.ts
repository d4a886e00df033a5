import type { IsoDate } from '../../../kernel/iso-date.js';
import { stages, type BedsFact, type Stage, type StatementMark } from './statement.js';

/** As at which day, and as known when: null for what is known now. */
export interface AsAt {
  readonly on: IsoDate;
  readonly knownAt: Date | null;
}

/** A number with how far it can be trusted. */
export interface MarkedBeds {
  readonly beds: number;
  readonly mark: StatementMark;
}

/** How far the beds of a project had come to one step. */
export interface Step {
  readonly stage: Stage;
  /** What was said of this step; null where nothing was. */
  readonly said: BedsFact | null;
  /** At least so many: what was said, or what was said of a later step, which these beds must have passed. Null where neither. */
  readonly atLeast: MarkedBeds | null;
}

/** Whether a statement was known at a time. */
export const isKnown = ({ recordedAt }: { readonly recordedAt: Date }, { knownAt }: AsAt): boolean =>
  knownAt === null || recordedAt <= knownAt;

/** Statements of beds that stand: known then, and not put right by another that was known then. */
export const standing = (facts: readonly BedsFact[], asAt: AsAt): readonly BedsFact[] => {
  const known = facts.filter((fact) => isKnown(fact, asAt));
  const replaced = new Set(known.flatMap(({ replacesId }) => replacesId ?? []));
  return known.filter(({ id }) => !replaced.has(id));
};

const earliest = '';

/** Later dates before earlier, no date last; of the same date what was recorded last. */
const byDate = (a: BedsFact, b: BedsFact): number => {
  const [onA, onB] = [a.dated?.on ?? earliest, b.dated?.on ?? earliest];
  if (onA !== onB) return onA < onB ? 1 : -1;
  return b.recordedAt.getTime() - a.recordedAt.getTime() || (a.id < b.id ? 1 : -1);
};

/** Beds in use are counted day by day; that they were in use once says nothing of how many are staffed. */
const carries = (stage: Stage): boolean => stage !== 'in_use';

const ofLater = (said: readonly (BedsFact | null)[], index: number): MarkedBeds | null => {
  const later = said
    .slice(index + 1)
    .flatMap((fact) =>
      fact !== null && fact.beds !== null && carries(fact.stage)
        ? [{ beds: fact.beds, isDoubtful: fact.mark === 'unverified' }]
        : [],
    )
    .sort((a, b) => b.beds - a.beds)[0];
  return later === undefined ? null : { beds: later.beds, mark: later.isDoubtful ? 'unverified' : 'derived' };
};

/**
 * The steps of one project as at a day: of each the latest statement dated on or before it. A date known to the month
 * holds from the first of the month.
 */
export const stepsAsAt = (facts: readonly BedsFact[], asAt: AsAt): readonly Step[] => {
  const found = standing(facts, asAt)
    .filter(({ dated }) => dated === null || dated.on <= asAt.on)
    .sort(byDate);
  const said = stages.map((stage) => found.find((fact) => fact.stage === stage) ?? null);
  return stages.map((stage, index) => {
    const own = said[index] ?? null;
    const later = carries(stage) ? ofLater(said, index) : null;
    const ownBeds = own?.beds == null ? null : { beds: own.beds, mark: own.mark };
    const atLeast = ownBeds === null || (later !== null && later.beds > ownBeds.beds) ? later : ownBeds;
    return { stage, said: own, atLeast };
  });
};

/** The last step that anything was said of, with a number or without; null where nothing was. */
export const stageReached = (steps: readonly Step[]): Stage | null =>
  steps.findLast(({ said }) => said !== null)?.stage ?? null;

/** A number that may be added: unverified ones may not. */
export const addable = (marked: MarkedBeds | null): marked is MarkedBeds =>
  marked !== null && marked.mark !== 'unverified';

/** Two steps whose numbers cannot both be: more beds at the later than at the earlier. */
export interface Contradiction {
  readonly stage: Stage;
  readonly beds: number;
  readonly earlierStage: Stage;
  readonly earlierBeds: number;
}

const saidOrCounted = ({ stage, said, atLeast }: Step): number | null =>
  carries(stage) ? (said?.beds ?? null) : (atLeast?.beds ?? null);

/** Where statements, or what the service counts itself, contradict each other: each step beside the nearest before it. */
export const contradictions = (steps: readonly Step[]): readonly Contradiction[] => {
  const known = steps.flatMap((step) => {
    const beds = saidOrCounted(step);
    return beds === null ? [] : [{ stage: step.stage, beds }];
  });
  return known.flatMap(({ stage, beds }, index) => {
    const earlier = known[index - 1];
    return earlier === undefined || beds <= earlier.beds
      ? []
      : [{ stage, beds, earlierStage: earlier.stage, earlierBeds: earlier.beds }];
  });
};

/** The most beds that are known of a project at any step, and may be added; null where no step has such a number. */
export const knownBeds = (steps: readonly Step[]): MarkedBeds | null =>
  steps
    .filter(({ stage }) => carries(stage))
    .map(({ said }) => (said?.beds == null ? null : { beds: said.beds, mark: said.mark }))
    .filter(addable)
    .reduce<MarkedBeds | null>((most, each) => (most === null || each.beds > most.beds ? each : most), null);

/** A sum, and what it leaves out. A sum of several is worked out here, whatever its parts are: nobody published it. */
export interface StageTotal {
  readonly stage: Stage;
  readonly beds: number | null;
  readonly mark: StatementMark;
  /** Projects with a number in it. */
  readonly projects: number;
  /** Projects of which nothing that may be added is known at this step. */
  readonly without: number;
  /** Beds that no source confirms, which are left out. */
  readonly unverifiedBeds: number;
}

/** Adds up one step over projects. */
export const totalOf = (stage: Stage, projects: readonly (readonly Step[])[]): StageTotal => {
  const numbers = projects.map((steps) => steps.find((step) => step.stage === stage)?.atLeast ?? null);
  const added = numbers.filter(addable);
  const [only] = added;
  return {
    stage,
    beds: added.length === 0 ? null : added.reduce((sum, { beds }) => sum + beds, 0),
    mark: added.length === 1 && only !== undefined ? only.mark : 'derived',
    projects: added.length,
    without: projects.length - added.length,
    unverifiedBeds: numbers.reduce((sum, each) => (each?.mark === 'unverified' ? sum + each.beds : sum), 0),
  };
};

/**
 * Beds of an expansion that are in use: those in use in the whole project beyond the beds there were before. Null where
 * that is not known.
 */
export const inUseOfAdded = (inUse: number, bedsBefore: number | null): MarkedBeds | null =>
  bedsBefore === null
    ? null
    : { beds: Math.max(0, inUse - bedsBefore), mark: bedsBefore === 0 ? 'recorded' : 'derived' };

/** The steps with what the service itself knows of beds in use, where the project is one of its own. */
export const withOwnUse = (steps: readonly Step[], inUse: MarkedBeds | null): readonly Step[] =>
  inUse === null
    ? steps
    : steps.map((step) => (step.stage === 'in_use' ? { ...step, atLeast: inUse } : step));
