import { shortDate } from '../../../../ui/presenters/dates.js';
import type { Repair, RepairKind } from '../../domain/repair.js';
import { endingText } from './history-text.js';

/** What can be put right, as it is chosen. */
export const repairTexts: Readonly<Record<RepairKind, string>> = {
  arrival_undone: 'The person never arrived: back to booked',
  arrival_day: 'The person arrived on another day',
  leaving_undone: 'The person never left: the stay goes on',
  leaving_day: 'The person left on another day',
  leaving_reason: 'The person left otherwise than recorded',
  death_undone: 'The person left that day, and did not die',
};

/** A repair in a sentence. */
export const repairText = ({ kind, dayOn, ending = null }: Repair): string => {
  if (kind === 'arrival_day' && dayOn !== null) return `The person arrived on ${shortDate(dayOn)}`;
  if (kind === 'leaving_day' && dayOn !== null) return `The person left on ${shortDate(dayOn)}`;
  if (kind === 'leaving_reason' && ending !== null) return `How the person left: ${endingText(ending)}`;
  return repairTexts[kind];
};
