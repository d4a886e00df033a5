import type { BedUnit } from '../../../capacity/contract/availability.js';
import type { Waiting } from '../waiting.js';
import type { Justified } from './constraint.js';

/** Not where an offer to this person waits for its answer. */
export const notOfferedNow: Justified = {
  name: 'Not where the person has an offer open',
  level: 'must',
  unit: 'yes or no',
  why: 'Where several offers at once are chosen, each is at a project of its own: a second bed of the same one would add no chance, and keep it from somebody else.',
  source: 'Set for this service',
};

/** Whether the project of this bed has been asked for this person, and has not answered. */
export const isOfferedNow = ({ offeredAt }: Pick<Waiting, 'offeredAt'>, { projectId }: BedUnit): boolean =>
  offeredAt?.has(projectId) === true;
