import type { AppendAudit } from '../../../kernel/audit.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReadLatestDecisions } from '../../funding/contract/funding.js';
import { spellOn, type ReadOpenReferrals } from '../../referrals/contract/facts.js';
import { queuesOf, type PlaceKind, type Queue } from '../domain/queue.js';
import { missingGates } from '../domain/readiness.js';

/** Of these referrals, what their people have of places; those with nothing have no entry. Placements answer. */
export type ReadPlaceKinds = (
  tx: Tx,
  referralIds: readonly string[],
) => Promise<ReadonlyMap<string, ReadonlySet<PlaceKind>>>;

/** What checking the queues needs. */
export interface CheckQueuesDeps {
  readonly readOpenReferrals: ReadOpenReferrals;
  readonly readLatestDecisions: ReadLatestDecisions;
  readonly readPlaceKinds: ReadPlaceKinds;
  readonly now: (tx: Tx) => Promise<{ readonly today: IsoDate }>;
  readonly audit: AppendAudit;
}

/** An open referral that is in no queue, or in more than one. */
export type AstrayReferral = { readonly referralId: string; readonly queues: readonly Queue[] };

/** Referrals named in the record at most; more are counted. */
const namedAtMost = 50;

const none: ReadonlySet<PlaceKind> = new Set();

/**
 * Looks whether every open referral of the country is in exactly one queue, and writes to the record how many were looked
 * at and which are not. Nothing is mended: a referral in two queues is a contradiction somebody must understand.
 */
export const makeCheckQueues =
  (deps: CheckQueuesDeps) =>
  async (tx: Tx): Promise<readonly AstrayReferral[]> => {
    const { today } = await deps.now(tx);
    const referrals = await deps.readOpenReferrals(tx);
    const ids = referrals.map(({ referralId }) => referralId);
    const decisions = await deps.readLatestDecisions(tx, ids);
    const places = await deps.readPlaceKinds(tx, ids);
    const astray = referrals
      .map((referral): AstrayReferral => ({
        referralId: referral.referralId,
        queues: queuesOf({
          missing: missingGates(referral, decisions.get(referral.referralId) ?? null, today),
          isUnavailable: spellOn(referral.unavailable, today) !== null,
          places: places.get(referral.referralId) ?? none,
        }),
      }))
      .filter((referral) => referral.queues.length !== 1);
    await deps.audit(tx, {
      action: 'matching.queues-checked',
      subjectKind: 'service',
      subjectId: 'queues',
      version: null,
      after: {
        referrals: referrals.length,
        astray: astray.length,
        referralsAstray: astray.slice(0, namedAtMost),
      },
    });
    return astray;
  };
