import { join } from 'node:path';

import { v7 as uuidv7 } from 'uuid';

import { appendAudit } from '../platform/db/audit-writer.js';
import { runAsOperator } from './operator-program.js';
import { loadReferenceData, type LoadedReferenceData } from './reference-data.js';

const kinds: Readonly<Record<keyof LoadedReferenceData, string>> = {
  partnerships: 'partnerships',
  providers: 'providers',
  projects: 'projects, each with its standing',
  bedUnits: 'bed units of those projects, as many as a source gives a number for',
  publishedBeds: 'numbers of beds as sources have them',
  admissionRules: 'rules of projects about who may come',
  publishedFigures: 'published figures',
  publishedCapacity: 'published counts of beds in the country',
  expansionProjects: 'expansion projects',
  expansionStatements: 'statements of their beds and works',
};

/** What was new, line by line. */
const told = (loaded: LoadedReferenceData): readonly string[] => {
  const lines = Object.entries(kinds).flatMap(([kind, words]) => {
    const added = Object.entries(loaded).find(([key]) => key === kind)?.[1] ?? 0;
    return added === 0 ? [] : [`  ${added} ${words}`];
  });
  return lines.length === 0
    ? ['Everything was there already. Nothing was changed.']
    : ['Added:', ...lines, 'What was there already was left as it is. Nobody was invented.'];
};

await runAsOperator('reference-data', async (uow, context) =>
  told(
    await loadReferenceData({
      uow,
      context,
      newId: uuidv7,
      audit: appendAudit,
      folder: join(import.meta.dirname, '../../../config/reference-data'),
    }),
  ),
);
