import type { Scope } from '../../../../kernel/actor.js';
import { nightsBetween, type IsoDate } from '../../../../kernel/iso-date.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { Form, Page, PageInput, PageReply, Typed } from '../../../../platform/http/define-page.js';
import type { DrugAlertsModel } from '../../../../ui/components/drug-alerts.js';
import type { TagModel } from '../../../../ui/components/tag.js';
import { fieldsOfDate } from '../../../../ui/forms/date-parts.js';
import type { FieldError, FormState } from '../../../../ui/forms/form-state.js';
import { agoText } from '../../../../ui/presenters/ago-text.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { countOf } from '../../../../ui/presenters/numbers.js';
import type { LeavingStory, ReadLeavingStory, ToldRecord } from '../../application/leaving-facts.js';
import type { ReadNames } from '../../application/provider-facts.js';
import type { makeRecordSafety } from '../../application/record-safety.js';
import {
  deriveSafetyTasks,
  enteredInError,
  hasComeBack,
  hasDied,
  isOwed,
  ownerOf,
  taskKeyOf,
  type LeavingPolicy,
  type Owner,
  type SafetyTask,
  type Subject,
  type TaskStatus,
} from '../../domain/leaving-safely.js';
import { unpaidNights } from '../../domain/placement.js';
import { endingText } from './history-text.js';
import {
  LeavingView,
  type LeavingProps,
  type OtherTaskModel,
  type OwedModel,
  type RecordModel,
} from './leaving.view.js';
import { placementIdOf, residentsPath } from './stay-forms.js';
import { addressOfLeaving, leavingPath } from './leaving-address.js';
import {
  correctedBy,
  permissionOf,
  safetyFormKinds,
  safetyForms,
  type SafetyFormKind,
} from './safety-forms.js';
import type { SafetyFields, SafetyFormModel } from './safety-forms.view.js';
import {
  outcomeOptions,
  outcomeText,
  ownerText,
  subjectText,
  taskText,
  usualInstrument,
} from './safety-words.js';

/** What the page of one leaving needs. */
export interface LeavingPageDeps {
  readonly policy: LeavingPolicy;
  readonly readLeavingStory: ReadLeavingStory;
  readonly recordSafety: ReturnType<typeof makeRecordSafety>;
  readonly readNames: ReadNames;
  /** What was said of the person's home before they came; null where nobody asked. */
  readonly readHomeText: (tx: Tx, referralId: string) => Promise<string | null>;
  /** The alerts that hold where this person is and comes from. */
  readonly readDrugAlerts: (
    tx: Tx,
    scope: Scope,
    today: IsoDate,
    placement: Pick<LeavingStory, 'partnershipId' | 'projectId'>,
  ) => Promise<DrugAlertsModel>;
}

const statusTags: Readonly<Record<TaskStatus, TagModel>> = {
  later: { text: 'To come', colour: 'grey' },
  due: { text: 'Due', colour: 'blue' },
  overdue: { text: 'Overdue', colour: 'red' },
  done: { text: 'Done', colour: 'green' },
  'fallen-away': { text: 'No longer owed', colour: 'grey' },
};

/** A form of this page that was sent with faults. */
interface FailedForm {
  readonly kind: SafetyFormKind;
  readonly correctsId: string | null;
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
}

interface Showing {
  readonly input: PageInput;
  readonly story: LeavingStory;
  readonly policy: LeavingPolicy;
  readonly failed: FailedForm | null;
}

const kindOf = (policy: LeavingPolicy, subject: Subject, weeks: number | null): SafetyFormKind | undefined =>
  safetyFormKinds(policy).find((kind) => kind.subject === subject && kind.weeks === weeks);

const idPrefixOf = ({ slug }: SafetyFormKind, correctsId: string | null): string =>
  `${slug}-${correctsId ?? 'new'}-`;

const questions: Readonly<Partial<Record<Subject, string>>> = {
  next_address: 'Where does the person go?',
  contact: 'What came of it?',
  follow_up: 'What came of it?',
  leaving_outcome: 'Was an outcome taken on leaving?',
};

const asksOf = (subject: Subject): SafetyFormModel['asks'] => {
  if (subject === 'naloxone_at_admission' || subject === 'naloxone_at_discharge') return 'kits';
  return subject === 'follow_up' || subject === 'leaving_outcome' ? 'measure' : 'nothing';
};

const noteHintOf = (subject: Subject): string =>
  subject === 'next_address'
    ? 'How the person can be reached there, if they agree. Needed for nothing else'
    : 'Needed where something was not done: say why';

const toForm = (
  { input, story, failed }: Showing,
  kind: SafetyFormKind,
  correctsId: string | null,
): SafetyFormModel => {
  const key = taskKeyOf(kind.subject, kind.weeks);
  const text = key === null && kind.subject === 'contact' ? 'Contact' : subjectText(kind.subject, key);
  const isFailed = failed !== null && failed.kind.slug === kind.slug && failed.correctsId === correctsId;
  const untouched: FormState<SafetyFields> = {
    values: {
      ...fieldsOfDate('happenedOn', input.today),
      ...(asksOf(kind.subject) === 'measure' ? { instrument: usualInstrument } : {}),
    },
    errors: [],
  };
  return {
    idPrefix: idPrefixOf(kind, correctsId),
    action: `${addressOfLeaving(story.placementId)}/${kind.slug}`,
    label: `${correctsId === null ? '' : 'Put right: '}${text} of ${story.reference}`,
    question: questions[kind.subject] ?? 'What was done?',
    outcomeOptions: [
      ...outcomeOptions(kind.subject),
      ...(correctsId === null
        ? []
        : [
            {
              value: enteredInError,
              text: 'It was entered in error',
              hint: 'Nothing of it is true; the task is open again',
            },
          ]),
    ],
    asks: asksOf(kind.subject),
    ...(kind.subject === 'leaving_outcome'
      ? {
          measureHint:
            'Only when taken. Leave the version and the score empty, or the satisfaction, where it was not asked',
        }
      : {}),
    noteHint: noteHintOf(kind.subject),
    correctsRecordId: correctsId,
    form: isFailed ? { values: failed.typed, errors: failed.errors } : untouched,
    idempotencyKey: `${input.newKey()}-${kind.slug.slice(0, 12)}`,
  };
};

/** An answer that was taken back: a new one replaces it. */
const takenBack = ({ told }: LeavingStory, { subject, weeks }: SafetyTask): string | null =>
  subject === 'contact'
    ? null
    : (told.find(
        (record) =>
          !record.isCorrected &&
          record.outcome === enteredInError &&
          record.subject === subject &&
          record.weeks === weeks,
      )?.recordId ?? null);

const toOwed = (showing: Showing, task: SafetyTask, isWritable: boolean): OwedModel => {
  const { policy, story, failed } = showing;
  const kind = kindOf(policy, task.subject, task.weeks);
  const tries = story.told.filter(
    ({ subject, outcome, isCorrected }) =>
      task.subject === 'contact' && subject === 'contact' && outcome === 'not_reached' && !isCorrected,
  );
  const form = isWritable && kind !== undefined ? toForm(showing, kind, takenBack(story, task)) : undefined;
  return {
    key: task.key,
    text: taskText(task.key),
    status: statusTags[task.status],
    dueText: `By ${shortDate(task.dueOn)}`,
    soFar: tries.map(({ happenedOn }) => `Tried on ${shortDate(happenedOn)}, not reached`),
    ...(form === undefined ? {} : { form }),
    isOpen:
      failed !== null &&
      form !== undefined &&
      failed.kind.slug === kind?.slug &&
      failed.correctsId === form.correctsRecordId,
  };
};

/** The form of an outcome that came after the leaving was recorded, until there is one; before, it comes with the leaving. */
const leavingOutcomeOf = (showing: Showing, isWritable: boolean): Pick<LeavingProps, 'leavingOutcome'> => {
  const { policy, story, failed } = showing;
  const kind = kindOf(policy, 'leaving_outcome', null);
  const standing = story.told.find(
    ({ subject, isCorrected }) => subject === 'leaving_outcome' && !isCorrected,
  );
  const isOpen = story.state === 'ended';
  const isAnswered = standing !== undefined && standing.outcome !== enteredInError;
  if (!isWritable || !isOpen || isAnswered || kind === undefined || hasDied(story, story.records)) return {};
  const form = toForm(showing, kind, standing?.recordId ?? null);
  return { leavingOutcome: { form, isOpen: failed?.kind.slug === kind.slug } };
};

const toOther = (task: SafetyTask): OtherTaskModel => ({
  key: task.key,
  text: taskText(task.key),
  ownerText: ownerText(task.owner),
  status: task.isLate ? { text: 'Done late', colour: 'yellow' } : statusTags[task.status],
  whenText:
    task.record === null
      ? `From ${shortDate(task.opensOn)}, by ${shortDate(task.dueOn)}`
      : shortDate(task.record.happenedOn),
});

const detailsOf = (record: ToldRecord): readonly string[] => [
  ...(record.kits === null
    ? []
    : [
        `${countOf(record.kits, 'kit')}, ${record.isTrained === true ? 'shown' : 'not shown'} how to use them`,
      ]),
  ...(record.instrument === null
    ? []
    : [
        `${record.instrument}, version ${record.instrumentVersion ?? 'not known'}: ${record.score ?? 'no score'}`,
      ]),
  ...(record.satisfaction === null ? [] : [`Satisfaction ${record.satisfaction} of 10`]),
  ...(record.note === null ? [] : [record.note]),
];

const toRecord = (showing: Showing, record: ToldRecord, isWritable: boolean): RecordModel => {
  const { input, policy, failed } = showing;
  const key = taskKeyOf(record.subject, record.weeks);
  const kind = kindOf(policy, record.subject, record.weeks);
  const mayCorrect =
    isWritable && !record.isCorrected && record.outcome !== enteredInError && kind !== undefined;
  return {
    key: record.recordId,
    text: subjectText(record.subject, key),
    answerText: `${shortDate(record.happenedOn)}: ${outcomeText(record.subject, record.outcome)}`,
    detailTexts: detailsOf(record),
    byText: `${record.recordedBy}, ${agoText(record.recordedAt, input.now)}`,
    isCorrected: record.isCorrected,
    ...(mayCorrect ? { correction: toForm(showing, kind, record.recordId) } : {}),
    isOpen: failed !== null && failed.correctsId === record.recordId,
  };
};

const leavingText = ({ state, endedOn, endKind, endReason, departsOn }: LeavingStory): string => {
  if (endedOn === null) return state === 'admitted' ? `Planned for ${shortDate(departsOn)}` : 'Not here yet';
  const ending =
    endKind === null || endReason === null ? '' : `: ${endingText({ kind: endKind, reason: endReason })}`;
  const unpaid = unpaidNights({ departsOn }, endedOn);
  const late = unpaid === 0 ? '' : `. ${countOf(unpaid, 'night')} past the paid days, without money`;
  return `${shortDate(endedOn)}${ending}${late}`;
};

const cameBackOf = (policy: LeavingPolicy, { endedOn, nextReferral }: LeavingStory) =>
  endedOn === null || nextReferral === null || !hasComeBack(policy, endedOn, nextReferral.receivedOn)
    ? {}
    : {
        cameBack: {
          text: `A new referral was received on ${shortDate(nextReferral.receivedOn)}, ${countOf(nightsBetween(endedOn, nextReferral.receivedOn), 'day')} after leaving`,
          href: `/referrals/${nextReferral.referralId}`,
        },
      };

/** Nights without money stay said until somebody has seen to them; who acts is not recorded here. */
const unpaidOf = (
  { departsOn, endedOn, partnershipName, referralId }: LeavingStory,
  side: Owner,
): Pick<LeavingProps, 'unpaid'> => {
  const nights = unpaidNights({ departsOn }, endedOn);
  if (nights === 0) return {};
  const title = `${countOf(nights, 'night')} without money`;
  const past = `The person stayed past ${shortDate(departsOn)}, the last day that is paid for.`;
  return {
    unpaid:
      side === 'provider'
        ? { title, text: `${past} ${partnershipName} is told: ring them about these nights.` }
        : {
            title,
            text: `${past} Nothing is paid for these nights: speak with the project about them.`,
            href: `/referrals/${referralId}/money`,
          },
  };
};

/** Whether the reader may record what a side owes. */
const mayRecord = ({ actor }: PageInput, owner: Owner): boolean =>
  scopeFor(actor, permissionOf[owner]) !== null;

const show = async (
  deps: LeavingPageDeps,
  tx: Tx,
  input: PageInput,
  failed: FailedForm | null = null,
): Promise<PageReply> => {
  const { scope, frame, today } = input;
  const { policy } = deps;
  const story = await deps.readLeavingStory(tx, scope, placementIdOf(input));
  if (story === null) return { kind: 'problem', code: 'not-found' };
  const name = (await deps.readNames(tx, scope, [story.clientId])).get(story.clientId);
  const alerts = await deps.readDrugAlerts(tx, scope, today, story);
  const showing: Showing = { input, story, policy, failed };
  const side: Owner = scope.kind === 'provider' ? 'provider' : 'partnership';
  const home = await deps.readHomeText(tx, story.referralId);
  const isWritable = mayRecord(input, side);
  const tasks = deriveSafetyTasks(policy, story, story.records, today);
  const owed = tasks.filter(isOwed);
  const own = owed.filter(({ owner }) => owner === side).map((task) => toOwed(showing, task, isWritable));
  // Both contacts wait for the same try: one form answers for both.
  const forms = own.map(({ form }) => form?.idPrefix);
  const died = hasDied(story, story.records);
  const outcome = leavingOutcomeOf(showing, isWritable && side === 'provider');
  const isShown =
    failed !== null &&
    (own.some(({ isOpen }) => isOpen) ||
      outcome.leavingOutcome?.isOpen === true ||
      story.told.some(({ recordId }) => recordId === failed.correctsId));
  return {
    kind: 'page',
    page: LeavingView({
      frame,
      current: side === 'provider' ? 'residents' : 'placements',
      back:
        side === 'provider'
          ? { text: 'Back to arrivals and residents', href: residentsPath }
          : { text: 'Back to placed people', href: '/placements' },
      personText: name === undefined ? story.reference : `${name}, ${story.reference}`,
      reference: story.reference,
      summary: [
        { key: 'Place', value: `${story.projectName}, ${story.bedLabel}` },
        { key: 'Partnership', value: story.partnershipName },
        { key: 'Arrived', value: story.admittedOn === null ? 'Not yet' : shortDate(story.admittedOn) },
        { key: 'Leaving', value: leavingText(story) },
        ...(home === null ? [] : [{ key: 'Home', value: home }]),
      ],
      alerts,
      ...cameBackOf(policy, story),
      ...unpaidOf(story, side),
      ...(died
        ? {
            diedText:
              'Only what still has to be put right is owed: who prescribed, who called, what is paid for.',
          }
        : {}),
      isWritable,
      ...outcome,
      own: own.map(({ form, ...model }, index) => ({
        ...model,
        ...(form === undefined || forms.indexOf(form.idPrefix) !== index ? {} : { form }),
      })),
      others: owed.filter(({ owner }) => owner !== side).map((task) => toOwed(showing, task, false)),
      othersTitle: side === 'provider' ? 'Owed by the partnership' : 'Owed by the project',
      nothingOwedText: tasks.length === 0 ? 'Nothing is owed before the arrival' : 'Nothing is owed now',
      rest: tasks.filter((task) => !isOwed(task)).map(toOther),
      records: story.told
        .map((record) =>
          toRecord(
            showing,
            record,
            mayRecord(input, ownerOf(record.subject)) && ownerOf(record.subject) === side,
          ),
        )
        .reverse(),
      errors:
        failed === null
          ? []
          : isShown
            ? failed.errors
            : failed.errors.map(({ text }) => ({ field: '', text })),
      ...(failed !== null && isShown ? { idPrefix: idPrefixOf(failed.kind, failed.correctsId) } : {}),
    }),
  };
};

/** The page of one leaving, with every form on it. */
export const leavingPages = (
  deps: LeavingPageDeps,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: [
    {
      path: leavingPath,
      permission: 'see-placements',
      auditedRead: { subject: 'placement', param: 'placementId' },
      read: (tx, input) => show(deps, tx, input),
    },
  ],
  forms: safetyForms(
    deps.policy,
    deps.recordSafety,
    (kind) =>
      (tx, input, { typed, errors }) =>
        show(deps, tx, input, { kind, correctsId: correctedBy(typed), typed, errors }),
  ),
});
