import type { Option } from '../../../../ui/forms/form-state.js';
import { countOf } from '../../../../ui/presenters/numbers.js';
import {
  enteredInError,
  type outcomesOf,
  type Owner,
  type Subject,
  type TaskKey,
} from '../../domain/leaving-safely.js';

const taskTexts: Readonly<Record<Exclude<TaskKey, `follow_up_${number}`>, string>> = {
  naloxone_at_admission: 'Naloxone on arrival',
  naloxone_at_discharge: 'Naloxone on leaving',
  prescriber_informed: 'Prescriber told',
  next_address: 'Next address',
  key_worker_acknowledged: 'Key worker has acknowledged',
  first_contact: 'First contact after leaving',
  second_contact: 'Second contact after leaving',
  re_engagement: 'Back into treatment offered',
  dual_housing: 'Dual-housing support stopped or continued',
};

const isFollowUp = (key: TaskKey): key is `follow_up_${number}` => key.startsWith('follow_up_');

/** What is to be done: "Naloxone on leaving", "Follow-up at 12 weeks". */
export const taskText = (key: TaskKey): string =>
  isFollowUp(key)
    ? `Follow-up at ${countOf(Number(key.slice('follow_up_'.length)), 'week')}`
    : taskTexts[key];

const outcomeTexts: { readonly [S in Subject]: Readonly<Record<(typeof outcomesOf)[S][number], string>> } = {
  naloxone_at_admission: {
    accepted: 'Offered and accepted: kits given',
    has_kit: 'Offered: the person carries a kit already',
    declined: 'Offered and declined',
    not_offered: 'Not offered',
  },
  naloxone_at_discharge: {
    accepted: 'Offered and accepted: kits given',
    has_kit: 'Offered: the person carries a kit already',
    declined: 'Offered and declined',
    not_offered: 'Not offered',
  },
  prescriber_informed: {
    told_dose_rechecked: 'Told, and the dose is checked again',
    told: 'Told; no dose to check again',
    no_prescriber: 'Nothing is prescribed',
    not_told: 'Not told',
  },
  next_address: {
    own_home: 'A home of their own',
    family_or_friends: 'With family or friends',
    supported_accommodation: 'Supported accommodation',
    temporary_accommodation: 'Temporary accommodation',
    another_project: 'Another residential project',
    hospital: 'Hospital',
    prison: 'Prison',
    no_address: 'No address',
    not_known: 'Not known',
  },
  leaving_outcome: {
    taken: 'Taken: a score, a satisfaction, or both',
    declined: 'The person declined',
    not_asked: 'Not asked',
  },
  key_worker_acknowledged: {
    acknowledged: 'The key worker knows and has said so',
    no_key_worker: 'There is no key worker',
  },
  contact: {
    reached: 'Reached: spoke with or saw the person',
    not_reached: 'Tried, not reached',
    given_up: 'Not reached, and no longer tried',
    died: 'The person has died',
  },
  re_engagement: {
    treatment_goes_on: 'Treatment goes on',
    treatment_arranged: 'Treatment arranged',
    not_needed: 'No treatment needed',
    declined: 'Offered and declined',
    not_reached: 'Could not be offered: not reached',
  },
  dual_housing: {
    stopped: 'Support stopped',
    continued: 'Support continued',
    not_claimed: 'No support was claimed',
  },
  follow_up: {
    held: 'Held: outcome and satisfaction taken',
    declined: 'The person declined',
    lost: 'Contact is lost',
    died: 'The person has died',
  },
};

/** What a record is about, whether a task waits for it or not. */
export const subjectText = (subject: Subject, key: TaskKey | null): string => {
  if (key !== null) return taskText(key);
  return subject === 'leaving_outcome' ? 'Outcome on leaving' : 'Contact after leaving';
};

/** What may be answered about a subject, for choosing among. */
export const outcomeOptions = (subject: Subject): readonly Option[] =>
  Object.entries(outcomeTexts[subject]).map(([value, text]) => ({ value, text }));

/** An answer in words; a code no longer known is told as it stands. */
export const outcomeText = (subject: Subject, outcome: string): string =>
  outcome === enteredInError
    ? 'Entered in error'
    : (new Map<string, string>(Object.entries(outcomeTexts[subject])).get(outcome) ?? outcome);

/** Filled in beforehand. Source: the tool that is asked for at 12, 26 and 52 weeks (Recovery Outcomes, Scotland). */
export const usualInstrument = 'Recovery Outcomes (ROW)';

/** Who has to do a task, as both sides read it. */
export const ownerText = (owner: Owner): string => (owner === 'provider' ? 'Project' : 'Partnership');
