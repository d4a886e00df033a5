import type { MatchInput, MatchRun } from '../domain/match.js';

/** Works a run out, here or in a thread of its own. `cause` is told with its progress. */
export type RunMatch = (input: MatchInput, cause: string) => Promise<MatchRun>;

/** SHA-256 of everything a run is worked out from, in hexadecimal: the same for the same facts. */
export type DigestInputs = (input: MatchInput) => string;
