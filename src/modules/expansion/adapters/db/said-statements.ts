import { parseIsoDate, type IsoDate } from '../../../../kernel/iso-date.js';
import { select } from '../../../../platform/db/sql.js';
import type { ExpansionRepository } from '../../application/ports.js';
import type { DatePrecision, SaidDate } from '../../domain/said-date.js';
import type { BedsFact, Milestone, MilestoneFact, Stage, StatementMark } from '../../domain/statement.js';

interface StatementRow {
  readonly id: string;
  readonly expansion_id: string;
  readonly dated_on: string | null;
  readonly date_precision: DatePrecision | null;
  readonly mark: StatementMark;
  readonly source: string;
  readonly note: string | null;
  readonly recorded_at: Date;
  readonly recorded_by: string | null;
}

interface BedsRow extends StatementRow {
  readonly stage: Stage;
  readonly beds: number | null;
  readonly replaces_id: string | null;
  readonly reason: string | null;
}

interface MilestoneRow extends StatementRow {
  readonly milestone: Milestone;
  readonly is_plan: number;
  readonly said_on: IsoDate | null;
}

const datedOf = ({ dated_on, date_precision }: StatementRow): SaidDate | null => {
  const on = dated_on === null ? null : parseIsoDate(dated_on);
  return on === null || date_precision === null ? null : { on, precision: date_precision };
};

const recordedOf = (row: StatementRow) => ({
  ...{ id: row.id, expansionId: row.expansion_id, mark: row.mark, source: row.source, note: row.note },
  ...{ recordedAt: row.recorded_at, recordedBy: row.recorded_by },
});

/** Whose rows a statement asks for: one project's, or everybody's. */
const ofOne = (expansionId: string | undefined): readonly [string, readonly string[]] =>
  expansionId === undefined ? ['', []] : ['WHERE s.expansion_id = ?', [expansionId]];

/** What was said of projects that add beds, with the names of who recorded it. */
export const saidStatements: Pick<ExpansionRepository, 'readBeds' | 'readMilestones'> = {
  async readBeds(tx, expansionId) {
    const [where, values] = ofOne(expansionId);
    const rows = await select<BedsRow>(
      tx,
      `SELECT s.id, s.expansion_id, s.stage, s.beds, s.dated_on, s.date_precision, s.mark, s.source, s.note,
              s.replaces_id, s.reason, s.recorded_at, m.display_name AS recorded_by
         FROM expansion_beds_fact s LEFT JOIN member m ON m.id = s.recorded_by ${where} ORDER BY s.id`,
      values,
    );
    return rows.map((row): BedsFact => ({
      ...recordedOf(row),
      ...{ stage: row.stage, beds: row.beds, dated: datedOf(row) },
      ...{ replacesId: row.replaces_id, reason: row.reason },
    }));
  },

  async readMilestones(tx, expansionId) {
    const [where, values] = ofOne(expansionId);
    const rows = await select<MilestoneRow>(
      tx,
      `SELECT s.id, s.expansion_id, s.milestone, s.is_plan, s.dated_on, s.date_precision, s.said_on, s.mark, s.source,
              s.note, s.recorded_at, m.display_name AS recorded_by
         FROM expansion_milestone s LEFT JOIN member m ON m.id = s.recorded_by ${where} ORDER BY s.id`,
      values,
    );
    return rows.flatMap((row): MilestoneFact[] => {
      const dated = datedOf(row);
      return dated === null
        ? []
        : [
            {
              ...recordedOf(row),
              ...{ milestone: row.milestone, isPlan: row.is_plan === 1, dated, saidOn: row.said_on },
            },
          ];
    });
  },
};
