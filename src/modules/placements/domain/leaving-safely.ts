import { addNights, maxDate, nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';
import type { PlacementState } from './placement.js';

/** What is owed to somebody who leaves, and by when. Weeks and days are counted from the leaving day. */
export interface LeavingPolicy {
  readonly contactByDays: { readonly first: number; readonly second: number };
  readonly followUpWeeks: readonly number[];
  readonly followUpOpensDaysBefore: number;
  readonly preparesDaysBefore: number;
  readonly unplannedWithinDays: number;
  readonly admissionWithinDays: number;
  readonly reEngagementWithinDays: number;
  readonly comesBackWithinDays: number;
  readonly listedForDaysAfterLast: number;
}

/** Who has to do a task: the project the person stays in, or the partnership that looks after them. */
export type Owner = 'provider' | 'partnership';

/** What a project records of somebody who stays with it. */
export const providerSubjects = [
  'naloxone_at_admission',
  'naloxone_at_discharge',
  'prescriber_informed',
  'next_address',
  'leaving_outcome',
] as const;
/** What a partnership records of somebody who leaves, besides follow-ups. */
export const partnershipSubjects = [
  'key_worker_acknowledged',
  'contact',
  're_engagement',
  'dual_housing',
] as const;
/** What a safety record is about. Follow-ups are told apart by their weeks. */
export type Subject = (typeof providerSubjects)[number] | (typeof partnershipSubjects)[number] | 'follow_up';

/** What can be answered about each subject. Contacts may be tried many times; everything else is answered once. */
export const outcomesOf = {
  naloxone_at_admission: ['accepted', 'has_kit', 'declined', 'not_offered'],
  naloxone_at_discharge: ['accepted', 'has_kit', 'declined', 'not_offered'],
  prescriber_informed: ['told_dose_rechecked', 'told', 'no_prescriber', 'not_told'],
  next_address: [
    'own_home',
    'family_or_friends',
    'supported_accommodation',
    'temporary_accommodation',
    'another_project',
    'hospital',
    'prison',
    'no_address',
    'not_known',
  ],
  leaving_outcome: ['taken', 'declined', 'not_asked'],
  key_worker_acknowledged: ['acknowledged', 'no_key_worker'],
  contact: ['reached', 'not_reached', 'given_up', 'died'],
  re_engagement: ['treatment_goes_on', 'treatment_arranged', 'not_needed', 'declined', 'not_reached'],
  dual_housing: ['stopped', 'continued', 'not_claimed'],
  follow_up: ['held', 'declined', 'lost', 'died'],
} as const satisfies Readonly<Record<Subject, readonly string[]>>;

/** What a correction says of a record that should not be there: the task is open again. */
export const enteredInError = 'entered_in_error';

/** Answers that mean something was not done: they are taken only with a reason. */
const needsReason: ReadonlySet<string> = new Set([
  'not_offered',
  'not_told',
  'no_key_worker',
  'given_up',
  're_engagement/not_reached',
  enteredInError,
]);

/** Whether an answer is taken only with the reason for it. */
export const isReasonNeeded = (subject: Subject, outcome: string): boolean =>
  needsReason.has(outcome) || needsReason.has(`${subject}/${outcome}`);

/** One task of a placement: a subject, the first or second contact, or a follow-up by its weeks. */
export type TaskKey =
  | Exclude<Subject, 'contact' | 'follow_up' | 'leaving_outcome'>
  | 'first_contact'
  | 'second_contact'
  | `follow_up_${number}`;

/** What somebody recorded. Only records that no later one corrects are handed to the rules. */
export interface SafetyRecord {
  readonly recordId: string;
  readonly subject: Subject;
  /** Of a follow-up; null for everything else. */
  readonly weeks: number | null;
  readonly outcome: string;
  readonly happenedOn: IsoDate;
}

/** What is known of a stay that may end or has ended. */
export interface LeavingFacts {
  readonly state: PlacementState;
  readonly admittedOn: IsoDate | null;
  /** The leaving day as planned. */
  readonly departsOn: IsoDate;
  readonly endedOn: IsoDate | null;
  readonly endKind: 'planned' | 'unplanned' | null;
  readonly endReason: string | null;
  /** Whether the person is recorded as having died, wherever that was recorded. */
  readonly isRecordedAsDied: boolean;
  /** Whether a place at another provider is booked or lived in that goes on from this stay. */
  readonly goesOn?: boolean;
}

/**
 * Where a task stands: `later` before it can be done, then `due`, then `overdue` from the day after its last; `done`; or
 * `fallen-away` because the person died first.
 */
export type TaskStatus = 'later' | 'due' | 'overdue' | 'done' | 'fallen-away';

/** One thing that is owed, by whom, from when until when, and where it stands. */
export interface SafetyTask {
  readonly key: TaskKey;
  readonly subject: Subject;
  readonly weeks: number | null;
  readonly owner: Owner;
  /** First day on which it can be done. */
  readonly opensOn: IsoDate;
  /** Last day on which it is done in time. */
  readonly dueOn: IsoDate;
  readonly status: TaskStatus;
  /** The answer that did it; null until then. */
  readonly record: SafetyRecord | null;
  /** Done, and later than it was due. */
  readonly isLate: boolean;
}

/**
 * The task that a record of this subject is about; null for contacts, which two tasks wait for, and for the outcome on
 * leaving, which nobody owes.
 */
export const taskKeyOf = (subject: Subject, weeks: number | null): TaskKey | null => {
  if (subject === 'contact' || subject === 'leaving_outcome') return null;
  return subject === 'follow_up' ? `follow_up_${weeks ?? 0}` : subject;
};

/** Who records a subject. */
export const ownerOf = (subject: Subject): Owner =>
  providerSubjects.some((own) => own === subject) ? 'provider' : 'partnership';

/** What has to be put right after a death too, so that nobody prescribes for, calls on or pays rent for the dead. */
const afterDeath: ReadonlySet<Subject> = new Set([
  'prescriber_informed',
  'key_worker_acknowledged',
  'dual_housing',
]);

/** Whether the person has died, by the end of the stay, by what is recorded since, or by their own record. */
export const hasDied = (stay: LeavingFacts, records: readonly SafetyRecord[]): boolean =>
  stay.isRecordedAsDied || stay.endReason === 'died' || records.some(({ outcome }) => outcome === 'died');

/** What a move to another provider needs: medicines that are known there, and a key worker who knows where to call. */
const forAMove: ReadonlySet<Subject> = new Set([
  'naloxone_at_admission',
  'prescriber_informed',
  'key_worker_acknowledged',
]);

/** Nobody goes home from a stay that another goes on from; who left it unplanned did all the same. */
const isMove = ({ goesOn, endKind }: LeavingFacts): boolean => goesOn === true && endKind !== 'unplanned';

interface Span {
  readonly key: TaskKey;
  readonly subject: Subject;
  readonly weeks: number | null;
  readonly opensOn: IsoDate;
  readonly dueOn: IsoDate;
  /** Whether a record of the subject does this task. */
  readonly isDoneBy: (record: SafetyRecord) => boolean;
}

const answered = (): boolean => true;

/** The tasks of a stay and their days, from its dates alone. None before the person has arrived. */
const allSpansOf = (policy: LeavingPolicy, stay: LeavingFacts): readonly Span[] => {
  const { admittedOn, departsOn, endedOn, endKind } = stay;
  if (admittedOn === null || (stay.state !== 'admitted' && stay.state !== 'ended')) return [];
  const onArrival: Span = {
    key: 'naloxone_at_admission',
    subject: 'naloxone_at_admission',
    weeks: null,
    opensOn: admittedOn,
    dueOn: addNights(admittedOn, policy.admissionWithinDays),
    isDoneBy: answered,
  };
  const leavesOn = endedOn ?? departsOn;
  const isUnplanned = endKind === 'unplanned';
  const opensOn = isUnplanned
    ? leavesOn
    : maxDate(admittedOn, addNights(leavesOn, -policy.preparesDaysBefore));
  const dueOn = isUnplanned ? addNights(leavesOn, policy.unplannedWithinDays) : leavesOn;
  const atLeaving = (
    [
      'naloxone_at_discharge',
      'prescriber_informed',
      'next_address',
      'key_worker_acknowledged',
      'dual_housing',
    ] as const
  ).map((subject): Span => ({ key: subject, subject, weeks: null, opensOn, dueOn, isDoneBy: answered }));
  if (endedOn === null) return [onArrival, ...atLeaving];
  const firstBy = addNights(endedOn, policy.contactByDays.first);
  const again = addNights(firstBy, 1);
  return [
    onArrival,
    ...atLeaving,
    {
      key: 'first_contact',
      subject: 'contact',
      weeks: null,
      opensOn: endedOn,
      dueOn: firstBy,
      isDoneBy: ({ outcome }) => outcome !== 'not_reached',
    },
    {
      key: 'second_contact',
      subject: 'contact',
      weeks: null,
      opensOn: again,
      dueOn: addNights(endedOn, policy.contactByDays.second),
      // A talk in the first week does not say how somebody is in the fourth.
      isDoneBy: ({ outcome, happenedOn }) => outcome !== 'not_reached' && happenedOn >= again,
    },
    {
      key: 're_engagement',
      subject: 're_engagement',
      weeks: null,
      opensOn: endedOn,
      dueOn: addNights(endedOn, policy.reEngagementWithinDays),
      isDoneBy: answered,
    },
    ...policy.followUpWeeks.map((weeks): Span => {
      const on = addNights(endedOn, weeks * 7);
      return {
        key: `follow_up_${weeks}`,
        subject: 'follow_up',
        weeks,
        opensOn: maxDate(endedOn, addNights(on, -policy.followUpOpensDaysBefore)),
        dueOn: on,
        isDoneBy: (record) => record.weeks === weeks,
      };
    }),
  ];
};

const spansOf = (policy: LeavingPolicy, stay: LeavingFacts): readonly Span[] =>
  allSpansOf(policy, stay).filter(({ subject }) => !isMove(stay) || forAMove.has(subject));

const statusOf = (span: Span, isOver: boolean, today: IsoDate): TaskStatus => {
  if (isOver) return 'fallen-away';
  if (today < span.opensOn) return 'later';
  return today > span.dueOn ? 'overdue' : 'due';
};

/**
 * Everything owed in a placement and where it stands today: each task once, in the order in which they come. `records`
 * are those no later one corrects. With time alone a task only goes on from later to due to overdue; what is done stays done.
 *
 * Source: Medication Assisted Treatment standard 3 (Scottish Government, 2021); domain brief, section 10.
 */
export const deriveSafetyTasks = (
  policy: LeavingPolicy,
  stay: LeavingFacts,
  records: readonly SafetyRecord[],
  today: IsoDate,
): readonly SafetyTask[] => {
  const died = hasDied(stay, records);
  // One talk is one contact, also when it comes late: the other is owed still.
  const talks = new Set<string>();
  return spansOf(policy, stay).map((span) => {
    const found = records
      .filter((record) => record.subject === span.subject && record.outcome !== enteredInError)
      .filter((record) => span.isDoneBy(record) && !talks.has(record.recordId))
      .sort((a, b) => (a.happenedOn < b.happenedOn ? -1 : Number(a.happenedOn > b.happenedOn)));
    const record = found[0] ?? null;
    if (record?.outcome === 'reached') talks.add(record.recordId);
    const isOver = died && !afterDeath.has(span.subject);
    return {
      key: span.key,
      subject: span.subject,
      weeks: span.weeks,
      owner: ownerOf(span.subject),
      opensOn: span.opensOn,
      dueOn: span.dueOn,
      status: record === null ? statusOf(span, isOver, today) : 'done',
      record,
      isLate: record !== null && record.happenedOn > span.dueOn,
    };
  });
};

/** Whether a task waits for somebody now. */
export const isOwed = ({ status }: SafetyTask): boolean => status === 'due' || status === 'overdue';

/** The first leaving day whose tasks still stand on lists today. */
export const listedSince = (policy: LeavingPolicy, today: IsoDate): IsoDate =>
  addNights(today, -(Math.max(...policy.followUpWeeks) * 7 + policy.listedForDaysAfterLast));

/** Whether a referral received on that day means that somebody who left has come back. */
export const hasComeBack = (policy: LeavingPolicy, endedOn: IsoDate, receivedOn: IsoDate): boolean =>
  receivedOn >= endedOn && nightsBetween(endedOn, receivedOn) <= policy.comesBackWithinDays;

/**
 * The score of an outcome instrument, which is nothing without its name and version, and the satisfaction from 0 to 10. A
 * follow-up has both; on leaving either may not have been asked.
 */
export interface Measured {
  readonly instrument: string | null;
  readonly instrumentVersion: string | null;
  readonly score: number | null;
  readonly satisfaction: number | null;
}

/** Whether what was measured fits the answer: all of it for a follow-up, a score or a satisfaction on leaving. */
const fitsMeasure = ({ subject, outcome, measured }: SafetyAnswer): boolean => {
  const isHeld = subject === 'follow_up' && outcome === 'held';
  const isTaken = subject === 'leaving_outcome' && outcome === 'taken';
  if (measured === null) return !isHeld && !isTaken;
  const { instrument, instrumentVersion, score, satisfaction } = measured;
  const scored = [instrument, instrumentVersion, score].filter((part) => part !== null).length;
  if (isHeld) return scored === 3 && satisfaction !== null;
  return isTaken && (scored === 3 || (scored === 0 && satisfaction !== null));
};

/** What somebody wants to record. */
export interface SafetyAnswer {
  readonly subject: Subject;
  readonly weeks: number | null;
  readonly outcome: string;
  readonly happenedOn: IsoDate;
  readonly note: string | null;
  /** The record this one replaces; null for one that replaces none. */
  readonly correctsId: string | null;
  /** Naloxone kits given, and whether the person was shown how to use them. */
  readonly naloxone: { readonly kits: number; readonly isTrained: boolean } | null;
  /** What a follow-up that was held found, or what was taken on leaving. */
  readonly measured: Measured | null;
}

/** Why an answer is not taken. */
export type SafetyAnswerRefusal =
  | { readonly code: 'not-arrived-yet' }
  | { readonly code: 'not-left-yet' }
  | { readonly code: 'person-died' }
  | { readonly code: 'follow-up-not-planned'; readonly weeks: readonly number[] }
  | { readonly code: 'follow-up-too-early'; readonly opensOn: IsoDate }
  | { readonly code: 'happened-in-the-future'; readonly today: IsoDate }
  | { readonly code: 'happened-too-early'; readonly earliestOn: IsoDate }
  | { readonly code: 'already-recorded'; readonly recordId: string | null }
  | { readonly code: 'nothing-to-correct' }
  | { readonly code: 'reason-missing' }
  | { readonly code: 'kits-do-not-fit' }
  | { readonly code: 'measure-does-not-fit' };

const faultInside = (answer: SafetyAnswer): SafetyAnswerRefusal | null => {
  const { subject, outcome, naloxone, note } = answer;
  const isNaloxone = subject === 'naloxone_at_admission' || subject === 'naloxone_at_discharge';
  const takesKits = isNaloxone && outcome === 'accepted';
  if (takesKits !== (naloxone !== null) || naloxone?.kits === 0) return { code: 'kits-do-not-fit' };
  if (!fitsMeasure(answer)) return { code: 'measure-does-not-fit' };
  if (isReasonNeeded(subject, outcome) && note === null) return { code: 'reason-missing' };
  return null;
};

const faultInTime = (
  policy: LeavingPolicy,
  stay: LeavingFacts,
  { subject, weeks, happenedOn }: SafetyAnswer,
  today: IsoDate,
): SafetyAnswerRefusal | null => {
  const spans = spansOf(policy, stay).filter((span) => span.subject === subject);
  if (stay.admittedOn === null || stay.state === 'booked' || stay.state === 'never_started') {
    return { code: 'not-arrived-yet' };
  }
  if (subject === 'leaving_outcome') {
    if (happenedOn > today) return { code: 'happened-in-the-future', today };
    const earliestOn = stay.admittedOn;
    return happenedOn < earliestOn ? { code: 'happened-too-early', earliestOn } : null;
  }
  if (subject === 'follow_up' && !policy.followUpWeeks.some((known) => known === weeks)) {
    return { code: 'follow-up-not-planned', weeks: policy.followUpWeeks };
  }
  const span = spans.find((one) => one.weeks === weeks);
  if (span === undefined) return { code: 'not-left-yet' };
  if (happenedOn > today) return { code: 'happened-in-the-future', today };
  if (subject === 'follow_up') {
    if (today < span.opensOn) return { code: 'follow-up-too-early', opensOn: span.opensOn };
    return happenedOn < span.opensOn ? { code: 'happened-too-early', earliestOn: span.opensOn } : null;
  }
  // What prepares a leaving may be done at any time of the stay; what follows it only afterwards.
  const earliestOn = subject === 'contact' || subject === 're_engagement' ? span.opensOn : stay.admittedOn;
  return happenedOn < earliestOn ? { code: 'happened-too-early', earliestOn } : null;
};

/**
 * Why an answer is not taken; null when it is. `standing` are the records that no later one corrects, those entered in
 * error among them. An answer to what has been answered replaces that answer, and says so. The first fault is told.
 */
export const weighSafetyAnswer = (
  policy: LeavingPolicy,
  stay: LeavingFacts,
  standing: readonly SafetyRecord[],
  answer: SafetyAnswer,
  today: IsoDate,
): SafetyAnswerRefusal | null => {
  const { subject, weeks, outcome, correctsId } = answer;
  const inTime = faultInTime(policy, stay, answer, today);
  if (inTime !== null) return inTime;
  const same = standing.filter((record) => record.subject === subject && record.weeks === weeks);
  if (correctsId !== null && !same.some(({ recordId }) => recordId === correctsId)) {
    return { code: 'nothing-to-correct' };
  }
  if (correctsId === null && outcome === enteredInError) return { code: 'nothing-to-correct' };
  if (correctsId === null && subject !== 'contact' && same.length > 0) {
    return { code: 'already-recorded', recordId: same[0]?.recordId ?? null };
  }
  const others = standing.filter(({ recordId }) => recordId !== correctsId);
  if (correctsId === null && hasDied(stay, others) && !afterDeath.has(subject))
    return { code: 'person-died' };
  return faultInside(answer);
};
