/**
 * Time limits and ranking, as data. Source of the answer times: service design, from two working hours in an
 * emergency to five working days; of the order of bands and clocks: no national rule was found, so individual
 * need decided by professionals, then waiting time (Scottish Parliament written answer, 9 August 2024); of wishes: set
 * for this service, since nobody has written one down. A place the person named comes first; then whom they live with,
 * which can be a matter of safety; then near home or away.
 */
export const placementPolicy = {
  /** How people are matched until a first change of it is confirmed in the service (docs/adr/0036). */
  matching: {
    version: '2026-11-22.2',
    bands: ['emergency', 'urgent', 'soon', 'routine'],
    wishes: ['project', 'mix', 'area'],
    /** Set for this service: as many as possible by the order of the list, then nearest to what they wish in total. */
    assignment: 'best-total',
    /** Unit: days. Set for this service: how far ahead a bed may come free and still be suggested now. */
    offerHorizonDays: 28,
    /** Unit: days. Set for this service, the commonest length of a programme: how far ahead a person's places are shown. */
    placesAheadDays: 84,
    /** Unit: days, by urgency. Set for this service; no national figure was found. */
    preparationDays: { emergency: 0, urgent: 1, soon: 3, routine: 7 },
    /** Set for this service: what partnerships may choose for themselves, each confirmed by a second person there. */
    choices: { automaticOffers: true, parallelOffersAtMost: 3 },
  },
  /**
   * Unit: weeks. Set for this service, the commonest length of a programme: how far beyond the horizon of offers it is
   * planned who could go where. Beds are known so far ahead by the stays in them.
   */
  laterWeeks: 12,
  /** Working hours to answer an offer. Eight working hours are one working day. */
  answerHours: { emergency: 2, urgent: 8, soon: 24, routine: 40 },
  /**
   * An answer is due by this hour of the arrival's morning at the latest (by the clock in the United Kingdom), so that
   * nobody packs for a bed that is not theirs; but an offer for today or this morning leaves the provider this many hours,
   * of any kind, since it comes from somebody who cannot wait for the office to open. Set for this service: every
   * residential project is staffed at all hours.
   */
  answerBeforeArrival: { byHour: 9, atLeastHours: 2 },
  /**
   * Who is told while an answer is awaited, and how long the bed is held when nobody has recorded that they tried. Set for
   * this service; no national figure was found. The shares are of the answer time: of its working hours, or of the hours left
   * where the day of arrival sets it. Once the answer is due the bed is held so many working hours more, by urgency, but not
   * beyond an hour of the morning of arrival (an hour at least); a try leaves
   * whoever was reached so many minutes at least.
   */
  answerWatch: {
    remindAtShare: 0.5,
    escalateAtShare: 0.8,
    overdueHours: { emergency: 1, urgent: 4, soon: 8, routine: 8 },
    overdueBeforeArrival: { byHour: 12, atLeastHours: 1 },
    leftAfterTryMinutes: 60,
  },
  /**
   * What a no keeps from being suggested to the person again, and for how long. Unit: days; null until something new is known.
   * The person keeps their place on the list whoever says no. What passes by itself (a repair, a rota, who lives there) opens
   * again by itself; what a project says of the person stands until it says otherwise. Set for this service; no national figure
   * was found.
   */
  afterRefusal: {
    person: {
      prefers_another_place: { closes: 'project', days: 28 },
      not_ready: { closes: 'project', days: 7 },
      caring: { closes: 'project', days: 28 },
      housing_fear: { closes: 'project', days: 28 },
      travel: { closes: 'project', days: 28 },
      other: { closes: 'project', days: 28 },
    },
    provider: {
      bed_not_usable: { closes: 'bed', days: 14 },
      outside_our_rules: { closes: 'project', days: null },
      needs_cannot_be_met: { closes: 'project', days: null },
      mix_of_residents: { closes: 'project', days: 28 },
      staffing: { closes: 'project', days: 14 },
      more_information: { closes: 'project', days: null },
      other: { closes: 'project', days: null },
    },
    funder: {
      funding_withdrawn: { closes: 'project', days: null },
      other: { closes: 'project', days: null },
    },
  },
  /**
   * Within how many working days a project says whether a person is suitable, by urgency. The duty to say so early, and to
   * name another place, is the Prison to Rehab protocol's (Scottish Government); it names no days, but says that a full
   * assessment by a provider can take 2 to 4 weeks. These are set for this service: the longest is the shorter of the two.
   */
  suitabilityWorkingDays: { emergency: 1, urgent: 2, soon: 5, routine: 10 },
  /**
   * The days round an arrival. Unit: days. Source of the days before a liberation: a provider's assessment can take from 2 to
   * 4 weeks (Prison to Rehab protocol, Scottish Government). Detox ends on the day of arrival (Rehab Online, England); that
   * a weekend may lie between them without a warning is set for this service.
   */
  arrival: { gapDays: 3, beforeLiberation: { askDays: 28, answerDays: 14 } },
  /**
   * When whoever sets an urgency looks at it again, unless they name another day. Unit: days, by urgency. Set for this
   * service; no national figure was found.
   */
  urgencyReviewDays: { emergency: 2, urgent: 7, soon: 28, routine: 56 },
  /**
   * How often whoever waits is reached, and it is looked at whether they can wait. Unit: days, by urgency. Set for this
   * service; no national figure was found.
   */
  waiting: {
    contactEveryDays: { emergency: 2, urgent: 7, soon: 21, routine: 42 },
    safeToWaitEveryDays: { emergency: 1, urgent: 7, soon: 28, routine: 56 },
    /**
     * A referral runs out so many days after the person was last reached, but only when they were tried on so many days
     * since, and so many days went by without an answer. Unit: days. Set for this service.
     */
    expiry: { afterDays: 182, triesOnDays: 2, answerDays: 14 },
  },
  /** Unit: days. Set for this service; no national figure was found. */
  assessmentValidDays: 182,
  /** Unit: days. Set for this service; no national figure was found. */
  approvalValidDays: 182,
  /**
   * What an approver may approve alone for whom no limit was set. Unit: pence, for the whole of an approval. Set for this
   * service; schemes of delegation are local and none was found published.
   */
  approvalLimitPence: 4_000_000,
} as const;
