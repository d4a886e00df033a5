/**
 * What may be told of few people. Sources: thresholds of Public Health Scotland's protocol (version 2.1, 20 November 2023) could
 * not be read; NHS Education for Scotland looks at counts from 1 to 9; the Office for National Statistics calls 1 to 4 unsafe
 * (as told by Cambridgeshire Insight, 2013). To be approved by Public Health Scotland before anything is published.
 */
export const disclosurePolicy = {
  /** Fewer are hidden, and so is what is nearly all of a total. Unit: people. */
  fewestTold: 5,
  /** Between the least and the most that a hidden number may be lie so many at least. Unit: people. */
  width: 5,
  /** A total is given up rather than this many of its parts: totals are what tables are read for. */
  lossOfTotal: 20,
  /** Of a table of which hiding would eat more than this, what is hidden is told to the nearest multiple instead. */
  mostHidden: 0.3,
  /** Unit: people. */
  roundTo: 5,
  /** A mean is told of so many at least, and where nobody paid for more than this share of it. */
  fewestPriced: 5,
  mostOfOnePayer: 0.75,
  /** Of a project with fewer residents on a mean night, occupancy is told in bands. Unit: people. */
  fewestResidents: 5,
  /** For one cell; in the tables of a quarter it takes hundredths of a second. Unit: seconds. */
  withinSeconds: 20,
} as const;
