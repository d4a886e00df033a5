import type { PersonFacts } from '../../../referrals/contract/facts.js';
import type { Justified } from './constraint.js';

/** Nobody shares a room with somebody of another sex, whether they are there already or suggested in the same run. */
export const roomOfOneSex: Justified = {
  name: 'A shared room is of one sex, night by night',
  level: 'must',
  unit: 'yes or no',
  why: 'Who is in the room on a night decides who may join them. Where a room is empty, whoever is first on the list of those suggested to it decides, and the others are told so.',
  source: 'Set for this service',
};

/** Which sex each shared room is kept for in one run, where that had to be decided. */
export type RoomSexes = ReadonlyMap<string, PersonFacts['sex']>;

/** Whether a room is kept for another sex in this run. */
export const isKeptForOthers = (
  roomSexes: RoomSexes,
  roomId: string | null,
  sex: PersonFacts['sex'],
): boolean => roomId !== null && (roomSexes.get(roomId) ?? sex) !== sex;
