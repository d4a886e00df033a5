import type { Redis } from 'ioredis';

/** Waits for the first connection of a client that is still making it; @throws when that fails. */
const connected = async (redis: Redis): Promise<void> => {
  if (redis.status === 'ready') return;
  await new Promise<void>((resolve, reject) => {
    redis.once('ready', resolve);
    redis.once('close', () => {
      reject(new Error('Redis is away.'));
    });
  });
};

/**
 * What must be put right about Redis before this process may start. Under any other eviction policy Redis
 * throws acknowledged jobs away when memory runs short; a Redis that is away is no fault, only a delay.
 */
export const redisSettingFaults = async (redis: Redis): Promise<readonly string[]> => {
  let policy: string | undefined;
  try {
    await connected(redis);
    const answer: unknown = await redis.config('GET', 'maxmemory-policy');
    policy = Array.isArray(answer) ? String(answer[1]) : undefined;
  } catch {
    return [];
  }
  return policy === undefined || policy === 'noeviction'
    ? []
    : [`maxmemory-policy is ${policy}; set it to noeviction: any other policy drops jobs without a word.`];
};
