import { systemActor } from '../kernel/actor.js';
import { done } from '../kernel/outcome.js';
import type { CommandContext, UnitOfWork } from '../kernel/unit-of-work.js';
import { readDueOffers } from '../modules/placements/adapters/db/placement-repository.js';
import { execute, selectOne } from '../platform/db/sql.js';
import type { Modules } from './modules.js';

/** The service acting by itself, for this reason. */
export const serviceContext = (requestId: string): CommandContext => ({ actor: systemActor, requestId });

/** What each schedule does, by its id. */
export const createScheduledWork = (
  uow: UnitOfWork,
  { matching }: Modules,
): Readonly<Record<string, () => Promise<unknown>>> => ({
  'nightly-rematch': () =>
    uow.run(serviceContext('nightly-rematch'), async (tx) => {
      await matching.rematch(tx, 'nightly');
      return done(true);
    }),
  'forget-old-requests': () =>
    uow.run(serviceContext('forget-old-requests'), async (tx) =>
      done(
        await execute(
          tx,
          'DELETE FROM idempotency WHERE recorded_at < UTC_TIMESTAMP(6) - INTERVAL 90 DAY LIMIT 10000',
        ),
      ),
    ),
});

/** Days pass and beds come free without any event: nobody's suggestion is older than this. Unit: minutes. */
const rematchAfterMinutes = 15;

/**
 * Expires offers whose message was lost, by the same command as the message's, each in its own transaction; and
 * matches again when nothing has asked for it for a while.
 */
export const createSweep =
  (uow: UnitOfWork, { placements, matching }: Modules, onFault: (error: unknown) => void) =>
  async (): Promise<void> => {
    const isQuiet = await uow.read(async (tx) => {
      const latest = await selectOne<{ is_old: number | null }>(
        tx,
        `SELECT MAX(started_at) <= UTC_TIMESTAMP(6) - INTERVAL ${rematchAfterMinutes} MINUTE AS is_old FROM match_run`,
      );
      return latest?.is_old !== 0;
    });
    if (isQuiet) {
      await uow.run(serviceContext('sweep'), async (tx) => {
        await matching.rematch(tx, 'quiet');
        return done(true);
      });
    }
    for (const offerId of await uow.read((tx) => readDueOffers(tx, 200))) {
      // One that fails is told, and does not stand in the way of those after it.
      await uow
        .run(serviceContext('sweep'), async (tx) => done(await placements.expireOffer(tx, offerId)))
        .catch(onFault);
    }
  };
