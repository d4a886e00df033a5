import type { UnitOfWork } from '../../kernel/unit-of-work.js';
import { readOpenReferrals } from '../../modules/referrals/adapters/db/referral-repository.js';
import type { Modules } from '../modules.js';
import type { World } from './world.js';

/** The partnership whose sign-ins are printed. */
const partnershipName = 'Glasgow City';

/** Restricts the record of the person of one partnership who waits the shortest; once, and to its coordinator alone. */
export const restrictOneRecord = async (
  uow: UnitOfWork,
  { restricting }: Modules,
  world: World,
): Promise<void> => {
  const partnership = world.partnerships.find(({ name }) => name === partnershipName);
  const coordinator = partnership === undefined ? undefined : world.coordinators.get(partnership.id);
  if (coordinator === undefined) return;
  const waiting = (await uow.read(readOpenReferrals)).filter(
    ({ partnershipId }) => partnershipId === partnership?.id,
  );
  const person = waiting.at(-1);
  if (person === undefined) return;
  // A first restriction is refused where there is one already, so a load that goes on changes nothing.
  await uow.run({ actor: coordinator, requestId: 'demonstration-restricted' }, (tx) =>
    restricting.restrictRecord(tx, coordinator.home, {
      ...{ memberId: coordinator.memberId, referralId: person.referralId, expectedVersion: 1 },
      kind: 'known_to_staff',
      reason: 'A cousin works in the office next door.',
      readers: [coordinator.memberId],
    }),
  );
};
