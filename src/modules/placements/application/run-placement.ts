import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import type { IdSource } from '../../../kernel/ids.js';
import { nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Plain, Tx } from '../../../kernel/unit-of-work.js';
import { isClaimable } from '../../capacity/contract/availability.js';
import type { BedNightLedger, LedgerRefusal } from '../../capacity/contract/ledger.js';
import {
  costByYear,
  type BudgetLedger,
  type BudgetRefusal,
  type ReadLatestDecisions,
} from '../../funding/contract/funding.js';
import type { ReadReferral } from '../../referrals/contract/facts.js';
import { placementChangedV1, placementStartedV1 } from '../contract/events.js';
import type { EndReason, NeverStartedReason, Placement } from '../domain/offer.js';
import type { PlacementRepository } from './ports.js';

export interface RunPlacementDeps {
  readonly placements: PlacementRepository;
  readonly ledger: BedNightLedger;
  readonly budgets: BudgetLedger;
  readonly readReferral: ReadReferral;
  readonly readLatestDecisions: ReadLatestDecisions;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

export type ChangeRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'changed-since-you-read-it' }
  | { readonly code: 'not-in-that-state'; readonly state: string };

interface Change {
  readonly memberId: string;
  readonly placementId: string;
  readonly expectedVersion: number;
}

type Changed = { placementId: string; version: number };

const readIn = async (
  { placements }: Pick<RunPlacementDeps, 'placements'>,
  tx: Tx,
  scope: Scope,
  { placementId, expectedVersion }: Change,
  state: Placement['state'],
): Promise<Outcome<Placement, ChangeRefusal>> => {
  const placement = await placements.find(tx, scope, placementId);
  if (placement === null) return refuse({ code: 'not-found' });
  if (placement.state !== state) return refuse({ code: 'not-in-that-state', state: placement.state });
  if (placement.version !== expectedVersion) return refuse({ code: 'changed-since-you-read-it' });
  return done(placement);
};

const record = async (
  { audit, events }: Pick<RunPlacementDeps, 'audit' | 'events'>,
  tx: Tx,
  placement: Placement,
  action: string,
  after: Plain,
  event: typeof placementChangedV1,
): Promise<Outcome<Changed, never>> => {
  const { placementId, referralId } = placement;
  const version = placement.version + 1;
  await audit(tx, {
    action,
    subjectKind: 'placement',
    subjectId: placementId,
    version,
    before: { state: placement.state, ...placement.stay },
    after,
  });
  await events(tx, event.make({ placementId, referralId }));
  return done({ placementId, version });
};

export type AdmitRefusal =
  | ChangeRefusal
  | { readonly code: 'admission-in-the-future'; readonly today: string }
  | { readonly code: 'admission-outside-booking'; readonly arrivesOn: string; readonly departsOn: string };

/** The person has arrived. Nights before a late arrival are free again; the money held is spent. */
export const makeAdmit =
  (deps: RunPlacementDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: Change & { readonly admittedOn: IsoDate },
  ): Promise<Outcome<Changed, AdmitRefusal>> => {
    const read = await readIn(deps, tx, scope, command, 'booked');
    if (!read.ok) return read;
    const placement = read.value;
    const { today } = await deps.now(tx);
    const { admittedOn } = command;
    if (admittedOn > today) return refuse({ code: 'admission-in-the-future', today });
    const { arrivesOn, departsOn } = placement.stay;
    if (admittedOn < arrivesOn || admittedOn >= departsOn) {
      return refuse({ code: 'admission-outside-booking', arrivesOn, departsOn });
    }
    if (!(await deps.placements.admit(tx, placement, admittedOn))) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    await deps.ledger.releaseBefore(tx, placement.placementId, admittedOn);
    await deps.budgets.post(tx, placement.offerId);
    return record(
      deps,
      tx,
      placement,
      'placements.person-admitted',
      { state: 'admitted', admittedOn },
      placementStartedV1,
    );
  };

export type EndRefusal =
  | ChangeRefusal
  | { readonly code: 'end-in-the-future'; readonly today: string }
  | { readonly code: 'end-outside-stay'; readonly admittedOn: string; readonly departsOn: string };

/** The person has left, as planned or not. The nights left of the stay are free at once. */
export const makeDischarge =
  (deps: RunPlacementDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: Change & {
      readonly endedOn: IsoDate;
      readonly kind: 'planned' | 'unplanned';
      readonly reason: EndReason;
    },
  ): Promise<Outcome<Changed, EndRefusal>> => {
    const read = await readIn(deps, tx, scope, command, 'admitted');
    if (!read.ok) return read;
    const placement = read.value;
    const { today } = await deps.now(tx);
    const { endedOn, kind, reason } = command;
    if (endedOn > today) return refuse({ code: 'end-in-the-future', today });
    const admittedOn = placement.admittedOn ?? placement.stay.arrivesOn;
    const { departsOn } = placement.stay;
    if (endedOn < admittedOn || endedOn > departsOn) {
      return refuse({ code: 'end-outside-stay', admittedOn, departsOn });
    }
    if (!(await deps.placements.end(tx, placement, { endedOn, kind, reason }))) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    await deps.ledger.moveDeparture(tx, {
      claimId: placement.placementId,
      bedId: placement.bedId,
      clientId: placement.clientId,
      sex: 'not_known',
      kind: 'stay',
      stay: placement.stay,
      newDepartsOn: endedOn,
    });
    return record(
      deps,
      tx,
      placement,
      'placements.person-discharged',
      { state: 'ended', endedOn, kind, reason },
      placementChangedV1,
    );
  };

/** The booked person never came. Bed and money are free. */
export const makeRecordNeverStarted =
  (deps: RunPlacementDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: Change & { readonly reason: NeverStartedReason },
  ): Promise<Outcome<Changed, ChangeRefusal>> => {
    const read = await readIn(deps, tx, scope, command, 'booked');
    if (!read.ok) return read;
    if (!(await deps.placements.neverStarted(tx, read.value, command.reason))) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    await deps.ledger.release(tx, read.value.placementId);
    await deps.budgets.void(tx, read.value.offerId);
    return record(
      deps,
      tx,
      read.value,
      'placements.never-started',
      { state: 'never_started', reason: command.reason },
      placementChangedV1,
    );
  };

export type ExtendRefusal =
  | ChangeRefusal
  | LedgerRefusal
  | BudgetRefusal
  | { readonly code: 'not-later-than-now'; readonly departsOn: string }
  | { readonly code: 'stay-exceeds-funding'; readonly fundedNights: number; readonly askedNights: number }
  | { readonly code: 'dates-not-a-stay' };

/**
 * The person stays longer in the same bed. The funder's latest decision must cover the whole stay: a provider
 * cannot spend what nobody approved. The nights after must be free, and the money there.
 */
export const makeExtend =
  (deps: RunPlacementDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: Change & { readonly departsOn: IsoDate; readonly reason: string },
  ): Promise<Outcome<Changed, ExtendRefusal>> => {
    const read = await readIn(deps, tx, scope, command, 'admitted');
    if (!read.ok) return read;
    const placement = read.value;
    const was = placement.stay.departsOn;
    if (command.departsOn <= was) return refuse({ code: 'not-later-than-now', departsOn: was });
    const whole = { arrivesOn: placement.stay.arrivesOn, departsOn: command.departsOn };
    if (!isClaimable(whole)) return refuse({ code: 'dates-not-a-stay' });
    const referral = await deps.readReferral(tx, { kind: 'national' }, placement.referralId);
    const funding = (await deps.readLatestDecisions(tx, [placement.referralId])).get(placement.referralId);
    if (referral === null) return refuse({ code: 'not-found' });
    const fundedNights = funding?.decision === 'approved' ? funding.weeks * 7 : 0;
    const askedNights = nightsBetween(whole.arrivesOn, whole.departsOn);
    if (funding === undefined || askedNights > fundedNights) {
      return refuse({ code: 'stay-exceeds-funding', fundedNights, askedNights });
    }

    const extensionId = deps.newId();
    // The placement before its nights, as every other step does: two that meet wait and do not deadlock.
    const extended = await deps.placements.extend(
      tx,
      { ...placement, departsOn: was },
      { extensionId, departsOn: command.departsOn, reason: command.reason, madeBy: command.memberId },
    );
    if (!extended) return refuse({ code: 'changed-since-you-read-it' });
    const moved = await deps.ledger.moveDeparture(tx, {
      claimId: placement.placementId,
      bedId: placement.bedId,
      clientId: placement.clientId,
      sex: referral.sex,
      kind: 'stay',
      stay: placement.stay,
      newDepartsOn: command.departsOn,
    });
    if (!moved.ok) return moved;
    const { parts } = costByYear(funding.weeklyRatePence, { arrivesOn: was, departsOn: command.departsOn });
    const held = await deps.budgets.hold(tx, {
      claimId: extensionId,
      partnershipId: placement.partnershipId,
      route: placement.route,
      shares: parts,
    });
    if (!held.ok) return held;
    await deps.budgets.post(tx, extensionId);
    return record(
      deps,
      tx,
      placement,
      'placements.stay-extended',
      { state: 'admitted', departsOn: command.departsOn, nights: nightsBetween(was, command.departsOn) },
      placementChangedV1,
    );
  };
