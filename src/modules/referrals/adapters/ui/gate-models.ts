import { addNights, type IsoDate } from '../../../../kernel/iso-date.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { PageInput } from '../../../../platform/http/define-page.js';
import type { TagModel } from '../../../../ui/components/tag.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { countOf, pounds } from '../../../../ui/presenters/numbers.js';
import type { FundingFacts, Readiness, ReferralStory } from '../../application/referral-page-facts.js';
import { assessmentStanding, type ReferralFacts } from '../../contract/facts.js';
import type { CheckAgain } from '../../domain/check-again.js';
import { addressOfAssessments, medicalText, standingText } from './assessment-words.js';
import { checkAgainText, gateToCheck } from './check-again-words.js';
import { fundingDeclineTexts } from './referral-words.js';
import type { GateModel } from './referral.view.js';

const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

const fundingText = (funding: FundingFacts | null): string => {
  if (funding === null) return 'No decision yet.';
  const decided = shortDate(funding.decidedOn);
  const { declined } = funding;
  const why = declined === null ? '' : `: ${lowerFirst(fundingDeclineTexts[declined.reason])}`;
  if (funding.revoked !== undefined) {
    return `Approved on ${decided}, and taken back on ${shortDate(funding.revoked.on)}.`;
  }
  return funding.decision === 'declined'
    ? `Declined on ${decided}${why}.${declined?.note == null ? '' : ` ${declined.note}`}`
    : `Approved on ${decided}: ${countOf(funding.weeks, 'week')} at ${pounds(funding.weeklyRatePence)} a week. Can be used until ${shortDate(addNights(funding.expiresOn, -1))}.`;
};

const assessmentText = (referral: ReferralFacts, story: ReferralStory, today: IsoDate): string => {
  if (story.assessmentHeldOn === null) return 'None held yet.';
  const held = `held on ${shortDate(story.assessmentHeldOn)}`;
  if (story.assessmentOutcome !== 'suitable') return `Not suitable now, ${held}.`;
  if (story.assessmentLapsedOn !== null) {
    return `Suitable, ${held}. It counts no longer: on ${shortDate(story.assessmentLapsedOn)} the person was not stable enough to arrive. Record a new one.`;
  }
  const until = referral.assessedUntil ?? story.assessmentValidUntil;
  if (until === null) return `Suitable, ${held}.`;
  return until < today
    ? `Suitable, ${held}. It ran out on ${shortDate(until)}: record a new one.`
    : `Suitable, ${held}. Can be relied on until ${shortDate(until)}.`;
};

const detoxText = ({ detox, detoxNeed }: ReferralFacts, story: ReferralStory): string => {
  if (detox === null) {
    if (detoxNeed === 'none') return 'No detox is needed first.';
    return story.detoxLapsedOn === null
      ? 'Needed before arrival; not booked yet.'
      : `Needed before arrival. What was booked counts no longer: on ${shortDate(story.detoxLapsedOn)} the person was not stable enough to arrive. Book it anew.`;
  }
  const where = story.detoxSite === null ? '' : ` at ${story.detoxSite}`;
  return `Booked${where} from ${shortDate(detox.startsOn)}. It ends on ${shortDate(detox.endsOn)}, the earliest day of arrival.`;
};

const passed: TagModel = { text: 'Done', colour: 'green' };
const missingTag: TagModel = { text: 'Missing', colour: 'orange' };
const expiredTag: TagModel = { text: 'Run out', colour: 'orange' };
const waitsTag: TagModel = { text: 'Asked for', colour: 'yellow' };
const declinedTag: TagModel = { text: 'Declined', colour: 'red' };
const takenBackTag: TagModel = { text: 'Taken back', colour: 'red' };
const notSuitableTag: TagModel = { text: 'Not suitable', colour: 'red' };

/** What stands in the way at one gate, in a word: nothing recorded is something else than recorded and run out. */
const gapTag = (
  kind: GateModel['kind'],
  story: ReferralStory,
  funding: FundingFacts | null,
  isAssessed: boolean,
  isAskedAgain: boolean,
): TagModel => {
  if (kind === 'assessment' && isAssessed) return missingTag;
  if (kind === 'assessment' && story.assessmentHeldOn !== null) {
    return story.assessmentOutcome === 'suitable' ? expiredTag : notSuitableTag;
  }
  // What was said before it was asked for again is told beside it.
  if (kind === 'funding' && isAskedAgain) return waitsTag;
  if (kind === 'funding' && funding !== null) {
    if (funding.revoked !== undefined) return takenBackTag;
    return funding.decision === 'declined' ? declinedTag : expiredTag;
  }
  return missingTag;
};

/** What is arranged for the assessment, and the medical one beside it where one is asked for or arranged. */
const assessmentNotes = (referral: ReferralFacts, today: IsoDate): readonly string[] => {
  const own = assessmentStanding('partnership', referral, today);
  const medical = assessmentStanding('medical', referral, today);
  return [
    ...('on' in own ? [standingText(own)] : []),
    ...(medical.state === 'not-needed' ? [] : [`Medical assessment: ${medicalText(referral, medical)}`]),
  ];
};

/**
 * The gates before an offer: what is known of each, what is missing, and the form for those who may record it. `isHere`
 * when the person has arrived and not left; once a bed is booked, detox that was never needed is not asked for.
 */
export const gatesOf = (
  referral: ReferralFacts,
  story: ReferralStory,
  { funding, fundingNote, missing }: Readiness,
  { isHere, isBooked }: { readonly isHere: boolean; readonly isBooked: boolean },
  checkAgain: readonly CheckAgain[],
  { actor, newKey, today }: Pick<PageInput, 'actor' | 'newKey' | 'today'>,
): readonly GateModel[] => {
  const isOpen = referral.state === 'open';
  const mayEdit = isOpen && scopeFor(actor, 'edit-referrals') !== null;
  // More weeks may be approved for somebody who has arrived.
  const mayFund = (isOpen || isHere) && scopeFor(actor, 'decide-funding') !== null;
  const texts = {
    assessment: [
      assessmentText(referral, story, today),
      ...(isOpen ? assessmentNotes(referral, today) : []),
    ].join(' '),
    funding: [fundingText(funding), fundingNote].filter((text) => text !== undefined).join(' '),
    detox: detoxText(referral, story),
  };
  // Then it is the medical one that is missing.
  const isAssessed = referral.assessedUntil !== null && referral.assessedUntil >= today;
  const may = { assessment: mayEdit, funding: mayFund, detox: mayEdit };
  return (['assessment', 'funding', 'detox'] as const).map((kind): GateModel => {
    const gap = missing.find(({ gate }) => gate === kind);
    const isRefused =
      kind === 'funding' &&
      funding !== null &&
      (funding.decision === 'declined' || funding.revoked !== undefined);
    const isNotNeeded = kind === 'detox' && referral.detoxNeed === 'none' && referral.detox === null;
    return {
      kind,
      state:
        isRefused || (gap !== undefined && isOpen)
          ? gapTag(kind, story, funding, isAssessed, gap !== undefined && fundingNote !== undefined)
          : isNotNeeded
            ? { text: 'Not needed', colour: 'grey' }
            : passed,
      text: texts[kind],
      toCheck: checkAgain.filter((one) => gateToCheck(one) === kind).map(checkAgainText),
      ...(kind === 'funding'
        ? {
            more: {
              text:
                gap === undefined
                  ? 'The money, and asking for more'
                  : 'Ask for funding, and see what has happened',
              href: `/referrals/${referral.referralId}/money`,
            },
          }
        : {}),
      ...(kind === 'assessment'
        ? {
            more: {
              text: 'Book, move or record assessments',
              href: addressOfAssessments(referral.referralId),
            },
          }
        : {}),
      ...(gap === undefined || !isOpen ? {} : { whoActs: gap.whoActs }),
      ...(kind === 'detox' && referral.detox !== null ? { action: 'Change the detox booking' } : {}),
      ...(may[kind] && !(isBooked && isNotNeeded)
        ? { form: { action: `/referrals/${referral.referralId}/${kind}`, idempotencyKey: newKey() } }
        : {}),
    };
  });
};
