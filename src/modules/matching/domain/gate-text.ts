import type { IsoDate } from '../../../kernel/iso-date.js';
import type { ReferralFacts } from '../../referrals/contract/facts.js';
import { missingMedical, type MissingGate } from './readiness.js';

const texts: Readonly<Record<MissingGate['why'], string>> = {
  'never-held': 'No suitable assessment yet',
  'not-suitable-or-expired': 'The assessment has run out',
  'assessment-booked': 'The assessment is booked',
  'assessment-result-missing': 'The assessment was booked, and its result is not recorded',
  'assessment-not-attended': 'The person did not come to the assessment',
  'medical-not-booked': 'The medical assessment is not booked',
  'medical-booked': 'The medical assessment is booked',
  'medical-result-missing': 'The medical assessment was booked, and its result is not recorded',
  'medical-not-attended': 'The person did not come to the medical assessment',
  'medical-run-out': 'The medical assessment has run out',
  'not-decided': 'No funding decision yet',
  'not-requested': 'Nobody has asked for funding yet',
  requested: 'Funding is asked for and waits for a decision',
  listed: 'Funding is on the list of a panel',
  deferred: 'The decision on funding was put off',
  answered: 'What the approver wanted to know about the funding was answered',
  proposed: 'An approval of the funding waits for a second approver',
  declined: 'Funding was declined',
  expired: 'The funding approval has run out',
  revoked: 'The funding approval was taken back',
  'not-booked': 'Detox is not booked',
};

const actors: Readonly<Record<MissingGate['whoActs'], string>> = {
  coordinator: 'The referral coordinator acts next',
  approver: 'The funding approver acts next',
};

/** "The assessment is booked for 3 Dec 2026", the day where there is one and it can be written. */
const textOf = (
  { why, on }: Pick<MissingGate, 'why' | 'on'>,
  writeDay: ((day: IsoDate) => string) | undefined,
): string => {
  if (on === undefined || writeDay === undefined) return texts[why];
  const day = writeDay(on);
  switch (why) {
    case 'assessment-booked':
    case 'medical-booked':
      return `${texts[why]} for ${day}`;
    case 'assessment-result-missing':
    case 'medical-result-missing':
      return texts[why].replace('was booked', `was booked for ${day}`);
    default:
      return `${texts[why]} on ${day}`;
  }
};

/** What is missing and whose move it is, in plain words; with the day of an appointment where `writeDay` is given. */
export const missingGateText = (
  gap: Pick<MissingGate, 'why' | 'whoActs' | 'on'>,
  writeDay?: (day: IsoDate) => string,
): { readonly text: string; readonly whoActs: string } => ({
  text: textOf(gap, writeDay),
  whoActs: actors[gap.whoActs],
});

/**
 * A medical assessment that is asked for and missing, where no place waits for it; null where there is none, or it is among the
 * gates.
 */
export const medicalNote = (
  referral: ReferralFacts,
  today: IsoDate,
  writeDay: (day: IsoDate) => string,
): string | null => {
  const missing = referral.medical.mustPrecedePlace ? null : missingMedical(referral, today);
  return missing === null ? null : `${textOf(missing, writeDay)}. It holds no place up`;
};
