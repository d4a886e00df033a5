import { drawDecisions } from './decisions.js';
import { luckAt, noTurn, personSize, sinceAt, type Desk } from './desk.js';
import { keyOf, luckFrom, normalOf, purpose, shareOf, spread } from './luck.js';
import { longestWaitTold, type Outcomes } from './outcomes.js';
import type { Prepared } from './prepare.js';
import { stayParts } from './stays.js';

/** What is drawn once for a run: how wrong the assumptions were. */
interface Drawn {
  readonly referrals: number;
  readonly stay: number;
  readonly earlyExit: number;
}

const drawWorld = ({ world }: Prepared, seed: number, replication: number): Drawn => {
  const next = luckFrom(seed, replication, purpose.world);
  const factor = (deviation: number): number =>
    // Centred so that the mean, and not the middle, is what was assumed.
    Math.exp(deviation * normalOf(next(), next()) - (deviation * deviation) / 2);
  const { uncertainty } = world;
  return {
    referrals: factor(uncertainty.referrals),
    stay: factor(uncertainty.stay),
    earlyExit: Math.min(0.95, world.earlyExitShare * factor(uncertainty.earlyExit)),
  };
};

/** Opens and closes beds on their days, some of them late; gives the bed-nights there are. */
const setBeds = (prepared: Prepared, desk: Desk, seed: number, replication: number): number => {
  const { world, days, bedGroups } = prepared;
  let bedNights = 0;
  bedGroups.forEach(({ beds, residents }, group) => {
    desk.free[group] = beds - residents;
    bedNights += beds * days;
  });
  const next = luckFrom(seed, replication, purpose.slippage);
  for (const { bedGroup, onDay, beds, lateByDays } of world.bedChanges) {
    const day = onDay + Math.floor(-lateByDays * Math.log(shareOf(next())));
    if (day >= days) continue;
    const group = bedGroups.findIndex(({ id }) => id === bedGroup);
    desk.comesFree[day * bedGroups.length + group]! += beds;
    bedNights += beds * (days - day);
  }
  return bedNights;
};

/** Lets those who are there on the first day leave; gives their nights and their turnarounds. */
const seatResidents = (prepared: Prepared, desk: Desk, stay: number, seed: number, replication: number) => {
  const { days, bedGroups, residuals, residualUnits } = prepared;
  const next = luckFrom(seed, replication, purpose.residents);
  let nights = 0;
  let turnaround = 0;
  for (let group = 0; group < bedGroups.length; group += 1) {
    const { residents, turnaroundDays } = bedGroups[group]!;
    const table = group * stayParts;
    const unit = residualUnits[group]! * stay;
    for (let resident = 0; resident < residents; resident += 1) {
      const leaves = Math.ceil(residuals[table + (next() >>> 20)]! * unit);
      const again = leaves + turnaroundDays;
      nights += leaves < days ? leaves : days;
      if (leaves < days) turnaround += again < days ? turnaroundDays : days - leaves;
      if (again < days) desk.comesFree[again * bedGroups.length + group]! += 1;
    }
  }
  return { nights, turnaround };
};

/** Arrivals of a run by month, where public money pays, and by people group. */
const countArrivals = (
  { world, publicGroups }: Prepared,
  arrivals: Int32Array,
  { months, publicStarts, startsByGroup, starts }: Outcomes,
  replication: number,
): void => {
  const groups = world.peopleGroups.length;
  for (let month = 0; month < months; month += 1) {
    for (let group = 0; group < groups; group += 1) {
      const people = arrivals[month * groups + group]!;
      starts[replication]! += people;
      startsByGroup[replication * groups + group]! += people;
      if (publicGroups & (1 << group)) publicStarts[replication * months + month]! += people;
    }
  }
};

/**
 * The lesser of two whole numbers. Here and wherever the day loop calculates with the sign of a difference, it does
 * without a branch that follows chance: the processor would guess it wrong about as often as right.
 */
const lesser = (one: number, other: number): number => other + ((one - other) & ((one - other) >> 31));

/**
 * One run, day by day: beds come free, and everybody decided on has in the order of the list (band, then who
 * waits longer) a bed they may have, the one that the fewest others could have. Whatever somebody's luck is, how long
 * they would stay and wait, was drawn with the decision on them (decisions.ts): what becomes of others shifts none of it.
 * Whoever stopped waiting is found when it is their turn, or on the last day; the part who still wait after so many
 * days is a table, so each of them leaves on each day with the same chance, as if drawn day by day.
 */
export const simulate = (
  prepared: Prepared,
  desk: Desk,
  outcomes: Outcomes,
  seed: number,
  replication: number,
): void => {
  const {
    days,
    world,
    bedGroups,
    mayHave,
    placeable,
    publicGroups,
    detoxGroups,
    stillWait,
    pencePerNight,
    turnaroundDays,
    stays,
    stayUnits,
    monthOfDay,
    yearOfDay,
  } = prepared;
  const { comesFree, detoxEnds, free, people, firsts, turns, turnsUpTo, newcomers, waitingGroups, arrivals } =
    desk;
  const { waits, spentPence } = outcomes;
  const bands = world.bands.length;
  const groups = world.peopleGroups.length;
  const kinds = bedGroups.length;
  comesFree.fill(0);
  detoxEnds.fill(0);
  arrivals.fill(0);

  const drawn = drawWorld(prepared, seed, replication);
  const bedNights = setBeds(prepared, desk, seed, replication);
  const residents = seatResidents(prepared, desk, drawn.stay, seed, replication);
  const { decided, refused } = drawDecisions(prepared, desk, drawn.referrals, seed, replication);

  const earlyBelow = Math.round(drawn.earlyExit * 1_048_576);
  const earlyWhole = Math.max(1, earlyBelow);
  const budget = world.budgetPencePerYear ?? Infinity;
  const detoxNights = world.detox?.nights ?? 0;
  const detoxPlaces = world.detox?.places ?? 0;
  const unitOf = Float64Array.from(stayUnits, (unit) => unit * drawn.stay);
  const [, waitKey] = keyOf(seed, replication, purpose.arrivals);

  let personNights = 0;
  let turnaroundNights = 0;
  let heldNights = 0;
  let emptyNights = 0;
  let left = 0;
  let detoxTaken = 0;
  let inDetox = 0;
  let freeBeds = 0;
  for (const beds of free) freeBeds += beds;
  let year = 0;
  let mayPay = -1;

  for (let day = 0; day < days; day += 1) {
    // Without a branch for kinds of which none comes free: on half the days of each, chance would mislead it.
    let freeMask = 0;
    for (let kind = 0, at = day * kinds; kind < kinds; kind += 1, at += 1) {
      const coming = comesFree[at]!;
      const now = free[kind]! + coming;
      free[kind] = now;
      freeBeds += coming;
      freeMask |= (-now >>> 31) << kind;
    }
    if (detoxGroups !== 0) detoxTaken -= detoxEnds[day]!;
    if (yearOfDay[day]! !== year) {
      year = yearOfDay[day]!;
      mayPay = -1;
    }
    const spentAt = replication * outcomes.years + year;

    const lastTurn = turnsUpTo[day]! - 1;
    for (let band = 0; band < bands; band += 1) {
      let waiting = waitingGroups[band]! | newcomers[day * bands + band]!;
      const queues = band * groups;
      for (;;) {
        let can = waiting & placeable[freeMask]! & mayPay;
        if (detoxTaken >= detoxPlaces) can &= ~detoxGroups;
        if (can === 0) break;
        let group = 31 - Math.clz32(can & -can);
        let turn = turns[queues + group]!;
        for (can &= can - 1; can !== 0; can &= can - 1) {
          const other = 31 - Math.clz32(can & -can);
          const apart = turns[queues + other]! - turn;
          turn += apart & (apart >> 31);
          group += (other - group) & (apart >> 31);
        }
        const bit = 1 << group;
        const one = firsts[queues + group]!;
        const since = people[one + sinceAt]!;
        const here = since < 0 ? day : day - since;
        const isGone =
          here > 0 && spread(people[one + luckAt]! ^ waitKey) >>> 0 >= stillWait[band * (days + 1) + here]!;
        if (!isGone) {
          const mayUse = mayHave[group]! & freeMask;
          const kind = 31 - Math.clz32(mayUse & -mayUse);
          const luck = people[one + luckAt]!;
          const planned = stays[kind * stayParts + (luck >>> 20)]! * unitOf[kind]!;
          const cost = ((planned + 0.5) | 0) * pencePerNight[group * kinds + kind]!;
          const spent = spentPence[spentAt]! + cost;
          if (spent > budget) {
            mayPay = ~publicGroups;
            continue;
          }
          spentPence[spentAt] = spent;
          // Of those who leave early, anywhere in their stay: the middle of their part of the luck, in half parts.
          const part = luck & 0xfffff;
          const isEarly = (part - earlyBelow) >> 31;
          const kept = (((part & isEarly) + (earlyWhole & ~isEarly)) * 2 - isEarly) / (2 * earlyWhole);
          const nights = (planned * kept + 0.5) | 0;
          let starting = day;
          if (bit & detoxGroups) {
            starting += detoxNights;
            detoxTaken += 1;
            if (starting < days) detoxEnds[starting]! += 1;
          }
          if (starting < days) {
            heldNights += starting - day;
            arrivals[monthOfDay[starting]! * groups + group]! += 1;
            const waited = starting - since;
            waits[band * (longestWaitTold + 1) + (waited < longestWaitTold ? waited : longestWaitTold)]! += 1;
            const leaves = starting + (nights > 1 ? nights : 1);
            const again = leaves + turnaroundDays[kind]!;
            // What lies beyond the last day is kept on a day of its own, which is never read.
            const leftOn = lesser(leaves, days);
            const ready = lesser(again, days);
            personNights += leftOn - starting;
            turnaroundNights += ready - leftOn;
            comesFree[ready * kinds + kind]! += 1;
          } else {
            heldNights += days - day;
            inDetox += 1;
          }
          freeBeds -= 1;
          const now = free[kind]! - 1;
          free[kind] = now;
          freeMask ^= ((now - 1) >>> 31) << kind;
        } else left += 1;
        const next = people[one + personSize]!;
        firsts[queues + group] = one + personSize;
        turns[queues + group] = next;
        // Nobody else of this group waits when the next comes on a later day.
        waiting &= ~(bit & ((lastTurn - next) >> 31));
      }
      waitingGroups[band] = waiting;
    }
    emptyNights += freeBeds;
  }

  let stillWaiting = 0;
  for (let queue = 0; queue < bands * groups; queue += 1) {
    const ofBand = Math.floor(queue / groups) * (days + 1);
    for (let one = firsts[queue]!; people[one] !== noTurn; one += personSize) {
      const here = days - Math.max(0, people[one + sinceAt]!);
      if (spread(people[one + luckAt]! ^ waitKey) >>> 0 >= stillWait[ofBand + here]!) left += 1;
      else stillWaiting += 1;
    }
  }
  outcomes.decided[replication] = decided;
  outcomes.refused[replication] = refused;
  countArrivals(prepared, arrivals, outcomes, replication);
  outcomes.left[replication] = left;
  outcomes.stillWaiting[replication] = stillWaiting;
  outcomes.inDetox[replication] = inDetox;
  outcomes.bedNights[replication] = bedNights;
  outcomes.personNights[replication] = residents.nights + personNights;
  outcomes.heldNights[replication] = heldNights;
  outcomes.turnaroundNights[replication] = residents.turnaround + turnaroundNights;
  outcomes.emptyNights[replication] = emptyNights;
};
