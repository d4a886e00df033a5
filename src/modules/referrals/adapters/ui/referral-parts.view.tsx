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
  | DateFields<'urgencyReviewOn'>
  | DateFields<'nearFatalOverdoseOn'>
  | DateFields<'liberationOn'>
  | 'isHomeless'
  | 'isPregnant'
  | 'matDrug'
  | 'matDose'
  | 'matUnit'
  | DateFields<'matOn'>
  | 'mentalHealthSupport'
  | 'prescribedPainMedicine'
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
  | 'prefersMix'
  | 'acceptsFaithEthos'
  | 'consent-projects'
  | 'consent-area'
  | 'consent-mix'
  | 'consent-faith_ethos'
  | 'differentPersonBecause';

/** The choices of the form, as the owners of each list word them. */
export interface RecordReferralOptions {
  readonly sex: readonly Option[];
  readonly source: readonly Option[];
  /** Which public money is asked for. */
  readonly route: readonly Option[];
  readonly substance: readonly Option[];
  readonly urgencyBand: readonly Option[];
  readonly detoxNeed: readonly Option[];
  /** Yes, no, not known. */
  readonly known: readonly Option[];
  readonly matDrug: readonly Option[];
  readonly doseUnit: readonly Option[];
  readonly mentalHealthSupport: readonly Option[];
  readonly acceptsFaithEthos: readonly Option[];
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
const AskedFor = ({ bound: { field, date }, options }: PartProps) => (
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
    <DateInput
      {...date('urgencyReviewOn')}
      label="Look at the urgency again on"
      hint="Left empty, it is the day that the urgency chosen calls for"
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

/** Risks, and needs of health. */
export const CircumstancesPart = ({ bound: { field, date }, options }: PartProps) => (
  <Part id="part-circumstances" title="Risks and health">
    <DateInput
      {...date('nearFatalOverdoseOn')}
      label="Latest near-fatal overdose"
      hint="Leave empty if none is known"
    />
    <DateInput
      {...date('liberationOn')}
      label="Leaves or left prison on"
      hint="Leave empty if the person is not leaving prison"
    />
    <Radios {...field('isHomeless')} label="Homeless" options={options.known} isInline />
    <Radios {...field('isPregnant')} label="Pregnant" options={options.known} isInline />
    <Select
      {...field('matDrug')}
      label="Medication assisted treatment"
      hint="A prescription the person would stay on"
      options={options.matDrug}
      emptyText="None recorded"
    />
    <TextInput {...field('matDose')} label="Dose" hint="For example, 45 or 8.5" widthCharacters={5} />
    <Select
      {...field('matUnit')}
      label="Dose counted in"
      options={options.doseUnit}
      emptyText="Choose what the dose is counted in"
    />
    <DateInput {...date('matOn')} label="Day of this dose" hint="Doses change before an arrival" />
    <Radios
      {...field('mentalHealthSupport')}
      label="Support with mental health"
      options={options.mentalHealthSupport}
    />
    <TextInput
      {...field('prescribedPainMedicine')}
      label="Prescribed pain medicine"
      hint="Its name and dose. Leave empty if none is known"
      maxLength={200}
    />
  </Part>
);

/** What the person would like, each wish with their consent. */
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
    <Radios {...field('acceptsFaithEthos')} label="Faith ethos" options={options.acceptsFaithEthos} />
    <Checkboxes
      id="consent"
      label="The person agreed that this is written down and used to find a place"
      hint="Tick each wish you asked about. A wish without consent is not recorded"
      items={[
        { ...field('consent-projects'), id: 'consent', text: 'The projects they named' },
        { ...field('consent-area'), text: 'Near home or away' },
        { ...field('consent-mix'), text: 'Who else lives there' },
        { ...field('consent-faith_ethos'), text: 'Faith ethos' },
      ]}
      error={field('consent').error}
    />
  </Part>
);
