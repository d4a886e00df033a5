import type { Role, Scope } from '../../../kernel/actor.js';
import { addNights, londonDate, type IsoDate } from '../../../kernel/iso-date.js';
import { byMark } from '../../../kernel/marked-page.js';
import type { MissingGate, Queue } from '../../matching/contract.js';
import type { Attention, UrgencyBand } from '../../referrals/contract/facts.js';

/** What somebody can have to do. */
export const taskKinds = [
  'safety',
  'acknowledge-alert',
  'not-safe-to-wait',
  'review-wait',
  'review-urgency',
  'before-it-runs-out',
  'reach-person',
  'record-assessment',
  'ask-for-funding',
  'answer-about-funding',
  'decide-funding',
  'confirm-approval',
  'confirm-takeover',
  'book-detox',
  'make-offer',
  'look-for-place',
  'answer-offer',
  'reach-about-offer',
  'confirm-override',
  'record-arrival',
  'record-leaving',
  'confirm-availability',
  'confirm-rule-change',
  'confirm-bed-change',
  'describe-beds',
  'ask-to-describe-beds',
  'answer-suitability',
  'give-information',
  'answer-transfer',
  'answer-provider-move',
  'confirm-repair',
  'name-record-readers',
  'record-return',
  'arrange-transport',
  'help-stuck',
] as const;
/** One of {@link taskKinds}. */
export type TaskKind = (typeof taskKinds)[number];

/** Somebody a task is about. */
interface PersonOfTask {
  readonly clientId: string;
  readonly reference: string;
}

/** Somebody a task is about, as far as whoever does it may know them: by reference alone where `clientId` is null. */
interface PersonOrReference {
  readonly clientId: string | null;
  readonly reference: string;
}

/** A referral that has been in its stage for longer than it may. Unit: working days. */
export interface StuckFacts {
  /** The day from which it is in the stage, and the last one on which it would have been in time. */
  readonly sinceOn: IsoDate;
  readonly dueOn: IsoDate;
  readonly workingDays: number;
  readonly limitWorkingDays: number;
  readonly owner: MissingGate['whoActs'];
  /** Whether it has lasted so long that whoever answers for the partnership is told. */
  readonly isEscalated: boolean;
}

/** An open referral: the queue it stands in, what is missing, and what asks to be looked at. */
export interface WaitingFacts extends PersonOfTask {
  readonly referralId: string;
  readonly urgencyBand: UrgencyBand;
  readonly receivedOn: IsoDate;
  /** One, unless what is recorded contradicts itself; then whoever looks after it is asked for nothing here. */
  readonly queues: readonly Queue[];
  readonly missing: readonly Pick<MissingGate, 'gate' | 'whoActs' | 'why'>[];
  readonly attention: readonly Attention[];
  /** Whether the latest run of the matcher names a place. */
  readonly isPlaceSuggested: boolean;
  /** Null while it is in time, or where nothing says how long it may last. */
  readonly stuck: StuckFacts | null;
  /** Leaves prison for a bed that is booked, and nobody has arranged who brings them that day; null for anybody else. */
  readonly transport: { readonly liberationOn: IsoDate; readonly placeName: string } | null;
}

/** A question of suitability that waits for the project, or for the partnership to tell what else must be known. */
export interface QuestionOfSuitability {
  readonly requestId: string;
  readonly version: number;
  readonly referralId: string;
  readonly reference: string;
  readonly urgencyBand: UrgencyBand;
  readonly placeName: string;
  /** The day of the last word: the question, or what was asked or told since. */
  readonly sinceOn: IsoDate;
  /** The project's last day in time; null while the move is the partnership's. */
  readonly answerDueOn: IsoDate | null;
}

/** A referral that another partnership asks to hand over, or to be given. */
export interface TransferToAnswer {
  readonly transferId: string;
  readonly reference: string;
  readonly otherPartnership: string;
  readonly askedOn: IsoDate;
}

/** Somebody of another provider whom the scope's is asked to take, from a day on. */
export interface ProviderMoveToAnswer {
  readonly moveId: string;
  readonly reference: string;
  readonly placeName: string;
  readonly movesOn: IsoDate;
}

/** Money an approver has to decide: a request, also for somebody placed already, or a yes that needs a second one. */
export interface FundingToDecide extends PersonOfTask {
  readonly referralId: string;
  /** The day of the panel that decides; null while it is on no list. */
  readonly panelOn: IsoDate | null;
  /** The yes that waits for somebody else's; null for a request nobody has answered. */
  readonly proposal: { readonly proposalId: string; readonly proposedBy: string } | null;
  /** Others who are asked to pay for a stay from a day on; absent for anything else. */
  readonly takeover?: {
    readonly takeoverId: string;
    readonly proposedBy: string;
    readonly fromOn: IsoDate;
  };
}

/** An offer that passes somebody over and waits for an approver other than who asked. */
export interface OverrideToConfirm extends PersonOfTask {
  readonly referralId: string;
  readonly placeName: string;
  readonly askedBy: string;
  readonly askedOn: IsoDate;
}

/** Something owed to somebody who leaves. */
export interface OwedSafetyFacts extends PersonOfTask {
  readonly placementId: string;
  /** Which of the things owed, and the same in words. */
  readonly safetyKey: string;
  readonly text: string;
  readonly placeName: string;
  readonly dueOn: IsoDate;
  readonly isOverdue: boolean;
  readonly isUnplanned: boolean;
}

/** An offer that waits for its answer. */
export interface OfferToAnswer extends PersonOfTask {
  readonly offerId: string;
  readonly placeName: string;
  readonly expiresAt: Date;
}

/** An offer made whose answer is awaited, and of whose silence nobody has recorded that they tried to reach anybody. */
export interface OfferToReachAbout extends PersonOfTask {
  readonly offerId: string;
  readonly placeName: string;
  readonly answerDueAt: Date;
}

/** Somebody whose arrival, leaving or coming back from leave is due: by the day that was planned. */
export interface StayToRecord extends PersonOfTask {
  readonly placementId: string;
  readonly placeName: string;
  readonly what: 'arrival' | 'leaving' | 'return';
  readonly dueOn: IsoDate;
}

/** A project whose availability is due to be confirmed; null when nobody ever has. */
export interface ProjectToConfirm {
  readonly projectId: string;
  readonly placeName: string;
  readonly goesStaleAt: Date | null;
}

/** A change of a project's rules that waits for a manager other than the one who proposed it. */
export interface RuleChangeToConfirm {
  readonly changeId: string;
  readonly projectId: string;
  readonly placeName: string;
  readonly proposedBy: string;
  readonly startsOn: IsoDate;
}

/** A planned change of a bed that waits for somebody other than who planned it. */
export interface BedChangeToConfirm {
  readonly changeId: string;
  readonly placeName: string;
  readonly bedLabel: string;
  readonly proposedBy: string;
  readonly startsOn: IsoDate;
}

/** Beds of a project that nobody can come by, or whoever needs what is not recorded: as the matcher finds them. */
export interface BedsToDescribe {
  readonly projectId: string;
  readonly placeName: string;
  readonly kind: 'bed-takes-nobody' | 'bed-without-facts';
  /** Which beds, and what is missing, in words. */
  readonly text: string;
}

/** A stay said to be recorded by mistake, that waits for somebody other than who said so. */
export interface RepairToConfirm extends PersonOrReference {
  readonly repairId: string;
  readonly placementId: string;
  readonly placeName: string;
  readonly proposedBy: string;
  readonly proposedOn: IsoDate;
}

/** A restricted record that nobody who is named for it can open any more. */
export interface AbandonedRecord {
  readonly clientId: string;
  readonly version: number;
  readonly reference: string;
  readonly partnershipName: string;
}

/** An alert that a project, or the partnership (no place then), has not acknowledged. */
export interface AlertToAcknowledge {
  readonly alertId: string;
  readonly readerId: string;
  readonly placeName: string | null;
  readonly headline: string;
  readonly fromOn: IsoDate;
}

/** Everything tasks are derived from, for one organisation, or for the service’s own members, at one moment. */
export interface DayFacts {
  readonly waiting: readonly WaitingFacts[];
  readonly funding: readonly FundingToDecide[];
  readonly owed: readonly OwedSafetyFacts[];
  readonly offers: readonly OfferToAnswer[];
  readonly unreached: readonly OfferToReachAbout[];
  readonly overrides: readonly OverrideToConfirm[];
  readonly stays: readonly StayToRecord[];
  readonly projects: readonly ProjectToConfirm[];
  readonly ruleChanges: readonly RuleChangeToConfirm[];
  readonly bedChanges: readonly BedChangeToConfirm[];
  readonly undescribed: readonly BedsToDescribe[];
  readonly repairs: readonly RepairToConfirm[];
  readonly abandoned: readonly AbandonedRecord[];
  readonly alerts: readonly AlertToAcknowledge[];
  readonly questions: readonly QuestionOfSuitability[];
  readonly transfers: readonly TransferToAnswer[];
  readonly moves: readonly ProviderMoveToAnswer[];
}

/** When a task is to be done at the latest: by the minute, or by the end of a day; null where nothing says so. */
export type Due =
  { readonly kind: 'at'; readonly at: Date } | { readonly kind: 'on'; readonly on: IsoDate } | null;

/** One thing to do now, by whom and until when. Derived at every reading, and gone when it is done. */
export interface Task {
  /** The same for as long as it is the same thing to do: what "taken by" hangs on. */
  readonly key: string;
  readonly kind: TaskKind;
  /** What the kind alone does not say: which safety task, which alert. */
  readonly detail: string | null;
  /** Where it is done: a referral, an offer, a placement, a project, an alert, by the kind. */
  readonly subjectId: string;
  readonly person: PersonOrReference | null;
  readonly placeName: string | null;
  /** How long the referral has been where it is, where that is longer than it may; null for anything else. */
  readonly stuck: StuckFacts | null;
  readonly roles: readonly Role[];
  /** A member who may not do it, because a second person has to; null for most. */
  readonly notBy: string | null;
  readonly due: Due;
  readonly isOverdue: boolean;
  readonly isSafety: boolean;
  /** Its place in the order, as text that sorts the same way: the mark of a page. */
  readonly mark: string;
}

const coordinators: readonly Role[] = ['coordinator'];
const approvers: readonly Role[] = ['approver'];
const providers: readonly Role[] = ['provider_staff', 'provider_manager'];
const staff: readonly Role[] = ['provider_staff'];
const managers: readonly Role[] = ['provider_manager'];
const administrators: readonly Role[] = ['administrator'];

/** A task before it is known where in the order it stands. */
interface Found extends Omit<Task, 'mark' | 'isOverdue' | 'stuck'> {
  readonly isOverdue?: boolean;
  readonly stuck?: StuckFacts;
  /** What decides among tasks that are due alike; text that sorts. */
  readonly then: string;
}

/** What the first id in the key of each kind of task is that of; null where the task is about nobody, or an administrator’s alone. */
export const namedInKeys = {
  safety: 'placementId',
  'acknowledge-alert': null,
  'not-safe-to-wait': 'referralId',
  'review-wait': 'referralId',
  'review-urgency': 'referralId',
  'before-it-runs-out': 'referralId',
  'reach-person': 'referralId',
  'record-assessment': 'referralId',
  'ask-for-funding': 'referralId',
  'answer-about-funding': 'referralId',
  'decide-funding': 'referralId',
  'confirm-approval': 'proposalId',
  'confirm-takeover': 'takeoverId',
  'book-detox': 'referralId',
  'make-offer': 'referralId',
  'look-for-place': 'referralId',
  'answer-offer': 'offerId',
  'reach-about-offer': 'offerId',
  'confirm-override': 'referralId',
  'record-arrival': 'placementId',
  'record-leaving': 'placementId',
  'confirm-availability': null,
  'confirm-rule-change': null,
  'confirm-bed-change': null,
  'describe-beds': null,
  'ask-to-describe-beds': null,
  'answer-suitability': 'requestId',
  'give-information': 'requestId',
  'answer-transfer': 'transferId',
  'answer-provider-move': 'moveId',
  'confirm-repair': 'repairId',
  'name-record-readers': null,
  'record-return': 'placementId',
  'arrange-transport': 'referralId',
  'help-stuck': 'referralId',
} as const satisfies Record<TaskKind, string | null>;

/** The id by which the key of a task leads to somebody, and what it is the id of; null for a key that leads to nobody. */
export const namedByTask = (
  key: string,
): { readonly name: Exclude<(typeof namedInKeys)[TaskKind], null>; readonly id: string } | null => {
  const [first, id] = key.split('~');
  const kind = taskKinds.find((one) => one === first);
  const name = kind === undefined ? null : namedInKeys[kind];
  return name === null || id === undefined ? null : { name, id };
};

const keyOf = (kind: TaskKind, ...parts: readonly string[]): string => [kind, ...parts].join('~');

const attentionKinds: Readonly<Record<Attention['kind'], TaskKind>> = {
  'not-safe-to-wait': 'not-safe-to-wait',
  'safe-to-wait-due': 'review-wait',
  'urgency-review-due': 'review-urgency',
  'expiry-due': 'before-it-runs-out',
  'contact-due': 'reach-person',
};

/** What is stuck was due on the last day on which it would have been in time; what is not is due whenever it can be done. */
const dueWhenStuck = (stuck: StuckFacts | null): Pick<Found, 'due' | 'stuck'> =>
  stuck === null ? { due: null } : { due: { kind: 'on', on: stuck.dueOn }, stuck };

/** Asking comes first; what an approver wants to know about a request that waits is answered, not asked for again. */
const moveOfFunding = (
  missing: WaitingFacts['missing'],
  byCoordinators: Pick<Found, 'roles' | 'due' | 'stuck'>,
): Pick<Found, 'kind' | 'roles' | 'due' | 'stuck'> | null => {
  const gap = missing.find(({ gate }) => gate === 'funding');
  if (gap?.whoActs === 'approver') return null;
  return { kind: gap?.why === 'deferred' ? 'answer-about-funding' : 'ask-for-funding', ...byCoordinators };
};

/** What its queue asks of the partnership; nothing where it is somebody else's move, or nobody's. */
const moveOf = ({
  queues,
  missing,
  isPlaceSuggested,
  stuck,
}: WaitingFacts): Pick<Found, 'kind' | 'roles' | 'due' | 'stuck'> | null => {
  const queue = queues.length === 1 ? queues[0] : undefined;
  const byCoordinators = { roles: coordinators, ...dueWhenStuck(stuck) };
  switch (queue) {
    case 'assessment-missing':
      return { kind: 'record-assessment', ...byCoordinators };
    case 'funding-missing':
      // What waits for an approver is read for itself: it may be for somebody who stands in another queue.
      return moveOfFunding(missing, byCoordinators);
    case 'detox-missing':
      return { kind: 'book-detox', ...byCoordinators };
    case 'ready':
      return { kind: isPlaceSuggested ? 'make-offer' : 'look-for-place', ...byCoordinators };
    case 'unavailable':
    case 'offered':
    case 'booked':
    case 'arrived':
    case undefined:
      return null;
  }
};

/** What every task of a referral that waits has in common. */
type CommonOfWaiting = Pick<Found, 'detail' | 'subjectId' | 'person' | 'placeName' | 'notBy' | 'then'>;

const ofWaiting =
  (bands: readonly UrgencyBand[]) =>
  (facts: WaitingFacts): readonly Found[] => {
    const { referralId, clientId, reference, urgencyBand, receivedOn } = facts;
    const common = {
      detail: null,
      subjectId: referralId,
      person: { clientId, reference },
      placeName: null,
      notBy: null,
      then: `${bands.indexOf(urgencyBand)}${receivedOn}`,
    };
    const move = moveOf(facts);
    return [
      ...facts.attention.map(({ kind, sinceOn }): Found => {
        const taskKind = attentionKinds[kind];
        return {
          ...common,
          // It may become due again: that is another thing to do.
          key: keyOf(taskKind, referralId, sinceOn),
          kind: taskKind,
          roles: coordinators,
          due: { kind: 'on', on: sinceOn },
          isSafety: kind === 'not-safe-to-wait' || kind === 'safe-to-wait-due',
        };
      }),
      ...(move === null ? [] : [{ ...common, ...move, key: keyOf(move.kind, referralId), isSafety: false }]),
      ...ofTransport(facts, common),
      ...ofEscalation(facts, common),
    ];
  };

/** Arranged by the day before at the latest: set for this service. The first days out of prison are dangerous ones. */
const ofTransport = ({ referralId, transport }: WaitingFacts, common: CommonOfWaiting): readonly Found[] =>
  transport === null
    ? []
    : [
        {
          ...common,
          key: keyOf('arrange-transport', referralId, transport.liberationOn),
          kind: 'arrange-transport',
          placeName: transport.placeName,
          roles: coordinators,
          due: { kind: 'on', on: addNights(transport.liberationOn, -1) },
          isSafety: true,
        },
      ];

/** Approvers answer for a partnership here. What waits for one of them is a task of theirs already. */
const ofEscalation = ({ referralId, stuck }: WaitingFacts, common: CommonOfWaiting): readonly Found[] =>
  stuck === null || !stuck.isEscalated || stuck.owner === 'approver'
    ? []
    : [
        {
          ...common,
          key: keyOf('help-stuck', referralId, stuck.sinceOn),
          kind: 'help-stuck',
          roles: approvers,
          ...dueWhenStuck(stuck),
          isSafety: false,
        },
      ];

const ofFunding =
  (waiting: ReadonlyMap<string, WaitingFacts>) =>
  ({ referralId, clientId, reference, panelOn, proposal, takeover }: FundingToDecide): Found => {
    const kind = proposal === null ? 'decide-funding' : 'confirm-approval';
    if (takeover !== undefined) {
      return {
        key: keyOf('confirm-takeover', takeover.takeoverId),
        kind: 'confirm-takeover',
        detail: null,
        subjectId: referralId,
        person: { clientId, reference },
        placeName: null,
        roles: approvers,
        notBy: takeover.proposedBy,
        // After its first night it can no longer be confirmed as it was asked.
        due: { kind: 'on', on: takeover.fromOn },
        isSafety: false,
        then: '0',
      };
    }
    const stuck = waiting.get(referralId)?.stuck ?? null;
    return {
      key: keyOf(kind, proposal?.proposalId ?? referralId),
      kind,
      detail: null,
      subjectId: referralId,
      person: { clientId, reference },
      placeName: null,
      roles: approvers,
      notBy: proposal?.proposedBy ?? null,
      ...dueWhenStuck(stuck?.owner === 'approver' ? stuck : null),
      // A panel that decides on a day keeps that day.
      ...(panelOn === null ? {} : { due: { kind: 'on' as const, on: panelOn } }),
      isSafety: false,
      then: proposal === null ? '1' : '0',
    };
  };

const ofOverride = ({ referralId, clientId, reference, placeName, ...asked }: OverrideToConfirm): Found => ({
  key: keyOf('confirm-override', referralId),
  kind: 'confirm-override',
  detail: null,
  subjectId: referralId,
  person: { clientId, reference },
  placeName,
  roles: approvers,
  notBy: asked.askedBy,
  // Nothing is held meanwhile: the bed may be gone tomorrow.
  due: { kind: 'on', on: asked.askedOn },
  isSafety: false,
  then: '0',
});

const ofOwed =
  (roles: readonly Role[]) =>
  (facts: OwedSafetyFacts): Found => ({
    key: keyOf('safety', facts.placementId, facts.safetyKey),
    kind: 'safety',
    detail: facts.text,
    subjectId: facts.placementId,
    person: { clientId: facts.clientId, reference: facts.reference },
    placeName: facts.placeName,
    roles,
    notBy: null,
    due: { kind: 'on', on: facts.dueOn },
    isOverdue: facts.isOverdue,
    isSafety: true,
    then: facts.isUnplanned ? '0' : '1',
  });

const ofOffer = ({ offerId, clientId, reference, placeName, expiresAt }: OfferToAnswer): Found => ({
  key: keyOf('answer-offer', offerId),
  kind: 'answer-offer',
  detail: null,
  subjectId: offerId,
  person: { clientId, reference },
  placeName,
  roles: providers,
  notBy: null,
  due: { kind: 'at', at: expiresAt },
  isSafety: false,
  then: '0',
});

const ofUnreached = ({ offerId, clientId, reference, placeName, answerDueAt }: OfferToReachAbout): Found => ({
  key: keyOf('reach-about-offer', offerId),
  kind: 'reach-about-offer',
  detail: null,
  subjectId: offerId,
  person: { clientId, reference },
  placeName,
  roles: coordinators,
  notBy: null,
  due: { kind: 'at', at: answerDueAt },
  isSafety: false,
  then: '0',
});

const stayKinds = {
  arrival: 'record-arrival',
  leaving: 'record-leaving',
  return: 'record-return',
} as const satisfies Record<StayToRecord['what'], TaskKind>;

const ofStay = ({ placementId, clientId, reference, placeName, what, dueOn }: StayToRecord): Found => {
  const kind = stayKinds[what];
  return {
    key: keyOf(kind, placementId, dueOn),
    kind,
    detail: null,
    subjectId: placementId,
    person: { clientId, reference },
    placeName,
    roles: providers,
    notBy: null,
    due: { kind: 'on', on: dueOn },
    isSafety: false,
    then: what === 'arrival' ? '1' : '2',
  };
};

const ofProject =
  (today: IsoDate) =>
  ({ projectId, placeName, goesStaleAt }: ProjectToConfirm): Found => ({
    key: keyOf('confirm-availability', projectId),
    kind: 'confirm-availability',
    detail: null,
    subjectId: projectId,
    person: null,
    placeName,
    roles: providers,
    notBy: null,
    due: goesStaleAt === null ? { kind: 'on', on: today } : { kind: 'at', at: goesStaleAt },
    ...(goesStaleAt === null ? { isOverdue: true } : {}),
    isSafety: false,
    then: '3',
  });

const ofRuleChange = (facts: RuleChangeToConfirm): Found => ({
  key: keyOf('confirm-rule-change', facts.changeId),
  kind: 'confirm-rule-change',
  detail: null,
  subjectId: facts.projectId,
  person: null,
  placeName: facts.placeName,
  roles: managers,
  notBy: facts.proposedBy,
  due: { kind: 'on', on: facts.startsOn },
  isSafety: false,
  then: '4',
});

const ofBedChange =
  (roles: readonly Role[]) =>
  ({ changeId, placeName, bedLabel, proposedBy, startsOn }: BedChangeToConfirm): Found => ({
    key: keyOf('confirm-bed-change', changeId),
    kind: 'confirm-bed-change',
    detail: bedLabel,
    subjectId: changeId,
    person: null,
    placeName,
    roles,
    notBy: proposedBy,
    due: { kind: 'on', on: startsOn },
    isSafety: false,
    then: '4',
  });

/** Only a manager edits beds: whoever else works there is told what to ask for. Gone once the beds are described. */
const ofUndescribed = ({ projectId, placeName, kind, text }: BedsToDescribe): readonly Found[] =>
  (
    [
      ['describe-beds', managers],
      ['ask-to-describe-beds', staff],
    ] as const
  ).map(([taskKind, roles]) => ({
    key: keyOf(taskKind, projectId, kind),
    kind: taskKind,
    detail: text,
    subjectId: projectId,
    person: null,
    placeName,
    roles,
    notBy: null,
    due: null,
    isSafety: false,
    then: kind === 'bed-takes-nobody' ? '5' : '6',
  }));

/** Until it is answered the stay is counted as it was recorded, by mistake or not. */
const ofRepair =
  (roles: readonly Role[]) =>
  (facts: RepairToConfirm): Found => ({
    key: keyOf('confirm-repair', facts.repairId),
    kind: 'confirm-repair',
    detail: null,
    subjectId: facts.placementId,
    person: { clientId: facts.clientId, reference: facts.reference },
    placeName: facts.placeName,
    roles,
    notBy: facts.proposedBy,
    due: null,
    isSafety: false,
    then: `0${facts.proposedOn}`,
  });

/** By reference, as wherever administrators work; until members are named nobody can do anything for the person. */
const ofAbandoned = ({ clientId, version, reference, partnershipName }: AbandonedRecord): Found => ({
  // Whoever is named may leave as well: that is another thing to do.
  key: keyOf('name-record-readers', clientId, String(version)),
  kind: 'name-record-readers',
  detail: partnershipName,
  subjectId: clientId,
  person: { clientId: null, reference },
  placeName: null,
  roles: administrators,
  notBy: null,
  due: null,
  isSafety: false,
  then: '0',
});

const ofAlert =
  (roles: readonly Role[]) =>
  ({ alertId, readerId, placeName, headline, fromOn }: AlertToAcknowledge): Found => ({
    key: keyOf('acknowledge-alert', alertId, readerId),
    kind: 'acknowledge-alert',
    detail: headline,
    subjectId: alertId,
    person: null,
    placeName,
    roles,
    notBy: null,
    due: { kind: 'on', on: fromOn },
    isSafety: true,
    then: '2',
  });

/** The project answers what it is asked; the partnership tells what the project still has to know. */
const ofQuestion =
  (side: Scope['kind'], bands: readonly UrgencyBand[], waiting: ReadonlyMap<string, WaitingFacts>) =>
  (question: QuestionOfSuitability): readonly Found[] => {
    const { requestId, version, referralId, reference, urgencyBand, placeName, sinceOn, answerDueOn } =
      question;
    if ((side === 'provider') !== (answerDueOn !== null)) return [];
    const kind = side === 'provider' ? 'answer-suitability' : 'give-information';
    return [
      {
        // After each step it is another thing to do.
        key: keyOf(kind, requestId, String(version)),
        kind,
        detail: null,
        subjectId: side === 'provider' ? requestId : referralId,
        // A project that is only asked is not told the name.
        person: {
          clientId: side === 'provider' ? null : (waiting.get(referralId)?.clientId ?? null),
          reference,
        },
        placeName,
        roles: side === 'provider' ? providers : coordinators,
        notBy: null,
        due: answerDueOn === null ? null : { kind: 'on', on: answerDueOn },
        isSafety: false,
        then: `${bands.indexOf(urgencyBand)}${sinceOn}`,
      },
    ];
  };

/** Whoever is asked does not look after the person yet: by reference. */
const ofTransfer = ({ transferId, reference, otherPartnership, askedOn }: TransferToAnswer): Found => ({
  key: keyOf('answer-transfer', transferId),
  kind: 'answer-transfer',
  detail: otherPartnership,
  subjectId: transferId,
  person: { clientId: null, reference },
  placeName: null,
  roles: coordinators,
  notBy: null,
  due: null,
  isSafety: false,
  then: `0${askedOn}`,
});

/** Whoever is asked does not know the person yet: by reference. It is of no use after the day of the move. */
const ofProviderMove = ({ moveId, reference, placeName, movesOn }: ProviderMoveToAnswer): Found => ({
  key: keyOf('answer-provider-move', moveId),
  kind: 'answer-provider-move',
  detail: null,
  subjectId: moveId,
  person: { clientId: null, reference },
  placeName,
  roles: providers,
  notBy: null,
  due: { kind: 'on', on: movesOn },
  isSafety: false,
  then: '0',
});

/** The moment at which tasks are looked at, by the database's clock. */
export interface Moment {
  readonly now: Date;
  readonly today: IsoDate;
}

const isPast = (due: Due, { now, today }: Moment): boolean =>
  due !== null && (due.kind === 'at' ? due.at <= now : due.on < today);

const isToday = (due: Due, today: IsoDate): boolean =>
  due !== null && (due.kind === 'at' ? londonDate(due.at) : due.on) <= today;

/** Somebody who has just left is in danger at once: what is owed by tomorrow is not put off until then. Unit: days. */
const safetyAheadDays = 1;

/** Overdue for somebody's safety, due for it now, overdue, due today, due later, due whenever it can be done. */
const rankOf = (found: Found, isOverdue: boolean, today: IsoDate): number => {
  if (found.isSafety && isOverdue) return 0;
  if (found.isSafety && isToday(found.due, addNights(today, safetyAheadDays))) return 1;
  if (isOverdue) return 2;
  if (isToday(found.due, today)) return 3;
  return found.due === null ? 5 : 4;
};

/** A day ends after every minute of it. */
const dueText = (due: Due): string => {
  if (due === null) return '';
  return due.kind === 'at' ? due.at.toISOString() : `${due.on}T~`;
};

/**
 * Everything there is to do for an organisation at a moment, in order: what is overdue for somebody's safety first,
 * then what is due for it by tomorrow, what is overdue, due today, due later, and what is due as soon as it can be
 * done, by urgency and time waited. An unplanned leaving comes before a planned one. `side` says whose safety tasks,
 * alerts and repairs these are.
 */
export const tasksOf = (
  facts: DayFacts,
  moment: Moment,
  policy: { readonly side: Scope['kind']; readonly bands: readonly UrgencyBand[] },
): readonly Task[] => {
  const side = policy.side === 'provider' ? providers : coordinators;
  const second = policy.side === 'provider' ? managers : administrators;
  const waiting = new Map(facts.waiting.map((one) => [one.referralId, one]));
  const found: readonly Found[] = [
    ...facts.owed.map(ofOwed(side)),
    ...facts.alerts.map(ofAlert(side)),
    ...facts.waiting.flatMap(ofWaiting(policy.bands)),
    ...facts.funding.map(ofFunding(waiting)),
    ...facts.offers.map(ofOffer),
    ...facts.unreached.map(ofUnreached),
    ...facts.overrides.map(ofOverride),
    ...facts.stays.map(ofStay),
    ...facts.projects.map(ofProject(moment.today)),
    ...facts.ruleChanges.map(ofRuleChange),
    ...facts.bedChanges.map(ofBedChange(second)),
    ...facts.undescribed.flatMap(ofUndescribed),
    ...facts.repairs.map(ofRepair(second)),
    ...facts.abandoned.map(ofAbandoned),
    ...facts.questions.flatMap(ofQuestion(policy.side, policy.bands, waiting)),
    ...facts.transfers.map(ofTransfer),
    ...facts.moves.map(ofProviderMove),
  ];
  return found
    .map((one): Task => {
      const { then, isOverdue = isPast(one.due, moment), stuck = null, ...rest } = one;
      const rank = rankOf(one, isOverdue, moment.today);
      return { ...rest, stuck, isOverdue, mark: [rank, dueText(one.due), then, one.key].join('~') };
    })
    .sort(byMark);
};

/** Whether a member in this role may do a task: it is their role's, and not what a second person has to do. */
export const mayDo = (
  { roles, notBy }: Pick<Task, 'roles' | 'notBy'>,
  member: { readonly memberId: string; readonly role: Role },
): boolean => roles.includes(member.role) && notBy !== member.memberId;
