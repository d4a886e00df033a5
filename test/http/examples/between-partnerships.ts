import type { RunningService } from '../../support/running-service.js';
import { world } from '../../support/small-world.js';
import type { PlannedRequests } from './example.js';

const { highland } = world.partnerships;

/** A transfer that Glasgow City asked Highland to accept. */
const anAskedTransfer = async (service: RunningService) => {
  const { referralId } = await service.aReferral();
  const coordinator = await service.as('coordinator@glasgow.example');
  const { body } = await coordinator.post(`/api/referrals/${referralId}/transfers`, {
    toPartnershipId: highland.id,
    reason: 'Moved to Inverness last month',
  });
  return { path: { transferId: body.transferId }, version: body.version };
};

export const transferRequests: PlannedRequests = {
  lookForPerson: async (service) => {
    const { givenName, familyName } = await service.aReferral({ partnership: 'highland' });
    return { as: 'coordinator', body: { givenName, familyName, bornOn: '1985-06-15' } };
  },
  listTransfers: async (service) => {
    await anAskedTransfer(service);
    return { as: 'coordinator@highland.example' };
  },
  askTransfer: async (service) => {
    const { referralId } = await service.aReferral();
    return {
      as: 'coordinator',
      path: { referralId },
      body: { toPartnershipId: highland.id, reason: 'Moved to Inverness last month' },
    };
  },
  acceptTransfer: async (service) => ({
    as: 'coordinator@highland.example',
    ...(await anAskedTransfer(service)),
    body: { differentPersonBecause: null, differentFrom: [] },
  }),
  declineTransfer: async (service) => ({
    as: 'coordinator@highland.example',
    ...(await anAskedTransfer(service)),
    body: { note: 'Has moved on to Perth' },
  }),
  withdrawTransfer: async (service) => ({
    as: 'coordinator@glasgow.example',
    ...(await anAskedTransfer(service)),
    body: { note: 'Stays in Glasgow after all' },
  }),
};
