import { done } from '../kernel/outcome.js';
import type { UnitOfWork } from '../kernel/unit-of-work.js';
import { barrierRepository as store } from '../modules/matching/adapters/db/barrier-repository.js';
import {
  makeFindBarrierWork,
  makeReadBarriers,
  makeRecordBarriers,
  type CountBarriers,
} from '../modules/matching/application/barriers.js';
import type { MatchInputDeps } from '../modules/matching/application/match-input.js';
import { countBarriers } from '../modules/matching/domain/barriers/count-barriers.js';
import { appendAudit as audit } from '../platform/db/audit-writer.js';
import { databaseNow as now } from '../platform/db/database-clock.js';
import { matcherStore } from './matcher.js';
import { readMatchingPolicy as readPolicy } from './matching-policy.js';
import { serviceContext } from './service-context.js';

/** Counts barriers in this thread. */
export const countHere: CountBarriers = (input) => Promise.resolve(countBarriers(input));

/** What holds people back: counted once a day over the run that stands. */
export const createBarriers = (facts: MatchInputDeps, count: CountBarriers) => ({
  barriers: {
    findWork: makeFindBarrierWork({ ...facts, ...matcherStore, store, readPolicy, now }),
    count,
    record: makeRecordBarriers({ store, audit }),
  },
  readBarriers: makeReadBarriers({ store }),
});

/** Counts today's barriers where that is still to be done. No transaction is open while they are worked out. */
export const createCountBarriers =
  (uow: UnitOfWork, { barriers }: Pick<ReturnType<typeof createBarriers>, 'barriers'>) =>
  async (): Promise<boolean> => {
    const work = await uow.read(barriers.findWork);
    if (work === null) return false;
    const lists = await barriers.count(work.input);
    await uow.run(serviceContext('count-barriers'), async (tx) =>
      done(await barriers.record(tx, work.study, lists)),
    );
    return true;
  };
