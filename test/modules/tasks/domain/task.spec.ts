import { expect } from 'chai';
import fc from 'fast-check';

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
  ...{ waiting: [], funding: [], owed: [], offers: [], stays: [], projects: [], ruleChanges: [], alerts: [] },
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
const of = (facts: Partial<DayFacts>, side: 'partnership' | 'provider' = 'partnership'): readonly Task[] =>
  tasksOf({ ...nothing, ...facts }, { now, today }, { side, bands });
const kinds = (tasks: readonly Task[]) => tasks.map(({ kind }) => kind);

describe('what there is to do', () => {
  it('follows the queue a referral stands in, and whose move it is', () => {
    const cases = [
      [waiting({ queues: ['assessment-missing'] }), ['record-assessment'], 'coordinator'],
      [
        waiting({ queues: ['funding-missing'], missing: [{ gate: 'funding', whoActs: 'coordinator' }] }),
        ['ask-for-funding'],
        'coordinator',
      ],
      [
        waiting({ queues: ['funding-missing'], missing: [{ gate: 'funding', whoActs: 'approver' }] }),
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
