import type { AppendAudit } from '../../../kernel/audit.js';
import type { IdSource } from '../../../kernel/ids.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { saidDateText } from '../domain/said-date.js';
import type { BedsStatement, MilestoneStatement } from '../domain/statement.js';
import {
  weighBeds,
  weighMilestone,
  type BedsRefusal,
  type MilestoneRefusal,
} from '../domain/weigh-statement.js';
import type { ExpansionRepository, NewExpansion } from './ports.js';

/** What keeping statements needs. */
export interface KeepExpansionDeps {
  readonly expansions: ExpansionRepository;
  readonly newId: IdSource;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
  readonly audit: AppendAudit;
}

type NotFound = { readonly code: 'not-found' };
type SaidAlready = { readonly code: 'said-already' };

/** Why a project is not added. */
export type AddExpansionRefusal =
  | { readonly code: 'expansion-known-already'; readonly name: string }
  | { readonly code: 'health-board-unknown'; readonly healthBoards: readonly string[] }
  | { readonly code: 'funding-most-below-least' };

/** Adds a project that adds beds. What is said of its beds follows as statements. */
export const makeAddExpansion =
  ({
    expansions,
    newId,
    audit,
    readHealthBoards,
  }: Omit<KeepExpansionDeps, 'now'> & {
    readonly readHealthBoards: (tx: Tx) => Promise<readonly string[]>;
  }) =>
  async (
    tx: Tx,
    { memberId, expansion }: { readonly memberId: string; readonly expansion: NewExpansion },
  ): Promise<Outcome<{ expansionId: string; version: number }, AddExpansionRefusal>> => {
    const { fundingLeastPence: least, fundingMostPence: most } = expansion;
    if (most !== null && (least === null || most < least))
      return refuse({ code: 'funding-most-below-least' });
    const healthBoards = await readHealthBoards(tx);
    if (!healthBoards.includes(expansion.healthBoard)) {
      return refuse({ code: 'health-board-unknown', healthBoards });
    }
    const expansionId = newId();
    if (!(await expansions.add(tx, expansionId, expansion, memberId))) {
      return refuse({ code: 'expansion-known-already', name: expansion.name });
    }
    await audit(tx, {
      action: 'expansion.project-added',
      ...{ subjectKind: 'expansion_project', subjectId: expansionId, version: 1 },
      after: { ...expansion },
    });
    return done({ expansionId, version: 1 });
  };

/** As the rules say, or there is no such project, or the same was said before. */
export type RecordBedsRefusal = BedsRefusal | NotFound | SaidAlready;

/** Records how many beds had come to a step. A number out of step with the others is taken once it is confirmed. */
export const makeRecordBeds =
  ({ expansions, newId, now, audit }: KeepExpansionDeps) =>
  async (
    tx: Tx,
    command: {
      readonly memberId: string;
      readonly expansionId: string;
      readonly statement: BedsStatement;
      readonly isConfirmed: boolean;
    },
  ): Promise<Outcome<{ expansionId: string; statementId: string }, RecordBedsRefusal>> => {
    const { memberId, expansionId, statement, isConfirmed } = command;
    if ((await expansions.find(tx, expansionId)) === null) return refuse({ code: 'not-found' });
    const { today } = await now(tx);
    const facts = await expansions.readBeds(tx, expansionId);
    const refusal = weighBeds(statement, facts, today, isConfirmed);
    if (refusal !== null) return refuse(refusal);
    const statementId = newId();
    const kept = await expansions.keepBeds(tx, { id: statementId, expansionId, memberId }, statement);
    if (kept === 'replaced-already') return refuse({ code: 'statement-replaced-already' });
    if (kept === 'said-already') return refuse({ code: 'said-already' });
    const { dated, ...said } = statement;
    await audit(tx, {
      action: 'expansion.beds-stated',
      ...{ subjectKind: 'expansion_project', subjectId: expansionId, version: null },
      after: { statementId, ...said, dated: dated === null ? null : saidDateText(dated), isConfirmed },
    });
    return done({ expansionId, statementId });
  };

/** As the rules say, or there is no such project, or the same was said before. */
export type RecordMilestoneRefusal = MilestoneRefusal | NotFound | SaidAlready;

/** Records when a step of the work is planned, or when it happened. An earlier plan stays beside it. */
export const makeRecordMilestone =
  ({ expansions, newId, now, audit }: KeepExpansionDeps) =>
  async (
    tx: Tx,
    command: {
      readonly memberId: string;
      readonly expansionId: string;
      readonly statement: MilestoneStatement;
    },
  ): Promise<Outcome<{ expansionId: string; statementId: string }, RecordMilestoneRefusal>> => {
    const { memberId, expansionId, statement } = command;
    if ((await expansions.find(tx, expansionId)) === null) return refuse({ code: 'not-found' });
    const { today } = await now(tx);
    const refusal = weighMilestone(statement, today);
    if (refusal !== null) return refuse(refusal);
    const statementId = newId();
    const kept = await expansions.keepMilestone(tx, { id: statementId, expansionId, memberId }, statement);
    if (kept === 'said-already') return refuse({ code: 'said-already' });
    const { dated, ...said } = statement;
    await audit(tx, {
      action: 'expansion.milestone-stated',
      ...{ subjectKind: 'expansion_project', subjectId: expansionId, version: null },
      after: { statementId, ...said, dated: saidDateText(dated) },
    });
    return done({ expansionId, statementId });
  };

/** Why a project is not linked. */
export type LinkExpansionRefusal =
  | NotFound
  | { readonly code: 'project-unknown' }
  | { readonly code: 'project-linked-elsewhere' }
  | { readonly code: 'changed-since-you-read-it' };

/** Says which project of the service has these beds, so that those in use are counted; null takes it back. */
export const makeLinkExpansion =
  ({
    expansions,
    audit,
    isProject,
  }: Pick<KeepExpansionDeps, 'expansions' | 'audit'> & {
    readonly isProject: (tx: Tx, projectId: string) => Promise<boolean>;
  }) =>
  async (
    tx: Tx,
    command: {
      readonly expansionId: string;
      readonly expectedVersion: number;
      readonly projectId: string | null;
    },
  ): Promise<Outcome<{ expansionId: string; version: number }, LinkExpansionRefusal>> => {
    const { expansionId, expectedVersion, projectId } = command;
    const before = await expansions.find(tx, expansionId);
    if (before === null) return refuse({ code: 'not-found' });
    if (projectId !== null && !(await isProject(tx, projectId))) return refuse({ code: 'project-unknown' });
    const linked = await expansions.link(tx, { expansionId, version: expectedVersion }, projectId);
    if (linked === 'linked-elsewhere') return refuse({ code: 'project-linked-elsewhere' });
    if (linked === 'changed') return refuse({ code: 'changed-since-you-read-it' });
    const version = expectedVersion + 1;
    await audit(tx, {
      action: 'expansion.project-linked',
      ...{ subjectKind: 'expansion_project', subjectId: expansionId, version },
      before: { projectId: before.projectId },
      after: { projectId },
    });
    return done({ expansionId, version });
  };
