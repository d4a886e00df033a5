/** A thread that solves the linear program it was started with, says the greatest gain, and ends. */
import { parentPort, workerData } from 'node:worker_threads';

import { greatestGain, type LinearProgram } from './linear-program.js';

const isQuestion = (
  value: unknown,
): value is { readonly program: LinearProgram; readonly withinSeconds: number } =>
  value !== null && typeof value === 'object' && 'program' in value && 'withinSeconds' in value;

const question: unknown = workerData;
if (!isQuestion(question)) throw new Error('A thread for linear programs was started without one.');
parentPort?.postMessage(await greatestGain(question.program, question.withinSeconds));
