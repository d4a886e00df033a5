import type { Scope } from '../../../../kernel/actor.js';
import { isoDate, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select, selectOne, type SqlValue } from '../../../../platform/db/sql.js';
import type { ReadMeasureRowsDeps, RowsWithin } from '../../application/read-measure-rows.js';
import { monthAfter, type MeasureQuestion } from '../../domain/measure.js';
import type { RowKind, RowSubject } from '../../domain/measure-rows.js';
import { day, rowsStatementOf, type OwnRows } from './measure-statements.js';

/** Of SQL: whether whoever is in a scope may know whose record that of a client is. `clientId` is a column. */
export type MayKnow = (
  scope: Scope,
  clientId: string,
) => { readonly condition: string; readonly values: readonly SqlValue[] };

const ownRows = ({ scope, month }: RowsWithin): OwnRows => {
  const startsOn = month === null ? null : isoDate(`${month}-01`);
  const inMonth =
    startsOn === null
      ? ''
      : `t.on_date >= ${day(startsOn)} AND t.on_date < ${day(monthAfter(startsOn))} AND `;
  switch (scope.kind) {
    case 'national':
      return { condition: `${inMonth}TRUE`, values: [] };
    case 'partnership':
      return { condition: `${inMonth}t.partnership_id = ?`, values: [scope.partnershipId] };
    case 'provider':
      return {
        condition: `${inMonth}t.project_id IN (SELECT id FROM project WHERE provider_id = ?)`,
        values: [scope.providerId],
      };
  }
};

/** A page of what a number is made of, in the order of days. */
export const readRows: ReadMeasureRowsDeps['readRows'] = async (tx, question, within, { after, limit }) => {
  const own = ownRows(within);
  const rows = await select<{
    readonly subject: string;
    readonly on_date: IsoDate;
    readonly days: string | number | null;
    readonly n: string;
    readonly of_n: string;
    readonly pence: string;
  }>(
    tx,
    `SELECT * FROM (${rowsStatementOf(question, own)}) AS row_of
      ${after === null ? '' : 'WHERE (on_date > ? OR (on_date = ? AND subject > ?))'}
      ORDER BY on_date, subject LIMIT ${limit}`,
    [...own.values, ...(after === null ? [] : [after.onDate, after.onDate, after.subjectId])],
  );
  return rows.map(({ subject, on_date, days, n, of_n, pence }) => ({
    ...{ subjectId: subject, onDate: on_date, days: days === null ? null : Number(days) },
    ...{ n: Number(n), of: Number(of_n), pence: Number(pence) },
  }));
};

/** What the rows come to together. */
export const readRowsTotal = async (tx: Tx, question: MeasureQuestion, within: RowsWithin) => {
  const own = ownRows(within);
  const total = await selectOne<Record<'counted' | 'n' | 'of_n' | 'pence', string | null>>(
    tx,
    `SELECT COUNT(*) AS counted, SUM(n) AS n, SUM(of_n) AS of_n, SUM(pence) AS pence
       FROM (${rowsStatementOf(question, own)}) AS row_of`,
    [...own.values],
  );
  const number = (column: 'counted' | 'n' | 'of_n' | 'pence'): number => Number(total?.[column] ?? 0);
  return { rows: number('counted'), n: number('n'), of: number('of_n'), pence: number('pence') };
};

interface SubjectRow {
  readonly id: string;
  readonly client_id: string | null;
  readonly referral_id: string | null;
  readonly reference: string | null;
  readonly may_know: number | null;
  readonly project_id: string | null;
  readonly project_name: string | null;
  readonly bed_label: string | null;
}

const nobody = 'NULL AS client_id, NULL AS referral_id, NULL AS reference, NULL AS may_know';
const nowhere = 'NULL AS project_id, NULL AS project_name, NULL AS bed_label';
const somewhere = 'j.id AS project_id, j.name AS project_name';
const itsPerson = 'JOIN referral r ON r.id = s.referral_id JOIN client c ON c.id = r.client_id';

/** A stay is told where it began, which is where it counts. */
const statements: Readonly<Record<RowKind, (person: string) => string>> = {
  referral: (person) =>
    `SELECT r.id, ${person}, ${nowhere} FROM referral r JOIN client c ON c.id = r.client_id WHERE r.id IN (?)`,
  stay: (person) =>
    `SELECT s.id, ${person}, ${somewhere}, u.label AS bed_label FROM placement s ${itsPerson}
       JOIN project j ON j.id = COALESCE(s.started_project_id, s.project_id)
       JOIN bed_unit u ON u.id = COALESCE(s.started_bed_id, s.bed_id) WHERE s.id IN (?)`,
  offer: (person) =>
    `SELECT s.id, ${person}, ${somewhere}, u.label AS bed_label FROM offer s ${itsPerson}
       JOIN project j ON j.id = s.project_id JOIN bed_unit u ON u.id = s.bed_id WHERE s.id IN (?)`,
  bed: () =>
    `SELECT s.id, ${nobody}, ${somewhere}, s.label AS bed_label FROM bed_unit s JOIN project j ON j.id = s.project_id WHERE s.id IN (?)`,
  project: () => `SELECT j.id, ${nobody}, ${somewhere}, NULL AS bed_label FROM project j WHERE j.id IN (?)`,
};

const personOf = ({ client_id, referral_id, reference, may_know }: SubjectRow): RowSubject['person'] =>
  client_id === null || referral_id === null || reference === null
    ? null
    : { clientId: client_id, referralId: referral_id, reference, mayKnow: may_know === 1 };

/** A partnership reads of its own people, and of those who are with another now nothing; a provider knows whom it was asked about. */
const personColumns = (
  mayKnow: MayKnow,
  scope: Scope,
): { readonly sql: string; readonly values: readonly SqlValue[] } => {
  if (scope.kind === 'national') return { sql: nobody, values: [] };
  if (scope.kind === 'provider')
    return {
      sql: 'r.client_id, r.id AS referral_id, c.reference, 1 AS may_know',
      values: [],
    };
  const known = mayKnow(scope, 'r.client_id');
  const own = (column: string): string => `IF(r.partnership_id = ?, ${column}, NULL)`;
  return {
    sql: `${own('r.client_id')} AS client_id, ${own('r.id')} AS referral_id, ${own('c.reference')} AS reference, ${known.condition} AS may_know`,
    values: [scope.partnershipId, scope.partnershipId, scope.partnershipId, ...known.values],
  };
};

/** What rows are of, by their ids: one statement for each kind. */
export const makeReadRowSubjects =
  (mayKnow: MayKnow): ReadMeasureRowsDeps['readRowSubjects'] =>
  async (tx, scope, kinds, subjectIds) => {
    const found = new Map<string, RowSubject>();
    if (subjectIds.length === 0) return found;
    const person = personColumns(mayKnow, scope);
    for (const kind of kinds) {
      const isOfPeople = kind !== 'bed' && kind !== 'project';
      const rows = await select<SubjectRow>(tx, statements[kind](person.sql), [
        ...(isOfPeople ? person.values : []),
        subjectIds,
      ]);
      for (const row of rows)
        found.set(row.id, {
          kind,
          person: personOf(row),
          project:
            row.project_id === null || row.project_name === null
              ? null
              : { projectId: row.project_id, name: row.project_name },
          bedLabel: row.bed_label,
        });
    }
    return found;
  };
