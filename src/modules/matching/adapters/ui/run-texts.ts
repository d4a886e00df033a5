import type { RunLine } from '../../application/run-history.js';
import { switchedOffCause } from '../../application/matcher-state.js';
import type { StoredSuggestion } from '../../application/waiting-list.js';
import { stayText } from '../../../../ui/presenters/dates.js';
import { noPlaceText } from './suggestion-text.js';

/** What asks for runs, as people say it. */
const causeTexts: ReadonlyMap<string, string> = new Map([
  ['referrals.referral-changed', 'A referral changed'],
  ['funding.funding-decided', 'Funding was decided'],
  ['capacity.availability-changed', 'Beds changed'],
  ['eligibility.admission-rules-changed', 'Rules of a project changed'],
  ['eligibility.suitability-answered', 'A project said whether somebody is suitable'],
  ['placements.offer-made', 'An offer was made'],
  ['placements.offer-resolved', 'An offer was answered or ended'],
  ['placements.placement-changed', 'A stay changed'],
  ['placements.places-allowed-again', 'A project was allowed again'],
  ['matching.matcher-switched', 'Switched on'],
  ['matching.policy-changed', 'How people are matched changed'],
  ['nightly', 'Worked out afresh at night'],
  ['quiet', 'Looked at by the clock'],
  ['load', 'The service was filled'],
  [switchedOffCause, 'Switched off'],
]);

/** What asked for a run; the name itself of a cause that is known no more. */
export const causeText = (cause: string): string => causeTexts.get(cause) ?? cause;

/** Whether a result was proven to be the best there was. */
export const provenText = (isProven: RunLine['isProven']): string => {
  if (isProven === null) return 'Not checked';
  return isProven ? 'Proven' : 'Refuted';
};

/** What a run said of one person, in a sentence. */
export const saidText = ({ place, explanation }: StoredSuggestion): string => {
  if (place !== null) {
    const { stay } = place;
    return `${place.projectName}, ${place.bedLabel}, ${stayText(stay.arrivesOn, stay.departsOn)}`;
  }
  if (explanation === null) return 'No place; the reasons are kept in a form that is shown no more';
  switch (explanation.state) {
    case 'no-place':
      return noPlaceText(explanation);
    case 'not-ready':
      return 'None: not ready to place yet';
    case 'unavailable':
      return 'None: could not go then';
    case 'offered':
      return 'None: had an offer, a booking or a stay';
    case 'suggested':
      return 'A place that is known no more';
  }
};
