import type { MissingGate } from '../domain/readiness.js';

/** A page where something is done about what is missing. */
interface NextStep {
  readonly text: string;
  readonly href: string;
}

const fundingTexts: Readonly<Partial<Record<MissingGate['why'], string>>> = {
  'not-requested': 'Ask for funding',
  deferred: 'Answer what was asked about the funding',
};

const stepOf = (referralId: string, { gate, why }: Pick<MissingGate, 'gate' | 'why'>): NextStep => {
  const referral = `/referrals/${referralId}`;
  switch (gate) {
    case 'assessment':
      return { text: 'Book, move or record an assessment', href: `${referral}/assessments` };
    case 'funding':
      return { text: fundingTexts[why] ?? 'See what has happened to the funding', href: `${referral}/money` };
    case 'detox':
      return { text: 'Book detox', href: `${referral}#gate-detox` };
  }
};

/** Where people go on with what is missing, in the order in which it is missing; each page once. */
export const nextSteps = (
  referralId: string,
  missing: readonly Pick<MissingGate, 'gate' | 'why'>[],
): readonly NextStep[] => {
  const steps = missing.map((gap) => stepOf(referralId, gap));
  return steps.filter(({ href }, index) => steps.findIndex((step) => step.href === href) === index);
};
