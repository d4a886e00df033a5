import { ageOn, type IsoDate } from '../../../../kernel/iso-date.js';
import type { PersonFacts, Substance } from '../../../referrals/contract/facts.js';

const sexTexts: Readonly<Record<PersonFacts['sex'], string>> = {
  female: 'Woman',
  male: 'Man',
  not_known: 'Sex not recorded',
};

/** "Woman, 38". */
export const personText = ({ sex, bornOn }: Pick<PersonFacts, 'sex' | 'bornOn'>, today: IsoDate): string =>
  `${sexTexts[sex]}, ${ageOn(bornOn, today)}`;

export const substanceTexts: Readonly<Record<Substance, string>> = {
  alcohol: 'Alcohol',
  drug: 'Drugs',
  co_dependency: 'Co-dependency',
};

/** The bed, and its project where the provider keeps several. */
export const bedText = (
  { bedLabel, projectName }: { readonly bedLabel: string; readonly projectName: string },
  projects: number,
): string => (projects > 1 ? `${projectName}, ${bedLabel}` : bedLabel);
