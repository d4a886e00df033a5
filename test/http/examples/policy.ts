import { placementPolicy } from '../../../config/placement-policy.js';
import type { RunningService } from '../../support/running-service.js';
import { plainly, type PlannedRequests } from './example.js';

const { version: _version, ...setUpWith } = placementPolicy.matching;
const reason = 'The steering group decided it on 20 November';

/** One change at a time waits: what an example before left waiting is taken back. */
const takeBackWhatWaits = async (service: RunningService): Promise<void> => {
  for (const [who, path] of [
    ['administrator', '/api/matching/policy-changes'],
    ['coordinator', '/api/matching/choices'],
  ] as const) {
    const member = await service.as(who);
    const { body } = await member.get('/api/matching/policy-changes');
    for (const { changeId, state } of body.changes) {
      if (state === 'waiting') await member.post(`${path}/${changeId}/decision`, { decision: 'withdraw' });
    }
  }
};

const aLook = async (service: RunningService): Promise<string> => {
  await takeBackWhatWaits(service);
  const administrator = await service.as('administrator');
  const { body } = await administrator.post('/api/matching/policy-changes', {
    policy: { ...setUpWith, preparationDays: { ...setUpWith.preparationDays, soon: 14 } },
    ...{ startsOn: service.today, reason },
  });
  await service.runWorkerOnce();
  return body.changeId;
};

const aRequest = async (service: RunningService): Promise<string> => {
  const changeId = await aLook(service);
  const administrator = await service.as('administrator');
  await administrator.post(`/api/matching/policy-changes/${changeId}/request`, {});
  return changeId;
};

const choices = (service: RunningService) => ({
  ...{ automaticOffers: false, parallelOffers: 2, startsOn: service.today, reason },
});

export const policyRequests: PlannedRequests = {
  getMatchingPolicy: plainly({ as: 'coordinator' }),
  listPolicyChanges: async (service) => {
    await aRequest(service);
    return { as: 'planner' };
  },
  getPolicyChange: async (service) => ({ as: 'planner', path: { changeId: await aLook(service) } }),
  listPeopleMovedByPolicy: async (service) => {
    await service.aReadyReferral();
    return { as: 'coordinator', path: { changeId: await aLook(service) } };
  },
  lookAtPolicyChange: plainly(({ today }) => ({
    as: 'administrator',
    body: { policy: { ...setUpWith, assignment: 'in-order' }, startsOn: today, reason },
  })),
  askForPolicyChange: async (service) => ({
    as: 'administrator',
    path: { changeId: await aLook(service) },
    body: {},
  }),
  decidePolicyChange: async (service) => ({
    as: 'second@national.example',
    path: { changeId: await aRequest(service) },
    body: { decision: 'confirm' },
  }),
  proposeMatchingChoices: plainly((service) => ({ as: 'approver', body: choices(service) })),
  decideMatchingChoices: async (service) => {
    await takeBackWhatWaits(service);
    const approver = await service.as('approver');
    const { body } = await approver.post('/api/matching/choices', choices(service));
    return { as: 'coordinator', path: { changeId: body.changeId }, body: { decision: 'confirm' } };
  },
};
