import { addNights } from '../../../src/kernel/iso-date.js';
import type { RunningService } from '../../support/running-service.js';
import { world } from '../../support/small-world.js';
import { plainly, type PlannedRequests } from './example.js';

const ofNewReferral = async (service: RunningService) => {
  const { referralId, version } = await service.aReferral();
  return { path: { referralId }, version, referralId };
};

const needs = {
  needsStepFree: true,
  needsWetRoom: false,
  adults: 1,
  children: 0,
  oldestChildBornOn: null,
  detoxNeed: 'none',
  prefersArea: 'near',
  prefersMix: 'no_preference',
  preferredProjectIds: [world.projects.larchHouse.id],
  acceptsFaithEthos: null,
  consentedWishes: ['projects', 'area'],
  plannedWeeks: 12,
};

const circumstances = {
  urgencyReviewOn: null,
  nearFatalOverdoseOn: null,
  liberationOn: null,
  isHomeless: false,
  isPregnant: null,
  mat: { drug: 'methadone', dose: 40, unit: 'ml_daily', on: '2026-11-20' },
  mentalHealthSupport: 'some',
  prescribedPainMedicine: null,
};

const person = {
  bornOn: '1990-04-01',
  sex: 'female',
  reason: 'Asked for a place after a second detox at home',
  substance: 'drug',
  urgencyBand: 'soon',
  urgencyReason: 'Sleeps at a friend’s until the new year',
};

export const referralRequests: PlannedRequests = {
  recordReferral: plainly(({ today }) => ({
    as: 'coordinator',
    body: {
      givenName: 'Seonaid',
      familyName: 'Macaskill',
      ...person,
      source: 'key_worker',
      route: 'adp',
      receivedOn: addNights(today, -2),
      ...circumstances,
      ...needs,
    },
  })),
  listReferrals: async (service) => {
    await service.aReferral();
    return { as: 'coordinator', query: { limit: '1' } };
  },
  readReferral: async (service) => {
    const { referralId } = await service.aReadyReferral();
    return { as: 'coordinator', path: { referralId } };
  },
  recordAssessment: async (service) => {
    const { path, version } = await ofNewReferral(service);
    return { as: 'coordinator', path, version, body: { heldOn: service.today, outcome: 'suitable' } };
  },
  bookDetox: async (service) => {
    const { referralId, version } = await service.aReferral({ detoxNeed: 'before_entry' });
    return {
      as: 'coordinator',
      path: { referralId },
      version,
      body: {
        site: 'Kershaw unit',
        startsOn: addNights(service.today, 5),
        endsOn: addNights(service.today, 12),
      },
    };
  },
  closeReferral: async (service) => {
    const { path, version } = await ofNewReferral(service);
    return {
      as: 'coordinator',
      path,
      version,
      body: { reason: 'withdrawn_by_person', note: 'Prefers to go on with the day programme' },
    };
  },
  previewClosing: async (service) => {
    const { referral } = await service.anOffer({ bed: 'any', nights: 28 });
    return { as: 'coordinator', path: { referralId: referral.referralId } };
  },
  correctReferral: async (service) => {
    const { path, version } = await ofNewReferral(service);
    return { as: 'coordinator', path, version, body: { ...person, ...circumstances, ...needs } };
  },
  correctOrigin: async (service) => {
    const { path, version } = await ofNewReferral(service);
    return {
      as: 'coordinator',
      path,
      version,
      body: {
        ...{ givenName: 'Seonaid', familyName: 'Macaskill', source: 'gp', route: 'adp' },
        ...{ receivedOn: addNights(service.today, -4), reason: 'Misheard on the telephone' },
      },
    };
  },
  readWait: async (service) => {
    const { path } = await ofNewReferral(service);
    return { as: 'coordinator', path };
  },
  recordContact: async (service) => {
    const { path } = await ofNewReferral(service);
    return {
      as: 'coordinator',
      path,
      body: {
        contactedOn: service.today,
        channel: 'telephone',
        outcome: 'reached',
        note: 'Still wants to go',
      },
    };
  },
  recordUnavailability: async (service) => {
    const { path, version } = await ofNewReferral(service);
    return {
      as: 'coordinator',
      path,
      version,
      body: { fromOn: service.today, toOn: addNights(service.today, 7), reason: 'hospital' },
    };
  },
  endUnavailability: async (service) => {
    const { path, version, referralId } = await ofNewReferral(service);
    const coordinator = await service.as('coordinator');
    const { body } = await coordinator.post(
      `/api/referrals/${referralId}/unavailability`,
      { fromOn: addNights(service.today, -5), reason: 'unwell' },
      { version },
    );
    return {
      as: 'coordinator',
      path,
      version: body.version,
      body: { spellId: body.spellId, toOn: service.today },
    };
  },
  reviewSafeToWait: async (service) => {
    const { path } = await ofNewReferral(service);
    return {
      as: 'coordinator',
      path,
      body: {
        doneOn: service.today,
        outcome: 'safe_with_plan',
        plan: 'The key worker rings twice a week; naloxone is in the house',
        nextDueOn: addNights(service.today, 14),
      },
    };
  },
};
