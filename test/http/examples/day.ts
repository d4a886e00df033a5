import { memberOf } from '../../support/small-world.js';
import type { PlannedRequests } from './example.js';

export const dayRequests: PlannedRequests = {
  listTasks: async (service) => {
    await service.anOffer({ bed: 'any' });
    return { as: 'provider_staff', query: { show: 'team', limit: '1' } };
  },
  giveTask: async (service) => {
    const { offerId } = await service.anOffer({ bed: 'plain' });
    return {
      as: 'provider_staff',
      path: { taskKey: `answer-offer~${offerId}` },
      body: { memberId: memberOf('provider_manager').memberId, heldVersion: 0 },
    };
  },
};
