import { z } from 'zod';

import { parseIsoDate, type IsoDate } from '../../../kernel/iso-date.js';
import type { Change } from '../domain/scenario.js';

const onDate = z.iso
  .date({ error: 'Give a date that exists, as YYYY-MM-DD.', abort: true })
  .transform((text, context): IsoDate => {
    const date = parseIsoDate(text);
    if (date !== null) return date;
    context.addIssue({ code: 'custom', message: 'Give a date from 1900-01-01 to 2199-12-31.' });
    return z.NEVER;
  });
const bedGroup = z.enum(['any', 'female', 'male', 'family']);
const bedGroupOrAll = bedGroup.nullable().describe('For whom the beds are; null for all of them');

/** The most changes of one scenario. Set for this service: more can be read by nobody. */
export const mostChanges = 20;

const changesWith = <Day extends z.ZodType>(day: Day) =>
  z
    .array(
      z.discriminatedUnion(
        'kind',
        [
          z.strictObject({
            kind: z.literal('beds').describe('Beds that open, or close'),
            projectId: z.uuid().nullable().default(null).describe('The project; null for none in particular'),
            bedGroup: bedGroup.describe('For whom the beds are'),
            onDate: day.describe('From which day'),
            beds: z.number().describe('How many open; fewer than 0 close'),
            lateByDays: z
              .number()
              .default(0)
              .describe('How late it comes on average; 0 when the day is certain'),
          }),
          z.strictObject({
            kind: z.literal('length-of-stay').describe('Longer or shorter stays'),
            bedGroup: bedGroupOrAll,
            times: z.number().describe('As many times as long: 0.9 is a tenth shorter'),
          }),
          z.strictObject({
            kind: z.literal('turnaround').describe('Days between two people'),
            bedGroup: bedGroupOrAll,
            days: z.number().describe('Days in which a bed stays empty after somebody left'),
          }),
          z.strictObject({
            kind: z.literal('early-exits').describe('Stays that end early'),
            share: z.number().describe('From 0 to 1'),
          }),
          z.strictObject({
            kind: z.literal('refusals').describe('Funding that is refused'),
            share: z.number().describe('From 0 to 1'),
          }),
          z.strictObject({
            kind: z.literal('approval').describe('From the referral to the decision'),
            days: z.number().describe('Days'),
          }),
          z.strictObject({
            kind: z.literal('referral-growth').describe('Referrals that grow or fall'),
            perYear: z.number().describe('In a year: 0.1 is a tenth more'),
          }),
          z.strictObject({
            kind: z.literal('detox').describe('Detox before rehabilitation'),
            places: z.number().describe('Places in the country'),
            nights: z.number().describe('Nights in one'),
          }),
          z.strictObject({
            kind: z.literal('budget').describe('Public money'),
            pencePerYear: z
              .number()
              .nullable()
              .describe('Pence a financial year; null when it never runs out'),
          }),
        ],
        {
          // The library's own words name the library's idea, not what to send.
          error: 'Give a kind of change that there is, such as beds or length-of-stay.',
        },
      ),
    )
    .min(1, 'Say at least one thing that is done differently.')
    .max(mostChanges, `Say at most ${mostChanges} things that are done differently.`);

/** The changes of a scenario: what is typed, sent, kept and read again. Whether they can be is for the domain. */
export const scenarioChanges = changesWith(onDate) satisfies z.ZodType<readonly Change[]>;

/** The same in replies, where a date is text. */
export const scenarioChangesTold = changesWith(z.iso.date());
