import { expect } from 'chai';

import { placementPolicy } from '../../../../../config/placement-policy.js';
import { matchHere } from '../../../../../src/composition/matcher.js';
import { addNights, isoDate } from '../../../../../src/kernel/iso-date.js';
import { stay } from '../../../../../src/kernel/stay.js';
import { digestInputs } from '../../../../../src/modules/matching/adapters/thread/digest-inputs.js';
import {
  createMatchRunner,
  type MatchRunner,
  type ToldRun,
} from '../../../../../src/modules/matching/adapters/thread/match-runner.js';
import { availability } from '../../../../../src/modules/capacity/domain/availability.js';
import type { MatchInput } from '../../../../../src/modules/matching/domain/match.js';
import { aReferral, aUnit } from '../../../../support/builders.js';

const today = isoDate('2026-11-23');

/** So many people, and half as many beds. */
const listOf = (people: number): MatchInput => ({
  today,
  policy: placementPolicy.matching,
  waiting: Array.from({ length: people }, (_, index) => ({
    referral: aReferral({ referralId: `referral-${index}`, sex: index % 3 === 0 ? 'female' : 'male' }),
    missing: [],
    fundedNights: 84,
    isSpokenFor: false,
    unsuitableAt: new Set([`project-${index % 7}`]),
  })),
  calendars: availability(
    Array.from({ length: Math.ceil(people / 2) }, (_, index) =>
      aUnit({ bedId: `bed-${index}`, projectId: `project-${index % 7}`, roomId: `room-${index % 50}` }),
    ),
    [],
    stay(today, addNights(today, 400)),
  ),
  roomMix: new Map([['room-1', [{ night: today, sex: 'female' }]]]),
  rules: new Map(),
});

describe('working a run of the matcher out', () => {
  let told: (ToldRun | null)[];
  let runner: MatchRunner;
  const create = (tell: (run: ToldRun | null) => Promise<void>): MatchRunner =>
    createMatchRunner({
      matchHere,
      pairsOfThread: 1_000,
      tellEveryMs: 60_000,
      tell,
      onFault: () => undefined,
    });
  beforeEach(() => {
    told = [];
    runner = create((run) => Promise.resolve(void told.push(run)));
  });
  afterEach(() => runner.close());

  it('says the same in a thread as here, down to every explanation', async () => {
    const input = listOf(60);
    expect(await runner.runMatch(input, 'test')).to.deep.equal(await matchHere(input, 'test'));
  });

  it('leaves everybody else their turn while a large run goes on', async () => {
    await runner.runMatch(listOf(60), 'to warm up');
    let turns = 0;
    let isOver = false;
    const takeTurns = (): void => {
      turns += 1;
      if (!isOver) setImmediate(takeTurns);
    };
    const input = listOf(400);
    const running = runner.runMatch(input, 'test');
    takeTurns();
    await running;
    isOver = true;
    // Worked out here, it would have left none but the first.
    expect(turns).to.be.greaterThan(50);
  });

  it('tells of a large run when it begins and when it is over, and of a small one nothing', async () => {
    await runner.runMatch(listOf(10), 'small');
    await runner.runMatch(listOf(60), 'large');
    await runner.close();
    expect(told).to.deep.equal([{ cause: 'large', people: 60, places: 30 }, null]);
  });

  it('goes on where nobody can hear of it', async () => {
    const deaf = create(() => Promise.reject(new Error('The database is away.')));
    expect((await deaf.runMatch(listOf(60), 'test')).suggestions).to.have.lengthOf(60);
    await deaf.close();
  });

  it('knows the same facts again, and any other as others', () => {
    const digest = digestInputs(listOf(5));
    expect(digestInputs(listOf(5)))
      .to.equal(digest)
      .and.to.match(/^[0-9a-f]{64}$/);
    expect(digestInputs({ ...listOf(5), today: addNights(today, 1) })).not.to.equal(digest);
    expect(digestInputs({ ...listOf(5), roomMix: new Map() }), 'who sleeps where').not.to.equal(digest);
    const [first, ...others] = listOf(5).waiting;
    expect(
      digestInputs({ ...listOf(5), waiting: [{ ...first!, unsuitableAt: new Set() }, ...others] }),
      'where somebody was found unsuitable',
    ).not.to.equal(digest);
  });
});
