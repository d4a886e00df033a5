import { addNights, type IsoDate } from '../../kernel/iso-date.js';
import type { Actor } from '../../kernel/actor.js';
import type { Outcome, Refusal } from '../../kernel/outcome.js';
import type { Plain, Tx, UnitOfWork } from '../../kernel/unit-of-work.js';
import { assessmentStanding } from '../../modules/referrals/contract/facts.js';
import { select, selectOne } from '../../platform/db/sql.js';
import type { Modules } from '../modules.js';
import { readOpenReferrals } from '../referral-reads.js';
import type { World } from './world.js';

/** Both have a sign-in that is printed. */
const partnershipName = 'Glasgow City';
const providerName = 'Phoenix Futures';
/** Asks the first to take over somebody who has moved there. */
const neighbourName = 'Highland';

/** The stage and the players of this morning. */
interface Morning {
  readonly uow: UnitOfWork;
  readonly modules: Modules;
  readonly world: World;
  readonly today: IsoDate;
}

/** Tries one after the other until one is done; nothing where a load that was cut short has done it. */
const doOnce = async <Each>(
  uow: UnitOfWork,
  actor: Actor,
  requestId: string,
  choices: readonly Each[],
  work: (tx: Tx, choice: Each) => Promise<Outcome<Plain, Refusal>>,
): Promise<void> => {
  const before = await uow.read((tx) =>
    selectOne(tx, 'SELECT 1 AS yes FROM audit WHERE request_id = ? LIMIT 1', [requestId]),
  );
  if (before !== null) return;
  for (const choice of choices) {
    if ((await uow.run({ actor, requestId }, (tx) => work(tx, choice))).ok) return;
  }
};

interface StayRow {
  readonly id: string;
  readonly state: 'booked' | 'admitted';
  readonly arrives_on: IsoDate;
  readonly departs_on: IsoDate;
  readonly version: number;
}

const readStays = (uow: UnitOfWork, providerId: string): Promise<readonly StayRow[]> =>
  uow.read((tx) =>
    select<StayRow>(
      tx,
      `SELECT id, state, arrives_on, departs_on, version FROM placement
        WHERE provider_id = ? AND state IN ('booked', 'admitted') ORDER BY id DESC`,
      [providerId],
    ),
  );

/** Somebody is away and due back today; the days of a booking or a stay were changed. */
const leaveSomeStaysUnderWay = async ({ uow, modules, world, today }: Morning): Promise<void> => {
  const provider = world.providers.find(({ name }) => name === providerName);
  const manager = provider === undefined ? undefined : world.managers.get(provider.id);
  if (provider === undefined || manager === undefined) return;
  const { home: scope, memberId } = manager;
  const stays = await readStays(uow, provider.id);
  const yesterday = addNights(today, -1);
  await doOnce(
    uow,
    manager,
    'demonstration-leave',
    stays.filter(({ state, arrives_on }) => state === 'admitted' && arrives_on < yesterday),
    (tx, { id: placementId }) =>
      modules.placements.recordLeave(tx, scope, {
        ...{ memberId, placementId, fromOn: yesterday, backExpectedOn: today },
        ...{ reason: 'family', note: 'A birthday at home; a sister drives both ways' },
      }),
  );
  await doOnce(
    uow,
    manager,
    'demonstration-dates',
    // A booking that moves by a day; where none can, somebody who is there goes home some days earlier.
    [...stays]
      .sort((a, b) => Number(b.state === 'booked') - Number(a.state === 'booked'))
      .filter(({ arrives_on, departs_on }) => arrives_on !== today && departs_on > addNights(today, 10)),
    (tx, { id: placementId, state, arrives_on, departs_on, version: expectedVersion }) =>
      modules.placements.changeDates(tx, scope, {
        ...{ memberId, placementId, expectedVersion },
        ...(state === 'booked'
          ? { arrivesOn: addNights(arrives_on, 1), departsOn: addNights(departs_on, 1) }
          : { arrivesOn: arrives_on, departsOn: addNights(departs_on, -3) }),
        reason: 'The person who drives can come on another day',
      }),
  );
};

/** A referral is half written down, somebody missed an assessment, and a neighbour asks for one who has moved. */
const leaveSomeReferralsUnderWay = async ({ uow, modules, world, today }: Morning): Promise<void> => {
  const idOf = (wanted: string) => world.partnerships.find(({ name }) => name === wanted)?.id ?? '';
  const [ownId, neighbourId] = [idOf(partnershipName), idOf(neighbourName)];
  const own = world.coordinators.get(ownId);
  const neighbour = world.coordinators.get(neighbourId);
  if (own === undefined || neighbour === undefined) return;
  await doOnce(uow, own, 'demonstration-draft', [null], (tx, draft) =>
    modules.referrals.keepDraft(tx, own.home, {
      ...{ memberId: own.memberId, today, draft },
      typed: {
        ...{ givenName: 'Eilidh', familyName: 'Invented-Draft', source: 'key_worker' },
        reason: 'Rang from the recovery café; to be asked about children and medicine',
      },
    }),
  );
  const open = await uow.read(readOpenReferrals);
  await doOnce(
    uow,
    own,
    'demonstration-missed-assessment',
    open.filter(
      (referral) =>
        referral.partnershipId === ownId &&
        referral.appointments.partnership === null &&
        assessmentStanding('partnership', referral, today).state === 'not-booked',
    ),
    async (tx, { referralId, version }) => {
      const of = { memberId: own.memberId, referralId, today, kind: 'partnership' } as const;
      const booked = await modules.assessing.bookAssessment(tx, own.home, {
        ...{
          ...of,
          expectedVersion: version,
          on: today,
          heldWith: 'The specialist team, Easterhouse, 09:00',
        },
      });
      return booked.ok
        ? modules.assessing.endAppointment(tx, own.home, {
            ...{ ...of, expectedVersion: booked.value.version, step: 'not_attended' },
            note: 'No answer at the door; the key worker looks in this afternoon',
          })
        : booked;
    },
  );
  await doOnce(
    uow,
    neighbour,
    'demonstration-transfer',
    open.filter(({ partnershipId }) => partnershipId === neighbourId),
    (tx, { referralId }) =>
      modules.referrals.askTransfer(tx, neighbour.home, {
        ...{ memberId: neighbour.memberId, referralId, toPartnershipId: ownId },
        reason: 'Has moved to family in Govan for good; invented for the demonstration',
      }),
  );
};

/** An arrival was written down a day late; the provider's manager, or the administrator whose sign-in is printed, confirms it or gives it back. */
const proposeOneRepair = async ({ uow, modules, world }: Morning): Promise<void> => {
  const provider = world.providers.find(({ name }) => name === providerName);
  const row = await uow.read((tx) =>
    selectOne<{ id: string }>(
      tx,
      `SELECT id FROM member WHERE role = 'administrator' ORDER BY email DESC LIMIT 1`,
    ),
  );
  if (provider === undefined || row === null) return;
  const scope = { kind: 'national' } as const;
  const administrator: Actor = { memberId: row.id, role: 'administrator', home: scope };
  const stays = await readStays(uow, provider.id);
  await doOnce(
    uow,
    administrator,
    'demonstration-repair',
    // The one most lately placed may be away.
    stays.filter(({ state }) => state === 'admitted').reverse(),
    (tx, { id: placementId, arrives_on, version: expectedVersion }) =>
      modules.placements.proposeRepair(tx, scope, {
        ...{ memberId: row.id, placementId, expectedVersion, kind: 'arrival_day' },
        ...{ dayOn: addNights(arrives_on, 1), reason: 'They came the morning after; the day was mistyped' },
      }),
  );
};

/** Somebody rang about the offer that has waited longest, and left a message. */
const tryAboutOneOffer = async ({ uow, modules, world }: Morning): Promise<void> => {
  const partnership = world.partnerships.find(({ name }) => name === partnershipName);
  const own = partnership === undefined ? undefined : world.coordinators.get(partnership.id);
  if (partnership === undefined || own === undefined) return;
  const waiting = await uow.read((tx) =>
    select<{ readonly id: string; readonly now: Date }>(
      tx,
      `SELECT id, UTC_TIMESTAMP(6) AS now FROM offer
        WHERE partnership_id = ? AND state = 'offered' AND expires_at > UTC_TIMESTAMP(6) ORDER BY made_at, id`,
      [partnership.id],
    ),
  );
  await doOnce(uow, own, 'demonstration-try', waiting, (tx, { id: offerId, now: triedAt }) =>
    modules.placements.recordOfferTry(tx, own.home, {
      ...{ memberId: own.memberId, offerId, triedAt },
      ...{ whom: 'provider', channel: 'phone', outcome: 'message_left' },
    }),
  );
};

/** What a newcomer finds half done, some of each kind. All of it invented. */
export const leaveSomethingUnderWay = async (morning: Morning): Promise<void> => {
  await leaveSomeStaysUnderWay(morning);
  await leaveSomeReferralsUnderWay(morning);
  await proposeOneRepair(morning);
  await tryAboutOneOffer(morning);
};
