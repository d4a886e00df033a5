import { addNights, dayOfWeek, type IsoDate } from '../../kernel/iso-date.js';
import { pence } from '../../kernel/money.js';
import { readOpenRequests } from '../../modules/funding/adapters/db/request-repository.js';
import { isLive } from '../../modules/funding/contract/funding.js';
import { readLatestDecisions } from '../../modules/funding/adapters/db/funding-repository.js';
import { readOpenReferrals } from '../referral-reads.js';
import type { Act, MorningOptions } from './stage.js';

/** How often, a day; assumptions that leave some of each kind for a newcomer to find. */
const rates = { asked: 0.3, listed: 0.12, deferred: 0.04 } as const;
const weeklyRatesPence = [80_000, 95_000, 112_000] as const;
/** Panels sit on Tuesdays; the next one after a day. */
const nextPanel = (today: IsoDate): IsoDate => addNights(today, 1 + ((8 - dayOfWeek(today)) % 7));

/** Coordinators ask for money for those who have been assessed, and panels take the requests up. */
export const askForFunding = async (
  { uow, modules, world, chance, today }: MorningOptions,
  act: Act,
): Promise<void> => {
  const open = await uow.read(readOpenReferrals);
  const ids = open.map(({ referralId }) => referralId);
  const { decisions, requests } = await uow.read(async (tx) => ({
    decisions: await readLatestDecisions(tx, ids),
    requests: await readOpenRequests(tx, ids),
  }));
  for (const { referralId, partnershipId, plannedWeeks, assessedUntil } of open) {
    const request = requests.get(referralId);
    if (request !== undefined) {
      const of = { referralId, expectedVersion: request.version };
      if (request.standing.state === 'requested' && chance.happens(rates.listed)) {
        await act(world.approvers.get(partnershipId), 'decide-funding', (tx, scope, memberId) =>
          modules.funding.listForPanel(tx, scope, { ...of, memberId, today, panelOn: nextPanel(today) }),
        );
      } else if (chance.happens(rates.deferred)) {
        await act(world.approvers.get(partnershipId), 'decide-funding', (tx, scope, memberId) =>
          modules.funding.deferRequest(tx, scope, {
            ...{ ...of, memberId, reason: 'more_information' },
            note: 'What would make twelve weeks better than eight?',
          }),
        );
      }
      continue;
    }
    const isPaid: boolean = isLive(decisions.get(referralId) ?? null, today);
    if (isPaid || assessedUntil === null || !chance.happens(rates.asked)) continue;
    await act(world.coordinators.get(partnershipId), 'edit-referrals', (tx, scope, memberId) =>
      modules.funding.requestFunding(tx, scope, {
        ...{ memberId, today, referralId, weeks: plannedWeeks },
        weeklyRatePence: pence(chance.pick(weeklyRatesPence)),
        reason: 'Community treatment was tried first. The length follows the programme of the place.',
      }),
    );
  }
};
