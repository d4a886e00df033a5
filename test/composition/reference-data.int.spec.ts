import { expect } from 'chai';
import { v7 } from 'uuid';

import { loadReferenceData, type LoadedReferenceData } from '../../src/composition/reference-data.js';
import { readReferenceData } from '../../src/composition/reference-data-files.js';
import { readAdmissionRuleRows } from '../../src/composition/reference-rules.js';
import { systemActor } from '../../src/kernel/actor.js';
import { isoDate } from '../../src/kernel/iso-date.js';
import { readBedSheet } from '../../src/modules/capacity/adapters/csv/read-bed-sheet.js';
import { writeBedSheet } from '../../src/modules/capacity/adapters/csv/write-bed-sheet.js';
import { bedSheetRepository } from '../../src/modules/capacity/adapters/db/bed-sheet-repository.js';
import { makeExportBeds, makeImportBeds } from '../../src/modules/capacity/application/import-beds.js';
import { readArrivedClaims } from '../../src/modules/placements/adapters/db/placement-repository.js';
import { appendAudit } from '../../src/platform/db/audit-writer.js';
import { withTestDatabase, type TestDatabase } from '../support/database.js';
import { referenceDataFolder } from '../support/reference-data-folder.js';

describe('loading the reference data', () => {
  let database: TestDatabase;
  let first: LoadedReferenceData;
  const load = (newId: () => string = v7): Promise<LoadedReferenceData> =>
    loadReferenceData({
      uow: database.uow,
      context: { actor: systemActor, requestId: 'load-reference-data' },
      newId,
      audit: appendAudit,
      folder: referenceDataFolder,
    });
  const count = async (statement: string): Promise<number> => {
    const [row] = await database.dataSource.query(`SELECT COUNT(*) AS n FROM ${statement}`);
    return Number(row.n);
  };

  before(async () => {
    database = await withTestDatabase();
    let left = 100;
    const failing = (): string => {
      left -= 1;
      if (left === 0) throw new Error('No more ids');
      return v7();
    };
    let message = '';
    try {
      await load(failing);
    } catch (error) {
      message = String(error);
    }
    expect(message).to.contain('No more ids');
    expect(await count('partnership'), 'a load that failed half-way').to.equal(0);
    first = await load();
  });
  after(() => database.drop());

  it('brings in every row of the files', async () => {
    const reference = await readReferenceData(referenceDataFolder);
    const bedUnits = reference.facilities.reduce((sum, { units }) => sum + units.length, 0);
    expect(first).to.deep.include({
      partnerships: reference.partnerships.length,
      projects: reference.facilities.length,
      bedUnits,
      publishedFigures: reference.figures.length,
      publishedCapacity: reference.capacity.length,
      expansionProjects: reference.expansion.length,
      expansionStatements: reference.statements.length,
    });
    expect(await count('bed_unit')).to.equal(bedUnits);
    expect(await count("bed_unit WHERE origin <> 'generated'")).to.equal(0);
  });

  it('changes nothing when it runs again', async () => {
    const fingerprint = async () =>
      Promise.all(
        ['partnership', 'provider', 'project', 'rehab_standing', 'bed_unit', 'published_figure', 'published_capacity',
          'expansion_project', 'expansion_beds_fact', 'expansion_milestone', 'admission_rule', 'audit'].map((table) => database.dataSource.query(`CHECKSUM TABLE ${table}`)), // prettier-ignore
      );
    const before = await fingerprint();
    const again = await load();
    expect(Object.values(again).every((added) => added === 0)).to.equal(true);
    expect(await fingerprint()).to.deep.equal(before);
  });

  it('brings in the rules of projects that sources print, with their source and as many as the file has', async () => {
    const rows = await readAdmissionRuleRows(referenceDataFolder);
    expect(first.admissionRules)
      .to.equal(rows.length)
      .and.equal(await count('admission_rule'));
    const leap: { stage: string; dose: string; effect: string; source: string }[] =
      await database.dataSource.query(
        `SELECT r.stage, CAST(r.compared_with AS CHAR) AS dose, r.effect, r.source
           FROM admission_rule r JOIN project p ON p.id = r.project_id
          WHERE p.name LIKE 'LEAP%' AND r.attribute = 'methadone_dose' ORDER BY r.stage`,
      );
    expect(leap.map(({ stage, dose, effect }) => [stage, dose, effect])).to.deep.equal([
      ['assessment', '60', 'require_action'],
      ['admission', '50', 'require_action'],
    ]);
    expect(leap[0]?.source).to.contain('NHS Lothian');
    const places: { sex_designation: string; n: string }[] = await database.dataSource.query(
      `SELECT u.sex_designation, COUNT(*) AS n FROM bed_unit u JOIN project p ON p.id = u.project_id
        WHERE p.name = 'Hebrides Alpha Project' GROUP BY u.sex_designation ORDER BY u.sex_designation`,
    );
    expect(places.map(({ sex_designation, n }) => [sex_designation, Number(n)])).to.deep.equal([
      ['male', 4],
      ['female', 2],
    ]);
  });

  it('has exactly one audit row for every version of a project and a bed', async () => {
    for (const table of ['project', 'bed_unit']) {
      expect(
        await count(
          `${table} t WHERE (SELECT COUNT(*) FROM audit a WHERE a.subject_kind = '${table}' AND a.subject_id = t.id
             AND a.version = t.version) <> 1`,
        ),
      ).to.equal(0);
      expect(await count(`audit WHERE subject_kind = '${table}'`)).to.equal(await count(table));
    }
  });

  it('keeps the marks in what people read', async () => {
    const [harper] = await database.dataSource.query(
      "SELECT verification, description FROM project WHERE name = 'Phoenix Futures Harper House'",
    );
    expect(harper.verification).to.contain('beds derived');
    expect(harper.description).to.contain('three children at most is assumed');
    const [sum] = await database.dataSource.query(
      "SELECT beds FROM published_capacity WHERE period = '2025-03'",
    );
    expect(sum.beds).to.equal('540 (derived)');
    const [house] = await database.dataSource.query(
      'SELECT beds_added, beds_after FROM expansion_project WHERE id = 2',
    );
    expect(house).to.deep.include({ beds_after: '56 (planned)' });
    expect(house.beds_added).to.match(/^49 \(derived\): /);
  });

  it('comes out as sheets that change nothing when each provider reads its own again', async () => {
    const importBeds = makeImportBeds({
      sheets: bedSheetRepository,
      readArrivedClaims,
      newId: v7,
      audit: appendAudit,
      events: async () => undefined,
    });
    const providers: { id: string }[] = await database.dataSource.query('SELECT id FROM provider');
    let unchanged = 0;
    for (const { id } of providers) {
      const scope = { kind: 'provider', providerId: id } as const;
      const written = writeBedSheet(
        await database.uow.read((tx) => makeExportBeds({ sheets: bedSheetRepository })(tx, scope)),
      );
      const read = readBedSheet(new TextEncoder().encode(written));
      if (!read.ok) throw new Error(JSON.stringify(read.refusal));
      const context = {
        actor: { memberId: v7(), role: 'provider_manager', home: scope },
        requestId: 'again',
      } as const;
      const outcome = await database.uow.run(context, (tx) =>
        importBeds(tx, scope, { rows: read.value, isDryRun: false, importedOn: isoDate('2026-11-22') }),
      );
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
      expect(outcome.value.changes).to.deep.equal([]);
      unchanged += outcome.value.bedsUnchanged;
    }
    expect(unchanged).to.equal(first.bedUnits);
  });

  it('counts as residential rehab only what does', async () => {
    const not = await database.dataSource.query(
      `SELECT p.name FROM project p JOIN rehab_standing s ON s.project_id = p.id
        WHERE NOT s.counts_as_residential_rehab ORDER BY p.name`,
    );
    expect(not.map(({ name }: { name: string }) => name)).to.deep.equal([
      'Benaiah',
      'Ritson Clinic',
      'Sunnybrae',
      'Turnaround Service',
    ]);
  });
});
