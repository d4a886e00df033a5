import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import { fieldsOfDate } from '../../../../../src/ui/forms/date-parts.js';
import { launchBrowser } from '../../../../support/browser.js';
import type { Caller } from '../../../../support/caller.js';
import { expectNoBarriersOnAnyScreen } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { world } from '../../../../support/small-world.js';

const { glasgow, highland } = world.partnerships;
const { larchHouse, rowanBank } = world.projects;

describe('drug alerts', () => {
  let service: RunningService;
  let browser: Browser;
  let administrator: Caller;
  let alertId: string;

  const body = (given: Readonly<Record<string, unknown>> = {}) => ({
    headline: 'Synthetic alert: nitazenes in heroin',
    advice: 'Carry extra naloxone.',
    source: 'Invented for tests',
    isNational: false,
    partnershipIds: [glasgow.id],
    fromOn: service.today,
    untilOn: addNights(service.today, 14),
    ...given,
  });
  const acknowledge = async (who: Parameters<RunningService['as']>[0], projectId: string | null) =>
    (await service.as(who)).post(`/api/drug-alerts/${alertId}/acknowledgements`, { projectId });

  before(async () => {
    service = await startService();
    browser = await launchBrowser();
    administrator = await service.as('administrator@national.example');
    const published = await administrator.post('/api/drug-alerts', body());
    expect(published.status, published.text).to.equal(201);
    ({ alertId } = published.body);
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  it('are published by administrators alone, for areas there are and days to come', async () => {
    const planner = await service.as('planner@national.example');
    expect((await planner.post('/api/drug-alerts', body())).status).to.equal(403);
    const nowhere = await administrator.post('/api/drug-alerts', body({ partnershipIds: [] }));
    expect(nowhere.body.type).to.equal('/problems/area-missing');
    const unknown = await administrator.post('/api/drug-alerts', body({ partnershipIds: [larchHouse.id] }));
    expect(unknown.body.partnershipIds).to.deep.equal([larchHouse.id]);
    const tooLong = await administrator.post(
      '/api/drug-alerts',
      body({ untilOn: addNights(service.today, 93) }),
    );
    expect(tooLong.body.latestUntilOn).to.equal(addNights(service.today, 92));
  });

  it('are acknowledged once for each project and each partnership, even by two at once', async () => {
    const twice = await Promise.all([
      acknowledge('manager@larch.example', larchHouse.id),
      acknowledge('staff@larch.example', larchHouse.id),
    ]);
    expect(twice.map(({ status }) => status).sort()).to.deep.equal([201, 409]);
    expect((await acknowledge('coordinator@glasgow.example', null)).status).to.equal(201);
    expect((await acknowledge('coordinator@glasgow.example', null)).body.type).to.equal(
      '/problems/alert-acknowledged-already',
    );
    const rows = await service.dataSource.query(
      'SELECT reader_kind, reader_id FROM drug_alert_acknowledgement WHERE alert_id = ? ORDER BY reader_kind',
      [alertId],
    );
    expect(rows).to.deep.equal([
      { reader_kind: 'project', reader_id: larchHouse.id },
      { reader_kind: 'partnership', reader_id: glasgow.id },
    ]);
  });

  it('are not acknowledged for somebody else’s project, for no project, or from elsewhere', async () => {
    expect((await acknowledge('manager@larch.example', rowanBank.id)).status).to.equal(404);
    expect((await acknowledge('manager@larch.example', null)).body.type).to.equal(
      '/problems/project-missing',
    );
    expect((await acknowledge('coordinator@glasgow.example', larchHouse.id)).body.type).to.equal(
      '/problems/project-not-wanted',
    );
    expect((await acknowledge('coordinator@highland.example', null)).body.type).to.equal(
      '/problems/alert-elsewhere',
    );
    expect((await acknowledge('planner@national.example', null)).status).to.equal(403);
  });

  it('concern a project far away while somebody from the area is in it', async () => {
    const far = await service.as('manager@rowan.example');
    expect((await far.page.get('/residents')).html).to.not.contain('nitazenes');
    await service.aResident({ bed: 'rowan1' });
    expect((await far.page.get('/residents')).html).to.contain('nitazenes');
    const reply = await far.page.submit(
      await far.page.get('/alerts'),
      `/alerts/${alertId}/acknowledgement`,
      {},
    );
    expect(reply.location).to.equal('/alerts?done=alert-acknowledged');
    expect((await far.page.get('/alerts')).html).to.contain('Acknowledged for Rowan Bank by Mhairi Bain');
  });

  it('are published on a page that keeps what was typed and says what is missing', async () => {
    const page = await administrator.page.get('/alerts/new');
    const fields = {
      ...fieldsOfDate('fromOn', service.today),
      ...fieldsOfDate('lastOn', addNights(service.today, 6)),
      headline: 'Synthetic alert: strong crack',
      advice: 'Nobody uses alone.',
      source: 'Invented',
      isNational: 'no',
    };
    const refused = await administrator.page.submit(page, '/alerts/new', fields);
    expect(refused.status).to.equal(409);
    expect(refused.html).to.contain('Tick the areas').and.to.contain('value="Synthetic alert: strong crack"');
    const empty = await administrator.page.submit(page, '/alerts/new', {});
    expect(empty.status).to.equal(400);
    expect(empty.html).to.contain('Write what to do about it').and.to.contain('Enter the last day');
    const done = await administrator.page.submit(refused, '/alerts/new', {
      ...fields,
      [`area-${highland.id}`]: 'yes',
    });
    expect(done.location).to.equal('/alerts?done=alert-published');
    const { html } = await (await service.as('coordinator@highland.example')).page.get('/alerts');
    expect(html).to.contain('strong crack').and.to.contain('Acknowledge for your partnership');
  });

  for (const [path, who] of [
    ['/alerts', 'manager@larch.example'],
    ['/alerts', 'administrator@national.example'],
    ['/alerts/new', 'administrator@national.example'],
  ] as const) {
    it(`have no barrier at ${path} for ${who}`, async () => {
      const name = `alerts-${path.endsWith('new') ? 'new' : who.split('@')[0]!}`;
      await expectNoBarriersOnAnyScreen(browser, name, async (page) => {
        await service.signInBrowser(page, who);
        await page.goto(`${service.url}${path}`);
      });
    });
  }

  it('are taken back with the reason, by whoever read the latest, and shown as such', async () => {
    const path = `/api/drug-alerts/${alertId}/withdrawal`;
    const reason = 'The laboratory corrected its finding';
    expect((await administrator.post(path, { reason }, { version: 7 })).status).to.equal(412);
    const both = await Promise.all([1, 2].map(() => administrator.post(path, { reason }, { version: 1 })));
    expect(both.filter(({ status }) => status === 201)).to.have.length(1);
    expect((await acknowledge('manager@larch.example', world.projects.larchFamilies.id)).body.type).to.equal(
      '/problems/alert-not-live',
    );
    const manager = await service.as('manager@larch.example');
    expect((await manager.page.get('/residents')).html).to.not.contain('nitazenes');
    expect((await manager.page.get('/alerts?show=other')).html).to.contain(reason);
  });

  it('end by themselves on their last day', async () => {
    const national = await administrator.post(
      '/api/drug-alerts',
      body({ isNational: true, partnershipIds: [], untilOn: addNights(service.today, 2) }),
    );
    const live = async () =>
      (await administrator.get('/api/drug-alerts')).body.items.map((one: { alertId: string }) => one.alertId);
    expect(await live()).to.include(national.body.alertId);
    service.clock.advance({ days: 1 });
    expect(await live()).to.include(national.body.alertId);
    service.clock.advance({ days: 1 });
    expect(await live()).to.not.include(national.body.alertId);
  });
});
