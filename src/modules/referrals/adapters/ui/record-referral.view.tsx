import { Button } from '../../../../ui/components/button.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import {
  CircumstancesPart,
  NeedsPart,
  PersonPart,
  ReferralPart,
  WishesPart,
  type RecordReferralFields,
  type RecordReferralOptions,
} from './referral-parts.view.js';

/** The page on which a coordinator records a referral. */
export interface RecordReferralProps {
  readonly frame: PageFrame;
  readonly action: string;
  readonly idempotencyKey: string;
  readonly form: FormState<RecordReferralFields>;
  readonly options: RecordReferralOptions;
  /** Someone who may be the same person already has an open referral. */
  readonly possibleDuplicate?: { readonly text: string; readonly href: string } | undefined;
  readonly cancelHref: string;
}

/** One long form, in the order people tell it: the person, the referral, what is needed, what is wished. */
export const RecordReferralView = (props: RecordReferralProps) => {
  const bound = bindForm(props.form);
  return (
    <PageLayout
      {...props.frame}
      title="Record a referral"
      current="waiting-list"
      errorSummary={{ errors: props.form.errors }}
    >
      <p class="app-back">
        <a href={props.cancelHref}>Back to the waiting list</a>
      </p>
      <PageHeading title="Record a referral" />
      {props.possibleDuplicate !== undefined && (
        <Notification kind="warning" title="This person may be waiting already" takesFocus>
          <p>
            {props.possibleDuplicate.text}{' '}
            <a href={props.possibleDuplicate.href} target="_blank" rel="noopener">
              Look at that referral first (opens in a new tab)
            </a>
            . Nothing was recorded, and this page stays as it is.
          </p>
        </Notification>
      )}
      <PostForm
        action={props.action}
        csrfToken={props.frame.csrfToken}
        idempotencyKey={props.idempotencyKey}
        class="app-form"
      >
        <PersonPart bound={bound} options={props.options} />
        <ReferralPart bound={bound} options={props.options} />
        <NeedsPart bound={bound} options={props.options} />
        <CircumstancesPart bound={bound} options={props.options} />
        <WishesPart bound={bound} options={props.options} />
        <div class="app-actions">
          <Button>Record this referral</Button>
          <a href={props.cancelHref}>Cancel</a>
        </div>
      </PostForm>
    </PageLayout>
  );
};
