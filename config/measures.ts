/**
 * How each measure is counted, and the targets set on them. A change is a new version here, never a counter.
 * Sources: Public Health Scotland, Evaluation of the residential rehabilitation programme and 10th interim
 * monitoring report, 17 December 2024 (approvals are not starts; the target is counted in people who started).
 */
export const measureDefinitions = [
  {
    measureId: 'placements-approved',
    version: 2,
    name: 'Placements approved',
    definition:
      'Referrals a public funder agreed to pay for, by the date of its first yes. Counts placements, not people, and includes those that never begin; more weeks for the same placement do not count again, and a referral closed as recorded by mistake does not count.',
    source: 'As Public Health Scotland counts approvals: interim monitoring report, 17 December 2024',
  },
  {
    measureId: 'placements-started',
    version: 1,
    name: 'Placements started',
    definition:
      'Publicly funded people arriving in a bed that counted as residential rehabilitation on that day, by the day they arrived. A person who starts twice counts twice.',
    source: 'Counted from admissions recorded here',
  },
  {
    measureId: 'people-started',
    version: 1,
    name: 'People started',
    definition:
      'People who started at least one publicly funded placement in the financial year. Each person counts once a year, in the month they first arrived.',
    source: 'As Public Health Scotland counts individuals: evaluation report, 17 December 2024',
  },
] as const;

/** The targets the counts are shown against; each names its measure, its level in that measure's unit, and from which financial year. */
export const targets = [
  {
    name: '1,000 people publicly funded to start residential rehabilitation a year',
    measureId: 'people-started',
    level: 1_000,
    from: 2021,
    source:
      'National Mission commitment for 2021 to 2026, Scottish Government; later years kept until another is set',
  },
  {
    name: '1,000 publicly funded placements a year',
    measureId: 'placements-approved',
    level: 1_000,
    from: 2021,
    source: 'The same commitment as it is often quoted, in placements',
  },
  {
    name: '1,000 publicly funded placements a year',
    measureId: 'placements-started',
    level: 1_000,
    from: 2021,
    source: 'The same commitment as it is often quoted, in placements',
  },
] as const;
