import type { NilReason, QuietMonth } from '../../domain/nil-return.js';

/** Why nobody arrived, in words. */
export const nilReasonTexts: Readonly<Record<NilReason, string>> = {
  full: 'The project was full',
  closed: 'The project was closed',
  no_referrals: 'Nobody was referred',
  refurbishment: 'Building works',
  staff: 'Too few staff',
  other: 'Another reason',
};

/** What was said, in one line. */
export const saidText = ({ reason, words }: NonNullable<QuietMonth['said']>): string =>
  words === null ? nilReasonTexts[reason] : `${nilReasonTexts[reason]}: ${words}`;
