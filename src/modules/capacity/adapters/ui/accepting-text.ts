import { londonDate } from '../../../../kernel/iso-date.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import type { ProjectSummary } from '../../application/project-summary.js';

/**
 * That a project takes no referrals, since when, said by whom and why; null when it takes some. Colleagues read the
 * person's name, everybody else the provider's.
 */
export const notAcceptingText = (
  { accepting, providerName }: ProjectSummary,
  isOwn: boolean,
): string | null => {
  const { isAccepting, saidAt, saidBy, reason } = accepting;
  if (isAccepting) return null;
  if (saidAt === null) return 'Taking no referrals.';
  const by = isOwn && saidBy !== null ? saidBy : providerName;
  const since = `Taking no referrals since ${shortDate(londonDate(saidAt))}, said ${by}`;
  return reason === null ? `${since}.` : `${since}: ${reason}`;
};
