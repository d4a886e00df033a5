import { expect } from 'chai';

import { createScheduledWork } from '../../../../src/composition/scheduled-work.js';
import { addNights, type IsoDate } from '../../../../src/kernel/iso-date.js';
import {
  startService,
  type RecordedReferral,
  type RunningService,
} from '../../../support/running-service.js';
import { actorOf } from '../../../support/small-world.js';

const coordinator = actorOf('coordinator');

describe('a referral that has run out', () => {
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(async () => {
    await service?.stop();
  });

  const aNight = () => createScheduledWork(service.uow, service.modules)['expire-referrals']();
  const read = async ({ referralId }: RecordedReferral) =>
    (await service.uow.read((tx) =>
      service.modules.referrals.readReferral(tx, coordinator.home, referralId),
    ))!;
  const contact = (
    { referralId }: RecordedReferral,
    contactedOn: IsoDate,
    outcome: 'reached' | 'no_answer' = 'no_answer',
  ) =>
    service.act('coordinator', (tx) =>
      service.modules.referrals.recordContact(tx, coordinator.home, {
        ...{ memberId: coordinator.memberId, referralId, today: service.today, contactedOn, outcome },
        ...{ channel: 'telephone', note: null },
      }),
    );
  const day = (days: number): IsoDate => addNights(service.today, days);
  const longAgo = () => ({ receivedOn: day(-400) });

  it('is closed in the night, once tries to reach the person came to nothing, and says why', async () => {
    const referral = await service.aReferral(longAgo());
    await aNight();
    expect((await read(referral)).state).to.equal('open');
    await contact(referral, day(-20));
    await contact(referral, day(-13));
    await aNight();
    expect((await read(referral)).state).to.equal('open');
    service.clock.advance({ days: 1 });
    await aNight();
    await aNight();
    expect(await read(referral)).to.include({ state: 'closed', closedReason: 'expired' });
    const page = await (await service.as('coordinator')).page.get(`/referrals/${referral.referralId}`);
    expect(page.html).to.contain('Ran out: the person could not be reached for long');
    expect((await service.aReferral({ familyName: referral.familyName })).version).to.equal(1);
  });

  it('stays open for somebody who answered, who has an offer, or who cannot go', async () => {
    const answered = await service.aReferral(longAgo());
    const { referral: offered } = await service.anOffer({
      bed: 'rowan1',
      referral: await service.aReadyReferral(longAgo()),
    });
    const away = await service.aReferral(longAgo());
    for (const one of [answered, offered, away]) {
      await contact(one, day(-40));
      await contact(one, day(-30));
    }
    await contact(answered, day(-20), 'reached');
    await service.act('coordinator', (tx) =>
      service.modules.referrals.recordUnavailability(tx, coordinator.home, {
        ...{ memberId: coordinator.memberId, referralId: away.referralId, expectedVersion: 1 },
        ...{ today: service.today, fromOn: day(-2), toOn: null, reason: 'prison' },
      }),
    );
    const runsOut = await service.aReferral(longAgo());
    await contact(runsOut, day(-40));
    await contact(runsOut, day(-30));
    await aNight();
    const states = await Promise.all([answered, offered, away, runsOut].map(read));
    expect(states.map(({ state }) => state)).to.deep.equal(['open', 'open', 'open', 'closed']);
  });

  it('is not closed when the person is reached at that moment: one of the two comes first', async () => {
    for (let round = 0; round < 5; round += 1) {
      const referral = await service.aReferral(longAgo());
      await contact(referral, day(-40));
      await contact(referral, day(-30));
      const [reached] = await Promise.all([
        contact(referral, service.today, 'reached').then(
          () => true,
          () => false,
        ),
        aNight(),
      ]);
      expect((await read(referral)).state, `round ${round}`).to.equal(reached ? 'open' : 'closed');
    }
  });
});
