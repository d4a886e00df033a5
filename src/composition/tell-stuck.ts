import { done } from '../kernel/outcome.js';
import type { UnitOfWork } from '../kernel/unit-of-work.js';
import { databaseNow } from '../platform/db/database-clock.js';
import type { Modules } from './modules.js';
import { serviceContext } from './service-context.js';

/**
 * Tells whoever answers for a partnership of the referrals that have been stuck for twice as long as they may, each once for
 * a time in a stage, however often this runs. Each is told in its own transaction.
 */
export const createTellStuck =
  (uow: UnitOfWork, { matching, notifications }: Pick<Modules, 'matching' | 'notifications'>) =>
  async (): Promise<void> => {
    const stuck = await uow.read(async (tx) =>
      matching.readStuckReferrals(tx, { kind: 'national' }, (await databaseNow(tx)).today),
    );
    const context = serviceContext('tell-stuck');
    for (const { referralId, stage, sinceOn, escalatedTo } of stuck) {
      if (escalatedTo === null) continue;
      await uow.run(context, async (tx) =>
        done(await notifications.tell(tx, { stuck: { referralId, stage, sinceOn } })),
      );
    }
  };
