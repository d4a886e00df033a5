import type { MatchInput, Suggestion } from '../domain/match.js';

/** What a run works out: what it says of each, and whether that was proven; null where there was nothing to prove. */
export interface Matched {
  readonly suggestions: readonly Suggestion[];
  readonly isProven: boolean | null;
}

/** Works a run out, here or in a thread of its own. `cause` is told with its progress. */
export type RunMatch = (input: MatchInput, cause: string) => Promise<Matched>;

/** SHA-256 of everything a run is worked out from, in hexadecimal: the same for the same facts. */
export type DigestInputs = (input: MatchInput) => string;
