/** A thread of its own that works runs of the matcher out, while the worker that asked goes on with everything else. */
import { answerQuestions } from '../../../../platform/thread.js';
import { matchRun, type MatchInput } from '../../domain/match.js';

const isInput = (value: unknown): value is MatchInput =>
  value !== null && typeof value === 'object' && 'waiting' in value && 'calendars' in value;

answerQuestions(isInput, (input) => Promise.resolve(matchRun(input)));
