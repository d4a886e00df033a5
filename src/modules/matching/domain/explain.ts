import { addNights, minDate, type IsoDate } from '../../../kernel/iso-date.js';
import type { BedUnit } from '../../capacity/contract/availability.js';
import { lossAt, type SeatingView } from './alternatives.js';
import type { Asked, Looked, Looker, Option } from './look.js';
import type { Slot } from './slots.js';
import type { HeldBack, PlaceOption } from './suggestion.js';
import type { MatchInput, Waiting } from './waiting.js';
import { preferencesIn } from './wishes.js';

/** Somebody a run looks for places for, with all that was found. */
export interface Sought {
  readonly person: Waiting;
  readonly asked: Asked;
  readonly looked: Looked;
  /** Those of `looked` that are not in rooms kept for another sex. */
  readonly options: readonly Option[];
}

/** What a run knows when it explains. */
export interface Background {
  readonly input: MatchInput;
  readonly slots: readonly Slot[];
  /** Those who are placed by the run or could be, the first on the list first. */
  readonly ready: readonly Sought[];
  readonly chosen: readonly (Option | null)[];
  /** By slot: the beds that are suggested to nobody, and how many are. */
  readonly takenOf: readonly number[];
  readonly seating: SeatingView;
  readonly looker: Looker;
}

/** Other projects told of at most. */
const optionsTold = 6;

const nearestFirst = (a: Option, b: Option): number => a.cost - b.cost || a.slot - b.slot;

const wishesOf = (
  { person: { referral } }: Sought,
  { unit }: Slot,
  { input: { policy } }: Background,
): Pick<PlaceOption, 'meets' | 'misses'> => {
  const answers = preferencesIn(policy.wishes).flatMap(({ wishOf, isMet }) => {
    const wish = wishOf(referral);
    return wish === null ? [] : [{ wish, isMet: isMet(referral, unit) }];
  });
  return {
    meets: answers.filter(({ isMet }) => isMet).map(({ wish }) => wish),
    misses: answers.filter(({ isMet }) => !isMet).map(({ wish }) => wish),
  };
};

/** One slot as a place somebody could have, by its next free bed unless one is named; `before` is where they stand among the ready, `leaves` what they would give up. */
export const placeOption = (
  sought: Sought,
  option: Option & { readonly bed?: BedUnit },
  { before, leaves }: { readonly before: number; readonly leaves: number | null },
  background: Background,
): PlaceOption | null => {
  const { slots, ready, takenOf, seating } = background;
  const slot = slots[option.slot];
  if (slot === undefined) return null;
  const { loses, loser } = lossAt(seating, option.slot, before, leaves);
  const who = loser === null ? undefined : ready[loser]?.person.referral;
  const next = slot.beds[Math.min(takenOf[option.slot] ?? 0, slot.beds.length - 1)] ?? slot.beds[0];
  const bed = option.bed ?? next.unit;
  const { projectId, projectName, healthBoard } = slot.unit;
  return {
    ...{ bedId: bed.bedId, bedLabel: bed.label, projectId, projectName, healthBoard },
    ...option.stay,
    beds: sought.options.reduce(
      (beds, { slot: other }) =>
        slots[other]?.unit.projectId === projectId ? beds + slots[other].beds.length : beds,
      0,
    ),
    ...wishesOf(sought, slot, background),
    loses,
    ...(who === undefined ? {} : { band: who.urgencyBand, losesReferralId: who.referralId }),
  };
};

/**
 * The projects somebody could go to instead, one place of each, the nearest to their wishes first. Of a project's places the
 * one for which nobody would lose theirs comes before nearer ones.
 */
export const alternatives = (
  sought: Sought,
  place: { readonly before: number; readonly leaves: number | null },
  background: Background,
): readonly PlaceOption[] => {
  const { slots, seating } = background;
  const ownProject = place.leaves === null ? undefined : slots[place.leaves]?.unit.projectId;
  const byProject = new Map<string, PlaceOption>();
  for (const option of [...sought.options].sort(nearestFirst)) {
    const projectId = slots[option.slot]?.unit.projectId;
    if (projectId === undefined || projectId === ownProject) continue;
    const told = byProject.get(projectId);
    if (told === undefined ? byProject.size === optionsTold : told.loses === 'nobody') continue;
    const isNearest = told === undefined;
    if (!isNearest && lossAt(seating, option.slot, place.before, place.leaves).loses !== 'nobody') continue;
    const other = placeOption(sought, option, place, background);
    if (other !== null) byProject.set(projectId, other);
  }
  return [...byProject.values()];
};

/** The nearest place for which nobody ahead would lose theirs; null where there is none. */
export const provisionalPlace = (
  sought: Sought,
  before: number,
  background: Background,
): PlaceOption | null => {
  for (const option of [...sought.options].sort(nearestFirst)) {
    if (lossAt(background.seating, option.slot, before, null).loses === 'somebody-ahead') continue;
    return placeOption(sought, option, { before, leaves: null }, background);
  }
  return null;
};

const kindsOf = (slots: readonly Slot[], { referral }: Waiting): HeldBack['kinds'] => [
  ...(slots.every(({ unit }) => unit.sexDesignation === 'female') ? (['women-only'] as const) : []),
  ...(slots.every(({ unit }) => unit.sexDesignation === 'male') ? (['men-only'] as const) : []),
  ...(referral.children > 0 ? (['family'] as const) : []),
  ...(referral.needsStepFree ? (['step-free'] as const) : []),
  ...(referral.needsWetRoom ? (['wet-room'] as const) : []),
];

const bedsOf = (slots: readonly Slot[]): number => slots.reduce((sum, { beds }) => sum + beds.length, 0);

/** Why no place that fits somebody is left; null where none fits at all. */
export const heldBack = (sought: Sought, background: Background): HeldBack | null => {
  if (sought.options.length === 0) return null;
  const { slots, ready, seating } = background;
  const own = sought.options.map(({ slot }) => slots[slot]).filter((slot) => slot !== undefined);
  const reached = seating.reachFrom(sought.options.map(({ slot }) => slot));
  const all = reached.slots.map((slot) => slots[slot]).filter((slot) => slot !== undefined);
  const projects = new Set(own.map(({ unit }) => unit.projectId));
  const { partnershipId } = sought.person.referral;
  return {
    ownBeds: bedsOf(own),
    beds: bedsOf(all),
    holders: reached.holders.length,
    holdersOfOwn: reached.holders.filter(
      (holder) => ready[holder]?.person.referral.partnershipId === partnershipId,
    ).length,
    kinds: kindsOf(own, sought.person),
    projectName: projects.size === 1 ? (own[0]?.unit.projectName ?? null) : null,
  };
};

/** How far ahead a bed is looked for that comes free later. Unit: days. Set for this service: a year. */
const laterDays = 365;

/**
 * The first day on which a bed that fits comes free for a whole stay: one that is full now, by its nights; or one suggested to
 * somebody else in this run, when they leave it.
 */
export const firstFreeOn = (
  { person, asked, looked }: Sought,
  { slots, chosen, seating, looker }: Background,
): IsoDate | null => {
  const { notBefore, notAfter } = asked.window;
  const later = { ...asked, window: { notBefore, notAfter: addNights(notAfter, laterDays) } };
  const days = looker.staysOf(person, looked.fullSlots, later).map(({ arrivesOn }) => arrivesOn);
  const leaving = looked.options.flatMap(({ slot }) =>
    seating.holdersOf(slot).flatMap((holder): IsoDate | readonly IsoDate[] => {
      const departsOn = chosen[holder]?.stay.departsOn;
      const turnaround = slots[slot]?.unit.turnaroundNights ?? 0;
      return departsOn === undefined || turnaround === 0
        ? (departsOn ?? [])
        : addNights(departsOn, turnaround);
    }),
  );
  const [first, ...others] = [...days, ...leaving];
  return first === undefined ? null : minDate(first, ...others);
};

/** Beds that fit somebody and are in shared rooms kept for another sex in this run. */
export const inRoomsOfOthers = (sought: Sought, { slots }: Pick<Background, 'slots'>): number => {
  const possible = new Set(sought.options.map(({ slot }) => slot));
  return sought.looked.options.reduce(
    (sum, { slot }) => (possible.has(slot) ? sum : sum + (slots[slot]?.beds.length ?? 0)),
    0,
  );
};
