const given = (name: string, forWhat: string): string => {
  const url = process.env[name];
  if (url === undefined || url === '') throw new Error(`${name} is not set: this needs ${forWhat}.`);
  return url;
};

/** A server on which databases may be made and dropped. */
export const throwAwayDatabaseUrl = (): string =>
  given('TEST_DATABASE_URL', 'a server on which it may make databases');

/** A Redis that may be emptied at any time. */
export const throwAwayRedisUrl = (): string =>
  given('TEST_REDIS_URL', 'a Redis that may be emptied at any time');
