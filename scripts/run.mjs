import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireNode } from './stack/require-node.mjs';

requireNode();
const { runOnStack } = await import('./stack/run-on-stack.mjs');
await runOnStack(dirname(dirname(fileURLToPath(import.meta.url))), process.argv.slice(2));
