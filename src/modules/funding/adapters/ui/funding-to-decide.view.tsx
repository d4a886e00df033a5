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
  readonly paging: Paging;
}

/** Everything asked for and not decided yet, the oldest first. */
export const FundingToDecideView = ({ frame, requests, paging }: FundingToDecideProps) => (
  <PageLayout {...frame} title="Funding to decide" current="funding" isLive>
    <PageHeading title="Funding to decide">
      <p>
        Money your partnership’s coordinators have asked for, the oldest first. What is left is set against
        each request as if the stay began today.
      </p>
    </PageHeading>
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
