import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { expect } from 'chai';

const run = promisify(execFile);
const questions = fileURLToPath(new URL('answers-in-time-zone.js', import.meta.url));
const zones = ['Europe/London', 'UTC', 'America/New_York', 'Pacific/Kiritimati', 'Pacific/Apia'];

/** Asks a fresh process, whose clock is set to the zone, a thousand questions about dates. */
async function answersIn(zone: string): Promise<string> {
  const { stdout } = await run(process.execPath, [questions, zone], { env: { TZ: zone } });
  return stdout;
}

describe('nights, ages, financial years and working time', function () {
  this.timeout(60_000);

  let answers: readonly string[] = [];
  before(async () => {
    answers = await Promise.all(zones.map(answersIn));
  });

  zones.forEach((zone, index) => {
    it(`are right on a computer set to ${zone}, and the same as on one set to ${zones[0]}`, () => {
      expect(answers[index]).to.match(/^\d+ answers [0-9a-f]{64}\n$/);
      expect(answers[index]).to.equal(answers[0]);
    });
  });
});
