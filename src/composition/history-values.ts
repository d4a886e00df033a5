import { z } from 'zod';

import { parseIsoDate } from '../kernel/iso-date.js';
import { pence } from '../kernel/money.js';
import { informantTexts, unsuitableTexts } from '../modules/eligibility/adapters/ui/suitability-words.js';
import {
  declineTexts,
  deferTexts,
  revokeTexts,
  wordsOf,
} from '../modules/funding/adapters/ui/funding-words.js';
import { payersText } from '../modules/funding/adapters/ui/payer-texts.js';
import { outsidePayers } from '../modules/funding/domain/payers.js';
import { leaveReasonText } from '../modules/placements/adapters/ui/leave-words.js';
import { moveDeclineText } from '../modules/placements/adapters/ui/provider-move-texts.js';
import { repairText } from '../modules/placements/adapters/ui/repair-words.js';
import { outcomeText, subjectText } from '../modules/placements/adapters/ui/safety-words.js';
import { leaveReasons } from '../modules/placements/domain/leave.js';
import {
  partnershipSubjects,
  providerSubjects,
  taskKeyOf,
} from '../modules/placements/domain/leaving-safely.js';
import { moveDeclineReasons } from '../modules/placements/domain/provider-move.js';
import { repairKinds } from '../modules/placements/domain/repair.js';
import { restrictionTexts } from '../modules/referrals/adapters/ui/restriction-words.js';
import {
  channelTexts,
  contactOutcomeTexts,
  reviewOutcomeTexts,
  unavailabilityTexts,
} from '../modules/referrals/adapters/ui/waiting-words.js';
import { routes } from '../modules/referrals/contract/facts.js';
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
  runId: z.string().optional().catch(undefined),
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
  payingRoute: z.enum(routes).optional().catch(undefined),
  shares: z
    .array(z.object({ payer: z.enum([...routes, ...outsidePayers]), weeklyPence: z.int().transform(pence) }))
    .nullable()
    .optional()
    .catch(undefined),
  movesOn: z.string().optional().catch(undefined),
  untilOn: z.string().optional().catch(undefined),
  fromProject: z.string().nullable().optional().catch(undefined),
  why: z.enum(moveDeclineReasons).optional().catch(undefined),
  dayOn: z.string().nullable().optional().catch(undefined),
  backExpectedOn: z.string().optional().catch(undefined),
  returnedOn: z.string().optional().catch(undefined),
  fromName: z.string().optional().catch(undefined),
  toName: z.string().optional().catch(undefined),
  readers: z.array(z.string()).optional().catch(undefined),
  forHours: z.int().optional().catch(undefined),
  subject: z
    .enum([...providerSubjects, ...partnershipSubjects, 'follow_up'])
    .optional()
    .catch(undefined),
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

const nightsText = ({
  arrivesOn,
  departsOn,
}: {
  readonly arrivesOn?: string | undefined;
  readonly departsOn?: string | undefined;
}): string | null => {
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

/** Who pays how much of a week, from which day on. */
const takeoverTexts = ({
  fromOn,
  payingRoute,
  weeklyRatePence,
  shares,
}: Kept): readonly (string | null)[] => [
  day(fromOn) === null ? null : `From ${day(fromOn) ?? ''}`,
  payingRoute === undefined || weeklyRatePence === undefined
    ? null
    : payersText({
        ...{ route: payingRoute, weeklyRatePence: pence(weeklyRatePence) },
        ...(shares === undefined || shares === null ? {} : { shares }),
      }),
];

/** The days of a move, and the price of a week where whoever reads may know money. */
const moveTexts = ({ movesOn, untilOn, weeklyRatePence, fromProject }: Kept): readonly (string | null)[] => [
  nightsText({ arrivesOn: movesOn, departsOn: untilOn }),
  weeklyRatePence === undefined ? null : `${pounds(weeklyRatePence)} a week`,
  fromProject === undefined || fromProject === null ? null : `From ${fromProject}`,
];

const repairTextsOf = ({ kind, dayOn }: Kept): readonly (string | null)[] => {
  const what = repairKinds.find((one) => one === kind);
  return what === undefined ? [] : [repairText({ kind: what, dayOn: parseIsoDate(dayOn ?? '') })];
};

const transferTexts = ({ fromName, toName }: Kept): readonly (string | null)[] => [
  fromName === undefined || toName === undefined ? null : `From ${fromName} to ${toName}`,
];

const restrictionTextsOf = ({ kind, readers }: Kept): readonly (string | null)[] => [
  word(restrictionTexts, kind),
  readers === undefined ? null : `${countOf(readers.length, 'member')} named`,
];

const leaveText = (code: string | undefined): string | null => {
  const reason = leaveReasons.find((one) => one === code);
  return reason === undefined ? null : leaveReasonText(reason);
};

/** What was recorded for somebody who leaves: about what, and with which answer. */
const safetyTexts = ({ subject, weeks, outcome }: Kept): readonly (string | null)[] =>
  subject === undefined || outcome === undefined
    ? []
    : [subjectText(subject, taskKeyOf(subject, weeks ?? null)), outcomeText(subject, outcome)];

/** Nights past the planned day, and how many of them nobody pays; nothing where the step left none. */
const overstayTexts = ({ overstay }: Kept): readonly (string | null)[] =>
  overstay === undefined
    ? []
    : [
        `${countOf(overstay.nights, 'night')} past the planned leaving day`,
        overstay.paidNights === overstay.nights
          ? 'All of them paid'
          : `${countOf(overstay.nights - overstay.paidNights, 'night')} without money`,
      ];

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
  'referrals.transfer-asked': transferTexts,
  'referrals.transfer-accepted': transferTexts,
  'referrals.transfer-declined': transferTexts,
  'referrals.transfer-withdrawn': transferTexts,
  'referrals.record-restricted': restrictionTextsOf,
  'referrals.record-readers-changed': restrictionTextsOf,
  'referrals.record-readers-named': restrictionTextsOf,
  'referrals.restricted-record-opened': ({ forHours }) => [
    forHours === undefined ? null : `For ${countOf(forHours, 'hour')}`,
  ],
  'eligibility.suitability-answered': (of) => [suitabilityText(of)],
  'funding.funding-requested': (of) => [moneyText(of)],
  'funding.request-listed': (of) => [day(of.panelOn) === null ? null : `Panel of ${day(of.panelOn) ?? ''}`],
  'funding.request-deferred': (of) => [word(deferTexts, of.reason)],
  'funding.approval-proposed': (of) => [moneyText(of)],
  'funding.funding-decided': (of) => [decidedText(of)],
  'funding.approval-revoked': (of) => [word(revokeTexts, of.reason)],
  'funding.takeover-asked': takeoverTexts,
  'funding.takeover-confirmed': takeoverTexts,
  'funding.takeover-returned': takeoverTexts,
  'placements.repair-proposed': repairTextsOf,
  'placements.repair-returned': repairTextsOf,
  'placements.leave-recorded': ({ fromOn, backExpectedOn, reason }) => [
    fromTo(day(fromOn), day(backExpectedOn), ', expected back on '),
    leaveText(reason),
  ],
  'placements.return-recorded': ({ returnedOn }) => [
    day(returnedOn) === null ? null : `On ${day(returnedOn) ?? ''}`,
  ],
  'placements.safety-recorded': safetyTexts,
  'placements.provider-move-proposed': moveTexts,
  'placements.provider-move-accepted': moveTexts,
  'placements.provider-move-withdrawn': moveTexts,
  'placements.provider-move-declined': (of) => [
    ...moveTexts(of),
    of.why === undefined ? null : moveDeclineText(of.why),
  ],
  'placements.offer-made': (of) => [
    nightsText(of),
    of.costPence === undefined ? null : `${pounds(of.costPence)} held`,
    of.runId === undefined ? null : 'Made by itself, as the partnership chose',
  ],
  'placements.offer-accepted': (of) => [nightsText(of)],
  'placements.person-discharged': overstayTexts,
  'placements.person-transferred': overstayTexts,
  'placements.leaving-day-corrected': overstayTexts,
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
