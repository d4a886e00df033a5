import { createPrepareReleases } from '../../../src/composition/publication.js';
import type { RunningService } from '../../support/running-service.js';
import type { PlannedRequests } from './example.js';

/** The time since is on record. */
const recordsBegan = async (service: RunningService): Promise<void> => {
  const { referralId } = await service.aReferral();
  await service.dataSource.query(
    `INSERT INTO funding_decision (id, referral_id, partnership_id, route, decision, decided_on, weeks, weekly_rate_pence, expires_on,
       decided_by)
     SELECT UUID(), id, partnership_id, 'adp', 'approved', '2021-03-31', 12, 100000, '2021-03-31', 'somebody'
       FROM referral WHERE id = ?`,
    [referralId],
  );
};

/** A release that waits for its second person. Each of another year: none is in the way of another. */
const aDraft = async (service: RunningService, startsOn: string): Promise<string> => {
  await recordsBegan(service);
  const asked = await (await service.as('planner')).post('/api/releases', { kind: 'quarter', startsOn });
  service.clock.advance({ minutes: 2 });
  const prepare = createPrepareReleases(service.uow, service.modules);
  // One that was asked for before comes first.
  while (await prepare());
  return asked.body.releaseId;
};
const published = async (service: RunningService, startsOn: string): Promise<string> => {
  const releaseId = await aDraft(service, startsOn);
  await (await service.as('information_governance')).post(`/api/releases/${releaseId}/publish`, {});
  return releaseId;
};

export const publicationRequests: PlannedRequests = {
  askRelease: async (service) => {
    await recordsBegan(service);
    return { as: 'planner', body: { kind: 'quarter', startsOn: '2026-07-01' } };
  },
  listReleases: async (service) => {
    await published(service, '2021-07-01');
    return { as: 'planner' };
  },
  readRelease: async (service) => ({
    as: 'planner',
    path: { releaseId: await published(service, '2022-07-01') },
  }),
  readReleaseTable: async (service) => ({
    as: 'planner',
    path: { releaseId: await published(service, '2023-07-01') },
  }),
  publishRelease: async (service) => ({
    as: 'information_governance',
    path: { releaseId: await aDraft(service, '2024-07-01') },
    body: { note: 'Every table was looked at' },
  }),
  setReleaseAside: async (service) => ({
    as: 'information_governance',
    path: { releaseId: await aDraft(service, '2025-07-01') },
    body: { note: 'A return is still missing' },
  }),
};
