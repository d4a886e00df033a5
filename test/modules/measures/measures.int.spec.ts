import { expect } from 'chai';

import { systemActor } from '../../../src/kernel/actor.js';
import { isoDate } from '../../../src/kernel/iso-date.js';
import { done } from '../../../src/kernel/outcome.js';
import { readKeptFigures } from '../../../src/modules/measures/adapters/db/published-figures.js';
import { readYearsWithData } from '../../../src/modules/measures/adapters/db/years-with-data.js';
import { execute, placeholders, type SqlValue } from '../../../src/platform/db/sql.js';
import { withTestDatabase, type TestDatabase } from '../../support/database.js';

describe('figures of others and years with data', () => {
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
  before(async () => {
    database = await withTestDatabase();
  });
  after(() => database.drop());

  it('offers every year from the first with data to this one', async () => {
    const yearsOn = (today: string) => database.uow.read((tx) => readYearsWithData(tx, isoDate(today)));
    expect(await yearsOn('2026-04-01')).to.deep.equal([2026]);
    const id = '01900000-0000-7000-8000-000000000001';
    await write([
      [
        `funding_decision (id, referral_id, partnership_id, route, decision, decided_on, weeks, weekly_rate_pence,
           expires_on, decided_by)`,
        [[id, id, id, 'adp', 'approved', '2026-03-15', 12, 100_000, '2026-09-15', id]],
      ],
    ]);
    expect(await yearsOn('2027-06-01')).to.deep.equal([2027, 2026, 2025]);
    expect(await yearsOn('2026-03-31')).to.deep.equal([2025]);
  });

  it('keeps what others published as they published it', async () => {
    expect(await database.uow.read(readKeptFigures)).to.deep.equal([]);
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
    const figures = await database.uow.read(readKeptFigures);
    expect(
      figures.map(({ figure, status, area, breakdown }) => [figure, status, area, breakdown]),
    ).to.deep.equal([
      [442, 'published', 'Scotland', null],
      [462, 'derived', 'Scotland', null],
      [null, 'unverified', 'Scotland', null],
      [60, 'published', 'Glasgow City', null],
      [200, 'published', 'Scotland', 'substance'],
    ]);
  });
});
