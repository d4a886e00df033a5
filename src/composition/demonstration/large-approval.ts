import { pence } from '../../kernel/money.js';
import type { IsoDate } from '../../kernel/iso-date.js';
import type { UnitOfWork } from '../../kernel/unit-of-work.js';
import { listRequests } from '../../modules/funding/adapters/db/funding-lists.js';
import type { Modules } from '../modules.js';
import type { World } from './world.js';

/** The second approver of this partnership finds an approval to confirm or give back. */
const partnershipName = 'Glasgow City';

/** An approver proposes more than they may approve alone. Nothing happens the second time. */
export const proposeLargeApproval = async (
  uow: UnitOfWork,
  { funding }: Modules,
  world: World,
  today: IsoDate,
): Promise<void> => {
  const partnership = world.partnerships.find(({ name }) => name === partnershipName);
  const approver = partnership === undefined ? undefined : world.approvers.get(partnership.id);
  if (approver === undefined) return;
  const [request] = await uow.read((tx) => listRequests(tx, approver.home, { after: null, limit: 1 }));
  if (request === undefined) return;
  const outcome = await uow.run({ actor: approver, requestId: 'demonstration-large-approval' }, (tx) =>
    funding.proposeApproval(tx, approver.home, {
      ...{ memberId: approver.memberId, referralId: request.referralId, today, decidedOn: today },
      ...{ weeks: 52, weeklyRatePence: pence(112_000) },
      exceptionalReason: 'Invented for the demonstration: a year with a small child, and not safe at home',
    }),
  );
  if (!outcome.ok && outcome.refusal.code !== 'already-proposed') {
    throw new Error(`The large approval was refused: ${outcome.refusal.code}`);
  }
};
