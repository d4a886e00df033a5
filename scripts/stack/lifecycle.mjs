import { watchForInterruption } from './interruption.mjs';
import { Interrupted, PlainStop } from './plain-stop.mjs';

/**
 * Runs a whole command and always undoes what it started, in the opposite order.
 *
 * `work` gets the stop signals, `onClose`, with which it registers each thing it starts, and `watch`
 * with `firstEnd`, which resolves to the first watched server that ended by itself. It returns the
 * exit code. A `PlainStop` is printed as its message alone; Ctrl-C ends with
 * `interruptedCode`; anything else is a fault of ours and shows its stack.
 *
 * @param {{ say: (text?: string) => void }} terminal
 * @param {{ interruptedCode: number }} options
 * @param {(life: {
 *   signal: AbortSignal, hurrySignal: AbortSignal, onClose: (close: () => unknown) => void,
 *   watch: (server: { exited: Promise<unknown> }) => void, firstEnd: Promise<object>,
 * }) => Promise<number>} work
 */
export async function runCommand(terminal, { interruptedCode }, work) {
  const interruption = watchForInterruption(terminal.say);
  const { signal, hurrySignal } = interruption;
  const closers = [];
  const onClose = (close) => closers.push(close);
  let tellEnded;
  const firstEnd = new Promise((resolve) => (tellEnded = resolve));
  const watch = (server) => void server.exited.then(() => tellEnded(server));
  let exitCode;
  try {
    exitCode = await work({ signal, hurrySignal, onClose, watch, firstEnd });
  } catch (error) {
    exitCode = tellEnd(terminal, error, signal, interruptedCode);
  }
  for (const close of closers.reverse()) {
    try {
      await close();
    } catch (error) {
      exitCode = tellEnd(terminal, error, new AbortController().signal, 1);
    }
  }
  interruption.dispose();
  process.exitCode = exitCode;
  return exitCode;
}

/** Says how the command ended and gives the exit code for it. */
function tellEnd(terminal, error, signal, interruptedCode) {
  if (error instanceof Interrupted || (signal.aborted && error?.name === 'AbortError')) {
    return interruptedCode;
  }
  terminal.say('');
  terminal.say(error instanceof PlainStop ? error.message : String(error?.stack ?? error));
  return 1;
}
