import type { RunningService } from '../../support/running-service.js';
import { world } from '../../support/small-world.js';
import { plainly, type PlannedRequests } from './example.js';

const { larchHouse, larchFamilies } = world.projects;
const ageRule = (years: number) => ({
  attribute: 'age',
  operator: 'at_least',
  value: years,
  stage: 'admission',
  effect: 'exclude',
  source: 'Statement of purpose, page 4',
});

const aRuleChange = async (service: RunningService, projectId: string, years: number): Promise<string> => {
  const manager = await service.as('provider_manager');
  const { body } = await manager.post(`/api/projects/${projectId}/admission-rule-changes`, {
    kind: 'add',
    startsOn: service.today,
    reason: 'The programme is written for adults',
    rule: ageRule(years),
  });
  return body.changeId;
};

export const eligibilityRequests: PlannedRequests = {
  listAdmissionRules: async (service) => {
    const changeId = await aRuleChange(service, larchFamilies.id, 18);
    const second = await service.as('second@larch.example');
    await second.post(`/api/projects/${larchFamilies.id}/admission-rule-changes/${changeId}/decision`, {
      decision: 'confirm',
    });
    return { as: 'coordinator', path: { projectId: larchFamilies.id } };
  },
  listWaitingRuleChanges: async (service) => {
    await aRuleChange(service, larchHouse.id, 21);
    return { as: 'second@larch.example', path: { projectId: larchHouse.id } };
  },
  changeAdmissionRule: plainly(({ today }) => ({
    as: 'provider_manager',
    path: { projectId: larchHouse.id },
    body: {
      kind: 'add',
      startsOn: today,
      reason: 'The programme is written for adults',
      rule: ageRule(18),
    },
  })),
  previewRuleChange: plainly(({ today }) => ({
    as: 'provider_manager',
    path: { projectId: larchHouse.id },
    query: {
      kind: 'add',
      startsOn: today,
      attribute: 'age',
      operator: 'at_least',
      value: '25',
      stage: 'admission',
      effect: 'exclude',
    },
  })),
  decideRuleChange: async (service) => ({
    as: 'second@larch.example',
    path: { projectId: larchHouse.id, changeId: await aRuleChange(service, larchHouse.id, 19) },
    body: { decision: 'confirm' },
  }),
  explainEligibility: async (service) => {
    const { referralId } = await service.aReadyReferral({ sex: 'female' });
    return {
      as: 'coordinator',
      path: { referralId },
      query: { projectId: larchHouse.id, on: service.today },
    };
  },
};
