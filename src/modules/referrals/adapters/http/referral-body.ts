import { z } from 'zod';

import { civilDate, identifier, personName, wholeNumber, words } from '../../../../platform/http/schemas.js';
import {
  doseUnits,
  highestDose,
  matDrugs,
  mentalHealthSupports,
  wishKinds,
} from '../../domain/circumstances.js';
import {
  areaPreferences,
  detoxNeeds,
  longestStayWeeks,
  mixPreferences,
  referralSources,
  routes,
  sexes,
  substances,
  urgencyBands,
} from '../../domain/referral.js';

const dose = z
  .number(`Give a dose up to ${highestDose}.`)
  .positive(`Give a dose up to ${highestDose}.`)
  .max(highestDose, `Give a dose up to ${highestDose}.`)
  .multipleOf(0.01, 'Give a dose with at most two decimals.');

/** What a place, or whoever looks after the wait, must know of somebody; null where it is not known. */
const circumstances = {
  nearFatalOverdoseOn: civilDate.nullable().describe('Day of the latest near-fatal overdose'),
  liberationOn: civilDate.nullable().describe('Day of leaving prison, gone by or to come'),
  isHomeless: z.boolean().nullable().describe('Homeless; null when not known'),
  isPregnant: z.boolean().nullable().describe('Pregnant; null when not known'),
  mat: z
    .strictObject({
      drug: z.enum(matDrugs).describe('What is prescribed'),
      dose: dose.describe('How much'),
      unit: z.enum(doseUnits).describe('Counted in what, taken how often'),
      on: civilDate.describe('Day on which the dose was so'),
    })
    .nullable()
    .describe('Medication assisted treatment; null when none is recorded'),
  mentalHealthSupport: z.enum(mentalHealthSupports).describe('Support with mental health that is needed'),
  prescribedPainMedicine: words(200).nullable().describe('Which pain medicine is prescribed'),
};

const consentedWishes = z
  .array(z.enum(wishKinds))
  .max(wishKinds.length)
  .describe('Wishes the person agreed to have written down and used; each wish needs it');

/** A referral as a coordinator records it; the page and the API read it with this one schema. */
export const referralBody = z.strictObject({
  givenName: personName(120).describe('Given name'),
  familyName: personName(120).describe('Family name'),
  bornOn: civilDate.describe('Date of birth'),
  sex: z.enum(sexes).describe('Sex, as places are designated; not_known asks later'),
  source: z.enum(referralSources).describe('Who referred'),
  route: z.enum(routes).describe('Which public money is asked for'),
  receivedOn: civilDate.describe('Day the referral was received'),
  reason: words(500).describe('Why rehab, in the words of the referrer'),
  substance: z.enum(substances).describe('alcohol, drug or co_dependency'),
  urgencyBand: z.enum(urgencyBands).describe('Set by a person, most pressing first'),
  urgencyReason: words(500).describe('Why this band'),
  urgencyReviewOn: civilDate
    .nullable()
    .default(null)
    .describe('Day on which the urgency is looked at again; null for the day its band gives'),
  nearFatalOverdoseOn: circumstances.nearFatalOverdoseOn.default(null),
  liberationOn: circumstances.liberationOn.default(null),
  isHomeless: circumstances.isHomeless.default(null),
  isPregnant: circumstances.isPregnant.default(null),
  mat: circumstances.mat.default(null),
  mentalHealthSupport: circumstances.mentalHealthSupport.default('not_known'),
  prescribedPainMedicine: circumstances.prescribedPainMedicine.default(null),
  needsStepFree: z.boolean().default(false).describe('Cannot manage steps'),
  needsWetRoom: z.boolean().default(false).describe('Needs a wet room'),
  adults: wholeNumber(1, 4).default(1).describe('Adults who come, with the person'),
  children: wholeNumber(0, 6).default(0).describe('Children who come'),
  oldestChildBornOn: civilDate.nullable().default(null).describe('Date of birth of the oldest child'),
  detoxNeed: z.enum(detoxNeeds).default('none').describe('Whether detox comes first'),
  prefersArea: z.enum(areaPreferences).default('no_preference').describe('Near home or away'),
  prefersMix: z.enum(mixPreferences).default('no_preference').describe('Mixed or single sex'),
  preferredProjectIds: z
    .array(identifier)
    .max(5)
    .refine((ids) => new Set(ids).size === ids.length, 'Name each project once.')
    .default([])
    .describe('Projects the person named, best first'),
  acceptsFaithEthos: z
    .boolean()
    .nullable()
    .default(null)
    .describe('Whether a place with a faith ethos is accepted; null when not asked'),
  consentedWishes: consentedWishes.default([]),
  plannedWeeks: wholeNumber(1, longestStayWeeks).describe('Length of programme asked for'),
});

/** What can be put right of a referral; every member is given, as it should stand. */
export const correctionBody = z.strictObject({
  bornOn: referralBody.shape.bornOn,
  sex: referralBody.shape.sex,
  reason: referralBody.shape.reason,
  substance: referralBody.shape.substance,
  urgencyBand: referralBody.shape.urgencyBand,
  urgencyReason: referralBody.shape.urgencyReason,
  urgencyReviewOn: civilDate
    .nullable()
    .describe('Day on which the urgency is looked at again; null for the day its band gives'),
  ...circumstances,
  needsStepFree: z.boolean().describe('Cannot manage steps'),
  needsWetRoom: z.boolean().describe('Needs a wet room'),
  adults: wholeNumber(1, 4).describe('Adults who come, with the person'),
  children: wholeNumber(0, 6).describe('Children who come'),
  oldestChildBornOn: civilDate.nullable().describe('Date of birth of the oldest child'),
  detoxNeed: z.enum(detoxNeeds).describe('Whether detox comes first'),
  prefersArea: z.enum(areaPreferences).describe('Near home or away'),
  prefersMix: z.enum(mixPreferences).describe('Mixed or single sex'),
  preferredProjectIds: referralBody.shape.preferredProjectIds
    .unwrap()
    .describe('Projects the person named, best first'),
  acceptsFaithEthos: z
    .boolean()
    .nullable()
    .describe('Whether a place with a faith ethos is accepted; null when not asked'),
  consentedWishes,
  plannedWeeks: referralBody.shape.plannedWeeks,
});

/** Why those of the same name and birth who wait elsewhere are somebody else, and of which of them that is said. */
export const differentPerson = {
  differentPersonBecause: words(500)
    .nullable()
    .default(null)
    .describe('How you know that whoever waits with another partnership is somebody else; null otherwise'),
  differentFrom: z
    .array(identifier)
    .max(20)
    .default([])
    .describe(
      'The referrals elsewhere that differentPersonBecause is said of, as refusals named them; none for the one that is named first',
    ),
};

/** A referral as it is recorded. */
export const recordingBody = referralBody.extend(differentPerson);

/** What a referral began with; every member is given, as it should stand. */
export const originBody = referralBody.pick({
  givenName: true,
  familyName: true,
  source: true,
  route: true,
  receivedOn: true,
});
