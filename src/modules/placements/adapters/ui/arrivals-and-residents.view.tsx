import { Button } from '../../../../ui/components/button.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { DrugAlerts, type DrugAlertsModel } from '../../../../ui/components/drug-alerts.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { OverdueTasks, type OverdueTasksModel } from '../../../../ui/components/overdue-tasks.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Pagination } from '../../../../ui/components/pagination.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { TextInput } from '../../../../ui/components/text-input.js';
import { Tag } from '../../../../ui/components/tag.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FieldError, FormState } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { Paging } from '../../../../ui/paging.js';
import { longDate, shortDate } from '../../../../ui/presenters/dates.js';
import {
  Admit,
  Discharge,
  Extend,
  idPrefixOf,
  NeverStarted,
  type ArrivalRow,
  type ResidentRow,
  type StayFormsContext,
} from './stay-forms.view.js';

/** Arrivals and residents of one provider. */
export interface ArrivalsAndResidentsProps extends StayFormsContext {
  readonly providerName: string;
  /** Where somebody is looked for by name or reference, what was typed, and whether only some people are shown. */
  readonly search?:
    | {
        readonly action: string;
        readonly everybodyHref: string;
        readonly idempotencyKey: string;
        readonly form: FormState<'sought'>;
        readonly isFound: boolean;
      }
    | undefined;
  /** Somebody about whom something was just recorded, and where what is owed to them stands. */
  readonly about?:
    | { readonly text: string; readonly leavingHref?: string | undefined; readonly reference: string }
    | undefined;
  readonly arrivals: readonly ArrivalRow[];
  readonly residents: readonly ResidentRow[];
  readonly left: readonly LeftRow[];
  readonly arrivalsPaging: Paging;
  readonly residentsPaging: Paging;
  readonly overdue?: OverdueTasksModel | undefined;
  readonly alerts?: DrugAlertsModel | undefined;
  /** Why something changed nothing, where no form is left to show it in. */
  readonly refused?: readonly FieldError[] | undefined;
}

/** Somebody who left, today or lately. */
export interface LeftRow {
  readonly placementId: string;
  readonly reference: string;
  readonly name?: string | undefined;
  readonly personText: string;
  readonly bedLabel: string;
  readonly reasonText: string;
  /** The day they left. */
  readonly leftText: string;
  readonly leavingHref?: string | undefined;
}

const PersonCell = ({ row }: { readonly row: ArrivalRow | ResidentRow | LeftRow }) => (
  <>
    <span class="app-person">{row.name ?? row.reference}</span>
    {row.name !== undefined && <span class="app-sub">{row.reference}</span>}
    <span class="app-sub">{row.personText}</span>
  </>
);

const LeavingLink = ({ row }: { readonly row: ResidentRow | LeftRow }) =>
  row.leavingHref === undefined ? null : (
    <span class="app-sub app-sub--link">
      <a href={row.leavingHref}>
        Leaving safely<span class="visually-hidden">, {row.reference}</span>
      </a>
    </span>
  );

/** One person among many: sent, since no name stands in an address. */
const Search = ({
  search,
  csrfToken,
}: {
  readonly search: NonNullable<ArrivalsAndResidentsProps['search']>;
  readonly csrfToken: string | undefined;
}) => (
  <PostForm
    action={search.action}
    csrfToken={csrfToken}
    idempotencyKey={search.idempotencyKey}
    class="app-filters app-filters--row"
    label="Look for somebody expected, here or gone lately"
  >
    <TextInput
      {...bindForm(search.form).field('sought')}
      label="Name or reference"
      hint="All of it or a part, such as 8XP4"
      widthCharacters={20}
    />
    <div class="app-filters__actions">
      <Button isSmall isSecondary>
        Look for
      </Button>
      {search.isFound && (
        <>
          <span>Only those found are shown, among who is expected, here, or left in the last 28 days.</span>{' '}
          <a href={search.everybodyHref}>Show everybody</a>
        </>
      )}
    </div>
  </PostForm>
);

const nobodyText = (text: string, { search }: ArrivalsAndResidentsProps): string =>
  search?.isFound === true ? `${text} among those found` : text;

const StayLink = ({ row }: { readonly row: ArrivalRow | ResidentRow }) =>
  row.stayHref === undefined ? null : (
    <span class="app-sub app-sub--link">
      <a href={row.stayHref}>
        Dates and bed<span class="visually-hidden">, {row.reference}</span>
      </a>
    </span>
  );

const leftTitle = ({ search }: ArrivalsAndResidentsProps): string =>
  search?.isFound === true ? 'Left in the last 28 days' : 'Left today';

const timingTags = {
  today: <Tag text="Today" colour="blue" />,
  overdue: <Tag text="Overdue" colour="orange" />,
  later: null,
} as const;

/** Who is expected and who is here, with everything that can happen to a stay. */
export const ArrivalsAndResidentsView = (props: ArrivalsAndResidentsProps) => (
  <PageLayout
    {...props.frame}
    title="Arrivals and residents"
    current="residents"
    isLive
    errorSummary={{
      errors: [
        ...(props.refused ?? []),
        ...(props.search?.form.errors ?? []),
        ...(props.failed?.form.errors ?? []),
      ],
      idPrefix:
        props.failed === undefined ? undefined : idPrefixOf(props.failed.kind, props.failed.placementId),
    }}
  >
    <PageHeading title="Arrivals and residents" label={props.providerName}>
      <p>{longDate(props.today)}</p>
    </PageHeading>
    <LiveRegion id="overdue">
      <OverdueTasks tasks={props.overdue} />
      <DrugAlerts model={props.alerts} />
    </LiveRegion>
    {props.about !== undefined && (
      <p>
        {props.about.text}{' '}
        {props.about.leavingHref !== undefined && (
          <a href={props.about.leavingHref}>
            Naloxone on arrival, and what else keeps them safe
            <span class="visually-hidden">, {props.about.reference}</span>
          </a>
        )}
      </p>
    )}
    {props.search !== undefined && <Search search={props.search} csrfToken={props.frame.csrfToken} />}
    <LiveRegion id="stays">
      <section aria-labelledby="arrivals-title">
        <h2 class="app-section-title" id="arrivals-title">
          Expected
        </h2>
        {props.arrivals.length === 0 ? (
          <EmptyState title={nobodyText('Nobody is expected', props)} />
        ) : (
          <DataTable
            caption="People expected, soonest first"
            isCaptionHidden
            columns={[
              { key: 'person', heading: 'Person' },
              { key: 'bed', heading: 'Bed' },
              { key: 'arrives', heading: 'Arrives' },
              { key: 'leaves', heading: 'Leaves' },
              { key: 'act', heading: 'Record' },
            ]}
            rows={props.arrivals.map((row) => ({
              key: row.placementId,
              cells: [
                <PersonCell row={row} />,
                row.bedLabel,
                <>
                  {shortDate(row.arrivesOn)} {timingTags[row.timing]}
                  {row.noticeOn !== undefined && (
                    <span class="app-sub">
                      <Tag text="Funding in doubt" colour="red" /> The funder gave notice on{' '}
                      {shortDate(row.noticeOn)}. The bed stays booked: speak with the partnership.
                    </span>
                  )}
                </>,
                shortDate(row.departsOn),
                <>
                  <Admit row={row} props={props} />
                  <NeverStarted row={row} props={props} />
                  <StayLink row={row} />
                </>,
              ],
            }))}
          />
        )}
        <Pagination paging={props.arrivalsPaging} label="Pages of people expected" />
      </section>
      <section aria-labelledby="residents-title">
        <h2 class="app-section-title" id="residents-title">
          Here now
        </h2>
        {props.residents.length === 0 ? (
          <EmptyState title={nobodyText('Nobody stays here now', props)} />
        ) : (
          <DataTable
            caption="Residents, next to leave first"
            isCaptionHidden
            columns={[
              { key: 'person', heading: 'Person' },
              { key: 'bed', heading: 'Bed' },
              { key: 'since', heading: 'Since' },
              { key: 'leaves', heading: 'Leaves' },
              { key: 'act', heading: 'Record' },
            ]}
            rows={props.residents.map((row) => ({
              key: row.placementId,
              cells: [
                <PersonCell row={row} />,
                row.bedLabel,
                shortDate(row.admittedOn),
                <>
                  {shortDate(row.departsOn)}{' '}
                  {row.isPastLeavingDay && <Tag text="Past leaving day" colour="orange" />}
                  {row.departsOn === props.today && <Tag text="Today" colour="blue" />}
                  {row.leave !== undefined && (
                    <Tag text={row.leave.text} colour={row.leave.isOverdue ? 'orange' : 'blue'} />
                  )}
                  {row.isPastLeavingDay && (
                    <span class="app-sub">Extend the stay, or record that the person has left.</span>
                  )}
                  {row.nextText !== undefined && <span class="app-sub">{row.nextText}</span>}
                </>,
                <>
                  <Discharge row={row} props={props} />
                  <Extend row={row} props={props} />
                  <StayLink row={row} />
                  <LeavingLink row={row} />
                </>,
              ],
            }))}
          />
        )}
        <Pagination paging={props.residentsPaging} label="Pages of residents" />
      </section>
      {props.left.length > 0 && (
        <section aria-labelledby="left-title">
          <h2 class="app-section-title" id="left-title">
            {leftTitle(props)}
          </h2>
          <DataTable
            caption="People who left, last to leave first"
            isCaptionHidden
            columns={[
              { key: 'person', heading: 'Person' },
              { key: 'bed', heading: 'Bed' },
              { key: 'left', heading: 'Left' },
              { key: 'reason', heading: 'Reason' },
            ]}
            rows={props.left.map((row) => ({
              key: row.placementId,
              cells: [
                <PersonCell row={row} />,
                row.bedLabel,
                row.leftText,
                <>
                  {row.reasonText} <LeavingLink row={row} />
                </>,
              ],
            }))}
          />
        </section>
      )}
    </LiveRegion>
  </PageLayout>
);
