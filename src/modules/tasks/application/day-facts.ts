import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReadLatestDecisions } from '../../funding/contract/funding.js';
import type { ReadFundingAsked } from '../../funding/contract/requests.js';
import type { WorkingCalendar } from '../../../kernel/working-time.js';
import {
  missingGates,
  queuesOf,
  stageClock,
  type PlaceKind,
  type StageLimits,
} from '../../matching/contract.js';
import {
  attentionOf,
  spellOn,
  type ReadWaitRecords,
  type ReferralFacts,
  type UrgencyBand,
  type WaitingPolicy,
} from '../../referrals/contract/facts.js';
import type {
  AbandonedRecord,
  AlertToAcknowledge,
  BedChangeToConfirm,
  BedsToDescribe,
  DayFacts,
  FundingToDecide,
  OfferToReachAbout,
  OverrideToConfirm,
  OwedSafetyFacts,
  ProviderMoveToAnswer,
  QuestionOfSuitability,
  TransferToAnswer,
  WaitingFacts,
} from '../domain/task.js';
import type { ReadDayFacts, ReadProviderDay, ReadRepairs } from './ports.js';

/** What the facts of a day are read with; everything here is asked once, for all people together. */
export interface DayFactsDeps {
  readonly waiting: WaitingPolicy<UrgencyBand>;
  readonly stages: { readonly limits: StageLimits; readonly calendar: WorkingCalendar };
  readonly readWaitingReferrals: (tx: Tx, scope: Scope) => Promise<readonly ReferralFacts[]>;
  readonly readLatestDecisions: ReadLatestDecisions;
  readonly readFundingAsked: ReadFundingAsked;
  readonly readWaitRecords: ReadWaitRecords;
  readonly readPlaceKinds: (
    tx: Tx,
    referralIds: readonly string[],
  ) => Promise<ReadonlyMap<string, ReadonlySet<PlaceKind>>>;
  /** Of these referrals, those for which the latest run of the matcher names a place. */
  readonly readSuggestedReferrals: (tx: Tx, referralIds: readonly string[]) => Promise<ReadonlySet<string>>;
  /** What the scope's own side owes people who leave. */
  readonly readOwed: (tx: Tx, scope: Scope, today: IsoDate) => Promise<readonly OwedSafetyFacts[]>;
  /** What waits for an approver of the partnership. */
  readonly readFundingToDecide: (tx: Tx, scope: Scope) => Promise<readonly FundingToDecide[]>;
  readonly readAlerts: (tx: Tx, scope: Scope, today: IsoDate) => Promise<readonly AlertToAcknowledge[]>;
  /** Questions of suitability that the scope asked or was asked, and that wait. */
  readonly readQuestions: (tx: Tx, scope: Scope) => Promise<readonly QuestionOfSuitability[]>;
  /** Offers of the partnership whose reminder has gone out, and about which nobody has recorded a try since. */
  readonly readUnreached: (tx: Tx, scope: Scope) => Promise<readonly OfferToReachAbout[]>;
  /** Offers of the partnership that pass somebody over and wait for a second member. */
  readonly readOverridesToConfirm: (tx: Tx, scope: Scope) => Promise<readonly OverrideToConfirm[]>;
  /** Referrals that another partnership asks the scope's about. */
  readonly readTransfersToAnswer: (tx: Tx, scope: Scope) => Promise<readonly TransferToAnswer[]>;
  /** People of other providers whom the scope's provider is asked to take. */
  readonly readMovesToAnswer: (tx: Tx, scope: Scope) => Promise<readonly ProviderMoveToAnswer[]>;
  /** Of these referrals, those of people who leave prison for a booked bed and whom nobody brings yet. */
  readonly readTransportToArrange: (
    tx: Tx,
    scope: Scope,
    referrals: readonly ReferralFacts[],
    today: IsoDate,
  ) => Promise<ReadonlyMap<string, WaitingFacts['transport']>>;
  /** Planned changes of beds that wait for a second person: of the provider, or all. */
  readonly readBedChanges: (tx: Tx, scope: Scope) => Promise<readonly BedChangeToConfirm[]>;
  /** Beds of the scope's provider that nobody can be matched with, by project. */
  readonly readUndescribed: (tx: Tx, scope: Scope, today: IsoDate) => Promise<readonly BedsToDescribe[]>;
  readonly readProviderDay: ReadProviderDay;
  readonly readRepairs: ReadRepairs;
  readonly readAbandonedRecords: (tx: Tx) => Promise<readonly AbandonedRecord[]>;
}

const noPlaces: ReadonlySet<PlaceKind> = new Set();

const stuckOf = ({
  isStuck,
  escalatedTo,
  ...clock
}: NonNullable<ReturnType<typeof stageClock>>): WaitingFacts['stuck'] => {
  const { sinceOn, dueOn, workingDays, limitWorkingDays, owner } = clock;
  return isStuck
    ? { sinceOn, dueOn, workingDays, limitWorkingDays, owner, isEscalated: escalatedTo !== null }
    : null;
};

const readWaiting = async (
  deps: DayFactsDeps,
  tx: Tx,
  scope: Scope,
  today: IsoDate,
): Promise<readonly WaitingFacts[]> => {
  const referrals = await deps.readWaitingReferrals(tx, scope);
  const ids = referrals.map(({ referralId }) => referralId);
  const decisions = await deps.readLatestDecisions(tx, ids);
  const requests = await deps.readFundingAsked(tx, ids);
  const waits = await deps.readWaitRecords(tx, ids);
  const places = await deps.readPlaceKinds(tx, ids);
  const suggested = await deps.readSuggestedReferrals(tx, ids);
  const transports = await deps.readTransportToArrange(tx, scope, referrals, today);
  return referrals.map((referral): WaitingFacts => {
    const { referralId, clientId, reference, urgencyBand, receivedOn } = referral;
    const request = requests.get(referralId) ?? null;
    const decision = decisions.get(referralId) ?? null;
    const missing = missingGates(referral, decision, today, request);
    const held = places.get(referralId) ?? noPlaces;
    const { contact, review } = waits.get(referralId) ?? { contact: null, review: null };
    const isUnavailable = spellOn(referral.unavailable, today) !== null;
    const queues = queuesOf({ missing, isUnavailable, places: held });
    const clock = stageClock({ referral, queues, missing, decision, request }, today, deps.stages);
    return {
      ...{ referralId, clientId, reference, urgencyBand, receivedOn, missing, queues },
      attention: held.has('arrived')
        ? []
        : attentionOf({ ...referral, contact, review }, deps.waiting, today),
      isPlaceSuggested: suggested.has(referralId),
      stuck: clock === null ? null : stuckOf(clock),
      transport: transports.get(referralId) ?? null,
    };
  });
};

const nothing: DayFacts = {
  ...{
    waiting: [],
    funding: [],
    owed: [],
    offers: [],
    unreached: [],
    overrides: [],
    stays: [],
    projects: [],
    ruleChanges: [],
    bedChanges: [],
    undescribed: [],
    repairs: [],
  },
  ...{ abandoned: [], alerts: [], questions: [], transfers: [], moves: [] },
};

/** Reads what tasks of a partnership, of a provider, or of the members who belong to neither, are derived from. */
export const makeReadDayFacts =
  (deps: DayFactsDeps): ReadDayFacts =>
  async (tx, scope, moment) => {
    if (scope.kind === 'national') {
      const repairs = await deps.readRepairs(tx, scope);
      return {
        ...nothing,
        repairs,
        abandoned: await deps.readAbandonedRecords(tx),
        bedChanges: await deps.readBedChanges(tx, scope),
      };
    }
    const onEitherSide = {
      ...nothing,
      owed: await deps.readOwed(tx, scope, moment.today),
      alerts: await deps.readAlerts(tx, scope, moment.today),
      questions: await deps.readQuestions(tx, scope),
    };
    return scope.kind === 'partnership'
      ? {
          ...onEitherSide,
          waiting: await readWaiting(deps, tx, scope, moment.today),
          funding: await deps.readFundingToDecide(tx, scope),
          unreached: await deps.readUnreached(tx, scope),
          overrides: await deps.readOverridesToConfirm(tx, scope),
          transfers: await deps.readTransfersToAnswer(tx, scope),
        }
      : {
          ...onEitherSide,
          ...(await deps.readProviderDay(tx, scope, moment)),
          moves: await deps.readMovesToAnswer(tx, scope),
          bedChanges: await deps.readBedChanges(tx, scope),
          undescribed: await deps.readUndescribed(tx, scope, moment.today),
          repairs: await deps.readRepairs(tx, scope),
        };
  };
