import { Button } from '../../../../ui/components/button.js';
import { Details } from '../../../../ui/components/details.js';
import { DrugAlerts, type DrugAlertsModel } from '../../../../ui/components/drug-alerts.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { OverdueTasks, type OverdueTasksModel } from '../../../../ui/components/overdue-tasks.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Pagination } from '../../../../ui/components/pagination.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Select } from '../../../../ui/components/select.js';
import { SummaryList, type SummaryItem } from '../../../../ui/components/summary-list.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { Tag, TagList, type TagModel } from '../../../../ui/components/tag.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import {
  untouchedForm,
  type FieldError,
  type FormState,
  type Option,
} from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import type { Paging } from '../../../../ui/paging.js';
import { OfferTry, type OfferTryModel } from './offer-try.view.js';

/** An offer waiting for the provider's answer. */
export interface IncomingOffer {
  readonly id: string;
  readonly reference: string;
  /** From the offer on, and only for the provider it is made to. */
  readonly name?: string | undefined;
  /** What the provider may know of the person, in order. */
  readonly profile: readonly SummaryItem[];
  readonly needs: readonly TagModel[];
  readonly bedLabel: string;
  readonly stayText: string;
  /** "Answer by 5pm on Tuesday 24 November (in 3 working hours)". */
  readonly answerDueText: string;
  readonly isDueSoon: boolean;
  readonly isOverdue?: boolean | undefined;
  readonly attempt?: OfferTryModel | undefined;
  readonly acceptAction: string;
  readonly declineAction: string;
  /** The project's own rules in force, each a reason to decline. */
  readonly ruleOptions?: readonly Option[] | undefined;
  /** Each form of the offer adds its own ending, so that one sent after another is not taken for a repeat. */
  readonly idempotencyKey: string;
  readonly version: number;
}

/** Fields of the decline form: one choice that says who refuses and why, and more in words. */
export type DeclineFields = 'reason' | 'note';

/** The offers a provider must answer. */
export interface IncomingOffersProps {
  readonly frame: PageFrame;
  readonly providerName: string;
  readonly offers: readonly IncomingOffer[];
  readonly declineReasonOptions: readonly Option[];
  /** The decline form that was sent with faults: shown open, with what was typed. */
  readonly failed?: { readonly offerId: string; readonly form: FormState<DeclineFields> } | undefined;
  /** The faults of the form that records a try, which is shown open. */
  readonly failedTry?: { readonly offerId: string; readonly errors: readonly FieldError[] } | undefined;
  /** Why an answer changed nothing, where no form is left to show it in. */
  readonly refused?: readonly FieldError[] | undefined;
  readonly overdue?: OverdueTasksModel | undefined;
  readonly alerts?: DrugAlertsModel | undefined;
  readonly paging: Paging;
}

const tryPrefix = (offerId: string): string => `${offerId}-try-`;

const prefixOfFaults = ({ failed, failedTry }: IncomingOffersProps): string | undefined => {
  if (failedTry !== undefined) return tryPrefix(failedTry.offerId);
  return failed === undefined ? undefined : `${failed.offerId}-`;
};

const Decline = ({
  offer,
  props,
}: {
  readonly offer: IncomingOffer;
  readonly props: IncomingOffersProps;
}) => {
  const failed = props.failed?.offerId === offer.id ? props.failed.form : undefined;
  const { field } = bindForm(failed ?? untouchedForm, `${offer.id}-`);
  return (
    <Details
      id={`decline-${offer.id}`}
      summary="Decline"
      about={offer.reference}
      isOpen={failed !== undefined}
    >
      <PostForm
        action={offer.declineAction}
        csrfToken={props.frame.csrfToken}
        idempotencyKey={`${offer.idempotencyKey}-decline`}
        version={offer.version}
        class="app-form"
        label={`Decline ${offer.reference}`}
      >
        <Select
          {...field('reason')}
          label="Reason"
          hint="The reason decides what happens next for the person"
          options={[...props.declineReasonOptions, ...(offer.ruleOptions ?? [])]}
          emptyText="Choose a reason"
        />
        <Textarea
          {...field('note')}
          label="In words"
          hint="What must be known first, or what would help the person elsewhere. Needed where more must be known and for another reason of yours. The coordinator reads it"
          rows={3}
          maxLength={500}
        />
        <Button isSecondary isSmall about={offer.reference}>
          Decline this offer
        </Button>
      </PostForm>
    </Details>
  );
};

const Offer = ({ offer, props }: { readonly offer: IncomingOffer; readonly props: IncomingOffersProps }) => (
  <li class="app-card app-offer">
    <div class="app-offer__head">
      <h2 class="app-card__title">{offer.name ?? offer.reference}</h2>
      <p class="app-offer__due">
        {offer.isDueSoon && <Tag text="Due soon" colour="orange" />}
        {offer.isOverdue === true && <Tag text="Overdue" colour="red" />} {offer.answerDueText}
      </p>
    </div>
    <SummaryList
      items={[
        ...(offer.name === undefined ? [] : [{ key: 'Reference', value: offer.reference }]),
        ...offer.profile,
        { key: 'Bed', value: offer.bedLabel },
        { key: 'Stay', value: offer.stayText },
      ]}
    />
    <TagList tags={offer.needs} label={`Needs of ${offer.reference}`} />
    <div class="app-offer__answers">
      <PostForm
        action={offer.acceptAction}
        csrfToken={props.frame.csrfToken}
        idempotencyKey={offer.idempotencyKey}
        version={offer.version}
      >
        <Button isSmall about={offer.reference}>
          Accept
        </Button>
      </PostForm>
      <Decline offer={offer} props={props} />
      {offer.attempt !== undefined && (
        <OfferTry
          model={offer.attempt}
          csrfToken={props.frame.csrfToken}
          idPrefix={tryPrefix(offer.id)}
          about={offer.reference}
        />
      )}
    </div>
  </li>
);

/** Offers to answer, soonest due first. */
export const IncomingOffersView = (props: IncomingOffersProps) => (
  <PageLayout
    {...props.frame}
    title="Offers to answer"
    current="offers"
    isLive
    errorSummary={{
      errors: [
        ...(props.refused ?? []),
        ...(props.failed?.form.errors ?? []),
        ...(props.failedTry?.errors ?? []),
      ],
      idPrefix: prefixOfFaults(props),
    }}
  >
    <PageHeading title="Offers to answer" label={props.providerName}>
      <p>
        Each bed is held for the person until the time shown. When an answer is overdue and nobody has
        recorded that they tried, it is held a little longer and those in charge are told. Soonest first.
      </p>
    </PageHeading>
    <LiveRegion id="overdue">
      <OverdueTasks tasks={props.overdue} />
      <DrugAlerts model={props.alerts} />
    </LiveRegion>
    <LiveRegion id="offers">
      {props.offers.length === 0 ? (
        <EmptyState title="No offers are waiting for you">
          <p>New offers appear here by themselves.</p>
        </EmptyState>
      ) : (
        <ul class="app-plain-list app-cards">
          {props.offers.map((offer) => (
            <Offer key={offer.id} offer={offer} props={props} />
          ))}
        </ul>
      )}
    </LiveRegion>
    <Pagination paging={props.paging} label="Pages of offers" />
  </PageLayout>
);
