/** A thread of its own that counts barriers: a dozen runs of the matcher, while the worker goes on with everything else. */
import { answerQuestions } from '../../../../platform/thread.js';
import { countBarriers } from '../../domain/barriers/count-barriers.js';
import type { MatchInput } from '../../domain/match.js';

const isInput = (value: unknown): value is MatchInput =>
  value !== null && typeof value === 'object' && 'waiting' in value && 'calendars' in value;

answerQuestions(isInput, (input) => Promise.resolve(countBarriers(input)));
