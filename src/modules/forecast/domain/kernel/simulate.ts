import { keyOf, luckFrom, normalOf, purpose, shareOf, spread } from './luck.js';
import { longestWaitTold, type Outcomes } from './outcomes.js';
import { cellShift, type Prepared } from './prepare.js';
import { stayParts } from './stays.js';

/** What one run writes on, kept from run to run: nothing is allocated within one. */
export interface Desk {
  /** Beds that come free, by day and bed group, and beyond the last day; those opened and, negative, those closed among them. */
  readonly comesFree: Int32Array;
  readonly detoxEnds: Int32Array;
  /** Of 2 to the power of 32: on how many days so many decisions or fewer come in; and where a draw starts to look. */
  readonly decisionsUpTo: Float64Array;
  readonly decisionsFrom: Uint16Array;
  readonly free: Int32Array;
  /** Queues by band and people group, in the order of waiting: a person's number says who waits longer. The last of each. */
  readonly last: Int32Array;
  /**
   * By person, side by side: whose turn is next, since when they wait, and their luck. The first of them are nobody: each stands
   * before one queue, so that joining an empty one takes no branch, which chance would mislead.
   */
  readonly people: Int32Array;
  /** Arrivals of a run by month and people group. */
  readonly arrivals: Int32Array;
  /** By band: the people groups of whom somebody waits. */
  readonly waitingGroups: Int32Array;
}

/** Parts of the draws by whose first bits a search starts. */
const searchParts = 64;

/** Numbers of decisions in a day with a Poisson distribution, to be looked up by a draw of 32 bits. */
const countTable = (upTo: Float64Array, from: Uint16Array, mean: number): void => {
  let chance = Math.exp(-mean);
  let sum = 0;
  let part = 0;
  for (let count = 0; count < upTo.length - 1; count += 1) {
    sum += chance;
    chance *= mean / (count + 1);
    upTo[count] = sum * 4_294_967_296;
    for (; part < searchParts && part * 67_108_864 < upTo[count]!; part += 1) from[part] = count;
    if (count > mean && chance < 1e-12) {
      upTo[count] = Infinity;
      break;
    }
  }
  upTo[upTo.length - 1] = Infinity;
};

export const createDesk = ({ world, days, months, bedGroups, mostPeople, decidedPerDay }: Prepared): Desk => {
  const most = Math.exp(6 * world.uncertainty.referrals) * Math.max(1, ...new Set(decidedPerDay));
  const queues = world.bands.length * world.peopleGroups.length;
  return {
    comesFree: new Int32Array((days + 1) * bedGroups.length),
    detoxEnds: new Int32Array(world.detox === null ? 0 : days),
    decisionsUpTo: new Float64Array(Math.ceil(most + 10 * Math.sqrt(most) + 20)),
    decisionsFrom: new Uint16Array(searchParts),
    free: new Int32Array(bedGroups.length),
    last: new Int32Array(queues),
    people: new Int32Array((queues + mostPeople) * personSize),
    arrivals: new Int32Array(months * world.peopleGroups.length),
    waitingGroups: new Int32Array(world.bands.length),
  };
};

const nobody = -1;

/** Where a person's numbers stand from their own; the first says whose turn is next. */
const personSize = 3;
const sinceAt = 1;
/**
 * Luck for the stay; mixed once more with the key of the run it is luck for the wait. Most have a bed on the day of the
 * decision, and nobody asks how long they would have waited.
 */
const luckAt = 2;

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

/** Puts those who wait on the first day in their queues, longest first; gives where the next person stands. */
const seatWaiting = ({ world }: Prepared, desk: Desk, seed: number, replication: number): number => {
  const next = luckFrom(seed, replication, purpose.slippage + 16);
  const groups = world.peopleGroups.length;
  const queues = world.bands.length * groups;
  for (let queue = 0; queue < queues; queue += 1) {
    desk.people[queue * personSize] = nobody;
    desk.last[queue] = queue * personSize;
  }
  let person = queues * personSize;
  for (const one of [...world.waiting].sort((a, b) => b.waitedDays - a.waitedDays)) {
    const band = world.bands.findIndex(({ id }) => id === one.band);
    const group = world.peopleGroups.findIndex(({ id }) => id === one.peopleGroup);
    const queue = band * groups + group;
    for (let number = 0; number < one.people; number += 1, person += personSize) {
      desk.people[person + sinceAt] = -one.waitedDays;
      desk.people[person + luckAt] = next();
      desk.people[person] = nobody;
      desk.people[desk.last[queue]!] = person;
      desk.last[queue] = person;
      desk.waitingGroups[band]! |= 1 << group;
    }
  }
  return person;
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
 * One run, day by day: beds come free, decisions come in, and everybody has in the order of the list (band, then who
 * waits longer) a bed they may have, the one that the fewest others could have. Whatever somebody's luck is, how long
 * they would stay and wait, is drawn with the decision on them, by its day: what becomes of others shifts none of it.
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
  const { days, world, bedGroups, decidedPerDay, cellFrom, cellUpTo, bandOfCell, bitOfCell } = prepared;
  const {
    mayHave,
    placeable,
    publicGroups,
    detoxGroups,
    stillWait,
    pencePerNight,
    stays,
    stayUnits,
    monthOfDay,
    yearOfDay,
  } = prepared;
  const { comesFree, detoxEnds, decisionsUpTo, decisionsFrom, free, last, people, waitingGroups, arrivals } =
    desk;
  const { waits, spentPence } = outcomes;
  const bands = world.bands.length;
  const groups = world.peopleGroups.length;
  const kinds = bedGroups.length;
  comesFree.fill(0);
  detoxEnds.fill(0);
  arrivals.fill(0);
  waitingGroups.fill(0);

  const drawn = drawWorld(prepared, seed, replication);
  const bedNights = setBeds(prepared, desk, seed, replication);
  const residents = seatResidents(prepared, desk, drawn.stay, seed, replication);
  let person = seatWaiting(prepared, desk, seed, replication);
  const waitingAtFirst = person;

  const earlyBelow = Math.round(drawn.earlyExit * 1_048_576);
  const earlyWhole = Math.max(1, earlyBelow);
  const budget = world.budgetPencePerYear ?? Infinity;
  const detoxNights = world.detox?.nights ?? 0;
  let detoxFree = world.detox?.places ?? 0;
  const turnaroundOf = bedGroups.map(({ turnaroundDays }) => turnaroundDays);
  const unitOf = Float64Array.from(stayUnits, (unit) => unit * drawn.stay);
  const [key0, key1] = keyOf(seed, replication, purpose.arrivals);
  const refusedCell = cellUpTo.length - 1;

  let { nights: personNights, turnaround: turnaroundNights } = residents;
  let heldNights = 0;
  let emptyNights = 0;
  let refused = 0;
  let left = 0;
  let inDetox = 0;
  let freeBeds = 0;
  let freeMask = 0;
  for (let kind = 0; kind < kinds; kind += 1) {
    freeBeds += free[kind]!;
    if (free[kind]! > 0) freeMask |= 1 << kind;
  }
  let isAnybodyWaiting = person > 0;
  let year = 0;
  let spent = 0;
  let mayPay = -1;
  let rate = -1;

  for (let day = 0; day < days; day += 1) {
    // Without a branch for kinds of which none comes free: on half the days of each, chance would mislead it.
    freeMask = 0;
    for (let kind = 0, at = day * kinds; kind < kinds; kind += 1, at += 1) {
      const coming = comesFree[at]!;
      const now = free[kind]! + coming;
      free[kind] = now;
      freeBeds += coming;
      freeMask |= (-now >>> 31) << kind;
    }
    if (detoxGroups !== 0) detoxFree += detoxEnds[day]!;
    if (yearOfDay[day]! !== year) {
      spentPence[replication * outcomes.years + year] = spent;
      year = yearOfDay[day]!;
      spent = 0;
      mayPay = -1;
    }

    // Luck of the day: a generator of its own, so that more decisions on one day shift no other day.
    if (decidedPerDay[day]! !== rate) {
      rate = decidedPerDay[day]!;
      countTable(decisionsUpTo, decisionsFrom, rate * drawn.referrals);
    }
    let s0 = spread(key0 + Math.imul(day, 0x9e3779b1));
    let s1 = spread(key1 ^ Math.imul(day, 0x85ebca77)) | 1;
    let mixed = Math.imul(s0, 0x9e3779bb);
    const howMany = Math.imul((mixed << 5) | (mixed >>> 27), 5) >>> 0;
    let decisions = decisionsFrom[howMany >>> 26]!;
    while (decisionsUpTo[decisions]! <= howMany) decisions += 1;
    for (; decisions > 0; decisions -= 1) {
      s1 ^= s0;
      s0 = ((s0 << 26) | (s0 >>> 6)) ^ s1 ^ (s1 << 9);
      s1 = (s1 << 13) | (s1 >>> 19);
      mixed = Math.imul(s0, 0x9e3779bb);
      const word = Math.imul((mixed << 5) | (mixed >>> 27), 5);
      s1 ^= s0;
      s0 = ((s0 << 26) | (s0 >>> 6)) ^ s1 ^ (s1 << 9);
      s1 = (s1 << 13) | (s1 >>> 19);
      mixed = Math.imul(s0, 0x9e3779bb);
      people[person + luckAt] = Math.imul((mixed << 5) | (mixed >>> 27), 5);

      let cell = cellFrom[word >>> cellShift]!;
      while (word >>> 0 >= cellUpTo[cell]!) cell += 1;
      if (cell >= refusedCell) {
        refused += 1;
        continue;
      }
      people[person + sinceAt] = day;
      people[person] = nobody;
      people[last[cell]!] = person;
      last[cell] = person;
      waitingGroups[bandOfCell[cell]!]! |= bitOfCell[cell]!;
      isAnybodyWaiting = true;
      person += personSize;
    }

    if (freeMask !== 0 && isAnybodyWaiting) {
      let stillWaiting = 0;
      for (let band = 0; band < bands; band += 1) {
        let waiting = waitingGroups[band]!;
        if (waiting === 0) continue;
        const queues = band * groups;
        for (;;) {
          let can = waiting & placeable[freeMask]! & mayPay;
          if (detoxFree <= 0) can &= ~detoxGroups;
          if (can === 0) break;
          let group = 31 - Math.clz32(can & -can);
          let one = people[(queues + group) * personSize]!;
          for (can &= can - 1; can !== 0; can &= can - 1) {
            const other = 31 - Math.clz32(can & -can);
            const head = people[(queues + other) * personSize]!;
            const sooner = (head - one) >> 31;
            one += (head - one) & sooner;
            group += (other - group) & sooner;
          }
          const bit = 1 << group;
          const since = people[one + sinceAt]!;
          const here = since < 0 ? day : day - since;
          const isGone =
            here > 0 && spread(people[one + luckAt]! ^ key1) >>> 0 >= stillWait[band * (days + 1) + here]!;
          if (!isGone) {
            const kinds4 = mayHave[group]! & freeMask;
            const kind = 31 - Math.clz32(kinds4 & -kinds4);
            const luck = people[one + luckAt]!;
            const planned = stays[kind * stayParts + (luck >>> 20)]! * unitOf[kind]!;
            const cost = ((planned + 0.5) | 0) * pencePerNight[group * kinds + kind]!;
            if (spent + cost > budget) {
              mayPay = ~publicGroups;
              continue;
            }
            spent += cost;
            // Of those who leave early, anywhere in their stay: the middle of their part of the luck, in half parts.
            const part = luck & 0xfffff;
            const isEarly = (part - earlyBelow) >> 31;
            const kept = (((part & isEarly) + (earlyWhole & ~isEarly)) * 2 - isEarly) / (2 * earlyWhole);
            const nights = (planned * kept + 0.5) | 0;
            let starting = day;
            if (bit & detoxGroups) {
              starting += detoxNights;
              detoxFree -= 1;
              if (starting < days) detoxEnds[starting]! += 1;
            }
            if (starting < days) {
              heldNights += starting - day;
              arrivals[monthOfDay[starting]! * groups + group]! += 1;
              const waited = starting - since;
              waits[band * (longestWaitTold + 1) + (waited < longestWaitTold ? waited : longestWaitTold)]! +=
                1;
              const leaves = starting + (nights > 1 ? nights : 1);
              const turnaround = turnaroundOf[kind]!;
              const again = leaves + turnaround;
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
          const next = people[one]!;
          const before = (queues + group) * personSize;
          people[before] = next;
          if (next === nobody) {
            last[queues + group] = before;
            waiting &= ~bit;
          }
        }
        waitingGroups[band] = waiting;
        stillWaiting |= waiting;
      }
      isAnybodyWaiting = stillWaiting !== 0;
    }
    emptyNights += freeBeds;
  }

  let stillWaiting = 0;
  for (let band = 0; band < bands; band += 1) {
    for (let group = 0; group < groups; group += 1) {
      for (let one = people[(band * groups + group) * personSize]!; one !== nobody; one = people[one]!) {
        const since = people[one + sinceAt]!;
        const here = days - (since < 0 ? 0 : since);
        if (spread(people[one + luckAt]! ^ key1) >>> 0 >= stillWait[band * (days + 1) + here]!) left += 1;
        else stillWaiting += 1;
      }
    }
  }
  spentPence[replication * outcomes.years + year] = spent;
  outcomes.decided[replication] = (person - waitingAtFirst) / personSize + refused;
  outcomes.refused[replication] = refused;
  countArrivals(prepared, arrivals, outcomes, replication);
  outcomes.left[replication] = left;
  outcomes.stillWaiting[replication] = stillWaiting;
  outcomes.inDetox[replication] = inDetox;
  outcomes.bedNights[replication] = bedNights;
  outcomes.personNights[replication] = personNights;
  outcomes.heldNights[replication] = heldNights;
  outcomes.turnaroundNights[replication] = turnaroundNights;
  outcomes.emptyNights[replication] = emptyNights;
};
