import { expect } from 'chai';
import fc from 'fast-check';

import { leavingSafely as policy } from '../../../../config/leaving-safely.js';
import { addNights, dayOfWeek, isoDate, type IsoDate } from '../../../../src/kernel/iso-date.js';
import {
  deriveSafetyTasks,
  hasComeBack,
  isReasonNeeded,
  outcomesOf,
  weighSafetyAnswer,
  type LeavingFacts,
  type SafetyAnswer,
  type SafetyRecord,
  type Subject,
  type TaskStatus,
} from '../../../../src/modules/placements/domain/leaving-safely.js';
import { endReasons } from '../../../../src/modules/placements/domain/placement.js';
import { awkwardDates, seed } from '../../../support/civil-dates.js';

const on = isoDate;

const here: LeavingFacts = {
  state: 'admitted',
  admittedOn: on('2026-09-01'),
  departsOn: on('2026-11-24'),
  endedOn: null,
  endKind: null,
  endReason: null,
  isRecordedAsDied: false,
};
const left = (endedOn: string, endKind: 'planned' | 'unplanned', endReason = 'completed'): LeavingFacts => ({
  ...here,
  state: 'ended',
  endedOn: on(endedOn),
  endKind,
  endReason,
});
const record = (
  subject: Subject,
  outcome: string,
  happenedOn: string,
  weeks: number | null = null,
): SafetyRecord => ({
  recordId: `${subject}-${happenedOn}`,
  subject,
  weeks,
  outcome,
  happenedOn: on(happenedOn),
});
const standing = (stay: LeavingFacts, records: readonly SafetyRecord[], today: string) =>
  Object.fromEntries(
    deriveSafetyTasks(policy, stay, records, on(today)).map(({ key, status }) => [key, status]),
  );

describe('what is owed to somebody who leaves', () => {
  it('is what a planned move needs of somebody who goes on to another provider, and everything of who left unplanned', () => {
    const goesOn = { ...here, goesOn: true };
    const keysOf = (stay: LeavingFacts) =>
      deriveSafetyTasks(policy, stay, [], on('2026-11-25')).map(({ key }) => key);
    const moved = ['naloxone_at_admission', 'prescriber_informed', 'key_worker_acknowledged'];
    expect(keysOf(goesOn)).to.deep.equal(moved);
    expect(keysOf({ ...left('2026-11-24', 'planned', 'transferred'), goesOn: true })).to.deep.equal(moved);
    const dropped = left('2026-11-20', 'unplanned', 'dropped_out');
    expect(keysOf({ ...dropped, goesOn: true })).to.deep.equal(keysOf(dropped));
  });

  it('is nothing before they have arrived, and nothing when they never came', () => {
    for (const state of ['booked', 'never_started'] as const) {
      expect(
        deriveSafetyTasks(policy, { ...here, state, admittedOn: null }, [], on('2026-11-01')),
      ).to.deep.equal([]);
    }
  });

  it('begins with naloxone on arrival, and a fortnight before a planned leaving with the rest', () => {
    expect(standing(here, [], '2026-09-02')).to.deep.equal({
      naloxone_at_admission: 'due',
      naloxone_at_discharge: 'later',
      prescriber_informed: 'later',
      next_address: 'later',
      key_worker_acknowledged: 'later',
      dual_housing: 'later',
    });
    expect(standing(here, [], '2026-11-09')['naloxone_at_discharge']).to.equal('later');
    expect(standing(here, [], '2026-11-10')).to.include({
      naloxone_at_admission: 'overdue',
      naloxone_at_discharge: 'due',
    });
    expect(standing(here, [], '2026-11-25')['next_address']).to.equal('overdue');
  });

  it('opens at once when the leaving was not planned, with a day for the office to open', () => {
    const stay = left('2026-10-03', 'unplanned', 'dropped_out');
    expect(standing(stay, [], '2026-10-03')).to.include({
      naloxone_at_discharge: 'due',
      prescriber_informed: 'due',
      key_worker_acknowledged: 'due',
      first_contact: 'due',
      second_contact: 'later',
      re_engagement: 'due',
      follow_up_12: 'later',
    });
    expect(standing(stay, [], '2026-10-04')['prescriber_informed']).to.equal('due');
    expect(standing(stay, [], '2026-10-05')['prescriber_informed']).to.equal('overdue');
  });

  it('asks for a contact within seven days and again within 28', () => {
    const stay = left('2026-11-01', 'planned');
    expect(standing(stay, [], '2026-11-08')['first_contact']).to.equal('due');
    expect(standing(stay, [], '2026-11-09')).to.include({ first_contact: 'overdue', second_contact: 'due' });
    expect(standing(stay, [], '2026-11-30')['second_contact']).to.equal('overdue');
  });

  it('takes a try for no contact, and each talk for one contact: a late first one is not the second too', () => {
    const stay = left('2026-11-01', 'planned');
    const tried = record('contact', 'not_reached', '2026-11-03');
    expect(standing(stay, [tried], '2026-11-20')['first_contact']).to.equal('overdue');
    const early = record('contact', 'reached', '2026-11-08');
    expect(standing(stay, [tried, early], '2026-11-20')).to.include({
      first_contact: 'done',
      second_contact: 'due',
    });
    const late = record('contact', 'reached', '2026-11-20');
    const contacts = (records: readonly SafetyRecord[]) =>
      deriveSafetyTasks(policy, stay, records, on('2026-11-25'))
        .filter(({ subject }) => subject === 'contact')
        .map(({ status, isLate }) => [status, isLate]);
    expect(contacts([tried, late])).to.deep.equal([
      ['done', true],
      ['due', false],
    ]);
    expect(contacts([tried, late, record('contact', 'reached', '2026-11-24')])).to.deep.equal([
      ['done', true],
      ['done', false],
    ]);
    expect(contacts([tried, record('contact', 'given_up', '2026-11-20')])).to.deep.equal([
      ['done', true],
      ['done', false],
    ]);
  });

  it('opens a task again when its answer was entered in error', () => {
    const stay = left('2026-11-01', 'planned');
    const wrong = record('next_address', 'entered_in_error', '2026-11-01');
    expect(standing(stay, [wrong], '2026-11-01')['next_address']).to.equal('due');
  });

  it('puts follow-ups on the same weekday, over clock changes and 29 February', () => {
    const cases: readonly (readonly [string, string, string, string])[] = [
      // Left on the day the clocks went back; the 26 weeks end after they went forward.
      ['2026-10-25', '2027-01-17', '2027-04-25', '2027-10-24'],
      // The clocks go forward on 29 March 2026.
      ['2026-03-28', '2026-06-20', '2026-09-26', '2027-03-27'],
      // 2028 has a 29 February: 52 weeks before a day are one day more than a year before it.
      ['2027-12-07', '2028-02-29', '2028-06-06', '2028-12-05'],
      ['2028-02-29', '2028-05-23', '2028-08-29', '2029-02-27'],
    ];
    for (const [endedOn, ...expected] of cases) {
      const tasks = deriveSafetyTasks(policy, left(endedOn, 'planned'), [], on(endedOn));
      const followUps = tasks.filter(({ subject }) => subject === 'follow_up');
      expect(followUps.map(({ dueOn }) => dueOn)).to.deep.equal(expected);
      for (const { dueOn } of followUps) expect(dayOfWeek(dueOn)).to.equal(dayOfWeek(on(endedOn)));
    }
  });

  it('after a death is only what has to be put right', () => {
    const stay = left('2026-11-01', 'unplanned', 'died');
    expect(standing(stay, [], '2026-11-01')).to.deep.equal({
      naloxone_at_admission: 'fallen-away',
      naloxone_at_discharge: 'fallen-away',
      prescriber_informed: 'due',
      next_address: 'fallen-away',
      key_worker_acknowledged: 'due',
      dual_housing: 'due',
      first_contact: 'fallen-away',
      second_contact: 'fallen-away',
      re_engagement: 'fallen-away',
      follow_up_12: 'fallen-away',
      follow_up_26: 'fallen-away',
      follow_up_52: 'fallen-away',
    });
    const later = left('2026-11-01', 'planned');
    expect(standing(later, [record('contact', 'died', '2026-11-20')], '2026-12-30')['follow_up_12']).to.equal(
      'fallen-away',
    );
    expect(standing({ ...later, isRecordedAsDied: true }, [], '2026-12-30')['second_contact']).to.equal(
      'fallen-away',
    );
  });

  // Far enough from the ends of the calendar for a year and more after leaving.
  const arrivals = fc.oneof(
    fc.constantFrom(...awkwardDates.filter((date) => date > '1999' && date < '2190')),
    fc.integer({ min: 0, max: 3_000 }).map((days) => addNights(on('2024-01-01'), days)),
  );
  const reasons = fc.constantFrom(...endReasons.filter((reason) => reason !== 'died'));
  const ended = fc
    .record({
      admittedOn: arrivals,
      nights: fc.integer({ min: 0, max: 400 }),
      plannedNights: fc.integer({ min: 0, max: 400 }),
      endKind: fc.constantFrom('planned' as const, 'unplanned' as const),
      endReason: reasons,
    })
    .map(({ admittedOn, nights, plannedNights, endKind, endReason }): LeavingFacts => {
      const endedOn = addNights(admittedOn, nights);
      return {
        ...{ state: 'ended', admittedOn, endedOn, endKind, endReason, isRecordedAsDied: false },
        departsOn: addNights(endedOn, plannedNights),
      };
    });
  const subjects = Object.keys(outcomesOf) as Subject[];
  const answers = fc.array(
    fc.record({
      subject: fc.constantFrom(...subjects),
      pick: fc.nat(),
      after: fc.integer({ min: 0, max: 400 }),
      week: fc.constantFrom(...policy.followUpWeeks),
    }),
    { maxLength: 14 },
  );
  const recordsFor = (
    stay: LeavingFacts,
    given: readonly {
      readonly subject: Subject;
      readonly pick: number;
      readonly after: number;
      readonly week: number;
    }[],
  ): readonly SafetyRecord[] =>
    given.map(({ subject, pick, after, week }, index) => {
      const known = outcomesOf[subject].filter((outcome) => outcome !== 'died');
      return {
        recordId: String(index),
        subject,
        weeks: subject === 'follow_up' ? week : null,
        outcome: known[pick % known.length]!,
        happenedOn: addNights(stay.endedOn!, after),
      };
    });
  const everyTask = [
    ...['naloxone_at_admission', 'naloxone_at_discharge', 'prescriber_informed', 'next_address'],
    ...['key_worker_acknowledged', 'dual_housing', 'first_contact', 'second_contact', 're_engagement'],
    ...policy.followUpWeeks.map((weeks) => `follow_up_${weeks}`),
  ];
  const rank: Readonly<Record<TaskStatus, number>> = {
    later: 0,
    due: 1,
    overdue: 2,
    done: 3,
    'fallen-away': 3,
  };

  it('property: has each task exactly once, to come, due, overdue or done, whatever was recorded', () => {
    fc.assert(
      fc.property(ended, answers, fc.integer({ min: 0, max: 900 }), (stay, given, days) => {
        const tasks = deriveSafetyTasks(
          policy,
          stay,
          recordsFor(stay, given),
          addNights(stay.endedOn!, days),
        );
        expect(tasks.map(({ key }) => key)).to.deep.equal(everyTask);
        for (const task of tasks) {
          expect(task.status).to.be.oneOf(['later', 'due', 'overdue', 'done']);
          expect(task.opensOn <= task.dueOn).to.equal(true);
          expect(task.status === 'done').to.equal(task.record !== null);
        }
      }),
      { seed },
    );
  });

  it('property: only goes on as time passes, and a task done stays done', () => {
    fc.assert(
      fc.property(ended, answers, fc.nat(900), fc.nat(900), (stay, given, first, more) => {
        const records = recordsFor(stay, given);
        const at = (days: number) =>
          deriveSafetyTasks(policy, stay, records, addNights(stay.endedOn!, days)).map(
            ({ status }) => rank[status],
          );
        const [before, after] = [at(first), at(first + more)];
        before.forEach((status, index) => expect(after[index]).to.be.at.least(status));
      }),
      { seed },
    );
  });

  it('property: is overdue from the day after it was due, and not before', () => {
    fc.assert(
      fc.property(ended, (stay) => {
        for (const task of deriveSafetyTasks(policy, stay, [], stay.endedOn!)) {
          const statusOn = (day: IsoDate) =>
            deriveSafetyTasks(policy, stay, [], day).find(({ key }) => key === task.key)!.status;
          expect(statusOn(task.dueOn)).to.equal('due');
          expect(statusOn(addNights(task.dueOn, 1))).to.equal('overdue');
          expect(statusOn(addNights(task.opensOn, -1))).to.equal('later');
        }
      }),
      { seed },
    );
  });
});

describe('somebody who asks again', () => {
  it('has come back within 183 days of leaving, and not on the day after', () => {
    const endedOn = on('2026-03-01');
    expect(hasComeBack(policy, endedOn, endedOn)).to.equal(true);
    expect(hasComeBack(policy, endedOn, on('2026-08-31'))).to.equal(true);
    expect(hasComeBack(policy, endedOn, on('2026-09-01'))).to.equal(false);
    expect(hasComeBack(policy, endedOn, on('2026-02-28'))).to.equal(false);
  });
});

describe('an answer to what is owed', () => {
  const stay = left('2026-11-01', 'planned');
  const answer: SafetyAnswer = {
    ...{ subject: 'next_address', weeks: null, outcome: 'own_home', happenedOn: on('2026-11-01') },
    ...{ note: null, correctsId: null, naloxone: null, measured: null },
  };
  const codeOf = (
    given: Partial<SafetyAnswer>,
    records: readonly SafetyRecord[] = [],
    facts: LeavingFacts = stay,
    today = '2026-11-20',
  ) => weighSafetyAnswer(policy, facts, records, { ...answer, ...given }, on(today))?.code ?? null;
  const held = { instrument: 'ROW', instrumentVersion: '2', score: 61.5, satisfaction: 8 };

  it('is taken on any day of the stay and after it, up to today', () => {
    expect(codeOf({})).to.equal(null);
    expect(codeOf({ happenedOn: on('2026-09-01') })).to.equal(null);
    expect(codeOf({ happenedOn: on('2026-08-31') })).to.equal('happened-too-early');
    expect(codeOf({ happenedOn: on('2026-11-20') })).to.equal(null);
    expect(codeOf({ happenedOn: on('2026-11-21') })).to.equal('happened-in-the-future');
  });

  it('waits for the arrival, and a contact for the leaving', () => {
    expect(codeOf({}, [], { ...here, state: 'booked', admittedOn: null })).to.equal('not-arrived-yet');
    const contact = { subject: 'contact', outcome: 'reached', happenedOn: on('2026-11-20') } as const;
    expect(codeOf(contact, [], here)).to.equal('not-left-yet');
    expect(codeOf(contact)).to.equal(null);
    expect(codeOf({ ...contact, happenedOn: on('2026-10-31') })).to.equal('happened-too-early');
  });

  it('says how many kits were given exactly when naloxone was accepted', () => {
    const given = { subject: 'naloxone_at_discharge', outcome: 'accepted' } as const;
    expect(codeOf(given)).to.equal('kits-do-not-fit');
    expect(codeOf({ ...given, naloxone: { kits: 0, isTrained: true } })).to.equal('kits-do-not-fit');
    expect(codeOf({ ...given, naloxone: { kits: 2, isTrained: true } })).to.equal(null);
    expect(codeOf({ ...given, outcome: 'declined', naloxone: { kits: 2, isTrained: true } })).to.equal(
      'kits-do-not-fit',
    );
    expect(codeOf({ naloxone: { kits: 1, isTrained: true } })).to.equal('kits-do-not-fit');
  });

  it('needs its reason where something was not done', () => {
    for (const subject of Object.keys(outcomesOf) as Subject[]) {
      for (const outcome of outcomesOf[subject]) {
        expect(isReasonNeeded(subject, outcome), `${subject} ${outcome}`).to.equal(
          ['not_offered', 'not_told', 'no_key_worker', 'given_up'].includes(outcome) ||
            (subject === 're_engagement' && outcome === 'not_reached'),
        );
      }
    }
    expect(codeOf({ subject: 'prescriber_informed', outcome: 'not_told' })).to.equal('reason-missing');
    expect(codeOf({ subject: 'prescriber_informed', outcome: 'not_told', note: 'Line engaged' })).to.equal(
      null,
    );
  });

  it('to a follow-up comes at its weeks, with outcome and satisfaction exactly when it was held', () => {
    const given = { subject: 'follow_up', weeks: 12, outcome: 'held', measured: held } as const;
    const inTime = { ...given, happenedOn: on('2027-01-20') };
    expect(codeOf(inTime, [], stay, '2027-01-20')).to.equal(null);
    expect(codeOf({ ...inTime, weeks: 13 }, [], stay, '2027-01-20')).to.equal('follow-up-not-planned');
    expect(codeOf(given, [], stay, '2027-01-09')).to.equal('follow-up-too-early');
    expect(codeOf(given, [], stay, '2027-01-10')).to.equal('happened-too-early');
    expect(codeOf({ ...inTime, measured: null }, [], stay, '2027-01-20')).to.equal('measure-does-not-fit');
    expect(codeOf({ ...inTime, outcome: 'lost' }, [], stay, '2027-01-20')).to.equal('measure-does-not-fit');
  });

  it('is given once; another replaces it by name, and a contact may be tried again', () => {
    const first = record('next_address', 'own_home', '2026-11-01');
    expect(codeOf({ outcome: 'prison' }, [first])).to.equal('already-recorded');
    expect(codeOf({ outcome: 'prison', correctsId: first.recordId }, [first])).to.equal(null);
    expect(codeOf({ outcome: 'prison', correctsId: 'another' }, [first])).to.equal('nothing-to-correct');
    expect(codeOf({ outcome: 'entered_in_error', note: 'Another person' })).to.equal('nothing-to-correct');
    const tried = record('contact', 'not_reached', '2026-11-03');
    expect(
      codeOf({ subject: 'contact', outcome: 'reached', happenedOn: on('2026-11-04') }, [tried]),
    ).to.equal(null);
  });

  it('after a death is only to what has to be put right, or a correction', () => {
    const dead = left('2026-11-01', 'unplanned', 'died');
    expect(codeOf({}, [], dead)).to.equal('person-died');
    expect(codeOf({ subject: 'dual_housing', outcome: 'stopped' }, [], dead)).to.equal(null);
    const learned = record('contact', 'died', '2026-11-10');
    const reached = { subject: 'contact', outcome: 'reached', happenedOn: on('2026-11-12') } as const;
    expect(codeOf(reached, [learned])).to.equal('person-died');
    expect(codeOf({ ...reached, correctsId: learned.recordId }, [learned])).to.equal(null);
  });
});
