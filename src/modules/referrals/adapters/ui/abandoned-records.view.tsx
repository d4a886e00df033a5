import { Button } from '../../../../ui/components/button.js';
import type { CheckboxItem } from '../../../../ui/components/checkboxes.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Pagination } from '../../../../ui/components/pagination.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import type { Paging } from '../../../../ui/paging.js';
import { ReaderBoxes } from './restriction.view.js';

/** One record that nobody who is named can open. */
export interface AbandonedModel {
  readonly clientId: string;
  readonly title: string;
  readonly fieldId: string;
  readonly readers: readonly CheckboxItem[];
  readonly action: string;
  readonly idempotencyKey: string;
  readonly version: number;
}

/** Restricted records whose named members have all left. */
export interface AbandonedRecordsProps {
  readonly frame: PageFrame;
  readonly records: readonly AbandonedModel[];
  readonly errors: readonly FieldError[];
  readonly paging: Paging;
}

/** A list of references, each with a form that names members of its partnership. */
export const AbandonedRecordsView = (props: AbandonedRecordsProps) => (
  <PageLayout
    {...props.frame}
    title="Restricted records nobody can open"
    current="abandoned-records"
    errorSummary={{ errors: props.errors }}
  >
    <PageHeading title="Restricted records nobody can open">
      <p>
        Everybody who was named has left the partnership. Name members who look after the person; you see the
        reference and nothing else.
      </p>
    </PageHeading>
    {props.records.length === 0 ? (
      <p>Every restricted record has somebody who can open it.</p>
    ) : (
      props.records.map((record) => (
        <section key={record.clientId}>
          <h2 class="app-section-title">{record.title}</h2>
          {record.readers.length === 0 ? (
            <p>Nobody of this partnership can sign in. Add a coordinator first.</p>
          ) : (
            <PostForm
              action={record.action}
              csrfToken={props.frame.csrfToken}
              idempotencyKey={record.idempotencyKey}
              version={record.version}
              class="app-form"
              label={`Name members for ${record.title}`}
            >
              <ReaderBoxes id={record.fieldId} items={record.readers} errors={props.errors} />
              <Button about={record.title}>Name these members</Button>
            </PostForm>
          )}
        </section>
      ))
    )}
    <Pagination paging={props.paging} label="Pages of records" />
  </PageLayout>
);
