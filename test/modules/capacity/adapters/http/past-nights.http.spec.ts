import { expect } from 'chai';

import { addNights, type IsoDate } from '../../../../../src/kernel/iso-date.js';
import { fieldsOfDate } from '../../../../../src/ui/forms/date-parts.js';
import type { Caller } from '../../../../support/caller.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { world } from '../../../../support/small-world.js';

describe('nights gone by that are put out of service', () => {
  let service: RunningService;
  let manager: Caller;
  let today: IsoDate;

  before(async () => {
    service = await startService();
    manager = await service.as('provider_manager');
    today = service.today;
  });
  after(() => service?.stop());

  const periods = async () =>
    Number((await service.dataSource.query('SELECT COUNT(*) AS n FROM out_of_service'))[0].n);
  const typed = (fromOn: IsoDate, toOn: IsoDate, others: Readonly<Record<string, string>> = {}) => ({
    ...fieldsOfDate('from', fromOn),
    ...fieldsOfDate('until', toOn),
    ...{ reason: 'repair', note: 'The shower leaks', version: '1', ...others },
  });

  it('are refused by the interface until it is said that the bed could not be used', async () => {
    const body = { bedId: world.beds.male, fromOn: addNights(today, -3), toOn: today, reason: 'repair' };
    const refused = await manager.post('/api/out-of-service-periods', body);
    expect([refused.status, refused.body.type, refused.body.nights]).to.deep.equal([
      ...[422, '/problems/past-nights-not-confirmed', 3],
    ]);
    expect(refused.body.remedy ?? refused.text).to.contain('confirmsPastNights');
    const future = { ...body, fromOn: today, toOn: addNights(today, 1) };
    expect((await manager.post('/api/out-of-service-periods', future)).status).to.equal(201);
    const said = await manager.post('/api/out-of-service-periods', { ...body, confirmsPastNights: true });
    expect(said.status, said.text).to.equal(201);
  });

  it('are asked about on the page, which keeps what was typed, and anew when another night was typed', async () => {
    const path = `/board/out-of-service/new?bedId=${world.beds.any}`;
    const before = await periods();
    const first = addNights(today, -2);
    const asked = await manager.page.post(path, typed(first, addNights(today, 2)));
    expect(asked.status).to.equal(409);
    expect(asked.html)
      .to.contain('2 nights of these have gone by')
      .and.to.contain('Could the bed really not be used since')
      .and.to.contain('the figures of those days change')
      .and.to.contain('The shower leaks');
    const other = addNights(today, -5);
    const again = await manager.page.post(path, typed(other, today, { pastNights: first }));
    expect(again.html).to.contain('5 nights of these have gone by');
    expect(await periods()).to.equal(before);
    const done = await manager.page.post(path, typed(first, addNights(today, 2), { pastNights: first }));
    expect(done.status, done.html).to.equal(303);
    expect(await periods()).to.equal(before + 1);
  });

  it('are not asked about where none has gone by', async () => {
    const path = `/board/out-of-service/new?bedId=${world.beds.shared1}`;
    const done = await manager.page.post(path, typed(today, addNights(today, 1)));
    expect(done.status, done.html).to.equal(303);
  });
});
