import { ageOn, type IsoDate } from '../../../../kernel/iso-date.js';
import { countOf } from '../../../../ui/presenters/numbers.js';
import type { PersonFacts } from '../../../referrals/contract/facts.js';
import { sexTexts } from '../../../referrals/contract/words.js';

// Beside an age, where "Not known" alone would not say what.
const textOfSex = { ...sexTexts, not_known: 'Sex not recorded' } as const;

/** "Woman, 38". */
export const personText = ({ sex, bornOn }: Pick<PersonFacts, 'sex' | 'bornOn'>, today: IsoDate): string =>
  `${textOfSex[sex]}, ${ageOn(bornOn, today)}`;

/** "Woman, 38, with 2 children": who comes to the door. */
export const partyText = (
  person: Pick<PersonFacts, 'sex' | 'bornOn' | 'adults' | 'children'>,
  today: IsoDate,
): string => {
  const company = [
    ...(person.adults > 1 ? [countOf(person.adults - 1, 'other adult')] : []),
    ...(person.children > 0 ? [countOf(person.children, 'child', 'children')] : []),
  ];
  return `${personText(person, today)}${company.length === 0 ? '' : `, with ${company.join(' and ')}`}`;
};

/** The bed, and its project where the provider keeps several. */
export const bedText = (
  { bedLabel, projectName }: { readonly bedLabel: string; readonly projectName: string },
  projects: number,
): string => (projects > 1 ? `${projectName}, ${bedLabel}` : bedLabel);
