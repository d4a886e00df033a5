/** A thread that works forecasts out, while the worker that asked goes on with everything else. */
import { answerQuestions } from '../../../../platform/thread.js';
import { forecastOf, whichHelpsMost } from '../../domain/forecast.js';
import type { ForecastQuestion } from './forecast-aside.js';

const isQuestion = (value: unknown): value is ForecastQuestion =>
  value !== null && typeof value === 'object' && 'world' in value && 'runs' in value && 'others' in value;

answerQuestions(isQuestion, async ({ world, runs, level, others }) => {
  const changes = others.map(({ id, world: changed }) => ({ id, change: () => changed }));
  // Awaited, so that a world that cannot be simulated is told as what went wrong and does not end the thread.
  return await Promise.resolve().then(() => ({
    forecast: forecastOf(world, runs, level),
    differences: changes.length === 0 ? [] : whichHelpsMost(world, changes, runs),
  }));
});
