import { setTimeout as delay } from 'node:timers/promises';
import { Interrupted, PlainStop } from './plain-stop.mjs';

const pollMs = 50;

/**
 * Asks `isReady` again and again until it says yes.
 *
 * Ends early when a stop is asked for, when a watched process dies (its last log lines are shown)
 * or when `limitMs` is over.
 *
 * @param {() => Promise<boolean>} isReady
 * @param {{
 *   what: string, limitMs: number, signal: AbortSignal,
 *   processes?: { name: string, ending: () => string | null, logFile: string,
 *     lastLogLines: (count?: number) => string }[],
 * }} options
 */
export async function waitUntil(isReady, { what, limitMs, signal, processes = [] }) {
  const untilMs = Date.now() + limitMs;
  for (;;) {
    if (signal.aborted) throw new Interrupted();
    if (await isReady()) return;
    const ended = processes.find((process) => process.ending() !== null);
    if (ended !== undefined) {
      const how = `${ended.name} ended while starting (${ended.ending()})`;
      throw new PlainStop(`${what} did not start: ${how}.\n${logEnd(ended)}`);
    }
    if (Date.now() > untilMs) {
      const logs = processes.map(logEnd).join('\n');
      throw new PlainStop(`${what} was not ready within ${limitMs / 1000} seconds.\n${logs}`);
    }
    await delay(pollMs);
  }
}

/** The last lines of a process's log, with its path. */
export const logEnd = (process) => `The end of ${process.logFile}:\n${process.lastLogLines()}`;
