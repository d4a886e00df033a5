import { addNights } from '../../../src/kernel/iso-date.js';
import type { RunningService } from '../../support/running-service.js';
import { world, type BedName } from '../../support/small-world.js';
import type { PlannedRequests } from './example.js';

/** Offers of this world stay clear of each other: each begins a hundred nights after the one before. */
const nightsApart = 100;

const anOffer = async (service: RunningService, after: number, bed: BedName = 'any') => {
  const { offerId, version } = await service.anOffer({
    bed,
    arrivesOn: addNights(service.today, after * nightsApart),
    nights: 28,
  });
  return { path: { offerId }, version };
};
const aBooking = async (service: RunningService, bed: BedName) => {
  const { placementId, version } = await service.aBooking({ bed, nights: 56 });
  return { path: { placementId }, version };
};
const aResident = async (service: RunningService, bed: BedName) => {
  const { placementId, version } = await service.aResident({ bed, nights: 56 });
  return { path: { placementId }, version };
};

export const offerRequests: PlannedRequests = {
  // First, while nothing is suggested to anybody.
  makeOffer: async (service) => {
    const { referralId } = await service.aReadyReferral();
    return {
      as: 'coordinator',
      body: {
        referralId,
        bedId: world.beds.any,
        arrivesOn: addNights(service.today, 3),
        departsOn: addNights(service.today, 87),
        override: { reason: 'Nearer to the family' },
      },
    };
  },
  findPlacesForReferral: async (service) => {
    const { referralId } = await service.aReadyReferral();
    return { as: 'coordinator', path: { referralId }, query: { arrivesOn: service.today } };
  },
  explainSuggestionOfReferral: async (service) => {
    const { referralId } = await service.aReadyReferral();
    await service.runWorkerOnce();
    return { as: 'coordinator', path: { referralId } };
  },
  listOffers: async (service) => {
    await anOffer(service, 0, 'plain');
    return { as: 'provider_staff', query: { limit: '1' } };
  },
  readOffer: async (service) => ({
    as: 'provider_staff',
    path: (await anOffer(service, 1, 'plain')).path,
  }),
  acceptOffer: async (service) => ({ as: 'provider_manager', ...(await anOffer(service, 2, 'plain')) }),
  declineOffer: async (service) => ({
    as: 'provider_manager',
    ...(await anOffer(service, 1)),
    body: { refusedBy: 'provider', reason: 'mix_of_residents' },
  }),
  withdrawOffer: async (service) => ({
    as: 'coordinator',
    ...(await anOffer(service, 2)),
    body: { reason: 'A place nearer to the family came free' },
  }),
  recordOfferTry: async (service) => ({
    as: 'coordinator',
    path: (await anOffer(service, 3, 'plain')).path,
    body: {
      ...{ whom: 'provider', channel: 'phone', outcome: 'message_left' },
      triedAt: service.clock.now().toISOString(),
    },
  }),
  allowProjectAgain: async (service) => {
    const { offerId, version, referral } = await service.anOffer({
      bed: 'any',
      arrivesOn: addNights(service.today, 3 * nightsApart),
      nights: 28,
    });
    const manager = await service.as('provider_manager');
    await manager.post(
      `/api/offers/${offerId}/refusal`,
      { refusedBy: 'provider', reason: 'needs_cannot_be_met' },
      { version },
    );
    return {
      as: 'coordinator',
      path: { referralId: referral.referralId },
      body: { projectId: world.projects.larchHouse.id, reason: 'The dose no longer needs a nurse' },
    };
  },
};

export const stayRequests: PlannedRequests = {
  listPlacements: async (service) => {
    await aBooking(service, 'plain');
    return { as: 'provider_staff', query: { limit: '1' } };
  },
  readPlacement: async (service) => ({ as: 'coordinator', path: (await aBooking(service, 'male')).path }),
  admitPerson: async (service) => ({
    as: 'provider_staff',
    ...(await aBooking(service, 'any')),
    body: { admittedOn: service.today },
  }),
  dischargePerson: async (service) => {
    const resident = await aResident(service, 'rowan1');
    return {
      as: 'staff@rowan.example',
      ...resident,
      body: {
        ...{ endedOn: service.today, kind: 'unplanned', reason: 'dropped_out' },
        leavingOutcome: {
          outcome: 'taken',
          measured: {
            instrument: 'Recovery Outcomes Web',
            instrumentVersion: '1',
            score: 44,
            satisfaction: 7,
          },
        },
      },
    };
  },
  recordNeverStarted: async (service) => ({
    as: 'staff@rowan.example',
    ...(await aBooking(service, 'rowan1')),
    body: { reason: 'housing_fear' },
  }),
  extendStay: async (service) => ({
    as: 'staff@rowan.example',
    ...(await aResident(service, 'rowan2')),
    body: { departsOn: addNights(service.today, 70), reason: 'The house she goes to is ready in February' },
  }),
};

const leaveOf = (service: RunningService) => ({
  fromOn: service.today,
  backExpectedOn: addNights(service.today, 2),
  reason: 'home_visit',
});
const somebodyAway = async (service: RunningService, bed: BedName) => {
  const { path } = await aResident(service, bed);
  const staff = await service.as('staff@rowan.example');
  const gone = await staff.post(`/api/placements/${path.placementId}/leaves`, leaveOf(service));
  if (gone.status !== 201) throw new Error(`The leave answered ${gone.status}: ${gone.text}`);
  return { path };
};

export const leaveRequests: PlannedRequests = {
  listLeaves: async (service) => ({ as: 'coordinator', ...(await somebodyAway(service, 'rowan1')) }),
  recordLeave: async (service) => ({
    as: 'provider_staff',
    path: (await aResident(service, 'any')).path,
    body: { ...leaveOf(service), note: 'Looks at the flat she moves into' },
  }),
  recordReturn: async (service) => ({
    as: 'staff@rowan.example',
    ...(await somebodyAway(service, 'rowan2')),
    version: 1,
    body: { returnedOn: service.today },
  }),
};

export const stayChangeRequests: PlannedRequests = {
  previewStayDates: async (service) => {
    const { path } = await aBooking(service, 'any');
    const query = { arrivesOn: addNights(service.today, 3), departsOn: addNights(service.today, 66) };
    return { as: 'coordinator', path, query };
  },
  changeStayDates: async (service) => {
    const { path, version } = await aBooking(service, 'male');
    const days = { arrivesOn: addNights(service.today, 3), departsOn: addNights(service.today, 59) };
    return { as: 'coordinator', path, version, body: { ...days, reason: 'Her sister drives on Thursdays' } };
  },
  listBedsToMoveTo: async (service) => ({
    as: 'provider_staff',
    path: (await aBooking(service, 'plain')).path,
  }),
  movePerson: async (service) => ({
    as: 'staff@rowan.example',
    ...(await aBooking(service, 'rowan1')),
    body: { bedId: world.beds.rowan2, movesOn: service.today, reason: 'Nearer the bathroom' },
  }),
};

/** Somebody who left today without a plan, and whom both sides look after. */
const somebodyWhoLeft = async (service: RunningService) => {
  const { placementId, version } = await service.aResident({ bed: 'any', nights: 56 });
  const staff = await service.as('provider_staff');
  const left = await staff.post(
    `/api/placements/${placementId}/discharge`,
    { endedOn: service.today, kind: 'unplanned', reason: 'dropped_out' },
    { version },
  );
  if (left.status !== 201) throw new Error(`The discharge answered ${left.status}: ${left.text}`);
  return { path: { placementId } };
};
const stepOf = (as: 'provider_staff' | 'coordinator', body: object) => async (service: RunningService) => ({
  as,
  ...(await somebodyWhoLeft(service)),
  body: { ...body, happenedOn: service.today },
});

export const safetyRequests: PlannedRequests = {
  readSafety: async (service) => ({ as: 'coordinator', ...(await somebodyWhoLeft(service)) }),
  listSafetyTasks: async (service) => {
    await somebodyWhoLeft(service);
    return { as: 'coordinator', query: { owner: 'partnership', limit: '1' } };
  },
  recordNaloxone: stepOf('provider_staff', {
    at: 'discharge',
    outcome: 'accepted',
    kits: 2,
    isTrained: true,
  }),
  recordPrescriberTold: stepOf('provider_staff', { outcome: 'told_dose_rechecked' }),
  recordNextAddress: stepOf('provider_staff', { outcome: 'family_or_friends', note: 'At her sister’s' }),
  recordLeavingOutcome: stepOf('provider_staff', {
    outcome: 'taken',
    measured: {
      instrument: 'Recovery Outcomes Web',
      instrumentVersion: '1',
      score: 58,
      satisfaction: 9,
    },
  }),
  recordKeyWorkerAcknowledged: stepOf('coordinator', { outcome: 'acknowledged' }),
  recordContactAttempt: stepOf('coordinator', { outcome: 'reached', note: 'Safe, wants to talk on Friday' }),
  recordReEngagement: stepOf('coordinator', { outcome: 'treatment_arranged' }),
  recordDualHousing: stepOf('coordinator', { outcome: 'stopped' }),
  /** The last of its world: twelve weeks go by. */
  recordFollowUp: async (service) => {
    const left = await somebodyWhoLeft(service);
    service.clock.advance({ days: 12 * 7 });
    return {
      as: 'coordinator',
      ...left,
      body: {
        weeks: 12,
        outcome: 'held',
        measured: { instrument: 'Recovery Outcomes Web', instrumentVersion: '1', score: 62, satisfaction: 8 },
        happenedOn: service.today,
      },
    };
  },
};

const aProposedRepair = async (service: RunningService, bed: BedName) => {
  const { placementId, version } = await service.aResident({ bed, nights: 56 });
  const administrator = await service.as('administrator');
  const proposed = await administrator.post(
    `/api/placements/${placementId}/repairs`,
    { kind: 'arrival_undone', reason: 'Another person was ticked' },
    { version },
  );
  if (proposed.status !== 201) throw new Error(`The repair answered ${proposed.status}: ${proposed.text}`);
  return { path: { repairId: String(proposed.body.repairId) }, version: 1 };
};

export const repairRequests: PlannedRequests = {
  listRepairs: async (service) => {
    await aProposedRepair(service, 'any');
    return { as: 'administrator', query: { limit: '1' } };
  },
  previewRepair: async (service) => ({
    as: 'administrator',
    path: (await aResident(service, 'male')).path,
    query: { kind: 'arrival_undone' },
  }),
  proposeRepair: async (service) => ({
    as: 'administrator',
    ...(await aResident(service, 'plain')),
    body: { kind: 'arrival_undone', reason: 'Another person was ticked' },
  }),
  confirmRepair: async (service) => ({
    as: 'provider_manager',
    ...(await aProposedRepair(service, 'shared1')),
  }),
  returnRepair: async (service) => ({
    as: 'manager@rowan.example',
    ...(await aProposedRepair(service, 'rowan1')),
    body: { note: 'She did arrive: the night staff confirm it' },
  }),
};

const onward = (service: RunningService) => ({
  movesOn: addNights(service.today, 7),
  departsOn: addNights(service.today, 56),
});

const aProposedMove = async (service: RunningService, bed: BedName) => {
  const { placementId, version } = await service.aResident({ bed, nights: 56 });
  const coordinator = await service.as('coordinator');
  const proposed = await coordinator.post(
    `/api/placements/${placementId}/provider-moves`,
    {
      ...onward(service),
      bedId: world.beds.rowan1,
      weeklyRatePence: 105_000,
      reason: 'Nearer to her children',
    },
    { version },
  );
  if (proposed.status !== 201) throw new Error(`The move answered ${proposed.status}: ${proposed.text}`);
  return { path: { moveId: String(proposed.body.moveId) }, version: 1 };
};

export const providerMoveRequests: PlannedRequests = {
  listOnwardPlaces: async (service) => ({
    as: 'coordinator',
    path: (await aResident(service, 'rowan2')).path,
    query: onward(service),
  }),
  proposeProviderMove: async (service) => ({
    as: 'coordinator',
    ...(await aResident(service, 'plain')),
    body: {
      ...onward(service),
      bedId: world.beds.rowan1,
      weeklyRatePence: 105_000,
      reason: 'Nearer to her children',
    },
  }),
  listProviderMoves: async (service) => {
    await aProposedMove(service, 'male');
    return { as: 'manager@rowan.example', query: { limit: '1' } };
  },
  declineProviderMove: async (service) => ({
    as: 'manager@rowan.example',
    ...(await aProposedMove(service, 'shared1')),
    body: { reason: 'mix_of_residents', note: 'From January on we could' },
  }),
  withdrawProviderMove: async (service) => ({
    as: 'coordinator',
    ...(await aProposedMove(service, 'shared2')),
  }),
  acceptProviderMove: async (service) => ({
    as: 'manager@rowan.example',
    ...(await aProposedMove(service, 'any')),
  }),
};
