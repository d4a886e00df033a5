import { Button } from '../../../../ui/components/button.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import type { HiddenField } from './sign-in.view.js';

/** What somebody sees who signed in again with a form half sent. */
export interface SignedInAgainProps {
  readonly frame: PageFrame;
  /** Where the form goes, and what was typed into it. */
  readonly action: string;
  readonly fields: readonly HiddenField[];
}

/** Leads back to the form, filled in as it was; nothing is sent on from here. */
export const SignedInAgainView = ({ frame, action, fields }: SignedInAgainProps) => (
  <PageLayout {...frame} title="You are signed in again">
    <PageHeading title="You are signed in again">
      <p>What you typed was not saved, and it is not lost. Go back to it, check it, and send it.</p>
    </PageHeading>
    <PostForm action={action} csrfToken={frame.csrfToken}>
      <input type="hidden" name="lookAgain" value="yes" />
      {fields.map(({ name, value }) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button>Go back to what you typed</Button>
    </PostForm>
  </PageLayout>
);
