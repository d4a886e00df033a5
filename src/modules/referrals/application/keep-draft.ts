import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { IdSource } from '../../../kernel/ids.js';
import { addNights, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReferralDraft, ReferralDrafts } from './draft-ports.js';

/** What keeping a draft needs. */
export interface KeepDraftDeps {
  readonly drafts: ReferralDrafts;
  /** Unit: days. */
  readonly keptDays: number;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
}

/** Why a draft was not kept or removed. */
export type KeepDraftRefusal =
  { readonly code: 'not-found' } | { readonly code: 'changed-since-you-read-it' };

/** Which draft, and what of it was read; null for a new one. */
export type DraftRead = Pick<ReferralDraft, 'draftId' | 'version'> | null;

/**
 * Keeps what was typed of a referral, for anybody of the partnership to go on with. Saved again, it lasts as long again; of two
 * who save at once the second is told. What was typed stands in the draft alone, never in the record.
 */
export const makeKeepDraft =
  ({ drafts, keptDays, newId, audit }: KeepDraftDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    {
      memberId,
      today,
      typed,
      draft,
    }: {
      readonly memberId: string;
      readonly today: IsoDate;
      readonly typed: ReferralDraft['typed'];
      readonly draft: DraftRead;
    },
  ): Promise<Outcome<{ draftId: string; version: number }, KeepDraftRefusal>> => {
    if (scope.kind !== 'partnership') return refuse({ code: 'not-found' });
    const expiresOn = addNights(today, keptDays);
    const draftId = draft?.draftId ?? newId();
    const version = (draft?.version ?? 0) + 1;
    if (draft === null) {
      await drafts.insert(
        tx,
        { draftId, typed, expiresOn },
        { memberId, partnershipId: scope.partnershipId },
      );
    } else if (!(await drafts.update(tx, scope, { ...draft, typed, expiresOn }, memberId))) {
      const there = await drafts.find(tx, scope, draftId, today);
      return refuse({ code: there === null ? 'not-found' : 'changed-since-you-read-it' });
    }
    await audit(tx, {
      action: 'referrals.draft-kept',
      subjectKind: 'referral_draft',
      subjectId: draftId,
      version,
      after: { expiresOn },
    });
    return done({ draftId, version });
  };

/** Removes a draft that nobody goes on with. */
export const makeRemoveDraft =
  ({ drafts, audit }: Pick<KeepDraftDeps, 'drafts' | 'audit'>) =>
  async (tx: Tx, scope: Scope, draftId: string): Promise<Outcome<{ draftId: string }, KeepDraftRefusal>> => {
    if (!(await drafts.remove(tx, scope, draftId))) return refuse({ code: 'not-found' });
    await audit(tx, {
      action: 'referrals.draft-removed',
      subjectKind: 'referral_draft',
      subjectId: draftId,
      version: null,
    });
    return done({ draftId });
  };
