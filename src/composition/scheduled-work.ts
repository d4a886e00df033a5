import { done } from '../kernel/outcome.js';
import type { UnitOfWork } from '../kernel/unit-of-work.js';
import { readDueOffers } from '../modules/placements/adapters/db/offer-repository.js';
import { databaseNow } from '../platform/db/database-clock.js';
import { selectOne } from '../platform/db/sql.js';
import { giveBackKnownVersions } from '../platform/outbox/outbox.js';
import { createForecastTheYear } from './forecast.js';
import { createCountEveryNight } from './counting.js';
import { createCountBarriers } from './barriers.js';
import { createPlanLaterWeeks } from './later-weeks.js';
import type { Modules } from './modules.js';
import { createOfferNext } from './automatic-offers.js';
import { createTellStuck } from './tell-stuck.js';
import { createForgetWhatIsOver } from './retention.js';
import { serviceContext } from './service-context.js';
import { readVersions } from './subscriptions.js';

/** What is done by the clock; see workers/schedules.ts for when. */
export type ScheduledJob =
  | 'nightly-rematch'
  | 'expire-referrals'
  | 'check-queues'
  | 'count-barriers'
  | 'tell-stuck'
  | 'forget-what-is-over'
  | 'plan-later-weeks'
  | 'apply-bed-changes'
  | 'count-twice'
  | 'forecast-the-year';

/** What each schedule does, by its id. */
export const createScheduledWork = (
  uow: UnitOfWork,
  { matching, referrals, notifications, laterWeeks, bedChanges, measures, expansion }: Modules,
): Readonly<Record<ScheduledJob, () => Promise<unknown>>> => ({
  'nightly-rematch': () =>
    uow.run(serviceContext('nightly-rematch'), async (tx) => {
      await matching.rematch(tx, 'nightly', { isRebuild: true });
      return done(true);
    }),
  'expire-referrals': async () => {
    const context = serviceContext('expire-referrals');
    for (const referralId of await uow.read(referrals.readMayHaveRunOut))
      await uow.run(context, async (tx) => done(await referrals.expireReferral(tx, referralId)));
  },
  'check-queues': async () => {
    const checked = await uow.run(serviceContext('check-queues'), async (tx) =>
      done((await matching.checkQueues(tx)).map(({ referralId }) => referralId)),
    );
    // Committed by then: the fault is for the log and the page of queues, where somebody looks.
    if (checked.ok && checked.value.length > 0)
      throw new Error(
        `Open referrals in no queue, or in two: ${checked.value.length}, such as ${checked.value.slice(0, 5).join(', ')}.\nMaybe an offer, a booking or a stay of theirs was changed by hand; the record of queues-checked names them.`,
      );
  },
  'count-barriers': createCountBarriers(uow, matching),
  'tell-stuck': createTellStuck(uow, { matching, notifications }),
  'plan-later-weeks': createPlanLaterWeeks(uow, { laterWeeks }),
  'apply-bed-changes': async () => {
    const { today } = await uow.read(databaseNow);
    for (const changeId of await uow.read((tx) => bedChanges.listDue(tx, today)))
      // Refused while somebody has the bed: it stays confirmed, and is tried again.
      await uow.run(serviceContext('apply-bed-changes'), (tx) => bedChanges.applyBedChange(tx, changeId));
  },
  'forget-what-is-over': createForgetWhatIsOver(uow),
  'count-twice': createCountEveryNight(uow),
  'forecast-the-year': createForecastTheYear(uow, { measures, expansion }),
});

/** Days pass and beds come free without any event: nobody's suggestion is older than this. Unit: minutes. */
const rematchAfterMinutes = 15;
/** Offers let go in one sweep; the next comes in seconds. */
const offersAtOnce = 200;

/** Whether nothing has asked the matcher for a while. */
const isMatcherQuiet = (uow: UnitOfWork): Promise<boolean> =>
  uow.read(async (tx) => {
    const latest = await selectOne<{ is_old: number | null }>(
      tx,
      `SELECT GREATEST(started_at, COALESCE(looked_at, started_at))
                <= UTC_TIMESTAMP(6) - INTERVAL ${rematchAfterMinutes} MINUTE AS is_old
         FROM match_run ORDER BY id DESC LIMIT 1`,
    );
    return latest?.is_old !== 0;
  });

/**
 * What must not rest on Redis, looked after every few seconds: expires offers whose message was lost, by the same
 * command as the message's, each in its own transaction; makes the next offer where a partnership chose that nobody has to; matches again when nothing has asked for it for a while; and
 * takes up messages that an older release set aside for their version.
 */
export const createSweep =
  (uow: UnitOfWork, { placements, matching }: Modules, onFault: (error: unknown) => void) =>
  async (): Promise<void> => {
    const context = serviceContext('sweep');
    const offerNext = createOfferNext(uow, placements, onFault);
    await uow.run(context, async (tx) => done(await giveBackKnownVersions(tx, readVersions))).catch(onFault);
    for (const offerId of await uow.read((tx) => readDueOffers(tx, offersAtOnce))) {
      // One that fails is told, and does not stand in the way of those after it.
      await uow.run(context, async (tx) => done(await placements.expireOffer(tx, offerId))).catch(onFault);
    }
    await offerNext().catch(onFault);
    // Last, and by itself: a matcher that fails keeps no bed and no money from being let go.
    if (await isMatcherQuiet(uow)) {
      await uow
        .run(context, async (tx) => {
          await matching.rematch(tx, 'quiet');
          return done(true);
        })
        .catch(onFault);
    }
  };
