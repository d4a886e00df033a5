import { Button, ButtonLink } from '../../../../ui/components/button.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { Details } from '../../../../ui/components/details.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Radios } from '../../../../ui/components/radios.js';
import { SummaryList, type SummaryItem } from '../../../../ui/components/summary-list.js';
import { Tag, type TagModel } from '../../../../ui/components/tag.js';
import { TextInput } from '../../../../ui/components/text-input.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import {
  untouchedForm,
  type DateFields,
  type FormState,
  type Option,
} from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** Fields of the assessment form: its day and how it came out. Until when it holds follows from the day. */
export type AssessmentFields = DateFields<'heldOn'> | 'outcome';
/** Fields of the funding form: the decision, its day, the weeks paid for and the weekly rate in pounds. */
export type FundingFields = 'decision' | DateFields<'decidedOn'> | 'weeks' | 'weeklyRate';
/** Fields of the detox form: where, the first night, and the day it ends. */
export type DetoxFields = 'site' | DateFields<'startsOn'> | DateFields<'endsOn'>;

/** One gate the person must pass before a place can be offered. */
export interface GateModel {
  readonly kind: 'assessment' | 'funding' | 'detox';
  readonly state: TagModel;
  /** What is known: "Assessed on 3 Nov 2026, holds until 3 Feb 2027". */
  readonly text: string;
  readonly whoActs?: string | undefined;
  /** Where the gate's form is sent, and its key; absent when the reader may not record it. */
  readonly form?: { readonly action: string; readonly idempotencyKey: string } | undefined;
}

/** A gate's form that was sent with faults. */
export type FailedGateForm =
  | { readonly kind: 'assessment'; readonly form: FormState<AssessmentFields> }
  | { readonly kind: 'funding'; readonly form: FormState<FundingFields> }
  | { readonly kind: 'detox'; readonly form: FormState<DetoxFields> };

/** The choices of the gates' forms. */
export interface ReferralOptions {
  readonly assessmentOutcome: readonly Option[];
  readonly fundingDecision: readonly Option[];
}

/** One referral: facts, gates, what happened. */
export interface ReferralProps {
  readonly frame: PageFrame;
  readonly reference: string;
  readonly name?: string | undefined;
  readonly state: TagModel;
  readonly facts: readonly SummaryItem[];
  readonly needs: readonly SummaryItem[];
  readonly wishes: readonly SummaryItem[];
  readonly gates: readonly GateModel[];
  readonly options: ReferralOptions;
  readonly version: number;
  readonly failed?: FailedGateForm | undefined;
  /** What happened, newest first. */
  readonly history: readonly { readonly text: string; readonly whenText: string }[];
  /** An offer that waits for its answer, or a booking. */
  readonly offer?: { readonly title: string; readonly text: string; readonly href: string } | undefined;
  readonly offerHref?: string | undefined;
  readonly backHref: string;
}

const gateTitles = {
  assessment: 'Assessment',
  funding: 'Funding',
  detox: 'Detox',
} as const;
const gateActions = {
  assessment: 'Record an assessment',
  funding: 'Record a funding decision',
  detox: 'Record a detox booking',
} as const;

const AssessmentForm = ({ props }: { readonly props: ReferralProps }) => {
  const { field, date } = bindForm<AssessmentFields>(
    props.failed?.kind === 'assessment' ? props.failed.form : untouchedForm,
    'assessment-',
  );
  return (
    <>
      <DateInput {...date('heldOn')} label="Held on" />
      <Radios {...field('outcome')} label="Result" options={props.options.assessmentOutcome} />
    </>
  );
};

const FundingForm = ({ props }: { readonly props: ReferralProps }) => {
  const { field, date } = bindForm<FundingFields>(
    props.failed?.kind === 'funding' ? props.failed.form : untouchedForm,
    'funding-',
  );
  return (
    <>
      <Radios {...field('decision')} label="Decision" options={props.options.fundingDecision} />
      <DateInput {...date('decidedOn')} label="Decided on" />
      <TextInput
        {...field('weeks')}
        label="Weeks paid for"
        hint="The weeks asked for, if you decline"
        widthCharacters={4}
        inputMode="numeric"
      />
      <TextInput
        {...field('weeklyRate')}
        label="Price of a week, in pounds"
        hint="For example, 1,150"
        widthCharacters={10}
      />
    </>
  );
};

const DetoxForm = ({ props }: { readonly props: ReferralProps }) => {
  const { field, date } = bindForm<DetoxFields>(
    props.failed?.kind === 'detox' ? props.failed.form : untouchedForm,
    'detox-',
  );
  return (
    <>
      <TextInput {...field('site')} label="Where" maxLength={200} />
      <DateInput {...date('startsOn')} label="First night" />
      <DateInput {...date('endsOn')} label="Ends on" hint="The person may arrive at rehab on this day" />
    </>
  );
};

const GateForm = ({ kind, props }: { readonly kind: GateModel['kind']; readonly props: ReferralProps }) => {
  switch (kind) {
    case 'assessment':
      return <AssessmentForm props={props} />;
    case 'funding':
      return <FundingForm props={props} />;
    case 'detox':
      return <DetoxForm props={props} />;
  }
};

const Gate = ({ gate, props }: { readonly gate: GateModel; readonly props: ReferralProps }) => (
  <li class="app-gate">
    <div class="app-gate__head">
      <h3 class="app-gate__title">{gateTitles[gate.kind]}</h3>
      <Tag {...gate.state} />
    </div>
    <p class="app-gate__text">{gate.text}</p>
    {gate.whoActs !== undefined && <p class="app-sub">{gate.whoActs}</p>}
    {gate.form !== undefined && (
      <Details
        id={`gate-${gate.kind}`}
        summary={gateActions[gate.kind]}
        isOpen={props.failed?.kind === gate.kind}
      >
        <PostForm
          action={gate.form.action}
          csrfToken={props.frame.csrfToken}
          idempotencyKey={gate.form.idempotencyKey}
          version={props.version}
          label={gateActions[gate.kind]}
        >
          <GateForm kind={gate.kind} props={props} />
          <Button isSmall isSecondary>
            {gateActions[gate.kind]}
          </Button>
        </PostForm>
      </Details>
    )}
  </li>
);

/** Everything about one referral that its reader may see, and the forms that move it on. */
export const ReferralView = (props: ReferralProps) => (
  <PageLayout
    {...props.frame}
    title={`Referral ${props.reference}`}
    current="waiting-list"
    isLive
    errorSummary={{
      errors: props.failed?.form.errors ?? [],
      idPrefix: props.failed === undefined ? undefined : `${props.failed.kind}-`,
    }}
  >
    <p class="app-back">
      <a href={props.backHref}>Back to the waiting list</a>
    </p>
    <div class="app-title-row">
      <PageHeading
        title={props.name ?? props.reference}
        label={props.name === undefined ? 'Referral' : `Referral ${props.reference}`}
      >
        <p>
          <Tag {...props.state} />
        </p>
      </PageHeading>
      {props.offerHref !== undefined && <ButtonLink href={props.offerHref}>Make an offer</ButtonLink>}
    </div>
    {props.offer !== undefined && (
      <Notification kind="information" title={props.offer.title}>
        <p>
          <a href={props.offer.href}>{props.offer.text}</a>
        </p>
      </Notification>
    )}
    <div class="app-columns">
      <div>
        <section aria-labelledby="gates-title">
          <h2 class="app-section-title" id="gates-title">
            Before a place can be offered
          </h2>
          <LiveRegion id="gates">
            <ul class="app-plain-list app-gates">
              {props.gates.map((gate) => (
                <Gate key={gate.kind} gate={gate} props={props} />
              ))}
            </ul>
          </LiveRegion>
          <p class="app-sub">The provider answers the offer itself.</p>
        </section>
        <section aria-labelledby="history-title">
          <h2 class="app-section-title" id="history-title">
            What has happened
          </h2>
          <LiveRegion id="history">
            <ol class="app-history">
              {props.history.map((entry) => (
                <li key={`${entry.whenText}${entry.text}`}>
                  {entry.text}
                  <span class="app-sub">{entry.whenText}</span>
                </li>
              ))}
            </ol>
          </LiveRegion>
        </section>
      </div>
      <div class="app-aside">
        <section aria-labelledby="facts-title">
          <h2 class="app-section-title" id="facts-title">
            The person
          </h2>
          <SummaryList items={props.facts} />
        </section>
        <section aria-labelledby="needs-title">
          <h2 class="app-section-title" id="needs-title">
            What the place must have
          </h2>
          <SummaryList items={props.needs} />
        </section>
        <section aria-labelledby="wishes-title">
          <h2 class="app-section-title" id="wishes-title">
            What they would like
          </h2>
          <SummaryList items={props.wishes} />
        </section>
      </div>
    </div>
  </PageLayout>
);
