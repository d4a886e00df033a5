import { expect } from 'chai';
import fc from 'fast-check';

import { addNights, isoDate, type IsoDate } from '../../../../src/kernel/iso-date.js';
import {
  cohortStages,
  followCohort,
  noes,
  type CohortFact,
  type CohortStage,
} from '../../../../src/modules/measures/domain/cohort.js';
import { cohortPeriodOf, cohortPeriods } from '../../../../src/modules/measures/domain/cohort-period.js';
import { tellCohort } from '../../../../src/modules/measures/domain/told-cohort.js';
import { toldDays } from '../../../../src/modules/measures/domain/told-measure.js';
import { waitsByGroup } from '../../../../src/modules/measures/domain/waits-by-group.js';
import { financialYear } from '../../../../src/kernel/financial-year.js';

const begin = isoDate('2026-04-01');
const on = (days: number): IsoDate => addNights(begin, days);
const somebody = (
  reached: Partial<Record<CohortStage, number>>,
  given: Partial<CohortFact> = {},
): CohortFact => ({
  ...{ partnershipId: 'glasgow', healthBoard: 'Lothian', route: 'adp', sex: 'female', age: 40 },
  substance: 'alcohol',
  reachedOn: {
    ...{ referred: begin, assessed: null, funded: null, accepted: null, admitted: null, completed: null },
    ...Object.fromEntries(Object.entries(reached).map(([stage, days]) => [stage, on(days)])),
  },
  ...{ closed: null, leftEarly: null, noes: [] },
  ...given,
});
const sum = (counts: ReadonlyMap<unknown, number>): number =>
  [...counts.values()].reduce((total, count) => total + count, 0);

describe('following people from the referral on', () => {
  it('counts who reached each stage, who is still there, and why the others went no further', () => {
    const steps = followCohort(
      [
        somebody({ assessed: 5, funded: 15, accepted: 20, admitted: 30, completed: 114 }),
        somebody(
          { assessed: 9, funded: 30, accepted: 41, admitted: 50 },
          { leftEarly: { on: on(60), reason: 'dropped_out' } },
        ),
        somebody({ assessed: 7 }, { noes: [{ no: 'funder-said-no', on: on(20) }] }),
        somebody({}, { closed: { on: on(10), reason: 'withdrawn_by_person' } }),
      ],
      on(120),
    );
    expect(steps.map(({ to, reached }) => [to, reached])).to.deep.equal([
      ['assessed', 3],
      ['funded', 2],
      ['accepted', 2],
      ['admitted', 2],
      ['completed', 1],
    ]);
    expect([...steps[0]!.droppedOut]).to.deep.equal([['withdrawn_by_person', 1]]);
    expect([...steps[1]!.stillHere]).to.deep.equal([['funder-said-no', 1]]);
    expect(steps[1]!.completedDays).to.deep.equal([10, 21]);
    expect(steps[1]!.runningDays, 'since the assessment').to.deep.equal([113]);
    expect([...steps[4]!.droppedOut]).to.deep.equal([['dropped_out', 1]]);
  });

  it('knows nothing of what came after the day to which people are followed', () => {
    const [assessed, funded] = followCohort(
      [somebody({ assessed: 5, funded: 15 }, { closed: { on: on(40), reason: 'died' } })],
      on(10),
    );
    expect(assessed!.reached).to.equal(1);
    expect(funded).to.deep.include({ reachedBefore: 1, reached: 0 });
    expect(sum(funded!.droppedOut)).to.equal(0);
    expect(funded!.runningDays).to.deep.equal([5]);
  });

  it('forgets a no that a later stage overtook', () => {
    const steps = followCohort(
      [somebody({ assessed: 5, funded: 30 }, { noes: [{ no: 'funder-said-no', on: on(20) }] })],
      on(50),
    );
    expect([...steps[2]!.stillHere]).to.deep.equal([[null, 1]]);
  });

  it('loses nobody and counts nobody twice: at every stage, on any day, it adds up', () => {
    const day = fc.option(fc.integer({ min: 0, max: 300 }), { nil: null });
    const anybody = fc
      .record({
        ...{
          assessed: day,
          funded: day,
          accepted: day,
          admitted: day,
          completed: day,
          closed: day,
          left: day,
        },
        noes: fc.array(fc.record({ no: fc.constantFrom(...noes), days: fc.integer({ min: 0, max: 300 }) }), {
          maxLength: 3,
        }),
      })
      .map(({ closed, left, noes: met, ...reached }) =>
        somebody(
          Object.fromEntries(Object.entries(reached).filter(([, days]) => days !== null)) as Record<
            CohortStage,
            number
          >,
          {
            closed: closed === null ? null : { on: on(closed), reason: closed % 2 === 0 ? 'died' : 'other' },
            leftEarly: left === null ? null : { on: on(left), reason: 'dropped_out' },
            noes: met.map(({ no, days }) => ({ no, on: on(days) })),
          },
        ),
      );
    fc.assert(
      fc.property(fc.array(anybody, { maxLength: 30 }), fc.integer({ min: 0, max: 320 }), (people, days) => {
        const steps = followCohort(people, on(days));
        expect(steps).to.have.length(cohortStages.length - 1);
        let before = people.length;
        for (const step of steps) {
          expect(step.reachedBefore).to.equal(before);
          expect(step.reached + sum(step.droppedOut) + sum(step.stillHere)).to.equal(step.reachedBefore);
          expect(step.completedDays.length).to.be.at.most(step.reached);
          before = step.reached;
        }
      }),
    );
  });
});

describe('telling how a cohort got on', () => {
  const cohort = (count: number, given: Partial<CohortFact>, reached = {}): readonly CohortFact[] =>
    Array.from({ length: count }, () => somebody(reached, given));
  const people = [
    ...cohort(23, {}, { assessed: 5 }),
    ...cohort(6, { closed: { on: on(3), reason: 'uncontactable' } }),
    ...cohort(2, { closed: { on: on(3), reason: 'died' } }),
    ...cohort(1, { closed: { on: on(3), reason: 'moved_away' } }),
  ];

  it('tells a partnership its own people exactly', () => {
    const [first] = tellCohort(followCohort(people, on(30)), 'exact');
    expect(first).to.deep.include({ reachedBefore: 32, reached: 23, droppedOut: 9, stillHere: 0 });
    expect(first!.dropOuts).to.deep.equal([
      { code: 'uncontactable', n: 6 },
      { code: 'died', n: 2 },
      { code: 'moved_away', n: 1 },
    ]);
  });

  it('names of others no reason of fewer than five, and does not say whether there is one', () => {
    const [first, second] = tellCohort(followCohort(people, on(30)), 'protected');
    expect(first).to.deep.include({ reachedBefore: 30, reached: 25, droppedOut: 10, stillHere: null });
    expect(first!.dropOuts).to.deep.equal([
      { code: 'uncontactable', n: 5 },
      { code: 'rare', n: null },
    ]);
    expect(second!.dropOuts, 'nobody at all').to.deep.equal([{ code: 'rare', n: null }]);
  });

  it('tells of others no number under five, whatever there is', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...people), { maxLength: 60 }), (some) => {
        const numbers = JSON.stringify(tellCohort(followCohort(some, on(30)), 'protected'), (key, value) =>
          ['share', 'lowerDays', 'medianDays', 'upperDays'].includes(key) ? undefined : value,
        ).match(/:\d+/g);
        expect((numbers ?? []).map((text) => Number(text.slice(1))).filter((n) => n < 5)).to.deep.equal([]);
      }),
    );
  });

  it('tells days of others to whole weeks, of ten people or more, and quarters of twenty or more', () => {
    const days = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
    expect(toldDays(days(9), false)).to.deep.include({ n: 10, medianDays: null });
    expect(toldDays(days(10), false)).to.deep.include({ medianDays: 7, lowerDays: null });
    expect(toldDays(days(20), false)).to.deep.include({ lowerDays: 7, medianDays: 7, upperDays: 14 });
    expect(toldDays(days(3), true)).to.deep.equal({ n: 3, lowerDays: 1, medianDays: 2, upperDays: 3 });
  });
});

describe('the period in which people were referred', () => {
  it('is a financial year or a quarter, and nothing else', () => {
    expect(cohortPeriodOf('2026')).to.deep.include({ fromOn: '2026-04-01', toOn: '2027-04-01' });
    expect(cohortPeriodOf('2026-07-01')).to.deep.include({ fromOn: '2026-07-01', toOn: '2026-10-01' });
    for (const other of ['', 'last', '2026-07-02', '2026-08-01', '99', '2199'])
      expect(cohortPeriodOf(other), other).to.equal(null);
  });

  it('is chosen among years with anything recorded and their quarters that have begun', () => {
    const keys = cohortPeriods([financialYear(2026)], isoDate('2026-07-01')).map(({ key }) => key);
    expect(keys).to.deep.equal(['2026', '2026-07-01', '2026-04-01']);
  });
});

describe('waits of groups', () => {
  const waits = (days: readonly number[], telling: 'exact' | 'protected') =>
    waitsByGroup(
      days.map((admitted) => somebody({ admitted })),
      on(300),
      telling,
    ).everybody;
  const from = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index);

  it('have an interval that fewer than one in forty true middles lie beneath, and as many above', () => {
    // From tables of the sign test at 5 %: the rank from either end.
    for (const [n, rank] of [
      [10, 2],
      [20, 6],
      [50, 18],
    ] as const)
      expect(waits(from(1, n), 'exact'), String(n)).to.deep.include({ low: rank, high: n + 1 - rank });
  });

  it('are told of ten people or more: exactly to a partnership, to whole weeks outwards of the country', () => {
    expect(waits(from(10, 10), 'exact')).to.deep.equal({ n: 10, medianDays: 14, low: 11, high: 18 });
    expect(waits(from(10, 10), 'protected')).to.deep.equal({ n: 10, medianDays: 14, low: 7, high: 21 });
    expect(waits(from(10, 9), 'exact')).to.deep.equal({ n: 9, medianDays: null, low: null, high: null });
  });

  it('are of those who had arrived by the day, in the group of their referral', () => {
    const people = [
      ...Array.from({ length: 12 }, () => somebody({ admitted: 20 })),
      ...Array.from({ length: 4 }, () => somebody({ admitted: 30 }, { sex: 'male' })),
      somebody({ admitted: 90 }),
    ];
    const { everybody, dimensions } = waitsByGroup(people, on(40), 'exact');
    expect(everybody).to.deep.equal({ n: 16, medianDays: 20, low: 20, high: 30 });
    expect(dimensions.find(({ dimension }) => dimension === 'sex')?.groups).to.deep.include.members([
      { group: 'female', n: 12, medianDays: 20, low: 20, high: 20 },
      { group: 'male', n: 4, medianDays: null, low: null, high: null },
    ]);
    expect(dimensions.map(({ dimension }) => dimension)).to.not.include('area');
  });
});
