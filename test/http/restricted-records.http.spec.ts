import { expect } from 'chai';

import { createRoutes } from '../../src/composition/api.js';
import { createModules } from '../../src/composition/modules.js';
import { createPages } from '../../src/composition/pages.js';
import { isoDate } from '../../src/kernel/iso-date.js';
import { permissions, type Permission } from '../../src/kernel/permissions.js';
import { unknownId } from '../support/example-of.js';
import { startService, type RunningService } from '../support/running-service.js';
import { memberOf, world, type MemberEmail } from '../support/small-world.js';

const name = { givenName: 'Quentina', familyName: 'Zabrowska' };
const bornOn = '1971-02-03';
/** Everything by which the person could be told, in every form a page or an answer may have it. */
const betraying = ['Quentina', 'Zabrowska', bornOn, '3 Feb', '3 February', 'Her brother works at the desk'];

describe('a restricted record', function () {
  this.timeout(120_000);
  const named: MemberEmail = 'coordinator@glasgow.example';
  /** A coordinator, as every page of the partnership asks for; made one below. */
  const stranger: MemberEmail = 'second@glasgow.example';
  const modules = createModules();
  const { pages } = createPages(modules);
  const gets = createRoutes(modules).filter(({ method }) => method === 'get');
  let service: RunningService;
  let things: Readonly<Record<string, string>>;
  let reference: string;

  const restrict = async (referralId: string, version = 1) =>
    (await service.as(named)).post(
      `/api/referrals/${referralId}/restriction`,
      {
        kind: 'known_to_staff',
        reason: 'Her brother works at the desk',
        readers: [memberOf(named).memberId],
      },
      { version },
    );
  const filled = (path: string): string =>
    path.replace(/\{(\w+)\}|:(\w+)/g, (_whole, a?: string, b?: string) => things[a ?? b ?? ''] ?? unknownId);

  before(async () => {
    service = await startService();
    await service.dataSource.query(`UPDATE member SET role = 'coordinator' WHERE email = ?`, [stranger]);
    const born = { bornOn: isoDate(bornOn) };
    const waiting = await service.aReadyReferral({ ...name, ...born });
    const { referralId } = waiting;
    const { offerId } = await service.anOffer({ bed: 'any', referral: waiting });
    const coordinator = await service.as(named);
    await coordinator.post(`/api/referrals/${referralId}/transfers`, {
      toPartnershipId: world.partnerships.highland.id,
      reason: 'Her brother works at the desk',
    });
    ({ reference } = waiting);
    // Another who is asked money for, and one who lives in a place by now, for the lists these stand on.
    const asking = await service.aReferral({ givenName: 'Quentina', familyName: 'Asking', ...born });
    const asked = await coordinator.post(`/api/referrals/${asking.referralId}/funding-request`, {
      ...{ weeks: 12, weeklyRatePence: 100_000, reason: 'Her brother works at the desk' },
    });
    expect(asked.status, JSON.stringify(asked.body)).to.equal(201);
    const living = await service.aReadyReferral({ givenName: 'Quentina', familyName: 'Living', ...born });
    const { placementId, version } = await service.aResident({ bed: 'plain', referral: living });
    const repaired = await (
      await service.as('administrator@national.example')
    ).post(
      `/api/placements/${placementId}/repairs`,
      { kind: 'arrival_undone', reason: 'Her brother works at the desk' },
      { version },
    );
    expect(repaired.status, JSON.stringify(repaired.body)).to.equal(201);
    things = { referralId, offerId, placementId, measureId: 'wait-to-admission' };
    for (const one of [waiting, asking, living]) {
      const restricted = await restrict(one.referralId);
      expect(restricted.status, JSON.stringify(restricted.body)).to.equal(201);
    }
  });
  after(() => service?.stop());

  const expectNothingOf = (who: MemberEmail, text: string, where: string): void => {
    // The project cares for one of them by now, and is told of her by name; not so of the one it is offered.
    const hidden = who === 'manager@larch.example' ? ['Zabrowska', bornOn] : betraying;
    for (const word of hidden) expect(text, `${word} at ${where}`).to.not.contain(word);
  };
  const roleOf = (who: MemberEmail) => (who === stranger ? 'coordinator' : memberOf(who).role);
  const mayAsk = (who: MemberEmail, permission: Permission): boolean =>
    roleOf(who) in permissions[permission];

  const outsiders: readonly MemberEmail[] = [
    stranger,
    'approver@glasgow.example',
    'coordinator@highland.example',
    'manager@larch.example',
    'administrator@national.example',
    'governance@national.example',
  ];

  for (const who of outsiders) {
    it(`names nobody to ${who} at any reading of the interface`, async () => {
      const caller = await service.as(who);
      for (const { path, operationId, permission } of gets) {
        if (!mayAsk(who, permission)) continue;
        const answer = await caller.get(filled(path));
        expectNothingOf(who, JSON.stringify(answer.body), `${operationId} (${answer.status})`);
      }
    });

    it(`names nobody to ${who} on any page`, async () => {
      const caller = await service.as(who);
      for (const { path, permission } of pages) {
        if (!mayAsk(who, permission)) continue;
        const page = await caller.page.get(filled(path));
        expectNothingOf(who, page.html, `${path} (${page.status})`);
      }
    });
  }

  it('is seen whole by whoever is named for it', async () => {
    const caller = await service.as(named);
    const page = await caller.page.get(`/referrals/${things['referralId']}`);
    expect(page.html).to.contain('Zabrowska').and.to.contain('Restricted: who may see this record');
    expect((await caller.page.get('/waiting-list')).html).to.contain('Zabrowska (restricted: tell nobody)');
  });

  it('stands on the lists of everybody else by its reference', async () => {
    for (const address of ['/waiting-list', '/today/list']) {
      const { html: text } = await (await service.as(stranger)).page.get(address);
      expect(text, address).to.contain(reference);
      expectNothingOf(stranger, text, address);
    }
  });
});
