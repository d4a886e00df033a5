import { expect } from 'chai';
import fc from 'fast-check';

import { placementPolicy } from '../../../../config/placement-policy.js';
import { addNights, isoDate, nightsBetween, type IsoDate } from '../../../../src/kernel/iso-date.js';
import { nightsOf, stay } from '../../../../src/kernel/stay.js';
import type { BedUnit, UnitCalendar } from '../../../../src/modules/capacity/contract/availability.js';
import {
  availability,
  isFreeFor,
  type ClaimedRun,
} from '../../../../src/modules/capacity/domain/availability.js';
import { evaluate, verdict, type RoomMix } from '../../../../src/modules/eligibility/contract.js';
import { match, type Suggestion, type Waiting } from '../../../../src/modules/matching/domain/match.js';
import type { MatchingPolicy } from '../../../../src/modules/matching/domain/policy.js';
import { urgencyBands, type ReferralFacts } from '../../../../src/modules/referrals/domain/referral.js';
import { aReferral, aUnit } from '../../../support/builders.js';
import { seed } from '../../../support/civil-dates.js';

const today = isoDate('2026-11-23');
const policy: MatchingPolicy = placementPolicy.matching;
const day = (n: number): IsoDate => addNights(today, n);
const within = stay(today, day(400));

/** Ready to place, with twelve weeks paid for. */
const waiting = (given: Partial<ReferralFacts> & { readonly weeks?: number } = {}): Waiting => {
  const { weeks = 12, ...facts } = given;
  return { referral: aReferral(facts), missing: [], fundedNights: weeks * 7, isSpokenFor: false };
};
const taken = (bedId: string, from: number, to: number, kind: ClaimedRun['kind'] = 'stay'): ClaimedRun => ({
  bedId,
  fromOn: day(from),
  toOn: day(to),
  kind,
  claimId: `${kind}-${bedId}-${from}`,
});
const run = (
  people: readonly Waiting[],
  units: readonly BedUnit[],
  claims: readonly ClaimedRun[] = [],
  roomMix: ReadonlyMap<string, RoomMix> = new Map(),
  assignment: MatchingPolicy['assignment'] = policy.assignment,
): readonly Suggestion[] =>
  match({
    today,
    policy: { ...policy, assignment },
    waiting: people,
    calendars: availability(units, claims, within),
    roomMix,
    rules: new Map(),
  });
const places = (suggestions: readonly Suggestion[]): Record<string, string | null> =>
  Object.fromEntries(suggestions.map(({ referralId, place }) => [referralId, place?.bedId ?? null]));
const mixOf = (
  roomId: string,
  sex: 'female' | 'male',
  from: number,
  to: number,
): ReadonlyMap<string, RoomMix> =>
  new Map([[roomId, nightsOf(stay(day(from), day(to))).map((night) => ({ night, sex }))]]);

describe('matching', () => {
  describe('who comes first', () => {
    const oneBed = [aUnit()];
    const first = (...people: Waiting[]): string | undefined =>
      run(people, oneBed).find(({ place }) => place !== null)?.referralId;

    it('is whoever is in the more pressing band, however long others wait', () => {
      const long = waiting({ referralId: 'long', urgencyBand: 'routine', receivedOn: isoDate('2025-01-01') });
      for (const [index, band] of urgencyBands.slice(0, 3).entries()) {
        const next = urgencyBands[index + 1]!;
        expect(
          first(
            long,
            waiting({ referralId: next, urgencyBand: next }),
            waiting({ referralId: band, urgencyBand: band }),
          ),
        ).to.equal(band);
      }
    });

    it('is whoever was received earlier in the same band', () => {
      const later = waiting({ referralId: 'a-later', receivedOn: isoDate('2026-11-02') });
      const earlier = waiting({ referralId: 'b-earlier', receivedOn: isoDate('2026-11-01') });
      expect(first(later, earlier)).to.equal('b-earlier');
    });

    it('is whoever was recorded earlier on the same day, then the lower id, so that no two tie', () => {
      const noon = waiting({ referralId: 'a', recordedAt: new Date('2026-11-01T12:00:00Z') });
      const morning = waiting({ referralId: 'b', recordedAt: new Date('2026-11-01T09:00:00Z') });
      expect(first(noon, morning)).to.equal('b');
      expect(first(waiting({ referralId: 'b' }), waiting({ referralId: 'a' }))).to.equal('a');
    });

    it('is never decided by sex, age, substance, children or who referred', () => {
      const people = [
        waiting({ referralId: 'a', sex: 'female', substance: 'drug', bornOn: isoDate('2001-01-01') }),
        waiting({ referralId: 'b', sex: 'male', substance: 'alcohol', bornOn: isoDate('1960-01-01') }),
      ];
      const ranks = (list: readonly Waiting[]) => run(list, oneBed).map(({ referralId }) => referralId);
      expect(ranks(people)).to.deep.equal(['a', 'b']);
      const swapped = people.map((person, index) => ({
        ...person,
        referral: {
          ...person.referral,
          sex: people[1 - index]!.referral.sex,
          bornOn: people[1 - index]!.referral.bornOn,
        },
      }));
      expect(ranks(swapped)).to.deep.equal(['a', 'b']);
    });

    it('is the same whatever order they are read in', () => {
      const people = urgencyBands.flatMap((urgencyBand) =>
        ['x', 'y', 'z'].map((name, index) =>
          waiting({ referralId: `${urgencyBand}-${name}`, urgencyBand, receivedOn: day(-30 + index) }),
        ),
      );
      const beds = ['1', '2', '3', '4'].map((bedId) => aUnit({ bedId }));
      const expected = run(people, beds);
      fc.assert(
        fc.property(fc.shuffledSubarray(people, { minLength: people.length }), (shuffled) => {
          expect(run(shuffled, beds)).to.deep.equal(expected);
        }),
        { seed, numRuns: 30 },
      );
      expect(expected.map(({ priorityRank }) => priorityRank)).to.deep.equal(
        people.map((_, index) => index + 1),
      );
    });
  });

  describe('which place', () => {
    it('is one bed for the whole stay: two halves do not make one', () => {
      const units = [aUnit({ bedId: 'a' }), aUnit({ bedId: 'b' })];
      const claims = [taken('a', 40, 400), taken('b', 0, 40)];
      expect(places(run([waiting({ referralId: 'p' })], units, claims))).to.deep.equal({ p: null });
      expect(places(run([waiting({ referralId: 'p', weeks: 4 })], units, claims))).to.deep.equal({ p: 'a' });
    });

    it('is a project the person named, best first, before an earlier bed elsewhere', () => {
      const units = [
        aUnit({ bedId: 'early', projectId: 'elsewhere' }),
        aUnit({ bedId: 'second', projectId: 'second-choice' }),
        aUnit({ bedId: 'first', projectId: 'first-choice' }),
      ];
      const person = waiting({ referralId: 'p', preferredProjectIds: ['first-choice', 'second-choice'] });
      const [suggestion] = run([person], units, [taken('first', 0, 20)]);
      expect(suggestion?.place).to.deep.include({ bedId: 'first', stay: stay(day(20), day(104)) });
      expect(suggestion?.explanation.wishes).to.deep.equal([
        { wish: 'named-project', isMet: true, bedsThatMeetIt: 2 },
      ]);
      expect(places(run([person], units, [taken('first', 0, 400)]))).to.deep.equal({ p: 'second' });
      expect(places(run([person], units, [taken('first', 0, 400), taken('second', 0, 400)]))).to.deep.equal({
        p: 'early',
      });
    });

    it('is near home, or away from it, as the person wishes, and a wish rules nothing out', () => {
      const units = [aUnit({ bedId: 'a-away', healthBoard: 'NHS Highland' }), aUnit({ bedId: 'b-near' })];
      expect(places(run([waiting({ referralId: 'p', prefersArea: 'near' })], units))).to.deep.equal({
        p: 'b-near',
      });
      expect(places(run([waiting({ referralId: 'p', prefersArea: 'away' })], units))).to.deep.equal({
        p: 'a-away',
      });
      expect(places(run([waiting({ referralId: 'p', prefersArea: 'near' })], [units[0]!]))).to.deep.equal({
        p: 'a-away',
      });
    });

    describe('with a wish for whom to live with', () => {
      const units = [
        aUnit({ bedId: 'a-any', sexDesignation: 'any' }),
        aUnit({ bedId: 'b-flexible', sexDesignation: 'flexible' }),
        aUnit({ bedId: 'c-women', sexDesignation: 'female' }),
        aUnit({ bedId: 'd-men', sexDesignation: 'male' }),
      ];
      const placeFor = (given: Partial<ReferralFacts>, among: readonly BedUnit[] = units) =>
        run([waiting({ referralId: 'p', ...given })], among)[0];

      it('is for their own sex only, even when a bed for anybody comes first', () => {
        for (const [sex, bedId] of [
          ['female', 'c-women'],
          ['male', 'd-men'],
        ] as const) {
          const suggestion = placeFor({ sex, prefersMix: 'single_sex' });
          expect(suggestion?.place?.bedId).to.equal(bedId);
          expect(suggestion?.explanation.wishes).to.deep.equal([
            { wish: 'own-sex-only', isMet: true, bedsThatMeetIt: 1 },
          ]);
        }
      });

      it('is for women and men: a bed for anybody, or for whichever is needed', () => {
        const others = units.slice(1);
        expect(
          placeFor({ sex: 'female', prefersMix: 'mixed' }, [...others].reverse())?.place?.bedId,
        ).to.equal('b-flexible');
        expect(placeFor({ sex: 'female', prefersMix: 'mixed' })?.explanation.wishes).to.deep.equal([
          { wish: 'women-and-men', isMet: true, bedsThatMeetIt: 2 },
        ]);
      });

      it('is the only one there is when no bed that fits is so, and the reason says so', () => {
        const suggestion = placeFor({ sex: 'female', prefersMix: 'single_sex' }, units.slice(0, 1));
        expect(suggestion?.place?.bedId).to.equal('a-any');
        expect(suggestion?.explanation.wishes).to.deep.equal([
          { wish: 'own-sex-only', isMet: false, bedsThatMeetIt: 0 },
        ]);
        const mixed = placeFor({ sex: 'male', prefersMix: 'mixed' }, units.slice(3));
        expect(mixed?.place?.bedId).to.equal('d-men');
      });

      it('never makes a bed fit that does not', () => {
        const suggestion = placeFor({ sex: 'male', prefersMix: 'single_sex' }, units.slice(2, 3));
        expect(suggestion?.place).to.equal(null);
        expect(suggestion?.explanation.excludedBy).to.deep.equal({ sex_designation: 1 });
      });

      it('gives way to a project the person named, and comes before nearness', () => {
        const named = aUnit({ bedId: 'named', projectId: 'named', sexDesignation: 'any' });
        const far = aUnit({ bedId: 'far', sexDesignation: 'female', healthBoard: 'NHS Highland' });
        const near = aUnit({ bedId: 'near', sexDesignation: 'any' });
        const wishes = { sex: 'female', prefersMix: 'single_sex', prefersArea: 'near' } as const;
        const outweighed = placeFor({ ...wishes, preferredProjectIds: ['named'] }, [far, named]);
        expect(outweighed?.place?.bedId).to.equal('named');
        expect(outweighed?.explanation.wishes).to.deep.equal([
          { wish: 'named-project', isMet: true, bedsThatMeetIt: 1 },
          { wish: 'own-sex-only', isMet: false, bedsThatMeetIt: 1 },
          { wish: 'near-home', isMet: true, bedsThatMeetIt: 1 },
        ]);
        expect(placeFor(wishes, [near, far])?.place?.bedId).to.equal('far');
      });

      it('is not weighed by a policy that does not name it', () => {
        const withoutMix = { ...policy, wishes: ['project', 'area'] } as const;
        const [suggestion] = match({
          today,
          policy: withoutMix,
          waiting: [waiting({ sex: 'female', prefersMix: 'single_sex' })],
          calendars: availability(units, [], within),
          roomMix: new Map(),
          rules: new Map(),
        });
        expect(suggestion?.place?.bedId).to.equal('a-any');
        expect(suggestion?.explanation.wishes).to.deep.equal([]);
      });
    });

    it('is the bed that is free earliest when nothing else decides', () => {
      const [suggestion] = run(
        [waiting()],
        [aUnit({ bedId: 'a' }), aUnit({ bedId: 'b' })],
        [taken('a', 0, 10)],
      );
      expect(suggestion?.place?.bedId).to.equal('b');
      expect(suggestion?.explanation.wishes).to.deep.equal([]);
    });

    it('leaves time to prepare, less the more pressing it is', () => {
      const arrivals = urgencyBands.map(
        (urgencyBand) => run([waiting({ urgencyBand })], [aUnit()])[0]?.place?.stay.arrivesOn,
      );
      expect(arrivals).to.deep.equal([day(0), day(1), day(3), day(7)]);
    });

    it('begins no earlier than the day detox ends, and may begin on that day', () => {
      const detox = { startsOn: day(5), endsOn: day(12) };
      const [suggestion] = run([waiting({ detoxNeed: 'before_entry', detox })], [aUnit()]);
      expect(suggestion?.place?.stay).to.deep.equal(stay(day(12), day(12 + 84)));
    });

    it('begins on the day somebody leaves prison, and no earlier', () => {
      const [suggestion] = run([waiting({ liberationOn: day(12) })], [aUnit()]);
      expect(suggestion?.place?.stay).to.deep.equal(stay(day(12), day(12 + 84)));
    });

    it('may be found for somebody whose detox ends beyond the horizon', () => {
      const detox = { startsOn: day(40), endsOn: day(47) };
      const [suggestion] = run([waiting({ detox })], [aUnit()]);
      expect(suggestion?.place?.stay.arrivesOn).to.equal(day(47));
    });

    it('lasts as long as is paid for', () => {
      expect(run([waiting({ weeks: 26 })], [aUnit()])[0]?.place?.stay).to.deep.equal(
        stay(day(3), day(3 + 182)),
      );
    });

    it('is not one that becomes free only after the horizon', () => {
      expect(places(run([waiting({ referralId: 'p' })], [aUnit()], [taken('bed-1', 0, 28)]))).to.deep.equal({
        p: 'bed-1',
      });
      expect(places(run([waiting({ referralId: 'p' })], [aUnit()], [taken('bed-1', 0, 29)]))).to.deep.equal({
        p: null,
      });
    });

    it('leaves the turnaround before the next person', () => {
      const unit = aUnit({ turnaroundNights: 2 });
      expect(
        places(run([waiting({ referralId: 'p' })], [unit], [taken('bed-1', 3 + 84 + 2, 400)])),
      ).to.deep.equal({ p: 'bed-1' });
      expect(
        places(run([waiting({ referralId: 'p' })], [unit], [taken('bed-1', 3 + 84 + 1, 400)])),
      ).to.deep.equal({ p: null });
    });
  });

  describe('shared rooms', () => {
    const shared = ['a', 'b'].map((bedId) => aUnit({ bedId, unitType: 'shared', roomId: 'room' }));
    const woman = waiting({ referralId: 'woman', sex: 'female', urgencyBand: 'urgent' });
    const man = waiting({ referralId: 'man' });
    const otherWoman = waiting({ referralId: 'other-woman', sex: 'female' });

    it('take two of one sex from one run, and not one of each', () => {
      expect(places(run([woman, man], shared))).to.deep.equal({ woman: 'a', man: null });
      expect(places(run([woman, otherWoman], shared))).to.deep.equal({ woman: 'a', 'other-woman': 'b' });
    });

    it('keep to the sex of whoever is there already', () => {
      const mix = mixOf('room', 'female', 0, 200);
      expect(places(run([man], shared, [taken('a', 0, 200)], mix))).to.deep.equal({ man: null });
      expect(places(run([otherWoman], shared, [taken('a', 0, 200)], mix))).to.deep.equal({
        'other-woman': 'b',
      });
    });

    it('take the other sex from the day on which nobody else is there any more', () => {
      const mix = mixOf('room', 'female', 0, 20);
      const [suggestion] = run([man], shared, [taken('a', 0, 20)], mix);
      expect(suggestion?.place?.stay.arrivesOn).to.equal(day(20));
    });

    it('are for nobody whose sex is not recorded', () => {
      const [suggestion] = run([waiting({ sex: 'not_known' })], shared);
      expect(suggestion?.place).to.equal(null);
      expect(suggestion?.explanation.unknownAt).to.equal(2);
    });
  });

  describe('an explanation', () => {
    it('is given to everybody on the list, placed or not', () => {
      const missing = [{ gate: 'funding', why: 'not-decided', whoActs: 'approver' }] as const;
      const people: readonly Waiting[] = [
        waiting({ referralId: 'placed' }),
        waiting({ referralId: 'waits', receivedOn: isoDate('2026-11-02') }),
        {
          ...waiting({ referralId: 'not-ready', receivedOn: isoDate('2026-11-03') }),
          missing,
          fundedNights: null,
        },
        { ...waiting({ referralId: 'offered', receivedOn: isoDate('2026-11-04') }), isSpokenFor: true },
      ];
      const suggestions = run(people, [aUnit()]);
      expect(suggestions.map(({ referralId, explanation }) => [referralId, explanation.state])).to.deep.equal(
        [
          ['placed', 'suggested'],
          ['waits', 'no-place'],
          ['not-ready', 'not-ready'],
          ['offered', 'offered'],
        ],
      );
      expect(suggestions[2]?.explanation.missing).to.deep.equal(missing);
    });

    it('adds up: every place looked at was chosen, free, full, excluded or not known', () => {
      const units = [
        aUnit({ bedId: 'chosen' }),
        aUnit({ bedId: 'full' }),
        aUnit({ bedId: 'detox', bedType: 'detox' }),
        aUnit({ bedId: 'women', sexDesignation: 'female' }),
        aUnit({ bedId: 'steps', isStepFree: null }),
      ];
      const person = waiting({ needsStepFree: false });
      const [{ explanation }] = run([person], units, [taken('full', 0, 400)]) as [Suggestion];
      expect(explanation).to.deep.include({
        placesLookedAt: 5,
        excludedBy: { rehab_bed: 1, sex_designation: 1 },
        unknownAt: 0,
        fullAt: 1,
        waitingDays: 22,
      });
      const [{ explanation: needing }] = run([waiting({ needsStepFree: true })], units) as [Suggestion];
      expect(needing).to.deep.include({
        unknownAt: 1,
        state: 'no-place',
        excludedBy: { step_free: 2, rehab_bed: 1, sex_designation: 1 },
      });
    });

    it('carries every check of the place that was chosen, all of them yes', () => {
      const [{ explanation }] = run([waiting()], [aUnit()]) as [Suggestion];
      expect(explanation.checks.length).to.be.greaterThan(5);
      expect(new Set(explanation.checks.map(({ answer }) => answer))).to.deep.equal(new Set(['yes']));
    });
  });

  describe('held against a slow and plain search', () => {
    interface World {
      readonly people: readonly Waiting[];
      readonly units: readonly BedUnit[];
      readonly claims: readonly ClaimedRun[];
      readonly roomMix: ReadonlyMap<string, RoomMix>;
    }
    const sexOf = fc.constantFrom(...(['female', 'male', 'female', 'male', 'not_known'] as const));
    const anyWorld: fc.Arbitrary<World> = fc
      .record({
        people: fc.array(
          fc.record({
            sex: sexOf,
            urgencyBand: fc.constantFrom(...urgencyBands),
            waitsDays: fc.nat({ max: 5 }),
            weeks: fc.integer({ min: 1, max: 3 }),
            needsStepFree: fc.boolean(),
            children: fc.constantFrom(0, 0, 0, 1),
            detoxEndsIn: fc.option(fc.integer({ min: 1, max: 40 }), { freq: 4 }),
            prefers: fc.shuffledSubarray(['p1', 'p2']),
            prefersArea: fc.constantFrom('near' as const, 'away' as const, 'no_preference' as const),
            prefersMix: fc.constantFrom('mixed' as const, 'single_sex' as const, 'no_preference' as const),
            isReady: fc.constantFrom(true, true, true, false),
            isSpokenFor: fc.constantFrom(false, false, false, false, true),
          }),
          { minLength: 2, maxLength: 7, size: 'max' },
        ),
        units: fc.array(
          fc.record({
            projectId: fc.constantFrom('p1', 'p2', 'p3'),
            kind: fc.constantFrom(...(['single', 'shared', 'shared', 'family_unit'] as const)),
            sexDesignation: fc.constantFrom(...(['any', 'flexible', 'female', 'male'] as const)),
            bedType: fc.constantFrom('rehab' as const, 'rehab' as const, 'rehab' as const, 'detox' as const),
            isStepFree: fc.constantFrom(true, true, false, null),
            turnaroundNights: fc.nat({ max: 1 }),
            healthBoard: fc.constantFrom('NHS Greater Glasgow and Clyde', 'NHS Highland'),
            busy: fc.option(
              fc.tuple(
                fc.nat({ max: 35 }),
                fc.integer({ min: 1, max: 20 }),
                fc.constantFrom('female' as const, 'male' as const),
              ),
            ),
          }),
          { minLength: 2, maxLength: 6, size: 'max' },
        ),
      })
      .map(({ people, units }) => {
        const mix = new Map<string, RoomMix[number][]>();
        const claims: ClaimedRun[] = [];
        const beds = units.map((unit, index): BedUnit => {
          const bedId = `bed-${index}`;
          const roomId = unit.kind === 'shared' ? `room-${index % 2}` : null;
          if (unit.busy !== null) {
            const [from, nights, sex] = unit.busy;
            claims.push(taken(bedId, from, from + nights));
            if (unit.turnaroundNights > 0)
              claims.push(taken(bedId, from + nights, from + nights + 1, 'turnaround'));
            if (roomId !== null) {
              const known = mix.get(roomId) ?? [];
              const added = nightsOf(stay(day(from), day(from + nights))).filter(
                (night) => !known.some((there) => there.night === night),
              );
              mix.set(roomId, [...known, ...added.map((night) => ({ night, sex }))]);
            }
          }
          return aUnit({
            bedId,
            roomId,
            projectId: unit.projectId,
            unitType: unit.kind,
            sexDesignation: unit.sexDesignation,
            bedType: unit.bedType,
            isStepFree: unit.isStepFree,
            turnaroundNights: unit.turnaroundNights,
            healthBoard: unit.healthBoard,
            maxChildren: unit.kind === 'family_unit' ? 2 : 0,
          });
        });
        return {
          units: beds,
          claims,
          roomMix: mix,
          people: people.map((person, index): Waiting => ({
            ...waiting({
              referralId: `person-${index}`,
              sex: person.sex,
              urgencyBand: person.urgencyBand,
              receivedOn: day(-person.waitsDays),
              needsStepFree: person.needsStepFree,
              children: person.children,
              oldestChildBornOn: person.children === 0 ? null : isoDate('2020-01-01'),
              detox:
                person.detoxEndsIn === null ? null : { startsOn: day(0), endsOn: day(person.detoxEndsIn) },
              preferredProjectIds: person.prefers,
              prefersArea: person.prefersArea,
              prefersMix: person.prefersMix,
              weeks: person.weeks,
            }),
            missing: person.isReady
              ? []
              : [{ gate: 'assessment', why: 'never-held', whoActs: 'coordinator' }],
            isSpokenFor: person.isSpokenFor,
          })),
        };
      });

    /** Tries every bed on every day: the first arrival on which the bed is free throughout and every check says yes. */
    const everyPlaceFor = (
      world: World,
      calendars: readonly UnitCalendar[],
      { referral, fundedNights }: Waiting,
    ) => {
      const prepared = policy.preparationDays[referral.urgencyBand];
      const from =
        referral.detox !== null && referral.detox.endsOn > day(prepared)
          ? referral.detox.endsOn
          : day(prepared);
      const last = day(policy.offerHorizonDays) > from ? day(policy.offerHorizonDays) : from;
      return calendars.flatMap((calendar) => {
        const { unit } = calendar;
        for (let arrivesOn = from; arrivesOn <= last; arrivesOn = addNights(arrivesOn, 1)) {
          const asked = stay(arrivesOn, addNights(arrivesOn, fundedNights ?? 0));
          const mix = (world.roomMix.get(unit.roomId ?? '') ?? []).filter(
            ({ night }) => asked.arrivesOn <= night && night < asked.departsOn,
          );
          if (
            isFreeFor(calendar, asked) &&
            verdict(evaluate(referral, unit, asked, mix, new Map())) === 'yes'
          ) {
            return [{ unit, stay: asked }];
          }
        }
        return [];
      });
    };

    interface FoundPlace {
      readonly unit: BedUnit;
      readonly stay: ReturnType<typeof stay>;
      /** Sorts as the person's wishes do: the project, whom they live with, the area, the day. */
      readonly distance: readonly [project: number, mix: number, area: number, lateDays: number];
    }

    /** Who can be placed, the first on the list first, and every place of each. */
    const everybodyReady = (world: World): readonly { person: Waiting; found: readonly FoundPlace[] }[] => {
      const calendars = availability(world.units, world.claims, within);
      const band = ({ referral }: Waiting) => policy.bands.indexOf(referral.urgencyBand);
      return [...world.people]
        .sort(
          (a, b) =>
            band(a) - band(b) ||
            a.referral.receivedOn.localeCompare(b.referral.receivedOn) ||
            a.referral.referralId.localeCompare(b.referral.referralId),
        )
        .filter(({ isSpokenFor, missing }) => !isSpokenFor && missing.length === 0)
        .map((person) => {
          const { referral } = person;
          const prepared = day(policy.preparationDays[referral.urgencyBand]);
          const { detox } = referral;
          const from = detox !== null && detox.endsOn > prepared ? detox.endsOn : prepared;
          const found = everyPlaceFor(world, calendars, person).map(({ unit, stay: at }): FoundPlace => {
            const choice = referral.preferredProjectIds.indexOf(unit.projectId);
            const isNear = unit.healthBoard === referral.healthBoard;
            const isWished =
              referral.prefersArea === 'no_preference' || (referral.prefersArea === 'near') === isNear;
            const own = unit.sexDesignation === referral.sex;
            const mixed = ['any', 'flexible'].includes(unit.sexDesignation);
            const isMixWished = { single_sex: own, mixed, no_preference: true }[referral.prefersMix];
            const named = choice === -1 ? referral.preferredProjectIds.length : choice;
            const late = nightsBetween(from, at.arrivesOn);
            return { unit, stay: at, distance: [named, isMixWished ? 0 : 1, isWished ? 0 : 1, late] };
          });
          return { person, found };
        });
    };
    const costOfPlace = ({ distance: [project, mix, area, late] }: FoundPlace): number =>
      project * 128 + mix * 64 + area * 32 + late;
    const answerOf = ({ unit, stay: at }: FoundPlace): string => `${unit.bedId} ${at.arrivesOn}`;
    const told = (suggestions: readonly Suggestion[]): Record<string, string | null> =>
      Object.fromEntries(
        suggestions.map(({ referralId, place }) => [
          referralId,
          place === null ? null : `${place.bedId} ${place.stay.arrivesOn}`,
        ]),
      );

    const greedily = (world: World): Record<string, string | null> => {
      const usedBeds: string[] = [];
      const roomSex: Record<string, string> = {};
      const answer: Record<string, string | null> = Object.fromEntries(
        world.people.map(({ referral }) => [referral.referralId, null]),
      );
      for (const { person, found } of everybodyReady(world)) {
        const { referralId, sex } = person.referral;
        const left = found.filter(
          ({ unit }) =>
            !usedBeds.includes(unit.bedId) && (unit.roomId === null || (roomSex[unit.roomId] ?? sex) === sex),
        );
        const [best] = [...left].sort(
          (a, b) => costOfPlace(a) - costOfPlace(b) || (a.unit.bedId < b.unit.bedId ? -1 : 1),
        );
        if (best === undefined) continue;
        answer[referralId] = answerOf(best);
        usedBeds.push(best.unit.bedId);
        if (best.unit.roomId !== null) roomSex[best.unit.roomId] = sex;
      }
      return answer;
    };

    /** Every way in which people can be given beds, one after the other: the best by who is placed, then by the total distance. */
    const exhaustively = (
      world: World,
    ): { readonly isPlaced: readonly boolean[]; readonly total: number } => {
      const everybody = everybodyReady(world);
      let best: { readonly isPlaced: readonly boolean[]; readonly total: number } | null = null;
      const isBetter = (isPlaced: readonly boolean[], total: number): boolean => {
        if (best === null) return true;
        const { isPlaced: others, total: least } = best;
        const first = isPlaced.findIndex((placed, index) => placed !== others[index]);
        return first === -1 ? total < least : isPlaced[first] === true;
      };
      const tryFrom = (
        index: number,
        used: readonly string[],
        isPlaced: readonly boolean[],
        total: number,
      ) => {
        const next = everybody[index];
        if (next === undefined) {
          if (isBetter(isPlaced, total)) best = { isPlaced, total };
          return;
        }
        for (const place of next.found) {
          if (used.includes(place.unit.bedId)) continue;
          tryFrom(index + 1, [...used, place.unit.bedId], [...isPlaced, true], total + costOfPlace(place));
        }
        tryFrom(index + 1, used, [...isPlaced, false], total);
      };
      tryFrom(0, [], [], 0);
      return best ?? { isPlaced: [], total: 0 };
    };

    /** Where every shared room is a room of its own, no choice couples two people. */
    const withoutSharing = (world: World): World => ({
      ...world,
      units: world.units.map((unit) =>
        unit.roomId === null ? unit : { ...unit, roomId: null, unitType: 'single' },
      ),
    });

    it('in order: each is suggested the nearest place that is left', () => {
      let placed = 0;
      fc.assert(
        fc.property(anyWorld, (world) => {
          const suggestions = run(world.people, world.units, world.claims, world.roomMix, 'in-order');
          expect(told(suggestions)).to.deep.equal(greedily(world));
          placed += suggestions.filter(({ place }) => place !== null).length;
        }),
        { seed, numRuns: 250 },
      );
      expect(placed).to.be.greaterThan(200);
    });

    it('best total: places whom the list puts first, as many as can be, at the least total distance', () => {
      let placed = 0;
      let gained = 0;
      fc.assert(
        fc.property(anyWorld.map(withoutSharing), (world) => {
          const suggestions = run(world.people, world.units, world.claims, new Map(), 'best-total');
          const found = told(suggestions);
          const everybody = everybodyReady(world);
          const chosen = everybody.map(({ person, found: places }) =>
            places.find((place) => answerOf(place) === found[person.referral.referralId]),
          );
          const best = exhaustively(world);
          expect(chosen.map((place) => place !== undefined)).to.deep.equal(best.isPlaced);
          expect(
            chosen.reduce((sum, place) => sum + (place === undefined ? 0 : costOfPlace(place)), 0),
          ).to.equal(best.total);
          const inOrder = Object.values(greedily(world)).filter((place) => place !== null).length;
          const now = best.isPlaced.filter(Boolean).length;
          placed += now;
          gained += now - inOrder;
        }),
        { seed, numRuns: 250 },
      );
      expect(placed).to.be.greaterThan(200);
      expect(gained).to.be.greaterThan(0);
    });

    it('leaves nobody without a place while a bed that fits and that nobody has would take them', () => {
      fc.assert(
        fc.property(anyWorld, (world) => {
          const suggestions = run(world.people, world.units, world.claims, world.roomMix, 'best-total');
          const placeOf = new Map(suggestions.map(({ referralId, place }) => [referralId, place]));
          const everybody = everybodyReady(world);
          const usedBeds = new Set([...placeOf.values()].map((place) => place?.bedId));
          const roomSexes = new Map(
            everybody.flatMap(({ person: { referral } }) => {
              const bedId = placeOf.get(referral.referralId)?.bedId;
              const roomId = world.units.find((unit) => unit.bedId === bedId)?.roomId;
              return roomId == null ? [] : [[roomId, referral.sex] as const];
            }),
          );
          for (const { person, found } of everybody) {
            if (placeOf.get(person.referral.referralId) !== null) continue;
            const left = found.filter(
              ({ unit: { bedId, roomId } }) =>
                !usedBeds.has(bedId) &&
                (roomSexes.get(roomId ?? '') ?? person.referral.sex) === person.referral.sex,
            );
            expect(left.map(answerOf)).to.deep.equal([]);
          }
        }),
        { seed: seed + 2, numRuns: 250 },
      );
    });

    it('never suggests one bed twice, nor a bed that is taken, nor one whose checks do not all say yes', () => {
      fc.assert(
        fc.property(anyWorld, (world) => {
          const suggestions = run(world.people, world.units, world.claims, world.roomMix);
          expect(suggestions).to.have.length(world.people.length);
          const beds = suggestions.flatMap(({ place }) => (place === null ? [] : [place.bedId]));
          expect(new Set(beds).size).to.equal(beds.length);
          const calendars = availability(world.units, world.claims, within);
          for (const { referralId, place, explanation } of suggestions) {
            const person = world.people.find(({ referral }) => referral.referralId === referralId)!;
            const isInTheRunning = person.missing.length === 0 && !person.isSpokenFor;
            expect(explanation.state === 'suggested').to.equal(place !== null);
            if (place === null) continue;
            expect(isInTheRunning).to.equal(true);
            const calendar = calendars.find(({ unit }) => unit.bedId === place.bedId)!;
            expect(isFreeFor(calendar, place.stay)).to.equal(true);
            expect(verdict(explanation.checks)).to.equal('yes');
            if (person.referral.detox !== null) {
              expect(place.stay.arrivesOn >= person.referral.detox.endsOn).to.equal(true);
            }
          }
        }),
        { seed: seed + 1, numRuns: 200 },
      );
    });
  });
});
