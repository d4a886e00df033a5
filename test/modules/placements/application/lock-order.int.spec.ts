import { expect } from 'chai';

import { placementPolicy } from '../../../../config/placement-policy.js';
import { proclaimedHolidays, workingHours } from '../../../../config/working-days.js';
import { subscriptions } from '../../../../src/composition/subscriptions.js';
import { systemActor } from '../../../../src/kernel/actor.js';
import { addNights, type IsoDate } from '../../../../src/kernel/iso-date.js';
import { done, type Outcome, type Refusal } from '../../../../src/kernel/outcome.js';
import type { Plain, Tx } from '../../../../src/kernel/unit-of-work.js';
import { workingCalendar } from '../../../../src/kernel/working-time.js';
import { readAdmissionRules } from '../../../../src/modules/eligibility/adapters/db/admission-rule-repository.js';
import { readBudgetsLeft, readStayMoney } from '../../../../src/modules/placements/adapters/db/stay-money.js';
import { ledger, readRoomMix } from '../../../../src/composition/nights.js';
import { readUnit } from '../../../../src/modules/capacity/adapters/db/unit-repository.js';
import { readFundingNotice } from '../../../../src/modules/funding/adapters/db/notice-repository.js';
import { mariadbApprovedNights } from '../../../../src/modules/funding/adapters/db/approved-nights.js';
import { mariadbBudgetLedger } from '../../../../src/modules/funding/adapters/db/budget-ledger.js';
import {
  readLatestDecisions,
  readRoute,
  readStayDecisions,
  readStayWeighing,
} from '../../../../src/modules/funding/adapters/db/funding-repository.js';
import { offerTryRepository } from '../../../../src/modules/placements/adapters/db/offer-try-repository.js';
import { offerRepository } from '../../../../src/modules/placements/adapters/db/offer-repository.js';
import { placementRepository } from '../../../../src/modules/placements/adapters/db/placement-repository.js';
import { readStayStepsSince } from '../../../../src/modules/placements/adapters/db/stay-steps-since.js';
import { readStanding } from '../../../../src/modules/placements/adapters/db/standing-place.js';
import { keepSuggestion } from '../../../../src/modules/matching/adapters/db/kept-suggestion.js';
import { makeAcceptOffer } from '../../../../src/modules/placements/application/accept-offer.js';
import { makeAdmit } from '../../../../src/modules/placements/application/admit.js';
import { makeDeclineOffer } from '../../../../src/modules/placements/application/decline-offer.js';
import { makeDischarge } from '../../../../src/modules/placements/application/discharge.js';
import { makeExpireOffer } from '../../../../src/modules/placements/application/expire-offer.js';
import { makeExtend } from '../../../../src/modules/placements/application/extend.js';
import { makeMakeOffer } from '../../../../src/modules/placements/application/make-offer.js';
import { providerMoveRepository } from '../../../../src/modules/placements/adapters/db/provider-move-repository.js';
import { takePlaces } from '../../../../src/modules/placements/adapters/db/take-places.js';
import { makeEndOpenMove } from '../../../../src/modules/placements/application/end-open-move.js';
import { makeLetPlacesGo } from '../../../../src/modules/placements/application/let-place-go.js';
import { makeRecordNeverStarted } from '../../../../src/modules/placements/application/record-never-started.js';
import { makeWithdrawOffer } from '../../../../src/modules/placements/application/withdraw-offer.js';
import { referralRepository } from '../../../../src/modules/referrals/adapters/db/referral-repository.js';
import { makeRecordDeath } from '../../../../src/modules/referrals/application/close-referral.js';
import { makeLapseAssessments } from '../../../../src/modules/referrals/application/lapse-assessments.js';
import { hasLedToStay } from '../../../../src/modules/placements/adapters/db/places-of-referrals.js';
import { makeCloseAsPlaced } from '../../../../src/modules/referrals/application/close-as-placed.js';
import { appendAudit } from '../../../../src/platform/db/audit-writer.js';
import { databaseNow } from '../../../../src/platform/db/database-clock.js';
import { createAppendEvent } from '../../../../src/platform/outbox/outbox.js';
import { eventually } from '../../../support/eventually.js';
import { startService, type MadePlacement, type RunningService } from '../../../support/running-service.js';
import { actorOf, world } from '../../../support/small-world.js';

/** The order of ADR 0003, as far as these use cases go. */
const order = [
  'client',
  'referral',
  'offer',
  'placement',
  'nights',
  'decision',
  'budget',
  'suggestion',
  'audit',
  'outbox',
] as const;
type Lock = (typeof order)[number];

type Before = (lock: Lock, name: string) => Promise<void>;

type Method = (...args: never[]) => Promise<unknown>;

/** The same functions, each telling `before` it begins; those that only read say nothing. */
const watched = <Port extends object>(
  port: Port,
  lock: Lock,
  reads: readonly (keyof Port)[],
  before: Before,
): Port =>
  Object.fromEntries(
    Object.entries(port).map(([name, method]: [string, Method]) => [
      name,
      reads.some((read) => read === name)
        ? method
        : async (...args: never[]) => {
            await before(lock, name);
            return method.apply(port, args);
          },
    ]),
  ) as Port;

const appendEvent = createAppendEvent(subscriptions);

/** Every use case that moves a bed, on the real adapters, telling `before` each thing it takes. */
const useCases = (newId: () => string, before: Before) => {
  const referrals = watched(referralRepository, 'referral', ['find', 'takeClient', 'findPerson'], before);
  const takeClient: typeof referralRepository.takeClient = async (...args) => {
    await before('client', 'takeClient');
    return referralRepository.takeClient(...args);
  };
  const takeLivingClient: typeof referralRepository.takeLivingClient = async (...args) => {
    await before('client', 'takeLivingClient');
    return referralRepository.takeLivingClient(...args);
  };
  const deps = {
    ledger: watched(ledger, 'nights', [], before),
    approvedNights: watched(mariadbApprovedNights, 'decision', ['check', 'readLeft'], before),
    readStanding,
    budgets: watched(mariadbBudgetLedger, 'budget', [], before),
    offers: watched(offerRepository, 'offer', ['find', 'isLive'], before),
    placements: watched(
      placementRepository,
      'placement',
      ['find', 'readPaidNights', 'readBedSince', 'readPrevious', 'readNext', 'readOtherStay'],
      before,
    ),
    keepSuggestion: async (...args: Parameters<typeof keepSuggestion>) => {
      await before('suggestion', 'keepSuggestion');
      await keepSuggestion(...args);
    },
    audit: async (...args: Parameters<typeof appendAudit>) => {
      await before('audit', 'append');
      await appendAudit(...args);
    },
    events: async (...args: Parameters<typeof appendEvent>) => {
      await before('outbox', 'append');
      await appendEvent(...args);
    },
    readBudgetsLeft,
    readStayMoney,
    ...{
      takeClient,
      readReferral: referrals.find,
      readLatestDecisions,
      readStayWeighing,
      readStayDecisions,
      readRoute,
      readUnit,
      readRoomMix,
      readStayStepsSince,
    },
    readAdmissionRules,
    readFundingNotice: async (...args: Parameters<typeof readFundingNotice>) => {
      await before('decision', 'readFundingNotice');
      return readFundingNotice(...args);
    },
    ...{
      newId,
      now: databaseNow,
      answerHours: placementPolicy.answerHours,
      answerWatch: placementPolicy.answerWatch,
      answerBeforeArrival: placementPolicy.answerBeforeArrival,
      workingHours,
    },
    workingCalendar: workingCalendar('scotland', proclaimedHolidays.scotland),
    readOffersAtOnce: async () => 1,
  };
  const death = { ...deps, referrals };
  const stays = {
    ...deps,
    endOpenMove: makeEndOpenMove({ moves: providerMoveRepository, audit: deps.audit }),
    recordDeath: makeRecordDeath({
      ...death,
      settleMoney: async () => undefined,
      letPlacesGo: makeLetPlacesGo({ ...deps, takePlaces }),
    }),
    lapseAssessments: makeLapseAssessments(death),
  };
  return {
    makeOffer: makeMakeOffer(deps),
    acceptOffer: makeAcceptOffer(deps),
    declineOffer: makeDeclineOffer(deps),
    withdrawOffer: makeWithdrawOffer(deps),
    expireOffer: makeExpireOffer({ ...deps, tries: offerTryRepository }),
    admit: makeAdmit({ ...deps, takeLivingClient }),
    discharge: makeDischarge(stays),
    recordNeverStarted: makeRecordNeverStarted(stays),
    extend: makeExtend(deps),
    closeAsPlaced: makeCloseAsPlaced({ ...deps, referrals: { ...referrals, takeClient }, hasLedToStay }),
  };
};

const coordinator = actorOf('coordinator');
const manager = actorOf('provider_manager');

describe('the order of locks', () => {
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(async () => {
    await service?.stop();
  });

  const run = async <T extends Plain, R extends Refusal>(
    work: (tx: Tx) => Promise<Outcome<T, R>>,
  ): Promise<T> => {
    const outcome = await service.uow.run({ actor: systemActor, requestId: 'lock-order' }, work);
    if (outcome.ok) return outcome.value;
    throw new Error(`Refused: ${outcome.refusal.code}`);
  };
  const offerOf = (referralId: string, bedId: string, arrivesOn: IsoDate, nights: number) => ({
    ...{ memberId: coordinator.memberId, referralId, bedId, arrivesOn },
    departsOn: addNights(arrivesOn, nights),
  });
  const changeOf = ({ placementId, version }: Pick<MadePlacement, 'placementId' | 'version'>) => ({
    memberId: manager.memberId,
    placementId,
    expectedVersion: version,
  });

  it('is kept by every use case that moves a bed', async () => {
    const taken: Lock[] = [];
    const cases = useCases(service.modules.newId, async (lock) => {
      taken.push(lock);
    });
    /** Runs one, and gives what it took, each once, in the order in which it was first taken. */
    const tookFirst = async (
      work: (tx: Tx) => Promise<Outcome<Plain, Refusal>>,
    ): Promise<readonly Lock[]> => {
      taken.length = 0;
      await run(work);
      return [...new Set(taken)];
    };
    const inOrder = (...locks: readonly Lock[]): readonly Lock[] =>
      order.filter((lock) => locks.includes(lock));
    const { any } = world.beds;

    const referral = await service.aReadyReferral({ fundedWeeks: 30 });
    let offerId = '';
    expect(
      await tookFirst(async (tx) => {
        const command = offerOf(referral.referralId, any, service.today, 84);
        const made = await cases.makeOffer(tx, coordinator.home, command);
        if (made.ok) offerId = made.value.offerId;
        return made;
      }),
    ).to.deep.equal(inOrder('client', 'offer', 'nights', 'budget', 'suggestion', 'audit', 'outbox'));

    let placementId = '';
    expect(
      await tookFirst(async (tx) => {
        const accepted = await cases.acceptOffer(tx, manager.home, { offerId, expectedVersion: 1 });
        if (accepted.ok) placementId = accepted.value.placementId;
        return accepted;
      }),
    ).to.deep.equal(inOrder('client', 'offer', 'placement', 'nights', 'decision', 'audit', 'outbox'));

    const step = ['placement', 'nights', 'decision', 'budget', 'audit', 'outbox'] as const;
    const at = (version: number) => changeOf({ placementId, version });
    expect(
      await tookFirst((tx) => cases.admit(tx, manager.home, { ...at(1), admittedOn: service.today })),
    ).to.deep.equal(['client', ...step]);
    expect(
      await tookFirst(async (tx) => {
        await cases.closeAsPlaced(tx, referral.referralId);
        return done(true);
      }),
    ).to.deep.equal(inOrder('client', 'referral', 'audit', 'outbox'));
    const longer = { departsOn: addNights(service.today, 91), reason: 'Needs longer' };
    expect(await tookFirst((tx) => cases.extend(tx, manager.home, { ...at(2), ...longer }))).to.deep.equal(
      step,
    );
    const left = { endedOn: service.today, kind: 'planned', reason: 'completed' } as const;
    expect(await tookFirst((tx) => cases.discharge(tx, manager.home, { ...at(3), ...left }))).to.deep.equal([
      'client',
      ...step,
    ]);

    const answer = ['offer', 'nights', 'budget', 'audit', 'outbox'] as const;
    const declined = await service.anOffer({ bed: 'plain' });
    expect(
      await tookFirst((tx) =>
        cases.declineOffer(tx, manager.home, {
          ...{ offerId: declined.offerId, expectedVersion: 1, refusedBy: 'provider', reason: 'staffing' },
        }),
      ),
    ).to.deep.equal(answer);
    const withdrawn = await service.anOffer({ bed: 'plain' });
    expect(
      await tookFirst((tx) =>
        cases.withdrawOffer(tx, coordinator.home, {
          ...{ offerId: withdrawn.offerId, expectedVersion: 1, reason: 'Elsewhere' },
        }),
      ),
    ).to.deep.equal(answer);
    const booked = await service.aBooking({ bed: 'plain' });
    expect(
      await tookFirst((tx) =>
        cases.recordNeverStarted(tx, manager.home, { ...changeOf(booked), reason: 'prison' }),
      ),
    ).to.deep.equal(step);
    const due = await service.anOffer({ bed: 'rowan1' });
    service.clock.advance({ days: 30 });
    expect(await tookFirst(async (tx) => done(await cases.expireOffer(tx, due.offerId)))).to.deep.equal(
      answer,
    );
  });

  /** How many statements wait for a row just now. Tests run one after another, so they are ours. */
  const waiting = async (): Promise<number> => {
    const [row] = await service.dataSource.query(`SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_current_waits'`);
    return Number(row.Value);
  };

  /**
   * Runs `first` until it is about to take `until`, then `second` until it waits for something `first` has, then both
   * to their end. Had the second taken by then what the first needs, neither could go on: one would be undone by the
   * server and begin again. Gives how often each began.
   */
  const meet = async (
    until: Lock,
    first: (cases: ReturnType<typeof useCases>, tx: Tx) => Promise<Outcome<Plain, Refusal>>,
    second: (cases: ReturnType<typeof useCases>, tx: Tx) => Promise<Outcome<Plain, Refusal>>,
  ): Promise<readonly [number, number]> => {
    let goOn = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let isThere = false;
    const paused = useCases(service.modules.newId, async (lock) => {
      if (lock !== until) return;
      isThere = true;
      await gate;
    });
    const plainly = useCases(service.modules.newId, async () => undefined);
    const began: [number, number] = [0, 0];
    const one = run((tx) => {
      began[0] += 1;
      return first(paused, tx);
    });
    await eventually('the first has what it took first', async () => isThere);
    const two = run((tx) => {
      began[1] += 1;
      return second(plainly, tx);
    });
    await eventually('the second waits for the first', async () => (await waiting()) > 0, 4_000);
    goOn();
    await Promise.all([one, two]);
    return began;
  };

  it('lets an offer run out while another is made to the same person', async () => {
    const { offerId, referral } = await service.anOffer({ bed: 'any', nights: 28 });
    service.clock.advance({ days: 3 });
    const from = addNights(service.today, 60);
    expect(
      await meet(
        'nights',
        async (cases, tx) => done(await cases.expireOffer(tx, offerId)),
        (cases, tx) =>
          cases.makeOffer(tx, coordinator.home, offerOf(referral.referralId, world.beds.plain, from, 28)),
      ),
    ).to.deep.equal([1, 1]);
  });

  it('lets somebody leave while their stay is being made longer: the second is told, and nothing is undone', async () => {
    const referral = await service.aReadyReferral({ fundedWeeks: 30 });
    const resident = await service.aResident({ referral, nights: 84 });
    const longer = { departsOn: addNights(resident.offer.departsOn, 7), reason: 'Needs longer' };
    const left = { endedOn: service.today, kind: 'unplanned', reason: 'dropped_out' } as const;
    expect(
      await meet(
        'nights',
        (cases, tx) => cases.discharge(tx, manager.home, { ...changeOf(resident), ...left }),
        async (cases, tx) => {
          const extended = await cases.extend(tx, manager.home, { ...changeOf(resident), ...longer });
          expect(!extended.ok && extended.refusal.code).to.equal('changed-since-you-read-it');
          return done(true);
        },
      ),
    ).to.deep.equal([1, 1]);
  });
});
