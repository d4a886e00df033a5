import { placementPolicy } from '../../../config/placement-policy.js';
import type { Actor, Scope } from '../../kernel/actor.js';
import { addNights, type IsoDate } from '../../kernel/iso-date.js';
import type { Outcome, Refusal } from '../../kernel/outcome.js';
import type { Permission } from '../../kernel/permissions.js';
import type { Plain, Tx, UnitOfWork } from '../../kernel/unit-of-work.js';
import { readOpenReferrals } from '../referral-reads.js';
import { attentionOf, spellOn, type ReferralFacts } from '../../modules/referrals/contract/facts.js';
import type { Modules } from '../modules.js';
import type { Chance } from './chance.js';
import type { World } from './world.js';

/** The stage and the players of a day. */
interface WaitsOptions {
  readonly uow: UnitOfWork;
  readonly modules: Modules;
  readonly world: World;
  readonly chance: Chance;
  readonly today: IsoDate;
}

/** Does something as a member, as the day does. */
type Act = (
  actor: Actor | undefined,
  permission: Permission,
  work: (tx: Tx, scope: Scope, memberId: string) => Promise<Outcome<Plain, Refusal>>,
) => Promise<boolean>;

/** How often a day somebody is looked after whose day has come, and cannot go; assumptions for a demonstration. */
const rates = { lookedAfter: 0.25, reached: 0.7, cannotGo: 0.004, untilFurtherNotice: 0.2 } as const;

const plans = [
  'Naloxone at home, and a call from the key worker every second day',
  'Stays with a sister, who has the number of the crisis line',
  'Seen at the recovery hub twice a week',
] as const;

const recordSpell = async (
  { modules, world, chance, today }: WaitsOptions,
  act: Act,
  { referralId, partnershipId, version: expectedVersion }: ReferralFacts,
): Promise<void> => {
  await act(world.coordinators.get(partnershipId), 'edit-referrals', (tx, scope, memberId) =>
    modules.referrals.recordUnavailability(tx, scope, {
      ...{ memberId, referralId, expectedVersion, today },
      fromOn: today,
      toOn: chance.happens(rates.untilFurtherNotice) ? null : addNights(today, chance.between(4, 21)),
      reason: chance.weighted([
        ['hospital', 40],
        ['unwell', 25],
        ['caring', 15],
        ['prison', 10],
        ['asked_to_wait', 10],
      ]),
    }),
  );
};

/** Coordinators reach people who wait and look whether they can, some of them on the day it is due; some cannot go for a while. */
export const lookAfterWaits = async (options: WaitsOptions, act: Act): Promise<void> => {
  const { uow, modules, world, chance, today } = options;
  const open = await uow.read(readOpenReferrals);
  const waits = await uow.read((tx) =>
    modules.referrals.readWaitRecords(
      tx,
      open.map(({ referralId }) => referralId),
    ),
  );
  for (const referral of open) {
    const { referralId, partnershipId } = referral;
    const coordinator = world.coordinators.get(partnershipId);
    if (spellOn(referral.unavailable, today) === null && chance.happens(rates.cannotGo))
      await recordSpell(options, act, referral);
    const { contact, review } = waits.get(referralId) ?? { contact: null, review: null };
    for (const { kind } of attentionOf({ ...referral, contact, review }, placementPolicy.waiting, today)) {
      if (!chance.happens(rates.lookedAfter)) continue;
      if (kind === 'contact-due') {
        await act(coordinator, 'edit-referrals', (tx, scope, memberId) =>
          modules.referrals.recordContact(tx, scope, {
            ...{ memberId, today, referralId, contactedOn: today, note: null },
            channel: chance.pick(['telephone', 'text_message', 'key_worker'] as const),
            outcome: chance.happens(rates.reached) ? 'reached' : 'no_answer',
          }),
        );
      } else if (kind === 'safe-to-wait-due' || kind === 'not-safe-to-wait') {
        const outcome = chance.weighted<'safe' | 'safe_with_plan' | 'not_safe'>([
          ['safe', 60],
          ['safe_with_plan', 36],
          ['not_safe', 4],
        ]);
        await act(coordinator, 'edit-referrals', (tx, scope, memberId) =>
          modules.referrals.reviewSafeToWait(tx, scope, {
            ...{ memberId, today, referralId, doneOn: today, outcome, nextDueOn: null },
            plan: outcome === 'safe' ? null : chance.pick(plans),
          }),
        );
      }
    }
  }
};
