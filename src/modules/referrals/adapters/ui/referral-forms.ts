import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Outcome } from '../../../../kernel/outcome.js';
import type { Plain, Tx } from '../../../../kernel/unit-of-work.js';
import { defineForm, type Form, type PageInput } from '../../../../platform/http/define-page.js';
import type { makeBookDetox } from '../../application/book-detox.js';
import type { makeRecordAssessment } from '../../application/record-assessment.js';
import type { AllowProjectAgainRefusal, FundingRefusal } from '../../application/referral-page-facts.js';
import {
  readAllowanceForm,
  readAssessmentForm,
  readDetoxForm,
  readFundingForm,
  type AssessmentTyped,
  type DetoxTyped,
  type FundingTyped,
} from './gate-forms.js';
import { explainAllowance, explainAssessment, explainDetox, explainFunding } from './gate-refusals.js';
import type { FailedReferralForm } from './referral.view.js';

/** What moves a referral on. */
export interface ReferralFormsDeps {
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
  readonly allowProjectAgain: (
    tx: Tx,
    scope: Scope,
    command: {
      readonly memberId: string;
      readonly referralId: string;
      readonly projectId: string;
      readonly reason: string;
    },
  ) => Promise<Outcome<Plain, AllowProjectAgainRefusal>>;
}

/** How the page is shown again after the form of a gate changed nothing. */
export type GateAgain = (kind: FailedReferralForm['kind']) => Form['again'];

const idOf = ({ params }: Pick<PageInput, 'params'>): string => params['referralId'] ?? '';
const standsOn = (params: PageInput['params']): string => `/referrals/${idOf({ params })}`;

interface Versioned<T> {
  readonly typed: T;
  readonly expectedVersion: number;
}

/** Records how the assessment came out. */
const assessmentForm = (deps: ReferralFormsDeps, again: GateAgain): Form =>
  defineForm({
    path: '/referrals/:referralId/assessment',
    permission: 'edit-referrals',
    auditedRead: { subject: 'referral', param: 'referralId' },
    standsOn,
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
    explain: explainAssessment,
    again: again('assessment'),
  });

/** Records the partnership's yes or no to paying. */
const fundingForm = (deps: ReferralFormsDeps, again: GateAgain): Form =>
  defineForm({
    path: '/referrals/:referralId/funding',
    permission: 'decide-funding',
    auditedRead: { subject: 'referral', param: 'referralId' },
    standsOn,
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
    again: again('funding'),
  });

/** Records where and when detox is booked. */
const detoxForm = (deps: ReferralFormsDeps, again: GateAgain): Form =>
  defineForm({
    path: '/referrals/:referralId/detox',
    permission: 'edit-referrals',
    auditedRead: { subject: 'referral', param: 'referralId' },
    standsOn,
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
    again: again('detox'),
  });

/** Has a project looked at again where an offer came to nothing. */
const allowanceForm = (deps: ReferralFormsDeps, again: GateAgain): Form =>
  defineForm({
    path: '/referrals/:referralId/allowed-projects/:projectId',
    permission: 'edit-referrals',
    auditedRead: { subject: 'referral', param: 'referralId' },
    standsOn,
    auditEvent: 'placements.project-allowed-again',
    parse: readAllowanceForm,
    act: (tx, input, { reason }: { readonly reason: string }) =>
      deps.allowProjectAgain(tx, input.scope, {
        reason,
        referralId: idOf(input),
        projectId: input.params['projectId'] ?? '',
        memberId: input.actor.memberId,
      }),
    done: (_value, input) => `/referrals/${idOf(input)}?done=project-allowed-again`,
    explain: explainAllowance,
    again: again('allowance'),
  });

/** The forms that move a referral on: one for each gate, and the one that opens a project to it again. */
export const gateForms = (deps: ReferralFormsDeps, again: GateAgain): readonly Form[] => [
  assessmentForm(deps, again),
  fundingForm(deps, again),
  detoxForm(deps, again),
  allowanceForm(deps, again),
];
