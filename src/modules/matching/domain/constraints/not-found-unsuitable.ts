import type { BedUnit } from '../../../capacity/contract/availability.js';
import type { Waiting } from '../waiting.js';
import type { Justified } from './constraint.js';

/** Not where the project has said that the person is not suitable. */
export const notFoundUnsuitable: Justified = {
  name: 'Not where the project has said that the person is not suitable',
  level: 'must',
  unit: 'yes or no',
  why: 'A project says so early, so that another place is named. It stands until the facts change or the project says otherwise.',
  source: 'Prison to Rehab protocol, Scottish Government',
};

/** Whether the project of this bed has said so, and that stands. */
export const wasFoundUnsuitable = (
  { unsuitableAt }: Pick<Waiting, 'unsuitableAt'>,
  { projectId }: BedUnit,
): boolean => unsuitableAt?.has(projectId) === true;
