import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { toldCount } from '../../eligibility/contract.js';
import { barriers } from '../domain/barriers/all.js';
import type { BarrierCount, PartnershipBarriers } from '../domain/barriers/count-barriers.js';
import { freeLaterDays } from '../domain/barriers/free-beds.js';
import type { MatchInput } from '../domain/match.js';
import type { MatchingPolicy } from '../domain/policy.js';
import { makeReadMatchInput, type MatchInputDeps } from './match-input.js';
import type { StandingRun } from './matcher-state.js';
import type { DigestInputs } from './run-match.js';

/** Works out what every barrier comes to, here or in a thread of its own. */
export type CountBarriers = (input: MatchInput) => Promise<readonly PartnershipBarriers[]>;

/** When barriers were counted, over which run and by which policy. */
export interface BarrierStudy {
  readonly runId: string;
  readonly dayOn: IsoDate;
  readonly policyVersion: string;
  readonly countedAt: Date;
}

/** Where counts are kept. */
export interface BarrierStore {
  readonly isCounted: (tx: Tx, dayOn: IsoDate) => Promise<boolean>;
  /** Keeps the counts of a day; false where they are kept already. */
  readonly record: (
    tx: Tx,
    study: Omit<BarrierStudy, 'countedAt'>,
    lists: readonly PartnershipBarriers[],
  ) => Promise<boolean>;
  /** The latest count of a day or before it; null where there is none. */
  readonly findStudy: (tx: Tx, onOrBefore: IsoDate) => Promise<BarrierStudy | null>;
  /** Added up over what the scope reaches. */
  readonly readList: (
    tx: Tx,
    scope: Scope,
    runId: string,
  ) => Promise<Pick<PartnershipBarriers, 'waiting' | 'placed' | 'counts'>>;
}

/** What there is to count: a run, and everything it was worked out from. */
export interface BarrierWork {
  readonly study: Omit<BarrierStudy, 'countedAt'>;
  readonly input: MatchInput;
}

interface FindWorkDeps extends MatchInputDeps {
  readonly store: BarrierStore;
  readonly readPolicy: (tx: Tx) => Promise<MatchingPolicy>;
  readonly readStandingRun: (tx: Tx) => Promise<StandingRun | null>;
  readonly digestOf: DigestInputs;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
}

/**
 * Today's run, where nobody has counted its barriers yet and everything it rests on is still as it was; null otherwise, and
 * whoever asked asks again later. Beds are read as far ahead as the barriers look.
 */
export const makeFindBarrierWork = (deps: FindWorkDeps) => {
  const readMatchInput = makeReadMatchInput(deps);
  return async (tx: Tx): Promise<BarrierWork | null> => {
    const { today } = await deps.now(tx);
    if (await deps.store.isCounted(tx, today)) return null;
    const run = await deps.readStandingRun(tx);
    if (run === null || run.inputsDigest === null || run.dayOn !== today) return null;
    const policy = await deps.readPolicy(tx);
    if (deps.digestOf(await readMatchInput(tx, policy, today)) !== run.inputsDigest) return null;
    return {
      study: { runId: run.runId, dayOn: today, policyVersion: policy.version },
      input: await readMatchInput(tx, policy, today, policy.offerHorizonDays + freeLaterDays),
    };
  };
};

/** Keeps what was counted, once a day: whoever comes second changes nothing. */
export const makeRecordBarriers =
  ({ store, audit }: { readonly store: BarrierStore; readonly audit: AppendAudit }) =>
  async (tx: Tx, study: BarrierWork['study'], lists: readonly PartnershipBarriers[]): Promise<boolean> => {
    if (!(await store.record(tx, study, lists))) return false;
    await audit(tx, {
      action: 'matching.barriers-counted',
      subjectKind: 'match_run',
      subjectId: study.runId,
      version: null,
      after: { partnerships: lists.length, barriers: barriers.length },
    });
    return true;
  };

/** One barrier as it is told; counts of the country are to the nearest five, and null where they are fewer than five. */
export type ToldBarrier = {
  readonly key: string;
  readonly name: string;
  readonly asIf: string;
  readonly whoCouldAct: string;
  readonly gain: number | null;
  readonly lose: number | null;
};

/** What holds people back, for a partnership or the country. */
export interface ToldBarriers {
  readonly study: BarrierStudy;
  /** Whose list: their own exactly, or the country's in protected counts. */
  readonly isCountry: boolean;
  readonly waiting: number | null;
  readonly placed: number | null;
  /** Whatever holds most people back first. */
  readonly barriers: readonly ToldBarrier[];
}

/** Counted before there was a barrier of this name, or since it was given up. */
const notCounted: Pick<BarrierCount, 'gain' | 'lose'> = { gain: 0, lose: 0 };

/** What each barrier came to on a day or before it: a partnership's own list exactly, the country's protected. */
export const makeReadBarriers =
  ({ store }: Pick<FindWorkDeps, 'store'>) =>
  async (tx: Tx, scope: Scope, on: IsoDate): Promise<ToldBarriers | null> => {
    const study = await store.findStudy(tx, on);
    if (study === null) return null;
    const isCountry = scope.kind === 'national';
    const told = (people: number): number | null => (isCountry ? toldCount(people) : people);
    const list = await store.readList(tx, scope, study.runId);
    const countOf = new Map(list.counts.map((count) => [count.barrier, count]));
    return {
      study,
      isCountry,
      waiting: told(list.waiting),
      placed: told(list.placed),
      barriers: barriers
        .map(({ key, name, asIf, whoCouldAct }) => {
          const { gain, lose } = countOf.get(key) ?? notCounted;
          return { key, name, asIf, whoCouldAct, gain: told(gain), lose: told(lose) };
        })
        // By what is told: an order by what is not would tell it.
        .sort((a, b) => (b.gain ?? 0) - (a.gain ?? 0)),
    };
  };
