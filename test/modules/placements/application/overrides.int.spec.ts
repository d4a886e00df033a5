import { expect } from 'chai';

import { systemActor } from '../../../../src/kernel/actor.js';
import { addNights } from '../../../../src/kernel/iso-date.js';
import { done } from '../../../../src/kernel/outcome.js';
import {
  startService,
  type RecordedReferral,
  type RunningService,
} from '../../../support/running-service.js';
import { actorOf } from '../../../support/small-world.js';

const coordinator = actorOf('coordinator');

describe('an offer that is not what is suggested', () => {
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(async () => {
    await service?.stop();
  });

  const rematch = () =>
    service.act('administrator', async (tx) =>
      done(await service.modules.matching.rematch(tx, 'nightly', { isRebuild: true })),
    );
  /** The bed of the newest run for each, by referral. */
  const suggested = async (): Promise<ReadonlyMap<string, string>> => {
    const rows: { referral_id: string; bed_id: string }[] = await service.dataSource.query(
      'SELECT referral_id, bed_id FROM suggestion WHERE run_id = (SELECT MAX(id) FROM match_run) AND bed_id IS NOT NULL',
    );
    return new Map(rows.map(({ referral_id, bed_id }) => [referral_id, bed_id]));
  };
  const offer = ({ referralId }: RecordedReferral, bedId: string, reason?: string) =>
    service.uow.run({ actor: systemActor, requestId: 'override' }, (tx) =>
      service.modules.placements.makeOffer(tx, coordinator.home, {
        ...{ memberId: coordinator.memberId, referralId, bedId },
        ...{ arrivesOn: service.today, departsOn: addNights(service.today, 28) },
        ...(reason === undefined ? {} : { override: { reason } }),
      }),
    );
  const kept = (): Promise<readonly { kind: string; reason: string; passed: string | null }[]> =>
    service.dataSource.query(
      'SELECT kind, reason, passed_over_referral_id AS passed FROM offer_override ORDER BY made_at',
    );
  const bedOf = (of: ReadonlyMap<string, string>, { referralId }: RecordedReferral): string => {
    const bedId = of.get(referralId);
    if (bedId === undefined) throw new Error(`Nothing is suggested to ${referralId}.`);
    return bedId;
  };

  it('needs no reason where it is the bed suggested, nor before anything is suggested', async () => {
    const first = await service.aReadyReferral();
    expect((await offer(first, '00000005-0000-7000-8000-000000000000')).ok).to.equal(false);
    const second = await service.aReadyReferral();
    await rematch();
    expect((await offer(second, bedOf(await suggested(), second))).ok).to.equal(true);
    expect(await kept()).to.deep.equal([]);
  });

  it('is refused without a reason, and kept with it: a bed suggested to nobody', async () => {
    const only = await service.aReadyReferral();
    await rematch();
    const own = bedOf(await suggested(), only);
    const [free] = await service.dataSource.query(
      `SELECT id FROM bed_unit WHERE id <> ? AND room_id IS NULL AND unit_type = 'single' AND bed_type = 'rehab'
          AND sex_designation = 'any' AND id NOT IN (SELECT bed_id FROM suggestion WHERE bed_id IS NOT NULL) LIMIT 1`,
      [own],
    );
    const refused = await offer(only, free.id);
    expect(refused).to.deep.equal({
      ok: false,
      refusal: { code: 'override-reason-missing', kind: 'own-choice', loses: null },
    });
    expect((await offer(only, free.id, 'Nearer to the family')).ok).to.equal(true);
    expect(await kept()).to.deep.equal([
      { kind: 'own-choice', reason: 'Nearer to the family', passed: null },
    ]);
  });

  it('names to the record whom it passes over', async () => {
    const ahead = await service.aReadyReferral({ urgencyBand: 'urgent', urgencyReason: 'Overdose' });
    const later = await service.aReadyReferral({ urgencyBand: 'routine', urgencyReason: 'Stable' });
    await rematch();
    const beds = await suggested();
    await service.dataSource.query(
      `UPDATE suggestion SET explanation = JSON_SET(explanation, '$.options', JSON_ARRAY()) WHERE referral_id = ?`,
      [later.referralId],
    );
    const refused = await offer(later, bedOf(beds, ahead));
    expect(refused.ok ? null : refused.refusal).to.deep.equal({
      code: 'override-reason-missing',
      kind: 'passes-over',
      loses: 'urgent',
    });
    expect((await offer(later, bedOf(beds, ahead), 'Agreed by telephone')).ok).to.equal(true);
    expect(await kept()).to.deep.equal([
      { kind: 'passes-over', reason: 'Agreed by telephone', passed: ahead.referralId },
    ]);
  });

  it('is made without a suggestion to somebody the run did not see, with a reason', async () => {
    await service.aReadyReferral();
    await rematch();
    const beds = [...(await suggested()).values()];
    const unseen = await service.aReadyReferral();
    const refused = await offer(unseen, beds[0] ?? '');
    expect(refused.ok ? null : refused.refusal).to.deep.equal({
      code: 'override-reason-missing',
      kind: 'without-suggestion',
      loses: null,
    });
  });
});
