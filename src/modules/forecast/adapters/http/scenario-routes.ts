import { z } from 'zod';

import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done, refuse } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems, type ProblemTable } from '../../../../platform/http/problem.js';
import { identifier, words } from '../../../../platform/http/schemas.js';
import type {
  CompareRefusal,
  Compared,
  makeReadComparison,
  makeReadScenario,
} from '../../application/read-scenarios.js';
import type {
  AskRunRefusal,
  AskedRuns,
  CancelRunRefusal,
  ChangeScenarioRefusal,
  KeepRefusal,
  makeAskScenarioRun,
  makeCancelScenarioRun,
  makeChangeScenario,
  makeKeepScenario,
  Scenario,
  ScenarioRepository,
  ScenarioRun,
} from '../../application/scenarios.js';
import { scenarioChanges, scenarioChangesTold } from '../../contract/scenario-changes.js';
import type { RunByRun } from '../../domain/effect.js';
import type { Difference, Forecast } from '../../domain/forecast.js';

/** What the routes of scenarios need. */
export interface ScenarioRouteDeps {
  readonly keepScenario: ReturnType<typeof makeKeepScenario>;
  readonly changeScenario: ReturnType<typeof makeChangeScenario>;
  readonly askScenarioRun: ReturnType<typeof makeAskScenarioRun>;
  readonly cancelScenarioRun: ReturnType<typeof makeCancelScenarioRun>;
  readonly listScenarios: ScenarioRepository['list'];
  readonly findScenario: ScenarioRepository['find'];
  readonly readOwnerNames: (tx: Tx, memberIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly findRun: AskedRuns['find'];
  readonly readScenario: ReturnType<typeof makeReadScenario>;
  readonly readComparison: ReturnType<typeof makeReadComparison>;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
}

const impossible: ProblemTable<KeepRefusal>['scenario-not-possible'] = {
  status: 422,
  title: 'Something in the scenario cannot be',
  remedy:
    'Mend what faults names: the change, counted from 0, its field, and what would do. A change that makes no difference is taken out.',
  pointer: '/changes',
};

const keepProblems: ProblemTable<KeepRefusal> = {
  'scenario-not-possible': impossible,
  'scenario-name-taken': {
    status: 409,
    title: 'You have a scenario of this name',
    remedy: 'Give it another name, or change the one you have.',
    pointer: '/name',
  },
};

const ofSomebodyElse = {
  status: 403,
  title: 'The scenario is somebody else’s',
  remedy: 'Read it, and keep one of your own that says the same: that one you can change.',
} as const;

const changeProblems: ProblemTable<ChangeScenarioRefusal> = {
  ...keepProblems,
  'not-found': commonProblems['not-found'],
  'scenario-of-somebody-else': ofSomebodyElse,
  'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
};

const askProblems: ProblemTable<AskRunRefusal> = {
  'scenario-not-possible': {
    ...impossible,
    remedy: 'It could be on the day it was kept, and cannot today: change what faults names, and ask again.',
  },
  'not-found': commonProblems['not-found'],
  'nothing-to-forecast': {
    status: 409,
    title: 'There is nothing to work it out from',
    remedy: 'Record a referral, and a bed of a project that counts; then ask again.',
  },
};

const cancelProblems: ProblemTable<CancelRunRefusal> = {
  'not-found': commonProblems['not-found'],
  'scenario-of-somebody-else': {
    ...ofSomebodyElse,
    remedy: 'Ask its owner, or whoever asked for it, to stop it.',
  },
  'scenario-run-over': {
    status: 409,
    title: 'It is over',
    remedy: 'Nothing needs doing: state says how it ended.',
  },
};

const compareProblems: ProblemTable<CompareRefusal> = {
  'not-found': commonProblems['not-found'],
  'scenario-not-worked-out': {
    status: 409,
    title: 'One of the two was not worked out',
    remedy: 'Ask for a run of the scenario that scenarioId names, and compare them once it is done.',
  },
  'scenarios-not-comparable': {
    status: 409,
    title: 'They were worked out from counts of different days',
    remedy: 'Ask for a run of both today, and compare them once these are done.',
  },
};

const body = z.strictObject({
  name: words(200).describe('What it is called; no two of one member alike'),
  isShared: z.boolean().default(false).describe('Whether every planner reads it'),
  changes: scenarioChanges.describe('What is done differently, one after another'),
});

const scenarioIdParam = z.strictObject({ scenarioId: identifier.describe('The scenario') });
const kept = z.object({
  scenarioId: identifier.describe('The scenario'),
  version: z.int().describe('Its version'),
});
const asked = z.object({
  scenarioRunId: identifier.describe('The run'),
  scenarioId: identifier.describe('The scenario'),
});

/** Between which numbers the years that were worked out lie. */
export const spread = z.object({
  p10: z.number().describe('In one of ten of the years worked out it is less'),
  p50: z.number().describe('In half of them'),
  p90: z.number().describe('In one of ten it is more'),
});
const mean = z.object({
  mean: z.number().describe('The mean of all years worked out'),
  from: z.number().describe('Chance alone would leave it above this in 95 of 100'),
  to: z.number().describe('And below this'),
});
const difference = z.object({
  spread: spread.describe('Between which numbers the difference lies'),
  mean: mean.describe('The difference on average, and how exactly it is known'),
});
const course = z.object({
  publicStarts: spread.describe('Publicly funded placements that start in the year'),
  probability: z.number().nullable().describe('Of reaching the target, from 0 to 1; null without a target'),
  medianWaitDays: z
    .record(z.string(), z.number().nullable())
    .describe('Days waited by half of those who arrive, by band; null where nobody does'),
  occupancy: spread.describe('The part of bed-nights with somebody in the bed'),
  spentPence: spread.describe('Public money for stays that begin in the year'),
  stillWaiting: spread.describe('People who wait at the end'),
});
const differences = {
  publicStarts: difference.describe('Publicly funded placements'),
  occupancy: difference.describe('The part of bed-nights with somebody in the bed'),
  spentPence: difference.describe('Public money'),
  stillWaiting: difference.describe('People who wait at the end'),
  medianWaitDays: z
    .record(z.string(), mean.nullable())
    .describe('Days waited by half of those who arrive, by band; null where nobody does'),
};
const effect = z.object({
  expected: course.describe('As it is expected'),
  changed: course.describe('With what the scenario changes'),
  differences: z.object(differences).describe('The scenario less what is expected, with the same luck'),
});

const run = z.object({
  scenarioRunId: identifier.describe('The run'),
  scenarioId: identifier.describe('The scenario'),
  scenarioVersion: z.int().describe('The version of the scenario that was worked out'),
  state: z.enum(['queued', 'running', 'done', 'cancelled', 'failed']).describe('How far it is'),
  progress: z.int().describe('From 0 to 100'),
  askedAt: z.string().describe('When it was asked for, in UTC'),
  endedAt: z.string().nullable().describe('When it ended, in UTC; null before'),
  countedAt: z.string().describe('When what it starts from was counted, in UTC'),
  seed: z.int().describe('Of its luck'),
  replications: z.int().describe('How many years were worked out'),
  kernelVersion: z.int().describe('Version of the simulator'),
});

const scenarioTold = z.object({
  scenarioId: identifier.describe('The scenario'),
  name: z.string().describe('What it is called'),
  ownerName: z.string().describe('Whose it is'),
  isOwn: z.boolean().describe('Whether it is the reader’s'),
  isShared: z.boolean().describe('Whether every planner reads it'),
  changes: scenarioChangesTold.describe('What is done differently'),
  changedAt: z.string().describe('When it was last changed, in UTC'),
  version: z.int().describe('Its version'),
});

const tellScenario = (scenario: Scenario, memberId: string, names: ReadonlyMap<string, string>) => {
  const { scenarioId, name, ownerId, isShared, changes, changedAt, version } = scenario;
  return {
    ...{ scenarioId, name, ownerName: names.get(ownerId) ?? '', isShared, version },
    isOwn: ownerId === memberId,
    changes: scenarioChangesTold.parse(changes),
    changedAt: changedAt.toISOString(),
  };
};

const tellRun = ({ askedAt, endedAt, basisTakenAt, ...known }: ScenarioRun) => ({
  ...{ scenarioRunId: known.scenarioRunId, scenarioId: known.scenarioId },
  ...{ scenarioVersion: known.scenarioVersion, state: known.state, progress: known.progress },
  ...{ seed: known.seed, replications: known.replications, kernelVersion: known.kernelVersion },
  ...{ askedAt: askedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null },
  countedAt: basisTakenAt.toISOString(),
});

const tellCourse = (told: Forecast, level: number | null) => ({
  publicStarts: { ...told.publicStarts },
  probability: level === null ? null : told.probability,
  medianWaitDays: { ...told.medianWaitDays },
  occupancy: { ...told.occupancy },
  spentPence: { ...told.spentPence },
  stillWaiting: { ...told.stillWaiting },
});

const tellDifference = (told: Difference) => ({ spread: { ...told.spread }, mean: { ...told.mean } });

const tellDifferences = (told: RunByRun) => ({
  publicStarts: tellDifference(told.publicStarts),
  occupancy: tellDifference(told.occupancy),
  spentPence: tellDifference(told.spentPence),
  stillWaiting: tellDifference(told.stillWaiting),
  medianWaitDays: Object.fromEntries(
    Object.entries(told.medianWaitDays).map(([band, days]) => [band, days === null ? null : { ...days }]),
  ),
});

const tellEffect = ({ run: { level }, effect: told }: Pick<Compared, 'run' | 'effect'>) => ({
  expected: tellCourse(told.expected, level),
  changed: tellCourse(told.changed, level),
  differences: tellDifferences(told.differences),
});

/** Scenarios: which there are, keeping, changing, working out and comparing them. */
export const scenarioRoutes = (deps: ScenarioRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/scenarios',
      operationId: 'listScenarios',
      tag: 'Forecast',
      summary: 'Your own scenarios, and those that others share',
      permission: 'see-forecast',
      auditEvent: null,
      reply: z.object({ scenarios: z.array(scenarioTold).describe('Your own first, by name') }),
      refusals: {},
    },
    async (tx, { actor: { memberId } }) => {
      const scenarios = await deps.listScenarios(tx, memberId);
      const names = await deps.readOwnerNames(
        tx,
        scenarios.map(({ ownerId }) => ownerId),
      );
      return done({ scenarios: scenarios.map((one) => tellScenario(one, memberId, names)) });
    },
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/scenarios',
      operationId: 'keepScenario',
      tag: 'Forecast',
      summary: 'Keep a scenario of your own',
      permission: 'keep-scenarios',
      auditEvent: 'forecast.scenario-kept',
      body,
      reply: kept,
      replyStatus: 201,
      refusals: keepProblems,
    },
    async (tx, { actor: { memberId }, body: said }) =>
      deps.keepScenario(tx, { memberId, today: (await deps.now(tx)).today, words: said }),
  ),
  defineRoute(
    {
      method: 'get',
      path: '/api/scenarios/{scenarioId}',
      operationId: 'readScenario',
      tag: 'Forecast',
      summary: 'A scenario, with its latest run and what came of it',
      permission: 'see-forecast',
      auditEvent: null,
      params: scenarioIdParam,
      reply: scenarioTold.extend({
        run: run.nullable().describe('The latest; null before the first'),
        effect: effect.nullable().describe('What came of it; null until it is done'),
      }),
      refusals: { 'not-found': commonProblems['not-found'] },
    },
    async (tx, { actor: { memberId }, params: { scenarioId } }) => {
      const read = await deps.readScenario(tx, scenarioId, memberId);
      if (read === null) return refuse({ code: 'not-found' });
      const { scenario, run: latest, effect: told } = read;
      return done({
        ...tellScenario(scenario, memberId, await deps.readOwnerNames(tx, [scenario.ownerId])),
        run: latest === null ? null : tellRun(latest),
        effect: latest === null || told === null ? null : tellEffect({ run: latest, effect: told }),
      });
    },
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/scenarios/{scenarioId}/change',
      operationId: 'changeScenario',
      tag: 'Forecast',
      summary: 'Change a scenario of your own; what was worked out before stays',
      permission: 'keep-scenarios',
      auditEvent: 'forecast.scenario-changed',
      needsVersion: true,
      params: scenarioIdParam,
      body,
      reply: kept,
      refusals: changeProblems,
    },
    async (tx, { actor: { memberId }, params: { scenarioId }, body: said, expectedVersion }) => {
      const { today } = await deps.now(tx);
      return deps.changeScenario(tx, { memberId, today, scenarioId, expectedVersion, words: said });
    },
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/scenarios/{scenarioId}/runs',
      operationId: 'askScenarioRun',
      tag: 'Forecast',
      summary: 'Ask that a scenario be worked out on the counts of today',
      permission: 'keep-scenarios',
      auditEvent: 'forecast.scenario-run-asked',
      params: scenarioIdParam,
      reply: asked,
      replyStatus: 201,
      refusals: askProblems,
    },
    async (tx, { actor: { memberId }, params: { scenarioId } }) =>
      deps.askScenarioRun(tx, { memberId, today: (await deps.now(tx)).today, scenarioId }),
  ),
  defineRoute(
    {
      method: 'get',
      path: '/api/scenario-runs/{scenarioRunId}',
      operationId: 'readScenarioRun',
      tag: 'Forecast',
      summary: 'How far a run is',
      permission: 'see-forecast',
      auditEvent: null,
      params: z.strictObject({ scenarioRunId: identifier.describe('The run') }),
      reply: run,
      refusals: { 'not-found': commonProblems['not-found'] },
    },
    async (tx, { actor: { memberId }, params: { scenarioRunId } }) => {
      const found = await deps.findRun(tx, scenarioRunId);
      return found === null || (await deps.findScenario(tx, found.scenarioId, memberId)) === null
        ? refuse({ code: 'not-found' })
        : done(tellRun(found));
    },
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/scenario-runs/{scenarioRunId}/cancel',
      operationId: 'cancelScenarioRun',
      tag: 'Forecast',
      summary: 'Stop a run that is asked for or under way',
      permission: 'keep-scenarios',
      auditEvent: 'forecast.scenario-run-cancelled',
      params: z.strictObject({ scenarioRunId: identifier.describe('The run') }),
      reply: asked,
      refusals: cancelProblems,
    },
    (tx, { actor: { memberId }, params: { scenarioRunId } }) =>
      deps.cancelScenarioRun(tx, { memberId, scenarioRunId }),
  ),
  defineRoute(
    {
      method: 'get',
      path: '/api/scenarios/{scenarioId}/beside/{otherId}',
      operationId: 'compareScenarios',
      tag: 'Forecast',
      summary: 'What one scenario has more than another, with the same luck',
      permission: 'see-forecast',
      auditEvent: null,
      params: z.strictObject({
        scenarioId: identifier.describe('The scenario'),
        otherId: identifier.describe('The one it is held beside'),
      }),
      reply: z.object({
        scenario: course.describe('With the scenario'),
        other: course.describe('With the other'),
        differences: z.object(differences).describe('The scenario less the other, year by year'),
      }),
      refusals: compareProblems,
    },
    async (tx, { actor: { memberId }, params: { scenarioId, otherId } }) => {
      const read = await deps.readComparison(tx, memberId, { first: otherId, second: scenarioId });
      if (!read.ok) return read;
      const { first, second, differences: told } = read.value;
      return done({
        scenario: tellCourse(second.effect.changed, second.run.level),
        other: tellCourse(first.effect.changed, first.run.level),
        differences: tellDifferences(told),
      });
    },
  ),
];
