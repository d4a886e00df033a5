import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Outcome } from '../../../../kernel/outcome.js';
import type { Plain, Tx } from '../../../../kernel/unit-of-work.js';
import { defineForm, type Form, type PageInput } from '../../../../platform/http/define-page.js';
import type { makeBookDetox } from '../../application/book-detox.js';
import type { makeRecordAssessment } from '../../application/record-assessment.js';
import type { FundingRefusal } from '../../application/referral-page-facts.js';
import {
  readAssessmentForm,
  readDetoxForm,
  readFundingForm,
  type AssessmentTyped,
  type DetoxTyped,
  type FundingTyped,
} from './gate-forms.js';
import { explainAssessment, explainDetox, explainFunding } from './gate-refusals.js';
import type { FailedGateForm } from './referral.view.js';

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
}

/** How the page is shown again after the form of a gate changed nothing. */
export type GateAgain = (kind: FailedGateForm['kind']) => Form['again'];

const idOf = ({ params }: PageInput): string => params['referralId'] ?? '';

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

/** The forms that move a referral on, one for each gate. */
export const gateForms = (deps: ReferralFormsDeps, again: GateAgain): readonly Form[] => [
  assessmentForm(deps, again),
  fundingForm(deps, again),
  detoxForm(deps, again),
];
