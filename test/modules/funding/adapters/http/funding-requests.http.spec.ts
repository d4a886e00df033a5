import { expect } from 'chai';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import { startService, type RunningService } from '../../../../support/running-service.js';

describe('asking for money over the API', () => {
  let service: RunningService;
  before(async () => {
    service = await startService();
  });
  after(() => service?.stop());

  const asked = { weeks: 12, weeklyRatePence: 105_000, reason: 'Has tried at home twice' };

  it('goes from the request to the panel’s list, the answer, and its end', async () => {
    const { referralId, reference } = await service.aReferral();
    const at = `/api/referrals/${referralId}`;
    const coordinator = await service.as('coordinator');
    const approver = await service.as('approver');
    const request = await coordinator.post(`${at}/funding-request`, asked);
    expect(request.status, request.text).to.equal(201);
    const again = await coordinator.post(`${at}/funding-request`, asked);
    expect(`${again.status} ${again.body.type}`).to.equal('409 /problems/funding-already-requested');
    expect(again.body.requestedOn).to.equal(service.today);

    const panelOn = addNights(service.today, 7);
    const listed = await approver.post(`${at}/funding-request/panel`, { panelOn }, { version: 1 });
    expect(listed.status, listed.text).to.equal(200);
    const { body: list } = await approver.get('/api/funding-requests');
    expect(list).to.deep.equal({
      items: [
        {
          ...{ requestId: request.body.requestId, referralId, reference, route: 'adp' },
          ...{ weeks: 12, weeklyRatePence: 105_000, totalPence: 1_260_000, requestedOn: service.today },
          ...{ state: 'listed', panelOn, whoActs: 'approver', version: 2 },
        },
      ],
      next: null,
    });

    const stale = await approver.post(`${at}/funding-request/deferral`, { reason: 'other' }, { version: 1 });
    expect(`${stale.status} ${stale.body.type}`).to.equal('412 /problems/changed-since-you-read-it');
    const decidedOn = service.today;
    const approved = await approver.post(`${at}/funding-request/approval`, { decidedOn }, { version: 2 });
    expect(approved.status, approved.text).to.equal(201);
    expect((await approver.get('/api/funding-requests')).body.items).to.deep.equal([]);

    const revoked = await approver.post(`${at}/funding-revocation`, { reason: 'money_withdrawn' });
    expect(revoked.status, revoked.text).to.equal(201);
    expect(revoked.body).to.deep.equal({ fundingDecisionId: approved.body.fundingDecisionId });
    const nothing = await approver.post(`${at}/funding-revocation`, { reason: 'money_withdrawn' });
    expect(`${nothing.status} ${nothing.body.type}`).to.equal('409 /problems/nothing-approved');
  });

  it('leaves an approval alone that a bed is booked on, and says how many nights rest on it', async () => {
    const { offer } = await service.aBooking({ bed: 'any', nights: 21 });
    const refused = await (
      await service.as('approver')
    ).post(`/api/referrals/${offer.referral.referralId}/funding-revocation`, { reason: 'other' });
    expect(`${refused.status} ${refused.body.type}`).to.equal('409 /problems/approval-in-use');
    expect(refused.body.claimedNights).to.equal(21);
  });

  it('pages the list by its oldest, and shows no other partnership’s', async () => {
    for (const familyName of ['First', 'Second', 'Third']) {
      const { referralId } = await service.aReferral({ familyName });
      await (await service.as('coordinator')).post(`/api/referrals/${referralId}/funding-request`, asked);
    }
    const approver = await service.as('approver');
    const first = (await approver.get('/api/funding-requests?limit=2')).body;
    const second = (await approver.get(`/api/funding-requests?limit=2&after=${first.next}`)).body;
    expect([first.items.length, second.items.length, second.next]).to.deep.equal([2, 1, null]);
    const others = await service.as('approver@highland.example');
    expect((await others.get('/api/funding-requests')).body.items).to.deep.equal([]);
  });

  it('refuses what is malformed, with the field', async () => {
    const { referralId } = await service.aReferral();
    const coordinator = await service.as('coordinator');
    for (const [given, at] of [
      [{ weeks: 0 }, '/weeks'],
      [{ weeklyRatePence: 0.5 }, '/weeklyRatePence'],
      [{ reason: ' ' }, '/reason'],
    ] as const) {
      const { status, body } = await coordinator.post(`/api/referrals/${referralId}/funding-request`, {
        ...asked,
        ...given,
      });
      expect(status, JSON.stringify(given)).to.equal(400);
      expect(body.errors[0].pointer).to.equal(at);
    }
  });
});
