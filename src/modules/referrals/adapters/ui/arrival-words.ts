import { shortDate } from '../../../../ui/presenters/dates.js';
import type { TagModel } from '../../../../ui/components/tag.js';
import type { HomeTold } from '../../application/getting-there.js';
import type { Escort, HomeAnswer, PrisonClock, TravelPlan, TravelState } from '../../domain/arrival.js';

/** Who brings the person, in words. */
export const escortTexts: Readonly<Record<Escort, string>> = {
  key_worker: 'The key worker',
  project: 'Staff of the project',
  family: 'Family or friends',
  prison: 'The prison service',
  transport_service: 'A transport service or taxi',
  alone: 'Nobody: the person travels alone',
  other: 'Somebody else',
};

/** What becomes of the home, in words. */
export const homeTexts: Readonly<Record<HomeAnswer, string>> = {
  no_home: 'Has no home to keep',
  gives_home_up: 'Gives the home up',
  support_not_needed: 'Keeps the home, and the rent is paid without support',
  support_to_apply: 'Keeps the home: Dual Housing Support is still to be applied for',
  support_applied: 'Keeps the home: Dual Housing Support is applied for',
  support_granted: 'Keeps the home: Dual Housing Support is granted',
  support_refused: 'Keeps the home: Dual Housing Support was refused',
};

/** How the way there stands, in a word. */
export const travelTags: Readonly<Record<TravelState, TagModel>> = {
  'to-arrange': { text: 'To arrange', colour: 'orange' },
  'another-day': { text: 'Another day than the arrival', colour: 'red' },
  arranged: { text: 'Arranged, not confirmed', colour: 'yellow' },
  confirmed: { text: 'Confirmed', colour: 'green' },
};

/** Who brings the person and when, in a sentence. */
export const travelText = ({ travelsOn, broughtBy, note, isConfirmed }: TravelPlan): string =>
  `${escortTexts[broughtBy]}, on ${shortDate(travelsOn)}, ${isConfirmed ? 'confirmed' : 'not confirmed yet'}${note === null ? '' : `: “${note}”`}`;

/** What becomes of the home, in a sentence. */
export const homeText = ({ answer, note }: HomeTold): string =>
  `${homeTexts[answer]}${note === null ? '' : `: “${note}”`}`;

const stageTexts: Readonly<Record<PrisonClock['stage'], string>> = {
  early: 'There is time.',
  'ask-now': 'Ask projects this week.',
  'answer-now': 'Projects should have been asked: an answer is needed now.',
  late: 'Answers should be there: arrange the day itself.',
  today: 'The person leaves prison today.',
};

/** The days a liberation asks for, in sentences; with a place offered or booked, projects need not be asked. */
export const prisonClockTexts = (
  { liberationOn, askBy, answerBy, stage }: PrisonClock,
  hasPlace: boolean,
): readonly string[] => {
  if (hasPlace) {
    return [stage === 'today' ? stageTexts.today : `Leaves prison on ${shortDate(liberationOn)}.`];
  }
  return [
    `Leaves prison on ${shortDate(liberationOn)}. ${stageTexts[stage]}`,
    `Ask projects by ${shortDate(askBy)}, since an assessment by a provider can take 2 to 4 weeks; have the project’s and the funder’s answer by ${shortDate(answerBy)}; arrive on ${shortDate(liberationOn)}, straight from prison.`,
  ];
};
