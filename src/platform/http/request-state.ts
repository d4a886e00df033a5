import type { Actor } from '../../kernel/actor.js';

/** A signed-in session, as far as the platform cares. */
export interface SessionFacts {
  readonly actor: Actor;
  readonly displayName: string;
  readonly email: string;
  readonly csrfToken: string;
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
