import { expect } from 'chai';

import { isoDate } from '../../../../../src/kernel/iso-date.js';
import type { Caller, Reply } from '../../../../support/caller.js';
import { unknownId } from '../../../../support/example-of.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { world } from '../../../../support/small-world.js';

const { larchHouse, rowanBank } = world.projects;

describe('asking a project whether a person would be suitable', () => {
  let service: RunningService;
  let coordinator: Caller;
  let manager: Caller;
  let larchRule: string;
  let rowanRule: string;

  const ask = (referralId: string, projectId: string = larchHouse.id): Promise<Reply> =>
    coordinator.post(`/api/referrals/${referralId}/suitability-requests`, { projectId });
  /** What is sent of the facts that were read: as they are now, unless a test says otherwise. */
  const factsNow = async (requestId: string): Promise<number> => {
    const [row] = await service.dataSource.query(
      'SELECT r.version FROM suitability_request q JOIN referral r ON r.id = q.referral_id WHERE q.id = ?',
      [requestId],
    );
    return row?.version ?? 1;
  };
  const answer = async (
    requestId: string,
    version: number,
    given: object,
    who = manager,
    referralVersion?: number,
  ): Promise<Reply> =>
    who.post(
      `/api/suitability-requests/${requestId}/answer`,
      { answer: given, referralVersion: referralVersion ?? (await factsNow(requestId)) },
      { version },
    );
  const tell = (requestId: string, version: number, note: string, how = 'information'): Promise<Reply> =>
    coordinator.post(`/api/suitability-requests/${requestId}/${how}`, { note }, { version });
  const refusal = ({ status, body }: Reply): string => `${status} ${body.type}`;
  const aRule = async (who: Caller, projectId: string): Promise<string> => {
    const { body, text } = await who.post(`/api/projects/${projectId}/admission-rule-changes`, {
      ...{ kind: 'add', startsOn: service.today, reason: 'As on our page' },
      rule: {
        ...{ attribute: 'age', operator: 'at_least', value: 45, stage: 'admission' },
        ...{ effect: 'case_by_case', source: 'Statement of purpose' },
      },
    });
    expect(body.state, text).to.equal('applied');
    return body.ruleId;
  };
  const no = (given: object = {}) => ({
    ...{ kind: 'not_suitable', reason: 'needs_cannot_be_met', note: 'Try Rowan Bank' },
    ...given,
  });
  const placeOf = async (referralId: string): Promise<string | null> => {
    await service.runWorkerOnce();
    const html = (await coordinator.page.get(`/referrals/${referralId}`)).html;
    return /bedId=([0-9a-f-]{36})/.exec(html)?.[1] ?? null;
  };

  before(async () => {
    service = await startService();
    coordinator = await service.as('coordinator');
    manager = await service.as('provider_manager');
    larchRule = await aRule(manager, larchHouse.id);
    rowanRule = await aRule(await service.as('manager@rowan.example'), rowanBank.id);
  });
  after(() => service?.stop());

  it('goes from the question to what else must be known, and to an answer that is kept', async () => {
    const { referralId, reference } = await service.aReferral({ urgencyBand: 'urgent' });
    const asked = await ask(referralId);
    expect(asked.status, asked.text).to.equal(201);
    const { requestId } = asked.body;
    const listed = async (who: Caller): Promise<Reply['body'][]> =>
      (await who.get('/api/suitability-requests')).body.items;
    const item = {
      ...{ requestId, referralId, reference, projectId: larchHouse.id },
      askedOn: service.today,
    };
    // Monday: two working days on.
    expect(await listed(manager)).to.deep.equal([
      { ...item, waitsFor: 'provider', dueOn: '2026-11-25', referralVersion: 1, version: 1 },
    ]);
    expect(await listed(coordinator)).to.have.length(1);
    expect(await listed(await service.as('manager@rowan.example'))).to.deep.equal([]);
    expect(await listed(await service.as('coordinator@highland.example'))).to.deep.equal([]);

    const more = await answer(requestId, 1, {
      ...{ kind: 'more_information', neededFrom: 'prescriber', note: 'Which dose?' },
    });
    expect(more.body).to.deep.equal({ requestId, version: 2 });
    expect((await listed(manager))[0]).to.include({ waitsFor: 'partnership', dueOn: null });
    const told = await tell(requestId, 2, '30 ml a day');
    expect(told.status, told.text).to.equal(200);
    expect((await listed(manager))[0]).to.include({ waitsFor: 'provider', dueOn: '2026-11-25' });
    const yes = await answer(requestId, 3, { kind: 'suitable' });
    expect(yes.status, yes.text).to.equal(200);
    expect(await listed(manager)).to.deep.equal([]);
    expect(refusal(await answer(requestId, 4, no()))).to.equal('404 /problems/not-found');
  });

  it('has one question at a time, of a project there is, about somebody who waits, in the partnership', async () => {
    const { referralId, version } = await service.aReferral();
    const { requestId } = (await ask(referralId)).body;
    expect(refusal(await ask(referralId))).to.equal('409 /problems/already-asked');
    expect(refusal(await ask(referralId, unknownId))).to.equal('422 /problems/project-unknown');
    const elsewhere = await service.aReferral({ partnership: 'highland' });
    expect(refusal(await ask(elsewhere.referralId))).to.equal('404 /problems/not-found');
    const wanted = await tell(requestId, 1, 'Nobody asked');
    expect(refusal(wanted)).to.equal('409 /problems/nothing-wanted');
    const others = await service.as('manager@rowan.example');
    expect(refusal(await answer(requestId, 1, no(), others))).to.equal('404 /problems/not-found');
    expect((await tell(requestId, 1, 'Asked by mistake', 'withdrawal')).status).to.equal(200);
    const again = await ask(referralId);
    expect(again.status).to.equal(201);
    await coordinator.post(`/api/referrals/${referralId}/closing`, { reason: 'moved_away' }, { version });
    expect(refusal(await answer(again.body.requestId, 1, no()))).to.equal('409 /problems/referral-closed');
    expect(refusal(await ask(referralId))).to.equal('409 /problems/referral-closed');
  });

  it('a no for a rule cites one of the project’s own that is in force; another reason is said in words', async () => {
    const { referralId } = await service.aReferral();
    const { requestId } = (await ask(referralId)).body;
    const rule = { reason: 'outside_our_rules', note: null };
    expect(refusal(await answer(requestId, 1, no(rule)))).to.equal('422 /problems/rule-missing');
    expect(refusal(await answer(requestId, 1, no({ ...rule, ruleId: rowanRule })))).to.equal(
      '422 /problems/rule-not-in-force',
    );
    expect(refusal(await answer(requestId, 1, no({ reason: 'other', note: null })))).to.equal(
      '422 /problems/why-missing',
    );
    const cited = await answer(requestId, 1, no({ ...rule, ruleId: larchRule }));
    expect(cited.status, cited.text).to.equal(200);
    expect((await coordinator.page.get(`/referrals/${referralId}/suitability`)).html).to.contain(
      'Not suitable: one of the project’s rules, “Aged 45 or over” (version 1)',
    );
  });

  it('two who answer at once: one is taken, the other is told', async () => {
    const { referralId } = await service.aReferral();
    const { requestId } = (await ask(referralId)).body;
    const both = await Promise.all([
      answer(requestId, 1, { kind: 'suitable' }),
      answer(requestId, 1, no(), await service.as('staff@larch.example')),
    ]);
    expect(both.filter(({ status }) => status === 200)).to.have.length(1);
    expect([404, 412]).to.include(both.find(({ status }) => status !== 200)?.status);
  });

  it('a no keeps the project out of what is suggested, until what is recorded of the person changes', async () => {
    const { referralId } = await service.aReadyReferral({ preferredProjectIds: [rowanBank.id] });
    const atRowan: readonly (string | null)[] = [world.beds.rowan1, world.beds.rowan2];
    expect(atRowan).to.include(await placeOf(referralId));
    const { requestId } = (await ask(referralId, rowanBank.id)).body;
    const rowan = await service.as('manager@rowan.example');
    expect((await answer(requestId, 1, no(), rowan)).status).to.equal(200);
    expect(atRowan).to.not.include(await placeOf(referralId));
    expect((await coordinator.page.get(`/referrals/${referralId}/places`)).html).to.contain(
      'The project has said that the person is not suitable',
    );
    const referral = await coordinator.get(`/api/referrals/${referralId}`);
    const recorded = await service.uow.read((tx) =>
      service.modules.referrals.readCorrectable(tx, referralId),
    );
    const corrected = await coordinator.post(
      `/api/referrals/${referralId}/correction`,
      {
        ...recorded,
        mat: { drug: 'methadone', dose: 30, unit: 'ml_daily', on: isoDate('2026-11-20') },
      },
      { version: referral.body.version },
    );
    expect(corrected.status, corrected.text).to.equal(201);
    expect(atRowan).to.include(await placeOf(referralId));
    expect((await coordinator.page.get(`/referrals/${referralId}`)).html).to.contain(
      'Changed since: medication assisted treatment',
    );
  });

  const correct = async (referralId: string, to: object): Promise<void> => {
    const { body } = await coordinator.get(`/api/referrals/${referralId}`);
    const recorded = await service.uow.read((tx) =>
      service.modules.referrals.readCorrectable(tx, referralId),
    );
    const path = `/api/referrals/${referralId}/correction`;
    const { status, text } = await coordinator.post(path, { ...recorded, ...to }, { version: body.version });
    expect(status, text).to.equal(201);
  };
  const mat = { drug: 'methadone', dose: 30, unit: 'ml_daily', on: '2026-11-20' };

  it('an answer rests on the facts that were read: what was corrected since is named, and nothing is said', async () => {
    const { referralId } = await service.aReferral();
    const { requestId } = (await ask(referralId)).body;
    const { items } = (await manager.get('/api/suitability-requests?limit=100')).body;
    const seen: number = items.find(
      (one: { requestId: string }) => one.requestId === requestId,
    ).referralVersion;
    await correct(referralId, { mat });
    const late = await answer(requestId, 1, { kind: 'suitable' }, manager, seen);
    expect(refusal(late)).to.equal('412 /problems/changed-since-you-read-it');
    expect(late.body.changedFacts).to.deep.equal(['mat']);
    const unread = await answer(requestId, 1, { kind: 'suitable' }, manager, seen + 5);
    expect(refusal(unread)).to.equal('412 /problems/changed-since-you-read-it');
    expect((await answer(requestId, 1, { kind: 'suitable' }, manager, seen + 1)).status).to.equal(200);
  });

  it('what no answer rests on may be corrected meanwhile', async () => {
    const { referralId } = await service.aReferral();
    const { requestId } = (await ask(referralId)).body;
    await correct(referralId, { urgencyBand: 'urgent', urgencyReason: 'Lives with somebody who drinks' });
    expect((await answer(requestId, 1, { kind: 'suitable' }, manager, 1)).status).to.equal(200);
  });

  it('a form opened before a correction says what was corrected, keeps what was typed, and is sent again', async () => {
    const { referralId } = await service.aReferral();
    const { requestId } = (await ask(referralId)).body;
    const form = `/suitability/${requestId}/answer`;
    const opened = await manager.page.get('/suitability');
    await correct(referralId, { mat });
    const typed = { kind: 'not_suitable', reason: 'needs_cannot_be_met', note: 'No nurse at night' };
    const again = await manager.page.submit(opened, form, typed);
    expect(again.status).to.equal(409);
    expect(again.html)
      .to.contain('The partnership corrected what you answered by: medication assisted treatment')
      .and.to.contain('No nurse at night')
      .and.to.contain('Methadone: 30');
    expect((await manager.page.submit(again, form, typed)).location).to.equal(
      '/suitability?done=suitability-answered',
    );
  });

  it('of an answer and a correction at once, the answer comes first or is told what was corrected', async () => {
    const { referralId } = await service.aReferral();
    const { requestId } = (await ask(referralId)).body;
    const [answered] = await Promise.all([
      answer(requestId, 1, { kind: 'suitable' }, manager, 1),
      correct(referralId, { mat }),
    ]);
    if (answered.status === 200) return;
    expect(answered.body.changedFacts).to.deep.equal(['mat']);
  });

  it('a provider that declines an offer for a rule cites it, and the coordinator reads it', async () => {
    const offer = await service.anOffer({ bed: 'plain' });
    const decline = (given: object): Promise<Reply> =>
      manager.post(
        `/api/offers/${offer.offerId}/refusal`,
        { refusedBy: 'provider', reason: 'outside_our_rules', ...given },
        { version: offer.version },
      );
    expect(refusal(await decline({}))).to.equal('422 /problems/rule-missing');
    expect(refusal(await decline({ ruleId: rowanRule }))).to.equal('422 /problems/rule-not-in-force');
    const page = await manager.page.get('/incoming-offers');
    expect(page.html).to.contain('We decline: our rule “Aged 45 or over”');
    const sent = await manager.page.submit(page, `/incoming-offers/${offer.offerId}/refusal`, {
      reason: `provider.outside_our_rules.${larchRule}`,
    });
    expect(sent.location).to.equal('/incoming-offers?done=offer-declined');
    const declined = 'The provider declined: one of the project’s rules, “Aged 45 or over”';
    expect((await coordinator.page.get(`/offers/${offer.offerId}/made`)).html).to.contain(declined);
    expect((await coordinator.page.get(`/referrals/${offer.referral.referralId}`)).html).to.contain(declined);
  });
});
