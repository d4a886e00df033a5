/**
 * How long an open referral may stay in one queue before it counts as stuck, by urgency, and who is told then. Unit: working
 * days. Sources: for an assessment that is routine, the three weeks from referral to treatment of the waiting-times standard
 * (90 % within three weeks, Scottish Government); all others are set for this service, no national figure was found. A
 * referral that stays twice as long is escalated. Offers have a clock of their own, and so have days on which a person
 * cannot go.
 */
export const stageLimits = {
  'assessment-missing': {
    workingDays: { emergency: 1, urgent: 5, soon: 10, routine: 15 },
    escalatedTo: 'lead_of_partnership',
  },
  'funding-missing': {
    workingDays: { emergency: 1, urgent: 3, soon: 10, routine: 15 },
    escalatedTo: 'lead_of_partnership',
  },
  'detox-missing': {
    workingDays: { emergency: 2, urgent: 5, soon: 10, routine: 15 },
    escalatedTo: 'lead_of_partnership',
  },
  ready: {
    workingDays: { emergency: 1, urgent: 5, soon: 15, routine: 20 },
    escalatedTo: 'lead_of_partnership',
  },
} as const;
