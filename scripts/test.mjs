import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireNode } from './stack/require-node.mjs';

requireNode();
const { runTests } = await import('./stack/run-tests.mjs');
await runTests(dirname(dirname(fileURLToPath(import.meta.url))), process.argv.slice(2));
