/** The throw-away Redis that tests may fill, change and wipe. */
export const redisUrl = (): string => {
  const url = process.env['TEST_REDIS_URL'];
  if (url === undefined || url === '') {
    throw new Error('TEST_REDIS_URL is not set: these tests need a Redis that they may wipe.');
  }
  return url;
};
