import { createHash } from 'node:crypto';

import { roles, type Actor, type Role, type Scope } from '../../../../kernel/actor.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { serverNow } from '../../../../platform/db/database-clock.js';
import { execute, insertNumbered, select, selectOne } from '../../../../platform/db/sql.js';
import type { Sessions } from '../../../../platform/http/request-state.js';
import type { Failures, Member, Trier } from '../../application/sign-in.js';

/** Only the hash of a token is stored. */
const hashed = (text: string): string => createHash('sha256').update(text).digest('hex');

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
  if (row.partnership_id !== null) {
    return { kind: 'partnership', partnershipId: row.partnership_id, memberId: row.id };
  }
  return { kind: 'national' };
};

const toActor = (row: MemberRow): Actor => ({ memberId: row.id, role: toRole(row.role), home: homeOf(row) });

const columns = 'm.id, m.email, m.display_name, m.role, m.partnership_id, m.provider_id, m.password_hash';

/** The enabled member with this address, letter by letter as `emailOf` gives it; null when there is none. */
export const findMember = async (tx: Tx, email: string): Promise<Member | null> => {
  const row = await selectOne<MemberRow>(
    tx,
    `SELECT ${columns} FROM member m WHERE m.email = ? AND m.disabled_at IS NULL`,
    [email],
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

/** Only a hash of both is kept: who tried from where is nobody's business afterwards. */
const hashOfTrier = ({ email, source }: Trier): string => hashed(`${email}\n${source}`);

/**
 * How somebody fared before; meets every other try of the same address and source until the end of the transaction. By
 * the server's own time.
 */
export const takeFailures = async (tx: Tx, trier: Trier): Promise<Failures> => {
  const hash = hashOfTrier(trier);
  await execute(
    tx,
    `INSERT INTO sign_in_address (email_hash, tries, last_tried_at) VALUES (?, 1, UTC_TIMESTAMP(6))
       ON DUPLICATE KEY UPDATE tries = tries + 1, last_tried_at = VALUES(last_tried_at)`,
    [hash],
  );
  const row = await selectOne<{ failures: number; seconds: string | null }>(
    tx,
    `SELECT failures, GREATEST(0, TIMESTAMPDIFF(SECOND, last_failed_at, SYSDATE(6))) AS seconds
       FROM sign_in_address WHERE email_hash = ?`,
    [hash],
  );
  const seconds = row?.seconds ?? null;
  return { count: row?.failures ?? 0, secondsSinceLast: seconds === null ? null : Number(seconds) };
};

/** Notes so many failures since the last success, the latest of them now. */
export const noteFailure = async (tx: Tx, trier: Trier, count: number): Promise<void> => {
  await execute(tx, 'UPDATE sign_in_address SET failures = ?, last_failed_at = ? WHERE email_hash = ?', [
    count,
    await serverNow(tx),
    hashOfTrier(trier),
  ]);
};

/** Forgets failures after a success. */
export const forgetFailures = async (tx: Tx, trier: Trier): Promise<void> => {
  await execute(tx, 'UPDATE sign_in_address SET failures = 0, last_failed_at = NULL WHERE email_hash = ?', [
    hashOfTrier(trier),
  ]);
};

/** Keeps that somebody tried to sign in with this address, as a failure so far; only the hash of the address is stored. */
export const recordAttempt = async (tx: Tx, email: string): Promise<string> =>
  insertNumbered(tx, 'INSERT INTO sign_in_attempt (email_hash, succeeded) VALUES (?, FALSE)', [
    hashed(email),
  ]);

/** Keeps that a try succeeded. */
export const markSucceeded = async (tx: Tx, attemptId: string): Promise<void> => {
  await execute(tx, 'UPDATE sign_in_attempt SET succeeded = TRUE WHERE id = ?', [attemptId]);
};

/** Opens a session; only the hash of its token is stored. */
export const openSession = async (
  tx: Tx,
  session: { readonly token: string; readonly csrfToken: string; readonly memberId: string },
): Promise<void> => {
  const at = await serverNow(tx);
  await execute(
    tx,
    `INSERT INTO session (token_hash, member_id, csrf_token, started_at, last_seen_at) VALUES (?, ?, ?, ?, ?)`,
    [hashed(session.token), session.memberId, session.csrfToken, at, at],
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

/** The hours and the minutes of the limits follow as values. */
const isOpen = `m.disabled_at IS NULL
  AND s.started_at > SYSDATE(6) - INTERVAL ? HOUR AND s.last_seen_at > SYSDATE(6) - INTERVAL ? MINUTE`;

/**
 * Finds sessions by their token and notes that they were used, under these limits. A session found is at most
 * `longestHours` old, was seen in the last `idleMinutes`, and its member is still enabled: a member disabled a
 * moment ago has none. All of it by the server's own time: days that the demonstration lets pass sign nobody out.
 */
export const sessionsWithin = ({
  longestHours,
  idleMinutes,
  notedEveryMinutes,
}: SessionLimits): Sessions => ({
  async find(tx, token) {
    const row = await selectOne<MemberRow & { csrf_token: string; idle_seconds: string }>(
      tx,
      `SELECT ${columns}, s.csrf_token, TIMESTAMPDIFF(SECOND, s.last_seen_at, SYSDATE(6)) AS idle_seconds
         FROM session s JOIN member m ON m.id = s.member_id
        WHERE s.token_hash = ? AND ${isOpen}`,
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
      // Seen in the future: the server's clock was put back.
      isNoteDue: Math.abs(Number(row.idle_seconds)) >= notedEveryMinutes * 60,
    };
  },
  async findOpen(tx, tokens) {
    if (tokens.length === 0) return new Set();
    const tokenOf = new Map(tokens.map((token) => [hashed(token), token]));
    const rows = await select<{ token_hash: string }>(
      tx,
      `SELECT s.token_hash FROM session s JOIN member m ON m.id = s.member_id
        WHERE s.token_hash IN (?) AND ${isOpen}`,
      [[...tokenOf.keys()], longestHours, idleMinutes],
    );
    return new Set(rows.map(({ token_hash }) => tokenOf.get(token_hash) ?? ''));
  },
  async noteSeen(tx, token) {
    // Of many requests at once the first writes; the others find it noted.
    const at = await serverNow(tx);
    await execute(
      tx,
      `UPDATE session SET last_seen_at = ? WHERE token_hash = ?
          AND ABS(TIMESTAMPDIFF(SECOND, last_seen_at, ?)) >= ? * 60`,
      [at, hashed(token), at, notedEveryMinutes],
    );
  },
});

/** Forgets up to `atMost` sessions that nobody used for so many days, which is past every limit. Gives how many. */
export const forgetSessions = async (tx: Tx, days: number, atMost: number): Promise<number> =>
  execute(
    tx,
    'DELETE FROM session WHERE last_seen_at < CAST(? AS DATETIME(6)) - INTERVAL ? DAY ORDER BY last_seen_at LIMIT ?',
    [await serverNow(tx), days, atMost],
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

/** Adds a member, with an address as `emailOf` gives it; false when it is taken. */
export const insertMember = async (tx: Tx, member: NewMember): Promise<boolean> => {
  const inserted = await execute(
    tx,
    `INSERT INTO member (id, email, display_name, role, partnership_id, provider_id, password_hash, version)
       SELECT ?, ?, ?, ?, ?, ?, ?, 1 FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM member WHERE email = ?)`,
    [
      member.memberId,
      member.email,
      member.displayName,
      member.role,
      member.partnershipId,
      member.providerId,
      member.passwordHash,
      member.email,
    ],
  );
  return inserted === 1;
};
