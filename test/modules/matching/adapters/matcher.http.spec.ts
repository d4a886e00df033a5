import { expect } from 'chai';

import { done } from '../../../../src/kernel/outcome.js';
import type { Caller } from '../../../support/caller.js';
import { startService, type RunningService } from '../../../support/running-service.js';

describe('the matcher', () => {
  let service: RunningService;
  let administrator: Caller;
  let coordinator: Caller;
  beforeEach(async () => {
    service = await startService();
    administrator = await service.as('administrator');
    coordinator = await service.as('coordinator');
  });
  afterEach(async () => {
    await service?.stop();
  });

  const switchTo = (isOn: boolean, version: number, reason = 'Wrong beds were suggested') =>
    administrator.post('/api/matcher/switch', { isOn, reason }, { version });
  const suggestedNow = async (): Promise<number> => {
    const [row] = await service.dataSource.query(
      'SELECT COUNT(*) AS n FROM suggestion WHERE run_id = (SELECT MAX(id) FROM match_run)',
    );
    return Number(row.n);
  };

  describe('is switched off by an administrator', () => {
    it('with a reason; then nothing is suggested, and every page that would says so', async () => {
      const { referralId } = await service.aReadyReferral();
      await service.runWorkerOnce();
      expect(await suggestedNow()).to.equal(1);
      const { body: before } = await administrator.get('/api/matcher');
      expect(before).to.deep.include({ isOn: true, reason: null, version: 1, underWay: null, drift: null });
      const { status, body } = await switchTo(false, before.version);
      expect({ status, body }).to.deep.equal({ status: 200, body: { isOn: false, version: 2 } });
      await service.runWorkerOnce();
      expect(await suggestedNow(), 'what was suggested is taken away').to.equal(0);
      await service.aReadyReferral();
      await service.runWorkerOnce();
      expect(await suggestedNow(), 'whatever changes').to.equal(0);
      for (const path of ['/waiting-list', `/referrals/${referralId}/places`, '/today', '/matching/runs']) {
        const { html } = await coordinator.page.get(path);
        expect(html, path).to.contain('Suggestions are switched off');
        expect(html, path).to.contain('Wrong beds were suggested.');
      }
      const provider = await service.as('provider_staff');
      expect((await provider.page.get('/today')).html).to.not.contain('Suggestions are switched off');
    });

    it('and on again: places are worked out afresh, and the pages are as they were', async () => {
      await service.aReadyReferral();
      await switchTo(false, 1);
      await service.runWorkerOnce();
      expect((await switchTo(true, 2, 'The beds are right again')).status).to.equal(200);
      await service.runWorkerOnce();
      expect(await suggestedNow()).to.equal(1);
      expect((await coordinator.page.get('/waiting-list')).html).to.not.contain('switched off');
      const audited = await service.dataSource.query(
        `SELECT action, reason FROM audit WHERE subject_kind = 'service' AND subject_id = 'matcher' ORDER BY id`,
      );
      expect(audited).to.deep.equal([
        { action: 'matching.switched-off', reason: 'Wrong beds were suggested' },
        { action: 'matching.switched-on', reason: 'The beds are right again' },
      ]);
    });

    it('by one of two who do at once; the other is told that somebody has', async () => {
      const outcomes = await Promise.all([
        switchTo(false, 1, 'One reason'),
        switchTo(false, 1, 'Another one'),
      ]);
      expect(outcomes.map(({ status }) => status).sort()).to.deep.equal([200, 412]);
      expect(outcomes.find(({ status }) => status === 412)?.body.type).to.equal(
        '/problems/changed-since-you-read-it',
      );
    });

    it('not where it is off already, nor without a reason; and nobody else may', async () => {
      await switchTo(false, 1);
      const again = await switchTo(false, 2);
      expect(again.status).to.equal(409);
      expect(again.body).to.deep.include({ type: '/problems/matcher-already-so', isOn: false });
      expect((await switchTo(true, 2, ' ')).status).to.equal(400);
      const refused = await coordinator.post('/api/matcher/switch', { isOn: true, reason: 'Mine' });
      expect(refused.status).to.equal(403);
    });

    it('on the page too, where what was typed is kept', async () => {
      const page = await administrator.page.get('/admin/matcher');
      const empty = await administrator.page.submit(page, '/admin/matcher/switch', { reason: '' });
      expect(empty.status).to.equal(400);
      expect(empty.html).to.contain('Enter why, in a few words');
      await switchTo(false, 1, 'Somebody else was faster');
      const late = await administrator.page.submit(page, '/admin/matcher/switch', {
        reason: 'Beds of Larch House were wrong',
      });
      expect(late.html).to.contain('Somebody switched after you opened this page');
      expect(late.html).to.contain('Beds of Larch House were wrong');
      const now = await administrator.page.get('/admin/matcher');
      const on = await administrator.page.submit(now, '/admin/matcher/switch', {
        reason: 'All is well again',
      });
      expect(on.location).to.equal('/admin/matcher?done=matcher-on');
    });
  });

  it('says on every page where suggestions count that a change has waited too long', async () => {
    await service.aReadyReferral();
    await service.runWorkerOnce();
    await service.aReadyReferral();
    service.clock.advance({ minutes: 5 });
    for (const path of ['/waiting-list', '/today'])
      expect((await coordinator.page.get(path)).html, path).to.contain('Suggestions may be out of date');
  });

  it('says for a day that a night found other suggestions than stood', async () => {
    await service.aReadyReferral();
    await service.runWorkerOnce();
    await service.dataSource.query('UPDATE suggestion SET bed_id = NULL, arrives_on = NULL');
    await service.act('administrator', async (tx) =>
      done(await service.modules.matching.rematch(tx, 'nightly', { isRebuild: true })),
    );
    const told = 'Some suggestions were wrong until they were checked';
    expect((await coordinator.page.get('/today')).html).to.contain(told);
    expect((await administrator.get('/api/matcher')).body.drift).to.deep.include({
      people: 1,
      differences: 1,
    });
    await service.act('administrator', async (tx) =>
      done(await service.modules.matching.rematch(tx, 'nightly', { isRebuild: true })),
    );
    expect((await coordinator.page.get('/today')).html, 'the next found the same').to.not.contain(told);
  });

  describe('keeps what it said', () => {
    it('of one person, when and by which policy; what did not change is told once', async () => {
      const { referralId } = await service.aReferral();
      await service.runWorkerOnce();
      await service.aReferral();
      await service.runWorkerOnce();
      const { body } = await coordinator.get(`/api/referrals/${referralId}/suggested-before`);
      expect(body.next).to.equal(null);
      expect(body.spells).to.have.lengthOf(1);
      const [spell] = body.spells;
      expect(spell).to.deep.include({ state: 'not-ready', place: null, priorityRank: 1 });
      expect(Number(spell.fromRunId)).to.be.lessThan(Number(spell.untilRunId));
      expect(spell.policyVersion).to.be.a('string').and.to.not.equal('');
      const { html } = await coordinator.page.get(`/referrals/${referralId}/suggested-before`);
      expect(html).to.contain('None: not ready to place yet');
      const highland = await service.as('coordinator@highland.example');
      expect((await highland.get(`/api/referrals/${referralId}/suggested-before`)).status).to.equal(404);
      expect((await highland.page.get(`/referrals/${referralId}/suggested-before`)).status).to.equal(404);
    });

    it('by run, to each partnership of its own people only', async () => {
      const own = await service.aReadyReferral({ familyName: 'Nicolson' });
      const other = await service.aReadyReferral({ partnership: 'highland', familyName: 'Macleod' });
      await service.runWorkerOnce();
      const { body } = await coordinator.get('/api/match-runs?limit=1');
      const [{ runId, ownPeople, ownSuggested }] = body.runs;
      expect({ ownPeople, ownSuggested }).to.deep.equal({ ownPeople: 1, ownSuggested: 1 });
      const run = (await coordinator.get(`/api/match-runs/${runId}`)).body;
      expect(run).to.deep.include({ waiting: 2, next: null });
      expect(run.people.map((one: { referralId: string }) => one.referralId)).to.deep.equal([own.referralId]);
      const { html } = await coordinator.page.get(`/matching/runs/${runId}`);
      expect(html).to.contain('Nicolson').and.to.not.contain('Macleod').and.to.not.contain(other.reference);
      expect((await coordinator.get('/api/match-runs/999999')).status).to.equal(404);
      expect((await coordinator.page.get('/matching/runs/999999')).status).to.equal(404);
    });

    it('page by page, without losing or repeating a run', async () => {
      for (let count = 0; count < 3; count += 1) {
        await service.aReferral();
        await service.runWorkerOnce();
      }
      const all = (await administrator.get('/api/matcher/runs')).body.runs;
      expect(all.length).to.be.greaterThan(2);
      const paged = [];
      for (let after: string | null = ''; after !== null;) {
        const { body } = await administrator.get(
          `/api/matcher/runs?limit=1${after === '' ? '' : `&after=${after}`}`,
        );
        paged.push(...body.runs);
        after = body.next;
      }
      expect(paged).to.deep.equal(all);
      expect((await coordinator.get('/api/matcher/runs')).status).to.equal(403);
    });
  });
});
