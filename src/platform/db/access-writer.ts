import { done } from '../../kernel/outcome.js';
import type { CommandContext, UnitOfWork } from '../../kernel/unit-of-work.js';
import { databaseNow } from './database-clock.js';
import { duplicateKeyOf } from './database-fault.js';
import { execute } from './sql.js';

/** One reading of data that identifies people. */
export interface Access {
  /** Where it was read: the path pattern of a page, or the operation of the API. At most 120 characters. */
  readonly door: string;
  readonly subjectKind: string;
  readonly subjectId: string;
}

/**
 * Keeps who saw whom, when and in which request, by the database clock. The first reading of a day in Scotland is
 * kept, for each member, subject and door, in a transaction of its own; later ones of that day add nothing.
 */
export const recordAccess = async (
  uow: UnitOfWork,
  context: CommandContext,
  { door, subjectKind, subjectId }: Access,
): Promise<void> => {
  const { actor, requestId } = context;
  await uow.run(context, async (tx) => {
    const { today } = await databaseNow(tx);
    try {
      await execute(
        tx,
        `INSERT INTO person_access (subject_kind, subject_id, read_on, member_id, door, member_role, at, request_id)
           VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6), ?)`,
        [subjectKind, subjectId, today, actor.memberId, door, actor.role, requestId],
      );
    } catch (error) {
      if (duplicateKeyOf(error) === null) throw error;
    }
    return done(true);
  });
};
