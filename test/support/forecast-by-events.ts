import { addNights } from '../../src/kernel/iso-date.js';
import type { BedGroup, World } from '../../src/modules/forecast/domain/world.js';

/** What one run came to. */
interface Result {
  readonly publicStarts: number;
  readonly left: number;
  readonly stillWaiting: number;
  readonly spentPence: number;
  readonly personNights: number;
}

interface Person {
  readonly number: number;
  readonly band: number;
  readonly group: string;
  readonly isPublic: boolean;
  readonly needsDetox: boolean;
  waits: boolean;
}

interface Event {
  readonly at: number;
  /** Within a day: beds and detox come free, decisions come in, people leave, and then beds are given. */
  readonly order: number;
  readonly happens: () => void;
}

/**
 * The model of the forecast told a second time, as one would write it down: a heap of events, one object a person, stays
 * from the formula of their distribution, chance as it comes. It shares no code with the kernel and supports no growth.
 */
export const simulateByEvents = (world: World, chance: () => number): Result => {
  const heap = createHeap();
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
  const factor = (deviation: number): number => Math.exp(deviation * normal() - deviation ** 2 / 2);
  const referralFactor = factor(world.uncertainty.referrals);
  const stayFactor = factor(world.uncertainty.stay);
  const early = world.earlyExitShare * factor(world.uncertainty.earlyExit);
  const free = new Map(world.bedGroups.map((group) => [group.id, group.beds - group.residents]));
  const waiting: Person[] = [];
  let detoxFree = world.detox?.places ?? 0;
  let number = 0;
  let spentThisYear = 0;
  let [publicStarts, left, spentPence, personNights] = [0, 0, 0, 0];

  const demand = (group: BedGroup): number =>
    world.bands.reduce(
      (sum, band) => sum + group.admits.reduce((all, id) => all + (band.referralsPerYear[id] ?? 0), 0),
      0,
    );
  const leastWanted = [...world.bedGroups].sort((a, b) => demand(a) - demand(b));
  const planned = ({ stay }: BedGroup): number => {
    if (stay.kind === 'quantiles')
      return stay.nights[Math.floor(chance() * stay.nights.length)]! * stayFactor;
    const spread = Math.sqrt(Math.log(1 + stay.variation ** 2));
    return stay.meanNights * Math.exp(spread * normal() - spread ** 2 / 2) * stayFactor;
  };
  const meanOf = ({ stay }: BedGroup): number =>
    stay.kind === 'lognormal'
      ? stay.meanNights * stayFactor
      : (stay.nights.reduce((sum, value) => sum + value, 0) / stay.nights.length) * stayFactor;
  const lived = (group: BedGroup): number => planned(group) * (chance() < early ? chance() : 1);
  const freeAt = (group: BedGroup, at: number): void => {
    heap.add({ at, order: 0, happens: () => free.set(group.id, free.get(group.id)! + 1) });
  };
  const stayIn = (group: BedGroup, from: number, nights: number): void => {
    personNights += Math.max(0, Math.min(from + nights, world.days) - from);
    freeAt(group, from + nights + group.turnaroundDays);
  };
  const joins = (person: Person, day: number): void => {
    waiting.push(person);
    const hazard = world.bands[person.band]!.leavesPerDay;
    if (hazard === 0) return;
    const leavesOn = day + 1 + Math.floor(Math.log(1 - chance()) / Math.log(1 - hazard));
    const happens = (): void => {
      if (!person.waits) return;
      person.waits = false;
      left += 1;
      waiting.splice(waiting.indexOf(person), 1);
    };
    heap.add({ at: leavesOn, order: 2, happens });
  };
  const personOf = (band: number, groupId: string): Person => {
    const { isPublic, needsDetox } = world.peopleGroups.find(({ id }) => id === groupId)!;
    number += 1;
    return {
      number,
      band,
      group: groupId,
      isPublic,
      needsDetox: needsDetox && world.detox !== null,
      waits: true,
    };
  };

  for (const group of world.bedGroups) {
    for (let resident = 0; resident < group.residents; resident += 1) {
      // Met on any day: longer stays more often, at any of their nights.
      let length = lived(group);
      while (chance() * 12 * meanOf(group) > length) length = lived(group);
      const leaves = Math.ceil(length * chance());
      personNights += Math.min(leaves, world.days);
      freeAt(group, leaves + group.turnaroundDays);
    }
  }
  for (const one of [...world.waiting].sort((a, b) => b.waitedDays - a.waitedDays)) {
    for (let each = 0; each < one.people; each += 1) {
      joins(
        personOf(
          world.bands.findIndex(({ id }) => id === one.band),
          one.peopleGroup,
        ),
        0,
      );
    }
  }
  for (const { bedGroup, onDay, beds, lateByDays } of world.bedChanges) {
    const at = onDay + Math.floor(-lateByDays * Math.log(1 - chance()));
    heap.add({ at, order: 0, happens: () => free.set(bedGroup, free.get(bedGroup)! + beds) });
  }

  const kinds = world.bands.flatMap(({ referralsPerYear }, band) =>
    Object.entries(referralsPerYear).map(([group, perYear]) => ({ band, group, perYear })),
  );
  const perDay = (kinds.reduce((sum, { perYear }) => sum + perYear, 0) * referralFactor) / 365.25;
  const nextDecision = (after: number): void => {
    const exact = after - Math.log(1 - chance()) / perDay;
    const day = Math.floor(exact);
    if (day >= world.days) return;
    const happens = (): void => {
      nextDecision(exact);
      if (chance() < world.refusedShare) return;
      let wanted = (chance() * perDay * 365.25) / referralFactor;
      const kind = kinds.find(({ perYear }) => (wanted -= perYear) < 0) ?? kinds[0]!;
      joins(personOf(kind.band, kind.group), day);
    };
    heap.add({ at: day, order: 1, happens });
  };
  nextDecision(0);

  const give = (day: number): void => {
    if (addNights(world.startsOn, day).endsWith('-04-01')) spentThisYear = 0;
    let isSpent = false;
    for (const person of [...waiting].sort((a, b) => a.band - b.band || a.number - b.number)) {
      if (person.needsDetox && detoxFree <= 0) continue;
      if (person.isPublic && isSpent) continue;
      const group = leastWanted.find(({ id, admits }) => free.get(id)! > 0 && admits.includes(person.group));
      if (group === undefined) continue;
      const meant = planned(group);
      const cost = person.isPublic ? Math.round(meant) * group.pencePerNight : 0;
      if (spentThisYear + cost > (world.budgetPencePerYear ?? Infinity)) {
        isSpent = true;
        continue;
      }
      spentPence += cost;
      spentThisYear += cost;
      free.set(group.id, free.get(group.id)! - 1);
      person.waits = false;
      waiting.splice(waiting.indexOf(person), 1);
      const nights = Math.max(1, Math.round(chance() < early ? meant * chance() : meant));
      let from = day;
      if (person.needsDetox) {
        from += world.detox?.nights ?? 0;
        detoxFree -= 1;
        heap.add({ at: from, order: 0, happens: () => (detoxFree += 1) });
      }
      if (from < world.days && person.isPublic) publicStarts += 1;
      stayIn(group, from, nights);
    }
  };
  for (let day = 0; day < world.days; day += 1) heap.add({ at: day, order: 3, happens: () => give(day) });
  // On the last day those who stopped waiting leave, and nothing else happens.
  for (let event = heap.take(); event !== null && event.at <= world.days; event = heap.take()) {
    if (event.at < world.days || event.order === 2) event.happens();
  }
  return { publicStarts, left, stillWaiting: waiting.length, spentPence, personNights };
};

const createHeap = () => {
  const events: Event[] = [];
  const isBefore = (a: Event, b: Event): boolean => (a.at === b.at ? a.order < b.order : a.at < b.at);
  const swap = (a: number, b: number): void => {
    [events[a], events[b]] = [events[b]!, events[a]!];
  };
  return {
    add(event: Event): void {
      let at = events.push(event) - 1;
      for (let up = (at - 1) >> 1; at > 0 && isBefore(events[at]!, events[up]!); up = (at - 1) >> 1) {
        swap(at, up);
        at = up;
      }
    },
    take(): Event | null {
      const top = events[0];
      const end = events.pop();
      if (top === undefined || end === undefined) return null;
      if (events.length > 0) {
        events[0] = end;
        for (let at = 0; ;) {
          const [one, two] = [2 * at + 1, 2 * at + 2];
          let least = at;
          if (one < events.length && isBefore(events[one]!, events[least]!)) least = one;
          if (two < events.length && isBefore(events[two]!, events[least]!)) least = two;
          if (least === at) break;
          swap(at, least);
          at = least;
        }
      }
      return top;
    },
  };
};
