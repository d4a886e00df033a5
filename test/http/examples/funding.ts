import { addNights, isoDate } from '../../../src/kernel/iso-date.js';
import { financialYearOf } from '../../../src/kernel/financial-year.js';
import type { RunningService } from '../../support/running-service.js';
import { budgetLimitPence, memberOf, world } from '../../support/small-world.js';
import { plainly, type PlannedRequests } from './example.js';

const asked = {
  weeks: 12,
  weeklyRatePence: 105_000,
  reason: 'Two community detoxes have not held; asks for a place with others',
};

const aRequest = async (service: RunningService) => {
  const { referralId } = await service.aReferral();
  const coordinator = await service.as('coordinator');
  const { body } = await coordinator.post(`/api/referrals/${referralId}/funding-request`, asked);
  const { version }: { version: number } = body;
  return { path: { referralId }, version };
};

const aProposal = async (service: RunningService) => {
  const { referralId } = await service.aReferral();
  const second = await service.as('second@glasgow.example');
  await second.post(`/api/referrals/${referralId}/funding-proposal`, {
    ...{ weeks: 52, weeklyRatePence: 105_000, decidedOn: service.today },
    exceptionalReason: 'The programme for mothers with small children is a year long',
  });
  return { path: { referralId }, version: 1 };
};

const aTakeover = async (service: RunningService, bed: 'rowan1' | 'rowan2' | 'male') => {
  const { offer } = await service.aResident({ bed, nights: 56 });
  const { referralId } = offer.referral;
  const coordinator = await service.as('coordinator');
  const { body } = await coordinator.post(`/api/referrals/${referralId}/funding-takeover`, {
    ...{ fromOn: addNights(service.today, 28), weeklyRatePence: 105_000, payer: 'additional_placement_fund' },
    ...{ otherPayers: [{ payer: 'housing_benefit', weeklyPence: 15_000 }] },
    reason: 'The partnership’s own money pays for the first four weeks',
  });
  const { version }: { version: number } = body;
  return { path: { referralId }, version };
};

export const fundingRequests: PlannedRequests = {
  decideFunding: async (service) => {
    const { referralId } = await service.aReferral();
    return {
      as: 'approver',
      path: { referralId },
      body: {
        ...{ decision: 'approved', decidedOn: service.today, weeks: 12, weeklyRatePence: 105_000 },
        otherPayers: [{ payer: 'housing_benefit', weeklyPence: 15_000 }],
      },
    };
  },
  listFundingRequests: async (service) => {
    await aRequest(service);
    return { as: 'approver', query: { limit: '1' } };
  },
  requestFunding: async (service) => {
    const { referralId } = await service.aReferral();
    return { as: 'coordinator', path: { referralId }, body: asked };
  },
  listForPanel: async (service) => ({
    as: 'approver',
    ...(await aRequest(service)),
    body: { panelOn: addNights(service.today, 8) },
  }),
  deferFundingRequest: async (service) => ({
    as: 'approver',
    ...(await aRequest(service)),
    body: { reason: 'more_information', note: 'Please add the prescriber’s letter' },
  }),
  answerFundingRequest: async (service) => {
    const { path } = await aRequest(service);
    const approver = await service.as('approver');
    await approver.post(
      `/api/referrals/${path.referralId}/funding-request/deferral`,
      { reason: 'more_information', note: 'What did the detox unit say?' },
      { version: 1 },
    );
    return {
      ...{ as: 'coordinator', path, version: 2 },
      body: { note: 'The detox unit has a bed from 7 December' },
    };
  },
  withdrawFundingRequest: async (service) => ({
    as: 'coordinator',
    ...(await aRequest(service)),
    body: { note: 'Goes to a place that another partnership pays for' },
  }),
  approveFundingRequest: async (service) => ({
    as: 'approver',
    ...(await aRequest(service)),
    body: { decidedOn: service.today },
  }),
  revokeFundingApproval: async (service) => {
    const { referralId } = await service.aReadyReferral();
    return {
      as: 'approver',
      path: { referralId },
      body: { reason: 'circumstances_changed', note: 'Moves to England in December' },
    };
  },
  giveFundingNotice: async (service) => {
    const { offer } = await service.aBooking({ bed: 'any' });
    return {
      as: 'approver',
      path: { referralId: offer.referral.referralId },
      body: { reason: 'money_withdrawn', note: 'The other half of the money was not agreed' },
    };
  },
  liftFundingNotice: async (service) => {
    const { offer } = await service.aBooking({ bed: 'plain' });
    const { referralId } = offer.referral;
    const approver = await service.as('approver');
    await approver.post(`/api/referrals/${referralId}/funding-notice`, { reason: 'other' });
    return { as: 'approver', path: { referralId }, body: { note: 'The money was agreed after all' } };
  },
  listApprovalLimits: plainly({ as: 'administrator' }),
  setApprovalLimit: plainly(({ today }) => ({
    as: 'approver',
    path: { memberId: memberOf('second@glasgow.example').memberId },
    version: 1,
    body: { limitPence: 5_000_000, fromOn: today },
  })),
  proposeFundingApproval: async (service) => {
    const { referralId } = await service.aReferral();
    return {
      as: 'second@glasgow.example',
      path: { referralId },
      body: { weeks: 52, weeklyRatePence: 105_000, decidedOn: service.today },
    };
  },
  confirmFundingApproval: async (service) => ({ as: 'approver', ...(await aProposal(service)) }),
  returnFundingProposal: async (service) => ({
    as: 'approver',
    ...(await aProposal(service)),
    body: { note: 'Twenty-six weeks first, then look again' },
  }),
  readFundingTakeover: async (service) => {
    const { path } = await aTakeover(service, 'rowan1');
    return { as: 'approver', path };
  },
  askFundingTakeover: async (service) => {
    const { offer } = await service.aResident({ bed: 'shared1', nights: 56 });
    return {
      as: 'coordinator',
      path: { referralId: offer.referral.referralId },
      body: {
        ...{ fromOn: addNights(service.today, 14), weeklyRatePence: 105_000, payer: 'self' },
        ...{ otherPayers: [{ payer: 'charity', weeklyPence: 50_000 }] },
        reason: 'The partnership’s money pays for the first two weeks',
      },
    };
  },
  confirmFundingTakeover: async (service) => ({ as: 'approver', ...(await aTakeover(service, 'rowan2')) }),
  returnFundingTakeover: async (service) => ({
    as: 'approver',
    ...(await aTakeover(service, 'male')),
    body: { note: 'Housing benefit has not answered yet' },
  }),
  listFundingProposals: async (service) => {
    await aProposal(service);
    return { as: 'approver', query: { limit: '1' } };
  },
  listBudgets: plainly(({ today }) => ({
    as: 'approver',
    query: { financialYear: String(financialYearOf(isoDate(today))) },
  })),
  setBudget: plainly(({ today }) => ({
    as: 'approver',
    path: { partnershipId: world.partnerships.glasgow.id },
    body: {
      route: 'adp',
      financialYear: financialYearOf(isoDate(today)),
      limitPence: 250_000_000,
      previousLimitPence: budgetLimitPence,
    },
  })),
  listBudgetUse: plainly({ as: 'coordinator' }),
};
