import { expect } from 'chai';
import fc from 'fast-check';

import { placementPolicy } from '../../../../config/placement-policy.js';
import { addNights, isoDate, type IsoDate } from '../../../../src/kernel/iso-date.js';
import { stay } from '../../../../src/kernel/stay.js';
import type { BedUnit } from '../../../../src/modules/capacity/contract/availability.js';
import { availability, type ClaimedRun } from '../../../../src/modules/capacity/domain/availability.js';
import { toldCount, type AdmissionRule } from '../../../../src/modules/eligibility/contract.js';
import { barriers } from '../../../../src/modules/matching/domain/barriers/all.js';
import { countBarriers } from '../../../../src/modules/matching/domain/barriers/count-barriers.js';
import type { MatchInput, Waiting } from '../../../../src/modules/matching/domain/match.js';
import type { ReferralFacts } from '../../../../src/modules/referrals/domain/referral.js';
import { aReferral, aUnit } from '../../../support/builders.js';
import { seed } from '../../../support/civil-dates.js';

const today = isoDate('2026-11-23');
const day = (n: number): IsoDate => addNights(today, n);

const waiting = (facts: Partial<ReferralFacts> = {}, given: Partial<Waiting> = {}): Waiting => ({
  ...{ referral: aReferral(facts), missing: [], fundedNights: 84, isSpokenFor: false },
  ...given,
});
const rule = (given: Partial<AdmissionRule>): AdmissionRule => ({
  ...{ ruleId: 'rule', projectId: 'project-1', version: 1, validFrom: isoDate('2020-01-01'), validTo: null },
  ...{ attribute: 'age', operator: 'at_least', value: 18, unit: null, stage: 'admission' },
  ...{ effect: 'exclude', action: null, source: 'Invented' },
  ...given,
});
interface World {
  readonly people: readonly Waiting[];
  readonly units?: readonly BedUnit[];
  readonly claims?: readonly ClaimedRun[];
  readonly rules?: readonly AdmissionRule[];
}
const inputOf = ({ people, units = [aUnit()], claims = [], rules = [] }: World): MatchInput => ({
  today,
  policy: placementPolicy.matching,
  waiting: people,
  calendars: availability(units, claims, stay(today, day(500))),
  roomMix: new Map(),
  rules: new Map(rules.length === 0 ? [] : [['project-1', rules]]),
});
/** What holds somebody back, with how many. */
const holding = (world: World): Record<string, number> =>
  Object.fromEntries(
    countBarriers(inputOf(world)).flatMap(({ counts }) =>
      counts.filter(({ gain }) => gain > 0).map(({ barrier, gain }) => [barrier, gain]),
    ),
  );

const noAssessment = { gate: 'assessment', why: 'never-held', whoActs: 'coordinator' } as const;
const noMoney = { gate: 'funding', why: 'not-decided', whoActs: 'approver' } as const;
const noDetox = { gate: 'detox', why: 'not-booked', whoActs: 'coordinator' } as const;
const methadone = { drug: 'methadone', dose: 80, unit: 'mg_daily', on: isoDate('2026-11-01') } as const;

/** Somebody whom one barrier holds back, and the world around them, for each. */
const heldBy: Readonly<Record<string, World>> = {
  assessment: { people: [waiting({}, { missing: [noAssessment] })] },
  funding: { people: [waiting({}, { missing: [noMoney], fundedNights: null })] },
  detox: { people: [waiting({ detoxNeed: 'before_entry' }, { missing: [noDetox] })] },
  'free-beds': {
    people: [waiting()],
    claims: [
      {
        ...{ bedId: 'bed-1', fromOn: today, kind: 'stay', claimId: 'stay' },
        toOn: day(placementPolicy.matching.offerHorizonDays + 14),
      },
    ],
  },
  'places-for-women': {
    people: [waiting({ sex: 'female' })],
    units: [aUnit({ sexDesignation: 'male' })],
  },
  'places-for-men': { people: [waiting()], units: [aUnit({ sexDesignation: 'female' })] },
  children: { people: [waiting({ children: 1, oldestChildBornOn: isoDate('2020-01-01') })] },
  access: { people: [waiting({ needsStepFree: true })] },
  areas: {
    people: [waiting()],
    rules: [rule({ attribute: 'health_board', operator: 'one_of', value: ['NHS Highland'] })],
  },
  medicines: {
    people: [waiting({ substance: 'drug', mat: methadone })],
    rules: [rule({ attribute: 'methadone_dose', operator: 'at_most', value: 30, unit: 'mg_daily' })],
  },
  'mental-health': {
    people: [waiting({ mentalHealthSupport: 'specialist' })],
    rules: [rule({ attribute: 'mental_health_support', operator: 'at_most', value: 'some' })],
  },
  'said-no': { people: [waiting({}, { unsuitableAt: new Set(['project-1']) })] },
};

describe('what holds people back', () => {
  it('is told apart: whom one barrier holds, only that one is counted for', () => {
    expect(Object.keys(heldBy).sort()).to.deep.equal(barriers.map(({ key }) => key).sort());
    for (const [key, world] of Object.entries(heldBy))
      expect(holding(world), key).to.deep.equal({ [key]: 1 });
  });

  it('is nothing for who has a place, and neither of two for who has both against them', () => {
    expect(holding({ people: [waiting()] })).to.deep.equal({});
    const both = waiting({ needsStepFree: true }, { missing: [noAssessment] });
    expect(holding({ people: [both] })).to.deep.equal({});
  });

  it('gives a bed once: ten who lack an assessment and one bed are one person held back', () => {
    const people = Array.from({ length: 10 }, (_, index) =>
      waiting({ referralId: `referral-${index}` }, { missing: [noAssessment] }),
    );
    expect(holding({ people })).to.deep.equal({ assessment: 1 });
  });

  it('says whose place would go to somebody ahead, each at their own partnership', () => {
    const urgent = waiting(
      { referralId: 'ahead', urgencyBand: 'urgent', partnershipId: 'a' },
      { missing: [noDetox] },
    );
    const lists = countBarriers(inputOf({ people: [urgent, waiting({ partnershipId: 'b' })] }));
    const detoxOf = (index: number) => lists[index]!.counts.find(({ barrier }) => barrier === 'detox');
    expect(lists.map(({ partnershipId, placed }) => [partnershipId, placed])).to.deep.equal([
      ['a', 0],
      ['b', 1],
    ]);
    expect([detoxOf(0), detoxOf(1)]).to.deep.equal([
      { barrier: 'detox', gain: 1, lose: 0 },
      { barrier: 'detox', gain: 0, lose: 1 },
    ]);
  });

  it('leaves out who has something offered or booked', () => {
    expect(countBarriers(inputOf({ people: [waiting({}, { isSpokenFor: true })] }))).to.deep.equal([]);
  });

  it('never places fewer people without a barrier than with it', () => {
    const chance = <const T>(...of: readonly T[]) => fc.constantFrom(...of);
    const person = fc.record({
      sex: chance('female', 'male'),
      urgencyBand: chance('urgent', 'soon', 'routine'),
      needsStepFree: fc.boolean(),
      healthBoard: chance('NHS Highland', 'NHS Greater Glasgow and Clyde'),
      missing: chance([], [], [noAssessment], [noDetox]),
    });
    const bed = fc.record({
      sexDesignation: chance('any', 'female', 'male'),
      isStepFree: fc.boolean(),
      projectId: chance('project-1', 'project-2'),
    });
    fc.assert(
      fc.property(
        fc.array(person, { maxLength: 8 }),
        fc.array(bed, { minLength: 1, maxLength: 5 }),
        (people, beds) => {
          const lists = countBarriers(
            inputOf({
              people: people.map(({ missing, ...facts }, index) =>
                waiting({ ...facts, referralId: `referral-${index}` }, { missing }),
              ),
              units: beds.map((unit, index) => aUnit({ ...unit, bedId: `bed-${index}` })),
              rules: [rule({ attribute: 'health_board', operator: 'one_of', value: ['NHS Highland'] })],
            }),
          );
          for (const { counts } of lists)
            for (const { barrier, gain, lose } of counts) expect(gain - lose, barrier).to.be.at.least(0);
        },
      ),
      { seed, numRuns: 60 },
    );
  });

  it('is told of the country to the nearest five, and fewer than five as fewer, none among them', () => {
    expect([0, 1, 4, 5, 7, 8, 12, 13].map(toldCount)).to.deep.equal([null, null, null, 5, 5, 10, 10, 15]);
  });
});
