import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReferralFacts } from '../../referrals/contract/facts.js';
import { mostOfBand, mostPossible, type BandBound } from '../domain/later-weeks/bound.js';
import type { LaterPlace } from '../domain/later-weeks/plan.js';
import type { LaterDraft } from '../domain/later-weeks/work-out.js';
import type { MatchInput } from '../domain/match.js';
import type { MatchingPolicy } from '../domain/policy.js';
import type { ReadPlaceKinds } from './check-queues.js';
import { makeReadMatchInput, type MatchInputDeps } from './match-input.js';

/** What reading the facts of a plan needs. */
export interface ReadLaterFactsDeps extends MatchInputDeps {
  /** The policy in force. */
  readonly readPolicy: (tx: Tx) => Promise<MatchingPolicy>;
  /** How far the plan looks beyond the horizon of offers. Unit: weeks. */
  readonly weeks: number;
  readonly isSwitchedOff: (tx: Tx) => Promise<boolean>;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
}

/** Reads what a plan is worked out from, as far ahead as it looks; null while the matcher is switched off. */
export const makeReadLaterFacts = (deps: ReadLaterFactsDeps) => {
  const readMatchInput = makeReadMatchInput(deps);
  return async (tx: Tx): Promise<{ readonly input: MatchInput; readonly weeks: number } | null> => {
    if (await deps.isSwitchedOff(tx)) return null;
    const { weeks } = deps;
    const policy = await deps.readPolicy(tx);
    const { today } = await deps.now(tx);
    const input = await readMatchInput(tx, policy, today, policy.offerHorizonDays + weeks * 7);
    return { input, weeks };
  };
};

/** What a plan places of one urgency. */
export interface LaterBand extends Pick<BandBound, 'band' | 'people' | 'placed'> {
  /** How many of them any plan could place that places as many of each more pressing urgency. */
  readonly mostPossible: number;
}

/** The greatest sums of a plan's programs; null for one that was not found in time. */
export interface LaterGreatest {
  readonly all: number | null;
  /** In the order of the plan's bands. */
  readonly bands: readonly (number | null)[];
}

/** A plan as it is kept. */
export interface LaterPlanRecord {
  readonly policyVersion: string;
  readonly madeAt: Date;
  /** Last day on which somebody may arrive by it. */
  readonly untilOn: IsoDate;
  readonly people: number;
  readonly placed: number;
  /** How many any plan could place at most. */
  readonly mostPossible: number;
  /** By urgency, the most pressing first; empty for plans that did not keep it. */
  readonly byBand: readonly LaterBand[];
  readonly places: readonly LaterPlace[];
}

/** What keeping a plan needs. */
export interface KeepLaterPlanDeps {
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
  /** Keeps a plan in the place of those before it, and gives its number. */
  readonly recordPlan: (tx: Tx, plan: LaterPlanRecord) => Promise<string>;
  readonly audit: AppendAudit;
}

/** Keeps a plan with its bound; without the library's answer the bound is how many have a bed that fits them at all. */
export const makeKeepLaterPlan =
  (deps: KeepLaterPlanDeps) =>
  async (tx: Tx, draft: LaterDraft, greatest: LaterGreatest): Promise<string> => {
    const { at } = await deps.now(tx);
    const { policyVersion, places, untilOn } = draft;
    const counts = {
      people: places.length,
      placed: places.filter(({ place }) => place !== null).length,
      mostPossible: mostPossible(draft, greatest.all),
    };
    const byBand = draft.bands.map((bound, index): LaterBand => {
      const { band, people, placed } = bound;
      return { band, people, placed, mostPossible: mostOfBand(bound, greatest.bands[index] ?? null) };
    });
    const planId = await deps.recordPlan(tx, {
      policyVersion,
      madeAt: at,
      untilOn,
      ...counts,
      byBand,
      places,
    });
    await deps.audit(tx, {
      action: 'matching.later-weeks-planned',
      subjectKind: 'later_plan',
      subjectId: planId,
      version: 1,
      after: { policyVersion, ...counts },
    });
    return planId;
  };

/** The newest plan, as a whole. */
export type LaterPlanFacts = Omit<LaterPlanRecord, 'policyVersion' | 'places'> & { readonly planId: string };

/** What the plan has for one person. */
export interface LaterPlaceFacts {
  readonly priorityRank: number;
  readonly bedsThatFit: number;
  readonly place: {
    readonly projectId: string;
    readonly projectName: string;
    readonly arrivesOn: IsoDate;
    readonly departsOn: IsoDate;
  } | null;
}

/** The newest plan and what it has for the people of a scope who still have no place, in the order of the list. */
export interface LaterWeeks {
  readonly plan: LaterPlanFacts | null;
  readonly people: readonly (LaterPlaceFacts & { readonly referral: ReferralFacts })[];
}

/** What reading a plan needs. */
export interface ReadLaterWeeksDeps {
  readonly readWaitingReferrals: (tx: Tx, scope: Scope) => Promise<readonly ReferralFacts[]>;
  readonly readPlaceKinds: ReadPlaceKinds;
  readonly readLaterPlan: (tx: Tx) => Promise<LaterPlanFacts | null>;
  readonly readLaterPlaces: (
    tx: Tx,
    planId: string,
    referralIds: readonly string[],
  ) => Promise<ReadonlyMap<string, LaterPlaceFacts>>;
}

/** Reads the newest plan for a scope: whoever was given an offer or a bed since is not shown. Four statements. */
export const makeReadLaterWeeks =
  (deps: ReadLaterWeeksDeps) =>
  async (tx: Tx, scope: Scope): Promise<LaterWeeks> => {
    const plan = await deps.readLaterPlan(tx);
    if (plan === null) return { plan, people: [] };
    const referrals = await deps.readWaitingReferrals(tx, scope);
    const ids = referrals.map(({ referralId }) => referralId);
    const held = await deps.readPlaceKinds(tx, ids);
    const places = await deps.readLaterPlaces(tx, plan.planId, ids);
    const people = referrals.flatMap((referral) => {
      const place = places.get(referral.referralId);
      const hasPlace = (held.get(referral.referralId)?.size ?? 0) > 0;
      return place === undefined || hasPlace ? [] : [{ ...place, referral }];
    });
    return { plan, people: people.sort((a, b) => a.priorityRank - b.priorityRank) };
  };
