import { expect } from 'chai';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import { fieldsOfDate } from '../../../../../src/ui/forms/date-parts.js';
import { shortDate } from '../../../../../src/ui/presenters/dates.js';
import type { Caller } from '../../../../support/caller.js';
import {
  startService,
  type MadePlacement,
  type RunningService,
} from '../../../../support/running-service.js';

describe('leave', () => {
  let service: RunningService;
  let staff: Caller;
  let coordinator: Caller;
  let here: MadePlacement;

  beforeEach(async () => {
    service = await startService();
    staff = await service.as('provider_staff');
    coordinator = await service.as('coordinator');
    here = await service.aResident({ bed: 'any', nights: 28 });
    service.clock.advance({ days: 7 });
  });
  afterEach(async () => {
    await service?.stop();
  });

  const at = (step: string): string => `/api/placements/${here.placementId}/${step}`;
  const away = (nights = 2) => ({
    fromOn: service.today,
    backExpectedOn: addNights(service.today, nights),
    reason: 'family',
  });

  it('is recorded by the project, seen by the partnership, and keeps the bed and the money', async () => {
    const rows = async () => [
      await service.dataSource.query('SELECT bed_id, night, claim_id FROM bed_night ORDER BY night'),
      await service.dataSource.query('SELECT id, held_pence, spent_pence FROM budget ORDER BY id'),
    ];
    const before = await rows();
    expect((await coordinator.post(at('leaves'), away())).status).to.equal(403);
    const done = await staff.post(at('leaves'), away());
    expect(done.status, done.text).to.equal(201);
    expect(await rows()).to.deep.equal(before);
    const seen = await coordinator.get(at('leaves'));
    expect(seen.body.leaves).to.deep.equal([
      { leaveId: done.body.leaveId, ...away(), returnedOn: null, version: 1 },
    ]);
    const again = await staff.post(at('leaves'), away(3));
    expect([again.status, again.body.type]).to.deep.equal([409, '/problems/already-on-leave']);
  });

  it('recorded by two at once is recorded once', async () => {
    const answers = await Promise.all([staff.post(at('leaves'), away()), staff.post(at('leaves'), away(3))]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 409]);
  });

  it('ends when the person is back, at the version that was read', async () => {
    await staff.post(at('leaves'), away());
    service.clock.advance({ days: 2 });
    const body = { returnedOn: service.today };
    expect((await staff.post(at('return'), body, { version: 2 })).status).to.equal(412);
    const early = await staff.post(at('return'), { returnedOn: addNights(service.today, 1) }, { version: 1 });
    expect([early.status, early.body.type]).to.deep.equal([422, '/problems/return-outside-leave']);
    expect((await staff.post(at('return'), body, { version: 1 })).status).to.equal(201);
    const twice = await staff.post(at('return'), body, { version: 2 });
    expect([twice.status, twice.body.type]).to.deep.equal([409, '/problems/not-on-leave']);
  });

  it('stands on the list of residents and says when somebody is not back, and what to do then', async () => {
    const page = `/placements/${here.placementId}/stay`;
    const wrong = await staff.page.post(`/placements/${here.placementId}/leave`, {
      ...{ reason: 'hospital', note: 'Ward 3' },
      ...fieldsOfDate('fromOn', service.today),
      ...fieldsOfDate('backExpectedOn', service.today),
    });
    expect(wrong.html).to.contain('Enter a day after the first night away').and.to.contain('Ward 3');
    const done = await staff.page.post(`/placements/${here.placementId}/leave`, {
      ...{ reason: 'hospital', note: '' },
      ...fieldsOfDate('fromOn', service.today),
      ...fieldsOfDate('backExpectedOn', addNights(service.today, 2)),
    });
    expect(done.status, done.html).to.equal(303);
    const back = shortDate(addNights(service.today, 2));
    expect((await staff.page.get('/residents')).html).to.contain(`On leave, back ${back}`);
    service.clock.advance({ days: 3 });
    expect((await staff.page.get('/residents')).html).to.contain(`Not back, expected ${back}`);
    expect((await staff.page.get(page)).html).to.contain('record the leaving on Arrivals and residents');
    const other = await coordinator.page.get(page);
    expect(other.html).to.contain('3 nights away so far').and.to.not.contain('Record that they are back');
  });

  it('is found among many by a part of the reference', async () => {
    const part = here.offer.referral.reference.slice(3, 7).toLowerCase();
    const find = async (sought: string) =>
      staff.page.submit(await staff.page.get('/residents'), '/residents/search', { sought });
    const found = await staff.page.get((await find(part)).location ?? '');
    expect(found.html).to.contain(here.offer.referral.reference).and.to.contain('Show everybody');
    for (const nobody of ['%', '_', '💥']) {
      expect((await find(nobody)).html, nobody).to.contain('has that name or reference');
    }
  });

  it('is told apart from overstaying, which names who is booked into the bed next', async () => {
    const next = await service.aReadyReferral({ familyName: 'Next' });
    const from = addNights(here.offer.departsOn, 1);
    await service.aBooking({ referral: next, bed: 'any', arrivesOn: from, nights: 7 });
    expect((await staff.page.get('/residents')).html).to.not.contain('is booked into this bed');
    service.clock.advance({ days: 22 });
    const { html } = await staff.page.get('/residents');
    expect(html).to.contain('Past leaving day').and.to.contain('Extend the stay, or record');
    expect(html).to.contain(`${next.reference} is booked into this bed from ${shortDate(from)}`);
  });
});
