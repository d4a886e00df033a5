import type { IsoDate } from '../../../kernel/iso-date.js';
import { addWorkingDays, type WorkingCalendar } from '../../../kernel/working-time.js';
import { isInForce, type AdmissionRule } from './admission-rule.js';
import type { ReferralFacts, UrgencyBand } from '../../referrals/contract/facts.js';

/**
 * Why a project says that somebody is not suitable. Source: the reasons in the Prison to Rehab protocol and the criteria
 * seen in public pages of Scottish projects. `outside_our_rules` names the rule.
 */
export const unsuitableReasons = [
  'outside_our_rules',
  'needs_cannot_be_met',
  'programme_does_not_suit',
  'not_stable_enough',
  'safety_of_others',
  'other',
] as const;
/** Who knows what a project still has to know. Source of prison healthcare: the Prison to Rehab protocol. */
export const informants = [
  'coordinator',
  'person',
  'prescriber',
  'gp',
  'prison_healthcare',
  'hospital',
  'social_work',
  'other',
] as const;

/** One of {@link unsuitableReasons}. */
export type UnsuitableReason = (typeof unsuitableReasons)[number];
/** One of {@link informants}. */
export type Informant = (typeof informants)[number];

/** One version of a project's rule. */
export interface CitedRule {
  readonly ruleId: string;
  readonly version: number;
}

/** A rule of a project in the version that is in force on a day; null where there is none such. `rules` are the project's. */
export const citedRule = (rules: readonly AdmissionRule[], ruleId: string, on: IsoDate): CitedRule | null => {
  const cited = rules.find((rule) => rule.ruleId === ruleId && isInForce(rule, on));
  return cited === undefined ? null : { ruleId, version: cited.version };
};

/** What a project says of a person. */
export type SuitabilityAnswer =
  | { readonly kind: 'suitable'; readonly note: string | null }
  | {
      readonly kind: 'not_suitable';
      readonly reason: UnsuitableReason;
      /** The rule it rests on; null where it rests on none. */
      readonly rule: CitedRule | null;
      /** More about why, and where the person might do better. */
      readonly note: string | null;
    }
  | { readonly kind: 'more_information'; readonly neededFrom: Informant; readonly note: string };

/** Everything that can happen after a project was asked. */
export type SuitabilityStep =
  SuitabilityAnswer | { readonly kind: 'information_given' | 'withdrawn'; readonly note: string };

/** Working days within which a project answers, by urgency. Data with its source: see config. */
export type SuitabilityDays = Readonly<Record<UrgencyBand, number>>;

/**
 * The last day on which an answer is in time: so many working days after the question, or after what else had to be known
 * was given. Null while the project waits for that, since the move is not its own.
 */
export const answerDueOn = (
  calendar: WorkingCalendar,
  days: SuitabilityDays,
  asked: {
    readonly askedOn: IsoDate;
    readonly urgencyBand: UrgencyBand;
    readonly latest: { readonly kind: SuitabilityStep['kind']; readonly on: IsoDate } | null;
  },
): IsoDate | null => {
  const { latest, urgencyBand, askedOn } = asked;
  if (latest?.kind === 'more_information') return null;
  return addWorkingDays(
    calendar,
    latest?.kind === 'information_given' ? latest.on : askedOn,
    days[urgencyBand],
  );
};

const decisiveFacts = [
  'sex',
  'bornOn',
  'adults',
  'children',
  'oldestChildBornOn',
  'needsStepFree',
  'needsWetRoom',
  'substance',
  'detoxNeed',
  'liberationOn',
  'isPregnant',
  'mat',
  'mentalHealthSupport',
  'prescribedPainMedicine',
  'acceptsFaithEthos',
] as const satisfies readonly (keyof ReferralFacts)[];

/** One of the facts that a yes or a no rests on. */
export type DecisiveFact = (typeof decisiveFacts)[number];

/** The facts a yes or a no rests on, as they are now: kept with it, so that it is known later whether they still hold. */
export const decisiveFactsOf = (referral: Pick<ReferralFacts, DecisiveFact>): string =>
  JSON.stringify(Object.fromEntries(decisiveFacts.map((fact) => [fact, referral[fact]])));

const parsed = (facts: string): ReadonlyMap<string, string> => {
  const read: unknown = JSON.parse(facts);
  return new Map(
    typeof read === 'object' && read !== null
      ? Object.entries(read).map(([fact, value]) => [fact, JSON.stringify(value)])
      : [],
  );
};

/** Which of the facts that an answer rests on have changed since it was given. A fact not asked for then is none of them. */
export const factsChangedSince = (
  decidedOnFacts: string,
  referral: Pick<ReferralFacts, DecisiveFact>,
): readonly DecisiveFact[] => {
  const then = parsed(decidedOnFacts);
  const now = parsed(decisiveFactsOf(referral));
  return decisiveFacts.filter((fact) => then.has(fact) && then.get(fact) !== now.get(fact));
};

/** Which of the members of a referral are facts that a yes or a no rests on. */
export const decisiveAmong = (members: readonly string[]): readonly DecisiveFact[] =>
  decisiveFacts.filter((fact) => members.includes(fact));

/** A yes or a no of a project, as it was said. */
export interface Suitability {
  readonly projectId: string;
  readonly kind: 'suitable' | 'not_suitable';
  readonly decidedOnFacts: string;
}

/**
 * Projects that have said no to a person and whose no still stands: by what they said last, and only while what they said
 * it of is unchanged. `said` is in the order in which it was said.
 */
export const unsuitableProjects = (
  said: readonly Suitability[],
  referral: Pick<ReferralFacts, DecisiveFact>,
): ReadonlySet<string> => {
  const last = new Map(said.map((one) => [one.projectId, one]));
  return new Set(
    [...last.values()]
      .filter(
        ({ kind, decidedOnFacts }) =>
          kind === 'not_suitable' && factsChangedSince(decidedOnFacts, referral).length === 0,
      )
      .map(({ projectId }) => projectId),
  );
};
