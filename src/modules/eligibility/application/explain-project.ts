import type { Scope } from '../../../kernel/actor.js';
import { addNights, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import { contains, type Stay } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReadCalendars, ReadRoomMix } from '../../capacity/contract/availability.js';
import {
  furthestAheadNights,
  type ReadReferral,
  type ReferralFacts,
} from '../../referrals/contract/facts.js';
import type { ReadAdmissionRules } from '../contract.js';
import { isInForce, stages, type AdmissionRule, type Stage } from '../domain/admission-rule.js';
import { askRule } from '../domain/ask-rules.js';
import { isInTheWay, isToBeRecorded, verdict, type Answer, type Check } from '../domain/check.js';
import { askBed } from '../domain/evaluate.js';
import { personForRules } from '../domain/person-for-rules.js';
import { changeOfBed, changeOfRule, type Change } from '../domain/what-would-change.js';

/** What telling why, why not and what would change it needs. */
export interface ExplainProjectDeps {
  readonly readReferral: ReadReferral;
  /** The name of any project, by its id. Capacity answers. */
  readonly readProjectName: (tx: Tx, projectId: string) => Promise<string | null>;
  readonly readCalendars: ReadCalendars;
  readonly readRoomMix: ReadRoomMix;
  readonly readAdmissionRules: ReadAdmissionRules;
}

/** One check with the smallest change with which it would be met; null where it does not say no. */
export interface ExplainedCheck {
  readonly check: Check;
  readonly change: Change | null;
}

/** A rule of the project, asked of the person. */
export interface ExplainedRule extends ExplainedCheck {
  readonly stage: Stage;
  readonly rule: AdmissionRule;
}

/** What beds say no to, or lack a fact for, and how many of them do. */
export interface BedReason extends ExplainedCheck {
  readonly beds: number;
}

/** Why somebody can come to a project on a day, why not, and what would change it. */
export interface ProjectExplained {
  readonly referral: ReferralFacts;
  readonly projectId: string;
  readonly projectName: string;
  readonly stay: Stay;
  /** Of the project's rules for admission and stay, and the bed that suits best; whether one is free is not asked here. */
  readonly answer: Answer;
  /** Of the rules asked before assessment. */
  readonly assessment: Answer;
  readonly rules: readonly ExplainedRule[];
  /** Beds open on the day of arrival, by what they themselves ask. */
  readonly beds: { readonly yes: number; readonly unknown: number; readonly no: number };
  readonly bedReasons: readonly BedReason[];
}

/** Why there is no answer: outside scope, or a day on which nobody can arrive. */
export type ExplainProjectRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'day-not-possible'; readonly earliestOn: IsoDate; readonly latestOn: IsoDate };

const worse: readonly Answer[] = ['no', 'unknown', 'yes'];
const worst = (a: Answer, b: Answer): Answer => (worse.indexOf(a) <= worse.indexOf(b) ? a : b);

/** The answer of the bed that suits best; `yes` where no single bed is kept, so that the rules alone decide. */
const bestOf = ({ yes, unknown, no }: ProjectExplained['beds']): Answer =>
  yes > 0 || yes + unknown + no === 0 ? 'yes' : unknown > 0 ? 'unknown' : 'no';

const reasonsOf = (found: readonly ExplainedCheck[]): readonly BedReason[] => {
  const reasons = new Map<string, BedReason>();
  for (const one of found) {
    const key = JSON.stringify(one.check);
    reasons.set(key, { ...one, beds: (reasons.get(key)?.beds ?? 0) + 1 });
  }
  return [...reasons.values()].sort((a, b) => b.beds - a.beds);
};

/**
 * Why, why not and what would change it, for a person, a project and a day of arrival: the rules of the project and of
 * each of its beds, by the functions that the matcher, the offer and the day of arrival ask. The stay is as long as planned.
 */
export const makeExplainProject =
  (deps: ExplainProjectDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    {
      referralId,
      projectId,
      on,
      today,
    }: { referralId: string; projectId: string; on: IsoDate; today: IsoDate },
  ): Promise<Outcome<ProjectExplained, ExplainProjectRefusal>> => {
    const referral = await deps.readReferral(tx, scope, referralId);
    const projectName = await deps.readProjectName(tx, projectId);
    if (referral === null || projectName === null) return refuse({ code: 'not-found' });
    const latestOn = addNights(today, furthestAheadNights);
    if (on < today || on > latestOn) return refuse({ code: 'day-not-possible', earliestOn: today, latestOn });
    const stay = { arrivesOn: on, departsOn: addNights(on, referral.plannedWeeks * 7) };
    const person = personForRules(referral);
    const own = (await deps.readAdmissionRules(tx, on, projectId)).get(projectId) ?? [];
    const rules = own
      .filter((rule) => isInForce(rule, on))
      .flatMap((rule): ExplainedRule[] => {
        const check = askRule(person, stay, rule);
        return check === null
          ? []
          : [{ check, stage: rule.stage, rule, change: changeOfRule(person, stay, rule) }];
      })
      .sort((a, b) => stages.indexOf(a.stage) - stages.indexOf(b.stage));
    const mix = await deps.readRoomMix(tx, stay);
    const asked = (await deps.readCalendars(tx, { projectId }, stay))
      .map(({ unit }) => unit)
      .filter(({ opensOn, closesOn }) => opensOn <= on && (closesOn === null || on < closesOn))
      .map((unit) =>
        askBed(
          referral,
          unit,
          stay,
          mix.filter(({ roomId, night }) => roomId === unit.roomId && contains(stay, night)),
        ),
      );
    const saying = (answer: Answer): number => asked.filter((checks) => verdict(checks) === answer).length;
    const beds = { yes: saying('yes'), unknown: saying('unknown'), no: saying('no') };
    const ofStages = (wanted: readonly Stage[]): Answer =>
      verdict(rules.filter(({ stage }) => wanted.includes(stage)).map(({ check }) => check));
    return done({
      referral,
      projectId,
      projectName,
      stay,
      answer: worst(ofStages(['admission', 'stay']), bestOf(beds)),
      assessment: ofStages(['assessment']),
      rules,
      beds,
      bedReasons: reasonsOf(
        asked
          .flat()
          .filter((check) => isInTheWay(check) || isToBeRecorded(check))
          .map((check) => ({ check, change: changeOfBed(referral, check) })),
      ),
    });
  };
