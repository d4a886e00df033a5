import { placementPolicy } from '../../../config/placement-policy.js';
import type { Actor } from '../../kernel/actor.js';
import type { IsoDate } from '../../kernel/iso-date.js';
import type { UnitOfWork } from '../../kernel/unit-of-work.js';
import { selectOne } from '../../platform/db/sql.js';
import type { Modules } from '../modules.js';

/**
 * Another administrator than the one whose sign-in is printed asks for the other way of assigning, to be confirmed or taken
 * back; what it would do is also the price of both ways. Nothing happens the second time.
 */
export const askForPolicyChange = async (
  uow: UnitOfWork,
  { matchingPolicy }: Modules,
  today: IsoDate,
  settle: () => Promise<void>,
): Promise<void> => {
  const row = await uow.read((tx) =>
    selectOne<{ id: string }>(
      tx,
      `SELECT id FROM member WHERE role = 'administrator' ORDER BY email DESC LIMIT 1`,
    ),
  );
  if (row === null) return;
  const actor: Actor = { memberId: row.id, role: 'administrator', home: { kind: 'national' } };
  const context = { actor, requestId: 'demonstration-policy-change' };
  const looked = await uow.run(context, (tx) =>
    matchingPolicy.lookAtPolicy(tx, {
      ...{ memberId: row.id, startsOn: today, today },
      draft: { ...placementPolicy.matching, assignment: 'in-order' },
      reason: 'Invented for the demonstration, to be confirmed or taken back by another administrator',
    }),
  );
  if (!looked.ok) return;
  await settle();
  const { changeId } = looked.value;
  const asked = await uow.run(context, (tx) =>
    matchingPolicy.askForPolicy(tx, { changeId, memberId: row.id }),
  );
  if (!asked.ok && asked.refusal.code !== 'change-already-waiting') {
    throw new Error(`The change of the policy was refused: ${asked.refusal.code}`);
  }
};
