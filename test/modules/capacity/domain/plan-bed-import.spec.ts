import { expect } from 'chai';

import { isoDate } from '../../../../src/kernel/iso-date.js';
import { parseBedSheet, type SheetCells } from '../../../../src/modules/capacity/domain/bed-sheet.js';
import {
  planBedImport,
  type KnownBed,
  type KnownCapacity,
} from '../../../../src/modules/capacity/domain/plan-bed-import.js';
import { aBed, aProject, boards, rowsOf } from '../bed-sheets.js';

const importedOn = isoDate('2026-11-22');

const keptBed = (changes: Partial<KnownBed> = {}): KnownBed => ({
  bedId: 'bed-1',
  projectId: 'project-1',
  roomId: null,
  roomLabel: null,
  label: 'Leabaidh 1',
  bedType: 'rehab',
  unitType: 'single',
  sexDesignation: 'any',
  maxAdults: 1,
  maxChildren: 0,
  oldestChildYears: null,
  isStepFree: true,
  hasWetRoom: null,
  opensOn: isoDate('2026-04-01'),
  closesOn: null,
  version: 3,
  claimsVersion: '7',
  firstNightOn: null,
  lastNightOn: null,
  isLivedIn: false,
  ...changes,
});

const kept = (...beds: readonly KnownBed[]): KnownCapacity => ({
  providerId: 'provider-1',
  projects: [
    {
      projectId: 'project-1',
      providerId: 'provider-1',
      name: 'Taigh na Mara',
      locality: 'Steòrnabhagh',
      healthBoard: 'NHS Western Isles',
      typicalWeeks: 26,
      turnaroundNights: 1,
      version: 1,
    },
    {
      projectId: 'project-2',
      providerId: 'provider-2',
      name: 'Elsewhere House',
      locality: 'Inverness',
      healthBoard: 'NHS Highland',
      typicalWeeks: 12,
      turnaroundNights: 0,
      version: 1,
    },
  ],
  beds,
  rooms: [],
});

/** With a second person's yes, so that what else is refused can be seen. */
const plan = (known: KnownCapacity, ...cells: readonly SheetCells[]) =>
  planBedImport(parseBedSheet(rowsOf(...cells), boards), known, importedOn, 'confirmed');
/** As one person sends it. */
const planAlone = (known: KnownCapacity, cells: SheetCells) =>
  planBedImport(parseBedSheet(rowsOf(cells), boards), known, importedOn);

const claimed = { firstNightOn: isoDate('2026-11-01'), lastNightOn: isoDate('2026-12-31') };

describe('planning an import of beds', () => {
  it('finds nothing to do in a sheet that says what is kept', () => {
    const {
      projectsUnchanged,
      bedsUnchanged,
      projectsAdded,
      projectsChanged,
      bedsAdded,
      bedsChanged,
      errors,
    } = plan(kept(keptBed()), aBed());
    expect({ projectsUnchanged, bedsUnchanged }).to.deep.equal({ projectsUnchanged: 1, bedsUnchanged: 1 });
    expect([projectsAdded, projectsChanged, bedsAdded, bedsChanged, errors]).to.deep.equal([
      [],
      [],
      [],
      [],
      [],
    ]);
  });

  it('knows a bed by its name however it is spelt', () => {
    expect(
      plan(kept(keptBed()), aBed({ bed: 'leabaidh 1', project: 'TAIGH NA MARA' })).bedsUnchanged,
    ).to.equal(1);
  });

  it('adds what is new and names the columns of what differs', () => {
    const planned = plan(
      kept(keptBed()),
      aBed({ sex: 'female', closesOn: '2027-03-31', locality: 'Am Bac' }),
      aBed({ bed: 'Leabaidh 2', locality: 'Am Bac' }),
      aProject({ project: 'Taigh Ùr' }),
    );
    expect(planned.errors).to.deep.equal([]);
    expect(planned.bedsChanged.map(({ columns }) => columns)).to.deep.equal([['sex', 'closesOn']]);
    expect(planned.projectsChanged.map(({ columns }) => columns)).to.deep.equal([['locality']]);
    expect(planned.bedsAdded.map(({ label }) => label)).to.deep.equal(['Leabaidh 2']);
    expect(planned.projectsAdded.map(({ name }) => name)).to.deep.equal(['Taigh Ùr']);
  });

  it('leaves a bed alone that the sheet does not mention', () => {
    const planned = plan(kept(keptBed(), keptBed({ bedId: 'bed-2', label: 'Leabaidh 2' })), aBed());
    expect(planned.bedsChanged).to.deep.equal([]);
  });

  it('refuses the name of another provider’s project', () => {
    const { errors } = plan(kept(), aProject({ project: 'elsewhere house', healthBoard: 'NHS Highland' }));
    expect(errors.map(({ row, column }) => `${row} ${column}`)).to.deep.equal(['2 Project']);
  });

  it('changes beds in the order of their ids, the order in which rows are locked', () => {
    const planned = plan(
      kept(keptBed({ bedId: 'b' }), keptBed({ bedId: 'a', label: 'Leabaidh 2' })),
      aBed({ stepFree: '' }),
      aBed({ bed: 'Leabaidh 2', stepFree: '' }),
    );
    expect(planned.bedsChanged.map(({ known }) => known.bedId)).to.deep.equal(['a', 'b']);
  });

  const wouldDisplace: [string, Partial<SheetCells>, string][] = [
    ['another sex', { sex: 'male' }, 'Sex'],
    ['another kind of bed', { bedType: 'detox' }, 'Bed type'],
    ['a room', { room: 'Room 1' }, 'Room'],
    ['the step-free way taken away', { stepFree: 'no' }, 'Step-free'],
    ['a closing on the last claimed night', { closesOn: '2026-12-31' }, 'Closes on'],
    ['an opening after the first claimed night', { opensOn: '2026-11-02' }, 'Opens on'],
  ];
  for (const [what, changes, column] of wouldDisplace) {
    it(`refuses ${what} while somebody has the bed`, () => {
      const { errors } = plan(kept(keptBed(claimed)), aBed(changes));
      expect(errors.map((error) => error.column)).to.deep.equal([column]);
    });
  }

  it('takes a closing on the day the last person leaves, and whatever only adds', () => {
    const { errors, bedsChanged } = plan(
      kept(keptBed({ ...claimed, sexDesignation: 'male' })),
      aBed({ closesOn: '2027-01-01', opensOn: '2026-11-01', wetRoom: 'yes', sex: 'any' }),
    );
    expect(errors).to.deep.equal([]);
    expect(bedsChanged[0]?.columns).to.deep.equal(['sex', 'wetRoom', 'opensOn', 'closesOn']);
  });

  it('lets a bed change once everybody has left, but never closes it over nights that were slept', () => {
    const past = { firstNightOn: isoDate('2026-05-01'), lastNightOn: isoDate('2026-11-21') };
    expect(plan(kept(keptBed(past)), aBed({ sex: 'male' })).errors).to.deep.equal([]);
    const { errors } = plan(kept(keptBed(past)), aBed({ closesOn: '2026-11-21' }));
    expect(errors.map(({ accepted }) => accepted)).to.deep.equal(['a date from 22/11/2026 on, or nothing']);
  });

  it('lets nothing be taken from under somebody who lives there past the day they were to leave', () => {
    const overdue = {
      ...{ firstNightOn: isoDate('2026-05-01'), lastNightOn: isoDate('2026-11-21'), isLivedIn: true },
    };
    const { errors } = plan(kept(keptBed(overdue)), aBed({ sex: 'male', bedType: 'detox' }));
    expect(errors.map(({ column, problem }) => [column, problem])).to.deep.equal([
      ['Bed type', 'Somebody lives here and may depend on this'],
      ['Sex', 'Somebody lives here and may depend on this'],
    ]);
  });

  const takenAway: readonly (readonly [string, Partial<SheetCells>])[] = [
    ['Sex', { sex: 'female' }],
    ['Bed type', { bedType: 'detox' }],
    ['Closes on', { closesOn: '2027-06-01' }],
  ];
  for (const [column, changes] of takenAway) {
    it(`leaves it to two people that fewer could come: ${column}`, () => {
      const { errors } = planAlone(kept(keptBed()), aBed(changes));
      expect(errors.map((error) => [error.column, error.problem])).to.deep.equal([
        [column, 'Fewer people could come to this bed, which two people decide'],
      ]);
    });
  }

  it('takes from one person what lets more people come, and what the building is like', () => {
    const narrow = keptBed({ sexDesignation: 'female', closesOn: isoDate('2027-06-01') });
    const wider = aBed({ sex: 'any', closesOn: '2027-07-01', stepFree: 'no', room: 'Seòmar 1' });
    expect(planAlone(kept(narrow), wider).errors).to.deep.equal([]);
  });

  it('tells who has the bed before it tells who decides', () => {
    const { errors } = planAlone(kept(keptBed(claimed)), aBed({ sex: 'male' }));
    expect(errors.map(({ problem }) => problem)).to.deep.equal([
      'Somebody has the bed until 01/01/2027 and may depend on this',
    ]);
  });

  it('lets what is planned for a later day wait for whoever has the bed', () => {
    const planned = planBedImport(
      parseBedSheet(rowsOf(aBed({ sex: 'male' })), boards),
      kept(keptBed(claimed)),
      importedOn,
      'planned',
    );
    expect(planned.errors).to.deep.equal([]);
  });

  it('refuses a single bed in a room with others, in the sheet or kept', () => {
    const inSheet = plan(
      kept(),
      aBed({ unitType: 'shared', room: 'Room 1' }),
      aBed({ bed: 'Leabaidh 2', room: 'room 1' }),
    );
    expect(inSheet.errors.map(({ row, column }) => `${row} ${column}`)).to.deep.equal(['2 Room', '3 Room']);
    const withKept = plan(
      kept(keptBed({ roomId: 'room-1', roomLabel: 'Room 1' })),
      aBed({ bed: 'Leabaidh 2', unitType: 'shared', room: 'Room 1' }),
    );
    expect(withKept.errors.map(({ column }) => column)).to.deep.equal(['Room']);
  });

  it('keeps the errors of the sheet itself, in order of rows', () => {
    const { errors } = plan(
      kept(keptBed(claimed)),
      aBed({ sex: 'male' }),
      aBed({ bed: 'Leabaidh 2', opensOn: '30/02/2026' }),
    );
    expect(errors.map(({ row, column }) => `${row} ${column}`)).to.deep.equal(['2 Sex', '3 Opens on']);
  });
});
