import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { parse } from 'csv-parse/sync';
import { z } from 'zod';

import type { AppendAudit } from '../kernel/audit.js';
import type { IdSource } from '../kernel/ids.js';
import { isoDate } from '../kernel/iso-date.js';
import type { Tx } from '../kernel/unit-of-work.js';
import { readProjectNames } from '../modules/capacity/adapters/db/project-names.js';
import {
  readRulesEverMade,
  ruleRepository,
} from '../modules/eligibility/adapters/db/admission-rule-repository.js';
import {
  attributes,
  doseUnits,
  effects,
  operators,
  stages,
  type RuleContent,
} from '../modules/eligibility/domain/admission-rule.js';
import { readRuleValue, understood } from '../modules/eligibility/domain/rule-content.js';

const required = z.string().trim().min(1);
const optional = z
  .string()
  .trim()
  .transform((text) => (text === '' ? null : text));

const row = z.strictObject({
  project: required,
  attribute: z.enum(attributes),
  operator: z.enum(operators),
  /** Choices are set apart by semicolons. */
  value: required,
  unit: optional.pipe(z.enum(doseUnits).nullable()),
  stage: z.enum(stages),
  effect: z.enum(effects),
  action: optional,
  source: required,
  mark: z.enum(['published', 'derived', 'assumed']),
  note: optional,
  retrieved_on: z.iso.date(),
});

/** One rule as a source gives it. */
export type AdmissionRuleRow = z.output<typeof row>;

/** What no source prints is said where the source is. */
const sourceOf = ({ source, mark, note }: AdmissionRuleRow): string =>
  [`${source}${mark === 'published' ? '' : ` (${mark})`}`, note].filter((part) => part !== null).join('. ');

const contentOf = (given: AdmissionRuleRow): RuleContent => ({
  attribute: given.attribute,
  operator: given.operator,
  value: readRuleValue(given.attribute, given.value),
  unit: given.unit,
  stage: given.stage,
  effect: given.effect,
  action: given.action,
  source: sourceOf(given),
});

/**
 * The rules of projects that sources print.
 *
 * @throws Error for a row of another shape, or a rule that cannot be asked.
 */
export const readAdmissionRuleRows = async (folder: string): Promise<readonly AdmissionRuleRow[]> => {
  const text = await readFile(join(folder, 'admission-rules.csv'), 'utf8');
  const rows: unknown = parse(text, { columns: true, bom: true, skip_empty_lines: true });
  const read = z.array(row).parse(rows);
  for (const given of read) {
    const clear = understood(contentOf(given));
    if (!clear.ok) {
      throw new Error(
        `admission-rules.csv: ${given.project}, ${given.attribute}: ${clear.refusal.part} must be ${clear.refusal.accepted.join(' or ')}`,
      );
    }
  }
  return read;
};

type Kind = Pick<RuleContent, 'attribute' | 'operator' | 'unit' | 'stage'>;

const kindOf = (projectId: string, { attribute, operator, unit, stage }: Kind): string =>
  [projectId, attribute, operator, unit ?? '', stage].join(' ');

/**
 * Adds the rules of which no project has, or ever had, one of the same kind; gives how many. They count from the day on
 * which their source was read: since when the project has them, no source says.
 */
export const loadAdmissionRules = async (
  tx: Tx,
  { newId, audit }: { readonly newId: IdSource; readonly audit: AppendAudit },
  rows: readonly AdmissionRuleRow[],
): Promise<number> => {
  const projectIds = new Map((await readProjectNames(tx)).map(({ name, projectId }) => [name, projectId]));
  const there = new Set((await readRulesEverMade(tx)).map((kind) => kindOf(kind.projectId, kind)));
  let added = 0;
  for (const given of rows) {
    const projectId = projectIds.get(given.project);
    if (projectId === undefined) throw new Error(`No project is called ${given.project}`);
    const content = contentOf(given);
    if (there.has(kindOf(projectId, content))) continue;
    const ruleId = newId();
    await ruleRepository.insert(tx, {
      ...content,
      ...{ ruleId, projectId, version: 1, validFrom: isoDate(given.retrieved_on), validTo: null },
      ...{ recordedBy: null, confirmedBy: null },
    });
    await audit(tx, {
      action: 'eligibility.rule-loaded',
      subjectKind: 'admission_rule',
      subjectId: ruleId,
      version: 1,
      after: { projectId, attribute: content.attribute, value: content.value, source: content.source },
    });
    added += 1;
  }
  return added;
};
