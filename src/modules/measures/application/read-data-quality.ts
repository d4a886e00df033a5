import { addNights, londonMidnight, type IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { goesStaleAt } from '../../capacity/contract/freshness.js';
import { recordedLate, type LateKind, type RecordedAfter } from '../domain/late-facts.js';
import type { QuietMonth } from '../domain/nil-return.js';
import { monthBefore, type NilReturnRepository } from './nil-returns.js';
import { toldCount } from '../../eligibility/contract.js';

/** A project that counts, and when it last said how many beds are free; null for never. */
export interface SiteSaid {
  readonly projectId: string;
  readonly name: string;
  readonly healthBoard: string;
  readonly saidAt: Date | null;
}

/** A project that does not count, why, and its beds that are open. */
export interface NotCounted {
  readonly projectId: string;
  readonly name: string;
  /** Null where nobody has decided. */
  readonly reason: string | null;
  readonly beds: number;
}

/** Facts of a kind that a step of the record wrote anew. */
export interface CorrectionsOfCause {
  readonly cause: string;
  readonly of: 'referrals' | 'stays';
  readonly facts: number;
}

/** The night's counting of everything twice. */
export interface CountedTwice {
  readonly checkedAt: Date;
  readonly questions: number;
  readonly revised: number;
  readonly disagreeing: number;
}

/** What stands in the way of trusting the figures. */
export interface DataQuality {
  readonly sites: number;
  /** The longest silent first. */
  readonly stale: readonly SiteSaid[];
  readonly notCounted: readonly NotCounted[];
  /** Of the days looked back on; of people to the nearest five, null for fewer than five. */
  readonly corrections: readonly {
    readonly cause: string;
    readonly of: 'referrals' | 'stays';
    readonly facts: number | null;
  }[];
  /** Of the same days: what was recorded late, by kind; of people to the nearest five, null for fewer than five. */
  readonly late: readonly {
    readonly kind: LateKind;
    readonly recorded: number | null;
    readonly late: number | null;
    /** Null where it is of too few to tell. */
    readonly medianDays: number | null;
  }[];
  /** The month before, and every project at which nobody arrived in it: those that told nothing first. */
  readonly quiet: { readonly month: IsoDate; readonly projects: readonly QuietMonth[] };
  /** Null before the first night. */
  readonly countedTwice: CountedTwice | null;
}

/** What reading it needs. */
export interface ReadDataQualityDeps {
  readonly readSites: (tx: Tx, today: IsoDate) => Promise<readonly SiteSaid[]>;
  readonly readNotCounted: (tx: Tx, today: IsoDate) => Promise<readonly NotCounted[]>;
  readonly readCorrections: (tx: Tx, since: Date) => Promise<readonly CorrectionsOfCause[]>;
  readonly readRecordedAfter: (tx: Tx, since: Date) => Promise<readonly RecordedAfter[]>;
  /** What is recorded more days after it happened is late. Data with its reason: see config. */
  readonly lateAfterDays: number;
  /** Projects of the country at which nobody arrived in a month, with what they said of it. */
  readonly listQuiet: NilReturnRepository['listQuiet'];
  readonly readLatestCountCheck: (tx: Tx) => Promise<CountedTwice | null>;
  /** Steps that put right what was recorded, by how the record calls them: others are the ordinary course of things. */
  readonly isCorrection: (action: string) => boolean;
}

/** Corrections are looked back on for so long. Unit: days. */
export const correctionDays = 90;

/** What stands in the way of trusting the figures: silence, what does not count, what was put right, and whether two ways of counting agree. */
export const makeReadDataQuality =
  (deps: ReadDataQualityDeps) =>
  async (tx: Tx, now: { readonly at: Date; readonly today: IsoDate }): Promise<DataQuality> => {
    const sites = await deps.readSites(tx, now.today);
    const since = londonMidnight(addNights(now.today, -correctionDays));
    const month = monthBefore(now.today);
    const projects = await deps.listQuiet(tx, { kind: 'national' }, month);
    return {
      quiet: {
        month,
        projects: projects.toSorted((a, b) => Number(a.said !== null) - Number(b.said !== null)),
      },
      sites: sites.length,
      stale: sites.filter(({ saidAt }) => saidAt === null || now.at > goesStaleAt(saidAt)),
      notCounted: await deps.readNotCounted(tx, now.today),
      corrections: (await deps.readCorrections(tx, since))
        .filter(({ cause }) => deps.isCorrection(cause))
        .map(({ facts, ...correction }) => ({ ...correction, facts: toldCount(facts) })),
      late: recordedLate(await deps.readRecordedAfter(tx, since), deps.lateAfterDays).map(
        ({ kind, recorded, late, medianDays }) => ({
          ...{ kind, recorded: toldCount(recorded), late: toldCount(late) },
          medianDays: toldCount(late) === null ? null : medianDays,
        }),
      ),
      countedTwice: await deps.readLatestCountCheck(tx),
    };
  };
