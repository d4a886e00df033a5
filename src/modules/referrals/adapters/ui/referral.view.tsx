import { Button, ButtonLink } from '../../../../ui/components/button.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { Details } from '../../../../ui/components/details.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Radios } from '../../../../ui/components/radios.js';
import { Select } from '../../../../ui/components/select.js';
import { SummaryList, type SummaryItem } from '../../../../ui/components/summary-list.js';
import { Tag, type TagModel } from '../../../../ui/components/tag.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { TextInput } from '../../../../ui/components/text-input.js';
import { WaitingPart, waitFormPrefix, type WaitFormKind, type WaitModel } from './waiting-part.view.js';
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
/** Fields of the funding form: the decision and its day; of a yes the weeks and the weekly rate in pounds, of a no why. */
export type FundingFields = 'decision' | DateFields<'decidedOn'> | 'weeks' | 'weeklyRate' | 'reason' | 'note';
/** Fields of the detox form: where, the first night, and the day it ends. */
export type DetoxFields = 'site' | DateFields<'startsOn'> | DateFields<'endsOn'>;

/** Fields of the form that has a project looked at again. */
export type AllowanceFields = 'reason';

/** One gate the person must pass before a place can be offered. */
export interface GateModel {
  readonly kind: 'assessment' | 'funding' | 'detox';
  readonly state: TagModel;
  /** What is known: "Assessed on 3 Nov 2026, holds until 3 Feb 2027". */
  readonly text: string;
  /** What of it is to be checked again, since answers it rests on were corrected. */
  readonly toCheck?: readonly string[] | undefined;
  readonly whoActs?: string | undefined;
  /** A page of the gate's own. */
  readonly more?: { readonly text: string; readonly href: string } | undefined;
  /** What the form does, where it is not the first of its kind. */
  readonly action?: string | undefined;
  /** Where the gate's form is sent, and its key; absent when the reader may not record it. */
  readonly form?: { readonly action: string; readonly idempotencyKey: string } | undefined;
}

/** A form of the page that was sent with faults; `projectId` where there is one form for each project. */
export interface FailedReferralForm {
  readonly kind: GateModel['kind'] | 'allowance' | WaitFormKind;
  readonly projectId?: string;
  /** Where there is one form for each spell. */
  readonly spellId?: string;
  readonly form: FormState<string>;
}

/** The choices of the gates' forms. */
export interface ReferralOptions {
  readonly assessmentOutcome: readonly Option[];
  readonly fundingDecision: readonly Option[];
  readonly fundingDeclineReason: readonly Option[];
}

/** One referral: facts, gates, what happened. */
export interface ReferralProps {
  readonly frame: PageFrame;
  readonly reference: string;
  readonly name?: string | undefined;
  readonly state: TagModel;
  readonly facts: readonly SummaryItem[];
  readonly needs: readonly SummaryItem[];
  /** Risks, and needs of health. */
  readonly circumstances: readonly SummaryItem[];
  readonly wishes: readonly SummaryItem[];
  readonly gates: readonly GateModel[];
  /** What is recorded while the person waits. */
  readonly wait: WaitModel;
  readonly options: ReferralOptions;
  readonly version: number;
  readonly failed?: FailedReferralForm | undefined;
  /** What happened, newest first. */
  readonly history: readonly { readonly text: string; readonly whenText: string }[];
  readonly timelineHref?: string | undefined;
  /** An offer that waits for its answer, or a booking. */
  readonly offer?:
    | {
        readonly title: string;
        readonly places: readonly { readonly text: string; readonly href: string }[];
      }
    | undefined;
  /** An offer that is not made before a second person has confirmed it. */
  readonly asked?: { readonly text: string; readonly href: string } | undefined;
  /** Whether a bed is booked, or the person has come to it: then nothing more is offered. */
  readonly isBooked?: boolean | undefined;
  readonly offerHref?: string | undefined;
  /** How long the referral has been where it is. */
  readonly stage?: { readonly text: string; readonly isStuck: boolean } | undefined;
  /** What about the day of arrival must be looked at, and where it is arranged. */
  readonly arrival?: { readonly lines: readonly string[]; readonly href: string } | undefined;
  /** What projects were asked about the person and said, one line a project, and where that is followed up. */
  readonly suitability?: { readonly lines: readonly string[]; readonly href: string } | undefined;
  /** Projects where an offer came to nothing, which are not looked at until somebody says so. */
  readonly refused: readonly {
    readonly projectId: string;
    readonly projectName: string;
    readonly text: string;
    /** What it keeps closed, and how long. */
    readonly afterText?: string | undefined;
    readonly form?: { readonly action: string; readonly idempotencyKey: string } | undefined;
  }[];
  /** Why no place is suggested, in sentences. */
  readonly noPlace?: readonly string[] | undefined;
  /** What somebody has to do by telephone for a referral that is closed. */
  readonly stillToDo?: string | undefined;
  /** What is left of the budget the referral asks for, year by year, for whoever decides on it. */
  readonly money: readonly string[];
  readonly correctHref?: string | undefined;
  readonly closingHref?: string | undefined;
  readonly transferHref?: string | undefined;
  /** Where the name, the day, who referred and the money are put right. */
  readonly originHref?: string | undefined;
  /** Where the person's answers about equality are kept; only for who may see them. */
  readonly equalityHref?: string | undefined;
  readonly restriction: { readonly text: string; readonly href: string };
  readonly placesHref?: string | undefined;
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
      {props.money.length > 0 && (
        <ul aria-label="Money left">
          {props.money.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      <Radios {...field('decision')} label="Decision" options={props.options.fundingDecision} />
      <DateInput {...date('decidedOn')} label="Decided on" />
      <TextInput
        {...field('weeks')}
        label="If approved: weeks paid for"
        hint="Of the whole stay. Leave empty if you decline"
        widthCharacters={4}
        inputMode="numeric"
      />
      <TextInput
        {...field('weeklyRate')}
        label="If approved: price of a week, in pounds"
        hint="For example, 1,150. Leave empty if you decline"
        widthCharacters={10}
      />
      <Select
        {...field('reason')}
        label="If declined: why"
        options={props.options.fundingDeclineReason}
        emptyText="Choose a reason"
      />
      <Textarea
        {...field('note')}
        label="If declined: what would change it"
        hint="For the coordinator. May be left empty"
        rows={2}
        maxLength={500}
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
    {gate.toCheck?.map((text) => (
      <p key={text}>
        <strong>{text}</strong>
      </p>
    ))}
    {gate.whoActs !== undefined && <p class="app-sub">{gate.whoActs}</p>}
    {gate.more !== undefined && (
      <p class="app-gate__text">
        <a href={gate.more.href}>{gate.more.text}</a>
      </p>
    )}
    {gate.form !== undefined && (
      <Details
        id={`gate-${gate.kind}`}
        summary={gate.action ?? gateActions[gate.kind]}
        isOpen={props.failed?.kind === gate.kind}
      >
        <PostForm
          action={gate.form.action}
          csrfToken={props.frame.csrfToken}
          idempotencyKey={gate.form.idempotencyKey}
          version={props.version}
          label={gate.action ?? gateActions[gate.kind]}
        >
          <GateForm kind={gate.kind} props={props} />
          <Button isSmall isSecondary>
            {gate.action ?? gateActions[gate.kind]}
          </Button>
        </PostForm>
      </Details>
    )}
  </li>
);

const allowancePrefix = (projectId: string): string => `allowance-${projectId}-`;

const RefusedProject = ({
  refused,
  props,
}: {
  readonly refused: ReferralProps['refused'][number];
  readonly props: ReferralProps;
}) => {
  const { failed } = props;
  const isFailed = failed?.kind === 'allowance' && failed.projectId === refused.projectId;
  const { field } = bindForm<AllowanceFields>(
    isFailed ? failed.form : untouchedForm,
    allowancePrefix(refused.projectId),
  );
  return (
    <li>
      <strong>{refused.projectName}</strong>
      <span class="app-sub">{refused.text}</span>
      {refused.afterText !== undefined && <span class="app-sub">{refused.afterText}</span>}
      {refused.form !== undefined && (
        <Details
          id={`allow-${refused.projectId}`}
          summary="Look here again"
          about={refused.projectName}
          isOpen={isFailed}
        >
          <PostForm
            action={refused.form.action}
            csrfToken={props.frame.csrfToken}
            idempotencyKey={refused.form.idempotencyKey}
            label={`Look again at ${refused.projectName}`}
          >
            <Textarea {...field('reason')} label="What has changed since" rows={2} maxLength={500} />
            <Button isSmall isSecondary about={refused.projectName}>
              Look here again
            </Button>
          </PostForm>
        </Details>
      )}
    </li>
  );
};

const Refused = ({ props }: { readonly props: ReferralProps }) =>
  props.refused.length === 0 ? null : (
    <section aria-labelledby="refused-title">
      <h2 class="app-section-title" id="refused-title">
        Places that came to nothing
      </h2>
      <p class="app-sub">
        The person keeps their place on the list. What is not suggested for now stands with each.
      </p>
      <ul class="app-plain-list app-gates">
        {props.refused.map((refused) => (
          <RefusedProject key={refused.projectId} refused={refused} props={props} />
        ))}
      </ul>
    </section>
  );

const Arrival = ({ arrival }: Pick<ReferralProps, 'arrival'>) =>
  arrival === undefined ? null : (
    <section aria-labelledby="arrival-title">
      <h2 class="app-section-title" id="arrival-title">
        The day of arrival
      </h2>
      {arrival.lines.length > 0 && (
        <Notification kind="warning" title="To be looked at">
          <ul>
            {arrival.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Notification>
      )}
      <p>
        <a href={arrival.href}>Dates, the way there, and the home meanwhile</a>
      </p>
    </section>
  );

const Suitability = ({ suitability }: Pick<ReferralProps, 'suitability'>) =>
  suitability === undefined ? null : (
    <section aria-labelledby="suitability-title">
      <h2 class="app-section-title" id="suitability-title">
        Projects asked
      </h2>
      {suitability.lines.length > 0 && (
        <ul class="app-reasons">
          {suitability.lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <p>
        <a href={suitability.href}>
          {suitability.lines.length === 0
            ? 'Ask a project whether the person would be suitable'
            : 'Ask another project, or follow up'}
        </a>
      </p>
    </section>
  );

const Place = ({ props }: { readonly props: ReferralProps }) => (
  <>
    {props.noPlace !== undefined && (
      <Notification kind="information" title="No bed fits now">
        {props.noPlace.map((text) => (
          <p key={text}>{text}</p>
        ))}
      </Notification>
    )}
    {props.placesHref !== undefined && (
      <p>
        <a href={props.placesHref}>See every place, and why it fits or does not</a>
      </p>
    )}
  </>
);

const prefixOf = ({ kind, projectId = '', spellId }: FailedReferralForm): string => {
  switch (kind) {
    case 'allowance':
      return allowancePrefix(projectId);
    case 'spell-end':
      return waitFormPrefix(kind, spellId);
    default:
      return `${kind}-`;
  }
};

/** Everything about one referral that its reader may see, and the forms that move it on. */
export const ReferralView = (props: ReferralProps) => (
  <PageLayout
    {...props.frame}
    title={`Referral ${props.reference}`}
    current="waiting-list"
    isLive
    errorSummary={{
      errors: props.failed?.form.errors ?? [],
      idPrefix: props.failed === undefined ? undefined : prefixOf(props.failed),
    }}
  >
    <p class="app-back">
      <a href={props.backHref}>Back to the waiting list</a>
    </p>
    <LiveRegion id="referral-now">
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
          {props.offer.places.map(({ text, href }) => (
            <p key={href}>
              <a href={href}>{text}</a>
            </p>
          ))}
        </Notification>
      )}
      {props.asked !== undefined && (
        <Notification kind="information" title="An offer waits for a second person">
          <p>
            <a href={props.asked.href}>{props.asked.text}</a>
          </p>
        </Notification>
      )}
      {props.stillToDo !== undefined && (
        <Notification kind="warning" title="Still to do for this closed referral">
          <p>{props.stillToDo}</p>
        </Notification>
      )}
      <Place props={props} />
    </LiveRegion>
    <div class="app-columns">
      <div>
        <section aria-labelledby="gates-title">
          <h2 class="app-section-title" id="gates-title">
            {props.isBooked === true ? 'What the booking rests on' : 'Before a place can be offered'}
          </h2>
          <LiveRegion id="gates">
            <ul class="app-plain-list app-gates">
              {props.gates.map((gate) => (
                <Gate key={gate.kind} gate={gate} props={props} />
              ))}
            </ul>
          </LiveRegion>
          {props.stage !== undefined && (
            <LiveRegion id="stage">
              <p>{props.stage.isStuck ? <strong>{props.stage.text}.</strong> : `${props.stage.text}.`}</p>
            </LiveRegion>
          )}
          {props.isBooked !== true && (
            <p class="app-sub">
              When all is done an offer can be made, which the provider accepts or declines.
            </p>
          )}
        </section>
        <LiveRegion id="day-of-arrival">
          <Arrival arrival={props.arrival} />
        </LiveRegion>
        <LiveRegion id="projects-asked">
          <Suitability suitability={props.suitability} />
        </LiveRegion>
        <LiveRegion id="wait">
          <WaitingPart
            wait={props.wait}
            version={props.version}
            csrfToken={props.frame.csrfToken}
            failed={props.failed}
          />
        </LiveRegion>
        <LiveRegion id="refused-places">
          <Refused props={props} />
        </LiveRegion>
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
          {props.timelineHref !== undefined && (
            <p>
              <a href={props.timelineHref}>Everything that has happened</a>
            </p>
          )}
        </section>
      </div>
      <div class="app-aside">
        <LiveRegion id="recorded">
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
          <section aria-labelledby="circumstances-title">
            <h2 class="app-section-title" id="circumstances-title">
              Risks and health
            </h2>
            <SummaryList items={props.circumstances} />
          </section>
          <section aria-labelledby="wishes-title">
            <h2 class="app-section-title" id="wishes-title">
              What they would like
            </h2>
            <SummaryList items={props.wishes} />
          </section>
          {props.originHref !== undefined && (
            <p>
              <a href={props.originHref}>Correct the name, the day, who referred or the money</a>
            </p>
          )}
          {props.correctHref !== undefined && (
            <p>
              <a href={props.correctHref}>Correct what was recorded</a>
            </p>
          )}
        </LiveRegion>
        {props.equalityHref !== undefined && (
          <p>
            <a href={props.equalityHref}>Questions about equality</a>
          </p>
        )}
        <p>
          <a href={props.restriction.href}>{props.restriction.text}</a>
        </p>
        {props.transferHref !== undefined && (
          <p>
            <a href={props.transferHref}>Transfer to another partnership</a>
          </p>
        )}
        {props.closingHref !== undefined && (
          <p>
            <a href={props.closingHref}>Close this referral</a>
          </p>
        )}
      </div>
    </div>
  </PageLayout>
);
