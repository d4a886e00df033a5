import { Button } from '../../../../ui/components/button.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Radios } from '../../../../ui/components/radios.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** When a member wants mail. */
export interface MailProps {
  readonly frame: PageFrame;
  /** Where mail goes. */
  readonly address: string;
  readonly isMailOn: boolean;
  readonly action: string;
  readonly idempotencyKey: string;
  readonly form: FormState<'choice'>;
  /** What came of the last mail, and having it sent once more; without `again` where that cannot be. */
  readonly last: {
    readonly text: string;
    readonly again?: { readonly action: string; readonly idempotencyKey: string };
  };
}

/** The choice, with what a mail says and what it never says. */
export const MailView = ({ frame, address, isMailOn, action, idempotencyKey, form, last }: MailProps) => (
  <PageLayout
    {...frame}
    title="Mail about notifications"
    current="notifications"
    errorSummary={{ errors: form.errors }}
  >
    <PageHeading title="Mail about notifications">
      <p>
        A mail says that something is new and asks you to sign in. It never says what, about whom, or which
        system it is about, and it has no link. Notifications stand here whatever you choose.
      </p>
    </PageHeading>
    {!isMailOn && (
      <p class="app-note">
        Mail is off in this installation. Your choice is kept and counts once it is switched on.
      </p>
    )}
    <PostForm action={action} csrfToken={frame.csrfToken} idempotencyKey={idempotencyKey}>
      <Radios
        {...bindForm(form).field('choice')}
        label="When mail comes"
        hint={`Mail goes to ${address}, the address you sign in with.`}
        options={[
          { value: 'immediately', text: 'Immediately', hint: 'One mail for each notification.' },
          {
            value: 'daily',
            text: 'Once a day',
            hint: 'At 8 in the morning, if there is something you have not read.',
          },
          { value: 'none', text: 'No mail' },
        ]}
      />
      <Button>Keep this choice</Button>
    </PostForm>
    <section aria-labelledby="last-title">
      <h2 class="app-section-title" id="last-title">
        The last mail
      </h2>
      <p>{last.text}</p>
      {last.again !== undefined && (
        <PostForm {...last.again} csrfToken={frame.csrfToken}>
          <Button isSecondary>Send the mail again</Button>
        </PostForm>
      )}
    </section>
    <p>
      <a href="/notifications">Back to notifications</a>
    </p>
  </PageLayout>
);
