import type { Option } from '../../../../ui/forms/form-state.js';
import type { FundingDeclineReason } from '../../application/referral-page-facts.js';
import { longestStayWeeks } from '../../contract/facts.js';
import type { WishKind } from '../../domain/circumstances.js';
import type {
  areaPreferences,
  detoxNeeds,
  mixPreferences,
  ReferralSource,
  UrgencyBand,
} from '../../domain/referral.js';

export { doseUnitTexts, matDrugTexts, mentalHealthTexts } from '../../contract/words.js';

/** Who referred, in words. */
export const sourceTexts: Readonly<Record<ReferralSource, string>> = {
  self: 'The person',
  family: 'Family',
  key_worker: 'Key worker',
  gp: 'GP',
  social_work: 'Social work',
  prison: 'Prison',
  hospital: 'Hospital',
  court: 'Court',
  other: 'Somebody else',
};

/** Whether detox comes first, in words. */
export const detoxNeedTexts: Readonly<Record<(typeof detoxNeeds)[number], string>> = {
  none: 'Not needed',
  before_entry: 'Needed before arrival',
};

/** Where the person would like to be, in words. */
export const areaTexts: Readonly<Record<(typeof areaPreferences)[number], string>> = {
  near: 'Near home',
  away: 'Away from home',
  no_preference: 'No preference',
};

/** Whom the person would like to live with, in words. */
export const mixTexts: Readonly<Record<(typeof mixPreferences)[number], string>> = {
  mixed: 'Women and men',
  single_sex: 'Own sex only',
  no_preference: 'No preference',
};

/** A yes, a no, or nobody has asked. */
export const knownTexts = { yes: 'Yes', no: 'No', not_known: 'Not known' } as const;

/** Whether a place with a faith ethos is accepted, in words. */
export const faithTexts = {
  yes: 'Accepts a place with a faith ethos',
  no: 'Does not want one',
  not_known: 'Not asked',
} as const;

/** What the person agreed to have written down, in words. */
export const consentTexts: Readonly<Record<WishKind, string>> = {
  projects: 'The projects they named',
  area: 'Near home or away',
  mix: 'Who else lives there',
  faith_ethos: 'A faith ethos',
};

/** What each urgency means to whoever chooses it. */
export const bandHints: Readonly<Record<UrgencyBand, string>> = {
  emergency: 'In danger now',
  urgent: 'Not safe to wait',
  soon: 'Safe to wait for some weeks',
  routine: 'Safe to wait',
};

/** Why a funder says no, in words. */
export const fundingDeclineTexts: Readonly<Record<FundingDeclineReason, string>> = {
  no_money_left: 'There is no money left for it',
  another_route_pays: 'Another route should pay',
  not_the_right_place: 'The kind or the length of place asked for',
  more_information: 'More must be known first',
  not_eligible: 'Not eligible for this money',
  other: 'Another reason',
};

/** What is asked for where weeks are typed. */
export const weeksAskedFor = `Enter a number of weeks from 1 to ${longestStayWeeks}`;

/** The entries of a list with their words, in the order in which they are written. */
export const optionsOf = (
  texts: Readonly<Record<string, string>>,
  hints: Readonly<Record<string, string>> = {},
): readonly Option[] =>
  Object.entries(texts).map(([value, text]) => {
    const hint = hints[value];
    return { value, text, ...(hint === undefined ? {} : { hint }) };
  });
