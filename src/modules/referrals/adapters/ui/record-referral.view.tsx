import { Button } from '../../../../ui/components/button.js';
import { Details } from '../../../../ui/components/details.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import { DifferentPerson } from './different-person.view.js';
import {
  CircumstancesPart,
  NeedsPart,
  PersonPart,
  ReferralPart,
  WishesPart,
  type RecordReferralFields,
  type RecordReferralOptions,
} from './referral-parts.view.js';

/** A referral with another partnership: which one, and whom to ask. */
export interface ElsewhereModel {
  readonly referralId: string;
  readonly partnershipName: string;
  readonly whomToAsk: readonly string[];
  readonly idempotencyKey: string;
}

const Elsewhere = ({
  elsewhere,
  nth,
  csrfToken,
}: {
  /** Which of those named on the page it is. */
  readonly nth: number;
  readonly elsewhere: ElsewhereModel;
  readonly csrfToken: string | undefined;
}) => (
  <section aria-labelledby={`elsewhere-title-${nth}`}>
    <h2 class="app-section-title" id={`elsewhere-title-${nth}`}>
      {elsewhere.partnershipName} has an open referral for this name and date of birth
    </h2>
    <p>
      A person has one referral in the whole country, so that nobody is offered two beds. Ask them first
      {elsewhere.whomToAsk.length === 0 ? '.' : `: ${elsewhere.whomToAsk.join(', ')}.`} If it is somebody
      else, say in the form how you know.
    </p>
    <Details id={`ask-for-it-${nth}`} summary="Ask for the referral to be transferred to you">
      <PostForm
        action="/transfers"
        csrfToken={csrfToken}
        idempotencyKey={elsewhere.idempotencyKey}
        label="Ask for the referral"
      >
        <input type="hidden" name="referralId" value={elsewhere.referralId} />
        <Textarea
          id={`transfer-reason-${nth}`}
          name="reason"
          value=""
          label="Why"
          hint={`${elsewhere.partnershipName} reads it before it agrees. Save the form below first if you want to keep it`}
          rows={2}
          maxLength={500}
        />
        <Button isSmall isSecondary>
          Ask for the referral
        </Button>
      </PostForm>
    </Details>
  </section>
);

/** The page on which a coordinator records a referral. */
export interface RecordReferralProps {
  readonly frame: PageFrame;
  readonly action: string;
  readonly idempotencyKey: string;
  readonly form: FormState<RecordReferralFields>;
  readonly options: RecordReferralOptions;
  /** Someone who may be the same person already has an open referral. */
  readonly possibleDuplicate?: { readonly text: string; readonly href: string } | undefined;
  /** Those of this name and birth who wait with other partnerships and were named so far. */
  readonly elsewhere: readonly ElsewhereModel[];
  /** The draft that is gone on with; absent for a new one. */
  readonly draft?: { readonly draftId: string; readonly version: number } | undefined;
  /** Where "save and go on later" sends the form. */
  readonly saveAction: string;
  readonly draftsHref: string;
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
      <PageHeading title="Record a referral">
        <p>
          <a href={props.draftsHref}>Referrals begun and not recorded yet</a>
        </p>
      </PageHeading>
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
      {props.elsewhere.map((elsewhere, nth) => (
        <Elsewhere
          key={elsewhere.referralId}
          {...{ elsewhere, nth: nth + 1 }}
          csrfToken={props.frame.csrfToken}
        />
      ))}
      <PostForm
        action={props.action}
        csrfToken={props.frame.csrfToken}
        idempotencyKey={props.idempotencyKey}
        class="app-form"
      >
        {props.draft !== undefined && (
          <>
            <input type="hidden" name="draftId" value={props.draft.draftId} />
            <input type="hidden" name="draftVersion" value={String(props.draft.version)} />
          </>
        )}
        {props.elsewhere.length > 0 && (
          <DifferentPerson field={bound.field} named={props.elsewhere.map(({ referralId }) => referralId)} />
        )}
        <PersonPart bound={bound} options={props.options} />
        <ReferralPart bound={bound} options={props.options} />
        <NeedsPart bound={bound} options={props.options} />
        <CircumstancesPart bound={bound} options={props.options} />
        <WishesPart bound={bound} options={props.options} />
        <div class="app-actions">
          <Button>Record this referral</Button>
          <Button isSecondary formAction={props.saveAction}>
            Save and go on later
          </Button>
          <a href={props.cancelHref}>Cancel</a>
        </div>
      </PostForm>
    </PageLayout>
  );
};
