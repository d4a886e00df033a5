import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, select, selectOne, type SqlValue } from '../../../../platform/db/sql.js';
import type { SuitabilityRepository, SuitabilityRequest } from '../../application/suitability-ports.js';
import type { Suitability, SuitabilityStep } from '../../domain/suitability.js';

/** A question as stored. */
export interface SuitabilityRow {
  readonly id: string;
  readonly referral_id: string;
  readonly partnership_id: string;
  readonly project_id: string;
  readonly provider_id: string;
  readonly note: string | null;
  readonly asked_on: IsoDate;
  readonly version: number;
}

/** The columns of a question `q`. */
export const suitabilityColumns = `q.id, q.referral_id, q.partnership_id, q.project_id, q.provider_id, q.note, q.asked_on,
  q.version`;
/** Joins what happened last to a question `q`, as `s`. */
export const withLatestAnswer = `LEFT JOIN suitability_step s ON s.id =
  (SELECT MAX(x.id) FROM suitability_step x WHERE x.suitability_request_id = q.id)`;

/** A row as the application knows it. */
export const suitabilityOf = (row: SuitabilityRow): SuitabilityRequest => ({
  requestId: row.id,
  referralId: row.referral_id,
  partnershipId: row.partnership_id,
  projectId: row.project_id,
  providerId: row.provider_id,
  note: row.note,
  askedOn: row.asked_on,
  version: row.version,
});

/** A partnership reaches what it asked, a provider what it was asked; nobody else any of it. */
export const askedWithin = (
  scope: Scope,
): { readonly condition: string; readonly values: readonly SqlValue[] } => {
  switch (scope.kind) {
    case 'partnership':
      return { condition: 'q.partnership_id = ?', values: [scope.partnershipId] };
    case 'provider':
      return { condition: 'q.provider_id = ?', values: [scope.providerId] };
    case 'national':
      return { condition: 'FALSE', values: [] };
  }
};

/** Questions on MariaDB or MySQL: a unique key keeps one open for a person and a project, a guarded update takes a step once. */
export const suitabilityRepository: SuitabilityRepository = {
  async findOpen(tx, scope, requestId) {
    const { condition, values } = askedWithin(scope);
    const row = await selectOne<SuitabilityRow & { readonly step_kind: SuitabilityStep['kind'] | null }>(
      tx,
      `SELECT ${suitabilityColumns}, s.kind AS step_kind FROM suitability_request q ${withLatestAnswer}
        WHERE q.id = ? AND q.answered_at IS NULL AND ${condition}`,
      [requestId, ...values],
    );
    return row === null ? null : { ...suitabilityOf(row), latestKind: row.step_kind };
  },

  async insert(tx, request, askedBy) {
    try {
      await execute(
        tx,
        `INSERT INTO suitability_request (id, referral_id, partnership_id, project_id, provider_id, note, asked_on,
           asked_by, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          ...[request.requestId, request.referralId, request.partnershipId, request.projectId],
          ...[request.providerId, request.note, request.askedOn, askedBy, request.version],
        ],
      );
      return true;
    } catch (error) {
      if (duplicateKeyOf(error) === 'suitability_request_one_open') return false;
      throw error;
    }
  },

  async step(tx, { requestId, version }, step, { on, by, decidedOnFacts }) {
    const waitsOn = step.kind === 'more_information' || step.kind === 'information_given';
    const moved = await execute(
      tx,
      `UPDATE suitability_request SET version = version + 1, answered_at = IF(?, NULL, UTC_TIMESTAMP(6))
        WHERE id = ? AND version = ? AND answered_at IS NULL`,
      [waitsOn, requestId, version],
    );
    if (moved !== 1) return false;
    const rule = step.kind === 'not_suitable' ? step.rule : null;
    await execute(
      tx,
      `INSERT INTO suitability_step (suitability_request_id, kind, reason, rule_id, rule_version, needed_from, note,
         decided_on_facts, recorded_on, recorded_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        requestId,
        step.kind,
        step.kind === 'not_suitable' ? step.reason : null,
        rule?.ruleId ?? null,
        rule?.version ?? null,
        step.kind === 'more_information' ? step.neededFrom : null,
        step.note,
        decidedOnFacts,
        on,
        by,
      ],
    );
    return true;
  },

  async readSaid(tx, referralIds) {
    const said = new Map<string, Suitability[]>();
    if (referralIds.length === 0) return said;
    const rows = await select<{
      readonly referral_id: string;
      readonly project_id: string;
      readonly kind: Suitability['kind'];
      readonly decided_on_facts: string;
    }>(
      tx,
      `SELECT q.referral_id, q.project_id, s.kind, s.decided_on_facts
         FROM suitability_request q JOIN suitability_step s ON s.suitability_request_id = q.id
        WHERE q.referral_id IN (?) AND s.kind IN ('suitable', 'not_suitable') ORDER BY s.id`,
      [referralIds],
    );
    for (const row of rows) {
      const one = {
        projectId: row.project_id,
        kind: row.kind,
        decidedOnFacts: row.decided_on_facts,
      };
      const known = said.get(row.referral_id);
      if (known === undefined) said.set(row.referral_id, [one]);
      else known.push(one);
    }
    return said;
  },
};
