import type { Scope } from '../../kernel/actor.js';
import { addNights, type IsoDate } from '../../kernel/iso-date.js';
import type { Outcome, Refusal } from '../../kernel/outcome.js';
import type { Plain, Tx, UnitOfWork } from '../../kernel/unit-of-work.js';
import { select } from '../../platform/db/sql.js';
import type { Modules } from '../modules.js';
import type { World } from './world.js';

/** Its manager has a sign-in that is printed: its residents come first. */
const projectName = 'Phoenix Futures Scottish Residential';

interface Resident {
  readonly id: string;
  readonly provider_id: string;
  readonly arrives_on: IsoDate;
  readonly departs_on: IsoDate;
  readonly version: number;
}

/**
 * One resident is away for two nights, one was moved to another bed, and one leaves a week earlier than booked: what a
 * newcomer finds on _Residents_ and behind _Dates and bed_. Invented. Nothing where somebody has been away before.
 */
export const changeSomeStays = async (
  uow: UnitOfWork,
  { placements }: Modules,
  world: World,
  today: IsoDate,
): Promise<void> => {
  const project = world.projects.find(({ name }) => name === projectName);
  const [before, residents] = await uow.read(async (tx) => [
    await select(tx, 'SELECT 1 AS yes FROM leave_spell LIMIT 1'),
    await select<Resident>(
      tx,
      `SELECT id, provider_id, arrives_on, departs_on, version FROM placement
        WHERE state = 'admitted' AND arrives_on < ? AND departs_on > ?
        ORDER BY provider_id = ? DESC, departs_on DESC, id LIMIT 3`,
      [addNights(today, -1), addNights(today, 14), project?.providerId ?? ''],
    ),
  ]);
  const [away, moved, sooner] = residents;
  if (before.length > 0) return;
  const managing = <T extends Plain, R extends Refusal>(
    { provider_id }: Resident,
    work: (tx: Tx, scope: Scope, memberId: string) => Promise<Outcome<T, R>>,
  ) => {
    const actor = world.managers.get(provider_id);
    if (actor === undefined) throw new Error(`Provider ${provider_id} has no manager.`);
    const context = { actor, requestId: 'demonstration-stays' };
    return uow.run(context, (tx) => work(tx, actor.home, actor.memberId));
  };
  if (away !== undefined) {
    await managing(away, (tx, scope, memberId) =>
      placements.recordLeave(tx, scope, {
        ...{ memberId, placementId: away.id, fromOn: today, backExpectedOn: addNights(today, 2) },
        ...{ reason: 'home_visit', note: 'Looks at the flat that is offered' },
      }),
    );
  }
  if (moved !== undefined) {
    const found = await uow.read((tx) =>
      placements.findBedsToMoveTo(tx, { kind: 'provider', providerId: moved.provider_id }, moved.id),
    );
    const bed = found?.beds[0];
    if (bed !== undefined) {
      await managing(moved, (tx, scope, memberId) =>
        placements.moveBed(tx, scope, {
          ...{ memberId, placementId: moved.id, expectedVersion: moved.version },
          ...{ bedId: bed.bedId, movesOn: today, reason: 'Asked for a quieter room' },
        }),
      );
    }
  }
  if (sooner !== undefined) {
    await managing(sooner, (tx, scope, memberId) =>
      placements.changeDates(tx, scope, {
        ...{ memberId, placementId: sooner.id, expectedVersion: sooner.version },
        ...{ arrivesOn: sooner.arrives_on, departsOn: addNights(sooner.departs_on, -7) },
        reason: 'The tenancy begins a week earlier',
      }),
    );
  }
};
