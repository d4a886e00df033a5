import type { Redis } from 'ioredis';

/** How long a start waits for Redis before it goes on without having looked. Unit: milliseconds. */
const patienceMs = 2_000;

const becomesReady = (redis: Redis): Promise<boolean> =>
  redis.status === 'ready'
    ? Promise.resolve(true)
    : new Promise((resolve) => {
        const onReady = (): void => {
          clearTimeout(timer);
          resolve(true);
        };
        const timer = setTimeout(() => {
          redis.off('ready', onReady);
          resolve(false);
        }, patienceMs);
        redis.once('ready', onReady);
      });

/**
 * What must be put right about Redis before this process may start. Under any other eviction policy Redis
 * throws acknowledged jobs away when memory runs short; a Redis that is away is no fault, only a delay.
 */
export const redisSettingFaults = async (redis: Redis): Promise<readonly string[]> => {
  if (!(await becomesReady(redis))) return [];
  let policy: string | undefined;
  try {
    const answer: unknown = await redis.config('GET', 'maxmemory-policy');
    policy = Array.isArray(answer) ? String(answer[1]) : undefined;
  } catch {
    // Hosted services often forbid CONFIG; their operators answer for the policy.
    return [];
  }
  return policy === undefined || policy === 'noeviction'
    ? []
    : [`maxmemory-policy is ${policy}; set it to noeviction: any other policy drops jobs without a word.`];
};
