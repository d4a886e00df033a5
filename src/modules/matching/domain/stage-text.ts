import type { IsoDate } from '../../../kernel/iso-date.js';
import type { EscalatedTo, StageClock } from './stage-clock.js';

const escalatedTexts: Readonly<Record<EscalatedTo, string>> = {
  lead_of_partnership: 'the lead of the partnership',
};
const ownerTexts: Readonly<Record<StageClock['owner'], string>> = {
  coordinator: 'the referral coordinator',
  approver: 'the funding approver',
};

const daysText = (days: number): string => (days === 1 ? '1 working day' : `${days} working days`);

/** How long a referral has been where it is, how long it may, whose move it is and who is told. `on` writes a day. */
export const stageText = (
  { sinceOn, workingDays, limitWorkingDays, dueOn, owner, isStuck, escalatedTo }: StageClock,
  on: (day: IsoDate) => string,
): string => {
  const here = `${daysText(workingDays)} in this stage, since ${on(sinceOn)}`;
  if (!isStuck) return `${here}; by ${on(dueOn)} it should move on. The move is ${ownerTexts[owner]}’s`;
  const told = escalatedTo === null ? '' : `. Twice as long as it may: tell ${escalatedTexts[escalatedTo]}`;
  return `Stuck: ${here}, where ${daysText(limitWorkingDays)} are the limit. The move is ${ownerTexts[owner]}’s${told}`;
};
