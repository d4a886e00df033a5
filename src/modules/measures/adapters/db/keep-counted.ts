import type { Tx } from '../../../../kernel/unit-of-work.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, select, type SqlValue } from '../../../../platform/db/sql.js';
import { countedTables, endOfTime, type CountedTable } from './counted-tables.js';
import { deriveBeds, deriveReferrals, deriveStays, type CountedRow } from './derive-counted.js';

/** Of the record: what was done, to what. */
export interface Recorded {
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
}

/** Facts looked at in one statement. */
const atOnce = 500;

const chunks = <Item>(items: readonly Item[]): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / atOnce) }, (_, index) =>
    items.slice(index * atOnce, (index + 1) * atOnce),
  );

/** Text and numbers as both sides of a comparison write them: a flag may come as a number, a number as text. */
const written = (value: string | number | null | undefined): string => String(value ?? '');

const differs = (table: CountedTable, fresh: CountedRow, standing: CountedRow | undefined): boolean =>
  standing === undefined ||
  countedTables[table].columns.some((column) => written(fresh[column]) !== written(standing[column]));

interface Standing {
  readonly revision: number;
}

/** Puts new revisions in the place of those that stand. */
const supersede = async (
  tx: Tx,
  table: CountedTable,
  changed: readonly CountedRow[],
  standing: ReadonlyMap<string, CountedRow & Standing>,
  cause: string,
): Promise<void> => {
  const { subject, columns } = countedTables[table];
  const replaced = changed.map((row) => String(row[subject])).filter((id) => standing.has(id));
  if (replaced.length > 0) {
    // Never before it began: the clock of a demonstration can be turned back.
    await execute(
      tx,
      `UPDATE ${table} SET superseded_at = GREATEST(recorded_at, CURRENT_TIMESTAMP(6))
        WHERE ${subject} IN (?) AND superseded_at = '${endOfTime}'`,
      [replaced],
    );
  }
  const values = changed.map((row): SqlValue[] => [
    ...columns.map((column) => row[column] ?? null),
    (standing.get(String(row[subject]))?.revision ?? 0) + 1,
    cause,
  ]);
  const marks = [...columns.map(() => '?'), '?', 'CURRENT_TIMESTAMP(6)', `'${endOfTime}'`, '?'].join(', ');
  await execute(
    tx,
    `INSERT INTO ${table} (${columns.join(', ')}, revision, recorded_at, superseded_at, cause)
       VALUES ${values.map(() => `(${marks})`).join(', ')}`,
    values.flat(),
  );
};

/** Writes a revision of each fact that is not as it stands, and says of how many. */
const revise = async (
  tx: Tx,
  table: CountedTable,
  of: { readonly column: string; readonly ids: readonly string[] },
  derive: (tx: Tx, ids: readonly string[]) => Promise<readonly CountedRow[]>,
  cause: string,
): Promise<number> => {
  const { subject, columns } = countedTables[table];
  // Locked before the facts are read, so that of two changes at once the second sees what the first did.
  const rows = await select<CountedRow & Standing>(
    tx,
    `SELECT ${columns.join(', ')}, revision FROM ${table}
      WHERE ${of.column} IN (?) AND superseded_at = '${endOfTime}' ORDER BY ${subject} FOR UPDATE`,
    [of.ids],
  );
  const standing = new Map(rows.map((row) => [String(row[subject]), row]));
  const changed = (await derive(tx, of.ids)).filter((row) =>
    differs(table, row, standing.get(String(row[subject]))),
  );
  if (changed.length === 0) return 0;
  try {
    await supersede(tx, table, changed, standing, cause);
  } catch (error) {
    // Another wrote the first revision meanwhile, of a fact nobody had kept yet: now there is a row to lock.
    if (duplicateKeyOf(error) === null) throw error;
    return revise(tx, table, of, derive, cause);
  }
  return changed.length;
};

const reviseReferrals = async (tx: Tx, ids: readonly string[], cause: string): Promise<number> => {
  let revised = 0;
  for (const some of chunks(ids)) {
    const of = { column: 'referral_id', ids: some };
    revised += await revise(tx, 'counted_referral', of, deriveReferrals, cause);
    revised += await revise(tx, 'counted_stay', of, deriveStays, cause);
  }
  return revised;
};

const reviseBeds = async (tx: Tx, ids: readonly string[], cause: string): Promise<number> => {
  let revised = 0;
  for (const some of chunks(ids))
    revised += await revise(tx, 'counted_bed', { column: 'bed_id', ids: some }, deriveBeds, cause);
  return revised;
};

/** Which referrals, or beds, an entry of the record can have changed a fact of, by the kind of its subject. */
const referralsOf: Readonly<Record<string, string>> = {
  client: 'SELECT id FROM referral WHERE client_id IN (?)',
  referral: 'SELECT id FROM referral WHERE id IN (?)',
  referral_transfer: 'SELECT referral_id AS id FROM referral_transfer WHERE id IN (?)',
  funding_decision: 'SELECT referral_id AS id FROM funding_decision WHERE id IN (?)',
  funding_takeover: 'SELECT referral_id AS id FROM funding_takeover WHERE id IN (?)',
  placement: 'SELECT referral_id AS id FROM placement WHERE id IN (?)',
  provider_move: `SELECT p.referral_id AS id FROM provider_move m JOIN placement p ON p.id = m.placement_id WHERE m.id IN (?)`,
  stay_repair: `SELECT p.referral_id AS id FROM stay_repair s
    JOIN placement p ON p.id IN (s.placement_id, s.other_placement_id) WHERE s.id IN (?)`,
};
const bedsOf: Readonly<Record<string, string>> = {
  bed_unit: 'SELECT id FROM bed_unit WHERE id IN (?)',
  out_of_service: 'SELECT bed_id AS id FROM out_of_service WHERE id IN (?)',
  project: 'SELECT id FROM bed_unit WHERE project_id IN (?)',
};
/** Whether a project counts is a fact of everybody who arrived there. */
const changesStanding = /^capacity\.rehab-standing-/;
const peopleOfProject = `SELECT DISTINCT referral_id AS id FROM placement
   WHERE project_id IN (?) UNION SELECT DISTINCT referral_id FROM placement WHERE started_project_id IN (?)`;

const idsOf = async (
  tx: Tx,
  statements: Readonly<Record<string, string>>,
  recorded: readonly Recorded[],
): Promise<readonly string[]> => {
  const found = new Set<string>();
  for (const [kind, statement] of Object.entries(statements)) {
    const subjects = recorded
      .filter(({ subjectKind }) => subjectKind === kind)
      .map(({ subjectId }) => subjectId);
    if (subjects.length === 0) continue;
    for (const { id } of await select<{ readonly id: string }>(tx, statement, [[...new Set(subjects)]]))
      found.add(id);
  }
  return [...found].toSorted();
};

/**
 * Keeps what is counted, last in the transaction that changed it: a new revision of each fact that is no longer as it stood,
 * with the time and the step of the record that changed it. What is counted and what it is counted from cannot come apart.
 */
export const keepCounted = async (tx: Tx, recorded: readonly Recorded[]): Promise<void> => {
  const cause = recorded[0]?.action ?? '';
  const referralIds = new Set(await idsOf(tx, referralsOf, recorded));
  const moved = recorded
    .filter(({ subjectKind, action }) => subjectKind === 'project' && changesStanding.test(action))
    .map(({ subjectId }) => subjectId);
  if (moved.length > 0) {
    for (const { id } of await select<{ readonly id: string }>(tx, peopleOfProject, [moved, moved]))
      referralIds.add(id);
  }
  await reviseReferrals(tx, [...referralIds].toSorted(), cause);
  await reviseBeds(tx, await idsOf(tx, bedsOf, recorded), cause);
};

/** The word for a revision that comparison with the facts found to be missing: an earlier release did not keep them. */
export const foundByComparison = 'measures.found-by-comparison';

const allIds = async (tx: Tx, table: 'referral' | 'bed_unit', after: string): Promise<readonly string[]> =>
  (
    await select<{ readonly id: string }>(
      tx,
      `SELECT id FROM ${table} WHERE id > ? ORDER BY id LIMIT ${atOnce}`,
      [after],
    )
  ).map(({ id }) => id);

/**
 * Compares what is kept with the facts, some at a time from an id on, and writes what is missing. `next` is null when all
 * were looked at. After the first night of a release that keeps them, `revised` is 0 or something wrote past the record.
 */
export const compareCounted = async (
  tx: Tx,
  kind: 'referral' | 'bed_unit',
  after: string,
): Promise<{ readonly revised: number; readonly next: string | null }> => {
  const ids = await allIds(tx, kind, after);
  const revised =
    ids.length === 0
      ? 0
      : await (kind === 'referral' ? reviseReferrals : reviseBeds)(tx, ids, foundByComparison);
  return { revised, next: ids.length < atOnce ? null : (ids.at(-1) ?? null) };
};
