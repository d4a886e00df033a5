import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import type { IdSource } from '../../../kernel/ids.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { recordOpenedV1 } from '../contract/events.js';
import {
  openedForHours,
  readersObstacle,
  type ReadersObstacle,
  type RestrictionKind,
} from '../domain/restriction.js';
import type { ReferralRepository, WaitsHere } from './ports.js';
import type { RecordStanding, Restriction, RestrictionRepository } from './restriction-ports.js';

/** What restricting records needs. */
export interface RestrictRecordDeps {
  readonly referrals: Pick<ReferralRepository, 'takeClient' | 'findOpenTwins'>;
  readonly restrictions: RestrictionRepository;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

/** How a record stands, and the restriction for those who may know it. */
export interface RecordShown extends RecordStanding {
  readonly restriction: Restriction | null;
}

/** A restriction after a change. */
export interface RestrictionMoved {
  readonly [member: string]: string | number;
  readonly referralId: string;
  readonly version: number;
}

/** A restricted record, to somebody who is not named for it. */
export interface RestrictedRecord {
  readonly code: 'restricted-record';
  readonly referralId: string;
}

type Gone =
  | { readonly code: 'not-found' }
  | { readonly code: 'changed-since-you-read-it' }
  | { readonly code: 'only-those-named' }
  | RestrictedRecord;

/** Why a record is not restricted, or not for these members. */
export type RestrictRefusal = Gone | ReadersObstacle;

/** Why a restriction is not lifted. */
export type LiftRefusal =
  Gone | { readonly code: 'record-not-restricted' } | WaitsHere | { readonly code: 'person-waits-elsewhere' };

/** Why a record is not opened. */
export type OpenRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'record-not-restricted' }
  | { readonly code: 'may-see-already' };

/** How the record of a referral's person stands to whoever asks; null out of scope. */
export const makeReadRestriction =
  ({ restrictions }: Pick<RestrictRecordDeps, 'restrictions'>) =>
  async (tx: Tx, scope: Scope, referralId: string): Promise<RecordShown | null> => {
    const standing = await restrictions.readStanding(tx, scope, referralId);
    if (standing === null) return null;
    const isTold = standing.isRestricted && standing.mayKnow;
    return { ...standing, restriction: isTold ? await restrictions.read(tx, standing.clientId) : null };
  };

interface Step {
  readonly memberId: string;
  readonly referralId: string;
  readonly expectedVersion: number;
}

/** The record in hand, at the version it was read, by somebody named for it: whoever opened it for some hours reads. */
const take = async (
  { referrals, restrictions }: RestrictRecordDeps,
  tx: Tx,
  scope: Scope,
  { referralId, expectedVersion }: Step,
): Promise<Outcome<RecordStanding, Gone>> => {
  // Whoever renames, corrects or closes meanwhile writes the same key: they meet in the person's row.
  if (!(await referrals.takeClient(tx, scope, referralId))) return refuse({ code: 'not-found' });
  const standing = await restrictions.readStanding(tx, scope, referralId);
  if (standing === null) return refuse({ code: 'not-found' });
  if (!standing.mayKnow) return refuse({ code: 'restricted-record', referralId });
  if (standing.isRestricted && !standing.isNamed) return refuse({ code: 'only-those-named' });
  return standing.version === expectedVersion
    ? done(standing)
    : refuse({ code: 'changed-since-you-read-it' });
};

/**
 * Restricts the record of a referral's person to members who are named, with why; or names others, while it is. Everybody else
 * goes on seeing the reference. The reason is for those named, and the record says who was named and not why.
 */
export const makeRestrictRecord =
  (deps: RestrictRecordDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: Step & {
      readonly kind: RestrictionKind;
      readonly reason: string;
      readonly readers: readonly string[];
    },
  ): Promise<Outcome<RestrictionMoved, RestrictRefusal>> => {
    const { restrictions, audit } = deps;
    const { memberId, referralId, expectedVersion, kind, reason } = command;
    const taken = await take(deps, tx, scope, command);
    if (!taken.ok) return taken;
    const { clientId, partnershipId, isRestricted } = taken.value;
    const readers = [...new Set(command.readers)].sort();
    const obstacle = readersObstacle(readers, await restrictions.readColleagues(tx, partnershipId));
    if (obstacle !== null) return refuse(obstacle);
    if (
      !(await restrictions.restrict(tx, { clientId, version: expectedVersion }, { kind, reason }, memberId))
    ) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    await restrictions.name(tx, clientId, readers, memberId);
    await restrictions.writePersonKey(tx, clientId);
    const version = expectedVersion + 1;
    await audit(tx, {
      action: isRestricted ? 'referrals.record-readers-changed' : 'referrals.record-restricted',
      subjectKind: 'client_restriction',
      subjectId: clientId,
      version,
      after: { referralId, kind, readers },
    });
    return done({ referralId, version });
  };

/** Gives a record back to everybody in scope, with why. */
export const makeLiftRestriction =
  (deps: RestrictRecordDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: Step & { readonly reason: string },
  ): Promise<Outcome<RestrictionMoved, LiftRefusal>> => {
    const { referrals, restrictions, audit } = deps;
    const { referralId, expectedVersion, reason } = command;
    const taken = await take(deps, tx, scope, command);
    if (!taken.ok) return taken;
    const { clientId, partnershipId, isRestricted } = taken.value;
    if (!isRestricted) return refuse({ code: 'record-not-restricted' });
    if (!(await restrictions.lift(tx, clientId, expectedVersion))) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    // A transfer, or the partnership itself before it knew, may have left it another open referral of the person.
    const own = (await referrals.findOpenTwins(tx, scope, referralId)).find(
      (twin) => twin.partnershipId === partnershipId && twin.mayKnow,
    );
    if (own !== undefined) {
      return refuse({
        code: 'person-waits-here',
        ...{ ownReferralId: own.referralId, ownReference: own.reference },
      });
    }
    // Another partnership may have recorded the person while nobody was told that they wait here.
    if (!(await restrictions.writePersonKey(tx, clientId))) return refuse({ code: 'person-waits-elsewhere' });
    const version = expectedVersion + 1;
    await audit(tx, {
      action: 'referrals.restriction-lifted',
      subjectKind: 'client_restriction',
      subjectId: clientId,
      version,
      after: { referralId },
      reason,
    });
    return done({ referralId, version });
  };

/**
 * Opens a restricted record for somebody of the partnership who is not named for it, for some hours and with a reason, because
 * a person's safety may need it. It is recorded, and those named are told.
 */
export const makeOpenRestricted =
  ({ restrictions, newId, audit, events }: RestrictRecordDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    { memberId, referralId, reason }: Omit<Step, 'expectedVersion'> & { readonly reason: string },
  ): Promise<Outcome<{ referralId: string; openingId: string }, OpenRefusal>> => {
    const standing = await restrictions.readStanding(tx, scope, referralId);
    if (standing === null) return refuse({ code: 'not-found' });
    if (!standing.isRestricted) return refuse({ code: 'record-not-restricted' });
    if (standing.mayKnow) return refuse({ code: 'may-see-already' });
    const openingId = newId();
    const { clientId } = standing;
    await restrictions.open(tx, {
      ...{ openingId, clientId, referralId, memberId, reason },
      forHours: openedForHours,
    });
    await audit(tx, {
      action: 'referrals.restricted-record-opened',
      subjectKind: 'client_restriction_opening',
      subjectId: openingId,
      version: 1,
      after: { referralId, forHours: openedForHours },
      reason,
    });
    await events(tx, recordOpenedV1.make({ referralId, openingId }));
    return done({ referralId, openingId });
  };

/** Why an administrator cannot name members. */
export type NameReadersRefusal =
  { readonly code: 'not-found' } | { readonly code: 'changed-since-you-read-it' } | ReadersObstacle;

/** Names members for a record whose own have all left: an administrator does, and sees no more than the reference. */
export const makeNameReaders =
  ({ restrictions, audit }: Pick<RestrictRecordDeps, 'restrictions' | 'audit'>) =>
  async (
    tx: Tx,
    {
      memberId,
      clientId,
      expectedVersion,
      readers: asked,
    }: {
      readonly memberId: string;
      readonly clientId: string;
      readonly expectedVersion: number;
      readonly readers: readonly string[];
    },
  ): Promise<Outcome<{ clientId: string; version: number }, NameReadersRefusal>> => {
    const abandoned = await restrictions.findAbandoned(tx, clientId);
    if (abandoned === null) return refuse({ code: 'not-found' });
    const readers = [...new Set(asked)].sort();
    const colleagues = await restrictions.readColleagues(tx, abandoned.partnershipId);
    const obstacle = readersObstacle(readers, colleagues);
    if (obstacle !== null) return refuse(obstacle);
    if (!(await restrictions.step(tx, clientId, expectedVersion))) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    await restrictions.name(tx, clientId, readers, memberId);
    const version = expectedVersion + 1;
    await audit(tx, {
      action: 'referrals.record-readers-named',
      subjectKind: 'client_restriction',
      subjectId: clientId,
      version,
      after: { readers },
    });
    return done({ clientId, version });
  };
