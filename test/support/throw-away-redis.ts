/** The Redis that tests may empty at any time. */
export const throwAwayRedisUrl = (): string => {
  const url = process.env.TEST_REDIS_URL;
  if (url === undefined || url === '') {
    throw new Error('TEST_REDIS_URL is not set: this needs a Redis that may be emptied at any time.');
  }
  return url;
};
