import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Outcome, Refusal } from '../../../../kernel/outcome.js';
import type { Plain, Tx } from '../../../../kernel/unit-of-work.js';
import { defineForm, type Form, type ReadForm, type Typed } from '../../../../platform/http/define-page.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import {
  explainAskTakeover,
  explainTakeoverMove,
  explainTakeoverYes,
  readTakeoverForm,
} from './takeover-forms.js';
import { revokeReasons } from '../../domain/funding.js';
import { deferReasons } from '../../domain/request.js';
import {
  readAnswerForm,
  readApprovalForm,
  readDayForm,
  readLiftingForm,
  readReasonForm,
  readRequestForm,
  readReturnForm,
  readWithdrawalForm,
  type ApprovalTyped,
  type RequestTyped,
} from './funding-fields.js';
import {
  explainAnswer,
  explainApproval,
  explainConfirmation,
  explainGiving,
  explainLifting,
  explainMove,
  explainNotice,
  explainPanel,
  explainProposalMove,
  explainRequest,
  explainRevocation,
} from './request-refusals.js';
import type { MoneyFormKind } from './referral-money.view.js';
import { moneyPath, moneyAddressOf, idOf, showMoney, type ReferralMoneyDeps } from './referral-money.page.js';

interface MoneyFormSpec<Command, V extends Plain, R extends Refusal> {
  readonly kind: MoneyFormKind;
  readonly permission: 'edit-referrals' | 'decide-funding';
  readonly auditEvent: string;
  readonly parse: (typed: Typed) => ReadForm<Command>;
  readonly act: (
    tx: Tx,
    scope: Scope,
    of: {
      readonly memberId: string;
      readonly referralId: string;
      readonly expectedVersion: number;
      readonly today: IsoDate;
    },
    command: Command,
  ) => Promise<Outcome<V, R>>;
  readonly explain: (refusal: R) => readonly FieldError[];
  /** The word of what was done, for the page it leads to. */
  readonly doneWord: string | ((value: V) => string);
}

interface Versioned<Command> {
  readonly command: Command;
  readonly expectedVersion: number;
}

const moneyForm = <Command, V extends Plain, R extends Refusal>(
  deps: ReferralMoneyDeps,
  { kind, permission, auditEvent, parse, act, explain, doneWord }: MoneyFormSpec<Command, V, R>,
): Form =>
  defineForm({
    path: `${moneyPath}/${kind}`,
    permission,
    auditEvent,
    auditedRead: { subject: 'referral', param: 'referralId' },
    standsOn: (params) => moneyAddressOf(idOf({ params })),
    parse: (typed, { expectedVersion }): ReadForm<Versioned<Command>> => {
      const read = parse(typed);
      return read.ok ? { ok: true, command: { command: read.command, expectedVersion } } : read;
    },
    act: (tx, input, { command, expectedVersion }) =>
      act(
        tx,
        input.scope,
        {
          memberId: input.actor.memberId,
          referralId: idOf(input),
          expectedVersion,
          today: input.today,
        },
        command,
      ),
    done: (value, input) =>
      `${moneyAddressOf(idOf(input))}?done=${typeof doneWord === 'string' ? doneWord : doneWord(value)}`,
    explain,
    again: (tx, input, { typed, errors }) =>
      showMoney(deps, tx, input, { kind, form: { values: typed, errors } }),
  });

/** The forms by which a request is made and moved on, and a yes taken back. */
export const referralMoneyForms = (deps: ReferralMoneyDeps): readonly Form[] => [
  moneyForm(deps, {
    kind: 'request',
    permission: 'edit-referrals',
    auditEvent: 'funding.funding-requested',
    parse: readRequestForm,
    act: (tx, scope, { memberId, referralId, today }, typed: RequestTyped) =>
      deps.requestFunding(tx, scope, { memberId, referralId, today, ...typed }),
    explain: explainRequest,
    doneWord: 'funding-requested',
  }),
  moneyForm(deps, {
    kind: 'answer',
    permission: 'edit-referrals',
    auditEvent: 'funding.request-answered',
    parse: readAnswerForm,
    act: (tx, scope, of, typed) => deps.answerRequest(tx, scope, { ...of, ...typed }),
    explain: explainAnswer,
    doneWord: 'request-answered',
  }),
  moneyForm(deps, {
    kind: 'withdrawal',
    permission: 'edit-referrals',
    auditEvent: 'funding.request-withdrawn',
    parse: readWithdrawalForm,
    act: (tx, scope, of, typed) => deps.withdrawRequest(tx, scope, { ...of, ...typed }),
    explain: explainMove,
    doneWord: 'request-withdrawn',
  }),
  moneyForm(deps, {
    kind: 'approval',
    permission: 'decide-funding',
    auditEvent: 'funding.funding-decided',
    parse: (typed) => readDayForm(typed, 'decidedOn', 'the day of the decision'),
    act: (tx, scope, of, { on }) => deps.approveRequest(tx, scope, { ...of, decidedOn: on }),
    explain: explainApproval,
    doneWord: 'funding-recorded',
  }),
  ...(['decision', 'proposal'] as const).map((kind) =>
    moneyForm(deps, {
      kind,
      permission: 'decide-funding',
      auditEvent: kind === 'decision' ? 'funding.funding-decided' : 'funding.approval-proposed',
      parse: readApprovalForm,
      act: (tx, scope, { memberId, referralId, today }, typed: ApprovalTyped) =>
        deps.giveApproval(tx, scope, { memberId, referralId, today, ...typed }),
      explain: explainGiving,
      doneWord: ({ proposalId }) => (proposalId === null ? 'funding-recorded' : 'approval-proposed'),
    }),
  ),
  moneyForm(deps, {
    kind: 'confirmation',
    permission: 'decide-funding',
    auditEvent: 'funding.funding-decided',
    parse: () => ({ ok: true, command: null }),
    act: (tx, scope, of) => deps.confirmApproval(tx, scope, of),
    explain: explainConfirmation,
    doneWord: 'approval-confirmed',
  }),
  moneyForm(deps, {
    kind: 'return',
    permission: 'decide-funding',
    auditEvent: 'funding.proposal-returned',
    parse: readReturnForm,
    act: (tx, scope, of, typed) => deps.returnProposal(tx, scope, { ...of, ...typed }),
    explain: explainProposalMove,
    doneWord: 'proposal-returned',
  }),
  moneyForm(deps, {
    kind: 'panel',
    permission: 'decide-funding',
    auditEvent: 'funding.request-listed',
    parse: (typed) => readDayForm(typed, 'panelOn', 'the day the panel sits'),
    act: (tx, scope, of, { on }) => deps.listForPanel(tx, scope, { ...of, panelOn: on }),
    explain: explainPanel,
    doneWord: 'request-listed',
  }),
  moneyForm(deps, {
    kind: 'deferral',
    permission: 'decide-funding',
    auditEvent: 'funding.request-deferred',
    parse: (typed) => readReasonForm(typed, deferReasons, 'Choose why it is put off'),
    act: (tx, scope, of, typed) => deps.deferRequest(tx, scope, { ...of, ...typed }),
    explain: explainMove,
    doneWord: 'request-deferred',
  }),
  moneyForm(deps, {
    kind: 'revocation',
    permission: 'decide-funding',
    auditEvent: 'funding.approval-revoked',
    parse: (typed) => readReasonForm(typed, revokeReasons, 'Choose why the approval is taken back'),
    act: (tx, scope, { memberId, referralId }, typed) =>
      deps.revokeApproval(tx, scope, { memberId, referralId, ...typed }),
    explain: explainRevocation,
    doneWord: 'approval-revoked',
  }),
  moneyForm(deps, {
    kind: 'takeover',
    permission: 'edit-referrals',
    auditEvent: 'funding.takeover-asked',
    parse: readTakeoverForm,
    act: (tx, scope, { memberId, referralId, today }, typed) =>
      deps.askTakeover(tx, scope, { memberId, referralId, today, ...typed }),
    explain: explainAskTakeover,
    doneWord: 'takeover-asked',
  }),
  moneyForm(deps, {
    kind: 'takeover-confirmation',
    permission: 'decide-funding',
    auditEvent: 'funding.takeover-confirmed',
    parse: () => ({ ok: true, command: null }),
    act: (tx, scope, of) => deps.confirmTakeover(tx, scope, of),
    explain: explainTakeoverYes,
    doneWord: 'takeover-confirmed',
  }),
  moneyForm(deps, {
    kind: 'takeover-return',
    permission: 'decide-funding',
    auditEvent: 'funding.takeover-returned',
    parse: readReturnForm,
    act: (tx, scope, of, typed) => deps.returnTakeover(tx, scope, { ...of, ...typed }),
    explain: explainTakeoverMove,
    doneWord: 'takeover-returned',
  }),
  moneyForm(deps, {
    kind: 'notice',
    permission: 'decide-funding',
    auditEvent: 'funding.notice-given',
    parse: (typed) => readReasonForm(typed, revokeReasons, 'Choose why notice is given'),
    act: (tx, scope, { memberId, referralId }, typed) =>
      deps.giveNotice(tx, scope, { memberId, referralId, ...typed }),
    explain: explainNotice,
    doneWord: 'notice-given',
  }),
  moneyForm(deps, {
    kind: 'lifting',
    permission: 'decide-funding',
    auditEvent: 'funding.notice-lifted',
    parse: readLiftingForm,
    act: (tx, scope, { memberId, referralId }, typed) =>
      deps.liftNotice(tx, scope, { memberId, referralId, ...typed }),
    explain: explainLifting,
    doneWord: 'notice-lifted',
  }),
];
