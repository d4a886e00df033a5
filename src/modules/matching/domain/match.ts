import { addNights, compareDates, maxDate, nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';
import type { Stay } from '../../../kernel/stay.js';
import type { BedUnit, UnitCalendar } from '../../capacity/contract/availability.js';
import {
  isInTheWay,
  verdict,
  type Check,
  type RoomMix,
  type RulesByProject,
} from '../../eligibility/contract.js';
import {
  availableFrom,
  earliestArrival,
  type PersonFacts,
  type ReferralFacts,
} from '../../referrals/contract/facts.js';
import type { MatchingPolicy } from './policy.js';
import { askPlace, type ArrivalWindow } from './ask-place.js';
import type { MissingGate } from './readiness.js';
import { nearerToWishes, wishesAnswered, type WishAnswer } from './wishes.js';

type Sex = PersonFacts['sex'];

/** A person on the waiting list, ready or not. */
export interface Waiting {
  readonly referral: ReferralFacts;
  /** Empty when ready to place. */
  readonly missing: readonly MissingGate[];
  /** Length of stay funding covers. Unit: nights; null when nothing is approved. */
  readonly fundedNights: number | null;
  /** Whether they have an offer, a booking or a stay, or had one that this referral led to: they are suggested nothing more. */
  readonly isSpokenFor: boolean;
  /** Places that came to nothing for this referral: they go to the next person, and this person to another. */
  readonly refusedAt?: RefusedAt;
  /** Projects that have said that the person is not suitable, while that stands. */
  readonly unsuitableAt?: ReadonlySet<string>;
}

/** A project that said no or was turned down; a bed whose offer ran out unanswered. */
export interface RefusedAt {
  readonly projectIds: ReadonlySet<string>;
  readonly bedIds: ReadonlySet<string>;
}

/**
 * Why a run said what it said of one person: stored with the run, so that it can be told a year later. `waitingDays`
 * are counted from the day the referral was received.
 */
export type Explanation = {
  readonly band: string;
  readonly waitingDays: number;
  readonly missing: readonly MissingGate[];
  /** `offered`: an offer, a booking or a stay of this referral is there already. */
  readonly state: 'suggested' | 'no-place' | 'not-ready' | 'unavailable' | 'offered';
  /** Every check of the place chosen. */
  readonly checks: readonly Check[];
  /** What became of the person's wishes in choosing among the beds that fit; empty where there was no choice. */
  readonly wishes: readonly WishAnswer[];
  readonly placesLookedAt: number;
  /** Of the places looked at: how many each rule excluded, how many lack a fact, how many are full. */
  readonly excludedBy: Readonly<Record<string, number>>;
  readonly unknownAt: number;
  readonly fullAt: number;
};

/** What a run says of one person: the place they would have, or null with the reason. */
export interface Suggestion {
  readonly referralId: string;
  /** 1 is next. */
  readonly priorityRank: number;
  readonly place: { readonly bedId: string; readonly projectId: string; readonly stay: Stay } | null;
  readonly explanation: Explanation;
}

/** Who comes before whom: band, then receipt, then recording, then id, so that no two tie. */
export const byPriority =
  (policy: Pick<MatchingPolicy, 'bands'>) =>
  (a: Pick<Waiting, 'referral'>, b: Pick<Waiting, 'referral'>): number =>
    policy.bands.indexOf(a.referral.urgencyBand) - policy.bands.indexOf(b.referral.urgencyBand) ||
    compareDates(a.referral.receivedOn, b.referral.receivedOn) ||
    a.referral.recordedAt.getTime() - b.referral.recordedAt.getTime() ||
    (a.referral.referralId < b.referral.referralId ? -1 : 1);

interface Candidate {
  readonly calendar: UnitCalendar;
  readonly stay: Stay;
  readonly checks: readonly Check[];
}

/** The person's wishes first, then the earliest arrival, then the id, so that no two tie. */
const better =
  ({ wishes }: Pick<MatchingPolicy, 'wishes'>, referral: ReferralFacts) =>
  (a: Candidate, b: Candidate): number =>
    nearerToWishes(wishes, referral, a.calendar.unit, b.calendar.unit) ||
    compareDates(a.stay.arrivesOn, b.stay.arrivesOn) ||
    (a.calendar.unit.bedId < b.calendar.unit.bedId ? -1 : 1);

/** Everybody who waits and every bed, as they are at one moment. */
export interface MatchInput {
  readonly today: IsoDate;
  readonly policy: MatchingPolicy;
  readonly waiting: readonly Waiting[];
  /** Long enough for the longest funded stay from the last day of the horizon. */
  readonly calendars: readonly UnitCalendar[];
  readonly roomMix: ReadonlyMap<string, RoomMix>;
  /** Of every project, those in force on some day from today on. */
  readonly rules: RulesByProject;
}

/** What earlier people on the list have been suggested, in this run. */
interface Taken {
  readonly beds: Set<string>;
  /** Room to the sex of whoever was suggested a bed in it. */
  readonly rooms: Map<string, Sex>;
}

const isTaken = ({ beds, rooms }: Taken, { bedId, roomId }: BedUnit, sex: Sex): boolean => {
  const roomSex = roomId === null ? undefined : rooms.get(roomId);
  return beds.has(bedId) || (roomSex !== undefined && roomSex !== sex);
};

interface Search {
  /** Beds that fit and are free for the whole stay, the best first. */
  readonly fitting: readonly Candidate[];
  readonly looked: Pick<Explanation, 'placesLookedAt' | 'excludedBy' | 'unknownAt' | 'fullAt'>;
}

/** Null while nobody knows when the person can go. */
const arrivalWindow = (referral: ReferralFacts, { today, policy }: MatchInput): ArrivalWindow | null => {
  const { urgencyBand, unavailable } = referral;
  const afterDetox = earliestArrival(referral, addNights(today, policy.preparationDays[urgencyBand]));
  const horizon = maxDate(addNights(today, policy.offerHorizonDays), afterDetox);
  const notBefore = availableFrom(unavailable, afterDetox, horizon);
  return notBefore === null ? null : { notBefore, notAfter: maxDate(horizon, notBefore) };
};

const refusedBefore = 'refused_before';
const foundUnsuitable = 'found_unsuitable';

/** Looks at every place for one person, and counts why places fell away. */
const search = (
  { referral, refusedAt, unsuitableAt }: Waiting,
  nights: number,
  window: ArrivalWindow,
  input: MatchInput,
  taken: Taken,
): Search => {
  const excludedBy: Record<string, number> = {};
  const candidates: Candidate[] = [];
  let unknownAt = 0;
  let fullAt = 0;
  for (const calendar of input.calendars) {
    const { unit } = calendar;
    const roomMix = unit.roomId === null ? [] : (input.roomMix.get(unit.roomId) ?? []);
    const { stay, checks } = askPlace(referral, calendar, roomMix, input.rules, nights, window);
    const excluding = checks.find(isInTheWay);
    if (refusedAt?.projectIds.has(unit.projectId) === true || refusedAt?.bedIds.has(unit.bedId) === true) {
      excludedBy[refusedBefore] = (excludedBy[refusedBefore] ?? 0) + 1;
    } else if (unsuitableAt?.has(unit.projectId) === true) {
      excludedBy[foundUnsuitable] = (excludedBy[foundUnsuitable] ?? 0) + 1;
    } else if (excluding !== undefined) {
      excludedBy[excluding.rule] = (excludedBy[excluding.rule] ?? 0) + 1;
    } else if (verdict(checks) === 'unknown') {
      unknownAt += 1;
    } else if (stay === null || isTaken(taken, unit, referral.sex)) {
      fullAt += 1;
    } else {
      candidates.push({ calendar, stay, checks });
    }
  }
  return {
    fitting: candidates.sort(better(input.policy, referral)),
    looked: { placesLookedAt: input.calendars.length, excludedBy, unknownAt, fullAt },
  };
};

const notSearched = {
  checks: [],
  wishes: [],
  placesLookedAt: 0,
  excludedBy: {},
  unknownAt: 0,
  fullAt: 0,
};

/**
 * Highest priority first: each ready person is suggested the best bed still free for their whole stay. Simple
 * and correct, not yet optimal over everybody at once. Every person gets an explanation, placed or not.
 */
export const match = (input: MatchInput): readonly Suggestion[] => {
  const taken: Taken = { beds: new Set(), rooms: new Map() };
  return [...input.waiting].sort(byPriority(input.policy)).map((person, index): Suggestion => {
    const { referral, missing, fundedNights, isSpokenFor } = person;
    const about = {
      band: referral.urgencyBand,
      waitingDays: nightsBetween(referral.receivedOn, input.today),
      missing,
    };
    const base = { referralId: referral.referralId, priorityRank: index + 1, place: null };
    if (isSpokenFor) return { ...base, explanation: { ...about, ...notSearched, state: 'offered' } };
    if (missing.length > 0 || fundedNights === null) {
      return { ...base, explanation: { ...about, ...notSearched, state: 'not-ready' } };
    }
    const window = arrivalWindow(referral, input);
    if (window === null) return { ...base, explanation: { ...about, ...notSearched, state: 'unavailable' } };
    const { fitting, looked } = search(person, fundedNights, window, input, taken);
    const [best] = fitting;
    if (best === undefined) {
      return { ...base, explanation: { ...about, ...looked, state: 'no-place', checks: [], wishes: [] } };
    }
    const { unit } = best.calendar;
    taken.beds.add(unit.bedId);
    if (unit.roomId !== null) taken.rooms.set(unit.roomId, referral.sex);
    return {
      ...base,
      place: { bedId: unit.bedId, projectId: unit.projectId, stay: best.stay },
      explanation: {
        ...about,
        ...looked,
        state: 'suggested',
        checks: best.checks,
        wishes: wishesAnswered(
          input.policy.wishes,
          referral,
          unit,
          fitting.map(({ calendar }) => calendar.unit),
        ),
      },
    };
  });
};
