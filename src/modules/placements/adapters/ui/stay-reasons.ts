import type { Option } from '../../../../ui/forms/form-state.js';
import {
  endReasons,
  neverStartedReasons,
  type EndReason,
  type NeverStartedReason,
} from '../../domain/placement.js';
import { transferred } from '../../domain/provider-move.js';

const endTexts: Readonly<Record<EndReason, string>> = {
  completed_drug_free: 'Completed, free of alcohol and drugs',
  completed: 'Completed',
  referred_on: 'Referred on to another service',
  dropped_out: 'Dropped out',
  prison: 'Went to prison',
  declined_by_client: 'Declined to go on',
  breach_of_contract: 'Broke the agreement of the house',
  moved_away: 'Moved away',
  died: 'Died',
  disciplinary: 'Asked to leave',
  medical_transfer: 'Moved for medical care',
  family_reasons: 'Family reasons',
  funding_ended: 'Funding ended',
  other: 'Another reason',
  not_known: 'Not known',
};

const neverStartedTexts: Readonly<Record<NeverStartedReason, string>> = {
  person_declined: 'The person decided not to come',
  relapse_or_unstable: 'Relapse, or not stable enough',
  detox_unavailable: 'Detox was not to be had in time',
  funding_expired: 'The funding ran out before arrival',
  provider_withdrew: 'We could not take the person after all',
  placed_elsewhere: 'Placed somewhere else',
  prison: 'Went to prison',
  housing_fear: 'Afraid of losing their home',
  caring: 'Cares for somebody',
  travel: 'The journey',
  uncontactable: 'Could not be reached',
  died: 'Died',
  referral_closed: 'The partnership closed the referral',
};

/** Why a stay ended, for choosing among. */
export const endReasonOptions: readonly Option[] = endReasons.map((value) => ({
  value,
  text: endTexts[value],
}));

/** Why a booked stay never began, for choosing among. */
export const neverStartedReasonOptions: readonly Option[] = neverStartedReasons.map((value) => ({
  value,
  text: neverStartedTexts[value],
}));

/** Why a stay ended, in words; a code no longer known is told as it stands. */
export const endText = (code: string): string => {
  if (code === transferred) return 'Went on to another provider';
  const known = endReasonOf(code);
  return known === undefined ? code : endTexts[known];
};

/** Why a booked stay never began, in words that nobody says of themselves; an unknown code is told as it stands. */
export const neverStartedText = (code: string): string => {
  if (code === 'provider_withdrew') return 'The provider could not take the person after all';
  return new Map(Object.entries(neverStartedTexts)).get(code) ?? code;
};

/** The reason a form sent, or undefined for anything else. */
export const endReasonOf = (text: string | undefined): EndReason | undefined =>
  endReasons.find((reason) => reason === text);

/** The reason a form sent, or undefined for anything else. */
export const neverStartedReasonOf = (text: string | undefined): NeverStartedReason | undefined =>
  neverStartedReasons.find((reason) => reason === text);
