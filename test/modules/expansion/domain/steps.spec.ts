import { expect } from 'chai';

import { isoDate } from '../../../../src/kernel/iso-date.js';
import { moneyOf, unexplainedPence } from '../../../../src/modules/expansion/domain/differences.js';
import { stillToCome } from '../../../../src/modules/expansion/domain/openings.js';
import { countedBeds, pledgeGap } from '../../../../src/modules/expansion/domain/pledge.js';
import { dayAfter, parseSaidDate, saidDateText } from '../../../../src/modules/expansion/domain/said-date.js';
import { milestonesAsAt, slippageSeen } from '../../../../src/modules/expansion/domain/slippage.js';
import type { BedsFact, MilestoneFact } from '../../../../src/modules/expansion/domain/statement.js';
import {
  contradictions,
  inUseOfAdded,
  knownBeds,
  stageReached,
  stepsAsAt,
  totalOf,
  withOwnUse,
  type AsAt,
} from '../../../../src/modules/expansion/domain/steps.js';
import { weighBeds, weighMilestone } from '../../../../src/modules/expansion/domain/weigh-statement.js';

const today = isoDate('2026-11-23');
const now: AsAt = { on: today, knownAt: null };
const dated = (text: string) => parseSaidDate(text)!;
let n = 0;
const said = (
  stage: BedsFact['stage'],
  beds: number | null,
  on: string | null,
  given: Partial<BedsFact> = {},
): BedsFact => {
  n += 1;
  return {
    ...{ id: `said-${String(n)}`, expansionId: 'one', stage, beds },
    dated: on === null ? null : dated(on),
    ...{ mark: 'published', source: 'A newspaper', note: null, replacesId: null, reason: null },
    ...{ recordedAt: new Date('2026-11-01T10:00:00Z'), recordedBy: null },
    ...given,
  };
};
const work = (
  milestone: MilestoneFact['milestone'],
  kind: 'planned' | 'happened',
  on: string,
  saidOn: string | null = null,
): MilestoneFact => {
  n += 1;
  return {
    ...{
      id: `work-${String(n).padStart(4, '0')}`,
      expansionId: 'one',
      milestone,
      isPlan: kind === 'planned',
    },
    ...{ dated: dated(on), saidOn: saidOn === null ? null : isoDate(saidOn) },
    ...{ mark: 'published', source: 'A newspaper', note: null },
    ...{ recordedAt: new Date('2026-11-01T10:00:00Z'), recordedBy: null },
  };
};
const atLeast = (facts: readonly BedsFact[], asAt = now) =>
  Object.fromEntries(
    stepsAsAt(facts, asAt).map(({ stage, atLeast: beds }) => [
      stage,
      beds === null ? null : [beds.beds, beds.mark],
    ]),
  );

describe('a date as a source says it', () => {
  it('is a day, a month, a quarter or a year, and ends with the last day of it', () => {
    const ends = ['2024-02-29', '2024-02', '2024-Q4', '2025'].map((text) => dayAfter(dated(text)));
    expect(ends).to.deep.equal(['2024-03-01', '2024-03-01', '2025-01-01', '2026-01-01']);
    for (const text of ['2024-02-29', '2024-02', '2024-Q4', '2025']) {
      expect(saidDateText(dated(text))).to.equal(text);
    }
  });

  it('is none that the calendar has not', () => {
    for (const text of ['', '2025-02-30', '2025-13', '2024-Q5', '25', 'early 2025', '1800']) {
      expect(parseSaidDate(text), text).to.equal(null);
    }
  });
});

describe('the beds of a project, step by step', () => {
  it('stand at each step as the latest statement dated by that day has it', () => {
    const facts = [said('open', 4, '2022-11'), said('open', 8, '2024-03'), said('planned', 10, null)];
    expect(atLeast(facts))
      .to.include.keys('open')
      .and.to.deep.include({ open: [8, 'published'] });
    expect(atLeast(facts, { on: isoDate('2023-01-01'), knownAt: null })).to.deep.include({
      open: [4, 'published'],
    });
    expect(atLeast(facts, { on: isoDate('2022-10-31'), knownAt: null })).to.deep.include({ open: null });
  });

  it('have passed the steps before, so that those have at least as many, worked out and not said', () => {
    expect(atLeast([said('open', 27, '2025-01')])).to.deep.equal({
      ...{ planned: [27, 'derived'], funded: [27, 'derived'], built: [27, 'derived'] },
      ...{ open: [27, 'published'], staffed: null, in_use: null },
    });
  });

  it('are told as they were known, before somebody put a statement right', () => {
    const wrong = said('open', 30, '2025-01');
    const right = said('open', 27, '2025-01', {
      ...{ replacesId: wrong.id, reason: 'Misread' },
      recordedAt: new Date('2026-11-10T10:00:00Z'),
    });
    expect(atLeast([wrong, right])).to.deep.include({ open: [27, 'published'] });
    const then = { on: today, knownAt: new Date('2026-11-05T00:00:00Z') };
    expect(atLeast([wrong, right], then)).to.deep.include({ open: [30, 'published'] });
  });

  it('have reached a step even where nobody gives the number', () => {
    const steps = stepsAsAt([said('planned', 49, '2021-11'), said('open', null, null)], now);
    expect(stageReached(steps)).to.equal('open');
    expect(knownBeds(steps)).to.deep.equal({ beds: 49, mark: 'published' });
  });

  it('are in use beyond those there were before, and are not known to be where nobody knows how many there were', () => {
    expect(inUseOfAdded(24, 20)).to.deep.equal({ beds: 4, mark: 'derived' });
    expect(inUseOfAdded(18, 20)).to.deep.equal({ beds: 0, mark: 'derived' });
    expect(inUseOfAdded(3, 0)).to.deep.equal({ beds: 3, mark: 'recorded' });
    expect(inUseOfAdded(3, null)).to.equal(null);
  });

  it('contradict each other where a later step has more than the one before it', () => {
    const facts = [said('open', 27, '2025-01'), said('staffed', 24, '2026-10')];
    expect(contradictions(stepsAsAt(facts, now))).to.deep.equal([]);
    expect(contradictions(withOwnUse(stepsAsAt(facts, now), inUseOfAdded(26, 0)))).to.deep.equal([
      { stage: 'in_use', beds: 26, earlierStage: 'staffed', earlierBeds: 24 },
    ]);
  });

  it('are added without those no source confirms, and their sum is nobody’s but ours', () => {
    const projects = [
      [said('open', 4, '2024-09')],
      [said('open', 27, '2025-01')],
      [said('open', 2, '2024-09', { mark: 'unverified' })],
      [said('open', null, null)],
    ].map((facts) => stepsAsAt(facts, now));
    expect(totalOf('open', projects)).to.deep.equal({
      ...{ stage: 'open', beds: 31, mark: 'derived', projects: 2, without: 2, unverifiedBeds: 2 },
    });
    expect(totalOf('staffed', projects).beds).to.equal(null);
  });
});

describe('what is not explained', () => {
  const money = (least: number | null, most: number | null, sharedAs: string | null = null) => {
    n += 1;
    return {
      ...{ expansionId: `money-${String(n)}`, fundingLeastPence: least },
      ...{ fundingMostPence: most, fundingSharedAs: sharedAs },
    };
  };

  it('counts money that two share once, and keeps “over” open', () => {
    const known = moneyOf([
      money(550, 550, 'houses'),
      money(550, 550, 'houses'),
      money(800, null),
      money(330, 500),
    ]);
    expect(known).to.deep.equal({ leastPence: 1680, mostPence: 1850, isOpen: true, without: 0 });
  });

  it('names no difference where the published amount lies within what the words may mean', () => {
    const known = { leastPence: 1680, mostPence: 1850, isOpen: false, without: 0 };
    expect([1600, 1700, 1900].map((published) => unexplainedPence(published, known))).to.deep.equal([
      -80, 0, 50,
    ]);
    expect(unexplainedPence(9000, { ...known, isOpen: true })).to.equal(0);
    expect(unexplainedPence(9000, { ...known, without: 1 })).to.equal(0);
  });

  it('is the gap to the pledge without what opened since and what is still to come', () => {
    const counts = [
      countedBeds('2024-09', '513')!,
      countedBeds('2026 target', '650 (target)')!,
      countedBeds('2025-03', '540 (derived)')!,
    ];
    const projects = [
      [said('open', 27, '2025-01')],
      [said('open', 4, '2024-09')],
      [said('planned', 49, '2021-11')],
    ];
    expect(pledgeGap(counts, projects, 49, now)).to.deep.include({
      ...{ pledged: 650, gap: 137, openedSince: 27, stillToCome: 49, unexplained: 61 },
    });
    expect(pledgeGap(counts, projects, 49, { on: isoDate('2024-08-31'), knownAt: null })).to.equal(null);
    expect(countedBeds('2024-02', '+32 operational')).to.equal(null);
    expect(countedBeds('2019/20', '365')?.lastDay).to.deep.equal(dated('2020-03'));
  });

  it('is still to come with the certainty and the plan it has; a plan that is over is none', () => {
    const facts = [said('planned', 49, '2021-11'), said('open', null, null)];
    expect(stillToCome('one', facts, [work('opened', 'planned', '2027-05')], now)).to.deep.equal({
      ...{ expansionId: 'one', beds: 49, mark: 'published', certainty: 'planned' },
      ...{ planned: dated('2027-05'), isOpenInPart: true },
    });
    expect(stillToCome('one', facts, [work('opened', 'planned', '2025')], now)?.planned).to.equal(null);
    expect(stillToCome('one', [said('open', 27, '2025-01')], [], now)).to.equal(null);
  });
});

describe('slippage', () => {
  it('holds what happened against the first plan, between the days that both may mean', () => {
    const facts = [
      work('opened', 'planned', '2024-Q4', '2023-02-28'),
      work('opened', 'planned', '2025-02', '2024-12-01'),
      work('opened', 'happened', '2025-03-12'),
    ];
    const [opened] = milestonesAsAt(facts, now);
    expect(opened).to.deep.include({ firstPlanned: dated('2024-Q4'), latestPlanned: dated('2025-02') });
    expect(opened?.slippage).to.deep.equal({ kind: 'happened', leastDays: 71, mostDays: 162 });
  });

  it('says of a plan that is over only that nobody has said it happened', () => {
    const [opened] = milestonesAsAt([work('opened', 'planned', '2026-10')], now);
    expect(opened?.slippage).to.deep.equal({
      ...{ kind: 'not-said-to-have-happened', leastDays: 23, mostDays: null },
    });
  });

  it('is none while the plan lies ahead as it was, and that of the new plan once there is one', () => {
    const first = work('opened', 'planned', '2027-01-01', '2026-01-01');
    expect(milestonesAsAt([first], now)[0]?.slippage).to.equal(null);
    const moved = milestonesAsAt([first, work('opened', 'planned', '2027-01-31', '2026-06-01')], now);
    expect(moved[0]?.slippage).to.deep.equal({ kind: 'planned-anew', leastDays: 30, mostDays: 30 });
  });

  it('has a median from five openings on', () => {
    const late = (days: string) =>
      milestonesAsAt([work('opened', 'planned', '2025-01-01'), work('opened', 'happened', days)], now);
    const four = ['2025-01-02', '2025-01-11', '2025-01-05', '2025-01-03'].map(late);
    expect(slippageSeen(four)).to.deep.equal({ n: 4, daysInOrder: [1, 2, 4, 10], medianDays: null });
    expect(slippageSeen([...four, late('2025-02-01')]).medianDays).to.equal(4);
  });
});

describe('a statement', () => {
  const statement = (given: Partial<BedsFact>) => ({ ...said('open', 27, '2025-01'), ...given });
  const codeOf = (given: Partial<BedsFact>, facts: readonly BedsFact[] = [], isConfirmed = false) =>
    weighBeds(statement(given), facts, today, isConfirmed)?.code ?? null;

  it('is dated by today, and not before the programmes there were', () => {
    expect(codeOf({ dated: dated('2026-11-24') })).to.equal('statement-in-the-future');
    expect(codeOf({ dated: dated('1999') })).to.equal('statement-too-old');
    expect(codeOf({ dated: dated('2026-11') })).to.equal(null);
    expect(codeOf({ dated: null })).to.equal(null);
  });

  it('goes with the steps before and after, unless the source says so', () => {
    const built = said('built', 20, '2024-01');
    expect(codeOf({}, [built])).to.equal('beds-out-of-step');
    expect(codeOf({}, [built], true)).to.equal(null);
    expect(codeOf({ beds: 20 }, [built])).to.equal(null);
    expect(codeOf({ stage: 'built', beds: 5 }, [said('open', 8, '2024-01')])).to.equal('beds-out-of-step');
  });

  it('puts right one statement of its own step, once and with a reason', () => {
    const wrong = said('open', 30, '2025-01');
    expect(codeOf({ replacesId: 'another', reason: 'Misread' }, [wrong])).to.equal(
      'statement-replaces-nothing',
    );
    expect(codeOf({ replacesId: wrong.id }, [wrong])).to.equal('reason-missing');
    expect(codeOf({ reason: 'Misread' }, [wrong])).to.equal('reason-not-wanted');
    expect(codeOf({ replacesId: wrong.id, reason: 'Misread' }, [wrong])).to.equal(null);
    const right = said('open', 27, '2025-01', { replacesId: wrong.id, reason: 'Misread' });
    expect(codeOf({ replacesId: wrong.id, reason: 'Again' }, [wrong, right])).to.equal(
      'statement-replaced-already',
    );
  });

  it('of the work may lie ahead as a plan, and not as what happened', () => {
    const code = (kind: 'planned' | 'happened', on: string, saidOn: string | null = null) =>
      weighMilestone(work('opened', kind, on, saidOn), today)?.code ?? null;
    expect([code('planned', '2027-05'), code('happened', '2027-05')]).to.deep.equal([
      null,
      'statement-in-the-future',
    ]);
    expect([code('planned', '2099'), code('planned', '1990')]).to.deep.equal([
      'plan-too-far-ahead',
      'statement-too-old',
    ]);
    expect(code('planned', '2027-05', '2026-12-01')).to.equal('said-in-the-future');
  });
});
