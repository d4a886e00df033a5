import type { AppendAudit } from '../kernel/audit.js';
import type { AppendEvent } from '../kernel/events.js';
import type { IsoDate } from '../kernel/iso-date.js';
import type { IdSource } from '../kernel/ids.js';
import type { Tx } from '../kernel/unit-of-work.js';
import { listBedChanges, readBedChangesOfPeople } from '../modules/capacity/adapters/db/bed-change-lists.js';
import { bedChangeRepository as changes } from '../modules/capacity/adapters/db/bed-change-repository.js';
import { bedSheetRepository as sheets } from '../modules/capacity/adapters/db/bed-sheet-repository.js';
import {
  makeApplyBedChange,
  makeDecideBedChange,
  makeLookAgain,
  makePlanBedChange,
  makeReadBedChangeToLookAt,
  makeReadBedLine,
} from '../modules/capacity/application/change-bed.js';
import { makeTakeBackBedChange } from '../modules/capacity/application/take-back-bed-change.js';
import { makeImportBeds } from '../modules/capacity/application/import-beds.js';
import type { ReadFactsMark } from '../modules/capacity/contract/bed-change.js';
import { readSuggestedTo } from '../modules/matching/adapters/db/run-history.js';
import { makeLookAtBedChange } from '../modules/matching/application/look-at-bed-change.js';
import { makeReadMatchInput, type MatchInputDeps } from '../modules/matching/application/match-input.js';
import {
  makeReadPeopleOfBedChanges,
  type PeopleOfBedChangesDeps,
} from '../modules/matching/application/people-of-bed-changes.js';
import type { RunMatch } from '../modules/matching/application/run-match.js';
import { readArrivedClaims } from '../modules/placements/adapters/db/placement-repository.js';
import { databaseNow as now } from '../platform/db/database-clock.js';
import { readMatchingPolicy as readPolicy } from './matching-policy.js';

/** The day, the bed with its nights, and to whom the latest run suggests it. Three small statements. */
const readFactsMark: ReadFactsMark = async (tx, bedId) =>
  [(await now(tx)).today, await changes.readBedMark(tx, bedId), await readSuggestedTo(tx, bedId)].join(' ');

/** Changes of beds that two people make after a look at what they would do. */
export const createBedChanges = ({
  facts,
  match,
  people,
  ...shared
}: {
  readonly facts: MatchInputDeps;
  readonly match: RunMatch;
  readonly people: Omit<PeopleOfBedChangesDeps, 'readBedChangesOfPeople'>;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}) => {
  const importBeds = makeImportBeds({ sheets, readArrivedClaims, ...shared });
  const deps = { changes, sheets, readArrivedClaims, importBeds, readFactsMark, now, ...shared };
  return {
    listBedChanges,
    readPeopleOfBedChanges: makeReadPeopleOfBedChanges({ ...people, readBedChangesOfPeople }),
    readFactsMark,
    readBedLine: makeReadBedLine(deps),
    planBedChange: makePlanBedChange(deps),
    lookAgain: makeLookAgain(deps),
    decideBedChange: makeDecideBedChange(deps),
    takeBackBedChange: makeTakeBackBedChange(deps),
    listDue: (tx: Tx, today: IsoDate) => changes.listDue(tx, today),
    applyBedChange: makeApplyBedChange(deps),
    lookAtBedChange: makeLookAtBedChange({
      ...{ readFactsMark, readPolicy, match, now },
      readBedChange: makeReadBedChangeToLookAt(deps),
      keepLook: changes.keepLook,
      readMatchInput: makeReadMatchInput(facts),
      audit: shared.audit,
    }),
  };
};
