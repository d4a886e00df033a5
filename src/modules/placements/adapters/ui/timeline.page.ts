import { londonDate } from '../../../../kernel/iso-date.js';
import type { Page } from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import { longDate } from '../../../../ui/presenters/dates.js';
import { clockTime } from '../../../../ui/presenters/time-of-day.js';
import type { ReadReferral } from '../../../referrals/contract/facts.js';
import type { ReadNames } from '../../application/provider-facts.js';
import type { ReadTimeline, TimelineStep } from '../../application/timeline.js';
import { TimelineView, type TimelineProps } from './timeline.view.js';

/** What the page of a timeline needs. */
export interface TimelinePageDeps {
  readonly readReferral: ReadReferral;
  readonly readTimeline: ReadTimeline;
  readonly readNames: ReadNames;
}

const stepsOnAPage = 40;

/** Of the mark of a page; null for the first, and for one that is none. */
const markOf = (text: string | undefined): string | null =>
  text !== undefined && /^\d{1,19}$/.test(text) ? text : null;

const byDay = (steps: readonly TimelineStep[]): TimelineProps['days'] => {
  const days = [...new Set(steps.map(({ at }) => londonDate(at)))];
  return days.map((on) => ({
    title: longDate(on),
    steps: steps
      .filter(({ at }) => londonDate(at) === on)
      .map(({ stepId, at, text, byText }) => ({
        key: stepId,
        text,
        whenText: `${clockTime(at)}${byText === '' ? '' : `, by ${byText}`}`,
      })),
  }));
};

/** Everything that happened to one person's referral, page by page. */
export const timelinePage = (deps: TimelinePageDeps): Page => ({
  path: '/referrals/:referralId/timeline',
  permission: 'see-referrals',
  auditedRead: { subject: 'referral', param: 'referralId' },
  async read(tx, { params, query, scope, frame }) {
    const referralId = identifier.safeParse(params['referralId']).data ?? '';
    const referral = referralId === '' ? null : await deps.readReferral(tx, scope, referralId);
    if (referral === null) return { kind: 'problem', code: 'not-found' };
    const before = markOf(query['before']);
    const found = await deps.readTimeline(tx, scope, referralId, { before, limit: stepsOnAPage + 1 });
    const shown = found.slice(0, stepsOnAPage);
    const last = shown.at(-1);
    const path = `/referrals/${referralId}/timeline`;
    return {
      kind: 'page',
      page: TimelineView({
        frame,
        reference: referral.reference,
        name: (await deps.readNames(tx, scope, [referral.clientId])).get(referral.clientId),
        backHref: `/referrals/${referralId}`,
        days: byDay(shown),
        paging: {
          ...(before === null ? {} : { previousHref: path }),
          ...(found.length > shown.length && last !== undefined
            ? { nextHref: `${path}?before=${last.stepId}` }
            : {}),
        },
      }),
    };
  },
});
