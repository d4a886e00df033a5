import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReadReferral } from '../contract/facts.js';
import { changedAnswers, nothingAsked, type EqualityAnswers } from '../domain/equality.js';
import type { ChangeRefusal } from './change-referral.js';

/** What a person answered, with who wrote it down, by name, and when. */
export interface KeptEquality {
  readonly answers: EqualityAnswers;
  /** 1 while nothing was ever recorded. */
  readonly version: number;
  readonly recorded: { readonly by: string | null; readonly at: Date } | null;
}

/** Answers about equality, one row a person, in a table that nothing else reads. */
export interface EqualityRepository {
  readonly read: (tx: Tx, clientId: string) => Promise<KeptEquality | null>;
  /** Puts the answers in the place of those of `version`, 1 for the first; false when somebody did so since. */
  readonly keep: (
    tx: Tx,
    of: { readonly clientId: string; readonly version: number },
    answers: EqualityAnswers,
    recordedBy: string,
  ) => Promise<boolean>;
}

/** What keeping answers needs. */
export interface KeepEqualityDeps {
  readonly readReferral: ReadReferral;
  readonly equality: EqualityRepository;
  readonly audit: AppendAudit;
}

/** Why answers were not kept. */
export type KeepEqualityRefusal =
  | Extract<ChangeRefusal, { code: 'not-found' | 'changed-since-you-read-it' }>
  | { readonly code: 'nothing-corrected' };

/** Reads what the person of a referral answered; null where the referral is out of scope. */
export type ReadEquality = (tx: Tx, scope: Scope, referralId: string) => Promise<KeptEquality | null>;

const neverAsked: KeptEquality = { answers: nothingAsked, version: 1, recorded: null };

/** What the person of a referral answered. */
export const makeReadEquality =
  ({ readReferral, equality }: Pick<KeepEqualityDeps, 'readReferral' | 'equality'>): ReadEquality =>
  async (tx, scope, referralId) => {
    const referral = await readReferral(tx, scope, referralId);
    if (referral === null) return null;
    return (await equality.read(tx, referral.clientId)) ?? neverAsked;
  };

/**
 * Keeps what the person of a referral answered, open or closed, since they may change or take back an answer at any time;
 * what was answered before is not kept. The record, which is never shortened, says which questions changed and no answer.
 */
export const makeKeepEquality =
  ({ readReferral, equality, audit }: KeepEqualityDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    {
      memberId,
      referralId,
      expectedVersion,
      answers,
    }: {
      readonly memberId: string;
      readonly referralId: string;
      readonly expectedVersion: number;
      readonly answers: EqualityAnswers;
    },
  ): Promise<Outcome<{ referralId: string; version: number }, KeepEqualityRefusal>> => {
    const referral = await readReferral(tx, scope, referralId);
    if (referral === null) return refuse({ code: 'not-found' });
    const { clientId } = referral;
    const kept = (await equality.read(tx, clientId)) ?? neverAsked;
    if (kept.version !== expectedVersion) return refuse({ code: 'changed-since-you-read-it' });
    const changed = changedAnswers(kept.answers, answers);
    if (changed.length === 0) return refuse({ code: 'nothing-corrected' });
    if (!(await equality.keep(tx, { clientId, version: expectedVersion }, answers, memberId))) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    const version = expectedVersion + 1;
    await audit(tx, {
      action: 'referrals.equality-recorded',
      subjectKind: 'client',
      subjectId: clientId,
      version,
      after: { changed: [...changed] },
    });
    return done({ referralId, version });
  };
