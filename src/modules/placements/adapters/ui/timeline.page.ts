import { londonDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { Page, PageInput } from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import { longDate } from '../../../../ui/presenters/dates.js';
import { clockTime } from '../../../../ui/presenters/time-of-day.js';
import type { ReadReferral, ReadReferralsOf } from '../../../referrals/contract/facts.js';
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

/** One page of steps, and where the next one is. */
const pageOf = async (
  readTimeline: ReadTimeline,
  tx: Tx,
  { scope, query }: PageInput,
  { referralId, path }: { readonly referralId: string; readonly path: string },
): Promise<Pick<TimelineProps, 'days' | 'paging'> & { readonly isEmpty: boolean }> => {
  const before = markOf(query['before']);
  const found = await readTimeline(tx, scope, referralId, { before, limit: stepsOnAPage + 1 });
  const shown = found.slice(0, stepsOnAPage);
  const last = shown.at(-1);
  return {
    isEmpty: found.length === 0 && before === null,
    days: byDay(shown),
    paging: {
      ...(before === null ? {} : { previousHref: path }),
      ...(found.length > shown.length && last !== undefined
        ? { nextHref: `${path}?before=${last.stepId}` }
        : {}),
    },
  };
};

/** Everything that happened to one person's referral, page by page. */
export const timelinePage = (deps: TimelinePageDeps): Page => ({
  path: '/referrals/:referralId/timeline',
  permission: 'see-referrals',
  auditedRead: { subject: 'referral', param: 'referralId' },
  async read(tx, input) {
    const { params, scope, frame } = input;
    const referralId = identifier.safeParse(params['referralId']).data ?? '';
    const referral = referralId === '' ? null : await deps.readReferral(tx, scope, referralId);
    if (referral === null) return { kind: 'problem', code: 'not-found' };
    const path = `/referrals/${referralId}/timeline`;
    const { days, paging } = await pageOf(deps.readTimeline, tx, input, { referralId, path });
    return {
      kind: 'page',
      page: TimelineView({
        frame,
        reference: referral.reference,
        current: 'waiting-list',
        name: (await deps.readNames(tx, scope, [referral.clientId])).get(referral.clientId),
        leadText: 'what was done and decided for this referral, by whom and when, newest first.',
        backText: 'Back to the referral',
        backHref: `/referrals/${referralId}`,
        days,
        paging,
      }),
    };
  },
});

/** What the page of a provider's part of a timeline needs. */
export interface ProviderTimelinePageDeps {
  readonly readReferralsOf: ReadReferralsOf;
  readonly readProviderTimeline: ReadTimeline;
  readonly readNames: ReadNames;
}

/** Where a provider reads what it was asked and offered about a person. */
export const addressOfProviderTimeline = (referralId: string): string => `/people/${referralId}/timeline`;

/** What a provider was asked and offered about a person and what became of it; of anybody else there is no such page. */
export const providerTimelinePage = (deps: ProviderTimelinePageDeps): Page => ({
  path: addressOfProviderTimeline(':referralId'),
  permission: 'run-placements',
  auditedRead: { subject: 'referral', param: 'referralId' },
  async read(tx, input) {
    const { params, scope, frame } = input;
    const referralId = identifier.safeParse(params['referralId']).data ?? '';
    const path = addressOfProviderTimeline(referralId);
    const { isEmpty, days, paging } = await pageOf(deps.readProviderTimeline, tx, input, {
      referralId,
      path,
    });
    // That there are steps is what lets the provider know of the person at all.
    const referral = isEmpty ? undefined : (await deps.readReferralsOf(tx, [referralId])).get(referralId);
    if (referral === undefined) return { kind: 'problem', code: 'not-found' };
    return {
      kind: 'page',
      page: TimelineView({
        frame,
        reference: referral.reference,
        current: 'residents',
        name: (await deps.readNames(tx, scope, [referral.clientId])).get(referral.clientId),
        leadText:
          'what you were asked and offered, and what became of it, by whom and when, newest first. What the partnership does for itself is not shown.',
        backText: 'Back to residents',
        backHref: '/residents',
        days,
        paging,
      }),
    };
  },
});
