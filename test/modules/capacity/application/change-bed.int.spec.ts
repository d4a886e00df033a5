import { expect } from 'chai';

import { createScheduledWork } from '../../../../src/composition/scheduled-work.js';
import { addNights, type IsoDate } from '../../../../src/kernel/iso-date.js';
import type { Outcome, Refusal } from '../../../../src/kernel/outcome.js';
import type { Plain } from '../../../../src/kernel/unit-of-work.js';
import type { PlannedCells } from '../../../../src/modules/capacity/domain/bed-change.js';
import { startService, type RunningService } from '../../../support/running-service.js';
import { actorOf, memberOf, world, type MemberEmail } from '../../../support/small-world.js';

const manager: MemberEmail = 'manager@larch.example';
const staff: MemberEmail = 'staff@larch.example';
const administrator: MemberEmail = 'administrator@national.example';
const second: MemberEmail = 'second@national.example';
const larch = actorOf(manager).home;
const national = { kind: 'national' } as const;

describe('a planned change of a bed', () => {
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service?.stop());

  const codeOf = (outcome: Outcome<Plain, Refusal>): string => (outcome.ok ? 'done' : outcome.refusal.code);
  const plan = (
    asked: PlannedCells,
    {
      startsOn = service.today,
      bedId = world.beds.plain,
      by = staff,
    }: { readonly startsOn?: IsoDate; readonly bedId?: string; readonly by?: MemberEmail } = {},
  ) =>
    service.uow.run({ actor: actorOf(by), requestId: 'plan' }, (tx) =>
      service.modules.bedChanges.planBedChange(tx, actorOf(by).home, {
        ...{ memberId: memberOf(by).memberId, bedId, asked, startsOn, today: service.today },
        reason: 'The house becomes one for women',
      }),
    );
  const planned = async (asked: PlannedCells, startsOn: IsoDate = service.today): Promise<string> => {
    const outcome = await plan(asked, { startsOn });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
    await service.runWorkerOnce();
    return outcome.value.changeId;
  };
  const decide = (changeId: string, by: MemberEmail, decision: 'confirm' | 'give-back' = 'confirm') =>
    service.uow.run({ actor: actorOf(by), requestId: 'decide' }, (tx) =>
      service.modules.bedChanges.decideBedChange(tx, by === manager ? larch : national, {
        ...{ changeId, decision, memberId: memberOf(by).memberId },
      }),
    );
  const change = async (changeId: string) => {
    const [found] = await service.uow.read((tx) =>
      service.modules.bedChanges.listBedChanges(tx, national, changeId),
    );
    return found!;
  };
  const bed = async (bedId: string = world.beds.plain) => {
    const [row]: { sex_designation: string; closes_on: IsoDate | null; version: number }[] =
      await service.dataSource.query(
        'SELECT sex_designation, closes_on, version FROM bed_unit WHERE id = ?',
        [bedId],
      );
    return row!;
  };

  it('is looked at over today’s facts, suggests nothing to anybody, and is made when somebody else confirms it', async () => {
    // Every other bed a man could have is closed: the last one is his, until it is for women.
    await service.dataSource.query('UPDATE bed_unit SET closes_on = ? WHERE id <> ?', [
      service.today,
      world.beds.plain,
    ]);
    await service.aReadyReferral({ sex: 'male', urgencyBand: 'urgent' });
    await service.runWorkerOnce();
    const runs = async () => (await service.dataSource.query('SELECT id FROM match_run')).length;
    const before = await runs();
    const changeId = await planned({ sex: 'female' });
    const { look, state } = await change(changeId);
    expect(state).to.equal('waiting');
    expect(look?.effects.find(({ band }) => band === 'urgent')).to.include({
      ...{ placedNow: 1, placedThen: 0, loses: 1, gains: 0 },
    });
    expect([await runs(), (await bed()).sex_designation]).to.deep.equal([before, 'any']);

    expect(codeOf(await decide(changeId, manager))).to.equal('done');
    expect((await bed()).sex_designation).to.equal('female');
    expect((await change(changeId)).state).to.equal('applied');
    await service.runWorkerOnce();
    const [last]: { suggested: number }[] = await service.dataSource.query(
      'SELECT suggested FROM match_run ORDER BY id DESC LIMIT 1',
    );
    expect(last!.suggested).to.equal(0);
  });

  it('is never confirmed by who planned it, whatever a program does', async () => {
    const outcome = await plan({ sex: 'female' }, { by: manager });
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    const { changeId } = outcome.value;
    expect(codeOf(await decide(changeId, administrator)), 'not looked at yet').to.equal('look-not-ready');
    await service.runWorkerOnce();
    expect(codeOf(await decide(changeId, manager))).to.equal('second-person-needed');
    const fault = await service.dataSource
      .query(`UPDATE planned_bed_change SET state = 'applied', decided_by = proposed_by WHERE id = ?`, [
        changeId,
      ])
      .then(() => null, String);
    expect(fault).to.match(/planned_bed_change_four_eyes/);
    expect(codeOf(await decide(changeId, manager, 'give-back')), 'but given back').to.equal('done');
    expect((await bed()).sex_designation).to.equal('any');
  });

  it('is confirmed once, by the first of two who do so at the same moment', async () => {
    const changeId = await planned({ sex: 'female' });
    const codes = (await Promise.all([manager, administrator, second].map((by) => decide(changeId, by)))).map(
      codeOf,
    );
    expect(codes.filter((code) => code === 'done')).to.have.length(1);
    for (const code of codes.filter((one) => one !== 'done')) {
      expect(code).to.be.oneOf(['change-already-decided', 'changed-since-you-read-it', 'look-out-of-date']);
    }
    expect((await bed()).version).to.equal(2);
  });

  it('is looked at again where the bed, its nights or the day have changed since', async () => {
    const changeId = await planned({ sex: 'female' }, addNights(service.today, 3));
    await service.aBooking({ bed: 'plain', arrivesOn: service.today, nights: 2 });
    expect(codeOf(await decide(changeId, manager))).to.equal('look-out-of-date');
    const again = await service.uow.run({ actor: actorOf(manager), requestId: 'again' }, (tx) =>
      service.modules.bedChanges.lookAgain(tx, larch, changeId),
    );
    expect(codeOf(again)).to.equal('done');
    await service.runWorkerOnce();
    expect(codeOf(await decide(changeId, manager))).to.equal('done');
    expect((await change(changeId)).state, 'its day is awaited').to.equal('confirmed');
  });

  it('waits for its day, and for whoever has the bed', async () => {
    const startsOn = addNights(service.today, 3);
    const changeId = await planned({ sex: 'female' }, startsOn);
    expect(codeOf(await decide(changeId, manager))).to.equal('done');
    await service.aBooking({ bed: 'plain', arrivesOn: service.today, nights: 5 });
    const apply = () => createScheduledWork(service.uow, service.modules)['apply-bed-changes']();
    service.clock.advance({ days: 3 });
    await apply();
    expect((await bed()).sex_designation, 'somebody came for it as it was').to.equal('any');
    expect((await change(changeId)).state).to.equal('confirmed');
    await service.dataSource.query('DELETE FROM bed_night WHERE bed_id = ?', [world.beds.plain]);
    await apply();
    expect([(await bed()).sex_designation, (await change(changeId)).state]).to.deep.equal([
      'female',
      'applied',
    ]);
    await apply();
    expect((await bed()).version, 'once').to.equal(2);
  });

  it('closes a bed by its day, over nobody’s nights, and is one at a time', async () => {
    const closesOn = addNights(service.today, 30);
    await service.aBooking({ bed: 'plain', arrivesOn: service.today, nights: 35 });
    expect(codeOf(await plan({ closesOn }, { startsOn: closesOn }))).to.equal('sheet-has-errors');
    const later = addNights(service.today, 60);
    const changeId = await planned({ closesOn: later }, later);
    expect(codeOf(await plan({ sex: 'female' }))).to.equal('change-already-waiting');
    expect(codeOf(await plan({ sex: 'any' }, { bedId: world.beds.any }))).to.equal('nothing-changes');
    expect(
      codeOf(
        await plan({ sex: 'female' }, { bedId: world.beds.any, startsOn: addNights(service.today, -1) }),
      ),
    ).to.equal('start-not-possible');
    expect(codeOf(await plan({ sex: 'female' }, { bedId: world.beds.rowan1 })), 'another’s').to.equal(
      'not-found',
    );
    expect(codeOf(await decide(changeId, manager))).to.equal('done');
    expect([(await bed()).closes_on, (await change(changeId)).state]).to.deep.equal([later, 'applied']);
  });
});
