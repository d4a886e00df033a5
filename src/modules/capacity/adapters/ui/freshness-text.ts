import type { FreshnessModel } from '../../../../ui/components/freshness.js';
import { agoText } from '../../../../ui/presenters/ago-text.js';
import type { ProjectSummary } from '../../application/project-summary.js';
import { isStale } from '../../domain/freshness.js';

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
