import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { memberOf } from '../../../../support/small-world.js';

const cara = 'coordinator@glasgow.example';

describe('the choice of mail', () => {
  let service: RunningService;
  let browser: Browser;

  before(async () => {
    service = await startService();
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  it('is none before anybody chose, and says where mail is off', async () => {
    const caller = await service.as(cara);
    expect((await caller.get('/api/notifications/mail')).body).to.deep.equal({
      ...{ choice: 'none', isMailOn: false, address: cara, last: null },
    });
    const page = await caller.page.get('/notifications/mail');
    expect(page.html).to.contain('Mail is off in this installation').and.to.contain(cara);
  });

  it('is kept for the member alone, with who chose it', async () => {
    const caller = await service.as(cara);
    const page = await caller.page.get('/notifications/mail');
    const reply = await caller.page.submit(page, '/notifications/mail', { choice: 'daily' });
    expect(reply.location).to.equal('/notifications?done=mail-chosen');
    expect((await caller.get('/api/notifications/mail')).body.choice).to.equal('daily');
    const ewan = await service.as('staff@larch.example');
    expect((await ewan.get('/api/notifications/mail')).body.choice).to.equal('none');
    const [kept] = await service.dataSource.query(
      `SELECT subject_id, actor_id FROM audit WHERE action = 'notifications.mail-chosen' ORDER BY id DESC LIMIT 1`,
    );
    const { memberId } = memberOf(cara);
    expect(kept).to.deep.equal({ subject_id: memberId, actor_id: memberId });
  });

  it('counts as chosen last, also of two at once', async () => {
    const caller = await service.as(cara);
    const replies = await Promise.all(
      ['immediately', 'none', 'daily'].map((choice) => caller.post('/api/notifications/mail', { choice })),
    );
    expect(replies.map(({ status }) => status)).to.deep.equal([201, 201, 201]);
    expect((await caller.post('/api/notifications/mail', { choice: 'immediately' })).body).to.deep.equal({
      choice: 'immediately',
    });
    expect((await caller.get('/api/notifications/mail')).body.choice).to.equal('immediately');
  });

  it('is asked for again where none was made, or one that there is not', async () => {
    const caller = await service.as(cara);
    const page = await caller.page.get('/notifications/mail');
    const again = await caller.page.submit(page, '/notifications/mail', { choice: 'hourly' });
    expect(again.status).to.equal(400);
    expect(again.html).to.contain('Choose when mail comes').and.to.contain('href="#choice"');
    expect((await caller.post('/api/notifications/mail', { choice: 'hourly' })).status).to.equal(400);
  });

  it('says that no mail can be sent again where mail is off', async () => {
    const caller = await service.as(cara);
    const page = await caller.page.get('/notifications/mail');
    expect(page.html).to.contain('No mail has been written to you').and.not.contain('Send the mail again');
    const refused = await caller.post('/api/notifications/mail/again', {});
    expect([refused.status, refused.body.type]).to.deep.equal([409, '/problems/mail-off']);
  });

  it('is for members who are told of something', async () => {
    const planner = await service.as('planner');
    expect((await planner.get('/api/notifications/mail')).status).to.equal(403);
  });

  it('has no barrier', async () => {
    await expectNoBarriersOnAnyScreen(browser, 'notifications-mail', async (page) => {
      await service.signInBrowser(page, cara);
      await page.goto(`${service.url}/notifications/mail`);
    });
  });
});
