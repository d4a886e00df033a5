import { DataTable } from '../../../../ui/components/data-table.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Pagination } from '../../../../ui/components/pagination.js';
import { Tag, type TagModel } from '../../../../ui/components/tag.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import type { Paging } from '../../../../ui/paging.js';

/** Requests for money that wait for an answer. */
export interface FundingToDecideProps {
  readonly frame: PageFrame;
  readonly requests: readonly {
    readonly requestId: string;
    readonly reference: string;
    readonly name?: string | undefined;
    readonly href: string;
    readonly askedText: string;
    readonly routeText: string;
    readonly waitingText: string;
    readonly standing: TagModel;
    readonly standingText: string;
    /** What each financial year needs of what is left. */
    readonly needs: readonly string[];
    readonly shortText?: string | undefined;
  }[];
  /** Approvals that wait for a second approver. */
  readonly proposals: readonly {
    readonly proposalId: string;
    readonly reference: string;
    readonly name?: string | undefined;
    readonly href: string;
    readonly askedText: string;
    readonly routeText: string;
    readonly proposedText: string;
    readonly exceptionalText?: string | undefined;
  }[];
  readonly hasMoreProposals: boolean;
  /** Others who are asked to pay for a stay, and wait for an approver's yes. */
  readonly takeovers: readonly {
    readonly takeoverId: string;
    readonly reference: string;
    readonly name?: string | undefined;
    readonly href: string;
    readonly askedText: string;
    readonly byText: string;
    readonly dueText: string;
  }[];
  readonly hasMoreTakeovers: boolean;
  /** Where limits are set; for those who may. */
  readonly limitsHref?: string | undefined;
  readonly paging: Paging;
}

const SecondApprovals = ({
  proposals,
  hasMoreProposals,
}: Pick<FundingToDecideProps, 'proposals' | 'hasMoreProposals'>) =>
  proposals.length === 0 ? null : (
    <section aria-labelledby="proposals-title">
      <h2 class="app-section-title" id="proposals-title">
        Waits for a second approver
      </h2>
      <DataTable
        caption="Approvals that wait for a second approver"
        isCaptionHidden
        columns={[
          { key: 'person', heading: 'Person' },
          { key: 'proposed', heading: 'Proposed' },
          { key: 'by', heading: 'By' },
        ]}
        rows={proposals.map((proposal) => ({
          key: proposal.proposalId,
          cells: [
            <>
              <a class="app-person" href={proposal.href}>
                {proposal.name ?? proposal.reference}
              </a>
              {proposal.name !== undefined && <span class="app-sub">{proposal.reference}</span>}
            </>,
            <>
              {proposal.askedText}
              <span class="app-sub">{proposal.routeText}</span>
              {proposal.exceptionalText !== undefined && (
                <span class="app-sub">Exceptional: {proposal.exceptionalText}</span>
              )}
            </>,
            proposal.proposedText,
          ],
        }))}
      />
      {hasMoreProposals && <p>The oldest are shown. The others follow as these are answered.</p>}
    </section>
  );

const Takeovers = ({
  takeovers,
  hasMoreTakeovers,
}: Pick<FundingToDecideProps, 'takeovers' | 'hasMoreTakeovers'>) =>
  takeovers.length === 0 ? null : (
    <section aria-labelledby="takeovers-title">
      <h2 class="app-section-title" id="takeovers-title">
        Others are asked to pay for a stay
      </h2>
      <DataTable
        caption="Others who are asked to pay for a stay, and wait for an approver"
        isCaptionHidden
        columns={[
          { key: 'person', heading: 'Person' },
          { key: 'asked', heading: 'Who is to pay' },
          { key: 'by', heading: 'Asked by' },
          { key: 'due', heading: 'To confirm' },
        ]}
        rows={takeovers.map((takeover) => ({
          key: takeover.takeoverId,
          cells: [
            <>
              <a class="app-person" href={takeover.href}>
                {takeover.name ?? takeover.reference}
              </a>
              {takeover.name !== undefined && <span class="app-sub">{takeover.reference}</span>}
            </>,
            takeover.askedText,
            takeover.byText,
            takeover.dueText,
          ],
        }))}
      />
      {hasMoreTakeovers && <p>The oldest are shown. The others follow as these are answered.</p>}
    </section>
  );

/** Everything asked for and not decided yet, the oldest first. */
export const FundingToDecideView = ({ frame, requests, paging, ...more }: FundingToDecideProps) => (
  <PageLayout {...frame} title="Funding to decide" current="funding" isLive>
    <PageHeading title="Funding to decide">
      <p>
        Money your partnership’s coordinators have asked for, the oldest first. What is left is set against
        each request as if the stay began today.
      </p>
    </PageHeading>
    {more.limitsHref !== undefined && (
      <p>
        <a href={more.limitsHref}>What each approver may approve alone</a>
      </p>
    )}
    <LiveRegion id="proposals">
      <SecondApprovals proposals={more.proposals} hasMoreProposals={more.hasMoreProposals} />
      <Takeovers takeovers={more.takeovers} hasMoreTakeovers={more.hasMoreTakeovers} />
      {more.proposals.length + more.takeovers.length > 0 && <h2 class="app-section-title">Requests</h2>}
    </LiveRegion>
    <LiveRegion id="requests">
      {requests.length === 0 ? (
        <EmptyState title="Nothing waits for a decision">
          <p>A coordinator asks for money on the page of a referral.</p>
        </EmptyState>
      ) : (
        <DataTable
          caption="Requests that wait for a decision"
          isCaptionHidden
          columns={[
            { key: 'person', heading: 'Person' },
            { key: 'asked', heading: 'Asked for' },
            { key: 'waiting', heading: 'Waiting' },
            { key: 'standing', heading: 'How it stands' },
            { key: 'money', heading: 'Money left' },
          ]}
          rows={requests.map((request) => ({
            key: request.requestId,
            cells: [
              <>
                <a class="app-person" href={request.href}>
                  {request.name ?? request.reference}
                </a>
                {request.name !== undefined && <span class="app-sub">{request.reference}</span>}
              </>,
              <>
                {request.askedText}
                <span class="app-sub">{request.routeText}</span>
              </>,
              request.waitingText,
              <>
                <Tag {...request.standing} />
                <span class="app-sub">{request.standingText}</span>
              </>,
              <>
                {request.needs.map((text) => (
                  <span class="app-sub" key={text}>
                    {text}
                  </span>
                ))}
                {request.shortText !== undefined && <strong>{request.shortText}</strong>}
              </>,
            ],
          }))}
        />
      )}
      <Pagination paging={paging} label="Pages of requests" />
    </LiveRegion>
  </PageLayout>
);
