import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { addNights } from '../../../src/kernel/iso-date.js';
import { fieldsOfDate } from '../../../src/ui/forms/date-parts.js';
import { launchBrowser } from '../../support/browser.js';
import { expectNoBarriersOnAnyScreen } from '../../support/page-visit.js';
import { startService, type RunningService } from '../../support/running-service.js';
import { world } from '../../support/small-world.js';

const path = '/forecast/scenarios';
const newPath = `${path}/new`;
const shorter = { 'change-0-kind': 'length-of-stay', 'change-0-bedGroup': '', 'change-0-times': '80' };

describe('the pages of scenarios', function () {
  this.timeout(60_000);
  let service: RunningService;
  const planner = () => service.as('planner');
  const send = async (fields: Readonly<Record<string, string>>, to = newPath) =>
    (await planner()).page.post(to, { step: 'save', ...fields });
  const kept = async (fields: Readonly<Record<string, string>> = {}): Promise<string> => {
    const reply = await send({ name: 'Shorter stays', ...shorter, ...fields });
    expect(reply.status, reply.html).to.equal(303);
    return (reply.location ?? '').replace(/\?.*/, '');
  };
  const textOf = async (of: string): Promise<string> =>
    (await (await planner()).page.get(of)).html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  const beds = (at: number, number: string, days: number, way = 'close') => ({
    [`change-${at}-kind`]: 'beds',
    [`change-${at}-way`]: way,
    [`change-${at}-beds`]: number,
    [`change-${at}-projectId`]: world.projects.rowanBank.id,
    [`change-${at}-bedGroup`]: 'any',
    ...fieldsOfDate(`change-${at}-onDate`, addNights(service.today, days)),
  });

  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service?.stop());

  it('make room for another change without losing what was typed, and nothing is wrong then', async () => {
    const first = await send({ step: 'add', name: 'Both', add: 'length-of-stay' });
    expect(first.status).to.equal(200);
    expect(first.html).to.contain('name="change-0-times"').and.to.contain('value="Both"');
    const second = await send({ ...shorter, step: 'add', name: 'Both', add: 'beds', 'change-0-times': '8o' });
    expect(second.status).to.equal(200);
    expect(second.html)
      .to.contain('value="8o"')
      .and.to.contain('name="change-1-beds"')
      .and.not.to.contain('There is a problem');
    const out = await send({ ...shorter, 'change-0-out': 'yes', step: 'add', add: 'detox' });
    expect(out.html).to.contain('name="change-0-places"').and.not.to.contain('name="change-0-times"');
  });

  it('say at its field what cannot be, and keep what was typed', async () => {
    const closing = await send({ name: 'Closing', ...beds(0, '999', 30) });
    expect(closing.status).to.equal(409);
    expect(closing.html)
      .to.match(/href="#change-0-beds">At most \d+ beds? can close/)
      .and.to.contain('value="999"');
    const wrong = await send({
      name: '',
      ...{ ...shorter, 'change-0-times': 'half' },
      ...{ ...beds(1, '2', 5, ''), 'change-1-onDate-day': '31', 'change-1-onDate-month': '2' },
    });
    expect(wrong.status).to.equal(400);
    expect(wrong.html)
      .to.contain('Give the scenario a name')
      .and.to.contain('Enter a percentage, such as 90 for a tenth shorter')
      .and.to.contain('Choose whether beds open or close')
      .and.to.contain('is not a date');
    const late = await send({ name: 'Too late', ...beds(0, '2', 400, 'open') });
    expect(late.html).to.contain('href="#change-0-onDate">Enter a day from');
    const nothing = await send({ name: 'Nothing', ...shorter, 'change-0-times': '100' });
    expect(nothing.html).to.contain('It is so already');
    expect((await send({ name: 'Empty' })).html).to.contain('Add at least one thing');
    expect((await send({ name: 'Empty', step: 'add', add: '' })).html).to.contain('Choose what else');
  });

  it('lead from what was written to what it does, and to what it does beside another', async () => {
    await service.aResident({ bed: 'rowan1' });
    await service.aReadyReferral();
    const one = await kept();
    expect(await textOf(one))
      .to.contain('Stays are 80% as long as expected')
      .and.to.contain('Work it out');
    expect((await send({}, `${one}/runs`)).location).to.equal(one);
    expect(await textOf(one))
      .to.contain('A worker takes it up in a moment.')
      .and.to.contain('Stop it');
    await service.runWorkerOnce();
    expect(await textOf(one))
      .to.contain('Placements that start')
      .and.to.contain('With the scenario')
      .and.to.contain('Chance of 1,000 or more')
      .and.to.contain('Days waited by half: Soon')
      .and.not.to.contain('Stop it');
    const other = await kept({ name: 'Four more beds', ...beds(0, '4', 1, 'open') });
    const [first, second] = [one, other].map((href) => href.replace(`${path}/`, ''));
    const besides = `${path}/beside?first=${first}&second=${second}`;
    expect((await (await planner()).page.get(besides)).html).to.contain('is not worked out');
    await send({}, `${other}/runs`);
    await service.runWorkerOnce();
    expect(await textOf(besides)).to.contain('“Four more beds” less “Shorter stays”');
    expect(await textOf(path)).to.contain('4 beds for women or men at Rowan Bank open on');
    expect((await (await planner()).page.get(`${path}/beside?first=${first}&second=`)).status).to.equal(400);
  });

  it('say that a scenario was changed since it was worked out, and of which day it is', async () => {
    await service.aReadyReferral();
    const one = await kept();
    await send({}, `${one}/runs`);
    await service.runWorkerOnce();
    await send({ name: 'Shorter stays', version: '1', ...shorter, 'change-0-times': '70' }, `${one}/change`);
    expect(await textOf(one))
      .to.contain('was changed after this was worked out')
      .and.to.contain('70% as long');
    service.clock.advance({ days: 1 });
    await send({}, `${one}/runs`);
    await service.runWorkerOnce();
    service.clock.advance({ days: 1 });
    expect(await textOf(one)).to.contain('worked out from the counts of an earlier day');
  });

  it('let others read what is shared and write one like it, and change nothing of it', async () => {
    const one = await kept({ isShared: 'yes' });
    const governance = await service.as('governance@national.example');
    const { html } = await governance.page.get(one);
    expect(html).to.contain('Of Shona Galbraith').and.not.to.contain('Work it out');
    expect((await governance.page.get(`${one}/change`)).status).to.equal(403);
    const like = await (await planner()).page.get(`${newPath}?from=${one.replace(`${path}/`, '')}`);
    expect(like.html).to.contain('name="change-0-times"').and.to.contain('value="80"');
  });
});

describe('a scenario in a browser', () => {
  let service: RunningService;
  let browser: Browser;
  before(async () => {
    service = await startService();
    browser = await launchBrowser();
    await service.aReadyReferral();
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  it('is written and worked out step by step, and follows the worker', async () => {
    const page = await (await browser.newContext()).newPage();
    await service.signInBrowser(page, 'planner');
    await page.goto(`${service.url}${path}`);
    await page.getByRole('link', { name: 'Write a scenario' }).click();
    await page.getByLabel('What it is called').fill('Longer stays');
    await page.getByLabel('What is done differently').selectOption('length-of-stay');
    await page.getByRole('button', { name: 'Go on' }).click();
    expect(await page.evaluate(() => document.activeElement?.textContent)).to.contain('How long people stay');
    await page.getByLabel('How long, in % of now').fill('120');
    await page.getByRole('button', { name: 'Keep the scenario' }).click();
    await page.getByRole('button', { name: 'Work it out' }).click();
    await page.getByText('A worker takes it up in a moment.').waitFor();
    await service.runWorkerOnce();
    await page.getByText('Placements that start').waitFor();
    await page.context().close();
  });

  it('has no barrier on any screen', async () => {
    await expectNoBarriersOnAnyScreen(browser, 'scenarios', async (page) => {
      await service.signInBrowser(page, 'planner');
      await page.goto(`${service.url}${newPath}`);
    });
  });
});
