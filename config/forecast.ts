/**
 * What a forecast assumes where the service's own history does not yet say. Each with its source and a mark: _published_
 * stands in the source as it is here, _derived_ is worked out of published parts, _assumed_ was set for this service
 * because no figure was found. What is derived or assumed is never shown as published.
 */
export const forecastAssumptions = {
  approvalsPerYear: {
    value: 903,
    unit: 'approvals',
    mark: 'derived',
    source:
      '461 (October 2023 to March 2024) + 442 (April to September 2024): Public Health Scotland, interim monitoring report, 17 December 2024',
  },
  growthPerYear: {
    value: 0,
    unit: 'share',
    mark: 'assumed',
    source: 'None is assumed: the last three half-years published are 479, 461 and 442',
  },
  refusedShare: {
    value: 0,
    unit: 'share',
    mark: 'assumed',
    source: 'Only approvals are published; they are counted as they come in, so nobody is refused after them',
  },
  approvalDays: {
    value: 21,
    unit: 'days',
    mark: 'derived',
    source:
      'The middle of the two to four weeks for an assessment: Prison to Rehab Protocol, Scottish Government',
  },
  leavesPerDay: {
    value: 0.004,
    unit: 'share of those waiting',
    mark: 'assumed',
    source: 'No figure was found; about one in nine of those waiting in a month',
  },
  meanNights: {
    value: 68,
    unit: 'nights',
    mark: 'derived',
    source:
      'About 450 beds × 365 nights × 69 % occupied ÷ 1,670 people: a weak figure. Public Health Scotland, evaluation, 17 December 2024, and Scottish Government, status report, February 2021',
  },
  stayVariation: {
    value: 0.6,
    unit: 'deviation ÷ mean',
    mark: 'assumed',
    source: 'No distribution was found; programmes of twelve weeks to a year, and early exits beside them',
  },
  earlyExitShare: {
    value: 0.25,
    unit: 'share of stays',
    mark: 'published',
    source:
      '412 of 1,670 in 2022/23 ended before the planned end: Public Health Scotland, evaluation of residential rehabilitation, 17 December 2024',
  },
  occupiedShare: {
    value: 0.69,
    unit: 'share of beds',
    mark: 'published',
    source:
      '268 of 386 usable beds: Scottish Government, status report on current levels of capacity, February 2021',
  },
  turnaroundDays: {
    value: 1,
    unit: 'days',
    mark: 'assumed',
    source: 'No figure was found',
  },
  firstStartShare: {
    value: 0.95,
    unit: 'share of starts',
    mark: 'assumed',
    source: 'No figure was found of how often a person starts a second time within a financial year',
  },
  openingLateDays: {
    value: 180,
    unit: 'days',
    mark: 'assumed',
    source:
      'Fewer than five openings are known here with their first plan; half a year on average is assumed',
  },
  pencePerNight: {
    value: 17_355,
    unit: 'pence',
    mark: 'derived',
    source:
      '£4,467,271 ÷ 330 placements of partnerships, April to September 2024, ÷ 78 planned nights (of which 68 are stayed, as a quarter leave early): Public Health Scotland, interim monitoring report, 17 December 2024',
  },
  referralDeviation: {
    value: 0.15,
    unit: 'deviation of the logarithm',
    mark: 'assumed',
    source: 'The same as in the back-test, where two of four half-years lay within it',
  },
  stayDeviation: {
    value: 0.15,
    unit: 'deviation of the logarithm',
    mark: 'assumed',
    source: 'The mean stay is derived from figures of three years',
  },
  earlyExitDeviation: {
    value: 0.1,
    unit: 'deviation of the logarithm',
    mark: 'assumed',
    source: 'One year is published',
  },
} as const;

/** So many observed cases are needed before the service's own history stands in place of a source. Set for this service. */
export const leastObserved = 100;
