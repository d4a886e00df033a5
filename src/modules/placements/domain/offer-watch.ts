import type { Offer } from './offer.js';

/** Whom somebody tried to reach about an offer that waits: each side tries the other, or the person. */
export const triedWhom = ['provider', 'person', 'partnership'] as const;
/** How they tried. */
export const tryChannels = ['phone', 'email', 'in_person', 'other'] as const;
/** What came of it. */
export const tryOutcomes = ['reached', 'message_left', 'no_answer'] as const;

/** A try to get an answer to an offer; `triedAt` is an instant. */
export interface OfferTry {
  readonly tryId: string;
  readonly whom: (typeof triedWhom)[number];
  readonly channel: (typeof tryChannels)[number];
  readonly outcome: (typeof tryOutcomes)[number];
  readonly triedAt: Date;
}

/**
 * When members are told that an answer is awaited: whoever must answer, then whoever is in charge, then everybody who can still
 * do something about it.
 */
export const awaitingSteps = ['reminder', 'escalation', 'overdue'] as const;

/** What is known of the wait for an answer. */
export interface OfferWatch {
  readonly madeAt: Date;
  /** From here on a try counts; null for an offer made before this was kept. */
  readonly remindAt: Date | null;
  /** Latest first. */
  readonly tries: readonly OfferTry[];
}

/**
 * Whether a try was to get the answer: of the provider, who owes it, or of the person it hangs on. A provider that looks for the
 * partnership asks something, and still owes the answer.
 */
const isForTheAnswer = ({ whom }: Pick<OfferTry, 'whom'>): boolean => whom !== 'partnership';

/**
 * Whether the offer may lapse when its answer is due: somebody tried, and not so early that it says nothing of the silence
 * since. One made before tries were kept lapses as it always did. Source: docs/adr/0037.
 */
export const isTried = ({ remindAt, tries }: Pick<OfferWatch, 'remindAt' | 'tries'>): boolean =>
  remindAt === null || tries.some((tried) => isForTheAnswer(tried) && tried.triedAt >= remindAt);

/**
 * Until when the bed is held once somebody has tried, and said so `now`: until the answer is due, and for so many
 * minutes from now at least, so that whoever was reached can still answer. Never longer than it was held before.
 */
export const heldAfterTry = (
  { answerDueAt, expiresAt }: Pick<Offer, 'answerDueAt' | 'expiresAt'>,
  { remindAt }: Pick<OfferWatch, 'remindAt'>,
  tried: Pick<OfferTry, 'whom' | 'triedAt'>,
  now: Date,
  leftMinutes: number,
): Date => {
  if (!isForTheAnswer(tried) || (remindAt !== null && tried.triedAt < remindAt)) return expiresAt;
  const left = Math.max(answerDueAt.getTime(), now.getTime() + leftMinutes * 60_000);
  return new Date(Math.min(expiresAt.getTime(), left));
};
