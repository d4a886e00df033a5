import { expect } from 'chai';

import { addNights, isoDate } from '../../../../src/kernel/iso-date.js';
import {
  circumstanceObstacle,
  consentObstacle,
  urgencyReviewObstacle,
  wishesGiven,
  type Circumstances,
} from '../../../../src/modules/referrals/domain/circumstances.js';

const today = isoDate('2026-11-23');
const bornOn = isoDate('1988-03-27');
const nothingKnown: Circumstances = {
  nearFatalOverdoseOn: null,
  liberationOn: null,
  isHomeless: null,
  isPregnant: null,
  mat: null,
  mentalHealthSupport: 'not_known',
  prescribedPainMedicine: null,
};
const asked = (given: Partial<Circumstances>) =>
  circumstanceObstacle({ ...nothingKnown, ...given }, bornOn, today);
const tomorrow = addNights(today, 1);
const beforeBirth = addNights(bornOn, -1);

describe('circumstances', () => {
  it('may be unknown throughout', () => {
    expect(asked({})).to.equal(null);
  });

  it('name an overdose from birth until today, and no other day', () => {
    expect(asked({ nearFatalOverdoseOn: today })).to.equal(null);
    expect(asked({ nearFatalOverdoseOn: bornOn })).to.equal(null);
    const refused = { code: 'overdose-date-impossible', earliestOn: bornOn, latestOn: today };
    expect(asked({ nearFatalOverdoseOn: tomorrow })).to.deep.equal(refused);
    expect(asked({ nearFatalOverdoseOn: beforeBirth })).to.deep.equal(refused);
  });

  it('may know of leaving prison a year ahead, and no further', () => {
    const furthest = addNights(today, 366);
    expect(asked({ liberationOn: furthest })).to.equal(null);
    expect(asked({ liberationOn: addNights(today, -30) })).to.equal(null);
    expect(asked({ liberationOn: addNights(furthest, 1) })).to.deep.equal({
      code: 'liberation-date-impossible',
      earliestOn: bornOn,
      latestOn: furthest,
    });
  });

  it('name the day of a dose, which has come', () => {
    const mat = { drug: 'methadone', dose: 45, unit: 'ml_daily' } as const;
    expect(asked({ mat: { ...mat, on: today } })).to.equal(null);
    expect(asked({ mat: { ...mat, on: tomorrow } })).to.include({ code: 'mat-date-impossible' });
  });
});

describe('a wish', () => {
  const none = {
    preferredProjectIds: [],
    prefersArea: 'no_preference',
    prefersMix: 'no_preference',
    acceptsFaithEthos: null,
  };

  it('is each thing asked for, a no to a faith ethos among them', () => {
    expect(wishesGiven(none)).to.deep.equal([]);
    expect(
      wishesGiven({
        preferredProjectIds: ['p'],
        prefersArea: 'near',
        prefersMix: 'mixed',
        acceptsFaithEthos: false,
      }),
    ).to.deep.equal(['projects', 'area', 'mix', 'faith_ethos']);
  });

  it('needs the consent of whoever has it, and no wish needs none', () => {
    expect(consentObstacle({ ...none, consentedWishes: [] })).to.equal(null);
    const wishes = { ...none, prefersArea: 'away', prefersMix: 'mixed' };
    expect(consentObstacle({ ...wishes, consentedWishes: ['area'] })).to.deep.equal({
      code: 'wish-without-consent',
      wishes: ['mix'],
    });
    expect(consentObstacle({ ...wishes, consentedWishes: ['mix', 'area'] })).to.equal(null);
  });
});

describe('the day on which an urgency is looked at again', () => {
  it('is today at the earliest, and within a year', () => {
    const latestOn = addNights(today, 366);
    const refused = { code: 'urgency-review-impossible', earliestOn: today, latestOn };
    expect(urgencyReviewObstacle(today, today)).to.equal(null);
    expect(urgencyReviewObstacle(latestOn, today)).to.equal(null);
    expect(urgencyReviewObstacle(addNights(today, -1), today)).to.deep.equal(refused);
    expect(urgencyReviewObstacle(addNights(latestOn, 1), today)).to.deep.equal(refused);
  });
});
