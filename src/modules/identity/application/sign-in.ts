import type { Actor } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import { done, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';

/** Somebody with an account that is not disabled. */
export interface Member {
  readonly actor: Actor;
  readonly email: string;
  readonly displayName: string;
  readonly passwordHash: string;
}

/** What signing in asks of the outside. */
export interface SignInDeps {
  readonly findMember: (tx: Tx, email: string) => Promise<Member | null>;
  /** One try for an address at a time, so that many at once cannot outrun the count. */
  readonly takeAddress: (tx: Tx, email: string) => Promise<void>;
  readonly recentFailures: (tx: Tx, email: string) => Promise<number>;
  readonly recordAttempt: (tx: Tx, email: string, succeeded: boolean) => Promise<void>;
  readonly openSession: (
    tx: Tx,
    session: { readonly token: string; readonly csrfToken: string; readonly memberId: string },
  ) => Promise<void>;
  readonly verifyPassword: (hash: string, password: string) => Promise<boolean>;
  /** A hash nobody's password matches, so that an unknown address takes as long as a wrong password. */
  readonly decoyHash: string;
  readonly newToken: () => string;
  readonly audit: AppendAudit;
}

/** Failed tries for one address before it must wait, and how long. */
export const failuresAllowed = 10;

/** A session just opened: the token for the cookie, and the one that every change must carry. */
export type SignedIn = { readonly token: string; readonly csrfToken: string; readonly memberId: string };

/**
 * Opens a session for the right email address and password. Every failure reads the same, whatever was wrong.
 * The attempt is recorded even when it fails, so the answer is always `done`; `null` is a failure.
 */
export const makeSignIn =
  (deps: SignInDeps) =>
  async (
    tx: Tx,
    { email, password }: { readonly email: string; readonly password: string },
  ): Promise<Outcome<SignedIn | null, never>> => {
    await deps.takeAddress(tx, email);
    const member = await deps.findMember(tx, email);
    const mayTry = (await deps.recentFailures(tx, email)) < failuresAllowed;
    const matches = await deps.verifyPassword(member?.passwordHash ?? deps.decoyHash, password);
    const isRight = member !== null && mayTry && matches;
    await deps.recordAttempt(tx, email, isRight);
    if (!isRight) return done(null);
    const session = {
      token: deps.newToken(),
      csrfToken: deps.newToken(),
      memberId: member.actor.memberId,
    };
    await deps.openSession(tx, session);
    await deps.audit(tx, {
      action: 'identity.signed-in',
      subjectKind: 'member',
      subjectId: member.actor.memberId,
      version: null,
    });
    return done(session);
  };
