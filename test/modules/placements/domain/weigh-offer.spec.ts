import { expect } from 'chai';

import { addNights, isoDate } from '../../../../src/kernel/iso-date.js';
import { pence } from '../../../../src/kernel/money.js';
import type { FundingDecision } from '../../../../src/modules/funding/contract/funding.js';
import {
  coverOf,
  datesObstacle,
  weighOffer,
  type OfferFacts,
} from '../../../../src/modules/placements/domain/weigh-offer.js';
import { aReferral, aUnit } from '../../../support/builders.js';

const today = isoDate('2026-11-23');
const stayOf = (from: number, nights: number) => ({
  arrivesOn: addNights(today, from),
  departsOn: addNights(today, from + nights),
});
const approved = (given: Partial<FundingDecision> = {}): FundingDecision => ({
  fundingDecisionId: 'decision-1',
  referralId: 'referral-1',
  partnershipId: 'partnership-1',
  route: 'adp',
  decision: 'approved',
  decidedOn: addNights(today, -1),
  weeks: 12,
  weeklyRatePence: pence(105_000),
  declined: null,
  expiresOn: addNights(today, 100),
  ...given,
});
const facts = (given: Partial<OfferFacts> = {}): OfferFacts => ({
  referral: aReferral(),
  decision: approved(),
  unit: aUnit(),
  roomMix: [],
  rules: new Map(),
  stay: stayOf(0, 84),
  today,
  ...given,
});
const codes = (given: Partial<OfferFacts>): readonly string[] =>
  weighOffer(facts(given)).obstacles.map(({ code }) => code);

describe('weighing an offer', () => {
  it('gives the terms when nothing stands in the way: the approval, and what the stay costs', () => {
    const { decision, obstacles, missing, terms, checks } = weighOffer(facts());
    expect(obstacles).to.deep.equal([]);
    expect(missing).to.deep.equal([]);
    expect(decision.ok && decision.value).to.deep.equal(terms);
    expect(terms?.cost.totalPence).to.equal(12 * 105_000);
    expect(new Set(checks.map(({ answer }) => answer))).to.deep.equal(new Set(['yes']));
  });

  it('refuses with the first obstacle, and knows every one', () => {
    const weighed = weighOffer(
      facts({
        stay: stayOf(1, 100),
        unit: aUnit({ sexDesignation: 'female' }),
        referral: aReferral({ detox: { startsOn: today, endsOn: addNights(today, 2) } }),
      }),
    );
    expect(weighed.obstacles.map(({ code }) => code)).to.deep.equal([
      'arrives-before-detox-ends',
      'stay-exceeds-funding',
      'not-eligible',
    ]);
    expect(weighed.decision).to.deep.equal({ ok: false, refusal: weighed.obstacles[0] });
  });

  it('asks for somebody who is ready: assessed, funded today, open', () => {
    expect(codes({ referral: aReferral({ state: 'closed', closedReason: 'placed' }) })).to.deep.equal([
      'referral-closed',
    ]);
    expect(codes({ referral: aReferral({ assessedUntil: addNights(today, -1) }) })).to.deep.equal([
      'not-ready-to-place',
    ]);
    expect(codes({ referral: aReferral({ assessedUntil: today }) })).to.deep.equal([]);
    for (const decision of [
      null,
      approved({ decision: 'declined' }),
      approved({ expiresOn: today }),
      approved({ decidedOn: addNights(today, 1) }),
    ]) {
      const weighed = weighOffer(facts({ decision }));
      expect(weighed.obstacles.map(({ code }) => code)).to.deep.equal(['not-ready-to-place']);
      expect(weighed.missing.map(({ gate }) => gate)).to.deep.equal(['funding']);
      expect(weighed.terms).to.equal(null);
    }
  });

  it('lets somebody arrive on the day detox ends, and no earlier', () => {
    const referral = aReferral({ detox: { startsOn: today, endsOn: addNights(today, 5) } });
    expect(codes({ referral, stay: stayOf(5, 7) })).to.deep.equal([]);
    expect(codes({ referral, stay: stayOf(4, 7) })).to.deep.equal(['arrives-before-detox-ends']);
  });

  it('lets somebody arrive on the day they leave prison, and no earlier', () => {
    const referral = aReferral({ liberationOn: addNights(today, 5) });
    expect(codes({ referral, stay: stayOf(5, 7) })).to.deep.equal([]);
    expect(codes({ referral, stay: stayOf(4, 7) })).to.deep.equal(['arrives-before-liberation']);
  });

  it('holds a stay to the nights paid for', () => {
    expect(codes({ decision: approved({ weeks: 4 }), stay: stayOf(0, 28) })).to.deep.equal([]);
    const [obstacle] = weighOffer(facts({ decision: approved({ weeks: 4 }), stay: stayOf(0, 29) })).obstacles;
    expect(obstacle).to.deep.equal({ code: 'stay-exceeds-funding', fundedNights: 28, askedNights: 29 });
  });

  it('tells a rule that says no from a fact nobody has recorded', () => {
    const needsStepFree = aReferral({ needsStepFree: true });
    expect(codes({ referral: needsStepFree })).to.deep.equal(['not-eligible']);
    expect(codes({ referral: needsStepFree, unit: aUnit({ isStepFree: null }) })).to.deep.equal([
      'eligibility-unknown',
    ]);
  });

  it('takes dates from today to a year ahead, that make a stay of at most two years', () => {
    expect(datesObstacle(stayOf(0, 1), today)).to.equal(null);
    expect(datesObstacle(stayOf(-1, 7), today)).to.deep.equal({ code: 'arrival-in-the-past', today });
    expect(datesObstacle(stayOf(366, 7), today)).to.equal(null);
    expect(datesObstacle(stayOf(367, 7), today)).to.deep.equal({
      code: 'arrival-too-far-ahead',
      latestOn: addNights(today, 366),
    });
    expect(datesObstacle({ ...stayOf(0, 7), arrivesOn: isoDate('1900-01-01') }, today)?.code).to.equal(
      'arrival-in-the-past',
    );
    expect(datesObstacle(stayOf(0, 0), today)?.code).to.equal('dates-not-a-stay');
    expect(datesObstacle(stayOf(0, 732), today)?.code).to.equal('dates-not-a-stay');
  });

  it('asks no rule of dates that cannot be offered, not even for somebody not yet born', () => {
    const weighed = weighOffer(
      facts({ stay: { arrivesOn: isoDate('1900-01-01'), departsOn: isoDate('1900-01-08') } }),
    );
    expect(weighed.obstacles.map(({ code }) => code)).to.deep.equal(['arrival-in-the-past']);
    expect(weighed.checks).to.deep.equal([]);
    expect(weighed.terms).to.equal(null);
  });
});

describe('what covers a stay', () => {
  it('is an approval of as many nights, counted from the arrival', () => {
    expect(coverOf(approved(), stayOf(-80, 84))).to.deep.equal({ ok: true, value: approved() });
    expect(coverOf(approved(), stayOf(-80, 85))).to.deep.equal({
      ok: false,
      refusal: { code: 'stay-exceeds-funding', fundedNights: 84, askedNights: 85 },
    });
  });

  it('is never a decision that declined, and never none', () => {
    for (const decision of [approved({ decision: 'declined' }), null]) {
      const cover = coverOf(decision, stayOf(0, 1));
      expect(!cover.ok && cover.refusal.fundedNights).to.equal(0);
    }
  });
});
