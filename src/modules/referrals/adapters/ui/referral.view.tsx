import { Button, ButtonLink } from '../../../../ui/components/button.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { Details } from '../../../../ui/components/details.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Radios } from '../../../../ui/components/radios.js';
import { Select } from '../../../../ui/components/select.js';
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

/** Fields of the assessment form: the day, its answer, and until when it holds. */
export type AssessmentFields = DateFields<'assessedOn'> | 'result' | DateFields<'validUntilOn'>;
/** Fields of the funding form: the decision, its day, its route, the weeks approved and the weekly rate in pounds. */
export type FundingFields = 'decision' | DateFields<'decidedOn'> | 'route' | 'weeks' | 'weeklyRate';
/** Fields of the provider's answer: which project would take the person, and what it said. */
export type ProviderAnswerFields = 'project' | 'answer' | DateFields<'answeredOn'>;
/** Fields of the detox form: the plan and, when there is one, its last day. */
export type DetoxFields = 'plan' | DateFields<'endsOn'>;

/** One gate the person must pass before a place can be offered. */
export interface GateModel {
  readonly kind: 'assessment' | 'funding' | 'provider' | 'detox';
  readonly state: TagModel;
  /** What is known: "Assessed on 3 Nov 2026, holds until 3 Feb 2027". */
  readonly text: string;
  readonly whoActs?: string | undefined;
  /** Where the gate's form is sent; absent when the reader may not record it. */
  readonly action?: string | undefined;
}

/** A gate's form that was sent with faults. */
export type FailedGateForm =
  | { readonly kind: 'assessment'; readonly form: FormState<AssessmentFields> }
  | { readonly kind: 'funding'; readonly form: FormState<FundingFields> }
  | { readonly kind: 'provider'; readonly form: FormState<ProviderAnswerFields> }
  | { readonly kind: 'detox'; readonly form: FormState<DetoxFields> };

/** The choices of the gates' forms. */
export interface ReferralOptions {
  readonly assessmentResult: readonly Option[];
  readonly fundingDecision: readonly Option[];
  readonly fundingRoute: readonly Option[];
  readonly project: readonly Option[];
  readonly providerAnswer: readonly Option[];
  readonly detoxPlan: readonly Option[];
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
  readonly idempotencyKey: string;
  readonly version: number;
  readonly failed?: FailedGateForm | undefined;
  /** What happened, newest first. */
  readonly history: readonly { readonly text: string; readonly whenText: string }[];
  readonly offerHref?: string | undefined;
  readonly backHref: string;
}

const gateTitles = {
  assessment: 'Assessment',
  funding: 'Funding',
  provider: 'Provider',
  detox: 'Detox',
} as const;
const gateActions = {
  assessment: 'Record an assessment',
  funding: 'Record a funding decision',
  provider: 'Record a provider’s answer',
  detox: 'Record a detox plan',
} as const;

const AssessmentForm = ({ props }: { readonly props: ReferralProps }) => {
  const { field, date } = bindForm<AssessmentFields>(
    props.failed?.kind === 'assessment' ? props.failed.form : untouchedForm,
    'assessment-',
  );
  return (
    <>
      <DateInput {...date('assessedOn')} label="Assessed on" />
      <Radios {...field('result')} label="Result" options={props.options.assessmentResult} />
      <DateInput {...date('validUntilOn')} label="Holds until" />
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
      <Select
        {...field('route')}
        label="Route"
        options={props.options.fundingRoute}
        emptyText="Choose a route"
      />
      <TextInput {...field('weeks')} label="Weeks approved" widthCharacters={4} inputMode="numeric" />
      <TextInput
        {...field('weeklyRate')}
        label="Up to how much a week, in pounds"
        hint="For example, 1,150"
        widthCharacters={10}
      />
    </>
  );
};

const ProviderForm = ({ props }: { readonly props: ReferralProps }) => {
  const { field, date } = bindForm<ProviderAnswerFields>(
    props.failed?.kind === 'provider' ? props.failed.form : untouchedForm,
    'provider-',
  );
  return (
    <>
      <Select
        {...field('project')}
        label="Project"
        options={props.options.project}
        emptyText="Choose a project"
      />
      <Radios {...field('answer')} label="Answer" options={props.options.providerAnswer} />
      <DateInput {...date('answeredOn')} label="Answered on" />
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
      <Radios {...field('plan')} label="Detox" options={props.options.detoxPlan} />
      <DateInput {...date('endsOn')} label="Ends on" hint="Leave empty if no detox is needed" />
    </>
  );
};

const GateForm = ({ kind, props }: { readonly kind: GateModel['kind']; readonly props: ReferralProps }) => {
  switch (kind) {
    case 'assessment':
      return <AssessmentForm props={props} />;
    case 'funding':
      return <FundingForm props={props} />;
    case 'provider':
      return <ProviderForm props={props} />;
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
    {gate.action !== undefined && (
      <Details
        id={`gate-${gate.kind}`}
        summary={gateActions[gate.kind]}
        isOpen={props.failed?.kind === gate.kind}
      >
        <PostForm
          action={gate.action}
          csrfToken={props.frame.csrfToken}
          idempotencyKey={props.idempotencyKey}
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
