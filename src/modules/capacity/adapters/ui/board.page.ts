import type { Actor } from '../../../../kernel/actor.js';
import { addNights, maxDate, type IsoDate } from '../../../../kernel/iso-date.js';
import { refuse } from '../../../../kernel/outcome.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
} from '../../../../platform/http/define-page.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import type { Paging } from '../../../../ui/paging.js';
import { countOf, plainNumber } from '../../../../ui/presenters/numbers.js';
import type { ReadBoardFacts } from '../../application/board-facts.js';
import type { ProjectSummary } from '../../application/project-summary.js';
import type { makeReportAvailability } from '../../application/report-availability.js';
import {
  earliestStay,
  longestTurnaroundNights,
  type ReadCalendars,
  type UnitCalendar,
} from '../../contract/availability.js';
import { notAcceptingText } from './accepting-text.js';
import { BedBoardView, type AvailabilityFigure, type ProjectBoard } from './bed-board.view.js';
import {
  bedTypeOptions,
  boardHref,
  isOfKind,
  narrowsUnits,
  neighbours,
  nightsShown,
  readBoardFilters,
  sexOptions,
  weeksOptions,
  type BoardFilters,
} from './board-filters.js';
import { sharedAttributes, unitRow } from './board-rows.js';
import { freshnessOf } from './freshness-text.js';
import { identifierInAddress } from './identifier-in-address.js';

/** What the board reads, and the one thing done from it. */
export interface BoardPageDeps {
  readonly readCalendars: ReadCalendars;
  readonly readProjectSummaries: (tx: Tx, today: IsoDate) => Promise<readonly ProjectSummary[]>;
  readonly readBoardFacts: ReadBoardFacts;
  readonly reportAvailability: ReturnType<typeof makeReportAvailability>;
}

const projectsOnAPage = 6;
/** How far beyond the nights shown their ends are looked for. A year and a week: longer than any programme known. */
const nightsLookedAhead = 371;

/** The provider whose beds this person keeps, or null. */
const keeperOf = (actor: Actor): string | null => {
  const scope = scopeFor(actor, 'keep-availability');
  return scope?.kind === 'provider' ? scope.providerId : null;
};

interface Placed {
  readonly project: ProjectSummary;
  readonly isOwn: boolean;
  /** Stands for this project in addresses, and orders as the board does. */
  readonly mark: string;
}

// By code unit, lower case: the same on every machine, and good enough for names people know.
const byMark = (a: Placed, b: Placed): number => (a.mark < b.mark ? -1 : a.mark > b.mark ? 1 : 0);

/** Own projects first, then by name. */
const inOrder = (projects: readonly ProjectSummary[], providerId: string | null): readonly Placed[] =>
  projects
    .map((project) => {
      const isOwn = project.providerId === providerId;
      return { project, isOwn, mark: `${isOwn ? 1 : 2} ${project.name.toLowerCase()}` };
    })
    .sort(byMark);

/** The beds that fit the filters, or null when every bed does. */
const fittingBeds = async (
  { readCalendars }: BoardPageDeps,
  tx: Tx,
  filters: BoardFilters,
  today: IsoDate,
): Promise<ReadonlyMap<string, readonly string[]> | null> => {
  if (!narrowsUnits(filters)) return null;
  const { freeNights } = filters;
  const shown = nightsShown(filters);
  const lastShownOn = addNights(shown.departsOn, -1);
  // Nobody can arrive on a night gone by, unless nothing but such nights is asked about.
  const arrivesOn = shown.departsOn > today ? maxDate(shown.arrivesOn, today) : shown.arrivesOn;
  const calendars = await readCalendars(
    tx,
    filters.projectId === null ? {} : { projectId: filters.projectId },
    {
      arrivesOn,
      departsOn: addNights(lastShownOn, freeNights === null ? 1 : freeNights + longestTurnaroundNights),
    },
  );
  const fitting = new Map<string, string[]>();
  for (const calendar of calendars) {
    const { projectId, bedId } = calendar.unit;
    if (!isOfKind(calendar.unit, filters)) continue;
    if (freeNights !== null && earliestStay(calendar, freeNights, arrivesOn, lastShownOn) === null) continue;
    const ofProject = fitting.get(projectId);
    if (ofProject === undefined) fitting.set(projectId, [bedId]);
    else ofProject.push(bedId);
  }
  return fitting;
};

const figureKeys = ['maximum', 'staffed', 'occupied', 'reserved', 'accepting'] as const;

/** Where no bed is kept singly the record is silent, not nought, and "no change" from it says nothing. */
const withoutEmptyRecord = (project: ProjectSummary): ProjectSummary =>
  project.reported?.isNoChange === true ? { ...project, reported: null } : project;

const figuresOf = ({ reported, ledger }: ProjectSummary, hasUnits: boolean): readonly AvailabilityFigure[] =>
  figureKeys.map((key) => ({
    key,
    reported: reported?.figures[key] ?? null,
    recorded: hasUnits ? ledger[key] : null,
  }));

const noteOf = (
  { verification, countsAsResidentialRehab }: ProjectSummary,
  generated: 'all' | 'some' | 'none',
  shared: readonly string[],
): string | undefined => {
  const sentences = [
    shared.length === 0 ? null : `Every bed here: ${shared.join(', ').toLowerCase()}.`,
    verification.toLowerCase() === 'verified' ? null : `Source: ${verification.replace(/\.$/, '')}.`,
    generated === 'all'
      ? 'The beds were made from a published number: nobody has described each one.'
      : generated === 'some'
        ? 'Beds marked “Not described” were made from a published number.'
        : null,
    countsAsResidentialRehab ? null : 'Placements here do not count towards the target.',
  ].filter((sentence) => sentence !== null);
  return sentences.length === 0 ? undefined : sentences.join(' ');
};

const pagingOf = (all: readonly Placed[], first: number, filters: BoardFilters): Paging => {
  const next = first + projectsOnAPage;
  const markBefore = (index: number): string | undefined => all[index - 1]?.mark;
  return {
    ...(first > 0
      ? { previousHref: boardHref(filters, markBefore(Math.max(0, first - projectsOnAPage))) }
      : {}),
    ...(next < all.length ? { nextHref: boardHref(filters, markBefore(next)) } : {}),
    ...(all.length > projectsOnAPage
      ? { text: `Projects ${first + 1} to ${Math.min(next, all.length)} of ${all.length}` }
      : {}),
  };
};

const summaryText = (
  all: readonly Placed[],
  fitting: ReadonlyMap<string, readonly string[]> | null,
): string => {
  if (fitting !== null) {
    const beds = all.reduce((sum, { project }) => sum + (fitting.get(project.projectId)?.length ?? 0), 0);
    return beds === 0
      ? 'No bed fits these filters.'
      : `${countOf(beds, 'bed')} in ${countOf(all.length, 'project')} ${beds === 1 ? 'fits' : 'fit'} these filters.`;
  }
  const withFree = all.filter(({ project }) => project.ledger.accepting > 0);
  const free = withFree.reduce((sum, { project }) => sum + project.ledger.accepting, 0);
  return `${countOf(free, 'bed')} free tonight in ${plainNumber(withFree.length)} of ${countOf(all.length, 'project')}.`;
};

const generatedAmong = (
  calendars: readonly UnitCalendar[],
  isGenerated: (bedId: string) => boolean,
): 'all' | 'some' | 'none' => {
  const generated = calendars.filter(({ unit }) => isGenerated(unit.bedId)).length;
  if (generated === 0) return 'none';
  return generated === calendars.length ? 'all' : 'some';
};

/** The board for one reader; `errors` are those of a form that was sent from it. */
const showBoard = async (
  deps: BoardPageDeps,
  tx: Tx,
  input: PageInput,
  errors: readonly FieldError[] = [],
): Promise<PageReply> => {
  const { query, today, now, actor } = input;
  const providerId = keeperOf(actor);
  const placed = inOrder(await deps.readProjectSummaries(tx, today), providerId);
  const { filters, form, isFiltered } = readBoardFilters(
    query,
    today,
    placed.map(({ project }) => project.projectId),
  );
  const fitting = await fittingBeds(deps, tx, filters, today);
  const all = placed.filter(
    ({ project: { projectId } }) =>
      (filters.projectId === null || projectId === filters.projectId) &&
      (fitting === null || fitting.has(projectId)),
  );
  const after = query['after'] ?? '';
  const following = all.findIndex(({ mark }) => mark > after);
  // A mark beyond the last project shows the beginning rather than nothing.
  const first = Math.max(0, following);
  const page = all.slice(first, first + projectsOnAPage);

  const shown = nightsShown(filters);
  const read = { arrivesOn: shown.arrivesOn, departsOn: addNights(shown.departsOn, nightsLookedAhead) };
  const calendarsOf = new Map<string, readonly UnitCalendar[]>();
  for (const { project } of page) {
    calendarsOf.set(project.projectId, await deps.readCalendars(tx, { projectId: project.projectId }, read));
  }
  const closures = [...calendarsOf.values()]
    .flat()
    .flatMap(({ runs }) =>
      runs.flatMap(({ state, claimId, fromOn }) =>
        state === 'out_of_service' && claimId !== null && fromOn < shown.departsOn ? [claimId] : [],
      ),
    );
  const facts = await deps.readBoardFacts(tx, [...calendarsOf.keys()], closures);

  const boardOf = ({ project: summary, isOwn }: Placed): ProjectBoard => {
    const { projectId, name, providerName, locality, healthBoard } = summary;
    const calendars = calendarsOf.get(projectId) ?? [];
    const project = calendars.length === 0 ? withoutEmptyRecord(summary) : summary;
    const generated = generatedAmong(calendars, (bedId) => facts.beds.get(bedId)?.isGenerated === true);
    const fits = fitting?.get(projectId);
    const shared = sharedAttributes(calendars.map(({ unit }) => unit));
    const context = { facts, shown, read, today, isOwn, marksGenerated: generated === 'some', shared };
    return {
      id: projectId,
      name,
      placeText: `${providerName} · ${locality}, ${healthBoard}`,
      freshness: freshnessOf(project, now, isOwn),
      notAcceptingText: notAcceptingText(project, isOwn) ?? undefined,
      figures: figuresOf(project, calendars.length > 0),
      units: calendars
        .filter(({ unit }) => unit.closesOn === null || unit.closesOn > shown.arrivesOn)
        .filter(({ unit }) => fits === undefined || fits.includes(unit.bedId))
        .map((calendar) => unitRow(calendar, context)),
      note: noteOf(project, generated, shared),
      ...(isOwn && calendars.length > 0
        ? {
            confirm: {
              action: `/board/projects/${projectId}/confirmation`,
              idempotencyKey: input.newKey(),
              version: 0,
            },
          }
        : {}),
      ...(isOwn ? { reportHref: `/board/projects/${projectId}/availability` } : {}),
    };
  };

  return {
    kind: 'page',
    page: BedBoardView({
      frame: input.frame,
      action: '/board',
      filters: { ...form, errors: [...errors, ...form.errors] },
      projectOptions: placed.map(({ project }) => ({ value: project.projectId, text: project.name })),
      bedTypeOptions,
      sexOptions,
      weeksOptions,
      isFiltered,
      nights: Array.from({ length: filters.weeks * 7 }, (_, index) => addNights(shown.arrivesOn, index)),
      projects: page.map(boardOf),
      summaryText: summaryText(all, fitting),
      ...neighbours(filters),
      paging: pagingOf(all, first, filters),
      ...(scopeFor(actor, 'edit-beds') === null ? {} : { bedSheetHref: '/board/bed-sheet' }),
    }),
  };
};

/** Every bed on every night, and the one-press confirmation that what is shown of one's own beds is right. */
export const boardPages = (
  deps: BoardPageDeps,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: [
    {
      path: '/board',
      permission: 'see-availability',
      read: (tx, input) => showBoard(deps, tx, input),
    },
  ],
  forms: [
    defineForm({
      path: '/board/projects/:projectId/confirmation',
      permission: 'keep-availability',
      auditEvent: 'capacity.availability-reported',
      parse: (_typed, { params }) => ({
        ok: true,
        command: { projectId: identifierInAddress(params['projectId']) },
      }),
      act: async (tx, { scope, actor, today }, { projectId }) =>
        projectId === null
          ? refuse({ code: 'not-found' })
          : deps.reportAvailability(tx, scope, {
              memberId: actor.memberId,
              projectId,
              today,
              figures: null,
              note: null,
            }),
      done: () => '/board?done=confirmed',
      explain: () => [{ field: '', text: 'This could not be confirmed. Report the numbers instead.' }],
      again: (tx, input, { errors }) => showBoard(deps, tx, { ...input, query: {} }, errors),
    }),
  ],
});
