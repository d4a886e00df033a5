import { done } from '../../kernel/outcome.js';
import type { CommandContext, UnitOfWork } from '../../kernel/unit-of-work.js';
import { execute } from './sql.js';

/**
 * Takes or keeps a named lease for ten seconds by the database clock; false while another holds it. A row,
 * not GET_LOCK: that holds on one node of a cluster only.
 */
export const holdLease = async (
  uow: UnitOfWork,
  context: CommandContext,
  name: string,
  holder: string,
): Promise<boolean> => {
  const outcome = await uow.run(context, async (tx) => {
    await execute(
      tx,
      `INSERT INTO lease (name, holder, held_until) VALUES (?, ?, UTC_TIMESTAMP(6))
         ON DUPLICATE KEY UPDATE name = VALUES(name)`,
      [name, holder],
    );
    const held = await execute(
      tx,
      `UPDATE lease SET holder = ?, held_until = UTC_TIMESTAMP(6) + INTERVAL 10 SECOND
        WHERE name = ? AND (holder = ? OR held_until <= UTC_TIMESTAMP(6))`,
      [holder, name, holder],
    );
    return done(held === 1);
  });
  return outcome.ok && outcome.value;
};

/** Lets a lease go at once, so that the next holder need not wait ten seconds. */
export const dropLease = async (
  uow: UnitOfWork,
  context: CommandContext,
  name: string,
  holder: string,
): Promise<void> => {
  await uow.run(context, async (tx) => {
    await execute(tx, 'UPDATE lease SET held_until = UTC_TIMESTAMP(6) WHERE name = ? AND holder = ?', [
      name,
      holder,
    ]);
    return done(true);
  });
};
