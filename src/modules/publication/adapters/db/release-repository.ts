import { z } from 'zod';

import { financialYear } from '../../../../kernel/financial-year.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { settledAfterSeconds } from '../../../../kernel/settled.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, select, selectOne } from '../../../../platform/db/sql.js';
import type { PublishedSystem, ReleaseRepository } from '../../application/ports.js';
import { releaseContent } from '../../contract/content.js';
import { attemptsAtMost, type PeriodKind, type Release, type ReleaseState } from '../../domain/release.js';

interface ReleaseRow {
  readonly id: string;
  readonly period_kind: PeriodKind;
  readonly starts_on: IsoDate;
  readonly ends_on: IsoDate;
  readonly financial_year: number;
  readonly state: ReleaseState;
  readonly version: number | null;
  readonly reason: string | null;
  readonly as_at: Date;
  readonly asked_by: string;
  readonly drafted_at: Date | null;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly note: string | null;
  readonly attempts: number;
  readonly beside: number | null;
}

const columns = `id, period_kind, starts_on, ends_on, financial_year, state, version, reason, as_at, asked_by, drafted_at,
  decided_by, decided_at, note, attempts, beside`;

const releaseOf = (row: ReleaseRow): Release => ({
  releaseId: row.id,
  period: {
    ...{ kind: row.period_kind, startsOn: row.starts_on, endsOn: row.ends_on },
    financialYear: financialYear(row.financial_year),
  },
  ...{ state: row.state, version: row.version, reason: row.reason, asAt: row.as_at, askedBy: row.asked_by },
  ...{ draftedAt: row.drafted_at, decidedBy: row.decided_by, decidedAt: row.decided_at, note: row.note },
  ...{ attempts: row.attempts, beside: row.beside },
});

/** So long nobody else takes a release: several times what a year takes. Unit: minutes. */
const takenFor = 30;
/** Of five years there are some thirty, with their new versions. */
const listedAtMost = 200;

const releasedSystem = z.object({
  numbers: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      value: z.number(),
      told: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('exact') }),
        z.object({ kind: z.literal('rounded'), to: z.number() }),
        z.object({ kind: z.literal('hidden'), why: z.enum(['few', 'nearly-all', 'would-tell-another']) }),
      ]),
    }),
  ),
  sums: z.array(z.object({ total: z.string(), parts: z.array(z.string()) })),
});

/** Releases on MariaDB or MySQL. */
export const releaseRepository: ReleaseRepository = {
  async insert(tx, { releaseId, period, reason, asAt, askedBy }) {
    try {
      await execute(
        tx,
        `INSERT INTO published_release (id, period_kind, starts_on, ends_on, financial_year, state, reason, as_at, asked_by)
           VALUES (?, ?, ?, ?, ?, 'asked', ?, ?, ?)`,
        [
          ...[releaseId, period.kind, period.startsOn, period.endsOn, period.financialYear, reason, asAt],
          askedBy,
        ],
      );
      return true;
    } catch (error) {
      if (duplicateKeyOf(error) !== 'published_release_one_open') throw error;
      return false;
    }
  },

  async find(tx, releaseId) {
    const row = await selectOne<ReleaseRow>(tx, `SELECT ${columns} FROM published_release WHERE id = ?`, [
      releaseId,
    ]);
    return row === null ? null : releaseOf(row);
  },

  async list(tx, withDrafts) {
    const rows = await select<ReleaseRow>(
      tx,
      `SELECT ${columns} FROM published_release ${withDrafts ? '' : "WHERE state = 'frozen'"}
        ORDER BY starts_on DESC, period_kind, asked_at DESC LIMIT ${listedAtMost}`,
    );
    return rows.map(releaseOf);
  },

  async listOfYear(tx, year) {
    const rows = await select<ReleaseRow>(
      tx,
      `SELECT ${columns} FROM published_release WHERE financial_year = ? ORDER BY starts_on, asked_at`,
      [year],
    );
    return rows.map(releaseOf);
  },

  async readContent(tx, releaseId) {
    const row = await selectOne<{ readonly content: string | null }>(
      tx,
      'SELECT content FROM published_release WHERE id = ?',
      [releaseId],
    );
    return row?.content == null ? null : releaseContent.parse(JSON.parse(row.content));
  },

  async takeAsked(tx, at) {
    const waiting = await selectOne<{ readonly id: string }>(
      tx,
      `SELECT id FROM published_release WHERE state = 'asked' AND as_at <= ? - INTERVAL ${settledAfterSeconds} SECOND
          AND attempts < ${attemptsAtMost} AND (taken_until IS NULL OR taken_until < ?) ORDER BY asked_at LIMIT 1`,
      [at, at],
    );
    if (waiting === null) return null;
    const taken = await execute(
      tx,
      `UPDATE published_release SET taken_until = ? + INTERVAL ${takenFor} MINUTE, attempts = attempts + 1
        WHERE id = ? AND state = 'asked' AND (taken_until IS NULL OR taken_until < ?)`,
      [at, waiting.id, at],
    );
    await execute(tx, 'INSERT IGNORE INTO rounding_secret (id, secret) VALUES (1, RANDOM_BYTES(32))');
    return taken === 1 ? waiting.id : null;
  },

  async readPublished(tx, year) {
    const rows = await select<{
      readonly id: string;
      readonly period_kind: PeriodKind;
      readonly starts_on: IsoDate;
      readonly version: number;
      readonly as_at: Date;
      readonly numbers: string;
    }>(
      tx,
      `SELECT r.id, r.period_kind, r.starts_on, r.version, r.as_at, n.numbers
         FROM published_release r JOIN published_release_numbers n ON n.release_id = r.id
        WHERE r.financial_year = ? AND r.state = 'frozen' ORDER BY r.decided_at, r.id`,
      [year],
    );
    return rows.map((row): PublishedSystem => ({
      ...{ releaseId: row.id, kind: row.period_kind, startsOn: row.starts_on, version: row.version },
      ...{ asAt: row.as_at, system: releasedSystem.parse(JSON.parse(row.numbers)) },
    }));
  },

  async readSecret(tx) {
    const row = await selectOne<{ readonly secret: Buffer }>(
      tx,
      'SELECT secret FROM rounding_secret WHERE id = 1',
    );
    if (row === null) throw new Error('There is no secret to round by.');
    return row.secret;
  },

  async keepDraft(tx, releaseId, { content, system, beside }) {
    const kept = await execute(
      tx,
      `UPDATE published_release SET state = 'drafted', drafted_at = CURRENT_TIMESTAMP(6), taken_until = NULL, content = ?, beside = ?
        WHERE id = ? AND state = 'asked'`,
      [JSON.stringify(content), beside, releaseId],
    );
    if (kept !== 1) return false;
    await execute(tx, 'INSERT INTO published_release_numbers (release_id, numbers) VALUES (?, ?)', [
      ...[releaseId, JSON.stringify(system)],
    ]);
    return true;
  },

  async lockYear(tx, year) {
    await select(tx, 'SELECT id FROM published_release WHERE financial_year = ? FOR UPDATE', [year]);
  },

  async publish(tx, releaseId, { version, by, note }) {
    const published = await execute(
      tx,
      `UPDATE published_release SET state = 'frozen', version = ?, decided_by = ?, decided_at = CURRENT_TIMESTAMP(6), note = ?
        WHERE id = ? AND state = 'drafted' AND asked_by <> ?`,
      [version, by, note, releaseId, by],
    );
    return published === 1;
  },

  async setAside(tx, releaseId, { by, note }) {
    const aside = await execute(
      tx,
      `UPDATE published_release SET state = 'set_aside', decided_by = ?, decided_at = CURRENT_TIMESTAMP(6), note = ?
        WHERE id = ? AND state IN ('asked', 'drafted')`,
      [by, note, releaseId],
    );
    return aside === 1;
  },
};
