import { z } from 'zod';

import { isoDate, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, selectOne } from '../../../../platform/db/sql.js';
import type { Basis } from '../../application/scenarios.js';
import type { World } from '../../domain/world.js';

const stay = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('lognormal'), meanNights: z.number(), variation: z.number() }),
  z.object({ kind: z.literal('quantiles'), nights: z.array(z.number()) }),
]);
const world = z.object({
  startsOn: z.string().transform(isoDate),
  days: z.number(),
  bands: z.array(
    z.object({
      ...{ id: z.string(), leavesPerDay: z.number() },
      referralsPerYear: z.record(z.string(), z.number()),
    }),
  ),
  peopleGroups: z.array(z.object({ id: z.string(), isPublic: z.boolean(), needsDetox: z.boolean() })),
  bedGroups: z.array(
    z.object({
      ...{ id: z.string(), admits: z.array(z.string()), beds: z.number(), residents: z.number() },
      ...{ turnaroundDays: z.number(), stay, pencePerNight: z.number() },
    }),
  ),
  bedChanges: z.array(
    z.object({ bedGroup: z.string(), onDay: z.number(), beds: z.number(), lateByDays: z.number() }),
  ),
  waiting: z.array(
    z.object({ band: z.string(), peopleGroup: z.string(), waitedDays: z.number(), people: z.number() }),
  ),
  ...{ growthPerYear: z.number(), refusedShare: z.number(), earlyExitShare: z.number() },
  approvalDays: z.object({ until: z.number(), from: z.number() }),
  detox: z.object({ places: z.number(), nights: z.number() }).nullable(),
  budgetPencePerYear: z.number().nullable(),
  uncertainty: z.object({ referrals: z.number(), stay: z.number(), earlyExit: z.number() }),
}) satisfies z.ZodType<World>;
const projects = z.array(
  z.object({
    ...{ projectId: z.string(), name: z.string(), bedGroup: z.string(), beds: z.number() },
    changes: z.array(z.object({ onDay: z.number(), beds: z.number() })),
  }),
);

/** A world as it was kept. */
export const worldOf = (text: string): World => world.parse(JSON.parse(text));

type KeptBasis = Basis & { readonly basisId: string };

/** The basis that was taken on a day; null when nobody asked for one. */
export const readBasisOf = async (tx: Tx, day: IsoDate): Promise<KeptBasis | null> => {
  const row = await selectOne<{
    readonly id: string;
    readonly taken_at: Date;
    readonly level: number | null;
    readonly world: string;
    readonly projects: string;
  }>(tx, 'SELECT id, taken_at, level, world, projects FROM forecast_basis WHERE taken_on = ?', [day]);
  if (row === null) return null;
  return {
    ...{ basisId: row.id, takenOn: day, takenAt: row.taken_at, level: row.level },
    ...{ world: worldOf(row.world), projects: projects.parse(JSON.parse(row.projects)) },
  };
};

/** Keeps the basis of a day; where another was kept meanwhile, that one stays. */
export const keepBasis = (
  tx: Tx,
  { takenOn, takenAt, level, world: ofDay, projects: ofProjects, rests }: Basis & { readonly rests: object },
): Promise<number> =>
  execute(
    tx,
    `INSERT IGNORE INTO forecast_basis (taken_on, taken_at, level, world, basis, projects) VALUES (?, ?, ?, ?, ?, ?)`,
    [takenOn, takenAt, level, ...[ofDay, rests, ofProjects].map((part) => JSON.stringify(part))],
  );
