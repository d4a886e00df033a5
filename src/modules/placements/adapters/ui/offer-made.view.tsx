import { Button } from '../../../../ui/components/button.js';
import { ConfirmationPanel } from '../../../../ui/components/confirmation-panel.js';
import { Details } from '../../../../ui/components/details.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { SummaryList } from '../../../../ui/components/summary-list.js';
import { Select } from '../../../../ui/components/select.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState, Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import { OfferTry, type OfferTryModel } from './offer-try.view.js';

/** Fields of the form that takes an offer back. */
export type WithdrawFields = 'reason';

/** Fields of the form that records the person's no; other names than those of the form beside it. */
export type NoFields = 'noReason' | 'noNote';

/** What a coordinator sees after making an offer, and whenever they look at it again. */
export interface OfferMadeProps {
  readonly frame: PageFrame;
  /** "Offer made" while its answer is awaited; otherwise how it ended: "Offer declined". */
  readonly title: string;
  /** "Answer due by 5pm on Tuesday 24 November", or what became of the bed. */
  readonly stateText: string;
  readonly isOpen: boolean;
  /** Its answer was due: told as it is, and not as something done. */
  readonly isOverdue?: boolean | undefined;
  readonly personText: string;
  readonly placeText: string;
  readonly stayText: string;
  /** "£9,240". */
  readonly costText: string;
  /** "Without an answer the bed is let go at …"; absent once it is answered or let go. */
  readonly lapseText?: string | undefined;
  /** What it means that other offers to the person are open; absent where none are. */
  readonly besideText?: string | undefined;
  readonly attempt?: OfferTryModel | undefined;
  /** What the person said to the partnership; absent when the offer can no longer be answered. */
  readonly personsNo?:
    | {
        readonly action: string;
        readonly idempotencyKey: string;
        readonly version: number;
        readonly reasonOptions: readonly Option[];
        readonly form: FormState<NoFields>;
      }
    | undefined;
  /** Where the next place for the person is suggested; absent while this one is held, or booked. */
  readonly suggestionHref?: string | undefined;
  readonly waitingListHref: string;
  readonly referralHref: string;
  /** Absent when the offer can no longer be taken back. */
  readonly withdraw?:
    | {
        readonly action: string;
        readonly idempotencyKey: string;
        readonly version: number;
        readonly form: FormState<WithdrawFields>;
      }
    | undefined;
}

const Withdraw = ({
  withdraw,
  csrfToken,
}: {
  readonly withdraw: NonNullable<OfferMadeProps['withdraw']>;
  readonly csrfToken: string | undefined;
}) => {
  const { field } = bindForm(withdraw.form);
  return (
    <Details id="withdraw" summary="Take this offer back" isOpen={withdraw.form.errors.length > 0}>
      <PostForm
        action={withdraw.action}
        csrfToken={csrfToken}
        idempotencyKey={withdraw.idempotencyKey}
        version={withdraw.version}
        class="app-form"
        label="Take this offer back"
      >
        <p>The bed and the money are free at once, and the person is back among those waiting.</p>
        <Textarea
          {...field('reason')}
          label="Why"
          hint="Kept with the offer. Write nothing about the person’s health."
          rows={2}
          maxLength={500}
        />
        <Button isSecondary isSmall>
          Take this offer back
        </Button>
      </PostForm>
    </Details>
  );
};

const PersonsNo = ({
  no,
  csrfToken,
}: {
  readonly no: NonNullable<OfferMadeProps['personsNo']>;
  readonly csrfToken: string | undefined;
}) => {
  const { field } = bindForm(no.form);
  return (
    <Details id="persons-no" summary="The person says no" isOpen={no.form.errors.length > 0}>
      <PostForm
        action={no.action}
        csrfToken={csrfToken}
        idempotencyKey={no.idempotencyKey}
        version={no.version}
        class="app-form"
        label="The person says no"
      >
        <p>The bed and the money are free at once, and the provider is told.</p>
        <Select
          {...field('noReason')}
          label="Reason"
          hint="The reason decides what is suggested next"
          options={no.reasonOptions}
          emptyText="Choose a reason"
        />
        <Textarea
          {...field('noNote')}
          label="In words (optional)"
          hint="What would help the person elsewhere. The provider reads it"
          rows={3}
          maxLength={500}
        />
        <Button isSecondary isSmall>
          Record that the person says no
        </Button>
      </PostForm>
    </Details>
  );
};

/** Confirmation that the offer is made and the bed held; later, how it ended. */
export const OfferMadeView = (props: OfferMadeProps) => (
  <PageLayout
    {...props.frame}
    title={props.title}
    current="waiting-list"
    isLive
    errorSummary={{
      errors: [
        ...(props.withdraw?.form.errors ?? []),
        ...(props.personsNo?.form.errors ?? []),
        ...(props.attempt?.form.errors ?? []),
      ],
    }}
  >
    <LiveRegion id="offer-state">
      {props.isOpen && props.isOverdue !== true ? (
        <ConfirmationPanel title={props.title}>
          <p>The bed is held. {props.stateText}.</p>
        </ConfirmationPanel>
      ) : (
        <PageHeading title={props.title}>
          <p>{props.stateText}.</p>
        </PageHeading>
      )}
    </LiveRegion>
    <div class="app-narrow">
      <SummaryList
        items={[
          { key: 'Person', value: <a href={props.referralHref}>{props.personText}</a> },
          { key: 'Place', value: props.placeText },
          { key: 'Stay', value: props.stayText },
          { key: 'Cost', value: props.costText },
        ]}
      />
      <LiveRegion id="offer-next">
        {props.isOpen && (
          <>
            <h2 class="app-section-title">What happens next</h2>
            <p>
              The provider finds it among its offers to answer. You will see the answer here and on the
              waiting list as soon as it is given.
            </p>
            {props.besideText !== undefined && <p>{props.besideText}</p>}
            {props.lapseText !== undefined && <p>{props.lapseText}</p>}
          </>
        )}
        {props.attempt !== undefined && <OfferTry model={props.attempt} csrfToken={props.frame.csrfToken} />}
        {props.personsNo !== undefined && (
          <PersonsNo no={props.personsNo} csrfToken={props.frame.csrfToken} />
        )}
        {props.withdraw !== undefined && (
          <Withdraw withdraw={props.withdraw} csrfToken={props.frame.csrfToken} />
        )}
        {props.suggestionHref !== undefined && (
          <p>
            <a href={props.suggestionHref}>What is suggested for the person now</a>
          </p>
        )}
      </LiveRegion>
      <p>
        <a href={props.waitingListHref}>Back to the waiting list</a>
      </p>
    </div>
  </PageLayout>
);
