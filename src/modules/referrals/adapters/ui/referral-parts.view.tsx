import type { ComponentChildren } from 'preact';
import { Checkboxes } from '../../../../ui/components/checkboxes.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { Radios } from '../../../../ui/components/radios.js';
import { Select } from '../../../../ui/components/select.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { TextInput } from '../../../../ui/components/text-input.js';
import type { FormBinding } from '../../../../ui/forms/bind-form.js';
import type { DateFields, Option } from '../../../../ui/forms/form-state.js';

/** Fields of the form, named as the referral's own members. Tick boxes are sent as `yes`. */
export type RecordReferralFields =
  | 'givenName'
  | 'familyName'
  | DateFields<'bornOn'>
  | 'sex'
  | DateFields<'receivedOn'>
  | 'source'
  | 'route'
  | 'substance'
  | 'reason'
  | 'plannedWeeks'
  | 'urgencyBand'
  | 'urgencyReason'
  | 'needsStepFree'
  | 'needsWetRoom'
  | 'adults'
  | 'children'
  | DateFields<'oldestChildBornOn'>
  | 'detoxNeed'
  | 'firstProject'
  | 'secondProject'
  | 'thirdProject'
  | 'prefersArea'
  | 'prefersMix';

/** The choices of the form, as the owners of each list word them. */
export interface RecordReferralOptions {
  readonly sex: readonly Option[];
  readonly source: readonly Option[];
  /** Which public money is asked for. */
  readonly route: readonly Option[];
  readonly substance: readonly Option[];
  readonly urgencyBand: readonly Option[];
  readonly detoxNeed: readonly Option[];
  readonly project: readonly Option[];
  /** Near home, away from home, no preference. */
  readonly prefersArea: readonly Option[];
  /** Mixed, single-sex, no preference. */
  readonly prefersMix: readonly Option[];
}

/** A part of the form: its fields, and the choices there are. */
interface PartProps {
  readonly bound: FormBinding;
  readonly options: RecordReferralOptions;
}

const Part = (props: {
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
}) => (
  <section class="app-form__part" aria-labelledby={props.id}>
    <h2 class="app-section-title" id={props.id}>
      {props.title}
    </h2>
    {props.children}
  </section>
);

/** Date of birth and sex. */
const BirthAndSex = ({ bound: { field, date }, options }: PartProps) => (
  <>
    <DateInput {...date('bornOn')} label="Date of birth" hint="For example, 27 3 1988" />
    <Radios
      {...field('sex')}
      label="Sex"
      hint="Some beds are for women or for men only"
      options={options.sex}
      isInline
    />
  </>
);

/** Who the person is, with their name. */
export const PersonPart = ({ bound, bound: { field }, options }: PartProps) => (
  <Part id="part-person" title="The person">
    <TextInput {...field('givenName')} label="Given names" maxLength={120} />
    <TextInput {...field('familyName')} label="Family name" maxLength={120} />
    <BirthAndSex bound={bound} options={options} />
  </Part>
);

/** What rehab is asked for, for how long, and how urgently. */
const AskedFor = ({ bound: { field }, options }: PartProps) => (
  <>
    <Radios {...field('substance')} label="Substance" options={options.substance} isInline />
    <Textarea
      {...field('reason')}
      label="Reason for referral"
      hint="What residential rehabilitation is hoped to change. Write only what is needed to find a place."
      maxLength={500}
    />
    <TextInput
      {...field('plannedWeeks')}
      label="Weeks asked for"
      hint="For example, 12"
      widthCharacters={2}
      inputMode="numeric"
    />
    <Radios {...field('urgencyBand')} label="Urgency" options={options.urgencyBand} />
    <Textarea
      {...field('urgencyReason')}
      label="Why this urgency"
      hint="Kept with your name and today's date"
      rows={2}
      maxLength={500}
    />
  </>
);

/** Who the person is, without the name, as it can be put right. */
export const CorrectedPersonPart = ({ bound, options }: PartProps) => (
  <Part id="part-person" title="The person">
    <BirthAndSex bound={bound} options={options} />
  </Part>
);

/** What is asked for, as it can be put right. */
export const CorrectedReferralPart = ({ bound, options }: PartProps) => (
  <Part id="part-referral" title="The referral">
    <AskedFor bound={bound} options={options} />
  </Part>
);

/** The referral itself: when, by whom, for which money, and what is asked for. */
export const ReferralPart = ({ bound, bound: { field, date }, options }: PartProps) => (
  <Part id="part-referral" title="The referral">
    <DateInput {...date('receivedOn')} label="Referral received on" hint="Waiting is counted from this day" />
    <Select
      {...field('source')}
      label="Who referred the person"
      options={options.source}
      emptyText="Choose who referred"
    />
    <Select
      {...field('route')}
      label="Public money asked for"
      options={options.route}
      emptyText="Choose a route"
    />
    <AskedFor bound={bound} options={options} />
  </Part>
);

/** What the place must have. */
export const NeedsPart = ({ bound: { field, date }, options }: PartProps) => (
  <Part id="part-needs" title="What the place must have">
    <Checkboxes
      id="access"
      label="Getting about"
      items={[
        { ...field('needsStepFree'), text: 'Step-free access' },
        { ...field('needsWetRoom'), text: 'A wet room' },
      ]}
    />
    <TextInput
      {...field('adults')}
      label="Adults who come, with the person"
      hint="1 if nobody else"
      widthCharacters={2}
      inputMode="numeric"
    />
    <TextInput
      {...field('children')}
      label="Children who come too"
      hint="0 if none"
      widthCharacters={2}
      inputMode="numeric"
    />
    <DateInput
      {...date('oldestChildBornOn')}
      label="Date of birth of the oldest child"
      hint="Leave empty if no child comes"
    />
    <Radios {...field('detoxNeed')} label="Detox" options={options.detoxNeed} />
  </Part>
);

/** What the person would like. */
export const WishesPart = ({ bound: { field }, options }: PartProps) => (
  <Part id="part-wishes" title="What the person would like">
    <Select
      {...field('firstProject')}
      label="First choice"
      options={options.project}
      emptyText="No choice made"
    />
    <Select
      {...field('secondProject')}
      label="Second choice"
      options={options.project}
      emptyText="No choice made"
    />
    <Select
      {...field('thirdProject')}
      label="Third choice"
      options={options.project}
      emptyText="No choice made"
    />
    <Radios {...field('prefersArea')} label="Near home or away" options={options.prefersArea} />
    <Radios {...field('prefersMix')} label="Who else lives there" options={options.prefersMix} />
  </Part>
);
