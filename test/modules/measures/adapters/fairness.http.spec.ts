import { expect } from 'chai';

import { systemActor } from '../../../../src/kernel/actor.js';
import { addNights, isoDate } from '../../../../src/kernel/iso-date.js';
import { done } from '../../../../src/kernel/outcome.js';
import { execute } from '../../../../src/platform/db/sql.js';
import { appendAudit } from '../../../../src/platform/db/audit-writer.js';
import { world } from '../../../support/small-world.js';
import { startService, type ReferralOptions, type RunningService } from '../../../support/running-service.js';

const address = '/api/fairness';
/** Twelve weeks before a day of July to September 2026, the latest quarter that is over. */
const receivedOn = addNights(isoDate('2026-08-03'), -84);

interface Group {
  readonly group: string;
  readonly now: { readonly told: string; readonly referred: number | null; readonly placed: number | null };
  readonly isBelowOthers: boolean;
}
interface Told {
  readonly dimensions: readonly { readonly dimension: string; readonly groups: readonly Group[] }[];
}
const groupOf = ({ dimensions }: Told, group: string): Group =>
  dimensions.flatMap(({ groups }) => groups).find((told) => told.group === group)!;

describe('who is placed, as it is told', () => {
  let service: RunningService;

  const write = (sql: string, values: readonly (string | number)[]) =>
    service.uow.run({ actor: systemActor, requestId: 'test-fairness' }, async (tx) => {
      await execute(tx, sql, values);
      // Whoever asks within a second shares one reading, unless the record has another entry.
      await appendAudit(tx, {
        action: 'test.written',
        subjectKind: 'test',
        subjectId: 'test',
        version: null,
      });
      return done(true);
    });
  /** People alike, of whom the first `placed` arrived twenty days after they were referred. */
  const people = async (count: number, placed: number, given: ReferralOptions): Promise<void> => {
    for (let index = 0; index < count; index += 1) {
      const { referralId, clientId } = await service.aReferral({ receivedOn, ...given });
      if (index >= placed) continue;
      const arrivedOn = addNights(receivedOn, 20);
      await write(
        `INSERT INTO placement (id, offer_id, referral_id, client_id, partnership_id, bed_id, project_id, provider_id,
           route, funding_decision_id, arrives_on, departs_on, state, admitted_on, ended_on, end_kind, version)
         SELECT ?, ?, r.id, ?, r.partnership_id, r.id, ?, r.id, r.route, r.id, ?, ?, 'ended', ?, ?, 'planned', 1
           FROM referral r WHERE r.id = ?`,
        [
          ...[
            referralId,
            referralId,
            clientId,
            world.projects.rowanBank.id,
            arrivedOn,
            addNights(arrivedOn, 40),
          ],
          ...[arrivedOn, addNights(arrivedOn, 40), referralId],
        ],
      );
    }
  };

  before(async () => {
    service = await startService();
  });
  after(() => service?.stop());

  it('counts offers beside the suggestion, exactly for the partnership and protected for the country', async () => {
    const { offerId } = await service.anOffer({ bed: 'plain' });
    await write(`UPDATE offer SET made_at = '2026-08-10 09:00:00' WHERE id = ?`, [offerId]);
    await write(
      `INSERT INTO offer_override (offer_id, kind, reason, asked_by, made_at)
       SELECT id, 'own-choice', 'Nearer home', made_by, made_at FROM offer WHERE id = ?`,
      [offerId],
    );
    const seenBy = async (who: 'coordinator' | 'coordinator@highland.example' | 'planner') =>
      (await (await service.as(who)).get(address)).body.besideSuggestion;
    const none = [
      { kind: 'passes-over', offers: 0 },
      { kind: 'without-suggestion', offers: 0 },
    ];
    expect(await seenBy('coordinator')).to.deep.equal({
      ...{ made: 1, kinds: [{ kind: 'own-choice', offers: 1 }, ...none] },
    });
    expect(await seenBy('coordinator@highland.example')).to.deep.equal({
      ...{ made: 0, kinds: [{ kind: 'own-choice', offers: 0 }, ...none] },
    });
    const hidden = ['own-choice', 'passes-over', 'without-suggestion'].map((kind) => ({
      kind,
      offers: null,
    }));
    expect(await seenBy('planner')).to.deep.equal({ made: null, kinds: hidden });
    await write(`UPDATE offer_override SET made_at = '2026-10-01 09:00:00' WHERE offer_id = ?`, [offerId]);
    expect((await seenBy('coordinator')).kinds[0], 'a quarter later').to.deep.equal({
      ...{ kind: 'own-choice', offers: 0 },
    });
  });

  it('says that nobody was referred, where so it was, and too few where they are', async () => {
    const coordinator = await service.as('coordinator');
    const { status, body } = await coordinator.get(address);
    expect(status).to.equal(200);
    expect([body.quarter, body.endsOn, body.area]).to.deep.equal(['2026-07-01', '2026-10-01', 'partnership']);
    expect(body.everybody.now.told).to.equal('nobody');
    expect((await coordinator.page.get('/fairness')).html).to.contain('Nobody referred');
    await people(1, 0, { sex: 'female' });
    expect(groupOf((await coordinator.get(address)).body, 'female').now).to.deep.include({
      ...{ told: 'too-few', referred: 1, placed: null },
    });
    expect((await coordinator.page.get('/fairness')).html).to.contain('Too few to tell');
  });

  it('is a partnership’s own people exactly, and warns of a group placed less than everybody else', async () => {
    await people(39, 31, { sex: 'male' });
    await people(28, 3, { sex: 'female', substance: 'drug' });
    await people(12, 6, { partnership: 'highland' });
    const coordinator = await service.as('coordinator');
    const { body } = await coordinator.get(address);
    expect(groupOf(body, 'female')).to.deep.include({ isBelowOthers: true });
    expect(groupOf(body, 'female').now).to.deep.include({ referred: 29, placed: 3 });
    expect(groupOf(body, 'male').now).to.deep.include({ referred: 39, placed: 31 });
    expect(body.dimensions.map(({ dimension }: { dimension: string }) => dimension)).to.deep.equal([
      ...['sex', 'age', 'substance', 'route'],
    ]);
    const { html } = await coordinator.page.get('/fairness');
    expect(html).to.contain('Sex, women: 10% (4% to 26%) placed, everybody else 79% (64% to 89%).');
    expect(html).to.contain('July to September 2026');
    const highland = (await (await service.as('coordinator@highland.example')).get(address)).body;
    expect(highland.everybody.now).to.deep.include({ referred: 12, placed: 6 });
    // All of them went to Inverness: for Glasgow that is another health board.
    expect(body.elsewhere.everybody).to.deep.include({ told: 'share', referred: 34, placed: 34 });
    expect(highland.elsewhere.everybody).to.deep.include({ told: 'too-few', referred: 6 });
    expect(body.elsewhere.kinds).to.deep.equal([]);
    expect(html).to.contain('Of 34 placed, in another health board than yours: 100% (90% to 100%).');
  });

  it('tells of the health board where they arrived, whatever project they moved to since', async () => {
    await write(
      `UPDATE placement SET started_project_id = project_id, started_bed_id = bed_id, project_id = ? WHERE partnership_id = ?`,
      [world.projects.larchHouse.id, world.partnerships.glasgow.id],
    );
    const { body } = await (await service.as('coordinator')).get(address);
    expect(body.elsewhere.everybody).to.deep.include({ told: 'share', referred: 34, placed: 34 });
  });

  it('is the country’s in protected counts, by health board too', async () => {
    const planner = await service.as('planner');
    const { body } = await planner.get(address);
    expect(body.area).to.equal('country');
    expect(body.everybody.now).to.deep.include({ referred: 80, placed: 40 });
    expect(groupOf(body, 'female').now).to.deep.include({ referred: 30, placed: null, share: null, low: 0 });
    expect(groupOf(body, 'NHS Highland').now).to.deep.include({ referred: 10, placed: 5 });
    expect(groupOf(body, 'not_known').now).to.deep.include({ told: 'fewer', referred: null });
    const kinds = body.elsewhere.kinds.map(({ kind, share }: { kind: string; share: { told: string } }) => [
      ...[kind, share.told],
    ]);
    expect(kinds).to.deep.equal([
      ['islands', 'fewer'],
      ['rural', 'too-few'],
      ['other', 'share'],
    ]);
    const { html } = await planner.page.get('/fairness');
    expect(html)
      .to.contain('Mainland, mostly rural')
      .and.to.contain('Fewer than 5')
      .and.to.contain('to the nearest five');
    expect(html).to.not.contain('Macandrew');
  });

  it('leaves out what was recorded by mistake', async () => {
    await write(
      `UPDATE referral SET state = 'closed', closed_reason = 'recorded_by_mistake' WHERE partnership_id =
         (SELECT id FROM partnership WHERE name = 'Highland') AND id NOT IN (SELECT referral_id FROM placement)`,
      [],
    );
    const highland = (await (await service.as('coordinator@highland.example')).get(address)).body;
    expect(highland.everybody.now.referred).to.equal(6);
  });

  it('is told of a quarter that is over, and of earlier ones', async () => {
    const coordinator = await service.as('coordinator');
    for (const day of ['2026-11-01', '2199-10-01', '1900-01-01']) {
      const refused = await coordinator.get(`${address}?quarter=${day}`);
      expect([refused.status, refused.body.type], day).to.deep.equal([422, '/problems/quarter-not-over']);
      expect(refused.body.detail).to.contain('2026-07-01');
    }
    expect((await coordinator.page.get('/fairness?quarter=2026-11-01')).html, 'the latest').to.contain(
      'July to September 2026',
    );
    const earlier = (await coordinator.get(`${address}?quarter=2026-05-15`)).body;
    expect([earlier.quarter, earlier.everybody.now.told]).to.deep.equal(['2026-04-01', 'nobody']);
    expect((await coordinator.get(`${address}?quarter=soon`)).status).to.equal(400);
    expect((await coordinator.page.get('/fairness?quarter=2026-04-01')).html).to.contain(
      'April to June 2026',
    );
  });

  it('compares before and after a change of the policy', async () => {
    const administrator = await service.as('administrator');
    await write(
      `INSERT INTO matching_policy_change (id, partnership_id, base_number, content, starts_on, reason, state,
         proposed_by, decided_by, decided_at, in_force_from)
       VALUES (?, NULL, 0, '{}', '2026-05-01', 'Invented', 'applied', 'one', 'another', CURRENT_TIMESTAMP(6), '2026-05-01')`,
      ['00000000-0000-4000-8000-00000000c0de'],
    );
    expect((await administrator.get(address)).status, 'not for administrators').to.equal(403);
    const { body } = await (await service.as('planner')).get(address);
    const [change] = body.changes;
    expect([change.inForceFrom, change.everybody.before.told]).to.deep.equal(['2026-05-01', 'fewer']);
    expect(change.everybody.after).to.deep.include({ told: 'share', placed: 40 });
    for (const role of ['information_governance', 'planner'] as const) {
      const { html } = await (await service.as(role)).page.get('/fairness');
      expect(html).to.contain('In force from Friday 1 May 2026');
      expect(html.includes('/matching/policy/changes/'), role).to.equal(role === 'planner');
    }
  });

  it('is not for providers', async () => {
    for (const role of ['provider_manager', 'provider_staff'] as const)
      expect((await (await service.as(role)).get(address)).status, role).to.equal(403);
  });
});
