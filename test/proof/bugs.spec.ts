import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect } from 'chai';

import { plantedBugs } from './bugs.js';

const built = join(import.meta.dirname, '..', '..');

describe('the planted bugs', () => {
  for (const { name, changes } of plantedBugs) {
    it(`can still be planted: ${name}`, async () => {
      for (const { file, find } of changes) {
        const text = await readFile(join(built, file), 'utf8');
        expect(text.split(find).length - 1, `${file} has this so many times: ${find}`).to.equal(1);
      }
    });
  }
});
