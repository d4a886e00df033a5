import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, selectOne } from '../../../../platform/db/sql.js';
import type { EqualityRepository } from '../../application/keep-equality.js';
import type { EqualityAnswers, EqualityChoice } from '../../domain/equality.js';

interface Row {
  readonly ethnic_group: EqualityChoice<'ethnicGroup'> | null;
  readonly disability: EqualityChoice<'disability'> | null;
  readonly religion_or_belief: EqualityChoice<'religionOrBelief'> | null;
  readonly sexual_orientation: EqualityChoice<'sexualOrientation'> | null;
  readonly trans_status: EqualityChoice<'transStatus'> | null;
  readonly version: number;
  readonly recorded_at: Date;
  readonly recorded_by_name: string | null;
}

const valuesOf = (answers: EqualityAnswers) => [
  answers.ethnicGroup,
  answers.disability,
  answers.religionOrBelief,
  answers.sexualOrientation,
  answers.transStatus,
];

/** Answers about equality, on MariaDB or MySQL. The only statements there are that name their table. */
export const equalityRepository: EqualityRepository = {
  async read(tx, clientId) {
    const row = await selectOne<Row>(
      tx,
      `SELECT e.ethnic_group, e.disability, e.religion_or_belief, e.sexual_orientation, e.trans_status, e.version,
              e.recorded_at, m.display_name AS recorded_by_name
         FROM client_equality e LEFT JOIN member m ON m.id = e.recorded_by WHERE e.client_id = ?`,
      [clientId],
    );
    return row === null
      ? null
      : {
          answers: {
            ethnicGroup: row.ethnic_group,
            disability: row.disability,
            religionOrBelief: row.religion_or_belief,
            sexualOrientation: row.sexual_orientation,
            transStatus: row.trans_status,
          },
          version: row.version,
          recorded: { by: row.recorded_by_name, at: row.recorded_at },
        };
  },

  async keep(tx, { clientId, version }, answers, recordedBy) {
    if (version > 1) {
      const affected = await execute(
        tx,
        `UPDATE client_equality
            SET ethnic_group = ?, disability = ?, religion_or_belief = ?, sexual_orientation = ?, trans_status = ?,
                recorded_by = ?, recorded_at = CURRENT_TIMESTAMP(6), version = version + 1
          WHERE client_id = ? AND version = ?`,
        [...valuesOf(answers), recordedBy, clientId, version],
      );
      return affected === 1;
    }
    try {
      await execute(
        tx,
        `INSERT INTO client_equality
           (ethnic_group, disability, religion_or_belief, sexual_orientation, trans_status, recorded_by, client_id, version)
         VALUES (?, ?, ?, ?, ?, ?, ?, 2)`,
        [...valuesOf(answers), recordedBy, clientId],
      );
      return true;
    } catch (error) {
      // Two who ask a person for the first time meet in the primary key.
      if (duplicateKeyOf(error) !== null) return false;
      throw error;
    }
  },
};
