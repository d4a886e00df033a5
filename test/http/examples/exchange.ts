import { world } from '../../support/small-world.js';
import { plainly, type PlannedRequests } from './example.js';

const { larchHouse } = world.projects;
const aProject = plainly({ as: 'planner', path: { projectId: larchHouse.id } });

export const exchangeRequests: PlannedRequests = {
  describeDirectory: plainly({ as: 'planner' }),
  listDirectoryServices: plainly({ as: 'planner', query: { per_page: '2' } }),
  readDirectoryService: async (service) => {
    const manager = await service.as('provider_manager');
    await manager.post(`/api/projects/${larchHouse.id}/availability-reports`, { figures: null });
    return { as: 'planner', path: { projectId: larchHouse.id } };
  },
  readExtractMapping: plainly({ as: 'planner' }),
  // Before anybody was placed: keys are other ones each time.
  takeNationalExtract: plainly({ as: 'information_governance', path: { month: '2026-08' } }),
  describeFhirServer: plainly({ as: 'planner' }),
  searchFhirLocations: plainly({ as: 'planner', query: { _count: '1' } }),
  readFhirLocation: aProject,
  searchFhirServices: plainly({ as: 'planner', query: { _count: '1' } }),
  readFhirService: aProject,
  searchFhirReferrals: async (service) => {
    await service.aReferral();
    return { as: 'coordinator', query: { _count: '1' } };
  },
  readFhirReferral: async (service) => {
    const { referralId } = await service.aReferral({ urgencyBand: 'urgent' });
    return { as: 'coordinator', path: { referralId } };
  },
  searchFhirOffers: async (service) => {
    await service.anOffer({ bed: 'any' });
    return { as: 'provider_staff', query: { _count: '1' } };
  },
  readFhirOffer: async (service) => {
    const { offerId } = await service.anOffer({ bed: 'plain' });
    return { as: 'coordinator', path: { offerId } };
  },
};
