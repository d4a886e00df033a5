import { addNights } from '../../../../kernel/iso-date.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { PageInput } from '../../../../platform/http/define-page.js';
import type { TagModel } from '../../../../ui/components/tag.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { countOf, pounds } from '../../../../ui/presenters/numbers.js';
import type { FundingFacts, Readiness, ReferralStory } from '../../application/referral-page-facts.js';
import type { ReferralFacts } from '../../contract/facts.js';
import type { GateModel } from './referral.view.js';

const fundingText = (funding: FundingFacts | null): string => {
  if (funding === null) return 'No decision yet.';
  const decided = shortDate(funding.decidedOn);
  return funding.decision === 'declined'
    ? `Declined on ${decided}.`
    : `Approved on ${decided}: ${countOf(funding.weeks, 'week')} at ${pounds(funding.weeklyRatePence)} a week. Can be used until ${shortDate(addNights(funding.expiresOn, -1))}.`;
};

const assessmentText = (referral: ReferralFacts, story: ReferralStory): string => {
  if (story.assessmentHeldOn === null) return 'None held yet.';
  const held = `held on ${shortDate(story.assessmentHeldOn)}`;
  return story.assessmentOutcome === 'suitable' && referral.assessedUntil !== null
    ? `Suitable, ${held}. Can be relied on until ${shortDate(referral.assessedUntil)}.`
    : `Not suitable now, ${held}.`;
};

const detoxText = ({ detox, detoxNeed }: ReferralFacts, story: ReferralStory): string => {
  if (detox === null)
    return detoxNeed === 'none' ? 'No detox is needed first.' : 'Needed before arrival; not booked yet.';
  const where = story.detoxSite === null ? '' : ` at ${story.detoxSite}`;
  return `Booked${where} from ${shortDate(detox.startsOn)}. It ends on ${shortDate(detox.endsOn)}, the earliest day of arrival.`;
};

const passed: TagModel = { text: 'Done', colour: 'green' };
const missingTag: TagModel = { text: 'Missing', colour: 'orange' };

/** The gates before an offer: what is known of each, what is missing, and the form for those who may record it. */
export const gatesOf = (
  referral: ReferralFacts,
  story: ReferralStory,
  { funding, missing }: Readiness,
  { actor, newKey }: Pick<PageInput, 'actor' | 'newKey'>,
): readonly GateModel[] => {
  const isOpen = referral.state === 'open';
  const mayEdit = isOpen && scopeFor(actor, 'edit-referrals') !== null;
  const mayFund = isOpen && scopeFor(actor, 'decide-funding') !== null;
  const texts = {
    assessment: assessmentText(referral, story),
    funding: fundingText(funding),
    detox: detoxText(referral, story),
  };
  const may = { assessment: mayEdit, funding: mayFund, detox: mayEdit };
  return (['assessment', 'funding', 'detox'] as const).map((kind): GateModel => {
    const gap = missing.find(({ gate }) => gate === kind);
    const isNotNeeded = kind === 'detox' && referral.detoxNeed === 'none' && referral.detox === null;
    return {
      kind,
      state: gap !== undefined ? missingTag : isNotNeeded ? { text: 'Not needed', colour: 'grey' } : passed,
      text: texts[kind],
      ...(gap === undefined ? {} : { whoActs: gap.whoActs }),
      ...(may[kind]
        ? { form: { action: `/referrals/${referral.referralId}/${kind}`, idempotencyKey: newKey() } }
        : {}),
    };
  });
};
