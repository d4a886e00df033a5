import type { MissingGate } from './readiness.js';

const texts: Readonly<Record<MissingGate['why'], string>> = {
  'never-held': 'No suitable assessment yet',
  'not-suitable-or-expired': 'The assessment has run out',
  'not-decided': 'No funding decision yet',
  declined: 'Funding was declined',
  expired: 'The funding approval has run out',
  'not-booked': 'Detox is not booked',
};

const actors: Readonly<Record<MissingGate['whoActs'], string>> = {
  coordinator: 'The referral coordinator acts next',
  approver: 'The funding approver acts next',
};

/** What is missing and whose move it is, in plain words. */
export const missingGateText = ({
  why,
  whoActs,
}: Pick<MissingGate, 'why' | 'whoActs'>): { readonly text: string; readonly whoActs: string } => ({
  text: texts[why],
  whoActs: actors[whoActs],
});
