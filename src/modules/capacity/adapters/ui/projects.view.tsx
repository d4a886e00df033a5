import { DataTable } from '../../../../ui/components/data-table.js';
import { Freshness, type FreshnessModel } from '../../../../ui/components/freshness.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Tag, type TagModel } from '../../../../ui/components/tag.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import { plainNumber } from '../../../../ui/presenters/numbers.js';
import { Marked, Source, SourceText, type SourceModel } from '../../../../ui/components/sourced.js';

/** One project: what sources say of its beds, and what we keep. */
export interface ProjectRowModel {
  readonly id: string;
  readonly name: string;
  readonly placeText: string;
  readonly href: string;
  /** That it does not count as residential rehabilitation, and why; null when it does. */
  readonly notCountingText: string | null;
  /** Null where no source tells of the project. */
  readonly inSources: {
    readonly beds: number | null;
    readonly tag: TagModel;
    readonly note: string | null;
    readonly source: SourceModel;
  } | null;
  /** Beds open tonight in our record; null where none is kept singly. */
  readonly keptBeds: number | null;
  readonly keptNote: string | null;
  readonly freshness: FreshnessModel;
  readonly notAcceptingText: string | null;
}

/** One count of beds in the country. */
export interface CountryCountModel {
  readonly period: string;
  readonly beds: string;
  readonly facilities: string | null;
  readonly measure: string | null;
  readonly note: string | null;
  readonly source: string;
}

/** The page of projects. */
export interface ProjectsProps {
  readonly frame: PageFrame;
  readonly summaryText: string;
  readonly projects: readonly ProjectRowModel[];
  /** Where beds to come are told; null for readers who may not see that. */
  readonly expansionHref: string | null;
  readonly country: readonly CountryCountModel[];
}

const Unknown = ({ word }: { readonly word: string }) => (
  <>
    <span aria-hidden="true">–</span>
    <span class="visually-hidden">{word}</span>
  </>
);

const InSources = ({ project: { inSources } }: { readonly project: ProjectRowModel }) =>
  inSources === null ? (
    <div>
      <Unknown word="no source" /> <span class="app-sub">Entered by its provider</span>
    </div>
  ) : (
    <div>
      {inSources.beds === null ? '' : `${plainNumber(inSources.beds)} `}
      <Tag {...inSources.tag} />
      {inSources.note !== null && <span class="app-sub">{inSources.note}</span>}
    </div>
  );

const ProjectsTable = ({ projects }: { readonly projects: readonly ProjectRowModel[] }) => (
  <DataTable
    caption="Projects, in order of name"
    isCaptionHidden
    columns={[
      { key: 'project', heading: 'Project' },
      { key: 'sources', heading: 'Beds in sources' },
      { key: 'source', heading: 'Source' },
      { key: 'kept', heading: 'Beds in our record' },
      { key: 'confirmed', heading: 'Last said' },
    ]}
    rows={projects.map((project) => ({
      key: project.id,
      cells: [
        <>
          <a href={project.href}>{project.name}</a>
          <span class="app-sub">{project.placeText}</span>
          <span class="app-sub">
            <a href={`/projects/${project.id}/rules`}>
              Who can come<span class="visually-hidden">{` to ${project.name}`}</span>
            </a>
          </span>
          {project.notCountingText !== null && <span class="app-sub">{project.notCountingText}</span>}
        </>,
        <InSources project={project} />,
        project.inSources === null ? <Unknown word="none" /> : <Source source={project.inSources.source} />,
        <div>
          {project.keptBeds === null ? <Unknown word="none kept singly" /> : plainNumber(project.keptBeds)}
          {project.keptNote !== null && <span class="app-sub">{project.keptNote}</span>}
        </div>,
        <div>
          <Freshness {...project.freshness} />
          {project.notAcceptingText !== null && <span class="app-sub">{project.notAcceptingText}</span>}
        </div>,
      ],
    }))}
  />
);

const CountryTable = ({ rows }: { readonly rows: readonly CountryCountModel[] }) => (
  <DataTable
    caption="Beds in Scotland, as others counted them"
    isCaptionHidden
    columns={[
      { key: 'period', heading: 'Period' },
      { key: 'beds', heading: 'Beds' },
      { key: 'facilities', heading: 'Facilities' },
      { key: 'measure', heading: 'What was counted' },
      { key: 'source', heading: 'Source' },
    ]}
    rows={rows.map((row) => ({
      key: row.period,
      cells: [
        row.period,
        <Marked text={row.beds} />,
        row.facilities ?? <Unknown word="not said" />,
        <div>
          {row.measure ?? <Unknown word="not said" />}
          {row.note !== null && <span class="app-sub">{row.note}</span>}
        </div>,
        <div>
          <SourceText text={row.source} />
        </div>,
      ],
    }))}
  />
);

/** Every project with what sources say of its beds and what we keep, and where more beds are to come from. */
export const ProjectsView = (props: ProjectsProps) => (
  <PageLayout {...props.frame} title="Projects" current="projects" isLive>
    <PageHeading title="Projects">
      <p>{props.summaryText}</p>
      <p>
        What sources say and what we keep stand beside each other and are never added up. A number marked
        derived (D) was worked out here; one marked unverified (U) could not be confirmed. Neither has been
        published.
      </p>
    </PageHeading>
    <LiveRegion id="projects">
      <ProjectsTable projects={props.projects} />
    </LiveRegion>
    {props.expansionHref !== null && (
      <p>
        <a href={props.expansionHref}>Projects funded to add beds</a>, step by step, stand on a page of their
        own.
      </p>
    )}
    {props.country.length > 0 && (
      <section class="app-outside" aria-labelledby="country-title">
        <h2 class="app-section-title" id="country-title">
          Beds in Scotland, as others counted them
        </h2>
        <CountryTable rows={props.country} />
      </section>
    )}
  </PageLayout>
);
