import type { Redis } from 'ioredis';

/**
 * What must be put right about Redis before this process may start. Under any other eviction policy Redis
 * throws acknowledged jobs away when memory runs short; a Redis that is away is no fault, only a delay.
 */
export const redisSettingFaults = async (redis: Redis): Promise<readonly string[]> => {
  let policy: string | undefined;
  try {
    const answer: unknown = await redis.config('GET', 'maxmemory-policy');
    policy = Array.isArray(answer) ? String(answer[1]) : undefined;
  } catch {
    return [];
  }
  return policy === undefined || policy === 'noeviction'
    ? []
    : [`maxmemory-policy is ${policy}; set it to noeviction: any other policy drops jobs without a word.`];
};
