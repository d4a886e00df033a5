import type { Scope } from '../../../kernel/actor.js';
import { addNights, isoDate, maxDate, minDate, type IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { besideSuggestion, type BesideSuggestion, type OffersMade } from '../domain/beside-suggestion.js';
import {
  elsewhereOf,
  fairnessAcross,
  fairnessOf,
  type ElsewhereFigures,
  type FairnessFact,
  type FairnessPolicy,
  type Telling,
} from '../domain/fairness.js';
import { quarterAfter, quarterBefore, quarterOf, type Quarter } from '../../../kernel/quarter.js';

/** A change of how people are matched, by the first day on which it counted. */
export interface PolicyChanged {
  readonly changeId: string;
  readonly inForceFrom: IsoDate;
}

/** What reading the figures needs. */
export interface ReadFairnessDeps {
  readonly policy: FairnessPolicy;
  /** Everybody referred from a day up to, not including, another; nobody recorded by mistake. */
  readonly readFairnessFacts: (
    tx: Tx,
    scope: Scope,
    fromOn: IsoDate,
    toOn: IsoDate,
  ) => Promise<readonly FairnessFact[]>;
  readonly readHealthBoards: (tx: Tx) => Promise<readonly string[]>;
  /** Offers made in a time, and those that were not what was suggested. */
  readonly readOffersMade: (tx: Tx, scope: Scope, fromOn: IsoDate, toOn: IsoDate) => Promise<OffersMade>;
  /** Confirmed changes of the country's policy that began in this time, the latest first. */
  readonly readPolicyChanged: (tx: Tx, fromOn: IsoDate, toOn: IsoDate) => Promise<readonly PolicyChanged[]>;
}

/** Who was placed in a quarter, by group, and what changes of the policy did to it. */
export type FairnessReport = ReturnType<typeof fairnessOf> & {
  readonly quarter: Quarter;
  readonly telling: Telling;
  /** The first day of the quarters to either side; null where that quarter is not over. */
  readonly earlierOn: IsoDate;
  readonly laterOn: IsoDate | null;
  readonly besideSuggestion: BesideSuggestion;
  readonly elsewhere: ElsewhereFigures;
  readonly changes: readonly (PolicyChanged & ReturnType<typeof fairnessAcross>)[];
};

/** Dates begin in 1900, and what a quarter is compared with lies up to some years before it. */
const earliestOn = isoDate('1910-01-01');

/**
 * A quarter that is over, the latest unless another is asked for: a partnership's own people exactly, the country's protected.
 * Nothing is told of a quarter that runs, so that no figure moves from day to day by somebody's own arrival.
 */
export const makeReadFairness =
  ({ policy, readFairnessFacts, readHealthBoards, readOffersMade, readPolicyChanged }: ReadFairnessDeps) =>
  async (tx: Tx, scope: Scope, asked: IsoDate | null, today: IsoDate): Promise<FairnessReport> => {
    const latest = quarterBefore(today);
    const quarter = asked === null ? latest : quarterOf(minDate(maxDate(asked, earliestOn), latest.startsOn));
    const before = quarterBefore(quarter.startsOn);
    const changes = await readPolicyChanged(
      tx,
      addNights(quarter.endsOn, -policy.changesOfDays),
      quarter.endsOn,
    );
    const firstOn = minDate(
      before.startsOn,
      ...changes.map(({ inForceFrom }) => addNights(inForceFrom, -policy.beforeChangeDays)),
    );
    const facts = await readFairnessFacts(
      tx,
      scope,
      addNights(firstOn, -policy.placedWithinDays),
      quarter.endsOn,
    );
    const isCountry = scope.kind === 'national';
    const context = {
      policy,
      telling: isCountry ? ('protected' as const) : ('exact' as const),
      healthBoards: isCountry ? await readHealthBoards(tx) : [],
    };
    return {
      quarter,
      telling: context.telling,
      earlierOn: before.startsOn,
      laterOn: quarter.startsOn < latest.startsOn ? quarterAfter(quarter.startsOn).startsOn : null,
      ...fairnessOf(facts, { quarter, before }, context),
      elsewhere: elsewhereOf(facts, quarter, context),
      besideSuggestion: besideSuggestion(
        await readOffersMade(tx, scope, quarter.startsOn, quarter.endsOn),
        context.telling,
      ),
      changes: changes.map((change) => ({
        ...change,
        ...fairnessAcross(facts, change.inForceFrom, quarter.endsOn, context),
      })),
    };
  };
