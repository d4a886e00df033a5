import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { WorkingCalendar } from '../../../kernel/working-time.js';
import type { ReadLatestDecisions } from '../../funding/contract/funding.js';
import type { ReadFundingAsked } from '../../funding/contract/requests.js';
import { spellOn, type ReferralFacts } from '../../referrals/contract/facts.js';
import { queuesOf, type PlaceKind } from '../domain/queue.js';
import { missingGates } from '../domain/readiness.js';
import { stageClock, type StageClock, type StageLimits } from '../domain/stage-clock.js';
import type { ReadPlaceKinds } from './check-queues.js';

/** An open referral that has been in one stage for longer than it may. */
export interface StuckReferral extends StageClock {
  readonly referralId: string;
  readonly clientId: string;
  readonly reference: string;
}

/** The referrals of a scope that are stuck today, the longest over their limit first. */
export type ReadStuckReferrals = (tx: Tx, scope: Scope, today: IsoDate) => Promise<readonly StuckReferral[]>;

/** What looking for stuck referrals needs. */
export interface StuckReferralsDeps {
  readonly limits: StageLimits;
  readonly calendar: WorkingCalendar;
  readonly readWaitingReferrals: (tx: Tx, scope: Scope) => Promise<readonly ReferralFacts[]>;
  readonly readLatestDecisions: ReadLatestDecisions;
  readonly readFundingAsked: ReadFundingAsked;
  readonly readPlaceKinds: ReadPlaceKinds;
}

const noPlaces: ReadonlySet<PlaceKind> = new Set();

/** Looks at every open referral of a scope: four statements however many there are. */
export const makeReadStuckReferrals =
  (deps: StuckReferralsDeps): ReadStuckReferrals =>
  async (tx, scope, today) => {
    const referrals = await deps.readWaitingReferrals(tx, scope);
    const ids = referrals.map(({ referralId }) => referralId);
    const decisions = await deps.readLatestDecisions(tx, ids);
    const requests = await deps.readFundingAsked(tx, ids);
    const places = await deps.readPlaceKinds(tx, ids);
    return referrals
      .flatMap((referral): StuckReferral[] => {
        const { referralId, clientId, reference } = referral;
        const decision = decisions.get(referralId) ?? null;
        const request = requests.get(referralId) ?? null;
        const missing = missingGates(referral, decision, today, request);
        const queues = queuesOf({
          missing,
          isUnavailable: spellOn(referral.unavailable, today) !== null,
          places: places.get(referralId) ?? noPlaces,
        });
        const clock = stageClock({ referral, queues, missing, decision, request }, today, deps);
        return clock?.isStuck === true ? [{ referralId, clientId, reference, ...clock }] : [];
      })
      .sort((a, b) => b.workingDays - b.limitWorkingDays - (a.workingDays - a.limitWorkingDays));
  };
