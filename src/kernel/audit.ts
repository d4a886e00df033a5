import type { Plain, Tx } from './unit-of-work.js';

/** One change of one thing. `version` is what the subject moved to; null for things without versions. */
export interface AuditEntry {
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly version: number | null;
  readonly before?: Plain;
  readonly after?: Plain;
  readonly reason?: string;
}

/** Appends to the record, in the transaction of the change itself. */
export type AppendAudit = (tx: Tx, entry: AuditEntry) => Promise<void>;
