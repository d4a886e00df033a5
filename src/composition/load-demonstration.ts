import { createHash } from 'node:crypto';
import { join } from 'node:path';

import { v7 as uuidv7 } from 'uuid';

import { loadConfig } from '../../config/load.js';
import { systemActor } from '../kernel/actor.js';
import type { Clock } from '../kernel/clock.js';
import type { IdSource } from '../kernel/ids.js';
import { addNights, londonDate, londonInstant, nightsBetween, type IsoDate } from '../kernel/iso-date.js';
import type { CommandContext, UnitOfWork } from '../kernel/unit-of-work.js';
import { appendAudit } from '../platform/db/audit-writer.js';
import { selectOne } from '../platform/db/sql.js';
import { createUnitOfWork } from '../platform/db/unit-of-work.js';
import { claimDue } from '../platform/outbox/outbox.js';
import { createRunMessage } from '../platform/outbox/run-message.js';
import { done } from '../kernel/outcome.js';
import { openDataSource } from './database.js';
import { createChance, type Chance } from './demonstration/chance.js';
import { liveOneDay } from './demonstration/day.js';
import { readCaseloadProgress, writeCaseloadProgress } from './demonstration/progress.js';
import { demonstrationSignIns } from './demonstration/sign-ins.js';
import { createWorld, readWorld } from './demonstration/world.js';
import { createHandlers } from './handlers.js';
import { createModules } from './modules.js';
import { loadReferenceData } from './reference-data.js';

/** Days of invented history before today: into the financial year before this one. */
const historyDays = 290;
const seed = 20_261_122;
/** On the last days offers are left to make and to answer, so that a newcomer finds work. */
const workLeftOpenDays = 6;

const context: CommandContext = { actor: systemActor, requestId: 'load-demonstration' };

const seedOf = (...parts: readonly (string | number)[]): number =>
  createHash('sha256').update(parts.join('/')).digest().readInt32BE(0);

/** Acts on every message that is due, as the workers would. */
const settleHere =
  (uow: UnitOfWork, runMessage: (id: string) => Promise<unknown>) => async (): Promise<void> => {
    for (;;) {
      const claimed = await uow.run(context, async (tx) =>
        done((await claimDue(tx, 500)).map(({ id }) => id)),
      );
      if (!claimed.ok || claimed.value.length === 0) return;
      for (const id of claimed.value) await runMessage(id);
    }
  };

const highestAuditId = (uow: UnitOfWork): Promise<string> =>
  uow.read(
    async (tx) => (await selectOne<{ id: string | null }>(tx, 'SELECT MAX(id) AS id FROM audit'))?.id ?? '0',
  );

/** Whether somebody's real work is here. The demonstration's own people come only after its progress is marked. */
const holdsPeople = (uow: UnitOfWork): Promise<boolean> =>
  uow.read(async (tx) => (await selectOne(tx, 'SELECT 1 AS yes FROM client LIMIT 1')) !== null);

/**
 * Fills an empty database with the real reference data and an invented caseload that lived, day by day, through
 * the same commands as everybody else's. A load that was cut short goes on at the day it had reached.
 */
const load = async (say: (line: string) => void): Promise<void> => {
  const config = loadConfig();
  if (config.mode !== 'demonstration') {
    throw new Error('Invented people are loaded only where APP_MODE is demonstration. Nothing was written.');
  }
  const dataSource = openDataSource(config.databaseUrl, 4);
  await dataSource.initialize();
  try {
    const today = londonDate(new Date());
    const state: { at: Date; chance: Chance } = { at: new Date(), chance: createChance(seed) };
    const clock: Clock = { now: () => state.at };
    const uow = createUnitOfWork({ dataSource, databaseClock: clock });
    const newId: IdSource = () =>
      uuidv7({
        msecs: state.at.getTime(),
        random: state.chance.bytes(16),
        seq: state.chance.between(0, 0x7fffffff),
      });

    const from = addNights(today, -historyDays);
    const reached = await readCaseloadProgress(uow);
    if (reached === null) {
      if (await holdsPeople(uow)) {
        throw new Error(
          'This database holds people already: the demonstration is for an empty one. Nothing was written.',
        );
      }
      state.at = londonInstant(from, 8 * 60);
      say('Loading real projects, partnerships and published figures');
      const folder = join(import.meta.dirname, '../../../config/reference-data');
      const loaded = await loadReferenceData({ uow, context, newId, audit: appendAudit, folder });
      say(
        `  ${loaded.projects} projects, ${loaded.bedUnits} beds, ${loaded.partnerships} partnerships, ${loaded.publishedFigures} published figures`,
      );
      await createWorld(uow, context, newId, today);
      await writeCaseloadProgress(uow, context, addNights(from, -1));
    }
    const next = addNights(reached ?? addNights(from, -1), 1);
    const isWhole = reached !== null && reached >= addNights(today, -1);
    if (!isWhole && nightsBetween(from, next) <= historyDays) {
      const world = await readWorld(uow);
      const modules = createModules({
        newId,
        newReference: () => `RP-${Array.from({ length: 7 }, () => state.chance.pick(sayable)).join('')}`,
      });
      const settle = settleHere(uow, createRunMessage(uow, createHandlers(modules)));
      say('Living through the invented caseload');
      for (let day: IsoDate = next; day < today; day = addNights(day, 1)) {
        state.at = londonInstant(day, 8 * 60);
        state.chance = createChance(seedOf(seed, nightsBetween(from, day), await highestAuditId(uow)));
        await liveOneDay({
          uow,
          modules,
          world,
          chance: state.chance,
          today: day,
          settle,
          leavesWorkOpen: nightsBetween(day, today) <= workLeftOpenDays,
          goOnTo: (hour) => {
            state.at = londonInstant(day, hour * 60);
            return Promise.resolve();
          },
        });
        await writeCaseloadProgress(uow, context, day);
        const past = nightsBetween(from, day) + 1;
        if (past % 29 === 0) say(`  ${Math.round((past / historyDays) * 100)}%`);
      }
      // Whoever opens the pages first finds suggestions of this moment.
      state.at = new Date();
      await settle();
      await uow.run(context, async (tx) => {
        await modules.matching.rematch(tx, 'load');
        return done(true);
      });
    }
  } finally {
    await dataSource.destroy();
  }
};

const sayable = Array.from('23456789BCDFGHJKMNPQRSTVWXYZ');

await load((line) => {
  console.log(line);
});
console.log('SIGN-INS-BEGIN');
for (const { roleText, email, password } of demonstrationSignIns) {
  console.log(`${roleText.padEnd(40)}  ${email.padEnd(34)}  ${password}`);
}
console.log('SIGN-INS-END');
