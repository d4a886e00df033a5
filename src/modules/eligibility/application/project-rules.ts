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
