import type { DataSource } from 'typeorm';

import { createChance } from '../../src/composition/demonstration/chance.js';
import { addNights, dateRange, isoDate, type IsoDate } from '../../src/kernel/iso-date.js';
import type { ContestedWorld } from '../proof/contested-world.js';

type Value = string | number | boolean | null;

/** Rows of one statement: as many as a packet of the server holds with ease. */
const rowsAtOnce = 2_000;

const insert = async (
  database: DataSource,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly Value[])[],
): Promise<void> => {
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    await database.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES ?`, [
      rows.slice(from, from + rowsAtOnce),
    ]);
  }
};

const numbered = (kind: number, n: number): string =>
  `01910000-${String(2000 + kind)}-7000-8000-${String(n).padStart(12, '0')}`;

const routes = [
  'adp',
  'adp',
  'adp',
  'prison_to_rehab',
  'national_mission',
  'ward5',
  'additional_placement_fund',
];
const at = (on: IsoDate): string => `${on} 11:00:00`;

/** How much there is. */
export interface FiveYears {
  readonly placements: number;
  readonly bedNights: number;
}

/** As many projects as the country has: 25 in September 2024 (Scottish Government, bed capacity, 26 November 2024). */
const projectsOfCountry = 25;

/** Spreads the beds of a few projects over as many as the country has, each with a provider of the few. */
const spreadOverProjects = async (
  database: DataSource,
  bedIds: readonly string[],
  few: readonly string[],
): Promise<readonly string[]> => {
  const more = Array.from({ length: projectsOfCountry - few.length }, (_, index) => numbered(10, index + 1));
  for (const [index, id] of more.entries()) {
    const like = few[index % few.length] ?? '';
    await database.query(
      `INSERT INTO project (id, provider_id, name, locality, health_board, typical_weeks, turnaround_nights, source, verification, version)
       SELECT ?, provider_id, CONCAT(name, ' ', ?), locality, health_board, typical_weeks, turnaround_nights, source, verification, version
         FROM project WHERE id = ?`,
      [id, index + 1, like],
    );
    await database.query(
      `INSERT INTO rehab_standing (project_id, from_on, to_on, counts_as_residential_rehab, reason)
       SELECT ?, from_on, to_on, counts_as_residential_rehab, reason FROM rehab_standing WHERE project_id = ?`,
      [id, like],
    );
  }
  const all = [...few, ...more];
  for (const [index, projectId] of all.entries()) {
    await database.query('UPDATE bed_unit SET project_id = ? WHERE id IN (?)', [
      projectId,
      bedIds.filter((_, at) => at % all.length === index),
    ]);
  }
  return all;
};

/**
 * Five years of a country's referrals, approvals, stays and answers on leaving, bed after bed, as the product would have left
 * them: every stay has its nights in the ledger, every referral its record of closing. In bulk, one table after the other.
 */
export const insertFiveYears = async (
  database: DataSource,
  { beds, partnershipIds, projectIds: few, today }: ContestedWorld,
): Promise<FiveYears> => {
  const projectIds = await spreadOverProjects(
    database,
    beds.map(({ bedId }) => bedId),
    few,
  );
  const chance = createChance(20_261_123);
  const until = isoDate(today);
  const begin = addNights(until, -5 * 365);
  const places = await database.query<{ id: string; project_id: string; provider_id: string }[]>(
    'SELECT u.id, u.project_id, j.provider_id FROM bed_unit u JOIN project j ON j.id = u.project_id',
  );
  const placeOf = new Map(places.map((place) => [place.id, place]));
  await database.query('UPDATE bed_unit SET opens_on = ?', [addNights(begin, -30)]);
  await database.query('UPDATE rehab_standing SET from_on = ?', [addNights(begin, -60)]);

  const clients: Value[][] = [];
  const referrals: Value[][] = [];
  const assessments: Value[][] = [];
  const decisions: Value[][] = [];
  const offers: Value[][] = [];
  const placements: Value[][] = [];
  const nights: Value[][] = [];
  const records: Value[][] = [];
  const closings: Value[][] = [];
  let n = 0;
  for (const { bedId, sex } of beds) {
    const place = placeOf.get(bedId);
    if (place === undefined) continue;
    let free = addNights(begin, chance.between(0, 60));
    for (;;) {
      const arrivesOn = addNights(free, chance.between(5, 60));
      const plannedOn = addNights(arrivesOn, 7 * chance.between(6, 18));
      const isEarly = chance.happens(0.25);
      const leftOn = isEarly ? addNights(arrivesOn, chance.between(3, 60)) : plannedOn;
      // Those who live there today are the world's own; five years end before them.
      if (leftOn >= addNights(until, -3)) break;
      free = leftOn;
      n += 1;
      const [clientId, referralId, offerId, placementId] = [1, 2, 3, 4].map((kind) => numbered(kind, n));
      const decisionId = numbered(5, n);
      const partnershipId = chance.pick(partnershipIds);
      const route = chance.pick(routes);
      const receivedOn = addNights(arrivesOn, -chance.between(12, 90));
      const decidedOn = addNights(arrivesOn, -chance.between(5, 11));
      const person = sex === 'any' ? chance.pick(['female', 'male', 'male']) : sex;
      clients.push([
        clientId ?? '',
        `F${String(n).padStart(7, '0')}`,
        person,
        addNights(receivedOn, -chance.between(7_000, 22_000)),
        partnershipId,
        1,
      ]);
      referrals.push([
        ...[
          referralId ?? '',
          clientId ?? '',
          partnershipId,
          'key_worker',
          route,
          receivedOn,
          at(receivedOn),
          'Invented',
        ],
        ...[chance.pick(['alcohol', 'drug', 'co_dependency']), 'soon', 'Invented', 'system', at(receivedOn)],
        ...[false, false, 1, 0, 'none', 'no_preference', 'no_preference', 12, 'closed', 'placed', 3],
      ]);
      assessments.push([
        numbered(6, n),
        referralId ?? '',
        addNights(receivedOn, 4),
        addNights(receivedOn, 180),
        'suitable',
        'system',
        at(addNights(receivedOn, 4)),
        'partnership',
      ]);
      decisions.push([
        decisionId,
        referralId ?? '',
        partnershipId,
        route,
        'approved',
        decidedOn,
        12,
        chance.between(70_000, 130_000),
        addNights(decidedOn, 180),
        'system',
        at(decidedOn),
      ]);
      offers.push([
        ...[
          offerId ?? '',
          referralId ?? '',
          clientId ?? '',
          partnershipId,
          bedId,
          place.project_id,
          place.provider_id,
          decisionId,
        ],
        ...[
          arrivesOn,
          plannedOn,
          900_000,
          'accepted',
          at(addNights(arrivesOn, -4)),
          'system',
          at(addNights(arrivesOn, -1)),
          at(addNights(arrivesOn, -3)),
          '{}',
          2,
        ],
      ]);
      placements.push([
        ...[
          placementId ?? '',
          offerId ?? '',
          referralId ?? '',
          clientId ?? '',
          partnershipId,
          bedId,
          place.project_id,
          place.provider_id,
        ],
        ...[
          route,
          decisionId,
          arrivesOn,
          plannedOn,
          'ended',
          arrivesOn,
          leftOn,
          isEarly ? 'unplanned' : 'planned',
        ],
        ...[isEarly ? 'dropped_out' : 'completed', 3],
      ]);
      for (const night of dateRange(arrivesOn, leftOn))
        nights.push([bedId, night, 'stay', placementId ?? '']);
      records.push(
        [
          numbered(7, n),
          placementId ?? '',
          'naloxone_at_discharge',
          chance.pick(['accepted', 'has_kit', 'declined']),
          leftOn,
          null,
          'system',
          at(leftOn),
        ],
        [
          numbered(8, n),
          placementId ?? '',
          'leaving_outcome',
          'taken',
          leftOn,
          chance.between(5, 10),
          'system',
          at(leftOn),
        ],
      );
      closings.push([
        at(arrivesOn),
        'system',
        'system',
        'referrals.referral-closed',
        'referral',
        referralId ?? '',
        3,
        'five-years',
      ]);
    }
  }
  const reports = projectIds.flatMap((projectId, index) =>
    dateRange(begin, until).map((on, day): Value[] => [
      ...[numbered(9, index * 10_000 + day), projectId, at(on), 'system', 40, 40, 25, 3, 12, true],
    ]),
  );
  await insert(
    database,
    'client',
    ['id', 'reference', 'sex', 'born_on', 'partnership_id', 'version'],
    clients,
  );
  await insert(
    database,
    'referral',
    [
      ...['id', 'client_id', 'partnership_id', 'source', 'route', 'received_on', 'recorded_at', 'reason'],
      ...['substance', 'urgency_band', 'urgency_reason', 'urgency_set_by', 'urgency_set_at'],
      ...[
        'needs_step_free',
        'needs_wet_room',
        'adults',
        'children',
        'detox_need',
        'prefers_area',
        'prefers_mix',
      ],
      ...['planned_weeks', 'state', 'closed_reason', 'version'],
    ],
    referrals,
  );
  await insert(
    database,
    'assessment',
    ['id', 'referral_id', 'held_on', 'valid_until', 'outcome', 'recorded_by', 'recorded_at', 'kind'],
    assessments,
  );
  await insert(
    database,
    'funding_decision',
    [
      ...[
        'id',
        'referral_id',
        'partnership_id',
        'route',
        'decision',
        'decided_on',
        'weeks',
        'weekly_rate_pence',
      ],
      ...['expires_on', 'decided_by', 'recorded_at'],
    ],
    decisions,
  );
  await insert(
    database,
    'offer',
    [
      ...['id', 'referral_id', 'client_id', 'partnership_id', 'bed_id', 'project_id', 'provider_id'],
      ...['funding_decision_id', 'arrives_on', 'departs_on', 'cost_pence', 'state', 'made_at', 'made_by'],
      ...['expires_at', 'resolved_at', 'decision', 'version'],
    ],
    offers,
  );
  await insert(
    database,
    'placement',
    [
      ...[
        'id',
        'offer_id',
        'referral_id',
        'client_id',
        'partnership_id',
        'bed_id',
        'project_id',
        'provider_id',
      ],
      ...['route', 'funding_decision_id', 'arrives_on', 'departs_on', 'state', 'admitted_on', 'ended_on'],
      ...['end_kind', 'end_reason', 'version'],
    ],
    placements,
  );
  await insert(database, 'bed_night', ['bed_id', 'night', 'claim_kind', 'claim_id'], nights);
  await insert(
    database,
    'safety_record',
    ['id', 'placement_id', 'subject', 'outcome', 'happened_on', 'satisfaction', 'recorded_by', 'recorded_at'],
    records,
  );
  await insert(
    database,
    'audit',
    ['at', 'actor_id', 'actor_role', 'action', 'subject_kind', 'subject_id', 'version', 'request_id'],
    closings,
  );
  await insert(
    database,
    'availability_report',
    [
      ...['id', 'project_id', 'reported_at', 'reported_by', 'maximum', 'staffed', 'occupied', 'reserved'],
      ...['accepting', 'is_no_change'],
    ],
    reports,
  );
  return { placements: placements.length, bedNights: nights.length };
};
