import { execute, selectOne } from '../../../../platform/db/sql.js';
import type { AvailabilityReportRepository } from '../../application/ports.js';
import { providerOf } from './provider-of.js';

/** Reports in `availability_report`, written once each. */
export const availabilityReportRepository: AvailabilityReportRepository = {
  async mayReport(tx, scope, projectId) {
    const row = await selectOne(tx, 'SELECT 1 AS yes FROM project WHERE id = ? AND provider_id = ?', [
      projectId,
      providerOf(scope),
    ]);
    return row !== null;
  },

  async insert(tx, report, reportedBy) {
    await execute(
      tx,
      `INSERT INTO availability_report (id, project_id, reported_by, maximum, staffed, occupied, reserved, accepting,
         is_no_change, note, recorded_maximum, recorded_staffed, recorded_occupied, recorded_reserved,
         recorded_accepting) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        report.reportId,
        report.projectId,
        reportedBy,
        report.maximum,
        report.staffed,
        report.occupied,
        report.reserved,
        report.accepting,
        report.isNoChange,
        report.note,
        report.recorded?.maximum ?? null,
        report.recorded?.staffed ?? null,
        report.recorded?.occupied ?? null,
        report.recorded?.reserved ?? null,
        report.recorded?.accepting ?? null,
      ],
    );
  },
};
