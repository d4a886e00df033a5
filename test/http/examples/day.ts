import type { RunningService } from '../../support/running-service.js';
import { memberOf, type BedName } from '../../support/small-world.js';
import { plainly, type PlannedRequests } from './example.js';

/** A provider is told of an offer that was made to it. */
const aNotice = async (service: RunningService, bed: BedName): Promise<void> => {
  await service.anOffer({ bed });
  await service.runWorkerOnce();
};

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
  readProviderTimeline: async (service) => {
    const { referral } = await service.anOffer({
      bed: 'female',
      referral: await service.aReadyReferral({ sex: 'female' }),
    });
    return {
      as: 'provider_staff',
      path: { referralId: referral.referralId },
      query: { limit: '1' },
    };
  },
  listNotifications: async (service) => {
    await aNotice(service, 'male');
    return { as: 'provider_manager', query: { unread: 'yes', limit: '1' } };
  },
  markNotificationsRead: async (service) => {
    await aNotice(service, 'shared1');
    const manager = await service.as('provider_manager');
    const { items } = (await manager.get('/api/notifications?limit=1')).body;
    return { as: 'provider_manager', body: { notificationIds: [items[0].notificationId] } };
  },
  readMailChoice: plainly({ as: 'coordinator' }),
  sendMailAgain: async (service) => {
    const member = await service.as('provider_manager');
    await member.post('/api/notifications/mail', { choice: 'immediately' });
    await aNotice(service, 'shared2');
    await service.dataSource.query(
      `UPDATE mail SET done_at = UTC_TIMESTAMP(6), outcome = 'sent', tries = 1 WHERE done_at IS NULL`,
    );
    return { as: 'provider_manager', body: {} };
  },
  chooseMail: plainly({ as: 'coordinator', body: { choice: 'daily' } }),
};
