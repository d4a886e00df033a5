import { Button } from '../../../../ui/components/button.js';
import { Details } from '../../../../ui/components/details.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Select } from '../../../../ui/components/select.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import { untouchedForm, type FormState, type Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import { DifferentPerson } from './different-person.view.js';
import { asksWhetherAnother } from './referral-form.js';

/** One transfer that waits for an answer. */
export interface TransferModel {
  readonly transferId: string;
  readonly title: string;
  /** Who asked, when and why. */
  readonly text: string;
  /** The referral, where its reader has it. */
  readonly href?: string | undefined;
  readonly isAskedOfUs: boolean;
  readonly version: number;
  readonly keys: { readonly accept: string; readonly end: string };
}

/** The form of one transfer that changed nothing. */
export interface FailedTransfer {
  readonly transferId: string;
  readonly form: FormState<'note' | 'differentPersonBecause' | 'differentFrom'>;
  /** The open referral of the same person that whoever accepts has; where it was told. */
  readonly ownHref?: string | undefined;
}

/** Referrals on their way between two partnerships. */
export interface TransfersProps {
  readonly frame: PageFrame;
  /** Who has a referral that is out of sight, for whoever came from its address. */
  readonly wentText?: string | undefined;
  readonly transfers: readonly TransferModel[];
  /** Those that were answered, the last first. */
  readonly answered: readonly Pick<TransferModel, 'transferId' | 'title' | 'text'>[];
  readonly failed?: FailedTransfer | undefined;
  readonly backHref: string;
}

const prefixOf = (transferId: string): string => `transfer-${transferId}-`;

const Transfer = ({
  transfer,
  props,
}: {
  readonly transfer: TransferModel;
  readonly props: TransfersProps;
}) => {
  const { transferId, isAskedOfUs } = transfer;
  const failed = props.failed?.transferId === transferId ? props.failed : undefined;
  const { field } = bindForm(failed?.form ?? untouchedForm, prefixOf(transferId));
  const asksApart = failed !== undefined && asksWhetherAnother(failed.form);
  const endText = isAskedOfUs ? 'Say no' : 'Take it back';
  return (
    <li class="app-gate">
      <h3 class="app-gate__title">
        {transfer.href === undefined ? transfer.title : <a href={transfer.href}>{transfer.title}</a>}
      </h3>
      <p class="app-gate__text">{transfer.text}</p>
      {isAskedOfUs && (
        <PostForm
          action={`/transfers/${transferId}/acceptance`}
          csrfToken={props.frame.csrfToken}
          idempotencyKey={transfer.keys.accept}
          version={transfer.version}
          label={`Accept: ${transfer.title}`}
        >
          {failed?.ownHref !== undefined && (
            <p>
              <a href={failed.ownHref}>Look at your own referral</a>
            </p>
          )}
          {asksApart && <DifferentPerson field={field} />}
          <Button isSmall about={transfer.title}>
            Accept
          </Button>
        </PostForm>
      )}
      <Details
        id={`end-${transferId}`}
        summary={endText}
        about={transfer.title}
        isOpen={failed !== undefined && !asksApart}
      >
        <PostForm
          action={`/transfers/${transferId}/${isAskedOfUs ? 'refusal' : 'withdrawal'}`}
          csrfToken={props.frame.csrfToken}
          idempotencyKey={transfer.keys.end}
          version={transfer.version}
          label={`${endText}: ${transfer.title}`}
        >
          <Textarea
            {...field('note')}
            label="Why"
            hint="Both partnerships read it"
            rows={2}
            maxLength={500}
          />
          <Button isSmall isSecondary about={transfer.title}>
            {endText}
          </Button>
        </PostForm>
      </Details>
    </li>
  );
};

/** What happens on acceptance, said once; then each transfer with its forms. */
export const TransfersView = (props: TransfersProps) => (
  <PageLayout
    {...props.frame}
    title="Transfers between partnerships"
    current="waiting-list"
    errorSummary={{
      errors: props.failed?.form.errors ?? [],
      idPrefix: props.failed === undefined ? undefined : prefixOf(props.failed.transferId),
    }}
  >
    <p class="app-back">
      <a href={props.backHref}>Back to the waiting list</a>
    </p>
    {props.wentText !== undefined && (
      <Notification kind="information" title="That referral is with another partnership now">
        <p>{props.wentText}</p>
      </Notification>
    )}
    <PageHeading title="Transfers between partnerships">
      <p>
        When a transfer is accepted, the referral goes over with its reference, its dates and everything
        recorded; whoever had it sees it no more. Money does not go over: a request for funding is withdrawn,
        an approval is ended, and the new partnership asks its own approvers. Somebody who has an offer, a
        booking or a stay is not transferred until that is over.
      </p>
    </PageHeading>
    {[true, false].map((isAskedOfUs) => {
      const some = props.transfers.filter((transfer) => transfer.isAskedOfUs === isAskedOfUs);
      const id = isAskedOfUs ? 'asked-of-us' : 'asked-by-us';
      return (
        <section aria-labelledby={id} key={id}>
          <h2 class="app-section-title" id={id}>
            {isAskedOfUs ? 'You answer' : 'The other partnership answers'}
          </h2>
          {some.length === 0 ? (
            <p>None.</p>
          ) : (
            <ul class="app-plain-list app-gates">
              {some.map((transfer) => (
                <Transfer key={transfer.transferId} transfer={transfer} props={props} />
              ))}
            </ul>
          )}
        </section>
      );
    })}
    {props.answered.length > 0 && (
      <section aria-labelledby="answered">
        <h2 class="app-section-title" id="answered">
          Answered
        </h2>
        <ul>
          {props.answered.map(({ transferId, title, text }) => (
            <li key={transferId}>
              {title}. {text}
            </li>
          ))}
        </ul>
      </section>
    )}
  </PageLayout>
);

/** Fields of the form that asks for a transfer. */
export type AskTransferFields = 'toPartnershipId' | 'reason';

/** The page on which a transfer is asked for. */
export interface AskTransferProps {
  readonly frame: PageFrame;
  readonly reference: string;
  readonly name?: string | undefined;
  /** What happens when it is accepted, in sentences. */
  readonly consequences: readonly string[];
  readonly action: string;
  readonly idempotencyKey: string;
  readonly partnerships: readonly Option[];
  readonly form: FormState<AskTransferFields>;
  readonly cancelHref: string;
}

/** To whom, why, and what happens when they accept. */
export const AskTransferView = (props: AskTransferProps) => {
  const { field } = bindForm(props.form);
  return (
    <PageLayout
      {...props.frame}
      title={`Transfer referral ${props.reference}`}
      current="waiting-list"
      errorSummary={{ errors: props.form.errors }}
    >
      <p class="app-back">
        <a href={props.cancelHref}>Back to the referral</a>
      </p>
      <PageHeading title="Transfer to another partnership" label={props.name ?? props.reference} />
      <PostForm
        action={props.action}
        csrfToken={props.frame.csrfToken}
        idempotencyKey={props.idempotencyKey}
        class="app-form"
      >
        <section aria-labelledby="consequences-title">
          <h2 class="app-section-title" id="consequences-title">
            What happens when they accept
          </h2>
          <ul>
            {props.consequences.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </section>
        <Select
          {...field('toPartnershipId')}
          label="To which partnership"
          options={props.partnerships}
          emptyText="Choose a partnership"
        />
        <Textarea
          {...field('reason')}
          label="Why"
          hint="The other partnership reads it before it accepts. Write no more than is needed"
          rows={2}
          maxLength={500}
        />
        <div class="app-actions">
          <Button>Ask them to take it</Button>
          <a href={props.cancelHref}>Cancel</a>
        </div>
      </PostForm>
    </PageLayout>
  );
};
