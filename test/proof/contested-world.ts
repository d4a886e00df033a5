import { createHash } from 'node:crypto';

import type { DataSource } from 'typeorm';

import { hearersOf } from './check-invariants.js';
import { dateOf, dayOf } from './civil-days.js';

/** The nth id of a kind: a version 7 UUID that says what it is when it turns up in a violation. */
const numbered = (kind: number, n: number): string =>
  `01900000-${String(1000 + kind)}-7000-8000-${String(n).padStart(12, '0')}`;

/** A member with an open session. */
export interface Caller {
  readonly memberId: string;
  readonly role: 'coordinator' | 'approver' | 'provider_manager';
  /** The partnership or provider they belong to. */
  readonly homeId: string;
  readonly token: string;
  readonly csrfToken: string;
}

export interface WorldBed {
  readonly bedId: string;
  readonly providerId: string;
  readonly sex: 'any' | 'female' | 'male';
  readonly roomId: string | null;
}

export interface WorldReferral {
  readonly referralId: string;
  readonly clientId: string;
  readonly partnershipId: string;
  readonly sex: 'female' | 'male';
}

export interface WorldBooking {
  readonly placementId: string;
  readonly providerId: string;
  readonly arrivesOn: string;
  readonly departsOn: string;
}

export interface ContestedWorld {
  /** The civil date in Scotland when the world was made. */
  readonly today: string;
  readonly callers: readonly Caller[];
  readonly beds: readonly WorldBed[];
  readonly partnershipIds: readonly string[];
  readonly projectIds: readonly string[];
  readonly referrals: readonly WorldReferral[];
  /** Booked stays whose first night has passed: people who are late. */
  readonly bookings: readonly WorldBooking[];
  readonly budgets: readonly { readonly budgetId: string; readonly limitPence: number }[];
}

export interface WorldSize {
  readonly beds: number;
  readonly referrals: number;
  /** What each budget allows above what is spent, so that it is contested throughout. Unit: pence. */
  readonly budgetPence: number;
  /** Two unless given. */
  readonly partnerships?: number;
  /** In turn, for each project. Singles for anybody and for either sex and a shared room unless given. */
  readonly bedKinds?: readonly ('any' | 'female' | 'male' | 'shared')[];
  /** In every project; none or one unless given. Unit: nights. */
  readonly turnaroundNights?: number;
  /** Whether some stays stand booked from the start, whose people are late. They do unless given. */
  readonly withBookings?: boolean;
  /** In each partnership; one unless given. Two can give the yes that neither may give alone. */
  readonly approvers?: number;
}

export const weeklyRatePence = 105_000;
export const routes = [
  'adp',
  'national_mission',
  'prison_to_rehab',
  'ward5',
  'additional_placement_fund',
] as const;
const routeOf = (index: number): string => routes[Math.floor(index / 2) % routes.length] ?? 'adp';
const partnershipIdsOf = ({ partnerships = 2 }: WorldSize): readonly string[] =>
  Array.from({ length: partnerships }, (_, index) => numbered(1, index + 1));
const providers = [1, 2, 3].map((n) => numbered(2, n));
/** Turnaround differs within and between providers. Unit: nights. */
const projects = [
  { id: numbered(3, 1), providerId: providers[0] ?? '', turnaround: 0 },
  { id: numbered(3, 2), providerId: providers[0] ?? '', turnaround: 1 },
  { id: numbered(3, 3), providerId: providers[1] ?? '', turnaround: 0 },
  { id: numbered(3, 4), providerId: providers[2] ?? '', turnaround: 1 },
];

type Value = string | number | boolean | null;

const insert = async (
  database: DataSource,
  table: string,
  columns: string,
  rows: readonly (readonly Value[])[],
): Promise<void> => {
  const width = columns.split(',').length;
  for (let from = 0; from < rows.length; from += 500) {
    const part = rows.slice(from, from + 500);
    const places = part.map(() => `(${Array.from({ length: width }, () => '?').join(', ')})`).join(', ');
    await database.query(`INSERT INTO ${table} (${columns}) VALUES ${places}`, part.flat());
  }
};

const london = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

const todayByDatabase = async (database: DataSource): Promise<string> => {
  const rows: { at: string }[] = await database.query('SELECT UNIX_TIMESTAMP(UTC_TIMESTAMP()) AS at');
  return london.format(new Date(Number(rows[0]?.at) * 1_000));
};

/** The financial year a date lies in, by the year in which it begins. */
const yearOf = (date: string): number => Number(date.slice(0, 4)) - (date.slice(5) < '04-01' ? 1 : 0);

/** Long before any race, so that what the world begins with comes first in the record. */
const seededAt = '2020-01-01 00:00:00.000000';

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

const insertPlaces = async (database: DataSource, today: string, size: WorldSize): Promise<WorldBed[]> => {
  await insert(
    database,
    'partnership',
    'id, name, health_board, health_board_code',
    partnershipIdsOf(size).map((id, index) => [
      id,
      `Partnership ${index + 1}`,
      'Contested',
      `S080000${10 + index}`,
    ]),
  );
  await insert(
    database,
    'provider',
    'id, name, sector',
    providers.map((id, index) => [id, `Provider ${index + 1}`, 'third sector']),
  );
  await insert(
    database,
    'project',
    `id, provider_id, name, locality, health_board, typical_weeks, turnaround_nights, accepting_referrals, source,
      verification, version`,
    projects.map(({ id, providerId, turnaround }, index) => [
      ...[
        id,
        providerId,
        `Project ${index + 1}`,
        'Nowhere',
        'Contested',
        12,
        size.turnaroundNights ?? turnaround,
        true,
      ],
      ...['invented for the proof', 'invented', 1],
    ]),
  );
  await insert(
    database,
    'room',
    'id, project_id, label',
    projects.map(({ id }, index) => [numbered(4, index + 1), id, 'Shared room']),
  );
  const kinds = size.bedKinds ?? (['any', 'shared', 'shared', 'female', 'male', 'any'] as const);
  const beds = Array.from({ length: size.beds }, (_, index) => {
    const project = projects[index % projects.length] ?? projects[0];
    const kind = kinds[Math.floor(index / projects.length) % kinds.length] ?? 'any';
    if (project === undefined) throw new Error('There is no project.');
    return {
      bedId: numbered(5, index + 1),
      projectId: project.id,
      providerId: project.providerId,
      roomId: kind === 'shared' ? numbered(4, projects.indexOf(project) + 1) : null,
      sex: kind === 'shared' ? ('any' as const) : kind,
      // One bed closes and one opens amid the nights that are raced for.
      opensOn: index === 9 ? dateOf(dayOf(today) + 6) : '2020-01-01',
      closesOn: index === 5 ? dateOf(dayOf(today) + 15) : null,
    };
  });
  await insert(
    database,
    'bed_unit',
    `id, project_id, room_id, label, bed_type, unit_type, sex_designation, max_adults, max_children, opens_on,
      closes_on, origin, version`,
    beds.map(({ bedId, projectId, roomId, sex, opensOn, closesOn }, index) => [
      ...[bedId, projectId, roomId, `Bed ${index + 1}`, 'rehab', roomId === null ? 'single' : 'shared', sex],
      ...[1, 0, opensOn, closesOn, 'entered', 1],
    ]),
  );
  const year = yearOf(today);
  await insert(
    database,
    'budget',
    'id, partnership_id, route, financial_year, limit_pence',
    budgetKeys(size).map(({ id, partnershipId, route, after }) => [
      id,
      partnershipId,
      route,
      year + after,
      size.budgetPence,
    ]),
  );
  return beds.map(({ bedId, providerId, sex, roomId }) => ({ bedId, providerId, sex, roomId }));
};

const budgetKeys = (size: WorldSize) =>
  partnershipIdsOf(size).flatMap((partnershipId, partnership) =>
    routes.flatMap((route, routeIndex) =>
      [-1, 0, 1].map((after) => ({
        id: numbered(7, partnership * 100 + routeIndex * 10 + after + 2),
        partnershipId,
        route,
        after,
      })),
    ),
  );

const insertCallers = async (database: DataSource, size: WorldSize): Promise<readonly Caller[]> => {
  const people = [
    ...partnershipIdsOf(size).flatMap((homeId) =>
      [
        ...(['coordinator', 'coordinator'] as const),
        ...Array.from({ length: size.approvers ?? 1 }, () => 'approver' as const),
      ].map((role) => ({ role, homeId })),
    ),
    ...providers.flatMap((homeId) => [1, 2].map(() => ({ role: 'provider_manager' as const, homeId }))),
  ];
  const callers = people.map(({ role, homeId }, index) => ({
    memberId: numbered(6, index + 1),
    role,
    homeId,
    token: `token-of-member-${index + 1}-of-the-contested-world`,
    csrfToken: `csrf-of-member-${index + 1}`,
  }));
  await insert(
    database,
    'member',
    'id, email, display_name, role, partnership_id, provider_id, password_hash, version',
    callers.map(({ memberId, role, homeId }, index) => [
      ...[memberId, `member${index + 1}@contested.example`, `Member ${index + 1}`, role],
      ...[
        role === 'provider_manager' ? null : homeId,
        role === 'provider_manager' ? homeId : null,
        'none',
        1,
      ],
    ]),
  );
  for (const { token, memberId, csrfToken } of callers) {
    await database.query(
      `INSERT INTO session (token_hash, member_id, csrf_token, started_at, last_seen_at)
         VALUES (?, ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))`,
      [hashOf(token), memberId, csrfToken],
    );
  }
  return callers;
};

/** What the product would have recorded, so that the record is whole from the first version on. */
const insertRecord = (database: DataSource, rows: readonly (readonly Value[])[]): Promise<void> =>
  insert(
    database,
    'audit',
    'at, actor_id, actor_role, action, subject_kind, subject_id, version, after_json, request_id',
    rows.map(([action, kind, id, version, after]) => [
      ...[
        seededAt,
        'system',
        'system',
        action ?? '',
        kind ?? '',
        id ?? '',
        version ?? 1,
        after ?? null,
        'contested-world',
      ],
    ]),
  );

const insertMessages = async (
  database: DataSource,
  rows: readonly { readonly topic: string; readonly payload: Readonly<Record<string, string>> }[],
): Promise<void> => {
  await insert(
    database,
    'outbox',
    'topic, version, consumer, payload',
    rows.flatMap(({ topic, payload }) =>
      (hearersOf[topic] ?? []).map((consumer) => [topic, 1, consumer, JSON.stringify(payload)]),
    ),
  );
  // All of it was heard before the race begins.
  await database.query('UPDATE outbox SET done_at = UTC_TIMESTAMP(6)');
};

const insertReferrals = async (
  database: DataSource,
  today: string,
  referrals: readonly WorldReferral[],
): Promise<void> => {
  await insert(
    database,
    'client',
    'id, reference, sex, born_on, partnership_id, version',
    referrals.map(({ clientId, partnershipId, sex }, index) => [
      ...[clientId, `CW-${index + 1}`, sex, '1985-05-05', partnershipId, 1],
    ]),
  );
  await insert(
    database,
    'client_identity',
    'client_id, given_name, family_name',
    referrals.map(({ clientId }, index) => [clientId, 'Contested', `Person ${index + 1}`]),
  );
  const received = dateOf(dayOf(today) - 30);
  await insert(
    database,
    'referral',
    `id, client_id, partnership_id, source, route, received_on, reason, substance, urgency_band, urgency_reason,
      urgency_set_by, urgency_set_at, needs_step_free, needs_wet_room, adults, children, detox_need, prefers_area,
      prefers_mix, planned_weeks, state, version`,
    referrals.map(({ referralId, clientId, partnershipId }, index) => [
      ...[referralId, clientId, partnershipId, 'self', routeOf(index), received, 'Asked'],
      ...[
        'alcohol',
        ['emergency', 'urgent', 'soon', 'routine'][index % 4] ?? 'soon',
        'Judged',
        'system',
        received,
      ],
      ...[false, false, 1, 0, 'none', 'no_preference', 'no_preference', 12, 'open', 1],
    ]),
  );
  await insert(
    database,
    'assessment',
    'id, referral_id, held_on, valid_until, outcome, recorded_by',
    referrals.map(({ referralId }, index) => [
      ...[numbered(8, index + 1), referralId, received, dateOf(dayOf(today) + 100), 'suitable', 'system'],
    ]),
  );
  await insert(
    database,
    'funding_decision',
    `id, referral_id, partnership_id, route, decision, decided_on, weeks, weekly_rate_pence, expires_on, decided_by`,
    referrals.map(({ referralId, partnershipId }, index) => [
      ...[numbered(9, index + 1), referralId, partnershipId, routeOf(index), 'approved', received],
      ...[26, weeklyRatePence, dateOf(dayOf(today) + 100), 'system'],
    ]),
  );
  await insertRecord(
    database,
    referrals.flatMap(({ clientId, referralId }) => [
      ['referrals.referral-recorded', 'client', clientId, 1],
      ['referrals.referral-recorded', 'referral', referralId, 1],
    ]),
  );
  await insertMessages(
    database,
    referrals.map(({ referralId }) => ({ topic: 'referrals.referral-changed', payload: { referralId } })),
  );
};

/** What a night costs. Unit: pence. */
export const nightlyPence = weeklyRatePence / 7;

/** Stays that were accepted before the race begins and whose first night has passed, one in each of some beds. */
const insertBookings = async (
  database: DataSource,
  today: string,
  beds: readonly WorldBed[],
  referrals: readonly WorldReferral[],
  size: WorldSize,
): Promise<readonly WorldBooking[]> => {
  const year = yearOf(today);
  const singles = beds.filter(({ roomId }) => roomId === null);
  const taken = new Set<string>();
  const bookings = singles.flatMap((bed, index) => {
    const arrivesDay = dayOf(today) - 3 - (index % 8);
    const departsDay = dayOf(today) + (index % 4);
    const person = referrals.find(
      ({ referralId, sex }) => !taken.has(referralId) && (bed.sex === 'any' || bed.sex === sex),
    );
    if (person === undefined || bed.bedId === beds[9]?.bedId) return [];
    taken.add(person.referralId);
    return [
      {
        ...bed,
        ...person,
        index,
        arrivesOn: dateOf(arrivesDay),
        departsOn: dateOf(departsDay),
        arrivesDay,
        departsDay,
      },
    ];
  });
  const projectOf = new Map<string, string>(
    (await database.query('SELECT id, project_id FROM bed_unit')).map(
      (row: { id: string; project_id: string }) => [row.id, row.project_id],
    ),
  );
  const whole = bookings.map((booking) => {
    const offerId = numbered(10, booking.index + 1);
    const placementId = numbered(11, booking.index + 1);
    const position = referrals.findIndex(({ referralId }) => referralId === booking.referralId);
    const route = routeOf(position);
    const nights = booking.departsDay - booking.arrivesDay;
    const shares = [year - 1, year, year + 1].flatMap((of) => {
      const inYear = Array.from({ length: nights }, (_, night) => dateOf(booking.arrivesDay + night)).filter(
        (night) => yearOf(night) === of,
      ).length;
      const budget = budgetKeys(size).find(
        (key) =>
          key.partnershipId === booking.partnershipId && key.route === route && key.after === of - year,
      );
      return inYear === 0 || budget === undefined
        ? []
        : [{ budgetId: budget.id, pence: inYear * nightlyPence }];
    });
    return {
      ...booking,
      ...{ offerId, placementId, route, nights, shares },
      fundingDecisionId: numbered(9, position + 1),
      projectId: projectOf.get(booking.bedId) ?? '',
    };
  });
  await insert(
    database,
    'offer',
    `id, referral_id, client_id, partnership_id, bed_id, project_id, provider_id, funding_decision_id, arrives_on,
      departs_on, cost_pence, state, made_at, made_by, expires_at, resolved_at, decision, version`,
    whole.map((row) => [
      ...[
        row.offerId,
        row.referralId,
        row.clientId,
        row.partnershipId,
        row.bedId,
        row.projectId,
        row.providerId,
      ],
      ...[row.fundingDecisionId, row.arrivesOn, row.departsOn, row.nights * nightlyPence, 'accepted'],
      ...[seededAt, 'system', '2199-01-01', seededAt, '{}', 2],
    ]),
  );
  await insert(
    database,
    'placement',
    `id, offer_id, referral_id, client_id, partnership_id, bed_id, project_id, provider_id, route,
      funding_decision_id, arrives_on, departs_on, state, version`,
    whole.map((row) => [
      ...[
        row.placementId,
        row.offerId,
        row.referralId,
        row.clientId,
        row.partnershipId,
        row.bedId,
        row.projectId,
      ],
      ...[row.providerId, row.route, row.fundingDecisionId, row.arrivesOn, row.departsOn, 'booked', 1],
    ]),
  );
  const turnaround = new Map(projects.map(({ id, turnaround: nights }) => [id, nights]));
  const nightsOf = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, night) => dateOf(from + night));
  await insert(
    database,
    'bed_night',
    'bed_id, night, claim_kind, claim_id',
    whole.flatMap(({ bedId, placementId, projectId, arrivesDay, departsDay }) => [
      ...nightsOf(arrivesDay, departsDay).map((night) => [bedId, night, 'stay', placementId]),
      ...nightsOf(departsDay, departsDay + (turnaround.get(projectId) ?? 0)).map((night) => [
        ...[bedId, night, 'turnaround', placementId],
      ]),
    ]),
  );
  await insert(
    database,
    'client_night',
    'client_id, night, claim_id',
    whole.flatMap(({ clientId, placementId, arrivesDay, departsDay }) =>
      nightsOf(arrivesDay, departsDay).map((night) => [clientId, night, placementId]),
    ),
  );
  await insert(
    database,
    'budget_entry',
    'budget_id, claim_id, kind, amount_pence',
    whole.flatMap(({ offerId, shares }) =>
      shares.map(({ budgetId, pence }) => [budgetId, offerId, 'hold', pence]),
    ),
  );
  await database.query(
    `UPDATE budget b
       JOIN (SELECT budget_id, SUM(amount_pence) AS held FROM budget_entry GROUP BY budget_id) e ON e.budget_id = b.id
        SET b.limit_pence = b.limit_pence + e.held, b.held_pence = e.held`,
  );
  for (const { fundingDecisionId, nights } of whole) {
    await database.query('UPDATE funding_decision SET claimed_nights = ? WHERE id = ?', [
      nights,
      fundingDecisionId,
    ]);
  }
  await insertRecord(
    database,
    whole.flatMap(({ offerId, placementId, arrivesOn, departsOn }) => [
      ['placements.offer-made', 'offer', offerId, 1],
      ['placements.offer-accepted', 'offer', offerId, 2, JSON.stringify({ state: 'accepted' })],
      ...[
        [
          'placements.offer-accepted',
          'placement',
          placementId,
          1,
          JSON.stringify({ state: 'booked', arrivesOn, departsOn }),
        ],
      ],
    ]),
  );
  await insertMessages(
    database,
    whole.flatMap(({ offerId }) =>
      ['placements.offer-made', 'placements.offer-fell-due', 'placements.offer-resolved'].map((topic) => ({
        topic,
        payload: { offerId },
      })),
    ),
  );
  return whole.map(({ placementId, providerId, arrivesOn, departsOn }) => ({
    placementId,
    providerId,
    arrivesOn,
    departsOn,
  }));
};

/** Each partnership lets a person have two offers at once, so that two answers to one person race. */
const insertChoices = (
  database: DataSource,
  today: string,
  partnershipIds: readonly string[],
): Promise<void> =>
  insert(
    database,
    'matching_policy_change',
    `id, partnership_id, base_number, content, starts_on, reason, state, proposed_by, decided_by, decided_at, in_force_from`,
    partnershipIds.map((id, index) => [
      ...[numbered(15, index + 1), id, 0, JSON.stringify({ automaticOffers: false, parallelOffers: 2 })],
      ...[today, 'Asked', 'applied', numbered(6, 1), numbered(6, 2), seededAt, today],
    ]),
  );

/**
 * Few beds, many people, tight budgets: three providers with four projects (no night or one between stays), two
 * partnerships, everybody ready to place, and a session for each member. Written with plain SQL, as the product
 * would have left it. The database must be empty and migrated.
 */
export const makeContestedWorld = async (database: DataSource, size: WorldSize): Promise<ContestedWorld> => {
  const today = await todayByDatabase(database);
  const beds = await insertPlaces(database, today, size);
  const callers = await insertCallers(database, size);
  const partnershipIds = partnershipIdsOf(size);
  await insertChoices(database, today, partnershipIds);
  const referrals = Array.from({ length: size.referrals }, (_, index) => ({
    referralId: numbered(12, index + 1),
    clientId: numbered(13, index + 1),
    partnershipId: partnershipIds[index % partnershipIds.length] ?? '',
    sex: index % 4 < 2 ? ('female' as const) : ('male' as const),
  }));
  await insertReferrals(database, today, referrals);
  const bookings =
    size.withBookings === false ? [] : await insertBookings(database, today, beds, referrals, size);
  const budgets: { id: string; allowed: string }[] = await database.query(
    'SELECT id, limit_pence AS allowed FROM budget',
  );
  return {
    today,
    callers,
    beds,
    partnershipIds,
    projectIds: projects.map(({ id }) => id),
    referrals,
    bookings,
    budgets: budgets.map(({ id, allowed }) => ({ budgetId: id, limitPence: Number(allowed) })),
  };
};
