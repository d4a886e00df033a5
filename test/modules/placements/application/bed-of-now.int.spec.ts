import { expect } from 'chai';

import { systemActor } from '../../../../src/kernel/actor.js';
import { addNights, type IsoDate } from '../../../../src/kernel/iso-date.js';
import type { Outcome, Refusal } from '../../../../src/kernel/outcome.js';
import type { Plain, Tx } from '../../../../src/kernel/unit-of-work.js';
import { checkInvariants } from '../../../proof/check-invariants.js';
import { readFacts } from '../../../proof/facts.js';
import { startService, type MadePlacement, type RunningService } from '../../../support/running-service.js';
import { actorOf, world, type BedName } from '../../../support/small-world.js';

const manager = actorOf('provider_manager');

describe('the bed somebody has now, and since when', () => {
  let service: RunningService;
  let from: IsoDate;
  beforeEach(async () => {
    service = await startService();
    from = service.today;
  });
  afterEach(async () => {
    await service?.stop();
  });

  type Step = (
    tx: Tx,
    change: { readonly memberId: string; readonly placementId: string; readonly expectedVersion: number },
  ) => Promise<Outcome<Plain, Refusal>>;
  /** A step at the version there is; done, or the code of its refusal. */
  const take = async ({ placementId }: MadePlacement, step: Step): Promise<string> => {
    service.clock.advance({ seconds: 1 });
    const there = await service.uow.read((tx) =>
      service.modules.placements.placements.find(tx, { kind: 'national' }, placementId),
    );
    const change = { memberId: manager.memberId, placementId, expectedVersion: there!.version };
    const context = { actor: systemActor, requestId: 'bed-of-now' };
    const outcome = await service.uow.run(context, (tx) => step(tx, change));
    return outcome.ok ? 'done' : outcome.refusal.code;
  };
  const steps = () => service.modules.placements;
  const move = (stay: MadePlacement, bed: BedName, movesOn: IsoDate) =>
    take(stay, (tx, change) =>
      steps().moveBed(tx, manager.home, { ...change, bedId: world.beds[bed], movesOn, reason: 'Quieter' }),
    );
  const dates = (stay: MadePlacement, arrivesOn: IsoDate, departsOn: IsoDate) =>
    take(stay, (tx, change) =>
      steps().changeDates(tx, manager.home, { ...change, arrivesOn, departsOn, reason: 'The journey' }),
    );
  const admit = (stay: MadePlacement, admittedOn: IsoDate) =>
    take(stay, (tx, change) => steps().admit(tx, manager.home, { ...change, admittedOn }));
  const leave = (stay: MadePlacement, endedOn: IsoDate) =>
    take(stay, (tx, change) =>
      steps().discharge(tx, manager.home, { ...change, endedOn, kind: 'planned', reason: 'completed' }),
    );
  const brokenInvariants = async () => {
    await service.runWorkerOnce();
    return checkInvariants(await readFacts((statement) => service.dataSource.query(statement)));
  };

  it('is theirs from the first night when a booking changed its bed and then came earlier', async () => {
    const booking = await service.aBooking({ bed: 'any', arrivesOn: addNights(from, 10), nights: 14 });
    expect(await move(booking, 'shared1', addNights(from, 10))).to.equal('done');
    expect(await dates(booking, from, addNights(from, 14))).to.equal('done');
    expect(await admit(booking, from)).to.equal('done');
    service.clock.advance({ days: 3 });
    expect(await dates(booking, from, addNights(from, 5))).to.equal('done');
    expect(await leave(booking, addNights(from, 3))).to.equal('done');
    expect(await brokenInvariants()).to.deep.equal([]);
  });

  it('is theirs from the day they came when that was late: nobody is moved on a day before', async () => {
    const booking = await service.aBooking({ bed: 'any', arrivesOn: from, nights: 14 });
    expect(await move(booking, 'shared1', from)).to.equal('done');
    service.clock.advance({ days: 3 });
    expect(await admit(booking, addNights(from, 3))).to.equal('done');
    expect(await move(booking, 'any', addNights(from, 2))).to.equal('move-outside-stay');
    expect(await brokenInvariants()).to.deep.equal([]);
  });

  it('fits for longer whoever slept in its room before they were moved there', async () => {
    const him = await service.aResident({
      referral: await service.aReadyReferral({ sex: 'male' }),
      ...{ bed: 'shared1', nights: 3 },
    });
    const her = await service.aResident({
      referral: await service.aReadyReferral({ sex: 'female' }),
      ...{ bed: 'any', nights: 14 },
    });
    service.clock.advance({ days: 4 });
    expect(await leave(him, addNights(from, 3))).to.equal('done');
    expect(await move(her, 'shared2', addNights(from, 4))).to.equal('done');
    expect(await dates(her, from, addNights(from, 21))).to.equal('done');
    expect(await brokenInvariants()).to.deep.equal([]);
  });
});
