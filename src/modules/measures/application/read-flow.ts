import { financialYearOf } from '../../../kernel/financial-year.js';
import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { cohortPeriodOf, type CohortPeriod } from '../domain/cohort-period.js';
import { followCohort, type CohortFact } from '../domain/cohort.js';
import type { Telling } from '../domain/fairness.js';
import { waitsByGroup } from '../domain/waits-by-group.js';
import { tellCohort, type ToldStep } from '../domain/told-cohort.js';
import { endOf, groupsAsAt, weighAsAt, type AsAtRefusal, type ReadMeasuresDeps } from './read-measures.js';

/** What a cohort is read by. */
export interface CohortQuestion {
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate;
  /** What was recorded by then; null for what is recorded now. */
  readonly asAt: Date | null;
}

/** What reading the flow needs. */
export interface ReadFlowDeps extends Pick<ReadMeasuresDeps, 'readKeptSince'> {
  /** Every referral received in a time, followed; nothing recorded by mistake. */
  readonly readCohort: (tx: Tx, scope: Scope, question: CohortQuestion) => Promise<readonly CohortFact[]>;
}

/** Whose flow is asked for: the period by its key, this financial year where it is null, as known at the end of a day or now. */
export interface FlowAsked {
  readonly period: string | null;
  readonly asAtOn: IsoDate | null;
}

/** Why the flow of a cohort is not told. */
export type FlowRefusal =
  | AsAtRefusal
  | { readonly code: 'no-such-period' }
  | { readonly code: 'period-not-begun'; readonly beginsOn: IsoDate };

/** People referred in a period, followed through the stages to the end of a day. */
export interface Flow {
  readonly period: CohortPeriod;
  readonly telling: Telling;
  /** The day to whose end they are followed. */
  readonly followedTo: IsoDate;
  /** Whether it is told as it was known on that day. Otherwise as now, which is that day. */
  readonly isKnownThen: boolean;
  readonly referred: number | null;
  readonly steps: readonly ToldStep[];
  /** From referral to arrival, of those who arrived. */
  readonly waits: ReturnType<typeof waitsByGroup>;
}

/** A partnership's own people exactly, the country's protected. */
export const makeReadFlow =
  (deps: ReadFlowDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    { period: key, asAtOn }: FlowAsked,
    now: { readonly at: Date; readonly today: IsoDate },
  ): Promise<Outcome<Flow, FlowRefusal>> => {
    const period = cohortPeriodOf(key ?? String(financialYearOf(now.today)));
    if (period === null) return refuse({ code: 'no-such-period' });
    if (period.fromOn > now.today) return refuse({ code: 'period-not-begun', beginsOn: period.fromOn });
    const refusal = asAtOn === null ? null : await weighAsAt(deps, tx, asAtOn, now);
    if (refusal !== null) return refuse(refusal);
    // The country's steps are of groups by their reasons: day by day they would give people away.
    const knownOn = scope.kind === 'national' ? await groupsAsAt(deps, tx, asAtOn, now.today) : asAtOn;
    const followedTo = knownOn ?? now.today;
    const facts = await deps.readCohort(tx, scope, {
      ...{ fromOn: period.fromOn, toOn: period.toOn },
      asAt: knownOn === null ? null : endOf(knownOn),
    });
    const telling = scope.kind === 'national' ? 'protected' : 'exact';
    const steps = tellCohort(followCohort(facts, followedTo), telling);
    return done({
      waits: waitsByGroup(facts, followedTo, telling),
      ...{ period, telling, followedTo, steps, isKnownThen: knownOn !== null },
      referred: steps[0]?.reachedBefore ?? null,
    });
  };
