import { countOf, plainNumber } from '../../../../ui/presenters/numbers.js';
import type { Bottleneck } from '../../application/read-bottleneck.js';
import type { WaitingStage } from '../../domain/days-waited.js';
import type { NightCause } from '../../domain/nights-lost.js';

/** Why nobody slept in a bed, in words that go on after "because". */
export const nightCauseTexts: Readonly<
  Record<NightCause, { readonly name: string; readonly because: string }>
> = {
  'not-staffed': { name: 'Not staffed', because: 'the beds were not staffed' },
  repair: { name: 'Repair', because: 'the beds were being repaired' },
  infection: { name: 'Infection', because: 'of infection' },
  'family-mix': {
    name: 'Closed for the mix of people',
    because: 'the beds were closed for the mix of people living there',
  },
  'out-of-service-otherwise': {
    name: 'Out of service for another reason',
    because: 'the beds were out of service for another reason',
  },
  turnaround: { name: 'Being made ready', because: 'the beds were being made ready' },
  promised: {
    name: 'Promised to somebody who had not arrived',
    because: 'the beds were promised to somebody who had not arrived',
  },
  'not-accepting': {
    name: 'Free, but the project took no referrals',
    because: 'the project took no referrals',
  },
  'report-out-of-date': {
    name: 'Free, but not confirmed that day',
    because: 'nobody had confirmed that day that they were free',
  },
  'free-somebody-funded-waited': {
    name: 'Free, while somebody with funding waited',
    because: 'the beds were free although somebody with funding waited',
  },
  'free-nobody-funded-waited': {
    name: 'Free, and nobody with funding waited',
    because: 'the beds were free and nobody with funding waited',
  },
};

/** What is waited for, in words. */
export const waitingStageTexts: Readonly<Record<WaitingStage, string>> = {
  assessment: 'The assessment',
  funding: 'The funding decision',
  acceptance: 'A project’s yes to an offer',
  admission: 'The arrival',
};

const lowered = (text: string): string => `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;

/** The biggest of each, with its unit, in one sentence. */
export const bottleneckSentence = (
  { available, lost, longest, waitingTo }: Bottleneck,
  monthText: string,
): string => {
  const [biggest] = lost;
  const nights =
    biggest === undefined
      ? `no bed-night was lost of ${plainNumber(available)}`
      : `most bed-nights were lost because ${nightCauseTexts[biggest.cause].because} (${countOf(biggest.nights, 'bed-night')} of ${plainNumber(available)})`;
  if (waitingTo === null) return `In ${monthText} ${nights}.`;
  const days =
    longest === null
      ? 'too few people waited to say for what'
      : `people waited longest for ${lowered(waitingStageTexts[longest.stage])} (${countOf(longest.days ?? 0, 'day')} in all)`;
  return `In ${monthText} ${nights}, and ${days}.`;
};
