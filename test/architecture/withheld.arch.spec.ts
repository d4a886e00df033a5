import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { createRoutes } from '../../src/composition/api.js';
import { createModules } from '../../src/composition/modules.js';
import { createPages } from '../../src/composition/pages.js';
import { withholdableNames } from '../../src/composition/withheld.js';
import { repositoryRoot } from './planted-tree.js';

/** Ids by which no record of a person is reached, and why. */
const aboutNobody: Readonly<Record<string, string>> = {
  alertId: 'a drug alert is about a substance',
  bedId: 'a bed',
  changeId: 'a proposed change of a rule',
  clientId: 'a restricted record to an administrator, who sees the reference alone',
  correctsRecordId: 'a record of the stay that the same address names',
  figureId: 'a number that others published',
  draftId: 'a draft of the member who writes it',
  expansionId: 'beds to come',
  measureId: 'a way of counting',
  memberId: 'a member of staff',
  outOfServiceId: 'nights on which a bed is shut',
  otherId: 'a scenario beside another',
  partnershipId: 'a partnership',
  projectId: 'a project',
  providerId: 'a provider',
  replacesId: 'a statement of beds to come',
  releaseId: 'tables of the country, without anybody',
  ruleId: 'a rule of admission',
  scenarioId: 'what a planner thinks of, for the country',
  scenarioRunId: 'what a scenario was worked out to do, for the country',
  runId: 'a run of the matcher: whose record is withheld stands in it by reference alone',
  spellId: 'a spell of a referral that the same address names',
  targetId: 'a level to reach, set for the country',
  toPartnershipId: 'the partnership a referral goes to',
};

describe('what is kept from those not named for a restricted record', () => {
  const modules = createModules();
  const { pages, forms } = createPages(modules);
  const routes = createRoutes(modules);
  const listed = new Set<string>([...withholdableNames, ...Object.keys(aboutNobody)]);
  const ids = (names: readonly string[]): readonly string[] =>
    names.filter((name) => /(?:Id|Key)$/.test(name));

  it('is told by every id in an address, a question or a body: each leads to a record, or to nobody', () => {
    const unlisted = [
      ...routes.flatMap(({ operationId, params, query, body }) =>
        ids([params, query, body].flatMap((part) => Object.keys(part?.shape ?? {}))).map((name) => ({
          at: operationId,
          name,
        })),
      ),
      ...[...pages, ...forms].flatMap(({ path }) =>
        ids([...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)).map((name) => ({ at: path, name })),
      ),
    ].filter(({ name }) => !listed.has(name));
    expect(unlisted, 'add it to withheld.ts, or say here why it leads to nobody').to.deep.equal([]);
  });

  it('is said of every such operation in the document of the API', () => {
    const about = routes.filter(
      ({ answersWhenRestricted, params, query, body }) =>
        answersWhenRestricted !== true &&
        [params, query, body].some((part) =>
          Object.keys(part?.shape ?? {}).some((name) => withholdableNames.includes(name)),
        ),
    );
    expect(about.map(({ operationId }) => operationId)).to.include.members(['makeOffer', 'giveTask']);
    const document = JSON.parse(readFileSync(join(repositoryRoot, 'docs/openapi.json'), 'utf8'));
    const silent = about.filter(
      ({ path, method }) =>
        !/`restricted-record`/.test(document.paths[path][method].responses['403']?.description ?? ''),
    );
    expect(silent.map(({ operationId }) => operationId)).to.deep.equal([]);
  });
});
