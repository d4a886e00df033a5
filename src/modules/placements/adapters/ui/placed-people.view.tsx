import { Button } from '../../../../ui/components/button.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { OverdueTasks, type OverdueTasksModel } from '../../../../ui/components/overdue-tasks.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Pagination } from '../../../../ui/components/pagination.js';
import { Select } from '../../../../ui/components/select.js';
import { TextInput } from '../../../../ui/components/text-input.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState, Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import type { Paging } from '../../../../ui/paging.js';

/** Fields of the search: which part of the list, and a reference or a name. */
export type PlacedPeopleFields = 'state' | 'find';

/** People of one partnership who have a place, will have one, or have left it. */
export interface PlacedPeopleProps {
  readonly frame: PageFrame;
  readonly action: string;
  readonly form: FormState<PlacedPeopleFields>;
  readonly stateOptions: readonly Option[];
  /** "Here now": the part of the list that is shown. */
  readonly stateText: string;
  readonly people: readonly {
    readonly placementId: string;
    readonly reference: string;
    readonly name?: string | undefined;
    readonly href: string;
    readonly placeText: string;
    readonly fromText: string;
    readonly toText: string;
    readonly statusText: string;
    /** Where what is owed to somebody who arrived is kept. */
    readonly leavingHref?: string | undefined;
    /** Where dates and bed of a booking or a stay are changed. */
    readonly stayHref?: string | undefined;
  }[];
  /** What is said when nobody is shown. */
  readonly emptyText: string;
  readonly overdue?: OverdueTasksModel | undefined;
  readonly paging: Paging;
}

const Search = ({ props }: { readonly props: PlacedPeopleProps }) => {
  const { field } = bindForm(props.form);
  return (
    <form
      method="get"
      action={props.action}
      class="app-filters app-filters--row"
      aria-label="Search people with a place"
      novalidate
    >
      <Select {...field('state')} label="Show" options={props.stateOptions} emptyText="Here now" />
      <TextInput {...field('find')} label="Reference" hint="Such as RP-8XP4RGJ" />
      <div class="app-filters__actions">
        <Button isSmall isSecondary>
          Show
        </Button>
      </div>
    </form>
  );
};

/** Where the partnership's people are, with the way to each referral. */
export const PlacedPeopleView = (props: PlacedPeopleProps) => (
  <PageLayout {...props.frame} title="Placed people" current="placements" isLive>
    <PageHeading title="Placed people">
      <p>Everybody of your partnership with a place. More weeks are approved on a person’s referral.</p>
    </PageHeading>
    <LiveRegion id="overdue">
      <OverdueTasks tasks={props.overdue} />
    </LiveRegion>
    <Search props={props} />
    <LiveRegion id="placed">
      <h2 class="app-section-title">{props.stateText}</h2>
      {props.people.length === 0 ? (
        <EmptyState title={props.emptyText} />
      ) : (
        <DataTable
          caption={`People: ${props.stateText}`}
          isCaptionHidden
          columns={[
            { key: 'person', heading: 'Person' },
            { key: 'place', heading: 'Place' },
            { key: 'from', heading: 'From' },
            { key: 'to', heading: 'To' },
            { key: 'status', heading: 'How it stands' },
          ]}
          rows={props.people.map((person) => ({
            key: person.placementId,
            cells: [
              <>
                <a class="app-person" href={person.href}>
                  {person.name ?? person.reference}
                </a>
                {person.name !== undefined && <span class="app-sub">{person.reference}</span>}
              </>,
              person.placeText,
              person.fromText,
              person.toText,
              <>
                {person.statusText}
                {person.stayHref !== undefined && (
                  <span class="app-sub app-sub--link">
                    <a href={person.stayHref}>
                      Dates and bed<span class="visually-hidden">, {person.reference}</span>
                    </a>
                  </span>
                )}
                {person.leavingHref !== undefined && (
                  <span class="app-sub app-sub--link">
                    <a href={person.leavingHref}>
                      Leaving safely<span class="visually-hidden">, {person.reference}</span>
                    </a>
                  </span>
                )}
              </>,
            ],
          }))}
        />
      )}
      <Pagination paging={props.paging} label="Pages of people" />
    </LiveRegion>
  </PageLayout>
);
