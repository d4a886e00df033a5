import type { Tx } from '../../../../kernel/unit-of-work.js';
import { londonDate } from '../../../../kernel/iso-date.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
} from '../../../../platform/http/define-page.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { clockTime } from '../../../../ui/presenters/time-of-day.js';
import type { ReferralDraft, ReferralDrafts } from '../../application/draft-ports.js';
import type { makeRemoveDraft } from '../../application/keep-draft.js';
import { explainDraft } from './draft-refusals.js';
import { DraftsView } from './drafts.view.js';

/** What the list of drafts needs. */
export interface DraftsPageDeps {
  readonly drafts: Pick<ReferralDrafts, 'list'>;
  readonly removeDraft: ReturnType<typeof makeRemoveDraft>;
  /** Unit: days. */
  readonly draftKeptDays: number;
}

/** Where drafts are listed, and saved to. */
export const draftsPath = '/referrals/drafts';

const nameOf = ({ typed }: ReferralDraft): string =>
  [typed['givenName'], typed['familyName']].filter((name) => (name ?? '').trim() !== '').join(' ') ||
  'Somebody without a name yet';

const show = async (
  deps: DraftsPageDeps,
  tx: Tx,
  { scope, today, frame, newKey }: PageInput,
  errors: readonly FieldError[],
): Promise<PageReply> => ({
  kind: 'page',
  page: DraftsView({
    frame,
    drafts: (await deps.drafts.list(tx, scope, today)).map((draft) => ({
      draftId: draft.draftId,
      title: nameOf(draft),
      text: `Saved on ${shortDate(londonDate(draft.savedAt))}, ${clockTime(draft.savedAt)}${draft.savedBy === null ? '' : `, by ${draft.savedBy}`}. Removed on ${shortDate(draft.expiresOn)}.`,
      href: `${draftsPath}/${draft.draftId}`,
      removal: { action: `${draftsPath}/${draft.draftId}/removal`, idempotencyKey: newKey() },
    })),
    keptDays: deps.draftKeptDays,
    errors,
    findHref: '/referrals/find',
    backHref: '/waiting-list',
  }),
});

/** The referrals that somebody of the partnership has begun. */
export const draftsPage = (deps: DraftsPageDeps): Page => ({
  path: draftsPath,
  permission: 'edit-referrals',
  auditedRead: { list: 'referral-drafts' },
  read: (tx, input) => show(deps, tx, input, []),
});

/** Removes one. */
export const removeDraftForm = (deps: DraftsPageDeps): Form =>
  defineForm({
    path: `${draftsPath}/:draftId/removal`,
    standsOn: () => draftsPath,
    permission: 'edit-referrals',
    auditedRead: { list: 'referral-drafts' },
    auditEvent: 'referrals.draft-removed',
    parse: () => ({ ok: true, command: null }),
    act: (tx, { scope, params }) => deps.removeDraft(tx, scope, params['draftId'] ?? ''),
    done: () => `${draftsPath}?done=draft-removed`,
    explain: explainDraft,
    again: (tx, input, { errors }) => show(deps, tx, input, errors),
  });
