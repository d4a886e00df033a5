/**
 * What is owed to somebody who leaves a placement, and by when, as data. Sources: contact in the first four weeks, when
 * the risk of dying is raised after any leaving, planned or not: Medication Assisted Treatment standard 3 (Scottish
 * Government, 2021); follow-ups at 12, 26 and 52 weeks: the points at which the Recovery Outcomes tool is asked for;
 * coming back within six months: the measure of relapse that Portsmouth's service reports to NDTMS. The rest is set for
 * this service, with the reason beside it.
 */
export const leavingSafely = {
  /** From the leaving day. The first contact is made by the first of these days, another after it and by the second. */
  contactByDays: { first: 7, second: 28 },
  /** Weeks after the leaving day. */
  followUpWeeks: [12, 26, 52],
  /** A follow-up may be held this much early. Set for this service: appointments are not kept to the day. Unit: days. */
  followUpOpensDaysBefore: 14,
  /** A planned leaving is prepared from this much before it. Set for this service. Unit: days. */
  preparesDaysBefore: 14,
  /**
   * What an unplanned leaving opens is due this long after it: somebody may leave in the night, and the office that has to
   * hear of it opens in the morning. Set for this service. Unit: days.
   */
  unplannedWithinDays: 1,
  /** Naloxone on arrival: the first full day. Set for this service. Unit: days. */
  admissionWithinDays: 1,
  /** Re-engagement with treatment is asked for along with the first contact. Set for this service. Unit: days. */
  reEngagementWithinDays: 7,
  /** Whoever asks again this soon after leaving has come back. Unit: days. */
  comesBackWithinDays: 183,
  /**
   * What is still undone this long after the last follow-up was due no longer stands on lists of tasks: the page of the
   * placement keeps it. Set for this service, so that lists stay short enough to be worked through. Unit: days.
   */
  listedForDaysAfterLast: 90,
} as const;
