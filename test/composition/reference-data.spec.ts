import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import { readReferenceData, type ReferenceData } from '../../src/composition/reference-data-files.js';
import { referenceDataFolder } from '../support/reference-data-folder.js';

describe('the reference data', () => {
  let reference: ReferenceData;
  before(async () => {
    reference = await readReferenceData(referenceDataFolder);
  });

  const facility = (name: string) => {
    const found = reference.facilities.find(({ row }) => row.name === name);
    if (found === undefined) throw new Error(`There is no ${name}`);
    return found;
  };

  it('holds every facility, partnership, expansion project and published figure', () => {
    const { facilities, partnerships, expansion, figures, capacity } = reference;
    expect([
      facilities.length,
      partnerships.length,
      expansion.length,
      figures.length,
      capacity.length,
    ]).to.deep.equal([23, 30, 8, 85, 8]);
  });

  it('names nothing twice', () => {
    for (const names of [
      reference.facilities.map(({ row }) => row.name),
      reference.partnerships.map(({ name }) => name),
      reference.expansion.map(({ number }) => String(number)),
      reference.figures.map(({ id }) => String(id)),
      reference.capacity.map(({ period }) => period),
    ]) {
      expect(new Set(names).size).to.equal(names.length);
    }
  });

  it('names a source in every row', () => {
    const rows = [
      ...reference.facilities.map(({ row }) => row),
      ...reference.partnerships,
      ...reference.expansion,
      ...reference.figures,
      ...reference.capacity,
    ];
    expect(rows.filter(({ source }) => source.length < 10)).to.deep.equal([]);
  });

  it('says of beds to come only what a row of their projects says, with no better a mark', () => {
    const { expansion, statements } = reference;
    for (const { number, about, beds, mark, source } of statements) {
      const project = expansion.find((row) => row.number === number);
      expect(source, `${String(number)} ${about}`).to.have.length.greaterThan(9);
      if (beds === null) continue;
      expect([String(beds), mark], `${String(number)} ${about}`).to.deep.equal([
        project?.beds_added,
        project?.beds_added_mark,
      ]);
    }
  });

  it('never calls a derived or unverified figure published', () => {
    for (const { id, status, mark } of reference.figures) {
      const isPrinted = status === 'published' || status === 'revised' || status === 'withdrawn';
      expect(isPrinted, `figure ${id}`).to.equal(mark === '');
      if (!isPrinted) expect(status).to.equal(mark);
    }
    expect(
      reference.capacity.filter(({ status }) => status === 'derived').map(({ period }) => period),
    ).to.deep.equal(['2025-03']);
  });

  it('keeps a figure whose year is not said apart from the years', () => {
    const undated = reference.figures.filter(({ period_start }) => period_start === null);
    expect(undated.map(({ figure, status }) => [figure, status])).to.deep.equal([[984, 'unverified']]);
  });

  it('adds up where figures are derived from others it holds', () => {
    const of = (period: string, route: string, status: string): number => {
      const found = reference.figures.filter(
        (row) =>
          row.measure === 'placements_approved' &&
          row.period_label === period &&
          row.route === route &&
          row.status === status &&
          row.geography_type === 'scotland' &&
          row.breakdown === null,
      );
      expect(found, `${period} ${route} ${status}`).to.have.length(1);
      return found[0]?.figure ?? Number.NaN;
    };
    expect(of('2023/24', 'all', 'derived')).to.equal(
      of('2023/24 H1', 'all', 'revised') + of('2023/24 H2', 'all', 'published'),
    );
    expect(of('2022/23 Q4', 'all', 'derived')).to.equal(
      of('2022/23', 'all', 'published') -
        of('2022/23 Q1', 'all', 'revised') -
        of('2022/23 Q2', 'all', 'published') -
        of('2022/23 Q3', 'all', 'published'),
    );
    expect(of('2021/22+2022/23', 'all', 'derived')).to.equal(
      of('Apr21-Sep24', 'all', 'published') -
        of('2024/25 H1', 'all', 'published') -
        of('2023/24', 'all', 'derived'),
    );
  });

  it('writes partnerships and health boards in one spelling everywhere', () => {
    const boards = new Set(reference.partnerships.map(({ health_board }) => health_board));
    const names = new Set(reference.partnerships.map(({ name }) => name));
    expect(boards.size).to.equal(14);
    expect(reference.facilities.filter(({ row }) => !boards.has(row.health_board))).to.deep.equal([]);
    expect(reference.expansion.filter(({ health_board }) => !boards.has(health_board))).to.deep.equal([]);
    const local = reference.figures.filter(({ geography_type }) => geography_type === 'partnership');
    expect(local.filter(({ geography }) => !names.has(geography))).to.deep.equal([]);
  });

  it('generates as many units as the number in the row, none without a number, and says why', () => {
    for (const { row, units } of reference.facilities) {
      expect(units.length, row.name).to.equal(row.beds ?? 0);
      expect(row.beds === null, row.name).to.equal(row.beds_mark === 'not_found');
      expect(row.generation_note, row.name).not.to.equal('');
      expect(new Set(units.map(({ label }) => label)).size).to.equal(units.length);
    }
    const generated = reference.facilities.reduce((sum, { units }) => sum + units.length, 0);
    expect(generated).to.equal(reference.facilities.reduce((sum, { row }) => sum + (row.beds ?? 0), 0));
    const published = reference.capacity.find(({ period }) => period === '2024-09');
    expect(generated).to.be.below(Number(published?.beds));
  });

  it('counts no detox, no stabilisation and nothing uncertain as residential rehab', () => {
    expect(facility('Ritson Clinic').row).to.include({
      bed_type: 'detox',
      counts_as_residential_rehab: 'no',
    });
    expect(facility('Turnaround Service').row).to.include({
      bed_type: 'stabilisation',
      counts_as_residential_rehab: 'no',
    });
    const uncertain = reference.facilities.filter(
      ({ row }) => row.counts_as_residential_rehab === 'uncertain',
    );
    expect(uncertain.map(({ row }) => row.name)).to.have.members(['Benaiah', 'Sunnybrae']);
  });

  it('makes a plan into no bed: River Garden has the seven that existed', () => {
    expect(facility('River Garden Auchincruive').row).to.include({ beds: 7, beds_mark: 'unverified' });
  });

  it('keeps what is known of single sites: four men and two women, 28 of which 8 came later, families', () => {
    const hebrides = facility('Hebrides Alpha Project').units.map(({ sexDesignation }) => sexDesignation);
    expect(hebrides.filter((sex) => sex === 'male')).to.have.length(4);
    expect(hebrides.filter((sex) => sex === 'female')).to.have.length(2);
    const leap = facility('LEAP (Lothians and Edinburgh Abstinence Programme)').units;
    expect(leap.filter(({ opensOn }) => opensOn === '2022-11-03')).to.have.length(8);
    const harper = facility('Phoenix Futures Harper House');
    expect(harper.row.beds_mark).to.equal('derived');
    expect(harper.units[0]).to.include({ unitType: 'family_unit', maxAdults: 2, oldestChildYears: 10 });
    expect(facility('Aberlour The Burrow').units[0]).to.include({
      oldestChildYears: 4,
      opensOn: '2024-09-01',
    });
    expect(facility('Aberlour Discovery Grove').units[0]).to.include({ oldestChildYears: 5 });
  });

  it('has no file that nothing reads, but for its own account', async () => {
    expect((await readdir(referenceDataFolder)).sort()).to.deep.equal([
      'README.md',
      'admission-rules.csv',
      'expansion-projects.csv',
      'expansion-statements.csv',
      'facilities.csv',
      'partnerships.csv',
      'published-capacity.csv',
      'published-figures.csv',
    ]);
  });
});

describe('reading reference data with faults in it', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reference-data-'));
    await cp(referenceDataFolder, folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('lists every fault of every file at once, by row and column', async () => {
    const replace = async (file: string, was: string, is: string): Promise<void> => {
      const text = await readFile(join(folder, file), 'utf8');
      expect(text).to.contain(was);
      await writeFile(join(folder, file), text.replace(was, is));
    };
    await replace('facilities.csv', 'NHS Lanarkshire', 'NHS Nowhere');
    await replace('facilities.csv', 'fixed_split,published,4,2', 'fixed_split,published,4,3');
    await replace('published-figures.csv', '2021-04-01', '2021-02-30');
    await replace('partnerships.csv', 'S08000020', '');
    let message = '';
    try {
      await readReferenceData(folder);
    } catch (error) {
      message = String(error);
    }
    expect(message.split('\n').slice(1)).to.deep.equal([
      'partnerships.csv row 2, health_board_code: Too small: expected string to have >=1 characters',
      'published-figures.csv row 2, period_start: a date YYYY-MM-DD or nothing',
      'facilities.csv, Calderglen House: no partnership is in NHS Nowhere',
      'facilities.csv, Hebrides Alpha Project: The beds for men and for women must add up to 6',
    ]);
  });
});
