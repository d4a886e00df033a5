import { argon2id } from 'hash-wasm';

import { systemActor, type Actor, type Role } from '../../src/kernel/actor.js';
import { financialYearOf } from '../../src/kernel/financial-year.js';
import type { IsoDate } from '../../src/kernel/iso-date.js';
import { done } from '../../src/kernel/outcome.js';
import type { Tx, UnitOfWork } from '../../src/kernel/unit-of-work.js';
import { routes } from '../../src/modules/referrals/domain/referral.js';
import { execute, placeholders, type SqlValue } from '../../src/platform/db/sql.js';

/** The nth id of a kind: a version 7 UUID that says what it is when it turns up in a failure. */
const numbered = (kind: number, n: number): string =>
  `01900000-000${kind}-7000-8000-${String(n).padStart(12, '0')}`;

/**
 * Two partnerships, two providers, three projects and ten beds: small enough to hold in one's head, and one of each
 * kind that a rule tells apart. All of it invented.
 */
export const world = {
  partnerships: {
    glasgow: { id: numbered(1, 1), name: 'Glasgow City', healthBoard: 'NHS Greater Glasgow and Clyde' },
    highland: { id: numbered(1, 2), name: 'Highland', healthBoard: 'NHS Highland' },
  },
  providers: {
    larch: { id: numbered(2, 1), name: 'Larch Trust' },
    rowan: { id: numbered(2, 2), name: 'Rowan Recovery' },
  },
  projects: {
    larchHouse: { id: numbered(3, 1), name: 'Larch House' },
    /** Keeps each unit empty for one night after a stay. */
    larchFamilies: { id: numbered(3, 2), name: 'Larch Families' },
    rowanBank: { id: numbered(3, 3), name: 'Rowan Bank' },
  },
  rooms: { larchShared: { id: numbered(4, 1), label: 'Room 4' } },
  beds: {
    /** Single, any sex, step-free, wet room, Larch House. */
    any: numbered(5, 1),
    male: numbered(5, 2),
    female: numbered(5, 3),
    /** Two beds of one room. */
    shared1: numbered(5, 4),
    shared2: numbered(5, 5),
    /** Larch Families: up to two adults and three children, the oldest up to eleven. */
    family: numbered(5, 6),
    /** Rowan Bank: two singles for anybody. */
    rowan1: numbered(5, 7),
    rowan2: numbered(5, 8),
    /** Rowan Bank; not residential rehabilitation. */
    detox: numbered(5, 9),
    /** Single, any sex, neither step-free nor wet room, Larch House. */
    plain: numbered(5, 10),
  },
} as const;

export type PartnershipName = keyof typeof world.partnerships;
export type BedName = keyof typeof world.beds;

/** What every member of the small world types to sign in. */
export const everybodysPassword = 'heather-under-the-bridge';

export interface WorldMember {
  readonly memberId: string;
  readonly email: string;
  readonly displayName: string;
  readonly role: Role;
  readonly partnershipId: string | null;
  readonly providerId: string | null;
}

const { glasgow, highland } = world.partnerships;
const { larch, rowan } = world.providers;

const memberRows = [
  ['coordinator@glasgow.example', 'Cara Muir', 'coordinator', glasgow.id, null],
  ['approver@glasgow.example', 'Alec Laird', 'approver', glasgow.id, null],
  ['manager@larch.example', 'Morag Sneddon', 'provider_manager', null, larch.id],
  ['staff@larch.example', 'Ewan Petrie', 'provider_staff', null, larch.id],
  ['planner@national.example', 'Shona Galbraith', 'planner', null, null],
  ['governance@national.example', 'Ruaridh Begg', 'information_governance', null, null],
  ['administrator@national.example', 'Una Kerr', 'administrator', null, null],
  ['coordinator@highland.example', 'Catriona Ross', 'coordinator', highland.id, null],
  ['approver@highland.example', 'Iain MacRae', 'approver', highland.id, null],
  ['manager@rowan.example', 'Mhairi Bain', 'provider_manager', null, rowan.id],
  ['staff@rowan.example', 'Struan Gow', 'provider_staff', null, rowan.id],
  ['second@larch.example', 'Isla Moffat', 'provider_manager', null, larch.id],
  ['second@glasgow.example', 'Effie Rae', 'approver', glasgow.id, null],
  ['second@national.example', 'Fergus Tod', 'administrator', null, null],
] as const;

export type MemberEmail = (typeof memberRows)[number][0];
export type MemberRole = (typeof memberRows)[number][2];

export const members: readonly WorldMember[] = memberRows.map(
  ([email, displayName, role, partnershipId, providerId], index) => ({
    memberId: numbered(6, index + 1),
    email,
    displayName,
    role,
    partnershipId,
    providerId,
  }),
);

/** A member by address, or the first with a role: the one of Glasgow City, of Larch Trust, or the national one. */
export const memberOf = (who: MemberRole | MemberEmail): WorldMember => {
  const member = members.find(({ email, role }) => email === who || role === who);
  if (member === undefined) throw new Error(`Nobody in the small world is ${who}.`);
  return member;
};

export const actorOf = (who: MemberRole | MemberEmail): Actor => {
  const { memberId, role, partnershipId, providerId } = memberOf(who);
  if (partnershipId !== null)
    return { memberId, role, home: { kind: 'partnership', partnershipId, memberId } };
  if (providerId !== null) return { memberId, role, home: { kind: 'provider', providerId } };
  return { memberId, role, home: { kind: 'national' } };
};

/** As weak as the format allows: what is tested is who may sign in, not how long a hash takes. */
const hashOfPassword = (): Promise<string> =>
  argon2id({
    password: everybodysPassword,
    salt: 'small-world-salt',
    parallelism: 1,
    iterations: 1,
    memorySize: 8,
    hashLength: 32,
    outputType: 'encoded',
  });

const insert = async (
  tx: Tx,
  table: string,
  columns: string,
  rows: readonly (readonly SqlValue[])[],
): Promise<void> => {
  await execute(
    tx,
    `INSERT INTO ${table} (${columns}) VALUES ${placeholders(rows.length, columns.split(',').length)}`,
    rows.flat(),
  );
};

const bedRows = (): readonly (readonly SqlValue[])[] => {
  const { beds, projects, rooms } = world;
  const single = {
    room: null,
    type: 'rehab',
    unit: 'single',
    sex: 'any',
    adults: 1,
    children: 0,
    oldest: null,
  };
  const bed = (
    id: string,
    project: { readonly id: string },
    label: string,
    given: Partial<Record<keyof typeof single, string | number | null>> & { readonly isAccessible?: boolean },
  ): SqlValue[] => {
    const { room, type, unit, sex, adults, children, oldest } = { ...single, ...given };
    const isAccessible = given.isAccessible ?? false;
    return [
      ...[id, project.id, room, label, type, unit, sex, adults, children, oldest],
      ...[isAccessible, isAccessible, '2020-01-01', 'entered', 1],
    ];
  };
  const { larchHouse, larchFamilies, rowanBank } = projects;
  const shared = { room: rooms.larchShared.id, unit: 'shared' };
  const family = { unit: 'family_unit', adults: 2, children: 3, oldest: 11, isAccessible: true };
  return [
    bed(beds.any, larchHouse, 'Room 1', { isAccessible: true }),
    bed(beds.male, larchHouse, 'Room 2', { sex: 'male' }),
    bed(beds.female, larchHouse, 'Room 3', { sex: 'female' }),
    bed(beds.shared1, larchHouse, 'Room 4 A', shared),
    bed(beds.shared2, larchHouse, 'Room 4 B', shared),
    bed(beds.plain, larchHouse, 'Room 5', {}),
    bed(beds.family, larchFamilies, 'Flat 1', family),
    bed(beds.rowan1, rowanBank, 'Room 1', {}),
    bed(beds.rowan2, rowanBank, 'Room 2', {}),
    bed(beds.detox, rowanBank, 'Detox 1', { type: 'detox' }),
  ];
};

/** Each partnership's money for each route and financial year. Unit: pence. */
export const budgetLimitPence = 200_000_000;
/** What the first approver of each partnership may approve alone: enough for nearly every test. Unit: pence. */
export const approverLimitPence = 20_000_000;

/** Puts the small world into an empty, migrated database; budgets reach from last financial year to two years on. */
export const insertSmallWorld = async (uow: UnitOfWork, today: IsoDate): Promise<void> => {
  const passwordHash = await hashOfPassword();
  await uow.run({ actor: systemActor, requestId: 'small-world' }, async (tx) => {
    const { partnerships, providers, projects, rooms } = world;
    await insert(
      tx,
      'partnership',
      'id, name, health_board, health_board_code',
      Object.values(partnerships).map(({ id, name, healthBoard }, index) => [
        ...[id, name, healthBoard, `S0800000${index}`],
      ]),
    );
    await insert(
      tx,
      'provider',
      'id, name, sector',
      Object.values(providers).map(({ id, name }) => [id, name, 'third sector']),
    );
    const project = (
      { id, name }: { readonly id: string; readonly name: string },
      providerId: string,
      locality: string,
      healthBoard: string,
      turnaround: number,
    ): SqlValue[] => [
      ...[
        id,
        providerId,
        name,
        locality,
        healthBoard,
        12,
        turnaround,
        true,
        'invented for tests',
        'invented',
        1,
      ],
    ];
    await insert(
      tx,
      'project',
      `id, provider_id, name, locality, health_board, typical_weeks, turnaround_nights, accepting_referrals, source,
        verification, version`,
      [
        project(projects.larchHouse, providers.larch.id, 'Glasgow', glasgow.healthBoard, 0),
        project(projects.larchFamilies, providers.larch.id, 'Glasgow', glasgow.healthBoard, 1),
        project(projects.rowanBank, providers.rowan.id, 'Inverness', highland.healthBoard, 0),
      ],
    );
    await insert(
      tx,
      'rehab_standing',
      'project_id, from_on, counts_as_residential_rehab, reason',
      Object.values(projects).map(({ id }) => [id, '2020-01-01', true, 'residential rehabilitation']),
    );
    await insert(tx, 'room', 'id, project_id, label', [
      [rooms.larchShared.id, projects.larchHouse.id, rooms.larchShared.label],
    ]);
    await insert(
      tx,
      'bed_unit',
      `id, project_id, room_id, label, bed_type, unit_type, sex_designation, max_adults, max_children,
        oldest_child_years, is_step_free, has_wet_room, opens_on, origin, version`,
      bedRows(),
    );
    const year = financialYearOf(today);
    await insert(
      tx,
      'budget',
      'id, partnership_id, route, financial_year, limit_pence',
      Object.values(partnerships).flatMap(({ id }, partnership) =>
        routes.flatMap((route, routeIndex) =>
          [-1, 0, 1, 2].map((after): SqlValue[] => [
            numbered(7, (partnership * 10 + routeIndex) * 10 + after + 2),
            id,
            route,
            year + after,
            budgetLimitPence,
          ]),
        ),
      ),
    );
    await insert(
      tx,
      'member',
      'id, email, display_name, role, partnership_id, provider_id, password_hash, version',
      members.map(({ memberId, email, displayName, role, partnershipId, providerId }) => [
        ...[memberId, email, displayName, role, partnershipId, providerId, passwordHash, 1],
      ]),
    );
    await insert(
      tx,
      'approval_limit',
      'member_id, step, partnership_id, limit_pence, from_on, set_by',
      members
        .filter(({ email }) => email.startsWith('approver@'))
        .map(({ memberId, partnershipId }) => [
          ...[
            memberId,
            1,
            partnershipId,
            approverLimitPence,
            '2020-01-01',
            memberOf('administrator').memberId,
          ],
        ]),
    );
    return done(true);
  });
};
