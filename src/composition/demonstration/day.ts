import { addNights, nightsBetween, type IsoDate } from '../../kernel/iso-date.js';
import { pence } from '../../kernel/money.js';
import { scopeFor } from '../../kernel/permissions.js';
import { isLive } from '../../modules/funding/contract/funding.js';
import { readLatestDecisions } from '../../modules/funding/adapters/db/funding-repository.js';
import { readOpenReferrals } from '../referral-reads.js';
import { endReasons, neverStartedReasons } from '../../modules/placements/domain/placement.js';
import { select } from '../../platform/db/sql.js';
import { askForFunding } from './ask-for-funding.js';
import type { Act, MorningOptions } from './stage.js';
import { inventReferral } from './invented-people.js';
import { keepLeaversSafe } from './leaving.js';
import { lookAfterWaits } from './waits.js';
import type { Project } from './world.js';

/**
 * How busily offers are made and answered. Towards the end of a story they slow down, so that people wait who could
 * be placed; on its last day many offers are made and few are answered, so that there is something to answer.
 */
export type Pace = 'usual' | 'slow' | 'last-day';

/** A day to be lived, and what lets it pass. */
export interface DayOptions extends MorningOptions {
  /** Waits until the workers have acted on everything that was due. */
  readonly settle: () => Promise<void>;
  readonly pace: Pace;
  /** Lets the day go on to an hour of Scotland's clock. */
  readonly goOnTo: (hour: number) => Promise<void>;
}

/**
 * How often things happen, a day. Sources: 25% of stays end before their planned end (PHS evaluation, 17
 * December 2024). The rest are assumptions that make a lifelike demonstration, not figures: somewhat fewer people
 * come than the beds could take, so that a newcomer finds free beds, people waiting, and suggestions that fit.
 */
const rates = {
  referralsADay: 1.5,
  returning: 0.1,
  assessed: 0.1,
  notSuitable: 0.08,
  funded: 0.1,
  fundingDeclined: 0.1,
  fundedAfterDecline: 0.04,
  detoxBooked: 0.15,
  offered: { usual: 0.5, slow: 0.03, 'last-day': 0.35 },
  answered: { usual: 0.6, slow: 0.5, 'last-day': 0.15 },
  accepted: 0.9,
  neverStarted: 0.08,
  leavesEarly: 0.25,
  extended: 0.06,
  outOfServiceADay: 0.25,
} as const;

/**
 * How often a project confirms its availability, a day, by its place in the list; an assumption. The first of them
 * also did so this morning: so there are figures from today, from days ago, and from longer.
 */
const confirmingHabits = [
  { aDay: 0.2, isDoneThisMorning: true },
  { aDay: 0.2, isDoneThisMorning: true },
  { aDay: 0.2, isDoneThisMorning: false },
  { aDay: 0.2, isDoneThisMorning: true },
  { aDay: 0.03, isDoneThisMorning: false },
] as const;

/** Shares of referrals by partnership. Source: PHS, 2021/22 (Glasgow 109, Highland 104, Edinburgh 57 of 458). */
const shareOf = (partnership: string): number =>
  ({ 'Glasgow City': 109, Highland: 104, 'City of Edinburgh': 57 })[partnership] ?? 188 / 27;

const weeklyRatesPence = [65_000, 72_500, 80_000, 95_000, 112_000] as const;

const actingOn =
  ({ uow, today }: MorningOptions): Act =>
  async (actor, permission, work) => {
    const scope = actor === undefined ? null : scopeFor(actor, permission);
    if (actor === undefined || scope === null) return false;
    const requestId = `demonstration-${today}`;
    return (await uow.run({ actor, requestId }, (tx) => work(tx, scope, actor.memberId))).ok;
  };

/**
 * One day of the demonstration: everybody does what they would, through the same commands as the pages and the
 * API. What the service refuses stays undone, as in life.
 */
export const liveOneDay = async (options: DayOptions): Promise<void> => {
  const { settle, goOnTo } = options;
  const act = actingOn(options);
  await goOnTo(9);
  await confirmNowAndThen(options, act);
  await closeSomeBed(options, act);
  await runStays(options, act);
  await answerOffers(options, act);
  await receiveReferrals(options, act);
  if (options.pace !== 'usual') await askForFunding(options, act);
  await moveReferralsOn(options, act);
  // Towards the end only: what was done for waits long over is on no page.
  if (options.pace !== 'usual') await lookAfterWaits(options, act);
  await settle();
  await goOnTo(10);
  await makeOffers(options, act);
  await goOnTo(11);
  await answerOffers(options, act);
  await keepLeaversSafe({ ...options, isLate: options.pace !== 'usual' }, act);
};

/** This morning, as far as it has come: those who confirm their availability first thing have done so. */
export const confirmAvailability = async (options: MorningOptions): Promise<void> => {
  const act = actingOn(options);
  for (const [project, { isDoneThisMorning }] of withHabits(options)) {
    if (isDoneThisMorning) await confirmUnchanged(options, act, project);
  }
};

const withHabits = ({ world }: MorningOptions) =>
  world.projects
    .filter(({ keepsBeds }) => keepsBeds)
    .map((project, index) => [project, confirmingHabits[index % confirmingHabits.length]] as const)
    .flatMap(([project, habit]) => (habit === undefined ? [] : [[project, habit] as const]));

const confirmUnchanged = async (
  { modules, world, today }: MorningOptions,
  act: Act,
  project: Project,
): Promise<void> => {
  await act(world.managers.get(project.providerId), 'keep-availability', (tx, scope, memberId) =>
    modules.capacity.reportAvailability(tx, scope, {
      memberId,
      projectId: project.id,
      today,
      figures: null,
      note: null,
    }),
  );
};

const confirmNowAndThen = async (options: DayOptions, act: Act): Promise<void> => {
  for (const [project, { aDay }] of withHabits(options)) {
    if (options.chance.happens(aDay)) await confirmUnchanged(options, act, project);
  }
};

const receiveReferrals = async (options: DayOptions, act: Act): Promise<void> => {
  const { modules, world, chance, today } = options;
  const partnershipShares = world.partnerships.map(({ id, name }) => [id, shareOf(name)] as const);
  const projectIds = world.projects.map(({ id }) => id);
  const returning = await readLeftLongAgo(options);
  for (let count = chance.poisson(rates.referralsADay); count > 0; count -= 1) {
    const isReturning = returning.length > 0 && chance.happens(rates.returning);
    const person = isReturning ? chance.pick(returning) : null;
    const coordinator = world.coordinators.get(person?.partnershipId ?? chance.weighted(partnershipShares));
    const invented = inventReferral(chance, today, projectIds);
    const referral =
      person === null
        ? invented
        : {
            ...invented,
            givenName: person.givenName,
            familyName: person.familyName,
            bornOn: person.bornOn,
            sex: person.sex,
            children: 0,
            oldestChildBornOn: null,
          };
    await act(coordinator, 'edit-referrals', (tx, scope, memberId) =>
      modules.referrals.recordReferral(tx, scope, { memberId, today, referral }),
    );
  }
};

interface Returning {
  readonly partnershipId: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly bornOn: IsoDate;
  readonly sex: 'female' | 'male' | 'not_known';
}

/** Invented people whose last stay ended a while ago, some of whom ask again. */
const readLeftLongAgo = ({ uow, today }: DayOptions): Promise<readonly Returning[]> =>
  uow.read((tx) =>
    select<Returning>(
      tx,
      `SELECT c.partnership_id AS partnershipId, i.given_name AS givenName, i.family_name AS familyName,
              c.born_on AS bornOn, c.sex
         FROM placement p JOIN client c ON c.id = p.client_id JOIN client_identity i ON i.client_id = c.id
        WHERE p.ended_on BETWEEN ? AND ? ORDER BY p.id LIMIT 200`,
      [addNights(today, -120), addNights(today, -45)],
    ),
  );

const closeSomeBed = async ({ uow, modules, world, chance, today }: DayOptions, act: Act): Promise<void> => {
  if (!chance.happens(rates.outOfServiceADay)) return;
  const fromOn = addNights(today, chance.between(1, 20));
  const toOn = addNights(fromOn, chance.between(2, 18));
  const calendars = await uow.read((tx) =>
    modules.capacity.readCalendars(tx, {}, { arrivesOn: fromOn, departsOn: toOn }),
  );
  const free = calendars.filter(({ runs }) => runs.length === 1 && runs[0]?.state === 'free');
  if (free.length === 0) return;
  const { unit } = chance.pick(free);
  await act(world.managers.get(unit.providerId), 'keep-availability', (tx, scope, memberId) =>
    modules.capacity.markOutOfService(tx, scope, {
      memberId,
      bedId: unit.bedId,
      fromOn,
      toOn,
      reason: chance.weighted([
        ['staffing', 4],
        ['repair', 4],
        ['infection', 1],
        ['other', 1],
      ]),
      note: null,
      confirmsPastNights: false,
    }),
  );
};

interface OpenPlacement {
  readonly id: string;
  readonly provider_id: string;
  readonly partnership_id: string;
  readonly referral_id: string;
  readonly state: 'booked' | 'admitted';
  readonly arrives_on: IsoDate;
  readonly departs_on: IsoDate;
  readonly version: number;
}

/** How much longer a stay that is extended goes on. Unit: weeks. */
const extensionWeeks = 4;

const earlyEndReasons = endReasons.filter((reason) =>
  ['dropped_out', 'declined_by_client', 'disciplinary', 'family_reasons', 'prison'].includes(reason),
);

const runStays = async (options: DayOptions, act: Act): Promise<void> => {
  const { uow, chance, today } = options;
  const open = await uow.read((tx) =>
    select<OpenPlacement>(
      tx,
      `SELECT id, provider_id, partnership_id, referral_id, state, arrives_on, departs_on, version FROM placement
        WHERE state IN ('booked', 'admitted') AND arrives_on <= ? ORDER BY id`,
      [today],
    ),
  );
  for (const placement of open) {
    const { state, arrives_on, departs_on } = placement;
    if (state === 'booked') await arriveOrNot(options, act, placement);
    else if (departs_on <= today) {
      await leave(options, act, placement, { endedOn: departs_on, kind: 'planned', reason: 'completed' });
    } else if (chance.happens(rates.leavesEarly / Math.max(14, nightsBetween(arrives_on, departs_on)))) {
      const reason = chance.pick(earlyEndReasons);
      await leave(options, act, placement, { endedOn: today, kind: 'unplanned', reason });
    } else if (nightsBetween(today, departs_on) === 7 && chance.happens(rates.extended)) {
      await stayLonger(options, act, placement);
    }
  }
};

const arriveOrNot = async (
  { modules, world, chance, today }: DayOptions,
  act: Act,
  { id: placementId, provider_id, version: expectedVersion }: OpenPlacement,
): Promise<void> => {
  const isNeverStarted = chance.happens(rates.neverStarted);
  await act(world.managers.get(provider_id), 'run-placements', (tx, scope, memberId) =>
    isNeverStarted
      ? modules.placements.recordNeverStarted(tx, scope, {
          placementId,
          expectedVersion,
          memberId,
          reason: chance.pick(neverStartedReasons.filter((reason) => reason !== 'died')),
        })
      : modules.placements.admit(tx, scope, { placementId, expectedVersion, memberId, admittedOn: today }),
  );
};

const leave = async (
  { modules, world }: DayOptions,
  act: Act,
  { id: placementId, provider_id, version: expectedVersion }: OpenPlacement,
  ending: {
    readonly endedOn: IsoDate;
    readonly kind: 'planned' | 'unplanned';
    readonly reason: (typeof endReasons)[number];
  },
): Promise<void> => {
  await act(world.managers.get(provider_id), 'run-placements', (tx, scope, memberId) =>
    modules.placements.discharge(tx, scope, { placementId, expectedVersion, memberId, ...ending }),
  );
};

/** A week before the end more weeks are approved, and the stay goes on for them. */
const stayLonger = async (
  { modules, world, chance, today }: DayOptions,
  act: Act,
  placement: OpenPlacement,
): Promise<void> => {
  const { id: placementId, provider_id, partnership_id, referral_id: referralId, version } = placement;
  const { arrives_on, departs_on } = placement;
  await act(world.approvers.get(partnership_id), 'decide-funding', (tx, scope, memberId) =>
    modules.funding.decideFunding(tx, scope, {
      memberId,
      referralId,
      today,
      decision: 'approved',
      decidedOn: today,
      weeks: Math.ceil(nightsBetween(arrives_on, departs_on) / 7) + extensionWeeks,
      weeklyRatePence: pence(chance.pick(weeklyRatesPence)),
    }),
  );
  await act(world.managers.get(provider_id), 'run-placements', (tx, scope, memberId) =>
    modules.placements.extend(tx, scope, {
      placementId,
      expectedVersion: version,
      memberId,
      departsOn: addNights(departs_on, extensionWeeks * 7),
      reason: 'More time agreed with the person and the partnership',
    }),
  );
};

interface LiveOffer {
  readonly id: string;
  readonly provider_id: string;
  readonly version: number;
}

const answerOffers = async ({ uow, modules, world, chance, pace }: DayOptions, act: Act): Promise<void> => {
  const live = await uow.read((tx) =>
    select<LiveOffer>(
      tx,
      `SELECT id, provider_id, version FROM offer
        WHERE state = 'offered' AND expires_at > UTC_TIMESTAMP(6) ORDER BY id`,
    ),
  );
  for (const { id: offerId, provider_id, version: expectedVersion } of live) {
    if (!chance.happens(rates.answered[pace])) continue;
    const manager = world.managers.get(provider_id);
    await (chance.happens(rates.accepted)
      ? act(manager, 'answer-offers', (tx, scope) =>
          modules.placements.acceptOffer(tx, scope, { offerId, expectedVersion }),
        )
      : act(manager, 'answer-offers', (tx, scope) =>
          modules.placements.declineOffer(tx, scope, {
            offerId,
            expectedVersion,
            ...chance.pick([
              { refusedBy: 'provider', reason: 'needs_cannot_be_met' },
              { refusedBy: 'provider', reason: 'mix_of_residents' },
              { refusedBy: 'person', reason: 'prefers_another_place' },
              { refusedBy: 'person', reason: 'not_ready' },
            ] as const),
          }),
        ));
  }
};

const moveReferralsOn = async (
  { uow, modules, world, chance, today }: DayOptions,
  act: Act,
): Promise<void> => {
  const open = await uow.read(readOpenReferrals);
  const decisions = await uow.read((tx) =>
    readLatestDecisions(
      tx,
      open.map(({ referralId }) => referralId),
    ),
  );
  for (const referral of open) {
    const { referralId, partnershipId, version: expectedVersion } = referral;
    const coordinator = world.coordinators.get(partnershipId);
    const decision = decisions.get(referralId);
    if (referral.assessedUntil === null || referral.assessedUntil < today) {
      if (!chance.happens(rates.assessed)) continue;
      await act(coordinator, 'edit-referrals', (tx, scope, memberId) =>
        modules.referrals.recordAssessment(tx, scope, {
          memberId,
          referralId,
          expectedVersion,
          today,
          heldOn: today,
          outcome: chance.happens(rates.notSuitable) ? 'not_suitable' : 'suitable',
        }),
      );
    } else if (referral.detoxNeed === 'before_entry' && referral.detox === null) {
      if (!chance.happens(rates.detoxBooked)) continue;
      const startsOn = addNights(today, chance.between(3, 21));
      await act(coordinator, 'edit-referrals', (tx, scope, memberId) =>
        modules.referrals.bookDetox(tx, scope, {
          memberId,
          referralId,
          expectedVersion,
          today,
          site: 'Detox unit of the health board',
          startsOn,
          endsOn: addNights(startsOn, chance.between(7, 14)),
        }),
      );
    } else if (
      !isLive(decision ?? null, today) &&
      chance.happens(decision?.decision === 'declined' ? rates.fundedAfterDecline : rates.funded)
    ) {
      await act(world.approvers.get(partnershipId), 'decide-funding', (tx, scope, memberId) =>
        modules.funding.decideFunding(tx, scope, {
          memberId,
          referralId,
          today,
          decidedOn: today,
          ...(chance.happens(rates.fundingDeclined)
            ? ({ decision: 'declined', reason: 'more_information', note: null } as const)
            : ({
                decision: 'approved',
                weeks: referral.plannedWeeks,
                weeklyRatePence: pence(chance.pick(weeklyRatesPence)),
              } as const)),
        }),
      );
    }
  }
};

interface SuggestedPlace {
  readonly referral_id: string;
  readonly partnership_id: string;
  readonly bed_id: string;
  readonly arrives_on: IsoDate;
  readonly departs_on: IsoDate;
}

const makeOffers = async ({ uow, modules, world, chance, pace }: DayOptions, act: Act): Promise<void> => {
  const suggested = await uow.read((tx) =>
    select<SuggestedPlace>(
      tx,
      `SELECT s.referral_id, r.partnership_id, s.bed_id, s.arrives_on, s.departs_on
         FROM suggestion s JOIN referral r ON r.id = s.referral_id
        WHERE s.run_id = (SELECT MAX(id) FROM match_run) AND s.bed_id IS NOT NULL ORDER BY s.priority_rank`,
    ),
  );
  for (const {
    referral_id: referralId,
    partnership_id,
    bed_id: bedId,
    arrives_on,
    departs_on,
  } of suggested) {
    if (!chance.happens(rates.offered[pace])) continue;
    await act(world.coordinators.get(partnership_id), 'make-offers', (tx, scope, memberId) =>
      modules.placements.makeOffer(tx, scope, {
        memberId,
        referralId,
        bedId,
        arrivesOn: arrives_on,
        departsOn: departs_on,
      }),
    );
  }
};
