import { expect } from 'chai';

import { createRoutes } from '../../src/composition/api.js';
import { createModules } from '../../src/composition/modules.js';
import { isoDate } from '../../src/kernel/iso-date.js';
import { permissions } from '../../src/kernel/permissions.js';
import { startService, type RunningService } from '../support/running-service.js';
import { members, world, type MemberEmail } from '../support/small-world.js';

/** Anything that betrays one invented person, in any form an answer may have it. */
const betraying = ['Quentina', 'Zabrowska', '1971-02-03', '3 February 1971', 'Invented words of hers'];

describe('what other systems read', function () {
  this.timeout(60_000);
  const routes = createRoutes(createModules()).filter(({ tag }) => tag === 'For other systems');
  let service: RunningService;
  let things: Readonly<Record<string, string>>;

  before(async () => {
    service = await startService();
    const born = { bornOn: isoDate('1971-02-03'), reason: 'Invented words of hers' };
    const name = { givenName: 'Quentina', familyName: 'Zabrowska' };
    const waiting = await service.aReadyReferral({ ...name, ...born });
    const { offerId } = await service.anOffer({ bed: 'any', referral: waiting });
    await service.aResident({
      bed: 'plain',
      referral: await service.aReadyReferral({ ...name, familyName: 'Zabrowskaya', ...born }),
    });
    things = {
      ...{ referralId: waiting.referralId, offerId, month: '2026-11' },
      projectId: world.projects.larchHouse.id,
    };
    service.clock.advance({ days: 10 });
  });
  after(() => service?.stop());

  for (const { operationId, path, permission } of routes) {
    it(`${operationId} tells nobody's name, birthday, reference or words`, async () => {
      const address = path.replace(/\{(\w+)\}/g, (_whole, name: string) => things[name] ?? 'missing');
      let answered = 0;
      for (const { email, role } of members) {
        if (!(role in permissions[permission])) continue;
        const reply = await (await service.as(email as MemberEmail)).get(address);
        if (reply.status !== 200) continue;
        answered += 1;
        for (const word of betraying) expect(reply.text, `${word} to ${email}`).to.not.contain(word);
        expect(reply.text, 'a reference').to.not.match(/RP-[0-9A-Z]{7}/);
        expect(reply.text, 'ten digits, as a CHI number has').to.not.match(/\b\d{10}\b/);
      }
      expect(answered, 'nobody was answered').to.be.greaterThan(0);
    });
  }
});
