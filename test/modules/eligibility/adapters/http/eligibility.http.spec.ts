import { expect } from 'chai';

import { addNights, isoDate } from '../../../../../src/kernel/iso-date.js';
import type { Caller, Reply } from '../../../../support/caller.js';
import { unknownId } from '../../../../support/example-of.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { world } from '../../../../support/small-world.js';

const { larchHouse, rowanBank, larchFamilies } = world.projects;

const ageRule = (years: number, effect = 'exclude') => ({
  attribute: 'age',
  operator: 'at_least',
  value: years,
  stage: 'admission',
  effect,
  source: 'Statement of purpose',
});

describe('rules of a project', () => {
  let service: RunningService;
  let manager: Caller;
  let second: Caller;
  let coordinator: Caller;
  const path = `/api/projects/${larchHouse.id}/admission-rule-changes`;
  const ask = (who: Caller, body: object): Promise<Reply> =>
    who.post(path, { startsOn: service.today, reason: 'The building allows no more', ...body });
  const decide = (who: Caller, changeId: string, decision: string): Promise<Reply> =>
    who.post(`${path}/${changeId}/decision`, { decision });
  const rulesOf = async (projectId: string): Promise<Reply['body'][]> =>
    (await coordinator.get(`/api/projects/${projectId}/admission-rules`)).body.rules;

  before(async () => {
    service = await startService();
    manager = await service.as('provider_manager');
    second = await service.as('second@larch.example');
    coordinator = await service.as('coordinator');
  });
  after(() => service?.stop());

  it('are looked at by matching too: who would lose the place suggested to them, wherever they could go instead', async () => {
    const only = await service.aReadyReferral({ bornOn: isoDate('2005-01-01'), sex: 'male' });
    const looked = async () =>
      (
        await manager.get(
          `/api/projects/${larchHouse.id}/admission-rule-preview?kind=add&attribute=age&operator=at_least&value=30&startsOn=${service.today}`,
        )
      ).body;
    expect(await looked(), 'there are other projects').to.deep.include({
      ...{ excluded: null, losePlace: 0, gainPlace: 0 },
    });
    await service.dataSource.query('UPDATE project SET accepting_referrals = 0 WHERE id <> ?', [
      larchHouse.id,
    ]);
    expect(await looked(), 'there are none').to.deep.include({ losePlace: null, gainPlace: 0 });
    await service.dataSource.query('UPDATE project SET accepting_referrals = 1');
    await service.dataSource.query(`UPDATE referral SET state = 'closed' WHERE id = ?`, [only.referralId]);
  });

  it('wait for a second manager where they exclude more people, and count once somebody else confirms', async () => {
    const young = await service.aReadyReferral({ bornOn: isoDate('2005-01-01') });
    const asked = await ask(manager, { kind: 'add', rule: ageRule(30) });
    expect([asked.status, asked.body.state]).to.deep.equal([201, 'waiting']);
    expect(await rulesOf(larchHouse.id)).to.deep.equal([]);

    const { changeId, ruleId } = asked.body;
    const alone = await decide(manager, changeId, 'confirm');
    expect([alone.status, alone.body.type]).to.deep.equal([409, '/problems/second-manager-needed']);
    const waiting = await second.get(path);
    expect(waiting.body.changes).to.have.length(1);
    // One person who waits: fewer than five are not told as a number.
    expect(waiting.body.changes[0]).to.include({
      changeId,
      text: 'Aged 30 or over',
      excluded: null,
      unknown: 0,
    });

    const confirmed = await decide(second, changeId, 'confirm');
    expect(confirmed.body).to.include({ state: 'applied', ruleId, startsOn: service.today });
    expect((await rulesOf(larchHouse.id)).map((rule) => rule.text)).to.deep.equal(['Aged 30 or over']);
    expect((await decide(second, changeId, 'withdraw')).body.type).to.equal(
      '/problems/change-already-decided',
    );

    const { body } = await coordinator.get(
      `/api/referrals/${young.referralId}/eligibility?projectId=${larchHouse.id}`,
    );
    expect(body.answer).to.equal('no');
    expect(body.rules[0]).to.include({
      answer: 'no',
      text: 'Aged 30 or over',
      detail: 'The person is 21 years old',
    });
    expect(body.rules[0].change).to.deep.equal({
      ...{ of: 'arrival', to: '2035-01-01' },
      text: 'Yes, for an arrival on or after 2035-01-01',
    });
  });

  it('count at once where nobody more is excluded, and a wider version replaces the one before from its day', async () => {
    const { body: rule } = await ask(manager, {
      kind: 'add',
      rule: { ...ageRule(40, 'case_by_case') },
    });
    expect(rule.state).to.equal('applied');
    const later = addNights(service.today, 7);
    const wider = await ask(manager, {
      ...{ kind: 'replace', ruleId: rule.ruleId, ruleVersion: 1, startsOn: later },
      rule: ageRule(35, 'case_by_case'),
    });
    expect([wider.status, wider.body.state]).to.deep.equal([201, 'applied']);
    const versions = (await rulesOf(larchHouse.id)).filter(({ ruleId }) => ruleId === rule.ruleId);
    expect(versions.map(({ version, value, validFrom, validTo }) => [version, value, validFrom, validTo])).to.deep.equal([
      [1, 40, service.today, later],
      [2, 35, later, null],
    ]); // prettier-ignore
    const { html } = await coordinator.page.get(`/projects/${larchHouse.id}/rules`);
    expect(html)
      .to.contain('New: “Aged 40 or over”')
      .and.to.contain('“Aged 40 or over” became “Aged 35 or over”')
      .and.to.contain('Version 1, in force from 23 Nov 2026 until 30 Nov 2026; asked for by Morag Sneddon')
      .and.to.contain('confirmed by Isla Moffat on 23 Nov 2026');
    const stale = await ask(manager, { kind: 'end', ruleId: rule.ruleId, ruleVersion: 1 });
    expect([stale.status, stale.body.type]).to.deep.equal([412, '/problems/changed-since-you-read-it']);
    const early = await ask(manager, { kind: 'end', ruleId: rule.ruleId, ruleVersion: 2 });
    expect(early.body).to.include({ type: '/problems/start-not-possible', earliestOn: later });
    const ended = await ask(manager, { kind: 'end', ruleId: rule.ruleId, ruleVersion: 2, startsOn: later });
    expect(ended.body.state).to.equal('applied');
  });

  it('let one change wait for a rule, which its author may take back', async () => {
    const { body } = await ask(manager, {
      kind: 'add',
      rule: { ...ageRule(50, 'case_by_case'), attribute: 'age' },
    });
    const stricter = { kind: 'replace', ruleId: body.ruleId, ruleVersion: 1, rule: ageRule(50) };
    const first = await ask(manager, stricter);
    expect(first.body.state).to.equal('waiting');
    const again = await ask(second, stricter);
    expect([again.status, again.body.type]).to.deep.equal([409, '/problems/change-already-waiting']);
    expect((await decide(manager, first.body.changeId, 'withdraw')).body.state).to.equal('withdrawn');
    expect((await ask(second, stricter)).body.state).to.equal('waiting');
  });

  it('are changed by one of two managers who confirm at once, and told as decided to the other', async () => {
    const { body } = await ask(manager, { kind: 'add', rule: ageRule(31) });
    const answers = await Promise.all([
      decide(second, body.changeId, 'confirm'),
      decide(second, body.changeId, 'confirm'),
    ]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 409]);
    const [rows] = await service.dataSource.query(
      'SELECT COUNT(*) AS n FROM admission_rule WHERE rule_id = ?',
      [body.ruleId],
    );
    expect(Number(rows.n)).to.equal(1);
  });

  it('look ahead at a change without keeping anything', async () => {
    const preview = `/api/projects/${larchHouse.id}/admission-rule-preview`;
    const { status, body } = await manager.get(
      `${preview}?kind=add&attribute=health_board&operator=one_of&value=${encodeURIComponent('NHS Highland')}&startsOn=${service.today}`,
    );
    expect([status, body.excludesMore]).to.deep.equal([200, true]);
    const unknownBoard = await manager.get(
      `${preview}?kind=add&attribute=health_board&operator=one_of&value=Atlantis&startsOn=${service.today}`,
    );
    expect(unknownBoard.body).to.include({ type: '/problems/rule-not-understood', part: 'value' });
    expect((await coordinator.get(preview)).status).to.be.oneOf([400, 403]);
  });

  it('are nobody else’s to change: another provider finds nothing, other roles may not', async () => {
    const other = await service.as('manager@rowan.example');
    expect((await ask(other, { kind: 'add', rule: ageRule(18) })).status).to.equal(404);
    expect((await ask(coordinator, { kind: 'add', rule: ageRule(18) })).status).to.equal(403);
    expect(
      (await ask(await service.as('provider_staff'), { kind: 'add', rule: ageRule(18) })).status,
    ).to.equal(403);
    expect((await ask(manager, { kind: 'add' })).body.type).to.equal('/problems/rule-missing');
    expect((await coordinator.get(`/api/projects/${unknownId}/admission-rules`)).status).to.equal(404);
  });

  it('start the matcher, which then suggests nobody whom they exclude', async () => {
    const man = await service.aReadyReferral({
      bornOn: isoDate('1990-01-01'),
      preferredProjectIds: [rowanBank.id],
    });
    await service.runWorkerOnce();
    const suggested = async () => {
      const [row] = await service.dataSource.query(
        `SELECT project_id, explanation FROM suggestion WHERE referral_id = ? ORDER BY run_id DESC LIMIT 1`,
        [man.referralId],
      );
      return row;
    };
    expect((await suggested()).project_id).to.equal(rowanBank.id);
    const rowan = await service.as('manager@rowan.example');
    const asked = await rowan.post(`/api/projects/${rowanBank.id}/admission-rule-changes`, {
      ...{ kind: 'add', startsOn: service.today, reason: 'Women only from now on' },
      rule: { ...ageRule(0), attribute: 'sex', operator: 'one_of', value: ['female'] },
    });
    expect(asked.body.state).to.equal('waiting');
    // Rowan has one manager in the small world: the second is written in here.
    await service.dataSource.query(
      `UPDATE admission_rule_change SET proposed_by = 'somebody-else' WHERE id = ?`,
      [asked.body.changeId],
    );
    const confirmed = await rowan.post(
      `/api/projects/${rowanBank.id}/admission-rule-changes/${asked.body.changeId}/decision`,
      { decision: 'confirm' },
    );
    expect(confirmed.body.state).to.equal('applied');
    await service.runWorkerOnce();
    const after = await suggested();
    expect(after.project_id).to.not.equal(rowanBank.id);
    const explanation =
      typeof after.explanation === 'string' ? JSON.parse(after.explanation) : after.explanation;
    expect(explanation.excludedBy).to.include({ project_sex: 2 });
  });

  it('are asked again on the day of arrival, which a rule begun since does not pass over', async () => {
    const booking = await service.aBooking({ bed: 'any', referral: await service.aReadyReferral({ bornOn: isoDate('1970-01-01') }) });
    const { body } = await ask(manager, {
      kind: 'add',
      rule: { ...ageRule(0), attribute: 'sex', operator: 'one_of', value: ['female'] },
    });
    await decide(second, body.changeId, 'confirm');
    const admitted = await manager.post(
      `/api/placements/${booking.placementId}/admission`,
      { admittedOn: service.today },
      { version: booking.version },
    );
    expect(admitted.body.type).to.equal('/problems/place-does-not-fit');
  }); // prettier-ignore

  describe('and one person', () => {
    it('are told with what would change each no, from the same evaluator, on any day to come', async () => {
      const mother = await service.aReadyReferral({
        sex: 'female',
        children: 1,
        oldestChildBornOn: isoDate('2013-01-01'),
      });
      const { status, body } = await coordinator.get(
        `/api/referrals/${mother.referralId}/eligibility?projectId=${larchFamilies.id}&on=${addNights(service.today, 10)}`,
      );
      expect(status).to.equal(200);
      expect(body).to.include({ answer: 'no', projectName: 'Larch Families', assessment: 'yes' });
      expect(body.beds).to.deep.equal({ yes: 0, unknown: 0, no: 1 });
      expect(body.bedReasons.map(({ rule }: { rule: string }) => rule)).to.include('oldest_child_at_arrival');
      for (const reason of body.bedReasons) expect(reason.change.text, reason.rule).to.match(/^Yes, /);
    });

    it('are not told of somebody else’s people, nor of a day gone by', async () => {
      const man = await service.aReferral();
      const address = `/api/referrals/${man.referralId}/eligibility?projectId=${larchHouse.id}`;
      expect((await (await service.as('coordinator@highland.example')).get(address)).status).to.equal(404);
      expect((await manager.get(address)).status).to.equal(403);
      const gone = await coordinator.get(`${address}&on=${addNights(service.today, -1)}`);
      expect(gone.body).to.include({ type: '/problems/day-not-possible', earliestOn: service.today });
      expect(
        (await coordinator.get(`/api/referrals/${man.referralId}/eligibility?projectId=${unknownId}`)).status,
      ).to.equal(404);
    });
  });
});
