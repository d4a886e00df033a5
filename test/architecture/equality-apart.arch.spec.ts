import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

import { expect } from 'chai';

import { repositoryRoot } from './planted-tree.js';

const sources = ['src', 'workers']
  .flatMap((folder) =>
    readdirSync(join(repositoryRoot, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
      `${folder}/${path}`.split(sep).join('/'),
    ),
  )
  .filter((path) => /\.tsx?$/.test(path));
const text = (path: string): string => readFileSync(join(repositoryRoot, path), 'utf8');
const thatSay = (words: RegExp): readonly string[] => sources.filter((path) => words.test(text(path))).sort();

const db = 'src/modules/referrals/adapters/db/equality-answers.ts';

describe('answers about equality', () => {
  it('stand in a table that one file names, so that nothing ranks, lists or decides by them', () => {
    expect(thatSay(/client_equality/)).to.deep.equal([db]);
  });

  it('are read by a repository that one file builds with', () => {
    expect(thatSay(/equality-answers\.js/)).to.deep.equal(['src/composition/equality.ts']);
  });

  it('are handed to their own page, their own routes and the invented caseload only', () => {
    expect(thatSay(/\b(?:create|keep|read)Equality\b/)).to.deep.equal([
      'src/composition/demonstration/equality.ts',
      'src/composition/equality.ts',
      'src/composition/modules.ts',
      'src/modules/referrals/adapters/http/equality-routes.ts',
      'src/modules/referrals/adapters/ui/equality.page.ts',
    ]);
  });
});
