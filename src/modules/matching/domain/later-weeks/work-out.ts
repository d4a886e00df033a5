import type { IsoDate } from '../../../../kernel/iso-date.js';
import { match, type MatchInput } from '../match.js';
import { bandBounds, boundProgram, type BandBound, type CountingProgram } from './bound.js';
import { planLaterWeeks, type LaterPlace } from './plan.js';

/** A plan before its bound is known. */
export interface LaterDraft {
  readonly policyVersion: string;
  /** Last day on which somebody may arrive by it. */
  readonly untilOn: IsoDate;
  readonly places: readonly LaterPlace[];
  /** Its greatest sum is the most that any plan could place. */
  readonly program: CountingProgram;
  /** The same of each urgency, the most pressing first. */
  readonly bands: readonly BandBound[];
}

/** Works a plan out from the facts of one moment, beside what is suggested by them: seconds at Scotland's size. */
export const workOutLaterWeeks = (input: MatchInput, weeks: number): LaterDraft => {
  const plan = planLaterWeeks(input, match(input), weeks);
  return {
    policyVersion: input.policy.version,
    untilOn: plan.untilOn,
    places: plan.places,
    program: boundProgram(plan, input.today),
    bands: bandBounds(plan, input.today, input.policy.bands),
  };
};
