import type { MissingGate } from './readiness.js';

const texts: Readonly<Record<MissingGate['why'], string>> = {
  'never-held': 'No suitable assessment yet',
  'not-suitable-or-expired': 'The assessment has run out',
  'not-decided': 'No funding decision yet',
  'not-requested': 'Nobody has asked for funding yet',
  requested: 'Funding is asked for and waits for a decision',
  listed: 'Funding is on the list of a panel',
  deferred: 'The decision on funding was put off',
  declined: 'Funding was declined',
  expired: 'The funding approval has run out',
  revoked: 'The funding approval was taken back',
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
