import type { Scope } from '../kernel/actor.js';
import type { Tx } from '../kernel/unit-of-work.js';
import {
  readReferralHistory,
  type HistoryQuery,
} from '../modules/placements/adapters/db/referral-history.js';
import { historyDetails } from '../modules/placements/adapters/ui/history-text.js';
import { restrictionRepository } from '../modules/referrals/adapters/db/restriction-repository.js';
import { historyEntry } from '../modules/referrals/adapters/ui/history-entry.js';
import { valuesOf } from './history-values.js';
import { roleTextOf } from './page-frame.js';

/** Steps on the page of a referral; the timeline has the others. */
const latestSteps = 15;

/** Who took a step: name, role and organisation, as far as they are known. */
export const byTextOf = ({
  by,
  role,
  organisation,
}: {
  readonly by: string | null;
  readonly role: string;
  readonly organisation: string | null;
}): string => [by, roleTextOf(role), organisation].filter((part) => part !== null && part !== '').join(', ');

/** What the record keeps of a step but for amounts. */
const withoutMoney = (after: unknown): unknown =>
  typeof after === 'object' && after !== null
    ? { ...after, costPence: undefined, weeklyRatePence: undefined }
    : after;

/** What happened to a referral, with what was decided in each step; of a restriction those who are named for it are told. */
const readSteps = async (tx: Tx, scope: Scope, referralId: string, query: HistoryQuery) => {
  const standing = await restrictionRepository.readStanding(tx, scope, referralId);
  const isNamed = standing?.isNamed ?? false;
  return (await readReferralHistory(tx, scope, referralId, { ...query, isNamed })).map((step) => ({
    ...step,
    details: [...valuesOf(step.action, step.after), ...historyDetails(step)],
  }));
};

/** The latest steps, for the page of the referral. */
export const readLatestSteps = (tx: Tx, scope: Scope, referralId: string) =>
  readSteps(tx, scope, referralId, { before: null, limit: latestSteps });

/** Steps in words, with who acted in which role for whom. */
export const readTimeline = async (tx: Tx, scope: Scope, referralId: string, query: HistoryQuery) =>
  (await readSteps(tx, scope, referralId, query)).map((step) => ({
    stepId: step.stepId,
    at: step.at,
    action: step.action,
    text: historyEntry(step).text,
    byText: byTextOf(step),
  }));

/** Actions whose words are meant for the project: its question, and what it wanted to know. */
const addressedToProject: ReadonlySet<string> = new Set([
  'eligibility.suitability-asked',
  'eligibility.information-given',
]);

/**
 * What a project was asked and offered about a referral and what became of it, as the provider may see it: without money,
 * and without what the partnership wrote or recorded for itself.
 */
export const readProviderTimeline = async (tx: Tx, scope: Scope, referralId: string, query: HistoryQuery) => {
  if (scope.kind !== 'provider') return [];
  return (await readReferralHistory(tx, scope, referralId, query)).map((step) => {
    const isOwn = step.providerId === scope.providerId;
    const shown = {
      ...step,
      note: isOwn || addressedToProject.has(step.action) ? step.note : null,
      ending: isOwn ? step.ending : null,
      refusal: isOwn ? step.refusal : null,
    };
    const details = [...valuesOf(step.action, withoutMoney(step.after)), ...historyDetails(shown)];
    return {
      ...{ stepId: step.stepId, at: step.at, action: step.action },
      text: historyEntry({ ...shown, details }).text,
      byText: byTextOf(step),
    };
  });
};
