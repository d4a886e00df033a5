import type { AdmissionRule } from '../domain/admission-rule.js';
import type { RuleChange } from './ports.js';

/** A version of a rule with who is behind it. */
export interface AuthoredRule extends AdmissionRule {
  /** Null for a rule that was loaded with the reference data. */
  readonly recordedByName: string | null;
  readonly confirmedByName: string | null;
}

/** A change that waits for a second manager, with who asked for it and when. */
export interface WaitingChange extends RuleChange {
  readonly proposedByName: string | null;
  readonly proposedAt: Date;
}

/** A change that was made or taken back, with who is behind it and the versions it stands between. */
export interface PastChange extends RuleChange {
  readonly proposedByName: string | null;
  readonly proposedAt: Date;
  /** Who confirmed or took it back; null for one that needed nobody else. */
  readonly decidedByName: string | null;
  readonly decidedAt: Date | null;
  /** The version before; null for a new rule. */
  readonly before: AdmissionRule | null;
  /** The version it made; null for an end, or one that was taken back. */
  readonly after: AdmissionRule | null;
}
