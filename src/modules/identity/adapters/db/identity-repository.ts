import { createHash } from 'node:crypto';

import { roles, type Actor, type Role, type Scope } from '../../../../kernel/actor.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, selectOne } from '../../../../platform/db/sql.js';
import type { SessionFacts } from '../../../../platform/http/request-state.js';
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
    'INSERT INTO sign_in_address (email_hash, tries) VALUES (?, 1) ON DUPLICATE KEY UPDATE tries = tries + 1',
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

export const recordAttempt = async (tx: Tx, email: string, succeeded: boolean): Promise<void> => {
  await execute(tx, 'INSERT INTO sign_in_attempt (email_hash, succeeded) VALUES (?, ?)', [
    hashed(normal(email)),
    succeeded,
  ]);
};

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

export const closeSession = async (tx: Tx, token: string): Promise<void> => {
  await execute(tx, 'DELETE FROM session WHERE token_hash = ?', [hashed(token)]);
};

/**
 * The session a token opens: at most twelve hours old, seen in the last hour, its member still enabled. A
 * member disabled a moment ago has none.
 */
export const findSession = async (tx: Tx, token: string): Promise<SessionFacts | null> => {
  const row = await selectOne<MemberRow & { csrf_token: string; idle_seconds: string }>(
    tx,
    `SELECT ${columns}, s.csrf_token, TIMESTAMPDIFF(SECOND, s.last_seen_at, UTC_TIMESTAMP(6)) AS idle_seconds
       FROM session s JOIN member m ON m.id = s.member_id
      WHERE s.token_hash = ? AND m.disabled_at IS NULL
        AND s.started_at > UTC_TIMESTAMP(6) - INTERVAL 12 HOUR
        AND s.last_seen_at > UTC_TIMESTAMP(6) - INTERVAL 1 HOUR`,
    [hashed(token)],
  );
  if (row === null) return null;
  if (Math.abs(Number(row.idle_seconds)) > 60) {
    await execute(tx, 'UPDATE session SET last_seen_at = UTC_TIMESTAMP(6) WHERE token_hash = ?', [
      hashed(token),
    ]);
  }
  return {
    actor: toActor(row),
    displayName: row.display_name,
    email: row.email,
    csrfToken: row.csrf_token,
  };
};

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
