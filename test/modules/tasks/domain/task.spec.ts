import { expect } from 'chai';
import fc from 'fast-check';

import type { Scope } from '../../../../src/kernel/actor.js';
import { addNights, isoDate } from '../../../../src/kernel/iso-date.js';
import {
  mayDo,
  tasksOf,
  type DayFacts,
  type Task,
  type WaitingFacts,
} from '../../../../src/modules/tasks/domain/task.js';

const today = isoDate('2026-11-23');
const now = new Date('2026-11-23T10:00:00Z');
const bands = ['emergency', 'urgent', 'soon', 'routine'] as const;
const nothing: DayFacts = {
  ...{
    waiting: [],
    funding: [],
    owed: [],
    offers: [],
    unreached: [],
    stays: [],
    projects: [],
    ruleChanges: [],
    undescribed: [],
    bedChanges: [],
    overrides: [],
    repairs: [],
    abandoned: [],
    alerts: [],
  },
  ...{ questions: [], transfers: [], moves: [] },
};
const person = { clientId: 'client', reference: 'RP-1' };
const waiting = (given: Partial<WaitingFacts> = {}): WaitingFacts => ({
  ...person,
  referralId: 'referral',
  urgencyBand: 'soon',
  receivedOn: isoDate('2026-11-01'),
  queues: ['ready'],
  missing: [],
  attention: [],
  isPlaceSuggested: true,
  stuck: null,
  transport: null,
  ...given,
});
const owed = (dueOn: string, isOverdue: boolean, isUnplanned = false) => ({
  ...person,
  ...{
    placementId: `placement-${dueOn}-${String(isUnplanned)}`,
    safetyKey: 'first_contact',
    text: 'First contact',
  },
  ...{ placeName: 'Larch House', dueOn: isoDate(dueOn), isOverdue, isUnplanned },
});
const offer = (expiresAt: string) => ({
  ...person,
  ...{ offerId: `offer-${expiresAt}`, placeName: 'Larch House', expiresAt: new Date(expiresAt) },
});
const of = (facts: Partial<DayFacts>, side: Scope['kind'] = 'partnership'): readonly Task[] =>
  tasksOf({ ...nothing, ...facts }, { now, today }, { side, bands });
const kinds = (tasks: readonly Task[]) => tasks.map(({ kind }) => kind);

describe('what there is to do', () => {
  it('follows the queue a referral stands in, and whose move it is', () => {
    const cases = [
      [waiting({ queues: ['assessment-missing'] }), ['record-assessment'], 'coordinator'],
      [
        waiting({
          queues: ['funding-missing'],
          missing: [{ gate: 'funding', why: 'not-requested', whoActs: 'coordinator' }],
        }),
        ['ask-for-funding'],
        'coordinator',
      ],
      [
        waiting({
          queues: ['funding-missing'],
          missing: [{ gate: 'funding', why: 'deferred', whoActs: 'coordinator' }],
        }),
        ['answer-about-funding'],
        'coordinator',
      ],
      [
        waiting({
          queues: ['funding-missing'],
          missing: [{ gate: 'funding', why: 'requested', whoActs: 'approver' }],
        }),
        [],
        null,
      ],
      [waiting({ queues: ['detox-missing'] }), ['book-detox'], 'coordinator'],
      [waiting(), ['make-offer'], 'coordinator'],
      [waiting({ isPlaceSuggested: false }), ['look-for-place'], 'coordinator'],
      [waiting({ queues: ['unavailable'] }), [], null],
      [waiting({ queues: ['offered'] }), [], null],
      [waiting({ queues: ['booked'] }), [], null],
      [waiting({ queues: ['ready', 'booked'] }), [], null],
    ] as const;
    for (const [facts, expected, role] of cases) {
      const tasks = of({ waiting: [facts] });
      expect(kinds(tasks), facts.queues.join()).to.deep.equal(expected);
      expect(tasks[0]?.roles[0] ?? null).to.equal(role);
    }
  });

  it('begins with what is overdue for somebody’s safety, an unplanned leaving before a planned one', () => {
    const tasks = of(
      {
        offers: [offer('2026-11-23T12:00:00Z')],
        stays: [
          {
            ...person,
            placementId: 'late',
            placeName: 'Larch House',
            what: 'arrival',
            dueOn: isoDate('2026-11-20'),
          },
        ],
        owed: [owed('2026-11-22', true), owed('2026-11-22', true, true), owed('2026-11-25', false)],
        projects: [{ projectId: 'project', placeName: 'Larch House', goesStaleAt: null }],
      },
      'provider',
    );
    expect(tasks.map(({ kind, subjectId }) => `${kind} ${subjectId}`)).to.deep.equal([
      'safety placement-2026-11-22-true',
      'safety placement-2026-11-22-false',
      'record-arrival late',
      'confirm-availability project',
      'answer-offer offer-2026-11-23T12:00:00Z',
      'safety placement-2026-11-25-false',
    ]);
    expect(tasks.filter(({ isOverdue }) => isOverdue)).to.have.length(4);
  });

  it('puts what is owed by tomorrow to somebody who has just left before anything ordinary that is overdue', () => {
    const tasks = of({
      waiting: [
        waiting({
          queues: ['booked'],
          attention: [{ kind: 'urgency-review-due', sinceOn: isoDate('2026-11-10') }],
        }),
      ],
      owed: [
        owed('2026-11-25', false),
        owed('2026-11-24', false),
        owed('2026-11-24', false, true),
        owed('2026-11-22', true),
      ],
    });
    expect(tasks.map(({ kind, subjectId }) => `${kind} ${subjectId}`)).to.deep.equal([
      'safety placement-2026-11-22-false',
      'safety placement-2026-11-24-true',
      'safety placement-2026-11-24-false',
      `review-urgency ${tasks.find(({ kind }) => kind === 'review-urgency')?.subjectId ?? ''}`,
      'safety placement-2026-11-25-false',
    ]);
  });

  it('puts people nobody has a date for in order of urgency, then of waiting', () => {
    const tasks = of({
      waiting: [
        waiting({ referralId: 'routine', urgencyBand: 'routine', receivedOn: isoDate('2026-01-01') }),
        waiting({ referralId: 'later', receivedOn: isoDate('2026-11-10') }),
        waiting({ referralId: 'sooner', receivedOn: isoDate('2026-11-02') }),
        waiting({ referralId: 'emergency', urgencyBand: 'emergency' }),
      ],
    });
    expect(tasks.map(({ subjectId }) => subjectId)).to.deep.equal([
      'emergency',
      'sooner',
      'later',
      'routine',
    ]);
  });

  it('is another thing to do when a review falls due again', () => {
    const due = (sinceOn: string) =>
      of({
        waiting: [
          waiting({
            queues: ['booked'],
            attention: [{ kind: 'safe-to-wait-due', sinceOn: isoDate(sinceOn) }],
          }),
        ],
      })[0]!;
    expect(due('2026-11-23').isOverdue).to.equal(false);
    expect(due('2026-11-22').isOverdue).to.equal(true);
    expect(due('2026-11-22').key).to.not.equal(due('2026-11-23').key);
  });

  it('is asked of a second person where one has proposed it', () => {
    const [task] = of(
      {
        ruleChanges: [
          {
            changeId: 'change',
            projectId: 'project',
            placeName: 'Larch House',
            proposedBy: 'one',
            startsOn: today,
          },
        ],
      },
      'provider',
    );
    const may = (memberId: string, role: 'provider_manager' | 'provider_staff') =>
      mayDo(task!, { memberId, role });
    expect(may('one', 'provider_manager')).to.equal(false);
    expect(may('two', 'provider_manager')).to.equal(true);
    expect(may('two', 'provider_staff')).to.equal(false);
  });

  it('asks an approver for what waits, and for a second yes only who did not give the first', () => {
    const asked = { ...person, referralId: 'referral', panelOn: null, proposal: null };
    const [decide] = of({ funding: [{ ...asked, panelOn: today }] });
    expect(decide).to.include({ kind: 'decide-funding', key: 'decide-funding~referral', notBy: null });
    const [confirm] = of({
      funding: [{ ...asked, proposal: { proposalId: 'proposal', proposedBy: 'one' } }],
    });
    expect(confirm).to.include({ kind: 'confirm-approval', key: 'confirm-approval~proposal' });
    expect(mayDo(confirm!, { memberId: 'one', role: 'approver' })).to.equal(false);
    expect(mayDo(confirm!, { memberId: 'two', role: 'approver' })).to.equal(true);
    expect(mayDo(confirm!, { memberId: 'two', role: 'coordinator' })).to.equal(false);
  });

  const stuck = (given: Partial<NonNullable<WaitingFacts['stuck']>> = {}) => ({
    ...{
      sinceOn: isoDate('2026-11-02'),
      dueOn: isoDate('2026-11-16'),
      workingDays: 15,
      limitWorkingDays: 10,
    },
    ...{ owner: 'coordinator' as const, isEscalated: false, ...given },
  });

  it('is overdue from the day a referral is stuck, with how long it has been there', () => {
    const [task, ...others] = of({ waiting: [waiting({ queues: ['assessment-missing'], stuck: stuck() })] });
    expect(others).to.deep.equal([]);
    expect(task).to.deep.include({
      ...{ kind: 'record-assessment', isOverdue: true, stuck: stuck() },
      ...{ due: { kind: 'on', on: '2026-11-16' } },
    });
    const [inTime] = of({ waiting: [waiting({ queues: ['assessment-missing'] })] });
    expect(inTime).to.include({ key: task!.key, isOverdue: false, stuck: null, due: null });
  });

  it('is an approver’s too once a referral has been stuck for twice as long as it may', () => {
    const tasks = of({ waiting: [waiting({ stuck: stuck({ isEscalated: true }) })] });
    expect(tasks.map(({ kind, roles }) => `${kind} ${roles.join()}`).sort()).to.deep.equal([
      'help-stuck approver',
      'make-offer coordinator',
    ]);
  });

  it('is for another approver to confirm that others pay for a stay, by the first night they are to pay for', () => {
    const takeover = { takeoverId: 'takeover', proposedBy: 'asked', fromOn: addNights(today, 3) };
    const funding = [{ ...person, referralId: 'referral', panelOn: null, proposal: null, takeover }];
    expect(of({ funding })[0]).to.deep.include({
      ...{ kind: 'confirm-takeover', roles: ['approver'], notBy: 'asked' },
      due: { kind: 'on', on: addNights(today, 3) },
    });
  });

  it('is one task where a referral is stuck because an approver has not decided', () => {
    const facts = {
      waiting: [
        waiting({
          queues: ['funding-missing'],
          missing: [{ gate: 'funding', why: 'requested', whoActs: 'approver' }],
          stuck: stuck({ owner: 'approver', isEscalated: true }),
        }),
      ],
      funding: [{ ...person, referralId: 'referral', panelOn: null, proposal: null }],
    };
    expect(of(facts).map(({ kind, isOverdue }) => ({ kind, isOverdue }))).to.deep.equal([
      { kind: 'decide-funding', isOverdue: true },
    ]);
    const [listed] = of({ ...facts, funding: [{ ...facts.funding[0]!, panelOn: addNights(today, 2) }] });
    expect(listed).to.deep.include({ isOverdue: false, due: { kind: 'on', on: addNights(today, 2) } });
  });

  const question = {
    ...{ requestId: 'question', version: 1, referralId: 'referral', reference: 'RP-1' },
    ...{ urgencyBand: 'soon' as const, placeName: 'Larch House', sinceOn: isoDate('2026-11-20') },
  };

  it('is to answer about somebody by the day it is due, and without a name', () => {
    const asked = { questions: [{ ...question, answerDueOn: isoDate('2026-11-20') }] };
    const [task, ...others] = of(asked, 'provider');
    expect(others).to.deep.equal([]);
    expect(task).to.deep.include({
      ...{ kind: 'answer-suitability', subjectId: 'question', isOverdue: true },
      person: { clientId: null, reference: 'RP-1' },
    });
    expect(of(asked)).to.deep.equal([]);
  });

  it('is to tell what a project wants to know, once more for each time it asks', () => {
    const wanted = { ...question, version: 2, answerDueOn: null };
    const facts = { waiting: [waiting({ queues: ['unavailable'] })], questions: [wanted] };
    expect(of(facts)[0]).to.deep.include({
      ...{ kind: 'give-information', subjectId: 'referral', roles: ['coordinator'], due: null },
      person,
    });
    const [again] = of({ ...facts, questions: [{ ...wanted, version: 4 }] });
    expect(again!.key).to.not.equal(of(facts)[0]!.key);
    expect(of({ questions: [wanted] }, 'provider')).to.deep.equal([]);
  });

  it('is to answer a partnership that asks for a referral', () => {
    const [task] = of({
      transfers: [
        ...[{ transferId: 'transfer', reference: 'RP-9', otherPartnership: 'Highland', askedOn: today }],
      ],
    });
    expect(task).to.deep.include({
      ...{ kind: 'answer-transfer', subjectId: 'transfer', detail: 'Highland' },
      person: { clientId: null, reference: 'RP-9' },
    });
  });

  it('is to record who is back from leave on the day they are due, for the project', () => {
    const back = { ...person, placementId: 'stay', placeName: 'Larch House', what: 'return' as const };
    const [task] = of({ stays: [{ ...back, dueOn: today }] }, 'provider');
    expect(task).to.include({ kind: 'record-return', isOverdue: false });
    expect(of({ stays: [{ ...back, dueOn: addNights(today, -1) }] }, 'provider')[0]?.isOverdue).to.equal(
      true,
    );
  });

  it('is to arrange who brings somebody from prison, by the day before, for their safety', () => {
    const leaving = (days: number) =>
      of({
        waiting: [
          waiting({
            queues: ['booked'],
            transport: { liberationOn: addNights(today, days), placeName: 'Larch House' },
          }),
        ],
      })[0];
    expect(leaving(1)).to.deep.include({
      ...{ kind: 'arrange-transport', isSafety: true, isOverdue: false },
      due: { kind: 'on', on: today },
    });
    expect(leaving(0)?.isOverdue).to.equal(true);
  });

  it('of an administrator are repairs of others and records nobody can open, by reference', () => {
    const repair = {
      ...{ repairId: 'repair', placementId: 'stay', clientId: null, reference: 'RP-1' },
      ...{ placeName: 'Larch House', proposedBy: 'una', proposedOn: today },
    };
    const abandoned = { clientId: 'client', version: 2, reference: 'RP-2', partnershipName: 'Glasgow City' };
    const tasks = of({ repairs: [repair], abandoned: [abandoned] }, 'national');
    expect(tasks.map(({ kind, roles }) => [kind, ...roles])).to.have.deep.members([
      ['confirm-repair', 'administrator'],
      ['name-record-readers', 'administrator'],
    ]);
    expect(tasks.map(({ person: about }) => about?.clientId)).to.deep.equal([null, null]);
    const done = (memberId: string) =>
      tasks.filter((task) => mayDo(task, { memberId, role: 'administrator' })).map(({ kind }) => kind);
    expect(done('una')).to.deep.equal(['name-record-readers']);
    expect(done('hamish')).to.have.length(2);
    expect(tasks.some((task) => mayDo(task, { memberId: 'shona', role: 'planner' }))).to.equal(false);
    const again = of({ abandoned: [{ ...abandoned, version: 3 }] }, 'national');
    expect(tasks.map(({ key }) => key)).to.not.include(again[0]?.key);
  });

  it('has one key and one place in the order for each thing, whatever the order of the facts', () => {
    const offers = fc.uniqueArray(fc.integer({ min: -200, max: 200 }), { maxLength: 12 });
    const stays = fc.uniqueArray(fc.integer({ min: -20, max: 0 }), { maxLength: 12 });
    fc.assert(
      fc.property(offers, stays, fc.boolean(), (hours, days, isTurned) => {
        const facts = {
          offers: hours.map((hour) => offer(new Date(now.getTime() + hour * 3_600_000).toISOString())),
          stays: days.map((day) => ({
            ...person,
            ...{ placementId: `p${day}`, placeName: 'Larch House', what: 'leaving' as const },
            dueOn: addNights(today, day),
          })),
        };
        const tasks = of(facts, 'provider');
        const turned = isTurned
          ? of({ offers: [...facts.offers].reverse(), stays: [...facts.stays].reverse() }, 'provider')
          : tasks;
        expect(turned.map(({ key }) => key)).to.deep.equal(tasks.map(({ key }) => key));
        expect(new Set(tasks.map(({ key }) => key)).size).to.equal(hours.length + days.length);
        expect(tasks.every(({ mark }) => mark.length <= 120)).to.equal(true);
        const overdue = tasks.map(({ isOverdue }) => isOverdue);
        expect(overdue.lastIndexOf(true)).to.be.lessThan(
          overdue.includes(false) ? overdue.indexOf(false) : overdue.length,
        );
      }),
      { seed: 1480 },
    );
  });
});
