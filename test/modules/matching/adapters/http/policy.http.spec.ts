import { expect } from 'chai';

import { placementPolicy } from '../../../../../config/placement-policy.js';
import { addNights } from '../../../../../src/kernel/iso-date.js';
import { unknownId } from '../../../../support/example-of.js';
import type { Caller } from '../../../../support/caller.js';
import { startService, type RunningService } from '../../../../support/running-service.js';

const { version: _version, ...setUpWith } = placementPolicy.matching;
const path = '/api/matching/policy-changes';

describe('the API of how people are matched', () => {
  let service: RunningService;
  let administrator: Caller;
  let planner: Caller;
  let coordinator: Caller;
  let highland: Caller;
  const look = (who: Caller, policy: object, startsOn = service.today) =>
    who.post(path, {
      policy: { ...setUpWith, ...policy },
      startsOn,
      reason: 'The steering group decided it',
    });

  before(async () => {
    service = await startService();
    administrator = await service.as('administrator');
    planner = await service.as('planner');
    coordinator = await service.as('coordinator');
    highland = await service.as('coordinator@highland.example');
  });
  after(() => service?.stop());

  it('names what a policy leaves out, and what is not possible, with what would be', async () => {
    const incomplete = await look(administrator, {
      wishes: ['project', 'area'],
      preparationDays: { emergency: 0, urgent: 1, soon: 3 },
    });
    expect([incomplete.status, incomplete.body.type]).to.deep.equal([422, '/problems/policy-incomplete']);
    expect(incomplete.body.detail).to.equal('Left out: wishes: mix, preparationDays: routine.');
    const beyond = await look(administrator, { offerHorizonDays: 90 });
    expect(beyond.body).to.include({ type: '/problems/policy-out-of-bounds' });
    expect(beyond.body.detail).to.contain('from 1 to 42');
    for (const offerHorizonDays of [-1, 1_000_000_000]) {
      const { status, body } = await look(administrator, { offerHorizonDays });
      expect([status, body.errors?.[0]?.pointer, body.errors?.[0]?.detail]).to.deep.equal([
        400,
        '/policy/offerHorizonDays',
        'Give a whole number from 0 to 1000.',
      ]);
    }
    const past = await look(administrator, { offerHorizonDays: 21 }, addNights(service.today, -1));
    expect(past.body).to.include({ type: '/problems/start-not-possible' });
    expect((await look(administrator, {})).body).to.include({ type: '/problems/nothing-changes' });
  });

  it('lets planners look and administrators ask; coordinators see counts of all and names of their own', async () => {
    const own = await service.aReadyReferral({ urgencyBand: 'routine' });
    await service.aReadyReferral({ urgencyBand: 'routine', partnership: 'highland' });
    expect((await look(coordinator, { offerHorizonDays: 21 })).status).to.equal(403);
    const looked = await look(planner, {
      preparationDays: { ...setUpWith.preparationDays, routine: 14 },
    });
    expect(looked.status).to.equal(201);
    const change = `${path}/${looked.body.changeId}`;
    expect((await planner.get(change)).body.preview, 'not worked out yet').to.equal(null);
    expect((await administrator.post(`${change}/request`, {})).body).to.include({
      type: '/problems/preview-not-ready',
    });
    await service.runWorkerOnce();
    const { preview } = (await planner.get(change)).body;
    expect(preview.groups, 'fewer than five people are in no group that is told').to.deep.equal([]);
    expect(preview.moves.find(({ band }: { band: string }) => band === 'routine')).to.include({
      'another-day': null,
      gains: 0,
    });
    expect((await planner.get(`${change}/people`)).status, 'counts only').to.equal(403);
    const moved = await coordinator.get(`${change}/people`);
    expect(moved.body.people).to.have.length(1);
    expect(moved.body.people[0]).to.include({ referralId: own.referralId, move: 'another-day' });

    expect((await planner.post(`${change}/request`, {})).status).to.equal(403);
    const early = await administrator.post(`${change}/decision`, { decision: 'confirm' });
    expect([early.status, early.body.type]).to.deep.equal([409, '/problems/change-not-asked-for']);
    expect((await administrator.post(`${change}/request`, {})).body.state).to.equal('waiting');
    const alone = await administrator.post(`${change}/decision`, { decision: 'confirm' });
    expect([alone.status, alone.body.type]).to.deep.equal([409, '/problems/second-person-needed']);
    const second = await service.as('second@national.example');
    // Cut off on the way: neither is guessed.
    const cut = await second.page.post(`/matching/policy/changes/${looked.body.changeId}/decision`, {});
    expect([cut.status, cut.html.includes('confirm the change or take it back')]).to.deep.equal([400, true]);
    const confirmed = await second.post(`${change}/decision`, { decision: 'confirm' });
    expect(confirmed.body).to.include({ state: 'applied', inForceFrom: service.today });
    expect((await coordinator.get('/api/matching/policy')).body).to.deep.include({ version: 'policy-1' });
    expect((await second.post(`${change}/decision`, { decision: 'withdraw' })).body).to.include({
      type: '/problems/change-already-decided',
    });
  });

  it('tells what a change would do to groups of five or more', async () => {
    for (let person = 0; person < 5; person += 1)
      await service.aReadyReferral({ sex: 'female', urgencyBand: 'emergency' });
    const looked = await look(planner, { bands: ['soon', 'urgent', 'routine', 'emergency'] });
    await service.runWorkerOnce();
    const { preview } = (await coordinator.get(`${path}/${looked.body.changeId}`)).body;
    const women = preview.groups.find(({ group }: { group: string }) => group === 'female');
    expect(women).to.include({ dimension: 'sex', people: 5, earlier: null, later: 5, hasFallen: false });
  });

  it('shows a partnership’s choices to itself and the country only', async () => {
    const approver = await service.as('approver');
    const asked = await approver.post('/api/matching/choices', {
      ...{ automaticOffers: true, parallelOffers: 2, startsOn: service.today },
      reason: 'Agreed with the partnership board',
    });
    expect(asked.status).to.equal(201);
    const { changeId } = asked.body;
    expect((await highland.get(`${path}/${changeId}`)).status).to.equal(404);
    expect(
      (await highland.post(`/api/matching/choices/${changeId}/decision`, { decision: 'confirm' })).status,
    ).to.equal(404);
    const known = async (who: Caller) =>
      (await who.get(path)).body.changes.some((change: { changeId: string }) => change.changeId === changeId);
    expect([await known(coordinator), await known(planner), await known(highland)]).to.deep.equal([
      ...[true, true, false],
    ]);
    await coordinator.post(`/api/matching/choices/${changeId}/decision`, { decision: 'confirm' });
    expect((await coordinator.get('/api/matching/policy')).body.own).to.deep.equal({
      ...{ automaticOffers: true, parallelOffers: 2 },
    });
    expect((await planner.get(`${path}/${unknownId}`)).status).to.equal(404);
  });
});
