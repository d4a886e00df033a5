/** A thread that works a scenario out part by part, while the worker that asked goes on with everything else. */
import { answerQuestions } from '../../../../platform/thread.js';
import { effectOf, type WorkedOut } from '../../domain/effect.js';
import { withChanges } from '../../domain/scenario.js';
import type { ScenarioAnswered, ScenarioAsked } from './scenario-aside.js';

const isAsked = (value: unknown): value is ScenarioAsked =>
  value !== null && typeof value === 'object' && ('question' in value || 'goOn' in value);

let underWay: Generator<number, WorkedOut> | null = null;

const answer = (asked: ScenarioAsked): ScenarioAnswered => {
  if ('question' in asked) {
    const { world, changes, runs, level } = asked.question;
    const changed = withChanges(world, changes);
    if (!changed.ok) return { kind: 'not-possible', fault: JSON.stringify(changed.refusal.faults) };
    underWay = effectOf(world, changed.value, runs, level);
  }
  if (underWay === null) throw new Error('The thread was asked to go on with nothing.');
  const step = underWay.next();
  return step.done === true
    ? { kind: 'worked-out', answer: step.value }
    : { kind: 'under-way', share: step.value };
};

// Within the promise, so that what goes wrong is told and does not end the thread.
answerQuestions(isAsked, (asked) => Promise.resolve(asked).then(answer));
