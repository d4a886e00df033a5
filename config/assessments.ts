/**
 * What is assessed before a place, and how long it takes. Nothing of this is a published rule: sources were looked for and
 * found only for what a provider does (an assessment by a provider can take 2 to 4 weeks, Prison to Rehab protocol, Scottish
 * Government; see `suitabilityWorkingDays`). All that follows is set for this service; a partnership that has a protocol of
 * its own puts it here.
 */
export const assessments = {
  /**
   * How long after it is booked an assessment can usually be held. Unit: working days, by urgency. By when it is held at the
   * latest is the limit of the stage (`config/stage-limits.ts`); it is booked so many days before that.
   */
  leadWorkingDays: {
    partnership: { emergency: 0, urgent: 2, soon: 5, routine: 5 },
    medical: { emergency: 0, urgent: 3, soon: 5, routine: 10 },
  },
  medical: {
    /**
     * For whom a medical assessment is asked. House rule: projects admit by dose and some ask for detox first, so that somebody
     * who prescribes has to have looked at these before the day of arrival.
     */
    askedFor: ['detox-before-entry', 'prescription', 'pain-medicine', 'pregnancy'],
    /**
     * For whom a place cannot be offered without one. None: nobody who can be placed today is held up by this rule, which has
     * no source. The missing assessment is named all the same, and whose move it is.
     */
    mustPrecedePlaceFor: [],
    /** How long one may be relied on. Unit: days. Half as long as the partnership's: doses change within weeks. */
    validDays: 91,
  },
} as const;
