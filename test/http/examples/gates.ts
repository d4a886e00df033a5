import { createPlanLaterWeeks } from '../../../src/composition/later-weeks.js';
import { addNights } from '../../../src/kernel/iso-date.js';
import type { RunningService } from '../../support/running-service.js';
import { world } from '../../support/small-world.js';
import type { PlannedRequests } from './example.js';

const { larchHouse } = world.projects;

const asked = async (service: RunningService): Promise<string> => {
  const { referralId } = await service.aReferral();
  const { body } = await (
    await service.as('coordinator')
  ).post(`/api/referrals/${referralId}/suitability-requests`, { projectId: larchHouse.id });
  return body.requestId;
};

export const gateRequests: PlannedRequests = {
  listSuitabilityRequests: async (service) => {
    await asked(service);
    return { as: 'provider_manager' };
  },
  askSuitability: async (service) => {
    const { referralId } = await service.aReferral();
    return {
      as: 'coordinator',
      path: { referralId },
      body: { projectId: larchHouse.id, note: 'Would like to come with a friend’s guitar' },
    };
  },
  answerSuitability: async (service) => ({
    as: 'provider_manager',
    path: { requestId: await asked(service) },
    version: 1,
    body: {
      answer: { kind: 'not_suitable', reason: 'programme_does_not_suit', note: 'A shorter one suits better' },
      referralVersion: 1,
    },
  }),
  giveInformation: async (service) => {
    const requestId = await asked(service);
    await (
      await service.as('provider_manager')
    ).post(
      `/api/suitability-requests/${requestId}/answer`,
      {
        answer: { kind: 'more_information', neededFrom: 'prescriber', note: 'Which dose is taken now' },
        referralVersion: 1,
      },
      { version: 1 },
    );
    return { as: 'coordinator', path: { requestId }, version: 2, body: { note: '30 ml of methadone a day' } };
  },
  withdrawSuitability: async (service) => ({
    as: 'coordinator',
    path: { requestId: await asked(service) },
    version: 1,
    body: { note: 'The person prefers to stay near home' },
  }),
  readArrival: async (service) => {
    const { offer } = await service.aBooking({ bed: 'any' });
    return { as: 'coordinator', path: { referralId: offer.referral.referralId } };
  },
  readAssessments: async (service) => {
    const { referralId } = await service.aReferral({ detoxNeed: 'before_entry' });
    return { as: 'coordinator', path: { referralId } };
  },
  bookAssessment: async (service) => {
    const { referralId, version } = await service.aReferral();
    return {
      as: 'coordinator',
      path: { referralId },
      version,
      body: {
        ...{ kind: 'medical', appointedOn: addNights(service.today, 10) },
        heldWith: 'The clinic in Leith, 10:30',
      },
    };
  },
  endAssessmentAppointment: async (service) => {
    const { referralId, version } = await service.aReferral();
    await (
      await service.as('coordinator')
    ).post(
      `/api/referrals/${referralId}/assessment-appointments`,
      { kind: 'partnership', appointedOn: service.today, heldWith: 'The specialist team' },
      { version },
    );
    return {
      as: 'coordinator',
      path: { referralId },
      version: version + 1,
      body: { kind: 'partnership', step: 'not_attended', note: 'Was in hospital' },
    };
  },
  recordTravel: async (service) => {
    const { referralId } = await service.aReferral();
    return {
      as: 'coordinator',
      path: { referralId },
      body: {
        ...{ travelsOn: service.today, broughtBy: 'prison', isConfirmed: true },
        note: 'At the gate at nine',
      },
    };
  },
  recordHome: async (service) => {
    const { referralId } = await service.aReferral();
    return { as: 'coordinator', path: { referralId }, body: { answer: 'support_applied' } };
  },
  readEquality: async (service) => {
    const { referralId } = await service.aReferral();
    return { as: 'coordinator', path: { referralId } };
  },
  recordEquality: async (service) => {
    const { referralId } = await service.aReferral();
    return {
      as: 'coordinator',
      path: { referralId },
      version: 1,
      body: {
        ...{ ethnicGroup: 'white_scottish', disability: 'limited_a_little', religionOrBelief: null },
        ...{ sexualOrientation: 'prefers_not_to_say', transStatus: 'not_trans' },
      },
    };
  },
  listLaterWeeks: async (service) => {
    await service.aReadyReferral();
    await service.dataSource.query('UPDATE bed_unit SET opens_on = ?', [addNights(service.today, 50)]);
    await createPlanLaterWeeks(service.uow, service.modules)();
    return { as: 'coordinator' };
  },
  listStuckReferrals: async (service) => {
    await service.aReferral({ urgencyBand: 'urgent', partnership: 'highland' });
    return { as: 'coordinator@highland.example' };
  },
};
