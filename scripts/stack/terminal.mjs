import { createInterface } from 'node:readline/promises';

/** A step that takes longer than this says so again, so that silence never looks like a hang. */
const heartbeatMs = 15_000;

const seconds = (sinceMs) => `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;

/**
 * Progress for a person: one line a step with the seconds it took.
 *
 * On a terminal the line is shown while the step works and completed in place; in a log each step is
 * one finished line, with a further line every 15 seconds for a long one.
 *
 * @param {NodeJS.WriteStream} stream where the progress goes; standard error when standard output
 *   belongs to another program
 */
export function createTerminal(stream) {
  const write = (text) => stream.write(text);
  const say = (text = '') => write(`${text}\n`);
  let openLine = '';
  let isHushed = false;

  /** From here on a step that goes well is not told: the program's own last line stays the last line. */
  const hush = () => {
    isHushed = true;
  };

  /** Says something in the middle of a step without breaking the step's own line. */
  const note = (text) => {
    if (openLine !== '') write('\r\x1b[K');
    say(`      ${text}`);
    if (openLine !== '') write(openLine);
  };

  /**
   * Runs one step. `work` may return a short remark that is added to the line.
   * @template T
   * @param {string} label
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  const step = async (label, work) => {
    const startedMs = Date.now();
    if (stream.isTTY && !isHushed) {
      openLine = `  ..  ${label}`;
      write(openLine);
    }
    const heartbeat = setInterval(() => {
      if (openLine === '') say(`  ..  ${label}: still working, ${seconds(startedMs)}`);
    }, heartbeatMs);
    const finish = (mark, remark) => {
      clearInterval(heartbeat);
      if (openLine !== '') write('\r\x1b[K');
      openLine = '';
      if (isHushed && mark === 'ok') return;
      say(`  ${mark}  ${label}${remark} (${seconds(startedMs)})`);
    };
    try {
      const result = await work();
      finish('ok', typeof result === 'string' && result !== '' ? `: ${result}` : '');
      return result;
    } catch (error) {
      finish('--', '');
      throw error;
    }
  };

  return { say, note, step, hush };
}

/** True when a person can answer a question: a terminal on both sides and not a build machine. */
export function isPersonPresent(env) {
  const isBuildMachine = env.CI !== undefined && env.CI !== '' && env.CI !== 'false';
  return Boolean(process.stdin.isTTY && process.stdout.isTTY) && !isBuildMachine;
}

/**
 * Asks a yes-or-no question; Enter means `preset`.
 * @param {string} question
 * @param {{ preset: boolean, signal?: AbortSignal }} options
 */
export async function askYesOrNo(question, { preset, signal }) {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // While it reads, the terminal's Ctrl-C comes here as a key and not as a signal.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    const asked = `${question} ${preset ? '[Y/n]' : '[y/N]'} `;
    const answer = (await lines.question(asked, signal ? { signal } : {})).trim().toLowerCase();
    return answer === '' ? preset : answer === 'y' || answer === 'yes';
  } finally {
    lines.close();
  }
}
