import { expect } from 'chai';

import type { Actor } from '../../../../src/kernel/actor.js';
import { addNights, isoDate, type IsoDate } from '../../../../src/kernel/iso-date.js';
import { done, type Outcome, type Refusal } from '../../../../src/kernel/outcome.js';
import type { Plain, Tx } from '../../../../src/kernel/unit-of-work.js';
import { subscriptions } from '../../../../src/composition/subscriptions.js';
import { referralRepository } from '../../../../src/modules/referrals/adapters/db/referral-repository.js';
import { makeLapseAssessments } from '../../../../src/modules/referrals/application/lapse-assessments.js';
import { appendAudit } from '../../../../src/platform/db/audit-writer.js';
import { createAppendEvent } from '../../../../src/platform/outbox/outbox.js';
import type { CorrectedReferral } from '../../../../src/modules/referrals/application/ports.js';
import type { ClosingReason } from '../../../../src/modules/referrals/contract/facts.js';
import { fieldsOfDate } from '../../../../src/ui/forms/date-parts.js';
import type { EndReason, NeverStartedReason } from '../../../../src/modules/placements/domain/placement.js';
import { checkInvariants } from '../../../proof/check-invariants.js';
import { readFacts } from '../../../proof/facts.js';
import {
  startService,
  type MadePlacement,
  type RecordedReferral,
  type RunningService,
} from '../../../support/running-service.js';
import { actorOf } from '../../../support/small-world.js';

const coordinator = actorOf('coordinator');
const manager = actorOf('provider_manager');
const lapseAssessments = makeLapseAssessments({
  referrals: referralRepository,
  audit: appendAudit,
  events: createAppendEvent(subscriptions),
});

describe('a referral that asks for nothing any more', () => {
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(async () => {
    try {
      const facts = await readFacts((statement) => service.dataSource.query(statement));
      expect(checkInvariants(facts), 'broken invariants').to.deep.equal([]);
    } finally {
      await service?.stop();
    }
  });

  /** The outcome of a command as somebody, refusals included. */
  const attempt = <T extends Plain, R extends Refusal>(
    actor: Actor,
    work: (tx: Tx) => Promise<Outcome<T, R>>,
  ) => service.uow.run({ actor, requestId: 'attempt' }, work);
  const read = async ({ referralId }: RecordedReferral) => {
    const found = await service.uow.read((tx) =>
      service.modules.referrals.readReferral(tx, coordinator.home, referralId),
    );
    if (found === null) throw new Error(`No referral ${referralId}.`);
    return found;
  };
  const close = async (referral: RecordedReferral, reason: ClosingReason) =>
    attempt(coordinator, async (tx) =>
      service.modules.referrals.closeReferral(tx, coordinator.home, {
        memberId: coordinator.memberId,
        referralId: referral.referralId,
        expectedVersion: (await read(referral)).version,
        reason,
        note: null,
      }),
    );
  const never = ({ placementId, version }: MadePlacement, reason: NeverStartedReason) =>
    service.act('provider_manager', (tx) =>
      service.modules.placements.recordNeverStarted(tx, manager.home, {
        ...{ memberId: manager.memberId, placementId, expectedVersion: version, reason },
      }),
    );
  const discharge = (
    { placementId, version }: MadePlacement,
    kind: 'planned' | 'unplanned',
    reason: EndReason,
  ) =>
    attempt(manager, (tx) =>
      service.modules.placements.discharge(tx, manager.home, {
        ...{ memberId: manager.memberId, placementId, expectedVersion: version },
        ...{ endedOn: service.today, kind, reason },
      }),
    );
  const assess = async (referral: RecordedReferral, heldOn = service.today) =>
    attempt(coordinator, async (tx) =>
      service.modules.referrals.recordAssessment(tx, coordinator.home, {
        ...{ memberId: coordinator.memberId, referralId: referral.referralId, today: service.today },
        expectedVersion: (await read(referral)).version,
        heldOn,
        outcome: 'suitable',
      }),
    );
  const detox = async (
    referral: RecordedReferral,
    booked: { readonly startsOn: IsoDate; readonly endsOn: IsoDate },
  ) =>
    attempt(coordinator, async (tx) =>
      service.modules.referrals.bookDetox(tx, coordinator.home, {
        ...{ memberId: coordinator.memberId, referralId: referral.referralId, today: service.today },
        expectedVersion: (await read(referral)).version,
        ...{ site: 'Detox unit', ...booked },
      }),
    );
  const inLastRun = async ({ referralId }: RecordedReferral) => {
    const rows: { bed_id: string | null; state: string }[] = await service.dataSource.query(
      `SELECT bed_id, JSON_UNQUOTE(JSON_EXTRACT(explanation, '$.state')) AS state FROM suggestion
        WHERE referral_id = ? AND run_id = (SELECT MAX(id) FROM match_run)`,
      [referralId],
    );
    return rows[0]?.state ?? 'not on the list';
  };
  const suggestionOf = async (referral: RecordedReferral) => {
    await service.runWorkerOnce();
    return inLastRun(referral);
  };
  const askAgain = ({ givenName, familyName }: RecordedReferral) =>
    service
      .aReferral({ givenName, familyName })
      .then(() => 'recorded')
      .catch((error: unknown) => String(error));

  const correct = async (referral: RecordedReferral, given: Partial<CorrectedReferral>) =>
    attempt(coordinator, async (tx) => {
      const recorded = await service.modules.referrals.readCorrectable(tx, referral.referralId);
      if (recorded === null) throw new Error('There is nothing to correct.');
      return service.modules.referrals.correctReferral(tx, coordinator.home, {
        memberId: coordinator.memberId,
        referralId: referral.referralId,
        expectedVersion: (await read(referral)).version,
        corrected: { ...recorded, ...given },
      });
    });

  it('is closed by the coordinator with a reason, and leaves the list', async () => {
    const referral = await service.aReadyReferral();
    expect(await suggestionOf(referral)).to.equal('suggested');
    expect((await close(referral, 'withdrawn_by_person')).ok).to.equal(true);
    expect(await read(referral)).to.include({ state: 'closed', closedReason: 'withdrawn_by_person' });
    expect(await suggestionOf(referral)).to.equal('not on the list');
    expect(await askAgain(referral)).to.equal('recorded');
  });

  it('is not closed while an offer is open, a bed booked, or a stay runs', async () => {
    const offered = await service.anOffer({ bed: 'any' });
    const booked = await service.aBooking({ bed: 'plain' });
    const resident = await service.aResident({ bed: 'rowan1' });
    expect(await close(offered.referral, 'died')).to.deep.equal({
      ok: false,
      refusal: { code: 'offer-open' },
    });
    expect(await close(booked.offer.referral, 'other')).to.deep.equal({
      ok: false,
      refusal: { code: 'bed-booked' },
    });
    expect(await close(resident.offer.referral, 'other')).to.deep.equal({
      ok: false,
      refusal: { code: 'stay-runs' },
    });
    expect(await read(offered.referral)).to.include({ state: 'open' });
  });

  it('is closed at once when the booked person has died, and nobody refers them again by mistake', async () => {
    const booking = await service.aBooking();
    await never(booking, 'died');
    expect(await read(booking.offer.referral)).to.include({ state: 'closed', closedReason: 'died' });
    expect(await suggestionOf(booking.offer.referral)).to.equal('not on the list');
    expect(await askAgain(booking.offer.referral)).to.contain('person-recorded-as-died');
  });

  it('waits for a new assessment after a relapse, whatever was assessed before', async () => {
    const booking = await service.aBooking();
    const { referral } = booking.offer;
    await never(booking, 'relapse_or_unstable');
    expect(await suggestionOf(referral)).to.equal('not-ready');
    expect(await assess(referral, addNights(service.today, -1))).to.deep.equal({
      ok: false,
      refusal: { code: 'held-before-relapse', earliestOn: service.today },
    });
    expect((await assess(referral)).ok).to.equal(true);
    expect(await suggestionOf(referral)).to.equal('suggested');
  });

  it('waits for detox to be booked anew after a relapse, and an assessment alone does not do', async () => {
    const { today } = service;
    const before = { startsOn: addNights(today, -10), endsOn: addNights(today, -1) };
    const booking = await service.aBooking({ referral: await service.aReadyReferral({ detox: before }) });
    const { referral } = booking.offer;
    await never(booking, 'relapse_or_unstable');
    expect(await read(referral)).to.include({ assessedUntil: null, detox: null });
    expect((await assess(referral)).ok).to.equal(true);
    expect(await suggestionOf(referral)).to.equal('not-ready');
    const page = await (await service.as('coordinator')).page.get(`/referrals/${referral.referralId}`);
    expect(page.html).to.contain('What was booked counts no longer').and.to.contain('Book it anew');
    expect(await detox(referral, before)).to.deep.equal({
      ok: false,
      refusal: { code: 'detox-before-relapse', earliestOn: addNights(today, 1) },
    });
    expect((await detox(referral, { startsOn: today, endsOn: addNights(today, 7) })).ok).to.equal(true);
    expect(await suggestionOf(referral)).to.equal('suggested');
  });

  it('is left as it is by a relapse where nothing counts any more', async () => {
    const booking = await service.aBooking();
    const { referralId } = booking.offer.referral;
    const lapse = () =>
      service.act('provider_manager', async (tx) => {
        await lapseAssessments(tx, referralId);
        return done(true);
      });
    const steps = async (): Promise<number> => {
      const rows = await service.dataSource.query(
        `SELECT id FROM audit WHERE action = 'referrals.assessment-lapsed' AND subject_id = ?`,
        [referralId],
      );
      return rows.length;
    };
    await lapse();
    const { version } = await read(booking.offer.referral);
    await lapse();
    expect(await read(booking.offer.referral)).to.include({ version });
    expect(await steps()).to.equal(1);
  });

  it('asks for the detox of this referral, not one of years ago', async () => {
    const referral = await service.aReadyReferral();
    const coordinatorCaller = await service.as('coordinator');
    const { receivedOn, version } = await read(referral);
    const earliestOn = addNights(receivedOn, -42);
    for (const startsOn of ['1900-01-01', addNights(earliestOn, -1)]) {
      const reply = await coordinatorCaller.post(
        `/api/referrals/${referral.referralId}/detox-bookings`,
        { site: 'Detox unit', startsOn, endsOn: addNights(earliestOn, 7) },
        { version },
      );
      expect([reply.status, reply.body.type]).to.deep.equal([422, '/problems/detox-too-long-ago']);
      expect([reply.body.earliestOn, reply.body.errors[0].pointer]).to.deep.equal([earliestOn, '/startsOn']);
    }
    const address = `/referrals/${referral.referralId}`;
    const refused = await coordinatorCaller.page.submit(
      await coordinatorCaller.page.get(address),
      `${address}/detox`,
      {
        site: 'Detox unit',
        ...fieldsOfDate('startsOn', isoDate('1900-01-01')),
        ...fieldsOfDate('endsOn', service.today),
      },
    );
    expect(refused.status).to.equal(409);
    expect(refused.html).to.contain('detox so long before the referral').and.to.contain('value="1900"');
    expect((await detox(referral, { startsOn: earliestOn, endsOn: service.today })).ok).to.equal(true);
  });

  it('waits again, as ready as before, when somebody could not travel', async () => {
    const booking = await service.aBooking();
    await never(booking, 'travel');
    expect(await suggestionOf(booking.offer.referral)).to.equal('suggested');
  });

  it('is of somebody who died in a place: that is never a planned ending, and is recorded once', async () => {
    const resident = await service.aResident();
    expect(await discharge(resident, 'planned', 'died')).to.deep.equal({
      ok: false,
      refusal: { code: 'death-is-not-planned' },
    });
    expect(await discharge(resident, 'planned', 'dropped_out')).to.deep.equal({
      ok: false,
      refusal: { code: 'ending-contradicts-reason', kind: 'planned' },
    });
    expect(await discharge(resident, 'unplanned', 'completed')).to.deep.equal({
      ok: false,
      refusal: { code: 'ending-contradicts-reason', kind: 'unplanned' },
    });
    expect((await discharge(resident, 'unplanned', 'died')).ok).to.equal(true);
    await service.runWorkerOnce();
    expect(await read(resident.offer.referral)).to.include({ state: 'closed', closedReason: 'died' });
    expect(await askAgain(resident.offer.referral)).to.contain('person-recorded-as-died');
  });

  it('is closed when its person dies in a place that an earlier one led to', async () => {
    const resident = await service.aResident();
    await service.runWorkerOnce();
    const { givenName, familyName } = resident.offer.referral;
    const onward = await service.aReadyReferral({ givenName, familyName });
    expect((await discharge(resident, 'unplanned', 'died')).ok).to.equal(true);
    expect(await read(onward)).to.include({ state: 'closed', closedReason: 'died' });
    expect(await suggestionOf(onward)).to.equal('not on the list');
  });

  it('asks of the person, not of the referral, when they live in a place that an earlier one led to', async () => {
    const resident = await service.aResident();
    await service.runWorkerOnce();
    const { givenName, familyName } = resident.offer.referral;
    const onward = await service.aReadyReferral({ givenName, familyName });
    expect(await close(onward, 'died')).to.deep.equal({ ok: false, refusal: { code: 'died-in-a-place' } });
    expect(await correct(onward, { sex: 'female' })).to.deep.equal({
      ok: false,
      refusal: { code: 'sex-while-placed' },
    });
    expect((await close(onward, 'withdrawn_by_person')).ok).to.equal(true);
  });

  it('leads to one stay: none is offered after it, however late the worker that closes it', async () => {
    const { offer } = await service.aResident({ nights: 28 });
    const resident = await service.aResident({ bed: 'plain', nights: 28 });
    const { referral, departsOn } = resident.offer;
    expect((await discharge(resident, 'planned', 'completed')).ok).to.equal(true);
    expect(await read(referral)).to.include({ state: 'open' });
    const again = await attempt(coordinator, (tx) =>
      service.modules.placements.makeOffer(tx, coordinator.home, {
        memberId: coordinator.memberId,
        referralId: referral.referralId,
        bedId: resident.offer.bedId,
        arrivesOn: addNights(departsOn, 7),
        departsOn: addNights(departsOn, 21),
      }),
    );
    expect(again.ok ? 'made' : again.refusal).to.include({ code: 'person-has-a-place', state: 'ended' });
    await attempt(coordinator, async (tx) => done(await service.modules.matching.rematch(tx, 'late')));
    expect(await inLastRun(referral), 'nothing is suggested meanwhile').to.equal('offered');
    await service.runWorkerOnce();
    expect(await read(referral)).to.include({ state: 'closed', closedReason: 'placed' });
    expect(await read(offer.referral)).to.include({ state: 'closed', closedReason: 'placed' });
  });

  describe('and one that was recorded wrongly', () => {
    it('is put right, kept as it was and as it is, and places are looked for again', async () => {
      const referral = await service.aReadyReferral({ needsWetRoom: false });
      const corrected = await correct(referral, {
        sex: 'female',
        needsWetRoom: true,
        urgencyBand: 'urgent',
        urgencyReason: 'Nowhere to stay',
      });
      expect(corrected.ok).to.equal(true);
      expect(await read(referral)).to.include({ sex: 'female', needsWetRoom: true, urgencyBand: 'urgent' });
      expect(await suggestionOf(referral)).to.equal('suggested');
      const [kept]: { before_json: object; after_json: object; actor_id: string }[] =
        await service.dataSource.query(
          `SELECT before_json, after_json, actor_id FROM audit WHERE action = 'referrals.referral-corrected'`,
        );
      expect(kept?.actor_id).to.equal(coordinator.memberId);
      expect(kept?.before_json).to.include({ sex: 'male', urgencyBand: 'soon' });
      expect(kept?.after_json).to.deep.equal({
        sex: 'female',
        urgencyBand: 'urgent',
        urgencyReason: 'Nowhere to stay',
        needsWetRoom: true,
      });
    });

    it('is refused as recorded nothing new, impossible, or promised to others by the sex', async () => {
      const offer = await service.anOffer();
      const refusalOf = async (given: Partial<CorrectedReferral>) => {
        const outcome = await correct(offer.referral, given);
        return outcome.ok ? 'corrected' : outcome.refusal.code;
      };
      expect(await refusalOf({})).to.equal('nothing-corrected');
      expect(await refusalOf({ sex: 'female' })).to.equal('sex-while-placed');
      expect(await refusalOf({ bornOn: addNights(service.today, -120 * 366) })).to.equal('born-too-long-ago');
      expect(
        await refusalOf({ children: 1, oldestChildBornOn: addNights(service.today, -19 * 366) }),
      ).to.equal('oldest-child-not-a-child');
      expect(await refusalOf({ needsStepFree: true })).to.equal('corrected');
    });
  });
});
