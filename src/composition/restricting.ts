import type { AppendAudit } from '../kernel/audit.js';
import type { AppendEvent } from '../kernel/events.js';
import type { IdSource } from '../kernel/ids.js';
import { restrictionRepository } from '../modules/referrals/adapters/db/restriction-repository.js';
import type { ReferralRepository } from '../modules/referrals/application/ports.js';
import {
  makeLiftRestriction,
  makeNameReaders,
  makeOpenRestricted,
  makeReadRestriction,
  makeRestrictRecord,
} from '../modules/referrals/application/restrict-record.js';

/** Records that only members who are named may open. */
export const createRestricting = (shared: {
  readonly referrals: ReferralRepository;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}) => {
  const deps = { ...shared, restrictions: restrictionRepository };
  return {
    readRestriction: makeReadRestriction(deps),
    restrictRecord: makeRestrictRecord(deps),
    liftRestriction: makeLiftRestriction(deps),
    openRestricted: makeOpenRestricted(deps),
    nameReaders: makeNameReaders(deps),
    readColleagues: restrictionRepository.readColleagues,
    listAbandoned: restrictionRepository.listAbandoned,
  };
};
