import { Worker } from 'node:worker_threads';

import type { LinearProgram } from './linear-program.js';

/**
 * As `greatestGain`, in a thread of its own that ends with its answer: what the solver took of memory goes with it, and
 * nothing else waits for the seconds it computes.
 *
 * @throws when the program contradicts itself, and when the thread ended without an answer.
 */
export const greatestGainAside = (program: LinearProgram, withinSeconds: number): Promise<number | null> =>
  new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./linear-program-thread.js', import.meta.url), {
      workerData: { program, withinSeconds },
    });
    thread.once('message', (answer: unknown) => {
      resolve(typeof answer === 'number' ? answer : null);
    });
    thread.once('error', reject);
    thread.once('exit', (code) => {
      reject(new Error(`The thread for a linear program ended with ${code} and without an answer.`));
    });
  });
