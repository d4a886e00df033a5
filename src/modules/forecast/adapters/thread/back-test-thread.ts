/** A thread that tries the forecast on periods that are over, while the page of it waits and no other does. */
import { answerQuestions } from '../../../../platform/thread.js';
import { backTest } from '../../domain/back-test.js';
import type { BackTestQuestion } from './back-test-aside.js';

const isQuestion = (value: unknown): value is BackTestQuestion =>
  value !== null && typeof value === 'object' && 'series' in value && 'runs' in value;

// Within the promise, so that what goes wrong is told and does not end the thread.
answerQuestions(isQuestion, (question) =>
  Promise.resolve(question).then(({ series, runs }) => backTest(series, runs)),
);
