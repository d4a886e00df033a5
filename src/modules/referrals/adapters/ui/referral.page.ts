import type { Scope } from '../../../../kernel/actor.js';
import { addNights, ageOn, londonDate, parseIsoDate, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Outcome } from '../../../../kernel/outcome.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Plain, Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
} from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import type { SummaryItem } from '../../../../ui/components/summary-list.js';
import type { TagModel } from '../../../../ui/components/tag.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { countOf, pounds } from '../../../../ui/presenters/numbers.js';
import { clockTime, timeOfDay } from '../../../../ui/presenters/time-of-day.js';
import type {
  BookDetoxRefusal,
  makeBookDetox,
  makeRecordAssessment,
  RecordAssessmentRefusal,
} from '../../application/record-gates.js';
import type { ReadReferral, ReferralFacts } from '../../contract/facts.js';
import { routeTexts, sexTexts, substanceTexts, urgencyBandTexts } from '../../contract/words.js';
import type { ReferralSource } from '../../domain/referral.js';
import {
  readAssessmentForm,
  readDetoxForm,
  readFundingForm,
  type AssessmentTyped,
  type DetoxTyped,
  type FundingTyped,
} from './gate-forms.js';
import { areaTexts, mixTexts, sourceTexts } from './referral-words.js';
import { ReferralView, type FailedGateForm, type GateModel, type ReferralProps } from './referral.view.js';

/** The latest funding decision, as far as this page tells it. */
export interface FundingFacts {
  readonly decision: 'approved' | 'declined';
  readonly decidedOn: IsoDate;
  readonly weeks: number;
  readonly weeklyRatePence: number;
  /** First day on which it can no longer be used. */
  readonly expiresOn: IsoDate;
}

/** What is missing before a place can be offered, worked out from the facts of this moment. */
export interface Readiness {
  readonly funding: FundingFacts | null;
  readonly missing: readonly {
    readonly gate: 'assessment' | 'funding' | 'detox';
    readonly text: string;
    readonly whoActs: string;
  }[];
}

export interface ReferralStory {
  readonly source: ReferralSource;
  readonly reason: string;
  readonly closedReason: string | null;
  readonly assessmentHeldOn: IsoDate | null;
  readonly assessmentOutcome: 'suitable' | 'not_suitable' | null;
  readonly detoxSite: string | null;
}

type FundingRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'referral-closed' }
  | { readonly code: 'decided-in-the-future'; readonly today: string }
  | { readonly code: 'decided-before-referral'; readonly receivedOn: string };

export interface ReferralPageDeps {
  readonly readReferral: ReadReferral;
  readonly readStory: (tx: Tx, scope: Scope, referralId: string) => Promise<ReferralStory | null>;
  readonly readHistory: (
    tx: Tx,
    scope: Scope,
    referralId: string,
  ) => Promise<readonly { readonly at: Date; readonly action: string; readonly by: string | null }[]>;
  readonly readReadiness: (tx: Tx, referral: ReferralFacts, today: IsoDate) => Promise<Readiness>;
  /** An offer that waits for its answer, or a booking. */
  readonly readOpenPlace: (
    tx: Tx,
    scope: Scope,
    referralId: string,
  ) => Promise<{
    readonly offerId: string;
    readonly state: 'offered' | 'booked';
    readonly projectName: string;
    readonly bedLabel: string;
    readonly arrivesOn: IsoDate;
    readonly expiresAt: Date;
  } | null>;
  /** Where an offer of the place suggested now is made; null when none is suggested. */
  readonly readSuggestedOfferHref: (tx: Tx, referralId: string) => Promise<string | null>;
  readonly readNames: (
    tx: Tx,
    scope: Scope,
    clientIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
  readonly readProjectOptions: (
    tx: Tx,
  ) => Promise<readonly { readonly projectId: string; readonly name: string }[]>;
  readonly recordAssessment: ReturnType<typeof makeRecordAssessment>;
  readonly bookDetox: ReturnType<typeof makeBookDetox>;
  readonly decideFunding: (
    tx: Tx,
    scope: Scope,
    command: FundingTyped & {
      readonly memberId: string;
      readonly today: IsoDate;
      readonly referralId: string;
    },
  ) => Promise<Outcome<Plain, FundingRefusal>>;
}

const actionTexts: Readonly<Record<string, string>> = {
  'referrals.referral-recorded': 'Referral recorded',
  'referrals.assessment-recorded': 'Assessment recorded',
  'referrals.detox-booked': 'Detox booked',
  'referrals.referral-closed': 'Referral closed',
  'funding.funding-decided': 'Funding decided',
  'placements.offer-made': 'Offer made',
  'placements.offer-accepted': 'Offer accepted',
  'placements.offer-declined': 'Offer declined',
  'placements.offer-withdrawn': 'Offer taken back',
  'placements.offer-expired': 'Offer ran out without an answer',
  'placements.person-admitted': 'Arrived',
  'placements.person-discharged': 'Left',
  'placements.never-started': 'Did not arrive',
  'placements.stay-extended': 'Stay extended',
};

const factsOf = (referral: ReferralFacts, story: ReferralStory, today: IsoDate): readonly SummaryItem[] => [
  { key: 'Date of birth', value: `${shortDate(referral.bornOn)} (${ageOn(referral.bornOn, today)})` },
  { key: 'Sex', value: sexTexts[referral.sex] },
  { key: 'Partnership', value: referral.partnershipName },
  { key: 'Substance', value: substanceTexts[referral.substance] },
  { key: 'Urgency', value: `${urgencyBandTexts[referral.urgencyBand]}: ${referral.urgencyReason}` },
  { key: 'Received', value: shortDate(referral.receivedOn) },
  { key: 'Referred by', value: sourceTexts[story.source] },
  { key: 'Money asked for', value: routeTexts[referral.route] },
  { key: 'Weeks asked for', value: String(referral.plannedWeeks) },
  { key: 'Reason', value: story.reason },
];

const needsOf = (referral: ReferralFacts, today: IsoDate): readonly SummaryItem[] => {
  const access = [
    ...(referral.needsStepFree ? ['Step-free'] : []),
    ...(referral.needsWetRoom ? ['Wet room'] : []),
  ].join(', ');
  const { children, oldestChildBornOn } = referral;
  const oldest =
    oldestChildBornOn === null || oldestChildBornOn > today
      ? ''
      : `, oldest ${ageOn(oldestChildBornOn, today)}`;
  return [
    { key: 'Access', value: access === '' ? 'No special need' : access },
    { key: 'Adults', value: String(referral.adults) },
    { key: 'Children', value: children === 0 ? 'None' : `${children}${oldest}` },
  ];
};

const rankTexts = ['First choice', 'Second choice', 'Third choice', 'Fourth choice', 'Fifth choice'];

const wishesOf = (
  referral: ReferralFacts,
  projects: readonly { readonly projectId: string; readonly name: string }[],
): readonly SummaryItem[] => [
  ...referral.preferredProjectIds.map((id, index) => ({
    key: rankTexts[index] ?? 'Further choice',
    value: projects.find(({ projectId }) => projectId === id)?.name ?? 'A project no longer listed',
  })),
  { key: 'Where', value: areaTexts[referral.prefersArea] },
  { key: 'With', value: mixTexts[referral.prefersMix] },
];

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

const gatesOf = (
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

const stateOf = (referral: ReferralFacts, isReady: boolean): TagModel => {
  if (referral.state === 'closed') return { text: 'Closed', colour: 'grey' };
  return isReady ? { text: 'Ready to place', colour: 'green' } : { text: 'Not yet ready', colour: 'yellow' };
};

const offerOf = (place: Awaited<ReturnType<ReferralPageDeps['readOpenPlace']>>): ReferralProps['offer'] =>
  place === null
    ? undefined
    : {
        title: place.state === 'booked' ? 'A bed is booked' : 'An offer waits for its answer',
        text:
          place.state === 'booked'
            ? `${place.projectName}, ${place.bedLabel}: arrives on ${shortDate(place.arrivesOn)}`
            : `${place.projectName}, ${place.bedLabel}: answer due by ${timeOfDay(place.expiresAt)}`,
        href: `/offers/${place.offerId}/made`,
      };

const show = async (
  deps: ReferralPageDeps,
  tx: Tx,
  input: PageInput,
  failed: FailedGateForm | null,
): Promise<PageReply> => {
  const { scope, today, frame, actor } = input;
  const referralId = input.params['referralId'] ?? '';
  if (!identifier.safeParse(referralId).success) return { kind: 'problem', code: 'not-found' };
  const referral = await deps.readReferral(tx, scope, referralId);
  const story = await deps.readStory(tx, scope, referralId);
  if (referral === null || story === null) return { kind: 'problem', code: 'not-found' };
  const readiness = await deps.readReadiness(tx, referral, today);
  const isReady = readiness.missing.length === 0;
  const place = await deps.readOpenPlace(tx, scope, referralId);
  const mayOffer =
    scopeFor(actor, 'make-offers') !== null && referral.state === 'open' && isReady && place === null;
  const offerHref = mayOffer ? await deps.readSuggestedOfferHref(tx, referralId) : null;
  const name = (await deps.readNames(tx, scope, [referral.clientId])).get(referral.clientId);
  const history = await deps.readHistory(tx, scope, referralId);
  const offer = offerOf(place);
  return {
    kind: 'page',
    page: ReferralView({
      frame,
      reference: referral.reference,
      name,
      state: stateOf(referral, isReady),
      facts: factsOf(referral, story, today),
      needs: needsOf(referral, today),
      wishes: wishesOf(referral, await deps.readProjectOptions(tx)),
      gates: gatesOf(referral, story, readiness, input),
      options: {
        assessmentOutcome: [
          { value: 'suitable', text: 'Suitable' },
          { value: 'not_suitable', text: 'Not suitable now' },
        ],
        fundingDecision: [
          { value: 'approved', text: 'Approved' },
          { value: 'declined', text: 'Declined' },
        ],
      },
      version: referral.version,
      ...(failed === null ? {} : { failed }),
      history: history.map(({ at, action, by }) => ({
        text: actionTexts[action] ?? action,
        whenText: `${shortDate(londonDate(at))}, ${clockTime(at)}${by === null ? '' : `, by ${by}`}`,
      })),
      ...(offer === undefined ? {} : { offer }),
      ...(offerHref === null ? {} : { offerHref }),
      backHref: '/waiting-list',
    }),
  };
};

/** Everything about one referral that its reader may see. */
export const referralPage = (deps: ReferralPageDeps): Page => ({
  path: '/referrals/:referralId',
  permission: 'see-referrals',
  read: (tx, input) => show(deps, tx, input, null),
});

const dateText = (text: string): string => {
  const on = parseIsoDate(text);
  return on === null ? text : shortDate(on);
};

const explainChange = (
  refusal: Extract<
    RecordAssessmentRefusal | BookDetoxRefusal | FundingRefusal,
    { code: 'not-found' | 'referral-closed' | 'changed-since-you-read-it' }
  >,
): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return [{ field: '', text: 'The referral is not there any more.' }];
    case 'referral-closed':
      return [{ field: '', text: 'The referral is closed. Record a new one if the person asks again.' }];
    case 'changed-since-you-read-it':
      return [
        {
          field: '',
          text: 'Somebody changed this referral after you opened it. Look at what is shown now, and send the form again if it still holds.',
        },
      ];
  }
};

const idOf = ({ params }: PageInput): string => params['referralId'] ?? '';

interface Versioned<T> {
  readonly typed: T;
  readonly expectedVersion: number;
}

/** Records how the assessment came out. */
const assessmentForm = (deps: ReferralPageDeps): Form =>
  defineForm({
    path: '/referrals/:referralId/assessment',
    permission: 'edit-referrals',
    auditEvent: 'referrals.assessment-recorded',
    parse: (typed, { expectedVersion }) => {
      const read = readAssessmentForm(typed);
      return read.ok ? { ok: true, command: { typed: read.command, expectedVersion } } : read;
    },
    act: (tx, input, { typed, expectedVersion }: Versioned<AssessmentTyped>) =>
      deps.recordAssessment(tx, input.scope, {
        ...typed,
        expectedVersion,
        referralId: idOf(input),
        today: input.today,
        memberId: input.actor.memberId,
      }),
    done: (_value, input) => `/referrals/${idOf(input)}?done=assessment-recorded`,
    explain: (refusal: RecordAssessmentRefusal) =>
      refusal.code === 'held-in-the-future'
        ? [{ field: 'heldOn', text: `Enter today, ${dateText(refusal.today)}, or an earlier day` }]
        : explainChange(refusal),
    again: (tx, input, { typed, errors }) =>
      show(deps, tx, input, { kind: 'assessment', form: { values: typed, errors } }),
  });

/** Records the partnership's yes or no to paying. */
const fundingForm = (deps: ReferralPageDeps): Form =>
  defineForm({
    path: '/referrals/:referralId/funding',
    permission: 'decide-funding',
    auditEvent: 'funding.funding-decided',
    parse: readFundingForm,
    act: (tx, input, typed: FundingTyped) =>
      deps.decideFunding(tx, input.scope, {
        ...typed,
        referralId: idOf(input),
        today: input.today,
        memberId: input.actor.memberId,
      }),
    done: (_value, input) => `/referrals/${idOf(input)}?done=funding-recorded`,
    explain: explainFunding,
    again: (tx, input, { typed, errors }) =>
      show(deps, tx, input, { kind: 'funding', form: { values: typed, errors } }),
  });

const explainFunding = (refusal: FundingRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'decided-in-the-future':
      return [{ field: 'decidedOn', text: `Enter today, ${dateText(refusal.today)}, or an earlier day` }];
    case 'decided-before-referral':
      return [
        {
          field: 'decidedOn',
          text: `Enter the day the referral was received, ${dateText(refusal.receivedOn)}, or a later one`,
        },
      ];
    default:
      return explainChange(refusal);
  }
};

const explainDetox = (refusal: BookDetoxRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'detox-ends-before-it-starts':
      return [{ field: 'endsOn', text: 'Enter an end after the first night of detox' }];
    case 'detox-too-far-ahead':
      return [{ field: 'endsOn', text: 'Enter an end within a year from today' }];
    default:
      return explainChange(refusal);
  }
};

/** Records where and when detox is booked. */
const detoxForm = (deps: ReferralPageDeps): Form =>
  defineForm({
    path: '/referrals/:referralId/detox',
    permission: 'edit-referrals',
    auditEvent: 'referrals.detox-booked',
    parse: (typed, { expectedVersion }) => {
      const read = readDetoxForm(typed);
      return read.ok ? { ok: true, command: { typed: read.command, expectedVersion } } : read;
    },
    act: (tx, input, { typed, expectedVersion }: Versioned<DetoxTyped>) =>
      deps.bookDetox(tx, input.scope, {
        ...typed,
        today: input.today,
        expectedVersion,
        referralId: idOf(input),
        memberId: input.actor.memberId,
      }),
    done: (_value, input) => `/referrals/${idOf(input)}?done=detox-recorded`,
    explain: explainDetox,
    again: (tx, input, { typed, errors }) =>
      show(deps, tx, input, { kind: 'detox', form: { values: typed, errors } }),
  });

/** The forms that move a referral on. */
export const referralForms = (deps: ReferralPageDeps): readonly Form[] => [
  assessmentForm(deps),
  fundingForm(deps),
  detoxForm(deps),
];
