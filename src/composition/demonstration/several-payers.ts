import { addNights, type IsoDate } from '../../kernel/iso-date.js';
import { pence } from '../../kernel/money.js';
import type { UnitOfWork } from '../../kernel/unit-of-work.js';
import { select } from '../../platform/db/sql.js';
import { listRequests } from '../../modules/funding/adapters/db/funding-lists.js';
import type { Modules } from '../modules.js';
import type { World } from './world.js';

/** Whose coordinator and approvers can be signed in as. */
const partnershipName = 'Glasgow City';
/** What somebody else pays of a week; every price here is above it. Unit: pence. */
const sharePence = pence(30_000);
/** Time enough for a newcomer to confirm it. Unit: days. */
const takeoverInDays = 14;

/** Somebody of a partnership who is here and stays for long, with the price of a week. */
const readLongStay = (uow: UnitOfWork, partnershipId: string, today: IsoDate) =>
  uow.read((tx) =>
    select<{
      readonly referral_id: string;
      readonly weekly_rate_pence: number;
    }>(
      tx,
      `SELECT p.referral_id, d.weekly_rate_pence
         FROM placement p JOIN funding_decision d ON d.id = p.funding_decision_id
        WHERE p.state = 'admitted' AND p.partnership_id = ? AND p.departs_on > ? AND d.weekly_rate_pence > ?
        ORDER BY p.departs_on DESC, p.id LIMIT 1`,
      [partnershipId, addNights(today, 2 * takeoverInDays), sharePence],
    ),
  );

/**
 * Two people whose money comes from more than one: social work is asked to pay part of a stay, which waits for a second
 * person, and a request is approved with a share of social work's. Nothing happens the second time.
 */
export const shareMoney = async (
  uow: UnitOfWork,
  { funding }: Modules,
  world: World,
  today: IsoDate,
): Promise<void> => {
  const partnership = world.partnerships.find(({ name }) => name === partnershipName);
  if (partnership === undefined) return;
  const coordinator = world.coordinators.get(partnership.id);
  const approver = world.approvers.get(partnership.id);
  const [stay] = await readLongStay(uow, partnership.id, today);
  if (coordinator !== undefined && stay !== undefined) {
    const asked = await uow.run({ actor: coordinator, requestId: 'demonstration-takeover' }, (tx) =>
      funding.askTakeover(tx, coordinator.home, {
        ...{ memberId: coordinator.memberId, referralId: stay.referral_id, today },
        ...{ fromOn: addNights(today, takeoverInDays), weeklyRatePence: pence(stay.weekly_rate_pence) },
        ...{ payer: 'adp', otherPayers: [{ payer: 'social_work', weeklyPence: sharePence }] },
        reason: 'Invented for the demonstration: social work agreed to pay its part from then on',
      }),
    );
    if (!asked.ok) {
      if (asked.refusal.code === 'takeover-waits') return;
      throw new Error(`The takeover was refused: ${asked.refusal.code}`);
    }
  }
  if (approver === undefined) return;
  const requests = await uow.read((tx) => listRequests(tx, approver.home, { after: null, limit: 20 }));
  const request = requests.find(
    ({ standing, weeklyRatePence }) => standing.state === 'requested' && weeklyRatePence > sharePence,
  );
  if (request === undefined) return;
  const { referralId, weeks, weeklyRatePence } = request;
  const decided = await uow.run({ actor: approver, requestId: 'demonstration-two-payers' }, (tx) =>
    funding.decideFunding(tx, approver.home, {
      ...{ memberId: approver.memberId, referralId, today, decidedOn: today },
      ...{ decision: 'approved', weeks, weeklyRatePence },
      otherPayers: [{ payer: 'social_work', weeklyPence: sharePence }],
    }),
  );
  if (!decided.ok && decided.refusal.code !== 'above-your-limit') {
    throw new Error(`The approval with two payers was refused: ${decided.refusal.code}`);
  }
};
