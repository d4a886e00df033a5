import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Refusal } from '../../../../kernel/outcome.js';
import type { ReadForm, Typed } from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import { dateFromFields, fieldsOfDate } from '../../../../ui/forms/date-parts.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import type { Origin } from '../../application/correct-origin.js';
import type { CorrectedReferral, NewReferral } from '../../application/ports.js';
import { highestDose, wishKinds, type WishKind } from '../../domain/circumstances.js';
import { correctionFaults, recordingFaults, withStandIns, type Fault } from './referral-faults.js';
import { weeksAskedFor } from './referral-words.js';

/** A body read by one schema, or every place at fault. */
export type Reading<Body> =
  | { readonly success: true; readonly data: Body }
  | {
      readonly success: false;
      readonly error: {
        readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
      };
    };

const projectFields = ['firstProject', 'secondProject', 'thirdProject'] as const;

interface FieldTexts {
  readonly field: string;
  readonly missing: string;
  /** Where it differs from what the schema says. */
  readonly wrong?: string;
}

const optionalDate = (field: string, what: string): FieldTexts => ({
  field,
  missing: `Enter ${what}`,
  wrong: `Enter ${what} as a real date, such as 3 11 2026, or leave it empty`,
});

const choice = (field: string, text: string): FieldTexts => ({ field, missing: text, wrong: text });

/** What each field asks for when it is empty and when its value is wrong, in the order of the form. */
const fieldTexts: readonly FieldTexts[] = [
  { field: 'givenName', missing: 'Enter the given names' },
  { field: 'familyName', missing: 'Enter the family name' },
  {
    field: 'bornOn',
    missing: 'Enter the date of birth',
    wrong: 'Enter a real date of birth, such as 27 3 1988',
  },
  choice('sex', 'Choose the sex, or that it is not known'),
  {
    field: 'receivedOn',
    missing: 'Enter the day the referral was received',
    wrong: 'Enter the day the referral was received as a real date, such as 3 11 2026',
  },
  choice('source', 'Choose who referred the person'),
  choice('route', 'Choose which public money is asked for'),
  choice('substance', 'Choose alcohol, drugs or co-dependency'),
  { field: 'reason', missing: 'Say why rehab is asked for' },
  {
    field: 'plannedWeeks',
    missing: 'Enter how many weeks are asked for',
    wrong: weeksAskedFor,
  },
  choice('urgencyBand', 'Choose the urgency'),
  { field: 'urgencyReason', missing: 'Say why it is this urgent' },
  optionalDate('urgencyReviewOn', 'the day on which the urgency is looked at again'),
  {
    field: 'adults',
    missing: 'Enter how many adults come, 1 if nobody else',
    wrong: 'Enter a number of adults from 1 to 4',
  },
  {
    field: 'children',
    missing: 'Enter how many children come, 0 if none',
    wrong: 'Enter a number of children from 0 to 6',
  },
  {
    field: 'oldestChildBornOn',
    missing: 'Enter the date of birth of the oldest child',
    wrong: 'Enter a real date of birth for the oldest child, such as 3 11 2019',
  },
  choice('detoxNeed', 'Choose whether detox comes first'),
  optionalDate('nearFatalOverdoseOn', 'the day of the near-fatal overdose'),
  optionalDate('liberationOn', 'the day of leaving prison'),
  choice('isHomeless', 'Choose whether the person is homeless, or that it is not known'),
  choice('isPregnant', 'Choose whether the person is pregnant, or that it is not known'),
  choice('matDrug', 'Choose what is prescribed, or that nothing is recorded'),
  {
    field: 'matDose',
    missing: 'Enter the dose',
    wrong: `Enter a dose up to ${highestDose}, such as 45 or 8.5`,
  },
  choice('matUnit', 'Choose what the dose is counted in'),
  {
    field: 'matOn',
    missing: 'Enter the day of this dose',
    wrong: 'Enter the day of this dose as a real date, such as 3 11 2026',
  },
  choice('mentalHealthSupport', 'Choose the support with mental health, or that it is not known'),
  { field: 'prescribedPainMedicine', missing: 'Enter the pain medicine' },
  ...projectFields.map((field) => choice(field, 'Choose a project from the list')),
  choice('prefersArea', 'Choose near home, away or no preference'),
  choice('prefersMix', 'Choose mixed, single-sex or no preference'),
  choice('acceptsFaithEthos', 'Choose whether a faith ethos is accepted, or that it was not asked'),
  { field: 'consent', missing: 'Tick each wish the person agreed to' },
];

const dateFields: readonly string[] = [
  ...['bornOn', 'receivedOn', 'oldestChildBornOn', 'urgencyReviewOn', 'nearFatalOverdoseOn', 'liberationOn'],
  'matOn',
];

const isEmpty = (typed: Typed, field: string): boolean =>
  dateFields.includes(field)
    ? dateFromFields(typed, field).kind === 'missing'
    : (typed[field] ?? '').trim() === '';

/** A date as the schema reads it; what is no date is handed over as typed, for the schema to refuse. */
const dateOf = (typed: Typed, field: string): string | null => {
  const read = dateFromFields(typed, field);
  switch (read.kind) {
    case 'missing':
      return null;
    case 'not-a-date':
      return read.typed;
    case 'date':
      return read.on;
  }
};

const numberOf = (typed: Typed, field: string): number | string => {
  const text = (typed[field] ?? '').trim();
  return /^\d{1,6}$/.test(text) ? Number(text) : text;
};

/** A dose with a point or a comma; what is no number is handed over as typed, for the schema to refuse. */
const doseOf = (typed: Typed): number | string => {
  const text = (typed['matDose'] ?? '').trim().replace(',', '.');
  return /^\d{1,6}(?:\.\d{1,4})?$/.test(text) ? Number(text) : text;
};

/** A yes or a no; null when it is not known, and as typed when it is none of these. */
const knownOf = (typed: Typed, field: string): boolean | string | null => {
  const answers = new Map([
    ['yes', true],
    ['no', false],
    ['not_known', null],
    ['', null],
  ]);
  const text = typed[field] ?? '';
  return answers.has(text) ? (answers.get(text) ?? null) : text;
};

/** A prescription where any of it is typed. */
const matOf = (typed: Typed) => {
  const isTyped = ['matDrug', 'matDose', 'matUnit'].some((field) => (typed[field] ?? '').trim() !== '');
  return !isTyped && dateOf(typed, 'matOn') === null
    ? null
    : {
        drug: typed['matDrug'] ?? '',
        dose: doseOf(typed),
        unit: typed['matUnit'] ?? '',
        on: dateOf(typed, 'matOn') ?? '',
      };
};

const consentField = (wish: WishKind): string => `consent-${wish}`;

/** Browsers send line ends as two characters; people typed one. */
const proseOf = (typed: Typed, field: string): string => (typed[field] ?? '').replace(/\r\n?/g, '\n');

const chosenProjects = (typed: Typed): readonly { readonly field: string; readonly projectId: string }[] =>
  projectFields
    .map((field) => ({ field, projectId: typed[field] ?? '' }))
    .filter(({ projectId }) => projectId !== '');

const correctionOf = (typed: Typed) => ({
  bornOn: dateOf(typed, 'bornOn') ?? '',
  sex: typed['sex'],
  reason: proseOf(typed, 'reason'),
  substance: typed['substance'],
  urgencyBand: typed['urgencyBand'],
  urgencyReason: proseOf(typed, 'urgencyReason'),
  urgencyReviewOn: dateOf(typed, 'urgencyReviewOn'),
  nearFatalOverdoseOn: dateOf(typed, 'nearFatalOverdoseOn'),
  liberationOn: dateOf(typed, 'liberationOn'),
  isHomeless: knownOf(typed, 'isHomeless'),
  isPregnant: knownOf(typed, 'isPregnant'),
  mat: matOf(typed),
  mentalHealthSupport: typed['mentalHealthSupport'] ?? 'not_known',
  prescribedPainMedicine:
    (typed['prescribedPainMedicine'] ?? '').trim() === '' ? null : typed['prescribedPainMedicine'],
  needsStepFree: typed['needsStepFree'] === 'yes',
  needsWetRoom: typed['needsWetRoom'] === 'yes',
  adults: numberOf(typed, 'adults'),
  children: numberOf(typed, 'children'),
  oldestChildBornOn: dateOf(typed, 'oldestChildBornOn'),
  detoxNeed: typed['detoxNeed'] ?? '',
  prefersArea: typed['prefersArea'] ?? '',
  prefersMix: typed['prefersMix'] ?? '',
  preferredProjectIds: chosenProjects(typed).map(({ projectId }) => projectId),
  acceptsFaithEthos: knownOf(typed, 'acceptsFaithEthos'),
  consentedWishes: wishKinds.filter((wish) => typed[consentField(wish)] === 'yes'),
  plannedWeeks: numberOf(typed, 'plannedWeeks'),
});

const bodyOf = (typed: Typed) => ({
  ...correctionOf(typed),
  givenName: typed['givenName'],
  familyName: typed['familyName'],
  source: typed['source'],
  route: typed['route'],
  receivedOn: dateOf(typed, 'receivedOn') ?? '',
});

const knownField = (known: boolean | null): string => (known === null ? 'not_known' : known ? 'yes' : 'no');

const dateFieldsOf = (field: string, on: IsoDate | null): Typed =>
  on === null ? {} : fieldsOfDate(field, on);

const fieldsOfMat = (mat: CorrectedReferral['mat']): Typed =>
  mat === null
    ? {}
    : {
        matDrug: mat.drug,
        matDose: String(mat.dose),
        matUnit: mat.unit,
        ...fieldsOfDate('matOn', mat.on),
      };

/** What was recorded, as it stands in the fields of the form. */
export const fieldsOfReferral = (recorded: CorrectedReferral): Typed => ({
  ...fieldsOfDate('bornOn', recorded.bornOn),
  sex: recorded.sex,
  reason: recorded.reason,
  substance: recorded.substance,
  urgencyBand: recorded.urgencyBand,
  urgencyReason: recorded.urgencyReason,
  ...dateFieldsOf('urgencyReviewOn', recorded.urgencyReviewOn),
  ...dateFieldsOf('nearFatalOverdoseOn', recorded.nearFatalOverdoseOn),
  ...dateFieldsOf('liberationOn', recorded.liberationOn),
  isHomeless: knownField(recorded.isHomeless),
  isPregnant: knownField(recorded.isPregnant),
  ...fieldsOfMat(recorded.mat),
  mentalHealthSupport: recorded.mentalHealthSupport,
  prescribedPainMedicine: recorded.prescribedPainMedicine ?? '',
  needsStepFree: recorded.needsStepFree ? 'yes' : '',
  needsWetRoom: recorded.needsWetRoom ? 'yes' : '',
  adults: String(recorded.adults),
  children: String(recorded.children),
  ...dateFieldsOf('oldestChildBornOn', recorded.oldestChildBornOn),
  detoxNeed: recorded.detoxNeed,
  prefersArea: recorded.prefersArea,
  prefersMix: recorded.prefersMix,
  plannedWeeks: String(recorded.plannedWeeks),
  acceptsFaithEthos: knownField(recorded.acceptsFaithEthos),
  ...Object.fromEntries(recorded.consentedWishes.map((wish) => [consentField(wish), 'yes'])),
  ...Object.fromEntries(
    projectFields.map((field, index) => [field, recorded.preferredProjectIds[index] ?? '']),
  ),
});

const memberOfField = (name: string): string => {
  const field = name.replace(/-(?:day|month|year)$/, '');
  if (projectFields.some((project) => project === field)) return 'preferredProjectIds';
  if (wishKinds.some((wish) => consentField(wish) === field)) return 'consentedWishes';
  return [...matFields.values()].includes(field) ? 'mat' : field;
};

const fieldsOfMember = (fields: Typed, member: string): Typed =>
  Object.fromEntries(
    Object.entries(fields).filter(([name, text]) => memberOfField(name) === member && text !== ''),
  );

const isSameText = (one: Typed, other: Typed): boolean =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].every(
    (name) => proseOf(one, name).trim() === proseOf(other, name).trim(),
  );

/**
 * A form that was opened on one record and comes back on another: where somebody else corrected a member that was not
 * touched in the form, the form takes it over; everything typed stays. `taken` names the members taken over.
 */
export const carriedOnto = (
  typed: Typed,
  opened: CorrectedReferral,
  recorded: CorrectedReferral,
): { readonly values: Typed; readonly taken: ReadonlySet<string> } => {
  const [before, after] = [fieldsOfReferral(opened), fieldsOfReferral(recorded)];
  const members = new Set([...Object.keys(before), ...Object.keys(after)].map(memberOfField));
  const taken = new Set(
    [...members].filter((member) => {
      const was = fieldsOfMember(before, member);
      return (
        isSameText(fieldsOfMember(typed, member), was) && !isSameText(was, fieldsOfMember(after, member))
      );
    }),
  );
  const isTaken = ([name]: readonly [string, string]): boolean => taken.has(memberOfField(name));
  return {
    values: {
      ...Object.fromEntries(Object.entries(typed).filter((entry) => !isTaken(entry))),
      ...Object.fromEntries(Object.entries(after).filter(isTaken)),
    },
    taken,
  };
};

/** The second of two equal wishes. */
const repeatedProject = (typed: Typed): FieldError[] => {
  const seen = new Set<string>();
  const repeated = chosenProjects(typed).find(({ projectId }) => {
    const isSeen = seen.has(projectId);
    seen.add(projectId);
    return isSeen;
  });
  return repeated === undefined
    ? []
    : [{ field: repeated.field, text: 'Choose another project: this one is chosen above' }];
};

const matFields = new Map<PropertyKey | undefined, string>([
  ['drug', 'matDrug'],
  ['dose', 'matDose'],
  ['unit', 'matUnit'],
  ['on', 'matOn'],
]);

const fieldOf = (typed: Typed, [member, index]: readonly PropertyKey[]): string => {
  switch (member) {
    case 'preferredProjectIds':
      return chosenProjects(typed)[typeof index === 'number' ? index : 0]?.field ?? 'firstProject';
    case 'mat':
      return matFields.get(index) ?? 'matDrug';
    default:
      return String(member);
  }
};

const inFormOrder = (errors: readonly FieldError[]): readonly FieldError[] =>
  fieldTexts.flatMap(({ field }) => errors.find((error) => error.field === field) ?? []);

/** Every fault of a form at once: of single fields by the schema, and of what is well-formed by the rules besides. */
const readWith = <Command>(
  typed: Typed,
  readBody: (raw: unknown) => Reading<Command>,
  body: Readonly<Record<string, unknown>>,
  faultsOf: (command: Command) => readonly Fault[],
): ReadForm<Command> => {
  const repeated = repeatedProject(typed);
  const read = readBody(body);
  if (read.success) {
    const errors = [...faultsOf(read.data).map(({ error }) => error), ...repeated];
    return errors.length === 0
      ? { ok: true, command: read.data }
      : { ok: false, errors: inFormOrder(errors) };
  }
  const wrong = new Set(read.error.issues.map(({ path: [member] }) => String(member)));
  const rest = readBody(withStandIns(body, wrong));
  const besides = rest.success
    ? faultsOf(rest.data).filter(({ members }) => members.every((member) => !wrong.has(member)))
    : [];
  const errors = read.error.issues
    // That a project is named twice is said above, at the second of the two.
    .filter(({ path: [member, index] }) => member !== 'preferredProjectIds' || index !== undefined)
    .map(({ path: at, message }): FieldError => {
      const field = fieldOf(typed, at);
      const texts = fieldTexts.find((entry) => entry.field === field);
      return {
        field,
        text: (isEmpty(typed, field) ? texts?.missing : texts?.wrong) ?? message.replace(/\.$/, ''),
      };
    });
  return { ok: false, errors: inFormOrder([...repeated, ...errors, ...besides.map(({ error }) => error)]) };
};

const keptFields: ReadonlySet<string> = new Set([
  ...fieldTexts.map(({ field }) => field),
  ...wishKinds.map(consentField),
  ...['needsStepFree', 'needsWetRoom', 'differentPersonBecause', 'differentFrom'],
]);

/** Longest text of one field that a draft keeps; the form itself takes less. Unit: characters. */
const longestKept = 2_000;

/** Of everything a form sent, the fields of a referral as they were typed: what a draft keeps. */
export const draftFieldsOf = (typed: Typed): Typed =>
  Object.fromEntries(
    Object.entries(typed)
      .filter(([name]) => keptFields.has(name.replace(/-(?:day|month|year)$/, '')))
      .map(([name, text]) => [name, text.slice(0, longestKept)]),
  );

/** Reads the form with the schema of the API and the rules, and says everything that is wrong in the words of the page. */
export const readReferralForm = (
  typed: Typed,
  readBody: (raw: unknown) => Reading<NewReferral>,
  today: IsoDate,
): ReadForm<NewReferral> =>
  readWith(typed, readBody, bodyOf(typed), (asked) => recordingFaults(asked, today));

/** Reads the form that puts a referral right, as above; who referred, when and for which money stand as recorded. */
export const readCorrectionForm = (
  typed: Typed,
  readBody: (raw: unknown) => Reading<CorrectedReferral>,
  today: IsoDate,
): ReadForm<CorrectedReferral> =>
  readWith(typed, readBody, correctionOf(typed), (asked) => correctionFaults(asked, today));

/** The referrals elsewhere that a form has named so far: how it is known that it is somebody else is said of these. */
export const differentFromOf = (typed: Typed): readonly string[] =>
  (typed['differentFrom'] ?? '').split(' ').filter((id) => identifier.safeParse(id).success);

const namedBy = (refusal: Refusal | null): unknown => {
  if (refusal?.code === 'open-referral-elsewhere' && 'referralId' in refusal) return refusal.referralId;
  return refusal?.code === 'person-waits-here' && 'ownReferralId' in refusal ? refusal.ownReferralId : null;
};

/** What was typed, with the referral that a refusal names among those that the form has named. */
export const withNamed = (typed: Typed, refusal: Refusal | null): Typed => {
  const named = namedBy(refusal);
  return typeof named === 'string'
    ? { ...typed, differentFrom: [...new Set([...differentFromOf(typed), named])].join(' ') }
    : typed;
};

/** Whether a form asks how somebody is known to be another person: once it met one, and while something stands there. */
export const asksWhetherAnother = ({
  values,
  errors,
}: {
  readonly values: Typed;
  readonly errors: readonly FieldError[];
}): boolean =>
  (values['differentPersonBecause'] ?? '') !== '' ||
  errors.some(({ field }) => field === 'differentPersonBecause');

/** Reads what a referral began with, with the schema of the API. */
export const readOriginForm = (
  typed: Typed,
  readBody: (raw: unknown) => Reading<Origin>,
): ReadForm<Origin> => {
  const { givenName, familyName, source, route, receivedOn } = bodyOf(typed);
  return readWith(typed, readBody, { givenName, familyName, source, route, receivedOn }, () => []);
};

/** What a referral began with, as it stands in the fields of the form. */
export const fieldsOfOrigin = ({ givenName, familyName, source, route, receivedOn }: Origin): Typed => ({
  givenName,
  familyName,
  source,
  route,
  ...fieldsOfDate('receivedOn', receivedOn),
});
