import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import type { IdSource } from '../../../kernel/ids.js';
import { addNights, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import {
  bedChangeLookAskedV1,
  type ReadBedChangeToLookAt,
  type ReadFactsMark,
} from '../contract/bed-change.js';
import { canBeRecorded, cellsThatDiffer, type PlannedCells } from '../domain/bed-change.js';
import { parseBedSheet, toSheetCells, type CellError, type SheetCells } from '../domain/bed-sheet.js';
import type { BedChange, BedChangeRepository, BedChangeState } from './bed-change-ports.js';
import type { BedSheetRepository } from './bed-sheet-repository.js';
import type { ImportBedsRefusal, makeImportBeds } from './import-beds.js';
import type { ReadArrivedClaims } from './ports.js';

/** What planning a change of a bed needs. */
export interface ChangeBedDeps {
  readonly changes: BedChangeRepository;
  readonly sheets: Pick<BedSheetRepository, 'known' | 'healthBoards'>;
  readonly readArrivedClaims: ReadArrivedClaims;
  readonly importBeds: ReturnType<typeof makeImportBeds>;
  readonly readFactsMark: ReadFactsMark;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

/** How far ahead a change can be planned. Unit: days. Set for this service: a year, as with rules and policies. */
const furthestAheadDays = 366;

const subjectKind = 'planned_bed_change';

/** A bed as its line of the sheet has it. */
export interface BedLine {
  readonly bedId: string;
  readonly projectId: string;
  readonly projectName: string;
  readonly bedLabel: string;
  readonly cells: SheetCells;
}

type Known = Awaited<ReturnType<BedSheetRepository['known']>>;

const lineIn = (known: Known, bedId: string): BedLine | null => {
  const bed = known.beds.find((one) => one.bedId === bedId);
  const project = known.projects.find(({ projectId }) => projectId === bed?.projectId);
  return bed === undefined || project === undefined
    ? null
    : {
        ...{ bedId, projectId: project.projectId, projectName: project.name, bedLabel: bed.label },
        cells: toSheetCells(project, bed),
      };
};

const readKnown = async (
  deps: Pick<ChangeBedDeps, 'sheets' | 'readArrivedClaims'>,
  tx: Tx,
  providerId: string,
  on: IsoDate,
): Promise<Known> => deps.sheets.known(tx, providerId, [], await deps.readArrivedClaims(tx, on));

/** A bed of the scope's provider; null for any other. */
export const makeReadBedLine =
  (deps: Pick<ChangeBedDeps, 'sheets' | 'readArrivedClaims'>) =>
  async (tx: Tx, scope: Scope, bedId: string, today: IsoDate): Promise<BedLine | null> =>
    scope.kind === 'provider' ? lineIn(await readKnown(deps, tx, scope.providerId, today), bedId) : null;

const rowOf = (cells: SheetCells, changed: PlannedCells) => [{ row: 1, cells: { ...cells, ...changed } }];

/** Why a change of a bed cannot be planned. */
export type PlanBedChangeRefusal =
  | ImportBedsRefusal
  | { readonly code: 'nothing-changes' }
  | { readonly code: 'start-not-possible'; readonly earliestOn: IsoDate; readonly latestOn: IsoDate }
  | { readonly code: 'change-already-waiting' };

/**
 * Writes down a change of a bed that takes places away or changes whom it takes, and asks the matcher what it would do. What
 * the sheet of beds would refuse is refused now; who has the bed until its day stands in no way yet.
 */
export const makePlanBedChange =
  (deps: ChangeBedDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    {
      memberId,
      bedId,
      asked,
      startsOn,
      reason,
      today,
    }: {
      readonly memberId: string;
      readonly bedId: string;
      readonly asked: PlannedCells;
      readonly startsOn: IsoDate;
      readonly reason: string;
      readonly today: IsoDate;
    },
  ): Promise<Outcome<{ readonly changeId: string; readonly state: 'waiting' }, PlanBedChangeRefusal>> => {
    if (scope.kind !== 'provider') return refuse({ code: 'not-found' });
    const line = await makeReadBedLine(deps)(tx, scope, bedId, today);
    if (line === null) return refuse({ code: 'not-found' });
    const latestOn = addNights(today, furthestAheadDays);
    if (startsOn < today || startsOn > latestOn) {
      return refuse({ code: 'start-not-possible', earliestOn: today, latestOn });
    }
    const cells = cellsThatDiffer(line.cells, asked);
    if (Object.keys(cells).length === 0) return refuse({ code: 'nothing-changes' });
    const fits = await deps.importBeds(tx, scope, {
      ...{ rows: rowOf(line.cells, cells), isDryRun: true, importedOn: today, standing: 'planned' },
    });
    if (!fits.ok) return fits;
    const changeId = deps.newId();
    const { providerId } = scope;
    const written = await deps.changes.insert(tx, {
      ...{ changeId, bedId, providerId, cells, startsOn, reason, state: 'waiting', proposedBy: memberId },
      ...{ look: null, lookedAt: null, factsMark: null },
    });
    if (!written) return refuse({ code: 'change-already-waiting' });
    await deps.audit(tx, {
      ...{ action: 'capacity.bed-change-planned', subjectKind, subjectId: changeId, version: null, reason },
      after: { bedId, startsOn, cells },
    });
    await deps.events(tx, bedChangeLookAskedV1.make({ changeId }));
    return done({ changeId, state: 'waiting' });
  };

/** A change as the matcher looks at it: the bed with every cell read, as the sheet would be. */
export const makeReadBedChangeToLookAt =
  (deps: ChangeBedDeps): ReadBedChangeToLookAt =>
  async (tx, changeId) => {
    const change = await deps.changes.find(tx, { kind: 'national' }, changeId);
    if (change?.state !== 'waiting' || change.look !== null) return null;
    const { today } = await deps.now(tx);
    const known = await readKnown(deps, tx, change.providerId, today);
    const line = lineIn(known, change.bedId);
    if (line === null) return null;
    const { beds } = parseBedSheet(rowOf(line.cells, change.cells), await deps.sheets.healthBoards(tx));
    const [bed] = beds;
    if (bed === undefined) return null;
    const { bedType, unitType, sexDesignation, maxAdults, maxChildren, oldestChildYears, closesOn } = bed;
    const room = known.rooms.find(
      ({ projectId, label }) => projectId === line.projectId && label === bed.roomLabel,
    );
    return {
      ...{ changeId, bedId: change.bedId },
      changed: {
        ...{ bedType, unitType, sexDesignation, maxAdults, maxChildren, oldestChildYears, closesOn },
        // A room that is not there yet has no other beds: any name of its own will do.
        roomId: bed.roomLabel === null ? null : (room?.roomId ?? changeId),
      },
    };
  };

/** Why a change cannot be looked at again. */
export type LookAgainRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'change-already-decided'; readonly state: BedChangeState };

/** Has a change that waits looked at anew, over the facts of now. */
export const makeLookAgain =
  ({ changes, audit, events }: Pick<ChangeBedDeps, 'changes' | 'audit' | 'events'>) =>
  async (
    tx: Tx,
    scope: Scope,
    changeId: string,
  ): Promise<Outcome<{ readonly changeId: string }, LookAgainRefusal>> => {
    const change = await changes.find(tx, scope, changeId);
    if (change === null) return refuse({ code: 'not-found' });
    if (change.state !== 'waiting') return refuse({ code: 'change-already-decided', state: change.state });
    // Nothing to forget: it is being looked at already.
    if (!(await changes.forgetLook(tx, changeId))) return done({ changeId });
    await audit(tx, {
      ...{ action: 'capacity.bed-change-look-asked', subjectKind, subjectId: changeId, version: null },
    });
    await events(tx, bedChangeLookAskedV1.make({ changeId }));
    return done({ changeId });
  };

/** Records a change through the sheet of beds, with all that the sheet would refuse. */
const record = async (
  deps: ChangeBedDeps,
  tx: Tx,
  change: BedChange,
  today: IsoDate,
): Promise<Outcome<{ readonly changeId: string }, ImportBedsRefusal>> => {
  const { changeId, bedId, providerId, cells } = change;
  const scope: Scope = { kind: 'provider', providerId };
  const line = await makeReadBedLine(deps)(tx, scope, bedId, today);
  if (line === null) return refuse({ code: 'not-found' });
  const applied = await deps.importBeds(tx, scope, {
    ...{ rows: rowOf(line.cells, cells), isDryRun: false, importedOn: today, standing: 'confirmed' },
  });
  if (!applied.ok) return applied;
  if (!(await deps.changes.markApplied(tx, changeId))) return refuse({ code: 'changed-since-you-read-it' });
  await deps.audit(tx, {
    ...{ action: 'capacity.bed-change-applied', subjectKind, subjectId: changeId, version: null },
    after: { bedId, cells },
  });
  return done({ changeId });
};

/** Why a change that waits was not decided. */
export type DecideBedChangeRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'second-person-needed' }
  | { readonly code: 'look-not-ready' }
  | { readonly code: 'look-out-of-date' }
  | { readonly code: 'change-already-decided'; readonly state: BedChangeState }
  | { readonly code: 'changed-since-you-read-it' }
  | { readonly code: 'sheet-has-errors'; readonly errorCount: number; readonly errors: readonly CellError[] };

/**
 * Confirms a change, which only somebody else than its author can and only while what was looked at is still so; or gives it
 * back. A closing is recorded at once with its day, and so is what begins today; anything else waits for its day.
 */
export const makeDecideBedChange =
  (deps: ChangeBedDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    {
      memberId,
      changeId,
      decision,
    }: {
      readonly memberId: string;
      readonly changeId: string;
      readonly decision: 'confirm' | 'give-back';
    },
  ): Promise<
    Outcome<{ readonly changeId: string; readonly state: BedChangeState }, DecideBedChangeRefusal>
  > => {
    const change = await deps.changes.find(tx, scope, changeId);
    if (change === null) return refuse({ code: 'not-found' });
    if (change.state !== 'waiting') return refuse({ code: 'change-already-decided', state: change.state });
    const lost = async (): Promise<Outcome<never, DecideBedChangeRefusal>> => {
      const state = (await deps.changes.find(tx, scope, changeId))?.state ?? 'waiting';
      return state === 'waiting'
        ? refuse({ code: 'changed-since-you-read-it' })
        : refuse({ code: 'change-already-decided', state });
    };
    const tell = (state: BedChangeState) =>
      deps.audit(tx, {
        ...{ action: 'capacity.bed-change-decided', subjectKind, subjectId: changeId, version: null },
        ...{ before: { state: 'waiting' }, after: { state, cells: change.cells }, reason: change.reason },
      });
    if (decision === 'give-back') {
      if (!(await deps.changes.giveBack(tx, changeId, memberId))) return lost();
      await tell('given_back');
      return done({ changeId, state: 'given_back' });
    }
    if (change.proposedBy === memberId) return refuse({ code: 'second-person-needed' });
    if (change.factsMark === null) return refuse({ code: 'look-not-ready' });
    if ((await deps.readFactsMark(tx, change.bedId)) !== change.factsMark) {
      return refuse({ code: 'look-out-of-date' });
    }
    if (!(await deps.changes.confirm(tx, changeId, memberId, change.factsMark))) return lost();
    await tell('confirmed');
    const { today } = await deps.now(tx);
    if (!canBeRecorded(change.cells, change.startsOn, today)) return done({ changeId, state: 'confirmed' });
    const recorded = await record(deps, tx, change, today);
    return recorded.ok ? done({ changeId, state: 'applied' }) : recorded;
  };

/** Records a confirmed change whose day has come. Refused while somebody has the bed whom it would take something from: tried again. */
export const makeApplyBedChange =
  (deps: ChangeBedDeps) =>
  async (tx: Tx, changeId: string): Promise<Outcome<{ readonly changeId: string }, ImportBedsRefusal>> => {
    const change = await deps.changes.find(tx, { kind: 'national' }, changeId);
    const { today } = await deps.now(tx);
    return change?.state === 'confirmed' && change.startsOn <= today
      ? record(deps, tx, change, today)
      : done({ changeId });
  };
