import { financialYear, financialYearLabel } from '../../../../kernel/financial-year.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { dateText } from '../../../../ui/presenters/dates.js';
import { countOf, pounds } from '../../../../ui/presenters/numbers.js';
import { missingGateText } from '../../../matching/contract.js';
import { urgencyBandTexts } from '../../../referrals/contract/words.js';
import type { AskOverrideRefusal } from '../../application/asked-override.js';
import type { MakeOfferRefusal } from '../../application/make-offer.js';
import { budgetText } from './offer-card.js';
import { explainDates } from './offer-dates.js';

const yearText = (startsIn: number): string =>
  `the financial year ${financialYearLabel(financialYear(startsIn))}`;

const nothingDone = 'Nothing was done, and your dates are kept below.';
const overall = (text: string): readonly FieldError[] => [{ field: '', text: `${text} ${nothingDone}` }];

/** Where to turn when the partnership's own money does not do; nothing where the fund has none left either. */
const additionalFundText = (leftPence: number | null): string =>
  leftPence === null || leftPence <= 0
    ? ''
    : ` The Additional Placement Fund has ${pounds(leftPence)} left for that year: ask for funding from it on the person’s page.`;

/** Each refusal as a coordinator is told it: what stands in the way, and what would make the offer possible. */
export const explainOffer = (refusal: MakeOfferRefusal | AskOverrideRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'bed-already-taken':
      return overall(
        `The bed is held or taken on the night of ${dateText(refusal.firstClashOn)}. Choose other nights or another bed.`,
      );
    case 'client-already-placed':
      return overall(
        `The person has a bed on the night of ${dateText(refusal.firstClashOn)}. Choose other nights.`,
      );
    case 'bed-still-occupied':
      return overall(
        `Somebody is still in this bed, though they were to leave on ${dateText(refusal.dueToLeaveOn)}. Choose another bed, or ring the provider: once they record the leaving, a later leaving day or a move, make the offer.`,
      );
    case 'room-holds-another-sex':
      return overall(
        'The shared room holds somebody of another sex on some of these nights, or the person’s sex is not recorded. Choose another bed or other nights.',
      );
    case 'bed-not-open':
      return overall('The bed is not open on all of these nights. Choose other nights or another bed.');
    case 'bed-changed':
      return overall(
        'What the bed is or has was changed a moment ago. Look at the checks as they are now, then make the offer again.',
      );
    case 'budget-missing':
      return overall(
        `There is no money in ${budgetText(refusal.route)} for ${yearText(refusal.financialYear)}. Have it set, or choose nights in another year.${additionalFundText(refusal.additionalFundLeftPence)}`,
      );
    case 'budget-exhausted':
      return overall(
        `The stay needs ${pounds(refusal.neededPence)} of ${budgetText(refusal.route)} for ${yearText(refusal.financialYear)}, and ${pounds(refusal.leftPence)} is left. Choose a shorter stay, or have the budget raised.${additionalFundText(refusal.additionalFundLeftPence)}`,
      );
    case 'not-found':
      return overall('The referral is not on your partnership’s list any more. Go back to the waiting list.');
    case 'bed-not-found':
      return overall('That bed is not known. Open the offer again from the waiting list.');
    case 'referral-closed':
      return overall('The referral is closed. Record a new one if the person asks again.');
    case 'dates-not-a-stay':
    case 'arrival-in-the-past':
    case 'arrival-too-far-ahead':
      return [explainDates(refusal)];
    case 'arrives-before-detox-ends':
      return [
        {
          field: 'arrivesOn',
          text: `Detox ends on ${dateText(refusal.detoxEndsOn)}: enter that day of arrival or a later one`,
        },
      ];
    case 'arrives-before-liberation':
      return [
        {
          field: 'arrivesOn',
          text: `The person is in prison until ${dateText(refusal.liberationOn)}: enter that day of arrival or a later one`,
        },
      ];
    case 'person-unavailable':
      return [
        {
          field: 'arrivesOn',
          text:
            refusal.toOn === null
              ? `The person cannot go from ${dateText(refusal.fromOn)} on, until an end is recorded on the referral`
              : `The person cannot go before ${dateText(refusal.toOn)}: enter that day or a later one, or record on the referral that they can go earlier`,
        },
      ];
    case 'not-ready-to-place':
      return overall(
        refusal.missing
          .map((gate) => {
            const { text, whoActs } = missingGateText(gate);
            return `${text}: ${whoActs.charAt(0).toLowerCase()}${whoActs.slice(1)}.`;
          })
          .join(' '),
      );
    case 'not-eligible':
      return overall('The checks that say no stand beside. Choose a place whose checks all say yes.');
    case 'eligibility-unknown':
      return overall(
        'A rule of this place needs a fact that nobody has recorded: see the checks that are not known. Record it, or choose another place.',
      );
    case 'stay-exceeds-funding':
      return [
        {
          field: 'departsOn',
          text: `Enter at most ${countOf(refusal.fundedNights, 'night')}, which are paid for: these dates make ${refusal.askedNights}`,
        },
      ];
    case 'person-has-a-place':
      if (refusal.state === 'ended') {
        return overall(
          `This referral led to a stay from ${dateText(refusal.arrivesOn)} to ${dateText(refusal.departsOn)}, and is being closed. Record a new referral if the person asks again.`,
        );
      }
      return overall(
        `The person is ${refusal.state === 'booked' ? 'booked in' : 'staying'} from ${dateText(refusal.arrivesOn)} to ${dateText(refusal.departsOn)}, and has one place at a time. Once the provider records that they will not arrive, or that they have left, make the offer.`,
      );
    case 'funding-used-up':
      return [
        {
          field: 'departsOn',
          text: `${countOf(refusal.fundedNights, 'night')} are approved and ${refusal.claimedNights} of them booked or used: choose a shorter stay, or have more weeks approved`,
        },
      ];
    case 'offer-already-open':
      return overall(
        refusal.atMost === 1
          ? 'The person has an offer that waits for its answer. Wait for it, or take it back first.'
          : `${refusal.open.length} of ${refusal.atMost} offers are open for the person. Wait until one is answered, or take one back first.`,
      );
    case 'override-reason-missing':
      return [{ field: 'overrideReason', text: 'Say why you do not offer the bed that is suggested' }];
    case 'override-needs-second-person':
      return overall(
        `Somebody whose urgency is ${urgencyBandTexts[refusal.loses].toLowerCase()} would lose the place suggested to them, so an approver confirms the offer. Ask for it below, or choose another bed.`,
      );
    case 'override-changed':
      return overall(
        `Somebody whose urgency is ${urgencyBandTexts[refusal.loses].toLowerCase()} would lose the place suggested to them by now. Look at it again before you confirm it.`,
      );
    case 'override-not-needed':
      return overall('Nobody as urgent loses a place by it any more: make the offer straight away.');
    case 'override-already-waiting':
      return overall(
        'One offer to a person waits for a second person at a time. Have it answered, or take it back first.',
      );
    case 'project-already-offered':
      return overall(
        'The person has an offer open at this project already. Choose a bed somewhere else, or take that offer back first.',
      );
  }
};

const titles: Readonly<Record<string, string>> = {
  'bed-already-taken': 'The bed is not free on these nights',
  'client-already-placed': 'The person has a bed already',
  'room-holds-another-sex': 'The room does not fit',
  'bed-still-occupied': 'The bed has not been left yet',
  'bed-not-open': 'The bed is not open then',
  'bed-changed': 'The bed was changed a moment ago',
  'budget-missing': 'There is no budget for this',
  'budget-exhausted': 'There is too little money left',
  'referral-closed': 'The referral is closed',
  'not-ready-to-place': 'The person is not ready to place',
  'not-eligible': 'The place does not take this person',
  'eligibility-unknown': 'Something is not known yet',
  'offer-already-open': 'The person has an offer already',
  'project-already-offered': 'This project was offered already',
  'override-needs-second-person': 'A second person confirms this offer',
  'override-changed': 'Somebody else would lose a place by now',
  'override-not-needed': 'This offer passes nobody over',
  'override-already-waiting': 'An offer to this person waits for a second person already',
  'person-has-a-place': 'The person has a place already',
};

/** A refusal in one line, to stand above what is said of it. One that is told at a field has none of its own. */
export const titleOfRefusal = (code: string | null): string => titles[code ?? ''] ?? 'The offer was not made';
