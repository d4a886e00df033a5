import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const rootAbove = (folder: string): string => {
  if (existsSync(join(folder, 'package.json'))) return folder;
  if (dirname(folder) === folder) throw new Error('No package.json above the tests.');
  return rootAbove(dirname(folder));
};

/** The reference data of the repository, wherever the tests were compiled to. */
export const referenceDataFolder = join(
  rootAbove(dirname(fileURLToPath(import.meta.url))),
  'config',
  'reference-data',
);
