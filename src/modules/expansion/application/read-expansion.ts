import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { moneyOf, unexplainedPence, type MoneyKnown } from '../domain/differences.js';
import { stillToCome, type StillToCome } from '../domain/openings.js';
import { pledgeGap, type PledgeGap } from '../domain/pledge.js';
import {
  milestonesAsAt,
  slippageSeen,
  type MilestoneStanding,
  type SlippageSeen,
} from '../domain/slippage.js';
import {
  stages,
  type BedsFact,
  type Expansion,
  type MilestoneFact,
  type Stage,
} from '../domain/statement.js';
import {
  contradictions,
  inUseOfAdded,
  knownBeds,
  stageReached,
  stepsAsAt,
  totalOf,
  withOwnUse,
  type AsAt,
  type Contradiction,
  type MarkedBeds,
  type StageTotal,
  type Step,
} from '../domain/steps.js';
import type {
  ExpansionRepository,
  OwnBeds,
  PublishedTogether,
  ReadCountedBeds,
  ReadOwnBeds,
} from './ports.js';

/** One project as at a day. */
export interface ExpansionStanding {
  readonly expansion: Expansion;
  readonly steps: readonly Step[];
  readonly reached: Stage | null;
  readonly contradictions: readonly Contradiction[];
  readonly known: MarkedBeds | null;
  readonly milestones: readonly MilestoneStanding[];
  readonly toCome: StillToCome | null;
  /** The beds of the project of the service that is linked; null where none is. */
  readonly own: OwnBeds | null;
  readonly beds: readonly BedsFact[];
  readonly works: readonly MilestoneFact[];
}

/** Steps added up over the projects of a health board, or of all. */
export interface Totals {
  readonly name: string;
  readonly totals: readonly StageTotal[];
}

/** Everything that is known of more beds, as at a day. */
export interface ExpansionOverview {
  readonly asAt: AsAt;
  readonly projects: readonly ExpansionStanding[];
  /** Of the projects that were published together: what was published, what is known of them, and what that leaves. */
  readonly together: {
    readonly published: PublishedTogether;
    readonly totals: readonly StageTotal[];
    readonly knownBeds: number;
    readonly unexplainedBeds: number;
    /** Those without a number that may be added. */
    readonly without: readonly string[];
    readonly money: MoneyKnown;
    readonly unexplainedPence: number;
  };
  readonly all: readonly StageTotal[];
  readonly boards: readonly Totals[];
  readonly counted: Awaited<ReturnType<ReadCountedBeds>>;
  readonly pledge: PledgeGap | null;
  /** Beds of projects that count, kept by this service on the day. */
  readonly ownBeds: number;
  readonly slippage: SlippageSeen;
}

/** What the overview needs. */
export interface ReadExpansionDeps {
  readonly expansions: ExpansionRepository;
  readonly readOwnBeds: ReadOwnBeds;
  readonly readCountedBeds: ReadCountedBeds;
  readonly published: PublishedTogether;
}

const standingOf = (
  expansion: Expansion,
  all: { readonly beds: readonly BedsFact[]; readonly works: readonly MilestoneFact[] },
  own: readonly OwnBeds[],
  asAt: AsAt,
): ExpansionStanding => {
  const { expansionId, projectId, bedsBeforeCount } = expansion;
  const beds = all.beds.filter((fact) => fact.expansionId === expansionId);
  const works = all.works.filter((fact) => fact.expansionId === expansionId);
  const said = stepsAsAt(beds, asAt);
  const linked = projectId === null ? null : (own.find((project) => project.projectId === projectId) ?? null);
  const steps = withOwnUse(said, linked === null ? null : inUseOfAdded(linked.inUse, bedsBeforeCount));
  return {
    ...{ expansion, steps, beds, works, own: linked },
    reached: stageReached(said),
    contradictions: contradictions(steps),
    known: knownBeds(said),
    milestones: milestonesAsAt(works, asAt),
    toCome: stillToCome(expansionId, beds, works, asAt),
  };
};

const totalsOf = (projects: readonly ExpansionStanding[]): readonly StageTotal[] =>
  stages.map((stage) =>
    totalOf(
      stage,
      projects.map(({ steps }) => steps),
    ),
  );

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** Reads everything that is known of more beds as at a day, and as it was known at a time. */
export const makeReadExpansion =
  ({ expansions, readOwnBeds, readCountedBeds, published }: ReadExpansionDeps) =>
  async (tx: Tx, asAt: AsAt): Promise<ExpansionOverview> => {
    const own = await readOwnBeds(tx, asAt);
    const facts = { beds: await expansions.readBeds(tx), works: await expansions.readMilestones(tx) };
    const projects = (await expansions.list(tx)).map((expansion) => standingOf(expansion, facts, own, asAt));
    const together = projects.filter(({ expansion }) => expansion.isOfTheProgramme);
    const counted = (await readCountedBeds(tx)).filter(
      ({ lastDay }) => lastDay === null || lastDay.on <= asAt.on,
    );
    const money = moneyOf(together.map(({ expansion }) => expansion));
    const known = sum(together.map((project) => project.known?.beds ?? 0));
    const boards = [...new Set(projects.map(({ expansion }) => expansion.healthBoard))].sort();
    return {
      ...{ asAt, projects, counted },
      together: {
        ...{ published, money, knownBeds: known },
        totals: totalsOf(together),
        unexplainedBeds: published.beds - known,
        without: together.flatMap((project) => (project.known === null ? [project.expansion.name] : [])),
        unexplainedPence: unexplainedPence(published.pence, money),
      },
      all: totalsOf(projects),
      boards: boards.map((name) => ({
        name,
        totals: totalsOf(projects.filter(({ expansion }) => expansion.healthBoard === name)),
      })),
      pledge: pledgeGap(
        counted.flatMap((each) => each.counted ?? []),
        projects.map(({ beds }) => beds),
        sum(projects.map(({ toCome }) => toCome?.beds ?? 0)),
        asAt,
      ),
      ownBeds: sum(own.map(({ counts, beds }) => (counts ? beds : 0))),
      slippage: slippageSeen(projects.map(({ milestones }) => milestones)),
    };
  };

/** One project as at a day, or null. */
export const makeReadOneExpansion =
  ({ expansions, readOwnBeds }: Pick<ReadExpansionDeps, 'expansions' | 'readOwnBeds'>) =>
  async (tx: Tx, expansionId: string, asAt: AsAt): Promise<ExpansionStanding | null> => {
    const expansion = await expansions.find(tx, expansionId);
    if (expansion === null) return null;
    const own = expansion.projectId === null ? [] : await readOwnBeds(tx, asAt);
    const beds = await expansions.readBeds(tx, expansionId);
    return standingOf(
      expansion,
      { beds, works: await expansions.readMilestones(tx, expansionId) },
      own,
      asAt,
    );
  };

/** As now: on this day, as known now. */
export const asNow = (today: IsoDate): AsAt => ({ on: today, knownAt: null });
