/**
 * Time limits and ranking, as data. Source of the answer times: service design, from two working hours in an
 * emergency to five working days; of the order of bands and clocks: no national rule was found, so individual
 * need decided by professionals, then waiting time (Scottish Parliament written answer, 9 August 2024).
 */
export const placementPolicy = {
  matching: {
    version: '2026-11-22',
    bands: ['emergency', 'urgent', 'soon', 'routine'],
    offerHorizonDays: 28,
    preparationDays: { emergency: 0, urgent: 1, soon: 3, routine: 7 },
  },
  /** Working hours to answer an offer. Eight working hours are one working day. */
  answerHours: { emergency: 2, urgent: 8, soon: 24, routine: 40 },
  /** Unit: days. Set for this service; no national figure was found. */
  assessmentValidDays: 182,
  /** Unit: days. Set for this service; no national figure was found. */
  approvalValidDays: 182,
} as const;
