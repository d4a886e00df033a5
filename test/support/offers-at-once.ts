import { systemActor } from '../../src/kernel/actor.js';
import { done } from '../../src/kernel/outcome.js';
import { execute } from '../../src/platform/db/sql.js';
import type { RunningService } from './running-service.js';
import { memberOf, world, type PartnershipName } from './small-world.js';

/** A partnership lets a person have so many offers at once from today on; asked for and confirmed, as the pages would. */
export const chooseOffersAtOnce = async (
  service: Pick<RunningService, 'uow' | 'modules' | 'today'>,
  parallelOffers: 1 | 2 | 3,
  partnership: PartnershipName = 'glasgow',
): Promise<void> => {
  await service.uow.run({ actor: systemActor, requestId: 'choose' }, async (tx) => {
    await execute(
      tx,
      `INSERT INTO matching_policy_change (id, partnership_id, base_number, content, starts_on, reason, state,
         proposed_by, decided_by, decided_at, in_force_from)
       SELECT ?, ?, COUNT(*), ?, ?, 'Agreed with the board', 'applied', ?, ?, UTC_TIMESTAMP(6), ?
         FROM matching_policy_change WHERE partnership_id = ?`,
      [
        ...[service.modules.newId(), world.partnerships[partnership].id],
        ...[JSON.stringify({ automaticOffers: false, parallelOffers }), service.today],
        memberOf(`approver@${partnership}.example`).memberId,
        memberOf(`coordinator@${partnership}.example`).memberId,
        ...[service.today, world.partnerships[partnership].id],
      ],
    );
    return done(true);
  });
};
