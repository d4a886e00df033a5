import type { Scope } from '../../../kernel/actor.js';
import type { IdSource } from '../../../kernel/ids.js';
import { addNights, maxDate, type IsoDate } from '../../../kernel/iso-date.js';
import { refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import {
  longestTurnaroundNights,
  type BedUnit,
  type ReadCalendars,
} from '../../capacity/contract/availability.js';
import type { LedgerRefusal } from '../../capacity/contract/ledger.js';
import type { ReferralFacts } from '../../referrals/contract/facts.js';
import { placementChangedV1 } from '../contract/events.js';
import {
  nearestFirst,
  nearnessOf,
  weighBedMove,
  weighMoveDay,
  type BedMoveRefusal,
  type BedPlace,
  type Nearness,
} from '../domain/bed-move.js';
import type { Placement } from '../domain/placement.js';
import { weighFit, type PlaceDoesNotFit } from '../domain/weigh-fit.js';
import {
  recordStep,
  type Change,
  type Changed,
  type ChangePlacementDeps,
  type ChangeRefusal,
} from './change-placement.js';
import { stayChangedSince } from './stay-changed-since.js';
import { checkFit, readRulesOn, type CheckFitDeps } from './check-fit.js';

/** What moving somebody to another bed needs. */
export interface MoveBedDeps extends ChangePlacementDeps, CheckFitDeps {
  readonly newId: IdSource;
}

/** To which bed, from which night on, and why. */
export interface MoveBed extends Change {
  readonly bedId: string;
  readonly movesOn: IsoDate;
  readonly reason: string;
}

/** As for any step; or what stands in the way of the day, the bed, or its nights. */
export type MoveBedRefusal =
  | ChangeRefusal
  | BedMoveRefusal
  | PlaceDoesNotFit
  | LedgerRefusal
  | { readonly code: 'bed-not-found' }
  | { readonly code: 'bed-not-vacated'; readonly reference: string };

/**
 * Another bed of the same provider: for a booking before anybody arrived, or for somebody who is here, from a night on.
 * It stays one placement, and its money the same. The old bed is free from that night, after it has been made ready.
 */
export const makeMoveBed =
  (deps: MoveBedDeps) =>
  async (tx: Tx, scope: Scope, command: MoveBed): Promise<Outcome<Changed, MoveBedRefusal>> => {
    const { placementId, expectedVersion, bedId, movesOn, reason, memberId } = command;
    const placement = await deps.placements.find(tx, scope, placementId);
    if (placement === null) return refuse({ code: 'not-found' });
    if (placement.version !== expectedVersion) {
      return refuse(await stayChangedSince(deps.readStayStepsSince, tx, placement, expectedVersion));
    }
    const target = await deps.readUnit(tx, bedId);
    // A bed of somebody else is asked for by an offer, so it is not there to move to.
    if (target?.providerId !== placement.providerId) return refuse({ code: 'bed-not-found' });
    const { today } = await deps.now(tx);
    const bedSinceOn = await deps.placements.readBedSince(tx, placement);
    const weighed = weighBedMove(placement, { bedId, movesOn }, today, bedSinceOn);
    if (!weighed.ok) return weighed;
    const rest = weighed.value;
    const rulesOn =
      target.projectId === placement.projectId
        ? await deps.placements.readProjectSince(tx, placement)
        : movesOn;
    const fits = await checkFit(deps, tx, { referralId: placement.referralId, bedId }, rest, rulesOn);
    if (!fits.ok) return fits;
    const { referral, unit } = fits.value;

    const changed = await deps.placements.change(tx, placement, {
      changeId: deps.newId(),
      changesOn: movesOn,
      bed: { bedId, projectId: unit.projectId, providerId: unit.providerId },
      stay: placement.stay,
      route: placement.route,
      fundingDecisionId: placement.fundingDecisionId,
      holds: null,
      reason,
      madeBy: memberId,
    });
    if (changed === 'stale') return refuse({ code: 'changed-since-you-read-it' });
    if (changed === 'bed-occupied') return refuse(await notVacated(deps, tx, placementId, bedId));
    const reassigned = await deps.ledger.reassign(tx, {
      ...{ claimId: placementId, bedId, clientId: placement.clientId, sex: referral.sex, kind: 'stay' },
      ...{ stay: rest, bedVersion: unit.version, fromOn: movesOn, fromBedId: placement.bedId },
    });
    if (!reassigned.ok) return reassigned;
    return recordStep(
      deps,
      tx,
      placement,
      'placements.person-moved',
      { state: placement.state, bedId, movesOn },
      placementChangedV1,
      reason,
    );
  };

const notVacated = async (
  { placements, readReferral }: Pick<MoveBedDeps, 'placements' | 'readReferral'>,
  tx: Tx,
  placementId: string,
  bedId: string,
): Promise<Extract<MoveBedRefusal, { code: 'bed-not-vacated' }>> => {
  const there = await placements.findStillThere(tx, { placementId, bedId });
  const other = there === null ? null : await readReferral(tx, { kind: 'national' }, there.referralId);
  return { code: 'bed-not-vacated', reference: other?.reference ?? '' };
};

/** What looking for another bed needs. */
export type FindBedsDeps = Pick<
  MoveBedDeps,
  'placements' | 'readReferral' | 'readRoomMix' | 'readAdmissionRules' | 'now'
> & {
  readonly readCalendars: ReadCalendars;
  /** Where the projects of a provider are. */
  readonly readPlacesOf: (tx: Tx, providerId: string) => Promise<readonly BedPlace[]>;
};

/** A bed to move to, with where it is and how far. */
export type BedToMoveTo = BedUnit & { readonly town: string; readonly nearness: Nearness };

/** The beds a person could be moved to, from a day on to the end of their stay. */
export interface BedsToMoveTo {
  readonly fromOn: IsoDate | null;
  /** Nearest first. */
  readonly beds: readonly BedToMoveTo[];
}

const fitting = async (
  deps: FindBedsDeps,
  tx: Tx,
  placement: Placement,
  referral: ReferralFacts,
  fromOn: IsoDate,
): Promise<readonly BedUnit[]> => {
  const { placementId, bedId, providerId, projectId, stay } = placement;
  const rest = { arrivesOn: fromOn, departsOn: stay.departsOn };
  const within = { ...rest, departsOn: addNights(rest.departsOn, longestTurnaroundNights) };
  const calendars = await deps.readCalendars(tx, { providerId }, within);
  const mix = await deps.readRoomMix(tx, rest);
  const rules = await deps.readAdmissionRules(tx, fromOn);
  const rulesHere = await readRulesOn(
    deps,
    tx,
    projectId,
    await deps.placements.readProjectSince(tx, placement),
  );
  return calendars
    .filter(({ unit, runs }) =>
      runs
        .filter(({ fromOn: from }) => from < addNights(rest.departsOn, unit.turnaroundNights))
        .every(({ state, claimId }) => state === 'free' || claimId === placementId),
    )
    .map(({ unit }) => unit)
    .filter((unit) => unit.bedId !== bedId)
    .filter((unit) => {
      const inRoom = mix.filter(({ roomId }) => roomId === unit.roomId);
      return weighFit(referral, unit, rest, inRoom, unit.projectId === projectId ? rulesHere : rules).ok;
    });
};

/**
 * Every bed of the provider that is free for the rest of a stay and fits the person, from today or the day of arrival,
 * whichever comes later; none, and no night, where nobody can be moved now. Null where there is no such placement in scope.
 * Only the move itself can say that one is still free.
 */
export const makeFindBedsToMoveTo =
  (deps: FindBedsDeps) =>
  async (tx: Tx, scope: Scope, placementId: string): Promise<BedsToMoveTo | null> => {
    const placement = await deps.placements.find(tx, scope, placementId);
    if (placement === null) return null;
    const referral = await deps.readReferral(tx, { kind: 'national' }, placement.referralId);
    const { today } = await deps.now(tx);
    const fromOn =
      placement.state === 'booked' ? placement.stay.arrivesOn : maxDate(today, placement.stay.arrivesOn);
    const bedSinceOn = await deps.placements.readBedSince(tx, placement);
    if (referral === null || !weighMoveDay(placement, fromOn, today, bedSinceOn).ok) {
      return { fromOn: null, beds: [] };
    }
    const beds = await fitting(deps, tx, placement, referral, fromOn);
    const places = await deps.readPlacesOf(tx, placement.providerId);
    const placeOf = (projectId: string): BedPlace =>
      places.find((place) => place.projectId === projectId) ?? { projectId, town: '', healthBoard: '' };
    const here = placeOf(placement.projectId);
    return {
      fromOn,
      beds: nearestFirst(
        beds.map((unit) => {
          const there = placeOf(unit.projectId);
          return { ...unit, town: there.town, nearness: nearnessOf(here, there) };
        }),
      ),
    };
  };
