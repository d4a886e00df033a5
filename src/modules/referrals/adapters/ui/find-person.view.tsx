import { Button } from '../../../../ui/components/button.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { TextInput } from '../../../../ui/components/text-input.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { DateFields, FormState } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** Fields of the page that asks who it is about. */
export type FindPersonFields = 'givenName' | 'familyName' | DateFields<'bornOn'>;

/** The first page of recording a referral. */
export interface FindPersonProps {
  readonly frame: PageFrame;
  readonly action: string;
  readonly idempotencyKey: string;
  readonly form: FormState<FindPersonFields>;
  readonly cancelHref: string;
}

/** Name and date of birth, before anything else is typed. */
export const FindPersonView = (props: FindPersonProps) => {
  const { field, date } = bindForm(props.form);
  return (
    <PageLayout
      {...props.frame}
      title="Who is the referral for?"
      current="waiting-list"
      errorSummary={{ errors: props.form.errors }}
    >
      <p class="app-back">
        <a href={props.cancelHref}>Back to the waiting list</a>
      </p>
      <PageHeading title="Who is the referral for?" label="Record a referral">
        <p>
          We look first whether the person waits already, with you or with another partnership. Of another
          partnership you are told which one and whom to ask, and nothing else; that you were told is
          recorded.
        </p>
      </PageHeading>
      <PostForm
        action={props.action}
        csrfToken={props.frame.csrfToken}
        idempotencyKey={props.idempotencyKey}
        class="app-form"
      >
        <TextInput {...field('givenName')} label="Given names" maxLength={120} />
        <TextInput {...field('familyName')} label="Family name" maxLength={120} />
        <DateInput {...date('bornOn')} label="Date of birth" hint="For example, 27 3 1988" />
        <div class="app-actions">
          <Button>Go on</Button>
          <a href={props.cancelHref}>Cancel</a>
        </div>
      </PostForm>
    </PageLayout>
  );
};
