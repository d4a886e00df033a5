import type { RunningService } from '../../support/running-service.js';
import { plainly, type PlannedRequests } from './example.js';

/** A run that saw somebody of Glasgow's. */
const aRun = async (
  service: RunningService,
): Promise<{ readonly referralId: string; readonly runId: string }> => {
  const { referralId } = await service.aReadyReferral();
  await service.runWorkerOnce();
  const coordinator = await service.as('coordinator');
  const { body } = await coordinator.get('/api/match-runs?limit=1');
  return { referralId, runId: body.runs[0].runId };
};

export const matcherRequests: PlannedRequests = {
  readMatcher: async (service) => {
    await aRun(service);
    return { as: 'administrator' };
  },
  listMatcherRuns: async (service) => {
    await aRun(service);
    return { as: 'administrator', query: { limit: '1' } };
  },
  listMatchRuns: async (service) => {
    await aRun(service);
    return { as: 'coordinator', query: { limit: '1' } };
  },
  readMatchRun: async (service) => {
    const { runId } = await aRun(service);
    return { as: 'coordinator', path: { runId }, query: { limit: '1' } };
  },
  listSuggestedBefore: async (service) => {
    const { referralId } = await aRun(service);
    return { as: 'coordinator', path: { referralId } };
  },
};

export const matcherSwitchRequests: PlannedRequests = {
  switchMatcher: plainly({
    as: 'administrator',
    version: 1,
    body: { isOn: false, reason: 'Beds of Larch House were suggested while it is shut' },
  }),
};
