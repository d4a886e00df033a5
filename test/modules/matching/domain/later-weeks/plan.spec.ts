import { expect } from 'chai';
import fc from 'fast-check';

import { placementPolicy } from '../../../../../config/placement-policy.js';
import { addNights, isoDate, type IsoDate } from '../../../../../src/kernel/iso-date.js';
import { nightsOf, stay } from '../../../../../src/kernel/stay.js';
import type { BedUnit } from '../../../../../src/modules/capacity/contract/availability.js';
import { availability, type ClaimedRun } from '../../../../../src/modules/capacity/domain/availability.js';
import {
  bandBounds,
  boundProgram,
  mostOfBand,
  mostPossible,
} from '../../../../../src/modules/matching/domain/later-weeks/bound.js';
import {
  askPlanned,
  bedsBefore,
  put,
  takeAway,
  type Later,
} from '../../../../../src/modules/matching/domain/later-weeks/planned-beds.js';
import {
  planLaterWeeks,
  type LaterPlan,
} from '../../../../../src/modules/matching/domain/later-weeks/plan.js';
import { match, type MatchInput, type Waiting } from '../../../../../src/modules/matching/domain/match.js';
import type { ReferralFacts } from '../../../../../src/modules/referrals/domain/referral.js';
import { greatestGain } from '../../../../../src/platform/linear-program.js';
import { aReferral, aUnit } from '../../../../support/builders.js';
import { seed } from '../../../../support/civil-dates.js';

const today = isoDate('2026-11-23');
const policy = placementPolicy.matching;
const weeks = 12;
const lastDay = policy.offerHorizonDays + weeks * 7;
const day = (n: number): IsoDate => addNights(today, n);
const within = stay(today, day(lastDay + 400));

/** Ready to place, with twelve weeks paid for unless said. */
const ready = (
  referralId: string,
  given: Partial<ReferralFacts> & { readonly weeks?: number } = {},
): Waiting => {
  const { weeks: paid = 12, ...facts } = given;
  return {
    referral: aReferral({ referralId, ...facts }),
    missing: [],
    fundedNights: paid * 7,
    isSpokenFor: false,
  };
};
const taken = (bedId: string, from: number, to: number): ClaimedRun => ({
  ...{ bedId, fromOn: day(from), toOn: day(to), kind: 'stay' as const },
  claimId: `stay-${bedId}-${from}`,
});
const inputOf = (
  waiting: readonly Waiting[],
  units: readonly BedUnit[],
  claims: readonly ClaimedRun[],
): MatchInput => ({
  ...{ today, policy, waiting, roomMix: new Map(), rules: new Map() },
  calendars: availability(units, claims, within),
});
const planOf = (input: MatchInput): LaterPlan => planLaterWeeks(input, match(input), weeks);
/** Of each person the bed and the days from today to arrival. */
const told = ({ places }: LaterPlan): Record<string, string | null> =>
  Object.fromEntries(
    places.map(({ referralId, place }) => [
      referralId,
      place === null ? null : `${place.bedId} ${place.stay.arrivesOn}`,
    ]),
  );
const boundOf = async (plan: LaterPlan): Promise<number> =>
  mostPossible(plan, await greatestGain(boundProgram(plan, today), 30));

/** By urgency what is placed, and the bound of it. */
const bandsOf = async (plan: LaterPlan) => {
  const told: [band: string, placed: number, most: number][] = [];
  for (const bound of bandBounds(plan, today, policy.bands)) {
    const greatest = bound.program === null ? null : await greatestGain(bound.program, 30);
    told.push([bound.band, bound.placed, mostOfBand(bound, greatest)]);
  }
  return told;
};

/** The first day after the horizon of offers, counted from today. */
const later = policy.offerHorizonDays + 10;

describe('the plan for later weeks', () => {
  it('gives whoever finds no bed within the horizon the first that comes free after it, in the order of the list', () => {
    const plan = planOf(
      inputOf(
        [
          ready('second', { receivedOn: isoDate('2026-11-02'), weeks: 4 }),
          ready('first', { receivedOn: isoDate('2026-11-01'), weeks: 4 }),
        ],
        [aUnit({ bedId: 'a', turnaroundNights: 1 })],
        [taken('a', 0, later)],
      ),
    );
    // The bed is kept clear for a night after each stay.
    expect(told(plan)).to.deep.equal({ first: `a ${day(later)}`, second: `a ${day(later + 29)}` });
  });

  it('is for nobody who is suggested a bed now, and leaves them its nights', () => {
    const plan = planOf(
      inputOf(
        [
          ready('now', { receivedOn: isoDate('2026-11-01'), weeks: 6 }),
          ready('then', { receivedOn: isoDate('2026-11-02'), weeks: 6 }),
        ],
        [aUnit({ bedId: 'a', turnaroundNights: 0 })],
        [],
      ),
    );
    const arrival = match(
      inputOf([ready('now', { weeks: 6 })], [aUnit({ bedId: 'a', turnaroundNights: 0 })], []),
    )[0]?.place?.stay.departsOn;
    expect(told(plan)).to.deep.equal({ then: `a ${arrival ?? ''}` });
  });

  it('moves somebody to another bed on the same day where that gives a bed to somebody who has no other', () => {
    const beds = [aUnit({ bedId: 'a' }), aUnit({ bedId: 'b', sexDesignation: 'female' })];
    const claims = [taken('a', 0, later), taken('b', 0, later)];
    const woman = ready('woman', { sex: 'female', receivedOn: isoDate('2026-11-01'), weeks: 16 });
    const man = ready('man', { sex: 'male', receivedOn: isoDate('2026-11-02'), weeks: 16 });
    expect(told(planOf(inputOf([woman], beds, claims)))).to.deep.equal({ woman: `a ${day(later)}` });
    expect(told(planOf(inputOf([woman, man], beds, claims)))).to.deep.equal({
      woman: `b ${day(later)}`,
      man: `a ${day(later)}`,
    });
  });

  it('moves nobody to a later day for somebody after them', () => {
    const beds = [aUnit({ bedId: 'a' }), aUnit({ bedId: 'b', sexDesignation: 'female' })];
    const claims = [taken('a', 0, later), taken('b', 0, later + 1)];
    const woman = ready('woman', { sex: 'female', receivedOn: isoDate('2026-11-01'), weeks: 16 });
    const man = ready('man', { sex: 'male', receivedOn: isoDate('2026-11-02'), weeks: 16 });
    expect(told(planOf(inputOf([woman, man], beds, claims)))).to.deep.equal({
      woman: `a ${day(later)}`,
      man: null,
    });
  });

  it('says how many more could be placed at most: none where everybody is, some where a better plan may exist', async () => {
    const beds = [aUnit({ bedId: 'a' }), aUnit({ bedId: 'b', sexDesignation: 'female' })];
    const woman = ready('woman', { sex: 'female', receivedOn: isoDate('2026-11-01'), weeks: 16 });
    const man = ready('man', { sex: 'male', receivedOn: isoDate('2026-11-02'), weeks: 16 });
    const dayLater = planOf(inputOf([woman, man], beds, [taken('a', 0, later), taken('b', 0, later + 1)]));
    expect(await boundOf(dayLater)).to.equal(2);
    const oneBed = planOf(inputOf([woman, man], beds.slice(0, 1), [taken('a', 0, later)]));
    expect(told(oneBed)).to.deep.equal({ woman: `a ${day(later)}`, man: null });
    expect(await boundOf(oneBed)).to.equal(1);
  });

  it('counts nobody who would have to arrive after its last day behind two others', async () => {
    const people = ['one', 'two', 'three'].map((id) => ready(id, { weeks: 5 }));
    const plan = planOf(inputOf(people, [aUnit({ bedId: 'a', turnaroundNights: 0 })], [taken('a', 0, 45)]));
    expect([plan.places.filter(({ place }) => place !== null).length, await boundOf(plan)]).to.deep.equal([
      2, 2,
    ]);
  });

  it('bounds each urgency beside as many of those more pressing as the plan places', async () => {
    const beds = [aUnit({ bedId: 'a' }), aUnit({ bedId: 'b', sexDesignation: 'female' })];
    const claims = [taken('a', 0, later), taken('b', 0, later + 1)];
    const woman = ready('woman', { sex: 'female', urgencyBand: 'urgent', weeks: 16 });
    const man = ready('man', { sex: 'male', urgencyBand: 'routine', weeks: 16 });
    expect(
      await bandsOf(planOf(inputOf([woman, man], beds, claims))),
      'a better plan may exist',
    ).to.deep.equal([
      ['urgent', 1, 1],
      ['routine', 0, 1],
    ]);
    expect(
      await bandsOf(planOf(inputOf([woman, man], beds.slice(0, 1), claims))),
      'hers is theirs',
    ).to.deep.equal([
      ['urgent', 1, 1],
      ['routine', 0, 0],
    ]);
  });

  it('without the library’s answer says no more than how many have a bed that fits them at all', () => {
    const women = ['one', 'two'].map((id) => ready(id, { sex: 'female', weeks: 16 }));
    const plan = planOf(
      inputOf(
        [...women, ready('man', { sex: 'male' })],
        [aUnit({ bedId: 'a', sexDesignation: 'female' })],
        [taken('a', 0, later)],
      ),
    );
    expect(mostPossible(plan, null)).to.equal(2);
  });

  describe('whatever the beds and the people', () => {
    const aBed = fc.record({
      sexDesignation: fc.constantFrom('any' as const, 'female' as const, 'male' as const),
      turnaroundNights: fc.integer({ min: 0, max: 3 }),
      room: fc.constantFrom(null, 'r1', 'r2'),
      takenFor: fc.integer({ min: 0, max: lastDay }),
      takenAgain: fc.option(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 30 }))),
    });
    const aPerson = fc.record({
      sex: fc.constantFrom('female' as const, 'male' as const),
      weeks: fc.integer({ min: 1, max: 20 }),
      urgencyBand: fc.constantFrom('emergency' as const, 'routine' as const),
    });
    const worlds = fc
      .record({
        beds: fc.array(aBed, { minLength: 1, maxLength: 5 }),
        people: fc.array(aPerson, { minLength: 1, maxLength: 9 }),
      })
      .map(({ beds, people }) => {
        const units = beds.map(({ sexDesignation, turnaroundNights, room }, index) =>
          aUnit({
            ...{ bedId: `bed-${index}`, sexDesignation, turnaroundNights },
            ...(room === null ? {} : { roomId: room, unitType: 'shared' as const }),
          }),
        );
        const claims = beds.flatMap(({ takenFor, takenAgain }, index) => {
          const first = takenFor === 0 ? [] : [taken(`bed-${index}`, 0, takenFor)];
          if (takenAgain === null) return first;
          const from = takenFor + takenAgain[0];
          return [...first, taken(`bed-${index}`, from, from + takenAgain[1])];
        });
        const waiting = people.map((person, index) =>
          ready(`p${index}`, { ...person, receivedOn: addNights(isoDate('2026-01-01'), index) }),
        );
        return { units, input: inputOf(waiting, units, claims), claims };
      });

    it('nobody shares a night of a bed with anybody, nor of a room with another sex, nor has two beds', () => {
      fc.assert(
        fc.property(worlds, ({ units, input, claims }) => {
          const plan = planOf(input);
          const owners = new Map<string, string>();
          const own = (key: string, owner: string): void => {
            expect(owners.get(key) ?? owner, key).to.equal(owner);
            owners.set(key, owner);
          };
          for (const { bedId, fromOn, toOn } of claims) {
            for (const night of nightsOf(stay(fromOn, toOn))) own(`${bedId} ${night}`, 'claim');
          }
          const placed = [...match(input), ...plan.places].flatMap(({ referralId, place }) =>
            place === null ? [] : [{ referralId, place }],
          );
          expect(new Set(placed.map(({ referralId }) => referralId)).size).to.equal(placed.length);
          for (const { referralId, place } of placed) {
            const unit = units.find(({ bedId }) => bedId === place.bedId);
            const person = input.waiting.find(({ referral }) => referral.referralId === referralId);
            const kept = addNights(place.stay.departsOn, unit?.turnaroundNights ?? 0);
            for (const night of nightsOf(stay(place.stay.arrivesOn, kept))) {
              own(`${place.bedId} ${night}`, referralId);
            }
            for (const night of nightsOf(place.stay)) {
              if (unit?.roomId != null) own(`${unit.roomId} ${night}`, person?.referral.sex ?? '');
            }
          }
        }),
        { seed, numRuns: 200 },
      );
    });

    /** The most any plan can place: everybody in every order in every bed, each as early as can be. */
    const mostOf = (
      input: MatchInput,
      plan: LaterPlan,
      isCounted = (_band: string): boolean => true,
    ): number => {
      const state = bedsBefore({ ...input, calendars: plan.calendars }, [], Number.POSITIVE_INFINITY);
      const seat = (left: readonly Later[]): number => {
        let most = 0;
        for (const person of left) {
          for (const bed of person.mayUse) {
            const found = askPlanned(state, person, bed)?.stay;
            if (found == null) continue;
            const planned = { later: person, bed, stay: found };
            put(state, planned);
            const counts = isCounted(person.person.referral.urgencyBand) ? 1 : 0;
            most = Math.max(most, counts + seat(left.filter((one) => one !== person)));
            takeAway(state, planned);
          }
        }
        return most;
      };
      return seat(plan.later);
    };

    const small = fc
      .record({
        beds: fc.array(aBed, { minLength: 1, maxLength: 2 }),
        people: fc.array(aPerson, { minLength: 1, maxLength: 4 }),
      })
      .map(({ beds, people }) =>
        inputOf(
          people.map((person, index) => ready(`p${index}`, person)),
          beds.map(({ sexDesignation, turnaroundNights }, index) =>
            aUnit({ bedId: `bed-${index}`, sexDesignation, turnaroundNights }),
          ),
          beds.map(({ takenFor }, index) => taken(`bed-${index}`, 0, Math.max(later, takenFor))),
        ),
      );

    it('no plan at all places more than the bound', async () => {
      await fc.assert(
        fc.asyncProperty(small, async (input) => {
          const plan = planOf(input);
          expect(await boundOf(plan)).to.be.at.least(mostOf(input, plan));
          const [[first, , most] = []] = await bandsOf(plan);
          if (most !== undefined) expect(most).to.be.at.least(mostOf(input, plan, (band) => band === first));
        }),
        { seed, numRuns: 60 },
      );
    });

    it('and where people are alike, and stays and beds begin with its weeks, some plan places just as many', async () => {
      const alike = fc.record({
        weeks: fc.integer({ min: 2, max: 9 }),
        people: fc.integer({ min: 1, max: 5 }),
        // The weeks of a plan begin on the first day after a whole number of them.
        freeAfterWeeks: fc.array(fc.integer({ min: 5, max: 15 }), { minLength: 1, maxLength: 2 }),
      });
      let full = 0;
      await fc.assert(
        fc.asyncProperty(alike, async ({ weeks: paid, people, freeAfterWeeks }) => {
          const input = inputOf(
            [...Array(people).keys()].map((index) => ready(`p${index}`, { weeks: paid })),
            freeAfterWeeks.map((_from, index) => aUnit({ bedId: `bed-${index}`, turnaroundNights: 0 })),
            freeAfterWeeks.map((from, index) => taken(`bed-${index}`, 0, from * 7 + 1)),
          );
          const plan = planOf(input);
          const most = mostOf(input, plan);
          expect(await boundOf(plan)).to.equal(most);
          if (most < people) full += 1;
        }),
        { seed, numRuns: 60 },
      );
      expect(full, 'not everybody could be placed').to.be.greaterThan(10);
    });

    it('no more are placed than its bound allows', async () => {
      await fc.assert(
        fc.asyncProperty(worlds, async ({ input }) => {
          const plan = planOf(input);
          const placed = plan.places.filter(({ place }) => place !== null).length;
          expect(placed).to.be.at.most(await boundOf(plan));
          for (const [band, ofBand, most] of await bandsOf(plan)) {
            expect(ofBand, band).to.be.at.most(most);
          }
        }),
        { seed, numRuns: 60 },
      );
    });
  });
});
