import { createThread } from '../../../../platform/thread.js';
import type { RunQuestion, WorkOut } from '../../application/work-out-run.js';
import type { WorkedOut } from '../../domain/effect.js';

/** What the thread is asked: a new question, or to go on with the one it has. */
export type ScenarioAsked = { readonly question: RunQuestion } | { readonly goOn: true };

/** How far it is, or its answer. */
export type ScenarioAnswered =
  | { readonly kind: 'under-way'; readonly share: number }
  | { readonly kind: 'worked-out'; readonly answer: WorkedOut }
  | { readonly kind: 'not-possible'; readonly fault: string };

const isAnswered = (value: unknown): value is ScenarioAnswered =>
  value !== null && typeof value === 'object' && 'kind' in value;

/**
 * Works a run out in a thread, a part for each question, so that between two parts it can be stopped: a thread that is
 * asked nothing more does nothing more.
 */
export const workOutAside: WorkOut = async (question, goOn) => {
  const thread = createThread<ScenarioAsked, ScenarioAnswered>(
    new URL('./scenario-thread.js', import.meta.url),
    'works out a scenario',
    isAnswered,
  );
  try {
    let answered = await thread.ask({ question });
    while (answered.kind === 'under-way') {
      if (!(await goOn(answered.share))) return { kind: 'stopped' };
      answered = await thread.ask({ goOn: true });
    }
    return answered;
  } finally {
    await thread.close();
  }
};
