import { Button } from '../../../../ui/components/button.js';
import { Freshness, type FreshnessModel } from '../../../../ui/components/freshness.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { TextInput } from '../../../../ui/components/text-input.js';
import { AcceptingSwitch, type AcceptingSwitchProps } from './accepting-switch.js';
import { ConfirmForm, type Confirm } from './confirm-form.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import { plainNumber } from '../../../../ui/presenters/numbers.js';

/** The five figures a provider reports. */
export type AvailabilityReportFields = 'maximum' | 'staffed' | 'occupied' | 'reserved' | 'accepting';

/** What our own record of beds and stays says for a figure, shown beside the field; null where nothing is recorded. */
export type RecordedFigures = Readonly<Record<AvailabilityReportFields, number | null>>;

/** The form by which a provider reports its availability. */
export interface AvailabilityReportProps {
  readonly frame: PageFrame;
  readonly projectName: string;
  readonly action: string;
  readonly idempotencyKey: string;
  readonly version: number;
  readonly form: FormState<AvailabilityReportFields | 'note'>;
  readonly recorded: RecordedFigures;
  /** The one press that says that nothing has changed, and what is recorded; absent where no bed is kept singly. */
  readonly confirm?: Confirm | undefined;
  readonly recordText?: string | undefined;
  readonly freshness: FreshnessModel;
  /** Beside the figures: whether the project takes referrals at all. */
  readonly accepting: AcceptingSwitchProps;
  readonly backHref: string;
}

const questions = [
  { name: 'maximum', label: 'Maximum', meaning: 'Every bed there is, whether or not it can be used today.' },
  { name: 'staffed', label: 'Staffed', meaning: 'Beds that can be used with the staff on duty.' },
  { name: 'occupied', label: 'Occupied', meaning: 'Beds that people live in, those on leave too.' },
  { name: 'reserved', label: 'Reserved', meaning: 'Empty tonight but promised to someone.' },
  { name: 'accepting', label: 'Accepting', meaning: 'Empty tonight and open to a new person.' },
] as const;

/** Report the five figures; each question shows its meaning and what our own record says. */
export const AvailabilityReportView = (props: AvailabilityReportProps) => {
  const { field } = bindForm(props.form);
  return (
    <PageLayout
      {...props.frame}
      title="Report availability"
      current="board"
      errorSummary={{ errors: [...props.form.errors, ...props.accepting.form.errors] }}
    >
      <p class="app-back">
        <a href={props.backHref}>Back to the bed board</a>
      </p>
      <PageHeading title="Report availability" label={props.projectName}>
        <Freshness {...props.freshness} />
      </PageHeading>
      {props.confirm !== undefined && (
        <section aria-labelledby="confirm-title">
          <h2 class="app-section-title" id="confirm-title">
            Nothing has changed
          </h2>
          {props.confirm.report === undefined && <p>Our record for tonight: {props.recordText}.</p>}
          <ConfirmForm
            confirm={props.confirm}
            projectName={props.projectName}
            csrfToken={props.frame.csrfToken}
          />
        </section>
      )}
      {props.confirm !== undefined && <h2 class="app-section-title">Something has: report the numbers</h2>}
      <PostForm
        action={props.action}
        csrfToken={props.frame.csrfToken}
        idempotencyKey={props.idempotencyKey}
        version={props.version}
        class="app-form"
      >
        {questions.map(({ name, label, meaning }) => {
          const recorded = props.recorded[name];
          const hint = recorded === null ? meaning : `${meaning} Our record says ${plainNumber(recorded)}.`;
          return (
            <TextInput
              key={name}
              {...field(name)}
              label={label}
              hint={hint}
              widthCharacters={4}
              inputMode="numeric"
            />
          );
        })}
        <Textarea
          {...field('note')}
          label="Note (optional)"
          hint="Needed where more beds are occupied than staffed: say why, for example leave. Everybody who sees the board reads this. Do not write about a person."
          rows={3}
          maxLength={500}
        />
        <Button>Report these numbers</Button>
      </PostForm>
      <AcceptingSwitch {...props.accepting} />
    </PageLayout>
  );
};
