import { ageOn, type IsoDate } from '../../../../kernel/iso-date.js';
import type { PersonFacts } from '../../../referrals/contract/facts.js';
import { sexTexts } from '../../../referrals/contract/words.js';

// Beside an age, where "Not known" alone would not say what.
const textOfSex = { ...sexTexts, not_known: 'Sex not recorded' } as const;

/** "Woman, 38". */
export const personText = ({ sex, bornOn }: Pick<PersonFacts, 'sex' | 'bornOn'>, today: IsoDate): string =>
  `${textOfSex[sex]}, ${ageOn(bornOn, today)}`;

/** The bed, and its project where the provider keeps several. */
export const bedText = (
  { bedLabel, projectName }: { readonly bedLabel: string; readonly projectName: string },
  projects: number,
): string => (projects > 1 ? `${projectName}, ${bedLabel}` : bedLabel);
