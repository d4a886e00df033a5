import type { Tx } from '../../../kernel/unit-of-work.js';
import type { OutOfServiceReason } from '../domain/out-of-service.js';

/** What the board shows beside the nights: where a bed stands, how it came to be known, why it is closed. */
export interface BoardFacts {
  readonly beds: ReadonlyMap<string, { readonly isGenerated: boolean; readonly roomLabel: string | null }>;
  /** Reasons by the id of the period. */
  readonly closures: ReadonlyMap<string, OutOfServiceReason>;
}

/** The facts of these projects' beds and of these periods out of service. */
export type ReadBoardFacts = (
  tx: Tx,
  projectIds: readonly string[],
  closureIds: readonly string[],
) => Promise<BoardFacts>;
