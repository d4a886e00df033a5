import type { Tx } from '../../../../kernel/unit-of-work.js';
import { parseIsoDate } from '../../../../kernel/iso-date.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
  type ReadForm,
  type Typed,
} from '../../../../platform/http/define-page.js';
import { dateFromFields, fieldsOfDate } from '../../../../ui/forms/date-parts.js';
import type { FieldError, Option } from '../../../../ui/forms/form-state.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import type { NewReferral } from '../../application/ports.js';
import type { makeRecordReferral, RecordReferralRefusal } from '../../application/record-referral.js';
import type { ReadReferral } from '../../contract/facts.js';
import {
  areaTexts,
  bandHints,
  detoxNeedTexts,
  mixTexts,
  optionsOf,
  sourceTexts,
  weeksAskedFor,
} from './referral-words.js';
import { routeTexts, sexTexts, substanceTexts, urgencyBandTexts } from '../../contract/words.js';
import { RecordReferralView } from './record-referral.view.js';

/** A body read by the one schema of a referral, or every place at fault. */
export type ReferralReading =
  | { readonly success: true; readonly data: NewReferral }
  | {
      readonly success: false;
      readonly error: {
        readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
      };
    };

/** What the page on which a referral is recorded needs. */
export interface RecordReferralPageDeps {
  readonly recordReferral: ReturnType<typeof makeRecordReferral>;
  /** The same schema that the API reads with. */
  readonly readBody: (raw: unknown) => ReferralReading;
  readonly readReferral: ReadReferral;
  readonly readProjectOptions: (
    tx: Tx,
  ) => Promise<readonly { readonly projectId: string; readonly name: string }[]>;
}

const path = '/referrals/new';
const waitingList = '/waiting-list';

const projectFields = ['firstProject', 'secondProject', 'thirdProject'] as const;

interface FieldTexts {
  readonly field: string;
  readonly missing: string;
  /** Where it differs from what the schema says. */
  readonly wrong?: string;
}

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
  ...projectFields.map((field) => choice(field, 'Choose a project from the list')),
  choice('prefersArea', 'Choose near home, away or no preference'),
  choice('prefersMix', 'Choose mixed, single-sex or no preference'),
];

const dateFields: readonly string[] = ['bornOn', 'receivedOn', 'oldestChildBornOn'];

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

/** Browsers send line ends as two characters; people typed one. */
const proseOf = (typed: Typed, field: string): string => (typed[field] ?? '').replace(/\r\n?/g, '\n');

const chosenProjects = (typed: Typed): readonly { readonly field: string; readonly projectId: string }[] =>
  projectFields
    .map((field) => ({ field, projectId: typed[field] ?? '' }))
    .filter(({ projectId }) => projectId !== '');

const bodyOf = (typed: Typed) => ({
  givenName: typed['givenName'],
  familyName: typed['familyName'],
  bornOn: dateOf(typed, 'bornOn') ?? '',
  sex: typed['sex'],
  source: typed['source'],
  route: typed['route'],
  receivedOn: dateOf(typed, 'receivedOn') ?? '',
  reason: proseOf(typed, 'reason'),
  substance: typed['substance'],
  urgencyBand: typed['urgencyBand'],
  urgencyReason: proseOf(typed, 'urgencyReason'),
  needsStepFree: typed['needsStepFree'] === 'yes',
  needsWetRoom: typed['needsWetRoom'] === 'yes',
  adults: numberOf(typed, 'adults'),
  children: numberOf(typed, 'children'),
  oldestChildBornOn: dateOf(typed, 'oldestChildBornOn'),
  detoxNeed: typed['detoxNeed'] ?? '',
  prefersArea: typed['prefersArea'] ?? '',
  prefersMix: typed['prefersMix'] ?? '',
  preferredProjectIds: chosenProjects(typed).map(({ projectId }) => projectId),
  plannedWeeks: numberOf(typed, 'plannedWeeks'),
});

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

const fieldOf = (typed: Typed, [member, index]: readonly PropertyKey[]): string =>
  member === 'preferredProjectIds'
    ? (chosenProjects(typed)[typeof index === 'number' ? index : 0]?.field ?? 'firstProject')
    : String(member);

/** Dates that cannot be true beside each other: nobody is born after they were referred. */
const impossibleBirths = ({ bornOn, oldestChildBornOn, receivedOn }: NewReferral): FieldError[] => [
  ...(bornOn > receivedOn
    ? [{ field: 'bornOn', text: `Enter a date of birth before the referral, ${shortDate(receivedOn)}` }]
    : []),
  ...(oldestChildBornOn !== null && oldestChildBornOn > receivedOn
    ? [
        {
          field: 'oldestChildBornOn',
          text: `Enter a date of birth before the referral, ${shortDate(receivedOn)}`,
        },
      ]
    : []),
];

const inFormOrder = (errors: readonly FieldError[]): readonly FieldError[] =>
  fieldTexts.flatMap(({ field }) => errors.find((error) => error.field === field) ?? []);

/** Reads the form with the schema of the API, and says what is wrong in the words of the page. */
export const readReferralForm = (
  typed: Typed,
  readBody: RecordReferralPageDeps['readBody'],
): ReadForm<NewReferral> => {
  const read = readBody(bodyOf(typed));
  const repeated = repeatedProject(typed);
  if (read.success) {
    const errors = [...impossibleBirths(read.data), ...repeated];
    return errors.length === 0
      ? { ok: true, command: read.data }
      : { ok: false, errors: inFormOrder(errors) };
  }
  const errors = read.error.issues.map(({ path: at, message }): FieldError => {
    const field = fieldOf(typed, at);
    const texts = fieldTexts.find((entry) => entry.field === field);
    return {
      field,
      text: (isEmpty(typed, field) ? texts?.missing : texts?.wrong) ?? message.replace(/\.$/, ''),
    };
  });
  return { ok: false, errors: inFormOrder([...repeated, ...errors]) };
};

const explain = (refusal: RecordReferralRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return [{ field: '', text: 'Your account belongs to no partnership, so it cannot record a referral.' }];
    case 'open-referral-exists':
      return [];
    case 'person-too-young':
      return [
        {
          field: 'bornOn',
          text: `Check the date of birth: no project here takes anybody younger than ${refusal.youngestYears}`,
        },
      ];
    case 'received-too-long-ago':
      return [
        {
          field: 'receivedOn',
          text: `Enter ${shortDate(refusal.earliestOn)} or a later day: people who asked longer ago ask again`,
        },
      ];
    case 'received-in-the-future': {
      const today = parseIsoDate(refusal.today);
      return [
        {
          field: 'receivedOn',
          text: `Enter today${today === null ? '' : `, ${shortDate(today)},`} or an earlier day`,
        },
      ];
    }
    case 'oldest-child-birth-date-missing':
      return [
        {
          field: 'oldestChildBornOn',
          text: 'Enter the date of birth of the oldest child, since a child comes too',
        },
      ];
    case 'project-unknown':
      return [{ field: 'firstProject', text: 'Choose projects from the list' }];
  }
};

const optionsFrom = (
  projects: readonly { readonly projectId: string; readonly name: string }[],
): readonly Option[] => projects.map(({ projectId, name }) => ({ value: projectId, text: name }));

const show = async (
  deps: RecordReferralPageDeps,
  tx: Tx,
  { frame, newKey, scope }: PageInput,
  form: {
    readonly values: Typed;
    readonly errors: readonly FieldError[];
    readonly openReferralId: string | null;
  },
): Promise<PageReply> => {
  const existing =
    form.openReferralId === null ? null : await deps.readReferral(tx, scope, form.openReferralId);
  return {
    kind: 'page',
    page: RecordReferralView({
      frame,
      action: path,
      idempotencyKey: newKey(),
      form,
      options: {
        sex: optionsOf(sexTexts),
        source: optionsOf(sourceTexts),
        route: optionsOf(routeTexts),
        substance: optionsOf(substanceTexts),
        urgencyBand: optionsOf(urgencyBandTexts, bandHints),
        detoxNeed: optionsOf(detoxNeedTexts),
        project: optionsFrom(await deps.readProjectOptions(tx)),
        prefersArea: optionsOf(areaTexts),
        prefersMix: optionsOf(mixTexts),
      },
      ...(existing === null
        ? {}
        : {
            possibleDuplicate: {
              text: `${existing.reference} is open for somebody with this name and date of birth.`,
              href: `/referrals/${existing.referralId}`,
            },
          }),
      cancelHref: waitingList,
    }),
  };
};

/** The page on which a coordinator records a person and their referral, for their own partnership. */
export const recordReferralPage = (deps: RecordReferralPageDeps): Page => ({
  path,
  permission: 'edit-referrals',
  read: (tx, input) =>
    show(deps, tx, input, {
      values: {
        ...fieldsOfDate('receivedOn', input.today),
        adults: '1',
        children: '0',
        detoxNeed: 'none',
        prefersArea: 'no_preference',
        prefersMix: 'no_preference',
      },
      errors: [],
      openReferralId: null,
    }),
});

/** The id a refusal names, where it names one. */
const openReferralOf = (refusal: object | null): string | null =>
  refusal !== null && 'referralId' in refusal && typeof refusal.referralId === 'string'
    ? refusal.referralId
    : null;

/** Records the referral; or shows the form again with everything typed, and the open referral there is. */
export const recordReferralForm = (deps: RecordReferralPageDeps): Form =>
  defineForm({
    path,
    permission: 'edit-referrals',
    auditEvent: 'referrals.referral-recorded',
    parse: (typed) => readReferralForm(typed, deps.readBody),
    act: (tx, { scope, actor, today }, referral: NewReferral) =>
      deps.recordReferral(tx, scope, { memberId: actor.memberId, today, referral }),
    done: ({ referralId }) => `/referrals/${referralId}?done=referral-recorded`,
    explain,
    again: (tx, input, { typed, errors, refusal }) =>
      show(deps, tx, input, { values: typed, errors, openReferralId: openReferralOf(refusal) }),
  });
