import { Button } from '../../../../ui/components/button.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Radios } from '../../../../ui/components/radios.js';
import { Select } from '../../../../ui/components/select.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { TextInput } from '../../../../ui/components/text-input.js';
import { bindForm, type FormBinding } from '../../../../ui/forms/bind-form.js';
import type { DateFields, FormState, Option } from '../../../../ui/forms/form-state.js';

/** Fields of every form of a safety record; each form shows those it needs. */
export type SafetyFields =
  | 'outcome'
  | 'kits'
  | 'isTrained'
  | 'instrument'
  | 'instrumentVersion'
  | 'score'
  | 'satisfaction'
  | 'note'
  | 'correctsRecordId'
  | DateFields<'happenedOn'>;

/** One form of the page: what it records, and what it replaces. */
export interface SafetyFormModel {
  /** What the ids of its fields begin with. */
  readonly idPrefix: string;
  readonly action: string;
  /** "Naloxone on leaving of RP-8XP4RGJ". */
  readonly label: string;
  readonly question: string;
  readonly outcomeOptions: readonly Option[];
  readonly asks: 'kits' | 'measure' | 'nothing';
  /** When what is measured is filled in; when it was held unless given. */
  readonly measureHint?: string | undefined;
  readonly noteHint: string;
  /** The record it puts right; null where it records something new. */
  readonly correctsRecordId: string | null;
  readonly form: FormState<SafetyFields>;
  readonly idempotencyKey: string;
}

const satisfactionOptions: readonly Option[] = Array.from({ length: 11 }, (_, points) => ({
  value: String(points),
  text: points === 0 ? '0, not at all' : points === 10 ? '10, entirely' : String(points),
}));

/** What was measured: the score of an instrument, and a satisfaction. */
export const MeasureFields = ({
  field,
  hint,
}: {
  readonly field: FormBinding['field'];
  readonly hint?: string | undefined;
}) => (
  <>
    <TextInput
      {...field('instrument')}
      label="Outcome instrument"
      hint={hint ?? 'Only when held, as the next three'}
      maxLength={80}
    />
    <TextInput {...field('instrumentVersion')} label="Its version" maxLength={40} widthCharacters={10} />
    <TextInput {...field('score')} label="Score" widthCharacters={5} />
    <Select
      {...field('satisfaction')}
      label="Satisfied with the stay"
      options={satisfactionOptions}
      emptyText="Choose 0 to 10"
    />
  </>
);

/** A form that adds one record, or puts one right. */
export const SafetyForm = ({
  model,
  csrfToken,
}: {
  readonly model: SafetyFormModel;
  readonly csrfToken: string | undefined;
}) => {
  const { field, date } = bindForm<SafetyFields>(model.form, model.idPrefix);
  return (
    <PostForm
      action={model.action}
      csrfToken={csrfToken}
      idempotencyKey={model.idempotencyKey}
      class="app-form"
      label={model.label}
    >
      {model.correctsRecordId !== null && (
        <input type="hidden" name="correctsRecordId" value={model.correctsRecordId} />
      )}
      <Radios {...field('outcome')} label={model.question} options={model.outcomeOptions} />
      {model.asks === 'kits' && (
        <>
          <TextInput
            {...field('kits')}
            label="Kits given"
            hint="Only when accepted. Strong batches may need more than one"
            widthCharacters={2}
            inputMode="numeric"
          />
          <Radios
            {...field('isTrained')}
            label="Shown how to use them?"
            options={[
              { value: 'yes', text: 'Yes' },
              { value: 'no', text: 'No' },
            ]}
            isInline
          />
        </>
      )}
      {model.asks === 'measure' && <MeasureFields field={field} hint={model.measureHint} />}
      <DateInput {...date('happenedOn')} label="On" />
      <Textarea {...field('note')} label="Note" hint={model.noteHint} rows={2} maxLength={500} />
      <Button isSmall isSecondary={model.correctsRecordId !== null}>
        {model.correctsRecordId === null ? 'Record' : 'Put right'}
      </Button>
    </PostForm>
  );
};
