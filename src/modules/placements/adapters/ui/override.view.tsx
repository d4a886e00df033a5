import { Button } from '../../../../ui/components/button.js';
import { CheckList, type PlacementCheck } from '../../../../ui/components/check-list.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { SummaryList } from '../../../../ui/components/summary-list.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

interface Step {
  readonly action: string;
  readonly idempotencyKey: string;
  readonly version: number;
}

/** An offer that passes somebody over, and waits for a second member. */
export interface OverrideProps {
  readonly frame: PageFrame;
  readonly backHref: string;
  readonly reference: string;
  readonly items: readonly { readonly key: string; readonly value: string }[];
  /** What it means for others. */
  readonly meansText: string;
  readonly checks: readonly PlacementCheck[];
  /** Why it could not be made now; null where it could. */
  readonly blockedText: string | null;
  /** `loses` is sent back: the confirming member saw it. */
  readonly confirm: (Step & { readonly loses: string }) | null;
  readonly refuse: Step | null;
  /** Null for whoever answers: they say no instead. */
  readonly takeBack: Step | null;
  /** Who answers, where it is not whoever reads. */
  readonly whoAnswersText: string | null;
  readonly form: FormState<'note'>;
}

/** That nothing waits for this person. */
export const NoOverrideView = ({
  frame,
  backHref,
  reference,
}: Pick<OverrideProps, 'frame' | 'backHref' | 'reference'>) => (
  <PageLayout {...frame} title={`Nothing waits for ${reference}`} current="overrides">
    <p class="app-back">
      <a href={backHref}>Back to the referral</a>
    </p>
    <PageHeading title="Nothing waits for a second person" label={reference}>
      <p>It was confirmed, refused or taken back. What happened stands in the record of the referral.</p>
      <p>
        <a href="/overrides">What waits for others, and what was made</a>
      </p>
    </PageHeading>
  </PageLayout>
);

/** What is asked, what it means for others, and the second member's answer. */
export const OverrideView = (props: OverrideProps) => {
  const { field } = bindForm(props.form);
  const csrfToken = props.frame.csrfToken;
  return (
    <PageLayout
      {...props.frame}
      title={`An offer to ${props.reference} that waits`}
      current="overrides"
      errorSummary={{ errors: props.form.errors }}
    >
      <p class="app-back">
        <a href={props.backHref}>Back to the referral</a>
      </p>
      <PageHeading title="An offer that waits for a second person" label={props.reference}>
        <p>{props.meansText}</p>
        <p>Nothing is held while it waits: the bed may go to somebody else meanwhile.</p>
      </PageHeading>
      <SummaryList items={props.items} />
      <h2 class="app-section-title">Does the place fit now?</h2>
      <CheckList checks={props.checks} label="Checks" />
      <h2 class="app-section-title">The answer</h2>
      {props.blockedText !== null && <p>{props.blockedText}</p>}
      {props.whoAnswersText !== null && <p>{props.whoAnswersText}</p>}
      {props.confirm !== null && (
        <PostForm {...props.confirm} csrfToken={csrfToken} class="app-form">
          <input type="hidden" name="loses" value={props.confirm.loses} />
          <div class="app-actions">
            <Button>Confirm and make this offer</Button>
          </div>
        </PostForm>
      )}
      {props.refuse !== null && (
        <PostForm {...props.refuse} csrfToken={csrfToken} class="app-form">
          <h2 class="app-section-title">Or say no</h2>
          <Textarea
            {...field('note')}
            label="Why not"
            hint="For whoever asked. Write nothing about the person’s health."
            rows={2}
            maxLength={500}
          />
          <Button isSecondary>Say no</Button>
        </PostForm>
      )}
      {props.takeBack !== null && (
        <PostForm {...props.takeBack} csrfToken={csrfToken} class="app-form">
          <Button isSecondary>Take it back</Button>
        </PostForm>
      )}
    </PageLayout>
  );
};
