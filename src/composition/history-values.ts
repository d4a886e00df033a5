import { z } from 'zod';

import { parseIsoDate } from '../kernel/iso-date.js';
import { informantTexts, unsuitableTexts } from '../modules/eligibility/adapters/ui/suitability-words.js';
import {
  declineTexts,
  deferTexts,
  revokeTexts,
  wordsOf,
} from '../modules/funding/adapters/ui/funding-words.js';
import {
  channelTexts,
  contactOutcomeTexts,
  reviewOutcomeTexts,
  unavailabilityTexts,
} from '../modules/referrals/adapters/ui/waiting-words.js';
import { routeTexts, urgencyBandTexts } from '../modules/referrals/contract/words.js';
import { shortDate, stayText } from '../ui/presenters/dates.js';
import { countOf, pounds } from '../ui/presenters/numbers.js';

/**
 * What the record keeps of a step, as far as it is told: dates, money and coded answers. What somebody wrote of a person's
 * health is not among it (docs/adr/0012).
 */
const kept = z.object({
  decision: z.enum(['approved', 'declined']).optional().catch(undefined),
  weeks: z.int().optional().catch(undefined),
  weeklyRatePence: z.int().optional().catch(undefined),
  costPence: z.int().optional().catch(undefined),
  route: z.string().optional().catch(undefined),
  declined: z.object({ reason: z.string() }).nullable().optional().catch(undefined),
  reason: z.string().optional().catch(undefined),
  panelOn: z.string().optional().catch(undefined),
  kind: z.string().optional().catch(undefined),
  step: z.string().optional().catch(undefined),
  appointedOn: z.string().optional().catch(undefined),
  heldOn: z.string().optional().catch(undefined),
  validUntil: z.string().nullable().optional().catch(undefined),
  outcome: z.string().optional().catch(undefined),
  channel: z.string().optional().catch(undefined),
  contactedOn: z.string().optional().catch(undefined),
  nextDueOn: z.string().optional().catch(undefined),
  startsOn: z.string().optional().catch(undefined),
  endsOn: z.string().optional().catch(undefined),
  arrivesOn: z.string().optional().catch(undefined),
  departsOn: z.string().optional().catch(undefined),
  fromOn: z.string().optional().catch(undefined),
  toOn: z.string().nullable().optional().catch(undefined),
  urgencyBand: z.string().optional().catch(undefined),
  neededFrom: z.string().optional().catch(undefined),
  overstay: z.object({ nights: z.int(), paidNights: z.int() }).optional().catch(undefined),
});
type Kept = z.output<typeof kept>;

const day = (text: string | null | undefined): string | null => {
  const on = parseIsoDate(text ?? '');
  return on === null ? null : shortDate(on);
};

const word = (texts: Readonly<Record<string, string>>, code: string | undefined): string | null =>
  code === undefined ? null : (texts[code] ?? null);

/** "12 weeks at £1,050 a week, Alcohol and Drug Partnership". */
const moneyText = ({ weeks, weeklyRatePence, route }: Kept): string | null =>
  weeks === undefined || weeklyRatePence === undefined
    ? null
    : [
        `${countOf(weeks, 'week')} at ${pounds(weeklyRatePence)} a week, ${pounds(weeks * weeklyRatePence)} in all`,
        word(routeTexts, route),
      ]
        .filter((part) => part !== null)
        .join(', ');

const decidedText = (of: Kept): string | null => {
  if (of.decision === 'approved')
    return ['Approved', moneyText(of)].filter((part) => part !== null).join(': ');
  if (of.decision !== 'declined') return null;
  const reason = of.declined?.reason;
  return reason === undefined ? 'Declined' : `Declined: ${wordsOf(declineTexts, reason).toLowerCase()}`;
};

const nightsText = ({ arrivesOn, departsOn }: Kept): string | null => {
  const [first, last] = [parseIsoDate(arrivesOn ?? ''), parseIsoDate(departsOn ?? '')];
  return first === null || last === null ? null : stayText(first, last);
};

const fromTo = (from: string | null, to: string | null, between: string): string | null =>
  from === null ? null : to === null ? `From ${from}` : `${from}${between}${to}`;

const assessmentTexts: Readonly<Record<string, string>> = {
  suitable: 'Suitable',
  not_suitable: 'Not suitable',
};

const appointmentTexts: Readonly<Record<string, string>> = {
  booked: 'Booked',
  moved: 'Moved',
  not_attended: 'The person did not come',
  called_off: 'Called off',
};

/** What a project said of a person: yes, no and for which reason, or from whom it has to know more. */
const suitabilityText = ({ kind, reason, neededFrom }: Kept): string | null => {
  switch (kind) {
    case 'suitable':
      return 'Suitable';
    case 'not_suitable': {
      const why = word(unsuitableTexts, reason);
      return why === null ? 'Not suitable' : `Not suitable: ${why.toLowerCase()}`;
    }
    case 'more_information': {
      const whom = word(informantTexts, neededFrom);
      return whom === null
        ? 'More must be known first'
        : `More must be known first, from: ${whom === 'The GP' ? 'the GP' : whom.toLowerCase()}`;
    }
    default:
      return null;
  }
};

const told: Readonly<Record<string, (of: Kept) => readonly (string | null)[]>> = {
  'referrals.referral-recorded': (of) => [word(urgencyBandTexts, of.urgencyBand), word(routeTexts, of.route)],
  'referrals.assessment-arranged': (of) => [
    of.kind === 'medical' ? 'Medical' : null,
    word(appointmentTexts, of.step),
    day(of.appointedOn),
  ],
  'referrals.assessment-recorded': (of) => [
    of.kind === 'medical' ? 'Medical' : null,
    word(assessmentTexts, of.outcome),
    day(of.heldOn) === null ? null : `Held on ${day(of.heldOn) ?? ''}`,
    day(of.validUntil) === null ? null : `Counts until ${day(of.validUntil) ?? ''}`,
  ],
  'referrals.detox-booked': (of) => [fromTo(day(of.startsOn), day(of.endsOn), ' to ')],
  'referrals.contact-recorded': (of) => [
    day(of.contactedOn),
    word(channelTexts, of.channel),
    word(contactOutcomeTexts, of.outcome),
  ],
  'referrals.unavailability-recorded': (of) => [
    fromTo(day(of.fromOn), day(of.toOn), ' until before '),
    word(unavailabilityTexts, of.reason),
  ],
  'referrals.unavailability-ended': (of) => [day(of.toOn) === null ? null : `From ${day(of.toOn) ?? ''}`],
  'referrals.safe-to-wait-reviewed': (of) => [
    word({ ...reviewOutcomeTexts, safe_with_plan: 'Can wait with a plan' }, of.outcome),
    day(of.nextDueOn) === null ? null : `Looked at again by ${day(of.nextDueOn) ?? ''}`,
  ],
  'eligibility.suitability-answered': (of) => [suitabilityText(of)],
  'funding.funding-requested': (of) => [moneyText(of)],
  'funding.request-listed': (of) => [day(of.panelOn) === null ? null : `Panel of ${day(of.panelOn) ?? ''}`],
  'funding.request-deferred': (of) => [word(deferTexts, of.reason)],
  'funding.approval-proposed': (of) => [moneyText(of)],
  'funding.funding-decided': (of) => [decidedText(of)],
  'funding.approval-revoked': (of) => [word(revokeTexts, of.reason)],
  'placements.offer-made': (of) => [
    nightsText(of),
    of.costPence === undefined ? null : `${pounds(of.costPence)} held`,
  ],
  'placements.offer-accepted': (of) => [nightsText(of)],
  'placements.person-discharged': ({ overstay }) =>
    overstay === undefined
      ? []
      : [
          `${countOf(overstay.nights, 'night')} past the planned leaving day`,
          overstay.paidNights === overstay.nights
            ? 'All of them paid'
            : `${countOf(overstay.nights - overstay.paidNights, 'night')} without money`,
        ],
  'placements.stay-extended': (of) => [
    day(of.departsOn) === null ? null : `Leaves on ${day(of.departsOn) ?? ''} as planned`,
  ],
};

/** What was decided or arranged in a step, with its values, in words; nothing for steps that have none to tell. */
export const valuesOf = (action: string, after: unknown): readonly string[] => {
  const parsed = kept.safeParse(after);
  const tell = told[action];
  return !parsed.success || tell === undefined ? [] : tell(parsed.data).filter((text) => text !== null);
};
