import { expect } from 'chai';

import { measureDefinitions } from '../../../config/measures.js';
import type { Scope } from '../../../src/kernel/actor.js';
import { addNights, type IsoDate } from '../../../src/kernel/iso-date.js';
import { readCells } from '../../../src/modules/measures/adapters/db/read-cells.js';
import { readRows, readRowsTotal } from '../../../src/modules/measures/adapters/db/measure-rows.js';
import { questionsOf } from '../../../src/modules/measures/application/count-twice.js';
import type { Grouping, MeasureCell, MeasureQuestion } from '../../../src/modules/measures/domain/measure.js';
import {
  rowsOfMeasure,
  type CountedRow,
  type RowMark,
} from '../../../src/modules/measures/domain/measure-rows.js';
import { adjustableClock } from '../../support/adjustable-clock.js';
import { tellHistory } from '../../support/counted-history.js';
import { withTestDatabase, type TestDatabase } from '../../support/database.js';

type Sum = Readonly<Record<'n' | 'of' | 'pence', number>>;
const sumOf = (rows: readonly Sum[]): Sum =>
  rows.reduce<Sum>((sum, { n, of, pence }) => ({ n: sum.n + n, of: sum.of + of, pence: sum.pence + pence }), {
    n: 0,
    of: 0,
    pence: 0,
  });
const firstOfMonth = (on: IsoDate): IsoDate => addNights(on, 1 - Number(on.slice(8, 10)));

describe('the rows of a number, in an invented country', function () {
  this.timeout(120_000);
  let database: TestDatabase;
  let period: Pick<MeasureQuestion, 'fromOn' | 'toOn' | 'asAtOn'>;
  let thenAt: Date;
  let thenOn: IsoDate;

  before(async () => {
    const clock = adjustableClock();
    database = await withTestDatabase({ clock });
    const history = await tellHistory(database, clock, 13);
    await history.tell(400);
    [thenAt, thenOn] = [clock.now(), clock.today];
    clock.advance({ seconds: 1 });
    await history.tell(400);
    period = {
      ...{ fromOn: firstOfMonth(history.begin), toOn: firstOfMonth(addNights(clock.today, 40)) },
      asAtOn: clock.today,
    };
  });
  after(() => database?.drop());

  /** Every page of the rows, few at a time. */
  const allRows = (question: MeasureQuestion, scope: Scope, month: string | null = null) =>
    database.uow.read(async (tx) => {
      const rows: CountedRow[] = [];
      let after: RowMark | null = null;
      for (;;) {
        const page: readonly CountedRow[] = await readRows(
          tx,
          question,
          { scope, month },
          { after, limit: 7 },
        );
        rows.push(...page);
        const last = page.at(-1);
        if (last === undefined || page.length < 7) return rows;
        after = last;
      }
    });
  const cellsBy = async (question: MeasureQuestion, by: Grouping | null) => {
    const cells = await database.uow.read((tx) => readCells(tx, { ...question, by }));
    const groups = new Map<string, readonly MeasureCell[]>();
    for (const cell of cells) groups.set(cell.group ?? '', [...(groups.get(cell.group ?? '') ?? []), cell]);
    return groups;
  };
  const idsOf = (table: 'partnership' | 'provider'): Promise<{ id: string }[]> =>
    database.dataSource.query(`SELECT id FROM ${table}`);

  const expectRows = async (question: MeasureQuestion, scope: Scope, cells: readonly MeasureCell[]) => {
    const name = `${question.measureId} ${question.waits ?? ''} of ${scope.kind} ${String(question.asAt)}`;
    const rows = await allRows(question, scope);
    expect(sumOf(rows), name).to.deep.equal(sumOf(cells));
    expect(
      new Set(rows.map(({ subjectId, onDate }) => `${subjectId} ${onDate.slice(0, 7)}`)).size,
      name,
    ).to.equal(rows.length);
    const total = await database.uow.read((tx) => readRowsTotal(tx, question, { scope, month: null }));
    expect(total, name).to.deep.equal({ rows: rows.length, ...sumOf(cells) });
    const month = cells[0]?.month;
    if (month !== undefined)
      expect(sumOf(await allRows(question, scope, month)), `${name} in ${month}`).to.deep.equal(
        sumOf(cells.filter((cell) => cell.month === month)),
      );
    return rows.length;
  };

  for (const definition of measureDefinitions) {
    it(`${definition.name}: come to the number itself, for everybody whose rows they are`, async () => {
      const { owners } = rowsOfMeasure[definition.measureId];
      const [asNow, asThen] = [
        { asAt: null, asAtOn: period.asAtOn },
        { asAt: thenAt, asAtOn: thenOn },
      ];
      let seen = 0;
      for (const asAt of [asNow, asThen]) {
        const questions = questionsOf({ ...definition, by: [] }, { ...period, ...asAt });
        for (const question of questions) {
          if (owners.includes('partnership')) {
            const groups = await cellsBy(question, 'partnership');
            for (const { id } of await idsOf('partnership'))
              seen += await expectRows(
                question,
                { kind: 'partnership', partnershipId: id },
                groups.get(id) ?? [],
              );
          }
          if (owners.includes('provider')) {
            const cells = [...(await cellsBy(question, 'project')).values()].flat();
            for (const { id } of await idsOf('provider'))
              seen += await expectRows(question, { kind: 'provider', providerId: id }, cells);
          }
          if (owners.includes('country')) {
            const cells = [...(await cellsBy(question, null)).values()].flat();
            seen += await expectRows(question, { kind: 'national' }, cells);
          }
        }
      }
      expect(seen, 'rows that were compared').to.be.greaterThan(0);
    });
  }
});
