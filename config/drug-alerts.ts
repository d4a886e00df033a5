/**
 * Drug alerts. Source: none found that says how long one holds; set for this service so that old ones do not hide new ones,
 * and published again where they still hold. Unit: days.
 */
export const drugAlerts = { longestDays: 92 } as const;
