import { financialYearOf } from '../../kernel/financial-year.js';
import type { Actor, Role } from '../../kernel/actor.js';
import type { IdSource } from '../../kernel/ids.js';
import { done } from '../../kernel/outcome.js';
import type { IsoDate } from '../../kernel/iso-date.js';
import type { CommandContext, Tx, UnitOfWork } from '../../kernel/unit-of-work.js';
import { insertMember } from '../../modules/identity/adapters/db/identity-repository.js';
import { hashPassword } from '../../platform/secrets.js';
import { routes } from '../../modules/referrals/contract/facts.js';
import { appendAudit } from '../../platform/db/audit-writer.js';
import { execute, placeholders, select } from '../../platform/db/sql.js';
import { demonstrationPassword, demonstrationSignIns } from './sign-ins.js';

/** A partnership, provider or project by its id. */
export interface Organisation {
  readonly id: string;
  readonly name: string;
}

/** A project of a provider, and whether the service keeps its beds one by one. */
export interface Project extends Organisation {
  readonly providerId: string;
  readonly keepsBeds: boolean;
}

/** Who acts in the demonstration: one coordinator and approver a partnership, one manager a provider. */
export interface World {
  readonly partnerships: readonly Organisation[];
  readonly providers: readonly Organisation[];
  readonly projects: readonly Project[];
  readonly coordinators: ReadonlyMap<string, Actor>;
  readonly approvers: ReadonlyMap<string, Actor>;
  readonly managers: ReadonlyMap<string, Actor>;
}

const slug = (name: string): string =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** What each route has to spend a year in the demonstration. An assumption, not a figure. Unit: pence. */
const yearlyLimitPence = (partnership: string): number =>
  ['Glasgow City', 'Highland', 'City of Edinburgh'].includes(partnership) ? 300_000_000 : 90_000_000;

const readOrganisations = (tx: Tx, table: 'partnership' | 'provider'): Promise<Organisation[]> =>
  select<Organisation>(tx, `SELECT id, name FROM ${table} ORDER BY name`);

interface MemberRow {
  readonly id: string;
  readonly role: Role;
  readonly partnership_id: string | null;
  readonly provider_id: string | null;
}

const actorsBy = (
  members: readonly MemberRow[],
  role: Role,
  homeOf: (member: MemberRow) => string | null,
): ReadonlyMap<string, Actor> =>
  new Map(
    members
      .filter((member) => member.role === role)
      .flatMap((member) => {
        const home = homeOf(member);
        if (home === null) return [];
        const actor: Actor = {
          memberId: member.id,
          role,
          home:
            member.provider_id === null
              ? { kind: 'partnership', partnershipId: home, memberId: member.id }
              : { kind: 'provider', providerId: home },
        };
        return [[home, actor] as const];
      }),
  );

/** Reads who there is. */
export const readWorld = (uow: UnitOfWork): Promise<World> =>
  uow.read(async (tx) => {
    const members = await select<MemberRow>(
      tx,
      'SELECT id, role, partnership_id, provider_id FROM member ORDER BY email DESC',
    );
    return {
      partnerships: await readOrganisations(tx, 'partnership'),
      providers: await readOrganisations(tx, 'provider'),
      projects: (
        await select<Organisation & { providerId: string; beds: string }>(
          tx,
          `SELECT p.id, p.name, p.provider_id AS providerId,
                  (SELECT COUNT(*) FROM bed_unit u WHERE u.project_id = p.id) AS beds
             FROM project p ORDER BY p.name`,
        )
      ).map(({ beds, ...project }) => ({ ...project, keepsBeds: Number(beds) > 0 })),
      coordinators: actorsBy(members, 'coordinator', ({ partnership_id }) => partnership_id),
      approvers: actorsBy(members, 'approver', ({ partnership_id }) => partnership_id),
      managers: actorsBy(members, 'provider_manager', ({ provider_id }) => provider_id),
    };
  });

/** Makes the members and budgets the demonstration needs, once. */
export const createWorld = async (
  uow: UnitOfWork,
  context: CommandContext,
  newId: IdSource,
  today: IsoDate,
): Promise<void> => {
  const passwordHash = await hashPassword(demonstrationPassword);
  await uow.run<boolean, never>(context, async (tx) => {
    const partnerships = await readOrganisations(tx, 'partnership');
    const providers = await readOrganisations(tx, 'provider');
    const idOf = (name: string | null): { partnershipId: string | null; providerId: string | null } => ({
      partnershipId: partnerships.find((partnership) => partnership.name === name)?.id ?? null,
      providerId: providers.find((provider) => provider.name === name)?.id ?? null,
    });
    const members = [
      ...demonstrationSignIns.map(({ email, displayName, role, organisation }) => ({
        email,
        displayName,
        role,
        ...idOf(organisation),
      })),
      // Proposes what the administrator whose sign-in is printed finds to confirm.
      {
        email: 'second.administrator@national.example',
        displayName: 'Second administrator',
        role: 'administrator' as const,
        ...idOf(null),
      },
      ...partnerships.flatMap(({ name }) => [
        {
          email: `coordinator@${slug(name)}.example`,
          displayName: `Coordinator, ${name}`,
          role: 'coordinator' as const,
          ...idOf(name),
        },
        {
          email: `approver@${slug(name)}.example`,
          displayName: `Approver, ${name}`,
          role: 'approver' as const,
          ...idOf(name),
        },
      ]),
      ...providers.map(({ name }) => ({
        email: `manager@${slug(name)}.example`,
        displayName: `Manager, ${name}`,
        role: 'provider_manager' as const,
        ...idOf(name),
      })),
    ];
    for (const member of members) {
      const memberId = newId();
      if (!(await insertMember(tx, { ...member, memberId, passwordHash }))) continue;
      await appendAudit(tx, {
        action: 'identity.member-added',
        subjectKind: 'member',
        subjectId: memberId,
        version: 1,
        after: { role: member.role },
      });
    }
    const year = financialYearOf(today);
    const rows = partnerships.flatMap(({ id, name }) =>
      routes.flatMap((route) =>
        [year - 1, year, year + 1, year + 2].map((financialYear) => [
          newId(),
          id,
          route,
          financialYear,
          yearlyLimitPence(name),
        ]),
      ),
    );
    await execute(
      tx,
      `INSERT INTO budget (id, partnership_id, route, financial_year, limit_pence) VALUES ${placeholders(rows.length, 5)}
         ON DUPLICATE KEY UPDATE limit_pence = limit_pence`,
      rows.flat(),
    );
    return done(true);
  });
};
