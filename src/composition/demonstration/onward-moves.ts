import type { Actor } from '../../kernel/actor.js';
import { addNights, minDate, type IsoDate } from '../../kernel/iso-date.js';
import type { UnitOfWork } from '../../kernel/unit-of-work.js';
import { select } from '../../platform/db/sql.js';
import type { Modules } from '../modules.js';
import type { World } from './world.js';

/** How many wait for an answer. */
const proposals = 2;
/** Stays looked at for one: most people find a free place. */
const looksAtMost = 8;

interface StayRow {
  readonly id: string;
  readonly partnership_id: string;
  readonly departs_on: IsoDate;
  readonly version: number;
}

/** Somebody who is here, in the order of their stays, with time enough left to go on. */
const readStays = (uow: UnitOfWork, today: IsoDate): Promise<readonly StayRow[]> =>
  uow.read((tx) =>
    select<StayRow>(
      tx,
      `SELECT p.id, p.partnership_id, p.departs_on, p.version FROM placement p
        WHERE p.state = 'admitted' AND p.departs_on > ? ORDER BY p.departs_on, p.id LIMIT ${looksAtMost}`,
      [addNights(today, 28)],
    ),
  );

const propose = async (
  uow: UnitOfWork,
  { placements }: Modules,
  coordinator: Actor,
  { id: placementId, departs_on, version }: StayRow,
  today: IsoDate,
): Promise<boolean> => {
  const stay = { arrivesOn: addNights(today, 10), departsOn: minDate(departs_on, addNights(today, 120)) };
  const found = await uow.read((tx) => placements.findOnwardPlaces(tx, coordinator.home, placementId, stay));
  const bed = found?.obstacle === null ? found.beds[0] : undefined;
  const weeklyRatePence = found?.approvedPence;
  if (bed === undefined || weeklyRatePence === undefined || weeklyRatePence === null) return false;
  const outcome = await uow.run({ actor: coordinator, requestId: 'demonstration-onward-move' }, (tx) =>
    placements.proposeMove(tx, coordinator.home, {
      ...{ memberId: coordinator.memberId, placementId, expectedVersion: version, bedId: bed.bedId },
      ...{ movesOn: stay.arrivesOn, departsOn: stay.departsOn, weeklyRatePence },
      reason: 'Invented for the demonstration: nearer to the family, who want to visit',
    }),
  );
  return outcome.ok;
};

/** A few people are proposed to another provider, for whoever opens Moves first. Nothing is held by it. */
export const proposeOnwardMoves = async (
  uow: UnitOfWork,
  modules: Modules,
  world: World,
  today: IsoDate,
): Promise<void> => {
  let made = 0;
  for (const stay of await readStays(uow, today)) {
    const coordinator = world.coordinators.get(stay.partnership_id);
    if (made < proposals && coordinator !== undefined) {
      made += (await propose(uow, modules, coordinator, stay, today)) ? 1 : 0;
    }
  }
};
