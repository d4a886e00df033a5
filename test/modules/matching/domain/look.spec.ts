import { expect } from 'chai';
import fc from 'fast-check';

import { placementPolicy } from '../../../../config/placement-policy.js';
import { addNights, isoDate } from '../../../../src/kernel/iso-date.js';
import { stay } from '../../../../src/kernel/stay.js';
import { availability, type ClaimedRun } from '../../../../src/modules/capacity/domain/availability.js';
import type { RoomMix } from '../../../../src/modules/eligibility/contract.js';
import { askRulesOf, findStay } from '../../../../src/modules/matching/domain/ask-place.js';
import { wasFoundUnsuitable } from '../../../../src/modules/matching/domain/constraints/not-found-unsuitable.js';
import { isOfferedNow } from '../../../../src/modules/matching/domain/constraints/not-offered-now.js';
import { wasRefused } from '../../../../src/modules/matching/domain/constraints/not-refused-before.js';
import { ruleInTheWay } from '../../../../src/modules/matching/domain/constraints/rules-met.js';
import { makeLooker, type Asked, type Looked } from '../../../../src/modules/matching/domain/look.js';
import type { MatchInput, Waiting } from '../../../../src/modules/matching/domain/match.js';
import { lateness } from '../../../../src/modules/matching/domain/preferences/early-arrival.js';
import { slotsOf, type Slot } from '../../../../src/modules/matching/domain/slots.js';
import { costOf } from '../../../../src/modules/matching/domain/wishes.js';
import { aReferral, aUnit } from '../../../support/builders.js';
import { seed } from '../../../support/civil-dates.js';
import { aRule } from '../../eligibility/rules.js';

const today = isoDate('2026-11-23');
const policy = placementPolicy.matching;
const day = (n: number) => addNights(today, n);

/** What looking around is: every slot by itself, with every rule, one after the other. */
const slotBySlot = (slots: readonly Slot[], input: MatchInput, person: Waiting, asked: Asked): Looked => {
  const { referral } = person;
  const options: Looked['options'][number][] = [];
  const fullSlots: number[] = [];
  const excludedBy: Record<string, number> = {};
  const counts = { placesLookedAt: 0, unknownAt: 0, fullAt: 0 };
  for (const [index, slot] of slots.entries()) {
    const beds = slot.beds.length;
    const mix: RoomMix = slot.unit.roomId === null ? [] : (input.roomMix.get(slot.unit.roomId) ?? []);
    const found = findStay(referral.sex, slot.beds[0], mix, asked.nights, asked.window);
    const rule = wasRefused(person, slot.unit)
      ? 'refused_before'
      : isOfferedNow(person, slot.unit)
        ? 'offered_now'
        : wasFoundUnsuitable(person, slot.unit)
          ? 'found_unsuitable'
          : ruleInTheWay(askRulesOf(referral, slot.beds[0], mix, input.rules, found.asked));
    counts.placesLookedAt += beds;
    if (rule === 'unknown') counts.unknownAt += beds;
    else if (rule !== null) excludedBy[rule] = (excludedBy[rule] ?? 0) + beds;
    else if (found.stay === null) {
      counts.fullAt += beds;
      fullSlots.push(index);
    } else {
      const late = lateness(asked.window.notBefore, found.stay.arrivesOn, policy.offerHorizonDays);
      const cost = costOf(policy.wishes, referral, slot.unit, 0) + late;
      options.push({ slot: index, stay: found.stay, cost });
    }
  }
  return { options, fullSlots, counts: { ...counts, excludedBy } };
};

const beds = fc.array(
  fc.record({
    projectId: fc.constantFrom('p1', 'p2', 'p3'),
    sexDesignation: fc.constantFrom('any' as const, 'female' as const, 'male' as const),
    room: fc.constantFrom(null, null, 'r1', 'r2'),
    isStepFree: fc.constantFrom(true, false, null),
    takenFor: fc.integer({ min: 0, max: 40 }),
    turnaroundNights: fc.integer({ min: 0, max: 2 }),
  }),
  { minLength: 1, maxLength: 12 },
);
const people = fc.array(
  fc.record({
    sex: fc.constantFrom('female' as const, 'male' as const, 'not_known' as const),
    // Of an age at which a birthday within the weeks decides.
    bornOn: fc.integer({ min: 0, max: 120 }).map((n) => isoDate(`2008${day(n).slice(4)}`)),
    needsStepFree: fc.boolean(),
    weeks: fc.constantFrom(4, 12),
    refusedAt: fc.option(fc.constantFrom('project', 'bed')),
    offeredAt: fc.option(fc.constantFrom('p1', 'p2')),
    unsuitableAt: fc.option(fc.constantFrom('p2', 'p3')),
  }),
  { minLength: 1, maxLength: 5 },
);
const mixes = fc.array(
  fc.record({
    room: fc.constantFrom('r1', 'r2'),
    night: fc.integer({ min: 0, max: 60 }),
    sex: fc.constantFrom('female' as const, 'male' as const),
  }),
  { maxLength: 6 },
);
const ruleDays = fc.record({
  validFrom: fc.integer({ min: -10, max: 40 }),
  years: fc.integer({ min: 16, max: 20 }),
});

describe('looking at every bed for somebody', () => {
  it('finds what asking every slot by itself would find', () => {
    let asks = 0;
    fc.assert(
      fc.property(beds, people, mixes, ruleDays, (units, asking, mixed, { validFrom, years }) => {
        const claims: ClaimedRun[] = [];
        const calendars = availability(
          units.map(({ room, takenFor, ...given }, index) => {
            const bedId = `bed-${String(index).padStart(2, '0')}`;
            if (takenFor > 0) {
              const claim = { fromOn: today, toOn: day(takenFor), kind: 'stay' as const };
              claims.push({ bedId, ...claim, claimId: `stay-${index}` });
            }
            const unitType = room === null ? ('single' as const) : ('shared' as const);
            return aUnit({ bedId, ...given, roomId: room, unitType });
          }),
          claims,
          stay(today, day(400)),
        );
        const roomMix = new Map(
          ['r1', 'r2'].map((room) => [
            room,
            mixed
              .filter((one) => one.room === room)
              .map(({ night, sex }): RoomMix[number] => ({ night: day(night), sex })),
          ]),
        );
        const rule = aRule({
          ...{ attribute: 'age', operator: 'at_least', value: years, unit: null, projectId: 'p1' },
          validFrom: day(validFrom),
        });
        const waiting = asking.map((given, index): Waiting => {
          const { weeks, refusedAt, offeredAt, unsuitableAt, ...facts } = given;
          return {
            referral: aReferral({ ...facts, referralId: `referral-${index}` }),
            ...{ missing: [], fundedNights: weeks * 7, isSpokenFor: false },
            ...(refusedAt === null
              ? {}
              : {
                  refusedAt: {
                    projectIds: new Set(refusedAt === 'project' ? ['p3'] : []),
                    bedIds: new Set(refusedAt === 'bed' ? ['bed-00'] : []),
                  },
                }),
            ...(offeredAt === null ? {} : { offeredAt: new Set([offeredAt]) }),
            ...(unsuitableAt === null ? {} : { unsuitableAt: new Set([unsuitableAt]) }),
          };
        });
        const input: MatchInput = {
          ...{ today, policy, waiting, roomMix, calendars },
          rules: new Map([['p1', [rule]]]),
        };
        const slots = slotsOf(calendars, waiting);
        const looker = makeLooker(slots, input);
        for (const person of waiting) {
          const asked = {
            nights: person.fundedNights ?? 0,
            window: { notBefore: day(3), notAfter: day(policy.offerHorizonDays) },
          };
          expect(looker.lookAround(person, asked)).to.deep.equal(slotBySlot(slots, input, person, asked));
          asks += slots.length;
        }
      }),
      { seed, numRuns: 400 },
    );
    expect(asks).to.be.greaterThan(4_000);
  });
});
