import type { IsoDate } from '../../../../kernel/iso-date.js';
import { select } from '../../../../platform/db/sql.js';
import type { UrgencyBand } from '../../../referrals/contract/facts.js';
import type {
  LatestStep,
  ListedSuitability,
  ListOpenSuitability,
  ReadSuitabilityOf,
} from '../../application/suitability-ports.js';
import { informants, unsuitableReasons, type SuitabilityStep } from '../../domain/suitability.js';
import {
  askedWithin,
  suitabilityColumns,
  suitabilityOf,
  withLatestAnswer,
  type SuitabilityRow,
} from './suitability-repository.js';

interface ListedRow extends SuitabilityRow {
  readonly project_name: string;
  readonly reference: string;
  readonly urgency_band: UrgencyBand;
  readonly referral_version: number;
  readonly step_kind: SuitabilityStep['kind'] | null;
  readonly step_reason: string | null;
  readonly rule_id: string | null;
  readonly rule_version: number | null;
  readonly needed_from: string | null;
  readonly step_note: string | null;
  readonly decided_on_facts: string | null;
  readonly step_on: IsoDate | null;
  readonly step_by: string | null;
}

const columns = `${suitabilityColumns}, p.name AS project_name, c.reference, r.urgency_band, r.version AS referral_version, s.kind AS step_kind,
  s.reason AS step_reason, s.rule_id, s.rule_version, s.needed_from, s.note AS step_note, s.decided_on_facts,
  s.recorded_on AS step_on, m.display_name AS step_by`;
const joins = `JOIN project p ON p.id = q.project_id
  JOIN referral r ON r.id = q.referral_id
  JOIN client c ON c.id = r.client_id
  ${withLatestAnswer}
  LEFT JOIN member m ON m.id = s.recorded_by`;

const stepOf = (row: ListedRow): SuitabilityStep | null => {
  const { step_kind: kind, step_note: note } = row;
  switch (kind) {
    case null:
      return null;
    case 'suitable':
      return { kind, note };
    case 'not_suitable':
      return {
        kind,
        // A reason that a later release took off the list is told as another one.
        reason: unsuitableReasons.find((known) => known === row.step_reason) ?? 'other',
        rule:
          row.rule_id === null || row.rule_version === null
            ? null
            : { ruleId: row.rule_id, version: row.rule_version },
        note,
      };
    case 'more_information':
      return {
        kind,
        neededFrom: informants.find((known) => known === row.needed_from) ?? 'other',
        note: note ?? '',
      };
    case 'information_given':
    case 'withdrawn':
      return { kind, note: note ?? '' };
  }
};

const latestOf = (row: ListedRow): LatestStep | null => {
  const step = stepOf(row);
  return step === null || row.step_on === null
    ? null
    : { step, on: row.step_on, by: row.step_by, decidedOnFacts: row.decided_on_facts };
};

const toListed = (row: ListedRow): ListedSuitability => ({
  ...suitabilityOf(row),
  projectName: row.project_name,
  reference: row.reference,
  urgencyBand: row.urgency_band,
  referralVersion: row.referral_version,
  latest: latestOf(row),
});

/** By the key of the index, a provider's or a partnership's; ids are in order of time. */
export const listOpenSuitability: ListOpenSuitability = async (tx, scope, { after, limit }) => {
  const { condition, values } = askedWithin(scope);
  const rows = await select<ListedRow>(
    tx,
    `SELECT ${columns} FROM suitability_request q ${joins}
      WHERE ${condition} AND q.answered_at IS NULL AND q.id > ? AND r.state = 'open' ORDER BY q.id LIMIT ?`,
    [...values, after ?? '', limit],
  );
  return rows.map(toListed);
};

/** Questions about one referral at most: there are two dozen projects, and few are asked twice. */
const questionsAtMost = 100;

/** Every question about one referral. */
export const readSuitabilityOf: ReadSuitabilityOf = async (tx, scope, referralId) => {
  const { condition, values } = askedWithin(scope);
  const rows = await select<ListedRow>(
    tx,
    `SELECT ${columns} FROM suitability_request q ${joins}
      WHERE q.referral_id = ? AND ${condition} ORDER BY q.id DESC LIMIT ${questionsAtMost}`,
    [referralId, ...values],
  );
  return rows.map(toListed);
};
