import type { IdSource } from '../kernel/ids.js';
import type { Tx } from '../kernel/unit-of-work.js';
import { expansionRepository } from '../modules/expansion/adapters/db/expansion-repository.js';
import { saidStatements } from '../modules/expansion/adapters/db/said-statements.js';
import { execute, select } from '../platform/db/sql.js';
import type { ExpansionRow, ExpansionStatementRow, ReferenceData } from './reference-data-files.js';
import { bedsAddedText, fundingText, marked } from './reference-data-texts.js';

/** The same in every database, so that links to a project of the published list stay. */
const expansionIdOf = (number: number): string =>
  `01930000-0002-7000-8000-${String(number).padStart(12, '0')}`;

const pencePerPound = 100;
const inPence = (amount: number | null): number | null => (amount === null ? null : amount * pencePerPound);

/** A number of beds that a source prints or that was worked out; a doubtful one is carried in its text alone. */
const bedsBeforeCountOf = ({ beds_before, beds_before_mark }: ExpansionRow): number | null =>
  /^\d+$/.test(beds_before) && beds_before_mark !== 'unverified' ? Number(beds_before) : null;

const insertProject = (tx: Tx, row: ExpansionRow): Promise<number> =>
  execute(
    tx,
    `INSERT INTO expansion_project (id, name, provider, kind, health_board, beds_before, beds_after, beds_added,
       other_capacity, funding, announced, opened, status, client_group, source, retrieved_on, expansion_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      ...[row.number, row.name, row.provider, row.kind, row.health_board],
      ...[marked(row.beds_before, row.beds_before_mark), marked(row.beds_after, row.beds_after_mark)],
      ...[bedsAddedText(row), row.other_capacity, fundingText(row), row.announced],
      ...[marked(row.opened, row.opened_mark), row.status, row.client_group, row.source, row.retrieved_on],
      expansionIdOf(row.number),
    ],
  );

/** Rows of an earlier release have no id, no day of reading and no numbers beside their texts. */
const completeProject = (tx: Tx, row: ExpansionRow): Promise<number> =>
  execute(
    tx,
    `UPDATE expansion_project SET expansion_id = COALESCE(expansion_id, ?), retrieved_on = COALESCE(retrieved_on, ?),
       beds_before_count = COALESCE(beds_before_count, ?),
       funding_least_pence = COALESCE(funding_least_pence, ?), funding_most_pence = COALESCE(funding_most_pence, ?),
       funding_shared_as = COALESCE(funding_shared_as, ?)
      WHERE id = ?`,
    [
      ...[expansionIdOf(row.number), row.retrieved_on, bedsBeforeCountOf(row)],
      ...[
        inPence(row.funding_least_pounds),
        inPence(row.funding_most_pounds),
        row.funding_shared_as,
        row.number,
      ],
    ],
  );

/** Adds the expansion projects whose numbers are not there; gives how many. */
export const loadExpansion = async (tx: Tx, { expansion }: ReferenceData): Promise<number> => {
  const there = new Set(
    (await select<{ id: number }>(tx, 'SELECT id FROM expansion_project')).map(({ id }) => id),
  );
  const missing = expansion.filter(({ number }) => !there.has(number));
  for (const row of missing) await insertProject(tx, row);
  for (const row of expansion) await completeProject(tx, row);
  return missing.length;
};

const expansions = expansionRepository(saidStatements);

const keepStatement = (tx: Tx, id: string, row: ExpansionStatementRow): Promise<string> => {
  const kept = { id, expansionId: expansionIdOf(row.number), memberId: null };
  const { mark, note, source } = row;
  return row.kind === null
    ? expansions.keepBeds(tx, kept, {
        ...{ stage: row.about, beds: row.beds, dated: row.dated, mark, note, source },
        ...{ replacesId: null, reason: null },
      })
    : expansions.keepMilestone(tx, kept, {
        ...{ milestone: row.about, isPlan: row.kind === 'planned', dated: row.dated, saidOn: row.said_on },
        ...{ mark, note, source },
      });
};

/** Adds what sources say of the beds and works of those projects, as far as the same was not said before; gives how much. */
export const loadExpansionStatements = async (
  tx: Tx,
  newId: IdSource,
  { statements }: ReferenceData,
): Promise<number> => {
  let added = 0;
  for (const row of statements) {
    if ((await keepStatement(tx, newId(), row)) === 'kept') added += 1;
  }
  return added;
};
