import type { Scope } from '../../../kernel/actor.js';
import type { FinancialYear } from '../../../kernel/financial-year.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';

/** One entry of a budget, never changed: money held, spent, let go, or given back for nights nobody slept. */
export interface MoneyEntry {
  readonly kind: 'hold' | 'post' | 'void' | 'release';
  readonly amountPence: number;
  readonly at: Date;
  readonly route: string;
  readonly year: FinancialYear;
  /** What it was for: the offer and its stay, an extension, other days or another bed, or nights that others took over. */
  readonly what: 'offer' | 'extension' | 'change' | 'takeover';
}

/** What one payer pays for nights of one claim: held or spent, less what came back. */
export interface PaidFrom {
  readonly fromOn: IsoDate;
  /** A route of the partnership, or somebody without a budget. */
  readonly payer: string;
  readonly amountPence: number;
}

/** Who pays what for a referral's nights, in order of their days; what came back whole is left out. */
export type ReadWhoPays = (tx: Tx, scope: Scope, referralId: string) => Promise<readonly PaidFrom[]>;

/** Every entry about a referral in scope, in the order in which they were made. Placements know; funding asks. */
export type ReadMoneyEntries = (tx: Tx, scope: Scope, referralId: string) => Promise<readonly MoneyEntry[]>;
