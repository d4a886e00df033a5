/** A thread that works forecasts out, while the worker that asked goes on with everything else. */
import { answerQuestions } from '../../../../platform/thread.js';
import {
  answerOf,
  approvalsOf,
  peopleOf,
  publicStartsOf,
  runWorld,
  toldOf,
  whichHelpsMost,
} from '../../domain/forecast.js';
import { withChanges } from '../../domain/scenario.js';
import type { ForecastAnswer, ForecastQuestion } from './forecast-aside.js';

const isQuestion = (value: unknown): value is ForecastQuestion =>
  value !== null && typeof value === 'object' && 'world' in value && 'runs' in value && 'scenarios' in value;

const answer = ({ world, runs, level, also, scenarios }: ForecastQuestion): ForecastAnswer => {
  const tried = scenarios.map(({ id, changes }) => ({ id, outcome: withChanges(world, changes) }));
  const possible = tried.flatMap(({ id, outcome }) => (outcome.ok ? [{ id, world: outcome.value }] : []));
  const outcomes = runWorld(world, runs);
  const approvals = also === null ? null : approvalsOf(world, outcomes);
  return {
    forecast: toldOf(world, outcomes, runs, level),
    approvals: also === null || approvals === null ? null : answerOf(approvals, also.approvals),
    people:
      also === null
        ? null
        : answerOf(
            peopleOf(publicStartsOf(outcomes, outcomes.months), also.firstStartShare, runs.seed),
            also.people,
          ),
    differences: possible.length === 0 ? [] : whichHelpsMost(world, possible, runs),
    notPossible: tried.flatMap(({ id, outcome }) => (outcome.ok ? [] : [{ id, ...outcome.refusal }])),
  };
};

// Within the promise, so that a world that cannot be simulated is told as what went wrong and does not end the thread.
answerQuestions(isQuestion, (question) => Promise.resolve(question).then(answer));
