import { expect } from 'chai';
import fc from 'fast-check';

import { systemActor } from '../../../src/kernel/actor.js';
import { financialYear, type FinancialYear } from '../../../src/kernel/financial-year.js';
import { addNights, isoDate, type IsoDate } from '../../../src/kernel/iso-date.js';
import { done } from '../../../src/kernel/outcome.js';
import {
  readApprovalFacts,
  readMonthCounts,
  readPublishedFigures,
  readStartFacts,
} from '../../../src/modules/measures/adapters/db/measure-counts.js';
import { readYearsWithData } from '../../../src/modules/measures/adapters/db/years-with-data.js';
import {
  peopleStarted,
  placementsApproved,
  placementsStarted,
  type MeasureId,
  type MonthCount,
} from '../../../src/modules/measures/domain/count.js';
import { execute, placeholders, type SqlValue } from '../../../src/platform/db/sql.js';
import { withTestDatabase, type TestDatabase } from '../../support/database.js';

/** One publicly funded stay, or a booking that never became one. */
interface History {
  readonly person: number;
  readonly bed: 'rehab' | 'changing' | 'stabilisation' | 'detox';
  readonly approvedOn: IsoDate;
  readonly decision: 'approved' | 'declined';
  readonly admittedOn: IsoDate | null;
  /** Whether its referral was closed as recorded by mistake. */
  readonly isMistake?: boolean;
}

const numbered = (kind: number, n: number): string =>
  `0190000${kind}-0000-7000-8000-${String(n).padStart(12, '0')}`;
const provider = numbered(0, 1);
const client = numbered(0, 4);
const partnership = numbered(0, 2);
const projects = { steady: numbered(1, 1), changing: numbered(1, 2) };
const beds = {
  rehab: { id: numbered(2, 1), project: projects.steady },
  changing: { id: numbered(2, 2), project: projects.changing },
  stabilisation: { id: numbered(2, 3), project: projects.steady },
  detox: { id: numbered(2, 4), project: projects.steady },
} as const;
/** The changing project counts until the first of these days, not until the second, and again from then on. */
const standingChanges = [isoDate('2026-03-31'), isoDate('2026-10-01')] as const;

const fixedDays = [
  '2026-03-30',
  '2026-03-31',
  '2026-04-01',
  '2026-09-30',
  '2026-10-01',
  '2027-03-31',
  '2027-04-01',
  '2028-02-29',
];
const anyDay: fc.Arbitrary<IsoDate> = fc.oneof(
  fc.constantFrom(...fixedDays).map((text) => isoDate(text)),
  fc.integer({ min: 0, max: 1250 }).map((nights) => addNights(isoDate('2025-01-01'), nights)),
);
const anyHistory: fc.Arbitrary<History> = fc.record({
  person: fc.integer({ min: 1, max: 12 }),
  bed: fc.constantFrom('rehab', 'changing', 'stabilisation', 'detox'),
  approvedOn: anyDay,
  decision: fc.constantFrom('approved', 'approved', 'approved', 'declined'),
  admittedOn: fc.option(anyDay, { freq: 4 }),
  isMistake: fc.constantFrom(false, false, true),
});

/** What must be there whatever the seed brings. */
const certain: readonly History[] = (
  [
    ['twice in a year', 1, 'rehab', '2026-05-20'],
    ['twice in a year', 1, 'rehab', '2026-11-02'],
    ['31 March', 2, 'rehab', '2026-03-31'],
    ['1 April', 2, 'rehab', '2026-04-01'],
    ['a stabilisation bed', 3, 'stabilisation', '2026-06-01'],
    ['a detox bed', 4, 'detox', '2026-06-01'],
    ['a detox bed, then rehab', 4, 'rehab', '2026-06-15'],
    ['the last day the project counts', 5, 'changing', '2026-03-30'],
    ['the first day it does not', 6, 'changing', '2026-03-31'],
    ['the last day it does not', 7, 'changing', '2026-09-30'],
    ['the first day it counts again', 7, 'changing', '2026-10-01'],
    ['never started', 8, 'rehab', null],
    ['29 February', 9, 'rehab', '2028-02-29'],
  ] as const
).map(([, person, bed, admittedOn]) => ({
  person,
  bed,
  approvedOn: isoDate('2026-03-15'),
  decision: 'approved',
  admittedOn: admittedOn === null ? null : isoDate(admittedOn),
}));

const years = [2024, 2025, 2026, 2027, 2028].map((year) => financialYear(year));
const total = (months: readonly MonthCount[]): number => months.reduce((sum, { count }) => sum + count, 0);

describe('measures counted in two ways', () => {
  let database: TestDatabase;
  const write = async (statements: readonly (readonly [string, readonly (readonly SqlValue[])[]])[]) => {
    await database.uow.run({ actor: systemActor, requestId: 'test-measures' }, async (tx) => {
      for (const [into, rows] of statements) {
        await execute(
          tx,
          `INSERT INTO ${into} VALUES ${placeholders(rows.length, rows[0]?.length ?? 0)}`,
          rows.flat(),
        );
      }
      return done(true);
    });
  };
  const forget = async (): Promise<void> => {
    for (const table of ['placement', 'funding_decision', 'referral'])
      await database.dataSource.query(`DELETE FROM ${table}`);
  };
  const insert = async (histories: readonly History[]): Promise<void> => {
    await forget();
    const mistakes = histories.flatMap(({ isMistake, approvedOn }, index) =>
      isMistake === true ? [{ index, approvedOn }] : [],
    );
    await write([
      ...(mistakes.length === 0
        ? []
        : [
            [
              `referral (id, client_id, partnership_id, source, route, received_on, reason, substance, urgency_band,
                 urgency_reason, urgency_set_by, urgency_set_at, needs_step_free, needs_wet_room, adults, children,
                 detox_need, prefers_area, prefers_mix, planned_weeks, state, closed_reason, version)`,
              mistakes.map(({ index, approvedOn }) => [
                ...[
                  numbered(4, index),
                  client,
                  partnership,
                  'self',
                  'adp',
                  approvedOn,
                  'test',
                  'alcohol',
                  'soon',
                ],
                ...['test', numbered(0, 3), approvedOn, false, false, 1, 0, 'none', 'near', 'mixed', 12],
                ...['closed', 'recorded_by_mistake', 2],
              ]),
            ] as const,
          ]),
      [
        `funding_decision (id, referral_id, partnership_id, route, decision, decided_on, weeks, weekly_rate_pence,
           expires_on, decided_by)`,
        histories.map(({ decision, approvedOn }, index) => [
          ...[numbered(5, index), numbered(4, index), partnership, 'adp', decision, approvedOn],
          ...[12, 100_000, addNights(approvedOn, 182), numbered(0, 3)],
        ]),
      ],
      [
        `placement (id, offer_id, referral_id, client_id, partnership_id, bed_id, project_id, provider_id, route,
           funding_decision_id, arrives_on, departs_on, state, admitted_on, version)`,
        histories.map(({ person, bed, approvedOn, admittedOn }, index) => {
          const arrivesOn = admittedOn ?? approvedOn;
          return [
            ...[numbered(6, index), numbered(7, index), numbered(4, index), numbered(3, person), partnership],
            ...[beds[bed].id, beds[bed].project, provider, 'adp', numbered(5, index)],
            ...[arrivesOn, addNights(arrivesOn, 84), admittedOn === null ? 'never_started' : 'ended'],
            ...[admittedOn, 1],
          ];
        }),
      ],
    ]);
  };
  const inSql = (measureId: MeasureId, year: FinancialYear): Promise<readonly MonthCount[]> =>
    database.uow.read((tx) => readMonthCounts(tx, measureId, year));

  const expectBothWaysAgree = async (): Promise<void> => {
    const approvals = await database.uow.read(readApprovalFacts);
    const starts = await database.uow.read(readStartFacts);
    for (const year of years) {
      const label = String(year);
      expect(await inSql('placements-approved', year), label).to.deep.equal(
        placementsApproved(approvals, year),
      );
      expect(await inSql('placements-started', year), label).to.deep.equal(placementsStarted(starts, year));
      expect(await inSql('people-started', year), label).to.deep.equal(peopleStarted(starts, year));
    }
  };

  before(async () => {
    database = await withTestDatabase();
    await write([
      [
        'partnership (id, name, health_board, health_board_code)',
        [[partnership, 'Glasgow City', 'GGC', 'S08']],
      ],
      ['provider (id, name, sector)', [[provider, 'Larch Trust', 'third']]],
      [
        'client (id, reference, sex, born_on, partnership_id, version)',
        [[client, 'TEST-1', 'male', '1985-06-15', partnership, 1]],
      ],
      [
        `project (id, provider_id, name, locality, health_board, typical_weeks, source, verification, version)`,
        Object.entries(projects).map(([name, id]) => [
          id,
          provider,
          name,
          'Glasgow',
          'GGC',
          12,
          'test',
          'test',
          1,
        ]),
      ],
      [
        'rehab_standing (project_id, from_on, to_on, counts_as_residential_rehab, reason)',
        [
          [projects.steady, '2020-01-01', null, true, 'test'],
          [projects.changing, '2020-01-01', standingChanges[0], true, 'test'],
          [projects.changing, standingChanges[0], standingChanges[1], false, 'test'],
          [projects.changing, standingChanges[1], null, true, 'test'],
        ],
      ],
      [
        `bed_unit (id, project_id, label, bed_type, unit_type, sex_designation, max_adults, max_children, opens_on,
           origin, version)`,
        Object.entries(beds).map(([name, { id, project }]) => [
          ...[id, project, name, name === 'changing' ? 'rehab' : name, 'single', 'any', 1, 0, '2020-01-01'],
          ...['entered', 1],
        ]),
      ],
    ]);
  });
  after(() => database.drop());

  it('counts nothing in an empty database', async () => {
    await forget();
    await expectBothWaysAgree();
    const today = isoDate('2026-04-01');
    expect(await database.uow.read((tx) => readYearsWithData(tx, today))).to.deep.equal([2026]);
  });

  it('counts the histories everybody must agree on', async () => {
    await insert(certain);
    await expectBothWaysAgree();
    const started = await inSql('placements-started', financialYear(2026));
    // May, November, 1 April, mid-June, 1 October.
    expect(total(started)).to.equal(5);
    expect(total(await inSql('people-started', financialYear(2026)))).to.equal(4);
    // 31 March and 30 March: the day after, the project no longer counted.
    expect(total(await inSql('placements-started', financialYear(2025)))).to.equal(2);
    expect(total(await inSql('placements-approved', financialYear(2025)))).to.equal(certain.length);
    expect(total(await inSql('placements-approved', financialYear(2026)))).to.equal(0);
    expect((await inSql('placements-started', financialYear(2027))).map(({ count }) => count)).to.deep.equal([
      ...[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0],
    ]);
  });

  it('counts no approval of a referral that was recorded by mistake', async () => {
    await insert(certain.map((history, index) => ({ ...history, isMistake: index === 0 })));
    await expectBothWaysAgree();
    expect(total(await inSql('placements-approved', financialYear(2025)))).to.equal(certain.length - 1);
  });

  it('agrees on histories of any kind', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyHistory, { minLength: 1, maxLength: 60 }), async (histories) => {
        await insert([...certain, ...histories]);
        await expectBothWaysAgree();
      }),
      { seed: 20_261_123, numRuns: 20, endOnFailure: true },
    );
  });

  it('offers every year from the first with data to this one', async () => {
    await insert(certain);
    const yearsOn = (today: string) => database.uow.read((tx) => readYearsWithData(tx, isoDate(today)));
    expect(await yearsOn('2027-06-01')).to.deep.equal([2027, 2026, 2025]);
    expect(await yearsOn('2026-03-31')).to.deep.equal([2025]);
  });

  it('keeps what others published as they published it', async () => {
    expect(await database.uow.read(readPublishedFigures)).to.deep.equal([]);
    await write([
      [
        `published_figure (id, measure, period_label, period_start, period_end, geography_type, geography, route,
           breakdown, figure, status, vintage, note, source)`,
        [
          [
            1,
            'placements_approved',
            '2024/25 H1',
            '2024-04-01',
            '2024-09-30',
            'scotland',
            'Scotland',
            'all',
            null,
            442,
            'published',
            'R10',
            null,
            'PHS',
          ],
          [
            2,
            'placements_approved',
            '2023/24 H2',
            '2023-10-01',
            '2024-03-31',
            'scotland',
            'Scotland',
            'all',
            '',
            462,
            'derived',
            'R10',
            'Worked out',
            'PHS',
          ],
          [
            3,
            'individuals_started',
            '2019/20',
            '2019-04-01',
            '2020-03-31',
            'scotland',
            'Scotland',
            'all',
            null,
            null,
            'unverified',
            '–',
            null,
            'A newspaper',
          ],
          [
            4,
            'placements_approved',
            '2024/25 H1',
            '2024-04-01',
            '2024-09-30',
            'partnership',
            'Glasgow City',
            'all',
            null,
            60,
            'published',
            'R10',
            null,
            'PHS',
          ],
          [
            5,
            'placements_approved',
            '2024/25 H1',
            '2024-04-01',
            '2024-09-30',
            'scotland',
            'Scotland',
            'all',
            'substance',
            200,
            'published',
            'R10',
            null,
            'PHS',
          ],
        ],
      ],
    ]);
    const figures = await database.uow.read(readPublishedFigures);
    expect(figures.map(({ figure, status }) => [figure, status])).to.deep.equal([
      [442, 'published'],
      [462, 'derived'],
      [null, 'unverified'],
    ]);
  });
});
