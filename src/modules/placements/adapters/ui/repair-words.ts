import { shortDate } from '../../../../ui/presenters/dates.js';
import type { Repair, RepairKind } from '../../domain/repair.js';

/** What can be put right, as it is chosen. */
export const repairTexts: Readonly<Record<RepairKind, string>> = {
  arrival_undone: 'The person never arrived: back to booked',
  arrival_day: 'The person arrived on another day',
  leaving_undone: 'The person never left: the stay goes on',
  death_undone: 'The person left that day, and did not die',
};

/** A repair in a sentence. */
export const repairText = ({ kind, dayOn }: Repair): string =>
  kind === 'arrival_day' && dayOn !== null ? `The person arrived on ${shortDate(dayOn)}` : repairTexts[kind];
