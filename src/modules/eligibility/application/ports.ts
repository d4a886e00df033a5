import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { AdmissionRule, RuleContent } from '../domain/admission-rule.js';

/** What a change does to a rule. */
export const changeKinds = ['add', 'replace', 'end'] as const;
/** One of {@link changeKinds}. */
export type ChangeKind = (typeof changeKinds)[number];

/** Of the people who wait today, how many would come out another way; null for one to four, so that nobody is known by it. */
export type PreviewCounts = {
  readonly excluded: number | null;
  readonly unknown: number | null;
  readonly eligible: number | null;
  /** Who would lose the place suggested to them, and who would have one; absent in changes from before that was worked out. */
  readonly losePlace?: number | null;
  readonly gainPlace?: number | null;
};

/** Who would lose the place suggested to them, and who would have one, by other rules of a project. Matching answers. */
export type LookAtRules = (
  tx: Tx,
  rules: {
    readonly projectId: string;
    readonly now: readonly AdmissionRule[];
    readonly then: readonly AdmissionRule[];
  },
) => Promise<{ readonly loses: number; readonly gains: number }>;

/** A change of a rule that somebody asked for. */
export interface RuleChange {
  readonly changeId: string;
  readonly projectId: string;
  readonly kind: ChangeKind;
  readonly ruleId: string;
  /** The version it changes; 0 for a new rule. */
  readonly baseVersion: number;
  /** Null where the rule ends. */
  readonly content: RuleContent | null;
  /** First day on which it counts. */
  readonly startsOn: IsoDate;
  readonly reason: string;
  readonly excludesMore: boolean;
  /** What the manager who asked for it was shown. */
  readonly preview: PreviewCounts;
  readonly state: 'waiting' | 'applied' | 'withdrawn';
  readonly proposedBy: string;
}

/** A version of a rule, as it is written down. */
export interface RecordedRule extends AdmissionRule {
  /** Null for a rule that was loaded with the reference data. */
  readonly recordedBy: string | null;
  /** The second manager; null where none was needed. */
  readonly confirmedBy: string | null;
}

/** Rules and the changes asked for, of projects. */
export interface RuleRepository {
  /** The latest version of a rule of a project, ended or not. */
  findLatest(tx: Tx, projectId: string, ruleId: string): Promise<AdmissionRule | null>;
  /** The rules of one project that are in force on some day from `from` on. */
  ofProject(tx: Tx, projectId: string, from: IsoDate): Promise<readonly AdmissionRule[]>;
  insert(tx: Tx, rule: RecordedRule): Promise<boolean>;
  /** Sets the end of a version that has none. False where it has one, or is not the latest any more. */
  end(tx: Tx, rule: Pick<AdmissionRule, 'ruleId' | 'version'>, validTo: IsoDate): Promise<boolean>;
  /** False where another change of the rule waits. */
  insertChange(tx: Tx, change: RuleChange): Promise<boolean>;
  findChange(tx: Tx, changeId: string): Promise<RuleChange | null>;
  /** Moves a change that waits; one that excludes more is applied by somebody else only. False where it was not moved. */
  decideChange(tx: Tx, changeId: string, state: 'applied' | 'withdrawn', memberId: string): Promise<boolean>;
}

/** A project of the scope's own provider, or null. Capacity answers. */
export type ReadOwnProject = (
  tx: Tx,
  scope: Scope,
  projectId: string,
) => Promise<{ readonly projectId: string; readonly name: string } | null>;
