import type { IsoDate } from '../../../../kernel/iso-date.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { Page, PageInput } from '../../../../platform/http/define-page.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { countOf, plainNumber } from '../../../../ui/presenters/numbers.js';
import type {
  ProjectRegister,
  PublishedBeds,
  ReadProjectRegister,
} from '../../application/project-register.js';
import type { ProjectSummary } from '../../application/project-summary.js';
import { notAcceptingText } from './accepting-text.js';
import { markTags } from '../../../../ui/presenters/figure-marks.js';
import { freshnessOf } from './freshness-text.js';
import { ProjectsView, type ProjectRowModel } from './projects.view.js';

/** What the page of projects reads. */
export interface ProjectsPageDeps {
  readonly readProjectSummaries: (tx: Tx, today: IsoDate) => Promise<readonly ProjectSummary[]>;
  readonly readProjectRegister: ReadProjectRegister;
}

const readText = (retrievedOn: IsoDate | null): string | null =>
  retrievedOn === null ? null : `Read on ${shortDate(retrievedOn)}`;

/** For how many projects sources give a number, and how sure it is. Nothing is added up: nobody has published the sum. */
const summaryOf = (projects: readonly ProjectSummary[], { publishedBeds }: ProjectRegister): string => {
  const known = projects.flatMap(({ projectId }) => publishedBeds.get(projectId) ?? []);
  const printed = known.filter(({ mark }) => mark === 'published').length;
  const doubtful = known.filter(({ mark, beds }) => mark !== 'published' && beds !== null).length;
  const without = projects.length - printed - doubtful;
  return [
    `Sources print a number of beds for ${plainNumber(printed)} of ${countOf(projects.length, 'project')}.`,
    doubtful === 0 ? null : `For ${plainNumber(doubtful)} more it is derived or unverified.`,
    without === 0 ? null : `For ${plainNumber(without)} no source gives one.`,
  ]
    .filter((sentence) => sentence !== null)
    .join(' ');
};

const inSourcesOf = (beds: PublishedBeds | undefined): ProjectRowModel['inSources'] =>
  beds === undefined
    ? null
    : {
        beds: beds.beds,
        tag: markTags[beds.mark],
        note: beds.note,
        source: { text: beds.source, readText: readText(beds.retrievedOn) },
      };

const keptNoteOf = (kept: number, generated: number): string | null => {
  if (kept === 0) return 'No single beds are recorded';
  if (generated === 0) return null;
  return generated >= kept
    ? 'Made from the number in sources'
    : `${plainNumber(generated)} made from the number in sources`;
};

const rowOf = (
  project: ProjectSummary,
  { publishedBeds, generatedUnits }: ProjectRegister,
  { now, today }: Pick<PageInput, 'now' | 'today'>,
  isOwn: boolean,
): ProjectRowModel => {
  const { projectId, name, providerName, locality, healthBoard } = project;
  const kept = project.ledger.maximum;
  const standing = project.standings.find(
    ({ fromOn, toOn }) => fromOn <= today && (toOn === null || today < toOn),
  );
  return {
    id: projectId,
    name,
    placeText: `${providerName} · ${locality}, ${healthBoard}`,
    href: `/board?project=${projectId}`,
    notCountingText: project.countsAsResidentialRehab
      ? null
      : `Does not count towards the target${standing === undefined ? '' : `: ${standing.reason}`}`,
    inSources: inSourcesOf(publishedBeds.get(projectId)),
    keptBeds: kept === 0 ? null : kept,
    keptNote: keptNoteOf(kept, generatedUnits.get(projectId) ?? 0),
    freshness: freshnessOf(project, now, isOwn),
    notAcceptingText: notAcceptingText(project, isOwn),
  };
};

/** Every project known, with what sources say of its beds beside what we keep. */
export const projectsPage = ({ readProjectSummaries, readProjectRegister }: ProjectsPageDeps): Page => ({
  path: '/projects',
  permission: 'see-availability',
  async read(tx, { frame, today, now, actor }: PageInput) {
    const projects = await readProjectSummaries(tx, today);
    const register = await readProjectRegister(tx);
    const keeps = scopeFor(actor, 'keep-availability');
    const own = keeps?.kind === 'provider' ? keeps.providerId : null;
    return {
      kind: 'page',
      page: ProjectsView({
        frame,
        summaryText: summaryOf(projects, register),
        projects: projects.map((project) =>
          rowOf(project, register, { now, today }, project.providerId === own),
        ),
        expansionHref: scopeFor(actor, 'see-expansions') === null ? null : '/expansion',
        country: register.capacity,
      }),
    };
  },
});
