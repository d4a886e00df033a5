import { measureDefinitions } from '../../config/measures.js';
import {
  financialYear,
  financialYearEnd,
  financialYearOf,
  financialYearStart,
} from '../kernel/financial-year.js';
import { done } from '../kernel/outcome.js';
import type { UnitOfWork } from '../kernel/unit-of-work.js';
import { recordCountCheck } from '../modules/measures/adapters/db/count-checks.js';
import { compareCounted } from '../modules/measures/adapters/db/keep-counted.js';
import { readCells } from '../modules/measures/adapters/db/read-cells.js';
import { readSourceFacts } from '../modules/measures/adapters/db/source-facts.js';
import { makeCountTwice } from '../modules/measures/application/count-twice.js';
import { databaseNow } from '../platform/db/database-clock.js';
import { serviceContext } from './service-context.js';

/** Writes every revision that is missing of what is counted, in small transactions, and says how many. */
export const createKeepAllCounted = (uow: UnitOfWork) => async (): Promise<number> => {
  let revised = 0;
  for (const kind of ['referral', 'bed_unit'] as const) {
    for (let after: string | null = ''; after !== null;) {
      const from: string = after;
      const compared = await uow.run(serviceContext('keep-counted'), async (tx) =>
        done(await compareCounted(tx, kind, from)),
      );
      after = compared.ok ? compared.value.next : null;
      revised += compared.ok ? compared.value.revised : 0;
    }
  }
  return revised;
};

/**
 * Every night: writes what was not kept, counts this financial year and the one before twice, and keeps what came of it.
 * A change between the two ways of counting shows as a difference; it is counted again before it is believed.
 *
 * @throws when the two ways differ, for the log and the page of queues.
 */
export const createCountEveryNight = (uow: UnitOfWork) => {
  const keepAll = createKeepAllCounted(uow);
  const countTwice = makeCountTwice({
    definitions: measureDefinitions,
    readCells,
    readFacts: readSourceFacts,
  });
  const count = () =>
    uow.read(async (tx) => {
      const { at, today } = await databaseNow(tx);
      const year = financialYearOf(today);
      return countTwice(tx, {
        fromOn: financialYearStart(financialYear(year - 1)),
        toOn: financialYearEnd(year),
        ...{ now: at, today },
      });
    });
  return async (): Promise<void> => {
    const revised = await keepAll();
    const first = await count();
    const found = first.disagreements.length === 0 ? first : await count();
    await uow.run(serviceContext('count-twice'), async (tx) =>
      done(await recordCountCheck(tx, { ...found, revised })),
    );
    if (found.disagreements.length > 0) {
      throw new Error(
        `Two ways of counting differ in ${found.disagreements.length} of ${found.questions} questions, such as ${JSON.stringify(found.disagreements[0])}.\nMaybe facts were changed past the record.`,
      );
    }
  };
};
