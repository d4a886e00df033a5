import type { Actor } from '../../kernel/actor.js';
import type { Tx } from '../../kernel/unit-of-work.js';

/** A signed-in session, as far as the platform cares. */
export interface SessionFacts {
  readonly actor: Actor;
  readonly displayName: string;
  readonly email: string;
  readonly csrfToken: string;
}

/** How the platform knows who is signed in. */
export interface Sessions {
  /**
   * The session a token opens, or null. `isNoteDue` says that it was last noted as used so long ago that this
   * request should be noted.
   */
  find(tx: Tx, token: string): Promise<{ readonly facts: SessionFacts; readonly isNoteDue: boolean } | null>;
  /** Which of these tokens open a session still. */
  findOpen(tx: Tx, tokens: readonly string[]): Promise<ReadonlySet<string>>;
  /** Notes that a session was used; nothing when another request did so a moment ago. */
  noteSeen(tx: Tx, token: string): Promise<void>;
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- Express types its request-wide values this way
  namespace Express {
    interface Locals {
      requestId: string;
      session: SessionFacts | null;
    }
  }
}
