import { expect } from 'chai';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { world, type MemberEmail, type MemberRole } from '../../../../support/small-world.js';

const path = '/api/bed-changes';

describe('planned changes of beds, for programs', () => {
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service?.stop());

  const send = async (who: MemberRole | MemberEmail, to: string, body: object = {}) => {
    const reply = await (await service.as(who)).post(`${path}${to}`, body);
    return {
      status: reply.status,
      body: reply.body,
      code: String(reply.body.type ?? '')
        .split('/')
        .at(-1),
    };
  };
  const plan = (body: object, who: MemberRole | MemberEmail = 'provider_staff') =>
    send(who, '', {
      ...{ bedId: world.beds.plain, startsOn: service.today, reason: 'The house becomes one for women' },
      ...body,
    });
  const read = async (who: MemberRole | MemberEmail, changeId: string) =>
    (await (await service.as(who)).get(`${path}/${changeId}`)).body;

  it('are planned, looked at, and made when a second person confirms them', async () => {
    await service.dataSource.query('UPDATE bed_unit SET closes_on = ? WHERE id <> ?', [
      ...[service.today, world.beds.plain],
    ]);
    await service.aReadyReferral({ sex: 'male', urgencyBand: 'urgent' });
    await service.runWorkerOnce();
    const planned = await plan({ becomes: { sex: 'female' } });
    expect(planned.status).to.equal(201);
    const { changeId } = planned.body;
    expect(await read('provider_staff', changeId)).to.deep.include({
      ...{ state: 'waiting', plannedByYou: true, effects: null, lookedAt: null },
      changes: [{ column: 'sex', becomes: 'female' }],
    });
    expect((await send('provider_manager', `/${changeId}/decision`, { decision: 'confirm' })).code).to.equal(
      'look-not-ready',
    );
    await service.runWorkerOnce();
    const urgent = ({ effects }: { effects: readonly { band: string }[] }) =>
      effects.find(({ band }) => band === 'urgent');
    const forManager = await read('provider_manager', changeId);
    expect(urgent(forManager)).to.include({ placedNow: 1, placedThen: 0, loses: 1 });
    expect(forManager.plannedByYou).to.equal(false);
    const forPlanner = await read('planner', changeId);
    expect(urgent(forPlanner), 'nobody is known by a count').to.include({
      ...{ placedNow: null, placedThen: 0, loses: null, gains: 0 },
    });
    const made = await send('provider_manager', `/${changeId}/decision`, { decision: 'confirm' });
    expect([made.status, made.body.state]).to.deep.equal([200, 'applied']);
    const again = await send('administrator', `/${changeId}/decision`, { decision: 'give-back' });
    expect([again.status, again.code]).to.deep.equal([409, 'change-already-decided']);
    expect((await send('provider_manager', `/${changeId}/look`)).code).to.equal('change-already-decided');
  });

  it('are taken back by who planned them, and by nobody else', async () => {
    const { changeId } = (await plan({ closes: true, startsOn: addNights(service.today, 60) })).body;
    expect((await send('provider_manager', `/${changeId}/withdrawal`)).code).to.equal(
      'planned-by-somebody-else',
    );
    expect((await send('manager@rowan.example', `/${changeId}/withdrawal`)).status).to.equal(404);
    const back = await send('provider_staff', `/${changeId}/withdrawal`);
    expect([back.status, back.body.state]).to.deep.equal([200, 'given_back']);
    expect((await send('provider_staff', `/${changeId}/withdrawal`)).code).to.equal('change-already-decided');
    expect((await plan({ closes: true })).status, 'and the bed is free for another plan').to.equal(201);
  });

  it('are either confirmed or taken back where both are tried at the same moment', async () => {
    const { changeId } = (await plan({ becomes: { sex: 'female' } })).body;
    await service.runWorkerOnce();
    const [confirmed, back] = await Promise.all([
      send('provider_manager', `/${changeId}/decision`, { decision: 'confirm' }),
      send('provider_staff', `/${changeId}/withdrawal`),
    ]);
    expect([confirmed.status, back.status].sort()).to.deep.equal([200, 409]);
    expect((await read('provider_manager', changeId)).state).to.equal(
      confirmed.status === 200 ? 'applied' : 'given_back',
    );
  });

  it('say what would be accepted, at the field', async () => {
    const codes = [
      await plan({}),
      await plan({ closes: true, becomes: { sex: 'female' } }),
      await plan({ becomes: { sex: 'any' } }),
      await plan({ becomes: { sex: 'female' }, startsOn: addNights(service.today, -1) }),
      await plan({ becomes: { unitType: 'shared' } }),
      await plan({ becomes: { maxAdults: 99 } }),
    ].map(({ status, code }) => `${status} ${code}`);
    expect(codes).to.deep.equal([
      '422 change-not-said',
      '422 change-not-said',
      '409 nothing-changes',
      '422 start-not-possible',
      '422 sheet-has-errors',
      '400 invalid-request',
    ]);
    const shared = await plan({ becomes: { unitType: 'shared' } });
    expect(shared.body.detail).to.contain('A bed in a shared room needs its room');
    expect((await plan({ closes: true }, 'planner')).status).to.equal(403);
    const listed = await (await service.as('manager@rowan.example')).get(path);
    expect(listed.body.changes).to.deep.equal([]);
  });
});
