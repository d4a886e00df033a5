import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './stack/build.mjs';
import { runCommand } from './stack/lifecycle.mjs';
import { createTerminal } from './stack/terminal.mjs';

/** `npm run build`: compiles everything into `dist/`. */
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const terminal = createTerminal(process.stdout);
await runCommand(terminal, { interruptedCode: 130 }, async ({ signal }) => {
  await terminal.step('Building', () => build({ root, env: process.env, signal }));
  return 0;
});
