import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The folder of the repository: the nearest one above this file that has the lint configuration. */
export const repositoryRoot = nearestAbove(import.meta.dirname, 'eslint.config.mjs');

function nearestAbove(folder: string, name: string): string {
  if (existsSync(join(folder, name))) return folder;
  if (dirname(folder) === folder) throw new Error(`No folder above this test holds ${name}.`);
  return nearestAbove(dirname(folder), name);
}

const toolConfiguration = [
  'package.json',
  'tsconfig.json',
  'eslint.config.mjs',
  '.dependency-cruiser.cjs',
  '.prettierrc.json',
  '.prettierignore',
  '.editorconfig',
  'scripts/dead-code.mjs',
];

/**
 * Writes a small source tree outside the repository, with the repository's own tool configuration and packages, so
 * that a fault can be planted without anyone else seeing it.
 * @param files path from the root of the tree → text
 * @returns the tree's folder; the caller removes it
 */
export function plantTree(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'planted-'));
  for (const name of toolConfiguration) cpSync(join(repositoryRoot, name), join(root, name));
  symlinkSync(join(repositoryRoot, 'node_modules'), join(root, 'node_modules'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** The script behind a program of an installed package, as its package.json names it. */
function programOf(packageName: string, program: string): string {
  const folder = join(repositoryRoot, 'node_modules', packageName);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>;
  };
  const path = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[program];
  if (path === undefined) throw new Error(`${packageName} has no program ${program}.`);
  return join(folder, path);
}

export interface ProgramResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a Node program in a tree and waits for it; a finding makes it exit with something other than 0. */
export function runNode(tree: string, script: string, args: readonly string[]): Promise<ProgramResult> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [script, ...args],
      { cwd: tree, maxBuffer: 64 * 1024 * 1024 },
      (fault, stdout, stderr) => {
        resolve({
          exitCode: typeof fault?.code === 'number' ? fault.code : fault === null ? 0 : 1,
          stdout,
          stderr,
        });
      },
    );
  });
}

/** Runs the program of an installed package in a tree. */
export function runTool(
  tree: string,
  packageName: string,
  program: string,
  args: readonly string[],
): Promise<ProgramResult> {
  return runNode(tree, programOf(packageName, program), args);
}
