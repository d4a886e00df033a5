import { expect } from 'chai';

import { createOfferNext } from '../../../../src/composition/automatic-offers.js';
import { systemActor } from '../../../../src/kernel/actor.js';
import { done } from '../../../../src/kernel/outcome.js';
import { execute } from '../../../../src/platform/db/sql.js';
import { startService, type RunningService } from '../../../support/running-service.js';
import { memberOf, world } from '../../../support/small-world.js';

interface Row {
  readonly id: string;
  readonly referral_id: string;
  readonly made_by: string;
  readonly state: string;
  readonly version: number;
}

describe('offers that nobody has to make', () => {
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service?.stop());

  const choose = async (automaticOffers: boolean): Promise<void> => {
    const choices = JSON.stringify({ automaticOffers, parallelOffers: 1 });
    await service.uow.run({ actor: systemActor, requestId: 'choose' }, async (tx) => {
      await execute(
        tx,
        `INSERT INTO matching_policy_change (id, partnership_id, base_number, content, starts_on, reason, state,
           proposed_by, decided_by, decided_at, in_force_from)
         VALUES (?, ?, 0, ?, ?, 'Nights and weekends', 'applied', ?, ?, UTC_TIMESTAMP(6), ?)`,
        [
          ...[service.modules.newId(), world.partnerships.glasgow.id, choices, service.today],
          ...[
            memberOf('approver@glasgow.example').memberId,
            memberOf('coordinator@glasgow.example').memberId,
          ],
          service.today,
        ],
      );
      return done(true);
    });
  };
  /** What a worker does every few seconds. */
  const sweep = (): Promise<void> =>
    createOfferNext(service.uow, service.modules.placements, (fault) => {
      throw fault;
    })();
  const offers = (): Promise<readonly Row[]> =>
    service.dataSource.query(
      'SELECT id, referral_id, made_by, state, version FROM offer ORDER BY made_at, id',
    );
  const madeFor = async (): Promise<readonly string[]> =>
    (await offers()).map(({ referral_id }) => referral_id);

  it('are made in the order of the list, each from a run that knows of the one before, and told', async () => {
    const soon = await service.aReadyReferral({ urgencyBand: 'soon' });
    const urgent = await service.aReadyReferral({ urgencyBand: 'urgent', urgencyReason: 'Overdose' });
    await choose(true);
    await service.runWorkerOnce();
    await sweep();
    expect(await madeFor()).to.deep.equal([urgent.referralId]);
    await sweep();
    // The offer itself waits for the matcher.
    expect(await madeFor()).to.deep.equal([urgent.referralId]);
    await service.runWorkerOnce();
    await sweep();
    expect(await madeFor()).to.deep.equal([urgent.referralId, soon.referralId]);
    const [first] = await offers();
    expect(first).to.include({ made_by: 'system', state: 'offered' });
    const [audit] = await service.dataSource.query(
      `SELECT actor_role, after_json FROM audit WHERE action = 'placements.offer-made' AND subject_id = ?`,
      [first?.id],
    );
    expect(audit.actor_role).to.equal('system');
    expect(JSON.stringify(audit.after_json)).to.contain('runId');
    await service.runWorkerOnce();
    const told = await service.dataSource.query(
      `SELECT kind FROM notification WHERE member_id = ? AND subject_id = ?`,
      [memberOf('coordinator@glasgow.example').memberId, first?.id],
    );
    expect(told).to.deep.equal([{ kind: 'offer-by-itself' }]);
  });

  it('are none where the partnership has not chosen them, or has changed its mind', async () => {
    await service.aReadyReferral({ partnership: 'highland' });
    await service.aReadyReferral();
    await service.runWorkerOnce();
    await sweep();
    await choose(false);
    await sweep();
    expect(await offers()).to.deep.equal([]);
  });

  it('are never made from a run that something has changed since', async () => {
    const first = await service.aReadyReferral({ urgencyBand: 'soon' });
    await choose(true);
    await service.runWorkerOnce();
    const urgent = await service.aReadyReferral({ urgencyBand: 'urgent', urgencyReason: 'Overdose' });
    await sweep();
    expect(await offers()).to.deep.equal([]);
    await service.runWorkerOnce();
    await sweep();
    expect(await madeFor())
      .to.deep.equal([urgent.referralId])
      .and.to.not.include(first.referralId);
  });

  it('are one when two workers look at once', async () => {
    await service.aReadyReferral();
    await service.aReadyReferral();
    await choose(true);
    await service.runWorkerOnce();
    await Promise.all([sweep(), sweep(), sweep()]);
    expect(await offers()).to.have.length(1);
  });

  it('reach whoever stands behind many to whom none can be made', async () => {
    const referral = await service.aReadyReferral();
    await choose(true);
    await service.runWorkerOnce();
    const gone = await Promise.all(Array.from({ length: 50 }, () => service.aReferral()));
    await service.runWorkerOnce();
    const [standing] = await service.dataSource.query('SELECT MAX(id) AS id FROM match_run');
    await service.dataSource.query(
      'UPDATE suggestion SET priority_rank = 1000 WHERE run_id = ? AND referral_id = ?',
      [standing.id, referral.referralId],
    );
    await service.dataSource.query(
      `INSERT INTO suggestion (run_id, referral_id, priority_rank, bed_id, project_id, arrives_on, departs_on, explanation)
         SELECT s.run_id, r.id, ROW_NUMBER() OVER (ORDER BY r.id), s.bed_id, s.project_id, s.arrives_on, s.departs_on, s.explanation
           FROM suggestion s JOIN referral r ON r.id IN (?)
          WHERE s.run_id = ? AND s.referral_id = ?
         ON DUPLICATE KEY UPDATE bed_id = VALUES(bed_id), explanation = VALUES(explanation)`,
      [gone.map(({ referralId }) => referralId), standing.id, referral.referralId],
    );
    // Suggested to people who are not ready, all of whom stand before: no offer can be made to any of them.
    await sweep();
    expect(await madeFor()).to.deep.equal([referral.referralId]);
  });

  it('are not made again of a bed that somebody took back', async () => {
    const { referralId } = await service.aReadyReferral();
    await choose(true);
    await service.runWorkerOnce();
    await sweep();
    const [made] = await offers();
    const coordinator = await service.as('coordinator');
    const back = await coordinator.post(
      `/api/offers/${made?.id}/withdrawal`,
      { reason: 'We speak to the family first' },
      { version: made?.version ?? 0 },
    );
    expect(back.status, back.text).to.equal(201);
    await service.runWorkerOnce();
    await sweep();
    expect((await offers()).map(({ referral_id, state }) => [referral_id, state])).to.deep.equal([
      [referralId, 'withdrawn'],
    ]);
  });
});
