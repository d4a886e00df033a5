import { createCountBarriers } from '../../../src/composition/barriers.js';
import { addNights } from '../../../src/kernel/iso-date.js';
import type { RunningService } from '../../support/running-service.js';
import { world } from '../../support/small-world.js';
import { plainly, type PlannedRequests } from './example.js';

const anAlert = (service: RunningService) => ({
  headline: 'Tablets sold as diazepam hold nitazenes',
  advice: 'Carry naloxone, never take them alone, call 999 at once',
  source: 'Rapid Action Drug Alerts and Response, invented for this example',
  isNational: false,
  partnershipIds: [world.partnerships.glasgow.id],
  fromOn: service.today,
  untilOn: addNights(service.today, 28),
});
const publish = async (service: RunningService): Promise<{ alertId: string; version: number }> => {
  const administrator = await service.as('administrator');
  return (await administrator.post('/api/drug-alerts', anAlert(service))).body;
};

const anExpansion = {
  ...{ name: 'Sample House', provider: 'Sample Trust', kind: 'new', healthBoard: 'NHS Highland' },
  ...{ bedsBeforeCount: 0, funding: 'over 2,000,000', fundingLeastPence: 200_000_000 },
  source: 'Invented for this example',
};
const plannedBeds = {
  ...{ stage: 'planned', beds: 12, dated: '2026-09', mark: 'published', source: 'Invented for this example' },
};
/** Each by a name of its own: there is one of each name. */
const addExpansion = async (
  service: RunningService,
  name: string,
): Promise<{ expansionId: string; version: number }> => {
  const planner = await service.as('planner');
  return (await planner.post('/api/expansions', { ...anExpansion, name })).body;
};

/** One withdrawn, and the one in its place. */
const aPublishedFigure = async (service: RunningService): Promise<void> => {
  await service.dataSource.query(
    `INSERT IGNORE INTO published_figure (id, measure, period_label, period_start, period_end, geography_type, geography, route,
       figure, status, vintage, released_on, note, source) VALUES
       (1, 'placements_approved', '2022/23 Q1', '2022-04-01', '2022-06-30', 'scotland', 'Scotland', 'all', 218,
        'withdrawn', 'R4 27 Sep 2022', '2022-09-27', 'Withdrawn', 'Invented for this example'),
       (2, 'placements_approved', '2022/23 Q1', '2022-04-01', '2022-06-30', 'scotland', 'Scotland', 'all', 170,
        'revised', 'R4 15 Nov 2022', '2022-11-15', NULL, 'Invented for this example')`,
  );
};

export const countryRequests: PlannedRequests = {
  publishDrugAlert: plainly((service) => ({ as: 'administrator', body: anAlert(service) })),
  listDrugAlerts: async (service) => {
    await publish(service);
    return { as: 'coordinator', query: { limit: '1' } };
  },
  withdrawDrugAlert: async (service) => {
    const { alertId, version } = await publish(service);
    return {
      as: 'administrator',
      path: { alertId },
      version,
      body: { reason: 'The batch was found to be of another kind' },
    };
  },
  acknowledgeDrugAlert: async (service) => {
    const { alertId } = await publish(service);
    return { as: 'provider_staff', path: { alertId }, body: { projectId: world.projects.larchHouse.id } };
  },
  readBarriers: async (service) => {
    await service.aReferral();
    await service.aReadyReferral();
    await service.runWorkerOnce();
    await createCountBarriers(service.uow, service.modules.matching)();
    return { as: 'coordinator' };
  },
  listTargets: plainly({ as: 'planner' }),
  setTarget: plainly({
    as: 'administrator',
    body: {
      ...{ name: '400 placements a year that are completed', measureId: 'placements-completed', level: 400 },
      ...{ fromYear: 2027, toYear: 2030, source: 'Invented for this example' },
    },
  }),
  endTarget: plainly({
    as: 'administrator',
    path: { targetId: '01930000-0001-7000-8000-000000000003' },
    version: 1,
    body: { toYear: 2027 },
  }),
  addExpansion: plainly({ as: 'planner', body: anExpansion }),
  listExpansions: async (service) => {
    await addExpansion(service, 'House by the Sea');
    return { as: 'planner', query: { asAt: service.today } };
  },
  readExpansion: async (service) => {
    const { expansionId } = await addExpansion(service, 'House on the Hill');
    const planner = await service.as('planner');
    await planner.post(`/api/expansions/${expansionId}/beds`, plannedBeds);
    return { as: 'planner', path: { expansionId } };
  },
  recordExpansionBeds: async (service) => {
    const { expansionId } = await addExpansion(service, 'House at the Ford');
    return { as: 'planner', path: { expansionId }, body: plannedBeds };
  },
  recordExpansionMilestone: async (service) => {
    const { expansionId } = await addExpansion(service, 'House in the Glen');
    return {
      as: 'planner',
      path: { expansionId },
      body: {
        ...{ milestone: 'opened', isPlan: true, dated: '2027-Q2', saidOn: '2026-10-01' },
        ...{ mark: 'published', source: 'Invented for this example' },
      },
    };
  },
  linkExpansion: async (service) => {
    const { expansionId, version } = await addExpansion(service, 'House of the Elms');
    return {
      as: 'administrator',
      path: { expansionId },
      version,
      body: { projectId: world.projects.larchHouse.id },
    };
  },
  listPublishedFigures: async (service) => {
    await aPublishedFigure(service);
    return { as: 'planner', query: { measure: 'placements_approved' } };
  },
  withdrawFigure: async (service) => {
    await aPublishedFigure(service);
    return {
      as: 'planner',
      path: { figureId: '2' },
      body: { reason: 'Its publisher took it back for this example' },
    };
  },
  importFigures: plainly({
    as: 'planner',
    body: {
      isTrial: true,
      sheet: [
        'Measure,Period starts on,Period ends on,Area,Route,Figure,Issue,Released on,Mark,Note,Source',
        'placements_approved,2025-04-01,2025-06-30,Scotland,all,240,R11,2025-09-30,published,,Invented for this example',
      ].join('\n'),
    },
  }),
  explainDifference: async (service) => {
    await aPublishedFigure(service);
    return {
      as: 'planner',
      path: { figureId: '2' },
      body: {
        ...{ comparedWith: 'earlier', code: 'definition' },
        words: 'Stabilisation placements were counted at first',
      },
    };
  },
  readDataQuality: plainly({ as: 'planner' }),
  listMeasureDefinitions: plainly({ as: 'planner' }),
  readMeasure: async (service) => {
    await service.aReferral();
    return { as: 'planner', path: { measureId: 'referrals-received' }, query: { by: 'route' } };
  },
  readMeasureRows: async (service) => {
    await service.aReferral();
    return { as: 'coordinator', path: { measureId: 'referrals-received' }, query: { limit: '1' } };
  },
  readMeasureTable: async (service) => {
    await service.aReferral();
    return { as: 'planner', path: { measureId: 'referrals-received' }, query: { by: 'sex' } };
  },
  listQuietMonths: plainly({ as: 'manager@larch.example' }),
  sayNobodyArrived: plainly({
    as: 'manager@larch.example',
    path: { projectId: '01900000-0003-7000-8000-000000000001' },
    body: { month: '2026-10', reason: 'refurbishment', words: 'New bathrooms until the 20th' },
  }),
  readBottleneck: plainly({ as: 'planner' }),
  readFlow: async (service) => {
    await service.aReferral();
    return { as: 'coordinator' };
  },
  readFlowTable: async (service) => {
    await service.aReferral();
    return { as: 'planner' };
  },
  readFairness: async (service) => {
    await service.aReferral({ receivedOn: addNights(service.today, -150) });
    return { as: 'coordinator' };
  },
  readMeasures: async (service) => {
    await service.aResident({ bed: 'rowan1', nights: 56 });
    return { as: 'planner' };
  },
};
