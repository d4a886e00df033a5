import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { PlaceHeld, ReadReferral, TakeClient } from '../../referrals/contract/facts.js';
import { fundingNoticeChangedV1 } from '../contract/events.js';
import type { RevokeReason } from '../domain/funding.js';

/** The approval a booking rests on, and how often notice was given or lifted on it. */
export type NoticeStep = {
  readonly fundingDecisionId: string;
  readonly step: number;
};

/** As above, with what was said last: null where nothing was yet. */
export type NoticeStanding = NoticeStep & { readonly last: 'given' | 'lifted' | null };

/** Notices as rows that are only added, numbered for each decision by a unique key. */
export interface FundingNotices {
  /** The approval of the referral on which nights are claimed, its row kept; null when there is none. */
  takeClaimed(tx: Tx, referralId: string): Promise<NoticeStanding | null>;
  /** False when another was added since. */
  add(
    tx: Tx,
    notice: NoticeStep & {
      readonly kind: 'given' | 'lifted';
      readonly reason: RevokeReason | null;
      readonly note: string | null;
      readonly recordedBy: string;
    },
  ): Promise<boolean>;
}

/** What giving notice needs. */
export interface GiveNoticeDeps {
  readonly takeClient: TakeClient;
  readonly readReferral: ReadReferral;
  readonly notices: FundingNotices;
  /** What the person holds; placements know. */
  readonly readPlaceHeld: (tx: Tx, referralId: string) => Promise<PlaceHeld | null>;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

/** Why there is nothing to give notice of. */
export type GiveNoticeRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'no-bed-booked'; readonly held: PlaceHeld | null }
  | { readonly code: 'notice-stands' };

/** Why there is no notice to lift. */
export type LiftNoticeRefusal = { readonly code: 'not-found' } | { readonly code: 'no-notice-stands' };

/** Whose notice, by whom. */
export interface Notice {
  readonly memberId: string;
  readonly referralId: string;
}

const takeStanding = async (
  deps: GiveNoticeDeps,
  tx: Tx,
  scope: Scope,
  { referralId }: Notice,
): Promise<Outcome<NoticeStanding | null, { readonly code: 'not-found' }>> => {
  if (!(await deps.takeClient(tx, scope, referralId))) return refuse({ code: 'not-found' });
  if ((await deps.readReferral(tx, scope, referralId)) === null) return refuse({ code: 'not-found' });
  return done(await deps.notices.takeClaimed(tx, referralId));
};

/**
 * The funder says that the money for a booked bed may not be there. The bed stays booked and its money held: nobody
 * loses a bed by it. Coordinator and provider are shown it, and an arrival is recorded only by a provider who says that
 * they know (ADR 0023). Before a booking the approval itself is taken back; once somebody has arrived, the end of the
 * stay is agreed with the provider.
 */
export const makeGiveNotice =
  (deps: GiveNoticeDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    { reason, note, ...of }: Notice & { readonly reason: RevokeReason; readonly note: string | null },
  ): Promise<Outcome<NoticeStep, GiveNoticeRefusal>> => {
    const found = await takeStanding(deps, tx, scope, of);
    if (!found.ok) return found;
    // After the decision's row is ours: an arrival recorded at the same moment is seen.
    const held = await deps.readPlaceHeld(tx, of.referralId);
    if (found.value === null || held !== 'bed-booked') return refuse({ code: 'no-bed-booked', held });
    if (found.value.last === 'given') return refuse({ code: 'notice-stands' });
    return record(deps, tx, of, found.value, { kind: 'given', reason, note });
  };

/** The funder lifts a notice: the booked bed is paid for after all. */
export const makeLiftNotice =
  (deps: GiveNoticeDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    { note, ...of }: Notice & { readonly note: string | null },
  ): Promise<Outcome<NoticeStep, LiftNoticeRefusal>> => {
    const found = await takeStanding(deps, tx, scope, of);
    if (!found.ok) return found;
    if (found.value?.last !== 'given') return refuse({ code: 'no-notice-stands' });
    return record(deps, tx, of, found.value, { kind: 'lifted', reason: null, note });
  };

const record = async (
  { notices, audit, events }: GiveNoticeDeps,
  tx: Tx,
  { memberId, referralId }: Notice,
  { fundingDecisionId, step: before }: NoticeStanding,
  what: {
    readonly kind: 'given' | 'lifted';
    readonly reason: RevokeReason | null;
    readonly note: string | null;
  },
): Promise<Outcome<NoticeStep, never>> => {
  const step = before + 1;
  if (!(await notices.add(tx, { fundingDecisionId, step, ...what, recordedBy: memberId }))) {
    throw new Error(`A notice on decision ${fundingDecisionId} was added while its row was held.`);
  }
  await audit(tx, {
    action: `funding.notice-${what.kind}`,
    subjectKind: 'funding_decision',
    subjectId: fundingDecisionId,
    version: null,
    after: { referralId, reason: what.reason },
    ...(what.note === null ? {} : { reason: what.note }),
  });
  await events(tx, fundingNoticeChangedV1.make({ referralId }));
  return done({ fundingDecisionId, step });
};
