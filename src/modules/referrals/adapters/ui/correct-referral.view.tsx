import { Button } from '../../../../ui/components/button.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { SummaryList } from '../../../../ui/components/summary-list.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import { DifferentPerson } from './different-person.view.js';
import { asksWhetherAnother } from './referral-form.js';
import {
  CircumstancesPart,
  CorrectedPersonPart,
  CorrectedReferralPart,
  NeedsPart,
  WishesPart,
  type RecordReferralFields,
  type RecordReferralOptions,
} from './referral-parts.view.js';

/** What others did to the referral while a form on it was open, and what that means for the form. */
export interface MeanwhileModel {
  readonly changes: readonly {
    readonly label: string;
    readonly was: string;
    readonly is: string;
    readonly byText: string;
    /** Which of the two stands in the form now. */
    readonly inForm: string;
  }[];
  /** Steps that concern nothing in this form. */
  readonly otherSteps: readonly string[];
}

const Meanwhile = ({ meanwhile: { changes, otherSteps } }: { readonly meanwhile: MeanwhileModel }) => (
  <section aria-labelledby="meanwhile-title" class="app-section">
    <h2 class="app-section-title" id="meanwhile-title">
      What changed since you opened this page
    </h2>
    {changes.length === 0 ? (
      <p>Nothing in this form. You can save the corrections as they are.</p>
    ) : (
      <>
        <SummaryList
          items={changes.map(({ label, was, is, byText, inForm }) => ({
            key: label,
            value: (
              <>
                Was: {was}
                <br />
                Now: {is}
                <br />
                {byText}
                <br />
                <strong>{inForm}</strong>
              </>
            ),
          }))}
        />
        <p>Saving the corrections records the form below as it stands.</p>
      </>
    )}
    {otherSteps.length > 0 && (
      <>
        <p>Also recorded since:</p>
        <ul class="ds_list">
          {otherSteps.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </>
    )}
  </section>
);

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
  /** What others did since the form was opened; absent when nobody did anything. */
  readonly meanwhile?: MeanwhileModel | undefined;
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
      {props.meanwhile !== undefined && <Meanwhile meanwhile={props.meanwhile} />}
      <PostForm
        action={props.action}
        csrfToken={props.frame.csrfToken}
        idempotencyKey={props.idempotencyKey}
        version={props.version}
        class="app-form"
      >
        {asksWhetherAnother(props.form) && <DifferentPerson field={bound.field} />}
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
