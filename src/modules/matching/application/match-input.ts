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
import type { MatchInput, RefusedAt, Waiting } from '../domain/match.js';
import type { MatchingPolicy } from '../domain/policy.js';
import { missingGates } from '../domain/readiness.js';

/** Where the facts come from that everybody is matched by. */
export interface MatchInputDeps {
  readonly readOpenReferrals: ReadOpenReferrals;
  readonly readLatestDecisions: ReadLatestDecisions;
  /**
   * Of these referrals, those with a booking, a stay, or as many offers open as they may have at once; of the others, at which projects
   * an offer to them is open. Placements answer.
   */
  readonly readOffersOpen: (
    tx: Tx,
    referralIds: readonly string[],
  ) => Promise<{
    readonly spokenFor: ReadonlySet<string>;
    readonly offeredAt: ReadonlyMap<string, ReadonlySet<string>>;
  }>;
  /** Where offers to these referrals came to nothing, by referral. Placements answer. */
  readonly readRefusedPlaces: (
    tx: Tx,
    referralIds: readonly string[],
  ) => Promise<ReadonlyMap<string, RefusedAt>>;
  readonly readUnsuitableProjects: ReadUnsuitableProjects;
  readonly readCalendars: ReadCalendars;
  readonly readRoomMix: ReadRoomMix;
  readonly readAdmissionRules: ReadAdmissionRules;
}

/** Everybody who waits and every bed, as they are committed at this moment, for one policy; `horizonDays` may reach further. */
export const makeReadMatchInput =
  (deps: MatchInputDeps) =>
  async (
    tx: Tx,
    policy: MatchingPolicy,
    today: IsoDate,
    horizonDays: number = policy.offerHorizonDays,
  ): Promise<MatchInput> => {
    const referrals = await deps.readOpenReferrals(tx);
    const referralIds = referrals.map(({ referralId }) => referralId);
    const decisions = await deps.readLatestDecisions(tx, referralIds);
    const { spokenFor, offeredAt } = await deps.readOffersOpen(tx, referralIds);
    const refusedPlaces = await deps.readRefusedPlaces(tx, referralIds);
    const unsuitable = await deps.readUnsuitableProjects(tx, referrals);
    const waiting = referrals.map((referral): Waiting => {
      const funding = decisions.get(referral.referralId) ?? null;
      const refusedAt = refusedPlaces.get(referral.referralId);
      const offered = offeredAt.get(referral.referralId);
      const unsuitableAt = unsuitable.get(referral.referralId);
      return {
        referral,
        missing: missingGates(referral, funding, today),
        fundedNights: isLive(funding, today) ? fundedNights(funding) : null,
        isSpokenFor: spokenFor.has(referral.referralId),
        ...(refusedAt === undefined ? {} : { refusedAt }),
        ...(unsuitableAt === undefined ? {} : { unsuitableAt }),
        ...(offered === undefined ? {} : { offeredAt: offered }),
      };
    });
    const within = {
      arrivesOn: today,
      departsOn: addNights(today, horizonDays + longestStayWeeks * 7 + longestTurnaroundNights),
    };
    const roomMix = new Map<string, RoomMix[number][]>();
    for (const { roomId, night, sex } of await deps.readRoomMix(tx, within)) {
      roomMix.set(roomId, [...(roomMix.get(roomId) ?? []), { night, sex }]);
    }
    return {
      today,
      policy,
      waiting,
      calendars: await deps.readCalendars(tx, {}, within),
      roomMix,
      rules: await deps.readAdmissionRules(tx, today),
    };
  };
