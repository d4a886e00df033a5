import { expect } from 'chai';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import { pence } from '../../../../../src/kernel/money.js';
import { fieldsOfDate } from '../../../../../src/ui/forms/date-parts.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { actorOf } from '../../../../support/small-world.js';

describe('the money of a referral, for whoever acts next', () => {
  let service: RunningService;
  before(async () => {
    service = await startService();
  });
  after(() => service?.stop());

  const moneyOf = ({ referralId }: { readonly referralId: string }) => `/referrals/${referralId}/money`;
  const asked = { weeks: '50', weeklyRate: '1,000', reason: 'Has tried at home twice' };
  const aRequest = async (familyName: string) => {
    const referral = await service.aReadyReferral({ familyName });
    // Only the money is missing.
    await service.dataSource.query('DELETE FROM funding_decision WHERE referral_id = ?', [
      referral.referralId,
    ]);
    const address = moneyOf(referral);
    const coordinator = await service.as('coordinator');
    await coordinator.page.submit(await coordinator.page.get(address), `${address}/request`, asked);
    return { referral, address, coordinator };
  };

  it('a coordinator answers what a request was put off for, and it is the approver’s again', async () => {
    const { referral, address, coordinator } = await aRequest('Putoff');
    const approver = await service.as('approver');
    const early = await coordinator.post(
      `/api/referrals/${referral.referralId}/funding-request/answer`,
      { note: 'Nobody asked' },
      { version: 1 },
    );
    expect(`${early.status} ${early.body.type}`).to.equal('409 /problems/not-put-off');
    await approver.page.submit(await approver.page.get(address), `${address}/deferral`, {
      ...{ reason: 'more_information', note: 'What did the detox unit say?' },
    });
    expect((await coordinator.page.get('/today')).html).to.contain(
      'Answer what the approver wants to know about the funding',
    );
    const page = await coordinator.page.get(address);
    expect(page.html).to.contain('Answer what was asked');
    const empty = await coordinator.page.submit(page, `${address}/answer`, { note: ' ' });
    expect(empty.html).to.contain('Write what the approver wanted to know');
    const sent = await coordinator.page.submit(page, `${address}/answer`, { note: 'A bed from 7 December' });
    expect(sent.location).to.equal(`${address}?done=request-answered`);
    const list = (await approver.page.get('/funding')).html;
    expect(list)
      .to.contain('The coordinator answered: “A bed from 7 December”. The funding approver acts next')
      .and.not.to.contain('The referral coordinator acts next');
    expect((await approver.page.get(address)).html).to.contain('The coordinator answered what was asked.');
    expect((await coordinator.page.get(address)).html).not.to.contain(`${address}/answer`);
  });

  it('is told alike everywhere while a second approver is awaited, and a sum beyond one’s limit offers no yes', async () => {
    const { referral, address, coordinator } = await aRequest('Twice');
    const approver = await service.as('approver');
    await approver.page.submit(await approver.page.get(address), `${address}/deferral`, {
      reason: 'more_information',
    });
    const yes = { ...fieldsOfDate('decidedOn', service.today), weeks: '52', weeklyRate: '1,000' };
    const second = await service.as('second@glasgow.example');
    const proposed = await second.page.submit(await second.page.get(address), `${address}/proposal`, yes);
    expect(proposed.location).to.equal(`${address}?done=approval-proposed`);
    expect((await coordinator.page.get('/waiting-list')).html).to.contain(
      'An approval of the funding waits for a second approver',
    );
    expect((await coordinator.page.get('/today')).html).not.to.contain('Ask for funding');
    expect((await coordinator.page.get(`/referrals/${referral.referralId}`)).html).to.contain(
      'a second one has to confirm it. The funding approver acts next.',
    );
    expect((await coordinator.page.get(`/referrals/${referral.referralId}`)).html).not.to.contain('Put off');
    const list = (await approver.page.get('/funding')).html;
    expect(list.split(address)).to.have.length(2);
    const now = (await approver.page.get(address)).html;
    expect(now)
      .to.contain('Confirm as second approver')
      .and.to.contain('2026/27: needs £18,')
      .and.to.contain('2027/28: needs £33,');
    await service.dataSource.query(
      `INSERT INTO approval_limit (member_id, step, partnership_id, limit_pence, from_on, set_by)
       SELECT id, 99, partnership_id, 4000000, '2026-01-01', id FROM member WHERE email = 'approver@glasgow.example'`,
    );
    const above = (await approver.page.get(address)).html;
    expect(above)
      .to.contain('What waits costs £52,000 and your own limit is £40,000')
      .and.not.to.contain('Confirm as second approver');
  });

  it('says that a panel has sat where its day has gone by', async () => {
    const { address } = await aRequest('Panel');
    const approver = await service.as('approver');
    await approver.page.submit(
      await approver.page.get(address),
      `${address}/panel`,
      fieldsOfDate('panelOn', addNights(service.today, 1)),
    );
    service.clock.advance({ days: 2 });
    const late = await service.as('approver');
    expect((await late.page.get(address)).html)
      .to.contain('Went to the panel on')
      .and.to.contain('and no decision is recorded')
      .and.not.to.contain('Goes to the panel on');
  });

  it('shows that it is asked for again, not that it was declined before', async () => {
    const { referral, address, coordinator } = await aRequest('Again');
    const approver = await service.as('approver');
    const declined = await approver.post(`/api/referrals/${referral.referralId}/funding-decisions`, {
      ...{ decision: 'declined', decidedOn: service.today, reason: 'more_information' },
    });
    expect(declined.status, declined.text).to.equal(201);
    const before = (await coordinator.page.get(`/referrals/${referral.referralId}`)).html;
    expect(before).to.match(/>\s*Declined\s*</);
    await coordinator.page.submit(await coordinator.page.get(address), `${address}/request`, asked);
    expect((await coordinator.page.get(`/referrals/${referral.referralId}`)).html).not.to.match(
      />\s*Declined\s*</,
    );
  });

  it('others who take over are asked, listed, confirmed and told as what they are', async () => {
    const { offer, placementId } = await service.aResident({ bed: 'plain', nights: 56 });
    const address = moneyOf(offer.referral);
    const coordinator = await service.as('coordinator');
    const approver = await service.as('approver');
    const from = addNights(service.today, 28);
    const typed = {
      ...fieldsOfDate('fromOn', from),
      ...{ payer: 'social_work', weeklyRate: '1,050', reason: 'Social work takes over after four weeks' },
    };
    const stale = await coordinator.page.get(address);
    // Without its key nothing would tell a second sending from the first.
    const cut = await coordinator.page.submit(stale, `${address}/takeover`, { ...typed, idempotencyKey: '' });
    expect(cut.status, cut.html).to.equal(400);
    expect(cut.html)
      .to.contain('was not sent whole, so nothing was saved')
      .and.to.contain('Social work takes over after four weeks');
    const sent = await coordinator.page.submit(stale, `${address}/takeover`, typed);
    expect(sent.location, sent.html).to.equal(`${address}?done=takeover-asked`);

    const second = await coordinator.page.submit(stale, `${address}/takeover`, {
      ...typed,
      ...{ idempotencyKey: crypto.randomUUID(), reason: 'Typed in the other tab' },
    });
    expect(second.status, second.html).to.equal(409);
    expect(second.html).to.contain('Others are asked already').and.to.contain('Typed in the other tab');

    expect((await approver.page.get('/funding')).html)
      .to.contain('Others are asked to pay for a stay')
      .and.to.contain('Social work £1,050 a week, from')
      .and.to.contain(address);
    expect((await approver.page.get('/today')).html).to.contain(
      'Confirm, or give back, that others pay for a stay',
    );
    const waits = await approver.page.get(address);
    const form = waits.html.slice(waits.html.indexOf('id="money-takeover-confirmation"'));
    expect(form.slice(0, form.indexOf('</form>'))).to.contain('Social work takes over after four weeks');
    const yes = await approver.page.submit(waits, `${address}/takeover-confirmation`, {});
    expect(yes.location, yes.html).to.equal(`${address}?done=takeover-confirmed`);
    const after = (await approver.page.get(address)).html;
    expect(after)
      .to.contain('others pay: Social work £1,050 a week')
      .and.to.contain('“Social work takes over after four weeks”')
      .and.to.contain('taken over from whoever paid before')
      .and.to.contain('Given back for nights nobody slept, or that others pay')
      .and.not.to.contain('for other days or another bed')
      .and.not.to.contain('If it began today');
    expect(after.match(/Approved on/g)).to.have.length(1);
    expect((await approver.page.get('/today')).html).not.to.contain('that others pay for a stay');

    const stay = `/placements/${placementId}/stay`;
    expect((await coordinator.page.get(stay)).html).to.contain('Social work takes over after four weeks');
    const manager = await service.as('manager@larch.example');
    expect((await manager.page.get(stay)).html, 'whose money it is concerns the partnership')
      .not.to.contain('Others pay from')
      .and.not.to.contain('Social work takes over after four weeks');
  });

  it('says whose move it is where an approval is proposed that nobody had asked for', async () => {
    const { referralId } = await service.aReferral({ familyName: 'Unasked' });
    const approver = actorOf('approver');
    await service.act('approver@glasgow.example', (tx) =>
      service.modules.funding.proposeApproval(tx, approver.home, {
        ...{ memberId: approver.memberId, referralId, decidedOn: service.today, today: service.today },
        ...{ weeks: 50, weeklyRatePence: pence(100_000), exceptionalReason: null },
      }),
    );
    const coordinator = await service.as('coordinator');
    const referral = (await coordinator.page.get(`/referrals/${referralId}`)).html;
    expect(referral)
      .to.contain(
        'An approver has said yes, and a second one has to confirm it. The funding approver acts next.',
      )
      .and.not.to.contain('Asked for on');
    expect((await coordinator.page.get(`/referrals/${referralId}/places`)).html)
      .to.contain('An approval of the funding waits for a second approver')
      .and.not.to.contain('Nobody has asked for funding yet');
    const { items: tasks } = (await coordinator.get('/api/tasks?show=team&limit=200')).body;
    expect(
      tasks
        .filter(({ subjectId }: { readonly subjectId: string }) => subjectId === referralId)
        .map(({ kind }: { readonly kind: string }) => kind),
    ).to.deep.equal(['record-assessment']);
  });

  it('names each fund that shares a price, with what it needs and has left', async () => {
    const { referralId } = await service.aReferral({ familyName: 'Shared' });
    const approver = await service.as('approver');
    const decided = await approver.post(`/api/referrals/${referralId}/funding-decisions`, {
      ...{ decision: 'approved', decidedOn: service.today, weeks: 4, weeklyRatePence: 90_000 },
      otherPayers: [{ payer: 'additional_placement_fund', weeklyPence: 30_000 }],
    });
    expect(decided.status, decided.text).to.equal(201);
    const page = (await approver.page.get(moneyOf({ referralId }))).html;
    expect(page)
      .to.contain('shared by')
      .and.to.contain('Additional Placement Fund £300 a week')
      .and.to.match(/Additional Placement Fund, 2026\/27: needs £1,200, £[\d,]+ left/);
  });

  it('asks the Additional Placement Fund to take over only where a request could ask it', async () => {
    const { offer } = await service.aResident({ bed: 'any', nights: 56 });
    const { referralId } = offer.referral;
    await service.dataSource.query(`UPDATE referral SET route = 'ward5' WHERE id = ?`, [referralId]);
    const coordinator = await service.as('coordinator');
    const refused = await coordinator.post(`/api/referrals/${referralId}/funding-takeover`, {
      ...{ fromOn: addNights(service.today, 7), weeklyRatePence: 105_000, payer: 'social_work' },
      otherPayers: [{ payer: 'additional_placement_fund', weeklyPence: 1 }],
      reason: 'A penny a week',
    });
    expect(`${refused.status} ${refused.body.type}`).to.equal('409 /problems/additional-fund-not-open');
    expect(refused.body.route).to.equal('ward5');
  });
});
