import { z } from 'zod';

import { wholeNumber, words } from '../../../../platform/http/schemas.js';

/** What a follow-up found: the score of an instrument with its version, and a satisfaction. */
export const measuredWith = {
  instrument: words(80).describe('Name of the instrument'),
  instrumentVersion: words(40).describe('Its version'),
  score: z
    .number()
    .min(-99_999)
    .max(99_999)
    .multipleOf(0.01, 'Give two decimals at most.')
    .describe('The score, on the scale of the instrument'),
  satisfaction: wholeNumber(0, 10).describe('How satisfied the person is with the stay, from 0 to 10'),
};

/** As `measuredWith`, of which either may not have been asked on leaving. */
export const measuredOnLeaving = z
  .strictObject({
    instrument: measuredWith.instrument
      .nullable()
      .default(null)
      .describe('Name of the instrument; with a score'),
    instrumentVersion: measuredWith.instrumentVersion
      .nullable()
      .default(null)
      .describe('Its version; with a score'),
    score: measuredWith.score
      .nullable()
      .default(null)
      .describe('The score, on the scale of the instrument; null where none was taken'),
    satisfaction: measuredWith.satisfaction
      .nullable()
      .default(null)
      .describe('How satisfied the person is with the stay, from 0 to 10; null where it was not asked'),
  })
  .nullable()
  .default(null)
  .describe('What was found; only with taken. A score needs its instrument and version');
