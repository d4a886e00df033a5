import { Button } from '../../../../ui/components/button.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { SummaryList } from '../../../../ui/components/summary-list.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** A period out of service, and the way to end it. */
export interface CancelOutOfServiceProps {
  readonly frame: PageFrame;
  readonly bedLabel: string;
  readonly projectName: string;
  readonly nightsText: string;
  readonly reasonText: string;
  readonly note: string | null;
  readonly errors: readonly FieldError[];
  readonly backHref: string;
  /** Null when the bed is back in service already. */
  readonly cancel: {
    /** Which nights it gives back, and which it leaves as they were. */
    readonly effect: string;
    readonly action: string;
    readonly idempotencyKey: string;
    readonly version: number;
  } | null;
}

/** Why a bed is out of service and until when; one press puts it back. */
export const CancelOutOfServiceView = (props: CancelOutOfServiceProps) => (
  <PageLayout
    {...props.frame}
    title="Put a bed back in service"
    current="board"
    errorSummary={{ errors: props.errors }}
  >
    <p class="app-back">
      <a href={props.backHref}>Back to the bed board</a>
    </p>
    <PageHeading title="Put a bed back in service" label={`${props.projectName} · ${props.bedLabel}`} />
    <SummaryList
      items={[
        { key: 'Out of service', value: props.nightsText },
        { key: 'Reason', value: props.reasonText },
        ...(props.note === null ? [] : [{ key: 'Note', value: props.note }]),
      ]}
    />
    {props.cancel === null ? (
      <p>This bed is back in service. Nothing needs doing.</p>
    ) : (
      <>
        <p>{props.cancel.effect} Where the bed has still to be made ready after a stay, it is that first.</p>
        <PostForm
          action={props.cancel.action}
          idempotencyKey={props.cancel.idempotencyKey}
          version={props.cancel.version}
          csrfToken={props.frame.csrfToken}
          class="app-form"
        >
          <Button>Put back in service</Button>
        </PostForm>
      </>
    )}
  </PageLayout>
);
