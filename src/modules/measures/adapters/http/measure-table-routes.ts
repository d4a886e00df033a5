import { z } from 'zod';

import { financialYear, financialYearLabel, financialYearOf } from '../../../../kernel/financial-year.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { civilDateText } from '../../../../platform/http/schemas.js';
import type { AsAtRefusal, MeasureAsked, MeasureCounted } from '../../application/read-measures.js';
import { groupings, measureIds, type MeasureCell, type MeasureDefinition } from '../../domain/measure.js';
import { tell, type ToldMeasure } from '../../domain/told-measure.js';
import { measureParams, measureRefusals, measureYearQuery } from './measure-parts.js';

/** What the routes need. */
export interface MeasureTableDeps {
  readonly definitions: readonly MeasureDefinition[];
  readonly readMeasure: (
    tx: Tx,
    asked: MeasureAsked,
    now: { readonly at: Date; readonly today: IsoDate },
  ) => Promise<Outcome<MeasureCounted, AsAtRefusal | { readonly code: 'not-grouped-so' }>>;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
  /** Rows as comma-separated values, the first the headings. */
  readonly writeCsv: (rows: readonly (readonly (string | number)[])[]) => string;
}

const query = z.strictObject({
  ...measureYearQuery,
  by: z.enum(groupings).optional().describe('By what it is told apart'),
});
type Query = z.output<typeof query>;

const refusals = {
  ...measureRefusals,
  'not-grouped-so': {
    status: 422,
    title: 'The measure is not told apart by that',
    remedy:
      'Choose one of the groupings of its definition. Of people, what is released is told by group in releases only.',
  },
} as const;

const people = z
  .int()
  .nullable()
  .describe('How many; null where fewer than five, else of people to the nearest five');
const numbers = {
  n: people,
  of: z.int().nullable().describe('Of how many; null where too few, or where the measure has none'),
  share: z.number().nullable().describe('The share of them; null where too few to tell'),
  medianDays: z
    .int()
    .nullable()
    .describe('Half waited at most so many days; null where too few waits, or no waits'),
  meanPence: z
    .int()
    .nullable()
    .describe('The mean, in pence to a hundred pounds; null where too few, or no money'),
  bands: z
    .array(
      z.object({
        band: z.string().describe('Days waited'),
        n: people,
        share: z.number().nullable().describe('The share of the waits; null where too few to tell'),
      }),
    )
    .describe('Of waits'),
};

const toNumbers = ({ n, of, share, medianDays, meanPence, bands }: ToldMeasure) => ({
  ...{ n, of, share, medianDays, meanPence },
  bands: bands.map((band) => ({ band: band.key, n: band.n, share: band.share })),
});

const cellsBy = (
  cells: readonly MeasureCell[],
  keyOf: (cell: MeasureCell) => string,
): ReadonlyMap<string, readonly MeasureCell[]> => {
  const found = new Map<string, MeasureCell[]>();
  for (const cell of cells) found.set(keyOf(cell), [...(found.get(keyOf(cell)) ?? []), cell]);
  return found;
};

const read = async (deps: MeasureTableDeps, tx: Tx, named: string, asked: Query) => {
  const measureId = measureIds.find((id) => id === named);
  if (measureId === undefined) return refuse({ code: 'not-found' as const });
  const now = await deps.now(tx);
  const year =
    asked.financialYear === undefined ? financialYearOf(now.today) : financialYear(asked.financialYear);
  const found = await deps.readMeasure(
    tx,
    { measureId, year, by: asked.by ?? null, waits: asked.waits ?? 'completed', asAtOn: asked.asAt ?? null },
    now,
  );
  return found.ok ? done({ counted: found.value, year, now }) : found;
};

/** Every measure by its definition, and each of them as a table, as at any day that is over. */
export const measureTableRoutes = (deps: MeasureTableDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/measure-definitions',
      operationId: 'listMeasureDefinitions',
      tag: 'Measures',
      summary: 'What each measure counts, with its unit, source and version',
      permission: 'see-measures',
      auditEvent: null,
      reply: z.object({
        definitions: z
          .array(
            z.object({
              measureId: z.enum(measureIds).describe('The measure'),
              version: z.int().describe('Version of its definition'),
              name: z.string().describe('Its name'),
              unit: z.string().describe('What one of it is'),
              shape: z.enum(['count', 'share', 'days', 'money']).describe('What its numbers are'),
              by: z.array(z.enum(groupings)).describe('By what it can be told apart'),
              definition: z.string().describe('What counts'),
              source: z.string().describe('Where the definition comes from'),
            }),
          )
          .describe('All of them'),
      }),
      refusals: {},
    },
    async () =>
      done({
        definitions: deps.definitions.map(
          ({ measureId, version, name, unit, shape, by, definition, source }) => ({
            ...{ measureId, version, name, unit, shape, by: [...by], definition, source },
          }),
        ),
      }),
  ),
  defineRoute(
    {
      method: 'get',
      path: '/api/measures/{measureId}',
      operationId: 'readMeasure',
      tag: 'Measures',
      summary: 'One measure by month and group, as known now or at the end of a day',
      permission: 'see-measures',
      auditEvent: null,
      params: measureParams,
      query,
      reply: z.object({
        measureId: z.enum(measureIds).describe('The measure'),
        definitionVersion: z.int().describe('Version of its definition'),
        financialYear: z.string().describe('Such as 2026/27'),
        asAt: z.string().describe('The time as at which it is told, in UTC, or the day at whose end'),
        year: z.object(numbers).describe('The whole year'),
        months: z
          .array(z.object({ startsOn: civilDateText.describe('First day of the month'), ...numbers }))
          .describe('Months in which anything was counted'),
        groups: z
          .array(
            z.object({ group: z.string().nullable().describe('The group, or the id of it'), ...numbers }),
          )
          .describe('Of the year, where a grouping was asked for'),
        groupsAsAt: civilDateText
          .nullable()
          .describe(
            'The day at whose end groups are told, of people the last of a quarter; null for now, and without groups',
          ),
        since: z
          .array(
            z.object({
              startsOn: civilDateText.describe('First day of the month that is another number now'),
              cause: z
                .string()
                .nullable()
                .describe('The step of the record that changed it; null where it was recorded later'),
              n: z
                .int()
                .nullable()
                .describe('By how much; to the nearest five where the measure is protected'),
            }),
          )
          .describe('What was recorded since the day as at which it is told'),
      }),
      refusals,
    },
    async (tx, { params: { measureId }, query: asked }) => {
      const found = await read(deps, tx, measureId, asked);
      if (!found.ok) return found;
      const { counted, year, now } = found.value;
      const { definition, cells, since, groups } = counted;
      const isProtected = definition.telling === 'protected';
      return done({
        measureId: definition.measureId,
        definitionVersion: definition.version,
        financialYear: financialYearLabel(year),
        asAt: counted.knownOn ?? now.at.toISOString(),
        year: toNumbers(tell(definition, cells, false)),
        months: [...cellsBy(cells, ({ month }) => month)].map(([month, those]) => ({
          startsOn: `${month}-01`,
          ...toNumbers(tell(definition, those, isProtected)),
        })),
        groupsAsAt: groups?.asAtOn ?? null,
        groups:
          groups === null
            ? []
            : [...cellsBy(groups.cells, ({ group }) => group ?? '')].map(([group, those]) => ({
                group: group === '' ? null : group,
                ...toNumbers(tell(definition, those, true)),
              })),
        since: since.map(({ month, cause, n }) => ({
          ...{ startsOn: `${month}-01`, cause },
          n: isProtected ? Math.round(n / 5) * 5 : n,
        })),
      });
    },
  ),
  defineRoute(
    {
      method: 'get',
      path: '/api/measures/{measureId}/table',
      operationId: 'readMeasureTable',
      tag: 'Measures',
      summary: 'The same as a file of comma-separated values, with the definition in each row',
      permission: 'see-measures',
      auditEvent: null,
      mediaType: 'text/csv',
      fileName: ({ measureId = 'measure' }) => `${measureId}.csv`,
      params: measureParams,
      query,
      reply: z.string().describe('Rows of comma-separated values, the first of them the headings'),
      refusals,
    },
    async (tx, { params: { measureId }, query: asked }) => {
      const found = await read(deps, tx, measureId, asked);
      if (!found.ok) return found;
      const { counted, year, now } = found.value;
      const { definition, cells, groups } = counted;
      // "Protected" stands where a number is not told, so that an empty cell is never taken for nought.
      const written = (value: number | null): string | number => value ?? 'protected';
      const rowsOf = (
        kind: string,
        those: readonly MeasureCell[],
        isGroup: boolean,
        asAt = counted.knownOn ?? now.at.toISOString(),
      ) => {
        const told = tell(definition, those, isGroup);
        const numbersOf = (): readonly (string | number)[] => {
          switch (definition.shape) {
            case 'count':
              return [written(told.n)];
            case 'share':
              return [written(told.n), written(told.of), written(told.share)];
            case 'days':
              return [written(told.n), written(told.medianDays), ...told.bands.map(({ n }) => written(n))];
            case 'money':
              return [written(told.n), written(told.of), written(told.meanPence)];
          }
        };
        return [kind, ...numbersOf(), ...about, asAt];
      };
      const about = [definition.measureId, definition.version, financialYearLabel(year)];
      const headings = {
        count: ['n'],
        share: ['n', 'of', 'share'],
        days: ['n', 'median_days', 'to_7_days', 'to_14_days', 'to_21_days', 'to_42_days', 'longer'],
        money: ['priced', 'of', 'mean_pence'],
      }[definition.shape];
      const isProtected = definition.telling === 'protected';
      return done(
        deps.writeCsv([
          ['period_or_group', ...headings, 'measure', 'definition_version', 'financial_year', 'as_at'],
          rowsOf(financialYearLabel(year), cells, false),
          ...[...cellsBy(cells, ({ month }) => month)].map(([month, those]) =>
            rowsOf(month, those, isProtected),
          ),
          ...(groups === null
            ? []
            : [...cellsBy(groups.cells, ({ group }) => group ?? '')].map(([group, those]) =>
                rowsOf(group === '' ? 'not recorded' : group, those, true, groups.asAtOn ?? undefined),
              )),
        ]),
      );
    },
  ),
];
