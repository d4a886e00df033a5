/**
 * Loaded by each of mocha's processes when specs run side by side: gives this one servers of its own.
 * Some specs empty Redis, change settings of the whole server or count its waiting transactions, so two
 * processes can share neither.
 */
const lanes = JSON.parse(process.env.TEST_LANES ?? '[]');
const number = process.env.MOCHA_WORKER_ID;
if (number !== undefined && lanes.length > 0)
  Object.assign(process.env, lanes[Number(number) % lanes.length]);
