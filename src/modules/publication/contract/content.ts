import { z } from 'zod';

const name = (what: string) => z.string().exactOptional().describe(what);
const group = z
  .object({
    board: name('A health board, by its name'),
    partnership: name('A partnership, by its id'),
    route: name('Public money'),
    sex: name('Sex'),
    substance: name('What they want to stop'),
    age: name('A band of age'),
    refusedBy: name('Who said no'),
    project: name('A project, by its id'),
    wait: name('A band of days waited'),
    measure: name('A measure'),
  })
  .describe('What it is of, by dimension; everything where it is empty');

const cell = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('exact').describe('As it was counted'),
      value: z.number().describe('As it was counted'),
    }),
    z.object({
      kind: z.literal('rounded').describe('Rounded'),
      value: z.number().describe('To the nearest five below or above, or as the unit of its column says'),
    }),
    z.object({
      kind: z.literal('band').describe('Between two shares'),
      from: z.number().describe('At least, as a share'),
      to: z.number().nullable().describe('Less than, as a share; null where there is no more'),
    }),
    z.object({ kind: z.literal('hidden').describe('Kept back: small numbers') }),
    z.object({ kind: z.literal('none').describe('There is nothing to tell of') }),
  ])
  .describe('A number as it is told: exact, rounded, a band, hidden, or nothing to tell of');

/** A table as it is told to everybody: the one shape in which it is kept, and answered. */
export const toldTable = z.object({
  tableId: z.string().describe('The table, the same in every release'),
  title: z.string().describe('What it tells'),
  kind: z.enum(['counts', 'costs', 'occupancy']).describe('Numbers, means of costs in pence, or shares'),
  rows: z
    .enum(['area', 'board', 'route', 'sex', 'substance', 'age', 'refusedBy', 'project'])
    .describe('By what its rows are told apart'),
  columns: z
    .array(
      z.object({
        of: group,
        tells: z.enum(['number', 'mean', 'share']).describe('A number, a mean in pence, or a share'),
      }),
    )
    .describe('What each column is of and tells'),
  lines: z
    .array(
      z.object({
        of: group,
        depth: z.int().describe('Of how many rows it is a part: 0 for everything'),
        cells: z.array(cell).describe('In the order of the columns'),
      }),
    )
    .describe('The rows, each after the one it is a part of'),
});

/** Everything a release tells. */
export const releaseContent = z.object({
  tablesVersion: z.int().describe('Version of the catalogue of tables'),
  tables: z.array(toldTable).describe('Every table of the catalogue'),
  definitions: z
    .array(
      z.object({
        measureId: z.string().describe('The measure'),
        version: z.int().describe('Version of its definition'),
        name: z.string().describe('What it is called'),
        definition: z.string().describe('What counts, and when'),
        source: z.string().describe('Where the definition comes from'),
      }),
    )
    .describe('How it was counted'),
  names: z.record(z.string(), z.string()).describe('Names of partnerships and projects by their ids'),
  boardCodes: z.record(z.string(), z.string()).describe('Codes of health boards by their names'),
  givenAway: z
    .int()
    .describe('Hidden numbers that somebody can work out all the same, because earlier releases tell them'),
});

/** A table as it is told to everybody. */
export type ToldTable = z.output<typeof toldTable>;
/** What is told at one place of a table. */
export type Cell = ToldTable['lines'][number]['cells'][number];
/** What a release tells, as everybody may read it: protected numbers, with the words they are read by. */
export type ReleaseContent = z.output<typeof releaseContent>;
