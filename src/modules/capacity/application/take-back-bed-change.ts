import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { BedChangeRepository, BedChangeState } from './bed-change-ports.js';

/** Why a planned change was not taken back. */
export type TakeBackBedChangeRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'planned-by-somebody-else' }
  | { readonly code: 'change-already-decided'; readonly state: BedChangeState };

/** Whoever planned a change takes it back, as long as nobody has decided it: no second person is needed to change nothing. */
export const makeTakeBackBedChange =
  ({ changes, audit }: { readonly changes: BedChangeRepository; readonly audit: AppendAudit }) =>
  async (
    tx: Tx,
    scope: Scope,
    { memberId, changeId }: { readonly memberId: string; readonly changeId: string },
  ): Promise<
    Outcome<{ readonly changeId: string; readonly state: 'given_back' }, TakeBackBedChangeRefusal>
  > => {
    const change = await changes.find(tx, scope, changeId);
    if (change === null) return refuse({ code: 'not-found' });
    if (change.proposedBy !== memberId) return refuse({ code: 'planned-by-somebody-else' });
    const decided = (state: BedChangeState) => refuse({ code: 'change-already-decided' as const, state });
    if (change.state !== 'waiting') return decided(change.state);
    if (!(await changes.giveBack(tx, changeId, memberId))) {
      return decided((await changes.find(tx, scope, changeId))?.state ?? 'given_back');
    }
    await audit(tx, {
      ...{ action: 'capacity.bed-change-taken-back', subjectKind: 'planned_bed_change', subjectId: changeId },
      ...{ version: null, before: { state: 'waiting' }, after: { state: 'given_back' } },
    });
    return done({ changeId, state: 'given_back' });
  };
