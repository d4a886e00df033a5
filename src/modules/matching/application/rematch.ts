import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import { addNights, type IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import {
  longestTurnaroundNights,
  type ReadCalendars,
  type ReadRoomMix,
} from '../../capacity/contract/availability.js';
import type { ReadAdmissionRules, ReadUnsuitableProjects, RoomMix } from '../../eligibility/contract.js';
import { fundedNights, isLive, type ReadLatestDecisions } from '../../funding/contract/funding.js';
import { longestStayWeeks, type ReadOpenReferrals } from '../../referrals/contract/facts.js';
import { suggestionChangedV1 } from '../contract/events.js';
import { changedSuggestions, type SuggestedBefore } from '../domain/changed-suggestions.js';
import { match, type RefusedAt, type Suggestion, type Waiting } from '../domain/match.js';
import type { MatchingPolicy } from '../domain/policy.js';
import { missingGates } from '../domain/readiness.js';

/** A run as it is kept: by which policy, when, why, over how many, and what it said of each. */
export interface MatchRunRecord {
  readonly policyVersion: string;
  readonly startedAt: Date;
  readonly cause: string;
  readonly waiting: number;
  readonly ready: number;
  readonly suggestions: readonly Suggestion[];
}

/** What a run of the matcher needs. */
export interface RematchDeps {
  readonly policy: MatchingPolicy;
  readonly readOpenReferrals: ReadOpenReferrals;
  readonly readLatestDecisions: ReadLatestDecisions;
  /** Of these referrals, those with an offer that waits for its answer, a booking or a stay, or that led to one. Placements answer. */
  readonly readSpokenForReferrals: (tx: Tx, referralIds: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Where offers to these referrals came to nothing, by referral. Placements answer. */
  readonly readRefusedPlaces: (
    tx: Tx,
    referralIds: readonly string[],
  ) => Promise<ReadonlyMap<string, RefusedAt>>;
  readonly readUnsuitableProjects: ReadUnsuitableProjects;
  readonly readCalendars: ReadCalendars;
  readonly readRoomMix: ReadRoomMix;
  readonly readAdmissionRules: ReadAdmissionRules;
  /** One run at a time, cluster-wide, until the end of the transaction. */
  readonly takeTurn: (tx: Tx) => Promise<void>;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
  /** What the latest run said, by referral; empty before the first. */
  readonly readLastSuggestions: (tx: Tx) => Promise<ReadonlyMap<string, SuggestedBefore>>;
  /** Keeps a run, and gives its number. */
  readonly recordRun: (tx: Tx, run: MatchRunRecord) => Promise<string>;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

/**
 * Matches everybody waiting to every bed, and keeps the result as a new run. Reads what is committed when it
 * begins, so a change that asked for it is always seen.
 */
export const makeRematch =
  (deps: RematchDeps) =>
  async (tx: Tx, cause: string): Promise<{ readonly runId: string; readonly suggested: number }> => {
    await deps.takeTurn(tx);
    const { at, today } = await deps.now(tx);
    const referrals = await deps.readOpenReferrals(tx);
    const referralIds = referrals.map(({ referralId }) => referralId);
    const decisions = await deps.readLatestDecisions(tx, referralIds);
    const spokenFor = await deps.readSpokenForReferrals(tx, referralIds);
    const refusedPlaces = await deps.readRefusedPlaces(tx, referralIds);
    const unsuitable = await deps.readUnsuitableProjects(tx, referrals);
    const waiting = referrals.map((referral): Waiting => {
      const funding = decisions.get(referral.referralId) ?? null;
      const refusedAt = refusedPlaces.get(referral.referralId);
      const unsuitableAt = unsuitable.get(referral.referralId);
      return {
        referral,
        missing: missingGates(referral, funding, today),
        fundedNights: isLive(funding, today) ? fundedNights(funding) : null,
        isSpokenFor: spokenFor.has(referral.referralId),
        ...(refusedAt === undefined ? {} : { refusedAt }),
        ...(unsuitableAt === undefined ? {} : { unsuitableAt }),
      };
    });
    const within = {
      arrivesOn: today,
      departsOn: addNights(
        today,
        deps.policy.offerHorizonDays + longestStayWeeks * 7 + longestTurnaroundNights,
      ),
    };
    const roomMix = new Map<string, RoomMix[number][]>();
    for (const { roomId, night, sex } of await deps.readRoomMix(tx, within)) {
      roomMix.set(roomId, [...(roomMix.get(roomId) ?? []), { night, sex }]);
    }
    const suggestions = match({
      today,
      policy: deps.policy,
      waiting,
      calendars: await deps.readCalendars(tx, {}, within),
      roomMix,
      rules: await deps.readAdmissionRules(tx, today),
    });
    const ready = waiting.filter(({ missing }) => missing.length === 0).length;
    const before = await deps.readLastSuggestions(tx);
    const runId = await deps.recordRun(tx, {
      policyVersion: deps.policy.version,
      startedAt: at,
      cause,
      waiting: waiting.length,
      ready,
      suggestions,
    });
    const suggested = suggestions.filter(({ place }) => place !== null).length;
    await deps.audit(tx, {
      action: 'matching.run-recorded',
      subjectKind: 'match_run',
      subjectId: runId,
      version: 1,
      after: { waiting: waiting.length, ready, suggested, policyVersion: deps.policy.version },
    });
    await deps.events(
      tx,
      ...changedSuggestions(before, suggestions).map((changed) =>
        suggestionChangedV1.make({ ...changed, runId }),
      ),
    );
    return { runId, suggested };
  };
