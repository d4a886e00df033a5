import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { PlainStop } from './plain-stop.mjs';
import { runProgram } from './run-program.mjs';

/**
 * Compiles the TypeScript into `dist/` and removes compiled files whose source is gone, so that a
 * deleted test or migration does not live on.
 */
export async function build({ root, env, signal }) {
  const compiler = join(root, 'node_modules', '.bin', 'tsc');
  const { code, output } = await runProgram(compiler, ['-p', 'tsconfig.json'], {
    cwd: root,
    env,
    signal,
  });
  if (code !== 0) throw new PlainStop(`The build failed:\n${output}`);
  await removeOrphans(root, join(root, 'dist'));
}

const compiledEnding = /\.(?:js|js\.map|d\.ts)$/;
const sourceEndings = ['.ts', '.tsx'];

async function removeOrphans(root, dist) {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile() || !compiledEnding.test(entry.name)) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const stem = relative(dist, path).replace(compiledEnding, '');
    const hasSource = sourceEndings.some((ending) => existsSync(join(root, stem + ending)));
    if (!hasSource) await rm(path);
  }
}
