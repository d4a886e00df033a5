import { expect } from 'chai';
import fc from 'fast-check';

import { addNights, isoDate, type IsoDate } from '../../../../src/kernel/iso-date.js';
import { countFacts, type Facts } from '../../../../src/modules/measures/domain/count-facts.js';
import type { BedFact, ReferralFact, StayFact } from '../../../../src/modules/measures/domain/facts.js';
import type {
  MeasureCell,
  MeasureId,
  MeasureQuestion,
} from '../../../../src/modules/measures/domain/measure.js';

const day = isoDate;
const who = {
  ...{ clientId: 'ada', partnershipId: 'highland', healthBoard: 'NHS Highland', route: 'adp' as const },
  ...{ sex: 'female' as const, age: 34, substance: 'alcohol' as const },
};
const referral = (given: Partial<ReferralFact>): ReferralFact => ({
  ...who,
  ...{
    referralId: 'one',
    receivedOn: day('2026-04-10'),
    assessedOn: null,
    approvedOn: null,
    approvedRoute: null,
  },
  ...{ approvedWeeks: null, weeklyRatePence: null, acceptedOn: null, admittedOn: null, closedOn: null },
  ...{ closedReason: null, unavailable: [] },
  ...given,
});
const approved = (on: string, given: Partial<ReferralFact> = {}): ReferralFact =>
  referral({
    approvedOn: day(on),
    approvedRoute: 'adp',
    approvedWeeks: 12,
    weeklyRatePence: 100_000,
    ...given,
  });
const stay = (given: Partial<StayFact>): StayFact => {
  const admittedOn = given.admittedOn ?? null;
  const placementId = given.placementId ?? 'first';
  return {
    ...who,
    ...{ placementId, referralId: 'one', projectId: 'larch', bedType: 'rehab', isRehab: true, isLast: true },
    ...{ isStart: admittedOn !== null, state: 'admitted', arrivesOn: admittedOn ?? day('2026-05-01') },
    ...{
      admittedOn,
      startId: placementId,
      startedOn: admittedOn,
      leftOn: null,
      endKind: null,
      endReason: null,
    },
    ...given,
  };
};
const arrived = (on: string, given: Partial<StayFact> = {}): StayFact =>
  stay({ placementId: on + (given.clientId ?? ''), admittedOn: day(on), ...given });
const left = (from: string, to: string, given: Partial<StayFact> = {}): StayFact =>
  arrived(from, { state: 'ended', leftOn: day(to), endKind: 'planned', endReason: 'completed', ...given });
const bed = (given: Partial<BedFact> = {}): BedFact => ({
  ...{ bedId: 'b', projectId: 'larch', healthBoard: 'NHS Highland', bedType: 'rehab' },
  ...{ opensOn: day('2026-04-01'), closesOn: null, counts: [[day('2020-01-01'), null]], outOfService: [] },
  ...given,
});
const facts = (given: Partial<Facts>): Facts => ({
  ...{ referrals: [], stays: [], beds: [], offers: [], answers: [], said: [] },
  ...given,
});

const year = { fromOn: day('2026-04-01'), toOn: day('2027-04-01') };
const ask = (
  measureId: MeasureId,
  given: Partial<Facts>,
  asked: Partial<MeasureQuestion> = {},
): readonly MeasureCell[] =>
  countFacts(facts(given), {
    ...{ measureId, by: null, asAt: null, asAtOn: day('2027-04-01'), ...year },
    ...asked,
  });
const total = (cells: readonly MeasureCell[]): number => cells.reduce((sum, { n }) => sum + n, 0);
const shareOf = (cells: readonly MeasureCell[]): string =>
  `${total(cells)} of ${cells.reduce((sum, { of }) => sum + of, 0)}`;
const months = (cells: readonly MeasureCell[]): readonly string[] =>
  cells.map(({ month, n }) => `${month} ${n}`);

describe('placements and people that are counted', () => {
  it('lie in one financial year or the other on 31 March and 1 April', () => {
    const referrals = ['2026-03-31', '2026-04-01', '2027-03-31', '2027-04-01'].map((on) => approved(on));
    expect(months(ask('placements-approved', { referrals }))).to.deep.equal(['2026-04 1', '2027-03 1']);
  });

  it('are no approvals of what was recorded by mistake', () => {
    const referrals = [
      approved('2026-05-10'),
      approved('2026-05-10', { closedReason: 'recorded_by_mistake' }),
    ];
    expect(total(ask('placements-approved', { referrals }))).to.equal(1);
  });

  it('are two placements and one person where somebody starts twice, in the month of the first', () => {
    const stays = [arrived('2026-09-10'), arrived('2026-05-20')];
    expect(total(ask('placements-started', { stays }))).to.equal(2);
    expect(months(ask('people-started', { stays }))).to.deep.equal(['2026-05 1']);
  });

  it('are a person again in the next financial year', () => {
    const stays = [arrived('2026-03-31'), arrived('2026-04-01')];
    expect(months(ask('people-started', { stays }))).to.deep.equal(['2026-04 1']);
    expect(
      months(ask('people-started', { stays }, { fromOn: day('2025-04-01'), toOn: day('2026-04-01') })),
    ).to.deep.equal(['2026-03 1']);
  });

  it('are not hidden by an arrival that does not count', () => {
    const stays = [arrived('2026-04-10', { isRehab: false }), arrived('2026-06-10')];
    expect(months(ask('people-started', { stays }))).to.deep.equal(['2026-06 1']);
  });

  it('are one start and one end where somebody goes on with another provider', () => {
    const stays = [
      left('2026-05-01', '2026-06-01', {
        placementId: 'here',
        startId: 'here',
        isLast: false,
        endReason: 'transferred',
      }),
      left('2026-06-01', '2026-07-01', {
        ...{
          placementId: 'there',
          startId: 'here',
          isStart: false,
          startedOn: day('2026-05-01'),
          endKind: 'unplanned',
        },
      }),
    ];
    expect(months(ask('placements-started', { stays }))).to.deep.equal(['2026-05 1']);
    expect(months(ask('placements-ended-early', { stays }))).to.deep.equal(['2026-07 1']);
    expect(ask('placements-completed', { stays })).to.deep.equal([]);
  });

  it('tell a death neither as completed nor as ended early', () => {
    const stays = [left('2026-05-01', '2026-06-01', { endKind: 'unplanned', endReason: 'died' })];
    expect([
      ...ask('placements-completed', { stays }),
      ...ask('placements-ended-early', { stays }),
    ]).to.deep.equal([]);
  });

  it('never are more people than placements, and nothing is lost between years', () => {
    const anyDay = fc.integer({ min: 0, max: 1095 }).map((nights) => addNights(day('2025-01-01'), nights));
    const anyStay = fc.record({
      clientId: fc.constantFrom('a', 'b', 'c', 'd'),
      on: anyDay,
      isRehab: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anyStay, { maxLength: 30 }), (given) => {
        const stays = given.map(({ clientId, on, isRehab }, index) =>
          stay({ placementId: String(index), clientId, admittedOn: on, isRehab }),
        );
        let placements = 0;
        for (const from of ['2024', '2025', '2026', '2027']) {
          const asked = { fromOn: day(`${from}-04-01`), toOn: day(`${Number(from) + 1}-04-01`) };
          const started = total(ask('placements-started', { stays }, asked));
          placements += started;
          expect(total(ask('people-started', { stays }, asked))).to.be.at.most(started);
        }
        expect(placements).to.equal(given.filter(({ isRehab }) => isRehab).length);
      }),
    );
  });
});

describe('bed-nights', () => {
  const april = { fromOn: day('2026-04-01'), toOn: day('2026-05-01') };

  it('are available while a bed is open and its project counts, up to today', () => {
    const beds = [
      bed(),
      bed({ opensOn: day('2026-04-11') }),
      bed({ counts: [[day('2026-04-01'), day('2026-04-06')]] }),
      bed({ bedType: 'detox' }),
    ];
    expect(total(ask('nights-available', { beds }, april))).to.equal(30 + 20 + 5);
    expect(total(ask('nights-available', { beds }, { ...april, asAtOn: day('2026-04-03') }))).to.equal(2 + 2);
  });

  it('are not staffed while a bed is out of service', () => {
    const beds = [bed({ outOfService: [[day('2026-04-29'), day('2026-05-03')]] })];
    expect(total(ask('nights-staffed', { beds }, april))).to.equal(28);
  });

  it('are occupied from arrival to leaving, and may pass what is staffed', () => {
    const beds = [bed({ outOfService: [[day('2026-04-01'), day('2026-04-16')]] })];
    const stays = [left('2026-03-20', '2026-04-21')];
    expect(total(ask('nights-occupied', { beds, stays }, april))).to.equal(20);
    expect(shareOf(ask('occupancy', { beds, stays }, april))).to.equal('20 of 15');
  });
});

describe('waits', () => {
  const waited = (given: Partial<ReferralFact>, asked: Partial<MeasureQuestion>) =>
    ask('wait-to-admission', { referrals: [referral(given)] }, asked).map(
      ({ month, days, n }) => `${month}: ${days} days, ${n}`,
    );
  const away: readonly (readonly [IsoDate, IsoDate | null])[] = [[day('2026-04-20'), day('2026-04-25')]];

  it('count on the day they end, with the days on which the person could not go and without', () => {
    const given = { admittedOn: day('2026-05-10'), unavailable: away };
    expect(waited(given, { waits: 'completed' })).to.deep.equal(['2026-05: 30 days, 1']);
    expect(waited(given, { waits: 'completed-adjusted' })).to.deep.equal(['2026-05: 25 days, 1']);
    expect(waited(given, { waits: 'running' })).to.deep.equal([]);
  });

  it('run until the last day asked about, unless the referral was closed', () => {
    const may = { toOn: day('2026-06-01'), waits: 'running' as const };
    expect(waited({}, may)).to.deep.equal(['2026-05: 51 days, 1']);
    expect(
      waited({ unavailable: [[day('2026-05-30'), null]] }, { ...may, waits: 'running-adjusted' }),
    ).to.deep.equal(['2026-05: 50 days, 1']);
    expect(waited({ admittedOn: day('2026-06-10') }, may)).to.deep.equal(['2026-05: 51 days, 1']);
    expect(waited({ closedOn: day('2026-05-20') }, may)).to.deep.equal([]);
  });
});

describe('who is placed outside their health board', () => {
  it('is whoever starts in a project of another one, among all who start; being moved on later changes nothing', () => {
    const bed = (projectId: string, healthBoard: string): BedFact => ({
      ...{ bedId: projectId, projectId, healthBoard, bedType: 'rehab', opensOn: day('2020-01-01') },
      ...{ closesOn: null, counts: [], outOfService: [] },
    });
    const beds = [bed('larch', 'NHS Highland'), bed('clyde', 'NHS Lanarkshire')];
    const stays = [
      arrived('2026-05-01'),
      arrived('2026-05-02', { projectId: 'clyde' }),
      arrived('2026-05-03', { projectId: 'clyde', healthBoard: 'NHS Lanarkshire' }),
      stay({ placementId: 'moved', projectId: 'clyde', admittedOn: day('2026-05-20'), isStart: false }),
    ];
    expect(shareOf(ask('placed-out-of-area', { stays, beds }))).to.equal('1 of 3');
  });
});

describe('what becomes of people', () => {
  it('is retention of those who are there at 12 weeks or completed before, among who arrived so long ago', () => {
    const stays = [
      arrived('2026-05-01'),
      left('2026-05-02', '2026-06-01'),
      left('2026-05-03', '2026-06-01', { endKind: 'unplanned', endReason: 'dropped_out' }),
      arrived('2026-12-01'),
    ];
    expect(shareOf(ask('retained-12-weeks', { stays }, { asAtOn: day('2026-12-31') }))).to.equal('2 of 3');
  });

  it('is a re-presentation where a new referral comes within 183 days of leaving', () => {
    const stays = [left('2026-04-01', '2026-05-01')];
    const again = (on: string) => [referral({ receivedOn: day(on) })];
    const asked = (on: string) => shareOf(ask('re-presented', { stays, referrals: again(on) }));
    expect(asked('2026-10-31')).to.equal('1 of 1');
    expect(asked('2026-11-01')).to.equal('0 of 1');
    expect(asked('2026-05-01')).to.equal('0 of 1');
    expect(ask('re-presented', { stays }, { asAtOn: day('2026-10-30') })).to.deep.equal([]);
  });

  it('is naloxone taken on leaving; what was not recorded counts as no', () => {
    const stays = [left('2026-04-01', '2026-05-01'), left('2026-04-02', '2026-05-01')];
    const answers = [
      {
        ...{ placementId: '2026-04-01', subject: 'naloxone_at_discharge', outcome: 'has_kit' },
        ...{ happenedOn: day('2026-05-01'), satisfaction: null },
      },
    ];
    expect(shareOf(ask('naloxone-at-discharge', { stays, answers }))).to.equal('1 of 2');
  });
});

describe('what placements cost', () => {
  it('is weeks times price, over those of which a price is known', () => {
    const referrals = [
      approved('2026-05-01'),
      approved('2026-05-02', { approvedWeeks: 6, weeklyRatePence: 0 }),
    ];
    const [cell] = ask('cost-per-placement', { referrals });
    expect([cell?.n, cell?.of, cell?.pence]).to.deep.equal([1, 2, 1_200_000]);
    expect(ask('cost-per-week', { referrals })[0]?.n).to.equal(12);
  });
});
