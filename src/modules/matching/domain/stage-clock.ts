import { addNights, maxDate, minDate, type IsoDate } from '../../../kernel/iso-date.js';
import { addWorkingDays, workingDaysSince, type WorkingCalendar } from '../../../kernel/working-time.js';
import type { FundingDecision } from '../../funding/contract/funding.js';
import type { FundingAsked } from '../../funding/contract/requests.js';
import type { ReferralFacts, UrgencyBand } from '../../referrals/contract/facts.js';
import type { Queue } from './queue.js';
import type { MissingGate } from './readiness.js';

/** The queues in which somebody can be stuck: the others have a clock of their own, or nobody can do anything. */
export type TimedStage = Extract<Queue, 'assessment-missing' | 'funding-missing' | 'detox-missing' | 'ready'>;

/** Who is told when a stage has lasted twice as long as it may. */
export type EscalatedTo = 'lead_of_partnership';

/** How long a stage may last, by urgency, and who is told then. Unit: working days. Data with its source: see config. */
export type StageLimits = {
  readonly [Stage in TimedStage]: {
    readonly workingDays: Readonly<Record<UrgencyBand, number>>;
    readonly escalatedTo: EscalatedTo;
  };
};

/** What the stage of a referral is counted from, as it is at one moment. */
export interface StageFacts {
  readonly referral: Pick<
    ReferralFacts,
    'receivedOn' | 'urgencyBand' | 'assessedOn' | 'assessedUntil' | 'unavailable'
  >;
  readonly queues: readonly Queue[];
  readonly missing: readonly Pick<MissingGate, 'gate' | 'whoActs'>[];
  /** The funder's latest decision; null when there is none. */
  readonly decision: FundingDecision | null;
  /** Money asked for and not decided yet; null when nobody has asked. */
  readonly request: FundingAsked | null;
}

/** How long a referral has been in its stage, and how long it may. Unit: working days. */
export interface StageClock {
  readonly stage: TimedStage;
  readonly sinceOn: IsoDate;
  readonly workingDays: number;
  readonly limitWorkingDays: number;
  /** Last day on which it is in time. */
  readonly dueOn: IsoDate;
  readonly owner: MissingGate['whoActs'];
  readonly isStuck: boolean;
  /** Who is told, once it has lasted twice as long as it may; null before. */
  readonly escalatedTo: EscalatedTo | null;
}

const timedStages: readonly TimedStage[] = [
  'assessment-missing',
  'funding-missing',
  'detox-missing',
  'ready',
];
const gateOf = {
  'assessment-missing': 'assessment',
  'funding-missing': 'funding',
  'detox-missing': 'detox',
  ready: null,
} as const satisfies Record<TimedStage, MissingGate['gate'] | null>;

const fundingSince = ({ referral, decision, request }: StageFacts, today: IsoDate): IsoDate => {
  if (request !== null) return request.requestedOn;
  if (decision === null) return referral.assessedOn ?? referral.receivedOn;
  if (decision.revoked !== undefined) return decision.revoked.on;
  return decision.decision === 'declined' ? decision.decidedOn : minDate(decision.expiresOn, today);
};

/** The day from which a referral is in its stage, by the facts that put it there. */
const stageSince = (stage: TimedStage, facts: StageFacts, today: IsoDate): IsoDate => {
  const { referral, decision } = facts;
  const { receivedOn, assessedOn, assessedUntil } = referral;
  const assessed = assessedOn ?? receivedOn;
  switch (stage) {
    case 'assessment-missing':
      if (assessedUntil === null) return receivedOn;
      // One that ran out is missing from the day after; where it holds, the medical one is missing since.
      return assessedUntil < today ? addNights(assessedUntil, 1) : assessed;
    case 'funding-missing':
      return maxDate(assessed, fundingSince(facts, today));
    case 'detox-missing':
    case 'ready':
      return maxDate(assessed, decision?.decidedOn ?? receivedOn);
  }
};

/**
 * How long a referral has been in its stage in working days, whose move it is, and whether it is stuck. Days on which the
 * person could not go begin the count anew. Null where the referral is in no stage that has a limit.
 */
export const stageClock = (
  facts: StageFacts,
  today: IsoDate,
  { limits, calendar }: { readonly limits: StageLimits; readonly calendar: WorkingCalendar },
): StageClock | null => {
  const stage = timedStages.find((timed) => facts.queues.includes(timed));
  if (stage === undefined || facts.queues.length !== 1) return null;
  const { unavailable, urgencyBand, receivedOn } = facts.referral;
  const backOn = unavailable.flatMap(({ toOn }) => (toOn === null || toOn > today ? [] : [toOn]));
  const sinceOn = maxDate(receivedOn, stageSince(stage, facts, today), ...backOn);
  const { workingDays: limit, escalatedTo } = limits[stage];
  const limitWorkingDays = limit[urgencyBand];
  const workingDays = workingDaysSince(calendar, sinceOn, today);
  const gate = gateOf[stage];
  return {
    stage,
    sinceOn,
    workingDays,
    limitWorkingDays,
    dueOn: addWorkingDays(calendar, sinceOn, limitWorkingDays),
    owner: facts.missing.find((missing) => missing.gate === gate)?.whoActs ?? 'coordinator',
    isStuck: workingDays > limitWorkingDays,
    escalatedTo: workingDays > 2 * limitWorkingDays ? escalatedTo : null,
  };
};
