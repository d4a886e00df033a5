import { Button } from '../../../../ui/components/button.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Select } from '../../../../ui/components/select.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState, Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** Fields of the form that closes a referral. */
export type ClosingFields = 'reason' | 'note';

/** The page on which a referral is closed. */
export interface ClosingProps {
  readonly frame: PageFrame;
  readonly reference: string;
  readonly name?: string | undefined;
  /** What closing does, in sentences. */
  readonly consequences: readonly string[];
  /** What the service does not do, and somebody has to. */
  readonly stillToDo: readonly string[];
  /** Why it cannot be closed now, and what would make it possible; absent when it can. */
  readonly blocked?: string | undefined;
  readonly action: string;
  readonly idempotencyKey: string;
  readonly version: number;
  /** The offer or booking shown, as the form sends it back; empty when there is none. */
  readonly place: string;
  /** What is shown to go only with somebody who has died. */
  readonly otherPlace: string;
  readonly reasons: readonly Option[];
  readonly form: FormState<ClosingFields>;
  readonly cancelHref: string;
}

const Sentences = ({ texts }: { readonly texts: readonly string[] }) => (
  <ul>
    {texts.map((text) => (
      <li key={text}>{text}</li>
    ))}
  </ul>
);

/** What will happen, and the reason for it. */
export const ClosingView = (props: ClosingProps) => {
  const { field } = bindForm(props.form);
  return (
    <PageLayout
      {...props.frame}
      title={`Close referral ${props.reference}`}
      current="waiting-list"
      errorSummary={{ errors: props.form.errors }}
    >
      <p class="app-back">
        <a href={props.cancelHref}>Back to the referral</a>
      </p>
      <PageHeading title="Close this referral" label={props.name ?? props.reference} />
      {props.blocked === undefined ? (
        <PostForm
          action={props.action}
          csrfToken={props.frame.csrfToken}
          idempotencyKey={props.idempotencyKey}
          version={props.version}
          class="app-form"
          label="Close this referral"
        >
          <input type="hidden" name="place" value={props.place} />
          <input type="hidden" name="otherPlace" value={props.otherPlace} />
          <section aria-labelledby="consequences-title">
            <h2 class="app-section-title" id="consequences-title">
              What happens when you close it
            </h2>
            <Sentences texts={props.consequences} />
          </section>
          {props.stillToDo.length > 0 && (
            <Notification kind="warning" title="What you still have to do">
              <Sentences texts={props.stillToDo} />
            </Notification>
          )}
          <Select {...field('reason')} label="Why" options={props.reasons} emptyText="Choose a reason" />
          <Textarea
            {...field('note')}
            label="More about it"
            hint="May be left empty"
            rows={2}
            maxLength={500}
          />
          <div class="app-actions">
            <Button>Close this referral</Button>
            <a href={props.cancelHref}>Keep it open</a>
          </div>
        </PostForm>
      ) : (
        <Notification kind="warning" title="It cannot be closed now">
          <p>{props.blocked}</p>
        </Notification>
      )}
    </PageLayout>
  );
};
