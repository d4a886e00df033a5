import { retention } from '../../config/retention.js';
import type { AppendAudit } from '../kernel/audit.js';
import type { IdSource } from '../kernel/ids.js';
import { referralDrafts } from '../modules/referrals/adapters/db/referral-drafts.js';
import { readWhomToAsk } from '../modules/referrals/adapters/db/whom-to-ask.js';
import { makeKeepDraft, makeRemoveDraft } from '../modules/referrals/application/keep-draft.js';
import { makeLookForPerson } from '../modules/referrals/application/look-for-person.js';
import type { ReferralRepository } from '../modules/referrals/application/ports.js';

/** What comes before a referral is recorded: who it is about, and what was begun. */
export const createRecording = ({
  referrals,
  newId,
  audit,
}: {
  readonly referrals: ReferralRepository;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
}) => {
  const keeping = { drafts: referralDrafts, keptDays: retention.referralDraftDays, newId, audit };
  return {
    lookForPerson: makeLookForPerson({ referrals, readWhomToAsk, audit }),
    findOpenElsewhere: referrals.findOpenElsewhere,
    readWhomToAsk,
    drafts: referralDrafts,
    draftKeptDays: retention.referralDraftDays,
    keepDraft: makeKeepDraft(keeping),
    removeDraft: makeRemoveDraft(keeping),
  };
};
