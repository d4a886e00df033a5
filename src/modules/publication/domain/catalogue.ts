import type { Sum, TableSystem } from './tables.js';

/** By what the rows of a table are told apart; `area` is partnerships within health boards. */
export type Rows = 'area' | 'board' | 'route' | 'sex' | 'substance' | 'age' | 'refusedBy' | 'project';
/** By what its columns are, besides that of all. */
export type Columns = 'none' | 'sex' | 'wait' | 'measure';

/** One table of the catalogue. Data with its source: see config. */
export interface PublishedTable {
  readonly tableId: string;
  readonly title: string;
  /** `counts` of people or of what became of them; `costs` as means; `occupancy` as a share of nights. */
  readonly kind: 'counts' | 'costs' | 'occupancy';
  /** What is counted. Tables of the same share their totals, so that one cannot give away what another hides. */
  readonly of: string;
  readonly measures: readonly string[];
  readonly rows: Rows;
  readonly columns: Columns;
}

/** By what facts are told apart; `measure` where a table is made of several. */
export type Dimension =
  | 'board'
  | 'partnership'
  | 'route'
  | 'sex'
  | 'substance'
  | 'age'
  | 'refusedBy'
  | 'project'
  | 'wait'
  | 'measure';

/** Facts alike in everything they are told by, and how many. */
export interface CountedFact {
  readonly measureId: string;
  readonly groups: Readonly<Partial<Record<Dimension, string>>>;
  readonly n: number;
  readonly pence: number;
}

/** A partnership and its health board. */
export interface Area {
  readonly partnershipId: string;
  readonly name: string;
  readonly board: string;
  readonly boardCode: string;
}

/** Everything the rows and columns of tables are made of. */
export interface Groups {
  readonly areas: readonly Area[];
  /** The groups there are of every other dimension, in the order in which they are told. */
  readonly of: Readonly<Partial<Record<Dimension, readonly string[]>>>;
}

/** What a row or a column is of: everything where it is empty. */
export type Of = Readonly<Partial<Record<Dimension, string>>>;

/**
 * A row: what it is of, and the row it is a part of. The first is of everything and part of nothing. A partnership that is alone
 * in its health board is counted as that: one number, told in one way.
 */
export interface Row {
  readonly of: Of;
  readonly parent: Of | null;
  readonly countedAs: Of;
}

const everything: Of = {};

const partsOfAll = (dimension: Dimension, groups: readonly string[]): readonly Row[] =>
  groups.map((group) => {
    const of = { [dimension]: group };
    return { of, parent: everything, countedAs: of };
  });

const boardsOf = (areas: readonly Area[]): readonly string[] =>
  [...new Set(areas.map(({ board }) => board))].sort();

/** The rows of a table, each after the one it is a part of. */
export const rowsOf = ({ rows }: Pick<PublishedTable, 'rows'>, { areas, of }: Groups): readonly Row[] => {
  const all: Row = { of: everything, parent: null, countedAs: everything };
  if (rows === 'board') return [all, ...partsOfAll('board', boardsOf(areas))];
  if (rows !== 'area') return [all, ...partsOfAll(rows, of[rows] ?? [])];
  return [
    all,
    ...boardsOf(areas).flatMap((board): readonly Row[] => {
      const own = areas.filter((area) => area.board === board);
      return [
        { of: { board }, parent: everything, countedAs: { board } },
        ...own.map(({ partnershipId }) => {
          const of = { partnership: partnershipId };
          return { of, parent: { board }, countedAs: own.length === 1 ? { board } : of };
        }),
      ];
    }),
  ];
};

/** The columns of a table: that of all first. */
export const columnsOfTable = (
  { columns, measures }: Pick<PublishedTable, 'columns' | 'measures'>,
  { of }: Groups,
): readonly Of[] => {
  if (columns === 'none') return [everything];
  const groups = columns === 'measure' ? measures : (of[columns] ?? []);
  return [everything, ...groups.map((group) => ({ [columns]: group }))];
};

/** The key of a number: the same in every table that tells it. */
export const keyOf = (of: string, ...parts: readonly Of[]): string =>
  [
    of,
    ...parts
      .flatMap((part) => Object.entries(part))
      .map(([dimension, group]) => `${dimension}=${group}`)
      .sort(),
  ].join('|');

const isOf = ({ measureId, groups }: CountedFact, of: Of): boolean => {
  const own = new Map<string, string>([...Object.entries(groups), ['measure', measureId]]);
  return Object.entries(of).every(([dimension, group]) => own.get(dimension) === group);
};

/** The sums of a table: each row of its columns, and each column of a row of the rows that are parts of it. */
const sumsOf = (table: PublishedTable, groups: Groups): readonly Sum[] => {
  const [rows, columns] = [rowsOf(table, groups), columnsOfTable(table, groups)];
  const [, ...parts] = columns;
  const across = rows.map(({ countedAs }) => ({
    total: keyOf(table.of, countedAs),
    parts: parts.map((column) => keyOf(table.of, countedAs, column)),
  }));
  const down = columns.flatMap((column) =>
    rows.map(({ of }) => ({
      total: keyOf(table.of, of, column),
      parts: rows
        .filter(({ parent }) => parent !== null && keyOf('', parent) === keyOf('', of))
        .map(({ countedAs }) => keyOf(table.of, countedAs, column)),
    })),
  );
  return [...across, ...down].filter(
    (sum) => sum.parts.length > 1 || (sum.parts[0] !== undefined && sum.parts[0] !== sum.total),
  );
};

/**
 * What no table tells and somebody knows all the same: of a table by health board, each partnership by its columns. Where a board
 * has several, each can take its own people away from what is told of the board.
 */
const partsWithin = (
  table: PublishedTable,
  { areas, of }: Groups,
): readonly (Sum & { readonly of: Of })[] => {
  const [, ...columns] = columnsOfTable(table, { areas, of });
  if (table.rows !== 'board' || columns.length === 0) return [];
  return boardsOf(areas).flatMap((board) => {
    const own = areas
      .filter((area) => area.board === board)
      .map(({ partnershipId }) => ({ partnership: partnershipId }));
    if (own.length === 1) return [];
    const across = own.map((partnership) => ({
      ...{ of: partnership, total: keyOf(table.of, partnership) },
      parts: columns.map((column) => keyOf(table.of, partnership, column)),
    }));
    const down = [everything, ...columns].map((column) => ({
      ...{ of: { board, ...column }, total: keyOf(table.of, { board }, column) },
      parts: own.map((partnership) => keyOf(table.of, partnership, column)),
    }));
    return [...across, ...down];
  });
};

/** The names of the numbers that tables of counts tell, hidden or not. */
const namesTold = (tables: readonly PublishedTable[], groups: Groups): ReadonlySet<string> =>
  new Set(
    tables
      .filter(({ kind }) => kind !== 'occupancy')
      .flatMap((table) =>
        rowsOf(table, groups).flatMap(({ countedAs }) =>
          columnsOfTable(table, groups).map((column) => keyOf(table.of, countedAs, column)),
        ),
      ),
  );

/** Of names of numbers those that no table tells: they are protected and known to those whose they are, and never shown. */
export const neverTold = (
  tables: readonly PublishedTable[],
  groups: Groups,
  names: Iterable<string>,
): ReadonlySet<string> => {
  const told = namesTold(tables, groups);
  return new Set([...names].filter((name) => !told.has(name)));
};

/**
 * Tables of counts as one system: every number once, and which are sums of which.
 *
 * @throws when the parts of a total do not add up to it: somebody is in a group that no row is of.
 */
export const systemOf = (
  tables: readonly PublishedTable[],
  groups: Groups,
  facts: readonly CountedFact[],
): TableSystem => {
  const values = new Map<string, number>();
  const sums = new Map<string, Sum>();
  const counts = tables.filter(({ kind }) => kind !== 'occupancy');
  for (const table of counts) {
    const counted = facts.filter(({ measureId }) => table.measures.includes(measureId));
    for (const { countedAs } of rowsOf(table, groups))
      for (const column of columnsOfTable(table, groups)) {
        const of = { ...countedAs, ...column };
        const n = counted.reduce((sum, fact) => (isOf(fact, of) ? sum + fact.n : sum), 0);
        values.set(keyOf(table.of, of), n);
      }
    const within = partsWithin(table, groups);
    for (const partnership of new Set(within.flatMap(({ of }) => of.partnership ?? [])))
      for (const column of columnsOfTable(table, groups)) {
        const of = { partnership, ...column };
        const n = counted.reduce((sum, fact) => (isOf(fact, of) ? sum + fact.n : sum), 0);
        values.set(keyOf(table.of, of), n);
      }
    for (const { total, parts } of [...sumsOf(table, groups), ...within])
      sums.set([total, ...parts].join(' '), { total, parts });
  }
  for (const { total, parts } of sums.values()) {
    const whole = parts.reduce((sum, part) => sum + (values.get(part) ?? 0), 0);
    if (whole !== values.get(total))
      throw new Error(`The parts of ${total} are ${whole} together, and it is ${values.get(total)}.`);
  }
  return { values, sums: [...sums.values()] };
};

/** The keys of a table's numbers that are parts of others: what it is read for. */
export const partsOf = (table: PublishedTable, groups: Groups): readonly string[] => {
  const rows = rowsOf(table, groups);
  return rows.flatMap((row) =>
    row.parent === null
      ? []
      : columnsOfTable(table, groups).map((column) => keyOf(table.of, row.countedAs, column)),
  );
};

/** What a partnership knows exactly of its own: its row, and all of a health board that is its alone. */
export const ownNumbers = (
  keys: Iterable<string>,
  { areas }: Pick<Groups, 'areas'>,
): readonly ReadonlySet<string>[] => {
  const parts = [...keys].map((key) => ({ key, parts: new Set(key.split('|')) }));
  return areas.map(({ partnershipId, board }) => {
    const isAlone = areas.filter((area) => area.board === board).length === 1;
    const own = parts.filter(
      (one) => one.parts.has(`partnership=${partnershipId}`) || (isAlone && one.parts.has(`board=${board}`)),
    );
    return new Set(own.map(({ key }) => key));
  });
};
