import { expect } from 'chai';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import type { Caller, Reply } from '../../../../support/caller.js';
import {
  startService,
  type MadePlacement,
  type RunningService,
} from '../../../../support/running-service.js';
import { memberOf, world, type MemberEmail } from '../../../../support/small-world.js';

const caraText = 'Cara Muir, Referral coordinator, Glasgow City';
const moragText = 'Morag Sneddon, Provider manager, Larch Trust';
const mhairiText = 'Mhairi Bain, Provider manager, Rowan Recovery';

describe('the timeline of somebody', () => {
  let service: RunningService;
  let coordinator: Caller;
  let approver: Caller;
  let second: Caller;
  let manager: Caller;
  let asked: Caller;
  let administrator: Caller;
  before(async () => {
    service = await startService();
    // A second coordinator, who is named for nothing.
    await service.dataSource.query(`UPDATE member SET role = 'coordinator' WHERE email = ?`, [
      'second@glasgow.example',
    ]);
    [coordinator, approver, second, manager, asked, administrator] = (await Promise.all(
      (
        [
          'coordinator@glasgow.example',
          'approver@glasgow.example',
          'second@glasgow.example',
          'manager@larch.example',
          'manager@rowan.example',
          'administrator@national.example',
        ] as const
      ).map((who: MemberEmail) => service.as(who)),
    )) as [Caller, Caller, Caller, Caller, Caller, Caller];
  });
  after(() => service?.stop());

  const made = (reply: Reply): ReturnType<JSON['parse']> => {
    expect(reply.status, reply.text).to.be.oneOf([200, 201]);
    return reply.body;
  };
  const stepsOf = async (who: Caller, path: string): Promise<readonly string[]> => {
    const { items } = made(await who.get(`${path}?limit=100`));
    return items.map(({ text, by }: { text: string; by: string }) => `${text} | ${by}`);
  };
  const ofPartnership = (referralId: string) => `/api/referrals/${referralId}/timeline`;
  const ofProvider = (referralId: string) => `/api/people/${referralId}/timeline`;
  const at = ({ placementId }: MadePlacement, step: string) => `/api/placements/${placementId}/${step}`;

  describe('who stays somewhere', () => {
    let stay: MadePlacement;
    let referralId: string;
    before(async () => {
      stay = await service.aResident({ bed: 'any', nights: 28 });
      ({ referralId } = stay.offer.referral);
      const repair = made(
        await administrator.post(
          at(stay, 'repairs'),
          { kind: 'arrival_undone', reason: 'Another person was ticked' },
          { version: stay.version },
        ),
      );
      made(
        await manager.post(
          `/api/repairs/${repair.repairId}/return`,
          { note: 'The night staff saw her' },
          { version: 1 },
        ),
      );
      made(
        await manager.post(at(stay, 'leaves'), {
          ...{ fromOn: service.today, backExpectedOn: addNights(service.today, 2) },
          ...{ reason: 'home_visit', note: 'Her sister is not to know' },
        }),
      );
      made(await manager.post(at(stay, 'return'), { returnedOn: service.today }, { version: 1 }));
    });

    it('tells nights away and the return, to both sides, and nothing of what was written of them', async () => {
      for (const [who, path] of [
        [coordinator, ofPartnership(referralId)],
        [manager, ofProvider(referralId)],
      ] as const) {
        const steps = await stepsOf(who, path);
        expect(steps).to.include.members([
          `Back from the nights away. On 23 Nov 2026. Larch House | ${moragText}`,
          `Away for some nights, the place is kept. 23 Nov 2026, expected back on 25 Nov 2026. A visit home before leaving. Larch House | ${moragText}`,
        ]);
        expect(steps.join()).to.not.contain('sister');
      }
    });

    it('tells what was to be put right, by whom, and who gave it back', async () => {
      const steps = await stepsOf(coordinator, ofPartnership(referralId));
      expect(steps).to.include.members([
        `Proposed to put right what was recorded of the stay. The person never arrived: back to booked. Larch House, Room 1. “Another person was ticked” | Una Kerr, Administrator`,
        `What was to be put right of the stay given back. The person never arrived: back to booked. Larch House, Room 1. Asked for by Una Kerr. “The night staff saw her” | ${moragText}`,
      ]);
      const own = await stepsOf(manager, ofProvider(referralId));
      expect(own.join())
        .to.contain('The night staff saw her')
        .and.to.not.contain('Another person was ticked');
    });

    it('names both of a repair that was confirmed', async () => {
      const other = await service.aResident({ bed: 'plain', nights: 28 });
      const { repairId } = made(
        await administrator.post(
          at(other, 'repairs'),
          { kind: 'arrival_undone', reason: 'Another person was ticked' },
          { version: other.version },
        ),
      );
      made(await manager.post(`/api/repairs/${repairId}/confirmation`, undefined, { version: 1 }));
      expect(await stepsOf(coordinator, ofPartnership(other.offer.referral.referralId))).to.include(
        `Arrival was recorded by mistake: booked again. Larch House, Room 5. Asked for by Una Kerr. “Another person was ticked” | ${moragText}`,
      );
    });

    it('tells who is to pay from when, why, who asked and who agreed, and to the provider nothing of it', async () => {
      const path = `/api/referrals/${referralId}/funding-takeover`;
      const takeover = {
        ...{ fromOn: addNights(service.today, 7), weeklyRatePence: 105_000, payer: 'self' },
        ...{ otherPayers: [{ payer: 'charity', weeklyPence: 50_000 }], reason: 'She inherits' },
      };
      made(await coordinator.post(path, takeover));
      made(await approver.post(`${path}/return`, { note: 'Not certain yet' }, { version: 1 }));
      made(await coordinator.post(path, takeover));
      made(await approver.post(`${path}/confirmation`, undefined, { version: 1 }));
      const who = 'From 30 Nov 2026. The person themselves £550 a week, A charity £500 a week';
      const steps = await stepsOf(coordinator, ofPartnership(referralId));
      const alec = 'Alec Laird, Funding approver, Glasgow City';
      const takeovers = steps.filter((text) => /^Others/.test(text));
      expect(takeovers).to.deep.equal([
        `Others pay for the rest of the stay. ${who}. Asked for by Cara Muir, Glasgow City. “She inherits” | ${alec}`,
        `Others asked to pay for the rest of the stay. ${who}. “She inherits” | ${caraText}`,
        `Others paying given back. ${who}. Asked for by Cara Muir, Glasgow City. “Not certain yet” | ${alec}`,
        `Others asked to pay for the rest of the stay. ${who}. “She inherits” | ${caraText}`,
      ]);
      const own = (await stepsOf(manager, ofProvider(referralId))).join();
      expect(own).to.not.contain('£').and.to.not.contain('inherits');
    });
  });

  describe('who goes on to another provider', () => {
    it('names whoever proposed it and whoever took the person, each side its own', async () => {
      const stay = await service.aResident({ bed: 'male', nights: 28 });
      const { referralId } = stay.offer.referral;
      const body = {
        ...{ movesOn: addNights(service.today, 7), departsOn: addNights(service.today, 28) },
        ...{ bedId: world.beds.rowan1, weeklyRatePence: 105_000, reason: 'Nearer home' },
      };
      const propose = async (): Promise<string> =>
        made(await coordinator.post(at(stay, 'provider-moves'), body, { version: stay.version })).moveId;
      made(
        await coordinator.post(`/api/provider-moves/${await propose()}/withdrawal`, undefined, {
          version: 1,
        }),
      );
      made(
        await asked.post(
          `/api/provider-moves/${await propose()}/decline`,
          { reason: 'bed_not_usable', note: 'Full after all' },
          { version: 1 },
        ),
      );
      made(await asked.post(`/api/provider-moves/${await propose()}/acceptance`, undefined, { version: 1 }));

      const nights = '30 Nov 2026, last night 20 Dec 2026';
      const where = 'From Larch House. Rowan Bank, Room 1';
      const steps = await stepsOf(coordinator, ofPartnership(referralId));
      expect(steps).to.include.members([
        `The other provider takes the person. ${nights}. £1,050 a week. ${where}. Asked for by Cara Muir, Glasgow City. “Nearer home” | ${mhairiText}`,
        `Goes on to another provider. Larch House, Room 2. Asked for by Cara Muir, Glasgow City. “Nearer home” | ${mhairiText}`,
        `The other provider does not take the person. ${nights}. £1,050 a week. From Larch House. The bed cannot be used. Rowan Bank, Room 1. Asked for by Cara Muir, Glasgow City. “Full after all” | ${mhairiText}`,
        `The place at another provider asked for no more. ${nights}. £1,050 a week. ${where} | ${caraText}`,
        `A place at another provider proposed. ${nights}. £1,050 a week. ${where}. “Nearer home” | ${caraText}`,
      ]);

      const left = await stepsOf(manager, ofProvider(referralId));
      expect(left.filter((text) => /another provider proposed/.test(text))).to.have.length(3);
      // What the other provider wrote, and what is agreed with it, are not this provider's.
      expect(left.join())
        .to.not.contain('£')
        .and.to.not.contain('Full after all')
        .and.to.not.contain('Nearer home');
      const received = await stepsOf(asked, ofProvider(referralId));
      expect(received.join()).to.contain('Full after all').and.to.not.contain('Arrived');
    });
  });

  describe('who moves to another partnership', () => {
    it('tells who asked whom, and the answer', async () => {
      const { referralId } = await service.aReferral();
      const highland = await service.as('coordinator@highland.example');
      const ask = async (): Promise<string> =>
        made(
          await coordinator.post(`/api/referrals/${referralId}/transfers`, {
            ...{ toPartnershipId: world.partnerships.highland.id, reason: 'Lives in Inverness now' },
          }),
        ).transferId;
      made(
        await highland.post(
          `/api/transfers/${await ask()}/refusal`,
          { note: 'Has gone to Perth' },
          { version: 1 },
        ),
      );
      const catriona = 'Catriona Ross, Referral coordinator, Highland';
      const between = 'From Glasgow City to Highland';
      expect((await stepsOf(coordinator, ofPartnership(referralId))).slice(0, 2)).to.deep.equal([
        `The other partnership did not take the referral. ${between}. Asked for by Cara Muir, Glasgow City. “Has gone to Perth” | ${catriona}`,
        `Asked that another partnership takes the referral. ${between}. “Lives in Inverness now” | ${caraText}`,
      ]);
      made(await highland.post(`/api/transfers/${await ask()}/acceptance`, undefined, { version: 1 }));
      expect((await stepsOf(highland, ofPartnership(referralId)))[0]).to.equal(
        `Came from another partnership. ${between}. Asked for by Cara Muir, Glasgow City | ${catriona}`,
      );
    });
  });

  describe('whose record was restricted', () => {
    it('tells those who are named who may see it, who opened it and who lifted it, and nobody else', async () => {
      const stay = await service.aResident({
        bed: 'female',
        referral: await service.aReadyReferral({ sex: 'female' }),
      });
      const { referralId } = stay.offer.referral;
      const path = `/api/referrals/${referralId}/restriction`;
      const { memberId } = memberOf('coordinator@glasgow.example');
      made(
        await coordinator.post(
          path,
          { kind: 'known_to_staff', reason: 'Her brother works at the desk', readers: [memberId] },
          { version: 1 },
        ),
      );
      made(await second.post(`${path}/openings`, { reason: 'She is at the door' }));
      const opened = (await stepsOf(second, ofPartnership(referralId))).join();
      expect(opened)
        .to.contain('Referral recorded')
        .and.to.not.match(/[Rr]estrict/);
      made(await coordinator.post(`${path}/lifting`, { reason: 'He has left' }, { version: 2 }));

      const effie = 'Effie Rae, Referral coordinator, Glasgow City';
      expect((await stepsOf(coordinator, ofPartnership(referralId))).slice(0, 3)).to.deep.equal([
        `Restriction of the record lifted. “He has left” | ${caraText}`,
        `Restricted record opened by somebody not named for it. For 12 hours. “She is at the door” | ${effie}`,
        `Record restricted. Known to members of staff. 1 member named | ${caraText}`,
      ]);
      for (const [who, where] of [
        [second, ofPartnership(referralId)],
        [approver, ofPartnership(referralId)],
        [manager, ofProvider(referralId)],
      ] as const) {
        expect((await stepsOf(who, where)).join()).to.not.match(/[Rr]estrict|desk|He has left|at the door/);
      }
    });
  });
});
