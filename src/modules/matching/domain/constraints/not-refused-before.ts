import type { BedUnit } from '../../../capacity/contract/availability.js';
import type { Waiting } from '../waiting.js';
import type { Justified } from './constraint.js';

/** Not where an offer to this person came to nothing. */
export const notRefusedBefore: Justified = {
  name: 'Not where an offer came to nothing before',
  level: 'must',
  unit: 'yes or no',
  why: 'Whoever said no is asked again only when their coordinator says so; the place goes to the next person meanwhile.',
  source: 'Set for this service',
};

/** Whether an offer of this bed, or of its project, came to nothing for this person. */
export const wasRefused = (
  { refusedAt }: Pick<Waiting, 'refusedAt'>,
  { projectId, bedId }: BedUnit,
): boolean => refusedAt?.projectIds.has(projectId) === true || refusedAt?.bedIds.has(bedId) === true;
