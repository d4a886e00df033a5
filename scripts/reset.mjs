import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireNode } from './stack/require-node.mjs';

requireNode();
const { resetDemonstration } = await import('./stack/reset-demonstration.mjs');
await resetDemonstration(dirname(dirname(fileURLToPath(import.meta.url))), process.argv.slice(2));
