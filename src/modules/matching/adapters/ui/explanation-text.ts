import { shortDate } from '../../../../ui/presenters/dates.js';
import { countOf, plainNumber } from '../../../../ui/presenters/numbers.js';
import { someOf } from '../../../../ui/presenters/some-of.js';
import { exclusionText } from '../../../eligibility/contract.js';
import type { UrgencyBand } from '../../../referrals/contract/facts.js';
import { urgencyBandTexts } from '../../../referrals/contract/words.js';
import type { StoredExplanation } from '../../application/waiting-list.js';
import type { PlaceFault } from '../../domain/input-faults.js';
import { passesOver } from '../../domain/override.js';
import { wishTexts } from './suggestion-text.js';
import { capital } from '../../../../ui/presenters/capital.js';

type PlaceOption = NonNullable<StoredExplanation['options']>[number];
type PersonFault = NonNullable<StoredExplanation['faults']>[number];

const ahead = (count: number): string =>
  count === 0 ? 'Nobody is ahead' : `${countOf(count, 'person is', 'people are')} ahead`;

/** Who of those received on the same day comes first. */
const tiedText = (tied: number, aheadOfThem: number): string => {
  if (aheadOfThem === 0) return tied === 1 ? 'the other comes after.' : 'all of them come after.';
  if (aheadOfThem < tied)
    return `${plainNumber(aheadOfThem)} of them ${aheadOfThem === 1 ? 'is' : 'are'} ahead.`;
  return tied === 1 ? 'the other is ahead.' : 'all of them are ahead.';
};

/** Why somebody stands where they stand on the list, in sentences; none where the run did not keep it. */
export const standingTexts = (
  rank: number,
  { standing, band }: Pick<StoredExplanation, 'standing' | 'band'>,
): readonly string[] => {
  if (standing === undefined) return [];
  const {
    of,
    aheadByOffer,
    aheadByBand,
    aheadByReceipt,
    aheadByRecording,
    tiedOnDay,
    receivedOn,
    waitingDays,
  } = standing;
  const bandText = Object.entries(urgencyBandTexts).find(([known]) => known === band)?.[1] ?? band ?? '';
  return [
    `Number ${plainNumber(rank)} of the ${plainNumber(of)} who wait in the country.`,
    ...(aheadByOffer === 0
      ? []
      : [
          `They have an offer already, so ${countOf(aheadByOffer, 'person', 'people')} without one ${aheadByOffer === 1 ? 'is' : 'are'} ahead, whatever the urgency.`,
        ]),
    `Urgency: ${bandText}. ${aheadByOffer === 0 ? ahead(aheadByBand) : `Of those with an offer too, ${aheadByBand === 0 ? 'nobody is ahead' : ahead(aheadByBand)}`} because theirs is more pressing.`,
    `Received on ${shortDate(receivedOn)}, ${countOf(waitingDays, 'day')} before. ${ahead(aheadByReceipt)} for having been received earlier and being as urgent.`,
    ...(tiedOnDay === 0
      ? []
      : [
          `${countOf(tiedOnDay, 'other person', 'other people')} as urgent ${tiedOnDay === 1 ? 'was' : 'were'} received on the same day. Whoever was recorded first comes first: ${tiedText(tiedOnDay, aheadByRecording)}`,
        ]),
  ];
};

/** What a place would mean for others, in a sentence. Nothing is told of who they are. */
export const lossText = ({ loses, band }: Pick<PlaceOption, 'loses' | 'band'>): string => {
  switch (loses) {
    case 'nobody':
      return 'Everybody else who has a suggestion keeps one, though perhaps another.';
    case 'somebody-after':
      return `Somebody who comes after them${band === undefined ? '' : ` (${urgencyBandTexts[band].toLowerCase()})`} would have no place.`;
    case 'somebody-ahead':
      return 'Suggested to people ahead of them, who have no other place to go to.';
  }
};

/** What an offer of another place than the one suggested is asked for, told before it is begun. Source: docs/adr/0042. */
export const asksText = (
  option: Pick<PlaceOption, 'loses' | 'band'>,
  ofBand: UrgencyBand,
  bands: readonly UrgencyBand[],
): string =>
  passesOver(option, ofBand, bands)
    ? 'An offer here passes over somebody as urgent or more: it is asked why, and an approver confirms it.'
    : 'An offer here is asked why.';

/** What a place means for the wishes of the person, in sentences; none for somebody who has none. */
export const wishTextsOf = ({ meets, misses }: Pick<PlaceOption, 'meets' | 'misses'>): readonly string[] => [
  ...meets.map((wish) => wishTexts[wish].met),
  ...misses.map((wish) => `Not ${wishTexts[wish].bed}`),
];

/** What about the record of a person cannot be right, or leaves them no place, and what would put it right. */
export const faultText = (fault: PersonFault): string => {
  switch (fault.kind) {
    case 'band-not-in-policy':
      return `The urgency recorded (${fault.band}) is none that places are given by, so they come last. Set the urgency anew.`;
    case 'children-without-birth-date':
      return `${capital(countOf(fault.children, 'child comes', 'children come'))} with them, and the date of birth of the oldest is not recorded. Record it, so that places for families can be found.`;
    case 'wish-needs-sex':
      return 'They would like to live with their own sex only, and their sex is not recorded. Record it, or what they would like.';
    case 'not-one-adult':
      return 'No adult is recorded as coming. Record at least one.';
    case 'no-bed-could-fit':
      return `No bed in the country could be theirs, free or not: most are ${fault.mostly.map(exclusionText).join(', or ')}. See why at each project, and what would change it.`;
  }
};

const placeFaultTexts: Readonly<Record<PlaceFault['kind'], string>> = {
  'bed-takes-nobody': 'takes no adult, so nobody can come',
  'bed-without-facts':
    'nobody has recorded whether there is step-free access or a wet room, so it is suggested to nobody who needs either',
  'rules-exclude-everybody': 'two of its rules cannot both be met by anybody',
};

/** What nobody could come by at a project, and where its beds or rules are seen; null in runs that did not keep the project. */
export interface PlaceFaultLine {
  readonly text: string;
  readonly projectName: string;
  readonly mend: { readonly text: string; readonly href: string } | null;
}

const mendOf = ({ kind, projectId }: PlaceFault): PlaceFaultLine['mend'] => {
  if (projectId === undefined) return null;
  return kind === 'rules-exclude-everybody'
    ? { text: 'See its rules', href: `/projects/${projectId}/rules` }
    : { text: 'See its beds', href: `/board?project=${projectId}` };
};

/** Beds and projects that nobody could come by, by name, those of one project together. */
export const placeFaultsTold = (faults: readonly PlaceFault[]): readonly PlaceFaultLine[] => {
  const together = new Map<string, [PlaceFault, ...PlaceFault[]]>();
  for (const fault of faults) {
    const key = `${fault.projectName}~${fault.kind}`;
    const before = together.get(key);
    together.set(key, before === undefined ? [fault] : [...before, fault]);
  }
  return [...together.values()].map((alike): PlaceFaultLine => {
    const [first] = alike;
    const { projectName, kind } = first;
    const labels = alike.flatMap((fault) =>
      fault.kind === 'rules-exclude-everybody' ? [] : [fault.bedLabel],
    );
    const named = labels.length === 0 ? '' : ` (${someOf(labels)})`;
    return { projectName, text: `${projectName}${named}: ${placeFaultTexts[kind]}.`, mend: mendOf(first) };
  });
};

/** The same in sentences alone. */
export const placeFaultLines = (faults: readonly PlaceFault[]): readonly string[] =>
  placeFaultsTold(faults).map(({ text }) => text);
