import { addNights, maxDate, nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';
import type { Stay } from '../../../kernel/stay.js';
import { earliestStay, type UnitCalendar } from '../../capacity/contract/availability.js';
import { evaluate, verdict, type Check, type RoomMix } from '../../eligibility/contract.js';
import type { ReferralFacts } from '../../referrals/contract/facts.js';
import type { MatchingPolicy } from './policy.js';
import type { MissingGate } from './readiness.js';

/** A person on the waiting list, ready or not. */
export interface Waiting {
  readonly referral: ReferralFacts;
  /** Empty when ready to place. */
  readonly missing: readonly MissingGate[];
  /** Length of stay funding covers. Unit: weeks; null when nothing is approved. */
  readonly fundedWeeks: number | null;
  readonly hasLiveOffer: boolean;
}

export type Explanation = {
  readonly band: string;
  readonly waitingDays: number;
  readonly missing: readonly MissingGate[];
  readonly state: 'suggested' | 'no-place' | 'not-ready' | 'offered';
  /** Every check of the place chosen. */
  readonly checks: readonly Check[];
  /** Why this place: the person's own preference, the earliest bed, or nearness. */
  readonly chosenFor: 'preferred-project' | 'near-home' | 'earliest-bed' | null;
  readonly placesLookedAt: number;
  /** Of the places looked at: how many each rule excluded, how many lack a fact, how many are full. */
  readonly excludedBy: Readonly<Record<string, number>>;
  readonly unknownAt: number;
  readonly fullAt: number;
};

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
    (a.referral.receivedOn < b.referral.receivedOn
      ? -1
      : a.referral.receivedOn > b.referral.receivedOn
        ? 1
        : 0) ||
    a.referral.recordedAt.getTime() - b.referral.recordedAt.getTime() ||
    (a.referral.referralId < b.referral.referralId ? -1 : 1);

interface Candidate {
  readonly calendar: UnitCalendar;
  readonly stay: Stay;
  readonly checks: readonly Check[];
  readonly preferenceRank: number;
  readonly areaRank: number;
}

const better = (a: Candidate, b: Candidate): number =>
  a.preferenceRank - b.preferenceRank ||
  a.areaRank - b.areaRank ||
  (a.stay.arrivesOn < b.stay.arrivesOn ? -1 : a.stay.arrivesOn > b.stay.arrivesOn ? 1 : 0) ||
  (a.calendar.unit.bedId < b.calendar.unit.bedId ? -1 : 1);

const areaRank = ({ prefersArea, healthBoard }: ReferralFacts, unitBoard: string): number => {
  if (prefersArea === 'no_preference') return 0;
  return (prefersArea === 'near') === (healthBoard === unitBoard) ? 0 : 1;
};

/** The nights a mix rule must look at: those of this room, in this stay. */
const mixOf = (
  roomMix: ReadonlyMap<string, RoomMix>,
  roomId: string | null,
  { arrivesOn, departsOn }: Stay,
): RoomMix =>
  roomId === null
    ? []
    : (roomMix.get(roomId) ?? []).filter(({ night }) => arrivesOn <= night && night < departsOn);

export interface MatchInput {
  readonly today: IsoDate;
  readonly policy: MatchingPolicy;
  readonly waiting: readonly Waiting[];
  /** Long enough for the longest funded stay from the last day of the horizon. */
  readonly calendars: readonly UnitCalendar[];
  readonly roomMix: ReadonlyMap<string, RoomMix>;
}

/**
 * Highest priority first: each ready person is suggested the best bed still free for their whole stay. Simple
 * and correct, not yet optimal over everybody at once. Every person gets an explanation, placed or not.
 */
export const match = ({ today, policy, waiting, calendars, roomMix }: MatchInput): readonly Suggestion[] => {
  const taken = new Set<string>();
  const takenRooms = new Map<string, string>();
  return [...waiting].sort(byPriority(policy)).map((person, index): Suggestion => {
    const { referral, missing, fundedWeeks, hasLiveOffer } = person;
    const excludedBy: Record<string, number> = {};
    const common = {
      band: referral.urgencyBand,
      waitingDays: nightsBetween(referral.receivedOn, today),
      missing,
      excludedBy,
    };
    const nowhere = { checks: [], chosenFor: null, placesLookedAt: 0, unknownAt: 0, fullAt: 0 };
    const base = { referralId: referral.referralId, priorityRank: index + 1 };
    if (hasLiveOffer)
      return { ...base, place: null, explanation: { ...common, ...nowhere, state: 'offered' } };
    if (missing.length > 0 || fundedWeeks === null) {
      return { ...base, place: null, explanation: { ...common, ...nowhere, state: 'not-ready' } };
    }
    const prepared = addNights(today, policy.preparationDays[referral.urgencyBand]);
    const notBefore = referral.detox === null ? prepared : maxDate(prepared, referral.detox.endsOn);
    const notAfter = maxDate(addNights(today, policy.offerHorizonDays), notBefore);
    const candidates: Candidate[] = [];
    let unknownAt = 0;
    let fullAt = 0;
    for (const calendar of calendars) {
      const { unit } = calendar;
      const stay = earliestStay(calendar, fundedWeeks * 7, notBefore, notAfter);
      const asked = stay ?? { arrivesOn: notBefore, departsOn: addNights(notBefore, fundedWeeks * 7) };
      const checks = evaluate(referral, unit, asked, mixOf(roomMix, unit.roomId, asked));
      const answer = verdict(checks);
      if (answer === 'no') {
        const first = checks.find((check) => check.answer === 'no');
        if (first !== undefined) excludedBy[first.rule] = (excludedBy[first.rule] ?? 0) + 1;
        continue;
      }
      if (answer === 'unknown') {
        unknownAt += 1;
        continue;
      }
      const roomSex = unit.roomId === null ? undefined : takenRooms.get(unit.roomId);
      if (stay === null || taken.has(unit.bedId) || (roomSex !== undefined && roomSex !== referral.sex)) {
        fullAt += 1;
        continue;
      }
      const preferred = referral.preferredProjectIds.indexOf(unit.projectId);
      candidates.push({
        calendar,
        stay,
        checks,
        preferenceRank: preferred === -1 ? referral.preferredProjectIds.length : preferred,
        areaRank: areaRank(referral, unit.healthBoard),
      });
    }
    const looked = { placesLookedAt: calendars.length, unknownAt, fullAt };
    const best = candidates.sort(better)[0];
    if (best === undefined) {
      return {
        ...base,
        place: null,
        explanation: { ...common, ...looked, state: 'no-place', checks: [], chosenFor: null },
      };
    }
    const { unit } = best.calendar;
    taken.add(unit.bedId);
    if (unit.roomId !== null) takenRooms.set(unit.roomId, referral.sex);
    return {
      ...base,
      place: { bedId: unit.bedId, projectId: unit.projectId, stay: best.stay },
      explanation: {
        ...common,
        ...looked,
        state: 'suggested',
        checks: best.checks,
        chosenFor: referral.preferredProjectIds.includes(unit.projectId)
          ? 'preferred-project'
          : referral.prefersArea === 'near' && best.areaRank === 0
            ? 'near-home'
            : 'earliest-bed',
      },
    };
  });
};
