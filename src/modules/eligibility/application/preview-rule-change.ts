import { addNights, maxDate, type IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReadOpenReferrals, ReferralFacts } from '../../referrals/contract/facts.js';
import { isInForce, stages, type AdmissionRule, type RuleContent } from '../domain/admission-rule.js';
import { askRules } from '../domain/ask-rules.js';
import { verdict, type Answer } from '../domain/check.js';
import { personForRules } from '../domain/person-for-rules.js';
import { told } from '../domain/told.js';
import type { LookAtRules, PreviewCounts, RuleRepository } from './ports.js';

/** What looking ahead at a change of a rule needs. */
export interface PreviewDeps {
  readonly rules: RuleRepository;
  /** Everybody who waits, whosever they are: only counts leave this function. */
  readonly readOpenReferrals: ReadOpenReferrals;
  readonly lookAtRules: LookAtRules;
}

/** A change to look at: what rule `base` says until `startsOn`, and `content` from then on. */
export interface LookedAtChange {
  readonly projectId: string;
  readonly base: AdmissionRule | null;
  readonly content: RuleContent | null;
  readonly startsOn: IsoDate;
}

/** The rules of a project as they will be with the change, for arrivals on or after its first day. */
const withChange = (
  rules: readonly AdmissionRule[],
  { projectId, base, content, startsOn }: LookedAtChange,
): readonly AdmissionRule[] => {
  const others = rules.filter(({ ruleId }) => ruleId !== base?.ruleId);
  const ended = rules
    .filter(({ ruleId }) => ruleId === base?.ruleId)
    .map((rule) => ({ ...rule, validTo: startsOn }));
  return content === null
    ? [...others, ...ended]
    : [
        ...others,
        ...ended,
        {
          ...content,
          ruleId: base?.ruleId ?? '',
          projectId,
          version: (base?.version ?? 0) + 1,
          validFrom: startsOn,
          validTo: null,
        },
      ];
};

/**
 * Who of everybody waiting today would come out another way by the rules of the project, if they arrived on the first day
 * of the change, and whom the matcher would place otherwise today: as counts, never as people. What single beds ask is left
 * out of the first: a rule does not change it.
 */
export const previewRuleChange = async (
  { rules, readOpenReferrals, lookAtRules }: PreviewDeps,
  tx: Tx,
  change: LookedAtChange,
): Promise<PreviewCounts> => {
  const { projectId, startsOn } = change;
  const now = (await rules.ofProject(tx, projectId, startsOn)).filter((rule) => isInForce(rule, startsOn));
  const then = withChange(now, change).filter((rule) => isInForce(rule, startsOn));
  const become: Record<Answer, number> = { yes: 0, no: 0, unknown: 0 };
  const answerBy = (referral: ReferralFacts, by: readonly AdmissionRule[]): Answer => {
    const arrivesOn = maxDate(startsOn, referral.receivedOn);
    const stay = { arrivesOn, departsOn: addNights(arrivesOn, referral.plannedWeeks * 7) };
    return verdict(askRules(personForRules(referral), stay, by, stages));
  };
  for (const referral of await readOpenReferrals(tx)) {
    const after = answerBy(referral, then);
    if (after !== answerBy(referral, now)) become[after] += 1;
  }
  const { loses, gains } = await lookAtRules(tx, { projectId, now, then });
  return {
    ...{ excluded: told(become.no), unknown: told(become.unknown), eligible: told(become.yes) },
    ...{ losePlace: told(loses), gainPlace: told(gains) },
  };
};
