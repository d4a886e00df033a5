/** Where earlier runs are listed. */
export const runsPath = '/matching/runs';

/** Where what was suggested for one person before is shown. */
export const addressOfSuggestedBefore = (referralId: string): string =>
  `/referrals/${referralId}/suggested-before`;
