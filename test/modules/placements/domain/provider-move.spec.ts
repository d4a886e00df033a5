import { expect } from 'chai';

import { addNights, isoDate } from '../../../../src/kernel/iso-date.js';
import { pence } from '../../../../src/kernel/money.js';
import { done, refuse } from '../../../../src/kernel/outcome.js';
import type { FundingDecision } from '../../../../src/modules/funding/contract/funding.js';
import type { Placement } from '../../../../src/modules/placements/domain/placement.js';
import {
  weighOnward,
  type OnwardFacts,
  type OnwardPlace,
} from '../../../../src/modules/placements/domain/provider-move.js';
import { aReferral, aUnit } from '../../../support/builders.js';

const today = isoDate('2026-11-23');
const here: Placement = {
  ...{ placementId: 'stay', offerId: 'offer', referralId: 'referral-1', clientId: 'ann' },
  ...{ partnershipId: 'glasgow', bedId: 'bed', projectId: 'project', providerId: 'larch', route: 'adp' },
  fundingDecisionId: 'yes',
  stay: { arrivesOn: addNights(today, -14), departsOn: addNights(today, 28) },
  ...{ state: 'admitted', admittedOn: addNights(today, -14), endedOn: null, version: 2 },
};
const decision: FundingDecision = {
  ...{ fundingDecisionId: 'yes', referralId: 'referral-1', partnershipId: 'glasgow', route: 'adp' },
  ...{ decision: 'approved', decidedOn: addNights(today, -30), weeks: 12, weeklyRatePence: pence(105_000) },
  ...{ declined: null, expiresOn: addNights(today, -10) },
};
const facts = (given: Partial<OnwardFacts> = {}): OnwardFacts => ({
  ...{ placement: here, bedSinceOn: here.stay.arrivesOn, referral: aReferral({ state: 'closed' }) },
  cover: done(decision),
  ...{ unit: aUnit({ providerId: 'rowan' }), roomMix: [], rules: new Map(), today },
  ...given,
});
const codeOf = (
  given: Partial<OnwardFacts> = {},
  asked: Partial<Omit<OnwardPlace, 'bedId'>> = {},
): string => {
  const outcome = weighOnward(facts(given), {
    ...{ movesOn: addNights(today, 7), departsOn: addNights(today, 28), weeklyRatePence: pence(105_000) },
    ...asked,
  });
  return outcome.ok ? outcome.value.fundingDecisionId : outcome.refusal.code;
};

describe('weighing whether somebody can go on to another provider', () => {
  it('asks neither for the referral to be open nor for the approval to be in time: both have been used', () => {
    expect(codeOf()).to.equal('yes');
  });

  it('is from today on, after a night in the bed of now, and no later than the stay ends', () => {
    expect(codeOf({}, { movesOn: today })).to.equal('yes');
    expect(codeOf({ bedSinceOn: today }, { movesOn: today })).to.equal('move-outside-stay');
    expect(codeOf({ bedSinceOn: today }, { movesOn: addNights(today, 1) })).to.equal('yes');
    expect(codeOf({}, { movesOn: addNights(today, -1) })).to.equal('move-outside-stay');
    const [last, late] = [addNights(today, 28), addNights(today, 29)];
    expect(codeOf({}, { movesOn: last, departsOn: addNights(today, 30) })).to.equal('yes');
    expect(codeOf({}, { movesOn: late, departsOn: addNights(today, 30) })).to.equal('move-outside-stay');
    expect(codeOf({}, { departsOn: addNights(today, 7) })).to.equal('dates-not-a-stay');
  });

  it('is of somebody who is here, to a provider that is another', () => {
    expect(codeOf({ placement: { ...here, state: 'booked' } })).to.equal('not-in-that-state');
    expect(codeOf({ placement: { ...here, state: 'ended' } })).to.equal('not-in-that-state');
    expect(codeOf({ unit: aUnit({ providerId: 'larch' }) })).to.equal('same-provider');
  });

  it('needs a decision that pays for it', () => {
    const cover = refuse({ code: 'stay-exceeds-funding', fundedNights: 84, askedNights: 85 } as const);
    expect(codeOf({ cover })).to.equal('stay-exceeds-funding');
  });

  it('costs no more a week than is approved', () => {
    expect(codeOf({}, { weeklyRatePence: pence(105_001) })).to.equal('dearer-than-approved');
    expect(codeOf({}, { weeklyRatePence: pence(90_000) })).to.equal('yes');
  });

  it('asks the rules of the place and the days of the person, as an offer does', () => {
    expect(codeOf({ unit: aUnit({ providerId: 'rowan', isAcceptingReferrals: false }) })).to.equal(
      'not-eligible',
    );
    const detox = { startsOn: addNights(today, 5), endsOn: addNights(today, 9) };
    expect(codeOf({ referral: aReferral({ detox }) })).to.equal('arrives-before-detox-ends');
  });
});
