/** A thread that works a plan for later weeks out, while the worker that asked goes on with everything else. */
import { answerQuestions } from '../../../../platform/thread.js';
import { workOutLaterWeeks } from '../../domain/later-weeks/work-out.js';
import type { LaterQuestion } from './later-weeks-aside.js';

const isQuestion = (value: unknown): value is LaterQuestion =>
  value !== null && typeof value === 'object' && 'input' in value && 'weeks' in value;

answerQuestions(isQuestion, ({ input, weeks }) => Promise.resolve(workOutLaterWeeks(input, weeks)));
