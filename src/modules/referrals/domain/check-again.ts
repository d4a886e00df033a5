import { maxDate, londonDate, type IsoDate } from '../../../kernel/iso-date.js';
import { changedSince, type Correction } from './changed-since.js';
import type { ReferralFacts } from './referral.js';

/** What rests on answers that were given before it. */
export const restingKinds = ['assessment', 'detox-booking', 'funding-request', 'funding-approval'] as const;

/** Something that was recorded of a referral and still counts, and when. */
export interface Resting {
  readonly kind: (typeof restingKinds)[number];
  readonly recordedAt: Date;
  /** The weeks it was asked for or approved for; null where it has none. */
  readonly weeks: number | null;
}

/** A correction and when it was made. */
export interface DatedCorrection extends Correction {
  readonly at: Date;
}

/** Something to be checked again, because answers it rests on were corrected after it was recorded. */
export interface CheckAgain {
  readonly kind: Resting['kind'];
  readonly changedMembers: readonly string[];
  /** The day of the latest of these corrections. */
  readonly sinceOn: IsoDate;
}

/** Answers that each rests on. Set for this service. */
const restsOn: Readonly<Record<Resting['kind'], readonly (keyof ReferralFacts)[]>> = {
  assessment: ['detoxNeed', 'substance'],
  'detox-booking': ['detoxNeed'],
  'funding-request': ['plannedWeeks'],
  'funding-approval': ['plannedWeeks'],
};

/** Whether what was recorded agrees with the answers as they are now, whatever they were in between. */
const agrees = (
  { kind, weeks }: Resting,
  { detoxNeed, plannedWeeks }: Pick<ReferralFacts, 'detoxNeed' | 'plannedWeeks'>,
): boolean =>
  (kind === 'detox-booking' && detoxNeed === 'before_entry') || (weeks !== null && weeks === plannedWeeks);

/**
 * What is to be checked again: an assessment when the need of detox or the substance was corrected after it was recorded, a
 * detox booking that is needed no longer, money asked for or approved for other weeks than are asked for since. An answer
 * that was put back asks for nothing. `corrections` are in their order.
 */
export const checkAgain = (
  referral: Pick<ReferralFacts, 'detoxNeed' | 'plannedWeeks'>,
  resting: readonly Resting[],
  corrections: readonly DatedCorrection[],
): readonly CheckAgain[] =>
  resting.flatMap((one) => {
    if (agrees(one, referral)) return [];
    const changed = changedSince(corrections.filter(({ at }) => at > one.recordedAt)).filter(({ member }) =>
      restsOn[one.kind].some((known) => known === member),
    );
    const [first, ...others] = changed;
    if (first === undefined) return [];
    return {
      kind: one.kind,
      changedMembers: changed.map(({ member }) => member),
      sinceOn: others.reduce((on, { by }) => maxDate(on, londonDate(by.at)), londonDate(first.by.at)),
    };
  });
