import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireNode } from './stack/require-node.mjs';

requireNode();
const { startDemonstration } = await import('./stack/start-demonstration.mjs');
await startDemonstration(dirname(dirname(fileURLToPath(import.meta.url))), process.argv.slice(2));
