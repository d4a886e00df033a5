import { Button, ButtonLink } from '../../../../ui/components/button.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { Details } from '../../../../ui/components/details.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Tag } from '../../../../ui/components/tag.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { DateFields, FormState } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** A bed the person could have. */
export interface BedModel {
  readonly bedId: string;
  readonly label: string;
  /** "From 3 Dec 2026"; null where no stay fits in the weeks looked at. */
  readonly fromText: string | null;
  /** Null for readers who may not make one. */
  readonly offerHref: string | null;
}

/** Why beds of a project do not fit, or may not. */
export interface ReasonModel {
  /** Rule and fact: "For men only. She is a woman." */
  readonly text: string;
  readonly bedsText: string;
}

/** Beds of one project that have the same answer. */
export interface ProjectPlaces {
  readonly projectId: string;
  readonly name: string;
  readonly placeText: string;
  /** Why, why not and what would change it, for this project. */
  readonly whyHref: string;
  readonly countText: string;
  readonly wishText: string | null;
  readonly refusedText: string | null;
  readonly beds: readonly BedModel[];
  readonly reasons: readonly ReasonModel[];
}

/** The page of one person's places. */
export interface PlacesProps {
  readonly frame: PageFrame;
  readonly action: string;
  readonly referralHref: string;
  readonly reference: string;
  readonly name: string | null;
  readonly stayText: string;
  /** What comes before any offer. */
  readonly first: {
    /** The place the person has already, or has in view. */
    readonly heldText?: string;
    readonly missing: readonly string[];
    readonly steps: readonly { readonly text: string; readonly href: string }[];
  };
  readonly form: FormState<DateFields<'arrivesOn'>>;
  readonly canGo: readonly ProjectPlaces[];
  readonly notKnown: readonly ProjectPlaces[];
  readonly full: readonly ProjectPlaces[];
  readonly cannotGo: readonly ProjectPlaces[];
}

const Project = ({ project }: { readonly project: ProjectPlaces }) => (
  <>
    {project.name}
    <span class="app-sub">{project.placeText}</span>
    {project.wishText !== null && <Tag text={project.wishText} colour="green" />}
    {project.refusedText !== null && <span class="app-sub">{project.refusedText}</span>}
    <span class="app-sub">
      <a href={project.whyHref}>
        Why, and what would change it<span class="visually-hidden">{`: ${project.name}`}</span>
      </a>
    </span>
  </>
);

const Bed = ({ bed, projectName }: { readonly bed: BedModel; readonly projectName: string }) => (
  <>
    {bed.label}
    {bed.fromText !== null && <span class="app-sub">{bed.fromText}</span>}
    {bed.offerHref !== null && (
      <a href={bed.offerHref}>
        Prepare an offer<span class="visually-hidden">{` of ${projectName}, ${bed.label}`}</span>
      </a>
    )}
  </>
);

const Beds = ({ project }: { readonly project: ProjectPlaces }) => {
  const [first, ...others] = project.beds;
  if (first === undefined) return null;
  return (
    <div>
      <div>
        {first.label}
        {first.fromText !== null && <span class="app-sub">{first.fromText}</span>}
        {first.offerHref !== null && (
          <ButtonLink href={first.offerHref} isSmall about={`of ${project.name}, ${first.label}`}>
            Prepare an offer
          </ButtonLink>
        )}
      </div>
      {others.length > 0 && (
        <Details
          id={`beds-${project.projectId}`}
          summary={`${others.length} more here`}
          about={`at ${project.name}`}
        >
          <ul class="app-reasons">
            {others.map((bed) => (
              <li key={bed.bedId}>
                <Bed bed={bed} projectName={project.name} />
              </li>
            ))}
          </ul>
        </Details>
      )}
    </div>
  );
};

const Reasons = ({ project }: { readonly project: ProjectPlaces }) => (
  <ul class="app-reasons">
    {project.reasons.map(({ text, bedsText }) => (
      <li key={text}>
        {text}
        <span class="app-sub">{bedsText}</span>
      </li>
    ))}
  </ul>
);

const Group = ({
  id,
  title,
  projects,
  heading,
}: {
  readonly id: string;
  readonly title: string;
  readonly projects: readonly ProjectPlaces[];
  /** What the last column is about. */
  readonly heading: string;
}) =>
  projects.length === 0 ? null : (
    <section aria-labelledby={id}>
      <h2 class="app-section-title" id={id}>
        {title}
      </h2>
      <DataTable
        caption={title}
        isCaptionHidden
        columns={[
          { key: 'project', heading: 'Project' },
          { key: 'count', heading: 'Beds' },
          { key: 'what', heading },
        ]}
        rows={projects.map((project) => ({
          key: project.projectId,
          cells: [
            <Project project={project} />,
            project.countText,
            project.reasons.length > 0 ? <Reasons project={project} /> : <Beds project={project} />,
          ],
        }))}
      />
    </section>
  );

const First = ({ first }: Pick<PlacesProps, 'first'>) => (
  <>
    {first.heldText !== undefined && (
      <Notification kind="information" title="No other place can be offered now">
        <p>{first.heldText}</p>
      </Notification>
    )}
    {first.missing.length > 0 && (
      <Notification kind="warning" title="Before any place can be offered">
        <ul>
          {first.missing.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
        {first.steps.map(({ text, href }) => (
          <p key={href}>
            <a href={href}>{text}</a>
          </p>
        ))}
      </Notification>
    )}
  </>
);

/** Where one person can go, from when, and why not elsewhere. */
export const PlacesView = (props: PlacesProps) => {
  const { date } = bindForm(props.form);
  const title = `Places for ${props.reference}`;
  return (
    <PageLayout
      {...props.frame}
      title={title}
      current="waiting-list"
      isLive
      errorSummary={{ errors: props.form.errors }}
    >
      <PageHeading title={title}>
        <p>
          {props.name !== null && `${props.name}. `}
          {props.stayText}
        </p>
        <p>
          <a href={props.referralHref}>Back to the referral</a>
        </p>
      </PageHeading>
      <First first={props.first} />
      <form
        method="get"
        action={props.action}
        class="app-filters app-filters--row"
        aria-label="Another day of arrival"
        novalidate
      >
        <DateInput {...date('arrivesOn')} label="Arriving on or after" />
        <div class="app-filters__actions">
          <Button isSmall isSecondary>
            Show
          </Button>
        </div>
      </form>
      <LiveRegion id="places">
        {props.canGo.length === 0 && (
          <EmptyState title="No bed fits and comes free in time">
            <p>Below is what stands in the way, and what would have to be known or changed.</p>
          </EmptyState>
        )}
        <Group id="can-go" title="Can go here" projects={props.canGo} heading="Which bed, from when" />
        <Group
          id="not-known"
          title="Could go here if something were known"
          projects={props.notKnown}
          heading="What to find out and record"
        />
        <Group id="full" title="Fits, but full for all these weeks" projects={props.full} heading="Which" />
        <Group id="cannot-go" title="Cannot go here" projects={props.cannotGo} heading="Why not" />
      </LiveRegion>
    </PageLayout>
  );
};
