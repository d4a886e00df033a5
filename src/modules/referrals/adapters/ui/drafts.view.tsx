import { Button, ButtonLink } from '../../../../ui/components/button.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** One referral that was begun. */
export interface DraftModel {
  readonly draftId: string;
  readonly title: string;
  /** By whom and when it was saved, and until when it is kept. */
  readonly text: string;
  readonly href: string;
  readonly removal: { readonly action: string; readonly idempotencyKey: string };
}

/** The referrals a partnership has begun to write down. */
export interface DraftsProps {
  readonly frame: PageFrame;
  readonly drafts: readonly DraftModel[];
  readonly keptDays: number;
  readonly errors: readonly FieldError[];
  readonly findHref: string;
  readonly backHref: string;
}

/** A list to go on with, the one saved last first. */
export const DraftsView = (props: DraftsProps) => (
  <PageLayout
    {...props.frame}
    title="Referrals not recorded yet"
    current="waiting-list"
    errorSummary={{ errors: props.errors }}
  >
    <p class="app-back">
      <a href={props.backHref}>Back to the waiting list</a>
    </p>
    <div class="app-title-row">
      <PageHeading title="Referrals not recorded yet">
        <p>
          Anybody of your partnership can go on with these. Nobody on this page is on the waiting list yet. A
          draft is removed {props.keptDays} days after it was last saved.
        </p>
      </PageHeading>
      <ButtonLink href={props.findHref}>Record a referral</ButtonLink>
    </div>
    {props.drafts.length === 0 ? (
      <p>No referral has been begun.</p>
    ) : (
      <ul class="app-plain-list app-gates">
        {props.drafts.map((draft) => (
          <li class="app-gate" key={draft.draftId}>
            <p class="app-gate__text">
              <a href={draft.href}>{draft.title}</a>
            </p>
            <p class="app-sub">{draft.text}</p>
            <PostForm
              action={draft.removal.action}
              csrfToken={props.frame.csrfToken}
              idempotencyKey={draft.removal.idempotencyKey}
              label={`Remove ${draft.title}`}
            >
              <Button isSmall isSecondary about={draft.title}>
                Remove
              </Button>
            </PostForm>
          </li>
        ))}
      </ul>
    )}
  </PageLayout>
);
