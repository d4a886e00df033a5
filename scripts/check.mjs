import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from './stack/lifecycle.mjs';
import { installPackages } from './stack/packages.mjs';
import { runProgram } from './stack/run-program.mjs';
import { createTerminal } from './stack/terminal.mjs';

/** `npm run check`: every check that needs no database. All run, whatever the earlier ones say. */
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tool = (name) => join(root, 'node_modules', '.bin', name);
const checks = [
  ['format', [tool('prettier'), '--check', '.']],
  ['lint', [tool('eslint'), '.']],
  [
    'types',
    // Its own record of what is up to date: the build's would then claim files it never wrote.
    [tool('tsc'), '-p', 'tsconfig.json', '--noEmit', '--tsBuildInfoFile', '.build/check.tsbuildinfo'],
  ],
  [
    'architecture',
    [
      ...[tool('depcruise'), '--config', '.dependency-cruiser.cjs'],
      ...['src', 'workers', 'config', 'migrations', 'test'],
    ],
  ],
  ['dead code', [process.execPath, join(root, 'scripts', 'dead-code.mjs')]],
];

const terminal = createTerminal(process.stdout);
await runCommand(terminal, { interruptedCode: 130 }, async ({ signal }) => {
  await terminal.step('packages', () => installPackages({ root, env: process.env, signal }));
  const failures = [];
  for (const [name, [command, ...args]] of checks) {
    try {
      await terminal.step(name, async () => {
        const { code, output } = await runProgram(command, args, { cwd: root, signal });
        if (code !== 0) throw new Error(output.trim());
      });
    } catch (error) {
      if (signal.aborted) throw error;
      failures.push(`-- ${name} --\n${error.message}`);
    }
  }
  for (const failure of failures) terminal.say(`\n${failure}`);
  terminal.say(`\n${checks.length - failures.length} of ${checks.length} checks passed`);
  return failures.length === 0 ? 0 : 1;
});
