import { expect } from 'chai';

import { placementPolicy } from '../../../../config/placement-policy.js';
import { isoDate } from '../../../../src/kernel/iso-date.js';
import { pence } from '../../../../src/kernel/money.js';
import { readRefusedPlaces } from '../../../../src/modules/placements/adapters/db/places-of-referrals.js';
import { startService, type MadeOffer, type RunningService } from '../../../support/running-service.js';
import { actorOf, memberOf, world, type MemberEmail } from '../../../support/small-world.js';

const larch = world.projects.larchHouse.id;
const alec = actorOf('approver@glasgow.example');

describe('a no to an offer', () => {
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service?.stop());

  const decline = async ({ offerId, version }: MadeOffer, refusedBy: string, reason: string) => {
    // That the money is gone is the partnership’s to say.
    const who = refusedBy === 'funder' ? 'coordinator@glasgow.example' : 'manager@larch.example';
    const reply = await (
      await service.as(who)
    ).post(`/api/offers/${offerId}/refusal`, { refusedBy, reason }, { version });
    expect(reply.status, reply.text).to.equal(201);
  };
  const closedTo = async ({ referral }: MadeOffer) => {
    const places = await service.uow.read((tx) =>
      readRefusedPlaces(placementPolicy.afterRefusal)(tx, [referral.referralId]),
    );
    const found = places.get(referral.referralId);
    return { projects: [...(found?.projectIds ?? [])], beds: [...(found?.bedIds ?? [])] };
  };
  const told = async (who: MemberEmail, subjectId: string): Promise<readonly string[]> => {
    const rows: readonly { kind: string }[] = await service.dataSource.query(
      'SELECT kind FROM notification WHERE member_id = ? AND subject_id = ? ORDER BY id',
      [memberOf(who).memberId, subjectId],
    );
    return rows.map(({ kind }) => kind);
  };
  const suggested = async (referralId: string) => {
    const [row] = await service.dataSource.query(
      `SELECT bed_id AS bedId, priority_rank AS priorityRank, cause FROM suggestion s
         JOIN match_run r ON r.id = s.run_id
        WHERE r.id = (SELECT MAX(id) FROM match_run) AND s.referral_id = ?`,
      [referralId],
    );
    return row;
  };

  it('leads to the suggestion of the next person by its own message, and their coordinator is told', async () => {
    // Nobody but these two can be in the family unit, and one of them has it.
    const bornOn = isoDate('2019-05-01');
    const first = await service.anOffer({
      referral: await service.aReadyReferral({ children: 1, oldestChildBornOn: bornOn }),
      bed: 'family',
    });
    const next = await service.aReadyReferral({
      ...{ children: 1, oldestChildBornOn: bornOn, partnership: 'highland' },
    });
    await service.runWorkerOnce();
    expect((await suggested(next.referralId)).bedId).to.equal(null);
    await decline(first, 'person', 'not_ready');
    // The message of the answer alone: no sweep has run, and no time has passed.
    await service.runWorkerOnce();
    expect(await suggested(next.referralId)).to.include({
      bedId: world.beds.family,
      cause: 'placements.offer-resolved',
    });
    expect(await told('coordinator@highland.example', next.referralId)).to.include('bed-freed');
    // Who said no stays where they were on the list, and is suggested nothing there for now.
    expect(await suggested(first.referral.referralId)).to.include({ bedId: null, priorityRank: 1 });
  });

  it('of the person keeps the project from them for a week, and then it is suggested again', async () => {
    const offer = await service.anOffer({ bed: 'any' });
    await decline(offer, 'person', 'not_ready');
    expect(await closedTo(offer)).to.deep.equal({ projects: [larch], beds: [] });
    service.clock.advance({ days: 7 });
    expect(await closedTo(offer)).to.deep.equal({ projects: [], beds: [] });
  });

  it('for a bed that cannot be used keeps that bed alone from them', async () => {
    const offer = await service.anOffer({ bed: 'any' });
    await decline(offer, 'provider', 'bed_not_usable');
    expect(await closedTo(offer)).to.deep.equal({ projects: [], beds: [world.beds.any] });
  });

  it('of the project stands until it says that the person is suitable', async () => {
    const offer = await service.anOffer({ bed: 'any' });
    await decline(offer, 'provider', 'needs_cannot_be_met');
    service.clock.advance({ days: 100 });
    expect((await closedTo(offer)).projects).to.deep.equal([larch]);
    const coordinator = await service.as('coordinator');
    const asked = await coordinator.post(`/api/referrals/${offer.referral.referralId}/suitability-requests`, {
      ...{ projectId: larch, note: null },
    });
    expect(asked.status, asked.text).to.equal(201);
    const [{ version: referralVersion }] = await service.dataSource.query(
      'SELECT version FROM referral WHERE id = ?',
      [offer.referral.referralId],
    );
    const manager = await service.as('manager@larch.example');
    const answered = await manager.post(
      `/api/suitability-requests/${asked.body.requestId}/answer`,
      { referralVersion, answer: { kind: 'suitable' } },
      { version: 1 },
    );
    expect(answered.status, answered.text).to.equal(200);
    expect((await closedTo(offer)).projects).to.deep.equal([]);
  });

  it('of the funder is told to approvers, and stands until money is approved anew', async () => {
    const offer = await service.anOffer({ bed: 'any' });
    await decline(offer, 'funder', 'funding_withdrawn');
    await service.runWorkerOnce();
    expect(await told('approver@glasgow.example', offer.offerId)).to.deep.equal(['offer-declined']);
    expect((await closedTo(offer)).projects).to.deep.equal([larch]);
    service.clock.advance({ minutes: 1 });
    await service.act('approver@glasgow.example', (tx) =>
      service.modules.funding.decideFunding(tx, alec.home, {
        ...{ memberId: alec.memberId, today: service.today, referralId: offer.referral.referralId },
        ...{ decidedOn: service.today, decision: 'approved', weeks: 12, weeklyRatePence: pence(105_000) },
      }),
    );
    expect((await closedTo(offer)).projects).to.deep.equal([]);
  });
});
