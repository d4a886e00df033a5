import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { done } from '../../../../../src/kernel/outcome.js';
import { systemActor } from '../../../../../src/kernel/actor.js';
import { launchBrowser } from '../../../../support/browser.js';
import { expectNoBarriersOnAnyScreen } from '../../../../support/page-visit.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { world, type MemberEmail } from '../../../../support/small-world.js';

const { larch } = world.providers;
const larchScope = { kind: 'provider', providerId: larch.id } as const;

describe('notifications', () => {
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

  const toldOf = async (who: MemberEmail, subjectId: string): Promise<readonly string[]> => {
    const { body } = await (await service.as(who)).get('/api/notifications?limit=200');
    return body.items
      .filter((one: { subjectId: string }) => one.subjectId === subjectId)
      .map(({ kind }: { kind: string }) => kind);
  };
  const rowsOf = async (subjectId: string): Promise<number> =>
    Number(
      (
        await service.dataSource.query('SELECT COUNT(*) AS n FROM notification WHERE subject_id = ?', [
          subjectId,
        ])
      )[0].n,
    );

  it('tell a project of an offer, and the partnership of the answer', async () => {
    const offer = await service.anOffer({ bed: 'plain' });
    await service.runWorkerOnce();
    for (const who of ['manager@larch.example', 'staff@larch.example', 'second@larch.example'] as const) {
      expect(await toldOf(who, offer.offerId), who).to.deep.equal(['offer-made']);
    }
    expect(await toldOf('coordinator@glasgow.example', offer.offerId)).to.deep.equal([]);
    await service.act('manager@larch.example', (tx) =>
      service.modules.placements.declineOffer(tx, larchScope, {
        ...{ offerId: offer.offerId, expectedVersion: offer.version },
        ...{ refusedBy: 'provider' as const, reason: 'staffing' },
      }),
    );
    await service.runWorkerOnce();
    expect(await toldOf('coordinator@glasgow.example', offer.offerId)).to.deep.equal(['offer-declined']);
    for (const who of ['staff@rowan.example', 'coordinator@highland.example'] as const) {
      expect(await toldOf(who, offer.offerId), who).to.deep.equal([]);
    }
  });

  it('tell once, however often and late the message comes', async () => {
    const offer = await service.anOffer({
      bed: 'male',
      referral: await service.aReadyReferral({ sex: 'male' }),
    });
    await service.runWorkerOnce();
    const before = await rowsOf(offer.offerId);
    const tell = () =>
      service.uow.run({ actor: systemActor, requestId: 'again' }, async (tx) =>
        done(await service.modules.notifications.tell(tx, { offerId: offer.offerId })),
      );
    await Promise.all([tell(), tell()]);
    expect(await rowsOf(offer.offerId)).to.equal(before);
    service.clock.advance({ days: 7 });
    await service.runWorkerOnce();
    // Its time is over by then: nobody is told that it waits, and each side once that it ran out.
    await tell();
    expect(await toldOf('coordinator@glasgow.example', offer.offerId)).to.deep.equal(['offer-expired']);
    expect(await toldOf('staff@larch.example', offer.offerId)).to.deep.equal(['offer-expired', 'offer-made']);
  });

  it('tell the partnership of an arrival, of a leaving that was not planned, and mark it as safety', async () => {
    const resident = await service.aResident({ bed: 'any' });
    await service.runWorkerOnce();
    await service.act('manager@larch.example', (tx) =>
      service.modules.placements.discharge(tx, larchScope, {
        ...{
          memberId: systemActor.memberId,
          placementId: resident.placementId,
          expectedVersion: resident.version,
        },
        ...{ endedOn: service.today, kind: 'unplanned' as const, reason: 'dropped_out' as const },
      }),
    );
    await service.runWorkerOnce();
    expect(await toldOf('coordinator@glasgow.example', resident.placementId)).to.deep.equal([
      'left-unplanned',
      'arrived',
    ]);
    const { html } = await (await service.as('coordinator@glasgow.example')).page.get('/notifications');
    expect(html).to.contain('Somebody left, not as planned').and.to.contain('New, safety');
    expect(html).to.contain(`href="/placements/${resident.placementId}/leaving"`);
  });

  it('tell coordinators what was decided of the money', async () => {
    const { referralId } = await service.aReadyReferral();
    await service.runWorkerOnce();
    expect(await toldOf('coordinator@glasgow.example', referralId)).to.deep.equal(['funding-approved']);
    expect(await toldOf('approver@glasgow.example', referralId)).to.deep.equal([]);
  });

  it('are counted in the menu of every page while they are not read, and up to a bound', async () => {
    const cara = await service.as('coordinator@glasgow.example');
    const { unread } = (await cara.get('/api/notifications')).body;
    expect((await cara.page.get('/board')).html)
      .to.contain(`aria-hidden="true">${unread}</span>`)
      .and.to.contain(`${unread} notifications not read`);
    const iain = await service.as('approver@highland.example');
    const badgeOf = async () =>
      /aria-hidden="true">(\d+\+?)<\/span>/.exec((await iain.page.get('/board')).html)?.[1];
    expect(await badgeOf(), 'nothing told, nothing shown').to.equal(undefined);
    const [{ id: memberId }] = await service.dataSource.query('SELECT id FROM member WHERE email = ?', [
      'approver@highland.example',
    ]);
    const { referralId } = await service.aReferral();
    await service.dataSource.query(
      `INSERT INTO notification (id, member_id, cause, kind, subject_kind, subject_id, told_at) VALUES
         ${Array.from({ length: 101 }, () => "(?, ?, ?, 'funding-approved', 'referral', ?, UTC_TIMESTAMP(6))").join(', ')}`,
      Array.from({ length: 101 }, (_, index) => [
        `many-${index}`,
        memberId,
        `many-${index}`,
        referralId,
      ]).flat(),
    );
    expect(await badgeOf()).to.equal('99+');
    await service.dataSource.query("DELETE FROM notification WHERE id LIKE 'many-%'");
  });

  it('are read as they were seen, by their own member alone', async () => {
    const cara = await service.as('coordinator@glasgow.example');
    const page = await cara.page.get('/notifications');
    const unread = (await cara.get('/api/notifications')).body.unread;
    expect(page.html).to.contain(`${unread} notifications you have not read`);
    const { referralId } = await service.aReadyReferral();
    await service.runWorkerOnce();
    const reply = await cara.page.submit(page, '/notifications/reading', {});
    expect(reply.location).to.equal('/notifications?done=marked-read');
    const { body } = await cara.get('/api/notifications?unread=yes');
    expect(body.unread, 'what came meanwhile stays unread').to.equal(1);
    expect(body.items[0].subjectId).to.equal(referralId);
    const ewan = await service.as('staff@larch.example');
    const own = (await ewan.get('/api/notifications')).body;
    expect(own.unread).to.be.greaterThan(0);
    expect(
      (await ewan.post('/api/notifications/reading', { notificationIds: [body.items[0].notificationId] }))
        .body,
    ).to.deep.equal({ read: 0 });
    expect((await cara.get('/api/notifications')).body.unread).to.equal(1);
  });

  it('come page by page, newest first', async () => {
    const ewan = await service.as('staff@larch.example');
    const first = (await ewan.get('/api/notifications?limit=1')).body;
    const second = (await ewan.get(`/api/notifications?limit=1&after=${first.next}`)).body;
    expect(first.items[0].notificationId > second.items[0].notificationId).to.equal(true);
    expect((await ewan.get('/api/notifications?after=nothing')).body.type).to.equal('/problems/page-unknown');
  });

  it('have no barrier', async () => {
    await expectNoBarriersOnAnyScreen(browser, 'notifications', async (page) => {
      await service.signInBrowser(page, 'coordinator@glasgow.example');
      await page.goto(`${service.url}/notifications`);
    });
  });
});
