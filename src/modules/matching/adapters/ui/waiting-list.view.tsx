import type { IsoDate } from '../../../../kernel/iso-date.js';
import { Button, ButtonLink } from '../../../../ui/components/button.js';
import { CheckList, type PlacementCheck } from '../../../../ui/components/check-list.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { Details } from '../../../../ui/components/details.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { OverdueTasks, type OverdueTasksModel } from '../../../../ui/components/overdue-tasks.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Pagination } from '../../../../ui/components/pagination.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Select } from '../../../../ui/components/select.js';
import { TextInput } from '../../../../ui/components/text-input.js';
import { Tag, type TagModel } from '../../../../ui/components/tag.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState, Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import type { Paging } from '../../../../ui/paging.js';
import { shortDate, stayText } from '../../../../ui/presenters/dates.js';
import { countOf, plainNumber } from '../../../../ui/presenters/numbers.js';
import type { MatcherState } from './matcher-state.js';

/** One thing a person still lacks before they can be placed, and who must act. */
export interface MissingStep {
  readonly text: string;
  readonly whoActs: string;
}

/** The place the matcher proposes, and why. */
export interface SuggestionModel {
  readonly projectName: string;
  readonly bedLabel: string;
  readonly arrivesOn: IsoDate;
  readonly departsOn: IsoDate;
  /** True while something is still missing: it would be this place if that came through. */
  readonly isProvisional: boolean;
  /** Why this place: sentences. */
  readonly reasons: readonly string[];
  readonly checks: readonly PlacementCheck[];
  /** Where the offer is made; absent when the reader may not make one or the suggestion is provisional. */
  readonly offerHref?: string | undefined;
}

/** One person waiting. Days are whole days; the adjusted count leaves out spells the person could not be placed. */
export interface WaitingRow {
  readonly referralId: string;
  readonly reference: string;
  readonly href: string;
  /** Absent for readers who may not see names. */
  readonly name?: string | undefined;
  readonly partnershipText: string;
  readonly band: TagModel;
  readonly receivedOn: IsoDate;
  readonly waitedDays: number;
  readonly adjustedWaitedDays: number;
  /** What about the wait asks to be looked at today. */
  readonly attention: readonly string[];
  /** For somebody who cannot go to a place now: until when. */
  readonly cannotGoText?: string | undefined;
  /** What is recorded of the referral's places contradicts itself. */
  readonly astrayText?: string | undefined;
  readonly missing: readonly MissingStep[];
  /** A medical assessment that is missing and holds no place up. */
  readonly medicalText?: string | undefined;
  readonly suggestion?: SuggestionModel | undefined;
  /** Why there is no suggestion, when there is none. */
  readonly noSuggestionText?: string | undefined;
  /** Where every bed is shown with whether this person can go there. */
  readonly placesHref: string;
  /** Where it is told why this is suggested, and what else there is; absent before a run has seen them. */
  readonly suggestionHref?: string | undefined;
  /** An offer already made or a bed booked, which replaces the suggestion unless another may be made beside it. */
  readonly offer?: OfferOnRow | undefined;
  /** How many offers are open of how many there may be; absent where there is never more than one. */
  readonly offersOpenText?: string | undefined;
  readonly moreOffers?: readonly OfferOnRow[] | undefined;
}

/** An offer that waits for its answer, a bed booked, or a stay. */
export interface OfferOnRow {
  readonly state: TagModel;
  readonly text: string;
  readonly dueText: string;
  readonly href?: string | undefined;
}

/** Fields of the filter form (GET). */
export type WaitingListFilterFields = 'band' | 'queue';

/** The waiting list. */
export interface WaitingListProps {
  readonly frame: PageFrame;
  readonly action: string;
  readonly matcher: MatcherState;
  /** Where earlier runs are shown. */
  readonly runsHref: string;
  readonly filters: FormState<WaitingListFilterFields>;
  readonly bandOptions: readonly Option[];
  readonly queueOptions: readonly Option[];
  /** "312 people waiting, 41 ready to place". */
  readonly summaryText: string;
  readonly rows: readonly WaitingRow[];
  readonly recordReferralHref?: string | undefined;
  /** Where a name or a reference is looked for, and whether only those found are shown. */
  readonly search: {
    readonly action: string;
    readonly idempotencyKey: string;
    readonly form: FormState<'sought'>;
    readonly isFound: boolean;
  };
  /** Transfers from other partnerships that wait for an answer; absent for whoever does not answer them. */
  readonly transfersToAnswer?: number | undefined;
  /** What is overdue for people who left: the first thing to be seen below the heading. */
  readonly overdue?: OverdueTasksModel | undefined;
  readonly paging: Paging;
}

const columns = [
  { key: 'person', heading: 'Person' },
  { key: 'band', heading: 'Urgency' },
  { key: 'waiting', heading: 'Waiting' },
  { key: 'readiness', heading: 'Ready to place' },
  { key: 'suggestion', heading: 'Suggested place' },
] as const;

const Person = ({ row }: { readonly row: WaitingRow }) => (
  <>
    <a class="app-person" href={row.href}>
      {row.name ?? row.reference}
    </a>
    <span class="app-sub">
      {row.name === undefined ? row.partnershipText : `${row.reference} · ${row.partnershipText}`}
    </span>
  </>
);

const Waiting = ({ row }: { readonly row: WaitingRow }) => (
  <>
    <strong>{countOf(row.waitedDays, 'day')}</strong>
    {row.adjustedWaitedDays !== row.waitedDays && (
      <span class="app-sub">{plainNumber(row.adjustedWaitedDays)} when they could have gone</span>
    )}
    <span class="app-sub">since {shortDate(row.receivedOn)}</span>
    {row.attention.length > 0 && (
      <>
        <Tag text="Needs attention" colour="orange" />
        <ul class="app-missing">
          {row.attention.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </>
    )}
  </>
);

const CannotGo = ({ row }: { readonly row: WaitingRow }) => (
  <>
    {row.astrayText !== undefined && <span class="app-sub">{row.astrayText}</span>}
    {row.cannotGoText !== undefined && (
      <>
        <Tag text="Cannot go now" colour="purple" />
        <span class="app-sub">{row.cannotGoText}</span>
      </>
    )}
  </>
);

const Gates = ({ row }: { readonly row: WaitingRow }) =>
  row.missing.length === 0 ? (
    <Tag text="Ready" colour="green" />
  ) : (
    <>
      <span>Not yet</span>
      <ul class="app-missing">
        {row.missing.map((step) => (
          <li key={step.text}>
            {step.text}
            <span class="app-sub">{step.whoActs}</span>
          </li>
        ))}
      </ul>
    </>
  );

const Readiness = ({ row }: { readonly row: WaitingRow }) => (
  <>
    <CannotGo row={row} />
    <Gates row={row} />
    {row.medicalText !== undefined && <span class="app-sub">{row.medicalText}</span>}
  </>
);

const AllPlaces = ({ row }: { readonly row: WaitingRow }) => (
  <>
    {row.suggestionHref !== undefined && (
      <span class="app-sub">
        <a href={row.suggestionHref}>
          Why, and what else there is<span class="visually-hidden"> for {row.reference}</span>
        </a>
      </span>
    )}
    <span class="app-sub">
      <a href={row.placesHref}>
        See every place<span class="visually-hidden"> for {row.reference}</span>
      </a>
    </span>
  </>
);

const Offer = ({ offer }: { readonly offer: OfferOnRow }) => (
  <>
    <Tag {...offer.state} />
    <span class="app-suggestion__place">
      {offer.href === undefined ? offer.text : <a href={offer.href}>{offer.text}</a>}
    </span>
    <span class="app-sub">{offer.dueText}</span>
  </>
);

const Suggestion = ({ row }: { readonly row: WaitingRow }) => (
  <>
    {row.offer !== undefined && <Offer offer={row.offer} />}
    {(row.moreOffers ?? []).map((offer) => (
      <Offer key={offer.text} offer={offer} />
    ))}
    {row.offersOpenText !== undefined && <span class="app-sub">{row.offersOpenText}</span>}
    {(row.offer === undefined || row.suggestion !== undefined) && <Suggested row={row} />}
  </>
);

const Suggested = ({ row }: { readonly row: WaitingRow }) => {
  if (row.suggestion === undefined)
    return (
      <>
        <span class="app-sub app-sub--plain">{row.noSuggestionText ?? 'None yet'}</span>
        <AllPlaces row={row} />
      </>
    );
  const { suggestion } = row;
  return (
    <>
      {suggestion.isProvisional && <Tag text="Would be" colour="grey" />}
      <span class="app-suggestion__place">{suggestion.projectName}</span>
      <span class="app-sub">
        {suggestion.bedLabel}, {stayText(suggestion.arrivesOn, suggestion.departsOn)}
      </span>
      <Details id={`why-${row.referralId}`} summary="Why this place" about={`for ${row.reference}`}>
        {suggestion.reasons.length > 0 && (
          <ul class="app-reasons">
            {suggestion.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        )}
        <CheckList checks={suggestion.checks} label={`Checks for ${row.reference}`} />
      </Details>
      {suggestion.offerHref !== undefined && (
        <ButtonLink href={suggestion.offerHref} isSmall about={`to ${row.reference}`}>
          Make an offer
        </ButtonLink>
      )}
      <AllPlaces row={row} />
    </>
  );
};

const Matcher = ({ matcher }: { readonly matcher: MatcherState }) =>
  matcher.kind === 'current' ? (
    <p class="app-freshness">{matcher.text}</p>
  ) : (
    <Notification kind="warning" title={matcher.title}>
      <p>{matcher.text}</p>
    </Notification>
  );

const Filters = (props: WaitingListProps) => {
  const { field } = bindForm(props.filters);
  return (
    <form
      method="get"
      action={props.action}
      class="app-filters app-filters--row"
      aria-label="Filter the waiting list"
      novalidate
    >
      <Select {...field('band')} label="Urgency" options={props.bandOptions} emptyText="Any urgency" />
      <Select
        {...field('queue')}
        label="Where they stand"
        options={props.queueOptions}
        emptyText="Everyone"
      />
      <div class="app-filters__actions">
        <Button isSmall isSecondary>
          Show
        </Button>
      </div>
    </form>
  );
};

const Search = ({ action, search, frame }: WaitingListProps) => {
  const { field } = bindForm(search.form);
  return (
    <PostForm
      action={search.action}
      csrfToken={frame.csrfToken}
      idempotencyKey={search.idempotencyKey}
      class="app-filters app-filters--row"
      label="Look for a person"
    >
      <TextInput {...field('sought')} label="Name or reference" widthCharacters={20} />
      <div class="app-filters__actions">
        <Button isSmall isSecondary>
          Look for
        </Button>
        {search.isFound && <a href={action}>Show everyone</a>}
      </div>
    </PostForm>
  );
};

const Transfers = ({ count }: { readonly count: number | undefined }) =>
  count === undefined || count === 0 ? null : (
    <Notification kind="information" title="Transfers between partnerships">
      <p>
        <a href="/transfers">{countOf(count, 'transfer waits', 'transfers wait')} for your answer</a>
      </p>
    </Notification>
  );

/** Who is waiting, for how long, what each still needs, and the place each could have. */
export const WaitingListView = (props: WaitingListProps) => (
  <PageLayout
    {...props.frame}
    title="Waiting list"
    current="waiting-list"
    isLive
    errorSummary={{ errors: [...props.filters.errors, ...props.search.form.errors] }}
  >
    <div class="app-title-row">
      <PageHeading title="Waiting list">
        <p>{props.summaryText}</p>
        <p>
          No bed soon enough? <a href="/matching/later-weeks">Later weeks</a> says who could go where after
          that.
        </p>
      </PageHeading>
      {props.recordReferralHref !== undefined && (
        <ButtonLink href={props.recordReferralHref}>Record a referral</ButtonLink>
      )}
    </div>
    <LiveRegion id="overdue">
      <OverdueTasks tasks={props.overdue} />
    </LiveRegion>
    <LiveRegion id="matcher">
      <Matcher matcher={props.matcher} />
      <p>
        <a href={props.runsHref}>What was suggested before</a>
      </p>
    </LiveRegion>
    <LiveRegion id="transfers">
      <Transfers count={props.transfersToAnswer} />
    </LiveRegion>
    <Search {...props} />
    <Filters {...props} />
    <LiveRegion id="waiting">
      {props.rows.length === 0 ? (
        <EmptyState title="Nobody is waiting here">
          <p>Nobody on your list fits these filters.</p>
        </EmptyState>
      ) : (
        <DataTable
          caption="People waiting: those who need attention first, then most urgent, then longest waiting"
          columns={columns}
          rows={props.rows.map((row) => ({
            key: row.referralId,
            cells: [
              <Person row={row} />,
              <Tag {...row.band} />,
              <Waiting row={row} />,
              <Readiness row={row} />,
              <Suggestion row={row} />,
            ],
          }))}
        />
      )}
    </LiveRegion>
    <Pagination paging={props.paging} label="Pages of the waiting list" />
  </PageLayout>
);
