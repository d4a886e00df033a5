import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ApiExamples } from '../platform/openapi/build-document.js';

/**
 * A request to every operation of the API with the answer it got, by operation id. The file is written by running
 * the requests (`npm run api-examples`), and a test runs them again; nothing in it is typed by hand.
 */
export const readApiExamples = (): ApiExamples =>
  // A file of our own, which a test compares with the answers of the running service.
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions
  JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../src/composition/api-examples.json'), 'utf8'),
  ) as ApiExamples;
