import { addNights } from '../../../src/kernel/iso-date.js';
import type { RunningService } from '../../support/running-service.js';
import { world } from '../../support/small-world.js';
import { plainly, type PlannedRequests } from './example.js';

const { larchHouse } = world.projects;
const ofLarchHouse = { projectId: larchHouse.id };

/** A change that staff planned, and that waits for a second person; any open one of theirs is taken back first. */
const aPlannedChange = async (
  service: RunningService,
  bedId: string = world.beds.plain,
): Promise<{ readonly changeId: string }> => {
  const staff = await service.as('provider_staff');
  const { body: listed } = await staff.get('/api/bed-changes');
  for (const { changeId, state } of listed.changes) {
    if (state === 'waiting') await staff.post(`/api/bed-changes/${changeId}/withdrawal`, {});
  }
  const { body } = await staff.post('/api/bed-changes', {
    ...{ bedId, startsOn: addNights(service.today, 30), closes: true },
    reason: 'The house is sold',
  });
  return { changeId: body.changeId };
};

export const capacityRequests: PlannedRequests = {
  listProjects: plainly({ as: 'planner' }),
  readCalendar: plainly(({ today }) => ({
    as: 'coordinator',
    path: ofLarchHouse,
    query: { fromOn: today, toOn: addNights(today, 2) },
  })),
  findFreeUnits: plainly(({ today }) => ({
    as: 'coordinator',
    query: {
      arrivesOn: addNights(today, 7),
      departsOn: addNights(today, 91),
      sex: 'female',
      needsStepFree: 'true',
    },
  })),
  markOutOfService: plainly(({ today }) => ({
    as: 'provider_staff',
    body: {
      bedId: world.beds.plain,
      fromOn: addNights(today, 3),
      toOn: addNights(today, 5),
      reason: 'repair',
      note: 'New shower',
    },
  })),
  cancelOutOfService: async (service) => {
    const manager = await service.as('provider_manager');
    const { body } = await manager.post('/api/out-of-service-periods', {
      bedId: world.beds.male,
      fromOn: addNights(service.today, 10),
      toOn: addNights(service.today, 12),
      reason: 'staffing',
    });
    return { as: 'provider_manager', path: { outOfServiceId: body.outOfServiceId }, version: body.version };
  },
  reportAvailability: plainly({
    as: 'provider_staff',
    path: ofLarchHouse,
    body: { figures: { maximum: 6, staffed: 6, occupied: 4, reserved: 1, accepting: 1 } },
  }),
  setAccepting: plainly({
    as: 'provider_manager',
    path: ofLarchHouse,
    version: 1,
    body: { isAccepting: false, reason: 'Two of the team are ill until Friday' },
  }),
  planBedChange: plainly(({ today }) => ({
    as: 'provider_staff',
    body: {
      bedId: world.beds.plain,
      startsOn: addNights(today, 30),
      becomes: { sex: 'female' },
      reason: 'The house becomes one for women',
    },
  })),
  listBedChanges: async (service) => {
    await aPlannedChange(service);
    await service.runWorkerOnce();
    return { as: 'planner' };
  },
  readBedChange: async (service) => {
    const path = await aPlannedChange(service);
    await service.runWorkerOnce();
    return { as: 'provider_manager', path };
  },
  lookAtBedChange: async (service) => ({ as: 'provider_manager', path: await aPlannedChange(service) }),
  decideBedChange: async (service) => {
    const path = await aPlannedChange(service, world.beds.any);
    await service.runWorkerOnce();
    return { as: 'provider_manager', path, body: { decision: 'confirm' } };
  },
  listPeopleOfBedChanges: async (service) => {
    await service.aReadyReferral({ sex: 'male', urgencyBand: 'emergency' });
    await service.runWorkerOnce();
    await aPlannedChange(service);
    await service.runWorkerOnce();
    return { as: 'coordinator' };
  },
  takeBackBedChange: async (service) => ({ as: 'provider_staff', path: await aPlannedChange(service) }),
  setRehabStanding: plainly(({ today }) => ({
    as: 'administrator',
    path: { projectId: world.projects.rowanBank.id },
    version: 1,
    body: {
      countsAsResidentialRehab: false,
      fromOn: today,
      reason: 'The programme is now detox only',
    },
  })),
};
