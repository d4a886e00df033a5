import type { Scope } from '../../../../kernel/actor.js';
import type { FinancialYear } from '../../../../kernel/financial-year.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { WorkingCalendar } from '../../../../kernel/working-time.js';
import type { Page } from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { countOf, pounds } from '../../../../ui/presenters/numbers.js';
import type { ListProposals } from '../../application/proposal-ports.js';
import type { ListTakeovers } from '../../application/takeover.js';
import type { ListRequests } from '../../application/request-ports.js';
import { additionalFundFor, needsByYear, shortfallPence, type LeftOf } from '../../domain/money-left.js';
import { workingDaysSince } from '../../domain/request.js';
import { FundingToDecideView } from './funding-to-decide.view.js';
import { askedText, needText, routeText } from './money-text.js';
import { takeoverText } from './payer-texts.js';
import { standingTag, standingText } from './standing-text.js';

/** What is left of the money of the partnership in scope, route by route, in financial years. */
export type ReadLeft = (tx: Tx, scope: Scope, years: readonly FinancialYear[]) => Promise<LeftOf>;
/** Names by client. */
export type ReadNames = (
  tx: Tx,
  scope: Scope,
  clientIds: readonly string[],
) => Promise<ReadonlyMap<string, string>>;

/** What the list of requests needs. */
export interface FundingToDecideDeps {
  readonly listRequests: ListRequests;
  readonly listProposals: ListProposals;
  readonly listTakeovers: ListTakeovers;
  readonly readLeft: ReadLeft;
  readonly readNames: ReadNames;
  readonly workingCalendar: WorkingCalendar;
  /** The financial years that a stay from this day on can touch. */
  readonly yearsFrom: (today: Parameters<typeof workingDaysSince>[2]) => readonly FinancialYear[];
}

const path = '/funding';
const rowsOnAPage = 25;

/**
 * What is asked of the reader's partnership and not decided yet, and what waits for a second approver. Nine
 * statements however many wait.
 */
export const fundingToDecidePage = (deps: FundingToDecideDeps): Page => ({
  path,
  permission: 'see-referrals',
  auditedRead: { list: 'funding-requests' },
  async read(tx, { scope, query, frame, today, actor }) {
    const after = identifier.safeParse(query['after']).data ?? null;
    const found = await deps.listRequests(tx, scope, {
      ...{ after, limit: rowsOnAPage + 1, isWithoutProposed: true },
    });
    const shown = found.slice(0, rowsOnAPage);
    // The first page alone: whoever leafs on has seen them.
    const waiting =
      after === null ? await deps.listProposals(tx, scope, { after: null, limit: rowsOnAPage + 1 }) : [];
    const proposals = waiting.slice(0, rowsOnAPage);
    const asked =
      after === null ? await deps.listTakeovers(tx, scope, { after: null, limit: rowsOnAPage + 1 }) : [];
    const takeovers = asked.slice(0, rowsOnAPage);
    const names = await deps.readNames(
      tx,
      scope,
      [...shown, ...proposals, ...takeovers].map(({ clientId }) => clientId),
    );
    const leftOf = await deps.readLeft(tx, scope, deps.yearsFrom(today));
    const last = shown.at(-1);
    return {
      kind: 'page',
      page: FundingToDecideView({
        frame,
        requests: shown.map((request) => {
          const needs = needsByYear(request, today, leftOf);
          const short = shortfallPence(needs);
          const fund = additionalFundFor(request, needs, leftOf);
          const waited = workingDaysSince(deps.workingCalendar, request.requestedOn, today);
          return {
            requestId: request.requestId,
            reference: request.reference,
            name: names.get(request.clientId),
            href: `/referrals/${request.referralId}/money`,
            askedText: askedText(request),
            routeText: routeText(request.route),
            waitingText: waited === 0 ? 'Since today' : countOf(waited, 'working day'),
            standing: standingTag(request.standing),
            standingText: standingText(request.standing, today),
            needs: needs.map(needText),
            ...(short === 0
              ? {}
              : {
                  shortText: `${pounds(short)} short${fund === null ? '' : `. The Additional Placement Fund has ${pounds(fund)} left`}`,
                }),
          };
        }),
        proposals: proposals.map((proposal) => ({
          proposalId: proposal.proposalId,
          reference: proposal.reference,
          name: names.get(proposal.clientId),
          href: `/referrals/${proposal.referralId}/money`,
          askedText: askedText(proposal),
          routeText: routeText(proposal.route),
          proposedText: `${proposal.proposedBy === actor.memberId ? 'You' : proposal.proposedByName}, ${shortDate(proposal.proposedOn)}`,
          ...(proposal.exceptionalReason === null ? {} : { exceptionalText: proposal.exceptionalReason }),
        })),
        hasMoreProposals: waiting.length > proposals.length,
        takeovers: takeovers.map((takeover) => ({
          takeoverId: takeover.takeoverId,
          reference: takeover.reference,
          name: names.get(takeover.clientId),
          href: `/referrals/${takeover.referralId}/money`,
          askedText: takeoverText(takeover),
          byText: takeover.proposedBy === actor.memberId ? 'You' : takeover.proposedByName,
          dueText: `By ${shortDate(takeover.nights.arrivesOn)}`,
        })),
        hasMoreTakeovers: asked.length > takeovers.length,
        ...(scopeFor(actor, 'set-approval-limits') === null ? {} : { limitsHref: '/approval-limits' }),
        paging: {
          ...(after === null ? {} : { previousHref: path }),
          ...(found.length > shown.length && last !== undefined
            ? { nextHref: `${path}?${new URLSearchParams({ after: last.requestId }).toString()}` }
            : {}),
        },
      }),
    };
  },
});
