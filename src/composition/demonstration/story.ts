import { createHash } from 'node:crypto';

import { v7 as uuidv7 } from 'uuid';

import type { IdSource } from '../../kernel/ids.js';
import type { UnitOfWork } from '../../kernel/unit-of-work.js';
import type { DataSource } from '../../platform/db/data-source.js';
import { createUnitOfWork } from '../../platform/db/unit-of-work.js';
import { keepCounted } from '../../modules/measures/adapters/db/keep-counted.js';
import { createChance, type Chance } from './chance.js';

/** A story that is being told: every transaction of it happens at the time it has reached, by its own chance. */
export interface Story {
  readonly uow: UnitOfWork;
  readonly newId: IdSource;
  /** The chance of the chapter being told. */
  chance(): Chance;
  moveTo(at: Date): void;
  /** Begins a chapter: its chance follows from these, so that the same chapter is always told the same way. */
  begin(...chapter: readonly (string | number)[]): void;
}

const seedOf = (parts: readonly (string | number)[]): number =>
  createHash('sha256').update(parts.join('/')).digest().readInt32BE(0);

/** A story on this database, from this seed; the time it starts at is now, until it is moved. */
export const createStory = (dataSource: DataSource, seed: number): Story => {
  let at = new Date();
  let chance = createChance(seed);
  return {
    uow: createUnitOfWork({ dataSource, databaseClock: { now: () => at }, lastly: keepCounted }),
    newId: () =>
      uuidv7({ msecs: at.getTime(), random: chance.bytes(16), seq: chance.between(0, 0x7fffffff) }),
    chance: () => chance,
    moveTo(to) {
      at = to;
    },
    begin(...chapter) {
      chance = createChance(seedOf([seed, ...chapter]));
    },
  };
};
