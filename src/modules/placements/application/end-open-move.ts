import type { AppendAudit } from '../../../kernel/audit.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ProviderMoveRepository } from './provider-move.js';

/** Takes back the move to another provider that waits for its answer, where there is one: the stay it begins from ends. */
export type EndOpenMove = (tx: Tx, placementId: string, memberId: string) => Promise<void>;

/** Takes it back in the name of whoever ends the stay. Call it with the person's row taken. */
export const makeEndOpenMove =
  ({
    moves,
    audit,
  }: {
    readonly moves: Pick<ProviderMoveRepository, 'findOpen' | 'answer'>;
    readonly audit: AppendAudit;
  }): EndOpenMove =>
  async (tx, placementId, memberId) => {
    const move = await moves.findOpen(tx, placementId);
    if (move === null) return;
    // Whoever said no meanwhile did not need the person's row: then it is answered, which is as good.
    if (!(await moves.answer(tx, move, { kind: 'withdrawn' }, memberId))) return;
    await audit(tx, {
      action: 'placements.provider-move-withdrawn',
      subjectKind: 'provider_move',
      subjectId: move.moveId,
      version: move.version + 1,
      after: { placementId },
      reason: 'The stay has ended',
    });
  };
