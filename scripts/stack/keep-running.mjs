import { setTimeout as delay } from 'node:timers/promises';
import { startProcess } from './managed-process.mjs';

/** A program that dies more often than this does not run at all: starting it again would only hide it. */
export const restartLimits = { atMost: 5, withinMs: 10 * 60_000, pauseMs: 1_000 };

/**
 * Starts a long-lived program as `startServer` does, and starts it again when it ends by itself once `begin` was called:
 * before that an end is a start that failed. Each restart is said, and the log goes on in the same file. Given up after
 * `limits.atMost` restarts within `limits.withinMs`; only then has it `exited`.
 *
 * @param {Parameters<typeof startProcess>[0] & { graceMs: number }} plan
 * @param {{
 *   record: { addProcess: (process: object) => void, removeProcess: (pid: number) => void },
 *   terminal: { note: (text: string) => void, step: (label: string, work: () => Promise<unknown>) => Promise<unknown> },
 *   life: { signal: AbortSignal, hurrySignal: AbortSignal, onClose: (close: () => unknown) => void, watch: (server: object) => void },
 * }} run
 * @param {typeof restartLimits} limits
 */
export async function startKept({ graceMs, ...plan }, { record, terminal, life }, limits = restartLimits) {
  const closing = new AbortController();
  const startedAgainMs = [];
  let hasBegun = false;
  let current = await startProcess(plan);
  record.addProcess(current);

  const mayStartAgain = () => {
    const sinceMs = Date.now() - limits.withinMs;
    return hasBegun && startedAgainMs.filter((at) => at > sinceMs).length < limits.atMost;
  };
  const isStopping = () => closing.signal.aborted || life.signal.aborted;

  const keep = async () => {
    for (;;) {
      const ending = await current.exited;
      record.removeProcess(current.pid);
      if (isStopping() || !mayStartAgain()) return ending;
      startedAgainMs.push(Date.now());
      terminal.note(
        `${plan.name} ended unexpectedly (${ending}): it is started again. Log: ${current.logFile}`,
      );
      await delay(limits.pauseMs, undefined, { signal: closing.signal }).catch(() => undefined);
      if (isStopping()) return ending;
      current = await startProcess({ ...plan, goesOn: true });
      record.addProcess(current);
      // A stop that was asked for while it started has not seen it.
      if (isStopping()) await current.stop({ graceMs, hurrySignal: life.hurrySignal });
    }
  };
  const exited = keep().catch((error) => String(error?.message ?? error));

  const server = {
    name: plan.name,
    exited,
    begin: () => {
      hasBegun = true;
    },
    ending: () => current.ending(),
    lastLogLines: (count) => current.lastLogLines(count),
    get logFile() {
      return current.logFile;
    },
    get pid() {
      return current.pid;
    },
  };
  life.onClose(async () => {
    closing.abort();
    if (current.ending() === null) {
      await terminal.step(`Stopping ${plan.name}`, async () => {
        const wasPolite = await current.stop({ graceMs, hurrySignal: life.hurrySignal });
        return wasPolite ? '' : 'it had to be killed';
      });
    }
    await exited;
  });
  life.watch(server);
  return server;
}
