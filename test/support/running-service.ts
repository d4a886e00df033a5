/**
 * The whole service in this process, for tests that go through its doors: pages, API, messages.
 *
 *   const service = await startService();         // own database, small world (small-world.ts), port of its own
 *   const coordinator = await service.as('coordinator');
 *   const referral = await service.aReadyReferral({ sex: 'female', urgencyBand: 'urgent' });
 *   const offer = await service.anOffer({ referral, bed: 'any' });
 *   await service.runWorkerOnce();                // every message that is due, without Redis, until none is left
 *   service.clock.advance({ days: 1 });           // time stands still otherwise
 *   await service.stop();
 *
 * Time: every transaction of the service runs at `service.clock`, which starts on Monday 23 November 2026 at
 * 10:00 UTC (`service.today` is its civil date) and moves only when a test moves it, so that working hours and
 * expiry come out the same on every day and machine. Statements sent through `service.dataSource` see the
 * server's own time: read rows with them, and write through `service.uow`. `startService({ clock: 'server' })`
 * leaves time to the database.
 *
 * Sessions are by the server's own time (ADR 0017): however far the clock is moved, nobody is signed out.
 */
import type { Page } from 'playwright-core';
import type { DataSource } from 'typeorm';

import type { MakeOffer } from '../../src/modules/placements/application/make-offer.js';
import { startApi } from '../../src/composition/api.js';
import { createHandlers } from '../../src/composition/handlers.js';
import { createModules, type Modules } from '../../src/composition/modules.js';
import { systemActor } from '../../src/kernel/actor.js';
import { addNights, isoDate, type IsoDate } from '../../src/kernel/iso-date.js';
import { pence } from '../../src/kernel/money.js';
import { done, type Outcome, type Refusal } from '../../src/kernel/outcome.js';
import type { CommandContext, Plain, Tx, UnitOfWork } from '../../src/kernel/unit-of-work.js';
import { openSession } from '../../src/modules/identity/adapters/db/identity-repository.js';
import type { NewReferral } from '../../src/modules/referrals/application/ports.js';
import { wishKinds } from '../../src/modules/referrals/domain/circumstances.js';
import { databaseNow } from '../../src/platform/db/database-clock.js';
import { claimDue } from '../../src/platform/outbox/outbox.js';
import { createRunMessage } from '../../src/platform/outbox/run-message.js';
import { newFormToken, newToken } from '../../src/platform/secrets.js';
import { adjustableClock, type AdjustableClock } from './adjustable-clock.js';
import { createCaller, type Caller } from './caller.js';
import { withTestDatabase } from './database.js';
import {
  actorOf,
  insertSmallWorld,
  memberOf,
  world,
  type BedName,
  type MemberEmail,
  type MemberRole,
  type PartnershipName,
} from './small-world.js';

export interface ServiceOptions {
  readonly requestsPerMinute?: number;
  /** `server` leaves time to the database; otherwise it stands still at `startsAt`. */
  readonly clock?: 'server' | 'adjustable';
  readonly startsAt?: Date;
  readonly logLevel?: string;
  /** A mail server; none unless given. */
  readonly smtp?: { readonly url: string; readonly from: string };
}

/** What a referral is recorded with where it differs from an adult alone who asks for twelve weeks. */
export interface ReferralOptions extends Partial<NewReferral> {
  /** Whose coordinator and approver act. Glasgow unless given. */
  readonly partnership?: PartnershipName;
}

export interface ReadyReferralOptions extends ReferralOptions {
  /** A booked detox; also makes detox needed before entry. */
  readonly detox?: { readonly startsOn: IsoDate; readonly endsOn: IsoDate };
  readonly fundedWeeks?: number;
  readonly weeklyRatePence?: number;
}

export interface RecordedReferral {
  readonly referralId: string;
  readonly clientId: string;
  readonly reference: string;
  readonly version: number;
  readonly partnership: PartnershipName;
  readonly givenName: string;
  readonly familyName: string;
}

export interface OfferOptions {
  /** A new ready one of Glasgow's unless given. */
  readonly referral?: RecordedReferral;
  readonly bed?: BedName;
  /** Today unless given. */
  readonly arrivesOn?: IsoDate;
  /** 84 unless given. */
  readonly nights?: number;
}

export interface MadeOffer {
  readonly offerId: string;
  readonly version: number;
  readonly answerDueAt: string;
  readonly expiresAt: string;
  readonly costPence: number;
  readonly referral: RecordedReferral;
  readonly bedId: string;
  readonly arrivesOn: IsoDate;
  readonly departsOn: IsoDate;
}

export interface MadePlacement {
  readonly placementId: string;
  readonly version: number;
  readonly offer: MadeOffer;
}

export interface RunningService {
  readonly url: string;
  readonly databaseUrl: string;
  readonly uow: UnitOfWork;
  readonly dataSource: DataSource;
  readonly modules: Modules;
  /** Stands still until moved; with `clock: 'server'` moving it does nothing. */
  readonly clock: AdjustableClock;
  /** The civil date by the service's clock. */
  readonly today: IsoDate;
  /** Somebody who is not signed in. */
  readonly nobody: Caller;
  /** A member with a session of their own, made now. */
  as(who: MemberRole | MemberEmail): Promise<Caller>;
  /** Gives a browser the session of a member. */
  signInBrowser(page: Page, who: MemberRole | MemberEmail): Promise<void>;
  /** Runs one command as a member, as the doors do, and gives its value; a refusal is thrown. */
  act<T extends Plain, R extends Refusal>(
    who: MemberRole | MemberEmail,
    work: (tx: Tx) => Promise<Outcome<T, R>>,
  ): Promise<T>;
  /** A referral as recorded, with nothing decided yet. */
  aReferral(options?: ReferralOptions): Promise<RecordedReferral>;
  /** A referral that is assessed, funded and, where asked, booked for detox: ready to place. */
  aReadyReferral(options?: ReadyReferralOptions): Promise<RecordedReferral>;
  /** An offer that waits for its answer. */
  anOffer(options?: OfferOptions): Promise<MadeOffer>;
  /** An offer its provider accepted: the person is expected. */
  aBooking(options?: OfferOptions): Promise<MadePlacement>;
  /** A booking whose person arrived on its first night, which is today or before. */
  aResident(options?: OfferOptions): Promise<MadePlacement>;
  /** Runs every message that is due until none is left. @throws when a handler fails. Gives how many ran. */
  runWorkerOnce(): Promise<number>;
  stop(): Promise<void>;
}

const emails = {
  glasgow: { coordinator: 'coordinator@glasgow.example', approver: 'approver@glasgow.example' },
  highland: { coordinator: 'coordinator@highland.example', approver: 'approver@highland.example' },
} as const;

const { rowan1, rowan2, detox } = world.beds;
const managerOf = (bedId: string): MemberEmail =>
  [rowan1, rowan2, detox].some((id) => id === bedId) ? 'manager@rowan.example' : 'manager@larch.example';

const valueOf = <T, R extends Refusal>(outcome: Outcome<T, R>): T => {
  if (outcome.ok) return outcome.value;
  throw new Error(`The service refused: ${JSON.stringify(outcome.refusal)}`);
};

/** What a sitting of the worker would do: claim what is due, run it, look again. */
const createRunWorkerOnce = (uow: UnitOfWork, modules: Modules) => {
  const runMessage = createRunMessage(uow, createHandlers(modules, uow));
  const context: CommandContext = { actor: systemActor, requestId: 'test-worker' };
  return async (): Promise<number> => {
    const faults: unknown[] = [];
    for (let count = 0; ;) {
      const claimed = valueOf(
        await uow.run(context, async (tx) => done((await claimDue(tx, 200)).map(({ id }) => id))),
      );
      if (claimed.length === 0) {
        if (faults.length > 0) throw new AggregateError(faults, 'A message could not be handled.');
        return count;
      }
      for (const id of claimed) {
        try {
          await runMessage(id);
          count += 1;
        } catch (fault) {
          faults.push(fault);
        }
      }
    }
  };
};

/** Starts the service on a database and a port of its own. See the top of this file. */
export const startService = async (options: ServiceOptions = {}): Promise<RunningService> => {
  const clock = adjustableClock(options.startsAt);
  const clockSeam = options.clock === 'server' ? {} : { clock };
  const database = await withTestDatabase({ ...clockSeam, poolSize: 8 });
  const { uow, dataSource } = database;
  const serverToday = (await uow.read(databaseNow)).today;
  const todayOf = (): IsoDate => (options.clock === 'server' ? serverToday : clock.today);
  await insertSmallWorld(uow, todayOf());
  const api = await startApi(
    {
      databaseUrl: database.url,
      redisUrl: process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:1',
      port: 0,
      host: '127.0.0.1',
      publicOrigin: 'http://127.0.0.1',
      trustedProxies: ['loopback'],
      mode: 'test',
      logLevel: options.logLevel ?? 'silent',
      databasePoolSize: 10,
      requestsPerMinute: options.requestsPerMinute ?? 1_000_000,
      workerPort: null,
      smtp: options.smtp ?? null,
    },
    clockSeam,
  );
  const url = `http://127.0.0.1:${api.port}`;
  const modules = createModules({ isMailOn: options.smtp !== undefined });

  const openSessionFor = async (who: MemberRole | MemberEmail) => {
    const { memberId } = memberOf(who);
    const session = { token: newToken(), csrfToken: newFormToken(memberId), memberId };
    await uow.run({ actor: systemActor, requestId: 'test-session' }, async (tx) => {
      await openSession(tx, session);
      return done(true);
    });
    return session;
  };
  let requests = 0;
  const act: RunningService['act'] = async (who, work) => {
    requests += 1;
    return valueOf(await uow.run({ actor: actorOf(who), requestId: `test-request-${requests}` }, work));
  };

  let people = 0;
  const aReferral = async ({
    partnership = 'glasgow',
    ...given
  }: ReferralOptions = {}): Promise<RecordedReferral> => {
    people += 1;
    const today = todayOf();
    const referral: NewReferral = {
      givenName: 'Aonghas',
      familyName: `Macandrew${people}`,
      bornOn: isoDate('1985-06-15'),
      sex: 'male',
      source: 'key_worker',
      route: 'adp',
      receivedOn: addNights(today, -10),
      reason: 'Wants to stop and stay stopped',
      substance: 'alcohol',
      urgencyBand: 'soon',
      urgencyReason: 'Stable for now',
      needsStepFree: false,
      needsWetRoom: false,
      adults: 1,
      children: 0,
      oldestChildBornOn: null,
      detoxNeed: 'none',
      prefersArea: 'no_preference',
      prefersMix: 'no_preference',
      preferredProjectIds: [],
      urgencyReviewOn: null,
      nearFatalOverdoseOn: null,
      liberationOn: null,
      isHomeless: null,
      isPregnant: null,
      mat: null,
      mentalHealthSupport: 'not_known',
      prescribedPainMedicine: null,
      acceptsFaithEthos: null,
      // Whoever has a wish agreed to it.
      consentedWishes: wishKinds,
      plannedWeeks: 12,
      ...given,
    };
    const coordinator = actorOf(emails[partnership].coordinator);
    const { memberId, home } = coordinator;
    const recorded = await act(emails[partnership].coordinator, (tx) =>
      modules.referrals.recordReferral(tx, home, { memberId, today, referral }),
    );
    const facts = await uow.read((tx) => modules.referrals.readReferral(tx, home, recorded.referralId));
    if (facts === null) throw new Error('The referral just recorded is not there.');
    const { givenName, familyName } = referral;
    return { ...recorded, clientId: facts.clientId, partnership, givenName, familyName };
  };

  const aReadyReferral = async ({
    detox: booked,
    fundedWeeks,
    weeklyRatePence = 105_000,
    ...given
  }: ReadyReferralOptions = {}): Promise<RecordedReferral> => {
    const today = todayOf();
    const recorded = await aReferral({
      ...(booked === undefined ? {} : { detoxNeed: 'before_entry' }),
      ...given,
    });
    const { referralId, partnership } = recorded;
    const coordinator = actorOf(emails[partnership].coordinator);
    const { memberId, home } = coordinator;
    let { version } = await act(emails[partnership].coordinator, (tx) =>
      modules.referrals.recordAssessment(tx, home, {
        ...{ memberId, referralId, today, expectedVersion: recorded.version },
        heldOn: addNights(today, -3),
        outcome: 'suitable',
      }),
    );
    if (booked !== undefined) {
      ({ version } = await act(emails[partnership].coordinator, (tx) =>
        modules.referrals.bookDetox(tx, home, {
          ...{ memberId, referralId, today, expectedVersion: version, site: 'Detox unit' },
          ...booked,
        }),
      ));
    }
    const approver = actorOf(emails[partnership].approver);
    await act(emails[partnership].approver, (tx) =>
      modules.funding.decideFunding(tx, approver.home, {
        ...{ memberId: approver.memberId, today, referralId, decision: 'approved' },
        decidedOn: addNights(today, -1),
        weeks: fundedWeeks ?? given.plannedWeeks ?? 12,
        weeklyRatePence: pence(weeklyRatePence),
      }),
    );
    return { ...recorded, version };
  };

  const anOffer = async ({
    referral,
    bed = 'any',
    arrivesOn,
    nights = 84,
  }: OfferOptions = {}): Promise<MadeOffer> => {
    const whom = referral ?? (await aReadyReferral());
    const coordinator = emails[whom.partnership].coordinator;
    const { memberId, home } = actorOf(coordinator);
    const bedId = world.beds[bed];
    const from = arrivesOn ?? todayOf();
    const dates = { arrivesOn: from, departsOn: addNights(from, nights) };
    const make = (confirmedBy: MakeOffer['confirmedBy'] | null) =>
      uow.run({ actor: actorOf(coordinator), requestId: 'test-offer' }, (tx) =>
        modules.placements.makeOffer(tx, home, {
          ...{ memberId, referralId: whom.referralId, bedId, ...dates },
          override: { reason: 'Asked for by the test' },
          ...(confirmedBy == null ? {} : { confirmedBy }),
        }),
      );
    const alone = await make(null);
    // Whoever has the bed suggested is passed over: two people decide, and tests of other things mean the offer.
    const made = valueOf(
      !alone.ok && alone.refusal.code === 'override-needs-second-person'
        ? await make({
            memberId: actorOf(emails[whom.partnership].approver).memberId,
            loses: alone.refusal.loses,
          })
        : alone,
    );
    return { ...made, referral: whom, bedId, ...dates };
  };

  const aBooking = async (given?: OfferOptions): Promise<MadePlacement> => {
    const offer = await anOffer(given);
    const manager = managerOf(offer.bedId);
    const accepted = await act(manager, (tx) =>
      modules.placements.acceptOffer(tx, actorOf(manager).home, {
        offerId: offer.offerId,
        expectedVersion: offer.version,
      }),
    );
    return { placementId: accepted.placementId, version: 1, offer };
  };

  const aResident = async (given?: OfferOptions): Promise<MadePlacement> => {
    const booking = await aBooking(given);
    const manager = managerOf(booking.offer.bedId);
    const { memberId, home } = actorOf(manager);
    const admitted = await act(manager, (tx) =>
      modules.placements.admit(tx, home, {
        ...{ memberId, placementId: booking.placementId, expectedVersion: booking.version },
        admittedOn: booking.offer.arrivesOn,
      }),
    );
    return { ...booking, version: admitted.version };
  };

  return {
    url,
    databaseUrl: database.url,
    uow,
    dataSource,
    modules,
    clock,
    get today() {
      return todayOf();
    },
    nobody: createCaller(url, '', ''),
    async as(who) {
      const { token, csrfToken } = await openSessionFor(who);
      return createCaller(url, `rehab-session=${token}`, csrfToken);
    },
    async signInBrowser(page, who) {
      const { token } = await openSessionFor(who);
      await page
        .context()
        .addCookies([{ name: 'rehab-session', value: token, url, httpOnly: true, sameSite: 'Lax' }]);
    },
    act,
    aReferral,
    aReadyReferral,
    anOffer,
    aBooking,
    aResident,
    runWorkerOnce: createRunWorkerOnce(uow, modules),
    async stop() {
      await api.stop();
      await database.drop();
    },
  };
};
