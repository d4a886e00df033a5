import type { RunningService } from '../../support/running-service.js';
import { memberOf } from '../../support/small-world.js';
import type { PlannedRequests } from './example.js';

const named = 'coordinator@glasgow.example';
const restriction = {
  kind: 'known_to_staff',
  reason: 'Her brother works at the desk',
  readers: [memberOf(named).memberId],
};

const aRestricted = async (service: RunningService) => {
  const { referralId } = await service.aReferral();
  const coordinator = await service.as(named);
  const { body } = await coordinator.post(`/api/referrals/${referralId}/restriction`, restriction, {
    version: 1,
  });
  return { path: { referralId }, version: body.version };
};

/** Somebody restricted a record, and everybody named for it left. */
const anAbandoned = async (service: RunningService) => {
  const restricted = await aRestricted(service);
  await service.dataSource.query(
    `UPDATE client_restriction_reader SET member_id = ? WHERE client_id =
       (SELECT client_id FROM referral WHERE id = ?)`,
    [memberOf('coordinator@highland.example').memberId, restricted.path.referralId],
  );
  const administrator = await service.as('administrator');
  const { body } = await administrator.get('/api/abandoned-records');
  return body.items[0];
};

export const restrictedRequests: PlannedRequests = {
  readRestriction: async (service) => {
    const { path } = await aRestricted(service);
    return { as: named, path };
  },
  restrictRecord: async (service) => {
    const { referralId } = await service.aReferral();
    return { as: named, path: { referralId }, body: restriction, version: 1 };
  },
  liftRestriction: async (service) => ({
    as: named,
    ...(await aRestricted(service)),
    body: { reason: 'Her brother works elsewhere now' },
  }),
  openRestrictedRecord: async (service) => {
    const { path } = await aRestricted(service);
    return {
      as: 'approver@glasgow.example',
      path,
      body: { reason: 'She is at the door and nobody named is in' },
    };
  },
  listAbandonedRecords: async (service) => {
    await anAbandoned(service);
    return { as: 'administrator' };
  },
  nameRecordReaders: async (service) => {
    const { clientId, version } = await anAbandoned(service);
    return {
      as: 'administrator',
      path: { clientId },
      body: { readers: [memberOf(named).memberId] },
      version,
    };
  },
};
