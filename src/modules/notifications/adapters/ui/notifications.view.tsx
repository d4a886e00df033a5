import { Button } from '../../../../ui/components/button.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Pagination } from '../../../../ui/components/pagination.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Tag, type TagModel } from '../../../../ui/components/tag.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import type { Paging } from '../../../../ui/paging.js';

/** What a member was told. */
export interface NotificationsProps {
  readonly frame: PageFrame;
  readonly summaryText: string;
  readonly rows: readonly {
    readonly key: string;
    readonly text: string;
    readonly href: string | null;
    readonly aboutText: string;
    readonly placeText: string;
    readonly whenText: string;
    readonly tag: TagModel | null;
  }[];
  /** Marks read what is shown; left out when nothing of it is unread. */
  readonly reading?:
    { readonly action: string; readonly seen: string; readonly idempotencyKey: string } | undefined;
  readonly errors: readonly FieldError[];
  readonly paging: Paging;
}

/** Newest first, what is unread marked in words. */
export const NotificationsView = (props: NotificationsProps) => (
  <PageLayout
    {...props.frame}
    title="Notifications"
    current="notifications"
    errorSummary={{ errors: props.errors }}
    isLive
  >
    <PageHeading title="Notifications">
      <p>
        {props.summaryText} <a href="/notifications/mail">Mail about notifications</a>
      </p>
    </PageHeading>
    <LiveRegion id="notifications">
      {props.reading !== undefined && (
        <PostForm
          action={props.reading.action}
          csrfToken={props.frame.csrfToken}
          idempotencyKey={props.reading.idempotencyKey}
        >
          <input type="hidden" name="seen" value={props.reading.seen} />
          <Button isSmall isSecondary>
            Mark these as read
          </Button>
        </PostForm>
      )}
      {props.rows.length === 0 ? (
        <EmptyState title="Nothing has been told to you yet">
          <p>What others did about your people, offers and money appears here by itself.</p>
        </EmptyState>
      ) : (
        <DataTable
          caption="What happened, newest first"
          isCaptionHidden
          columns={[
            { key: 'what', heading: 'What happened' },
            { key: 'about', heading: 'About' },
            { key: 'when', heading: 'When' },
          ]}
          rows={props.rows.map((row) => ({
            key: row.key,
            cells: [
              <>
                {row.href === null ? (
                  row.text
                ) : (
                  <a href={row.href}>
                    {row.text}
                    <span class="visually-hidden">, {row.aboutText}</span>
                  </a>
                )}{' '}
                {row.tag !== null && <Tag {...row.tag} />}
              </>,
              <>
                {row.aboutText}
                <span class="app-sub">{row.placeText}</span>
              </>,
              row.whenText,
            ],
          }))}
        />
      )}
      <Pagination paging={props.paging} label="Pages of notifications" />
    </LiveRegion>
  </PageLayout>
);
