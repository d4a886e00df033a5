import { z } from 'zod';

import { civilDate, identifier, personName, wholeNumber, words } from '../../../../platform/http/schemas.js';
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
  plannedWeeks: referralBody.shape.plannedWeeks,
});
