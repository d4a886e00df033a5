/**
 * Mail that tells members to look into the service (docs/adr/0029). Sources: choices of this service, with the reason
 * beside each.
 */
export const mailPolicy = {
  /** When the daily mail comes, by the clock on the wall: as the working day begins. Unit: minutes after midnight. */
  digestAtMinute: 8 * 60,
  /** Tries while the mail server is away or says "later" (4xx): with the pauses below some six hours. */
  triesAtMost: 12,
  /** Tries where it says no (5xx): a slip in its settings is put right within minutes, an address that is wrong never. */
  triesAtMostRefused: 3,
  /** The first pause; each is twice the one before, up to the longest. Unit: seconds. */
  firstPauseSeconds: 60,
  longestPauseSeconds: 3_600,
  /** A mail older than this says nothing that is still new, and is not sent. Unit: hours. */
  staleHours: 24,
  /** How long a worker may have one in hand; far above every time limit of one sending. Unit: seconds. */
  inHandSeconds: 300,
  /** Mails of one turn. */
  atOnce: 20,
} as const;

/**
 * Parts of words that would tell an onlooker of a mailbox or a lock screen what this service is about. None may stand
 * in a mail or in the address it comes from.
 */
export const tellingWords = [
  ...[
    'rehab',
    'placement',
    'alcohol',
    'drug',
    'substance',
    'addict',
    'recover',
    'detox',
    'misuse',
    'naloxone',
  ],
  ...['overdose', 'clinic', 'treatment', 'patient', 'health', 'hospital', 'referral', 'resident', 'funding'],
  ...['offer', 'admission', 'discharge', 'social work'],
] as const;

/** Whether a text tells what this service is about; gives the part of a word that does, or null. */
export const tellingWordIn = (text: string): string | null =>
  tellingWords.find((word) => text.toLowerCase().includes(word)) ?? null;
