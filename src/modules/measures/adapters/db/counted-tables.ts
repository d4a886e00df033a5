/** What is counted, in three tables that keep every revision of a fact with the time at which it was recorded. */
export const countedTables = {
  counted_referral: {
    subject: 'referral_id',
    columns: [
      ...['referral_id', 'client_id', 'partnership_id', 'health_board', 'route', 'sex', 'age', 'substance'],
      ...['received_on', 'assessed_on', 'approved_on', 'approved_route', 'approved_weeks'],
      ...['weekly_rate_pence', 'accepted_on', 'admitted_on', 'closed_on', 'closed_reason', 'unavailable'],
    ],
  },
  counted_stay: {
    subject: 'placement_id',
    columns: [
      ...['placement_id', 'referral_id', 'client_id', 'partnership_id', 'health_board', 'route', 'sex'],
      ...['age', 'substance', 'project_id', 'bed_type', 'is_rehab', 'is_start', 'is_last', 'state'],
      ...['arrives_on', 'admitted_on', 'start_id', 'started_on', 'left_on', 'end_kind', 'end_reason'],
    ],
  },
  counted_bed: {
    subject: 'bed_id',
    columns: [
      ...['bed_id', 'project_id', 'health_board', 'bed_type', 'opens_on', 'closes_on', 'counts'],
      'out_of_service',
    ],
  },
} as const;

/** One of {@link countedTables}. */
export type CountedTable = keyof typeof countedTables;

/** A revision that stands is superseded at the end of time. */
export const endOfTime = '9999-12-31 23:59:59.999999';
