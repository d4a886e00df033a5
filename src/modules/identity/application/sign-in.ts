import type { Actor } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';

/** Somebody with an account that is not disabled. */
export interface Member {
  readonly actor: Actor;
  readonly email: string;
  readonly displayName: string;
  readonly passwordHash: string;
}

/** Who tries to sign in: an address as `emailOf` gives it, and from where on the network. */
export interface Trier {
  readonly email: string;
  readonly source: string;
}

/** How a trier fared before: failures since the last success, and how long ago the last was. */
export interface Failures {
  readonly count: number;
  /** Null when there was none. */
  readonly secondsSinceLast: number | null;
}

/** What beginning to sign in asks of the outside. */
export interface BeginSignInDeps {
  readonly findMember: (tx: Tx, email: string) => Promise<Member | null>;
  /** Meets every other try of this trier until the end of the transaction, so that many at once cannot outrun the count. */
  readonly takeFailures: (tx: Tx, trier: Trier) => Promise<Failures>;
  /** Notes that with this try it would be so many failures. */
  readonly noteFailure: (tx: Tx, trier: Trier, count: number) => Promise<void>;
  /** Keeps that a try was made, as one that failed; gives its number. */
  readonly recordAttempt: (tx: Tx, email: string) => Promise<string>;
}

/** What a password is compared with, and what to finish with when it is right. */
export type SignInBegun = {
  readonly attemptId: string;
  /** Null for an address nobody has. */
  readonly memberId: string | null;
  readonly passwordHash: string | null;
};

/** This trier failed so often that they must wait. Nothing is checked or counted meanwhile. */
export type MustWait = { readonly code: 'must-wait'; readonly seconds: number };

/** Failures without any wait. Source: a choice of this service; the wait after it makes a guess an hour of work. */
const freeFailures = 5;
const firstWaitSeconds = 30;
const longestWaitSeconds = 15 * 60;
/** After this long, failures count no more. */
const rememberedSeconds = 24 * 60 * 60;

/**
 * How long to wait after so many failures. Unit: seconds. None for the first four, then half a minute, then twice as
 * long each time, a quarter of an hour at most.
 */
export const waitAfter = (failures: number): number =>
  failures < freeFailures
    ? 0
    : Math.min(longestWaitSeconds, firstWaitSeconds * 2 ** Math.min(10, failures - freeFailures));

/**
 * Decides whether a try may be made, and counts it as failed until its password proves right: so a burst of tries is
 * counted before any is checked. Failures count against an address together with where the tries come from: a stranger
 * slows down themselves, and nobody who signs in from elsewhere. An address that nobody has is treated as any other.
 */
export const makeBeginSignIn =
  ({ findMember, takeFailures, noteFailure, recordAttempt }: BeginSignInDeps) =>
  async (tx: Tx, trier: Trier): Promise<Outcome<SignInBegun, MustWait>> => {
    const { count, secondsSinceLast } = await takeFailures(tx, trier);
    const isRemembered = secondsSinceLast !== null && secondsSinceLast < rememberedSeconds;
    const failures = isRemembered ? count : 0;
    const seconds = waitAfter(failures) - (secondsSinceLast ?? 0);
    if (isRemembered && seconds > 0) return refuse({ code: 'must-wait', seconds: Math.ceil(seconds) });
    await noteFailure(tx, trier, failures + 1);
    const attemptId = await recordAttempt(tx, trier.email);
    const member = await findMember(tx, trier.email);
    return done({
      attemptId,
      memberId: member?.actor.memberId ?? null,
      passwordHash: member?.passwordHash ?? null,
    });
  };

/** What opening a session asks of the outside. */
export interface CompleteSignInDeps {
  readonly forgetFailures: (tx: Tx, trier: Trier) => Promise<void>;
  readonly markSucceeded: (tx: Tx, attemptId: string) => Promise<void>;
  readonly openSession: (
    tx: Tx,
    session: { readonly token: string; readonly csrfToken: string; readonly memberId: string },
  ) => Promise<void>;
  readonly closeSession: (tx: Tx, token: string) => Promise<void>;
  readonly newToken: () => string;
  /** The token of forms for a member's session. */
  readonly newFormToken: (memberId: string) => string;
  readonly audit: AppendAudit;
}

/** A session just opened: the token for the cookie, and the one that every change must carry. */
export type SignedIn = { readonly token: string; readonly csrfToken: string; readonly memberId: string };

/** Opens a session for somebody whose password was right, and ends the one their browser had before. */
export const makeCompleteSignIn =
  (deps: CompleteSignInDeps) =>
  async (
    tx: Tx,
    given: {
      readonly trier: Trier;
      readonly attemptId: string;
      readonly memberId: string;
      /** Of the session the browser came with; null when it had none. */
      readonly formerToken: string | null;
    },
  ): Promise<Outcome<SignedIn, never>> => {
    const { trier, attemptId, memberId, formerToken } = given;
    await deps.forgetFailures(tx, trier);
    await deps.markSucceeded(tx, attemptId);
    if (formerToken !== null) await deps.closeSession(tx, formerToken);
    const session = { token: deps.newToken(), csrfToken: deps.newFormToken(memberId), memberId };
    await deps.openSession(tx, session);
    await deps.audit(tx, {
      action: 'identity.signed-in',
      subjectKind: 'member',
      subjectId: memberId,
      version: null,
    });
    return done(session);
  };
