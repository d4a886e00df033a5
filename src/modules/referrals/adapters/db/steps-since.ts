import { z } from 'zod';

import type { Plain } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type { CheckAgainDeps } from '../../application/read-check-again.js';
import { correctionAction, type ReadStepsSince } from '../../application/steps-since.js';
import type { Members } from '../../domain/changed-since.js';

/** Steps told at most; more than anybody takes on one referral while a form is open. */
const stepsAtMost = 100;

interface StepRow {
  readonly action: string;
  readonly at: Date;
  readonly by_name: string | null;
  readonly actor_role: string;
  readonly organisation: string | null;
  readonly before_json: unknown;
  readonly after_json: unknown;
}

const plain: z.ZodType<Plain> = z.json();
const members = z.record(z.string(), plain);

/** MariaDB gives JSON as text, MySQL as what it says. */
const membersOf = (stored: unknown): Members =>
  stored === null ? {} : members.parse(typeof stored === 'string' ? JSON.parse(stored) : stored);

/** By the record, which is numbered by the versions that steps moved the referral to. */
export const readStepsSince: ReadStepsSince = async (tx, referralId, version) => {
  const rows = await select<StepRow>(
    tx,
    `SELECT a.action, a.at, m.display_name AS by_name, a.actor_role, p.name AS organisation,
            a.before_json, a.after_json
       FROM audit a
       LEFT JOIN member m ON m.id = a.actor_id
       LEFT JOIN partnership p ON p.id = m.partnership_id
      WHERE a.subject_kind = 'referral' AND a.subject_id = ? AND a.version > ?
      ORDER BY a.version LIMIT ${stepsAtMost}`,
    [referralId, version],
  );
  return rows.map((row) => ({
    action: row.action,
    at: row.at,
    by: row.by_name,
    role: row.actor_role,
    organisation: row.organisation,
    before: membersOf(row.before_json),
    after: membersOf(row.after_json),
  }));
};

/** The latest corrections by the record, in their order. */
export const readCorrections: CheckAgainDeps['readCorrections'] = async (tx, referralId) => {
  const rows = await select<Pick<StepRow, 'at' | 'before_json' | 'after_json'>>(
    tx,
    `SELECT a.at, a.before_json, a.after_json FROM audit a
      WHERE a.subject_kind = 'referral' AND a.subject_id = ? AND a.action = ?
      ORDER BY a.version DESC LIMIT ${stepsAtMost}`,
    [referralId, correctionAction],
  );
  return rows
    .map((row) => ({ at: row.at, before: membersOf(row.before_json), after: membersOf(row.after_json) }))
    .reverse();
};
