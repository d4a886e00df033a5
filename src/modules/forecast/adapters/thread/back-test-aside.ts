import { createThread } from '../../../../platform/thread.js';
import type { BackTest, PublishedPeriod } from '../../domain/back-test.js';
import type { Runs } from '../../domain/forecast.js';

/** What the thread is asked. */
export interface BackTestQuestion {
  readonly series: readonly PublishedPeriod[];
  readonly runs: Runs;
}

const isBackTest = (value: unknown): value is BackTest =>
  value !== null && typeof value === 'object' && 'periods' in value && 'covered' in value;

/** Tries the forecast on periods that are over, in a thread that ends with its answer. */
export const backTestAside = async (question: BackTestQuestion): Promise<BackTest> => {
  const thread = createThread<BackTestQuestion, BackTest>(
    new URL('./back-test-thread.js', import.meta.url),
    'tries the forecast on periods that are over',
    isBackTest,
  );
  try {
    return await thread.ask(question);
  } finally {
    await thread.close();
  }
};
