import { addNights, type IsoDate } from '../../../kernel/iso-date.js';
import { quarterOf } from '../../../kernel/quarter.js';

/**
 * The day at whose end numbers of groups of people are told: the last of a quarter. Whoever could read them day by day would see
 * a rounded number turn on the very day of a few people's steps, and know how many they were. Before the records reach back to
 * the end of a quarter it is the first day of them; null on that day itself.
 *
 * @param before - the day after the last that may be told
 */
export const groupsKnownOn = (before: IsoDate, recordsBeginOn: IsoDate): IsoDate | null => {
  const lastOfQuarter = addNights(quarterOf(before).startsOn, -1);
  if (lastOfQuarter >= recordsBeginOn) return lastOfQuarter;
  return recordsBeginOn < before ? recordsBeginOn : null;
};
