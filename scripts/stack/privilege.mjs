import { runProgram } from './run-program.mjs';

/**
 * How a command can be run as root without typing a password: directly, through `sudo`, or not at
 * all (`null`).
 * @returns {Promise<{ prefix: readonly string[] } | null>}
 */
export async function findPrivilege() {
  if (process.getuid?.() === 0) return { prefix: [] };
  const { code } = await runProgram('sudo', ['-n', 'true'], { timeoutMs: 5_000 });
  return code === 0 ? { prefix: ['sudo', '-n'] } : null;
}

/**
 * Runs one command as root, to its end whatever is pressed meanwhile.
 * @param {{ prefix: readonly string[] }} privilege
 * @param {readonly string[]} commandLine
 * @param {{ input?: string, onLine?: (line: string) => void }} [options]
 */
export function runAsRoot(privilege, commandLine, options) {
  const [command, ...args] = [...privilege.prefix, ...commandLine];
  return runProgram(command, args, options);
}
