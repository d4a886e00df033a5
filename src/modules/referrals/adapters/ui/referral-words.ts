import type { Option } from '../../../../ui/forms/form-state.js';
import type {
  areaPreferences,
  detoxNeeds,
  mixPreferences,
  ReferralSource,
  UrgencyBand,
} from '../../domain/referral.js';

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

export const detoxNeedTexts: Readonly<Record<(typeof detoxNeeds)[number], string>> = {
  none: 'Not needed',
  before_entry: 'Needed before arrival',
};

export const areaTexts: Readonly<Record<(typeof areaPreferences)[number], string>> = {
  near: 'Near home',
  away: 'Away from home',
  no_preference: 'No preference',
};

export const mixTexts: Readonly<Record<(typeof mixPreferences)[number], string>> = {
  mixed: 'Women and men',
  single_sex: 'Own sex only',
  no_preference: 'No preference',
};

export const bandHints: Readonly<Record<UrgencyBand, string>> = {
  emergency: 'In danger now',
  urgent: 'Not safe to wait',
  soon: 'Safe to wait for some weeks',
  routine: 'Safe to wait',
};

/** The entries of a list with their words, in the order in which they are written. */
export const optionsOf = (
  texts: Readonly<Record<string, string>>,
  hints: Readonly<Record<string, string>> = {},
): readonly Option[] =>
  Object.entries(texts).map(([value, text]) => {
    const hint = hints[value];
    return { value, text, ...(hint === undefined ? {} : { hint }) };
  });
