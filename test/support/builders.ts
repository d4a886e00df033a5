/**
 * Facts for rules, as sentences: `aUnit({ sexDesignation: 'female' })`, `aPersonWaiting({ urgencyBand: 'urgent' })`.
 * Everything not named is the plainest there is, and the same in every run.
 */
import { isoDate } from '../../src/kernel/iso-date.js';
import type { BedUnit } from '../../src/modules/capacity/contract/availability.js';
import type { Explanation } from '../../src/modules/matching/domain/match.js';
import type { PersonFacts, ReferralFacts } from '../../src/modules/referrals/contract/facts.js';

/** A single rehab bed for anybody, open for years, with neither ramp nor wet room. */
export const aUnit = (given: Partial<BedUnit> = {}): BedUnit => ({
  bedId: 'bed-1',
  projectId: 'project-1',
  providerId: 'provider-1',
  projectName: 'Larch House',
  healthBoard: 'NHS Greater Glasgow and Clyde',
  roomId: null,
  label: 'Room 1',
  bedType: 'rehab',
  unitType: 'single',
  sexDesignation: 'any',
  maxAdults: 1,
  maxChildren: 0,
  oldestChildYears: null,
  isStepFree: false,
  hasWetRoom: false,
  opensOn: isoDate('2020-01-01'),
  closesOn: null,
  turnaroundNights: 0,
  isAcceptingReferrals: true,
  version: 1,
  ...given,
});

/** A man of 41 who comes alone and needs nothing special. */
export const aPerson = (given: Partial<PersonFacts> = {}): PersonFacts => ({
  clientId: 'client-1',
  sex: 'male',
  bornOn: isoDate('1985-06-15'),
  adults: 1,
  children: 0,
  oldestChildBornOn: null,
  needsStepFree: false,
  needsWetRoom: false,
  substance: 'alcohol',
  healthBoard: 'NHS Greater Glasgow and Clyde',
  ...given,
});

/** That man's referral: open, assessed, without detox or preference. */
export const aReferral = (given: Partial<ReferralFacts> = {}): ReferralFacts => ({
  ...aPerson(),
  referralId: 'referral-1',
  reference: 'RP-2345678',
  partnershipId: 'partnership-1',
  partnershipName: 'Glasgow City',
  route: 'adp',
  receivedOn: isoDate('2026-11-01'),
  recordedAt: new Date('2026-11-01T12:00:00.000Z'),
  urgencyBand: 'soon',
  urgencyReason: 'Stable for now',
  plannedWeeks: 12,
  detoxNeed: 'none',
  prefersArea: 'no_preference',
  prefersMix: 'no_preference',
  preferredProjectIds: [],
  urgencyReviewOn: null,
  nearFatalOverdoseOn: null,
  liberationOn: null,
  isHomeless: null,
  isPregnant: null,
  mat: null,
  mentalHealthSupport: 'not_known',
  prescribedPainMedicine: null,
  acceptsFaithEthos: null,
  consentedWishes: [],
  state: 'open',
  closedReason: null,
  version: 1,
  assessedOn: isoDate('2026-11-01'),
  assessedUntil: isoDate('2027-05-01'),
  appointments: { partnership: null, medical: null },
  medical: { reasons: [], mustPrecedePlace: false, until: null },
  detox: null,
  unavailable: [],
  ...given,
});

/** What a run says of somebody, received three days ago, about whom there is nothing to say. */
export const anExplanation = (given: Partial<Explanation> = {}): Explanation => ({
  state: 'suggested',
  band: 'soon',
  waitingDays: 3,
  standing: {
    ...{ of: 1, aheadByOffer: 0, aheadByBand: 0, aheadByReceipt: 0, aheadByRecording: 0, tiedOnDay: 0 },
    ...{ receivedOn: isoDate('2026-11-01'), waitingDays: 3 },
  },
  ...{ missing: [], checks: [], wishes: [], faults: [] },
  ...{ placesLookedAt: 0, excludedBy: {}, unknownAt: 0, fullAt: 0, takenAt: 0 },
  ...{ chosen: null, options: [], provisional: null, heldBack: null, firstFreeOn: null },
  ...{ roomKeptFor: null, inRoomsOfOthers: 0 },
  ...given,
});
