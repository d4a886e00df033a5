import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import type { IdSource } from '../../../kernel/ids.js';
import { addNights, maxDate, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Plain, Tx } from '../../../kernel/unit-of-work.js';
import { furthestAheadNights } from '../../referrals/contract/facts.js';
import { admissionRulesChangedV1 } from '../contract.js';
import type { AdmissionRule, RuleContent } from '../domain/admission-rule.js';
import { excludesMore } from '../domain/excludes-more.js';
import { understood, type RuleFault } from '../domain/rule-content.js';
import type { ChangeKind, PreviewCounts, ReadOwnProject, RuleChange, RuleRepository } from './ports.js';
import { previewRuleChange, type LookedAtChange, type PreviewDeps } from './preview-rule-change.js';

/** What changing a rule needs. */
export interface ChangeRuleDeps extends PreviewDeps {
  readonly rules: RuleRepository;
  readonly readOwnProject: ReadOwnProject;
  /** The health boards that partnerships are in, by name. */
  readonly readHealthBoards: (tx: Tx) => Promise<readonly string[]>;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

/** A change of one rule of a project: a new one, another version of one, or its end. */
export interface AskedChange {
  readonly projectId: string;
  readonly kind: ChangeKind;
  /** Null for a new rule. */
  readonly ruleId: string | null;
  /** The version that was read; 0 for a new rule. */
  readonly expectedVersion: number;
  /** Null where the rule ends. */
  readonly content: RuleContent | null;
  readonly startsOn: IsoDate;
  readonly today: IsoDate;
}

/** Why a change cannot be asked for, each with what would be accepted. */
export type AskedChangeRefusal =
  | RuleFault
  | { readonly code: 'not-found' }
  | { readonly code: 'changed-since-you-read-it' }
  | { readonly code: 'rule-has-ended' }
  | { readonly code: 'nothing-changes' }
  | { readonly code: 'start-not-possible'; readonly earliestOn: IsoDate; readonly latestOn: IsoDate };

type Weighed = LookedAtChange & { readonly excludesMore: boolean };

const isTheSame = (a: RuleContent, b: RuleContent): boolean =>
  (['attribute', 'operator', 'unit', 'stage', 'effect', 'action', 'source'] as const).every(
    (part) => a[part] === b[part],
  ) && JSON.stringify(a.value) === JSON.stringify(b.value);

type WeighDeps = Pick<ChangeRuleDeps, 'rules' | 'readOwnProject' | 'readHealthBoards'>;

/** A name that no partnership has would exclude everybody. */
const boardFault = async (
  readHealthBoards: ChangeRuleDeps['readHealthBoards'],
  tx: Tx,
  { attribute, value }: RuleContent,
): Promise<RuleFault | null> => {
  if (attribute !== 'health_board' || typeof value !== 'object') return null;
  const known = await readHealthBoards(tx);
  return value.every((board) => known.includes(board))
    ? null
    : { code: 'rule-not-understood', part: 'value', accepted: known };
};

/** A change as it can be looked at or asked for: of the manager's own project, understood, and from a possible day on. */
const weigh = async (
  { rules, readOwnProject, readHealthBoards }: WeighDeps,
  tx: Tx,
  scope: Scope,
  { projectId, kind, ruleId, expectedVersion, content, startsOn, today }: AskedChange,
): Promise<Outcome<Weighed, AskedChangeRefusal>> => {
  if ((await readOwnProject(tx, scope, projectId)) === null) return refuse({ code: 'not-found' });
  const base = ruleId === null ? null : await rules.findLatest(tx, projectId, ruleId);
  if ((kind === 'add') !== (base === null)) return refuse({ code: 'not-found' });
  if (base !== null && base.version !== expectedVersion) return refuse({ code: 'changed-since-you-read-it' });
  if (base !== null && base.validTo !== null) return refuse({ code: 'rule-has-ended' });
  if (content !== null) {
    const clear = understood(content);
    if (!clear.ok) return clear;
    const unknownBoard = await boardFault(readHealthBoards, tx, content);
    if (unknownBoard !== null) return refuse(unknownBoard);
    if (base !== null && isTheSame(base, content)) return refuse({ code: 'nothing-changes' });
  }
  const earliestOn = maxDate(today, base?.validFrom ?? today);
  const latestOn = addNights(earliestOn, furthestAheadNights);
  if (startsOn < earliestOn || startsOn > latestOn) {
    return refuse({ code: 'start-not-possible', earliestOn, latestOn });
  }
  return done({ projectId, base, content, startsOn, excludesMore: excludesMore(base, content) });
};

/** What a change would do to people who wait today, and whether it needs a second manager. Nothing is kept. */
export const makePreviewRuleChange =
  (deps: WeighDeps & PreviewDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    asked: AskedChange,
  ): Promise<Outcome<PreviewCounts & { readonly excludesMore: boolean }, AskedChangeRefusal>> => {
    const weighed = await weigh(deps, tx, scope, asked);
    if (!weighed.ok) return weighed;
    const counts = await previewRuleChange(deps, tx, weighed.value);
    return done({ ...counts, excludesMore: weighed.value.excludesMore });
  };

/** As for any change; or another change of the rule waits already. */
export type ProposeRuleChangeRefusal = AskedChangeRefusal | { readonly code: 'change-already-waiting' };

/** A change as it was taken in: `waiting` for a second manager, or `applied` from its day on. */
export type ProposedChange = {
  readonly changeId: string;
  readonly ruleId: string;
  readonly state: 'waiting' | 'applied';
  readonly startsOn: IsoDate;
};

const plainRule = (rule: RuleContent | null): Plain =>
  rule === null
    ? null
    : {
        ...{ attribute: rule.attribute, operator: rule.operator, value: rule.value, unit: rule.unit },
        ...{ stage: rule.stage, effect: rule.effect, action: rule.action, source: rule.source },
      };

/** Writes the rules as the change leaves them. False where the rule is not as it was when the change was asked for. */
const apply = async (
  { rules, audit, events }: Pick<ChangeRuleDeps, 'rules' | 'audit' | 'events'>,
  tx: Tx,
  { change, base, by }: { change: RuleChange; base: AdmissionRule | null; by: string },
  startsOn: IsoDate,
): Promise<boolean> => {
  const { projectId, ruleId, content } = change;
  if (base !== null && !(await rules.end(tx, base, startsOn))) return false;
  const version = (base?.version ?? 0) + 1;
  const next =
    content === null
      ? null
      : {
          ...content,
          ...{ ruleId, projectId, version, validFrom: startsOn, validTo: null },
          recordedBy: change.proposedBy,
          confirmedBy: by === change.proposedBy ? null : by,
        };
  if (next !== null && !(await rules.insert(tx, next))) return false;
  await audit(tx, {
    action: `eligibility.rule-${change.kind === 'end' ? 'ended' : change.kind === 'add' ? 'added' : 'replaced'}`,
    subjectKind: 'admission_rule',
    subjectId: ruleId,
    version: content === null ? null : version,
    before: plainRule(base),
    after: { rule: plainRule(content), startsOn, changeId: change.changeId, proposedBy: change.proposedBy },
    reason: change.reason,
  });
  await events(tx, admissionRulesChangedV1.make({ projectId }));
  return true;
};

/**
 * A manager changes a rule of their own project. A change that excludes more people waits for a second manager; one that is
 * as wide or wider counts from its first day on. What the manager was shown of today's waiting list is kept with it.
 */
export const makeProposeRuleChange =
  (deps: ChangeRuleDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    { memberId, reason, ...asked }: AskedChange & { readonly memberId: string; readonly reason: string },
  ): Promise<Outcome<ProposedChange, ProposeRuleChangeRefusal>> => {
    const weighed = await weigh(deps, tx, scope, asked);
    if (!weighed.ok) return weighed;
    const { base, content, startsOn } = weighed.value;
    const waits = weighed.value.excludesMore;
    const change: RuleChange = {
      changeId: deps.newId(),
      projectId: asked.projectId,
      kind: asked.kind,
      ruleId: base?.ruleId ?? deps.newId(),
      baseVersion: base?.version ?? 0,
      content,
      startsOn,
      reason,
      excludesMore: waits,
      preview: await previewRuleChange(deps, tx, weighed.value),
      state: 'waiting',
      proposedBy: memberId,
    };
    if (!(await deps.rules.insertChange(tx, change))) return refuse({ code: 'change-already-waiting' });
    const { changeId, ruleId } = change;
    await deps.audit(tx, {
      action: 'eligibility.rule-change-proposed',
      subjectKind: 'admission_rule_change',
      subjectId: changeId,
      version: null,
      before: plainRule(base),
      after: { ruleId, kind: change.kind, rule: plainRule(content), startsOn, preview: change.preview },
      reason,
    });
    if (waits) return done({ changeId, ruleId, state: 'waiting', startsOn });
    if (
      !(await deps.rules.decideChange(tx, changeId, 'applied', memberId)) ||
      !(await apply(deps, tx, { change, base, by: memberId }, startsOn))
    ) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    return done({ changeId, ruleId, state: 'applied', startsOn });
  };

/** A second manager's word on a change that waits, or anybody's of the provider who takes it back. */
export interface DecideRuleChange {
  readonly memberId: string;
  readonly projectId: string;
  readonly changeId: string;
  readonly decision: 'confirm' | 'withdraw';
  readonly today: IsoDate;
}

/** Why a change that waits was not moved. */
export type DecideRuleChangeRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'second-manager-needed' }
  | { readonly code: 'change-already-decided'; readonly state: 'applied' | 'withdrawn' }
  | { readonly code: 'changed-since-you-read-it' };

/**
 * Confirms a change that excludes more people, which only somebody else than its author can, or takes it back. Confirmed
 * after its first day it counts from today on: nobody was turned away by it before.
 */
export const makeDecideRuleChange =
  (deps: Omit<ChangeRuleDeps, 'readOpenReferrals' | 'readHealthBoards' | 'newId'>) =>
  async (
    tx: Tx,
    scope: Scope,
    { memberId, projectId, changeId, decision, today }: DecideRuleChange,
  ): Promise<
    Outcome<
      { changeId: string; ruleId: string; state: 'applied' | 'withdrawn'; startsOn: IsoDate },
      DecideRuleChangeRefusal
    >
  > => {
    if ((await deps.readOwnProject(tx, scope, projectId)) === null) return refuse({ code: 'not-found' });
    const change = await deps.rules.findChange(tx, changeId);
    if (change?.projectId !== projectId) return refuse({ code: 'not-found' });
    const state = decision === 'confirm' ? 'applied' : 'withdrawn';
    if (!(await deps.rules.decideChange(tx, changeId, state, memberId))) {
      const now = await deps.rules.findChange(tx, changeId);
      return now === null || now.state === 'waiting'
        ? refuse({ code: 'second-manager-needed' })
        : refuse({ code: 'change-already-decided', state: now.state });
    }
    const { ruleId } = change;
    await deps.audit(tx, {
      action: 'eligibility.rule-change-decided',
      subjectKind: 'admission_rule_change',
      subjectId: changeId,
      version: null,
      before: { state: 'waiting', proposedBy: change.proposedBy },
      after: { ruleId, state },
    });
    if (state === 'withdrawn') return done({ changeId, ruleId, state, startsOn: change.startsOn });
    const base = change.baseVersion === 0 ? null : await deps.rules.findLatest(tx, projectId, ruleId);
    if (base !== null && base.version !== change.baseVersion) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    const startsOn = maxDate(change.startsOn, today);
    if (!(await apply(deps, tx, { change, base, by: memberId }, startsOn))) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    return done({ changeId, ruleId, state, startsOn });
  };
