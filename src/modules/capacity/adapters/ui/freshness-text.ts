import type { FreshnessModel } from '../../../../ui/components/freshness.js';
import { agoText } from '../../../../ui/presenters/ago-text.js';
import type { ProjectSummary } from '../../application/project-summary.js';

/** After this long, what a provider said is no longer relied upon. Source: availability is confirmed daily. Unit: hours. */
const staleAfterHours = 24;

/** Whether what was said at that moment is too old to rely on now, or nothing ever was said. */
export const isStale = (reportedAt: Date | null, now: Date): boolean =>
  reportedAt === null || now.getTime() - reportedAt.getTime() > staleAfterHours * 3_600_000;

/** When and by whom a project was last confirmed. Colleagues read the person's name, everybody else the provider's. */
export const freshnessOf = (
  { reported, providerName }: ProjectSummary,
  now: Date,
  isOwn: boolean,
): FreshnessModel => {
  if (reported === null) return { text: 'Nobody has confirmed this yet.', isStale: true };
  const word = reported.isNoChange ? 'Confirmed' : 'Reported';
  return {
    text: `${word} ${agoText(reported.reportedAt, now)} by ${isOwn ? reported.reportedBy : providerName}`,
    isStale: isStale(reported.reportedAt, now),
  };
};
