import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import type { IdSource } from '../../../kernel/ids.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { scenarioRunAskedV1 } from '../contract/events.js';
import { kernelVersion } from '../domain/effect.js';
import type { Runs } from '../domain/forecast.js';
import { withChanges, type Change, type ProjectBeds, type ScenarioRefusal } from '../domain/scenario.js';
import type { World } from '../domain/world.js';

/** What a scenario says. */
export interface ScenarioWords {
  readonly name: string;
  /** Whether every planner reads it; its owner alone changes it. */
  readonly isShared: boolean;
  readonly changes: readonly Change[];
}

/** A scenario as it is kept. */
export interface Scenario extends ScenarioWords {
  readonly scenarioId: string;
  readonly ownerId: string;
  readonly changedAt: Date;
  readonly version: number;
}

/** Where scenarios are kept. `memberId` reads their own, and what others share. */
export interface ScenarioRepository {
  list(tx: Tx, memberId: string): Promise<readonly Scenario[]>;
  find(tx: Tx, scenarioId: string, memberId: string): Promise<Scenario | null>;
  /** False where the owner has another of this name. */
  add(tx: Tx, scenarioId: string, ownerId: string, words: ScenarioWords): Promise<boolean>;
  change(
    tx: Tx,
    scenarioId: string,
    expectedVersion: number,
    words: ScenarioWords,
  ): Promise<'changed' | 'name-taken' | 'changed-since'>;
}

/** What scenarios of a day are compared with. */
export interface Basis {
  /** Null while nobody asked that day: then it is read afresh. */
  readonly basisId: string | null;
  readonly takenOn: IsoDate;
  readonly takenAt: Date;
  /** What the target asks in a year; null without one. */
  readonly level: number | null;
  readonly world: World;
  readonly projects: readonly (ProjectBeds & { readonly name: string })[];
}

/** The basis of a day; `take` keeps it for the rest of the day. */
export interface BasisSource {
  read(tx: Tx, today: IsoDate): Promise<Basis>;
  take(tx: Tx, today: IsoDate): Promise<Basis & { readonly basisId: string }>;
}

/** How far a run is. */
export type RunState = 'queued' | 'running' | 'done' | 'cancelled' | 'failed';

/** A run of a scenario, without what came of it. */
export interface ScenarioRun {
  readonly scenarioRunId: string;
  readonly scenarioId: string;
  readonly scenarioVersion: number;
  readonly basisId: string;
  readonly basisTakenAt: Date;
  readonly level: number | null;
  readonly changes: readonly Change[];
  readonly seed: number;
  readonly replications: number;
  readonly kernelVersion: number;
  readonly state: RunState;
  /** From 0 to 100. */
  readonly progress: number;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly endedAt: Date | null;
}

/** Where runs are asked for and stopped. */
export interface AskedRuns {
  /** The run that stands for a version of a scenario on a basis; null when none does. */
  findStanding(tx: Tx, scenarioId: string, version: number, basisId: string): Promise<ScenarioRun | null>;
  find(tx: Tx, scenarioRunId: string): Promise<ScenarioRun | null>;
  /** False where one stands. */
  add(
    tx: Tx,
    run: Pick<
      ScenarioRun,
      'scenarioRunId' | 'scenarioId' | 'scenarioVersion' | 'basisId' | 'changes' | 'kernelVersion' | 'askedBy'
    > &
      Runs,
  ): Promise<boolean>;
  /** False when it has ended. */
  cancel(tx: Tx, scenarioRunId: string): Promise<boolean>;
}

/** What keeping scenarios needs. */
export interface ScenarioDeps {
  readonly scenarios: ScenarioRepository;
  readonly basis: BasisSource;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
}

interface NameTaken {
  readonly code: 'scenario-name-taken';
}

/** Why a scenario is not kept. */
export type KeepRefusal = ScenarioRefusal | NameTaken;

interface Kept {
  readonly scenarioId: string;
  readonly version: number;
  readonly [key: string]: string | number;
}

const weigh = async (
  basis: BasisSource,
  tx: Tx,
  today: IsoDate,
  changes: readonly Change[],
): Promise<ScenarioRefusal | null> => {
  const { world, projects } = await basis.read(tx, today);
  const outcome = withChanges(world, changes, projects);
  return outcome.ok ? null : outcome.refusal;
};

/** Keeps a new scenario, in which nothing is impossible today. */
export const makeKeepScenario =
  ({ scenarios, basis, newId, audit }: ScenarioDeps) =>
  async (
    tx: Tx,
    command: { readonly memberId: string; readonly today: IsoDate; readonly words: ScenarioWords },
  ): Promise<Outcome<Kept, KeepRefusal>> => {
    const { memberId, today, words } = command;
    const refusal = await weigh(basis, tx, today, words.changes);
    if (refusal !== null) return refuse(refusal);
    const scenarioId = newId();
    if (!(await scenarios.add(tx, scenarioId, memberId, words)))
      return refuse({ code: 'scenario-name-taken' });
    await audit(tx, {
      action: 'forecast.scenario-kept',
      ...{ subjectKind: 'scenario', subjectId: scenarioId, version: 1 },
      after: recorded(words),
    });
    return done({ scenarioId, version: 1 });
  };

const recorded = ({ name, isShared, changes }: ScenarioWords) => ({
  ...{ name, isShared },
  changes: changes.map((change) => ({ ...change })),
});

/** Why a scenario is not changed. */
export type ChangeScenarioRefusal =
  | KeepRefusal
  | { readonly code: 'not-found' }
  | { readonly code: 'scenario-of-somebody-else' }
  | { readonly code: 'changed-since-you-read-it' };

/** Changes a scenario. What was worked out of it before stays as it was. */
export const makeChangeScenario =
  ({ scenarios, basis, audit }: Omit<ScenarioDeps, 'newId'>) =>
  async (
    tx: Tx,
    command: {
      readonly memberId: string;
      readonly today: IsoDate;
      readonly scenarioId: string;
      readonly expectedVersion: number;
      readonly words: ScenarioWords;
    },
  ): Promise<Outcome<Kept, ChangeScenarioRefusal>> => {
    const { memberId, today, scenarioId, expectedVersion, words } = command;
    const scenario = await scenarios.find(tx, scenarioId, memberId);
    if (scenario === null) return refuse({ code: 'not-found' });
    if (scenario.ownerId !== memberId) return refuse({ code: 'scenario-of-somebody-else' });
    const refusal = await weigh(basis, tx, today, words.changes);
    if (refusal !== null) return refuse(refusal);
    const changed = await scenarios.change(tx, scenarioId, expectedVersion, words);
    if (changed === 'name-taken') return refuse({ code: 'scenario-name-taken' });
    if (changed === 'changed-since') return refuse({ code: 'changed-since-you-read-it' });
    const version = expectedVersion + 1;
    await audit(tx, {
      action: 'forecast.scenario-changed',
      ...{ subjectKind: 'scenario', subjectId: scenarioId, version },
      before: recorded(scenario),
      after: recorded(words),
    });
    return done({ scenarioId, version });
  };

/** Why a scenario is not worked out. */
export type AskRunRefusal =
  ScenarioRefusal | { readonly code: 'not-found' } | { readonly code: 'nothing-to-forecast' };

/** What asking for a run needs. */
export interface AskRunDeps extends ScenarioDeps {
  readonly runs: AskedRuns;
  readonly events: AppendEvent;
  /** The same for every scenario, so that they can be compared. */
  readonly luck: Runs;
}

interface Asked {
  readonly scenarioRunId: string;
  readonly scenarioId: string;
  readonly [key: string]: string;
}

/**
 * Asks that a scenario be worked out on the counts of today. One that was asked for before, as it is and on the same
 * counts, is that one: its answer could only be the same.
 */
export const makeAskScenarioRun =
  ({ scenarios, basis, runs, newId, audit, events, luck }: AskRunDeps) =>
  async (
    tx: Tx,
    command: { readonly memberId: string; readonly today: IsoDate; readonly scenarioId: string },
  ): Promise<Outcome<Asked, AskRunRefusal>> => {
    const { memberId, today, scenarioId } = command;
    const scenario = await scenarios.find(tx, scenarioId, memberId);
    if (scenario === null) return refuse({ code: 'not-found' });
    const { basisId, world, projects } = await basis.take(tx, today);
    if (world.bands.length === 0 || world.bedGroups.length === 0)
      return refuse({ code: 'nothing-to-forecast' });
    const { version, changes } = scenario;
    const possible = withChanges(world, changes, projects);
    if (!possible.ok) return possible;
    const scenarioRunId = newId();
    const isNew = await runs.add(tx, {
      ...{ scenarioRunId, scenarioId, scenarioVersion: version, basisId, changes, kernelVersion, ...luck },
      askedBy: memberId,
    });
    if (!isNew) {
      const standing = await runs.findStanding(tx, scenarioId, version, basisId);
      if (standing === null) throw new Error(`No run of ${scenarioId} stands, and none could be added.`);
      return done({ scenarioRunId: standing.scenarioRunId, scenarioId });
    }
    await audit(tx, {
      action: 'forecast.scenario-run-asked',
      ...{ subjectKind: 'scenario_run', subjectId: scenarioRunId, version: null },
      after: { scenarioId, version, basisId },
    });
    await events(tx, scenarioRunAskedV1.make({ scenarioRunId }));
    return done({ scenarioRunId, scenarioId });
  };

/** Why a run is not stopped. */
export type CancelRunRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'scenario-of-somebody-else' }
  | { readonly code: 'scenario-run-over'; readonly state: RunState };

/** Stops a run that is asked for or under way; whoever asked for it may, and the owner of the scenario. */
export const makeCancelScenarioRun =
  ({ scenarios, runs, audit }: Pick<AskRunDeps, 'scenarios' | 'runs' | 'audit'>) =>
  async (
    tx: Tx,
    command: { readonly memberId: string; readonly scenarioRunId: string },
  ): Promise<Outcome<Asked, CancelRunRefusal>> => {
    const { memberId, scenarioRunId } = command;
    const run = await runs.find(tx, scenarioRunId);
    const scenario = run === null ? null : await scenarios.find(tx, run.scenarioId, memberId);
    if (run === null || scenario === null) return refuse({ code: 'not-found' });
    if (run.askedBy !== memberId && scenario.ownerId !== memberId)
      return refuse({ code: 'scenario-of-somebody-else' });
    if (!(await runs.cancel(tx, scenarioRunId))) {
      // Read again: it ended after it was looked at.
      const { state } = (await runs.find(tx, scenarioRunId)) ?? run;
      return refuse({ code: 'scenario-run-over', state });
    }
    await audit(tx, {
      action: 'forecast.scenario-run-cancelled',
      ...{ subjectKind: 'scenario_run', subjectId: scenarioRunId, version: null },
    });
    return done({ scenarioRunId, scenarioId: run.scenarioId });
  };
