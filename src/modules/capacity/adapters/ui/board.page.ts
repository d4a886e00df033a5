import type { Actor } from '../../../../kernel/actor.js';
import { addNights, maxDate, type IsoDate } from '../../../../kernel/iso-date.js';
import { refuse, type Outcome } from '../../../../kernel/outcome.js';
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
import { agoText } from '../../../../ui/presenters/ago-text.js';
import { countOf } from '../../../../ui/presenters/numbers.js';
import type { ReadBoardFacts } from '../../application/board-facts.js';
import type { ProjectSummary } from '../../application/project-summary.js';
import type { ReadArrivedClaims } from '../../application/ports.js';
import type {
  makeReportAvailability,
  ReportAvailabilityRefusal,
} from '../../application/report-availability.js';
import {
  earliestStay,
  longestTurnaroundNights,
  type ReadCalendars,
  type UnitCalendar,
} from '../../contract/availability.js';
import { isStale } from '../../domain/freshness.js';
import { areSameFigures, figureNames } from '../../domain/reported-figures.js';
import { confirmOf, disagreementIn, figuresText, sentFigures } from './confirm-figures.js';
import { freeTonight, freeTonightText } from './free-tonight.js';
import { notAcceptingText } from './accepting-text.js';
import {
  BedBoardView,
  type AvailabilityFigure,
  type BedBoardProps,
  type ProjectBoard,
} from './bed-board.view.js';
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
import { boardHrefBack, boardQuery, boardQueryBack, withBack } from './board-return.js';
import { freshnessOf } from './freshness-text.js';
import { identifierInAddress } from './identifier-in-address.js';

type ReadProjectSummaries = (tx: Tx, today: IsoDate) => Promise<readonly ProjectSummary[]>;

/** What the board shows. It is the same for everybody, so those who look at the same time may share one reading. */
export interface BoardReadings {
  readonly readCalendars: ReadCalendars;
  readonly readProjectSummaries: ReadProjectSummaries;
  readonly readBoardFacts: ReadBoardFacts;
  readonly readArrivedClaims: ReadArrivedClaims;
}

/** What the board shows, and the one thing done from it. */
export interface BoardPageDeps {
  readonly shown: BoardReadings;
  /** Of the transaction itself: what somebody confirms is held against what stands, not against what others looked at. */
  readonly readProjectSummaries: ReadProjectSummaries;
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
  { readCalendars }: BoardReadings,
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

/** Where no bed is kept singly the record is silent, not nought, and "no change" from it says nothing. */
const withoutEmptyRecord = (project: ProjectSummary): ProjectSummary =>
  project.reported?.isNoChange === true ? { ...project, reported: null } : project;

const figuresOf = (project: ProjectSummary, hasUnits: boolean): readonly AvailabilityFigure[] => {
  const { reported, ledger } = project;
  const disagreement = disagreementIn(project, hasUnits);
  return figureNames.map((key) => ({
    key,
    reported: !hasUnits || disagreement.includes(key) ? (reported?.figures[key] ?? null) : null,
    recorded: hasUnits ? ledger[key] : null,
  }));
};

/**
 * What the provider last said, where the record by now says something else and the reader is not asked about it
 * anyway; and the provider's own note.
 */
const reportTextOf = (
  { reported, ledger }: ProjectSummary,
  hasUnits: boolean,
  now: Date,
  isAsked: boolean,
): string | undefined => {
  if (reported === null) return undefined;
  const { figures, note, reportedAt, isNoChange } = reported;
  const sentences = [
    hasUnits && !isAsked && !areSameFigures(figures, ledger)
      ? `${isNoChange ? 'Confirmed' : 'Reported'} ${agoText(reportedAt, now)}: ${figuresText(figures)}.`
      : null,
    note === null ? null : `Provider’s note: ${note}`,
  ].filter((sentence) => sentence !== null);
  return sentences.length === 0 ? undefined : sentences.join(' ');
};

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
  { today, now }: { readonly today: IsoDate; readonly now: Date },
): string => {
  if (fitting !== null) {
    const beds = all.reduce((sum, { project }) => sum + (fitting.get(project.projectId)?.length ?? 0), 0);
    return beds === 0
      ? 'No bed fits these filters.'
      : `${countOf(beds, 'bed')} in ${countOf(all.length, 'project')} ${beds === 1 ? 'fits' : 'fit'} these filters.`;
  }
  const shown = new Map(all.map(({ project }) => [project.projectId, project]));
  const free = freeTonight(
    all.flatMap(({ project }) => project.tonight),
    today,
  );
  return freeTonightText(free, (projectId) => {
    const project = shown.get(projectId);
    return project === undefined || isStale(project.reported?.reportedAt ?? null, now);
  });
};

const generatedAmong = (
  calendars: readonly UnitCalendar[],
  isGenerated: (bedId: string) => boolean,
): 'all' | 'some' | 'none' => {
  const generated = calendars.filter(({ unit }) => isGenerated(unit.bedId)).length;
  if (generated === 0) return 'none';
  return generated === calendars.length ? 'all' : 'some';
};

/** What the board leads to: a provider closes beds from it, a coordinator offers them to people who wait. */
const guidanceFor = (actor: Actor): Pick<BedBoardProps, 'guidance'> => {
  if (keeperOf(actor) !== null) {
    return {
      guidance: {
        text: 'In your own projects, choose free nights to mark the bed out of service, or nights out of service to put it back.',
      },
    };
  }
  return scopeFor(actor, 'make-offers') === null
    ? {}
    : {
        guidance: {
          text: 'A bed is offered to somebody who waits:',
          href: '/waiting-list',
          linkText: 'choose the person on the waiting list',
        },
      };
};

/** Why one press confirms nothing. */
type ConfirmRefusal = ReportAvailabilityRefusal | { readonly code: 'changed-since-you-read-it' };

/** The board for one reader; `errors` are those of a form that was sent from it. */
const showBoard = async (
  shownBy: BoardReadings,
  tx: Tx,
  input: PageInput,
  errors: readonly FieldError[] = [],
): Promise<PageReply> => {
  const { query, today, now, actor } = input;
  const providerId = keeperOf(actor);
  const placed = inOrder(await shownBy.readProjectSummaries(tx, today), providerId);
  const { filters, form, isFiltered } = readBoardFilters(
    query,
    today,
    placed.map(({ project }) => project.projectId),
  );
  const fitting = await fittingBeds(shownBy, tx, filters, today);
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
  const projectIds = page.map(({ project }) => project.projectId);
  const calendars = projectIds.length === 0 ? [] : await shownBy.readCalendars(tx, { projectIds }, read);
  const calendarsOf = new Map<string, readonly UnitCalendar[]>(
    projectIds.map((projectId) => [projectId, calendars.filter(({ unit }) => unit.projectId === projectId)]),
  );
  const closures = calendars.flatMap(({ runs }) =>
    runs.flatMap(({ state, claimId, fromOn }) =>
      state === 'out_of_service' && claimId !== null && fromOn < shown.departsOn ? [claimId] : [],
    ),
  );
  const facts = await shownBy.readBoardFacts(tx, [...calendarsOf.keys()], closures);
  const arrived = await shownBy.readArrivedClaims(tx, today);
  const boardWas = boardQuery(query);
  const { flash, ...frameWithoutFlash } = input.frame;
  const doneAt = page.find(({ project }) => project.projectId === query['at']);
  const namedFlash =
    flash === undefined || doneAt === undefined
      ? flash
      : { ...flash, title: `${doneAt.project.name}: ${flash.title.toLowerCase()}` };

  const boardOf = ({ project: summary, isOwn }: Placed): ProjectBoard => {
    const { projectId, name, providerName, locality, healthBoard } = summary;
    const calendars = calendarsOf.get(projectId) ?? [];
    const project = calendars.length === 0 ? withoutEmptyRecord(summary) : summary;
    const generated = generatedAmong(calendars, (bedId) => facts.beds.get(bedId)?.isGenerated === true);
    const fits = fitting?.get(projectId);
    const shared = sharedAttributes(calendars.map(({ unit }) => unit));
    const hasUnits = calendars.length > 0;
    const context = {
      facts,
      shown,
      read,
      today,
      arrived,
      isOwn,
      shared,
      marksGenerated: generated === 'some',
      query: boardWas,
    };
    return {
      id: projectId,
      name,
      placeText: `${providerName} · ${locality}, ${healthBoard}`,
      freshness: freshnessOf(project, now, isOwn),
      notAcceptingText: notAcceptingText(project, isOwn) ?? undefined,
      figures: figuresOf(project, hasUnits),
      reportText: reportTextOf(project, hasUnits, now, isOwn && disagreementIn(project, hasUnits).length > 0),
      ...(namedFlash !== undefined && projectId === doneAt?.project.projectId ? { flash: namedFlash } : {}),
      units: calendars
        .filter(({ unit }) => unit.closesOn === null || unit.closesOn > shown.arrivesOn)
        .filter(({ unit }) => fits === undefined || fits.includes(unit.bedId))
        .map((calendar) => unitRow(calendar, context)),
      note: noteOf(project, generated, shared),
      ...(isOwn && hasUnits
        ? {
            confirm: {
              ...confirmOf(project),
              action: withBack(`/board/projects/${projectId}/confirmation`, boardWas),
              idempotencyKey: input.newKey(),
              version: 0,
            },
          }
        : {}),
      ...(isOwn ? { reportHref: withBack(`/board/projects/${projectId}/availability`, boardWas) } : {}),
    };
  };

  return {
    kind: 'page',
    page: BedBoardView({
      frame: doneAt === undefined ? input.frame : frameWithoutFlash,
      action: '/board',
      filters: { ...form, errors: [...errors, ...form.errors] },
      projectOptions: placed.map(({ project }) => ({ value: project.projectId, text: project.name })),
      bedTypeOptions,
      sexOptions,
      weeksOptions,
      isFiltered,
      tonight: today,
      nights: Array.from({ length: filters.weeks * 7 }, (_, index) => addNights(shown.arrivesOn, index)),
      projects: page.map(boardOf),
      summaryText: summaryText(all, fitting, { today, now }),
      ...guidanceFor(actor),
      ...neighbours(filters),
      paging: pagingOf(all, first, filters),
      ...(scopeFor(actor, 'edit-beds') === null ? {} : { bedSheetHref: '/board/bed-sheet' }),
      ...(scopeFor(actor, 'see-bed-changes') === null ? {} : { bedChangesHref: '/board/bed-changes' }),
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
      read: (tx, input) => showBoard(deps.shown, tx, input),
    },
  ],
  forms: [
    defineForm({
      path: '/board/projects/:projectId/confirmation',
      standsOn: () => '/board',
      permission: 'keep-availability',
      auditEvent: 'capacity.availability-reported',
      parse: (typed, { params }) => ({
        ok: true,
        command: {
          projectId: identifierInAddress(params['projectId']),
          isReportRight: typed['which'] === 'report',
          record: typed['record'] ?? null,
          report: typed['report'] ?? null,
        },
      }),
      act: async (
        tx,
        { scope, actor, today },
        { projectId, isReportRight, record, report },
      ): Promise<Outcome<{ reportId: string }, ConfirmRefusal>> => {
        if (projectId === null) return refuse({ code: 'not-found' });
        const project = (await deps.readProjectSummaries(tx, today)).find(
          (summary) => summary.projectId === projectId,
        );
        const reported = isReportRight ? (project?.reported ?? null) : null;
        // Whoever confirms confirms what they saw, and nothing that came after it.
        const seen = isReportRight ? report : record;
        const stands = isReportRight ? reported?.figures : project?.ledger;
        if (
          project !== undefined &&
          seen !== null &&
          (stands === undefined || sentFigures(stands) !== seen)
        ) {
          return refuse({ code: 'changed-since-you-read-it' });
        }
        return deps.reportAvailability(tx, scope, {
          memberId: actor.memberId,
          projectId,
          today,
          figures: reported?.figures ?? null,
          note: reported?.note ?? null,
        });
      },
      done: (_value, { params, query }) =>
        boardHrefBack(boardQueryBack(query), { done: 'confirmed', projectId: params['projectId'] ?? '' }),
      explain: ({ code }) => [
        {
          field: '',
          text:
            code === 'changed-since-you-read-it'
              ? 'The figures changed after you opened the board, so nothing was confirmed. Look at them and confirm again.'
              : 'This could not be confirmed. Report the numbers instead.',
        },
      ],
      again: (tx, input, { errors }) =>
        showBoard(
          deps.shown,
          tx,
          { ...input, query: Object.fromEntries(new URLSearchParams(boardQueryBack(input.query))) },
          errors,
        ),
    }),
  ],
});
