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
  readTimeline: async (service) => {
    const { referralId } = await service.aReadyReferral();
    return { as: 'coordinator', path: { referralId }, query: { limit: '2' } };
  },
  listNotifications: async (service) => {
    await service.anOffer({ bed: 'male', referral: await service.aReadyReferral({ sex: 'male' }) });
    await service.runWorkerOnce();
    return { as: 'provider_manager', query: { unread: 'yes', limit: '1' } };
  },
  markNotificationsRead: async (service) => {
    const manager = await service.as('provider_manager');
    const { items } = (await manager.get('/api/notifications?limit=1')).body;
    return { as: 'provider_manager', body: { upTo: items[0].notificationId } };
  },
};
