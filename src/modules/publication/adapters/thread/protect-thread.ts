/** A thread that protects releases, while the worker that asked goes on with everything else. */
import { leastCost } from '../../../../platform/linear-program.js';
import { answerQuestions } from '../../../../platform/thread.js';
import { tellRelease } from '../../domain/released.js';
import type { ProtectAnswer, ProtectQuestion } from './protect-aside.js';
import { createRounding } from './rounding.js';

const isQuestion = (value: unknown): value is ProtectQuestion =>
  value !== null && typeof value === 'object' && 'beside' in value && 'policy' in value && 'secret' in value;

const answer = async ({ beside, policy, secret }: ProtectQuestion): Promise<ProtectAnswer> => {
  const { released, lost } = await tellRelease(
    beside,
    policy,
    leastCost,
    createRounding(secret, policy.roundTo),
  );
  return { released, givenAway: new Set(lost.map(({ key }) => key)).size };
};

answerQuestions(isQuestion, answer);
