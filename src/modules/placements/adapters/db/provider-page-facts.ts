import type { Scope } from '../../../../kernel/actor.js';
import { addNights, londonDate, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select, selectOne, type SqlValue } from '../../../../platform/db/sql.js';
import type { PersonFacts, Substance } from '../../../referrals/contract/facts.js';
import type {
  IncomingOfferFacts,
  LeftFacts,
  ListPage,
  PageMark,
  PersonAbout,
  ProviderFacts,
  StayFacts,
} from '../../application/provider-facts.js';
import { inScope } from './in-scope.js';

interface PersonRow {
  readonly id: string;
  readonly version: number;
  readonly client_id: string;
  readonly reference: string;
  readonly sex: PersonFacts['sex'];
  readonly born_on: IsoDate;
  readonly adults: number;
  readonly children: number;
  readonly bed_label: string;
  readonly project_name: string;
  readonly arrives_on: IsoDate;
  readonly departs_on: IsoDate;
}

interface Listing {
  readonly table: 'offer' | 'placement';
  /** Column of `t` in whose order the rows stand; the id decides between equals. */
  readonly order: 'expires_at' | 'arrives_on' | 'departs_on';
  readonly columns: string;
  readonly joins: string;
  readonly condition: string;
  readonly values: readonly SqlValue[];
}

/** A page of rows beyond a mark. A mark beyond which nothing stands any more gives the first page. */
const readPage = async <Row extends { readonly id: string }>(
  tx: Tx,
  { table, order, columns, joins, condition, values }: Listing,
  mark: PageMark | null,
  limit: number,
): Promise<ListPage<Row>> => {
  const isBackward = mark?.side === 'before';
  const [beyond, direction] = isBackward ? ['<', 'DESC'] : ['>', 'ASC'];
  const pastMark =
    mark === null
      ? ''
      : `JOIN ${table} m ON m.id = ? AND m.provider_id = t.provider_id
          AND (t.${order} ${beyond} m.${order} OR (t.${order} = m.${order} AND t.id ${beyond} m.id))`;
  const found = await select<Row>(
    tx,
    `SELECT ${columns} FROM ${table} t ${pastMark} ${joins} WHERE ${condition}
      ORDER BY t.${order} ${direction}, t.id ${direction} LIMIT ${limit + 1}`,
    [...(mark === null ? [] : [mark.id]), ...values],
  );
  if (found.length === 0 && mark !== null) {
    return readPage(tx, { table, order, columns, joins, condition, values }, null, limit);
  }
  const hasMore = found.length > limit;
  const rows = found.slice(0, limit);
  return {
    rows: isBackward ? rows.reverse() : rows,
    hasPrevious: isBackward ? hasMore : mark !== null,
    hasNext: isBackward || hasMore,
  };
};

const mapped = <Row, Facts>(page: ListPage<Row>, toFacts: (row: Row) => Facts): ListPage<Facts> => ({
  ...page,
  rows: page.rows.map(toFacts),
});

const personColumns = `t.id, t.version, t.arrives_on, t.departs_on, c.reference, c.sex, c.born_on, t.client_id,
  r.adults, r.children,
  u.label AS bed_label, p.name AS project_name`;
const personJoins = `JOIN client c ON c.id = t.client_id JOIN referral r ON r.id = t.referral_id
  JOIN bed_unit u ON u.id = t.bed_id JOIN project p ON p.id = t.project_id`;

const toPerson = (row: PersonRow) => ({
  clientId: row.client_id,
  reference: row.reference,
  sex: row.sex,
  bornOn: row.born_on,
  adults: row.adults,
  children: row.children,
  bedLabel: row.bed_label,
  projectName: row.project_name,
  stay: { arrivesOn: row.arrives_on, departsOn: row.departs_on },
  version: row.version,
});

interface OfferRow extends PersonRow {
  readonly referral_id: string;
  readonly project_id: string;
  readonly substance: Substance;
  readonly needs_step_free: number;
  readonly needs_wet_room: number;
  readonly oldest_child_born_on: IsoDate | null;
  readonly detox_need: 'none' | 'before_entry';
  readonly detox_ends_on: IsoDate | null;
  readonly answer_due_at: Date;
  readonly expires_at: Date;
}

const toOffer = (row: OfferRow): IncomingOfferFacts => ({
  ...toPerson(row),
  offerId: row.id,
  referralId: row.referral_id,
  projectId: row.project_id,
  substance: row.substance,
  needsStepFree: row.needs_step_free === 1,
  needsWetRoom: row.needs_wet_room === 1,
  oldestChildBornOn: row.oldest_child_born_on,
  needsDetox: row.detox_need === 'before_entry',
  detoxEndsOn: row.detox_ends_on,
  answerDueAt: row.answer_due_at,
  expiresAt: row.expires_at,
});

const offersListing = (scope: Scope, narrowing = '', narrowedBy: readonly SqlValue[] = []): Listing => {
  const { condition, values } = inScope(scope, 't');
  return {
    table: 'offer',
    order: 'expires_at',
    columns: `${personColumns}, t.referral_id, t.project_id, t.expires_at,
      COALESCE(t.answer_due_at, t.expires_at) AS answer_due_at, r.substance, r.needs_step_free, r.needs_wet_room,
      r.oldest_child_born_on, r.detox_need,
      (SELECT d.ends_on FROM detox_booking d WHERE d.referral_id = t.referral_id AND d.lapsed_at IS NULL
        ORDER BY d.recorded_at DESC LIMIT 1) AS detox_ends_on`,
    joins: personJoins,
    condition: `${condition} AND t.state = 'offered' AND t.expires_at > UTC_TIMESTAMP(6) ${narrowing}`,
    values: [...values, ...narrowedBy],
  };
};

/** Offers in scope that can still be answered, by the database's clock, soonest due first. */
export const readIncomingOffers = async (
  tx: Tx,
  scope: Scope,
  mark: PageMark | null,
  limit: number,
): Promise<ListPage<IncomingOfferFacts>> =>
  mapped(await readPage<OfferRow>(tx, offersListing(scope), mark, limit), toOffer);

/** One such offer, or null when it is out of scope, answered or out of time. */
export const readIncomingOffer = async (
  tx: Tx,
  scope: Scope,
  offerId: string,
): Promise<IncomingOfferFacts | null> => {
  const { rows } = await readPage<OfferRow>(tx, offersListing(scope, 'AND t.id = ?', [offerId]), null, 1);
  return rows[0] === undefined ? null : toOffer(rows[0]);
};

interface StayRow extends PersonRow {
  readonly state: 'booked' | 'admitted';
  readonly admitted_on: IsoDate | null;
  readonly back_expected_on: IsoDate | null;
  readonly next_reference: string | null;
  readonly next_arrives_on: IsoDate | null;
  readonly in_bed_id: string | null;
  readonly in_bed_reference: string | null;
  readonly in_bed_departs_on: IsoDate | null;
  readonly notice_at: Date | null;
}

const toStay = (row: StayRow): StayFacts => ({
  ...toPerson(row),
  placementId: row.id,
  state: row.state,
  admittedOn: row.admitted_on,
  backExpectedOn: row.back_expected_on,
  next:
    row.next_reference === null || row.next_arrives_on === null
      ? null
      : { reference: row.next_reference, arrivesOn: row.next_arrives_on },
  inBed:
    row.in_bed_id === null || row.in_bed_reference === null || row.in_bed_departs_on === null
      ? null
      : {
          placementId: row.in_bed_id,
          reference: row.in_bed_reference,
          departsOn: row.in_bed_departs_on,
        },
  fundingNoticeOn: row.notice_at === null ? null : londonDate(row.notice_at),
});

/** An empty list is none to a database only with something in it. */
const atLeastNone = (ids: readonly string[]): readonly string[] => (ids.length === 0 ? [''] : ids);

const staysListing = (
  scope: Scope,
  order: 'arrives_on' | 'departs_on',
  narrowing: string,
  narrowedBy: readonly SqlValue[],
): Listing => {
  const { condition, values } = inScope(scope, 't');
  return {
    table: 'placement',
    order,
    columns: `${personColumns}, t.state, t.admitted_on, l.back_expected_on, xc.reference AS next_reference,
      x.arrives_on AS next_arrives_on, y.id AS in_bed_id, yc.reference AS in_bed_reference, y.departs_on AS in_bed_departs_on,
      (SELECT IF(f.kind = 'given', f.recorded_at, NULL) FROM funding_notice f
        WHERE f.funding_decision_id = t.funding_decision_id ORDER BY f.step DESC LIMIT 1) AS notice_at`,
    // Who comes next is another booking of the same bed, of the same provider by that.
    joins: `${personJoins}
      LEFT JOIN leave_spell l ON l.open_placement_id = t.id
      LEFT JOIN placement x ON t.state = 'admitted' AND x.id = (
        SELECT n.id FROM placement n WHERE n.provider_id = t.provider_id AND n.state = 'booked' AND n.bed_id = t.bed_id
         ORDER BY n.arrives_on, n.id LIMIT 1)
      LEFT JOIN client xc ON xc.id = x.client_id
      LEFT JOIN placement y ON t.state = 'booked' AND y.resident_bed_id = t.bed_id AND y.provider_id = t.provider_id
      LEFT JOIN client yc ON yc.id = y.client_id`,
    condition: `${condition} AND ${narrowing}`,
    values: [...values, ...narrowedBy],
  };
};

/** People booked, soonest to arrive first; or people here, next to leave first; of these placements alone where they are named. */
export const readStays = async (
  tx: Tx,
  scope: Scope,
  state: StayFacts['state'],
  mark: PageMark | null,
  limit: number,
  only: readonly string[] | null = null,
): Promise<ListPage<StayFacts>> => {
  const order = state === 'booked' ? 'arrives_on' : 'departs_on';
  const listing =
    only === null
      ? staysListing(scope, order, 't.state = ?', [state])
      : staysListing(scope, order, 't.state = ? AND t.id IN (?)', [state, atLeastNone(only)]);
  return mapped(await readPage<StayRow>(tx, listing, mark, limit), toStay);
};

/** One placement that is booked or admitted, or null when it is out of scope or past that. */
export const readStay = async (tx: Tx, scope: Scope, placementId: string): Promise<StayFacts | null> => {
  const listing = staysListing(scope, 'arrives_on', `t.id = ? AND t.state IN ('booked', 'admitted')`, [
    placementId,
  ]);
  const { rows } = await readPage<StayRow>(tx, listing, null, 1);
  return rows[0] === undefined ? null : toStay(rows[0]);
};

/**
 * For so long after somebody left, the project goes on caring: the weeks in which they are in danger. Unit: days.
 * Source: MAT standard 3 (Scottish Government, 2021).
 */
const caredForDays = 28;

/** Everybody in scope who left on a day; of these placements alone, and lately, where they are named. Last to leave first. */
export const readLeft = async (
  tx: Tx,
  scope: Scope,
  today: IsoDate,
  only: readonly string[] | null = null,
): Promise<readonly LeftFacts[]> => {
  const { condition, values } = inScope(scope, 't');
  const since = only === null ? today : addNights(today, -caredForDays);
  const [narrowing, narrowedBy]: [string, readonly SqlValue[]] =
    only === null ? ['', []] : ['AND t.id IN (?)', [atLeastNone(only)]];
  const rows = await select<PersonRow & { readonly end_reason: string; readonly ended_on: IsoDate }>(
    tx,
    `SELECT ${personColumns}, t.end_reason, t.ended_on FROM placement t ${personJoins}
      WHERE ${condition} AND t.state = 'ended' AND t.ended_on >= ? ${narrowing}
      ORDER BY t.ended_on DESC, p.name, u.label, t.id`,
    [...values, since, ...narrowedBy],
  );
  return rows.map((row) => ({
    ...toPerson(row),
    placementId: row.id,
    endedOn: row.ended_on,
    reason: row.end_reason,
  }));
};

/** Everybody in scope who is expected, here, or left lately; no more than a provider has had beds for in that time. */
export const readPeopleAbout = async (
  tx: Tx,
  scope: Scope,
  today: IsoDate,
): Promise<readonly PersonAbout[]> => {
  const { condition, values } = inScope(scope, 't');
  const rows = await select<{ readonly id: string; readonly client_id: string; readonly reference: string }>(
    tx,
    `SELECT t.id, t.client_id, c.reference FROM placement t JOIN client c ON c.id = t.client_id
      WHERE ${condition} AND (t.state IN ('booked', 'admitted') OR (t.state = 'ended' AND t.ended_on >= ?))
      ORDER BY t.id`,
    [...values, addNights(today, -caredForDays)],
  );
  return rows.map(({ id, client_id, reference }) => ({ placementId: id, clientId: client_id, reference }));
};

/**
 * Of these clients, those a provider is offered or has had a bed for, and of them those it cares for: with a bed booked, living
 * there, or gone a short while.
 */
export const readClientsWith = async (
  tx: Tx,
  scope: Scope,
  clientIds: readonly string[],
): Promise<{ readonly known: readonly string[]; readonly caredFor: readonly string[] }> => {
  if (clientIds.length === 0 || scope.kind !== 'provider') return { known: [], caredFor: [] };
  const rows = await select<{ client_id: string; is_cared_for: number }>(
    tx,
    `SELECT client_id, 0 AS is_cared_for FROM offer
      WHERE client_id IN (?) AND provider_id = ? AND state = 'offered' AND expires_at > UTC_TIMESTAMP(6)
      UNION ALL SELECT client_id,
        state <> 'ended' OR departs_on > UTC_DATE() - INTERVAL ${caredForDays} DAY AS is_cared_for FROM placement
      WHERE client_id IN (?) AND provider_id = ? AND state IN ('booked', 'admitted', 'ended')`,
    [clientIds, scope.providerId, clientIds, scope.providerId],
  );
  return {
    known: [...new Set(rows.map(({ client_id }) => client_id))],
    caredFor: rows.filter(({ is_cared_for }) => is_cared_for === 1).map(({ client_id }) => client_id),
  };
};

/** Whose pages these are. */
export const readProvider = async (tx: Tx, scope: Scope): Promise<ProviderFacts> => {
  if (scope.kind !== 'provider') return { name: 'Every provider', projects: 2 };
  const row = await selectOne<{ name: string; projects: string }>(
    tx,
    `SELECT v.name, (SELECT COUNT(*) FROM project p WHERE p.provider_id = v.id) AS projects
       FROM provider v WHERE v.id = ?`,
    [scope.providerId],
  );
  return row === null
    ? { name: 'No provider', projects: 0 }
    : { name: row.name, projects: Number(row.projects) };
};
