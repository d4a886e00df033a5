import type { IsoDate } from '../../../kernel/iso-date.js';

/** Why nobody arrived at a project in a month: a return that says nobody, so that silence is not read as nought. Set for this service. */
export const nilReasons = ['full', 'closed', 'no_referrals', 'refurbishment', 'staff', 'other'] as const;
/** One of {@link nilReasons}. */
export type NilReason = (typeof nilReasons)[number];

/** A project that counts and had a bed in a month in which nobody arrived; `said` is null while it has told nothing. */
export interface QuietMonth {
  readonly projectId: string;
  readonly name: string;
  /** First day of the month. */
  readonly month: IsoDate;
  readonly said: { readonly reason: NilReason; readonly words: string | null } | null;
}
