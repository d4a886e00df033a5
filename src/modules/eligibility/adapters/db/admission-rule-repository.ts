import { z } from 'zod';

import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, select, selectOne, type SqlValue } from '../../../../platform/db/sql.js';
import type { ChangeKind, RuleChange, RuleRepository } from '../../application/ports.js';
import type { ReadAdmissionRules } from '../../contract.js';
import {
  attributes,
  doseUnits,
  effects,
  operators,
  stages,
  type AdmissionRule,
  type RuleContent,
} from '../../domain/admission-rule.js';

const value = z.union([z.number(), z.boolean(), z.string(), z.array(z.string())]);

const contentShape = z.object({
  attribute: z.enum(attributes),
  operator: z.enum(operators),
  value,
  unit: z.enum(doseUnits).nullable(),
  stage: z.enum(stages),
  effect: z.enum(effects),
  action: z.string().nullable(),
  source: z.string(),
});

const previewShape = z.object({
  losePlace: z.number().nullable().exactOptional(),
  gainPlace: z.number().nullable().exactOptional(),
  excluded: z.number().nullable(),
  unknown: z.number().nullable(),
  eligible: z.number().nullable(),
});

const readJson = (text: string): unknown => JSON.parse(text);

/** A row of `admission_rule`, as statements here select it. */
export interface RuleRow {
  readonly rule_id: string;
  readonly version: number;
  readonly project_id: string;
  readonly attribute: string;
  readonly operator: string;
  readonly compared_with: string;
  readonly unit: string | null;
  readonly stage: string;
  readonly effect: string;
  readonly action: string | null;
  readonly source: string;
  readonly valid_from: IsoDate;
  readonly valid_to: IsoDate | null;
}

/** The columns of {@link RuleRow}; the value as text, which both kinds of server give alike. */
export const ruleColumns = `r.rule_id, r.version, r.project_id, r.attribute, r.operator,
  CAST(r.compared_with AS CHAR) AS compared_with, r.unit, r.stage, r.effect, r.action, r.source, r.valid_from, r.valid_to`;

/** A rule from its row. @throws when an attribute or value is not one this release knows. */
export const ruleOf = (row: RuleRow): AdmissionRule => ({
  ...contentShape.parse({ ...row, value: readJson(row.compared_with) }),
  ruleId: row.rule_id,
  projectId: row.project_id,
  version: row.version,
  validFrom: row.valid_from,
  validTo: row.valid_to,
});

/** The rules in force on some day from `from` on: those without an end, and those that end later. */
export const readAdmissionRules: ReadAdmissionRules = async (tx, from, projectId) => {
  const rows = await select<RuleRow>(
    tx,
    `SELECT ${ruleColumns} FROM admission_rule r
      WHERE (r.valid_to IS NULL OR r.valid_to > ?) ${projectId === undefined ? '' : 'AND r.project_id = ?'}
      ORDER BY r.project_id, r.attribute, r.rule_id, r.version`,
    [from, ...(projectId === undefined ? [] : [projectId])],
  );
  const rules = new Map<string, AdmissionRule[]>();
  for (const rule of rows.map(ruleOf)) {
    const met = rules.get(rule.projectId);
    if (met === undefined) rules.set(rule.projectId, [rule]);
    else met.push(rule);
  }
  return rules;
};

/** Every kind of rule that any project has or ever had, for loading those that are new. */
export const readRulesEverMade = async (
  tx: Tx,
): Promise<readonly Pick<AdmissionRule, 'projectId' | 'attribute' | 'operator' | 'unit' | 'stage'>[]> =>
  (await select<RuleRow>(tx, `SELECT ${ruleColumns} FROM admission_rule r`)).map(ruleOf);

/** A row of `admission_rule_change`, as statements here select it. */
export interface ChangeRow {
  readonly id: string;
  readonly project_id: string;
  readonly kind: ChangeKind;
  readonly rule_id: string;
  readonly base_version: number;
  readonly content: string | null;
  readonly starts_on: IsoDate;
  readonly reason: string;
  readonly excludes_more: number;
  readonly preview: string;
  readonly state: RuleChange['state'];
  readonly proposed_by: string;
}

/** The columns of {@link ChangeRow}. */
export const changeColumns = `c.id, c.project_id, c.kind, c.rule_id, c.base_version, CAST(c.content AS CHAR) AS content,
  c.starts_on, c.reason, c.excludes_more, CAST(c.preview AS CHAR) AS preview, c.state, c.proposed_by`;

const readContent = (text: string): RuleContent => contentShape.parse(readJson(text));

/** A change from its row. */
export const changeOf = (row: ChangeRow): RuleChange => ({
  changeId: row.id,
  projectId: row.project_id,
  kind: row.kind,
  ruleId: row.rule_id,
  baseVersion: row.base_version,
  content: row.content === null ? null : readContent(row.content),
  startsOn: row.starts_on,
  reason: row.reason,
  excludesMore: row.excludes_more === 1,
  preview: previewShape.parse(readJson(row.preview)),
  state: row.state,
  proposedBy: row.proposed_by,
});

/** Whether a row was written; false where a unique key refused it. */
const insertUnlessTaken = async (
  tx: Tx,
  statement: string,
  values: readonly SqlValue[],
): Promise<boolean> => {
  try {
    await execute(tx, statement, values);
    return true;
  } catch (error) {
    if (duplicateKeyOf(error) !== null) return false;
    throw error;
  }
};

/** Rules in `admission_rule`, one row a version; changes asked for in `admission_rule_change`. */
export const ruleRepository: RuleRepository = {
  async findLatest(tx, projectId, ruleId) {
    const row = await selectOne<RuleRow>(
      tx,
      `SELECT ${ruleColumns} FROM admission_rule r
        WHERE r.rule_id = ? AND r.project_id = ? ORDER BY r.version DESC LIMIT 1`,
      [ruleId, projectId],
    );
    return row === null ? null : ruleOf(row);
  },

  async ofProject(tx, projectId, from) {
    return (await readAdmissionRules(tx, from, projectId)).get(projectId) ?? [];
  },

  async insert(tx, rule) {
    return insertUnlessTaken(
      tx,
      `INSERT INTO admission_rule (rule_id, version, project_id, attribute, operator, compared_with, unit, stage,
         effect, action, source, valid_from, valid_to, recorded_by, confirmed_by)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        ...[rule.ruleId, rule.version, rule.projectId, rule.attribute, rule.operator],
        ...[JSON.stringify(rule.value), rule.unit, rule.stage, rule.effect, rule.action, rule.source],
        ...[rule.validFrom, rule.validTo, rule.recordedBy, rule.confirmedBy],
      ],
    );
  },

  async end(tx, { ruleId, version }, validTo) {
    const ended = await execute(
      tx,
      'UPDATE admission_rule SET valid_to = ? WHERE rule_id = ? AND version = ? AND valid_to IS NULL',
      [validTo, ruleId, version],
    );
    return ended === 1;
  },

  async insertChange(tx, change) {
    return insertUnlessTaken(
      tx,
      `INSERT INTO admission_rule_change (id, project_id, kind, rule_id, base_version, content, starts_on, reason,
         excludes_more, preview, state, proposed_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        ...[change.changeId, change.projectId, change.kind, change.ruleId, change.baseVersion],
        ...[change.content === null ? null : JSON.stringify(change.content), change.startsOn, change.reason],
        ...[change.excludesMore, JSON.stringify(change.preview), change.state, change.proposedBy],
      ],
    );
  },

  async findChange(tx, changeId) {
    const row = await selectOne<ChangeRow>(
      tx,
      `SELECT ${changeColumns} FROM admission_rule_change c WHERE c.id = ?`,
      [changeId],
    );
    return row === null ? null : changeOf(row);
  },

  async decideChange(tx, changeId, state, memberId) {
    const moved = await execute(
      tx,
      `UPDATE admission_rule_change SET state = ?, decided_by = ?, decided_at = CURRENT_TIMESTAMP(6)
        WHERE id = ? AND state = 'waiting' AND (? = 'withdrawn' OR excludes_more = 0 OR proposed_by <> ?)`,
      [state, memberId, changeId, state, memberId],
    );
    return moved === 1;
  },
};
