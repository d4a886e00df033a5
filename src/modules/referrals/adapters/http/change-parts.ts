import { z } from 'zod';

import { commonProblems } from '../../../../platform/http/problem.js';
import { identifier } from '../../../../platform/http/schemas.js';
import { youngestYears } from '../../contract/facts.js';

/** Why a fact about a referral is not recorded, whichever it is. */
export const changeRefusals = {
  'not-found': commonProblems['not-found'],
  'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
  'referral-closed': {
    status: 409,
    title: 'The referral is closed',
    remedy: 'Record a new referral if the person asks again.',
  },
} as const;

/** A referral after a change. */
export const changed = z.object({
  referralId: identifier.describe('The referral'),
  version: z.int().describe('Its version now'),
});

/** One referral, by its address. */
export const params = z.strictObject({ referralId: identifier.describe('The referral') });

/** Births that cannot be true. */
export const birthRefusals = {
  'person-too-young': {
    status: 422,
    title: 'The person is younger than any project takes',
    remedy: `Check the date of birth. The youngest age any project here takes is ${youngestYears}.`,
    pointer: '/bornOn',
  },
  'born-too-long-ago': {
    status: 422,
    title: 'Nobody lives as long as that',
    remedy: 'Check the date of birth: give earliestOn or a later day.',
    pointer: '/bornOn',
  },
  'oldest-child-birth-date-missing': {
    status: 422,
    title: 'The date of birth of the oldest child is needed',
    remedy: 'Family units take children up to an age: give the date of birth of the oldest.',
    pointer: '/oldestChildBornOn',
  },
  'oldest-child-not-a-child': {
    status: 422,
    title: 'The oldest child cannot be a child of the person',
    remedy: 'Give earliestOn or a later day; somebody older counts among the adults.',
    pointer: '/oldestChildBornOn',
  },
} as const;

/** Days on which a referral cannot have been received. */
export const receivedRefusals = {
  'received-too-long-ago': {
    status: 422,
    title: 'The referral would be more than two years old',
    remedy: 'Check the date; a person who asks again has a new referral.',
    pointer: '/receivedOn',
  },
  'received-in-the-future': {
    status: 422,
    title: 'A referral cannot be received in the future',
    remedy: 'Give today or an earlier date.',
    pointer: '/receivedOn',
  },
} as const;

/** Another partnership holds a referral of this name and birth. */
export const elsewhereRefusal = {
  status: 409,
  title: 'Another partnership has an open referral for this name and date of birth',
  remedy:
    'Ask partnershipName first, and ask them to hand the referral over. Where it is somebody else, send how you know in differentPersonBecause, and in differentFrom each referralId that was named so far: whoever is named is asked about.',
  pointer: '/differentPersonBecause',
} as const;

/** The referral's own partnership has another open one of the same person. */
export const waitsHereRefusal = {
  status: 409,
  title: 'Your partnership has an open referral for this name and date of birth',
  remedy:
    'Look at the referral named in ownReferralId. Where it is the same person, have one of the two closed (recorded by mistake) and send this again.',
} as const;

/** Somebody of this name and birth may be recorded, and who it is may be told to those named alone. */
export const mayBeRestricted = {
  status: 409,
  title: 'A restricted record may exist for this name and date of birth',
  remedy:
    'Ask the coordinators of askPartnershipName: somebody there may be named for it, and can go on with it or name you.',
  pointer: '/givenName',
} as const;

/** What was sent is what stands there. */
export const nothingCorrected = {
  status: 409,
  title: 'Nothing differs from what is recorded',
  remedy: 'Change what is wrong, or leave it as it is.',
} as const;
