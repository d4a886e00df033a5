import { EmptyState } from '../../../../ui/components/empty-state.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Pagination } from '../../../../ui/components/pagination.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import type { Paging } from '../../../../ui/paging.js';

/** Everything that happened to a referral, in words. */
export interface TimelineProps {
  readonly frame: PageFrame;
  readonly reference: string;
  readonly current: string;
  readonly backText: string;
  readonly leadText: string;
  /** Undefined where whoever looks may not know it. */
  readonly name: string | undefined;
  readonly backHref: string;
  readonly days: readonly {
    readonly title: string;
    readonly steps: readonly {
      readonly key: string;
      readonly text: string;
      readonly whenText: string;
    }[];
  }[];
  readonly paging: Paging;
}

/** Newest first, a heading for each day. */
export const TimelineView = (props: TimelineProps) => (
  <PageLayout {...props.frame} title={`What has happened, ${props.reference}`} current={props.current} isLive>
    <p class="app-back">
      <a href={props.backHref}>{props.backText}</a>
    </p>
    <PageHeading title="What has happened" label={props.reference}>
      <p>
        {props.name === undefined ? '' : `${props.name}: `}
        {props.leadText}
      </p>
    </PageHeading>
    <LiveRegion id="timeline">
      {props.days.length === 0 && <EmptyState title="Nothing more has happened" />}
      {props.days.map((day) => (
        <section key={day.title} aria-label={day.title}>
          <h2 class="app-section-title">{day.title}</h2>
          <ol class="app-history">
            {day.steps.map((step) => (
              <li key={step.key}>
                {step.text}
                <span class="app-sub">{step.whenText}</span>
              </li>
            ))}
          </ol>
        </section>
      ))}
      <Pagination paging={props.paging} label="Pages of what has happened" />
    </LiveRegion>
  </PageLayout>
);
