import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Plain, Tx } from '../../../kernel/unit-of-work.js';
import { referralChangedV1 } from '../contract/events.js';
import { changedSince, type Members } from '../domain/changed-since.js';
import { birthObstacle, type BirthObstacle, type UrgencyBand } from '../domain/referral.js';
import type { Change, ChangeReferralDeps, ChangeRefusal } from './change-referral.js';
import type { ReadPlaceHeldByClient } from './close-referral.js';
import type { CorrectedReferral, OpenElsewhere } from './ports.js';
import { recordable, type RecordableRefusal } from './recordable.js';
import { tellApart, type SaidApart } from './tell-apart.js';
import { correctionAction, type ReadStepsSince } from './steps-since.js';

/** What correcting a referral needs. */
export interface CorrectReferralDeps extends Omit<ChangeReferralDeps, 'newId'> {
  readonly readPlaceHeldByClient: ReadPlaceHeldByClient;
  readonly readStepsSince: ReadStepsSince;
  /** Of these projects, those that are not known. Capacity answers. */
  readonly readUnknownProjects: (tx: Tx, projectIds: readonly string[]) => Promise<readonly string[]>;
  /** When an urgency is looked at again, unless whoever sets it names a day. Unit: days. */
  readonly urgencyReviewDays: Readonly<Record<UrgencyBand, number>>;
  readonly now: (tx: Tx) => Promise<{ readonly today: IsoDate }>;
}

/** As for any fact about a referral; or why it cannot be recorded so, with what would be accepted. */
export type CorrectReferralRefusal =
  | Exclude<ChangeRefusal, { readonly code: 'changed-since-you-read-it' }>
  | {
      readonly code: 'changed-since-you-read-it';
      /** The version the referral is at now; null when it is not known, since a step is being taken. */
      readonly version: number | null;
      /** The members that were corrected since, by name. */
      readonly changedMembers: readonly string[];
    }
  | BirthObstacle
  | RecordableRefusal
  | { readonly code: 'nothing-corrected' }
  | { readonly code: 'sex-while-placed' }
  | ({ readonly code: 'open-referral-elsewhere' } & OpenElsewhere)
  | { readonly code: 'project-unknown'; readonly projectIds: readonly string[] };

/** Of two records, the members that differ, as they were and as they are. */
const changes = (
  before: CorrectedReferral,
  after: CorrectedReferral,
): { readonly before: Members; readonly after: Members } => {
  const was: ReadonlyMap<string, Plain> = new Map(Object.entries(before));
  const differing = Object.entries(after).filter(
    ([name, value]) => JSON.stringify(was.get(name)) !== JSON.stringify(value),
  );
  return {
    before: Object.fromEntries(differing.map(([name]) => [name, was.get(name) ?? null])),
    after: Object.fromEntries(differing),
  };
};

const onlyOf = (members: Members, names: readonly string[]): Members =>
  Object.fromEntries(Object.entries(members).filter(([name]) => names.includes(name)));

const clientFields: readonly string[] = ['sex', 'bornOn'];

/** A new day to look at the urgency again is the urgency set again, by whoever looked. */
const urgencyFields = ['urgencyBand', 'urgencyReason', 'urgencyReviewOn'] as const;

/**
 * Puts right what was recorded of an open referral: needs, urgency, wishes, and the sex and birth of the person. Who set
 * the urgency, and when, moves only with the urgency. The sex stays while the person has any bed, since a shared
 * room was promised by it. What changed is kept as it was and as it is, and the matcher looks again.
 */
export const makeCorrectReferral =
  (deps: CorrectReferralDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: Change & {
      readonly corrected: CorrectedReferral;
    } & SaidApart,
  ): Promise<Outcome<{ referralId: string; version: number }, CorrectReferralRefusal>> => {
    const { referrals, audit, events } = deps;
    const {
      referralId,
      expectedVersion,
      memberId,
      differentPersonBecause = null,
      differentFrom = [],
    } = command;
    if (!(await referrals.takeClient(tx, scope, referralId))) return refuse({ code: 'not-found' });
    const referral = await referrals.find(tx, scope, referralId);
    const recorded = await referrals.readCorrectable(tx, referralId);
    if (referral === null || recorded === null) return refuse({ code: 'not-found' });
    if (referral.state === 'closed') return refuse({ code: 'referral-closed' });
    if (referral.version !== expectedVersion) {
      const steps = await deps.readStepsSince(tx, referralId, expectedVersion);
      const corrections = steps.filter(({ action }) => action === correctionAction);
      return refuse({
        code: 'changed-since-you-read-it',
        version: referral.version,
        changedMembers: changedSince(corrections).map(({ member }) => member),
      });
    }
    const changedJustNow = { code: 'changed-since-you-read-it', version: null, changedMembers: [] } as const;

    const impossible = birthObstacle(command.corrected, referral.receivedOn);
    if (impossible !== null) return refuse(impossible);
    const projectIds = await deps.readUnknownProjects(tx, command.corrected.preferredProjectIds);
    if (projectIds.length > 0) return refuse({ code: 'project-unknown', projectIds });
    const isUrgencySet = urgencyFields.some((name) => command.corrected[name] !== recorded[name]);
    const { today } = await deps.now(tx);
    const { urgencyReviewDays } = deps;
    const read = recordable(command.corrected, { today, isUrgencySet, urgencyReviewDays });
    if (!read.ok) return read;
    const corrected = read.value;
    const { before, after } = changes(recorded, corrected);
    const changed = Object.keys(after);
    if (changed.length === 0) return refuse({ code: 'nothing-corrected' });
    if (changed.includes('sex') && (await deps.readPlaceHeldByClient(tx, referral.clientId)) !== null) {
      return refuse({ code: 'sex-while-placed' });
    }

    const origin = changed.includes('bornOn') ? await referrals.readOrigin(tx, referralId) : null;
    if (origin !== null) {
      const person = { ...origin, bornOn: corrected.bornOn };
      const told = await tellApart(referrals, tx, scope, {
        ...{ referralId, memberId, person, differentPersonBecause, differentFrom },
      });
      if (!told.ok) return told;
    }
    if (changed.some((name) => clientFields.includes(name))) {
      const version = await referrals.correctClient(tx, referral.clientId, corrected);
      // Another partnership recorded that person in the same moment; who repeats it is told which.
      if (version === null) return refuse(changedJustNow);
      await audit(tx, {
        action: 'referrals.client-corrected',
        subjectKind: 'client',
        subjectId: referral.clientId,
        version,
        before: onlyOf(before, clientFields),
        after: onlyOf(after, clientFields),
      });
    }
    const isCorrected = await referrals.correct(tx, { referralId, version: expectedVersion }, corrected, {
      memberId,
      isUrgencySet,
    });
    if (!isCorrected) return refuse(changedJustNow);
    const version = expectedVersion + 1;
    await audit(tx, {
      action: correctionAction,
      subjectKind: 'referral',
      subjectId: referralId,
      version,
      before,
      after,
      ...(differentPersonBecause !== null && changed.includes('bornOn')
        ? { reason: `Somebody else, though name and birth agree: ${differentPersonBecause}` }
        : {}),
    });
    await events(tx, referralChangedV1.make({ referralId }));
    return done({ referralId, version });
  };
