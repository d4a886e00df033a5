import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReferralFacts } from '../../referrals/contract/facts.js';
import type { PolicyPreview } from '../domain/policy-preview.js';
import { isSamePolicy, type MatchingChoices } from '../domain/policy.js';
import type { makeReadChoicesOn, makeReadPolicyOn, NumberedPolicy } from './policy-in-force.js';
import type { PolicyChange } from './policy-ports.js';

/** A change with who asked for it and who decided, by name; null for a member who is known no more. */
export type KnownPolicyChange = PolicyChange & {
  readonly partnershipName: string | null;
  readonly proposedByName: string | null;
  readonly proposedAt: Date;
  readonly decidedByName: string | null;
  readonly decidedAt: Date | null;
};

interface NamedPlace {
  readonly projectName: string;
  readonly arrivesOn: IsoDate;
}

/** A person whom a change would move; null for nowhere. */
export interface OwnMove {
  readonly referralId: string;
  readonly now: NamedPlace | null;
  readonly then: NamedPlace | null;
}

/** Both ways of assigning as they were measured last under the policy of today. */
export interface MeasuredAssignments {
  readonly changeId: string;
  readonly measuredAt: Date;
  readonly now: PolicyPreview['now'];
  readonly then: PolicyPreview['then'];
}

/** How people are matched, as a reader of a scope may know it. */
export interface PolicyOverview {
  readonly policy: NumberedPolicy;
  /** What the reader's own partnership chose; null for readers of the country. */
  readonly own: MatchingChoices | null;
  readonly measured: MeasuredAssignments | null;
  /** The latest first. */
  readonly changes: readonly KnownPolicyChange[];
}

/** What reading policies needs. */
export interface PolicyReadingDeps {
  readonly readPolicyOn: ReturnType<typeof makeReadPolicyOn>;
  readonly readChoicesOn: ReturnType<typeof makeReadChoicesOn>;
  readonly readPolicyChanges: (tx: Tx, scope: Scope) => Promise<readonly KnownPolicyChange[]>;
  readonly readPolicyChange: (tx: Tx, scope: Scope, changeId: string) => Promise<KnownPolicyChange | null>;
  readonly readLatestLooks: (tx: Tx) => Promise<readonly KnownPolicyChange[]>;
  readonly readMovesOf: (
    tx: Tx,
    changeId: string,
    referralIds: readonly string[],
  ) => Promise<readonly OwnMove[]>;
  /** Open referrals in scope. */
  readonly readWaitingReferrals: (tx: Tx, scope: Scope) => Promise<readonly ReferralFacts[]>;
}

/** The policy and choices of today, what was measured of the two ways of assigning, and every change. */
export const makeReadPolicyOverview =
  (deps: PolicyReadingDeps) =>
  async (tx: Tx, scope: Scope, today: IsoDate): Promise<PolicyOverview> => {
    const policy = await deps.readPolicyOn(tx, today);
    const looks = await deps.readLatestLooks(tx);
    // The newest that changed nothing but the way of assigning, beside the policy of today.
    const measured = looks.find(
      (change) =>
        change.partnershipId === null &&
        change.baseNumber === policy.number &&
        change.content.assignment !== policy.assignment &&
        isSamePolicy({ ...change.content, assignment: policy.assignment }, policy),
    );
    return {
      policy,
      own: scope.kind === 'partnership' ? await deps.readChoicesOn(tx, scope.partnershipId, today) : null,
      measured:
        measured?.preview == null || measured.lookedAt === null
          ? null
          : {
              changeId: measured.changeId,
              measuredAt: measured.lookedAt,
              now: measured.preview.now,
              then: measured.preview.then,
            },
      changes: await deps.readPolicyChanges(tx, scope),
    };
  };

/** The reader's own people whom a change of the country's policy would move, in the order of the list's references. */
export const makeReadOwnMoves =
  (deps: PolicyReadingDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    changeId: string,
  ): Promise<
    Outcome<
      {
        readonly change: KnownPolicyChange;
        readonly moves: readonly (OwnMove & { readonly referral: ReferralFacts })[];
      },
      { readonly code: 'not-found' }
    >
  > => {
    const change = await deps.readPolicyChange(tx, scope, changeId);
    if (change === null || change.partnershipId !== null) return refuse({ code: 'not-found' });
    const referrals = await deps.readWaitingReferrals(tx, scope);
    const moves = await deps.readMovesOf(
      tx,
      changeId,
      referrals.map(({ referralId }) => referralId),
    );
    const byId = new Map(moves.map((move) => [move.referralId, move]));
    return done({
      change,
      moves: referrals.flatMap((referral) => {
        const move = byId.get(referral.referralId);
        return move === undefined ? [] : [{ ...move, referral }];
      }),
    });
  };
