import type { IsoDate } from '../../../../kernel/iso-date.js';
import { Button, ButtonLink } from '../../../../ui/components/button.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { Details } from '../../../../ui/components/details.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { Freshness, type FreshnessModel } from '../../../../ui/components/freshness.js';
import { Notification } from '../../../../ui/components/notification.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Pagination } from '../../../../ui/components/pagination.js';
import { Select } from '../../../../ui/components/select.js';
import { TextInput } from '../../../../ui/components/text-input.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { DateFields, FormState, Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { Flash, PageFrame } from '../../../../ui/page-frame.js';
import { longDate } from '../../../../ui/presenters/dates.js';
import type { Paging } from '../../../../ui/paging.js';
import { plainNumber } from '../../../../ui/presenters/numbers.js';
import { BedBoardTable, boardKey, type UnitRow } from './bed-board-table.js';
import { ConfirmForm, type Confirm } from './confirm-form.js';

/**
 * One of the five availability figures: what the record of stays and holds says, and beside it what the provider
 * reported where nothing done since explains the difference. Null: not known, or nothing to say.
 */
export interface AvailabilityFigure {
  readonly key: 'maximum' | 'staffed' | 'occupied' | 'reserved' | 'accepting';
  readonly reported: number | null;
  readonly recorded: number | null;
}

/** One project on the board. */
export interface ProjectBoard {
  readonly id: string;
  readonly name: string;
  readonly placeText: string;
  readonly freshness: FreshnessModel;
  /** That it takes no referrals, since when and why. */
  readonly notAcceptingText?: string | undefined;
  readonly figures: readonly AvailabilityFigure[];
  readonly units: readonly UnitRow[];
  /** What was just done here: it is said here, where the person was. */
  readonly flash?: Flash | undefined;
  /** Said where beds are not kept singly, or where their number rests on an unverified source. */
  readonly note?: string | undefined;
  /** What the provider last reported, in a sentence, where the record says something else by now. */
  readonly reportText?: string | undefined;
  /** For the project's own staff: confirm what is shown. */
  readonly confirm?: Confirm | undefined;
  /** For the project's own staff: report the five numbers. */
  readonly reportHref?: string | undefined;
}

/** Fields of the filter form (GET). */
export type BedBoardFilterFields =
  'project' | DateFields<'from'> | 'weeks' | 'bedType' | 'sex' | 'freeNights';

/** The bed board. */
export interface BedBoardProps {
  readonly frame: PageFrame;
  readonly action: string;
  readonly filters: FormState<BedBoardFilterFields>;
  readonly projectOptions: readonly Option[];
  readonly bedTypeOptions: readonly Option[];
  readonly sexOptions: readonly Option[];
  readonly weeksOptions: readonly Option[];
  /** True when a filter beyond the defaults is on: the filter form is then open. */
  readonly isFiltered: boolean;
  readonly nights: readonly IsoDate[];
  readonly tonight?: IsoDate | undefined;
  readonly projects: readonly ProjectBoard[];
  /** "14 rehab beds free tonight in 6 projects". */
  readonly summaryText: string;
  /** What pressing a night does, for those for whom it does something; or where a bed is offered. */
  readonly guidance?:
    { readonly text: string; readonly href?: string; readonly linkText?: string } | undefined;
  readonly earlierHref?: string | undefined;
  readonly laterHref?: string | undefined;
  readonly paging: Paging;
  /** Where beds come in from a spreadsheet, for those who may. */
  readonly bedSheetHref?: string | undefined;
  /** Where changes of beds are planned and confirmed. */
  readonly bedChangesHref?: string | undefined;
}

const figureWords = {
  maximum: 'Maximum',
  staffed: 'Staffed',
  occupied: 'Occupied',
  reserved: 'Reserved',
  accepting: 'Accepting',
} as const;

const Figure = ({ figure }: { readonly figure: AvailabilityFigure }) => {
  const { reported, recorded } = figure;
  const differs = reported !== null && recorded !== null && reported !== recorded;
  const shown = recorded ?? reported;
  return (
    <div class={differs ? 'app-figure app-figure--differs' : 'app-figure'}>
      <dt>{figureWords[figure.key]}</dt>
      <dd>
        <span class="app-figure__value">
          {shown === null ? (
            <>
              <span aria-hidden="true">–</span>
              <span class="visually-hidden">not known</span>
            </>
          ) : (
            plainNumber(shown)
          )}
        </span>
        {differs && <span class="app-figure__difference">our record; reported: {plainNumber(reported)}</span>}
      </dd>
    </div>
  );
};

const Filters = (props: BedBoardProps) => {
  const { field, date } = bindForm(props.filters);
  return (
    <Details
      id="board-filters"
      summary="Filter the beds"
      isOpen={props.isFiltered || props.filters.errors.length > 0}
    >
      <form method="get" action={props.action} class="app-filters" aria-label="Filter the beds" novalidate>
        <Select
          {...field('project')}
          label="Project"
          options={props.projectOptions}
          emptyText="All projects"
        />
        <Select {...field('bedType')} label="Bed type" options={props.bedTypeOptions} emptyText="Any type" />
        <Select {...field('sex')} label="Who it is for" options={props.sexOptions} emptyText="Anyone" />
        <DateInput {...date('from')} label="First night shown" />
        <Select {...field('weeks')} label="Weeks shown" options={props.weeksOptions} />
        <TextInput
          {...field('freeNights')}
          label="Free for at least"
          hint="Nights in a row, beginning on one of the nights shown"
          widthCharacters={4}
          inputMode="numeric"
        />
        <div class="app-filters__actions">
          <Button isSmall>Show beds</Button>
          <a href={props.action}>Clear filters</a>
        </div>
      </form>
    </Details>
  );
};

const BoardKey = () => (
  <ul class="app-board-key" aria-label="What the patterns and letters mean">
    {boardKey.map(({ state, word, letter }) => (
      <li key={state}>
        <span class={`app-night app-night--${state} app-board-key__swatch`} aria-hidden="true">
          <span class="app-night__text">{letter}</span>
        </span>
        {word}
      </li>
    ))}
  </ul>
);

const Project = ({ project, props }: { readonly project: ProjectBoard; readonly props: BedBoardProps }) => (
  <section class="app-project" aria-labelledby={`project-${project.id}`}>
    {project.flash !== undefined && (
      <Notification kind={project.flash.kind} title={project.flash.title} takesFocus>
        {project.flash.text !== undefined && <p>{project.flash.text}</p>}
      </Notification>
    )}
    <div class="app-project__head">
      <div>
        <h2 class="app-project__name" id={`project-${project.id}`}>
          {project.name}
        </h2>
        <p class="app-project__place">{project.placeText}</p>
        <Freshness {...project.freshness} />
        {project.notAcceptingText !== undefined && (
          <p class="app-freshness app-freshness--stale">{project.notAcceptingText}</p>
        )}
      </div>
      {(project.confirm !== undefined || project.reportHref !== undefined) && (
        <div class="app-project__actions">
          {project.confirm !== undefined && project.confirm.report === undefined && (
            <ConfirmForm
              confirm={project.confirm}
              projectName={project.name}
              csrfToken={props.frame.csrfToken}
            />
          )}
          {project.reportHref !== undefined && (
            <ButtonLink href={project.reportHref} isSmall isSecondary about={`for ${project.name}`}>
              Report numbers
            </ButtonLink>
          )}
        </div>
      )}
    </div>
    <dl class="app-figures">
      {project.figures.map((figure) => (
        <Figure key={figure.key} figure={figure} />
      ))}
    </dl>
    {project.confirm?.report !== undefined && (
      <ConfirmForm confirm={project.confirm} projectName={project.name} csrfToken={props.frame.csrfToken} />
    )}
    {project.reportText !== undefined && <p class="app-note">{project.reportText}</p>}
    {project.note !== undefined && <p class="app-note">{project.note}</p>}
    {project.units.length > 0 ? (
      <BedBoardTable
        id={`board-${project.id}`}
        caption={`Beds at ${project.name}, night by night`}
        nights={props.nights}
        units={project.units}
        tonight={props.tonight}
      />
    ) : (
      <p class="app-empty__text">No single beds are recorded here, so only the figures above can be shown.</p>
    )}
  </section>
);

/** Every bed, every night for some weeks, and how far the figures can be trusted. */
export const BedBoardView = (props: BedBoardProps) => (
  <PageLayout
    {...props.frame}
    title="Bed board"
    current="board"
    isLive
    errorSummary={{ errors: props.filters.errors }}
  >
    <PageHeading title="Bed board">
      <p>{props.summaryText}</p>
      {props.guidance !== undefined && (
        <p>
          {props.guidance.text}
          {props.guidance.href !== undefined && (
            <>
              {' '}
              <a href={props.guidance.href}>{props.guidance.linkText}</a>
            </>
          )}
        </p>
      )}
      {props.bedSheetHref !== undefined && (
        <p>
          <a href={props.bedSheetHref}>Beds as a spreadsheet</a>
        </p>
      )}
      {props.bedChangesHref !== undefined && (
        <p>
          <a href={props.bedChangesHref}>Planned changes of beds</a>
        </p>
      )}
    </PageHeading>
    <Filters {...props} />
    <div class="app-board-bar">
      <div>
        <BoardKey />
        {props.tonight !== undefined && (
          <p class="app-note">
            Tonight is the night of {longDate(props.tonight)}
            {props.nights.includes(props.tonight) ? ': its day has a frame.' : '. It is not shown here.'}
          </p>
        )}
      </div>
      {(props.earlierHref !== undefined || props.laterHref !== undefined) && (
        <nav class="app-board-bar__move" aria-label="Nights shown">
          {props.earlierHref !== undefined && <a href={props.earlierHref}>Earlier nights</a>}
          {props.laterHref !== undefined && <a href={props.laterHref}>Later nights</a>}
        </nav>
      )}
    </div>
    <LiveRegion id="board">
      {props.projects.length === 0 ? (
        <EmptyState title="No bed fits these filters">
          <p>
            Ask for fewer nights, another bed type, or <a href={props.action}>clear the filters</a>.
          </p>
        </EmptyState>
      ) : (
        props.projects.map((project) => <Project key={project.id} project={project} props={props} />)
      )}
    </LiveRegion>
    <Pagination paging={props.paging} label="Pages of projects" />
  </PageLayout>
);
