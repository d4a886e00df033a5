import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { runByRun, type Effect, type OfRuns, type RunByRun } from '../domain/effect.js';
import type { AskedRuns, Scenario, ScenarioRepository, ScenarioRun } from './scenarios.js';

/** What reading scenarios needs. */
export interface ReadScenarioDeps {
  readonly scenarios: ScenarioRepository;
  readonly runs: AskedRuns;
  readonly readLatestRun: (tx: Tx, scenarioId: string) => Promise<ScenarioRun | null>;
  readonly readEffect: (tx: Tx, scenarioRunId: string) => Promise<Effect | null>;
  readonly readOfRuns: (tx: Tx, scenarioRunId: string) => Promise<OfRuns | null>;
}

/** A scenario with its latest run and, once that is done, what came of it. */
export interface ReadScenario {
  readonly scenario: Scenario;
  readonly run: ScenarioRun | null;
  readonly effect: Effect | null;
}

/** A scenario that a member may read, with its latest run; null for one they may not. */
export const makeReadScenario =
  ({ scenarios, readLatestRun, readEffect }: ReadScenarioDeps) =>
  async (tx: Tx, scenarioId: string, memberId: string): Promise<ReadScenario | null> => {
    const scenario = await scenarios.find(tx, scenarioId, memberId);
    if (scenario === null) return null;
    const run = await readLatestRun(tx, scenarioId);
    const effect = run?.state === 'done' ? await readEffect(tx, run.scenarioRunId) : null;
    return { scenario, run, effect };
  };

/** Why two scenarios are not compared. */
export type CompareRefusal =
  | { readonly code: 'not-found' }
  /** Neither the name nor the id of one is a secret: whoever asks may read it. */
  | { readonly code: 'scenario-not-worked-out'; readonly scenarioId: string }
  | { readonly code: 'scenarios-not-comparable' };

/** One of two that are compared. */
export interface Compared {
  readonly scenario: Scenario;
  readonly run: ScenarioRun;
  readonly effect: Effect;
}

/** Two scenarios beside each other, and what the second has more, run by run. */
export interface Comparison {
  readonly first: Compared;
  readonly second: Compared;
  readonly differences: RunByRun;
}

/** Sets two scenarios beside each other that were worked out from the same counts with the same luck. */
export const makeReadComparison = (deps: ReadScenarioDeps) => {
  const readScenario = makeReadScenario(deps);
  return async (
    tx: Tx,
    memberId: string,
    ids: { readonly first: string; readonly second: string },
  ): Promise<Outcome<Comparison, CompareRefusal>> => {
    const compared: { readonly one: Compared; readonly ofRuns: OfRuns }[] = [];
    for (const scenarioId of [ids.first, ids.second]) {
      const read = await readScenario(tx, scenarioId, memberId);
      if (read === null) return refuse({ code: 'not-found' });
      const { scenario, run, effect } = read;
      const ofRuns = run === null ? null : await deps.readOfRuns(tx, run.scenarioRunId);
      if (run === null || effect === null || ofRuns === null)
        return refuse({ code: 'scenario-not-worked-out', scenarioId });
      compared.push({ one: { scenario, run, effect }, ofRuns });
    }
    const [first, second] = compared;
    if (first === undefined || second === undefined || !isComparable(first.one.run, second.one.run))
      return refuse({ code: 'scenarios-not-comparable' });
    return done({
      ...{ first: first.one, second: second.one },
      differences: runByRun(first.ofRuns, second.ofRuns),
    });
  };
};

const isComparable = (one: ScenarioRun, other: ScenarioRun): boolean =>
  one.basisId === other.basisId &&
  one.kernelVersion === other.kernelVersion &&
  one.seed === other.seed &&
  one.replications === other.replications;
