import { select } from '../../../../platform/db/sql.js';
import type { ReadBoardFacts } from '../../application/board-facts.js';
import type { OutOfServiceReason } from '../../domain/out-of-service.js';

interface BedRow {
  readonly id: string;
  readonly origin: 'source' | 'generated' | 'imported' | 'entered';
  readonly room_label: string | null;
}

interface ClosureRow {
  readonly id: string;
  readonly reason: OutOfServiceReason;
}

/** At most two statements, however many projects. */
export const readBoardFacts: ReadBoardFacts = async (tx, projectIds, closureIds) => {
  const beds =
    projectIds.length === 0
      ? []
      : await select<BedRow>(
          tx,
          `SELECT u.id, u.origin, r.label AS room_label
             FROM bed_unit u LEFT JOIN room r ON r.id = u.room_id WHERE u.project_id IN (?)`,
          [projectIds],
        );
  const closures =
    closureIds.length === 0
      ? []
      : await select<ClosureRow>(tx, 'SELECT id, reason FROM out_of_service WHERE id IN (?)', [closureIds]);
  return {
    beds: new Map(
      beds.map(({ id, origin, room_label }) => [
        id,
        { isGenerated: origin === 'generated', roomLabel: room_label },
      ]),
    ),
    closures: new Map(closures.map(({ id, reason }) => [id, reason])),
  };
};
