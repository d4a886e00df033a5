import type { Route, Sex, Substance, UrgencyBand } from '../domain/referral.js';

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
