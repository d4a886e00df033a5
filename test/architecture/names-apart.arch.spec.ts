import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

import { expect } from 'chai';

import { createRoutes } from '../../src/composition/api.js';
import { createModules } from '../../src/composition/modules.js';
import { createPages } from '../../src/composition/pages.js';
import { repositoryRoot } from './planted-tree.js';

const sources = readdirSync(join(repositoryRoot, 'src'), { recursive: true, encoding: 'utf8' })
  .map((path) => `src/${path}`.split(sep).join('/'))
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(repositoryRoot, path), 'utf8') }));

const naming = (pattern: RegExp): readonly string[] =>
  sources
    .filter(({ text }) => pattern.test(text))
    .map(({ path }) => path)
    .sort();

const names = 'src/modules/referrals/adapters/db/client-names.ts';

describe('the name of a person', () => {
  it('is read and written in one file, where one rule says who may be told it', () => {
    expect(naming(/\b(?:given_name|family_name|client_identity|client_former_name)\b/)).to.deep.equal([
      // Loads invented people before anybody is there to be told.
      'src/composition/demonstration/day.ts',
      names,
    ]);
  });

  it('and the day of birth are read together there; elsewhere it is a fact for rules, and pages behind a shut door', () => {
    expect(naming(/(?<!oldest_child_)\bborn_on\b/)).to.deep.equal([
      'src/composition/demonstration/day.ts',
      // For the age band of a row that leads back to nobody.
      'src/modules/exchange/adapters/db/extract-facts.ts',
      // For the age, or its band, in which people are counted; the day itself is not kept.
      'src/modules/measures/adapters/db/derive-counted.ts',
      'src/modules/measures/adapters/db/fairness-facts.ts',
      'src/modules/measures/adapters/db/source-facts.ts',
      'src/modules/placements/adapters/db/provider-page-facts.ts',
      names,
      'src/modules/referrals/adapters/db/referral-row.ts',
    ]);
  });

  it('is asked for at doors that answer whoever is not named only where the restriction itself is the answer', () => {
    const modules = createModules();
    const { pages, forms } = createPages(modules);
    const open = [
      ...createRoutes(modules).map(({ operationId, answersWhenRestricted }) => ({
        door: operationId,
        answersWhenRestricted,
      })),
      ...[...pages, ...forms].map(({ path, answersWhenRestricted }) => ({
        door: path,
        answersWhenRestricted,
      })),
    ].filter(({ answersWhenRestricted }) => answersWhenRestricted === true);
    expect(open.map(({ door }) => door)).to.have.members([
      'readRestriction',
      'openRestrictedRecord',
      '/referrals/:referralId/restriction',
      '/referrals/:referralId/restriction/opening',
    ]);
  });
});
