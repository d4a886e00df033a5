import { z } from 'zod';

import { isoDate, parseIsoDate } from '../../kernel/iso-date.js';
import { referenceAsMeant } from '../../kernel/reference.js';

/** A civil date that exists, from 1900 to 2199. */
export const civilDate = z.iso
  .date({ error: 'Give a date that exists, as YYYY-MM-DD.', abort: true })
  .refine((text) => parseIsoDate(text) !== null, 'Give a date from 1900-01-01 to 2199-12-31.')
  .transform((text) => isoDate(text));

/** A moment that exists, in UTC. */
export const instant = z.iso
  .datetime({ error: 'Give a moment that exists, in UTC, such as 2026-11-23T09:30:00Z.', abort: true })
  .transform((text) => new Date(text));

/** A civil date as stored text, in replies. */
export const civilDateText = z.iso.date();

/** The public id of something: a UUID in lower case, as it is given out and kept; one in capitals is another text to the database. */
export const identifier = z
  .uuid({ error: 'Give the id as it was given to you.', abort: true })
  .refine((text) => text === text.toLowerCase(), 'Give the id in lower case, as it was given to you.');

// Control characters other than a line's end have no place in what people read.
const printable = /^[^\u0000-\u0009\u000B\u000C\u000E-\u001F\u007F]*$/u;
// Nor signs that turn the direction of whatever stands beside.
const unturned = /^[^\u202A-\u202E\u2066-\u2069]*$/u;

// Half of a sign that takes two code units: it cannot be written down in UTF-8 and would be replaced silently.
const whole = (text: string): boolean => !/\p{Surrogate}/u.test(text);
// Fillers and joiners are letters to Unicode and nothing to a reader.
const visible = /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{P}\p{S}]/u;
// Lines, controls beyond ASCII, and signs that turn the direction of whatever stands beside a name.
const oneLine = /^[^\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]*$/u;
const letter = /(?!\p{Default_Ignorable_Code_Point})\p{L}/u;

/** Any language, any sign, something to see, no control characters and no halves of signs. */
const typedText = (longest: number) =>
  z
    .string()
    .trim()
    .min(1, 'Write something here.')
    .max(longest, {
      error: ({ input }) =>
        typeof input === 'string'
          ? `Write at most ${longest} characters: this has ${input.length}.`
          : `Write at most ${longest} characters.`,
    })
    .regex(printable, 'Leave out control characters.')
    .refine(whole, 'A sign of this text is cut in half: write it again.')
    .refine((text) => text === '' || !whole(text) || visible.test(text), 'Write something that can be seen.');

/** What a person types: any language, in the direction of its letters, with something to see in it. */
export const words = (longest: number) =>
  typedText(longest).regex(unturned, 'Leave out signs that turn the direction of text.');

/** {@link words} by which others can follow later why something was done against a rule: two words, eight letters at least. */
export const account = (longest: number) =>
  words(longest).refine(
    (text) => text === '' || (/\S\s+\S/u.test(text) && (text.match(/\p{L}/gu)?.length ?? 0) >= 8),
    'Say it in a few words that others can follow later.',
  );

/** The name of a person: {@link typedText} on one line with a letter in it, of any script, in the direction of its letters. */
export const personName = (longest: number) =>
  typedText(longest)
    .refine(
      (text) => !whole(text) || !visible.test(text) || letter.test(text),
      'Write a name with letters in it.',
    )
    .refine(
      (text) => !printable.test(text) || oneLine.test(text),
      'Write the name on one line, without signs that turn the direction of text.',
    );

/** A whole number from `least` to `most`, both possible. */
export const wholeNumber = (least: number, most: number) =>
  z
    .int(`Give a whole number from ${least} to ${most}.`)
    .min(least, `Give a whole number from ${least} to ${most}.`)
    .max(most, `Give a whole number from ${least} to ${most}.`);

/** The reference of a person as somebody typed or pasted it: any case, any dash; what could be none is refused. */
export const typedReference = z
  .string()
  .max(40)
  .transform(referenceAsMeant)
  .refine((text) => text !== null, 'Give a reference as it was given to you, such as RP-9WMDDJQ.');

/** Keyset paging: the last row's mark, and how many at most. */
export const paging = {
  after: z
    .string()
    .max(120)
    // Marks are compared with text kept in ASCII; the database refuses to compare others.
    .regex(
      /^[\x20-\x7E]*$/,
      'Send the `next` of an earlier answer as it was given, or none for the first page.',
    )
    .optional()
    .describe('The `next` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('Rows at most'),
};
