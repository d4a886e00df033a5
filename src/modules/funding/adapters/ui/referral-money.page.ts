import type { Scope } from '../../../../kernel/actor.js';
import { financialYearLabel, type FinancialYear } from '../../../../kernel/financial-year.js';
import { addNights, londonDate, type IsoDate } from '../../../../kernel/iso-date.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { WorkingCalendar } from '../../../../kernel/working-time.js';
import type { Page, PageInput, PageReply } from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import type { TagModel } from '../../../../ui/components/tag.js';
import { fieldsOfDate } from '../../../../ui/forms/date-parts.js';
import type { FormState } from '../../../../ui/forms/form-state.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { countOf, pounds } from '../../../../ui/presenters/numbers.js';
import { clockTime } from '../../../../ui/presenters/time-of-day.js';
import type { PlaceHeld, ReadReferral, ReferralFacts } from '../../../referrals/contract/facts.js';
import type { makeApproveRequest } from '../../application/approve-request.js';
import type {
  makeAnswerRequest,
  makeDeferRequest,
  makeListForPanel,
  makeWithdrawRequest,
} from '../../application/move-request.js';
import type { LimitOf } from '../../application/approval-limit-ports.js';
import type {
  makeConfirmApproval,
  makeGiveApproval,
  makeReturnProposal,
} from '../../application/propose-approval.js';
import type { ReadOpenProposals } from '../../application/proposal-ports.js';
import type { makeRequestFunding } from '../../application/request-funding.js';
import type { makeGiveNotice, makeLiftNotice } from '../../application/give-notice.js';
import type { FundingStep, ReadFundingHistory, ReadFundingNotices } from '../../application/request-ports.js';
import type { makeRevokeApproval } from '../../application/revoke-approval.js';
import type { ReadNightsPaid } from '../../contract/nights-paid.js';
import type { ReadRunningStay } from '../../contract/takeover.js';
import { payerText } from '../../contract/words.js';
import type {
  FundingTakeovers,
  makeAskTakeover,
  makeConfirmTakeover,
  makeReturnTakeover,
} from '../../application/takeover.js';
import { weighTakeoverYes, type FundingTakeover } from '../../domain/takeover.js';
import type { MoneyEntry, ReadMoneyEntries, ReadWhoPays } from '../../contract/entries.js';
import type { ReadLatestDecisions } from '../../contract/funding.js';
import type { ReadOpenRequests } from '../../contract/requests.js';
import {
  weighSecondYes,
  withinLimit,
  type FundingProposal,
  type NightsPaid,
} from '../../domain/delegation.js';
import { isLive, type FundingDecision } from '../../domain/funding.js';
import { additionalFundFor, needsByYear, type LeftOf } from '../../domain/money-left.js';
import { isOutside, payersOf, type PaidBy, type PayerShare } from '../../domain/payers.js';
import { withRunningSums } from '../../domain/running-sums.js';
import { workingDaysSince, type FundingRequest } from '../../domain/request.js';
import type { ReadLeft, ReadNames } from './funding-to-decide.page.js';
import { declineTexts, deferTexts, revokeTexts, wordsOf } from './funding-words.js';
import { askedText, needText, routeText } from './money-text.js';
import { payers, payersText, takeoverText } from './payer-texts.js';
import { standingTag, standingText } from './standing-text.js';
import { ReferralMoneyView, type MoneyForm, type MoneyFormKind } from './referral-money.view.js';

/** What the page about the money of a referral needs. */
export interface ReferralMoneyDeps {
  readonly readReferral: ReadReferral;
  readonly readLatestDecisions: ReadLatestDecisions;
  readonly readOpenRequests: ReadOpenRequests;
  readonly readOpenProposals: ReadOpenProposals;
  readonly limitOf: LimitOf;
  readonly readMoneyEntries: ReadMoneyEntries;
  readonly readWhoPays: ReadWhoPays;
  readonly readRunningStay: ReadRunningStay;
  readonly readNightsPaid: ReadNightsPaid;
  readonly readOpenTakeover: FundingTakeovers['findOpen'];
  readonly askTakeover: ReturnType<typeof makeAskTakeover>;
  readonly confirmTakeover: ReturnType<typeof makeConfirmTakeover>;
  readonly returnTakeover: ReturnType<typeof makeReturnTakeover>;
  readonly readFundingNotices: ReadFundingNotices;
  readonly readPlaceHeld: (tx: Tx, referralId: string) => Promise<PlaceHeld | null>;
  readonly readFundingHistory: ReadFundingHistory;
  readonly readLeft: ReadLeft;
  readonly readNames: ReadNames;
  readonly workingCalendar: WorkingCalendar;
  readonly yearsFrom: (today: IsoDate) => readonly FinancialYear[];
  readonly requestFunding: ReturnType<typeof makeRequestFunding>;
  readonly listForPanel: ReturnType<typeof makeListForPanel>;
  readonly answerRequest: ReturnType<typeof makeAnswerRequest>;
  readonly deferRequest: ReturnType<typeof makeDeferRequest>;
  readonly withdrawRequest: ReturnType<typeof makeWithdrawRequest>;
  readonly approveRequest: ReturnType<typeof makeApproveRequest>;
  readonly revokeApproval: ReturnType<typeof makeRevokeApproval>;
  readonly giveApproval: ReturnType<typeof makeGiveApproval>;
  readonly confirmApproval: ReturnType<typeof makeConfirmApproval>;
  readonly returnProposal: ReturnType<typeof makeReturnProposal>;
  readonly giveNotice: ReturnType<typeof makeGiveNotice>;
  readonly liftNotice: ReturnType<typeof makeLiftNotice>;
}

/** Where the money of a referral is shown. */
export const moneyPath = '/referrals/:referralId/money';
/** The referral an address is of. */
export const idOf = ({ params }: Pick<PageInput, 'params'>): string => params['referralId'] ?? '';
/** The address of the money of one referral. */
export const moneyAddressOf = (referralId: string): string => `/referrals/${referralId}/money`;

const optionsOf = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts).map(([value, text]) => ({ value, text }));
/** An amount as it is typed into a field: "1150.50". */
const poundsTyped = (amount: number): string => (amount / 100).toFixed(amount % 100 === 0 ? 0 : 2);
const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
const quoted = (note: string | null): string => (note === null || note === '' ? '' : ` “${note}”`);

/** Who pays of what was proposed or approved: its route, or each who shares it. */
const whoText = ({ route, shares }: { readonly route: string; readonly shares?: readonly PayerShare[] }) =>
  shares === undefined
    ? routeText(route)
    : `shared by ${shares.map(({ payer, weeklyPence }) => `${payerText(payer)} ${pounds(weeklyPence)} a week`).join(', ')}`;

const stepText = (step: FundingStep): string => {
  switch (step.kind) {
    case 'requested':
      return `Asked for ${countOf(step.weeks, 'week')} at ${pounds(step.weeklyRatePence)} a week, ${routeText(step.route)}.${quoted(step.note)}`;
    case 'listed':
      return `Put on the list of the panel on ${shortDate(step.panelOn)}.`;
    case 'deferred':
      return `Put off: ${lowerFirst(wordsOf(deferTexts, step.reason))}.${quoted(step.note)}`;
    case 'withdrawn':
      return `The request was taken back.${quoted(step.note)}`;
    case 'answered':
      return `The coordinator answered what was asked.${quoted(step.note)}`;
    case 'takeover-asked':
      return `Others were asked to pay from ${shortDate(step.fromOn)}: ${payersText(step)}.${quoted(step.note)}`;
    case 'taken-over':
      return `From ${shortDate(step.fromOn)} others pay: ${payersText(step)}. Nights before stay with whoever paid for them.${quoted(step.note)}`;
    case 'takeover-returned':
      return `It was given back that others pay.${quoted(step.note)}`;
    case 'proposed':
      return `Proposed to a second approver: ${countOf(step.weeks, 'week')} at ${pounds(step.weeklyRatePence)} a week, ${whoText(step)}.${step.note === null ? '' : ` Exceptional:${quoted(step.note)}`}`;
    case 'returned':
      return `The proposed approval was given back.${quoted(step.note)}`;
    case 'notice-given':
      return `The funder gave notice that they may not pay for the booked bed: ${lowerFirst(wordsOf(revokeTexts, step.reason))}.${quoted(step.note)}`;
    case 'notice-lifted':
      return `The funder lifted the notice.${quoted(step.note)}`;
    case 'overtaken':
      return 'The proposed approval was overtaken: the request was taken back, or another decision recorded.';
    case 'approved':
      return `Approved on ${shortDate(step.decidedOn)}: ${countOf(step.weeks, 'week')} at ${pounds(step.weeklyRatePence)} a week, ${whoText(step)}. Can be used until ${shortDate(addNights(step.expiresOn, -1))}.`;
    case 'declined':
      return `Declined on ${shortDate(step.decidedOn)}${step.reason === null ? '' : `: ${lowerFirst(wordsOf(declineTexts, step.reason))}`}.${quoted(step.note)}`;
    case 'revoked':
      return `The approval was taken back: ${lowerFirst(wordsOf(revokeTexts, step.reason))}.${quoted(step.note)}`;
  }
};

const entryTexts: Readonly<Record<MoneyEntry['kind'], string>> = {
  hold: 'Held',
  post: 'Spent',
  void: 'Let go',
  release: 'Given back for nights nobody slept',
};
const claimTexts: Readonly<Record<MoneyEntry['what'], string>> = {
  offer: 'for the offer and its stay',
  extension: 'for a longer stay',
  change: 'for other days or another bed',
  takeover: 'for nights taken over from whoever paid before',
};

type OpenProposal = FundingProposal & { readonly proposedByName: string };

/** Where the money stands: what waits comes before what was decided before it. */
const standingOf = (
  proposal: OpenProposal | undefined,
  request: FundingRequest | undefined,
  decision: FundingDecision | null,
  today: IsoDate,
): { readonly standing: TagModel; readonly standingText: string } => {
  if (proposal !== undefined) {
    return {
      standing: { text: 'Waits for a second approver', colour: 'yellow' },
      standingText: `Proposed by ${proposal.proposedByName} on ${shortDate(proposal.proposedOn)}.`,
    };
  }
  if (request !== undefined) {
    return { standing: standingTag(request.standing), standingText: standingText(request.standing, today) };
  }
  if (decision === null) {
    return {
      standing: { text: 'Not asked for', colour: 'grey' },
      standingText: 'The referral coordinator asks for it.',
    };
  }
  if (decision.decision === 'declined') {
    return {
      standing: { text: 'Declined', colour: 'red' },
      standingText: 'The referral coordinator may ask again.',
    };
  }
  if (decision.revoked !== undefined) {
    return {
      standing: { text: 'Taken back', colour: 'red' },
      standingText: `On ${shortDate(decision.revoked.on)}. The referral coordinator may ask again.`,
    };
  }
  const stands: boolean = isLive(decision, today);
  return stands
    ? {
        standing: { text: 'Approved', colour: 'green' },
        standingText: `Can be used until ${shortDate(addNights(decision.expiresOn, -1))}.`,
      }
    : {
        standing: { text: 'Run out', colour: 'orange' },
        standingText: `The approval could be used until ${shortDate(addNights(decision.expiresOn, -1))}. The referral coordinator may ask again.`,
      };
};

/** How the money of a referral stands for whoever looks. */
interface MoneyNow {
  readonly request: FundingRequest | undefined;
  readonly proposal: OpenProposal | undefined;
  readonly decision: FundingDecision | null;
  /** What the reader may approve alone; null for whoever approves nothing. Unit: pence. */
  readonly ownLimitPence: number | null;
  /** What is paid for already where a bed is booked or slept in. */
  readonly paid: NightsPaid | null;
  /** What the person holds: a bed that is booked is not undone by money. */
  readonly held: PlaceHeld | null;
  readonly hasNotice: boolean;
  /** Others asked to pay for the rest of the stay; null where nobody is. */
  readonly takeover: FundingTakeover | null;
  readonly isStaying: boolean;
}

const moneyFacts = async (
  deps: ReferralMoneyDeps,
  tx: Tx,
  { scope, today }: { readonly scope: Scope; readonly today: IsoDate },
  { request, proposal, decision, ownLimitPence, takeover, isStaying }: MoneyNow,
  takenOver: Extract<FundingStep, { readonly kind: 'takeover-asked' | 'taken-over' }> | undefined,
) => {
  const approved = decision?.decision === 'approved' ? decision : null;
  const of = proposal ?? request ?? approved;
  // Who stays there began on a day that is known, and is paid for.
  const isToCome = proposal !== undefined || request !== undefined || !isStaying;
  const leftOf = of === null ? null : await deps.readLeft(tx, scope, deps.yearsFrom(today));
  return [
    ...(request === undefined
      ? []
      : [
          { key: 'Asked for', value: askedText(request) },
          { key: 'Why', value: request.reason },
          {
            key: 'Asked on',
            value: `${shortDate(request.requestedOn)}, ${countOf(workingDaysSince(deps.workingCalendar, request.requestedOn, today), 'working day')} ago`,
          },
        ]),
    ...(proposal === undefined
      ? []
      : [
          { key: 'Proposed', value: askedText(proposal) },
          ...(proposal.shares === undefined ? [] : [{ key: 'Shared by', value: payersText(proposal) }]),
          ...(proposal.exceptionalReason === null
            ? []
            : [{ key: 'Exceptional', value: proposal.exceptionalReason }]),
        ]),
    ...(takeover === null
      ? []
      : [
          {
            key: 'Asked to pay instead',
            value: takeoverText(takeover),
          },
          { key: 'Why instead', value: takeover.reason },
        ]),
    ...(ownLimitPence === null
      ? []
      : [{ key: 'You may approve alone', value: `up to ${pounds(ownLimitPence)}` }]),
    ...(takenOver !== undefined
      ? [
          {
            key: `Pays from ${shortDate(takenOver.fromOn)}`,
            value: `${payersText(takenOver)}, taken over from whoever paid before`,
          },
        ]
      : approved === null
        ? []
        : [{ key: 'Approved last', value: askedText(approved) }]),
    ...(of === null || leftOf === null || (of === approved && takenOver !== undefined)
      ? []
      : [{ key: 'Paid from', value: of === request ? routeText(of.route) : payersText(of) }]),
    ...(of === null || leftOf === null || !isToCome
      ? []
      : [{ key: 'If it began today', value: needsText(of, today, leftOf) }]),
  ];
};

/** What each fund needs of what it has left, year by year; named where there are several. Who has no budget here is left out. */
const needsText = (of: PaidBy & { readonly weeks: number }, today: IsoDate, leftOf: LeftOf): string => {
  const funds = payersOf(of).flatMap(({ payer, weeklyPence }) =>
    isOutside(payer) ? [] : [{ route: payer, weeks: of.weeks, weeklyRatePence: weeklyPence }],
  );
  return funds
    .flatMap((fund) =>
      needsByYear(fund, today, leftOf).map(
        (need) => `${funds.length > 1 ? `${payerText(fund.route)}, ` : ''}${needText(need)}`,
      ),
    )
    .join('. ');
};

/** What is said where the partnership's own money does not cover a request that waits. */
const fundPromptOf = async (
  deps: ReferralMoneyDeps,
  tx: Tx,
  { scope, today }: { readonly scope: Scope; readonly today: IsoDate },
  request: FundingRequest | undefined,
): Promise<{ readonly fundPrompt?: string }> => {
  if (request === undefined) return {};
  const leftOf = await deps.readLeft(tx, scope, deps.yearsFrom(today));
  const fund = additionalFundFor(request, needsByYear(request, today, leftOf), leftOf);
  return fund === null
    ? {}
    : {
        fundPrompt: `The Additional Placement Fund has ${pounds(fund)} left. To use it the coordinator takes this request back and asks again from that fund.`,
      };
};

const mayBeAsked = ({ state, closedReason }: ReferralFacts): boolean =>
  state === 'open' || closedReason === 'placed';

const formsOf = (
  { actor, newKey, today }: PageInput,
  referral: ReferralFacts,
  { request, proposal, decision, ownLimitPence, paid, held, hasNotice, takeover, isStaying }: MoneyNow,
): Readonly<Partial<Record<MoneyFormKind, MoneyForm>>> => {
  if (!mayBeAsked(referral)) return {};
  const mayAsk = scopeFor(actor, 'edit-referrals') !== null;
  const at = moneyAddressOf(referral.referralId);
  const to = (kind: MoneyFormKind, given: Omit<MoneyForm, 'action' | 'idempotencyKey'> = {}) => ({
    [kind]: { action: `${at}/${kind}`, idempotencyKey: newKey(), ...given },
  });
  const version = request === undefined ? {} : { version: request.version };
  const ofProposal = proposal === undefined ? {} : { version: proposal.version };
  const stands = decision?.decision === 'approved' && decision.revoked === undefined;
  const mayDecide = ownLimitPence !== null;
  const isAbove = mayDecide && request !== undefined && !withinLimit({ ...request, paid }, ownLimitPence).ok;
  return {
    ...(mayAsk && request === undefined
      ? to('request', { values: { weeks: String(referral.plannedWeeks) } })
      : {}),
    ...(mayAsk && request?.standing.state === 'deferred' ? to('answer', version) : {}),
    ...(mayAsk && request !== undefined ? to('withdrawal', version) : {}),
    ...(mayDecide && proposal !== undefined
      ? {
          ...(weighSecondYes({ ...proposal, paid }, actor.memberId, ownLimitPence).ok
            ? to('confirmation', ofProposal)
            : {}),
          ...to('return', ofProposal),
        }
      : {}),
    ...(mayDecide && request !== undefined && proposal === undefined && !isAbove
      ? to('approval', { ...version, values: fieldsOfDate('decidedOn', today) })
      : {}),
    ...(mayDecide && proposal === undefined
      ? to(isAbove ? 'proposal' : 'decision', {
          values: {
            ...fieldsOfDate('decidedOn', today),
            weeks: String(request?.weeks ?? referral.plannedWeeks),
            ...(request === undefined ? {} : { weeklyRate: poundsTyped(request.weeklyRatePence) }),
          },
        })
      : {}),
    ...(mayDecide && request !== undefined ? { ...to('panel', version), ...to('deferral', version) } : {}),
    ...(mayDecide && stands && held !== 'bed-booked' ? to('revocation') : {}),
    ...(mayDecide && held === 'bed-booked' && !hasNotice ? to('notice') : {}),
    ...(mayDecide && hasNotice ? to('lifting') : {}),
    ...(mayAsk && isStaying && takeover === null
      ? to('takeover', {
          values: {
            ...fieldsOfDate('fromOn', today),
            ...(decision === null ? {} : { weeklyRate: poundsTyped(decision.weeklyRatePence) }),
          },
        })
      : {}),
    ...(mayDecide && takeover !== null
      ? {
          ...(weighTakeoverYes(takeover, actor.memberId, ownLimitPence).ok
            ? to('takeover-confirmation', { version: takeover.version })
            : {}),
          ...to('takeover-return', { version: takeover.version }),
        }
      : {}),
  };
};

/** Said to an approver whose own limit does not cover what waits; null where it does, or nothing waits. */
const limitTextOf = (
  memberId: string,
  { proposal, takeover, ownLimitPence, paid }: MoneyNow,
): string | null => {
  if (ownLimitPence === null) return null;
  const second =
    proposal === undefined ? null : weighSecondYes({ ...proposal, paid }, memberId, ownLimitPence);
  const yes = takeover === null ? null : weighTakeoverYes(takeover, memberId, ownLimitPence);
  const refused = [second, yes].find((one) => one?.ok === false && one.refusal.code === 'above-your-limit');
  if (refused?.ok !== false || refused.refusal.code !== 'above-your-limit') return null;
  const { totalPence, limitPence } = refused.refusal;
  return `What waits costs ${pounds(totalPence)} and your own limit is ${pounds(limitPence)}: ask an approver whose limit covers it to confirm it, or give it back${refused === second ? ' so that it can be proposed as exceptional, with its reason' : ''}.`;
};

/** A form that was refused stays on the page with what was typed, also where nobody would be offered it any more. */
const keepFailed = (
  { params, newKey }: PageInput,
  forms: Readonly<Partial<Record<MoneyFormKind, MoneyForm>>>,
  failed: { readonly kind: MoneyFormKind } | null,
): Readonly<Partial<Record<MoneyFormKind, MoneyForm>>> =>
  failed === null || forms[failed.kind] !== undefined
    ? forms
    : {
        ...forms,
        [failed.kind]: {
          action: `${moneyAddressOf(idOf({ params }))}/${failed.kind}`,
          idempotencyKey: newKey(),
        },
      };

/** The page as it stands; with the form that was refused and what was typed in it, or null. */
export const showMoney = async (
  deps: ReferralMoneyDeps,
  tx: Tx,
  input: PageInput,
  failed: { readonly kind: MoneyFormKind; readonly form: FormState<string> } | null,
): Promise<PageReply> => {
  const { scope, frame, today, actor } = input;
  const referralId = idOf(input);
  if (!identifier.safeParse(referralId).success) return { kind: 'problem', code: 'not-found' };
  const referral = await deps.readReferral(tx, scope, referralId);
  if (referral === null) return { kind: 'problem', code: 'not-found' };
  const request = (await deps.readOpenRequests(tx, [referralId])).get(referralId);
  const decision = (await deps.readLatestDecisions(tx, [referralId])).get(referralId) ?? null;
  const mayDecide = scopeFor(actor, 'decide-funding') !== null;
  const notice = (await deps.readFundingNotices(tx, [referralId])).get(referralId);
  const now: MoneyNow = {
    ...{ request, decision, hasNotice: notice !== undefined },
    takeover: await deps.readOpenTakeover(tx, referralId),
    isStaying: (await deps.readRunningStay(tx, referralId)) !== null,
    held: await deps.readPlaceHeld(tx, referralId),
    proposal: (await deps.readOpenProposals(tx, [referralId])).get(referralId),
    ownLimitPence: mayDecide ? await deps.limitOf(tx, actor.memberId, today) : null,
    paid: mayDecide ? await deps.readNightsPaid(tx, referralId) : null,
  };
  const names = await deps.readNames(tx, scope, [referral.clientId]);
  const history = await deps.readFundingHistory(tx, scope, referralId);
  const takenOver = history.find(
    (step) => step.kind === 'taken-over' && step.fundingDecisionId === decision?.fundingDecisionId,
  );
  const limitText = limitTextOf(actor.memberId, now);
  const entries = withRunningSums(await deps.readMoneyEntries(tx, scope, referralId));
  const isShared = entries.some(({ what }) => what === 'takeover');
  return {
    kind: 'page',
    page: ReferralMoneyView({
      frame,
      reference: referral.reference,
      name: names.get(referral.clientId),
      ...standingOf(now.proposal, request, decision, today),
      facts: await moneyFacts(
        ...([deps, tx, { scope, today }, now] as const),
        takenOver?.kind === 'taken-over' ? takenOver : undefined,
      ),
      forms: keepFailed(input, formsOf(input, referral, now), failed),
      ...(limitText === null ? {} : { limitText }),
      ...(now.takeover === null
        ? {}
        : { takeoverText: `${takeoverText(now.takeover)}. ${now.takeover.reason}` }),
      ...(now.proposal === undefined
        ? {}
        : { proposalText: `${askedText(now.proposal)}. ${payersText(now.proposal)}.` }),
      options: {
        defer: optionsOf(deferTexts),
        revoke: optionsOf(revokeTexts),
        payers: payers.map((value) => ({ value, text: payerText(value) })),
        fund: (referral.route === 'adp'
          ? (['adp', 'additional_placement_fund'] as const)
          : [referral.route]
        ).map((value) => ({ value, text: routeText(value) })),
      },
      ...(notice === undefined
        ? {}
        : {
            noticeText: `Notice was given on ${shortDate(notice.on)}: ${lowerFirst(wordsOf(revokeTexts, notice.reason))}.${quoted(notice.note)} The bed stays booked and its money held. The provider sees this, and records an arrival only by saying that they know.`,
          }),
      ...(await fundPromptOf(deps, tx, { scope, today }, request)),
      ...(failed === null ? {} : { failed }),
      ...(!mayDecide || !mayBeAsked(referral) ? {} : { decideHref: `/referrals/${referralId}#gate-funding` }),
      whoPays: (await deps.readWhoPays(tx, scope, referralId)).map(
        ({ fromOn, payer, amountPence }, index) => ({
          key: String(index),
          fromText: shortDate(fromOn),
          payerText: payerText(payer),
          amountText: pounds(amountPence),
        }),
      ),
      entries: entries.map((entry, index) => ({
        key: String(index),
        whenText: shortDate(londonDate(entry.at)),
        whatText: `${entry.kind === 'release' && isShared ? 'Given back for nights nobody slept, or that others pay' : entryTexts[entry.kind]}, ${claimTexts[entry.what]}`,
        budgetText: `${payerText(entry.route)} ${financialYearLabel(entry.year)}`,
        amountText: pounds(entry.amountPence),
        heldText: pounds(entry.heldPence),
        spentText: pounds(entry.spentPence),
      })),
      history: history.map((step) => ({
        text: stepText(step),
        whenText: `${shortDate(londonDate(step.at))}, ${clockTime(step.at)}${step.by === null ? '' : `, by ${step.by}`}`,
      })),
      backHref: `/referrals/${referralId}`,
    }),
  };
};

/** The money of one referral: what was asked for, decided and taken back, and who acts next. */
export const referralMoneyPage = (deps: ReferralMoneyDeps): Page => ({
  path: moneyPath,
  permission: 'see-referrals',
  auditedRead: { subject: 'referral', param: 'referralId' },
  read: (tx, input) => showMoney(deps, tx, input, null),
});
