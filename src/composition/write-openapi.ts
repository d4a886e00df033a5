import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { buildDocument } from '../platform/openapi/build-document.js';
import { readApiExamples } from './api-examples.js';
import { createRoutes } from './api.js';
import { createModules } from './modules.js';
import { apiVersion } from './reference-pages.js';
import { withholdableNames } from './withheld.js';

/** Writes the committed copy of the API's document; a test compares the two. */
writeFileSync(
  join(import.meta.dirname, '../../../docs/openapi.json'),
  `${JSON.stringify(buildDocument(createRoutes(createModules()), apiVersion, readApiExamples(), withholdableNames), null, 2)}\n`,
);
