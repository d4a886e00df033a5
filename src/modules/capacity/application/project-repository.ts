import type { Scope } from '../../../kernel/actor.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { RehabStanding } from '../domain/rehab-standing.js';

/** What a provider says of taking referrals, with the version of the project it makes. */
export interface AcceptingChange {
  readonly projectId: string;
  readonly version: number;
  readonly isAccepting: boolean;
  readonly reason: string | null;
}

/** Where projects are kept. Each write moves the project's version on by one. */
export interface ProjectRepository {
  /** Whether a project that the scope may change takes referrals; null when there is none. */
  isAccepting(tx: Tx, scope: Scope, projectId: string): Promise<boolean | null>;
  /** False when the project is not one version before the change. */
  setAccepting(tx: Tx, change: AcceptingChange, recordedBy: string): Promise<boolean>;
  /** The standings of any project, in order; null when there is no such project. */
  standings(tx: Tx, projectId: string): Promise<readonly RehabStanding[] | null>;
  /** Writes all of a project's standings anew; false when it is not one version before `version`. */
  replaceStandings(
    tx: Tx,
    projectId: string,
    version: number,
    standings: readonly RehabStanding[],
  ): Promise<boolean>;
}
