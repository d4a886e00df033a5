/** The page of one leaving. */
export const leavingPath = '/placements/:placementId/leaving';
/** Its address for a placement. */
export const addressOfLeaving = (placementId: string): string => `/placements/${placementId}/leaving`;
