import { createPrepareReleases } from '../../../src/composition/publication.js';
import type { RunningService } from '../../support/running-service.js';
import { plainly, type PlannedRequests } from './example.js';

/** A release that waits for its second person. Each of another year: none is in the way of another. */
const aDraft = async (service: RunningService, startsOn: string): Promise<string> => {
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
  askRelease: plainly({ as: 'planner', body: { kind: 'quarter', startsOn: '2026-07-01' } }),
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
