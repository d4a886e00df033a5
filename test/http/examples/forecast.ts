import { addNights } from '../../../src/kernel/iso-date.js';
import type { RunningService } from '../../support/running-service.js';
import { world } from '../../support/small-world.js';
import { plainly, type PlannedRequests } from './example.js';

const fiveBeds = (service: RunningService) => ({
  name: 'Five beds more at Rowan Bank from January',
  isShared: true,
  changes: [
    {
      ...{ kind: 'beds', projectId: world.projects.rowanBank.id, bedGroup: 'any', beds: 5 },
      ...{ onDate: addNights(service.today, 45), lateByDays: 30 },
    },
  ],
});
/** Named by what it is an example of: no two of one planner are called alike. */
const shorter = (of: string) => ({
  name: `Stays a tenth shorter (${of})`,
  isShared: true,
  changes: [{ kind: 'length-of-stay', bedGroup: null, times: 0.9 }],
});

const keep = async (service: RunningService, body: object): Promise<string> =>
  (await (await service.as('planner')).post('/api/scenarios', body)).body.scenarioId;
const ask = async (service: RunningService, scenarioId: string): Promise<string> =>
  (await (await service.as('planner')).post(`/api/scenarios/${scenarioId}/runs`, {})).body.scenarioRunId;
const workedOut = async (service: RunningService, body: object) => {
  const scenarioId = await keep(service, body);
  const scenarioRunId = await ask(service, scenarioId);
  await service.runWorkerOnce();
  return { scenarioId, scenarioRunId };
};

export const forecastRequests: PlannedRequests = {
  keepScenario: plainly((service) => ({ as: 'planner', body: fiveBeds(service) })),
  listScenarios: async (service) => {
    await keep(service, shorter('listed'));
    return { as: 'planner' };
  },
  readScenario: async (service) => {
    await service.aReadyReferral();
    const { scenarioId } = await workedOut(service, shorter('read'));
    return { as: 'planner', path: { scenarioId } };
  },
  changeScenario: async (service) => ({
    as: 'planner',
    path: { scenarioId: await keep(service, shorter('changed')) },
    version: 1,
    body: { ...shorter('changed'), isShared: false },
  }),
  askScenarioRun: async (service) => {
    await service.aReadyReferral();
    return { as: 'planner', path: { scenarioId: await keep(service, shorter('asked for')) } };
  },
  readScenarioRun: async (service) => {
    await service.aReadyReferral();
    const { scenarioRunId } = await workedOut(service, shorter('under way'));
    return { as: 'planner', path: { scenarioRunId } };
  },
  cancelScenarioRun: async (service) => {
    await service.aReadyReferral();
    const scenarioRunId = await ask(service, await keep(service, shorter('stopped')));
    return { as: 'planner', path: { scenarioRunId } };
  },
  compareScenarios: async (service) => {
    await service.aReadyReferral();
    const { scenarioId } = await workedOut(service, { ...fiveBeds(service), name: 'Five beds more' });
    const { scenarioId: otherId } = await workedOut(service, shorter('held beside'));
    return { as: 'planner', path: { scenarioId, otherId } };
  },
  readCalibration: plainly(() => ({ as: 'planner' })),
};
