import type { SaidDate } from './said-date.js';
import { dayAfter } from './said-date.js';
import { milestonesAsAt } from './slippage.js';
import type { BedsFact, MilestoneFact, Stage, StatementMark } from './statement.js';
import { addable, knownBeds, stepsAsAt, type AsAt } from './steps.js';

/** Beds of a project that are known of and not said to be staffed or open yet. */
export interface StillToCome {
  readonly expansionId: string;
  readonly beds: number;
  readonly mark: StatementMark;
  /** How far they have come: the last step that has their number. */
  readonly certainty: Extract<Stage, 'planned' | 'funded' | 'built'>;
  /** The latest plan for their opening; null where none is known, or it is over. */
  readonly planned: SaidDate | null;
  /** Some may be open already: a source says so without a number. */
  readonly isOpenInPart: boolean;
}

const certainties = ['built', 'funded', 'planned'] as const;

/** What is still to come of one project as at a day; null where nothing is known to be. */
export const stillToCome = (
  expansionId: string,
  facts: readonly BedsFact[],
  works: readonly MilestoneFact[],
  asAt: AsAt,
): StillToCome | null => {
  const steps = stepsAsAt(facts, asAt);
  const of = (stage: Stage) => steps.find((step) => step.stage === stage);
  const known = knownBeds(steps);
  const open = of('open')?.atLeast ?? null;
  const beds = (known?.beds ?? 0) - (addable(open) ? open.beds : 0);
  if (known === null || beds <= 0) return null;
  const standings = milestonesAsAt(works, asAt);
  const plan = (['staffed', 'opened'] as const)
    .map((name) => standings.find(({ milestone }) => milestone === name))
    .find((standing) => standing?.latestPlanned != null && standing.happened === null)?.latestPlanned;
  return {
    ...{ expansionId, beds, mark: known.mark },
    certainty: certainties.find((stage) => addable(of(stage)?.atLeast ?? null)) ?? 'planned',
    planned: plan == null || dayAfter(plan) <= asAt.on ? null : plan,
    isOpenInPart: of('open')?.said?.beds === null,
  };
};
