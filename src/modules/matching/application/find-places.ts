import type { Scope } from '../../../kernel/actor.js';
import { addNights, maxDate, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Stay } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import {
  longestTurnaroundNights,
  type BedUnit,
  type ReadCalendars,
  type ReadRoomMix,
} from '../../capacity/contract/availability.js';
import {
  verdict,
  type Check,
  type ReadAdmissionRules,
  type ReadUnsuitableProjects,
} from '../../eligibility/contract.js';
import { fundedNights, isLive, type ReadLatestDecisions } from '../../funding/contract/funding.js';
import type { ReadFundingAsked } from '../../funding/contract/requests.js';
import {
  earliestArrival,
  furthestAheadNights,
  type ReadReferral,
  type ReferralFacts,
} from '../../referrals/contract/facts.js';
import { askPlace } from '../domain/ask-place.js';
import type { RefusedAt } from '../domain/match.js';
import type { MatchingPolicy } from '../domain/policy.js';
import { missingGates, type MissingGate } from '../domain/readiness.js';
import { nearerToWishes } from '../domain/wishes.js';

/**
 * Whether one person can go to one bed: `free` for a stay from the day asked, `later` from another day within the
 * weeks looked at, `full` throughout them, `unknown` while a fact is missing, `no` where a rule excludes.
 */
export type PlaceAnswer = 'free' | 'later' | 'full' | 'unknown' | 'no';

/** One bed for one person. */
export interface PlaceForPerson {
  readonly unit: BedUnit;
  readonly answer: PlaceAnswer;
  /** The earliest stay the bed is free for; null when there is none in the weeks looked at. */
  readonly stay: Stay | null;
  readonly checks: readonly Check[];
  /** An offer of it, or of its project, came to nothing before. */
  readonly wasRefused: boolean;
  /** The project has said that the person is not suitable, and that stands. */
  readonly wasFoundUnsuitable: boolean;
  /** The person has an offer of this project that waits for its answer. */
  readonly hasOfferOpen: boolean;
}

/** Every bed, for one person from one day on. */
export interface PlacesForPerson {
  readonly referral: ReferralFacts;
  /** What the person still lacks before any of them can be offered. */
  readonly missing: readonly MissingGate[];
  /** Nights asked for: those funding pays for, else those of the weeks planned. */
  readonly nights: number;
  readonly arrivesOn: IsoDate;
  /** Last day of arrival that was looked at. */
  readonly lookedUntil: IsoDate;
  /** Those that can be offered first, what has not been tried before the rest, then by the person's wishes, then by the day. */
  readonly places: readonly PlaceForPerson[];
}

/** What looking at a person's places needs. */
export interface FindPlacesDeps {
  readonly readPolicy: (tx: Tx) => Promise<Pick<MatchingPolicy, 'wishes' | 'placesAheadDays'>>;
  readonly readReferral: ReadReferral;
  readonly readLatestDecisions: ReadLatestDecisions;
  readonly readFundingAsked: ReadFundingAsked;
  readonly readRefusedPlaces: (
    tx: Tx,
    referralIds: readonly string[],
  ) => Promise<ReadonlyMap<string, RefusedAt>>;
  readonly readUnsuitableProjects: ReadUnsuitableProjects;
  readonly readOffersOpen: (
    tx: Tx,
    referralIds: readonly string[],
  ) => Promise<{ readonly openAt: ReadonlyMap<string, ReadonlySet<string>> }>;
  readonly readCalendars: ReadCalendars;
  readonly readRoomMix: ReadRoomMix;
  readonly readAdmissionRules: ReadAdmissionRules;
}

/** Why no places are looked at. */
export type FindPlacesRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'day-not-possible'; readonly earliestOn: IsoDate; readonly latestOn: IsoDate };

const answers: readonly PlaceAnswer[] = ['free', 'later', 'unknown', 'full', 'no'];

const answerOf = (stay: Stay | null, checks: readonly Check[], arrivesOn: IsoDate): PlaceAnswer => {
  const fits = verdict(checks);
  if (fits !== 'yes') return fits;
  if (stay === null) return 'full';
  return stay.arrivesOn === arrivesOn ? 'free' : 'later';
};

/** An offer of it would come to nothing now, or did before: what has not been tried comes first. */
const wasTurnedAway = ({ wasRefused, wasFoundUnsuitable, hasOfferOpen }: PlaceForPerson): boolean =>
  wasRefused || wasFoundUnsuitable || hasOfferOpen;

/**
 * Who can go where and why not: every bed asked for one person by the same functions as the matcher asks, without
 * taking what is suggested to others away; for a day on which somebody can be offered a place.
 */
export const makeFindPlaces =
  (deps: FindPlacesDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    { referralId, arrivesOn, today }: { referralId: string; arrivesOn: IsoDate; today: IsoDate },
  ): Promise<Outcome<PlacesForPerson, FindPlacesRefusal>> => {
    const referral = await deps.readReferral(tx, scope, referralId);
    if (referral === null) return refuse({ code: 'not-found' });
    // Detox or a sentence may end later than offers reach: the first day after them is looked at all the same.
    const latestOn = maxDate(addNights(today, furthestAheadNights), earliestArrival(referral, today));
    if (arrivesOn < today || arrivesOn > latestOn) {
      return refuse({ code: 'day-not-possible', earliestOn: today, latestOn });
    }
    const funding = (await deps.readLatestDecisions(tx, [referralId])).get(referralId) ?? null;
    const request = (await deps.readFundingAsked(tx, [referralId])).get(referralId) ?? null;
    const refusedAt = (await deps.readRefusedPlaces(tx, [referralId])).get(referralId);
    const unsuitableAt = (await deps.readUnsuitableProjects(tx, [referral])).get(referralId);
    const openAt = (await deps.readOffersOpen(tx, [referralId])).openAt.get(referralId);
    const nights = isLive(funding, today) ? fundedNights(funding) : referral.plannedWeeks * 7;
    const policy = await deps.readPolicy(tx);
    const lookedUntil = addNights(arrivesOn, policy.placesAheadDays);
    const within = { arrivesOn, departsOn: addNights(lookedUntil, nights + longestTurnaroundNights) };
    const calendars = await deps.readCalendars(tx, {}, within);
    const roomMix = await deps.readRoomMix(tx, within);
    const rules = await deps.readAdmissionRules(tx, arrivesOn);
    const window = { notBefore: arrivesOn, notAfter: lookedUntil };
    const places = calendars.map((calendar): PlaceForPerson => {
      const { unit } = calendar;
      const inRoom = unit.roomId === null ? [] : roomMix.filter(({ roomId }) => roomId === unit.roomId);
      const { stay, checks } = askPlace(referral, calendar, inRoom, rules, nights, window);
      return {
        unit,
        stay,
        checks,
        answer: answerOf(stay, checks, arrivesOn),
        wasRefused:
          refusedAt?.projectIds.has(unit.projectId) === true || refusedAt?.bedIds.has(unit.bedId) === true,
        wasFoundUnsuitable: unsuitableAt?.has(unit.projectId) === true,
        hasOfferOpen: openAt?.has(unit.projectId) === true,
      };
    });
    const inOrder = [...places].sort(
      (a, b) =>
        answers.indexOf(a.answer) - answers.indexOf(b.answer) ||
        Number(wasTurnedAway(a)) - Number(wasTurnedAway(b)) ||
        nearerToWishes(policy.wishes, referral, a.unit, b.unit) ||
        (a.stay?.arrivesOn ?? '').localeCompare(b.stay?.arrivesOn ?? ''),
    );
    const missing = missingGates(referral, funding, today, request);
    return done({ referral, missing, nights, arrivesOn, lookedUntil, places: inOrder });
  };
