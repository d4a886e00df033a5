import { londonDate, londonInstant, type IsoDate } from '../../../kernel/iso-date.js';

/** When a member wants mail. What they were told stands in the service whatever they choose. */
export const mailChoices = ['immediately', 'daily', 'none'] as const;
/** One of {@link mailChoices}. */
export type MailChoice = (typeof mailChoices)[number];

/** Nobody is written to before they chose it. */
export const choiceBeforeAny: MailChoice = 'none';

/**
 * The words of every mail, the same whatever happened and for whom: a mailbox is read by others, and what comes often
 * on one day would tell as much as words. No link and no name, of anybody or of the service.
 */
export const mailWords = {
  subject: 'You have a new message',
  text: [
    'There is something new for you in a system that you use at work.',
    'Open it as you always do and sign in to read it. This mail has no link and says no more, on purpose.',
    'Nobody reads answers to this address. You choose in the system itself when such mail comes, or that none does.',
  ].join('\n\n'),
} as const;

/** How patiently a mail is tried. */
export interface MailPatience {
  readonly triesAtMost: number;
  readonly triesAtMostRefused: number;
  readonly firstPauseSeconds: number;
  readonly longestPauseSeconds: number;
}

/**
 * How long to wait after a try that failed, or null to give up. `tries` counts the one that failed; `isRefused` is
 * where the mail server said no for good. Unit: seconds.
 */
export const pauseAfter = (
  tries: number,
  isRefused: boolean,
  { triesAtMost, triesAtMostRefused, firstPauseSeconds, longestPauseSeconds }: MailPatience,
): number | null => {
  if (tries >= (isRefused ? triesAtMostRefused : triesAtMost)) return null;
  return Math.min(longestPauseSeconds, firstPauseSeconds * 2 ** (tries - 1));
};

/** The daily mail: of which day, and up to which instant it speaks of what happened. */
export interface Digest {
  readonly on: IsoDate;
  readonly coversTo: Date;
}

/**
 * The daily mail that is due at an instant, by the clock on the wall in Scotland; null before its hour. It stays due
 * for the rest of the day, so that a worker that was down at the hour makes up for it.
 *
 * @param atMinute - minutes after midnight.
 */
export const dueDigest = (at: Date, atMinute: number): Digest | null => {
  const on = londonDate(at);
  const coversTo = londonInstant(on, atMinute);
  return at < coversTo ? null : { on, coversTo };
};
