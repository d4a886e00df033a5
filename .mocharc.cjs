/**
 * What every run of the tests shares. Which files a run takes is said by scripts/test.mjs alone: mocha adds the two
 * lists together, so a `spec` here would run everything every time.
 */
module.exports = {
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
};
