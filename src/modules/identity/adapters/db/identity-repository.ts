import { createHash } from 'node:crypto';

import { roles, type Actor, type Role, type Scope } from '../../../../kernel/actor.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, selectOne } from '../../../../platform/db/sql.js';
import type { Sessions } from '../../../../platform/http/request-state.js';
import type { Member } from '../../application/sign-in.js';

/** Only the hash of a token is stored. */
const hashed = (text: string): string => createHash('sha256').update(text).digest('hex');
const normal = (email: string): string => email.trim().toLowerCase();

interface MemberRow {
  readonly id: string;
  readonly email: string;
  readonly display_name: string;
  readonly role: string;
  readonly partnership_id: string | null;
  readonly provider_id: string | null;
  readonly password_hash: string;
}

const toRole = (text: string): Role => {
  const role = roles.find((known) => known === text);
  // Nobody signs in as the service itself.
  if (role === undefined || role === 'system') throw new Error(`Unknown role ${text}.`);
  return role;
};

const homeOf = (row: MemberRow): Scope => {
  if (row.provider_id !== null) return { kind: 'provider', providerId: row.provider_id };
  if (row.partnership_id !== null) return { kind: 'partnership', partnershipId: row.partnership_id };
  return { kind: 'national' };
};

const toActor = (row: MemberRow): Actor => ({ memberId: row.id, role: toRole(row.role), home: homeOf(row) });

const columns = 'm.id, m.email, m.display_name, m.role, m.partnership_id, m.provider_id, m.password_hash';

/** The enabled member with this address, in any spelling of it; null when there is none. */
export const findMember = async (tx: Tx, email: string): Promise<Member | null> => {
  const row = await selectOne<MemberRow>(
    tx,
    `SELECT ${columns} FROM member m WHERE m.email = ? AND m.disabled_at IS NULL`,
    [normal(email)],
  );
  return row === null
    ? null
    : {
        actor: toActor(row),
        email: row.email,
        displayName: row.display_name,
        passwordHash: row.password_hash,
      };
};

/** Meets every other try for this address, until the end of the transaction. */
export const takeAddress = async (tx: Tx, email: string): Promise<void> => {
  await execute(
    tx,
    `INSERT INTO sign_in_address (email_hash, tries, last_tried_at) VALUES (?, 1, UTC_TIMESTAMP(6))
       ON DUPLICATE KEY UPDATE tries = tries + 1, last_tried_at = VALUES(last_tried_at)`,
    [hashed(normal(email))],
  );
};

/** Failures for this address in the last fifteen minutes, since its last success. */
export const recentFailures = async (tx: Tx, email: string): Promise<number> => {
  const row = await selectOne<{ failures: string }>(
    tx,
    `SELECT COUNT(*) AS failures FROM sign_in_attempt
      WHERE email_hash = ? AND NOT succeeded AND at > UTC_TIMESTAMP(6) - INTERVAL 15 MINUTE
        AND id > COALESCE((SELECT MAX(id) FROM sign_in_attempt WHERE email_hash = ? AND succeeded), 0)`,
    [hashed(normal(email)), hashed(normal(email))],
  );
  return Number(row?.failures ?? 0);
};

/** Keeps that somebody tried to sign in with this address; only the hash of the address is stored. */
export const recordAttempt = async (tx: Tx, email: string, succeeded: boolean): Promise<void> => {
  await execute(tx, 'INSERT INTO sign_in_attempt (email_hash, succeeded) VALUES (?, ?)', [
    hashed(normal(email)),
    succeeded,
  ]);
};

/** Opens a session; only the hash of its token is stored. */
export const openSession = async (
  tx: Tx,
  session: { readonly token: string; readonly csrfToken: string; readonly memberId: string },
): Promise<void> => {
  await execute(
    tx,
    `INSERT INTO session (token_hash, member_id, csrf_token, started_at, last_seen_at)
       VALUES (?, ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))`,
    [hashed(session.token), session.memberId, session.csrfToken],
  );
};

/** Ends the session a token opens, for everybody who has the token. */
export const closeSession = async (tx: Tx, token: string): Promise<void> => {
  await execute(tx, 'DELETE FROM session WHERE token_hash = ?', [hashed(token)]);
};

/** How long sessions last, and how exactly it is known when they were last used. */
export interface SessionLimits {
  /** From sign-in, however busy. */
  readonly longestHours: number;
  /** Without any request. */
  readonly idleMinutes: number;
  /** A session seen this recently is not noted as seen again: most requests write nothing. */
  readonly notedEveryMinutes: number;
}

/**
 * Finds sessions by their token and notes that they were used, under these limits. A session found is at most
 * `longestHours` old, was seen in the last `idleMinutes`, and its member is still enabled: a member disabled a
 * moment ago has none.
 */
export const sessionsWithin = ({
  longestHours,
  idleMinutes,
  notedEveryMinutes,
}: SessionLimits): Sessions => ({
  async find(tx, token) {
    const row = await selectOne<MemberRow & { csrf_token: string; idle_seconds: string }>(
      tx,
      `SELECT ${columns}, s.csrf_token, TIMESTAMPDIFF(SECOND, s.last_seen_at, UTC_TIMESTAMP(6)) AS idle_seconds
         FROM session s JOIN member m ON m.id = s.member_id
        WHERE s.token_hash = ? AND m.disabled_at IS NULL
          AND s.started_at > UTC_TIMESTAMP(6) - INTERVAL ? HOUR
          AND s.last_seen_at > UTC_TIMESTAMP(6) - INTERVAL ? MINUTE`,
      [hashed(token), longestHours, idleMinutes],
    );
    if (row === null) return null;
    return {
      facts: {
        actor: toActor(row),
        displayName: row.display_name,
        email: row.email,
        csrfToken: row.csrf_token,
      },
      // Seen in the future: the demonstration's clock was put back.
      isNoteDue: Math.abs(Number(row.idle_seconds)) >= notedEveryMinutes * 60,
    };
  },
  async noteSeen(tx, token) {
    // Of many requests at once the first writes; the others find it noted.
    await execute(
      tx,
      `UPDATE session SET last_seen_at = UTC_TIMESTAMP(6) WHERE token_hash = ?
          AND ABS(TIMESTAMPDIFF(SECOND, last_seen_at, UTC_TIMESTAMP(6))) >= ? * 60`,
      [hashed(token), notedEveryMinutes],
    );
  },
});

/** Forgets up to `atMost` sessions that nobody used for so many days, which is past every limit. Gives how many. */
export const forgetSessions = async (tx: Tx, days: number, atMost: number): Promise<number> =>
  execute(
    tx,
    'DELETE FROM session WHERE last_seen_at < UTC_TIMESTAMP(6) - INTERVAL ? DAY ORDER BY last_seen_at LIMIT ?',
    [days, atMost],
  );

/**
 * Forgets up to `atMost` tries to sign in that were made so many days ago, and as many addresses last tried then.
 * Gives how many of both.
 */
export const forgetSignInAttempts = async (tx: Tx, days: number, atMost: number): Promise<number> => {
  const attempts = await execute(
    tx,
    'DELETE FROM sign_in_attempt WHERE at < UTC_TIMESTAMP(6) - INTERVAL ? DAY ORDER BY at LIMIT ?',
    [days, atMost],
  );
  const addresses = await execute(
    tx,
    `DELETE FROM sign_in_address WHERE last_tried_at < UTC_TIMESTAMP(6) - INTERVAL ? DAY
      ORDER BY last_tried_at LIMIT ?`,
    [days, atMost],
  );
  return attempts + addresses;
};

/** Somebody to be given an account. The organisation is one of the two, or none for national roles. */
export interface NewMember {
  readonly memberId: string;
  readonly email: string;
  readonly displayName: string;
  readonly role: Role;
  readonly partnershipId: string | null;
  readonly providerId: string | null;
  readonly passwordHash: string;
}

/** Adds a member; false when the address is taken. */
export const insertMember = async (tx: Tx, member: NewMember): Promise<boolean> => {
  const inserted = await execute(
    tx,
    `INSERT INTO member (id, email, display_name, role, partnership_id, provider_id, password_hash, version)
       SELECT ?, ?, ?, ?, ?, ?, ?, 1 FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM member WHERE email = ?)`,
    [
      member.memberId,
      normal(member.email),
      member.displayName,
      member.role,
      member.partnershipId,
      member.providerId,
      member.passwordHash,
      normal(member.email),
    ],
  );
  return inserted === 1;
};
