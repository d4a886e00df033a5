import { expect } from 'chai';

import { systemActor } from '../../../src/kernel/actor.js';
import { done } from '../../../src/kernel/outcome.js';
import { keepCounted } from '../../../src/modules/measures/adapters/db/keep-counted.js';
import { execute } from '../../../src/platform/db/sql.js';
import { startService, type RunningService } from '../../support/running-service.js';

describe('what is counted of two people at once', () => {
  let service: RunningService;
  const context = { actor: systemActor, requestId: 'test-counting' };

  before(async () => {
    service = await startService();
  });
  after(() => service.stop());

  it('is kept of the one while a step of the other still goes on', async () => {
    const bookings = [
      await service.aBooking({ bed: 'plain', referral: await service.aReadyReferral({ sex: 'male' }) }),
      await service.aBooking({ bed: 'male', referral: await service.aReadyReferral({ sex: 'male' }) }),
    ];
    const stepOf = (booking: (typeof bookings)[number] | undefined) => [
      { action: 'test', subjectKind: 'placement', subjectId: booking?.placementId ?? '' },
    ];
    const kept = await service.uow.run(context, async (tx) => {
      await keepCounted(tx, stepOf(bookings[0]));
      return service.uow.run(context, async (other) => {
        // Long enough for a step, and far shorter than the first one goes on.
        await execute(other, 'SET SESSION innodb_lock_wait_timeout = 1', []);
        await keepCounted(other, stepOf(bookings[1]));
        await execute(other, 'SET SESSION innodb_lock_wait_timeout = DEFAULT', []);
        return done('kept');
      });
    });
    expect(kept).to.deep.include({ ok: true, value: 'kept' });
  });
});
