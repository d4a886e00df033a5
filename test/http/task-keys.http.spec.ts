import { expect } from 'chai';

import { addNights } from '../../src/kernel/iso-date.js';
import { pence } from '../../src/kernel/money.js';
import { namedInKeys, taskKinds } from '../../src/modules/tasks/domain/task.js';
import type { Caller, Reply } from '../support/caller.js';
import { startService, type RunningService } from '../support/running-service.js';
import { actorOf, memberOf, world, type MemberEmail } from '../support/small-world.js';

describe('the key of a task about somebody whose record is restricted', () => {
  const named: MemberEmail = 'coordinator@glasgow.example';
  const stranger: MemberEmail = 'approver@glasgow.example';
  let service: RunningService;
  let ids: Readonly<Record<NonNullable<(typeof namedInKeys)[keyof typeof namedInKeys]>, string>>;

  const made = (reply: Reply): ReturnType<JSON['parse']> => {
    expect(reply.status, reply.text).to.be.oneOf([200, 201]);
    return reply.body;
  };

  before(async () => {
    service = await startService();
    const coordinator = await service.as(named);
    const administrator = await service.as('administrator@national.example');

    const waiting = await service.aReferral();
    const at = `/api/referrals/${waiting.referralId}`;
    const { requestId } = made(
      await coordinator.post(`${at}/suitability-requests`, {
        ...{ projectId: world.projects.larchHouse.id, note: 'Has a dog' },
      }),
    );
    const { transferId } = made(
      await coordinator.post(`${at}/transfers`, {
        ...{ toPartnershipId: world.partnerships.highland.id, reason: 'Lives in Inverness' },
      }),
    );
    const second = actorOf('second@glasgow.example');
    await service.act('second@glasgow.example', (tx) =>
      service.modules.funding.proposeApproval(tx, second.home, {
        ...{ memberId: second.memberId, referralId: waiting.referralId, decidedOn: service.today },
        ...{ today: service.today, weeks: 50, weeklyRatePence: pence(100_000), exceptionalReason: null },
      }),
    );
    const [{ id: proposalId }] = await service.dataSource.query(
      'SELECT id FROM funding_proposal WHERE referral_id = ?',
      [waiting.referralId],
    );

    const { placementId, version, offer } = await service.aResident({ bed: 'any', nights: 28 });
    const { moveId } = made(
      await coordinator.post(
        `/api/placements/${placementId}/provider-moves`,
        {
          ...{ movesOn: addNights(service.today, 7), departsOn: addNights(service.today, 28) },
          ...{ bedId: world.beds.rowan1, weeklyRatePence: 105_000, reason: 'Nearer home' },
        },
        { version },
      ),
    );
    const { repairId } = made(
      await administrator.post(
        `/api/placements/${placementId}/repairs`,
        { kind: 'arrival_undone', reason: 'Another person was ticked' },
        { version },
      ),
    );
    const { takeoverId } = made(
      await coordinator.post(`/api/referrals/${offer.referral.referralId}/funding-takeover`, {
        ...{ fromOn: addNights(service.today, 7), weeklyRatePence: 105_000, payer: 'self', otherPayers: [] },
        reason: 'She inherits',
      }),
    );
    ids = {
      ...{ referralId: waiting.referralId, requestId, transferId, proposalId },
      ...{ offerId: offer.offerId, placementId, moveId, repairId, takeoverId },
    };
    for (const { referralId } of [waiting, offer.referral]) {
      made(
        await coordinator.post(
          `/api/referrals/${referralId}/restriction`,
          {
            ...{ kind: 'known_to_staff', reason: 'Her brother works at the desk' },
            readers: [memberOf(named).memberId],
          },
          { version: 1 },
        ),
      );
    }
  });
  after(() => service?.stop());

  const give = (caller: Caller, key: string) =>
    caller.post(`/api/tasks/${key}/holder`, { memberId: null, heldVersion: 0 });

  for (const kind of taskKinds) {
    const name = namedInKeys[kind];
    it(`${name === null ? 'leads to nobody' : 'is shut to whoever is not named'}: ${kind}`, async () => {
      const [theirs, ours] = await Promise.all([service.as(stranger), service.as(named)]);
      const key = `${kind}~${name === null ? world.projects.larchHouse.id : ids[name]}`;
      for (const form of [key, `${key}~2026-11-23`]) {
        const answer = await give(theirs, form);
        expect(answer.body.type, form).to.equal(
          name === null ? '/problems/not-found' : '/problems/restricted-record',
        );
        expect((await give(ours, form)).body.type, form).to.not.equal('/problems/restricted-record');
      }
    });
  }

  it('is shut on the page of the day as well, which leads to who may see the record', async () => {
    const theirs = await service.as(stranger);
    const path = `/today/tasks/decide-funding~${ids.referralId}/holder`;
    const answer = await theirs.page.post(path, { to: 'me' });
    expect(answer.location).to.equal(`/referrals/${ids.referralId}/restriction`);
  });
});
