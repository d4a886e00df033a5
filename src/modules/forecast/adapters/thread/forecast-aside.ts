import { createThread } from '../../../../platform/thread.js';
import type { Answer, Difference, Forecast, Runs } from '../../domain/forecast.js';
import type { Change, ScenarioRefusal } from '../../domain/scenario.js';
import type { World } from '../../domain/world.js';

/** What the thread is asked: one world, and what scenarios would make of it. */
export interface ForecastQuestion {
  readonly world: World;
  readonly runs: Runs;
  /** Publicly funded arrivals in all days of which the probability is told. */
  readonly level: number;
  /** Of approvals and of people, the levels they may still have to reach, and the part of arrivals that is a person's first. */
  readonly also: {
    readonly approvals: number;
    readonly people: number;
    readonly firstStartShare: number;
  } | null;
  readonly scenarios: readonly { readonly id: string; readonly changes: readonly Change[] }[];
}

/** A forecast, how each scenario differs from it, the one that helps most first, and which cannot be. */
export interface ForecastAnswer {
  readonly forecast: Forecast;
  /** Null where it was not asked; of approvals also where some pay themselves. */
  readonly approvals: Answer | null;
  readonly people: Answer | null;
  readonly differences: readonly (Difference & { readonly id: string })[];
  readonly notPossible: readonly (ScenarioRefusal & { readonly id: string })[];
}

const isAnswer = (value: unknown): value is ForecastAnswer =>
  value !== null && typeof value === 'object' && 'forecast' in value && 'differences' in value;

/** Works a forecast out in a thread that ends with its answer: whoever asks goes on with everything else. */
export const forecastAside = async (question: ForecastQuestion): Promise<ForecastAnswer> => {
  const thread = createThread<ForecastQuestion, ForecastAnswer>(
    new URL('./forecast-thread.js', import.meta.url),
    'works out a forecast',
    isAnswer,
  );
  try {
    return await thread.ask(question);
  } finally {
    await thread.close();
  }
};
