import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainStop } from './plain-stop.mjs';
import { lastLines, runProgram } from './run-program.mjs';

/**
 * Installs the packages of the lock file when they are missing or the lock file changed since.
 * @returns {Promise<string>} a remark for the progress line
 */
export async function installPackages({ root, env, signal }) {
  if (arePackagesCurrent(root)) return 'already there';
  // npm hands its own settings to the scripts it runs; dev packages are needed to build.
  const { command, args } = npmCommand(env);
  const { code, output } = await runProgram(command, [...args, 'ci', '--include=dev'], {
    cwd: root,
    env,
    signal,
    // Cut short, it is done again from the beginning next time: no reason to wait for it.
    graceMs: 1_000,
  });
  if (code !== 0) {
    throw new PlainStop(`npm ci failed (exit code ${code}):\n${lastLines(output, 30)}`);
  }
  writeFileSync(hashFile(root), lockHash(root));
  return 'installed';
}

const hashFile = (root) => join(root, 'node_modules', '.lock-hash');

const lockHash = (root) =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

/**
 * npm writes `node_modules/.package-lock.json` as its last act, so without it an installation was
 * cut short. One that is newer than the lock file was made from it.
 */
function arePackagesCurrent(root) {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  if (existsSync(hashFile(root)) && readFileSync(hashFile(root), 'utf8') === lockHash(root)) {
    return true;
  }
  return statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

/** The npm that started us, or the one on the PATH. */
function npmCommand(env) {
  const path = env.npm_execpath;
  const isScript = path !== undefined && /npm-cli\.c?js$/.test(path) && existsSync(path);
  return isScript ? { command: process.execPath, args: [path] } : { command: 'npm', args: [] };
}
