import { createThread } from '../../../../platform/thread.js';
import type { LaterDraft } from '../../domain/later-weeks/work-out.js';
import type { MatchInput } from '../../domain/match.js';

/** What the thread is asked. */
export interface LaterQuestion {
  readonly input: MatchInput;
  readonly weeks: number;
}

const isDraft = (value: unknown): value is LaterDraft =>
  value !== null && typeof value === 'object' && 'places' in value && 'program' in value;

/** As `workOutLaterWeeks`, in a thread that ends with its answer: it is asked once an hour. */
export const workOutLaterWeeksAside = async (question: LaterQuestion): Promise<LaterDraft> => {
  const thread = createThread<LaterQuestion, LaterDraft>(
    new URL('./later-weeks-thread.js', import.meta.url),
    'plans later weeks',
    isDraft,
  );
  try {
    return await thread.ask(question);
  } finally {
    await thread.close();
  }
};
