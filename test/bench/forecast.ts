/**
 * How long the forecast takes for an invented country, and how many times as long an event-by-event simulation of the
 * same country takes in the same process; both by run. Times are of the processor, not of the clock.
 *
 *   npm run bench:forecast [-- --replications 10000 --beds 650 --referrals 2105 --events 60]
 *
 * Of the referrals 5 % are refused, so 2,105 of them are about 2,000 approvals. The last line is JSON.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';

import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

import { publicStartsOf, runWorld, spreadOf } from '../../src/modules/forecast/domain/forecast.js';
import { simulateByEvents } from '../support/forecast-by-events.js';
import { countryOf } from '../support/forecast-worlds.js';

const { values: given } = parseArgs({
  options: {
    replications: { type: 'string', default: '10000' },
    beds: { type: 'string', default: '650' },
    referrals: { type: 'string', default: '2105' },
    events: { type: 'string', default: '60' },
    rounds: { type: 'string', default: '3' },
  },
});
const replications = Number(given.replications);
const beds = Number(given.beds);
const events = Number(given.events);

/** What something gives, and what it takes of the processor. Unit: milliseconds. */
const timed = <T>(act: () => T): readonly [T, number] => {
  const before = process.cpuUsage();
  const result = act();
  const { user, system } = process.cpuUsage(before);
  return [result, (user + system) / 1_000];
};

const world = countryOf(beds, Number(given.referrals));
console.log(
  `${process.version}, load ${loadavg()[0]?.toFixed(1) ?? '?'}, ${replications} runs, ${beds} beds`,
);

const rounds: number[] = [];
let starts = new Float64Array();
for (let round = 0; round < Number(given.rounds); round += 1) {
  const [outcomes, ms] = timed(() => runWorld(world, { seed: 1, replications }));
  rounds.push(ms);
  starts = new Float64Array(publicStartsOf(outcomes, outcomes.months));
  console.log(
    `round ${round + 1}: ${ms.toFixed(0)} ms, ${((ms * 1_000) / replications).toFixed(1)} µs a run`,
  );
}
const cpuMs = rounds.toSorted((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? 0;

const generator = xoroshiro128plus(1);
const [, eventMs] = timed(() => {
  for (let run = 0; run < events; run += 1) simulateByEvents(world, () => uniformFloat64(generator));
});
const perEventRun = (eventMs * 1_000) / events;
console.log(
  `event by event: ${perEventRun.toFixed(0)} µs a run (${events} runs), ` +
    `${(perEventRun / ((cpuMs * 1_000) / replications)).toFixed(0)} times as long`,
);
console.log(JSON.stringify({ replications, beds, cpuMs: Math.round(cpuMs), ...spreadOf(starts) }));
