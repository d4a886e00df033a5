import { Button } from '../../../../ui/components/button.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import {
  CircumstancesPart,
  CorrectedPersonPart,
  CorrectedReferralPart,
  NeedsPart,
  WishesPart,
  type RecordReferralFields,
  type RecordReferralOptions,
} from './referral-parts.view.js';

/** The page on which a coordinator puts right what was recorded of somebody who waits. */
export interface CorrectReferralProps {
  readonly frame: PageFrame;
  readonly reference: string;
  readonly name?: string | undefined;
  readonly action: string;
  readonly idempotencyKey: string;
  readonly version: number;
  readonly form: FormState<RecordReferralFields>;
  readonly options: RecordReferralOptions;
  readonly cancelHref: string;
}

/** The form as it was recorded, part by part. */
export const CorrectReferralView = (props: CorrectReferralProps) => {
  const bound = bindForm(props.form);
  const part = { bound, options: props.options };
  return (
    <PageLayout
      {...props.frame}
      title={`Correct referral ${props.reference}`}
      current="waiting-list"
      errorSummary={{ errors: props.form.errors }}
    >
      <p class="app-back">
        <a href={props.cancelHref}>Back to the referral</a>
      </p>
      <PageHeading title="Correct what was recorded" label={props.name ?? props.reference}>
        <p>
          Change what is wrong or no longer so. What was recorded before is kept with your name, and places
          are looked for again.
        </p>
      </PageHeading>
      <PostForm
        action={props.action}
        csrfToken={props.frame.csrfToken}
        idempotencyKey={props.idempotencyKey}
        version={props.version}
        class="app-form"
      >
        <CorrectedPersonPart {...part} />
        <CorrectedReferralPart {...part} />
        <NeedsPart {...part} />
        <CircumstancesPart {...part} />
        <WishesPart {...part} />
        <div class="app-actions">
          <Button>Save the corrections</Button>
          <a href={props.cancelHref}>Cancel</a>
        </div>
      </PostForm>
    </PageLayout>
  );
};
