import type { IsoDate } from '../../../../kernel/iso-date.js';
import { overall, type FieldError } from '../../../../ui/forms/form-state.js';
import { longDate } from '../../../../ui/presenters/dates.js';
import type {
  AskForPolicyRefusal,
  DecidePolicyRefusal,
  LookRefusal,
  ProposeChoicesRefusal,
} from '../../application/change-policy.js';

const startText = ({
  earliestOn,
  latestOn,
}: {
  readonly earliestOn: IsoDate;
  readonly latestOn: IsoDate;
}): string => `Enter a day from ${longDate(earliestOn)} to ${longDate(latestOn)}`;

/** Why a change cannot be looked at, at its field. */
export const explainLook = (refusal: LookRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'policy-incomplete':
      return overall(`The policy leaves out: ${refusal.missing.join(', ')}. Give each a place or a number.`);
    case 'policy-out-of-bounds':
      return [
        {
          field: refusal.part,
          text: `Enter a whole number from ${refusal.atLeast} to ${refusal.atMost}: what is suggested is among what is shown`,
        },
      ];
    case 'start-not-possible':
      return [{ field: 'starts', text: startText(refusal) }];
    case 'nothing-changes':
      return overall('That is what the policy says already. Change something, or go back.');
  }
};

/** Why a change cannot be asked for. */
export const explainAsk = (refusal: AskForPolicyRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return [];
    case 'preview-not-ready':
      return overall('What it would do is still being worked out. Look again in a few seconds.');
    case 'change-already-waiting':
      return overall('Another change waits for a second person. Have it confirmed or taken back first.');
    case 'changed-since-you-read-it':
      return overall(
        'The policy was changed since this was looked at. Look at the change again from the policy of today.',
      );
    case 'change-already-decided':
      return overall('This change was asked for before. Look at it as it is now.');
  }
};

/** Why a change cannot be confirmed or taken back. */
export const explainDecision = (refusal: DecidePolicyRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return [];
    case 'change-not-asked-for':
      return overall('This change was only looked at. Ask for it first; then somebody else confirms it.');
    case 'second-person-needed':
      return overall('You asked for this change yourself: somebody else confirms it.');
    case 'change-already-decided':
      return overall('This change was confirmed or taken back before. Look at the policy as it is now.');
    case 'changed-since-you-read-it':
      return overall(
        'The policy was changed after this was asked for. Take it back, and look at it again if it is still right.',
      );
  }
};

/** Why a partnership cannot choose so, at its field. */
export const explainChoices = (
  refusal: ProposeChoicesRefusal | { readonly code: 'not-found' },
): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return [];
    case 'start-not-possible':
      return [{ field: 'starts', text: startText(refusal) }];
    case 'nothing-changes':
      return [
        { field: 'automaticOffers', text: 'That is what your partnership chose already. Change something' },
      ];
    case 'change-already-waiting':
      return [
        {
          field: 'automaticOffers',
          text: 'Another change waits for a second person. Have it confirmed or taken back first',
        },
      ];
    case 'beyond-national-bounds':
      return [
        {
          field: 'automaticOffers',
          text: `The country’s policy ${refusal.automaticOffers ? 'allows' : 'does not allow'} offers by the service itself, and at most ${refusal.parallelOffersAtMost} at once`,
        },
      ];
  }
};
