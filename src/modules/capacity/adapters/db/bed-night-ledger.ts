import { addNights, maxDate, type IsoDate } from '../../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../../kernel/outcome.js';
import { nightsOf, stay, type Stay } from '../../../../kernel/stay.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, select, selectOne } from '../../../../platform/db/sql.js';
import type { ReadStillThere, StillThere } from '../../contract/availability.js';
import type {
  BedNightLedger,
  BedStillOccupied,
  InTheWay,
  LedgerRefusal,
  PersonAlreadyPlaced,
  PersonClaim,
} from '../../contract/ledger.js';
import { insertUnlessTaken } from './insert-unless-taken.js';
import { readRoomsStillHeld } from './rooms-still-held.js';

interface LockedBed {
  readonly room_id: string | null;
  readonly turnaround_nights: number;
  readonly version: number;
}

/**
 * Meets every other claim on this bed, and any change of its opening dates, in one row. An UPDATE, not a lock:
 * a cluster certifies writes and does not see locks.
 */
const takeBed = async (tx: Tx, bedId: string, nights: Stay): Promise<LockedBed | null> => {
  const open = await execute(
    tx,
    `UPDATE bed_unit SET claims_version = claims_version + 1
      WHERE id = ? AND opens_on <= ? AND (closes_on IS NULL OR closes_on >= ?)`,
    [bedId, nights.arrivesOn, nights.departsOn],
  );
  if (open === 0) return null;
  return selectOne<LockedBed>(
    tx,
    'SELECT u.room_id, u.version, p.turnaround_nights FROM bed_unit u JOIN project p ON p.id = u.project_id WHERE u.id = ?',
    [bedId],
  );
};

interface NightOfBed {
  readonly night: IsoDate;
  readonly kind: PersonClaim['kind'] | 'turnaround';
}

const nightsAs = (kind: NightOfBed['kind'], nights: readonly IsoDate[]): readonly NightOfBed[] =>
  nights.map((night) => ({ night, kind }));

const insertBedNights = (
  tx: Tx,
  bedId: string,
  claimId: string,
  roomId: string | null,
  nights: readonly NightOfBed[],
): Promise<boolean> =>
  nights.length === 0
    ? Promise.resolve(true)
    : insertUnlessTaken(() =>
        execute(tx, 'INSERT INTO bed_night (bed_id, night, claim_kind, claim_id, room_id) VALUES ?', [
          nights.map(({ night, kind }) => [
            ...[bedId, night, kind, claimId],
            kind === 'turnaround' ? null : roomId,
          ]),
        ]),
      );

/** The first of these nights that the person has somewhere already; null when they have none. */
const firstOfPerson = async (tx: Tx, clientId: string, nights: Stay): Promise<string | null> =>
  (
    await selectOne<{ night: string | null }>(
      tx,
      'SELECT MIN(night) AS night FROM client_night WHERE client_id = ? AND night >= ? AND night < ?',
      [clientId, nights.arrivesOn, nights.departsOn],
    )
  )?.night ?? null;

/** A place held is not the person's yet: whoever takes it has the last word then. It is refused where they sleep elsewhere. */
const takePersonsNights = async (
  tx: Tx,
  { kind, clientId, claimId }: Pick<PersonClaim, 'kind' | 'clientId' | 'claimId'>,
  nights: Stay,
): Promise<Outcome<true, LedgerRefusal>> => {
  const isFree =
    kind === 'hold'
      ? (await firstOfPerson(tx, clientId, nights)) === null
      : await insertClientNights(tx, clientId, claimId, nightsOf(nights));
  return isFree ? done(true) : personTaken(tx, clientId, nights);
};

const personTaken = async (
  tx: Tx,
  clientId: string,
  nights: Stay,
): Promise<Outcome<never, PersonAlreadyPlaced>> =>
  refuse({
    code: 'client-already-placed',
    firstClashOn: (await firstOfPerson(tx, clientId, nights)) ?? nights.arrivesOn,
  });

const insertClientNights = (tx: Tx, clientId: string, claimId: string, nights: readonly IsoDate[]) =>
  insertUnlessTaken(() =>
    execute(tx, 'INSERT INTO client_night (client_id, night, claim_id) VALUES ?', [
      nights.map((night) => [clientId, night, claimId]),
    ]),
  );

/** The earliest night a statement finds; the first one asked for when whoever had it has gone meanwhile. */
const firstClash = async (
  tx: Tx,
  statement: string,
  values: readonly string[],
  nights: Stay,
): Promise<string> =>
  (await selectOne<{ night: string | null }>(tx, statement, values))?.night ?? nights.arrivesOn;

/** Who has the bed, on a night of the stay or, other than by being out of service, on one of the turnaround after it. */
const bedTaken = async (
  tx: Tx,
  bedId: string,
  nights: Stay,
  after: readonly IsoDate[],
): Promise<Outcome<never, LedgerRefusal>> =>
  refuse({
    code: 'bed-already-taken',
    bedId,
    firstClashOn: await firstClash(
      tx,
      `SELECT MIN(night) AS night FROM bed_night WHERE bed_id = ? AND night >= ? AND night < ?
          AND (night < ? OR claim_kind <> 'out_of_service')`,
      [bedId, nights.arrivesOn, addNights(nights.departsOn, after.length), nights.departsOn],
      nights,
    ),
  });

/**
 * Takes nights for a person and the turnaround after them, all or none. Turnaround may lie under nights out of
 * service, where nobody sleeps either; the closure then remembers whose it is. Under the lock of the bed, so that
 * what is out of service stays so meanwhile.
 */
const takeNights = async (
  tx: Tx,
  { bedId, claimId, kind }: Pick<PersonClaim, 'bedId' | 'claimId' | 'kind'>,
  roomId: string | null,
  nights: readonly IsoDate[],
  after: readonly IsoDate[],
): Promise<boolean> => {
  const wanted = [...nightsAs(kind, nights), ...nightsAs('turnaround', after)];
  if (await insertBedNights(tx, bedId, claimId, roomId, wanted)) return true;
  if (after.length === 0) return false;
  const closed = await select<{ night: IsoDate }>(
    tx,
    `SELECT night FROM bed_night
      WHERE bed_id = ? AND night IN (?) AND claim_kind = 'out_of_service' AND turnaround_of IS NULL`,
    [bedId, after],
  );
  const under = new Set(closed.map(({ night }) => night));
  if (under.size === 0) return false;
  const left = wanted.filter(({ kind: as, night }) => as !== 'turnaround' || !under.has(night));
  if (!(await insertBedNights(tx, bedId, claimId, roomId, left))) return false;
  await execute(tx, 'UPDATE bed_night SET turnaround_of = ? WHERE bed_id = ? AND night IN (?)', [
    claimId,
    bedId,
    [...under],
  ]);
  return true;
};

/** One row for each night of a shared room says whose it is; the guarded update makes mixing impossible. */
const enterRoom = async (
  tx: Tx,
  roomId: string,
  sex: PersonClaim['sex'],
  nights: readonly IsoDate[],
): Promise<boolean> => {
  if (sex === 'not_known') return false;
  await execute(
    tx,
    `INSERT INTO room_night (room_id, night, sex, occupants) VALUES ?
       ON DUPLICATE KEY UPDATE room_id = VALUES(room_id)`,
    [nights.map((night) => [roomId, night, sex, 0])],
  );
  const entered = await execute(
    tx,
    `UPDATE room_night SET sex = ?, occupants = occupants + 1
      WHERE room_id = ? AND night >= ? AND night <= ? AND (sex = ? OR occupants = 0)`,
    [sex, roomId, nights[0] ?? null, nights.at(-1) ?? null, sex],
  );
  return entered === nights.length;
};

interface NightInRoom {
  readonly room_id: string;
  readonly night: IsoDate;
}

/**
 * Takes the people of a claim out of the shared room they entered, for the nights from `fromOn` up to `toOn`: the room
 * that the nights themselves name, whatever room the bed is in by now. Two statements, since an UPDATE with a join would
 * lock every row it looks at; a claim's own nights change under its own lock only.
 */
const leaveRoom = async (tx: Tx, claimId: string, fromOn: string, toOn: string): Promise<void> => {
  await leaveRooms(tx, await roomNightsOf(tx, claimId, fromOn, toOn));
};

const roomNightsOf = (
  tx: Tx,
  claimId: string,
  fromOn: string,
  toOn: string,
): Promise<readonly NightInRoom[]> =>
  select<NightInRoom>(
    tx,
    `SELECT room_id, night FROM bed_night
      WHERE claim_id = ? AND claim_kind IN ('hold', 'stay') AND night >= ? AND night < ? AND room_id IS NOT NULL
      ORDER BY room_id, night`,
    [claimId, fromOn, toOn],
  );

const leaveRooms = async (tx: Tx, nights: readonly NightInRoom[]): Promise<void> => {
  for (const roomId of new Set(nights.map(({ room_id }) => room_id))) {
    await execute(tx, 'UPDATE room_night SET occupants = occupants - 1 WHERE room_id = ? AND night IN (?)', [
      roomId,
      nights.filter(({ room_id }) => room_id === roomId).map(({ night }) => night),
    ]);
  }
};

const everFrom = '1000-01-01';
const everTo = '9999-12-31';

/**
 * What lies under nights out of service first: a bed put back in service meanwhile turns it into turnaround, which
 * the next statement then finds.
 */
const letGoOfBed = async (
  tx: Tx,
  claimId: string,
  fromOn: string,
  toOn: string,
  bedId: string | null = null,
): Promise<void> => {
  const ofBed = bedId === null ? '' : 'AND bed_id = ?';
  const values = [claimId, fromOn, toOn, ...(bedId === null ? [] : [bedId])];
  await execute(
    tx,
    `UPDATE bed_night SET turnaround_of = NULL WHERE turnaround_of = ? AND night >= ? AND night < ? ${ofBed}`,
    values,
  );
  await execute(tx, `DELETE FROM bed_night WHERE claim_id = ? AND night >= ? AND night < ? ${ofBed}`, values);
};

const letGoOfPerson = (tx: Tx, claimId: string, fromOn: string, toOn: string): Promise<number> =>
  execute(tx, 'DELETE FROM client_night WHERE claim_id = ? AND night >= ? AND night < ?', [
    claimId,
    fromOn,
    toOn,
  ]);

/** Of one bed alone where it is named: a bed that was left before may still be made ready for a night or two. */
const letGo = async (
  tx: Tx,
  claimId: string,
  fromOn: string,
  toOn: string,
  bedId: string | null = null,
): Promise<void> => {
  await letGoOfPerson(tx, claimId, fromOn, toOn);
  await letGoOfBed(tx, claimId, fromOn, toOn, bedId);
};

const turnaroundFrom = (departsOn: IsoDate, nights: number): IsoDate[] =>
  nights === 0 ? [] : nightsOf(stay(departsOn, addNights(departsOn, nights)));

/**
 * Nights that get a bed ready after a leaving. Most of them were this claim's own a moment ago. One that somebody has
 * by now stays theirs: a leaving is a fact and cannot be refused over the cleaning after it.
 */
const makeReady = async (
  tx: Tx,
  claimId: string,
  bedId: string,
  leftOn: IsoDate,
  toOn?: IsoDate,
): Promise<void> => {
  const bed = await selectOne<Pick<LockedBed, 'turnaround_nights'>>(
    tx,
    'SELECT p.turnaround_nights FROM bed_unit u JOIN project p ON p.id = u.project_id WHERE u.id = ?',
    [bedId],
  );
  const after = turnaroundFrom(leftOn, bed?.turnaround_nights ?? 0).filter(
    (night) => toOn === undefined || night < toOn,
  );
  if (after.length === 0) return;
  await execute(
    tx,
    `INSERT INTO bed_night (bed_id, night, claim_kind, claim_id) VALUES ?
       ON DUPLICATE KEY UPDATE
         turnaround_of = IF(claim_kind = 'out_of_service', COALESCE(turnaround_of, VALUES(claim_id)), NULL)`,
    [after.map((night) => [bedId, night, 'turnaround', claimId])],
  );
};

const hasNights = async (tx: Tx, claimId: string, bedId: string): Promise<boolean> =>
  (await selectOne(
    tx,
    `SELECT 1 AS yes FROM bed_night WHERE claim_id = ? AND bed_id = ? AND claim_kind = 'stay' LIMIT 1`,
    [claimId, bedId],
  )) !== null;

/** What is let go of once the person's own nights are theirs and the bed is locked. */
interface LetGo {
  /** Of the bed, before its nights are taken. */
  readonly ofBed: () => Promise<void>;
  /** Of rooms, before one is entered. */
  readonly ofRooms: readonly NightInRoom[];
}

/** Somebody else who has not left a bed in time. */
const whoIsStillIn = async (
  readStillThere: ReadStillThere,
  tx: Tx,
  bedId: string,
  claimId: string,
): Promise<StillThere | null> =>
  (await readStillThere(tx, [bedId])).find((one) => one.claimId !== claimId) ?? null;

const bedStillOccupied = ({ bedId, dueToLeaveOn }: StillThere): BedStillOccupied => ({
  code: 'bed-still-occupied',
  bedId,
  dueToLeaveOn,
});

/** Whether somebody of another sex has not left the room in time, for nights from the day they were to leave on. */
const isRoomStillHeld = async (
  readStillThere: ReadStillThere,
  tx: Tx,
  roomId: string,
  { claimId, sex }: PersonClaim,
  nights: Stay,
): Promise<boolean> => {
  const others = (await readStillThere(tx)).filter((one) => one.claimId !== claimId);
  return (await readRoomsStillHeld(tx, others, roomId)).some(
    (held) => held.sex !== sex && held.dueToLeaveOn < nights.departsOn,
  );
};

const claimNights = async (
  readStillThere: ReadStillThere,
  tx: Tx,
  claim: PersonClaim,
  nights: Stay,
  before: LetGo = { ofBed: async () => undefined, ofRooms: [] },
  hasBedAlready = false,
): Promise<Outcome<true, LedgerRefusal>> => {
  const each = nightsOf(nights);
  const theirs = await takePersonsNights(tx, claim, nights);
  if (!theirs.ok) return theirs;
  const bed = await takeBed(tx, claim.bedId, nights);
  if (bed === null) return refuse({ code: 'bed-not-open', bedId: claim.bedId });
  if (claim.bedVersion !== undefined && claim.bedVersion !== bed.version) {
    return refuse({ code: 'bed-changed', bedId: claim.bedId });
  }
  // Under the lock of the bed: a leaving that is being recorded meanwhile shows now, or the bed is not left yet.
  const still = hasBedAlready ? null : await whoIsStillIn(readStillThere, tx, claim.bedId, claim.claimId);
  if (still !== null) return refuse(bedStillOccupied(still));
  // After the bed itself: every claim takes bed and nights in this order, so none waits for another in a circle.
  await before.ofBed();
  const after = turnaroundFrom(nights.departsOn, bed.turnaround_nights);
  if (!(await takeNights(tx, claim, bed.room_id, each, after)))
    return bedTaken(tx, claim.bedId, nights, after);
  await leaveRooms(tx, before.ofRooms);
  if (bed.room_id === null) return done(true);
  const isHeld = !hasBedAlready && (await isRoomStillHeld(readStillThere, tx, bed.room_id, claim, nights));
  return isHeld || !(await enterRoom(tx, bed.room_id, claim.sex, each))
    ? refuse({ code: 'room-holds-another-sex', bedId: claim.bedId })
    : done(true);
};

/** The sex a room holds on the last night of a claim before a day; null where the bed is in no room. */
const sexInRoom = async (tx: Tx, claimId: string, before: IsoDate): Promise<'female' | 'male' | null> =>
  (
    await selectOne<{ sex: 'female' | 'male' }>(
      tx,
      `SELECT r.sex FROM bed_night n JOIN room_night r ON r.room_id = n.room_id AND r.night = n.night
        WHERE n.claim_id = ? AND n.night = ?`,
      [claimId, addNights(before, -1)],
    )
  )?.sex ?? null;

/** The first of some nights that a statement finds to be somebody else's; the day after them where it finds none. */
const firstOf = async (
  tx: Tx,
  statement: string,
  values: readonly string[],
  toOn: IsoDate,
): Promise<IsoDate> => (await selectOne<{ night: IsoDate | null }>(tx, statement, values))?.night ?? toOn;

/** Up to which day nights past a planned end can be the claim's: those before the first that anybody else has. */
const overstayEnds = async (
  tx: Tx,
  {
    claimId,
    bedId,
    clientId,
    stay: { departsOn },
  }: Pick<PersonClaim, 'claimId' | 'bedId' | 'clientId' | 'stay'>,
  { room_id: roomId }: LockedBed,
  sex: string | null,
  leftOn: IsoDate,
): Promise<IsoDate> => {
  const ofBed = await firstOf(
    tx,
    'SELECT MIN(night) AS night FROM bed_night WHERE bed_id = ? AND night >= ? AND night < ? AND claim_id <> ?',
    [bedId, departsOn, leftOn, claimId],
    leftOn,
  );
  const ofPerson = await firstOf(
    tx,
    'SELECT MIN(night) AS night FROM client_night WHERE client_id = ? AND night >= ? AND night < ?',
    [clientId, departsOn, ofBed],
    ofBed,
  );
  if (roomId === null) return ofPerson;
  if (sex === null) return departsOn;
  return firstOf(
    tx,
    `SELECT MIN(night) AS night FROM room_night
      WHERE room_id = ? AND night >= ? AND night < ? AND occupants > 0 AND sex <> ?`,
    [roomId, departsOn, ofPerson, sex],
    ofPerson,
  );
};

/** Nights to make a bed ready after somebody left it late, as far as nobody else has them; gives the day they end on. */
const makeReadyUnlessTaken = async (
  tx: Tx,
  claimId: string,
  bedId: string,
  leftOn: IsoDate,
  nights: number,
): Promise<IsoDate> => {
  const wantedTo = addNights(leftOn, nights);
  const readyToOn = await firstOf(
    tx,
    `SELECT MIN(night) AS night FROM bed_night
      WHERE bed_id = ? AND night >= ? AND night < ? AND claim_kind <> 'out_of_service'`,
    [bedId, leftOn, wantedTo],
    wantedTo,
  );
  if (readyToOn > leftOn) await makeReady(tx, claimId, bedId, leftOn, readyToOn);
  return readyToOn;
};

interface ClaimedRow {
  readonly night: IsoDate;
  readonly claim_kind: InTheWay['kind'];
  readonly claim_id: string;
}

/** What others have of these nights, in runs. Their turnaround is not in the way of a closure. */
const inTheWayOf = async (
  tx: Tx,
  closureId: string,
  bedId: string,
  nights: Stay,
): Promise<readonly InTheWay[]> => {
  const rows = await select<ClaimedRow>(
    tx,
    `SELECT night, claim_kind, claim_id FROM bed_night
      WHERE bed_id = ? AND night >= ? AND night < ? AND claim_id <> ? ORDER BY night`,
    [bedId, nights.arrivesOn, nights.departsOn, closureId],
  );
  const found: InTheWay[] = [];
  for (const { night, claim_kind: kind, claim_id: claimId } of rows) {
    const last = found.at(-1);
    const toOn = addNights(night, 1);
    if (last?.claimId === claimId && last.kind === kind) found[found.length - 1] = { ...last, toOn };
    else found.push({ kind, claimId, fromOn: night, toOn });
  }
  return found;
};

/** The ledger on MariaDB or MySQL: primary keys (bed, night) and (client, night) have the last word. */
export const makeBedNightLedger = (readStillThere: ReadStillThere): BedNightLedger => ({
  claim: (tx, claim) => claimNights(readStillThere, tx, claim, claim.stay),

  async convert(tx, holdClaimId, { claimId: stayClaimId, clientId }) {
    const held = await select<{ bed_id: string; night: IsoDate }>(
      tx,
      `SELECT bed_id, night FROM bed_night WHERE claim_id = ? AND claim_kind = 'hold' ORDER BY night`,
      [holdClaimId],
    );
    const [first, last] = [held[0], held.at(-1)];
    if (first === undefined || last === undefined) throw new Error(`Nothing is held by ${holdClaimId}.`);
    const still = await whoIsStillIn(readStillThere, tx, first.bed_id, stayClaimId);
    if (still !== null) return refuse(bedStillOccupied(still));
    const nights = held.map(({ night }) => night);
    if (!(await insertClientNights(tx, clientId, stayClaimId, nights))) {
      return personTaken(tx, clientId, stay(first.night, addNights(last.night, 1)));
    }
    await execute(
      tx,
      `UPDATE bed_night SET claim_kind = IF(claim_kind = 'hold', 'stay', claim_kind), claim_id = ? WHERE claim_id = ?`,
      [stayClaimId, holdClaimId],
    );
    await execute(tx, 'UPDATE bed_night SET turnaround_of = ? WHERE turnaround_of = ?', [
      stayClaimId,
      holdClaimId,
    ]);
    return done(true);
  },

  async release(tx, claimId) {
    await leaveRoom(tx, claimId, everFrom, everTo);
    await letGo(tx, claimId, everFrom, everTo);
  },

  async releaseBefore(tx, claimId, arrivesOn) {
    const first = await selectOne<{ night: IsoDate | null }>(
      tx,
      'SELECT MIN(night) AS night FROM bed_night WHERE claim_id = ?',
      [claimId],
    );
    if (first?.night == null || first.night >= arrivesOn) return;
    await leaveRoom(tx, claimId, first.night, arrivesOn);
    await letGo(tx, claimId, everFrom, arrivesOn);
  },

  async moveDeparture(tx, { newDepartsOn, ...claim }) {
    const { claimId, bedId, stay: was } = claim;
    if (newDepartsOn > was.departsOn) {
      // Longer than its turnaround so far: from the day of leaving on, nothing but that is this claim's in this bed.
      return claimNights(readStillThere, tx, claim, stay(was.departsOn, newDepartsOn), {
        ofBed: () => letGoOfBed(tx, claimId, was.departsOn, everTo, bedId),
        ofRooms: [],
      });
    }
    await leaveRoom(tx, claimId, newDepartsOn, was.departsOn);
    await letGo(tx, claimId, newDepartsOn, everTo, bedId);
    await makeReady(tx, claimId, bedId, newDepartsOn);
    return done(true);
  },

  async recordOverstay(tx, { leftOn, ...claim }) {
    const { claimId, bedId, clientId, stay: was } = claim;
    const none = { nightsToOn: was.departsOn, readyToOn: was.departsOn };
    // Letting go comes first, as when a bed is left in time: what was kept for making ready was slept in.
    await letGoOfBed(tx, claimId, was.departsOn, everTo, bedId);
    const bed = await takeBed(tx, bedId, stay(was.departsOn, leftOn));
    if (bed === null) return none;
    const sex = await sexInRoom(tx, claimId, was.departsOn);
    const nightsToOn = await overstayEnds(tx, claim, bed, sex, leftOn);
    if (nightsToOn > was.departsOn) {
      const each = nightsOf(stay(was.departsOn, nightsToOn));
      await insertClientNights(tx, clientId, claimId, each);
      await insertBedNights(tx, bedId, claimId, bed.room_id, nightsAs('stay', each));
      if (bed.room_id !== null && sex !== null) await enterRoom(tx, bed.room_id, sex, each);
    }
    if (nightsToOn < leftOn) return { nightsToOn, readyToOn: nightsToOn };
    return {
      nightsToOn,
      readyToOn: await makeReadyUnlessTaken(tx, claimId, bedId, leftOn, bed.turnaround_nights),
    };
  },

  async reassign(tx, { fromOn, fromBedId, ...claim }) {
    const { claimId, bedId } = claim;
    const rooms = await roomNightsOf(tx, claimId, fromOn, everTo);
    await letGoOfPerson(tx, claimId, fromOn, everTo);
    const letGoFirst = {
      ofBed: () => letGoOfBed(tx, claimId, fromOn, everTo, fromBedId),
      ofRooms: rooms,
    };
    const isSameBed = bedId === fromBedId;
    const claimed = await claimNights(readStillThere, tx, claim, claim.stay, letGoFirst, isSameBed);
    // Nobody who has slept there leaves nothing to make ready.
    if (claimed.ok && !isSameBed && (await hasNights(tx, claimId, fromBedId))) {
      await makeReady(tx, claimId, fromBedId, fromOn);
    }
    return claimed;
  },

  async close(tx, { claimId, bedId, nights }) {
    if ((await takeBed(tx, bedId, nights)) === null) return refuse({ code: 'bed-not-open', bedId });
    const still = await whoIsStillIn(readStillThere, tx, bedId, claimId);
    if (still !== null && still.dueToLeaveOn < nights.departsOn) {
      const [fromOn, toOn] = [maxDate(still.dueToLeaveOn, nights.arrivesOn), nights.departsOn];
      return refuse({
        code: 'nights-in-use',
        inTheWay: [{ kind: 'stay', claimId: still.claimId, fromOn, toOn }],
      });
    }
    const each = nightsOf(nights);
    // One statement: whatever has a night, the primary key finds it, and turnaround alone gives way. Assignments run
    // from left to right, so the kind is changed last.
    await execute(
      tx,
      `INSERT INTO bed_night (bed_id, night, claim_kind, claim_id) VALUES ?
         ON DUPLICATE KEY UPDATE
           turnaround_of = IF(claim_kind = 'turnaround', claim_id, turnaround_of),
           claim_id = IF(claim_kind = 'turnaround', VALUES(claim_id), claim_id),
           claim_kind = IF(claim_kind = 'turnaround', VALUES(claim_kind), claim_kind)`,
      [each.map((night) => [bedId, night, 'out_of_service', claimId])],
    );
    const taken = await selectOne<{ nights: string }>(
      tx,
      'SELECT COUNT(*) AS nights FROM bed_night WHERE claim_id = ?',
      [claimId],
    );
    if (Number(taken?.nights) === each.length) return done(true);
    return refuse({ code: 'nights-in-use', inTheWay: await inTheWayOf(tx, claimId, bedId, nights) });
  },

  async reopen(tx, { claimId, bedId, fromOn }) {
    // The bed first, as every claim does. Then what lies under these nights comes back before they go: whoever
    // lets go of a turnaround meanwhile leaves a night that the second statement finds.
    await execute(tx, 'UPDATE bed_unit SET claims_version = claims_version + 1 WHERE id = ?', [bedId]);
    await execute(
      tx,
      `UPDATE bed_night SET claim_kind = 'turnaround', claim_id = turnaround_of, turnaround_of = NULL
        WHERE claim_id = ? AND night >= ? AND turnaround_of IS NOT NULL`,
      [claimId, fromOn],
    );
    await execute(tx, 'DELETE FROM bed_night WHERE claim_id = ? AND night >= ?', [claimId, fromOn]);
  },
});
