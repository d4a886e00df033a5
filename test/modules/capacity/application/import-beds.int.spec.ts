import { expect } from 'chai';
import { v7 } from 'uuid';

import type { Scope } from '../../../../src/kernel/actor.js';
import type { DomainEvent } from '../../../../src/kernel/events.js';
import { isoDate } from '../../../../src/kernel/iso-date.js';
import { done } from '../../../../src/kernel/outcome.js';
import type { CommandContext } from '../../../../src/kernel/unit-of-work.js';
import { readBedSheet } from '../../../../src/modules/capacity/adapters/csv/read-bed-sheet.js';
import { writeBedSheet } from '../../../../src/modules/capacity/adapters/csv/write-bed-sheet.js';
import { ledger } from '../../../../src/composition/nights.js';
import { bedSheetRepository } from '../../../../src/modules/capacity/adapters/db/bed-sheet-repository.js';
import { makeExportBeds, makeImportBeds } from '../../../../src/modules/capacity/application/import-beds.js';
import type { SheetCells } from '../../../../src/modules/capacity/domain/bed-sheet.js';
import { readArrivedClaims } from '../../../../src/modules/placements/adapters/db/placement-repository.js';
import { appendAudit } from '../../../../src/platform/db/audit-writer.js';
import { execute } from '../../../../src/platform/db/sql.js';
import { withTestDatabase, type TestDatabase } from '../../../support/database.js';
import { aBed, aProject, boards, rowsOf } from '../bed-sheets.js';

describe('importing beds', () => {
  let database: TestDatabase;
  let own: Scope & { kind: 'provider' };
  let other: Scope & { kind: 'provider' };
  let announced: DomainEvent[] = [];

  const contextOf = (home: Scope): CommandContext => ({
    actor: { memberId: v7(), role: 'provider_manager', home },
    requestId: 'import-test',
  });
  const importBeds = makeImportBeds({
    sheets: bedSheetRepository,
    readArrivedClaims,
    newId: v7,
    audit: appendAudit,
    events: async (_tx, event) => {
      announced.push(event);
    },
  });
  /** With a second person's yes where none is named. */
  const run = (
    cells: readonly SheetCells[],
    options: { scope?: Scope; isDryRun?: boolean; standing?: 'sheet' } = {},
  ) => {
    const scope = options.scope ?? own;
    const command = {
      rows: rowsOf(...cells),
      isDryRun: options.isDryRun ?? false,
      standing: options.standing ?? ('confirmed' as const),
      importedOn: isoDate('2026-11-22'),
    };
    return database.uow.run(contextOf(scope), (tx) => importBeds(tx, scope, command));
  };
  const exported = async (scope: Scope): Promise<string> =>
    writeBedSheet(await database.uow.read((tx) => makeExportBeds({ sheets: bedSheetRepository })(tx, scope)));
  const query = (statement: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> =>
    database.dataSource.query(statement, [...values]);
  const everything = async (): Promise<unknown> =>
    Promise.all(
      ['project', 'rehab_standing', 'room', 'bed_unit', 'audit'].map((table) =>
        query(`SELECT * FROM ${table} ORDER BY 1, 2`),
      ),
    );
  const bedIdOf = async (label: string): Promise<string> =>
    String((await query('SELECT id FROM bed_unit WHERE label = ?', [label]))[0]?.id);
  const claim = async (label: string): Promise<void> => {
    const bedId = await bedIdOf(label);
    const outcome = await database.uow.run(contextOf(own), (tx) =>
      ledger.claim(tx, {
        claimId: v7(),
        bedId,
        clientId: v7(),
        sex: 'female',
        kind: 'stay',
        stay: { arrivesOn: isoDate('2026-12-01'), departsOn: isoDate('2026-12-15') },
      }),
    );
    expect(outcome.ok).to.equal(true);
  };

  before(async () => {
    database = await withTestDatabase();
  });
  after(() => database.drop());
  beforeEach(async () => {
    announced = [];
    for (const table of [
      'bed_night',
      'client_night',
      'room_night',
      'bed_unit',
      'room',
      'rehab_standing',
      'project',
      'provider',
      'partnership',
    ]) {
      await query(`DELETE FROM ${table}`);
    }
    own = { kind: 'provider', providerId: v7() };
    other = { kind: 'provider', providerId: v7() };
    await database.uow.run(contextOf(own), async (tx) => {
      for (const [name, { providerId }] of [
        ['Own', own],
        ['Other', other],
      ] as const) {
        await execute(tx, 'INSERT INTO provider (id, name, sector) VALUES (?, ?, ?)', [
          providerId,
          name,
          'third_sector',
        ]);
      }
      for (const board of boards) {
        await execute(
          tx,
          'INSERT INTO partnership (id, name, health_board, health_board_code) VALUES (?, ?, ?, ?)',
          [v7(), board, board, 'S0'],
        );
      }
      return done(true);
    });
  });

  it('adds projects, rooms and beds, each with its one audit row, and tells of each project once', async () => {
    const outcome = await run([
      aBed({ bed: 'Seòmar “Mòr” 🌿' }),
      aBed({ bed: 'A', unitType: 'shared', room: 'Twin' }),
      aBed({ bed: 'B', unitType: 'shared', room: 'twin' }),
      aProject({ project: 'Taigh Ùr' }),
    ]);
    expect(outcome).to.deep.include({ ok: true });
    expect(outcome.ok && outcome.value).to.deep.include({ projectsAdded: 2, bedsAdded: 3, bedsChanged: 0 });
    expect(await query('SELECT label FROM room')).to.deep.equal([{ label: 'Twin' }]);
    const [bed] = await query("SELECT * FROM bed_unit WHERE label LIKE 'Seòmar%'");
    expect(bed).to.include({
      label: 'Seòmar “Mòr” 🌿',
      origin: 'imported',
      opens_on: '2026-04-01',
      is_step_free: 1,
    });
    const audited = await query(
      `SELECT (SELECT COUNT(*) FROM audit a WHERE a.subject_kind = 'bed_unit' AND a.subject_id = u.id AND a.version = 1) AS n
         FROM bed_unit u`,
    );
    expect(audited.map(({ n }) => Number(n))).to.deep.equal([1, 1, 1]);
    const standings = await query('SELECT counts_as_residential_rehab AS counts FROM rehab_standing');
    expect(standings.map(({ counts }) => counts)).to.deep.equal([0, 0]);
    expect(announced.map(({ topic }) => topic)).to.deep.equal(Array(2).fill('capacity.availability-changed'));
  });

  it('takes in nothing of a sheet in which one cell is wrong', async () => {
    await run([aBed()]);
    const before = await everything();
    const outcome = await run([
      aBed({ locality: 'Elsewhere', sex: 'male' }),
      aBed({ bed: 'Leabaidh 2', locality: 'Elsewhere' }),
      aBed({ bed: 'Leabaidh 3', locality: 'Elsewhere', opensOn: '30/02/2026' }),
    ]);
    expect(outcome.ok ? null : outcome.refusal).to.deep.include({ code: 'sheet-has-errors', errorCount: 1 });
    expect(await everything()).to.deep.equal(before);
  });

  it('takes back what it wrote when the last row finds its name taken', async () => {
    const meanwhile = {
      ...bedSheetRepository,
      insertBed: async (...given: Parameters<typeof bedSheetRepository.insertBed>) =>
        given[4].label === 'Leabaidh 2' ? false : bedSheetRepository.insertBed(...given),
    };
    const racing = makeImportBeds({
      sheets: meanwhile,
      readArrivedClaims,
      newId: v7,
      audit: appendAudit,
      events: async () => undefined,
    });
    const before = await everything();
    const outcome = await database.uow.run(contextOf(own), (tx) =>
      racing(tx, own, {
        rows: rowsOf(aBed(), aBed({ bed: 'Leabaidh 2' })),
        isDryRun: false,
        importedOn: isoDate('2026-11-22'),
      }),
    );
    expect(outcome.ok ? null : outcome.refusal).to.deep.include({ code: 'sheet-has-errors' });
    expect(await everything()).to.deep.equal(before);
  });

  it('says in a dry run what would change, and changes nothing', async () => {
    await run([aBed()]);
    const before = await everything();
    const outcome = await run([aBed({ closesOn: '31/03/2027' }), aBed({ bed: 'Leabaidh 2' })], {
      isDryRun: true,
    });
    expect(outcome.ok && outcome.value).to.deep.include({
      isDryRun: true,
      projectsUnchanged: 1,
      bedsAdded: 1,
      bedsChanged: 1,
      changes: [
        { row: 2, project: 'Taigh na Mara', bed: 'Leabaidh 1', change: 'changed', columns: ['Closes on'] },
        { row: 3, project: 'Taigh na Mara', bed: 'Leabaidh 2', change: 'added', columns: [] },
      ],
    });
    expect(await everything()).to.deep.equal(before);
  });

  it('changes nothing when its own export is read again', async () => {
    await run([
      aBed({ bed: '=Seòmar, “1”', closesOn: '2031-01-01', stepFree: 'no' }),
      aBed({ bed: 'A', unitType: 'shared', room: 'Twin', sex: 'female' }),
      aBed({ bed: '-F', unitType: 'family unit', maxAdults: '2', maxChildren: '3', oldestChild: '10' }),
      aProject({ project: 'Taigh Ùr' }),
    ]);
    const before = await everything();
    const read = readBedSheet(new TextEncoder().encode(await exported(own)));
    if (!read.ok) throw new Error(JSON.stringify(read.refusal));
    const outcome = await run(read.value.map(({ cells }) => cells));
    expect(outcome.ok && outcome.value).to.deep.include({
      projectsUnchanged: 2,
      bedsUnchanged: 3,
      changes: [],
    });
    expect(await everything()).to.deep.equal(before);
  });

  it('moves a changed bed to its next version, with what it was and what it is', async () => {
    await run([aBed()]);
    await run([aBed({ sex: 'female', wetRoom: 'yes' })]);
    const [bed] = await query('SELECT version, sex_designation, has_wet_room FROM bed_unit');
    expect(bed).to.deep.include({ version: 2, sex_designation: 'female', has_wet_room: 1 });
    const [row] = await query(
      "SELECT before_json, after_json FROM audit WHERE action = 'capacity.bed-changed' ORDER BY id DESC LIMIT 1",
    );
    const json = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value);
    expect(json(row?.before_json)).to.deep.equal({ sex: 'any', wetRoom: '' });
    expect(json(row?.after_json)).to.deep.equal({ sex: 'female', wetRoom: 'yes' });
  });

  it('refuses to close a bed over somebody’s nights, or to change what they came for', async () => {
    await run([aBed()]);
    await claim('Leabaidh 1');
    const closing = await run([aBed({ closesOn: '2026-12-10' })]);
    const changing = await run([aBed({ sex: 'male' })]);
    const columnsOf = (outcome: typeof closing) =>
      outcome.ok || outcome.refusal.code !== 'sheet-has-errors'
        ? null
        : outcome.refusal.errors.map(({ column }) => column);
    expect([columnsOf(closing), columnsOf(changing)]).to.deep.equal([['Closes on'], ['Sex']]);
    expect((await run([aBed({ closesOn: '2026-12-15' })])).ok).to.equal(true);
  });

  it('takes no places away on the word of one person', async () => {
    await run([aBed()]);
    const before = await everything();
    const outcome = await run([aBed({ sex: 'female' })], { standing: 'sheet' });
    expect(outcome.ok ? null : outcome.refusal).to.deep.include({ code: 'sheet-has-errors', errorCount: 1 });
    expect(await everything()).to.deep.equal(before);
    expect((await run([aBed({ wetRoom: 'yes' })], { standing: 'sheet' })).ok).to.equal(true);
  });

  it('loses to a claim made between its reading and its writing', async () => {
    await run([aBed()]);
    const late = makeImportBeds({
      sheets: {
        ...bedSheetRepository,
        known: async (...given: Parameters<typeof bedSheetRepository.known>) => {
          const known = await bedSheetRepository.known(...given);
          await claim('Leabaidh 1');
          return known;
        },
      },
      readArrivedClaims,
      newId: v7,
      audit: appendAudit,
      events: async () => undefined,
    });
    const outcome = await database.uow.run(contextOf(own), (tx) =>
      late(tx, own, {
        rows: rowsOf(aBed({ closesOn: '2026-12-02' })),
        standing: 'confirmed',
        isDryRun: false,
        importedOn: isoDate('2026-11-22'),
      }),
    );
    expect(outcome).to.deep.equal({ ok: false, refusal: { code: 'changed-since-you-read-it' } });
    expect((await query('SELECT closes_on FROM bed_unit'))[0]?.closes_on).to.equal(null);
  });

  it('lets one of two imports of the same new beds win, and the other change nothing', async () => {
    const sheet = [aBed(), aBed({ bed: 'Leabaidh 2' })];
    const outcomes = await Promise.all([run(sheet), run(sheet), run(sheet)]);
    expect(await query('SELECT COUNT(*) AS n FROM bed_unit')).to.deep.equal([{ n: '2' }]);
    expect(outcomes.filter((outcome) => outcome.ok).length).to.be.at.least(1);
    expect(
      await query('SELECT COUNT(*) AS n FROM audit a JOIN bed_unit u ON u.id = a.subject_id'),
    ).to.deep.equal([{ n: '2' }]);
  });

  it('reaches no other provider’s project, and shows a provider its own sheet alone', async () => {
    await run([aBed()]);
    const before = await everything();
    const outcome = await run([aBed({ locality: 'Taken over' })], { scope: other });
    expect(outcome.ok ? null : outcome.refusal).to.deep.include({ code: 'sheet-has-errors' });
    expect(await everything()).to.deep.equal(before);
    expect((await exported(other)).trim().split('\r\n')).to.have.length(1);
    expect((await exported(own)).trim().split('\r\n')).to.have.length(2);
    expect((await exported({ kind: 'national' })).trim().split('\r\n')).to.have.length(2);
  });

  it('is for providers alone', async () => {
    const outcome = await run([aBed()], { scope: { kind: 'national' } });
    expect(outcome).to.deep.equal({ ok: false, refusal: { code: 'not-found' } });
  });

  it('agrees with the database about which names are one name', async () => {
    const pairs = [
      ['Seòmar', 'SEOMAR'],
      ['Bed 🌿', 'Bed 🌸'],
      ['Straße', 'STRASSE'],
      ['ﬁrst', 'First'],
    ] as const;
    for (const [one, two] of pairs) {
      const [row] = await query(
        'SELECT CAST(? AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_unicode_ci = ? AS same',
        [one, two],
      );
      const outcome = await run([aBed({ bed: one }), aBed({ bed: two })], { isDryRun: true });
      expect([one, two, outcome.ok]).to.deep.equal([one, two, Number(row?.same) === 0]);
    }
  });
});
