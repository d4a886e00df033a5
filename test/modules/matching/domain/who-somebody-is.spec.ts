import { expect } from 'chai';
import fc from 'fast-check';

import { placementPolicy } from '../../../../config/placement-policy.js';
import { addNights, isoDate } from '../../../../src/kernel/iso-date.js';
import { stay } from '../../../../src/kernel/stay.js';
import type { BedUnit } from '../../../../src/modules/capacity/contract/availability.js';
import { availability } from '../../../../src/modules/capacity/domain/availability.js';
import type { AdmissionRule } from '../../../../src/modules/eligibility/contract.js';
import { matchRun, type MatchInput } from '../../../../src/modules/matching/domain/match.js';
import { assignmentKinds } from '../../../../src/modules/matching/domain/policy.js';
import { equalityChoices, type EqualityQuestion } from '../../../../src/modules/referrals/domain/equality.js';
import {
  mixPreferences,
  routes,
  substances,
  urgencyBands,
  type ReferralFacts,
} from '../../../../src/modules/referrals/domain/referral.js';
import { aReferral, aUnit } from '../../../support/builders.js';
import { seed } from '../../../support/civil-dates.js';

const today = isoDate('2026-11-23');
const day = (n: number) => addNights(today, n);

/** True only while no fact that a run is worked out from is named as a question about equality. */
const noAnswerIsAFact: [Extract<keyof ReferralFacts, EqualityQuestion>] extends [never] ? true : false = true;

const boards = ['Highland', 'Fife', 'Grampian'] as const;
const projects = ['p1', 'p2', 'p3'] as const;

const person = fc.record({
  urgencyBand: fc.constantFrom(...urgencyBands),
  received: fc.nat({ max: 4 }),
  sex: fc.constantFrom('female' as const, 'male' as const),
  years: fc.integer({ min: 17, max: 80 }),
  healthBoard: fc.constantFrom(...boards),
  substance: fc.constantFrom(...substances),
  route: fc.constantFrom(...routes),
  partnershipId: fc.uuid(),
  clientId: fc.uuid(),
  needsStepFree: fc.boolean(),
  prefersArea: fc.constantFrom('near' as const, 'away' as const, 'no_preference' as const),
  prefersMix: fc.constantFrom(...mixPreferences),
  preferredProjectIds: fc.shuffledSubarray([...projects]),
});
type Person = typeof person extends fc.Arbitrary<infer T> ? T : never;
const bed = fc.record({
  projectId: fc.constantFrom(...projects),
  healthBoard: fc.constantFrom(...boards),
  sexDesignation: fc.constantFrom('any' as const, 'female' as const, 'male' as const),
  isStepFree: fc.boolean(),
  takenNights: fc.constantFrom(0, 0, 9, 60),
});
type Bed = typeof bed extends fc.Arbitrary<infer T> ? T : never;
const country = fc.record({
  people: fc.array(person, { minLength: 2, maxLength: 9 }),
  beds: fc.array(bed, { minLength: 1, maxLength: 6 }),
  assignment: fc.constantFrom(...assignmentKinds),
});
type Country = typeof country extends fc.Arbitrary<infer T> ? T : never;

/** One project takes nobody below this age. */
const fromYears = 25;
const rule: AdmissionRule = {
  ...{ ruleId: 'rule', projectId: 'p2', version: 1, validFrom: isoDate('2020-01-01'), validTo: null },
  ...{ attribute: 'age', operator: 'at_least', value: fromYears, unit: null, stage: 'admission' },
  ...{ effect: 'exclude', action: null, source: 'Invented' },
};

const referralOf = ({ received, years, ...facts }: Person, index: number): ReferralFacts =>
  aReferral({
    ...facts,
    ...{ referralId: `person-${index}`, reference: `R-${index}`, receivedOn: day(-received) },
    ...{ bornOn: addNights(today, -Math.round((years + 0.5) * 365.25)) },
  });
const unitOf = ({ takenNights: _, ...facts }: Bed, index: number): BedUnit =>
  aUnit({ ...facts, bedId: `bed-${index}` });

const inputOf = (
  { people, beds, assignment }: Country,
  referral: (person: Person, index: number) => ReferralFacts = referralOf,
): MatchInput => ({
  today,
  policy: { ...placementPolicy.matching, assignment },
  waiting: people.map((one, index) => ({
    ...{ referral: referral(one, index), missing: [], fundedNights: 84, isSpokenFor: false },
  })),
  calendars: availability(
    beds.map(unitOf),
    beds.flatMap(({ takenNights }, index) =>
      takenNights === 0
        ? []
        : [
            {
              ...{ bedId: `bed-${index}`, fromOn: today, toOn: day(takenNights) },
              ...({ kind: 'stay', claimId: 'stay' } as const),
            },
          ],
    ),
    stay(today, day(600)),
  ),
  roomMix: new Map(),
  rules: new Map([['p2', [rule]]]),
});

/** Whom a run suggests what, from when, and where they stand in line. */
const saidBy = (input: MatchInput) =>
  matchRun(input).suggestions.map(({ referralId, place, explanation: { state, standing } }) => ({
    ...{ referralId, bedId: place?.bedId ?? null, arrivesOn: place?.stay.arrivesOn ?? null, state },
    standing,
  }));

const answers = fc.record({
  ethnicGroup: fc.constantFrom(...equalityChoices.ethnicGroup),
  disability: fc.constantFrom(...equalityChoices.disability),
  religionOrBelief: fc.constantFrom(...equalityChoices.religionOrBelief),
  sexualOrientation: fc.constantFrom(...equalityChoices.sexualOrientation),
  transStatus: fc.constantFrom(...equalityChoices.transStatus),
});

const changesNothing = (change: (country: Country, chance: number) => MatchInput, stream: number): void =>
  fc.assert(
    fc.property(country, fc.nat({ max: 1_000 }), (given, chance) => {
      expect(saidBy(change(given, chance))).to.deep.equal(saidBy(inputOf(given)));
    }),
    { seed: seed + stream, numRuns: 150 },
  );

describe('who somebody is', () => {
  it('is not asked by a run: no answer about equality is among its facts, and none that is put there counts', () => {
    expect(noAnswerIsAFact).to.equal(true);
    fc.assert(
      fc.property(country, fc.infiniteStream(answers), (given, stream) => {
        const withAnswers = inputOf(given, (one, index) => ({
          ...referralOf(one, index),
          ...stream.next().value,
        }));
        expect(saidBy(withAnswers)).to.deep.equal(saidBy(inputOf(given)));
      }),
      { seed, numRuns: 150 },
    );
  });

  it('changes nothing by what they take, who pays, who looks after them or by which number they are known', () => {
    changesNothing(
      (given, chance) =>
        inputOf(given, (one, index) => ({
          ...referralOf(one, index),
          substance: substances[(index + chance) % substances.length]!,
          route: routes[(index * 3 + chance) % routes.length]!,
          partnershipId: `partnership-${(index * 7 + chance) % 5}`,
          partnershipName: `Partnership ${chance}`,
          clientId: `client-${(chance * 31 + index * 17) % 1_009}`,
          reference: `R-${chance}-${index}`,
        })),
      1,
    );
  });

  it('changes nothing by their age but what a project asks about it', () => {
    changesNothing(
      ({ people, ...rest }, chance) =>
        inputOf({
          ...rest,
          people: people.map((one, index) => ({
            ...one,
            years:
              one.years < fromYears ? 17 + ((chance + index) % 8) : fromYears + ((chance + index * 11) % 50),
          })),
        }),
      2,
    );
  });

  it('favours neither women nor men: with all people and all beds turned round, the same are placed in the same beds', () => {
    const turned = { female: 'male', male: 'female', any: 'any' } as const;
    changesNothing(
      ({ people, beds, ...rest }) =>
        inputOf({
          ...rest,
          people: people.map((one) => ({ ...one, sex: turned[one.sex] })),
          beds: beds.map((one) => ({ ...one, sexDesignation: turned[one.sexDesignation] })),
        }),
      3,
    );
  });

  it('favours no area: with all areas renamed, the same are placed in the same beds', () => {
    const renamed = (board: (typeof boards)[number], by: number) =>
      boards[(boards.indexOf(board) + by) % boards.length]!;
    changesNothing(
      ({ people, beds, ...rest }, chance) =>
        inputOf({
          ...rest,
          people: people.map((one) => ({ ...one, healthBoard: renamed(one.healthBoard, chance) })),
          beds: beds.map((one) => ({ ...one, healthBoard: renamed(one.healthBoard, chance) })),
        }),
      4,
    );
  });
});
