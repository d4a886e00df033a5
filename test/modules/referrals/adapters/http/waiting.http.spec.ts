import { expect } from 'chai';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import type { CorrectedReferral } from '../../../../../src/modules/referrals/application/ports.js';
import type { Caller } from '../../../../support/caller.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { actorOf, world } from '../../../../support/small-world.js';

describe('what is recorded while somebody waits, by the API', () => {
  let service: RunningService;
  let coordinator: Caller;
  beforeEach(async () => {
    service = await startService();
    coordinator = await service.as('coordinator');
  });
  afterEach(async () => {
    await service?.stop();
  });

  const day = (days: number) => addNights(service.today, days);
  const wait = async (referralId: string) =>
    (await coordinator.get(`/api/referrals/${referralId}/wait`)).body;
  const suggestionState = async (referralId: string) => {
    await service.runWorkerOnce();
    const [row] = await service.dataSource.query(
      `SELECT JSON_UNQUOTE(JSON_EXTRACT(explanation, '$.state')) AS state, arrives_on FROM suggestion
        WHERE referral_id = ? AND run_id = (SELECT MAX(id) FROM match_run)`,
      [referralId],
    );
    return row as { readonly state: string; readonly arrives_on: string | null };
  };

  it('tells both clocks, contacts and the review, and what is due', async () => {
    const { referralId } = await service.aReferral({ urgencyBand: 'urgent' });
    const address = `/api/referrals/${referralId}`;
    expect(await wait(referralId)).to.deep.include({
      ...{ rawDays: 10, adjustedDays: 10, lastTriedOn: null, lastReviewOutcome: null },
      attention: [
        { kind: 'safe-to-wait-due', sinceOn: day(-3) },
        { kind: 'contact-due', sinceOn: day(-3) },
      ],
    });
    const tried = { contactedOn: day(-1), channel: 'telephone', outcome: 'no_answer' };
    expect((await coordinator.post(`${address}/contacts`, tried)).status).to.equal(201);
    const reached = { contactedOn: day(-2), channel: 'text_message', outcome: 'reached', note: 'Well' };
    expect((await coordinator.post(`${address}/contacts`, reached)).status).to.equal(201);
    const reviewed = await coordinator.post(`${address}/safe-to-wait-reviews`, {
      ...{ doneOn: service.today, outcome: 'safe_with_plan', plan: 'Naloxone at home' },
    });
    expect([reviewed.status, reviewed.body.nextDueOn]).to.deep.equal([201, day(7)]);
    expect(await wait(referralId)).to.deep.include({
      ...{ lastTriedOn: day(-1), lastReachedOn: day(-2), contactDueOn: day(5), reviewDueOn: day(7) },
      ...{ lastReviewOutcome: 'safe_with_plan', attention: [] },
    });
    const [kept] = await service.dataSource.query(
      'SELECT due_on, done_on FROM safe_to_wait_review WHERE referral_id = ?',
      [referralId],
    );
    expect(kept).to.deep.include({ due_on: day(-3), done_on: service.today });
  });

  it('asks to check again what rests on answers that were corrected since, on the page too', async () => {
    const { today } = service;
    const referral = await service.aReadyReferral({ detox: { startsOn: today, endsOn: day(5) } });
    const { referralId } = referral;
    expect((await wait(referralId)).checkAgain).to.deep.equal([]);
    service.clock.advance({ minutes: 5 });
    const correct = (expectedVersion: number, changes: Partial<CorrectedReferral>) =>
      service.act('coordinator', async (tx) => {
        const { readCorrectable, correctReferral } = service.modules.referrals;
        const corrected = { ...(await readCorrectable(tx, referralId))!, ...changes };
        const { memberId, home } = actorOf('coordinator');
        return correctReferral(tx, home, { memberId, referralId, expectedVersion, corrected });
      });
    const { version } = await correct(referral.version, { detoxNeed: 'none', plannedWeeks: 8 });
    const changed = (kind: string, member: string) => ({
      ...{ kind, changedMembers: [member], sinceOn: today },
    });
    expect((await wait(referralId)).checkAgain).to.deep.equal([
      changed('assessment', 'detoxNeed'),
      changed('detox-booking', 'detoxNeed'),
      changed('funding-approval', 'plannedWeeks'),
    ]);
    const { html } = await coordinator.page.get(`/referrals/${referralId}`);
    for (const text of [
      'Check the assessment again: detox changed on 23 Nov 2026, after it was recorded.',
      'The referral coordinator telephones to cancel it, or corrects the need.',
      'Check the weeks that are approved: weeks asked for changed on 23 Nov 2026, after the approval.',
    ])
      // Beside the gate, and among what needs attention.
      expect(html.split(text).length - 1, text).to.equal(2);
    await correct(version, { detoxNeed: 'before_entry', plannedWeeks: 12 });
    expect((await wait(referralId)).checkAgain).to.deep.equal([]);
  });

  it('refuses days that cannot be, and a wait held safe by an unsaid plan', async () => {
    const { referralId } = await service.aReferral();
    const address = `/api/referrals/${referralId}`;
    const contact = { channel: 'letter', outcome: 'message_left' };
    const early = await coordinator.post(`${address}/contacts`, { ...contact, contactedOn: day(-11) });
    expect(early.body).to.include({ earliestOn: day(-10), latestOn: service.today });
    const late = await coordinator.post(`${address}/contacts`, { ...contact, contactedOn: day(1) });
    expect(late.status).to.equal(422);
    const review = { doneOn: service.today, outcome: 'not_safe' };
    const unsaid = await coordinator.post(`${address}/safe-to-wait-reviews`, review);
    expect([unsaid.status, unsaid.body.type]).to.deep.equal([422, '/problems/plan-missing']);
    const behind = await coordinator.post(`${address}/safe-to-wait-reviews`, {
      ...{ ...review, plan: 'Daily call', nextDueOn: service.today },
    });
    expect(behind.body).to.include({ type: '/problems/next-day-not-ahead', earliestOn: day(1) });
    const elsewhere = await service.as('coordinator@highland.example');
    expect(
      (await elsewhere.post(`${address}/contacts`, { ...contact, contactedOn: service.today })).status,
    ).to.equal(404);
    expect((await elsewhere.get(`${address}/wait`)).status).to.equal(404);
  });

  it('suggests no place to somebody who cannot go, holds none for those days, and does again from the day they can', async () => {
    const referral = await service.aReadyReferral();
    const { referralId } = referral;
    const address = `/api/referrals/${referralId}`;
    const { version } = (await coordinator.get(address)).body;
    expect((await suggestionState(referralId)).state).to.equal('suggested');
    const recorded = await coordinator.post(
      `${address}/unavailability`,
      { fromOn: day(-4), reason: 'hospital' },
      { version },
    );
    expect(recorded.status, recorded.text).to.equal(201);
    expect((await suggestionState(referralId)).state).to.equal('unavailable');
    const offer = await coordinator.post('/api/offers', {
      ...{ referralId, bedId: world.beds.any },
      ...{ arrivesOn: day(2), departsOn: day(30) },
    });
    expect(offer.body).to.include({ type: '/problems/person-unavailable', fromOn: day(-4), toOn: null });
    const { spellId } = recorded.body;
    const ended = await coordinator.post(
      `${address}/unavailability-ends`,
      { spellId, toOn: day(6) },
      { version: recorded.body.version },
    );
    expect(ended.status, ended.text).to.equal(201);
    expect(await suggestionState(referralId)).to.deep.include({ state: 'suggested', arrives_on: day(6) });
    expect(await wait(referralId)).to.include({ rawDays: 10, adjustedDays: 6 });
  });

  it('keeps spells apart, also when two are recorded at once', async () => {
    const { referralId, version } = await service.aReferral();
    const address = `/api/referrals/${referralId}`;
    const record = (from: number, to: number | null, at: number) =>
      coordinator.post(
        `${address}/unavailability`,
        { fromOn: day(from), toOn: to === null ? null : day(to), reason: 'unwell' },
        { version: at },
      );
    const answers = await Promise.all([record(0, 5, version), record(3, 9, version)]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, 412]);
    const [first] = (await wait(referralId)).spells;
    const over = await record(1, null, version + 1);
    expect(over.body).to.include({
      type: '/problems/spells-overlap',
      fromOn: first.fromOn,
      toOn: first.toOn,
    });
    expect((await record(5, 5, version + 1)).body.type).to.equal('/problems/spell-ends-before-it-starts');
    // Recorded by mistake: it ends where it began, counts no day, and leaves its days to others.
    const mistaken = await coordinator.post(
      `${address}/unavailability-ends`,
      { spellId: first.spellId, toOn: first.fromOn },
      { version: version + 1 },
    );
    expect(mistaken.status, mistaken.text).to.equal(201);
    expect((await record(0, 20, version + 2)).status).to.equal(201);
  });

  it('records nothing more of a referral that is closed', async () => {
    const { referralId, version } = await service.aReferral();
    const address = `/api/referrals/${referralId}`;
    await coordinator.post(`${address}/closing`, { reason: 'moved_away' }, { version });
    const contact = { contactedOn: service.today, channel: 'email', outcome: 'reached' };
    expect((await coordinator.post(`${address}/contacts`, contact)).status).to.equal(409);
    expect((await wait(referralId)).attention).to.deep.equal([]);
  });
});
