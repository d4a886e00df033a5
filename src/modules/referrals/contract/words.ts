import type { IsoDate } from '../../../kernel/iso-date.js';
import type { ArrivalNote } from '../domain/arrival.js';
import type { doseUnits, matDrugs, MentalHealthSupport } from '../domain/circumstances.js';
import type { Dimension } from '../domain/groups.js';
import type { Attention } from '../domain/waiting.js';
import type { ClosingReason, Route, Sex, Substance, UrgencyBand } from '../domain/referral.js';

/** Urgency as people say it. */
export const urgencyBandTexts: Readonly<Record<UrgencyBand, string>> = {
  emergency: 'Emergency',
  urgent: 'Urgent',
  soon: 'Soon',
  routine: 'Routine',
};

/** The public money asked for. Source of the list: PHS interim monitoring reports; Scotland Excel. */
export const routeTexts: Readonly<Record<Route, string>> = {
  adp: 'Alcohol and Drug Partnership',
  prison_to_rehab: 'Prison to Rehab',
  national_mission: 'National Mission',
  ward5: 'Ward 5, Woodland View',
  additional_placement_fund: 'Additional Placement Fund',
};

/** What somebody wants to stop, in the words of Public Health Scotland. */
export const substanceTexts: Readonly<Record<Substance, string>> = {
  alcohol: 'Alcohol',
  drug: 'Drugs',
  co_dependency: 'Co-dependency',
};

/** Sex as places are designated. */
export const sexTexts: Readonly<Record<Sex, string>> = {
  female: 'Woman',
  male: 'Man',
  not_known: 'Not known',
};

/** Why a referral is closed, for choosing among. */
export const closingReasonTexts: Readonly<Record<ClosingReason, string>> = {
  withdrawn_by_person: 'The person does not want it any more',
  died: 'The person has died',
  moved_away: 'Moved away from this partnership',
  placed_elsewhere: 'Has a place that was not arranged here',
  no_longer_suitable: 'Rehab is not suitable any more',
  uncontactable: 'Could not be reached',
  recorded_by_mistake: 'Recorded by mistake',
  other: 'Another reason',
};

/** What about a wait asks to be looked at, in words. */
export const attentionTexts: Readonly<Record<Attention['kind'], string>> = {
  'not-safe-to-wait': 'Found not safe to wait',
  'safe-to-wait-due': 'Whether they can wait is to be looked at',
  'urgency-review-due': 'The urgency is to be looked at again',
  'expiry-due': 'Not reached for long: the referral runs out unless they are',
  'contact-due': 'The person is to be reached',
};

/** What is prescribed, in words. */
export const matDrugTexts: Readonly<Record<(typeof matDrugs)[number], string>> = {
  methadone: 'Methadone',
  buprenorphine: 'Buprenorphine, taken every day',
  buprenorphine_long_acting: 'Buprenorphine, long-acting injection',
  other: 'Another medicine',
};

/** What a dose is counted in and how often it is taken, in words. */
export const doseUnitTexts: Readonly<Record<(typeof doseUnits)[number], string>> = {
  ml_daily: 'ml a day',
  mg_daily: 'mg a day',
  mg_weekly: 'mg a week',
  mg_monthly: 'mg a month',
};

/** How much support with mental health is needed, in words. */
export const mentalHealthTexts: Readonly<Record<MentalHealthSupport, string>> = {
  none: 'None',
  some: 'Some, from staff who are used to it',
  specialist: 'From a specialist, such as a psychiatrist',
  not_known: 'Not known',
};

const daysText = (days: number): string => (days === 1 ? '1 day' : `${days} days`);

/** What a day of arrival has against it and what would fit. `on` writes a day as the page writes it. */
export const arrivalNoteText = (note: ArrivalNote, on: (day: IsoDate) => string): string => {
  switch (note.kind) {
    case 'before-detox-ends':
      return `Detox ends on ${on(note.detoxEndsOn)}, ${daysText(note.days)} after the arrival: an arrival that day or later fits, or detox that ends ${daysText(note.days)} earlier`;
    case 'long-after-detox':
      return `Detox ends on ${on(note.detoxEndsOn)}, ${daysText(note.days)} before the arrival: an arrival that day fits, or detox that ends ${daysText(note.days)} later. Nothing holds the person in between`;
    case 'before-liberation':
      return `The person is in prison until ${on(note.liberationOn)}: an arrival that day fits`;
    case 'not-on-liberation':
      return `The person leaves prison on ${on(note.liberationOn)}, ${daysText(note.days)} before the arrival: an arrival that day goes straight from one to the other`;
  }
};

/** By what groups are compared, in words. */
export const dimensionTexts: Readonly<Record<Dimension, string>> = {
  sex: 'Sex',
  age: 'Age when referred',
  area: 'Health board',
  substance: 'Substance',
  route: 'Public money asked for',
};

/** Groups whose key is not what people say; a health board is its own name. */
const groupTexts: Readonly<Record<string, string>> = {
  female: 'Women',
  male: 'Men',
  not_known: 'Sex not known',
  'under-25': 'Under 25',
  '25-34': '25 to 34',
  '35-44': '35 to 44',
  '45-54': '45 to 54',
  '55-and-over': '55 and over',
  ...substanceTexts,
  ...routeTexts,
};

/** A group in words. */
export const groupText = (group: string): string => groupTexts[group] ?? group;
