import { expect } from 'chai';

import { countPastOnce } from '../../src/composition/past-cells.js';
import { shareUntilRecorded } from '../../src/composition/share-until-recorded.js';
import { systemActor } from '../../src/kernel/actor.js';
import { isoDate } from '../../src/kernel/iso-date.js';
import { done } from '../../src/kernel/outcome.js';
import type { Tx } from '../../src/kernel/unit-of-work.js';
import type { MeasureQuestion } from '../../src/modules/measures/domain/measure.js';
import { appendAudit } from '../../src/platform/db/audit-writer.js';
import { adjustableClock, mondayMorning } from '../support/adjustable-clock.js';
import { withTestDatabase, type TestDatabase } from '../support/database.js';

describe('what many ask at once', () => {
  let database: TestDatabase;
  const clock = adjustableClock();
  let counted = 0;
  const count = (): Promise<[]> => {
    counted += 1;
    return Promise.resolve([]);
  };
  /** How often it was counted for two who asked one after the other. */
  const timesFor = async (ask: (tx: Tx) => Promise<unknown>, between = async () => {}): Promise<number> => {
    counted = 0;
    await database.uow.read(ask);
    await between();
    await database.uow.read(ask);
    return counted;
  };

  before(async () => {
    database = await withTestDatabase({ clock, poolSize: 2 });
  });
  after(() => database.drop());
  beforeEach(() => {
    clock.set(mondayMorning);
  });

  describe('of what was known at a time', () => {
    const question = (asAt: Date | null): MeasureQuestion => ({
      ...{ measureId: 'placements-started', by: null, asAt, asAtOn: isoDate('2026-11-23') },
      ...{ fromOn: isoDate('2026-04-01'), toOn: isoDate('2027-04-01') },
    });
    const ago = (seconds: number): Date => new Date(mondayMorning.getTime() - seconds * 1_000);

    it('is counted once when that time is settled, for each question', async () => {
      const readCells = countPastOnce(count);
      expect(await timesFor((tx) => readCells(tx, question(ago(61))))).to.equal(1);
      expect(await timesFor((tx) => readCells(tx, question(ago(61))))).to.equal(0);
      expect(await timesFor((tx) => readCells(tx, question(ago(62))))).to.equal(1);
    });

    it('is counted for each who asks while it may still come to more, and for now', async () => {
      const readCells = countPastOnce(count);
      for (const asAt of [ago(60), ago(0), null])
        expect(await timesFor((tx) => readCells(tx, question(asAt))), String(asAt)).to.equal(2);
      clock.advance({ seconds: 1 });
      expect(await timesFor((tx) => readCells(tx, question(ago(60)))), 'a second later').to.equal(1);
    });
  });

  describe('of what is so now', () => {
    const record = () =>
      database.uow.run({ actor: systemActor, requestId: 'counted-once-test' }, async (tx) => {
        await appendAudit(tx, {
          ...{ action: 'tests.recorded', subjectKind: 'test', subjectId: '1', version: null },
          after: {},
        });
        return done(true);
      });

    it('is counted once while nothing is recorded, whatever the moment, and anew by whoever asks next', async () => {
      const read = shareUntilRecorded(60_000)('answer', (_tx: Tx, _asked: { readonly at: Date }) => count());
      const ask = (tx: Tx) => read(tx, { at: clock.now() });
      expect(
        await timesFor(ask, async () => {
          await Promise.resolve();
          clock.advance({ seconds: 5 });
        }),
      ).to.equal(1);
      expect(
        await timesFor(ask, async () => {
          await record();
        }),
      ).to.equal(1);
    });

    it('is one answer for each question', async () => {
      const read = shareUntilRecorded(60_000)('answer', (_tx: Tx, _year: number) => count());
      let year = 2025;
      expect(await timesFor((tx) => read(tx, (year += 1)))).to.equal(2);
    });
  });
});
