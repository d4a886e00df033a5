import type { BedKey, Key, Payer, PayerShare, Repair } from './pathway-model.js';

/** Reasons the requests of a run give, each with a consequence of its own. */
export const closingReasons = ['withdrawn_by_person', 'died'] as const;
export const neverStartedReasons = ['person_declined', 'relapse_or_unstable', 'died'] as const;
export const endings = ['completed', 'dropped_out', 'died'] as const;
export const deferReasons = ['more_information', 'money_awaited'] as const;

/** Of a thing with versions: the one it has, or one it never had. */
interface AtVersion {
  readonly version: number;
}

/** One thing asked of the service, with everything said: the model and the doors are asked the same. Dates are days. */
export type Request = { readonly isOutsider?: boolean } & (
  | { readonly kind: 'record-referral'; readonly person: number }
  | ({
      readonly kind: 'record-assessment';
      readonly referral: Key;
      readonly heldOn: number;
      readonly isSuitable: boolean;
    } & AtVersion)
  | ({
      readonly kind: 'book-detox';
      readonly referral: Key;
      readonly startsOn: number;
      readonly endsOn: number;
    } & AtVersion)
  | ({
      readonly kind: 'close-referral';
      readonly referral: Key;
      readonly reason: (typeof closingReasons)[number];
      /** What was shown as going with it. */
      readonly place: { readonly key: Key; readonly version: number } | null;
    } & AtVersion)
  | ({
      /** What was recorded of detox is put right; to what it was, nothing is. */
      readonly kind: 'correct-referral';
      readonly referral: Key;
      readonly needsDetox: boolean;
    } & AtVersion)
  /** By whoever has the referral, or by the partnership that would take it. */
  | { readonly kind: 'ask-transfer'; readonly referral: Key; readonly isByTaker: boolean }
  | ({
      readonly kind: 'accept-transfer' | 'decline-transfer' | 'withdraw-transfer';
      readonly transfer: Key;
      /** By the side that does not do this. */
      readonly isByWrongSide: boolean;
    } & AtVersion)
  | {
      readonly kind: 'request-funding';
      readonly referral: Key;
      readonly weeks: number;
      readonly weeklyPence: number;
    }
  | ({ readonly kind: 'list-for-panel'; readonly referral: Key; readonly panelOn: number } & AtVersion)
  | ({
      readonly kind: 'defer-request';
      readonly referral: Key;
      readonly reason: (typeof deferReasons)[number];
    } & AtVersion)
  | ({ readonly kind: 'withdraw-request'; readonly referral: Key } & AtVersion)
  | ({ readonly kind: 'approve-request'; readonly referral: Key; readonly decidedOn: number } & AtVersion)
  | {
      readonly kind: 'decide-funding';
      readonly referral: Key;
      readonly isApproved: boolean;
      readonly decidedOn: number;
      readonly weeks: number;
      readonly weeklyPence: number;
      /** Who pays part of a week besides the partnership's own money. */
      readonly others: readonly PayerShare[];
    }
  | {
      readonly kind: 'propose-approval';
      readonly referral: Key;
      readonly decidedOn: number;
      readonly weeks: number;
      readonly weeklyPence: number;
      /** Who pays part of a week besides the partnership's own money. */
      readonly others: readonly PayerShare[];
      readonly isExceptional: boolean;
    }
  | ({
      readonly kind: 'confirm-approval';
      readonly referral: Key;
      /** Asked by whoever proposed it. */
      readonly isByProposer: boolean;
    } & AtVersion)
  | ({ readonly kind: 'return-proposal'; readonly referral: Key } & AtVersion)
  | {
      /** Asks that others pay for the rest of a stay. */
      readonly kind: 'ask-takeover';
      readonly referral: Key;
      readonly from: number;
      readonly weeklyPence: number;
      /** Who pays all that the others do not. */
      readonly main: Payer;
      readonly others: readonly PayerShare[];
    }
  | ({
      readonly kind: 'confirm-takeover';
      readonly referral: Key;
      /** By the second approver, whom only one partnership has. */
      readonly isBySecond: boolean;
    } & AtVersion)
  | ({ readonly kind: 'return-takeover'; readonly referral: Key } & AtVersion)
  | { readonly kind: 'revoke-approval'; readonly referral: Key }
  | { readonly kind: 'give-notice' | 'lift-notice'; readonly referral: Key }
  | {
      readonly kind: 'make-offer';
      readonly referral: Key;
      readonly bed: BedKey;
      readonly from: number;
      readonly to: number;
    }
  | ({ readonly kind: 'accept-offer'; readonly offer: Key } & AtVersion)
  | ({ readonly kind: 'decline-offer'; readonly offer: Key } & AtVersion)
  | ({ readonly kind: 'withdraw-offer'; readonly offer: Key } & AtVersion)
  | ({
      readonly kind: 'admit';
      readonly placement: Key;
      readonly admittedOn: number;
      readonly knowsOfNotice: boolean;
    } & AtVersion)
  | {
      readonly kind: 'record-leave';
      readonly placement: Key;
      readonly from: number;
      readonly backExpectedOn: number;
    }
  | ({ readonly kind: 'record-return'; readonly placement: Key; readonly returnedOn: number } & AtVersion)
  | ({ readonly kind: 'extend'; readonly placement: Key; readonly to: number } & AtVersion)
  | ({
      readonly kind: 'change-dates';
      readonly placement: Key;
      readonly from: number;
      readonly to: number;
    } & AtVersion)
  | ({
      readonly kind: 'move-bed';
      readonly placement: Key;
      readonly bed: BedKey;
      readonly movesOn: number;
    } & AtVersion)
  | ({
      readonly kind: 'discharge';
      readonly placement: Key;
      readonly endedOn: number;
      readonly reason: (typeof endings)[number];
    } & AtVersion)
  | ({
      readonly kind: 'never-started';
      readonly placement: Key;
      readonly reason: (typeof neverStartedReasons)[number];
    } & AtVersion)
  | ({
      /** By the provider that would be left. */
      readonly kind: 'propose-move';
      readonly placement: Key;
      readonly bed: BedKey;
      readonly movesOn: number;
      readonly to: number;
      readonly weeklyPence: number;
    } & AtVersion)
  | ({ readonly kind: 'accept-move'; readonly move: Key } & AtVersion)
  | ({ readonly kind: 'decline-move' | 'withdraw-move'; readonly move: Key } & AtVersion)
  | ({
      /** By an administrator. */
      readonly kind: 'propose-repair';
      readonly placement: Key;
      readonly repairKind: Repair['repairKind'];
      readonly day: number;
    } & AtVersion)
  | ({
      readonly kind: 'confirm-repair';
      readonly repair: Key;
      /** Asked by whoever proposed it. */
      readonly isByProposer: boolean;
    } & AtVersion)
  | ({ readonly kind: 'return-repair'; readonly repair: Key } & AtVersion)
  | {
      readonly kind: 'close-bed';
      readonly bed: BedKey;
      readonly from: number;
      readonly to: number;
      /** Whether it is said that nights gone by are meant. */
      readonly confirmsPast: boolean;
    }
  | ({ readonly kind: 'reopen-bed'; readonly closure: Key } & AtVersion)
);

/** A request of one kind. */
export type RequestOf<Kind extends Request['kind']> = Request & { readonly kind: Kind };
