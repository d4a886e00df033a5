import type { UnitOfWork } from '../../kernel/unit-of-work.js';
import { readOpenReferrals } from '../../modules/referrals/adapters/db/referral-repository.js';
import { nothingAsked, type EqualityAnswers } from '../../modules/referrals/domain/equality.js';
import type { Modules } from '../modules.js';
import type { World } from './world.js';

/** The partnership whose coordinator's sign-in is printed. */
const partnershipName = 'Glasgow City';

/** What a few people answered; invented. The others were not asked yet. */
const invented: readonly EqualityAnswers[] = [
  {
    ethnicGroup: 'white_scottish',
    disability: 'limited_a_little',
    religionOrBelief: 'none',
    sexualOrientation: 'straight',
    transStatus: 'not_trans',
  },
  { ...nothingAsked, ethnicGroup: 'asian_pakistani', religionOrBelief: 'prefers_not_to_say' },
];

/** Keeps the answers of a few people who wait. Nothing where somebody was asked before. */
export const askAboutEquality = async (
  uow: UnitOfWork,
  { equality }: Modules,
  world: World,
): Promise<void> => {
  const partnership = world.partnerships.find(({ name }) => name === partnershipName);
  const coordinator = partnership === undefined ? undefined : world.coordinators.get(partnership.id);
  if (coordinator === undefined) return;
  const waiting = (await uow.read(readOpenReferrals))
    .filter(({ partnershipId }) => partnershipId === partnership?.id)
    .slice(0, invented.length);
  for (const [index, { referralId }] of waiting.entries()) {
    // A first answer is refused where there is one already, so a load that goes on changes nothing.
    await uow.run({ actor: coordinator, requestId: 'demonstration-equality' }, (tx) =>
      equality.keepEquality(tx, coordinator.home, {
        ...{ memberId: coordinator.memberId, referralId, expectedVersion: 1 },
        answers: invented[index] ?? nothingAsked,
      }),
    );
  }
};
