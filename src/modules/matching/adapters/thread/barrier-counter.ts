import { createThread, type Thread } from '../../../../platform/thread.js';
import type { PartnershipBarriers } from '../../domain/barriers/count-barriers.js';
import type { MatchInput } from '../../domain/match.js';

const isCounted = (value: unknown): value is readonly PartnershipBarriers[] =>
  Array.isArray(value) &&
  value.every((list) => typeof list === 'object' && list !== null && 'counts' in list);

/** The thread that counts barriers. */
export const createBarrierCounter = (): Thread<MatchInput, readonly PartnershipBarriers[]> =>
  createThread(new URL('./barrier-thread.js', import.meta.url), 'counts barriers', isCounted);
