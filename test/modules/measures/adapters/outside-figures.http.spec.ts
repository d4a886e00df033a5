import { expect } from 'chai';

import { createKeepAllCounted } from '../../../../src/composition/counting.js';
import { systemActor } from '../../../../src/kernel/actor.js';
import { done } from '../../../../src/kernel/outcome.js';
import { execute } from '../../../../src/platform/db/sql.js';
import { startService, type RunningService } from '../../../support/running-service.js';
import { world } from '../../../support/small-world.js';

interface Told {
  readonly figureId: number;
  readonly standing: string;
  readonly replacedByFigureId: number | null;
  readonly here: Readonly<Record<string, unknown>>;
  readonly explained: readonly { readonly words: string; readonly toldHere: number | null }[];
}

describe('figures of others beside what is counted here', () => {
  let service: RunningService;
  const listed = async (query = ''): Promise<readonly Told[]> =>
    (await (await service.as('planner')).get(`/api/published-figures${query}`)).body.figures;
  const one = async (figureId: number): Promise<Told> =>
    (await listed()).find((figure) => figure.figureId === figureId)!;
  const explain = async (
    figureId: number,
    given: object = {},
    who: Parameters<RunningService['as']>[0] = 'planner',
  ) =>
    (await service.as(who)).post(`/api/published-figures/${figureId}/differences`, {
      ...{ comparedWith: 'here', code: 'coverage', words: 'One partnership sent nothing in' },
      ...given,
    });

  before(async () => {
    service = await startService();
    const { referralId } = await service.aReferral();
    const { placementId } = await service.aResident();
    await service.uow.run({ actor: systemActor, requestId: 'test-outside' }, async (tx) => {
      // Two approvals of 2020/21, so that records begin before the periods asked about.
      for (const [id, on] of [
        [placementId, '2020-04-01'],
        [referralId, '2021-05-01'],
      ] as const)
        await execute(
          tx,
          `INSERT INTO funding_decision (id, referral_id, partnership_id, route, decision, decided_on, weeks,
             weekly_rate_pence, expires_on, decided_by)
           VALUES (?, ?, ?, 'adp', 'approved', ?, 12, 100000, '2021-10-30', 'somebody')`,
          [id, referralId, world.partnerships.glasgow.id, on],
        );
      await execute(
        tx,
        `INSERT INTO published_figure (id, measure, period_label, period_start, period_end, geography_type, geography,
           route, figure, status, vintage, released_on, note, source) VALUES
           (1, 'placements_approved', '2020/21', '2020-04-01', '2021-03-31', 'scotland', 'Scotland', 'all', 3,
            'published', 'First', '2021-06-01', NULL, 'A body'),
           (2, 'placements_approved', '2020/21', '2020-04-01', '2021-03-31', 'scotland', 'Scotland', 'all', 4,
            'revised', 'Second', '2021-12-01', 'Sent in again', 'A body'),
           (3, 'placements_approved', '2020/21', '2020-04-01', '2021-03-31', 'scotland', 'Scotland', 'adp', 3,
            'published', 'First', '2021-06-01', NULL, 'A body'),
           (4, 'placements_approved', '2019/20', '2019-04-01', '2020-03-31', 'scotland', 'Scotland', 'all', 9,
            'published', 'First', '2021-06-01', NULL, 'A body'),
           (5, 'placements_approved', '2026/27', '2026-04-01', '2027-03-31', 'scotland', 'Scotland', 'all', 9,
            'unverified', 'A paper', NULL, NULL, 'A paper'),
           (6, 'individuals_started', '2020/21', '2020-04-01', '2021-03-31', 'scotland', 'Scotland', 'any_funding',
            1670, 'published', 'First', '2021-06-01', NULL, 'A body'),
           (7, 'individuals_started', '2020/21', '2020-04-01', '2021-03-31', 'scotland', 'Scotland', 'any_funding',
            1671, 'revised', 'Second', '2021-12-01', NULL, 'A body')`,
      );
      return done(true);
    });
    await createKeepAllCounted(service.uow)();
  });
  after(() => service?.stop());

  it('stand with the count of the same period and definition, and how far apart the two are', async () => {
    const { here } = await one(2);
    expect(here).to.deep.include({
      ...{ kind: 'counted', measureId: 'placements-approved', definitionVersion: 2 },
      ...{ told: 1, isRounded: false, difference: -3 },
    });
  });

  it('stand beside no group of people: those are told in releases, and nowhere else', async () => {
    expect((await one(3)).here).to.deep.include({ kind: 'not-comparable', why: 'told-in-releases' });
  });

  it('say where nothing can stand beside them, and why', async () => {
    expect((await one(4)).here).to.deep.include({ kind: 'not-recorded', recordedFrom: '2020-04-01' });
    expect((await one(5)).here).to.deep.include({ kind: 'not-over' });
    expect((await one(6)).here).to.deep.include({ kind: 'not-comparable', why: 'private-too' });
  });

  it('are chosen by measure, year and route', async () => {
    const idsOf = (figures: readonly Told[]) => figures.map(({ figureId }) => figureId);
    expect(idsOf(await listed('?measure=individuals_started'))).to.deep.equal([6, 7]);
    expect(idsOf(await listed('?financialYear=2019'))).to.deep.equal([4]);
    expect(idsOf(await listed('?route=adp&financialYear=2020'))).to.deep.equal([3]);
  });

  it('keep the vintage that no longer stands, with the one in its place', async () => {
    const first = await one(1);
    expect([first.standing, first.replacedByFigureId]).to.deep.equal(['superseded', 2]);
  });

  it('keep why they differ, each reason as it was written, with what was told here', async () => {
    expect((await explain(2)).status).to.equal(201);
    expect((await explain(2, { code: 'timing', words: 'It counts on another day' })).status).to.equal(201);
    expect((await one(2)).explained.map(({ words, toldHere }) => [words, toldHere])).to.deep.equal([
      ['One partnership sent nothing in', 1],
      ['It counts on another day', 1],
    ]);
    const [entry] = await service.dataSource.query(
      `SELECT subject_id, after_json FROM audit WHERE action = 'measures.difference-explained' ORDER BY id LIMIT 1`,
    );
    expect(entry.subject_id).to.equal('2');
  });

  it('refuse a reason for a difference from nothing, and from whoever does not keep them', async () => {
    const refusals: readonly (readonly [number, object, number, string])[] = [
      [7, {}, 422, '/problems/nothing-beside-it'],
      [4, {}, 422, '/problems/nothing-to-compare'],
      [4, { comparedWith: 'earlier' }, 422, '/problems/nothing-to-compare'],
      [1, { comparedWith: 'earlier' }, 422, '/problems/no-earlier-vintage'],
      [99, {}, 404, '/problems/not-found'],
      [2, { words: 'x' }, 400, '/problems/invalid-request'],
    ];
    for (const [figureId, given, status, type] of refusals) {
      const reply = await explain(figureId, given);
      expect([reply.status, reply.body.type], String(figureId)).to.deep.equal([status, type]);
    }
    expect((await explain(2, {}, 'coordinator')).status).to.equal(403);
  });
});
