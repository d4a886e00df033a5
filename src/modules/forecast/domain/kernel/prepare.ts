import { addNights } from '../../../../kernel/iso-date.js';
import type { BedGroup, World } from '../world.js';
import { residualTable, stayParts, stayTable } from './stays.js';

/** A world as the day loop reads it: numbers and bit masks in arrays, the same for every run. */
export interface Prepared {
  readonly world: World;
  readonly days: number;
  readonly months: number;
  readonly years: number;
  readonly monthOfDay: Uint16Array;
  readonly yearOfDay: Uint16Array;
  /** Referrals decided on in a day, before what is drawn for the run. */
  readonly decidedPerDay: Float64Array;
  /**
   * Which band and people group a decision is for, the last being a refusal: of 2 to the power of 32 draws those up to
   * each, and by the first bits of a draw where to start looking, which nearly always is where it ends.
   */
  readonly cellUpTo: Float64Array;
  readonly cellFrom: Uint16Array;
  /** By what a decision is for: its band, and the bit of its people group, none for a refusal. */
  readonly bandOfCell: Uint8Array;
  readonly bitOfCell: Int32Array;
  /** Bed groups, those that the fewest people can have first: they are given first. */
  readonly bedGroups: readonly BedGroup[];
  /** By people group: which bed groups they may have. */
  readonly mayHave: Int32Array;
  /** By which bed groups have a free bed: the people groups that may have one of them. */
  readonly placeable: Int32Array;
  readonly publicGroups: number;
  readonly detoxGroups: number;
  /** By band and days waited: the part who still wait, of 2 to the power of 32. */
  readonly stillWait: Float64Array;
  /** By people group and bed group: public money for a night, none for those who pay themselves. Unit: pence. */
  readonly pencePerNight: Float64Array;
  /** By bed group: days until somebody else can have the bed. */
  readonly turnaroundDays: Int32Array;
  /** By bed group and part of the luck, in units of their bed group: 16 bits stay close to the processor. */
  readonly stays: Uint16Array;
  readonly residuals: Uint16Array;
  /** Nights in a unit. */
  readonly stayUnits: Float64Array;
  readonly residualUnits: Float64Array;
  /**
   * Where each queue has its people, and where the last ends: one for each band and people group, and one for those who
   * are refused. It has room for more than are likely in all time.
   */
  readonly queueFrom: Int32Array;
  /** Those who wait on the first day, who waits longest first. */
  readonly waiting: readonly Waiting[];
}

interface Waiting {
  readonly queue: number;
  readonly band: number;
  /** The bit of their people group. */
  readonly bit: number;
  readonly waitedDays: number;
  readonly people: number;
}

/** Works out once what every run of a world needs. */
export const prepare = (world: World): Prepared => {
  const { bands, peopleGroups, days } = world;
  const bedGroups = [...world.bedGroups].sort((a, b) => demandFor(world, a) - demandFor(world, b));
  const weights = bands.flatMap(({ referralsPerYear }) =>
    peopleGroups.map(({ id }) => (referralsPerYear[id] ?? 0) * (1 - world.refusedShare)),
  );
  const perYear = totalReferrals(world);
  const decidedPerDay = decisions(world, perYear);
  const expected = decidedPerDay.reduce((sum, rate) => sum + rate, 0);
  const waiting = waitingOf(world);
  const chances = [...weights, perYear * world.refusedShare];
  const calendar = calendarOf(world);
  const tables = bedGroups.map(({ stay }) => stayTable(stay));
  const stays = joined(tables);
  const residuals = joined(tables.map((table) => residualTable(table, world.earlyExitShare)));
  return {
    world,
    days,
    ...calendar,
    decidedPerDay,
    ...cellsOf(chances),
    bedGroups,
    mayHave: Int32Array.from(peopleGroups, ({ id }) =>
      maskOf(bedGroups.map(({ admits }) => admits.includes(id))),
    ),
    placeable: Int32Array.from({ length: 1 << bedGroups.length }, (_, free) =>
      maskOf(
        peopleGroups.map(({ id }) =>
          bedGroups.some(({ admits }, at) => free & (1 << at) && admits.includes(id)),
        ),
      ),
    ),
    bandOfCell: Uint8Array.from([...weights.map((_, cell) => Math.floor(cell / peopleGroups.length)), 0]),
    bitOfCell: Int32Array.from([...weights.map((_, cell) => 1 << (cell % peopleGroups.length)), 0]),
    pencePerNight: Float64Array.from(
      peopleGroups.flatMap(({ isPublic }) =>
        bedGroups.map(({ pencePerNight }) => (isPublic ? pencePerNight : 0)),
      ),
    ),
    publicGroups: maskOf(peopleGroups.map(({ isPublic }) => isPublic)),
    detoxGroups: world.detox === null ? 0 : maskOf(peopleGroups.map(({ needsDetox }) => needsDetox)),
    stillWait: stillWaiting(world),
    turnaroundDays: Int32Array.from(bedGroups, (group) => group.turnaroundDays),
    ...{ stays: stays.all, stayUnits: stays.units },
    ...{ residuals: residuals.all, residualUnits: residuals.units },
    queueFrom: roomFor(world, chances, expected, waiting),
    waiting,
  };
};

const waitingOf = ({ bands, peopleGroups, waiting }: World): readonly Waiting[] =>
  waiting
    .map(({ band: bandId, peopleGroup, waitedDays, people }) => {
      const band = bands.findIndex(({ id }) => id === bandId);
      const group = peopleGroups.findIndex(({ id }) => id === peopleGroup);
      return { queue: band * peopleGroups.length + group, band, bit: 1 << group, waitedDays, people };
    })
    .toSorted((a, b) => b.waitedDays - a.waitedDays);

const roomFor = (
  { uncertainty }: World,
  chances: readonly number[],
  expected: number,
  waiting: readonly Waiting[],
): Int32Array => {
  const whole = chances.reduce((sum, chance) => sum + chance, 0) || 1;
  const most = expected * Math.exp(6 * uncertainty.referrals) * 1.5;
  let from = 0;
  const rooms = chances.map((chance, queue) => {
    const first = waiting.reduce((sum, one) => sum + (one.queue === queue ? one.people : 0), 0);
    return first + 100 + Math.ceil((most * chance) / whole);
  });
  return Int32Array.from([0, ...rooms.map((room) => (from += room))]);
};

const maskOf = (bits: readonly boolean[]): number =>
  bits.reduce((mask, isSet, at) => (isSet ? mask | (1 << at) : mask), 0);

const joined = (tables: readonly Float64Array[]) => {
  const units = Float64Array.from(tables, (table) => (table[stayParts - 1]! || 1) / 65_535);
  const all = new Uint16Array(tables.length * stayParts);
  tables.forEach((table, at) => {
    all.set(
      table.map((nights) => Math.round(nights / units[at]!)),
      at * stayParts,
    );
  });
  return { all, units };
};

const totalReferrals = ({ bands, peopleGroups }: World): number =>
  bands
    .flatMap(({ referralsPerYear }) => peopleGroups.map(({ id }) => referralsPerYear[id] ?? 0))
    .reduce((sum, number) => sum + number, 0);

/** How many people in a year may have these beds, and how many other bed groups they may have, all alike. */
const demandFor = ({ bands }: World, { admits }: BedGroup): number =>
  bands
    .flatMap(({ referralsPerYear }) => admits.map((id) => referralsPerYear[id] ?? 0))
    .reduce((sum, number) => sum + number, 0);

/**
 * Decisions by day. Referrals come at random, and what delays or thins out random arrivals leaves them random: only the
 * mean of each day changes. When decisions become faster, those referred before and those referred after are decided on
 * together for some days; when they become slower, nobody is.
 */
const decisions = ({ days, approvalDays, growthPerYear }: World, perYear: number): Float64Array => {
  const growth = (day: number): number => (1 + growthPerYear) ** (Math.floor(day / 28) * (28 / 365.25));
  const daily = perYear / 365.25;
  return Float64Array.from({ length: days }, (_, day) => {
    const before = day < approvalDays.until ? daily : 0;
    return before + (day >= approvalDays.from ? daily * growth(day - approvalDays.from) : 0);
  });
};

const calendarOf = ({ startsOn, days }: World) => {
  const monthOfDay = new Uint16Array(days);
  const yearOfDay = new Uint16Array(days);
  let month = -1;
  let year = 0;
  for (let day = 0, on = startsOn, last = ''; day < days; day += 1, on = addNights(on, 1)) {
    if (on.slice(0, 7) !== last) {
      last = on.slice(0, 7);
      month += 1;
      // A financial year begins in April.
      if (month > 0 && last.endsWith('-04')) year += 1;
    }
    monthOfDay[day] = month;
    yearOfDay[day] = year;
  }
  return { monthOfDay, yearOfDay, months: month + 1, years: year + 1 };
};

const stillWaiting = ({ bands, days }: World): Float64Array => {
  const all = new Float64Array(bands.length * (days + 1));
  bands.forEach(({ leavesPerDay }, band) => {
    for (let waited = 0; waited <= days; waited += 1) {
      all[band * (days + 1) + waited] = 4_294_967_296 * (1 - leavesPerDay) ** waited;
    }
  });
  return all;
};

/** By how far a draw of 32 bits is moved to find where to start looking. */
export const cellShift = 22;

const cellsOf = (weights: readonly number[]) => {
  const whole = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  let sum = 0;
  const cellUpTo = Float64Array.from(weights, (weight) => ((sum += weight) / whole) * 4_294_967_296);
  const last = weights.findLastIndex((weight) => weight > 0);
  // What rounding leaves over belongs to the last that can be drawn.
  cellUpTo.fill(Infinity, Math.max(0, last));
  const cellFrom = Uint16Array.from({ length: 1 << (32 - cellShift) }, (_, part) =>
    cellUpTo.findIndex((upTo) => upTo > part * 2 ** cellShift),
  );
  return { cellUpTo, cellFrom };
};
