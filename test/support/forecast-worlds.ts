import { isoDate } from '../../src/kernel/iso-date.js';
import { runWorld, toldOf, type Forecast, type Runs } from '../../src/modules/forecast/domain/forecast.js';
import type { World } from '../../src/modules/forecast/domain/world.js';

/** One kind of people and of beds, no surprises: what queueing theory has formulas for. */
export const plainWorld = (changed: Partial<World> = {}): World => ({
  startsOn: isoDate('2027-04-01'),
  days: 365,
  bands: [{ id: 'all', leavesPerDay: 0, referralsPerYear: { adults: 100 } }],
  peopleGroups: [{ id: 'adults', isPublic: true, needsDetox: false }],
  bedGroups: [
    {
      ...{ id: 'beds', admits: ['adults'], beds: 20, residents: 0, turnaroundDays: 0, pencePerNight: 0 },
      stay: { kind: 'lognormal', meanNights: 60, variation: 0.5 },
    },
  ],
  bedChanges: [],
  waiting: [],
  growthPerYear: 0,
  refusedShare: 0,
  approvalDays: { until: 0, from: 0 },
  earlyExitShare: 0,
  detox: null,
  budgetPencePerYear: null,
  uncertainty: { referrals: 0, stay: 0, earlyExit: 0 },
  ...changed,
});

/** A country of the size asked for: six kinds of people, five kinds of beds, three bands. All figures are invented. */
export const countryOf = (beds: number, referrals: number): World => {
  const shares = { men: 0.32, menDetox: 0.2, women: 0.18, womenDetox: 0.1, families: 0.06, menMat: 0.14 };
  const perYear = (part: number) =>
    Object.fromEntries(Object.entries(shares).map(([id, share]) => [id, share * part * referrals]));
  const group = (id: string, part: number, admits: readonly string[], meanNights: number) => {
    const ofGroup = Math.round(beds * part);
    return {
      ...{ id, admits, beds: ofGroup, residents: Math.round(ofGroup * 0.85), turnaroundDays: 1 },
      ...{ stay: { kind: 'lognormal', meanNights, variation: 0.6 } as const, pencePerNight: 15_000 },
    };
  };
  return plainWorld({
    bands: [
      { id: 'urgent', leavesPerDay: 0.004, referralsPerYear: perYear(0.15) },
      { id: 'soon', leavesPerDay: 0.006, referralsPerYear: perYear(0.35) },
      { id: 'planned', leavesPerDay: 0.008, referralsPerYear: perYear(0.5) },
    ],
    peopleGroups: Object.keys(shares).map((id) => ({
      ...{ id, isPublic: true, needsDetox: id.endsWith('Detox') },
    })),
    bedGroups: [
      group('mixed', 0.4, ['men', 'menDetox', 'women', 'womenDetox'], 100),
      group('men', 0.25, ['men', 'menDetox', 'menMat'], 110),
      group('women', 0.15, ['women', 'womenDetox'], 110),
      group('treatment', 0.14, ['men', 'women', 'menMat'], 120),
      group('families', 0.06, ['families', 'women'], 150),
    ],
    waiting: Object.keys(shares).flatMap((peopleGroup) =>
      [10, 40].map((waitedDays) => ({ band: 'planned', peopleGroup, waitedDays, people: 4 })),
    ),
    refusedShare: 0.05,
    approvalDays: { until: 28, from: 28 },
    earlyExitShare: 0.25,
    uncertainty: { referrals: 0.08, stay: 0.06, earlyExit: 0.1 },
  });
};

/** Runs a world and says what it came to, beside a level of publicly funded arrivals in all its days. */
export const forecastOf = (world: World, runs: Runs, level: number): Forecast =>
  toldOf(world, runWorld(world, runs), runs, level);
