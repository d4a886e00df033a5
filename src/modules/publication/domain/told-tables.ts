import type { Cell, ToldTable } from '../contract/content.js';
import {
  columnsOfTable,
  keyOf,
  rowsOf,
  type CountedFact,
  type Groups,
  type Of,
  type PublishedTable,
} from './catalogue.js';
import type { ReleasedNumber } from './released.js';

/** When means and shares are told. Data with its reasons: see config. */
export interface TellingPolicy {
  readonly fewestPriced: number;
  readonly mostOfOnePayer: number;
  readonly fewestResidents: number;
}

const cellOf = (number: ReleasedNumber | undefined): Cell => {
  if (number === undefined) return { kind: 'none' };
  switch (number.told.kind) {
    case 'exact':
      return { kind: 'exact', value: number.value };
    case 'rounded':
      return { kind: 'rounded', value: number.told.to };
    case 'hidden':
      return { kind: 'hidden' };
  }
};

const countsOf = (
  table: PublishedTable,
  groups: Groups,
  byName: ReadonlyMap<string, ReleasedNumber>,
): ToldTable => {
  const columns = columnsOfTable(table, groups);
  const depths = new Map<string, number>();
  return {
    ...{ tableId: table.tableId, title: table.title, kind: table.kind, rows: table.rows },
    columns: columns.map((of) => ({ of, tells: 'number' })),
    lines: rowsOf(table, groups).map(({ of, parent, countedAs }) => {
      const depth = parent === null ? 0 : (depths.get(keyOf('', parent)) ?? 0) + 1;
      depths.set(keyOf('', of), depth);
      return {
        of,
        depth,
        cells: columns.map((column) => cellOf(byName.get(keyOf(table.of, countedAs, column)))),
      };
    }),
  };
};

interface Paid {
  readonly group: string;
  readonly n: number;
  readonly pence: number;
  readonly byPayer: ReadonlyMap<string, number>;
}

const paidTogether = (parts: readonly Paid[]): Omit<Paid, 'group'> => {
  const byPayer = new Map<string, number>();
  for (const { byPayer: own } of parts)
    for (const [payer, pence] of own) byPayer.set(payer, (byPayer.get(payer) ?? 0) + pence);
  return {
    n: parts.reduce((sum, { n }) => sum + n, 0),
    pence: parts.reduce((sum, { pence }) => sum + pence, 0),
    byPayer,
  };
};

/** Whether a mean gives nobody away: of enough, and no payer is nearly all of it. */
const isSafeMean = (
  { n, pence, byPayer }: Omit<Paid, 'group'>,
  { fewestPriced, mostOfOnePayer }: TellingPolicy,
): boolean => n >= fewestPriced && Math.max(0, ...byPayer.values()) <= mostOfOnePayer * pence;

/**
 * Of which groups the mean is told. What is left of the whole when the told ones are taken away must be as safe as any of them:
 * else the smallest told one is left out too.
 */
const meansTold = (groups: readonly Paid[], policy: TellingPolicy): ReadonlySet<string> => {
  const told = new Set(groups.filter((group) => isSafeMean(group, policy)).map(({ group }) => group));
  for (;;) {
    const left = groups.filter(({ group, n }) => !told.has(group) && n > 0);
    if (left.length === 0 || isSafeMean(paidTogether(left), policy)) return told;
    const smallest = groups.filter(({ group }) => told.has(group)).toSorted((a, b) => a.n - b.n)[0];
    if (smallest === undefined) return told;
    told.delete(smallest.group);
  }
};

/** To a hundred pounds: with the number beside it, the exact mean would give the sum. Unit: pence. */
const hundredPounds = 10_000;

const costsOf = (
  table: PublishedTable,
  groups: Groups,
  byName: ReadonlyMap<string, ReleasedNumber>,
  facts: readonly CountedFact[],
  policy: TellingPolicy,
  isFirst: boolean,
): ToldTable => {
  const counts = countsOf(table, groups, byName);
  const { rows } = table;
  if (rows === 'area' || rows === 'board') throw new Error('Costs are told by one thing alone.');
  const [costed] = table.measures;
  const own = facts.filter(({ measureId }) => measureId === costed);
  const paid = (groups.of[rows] ?? []).map((group): Paid => {
    const of = own.filter((fact) => fact.groups[rows] === group);
    const byPayer = new Map<string, number>();
    for (const { groups: by, pence } of of) {
      const payer = by.partnership ?? '';
      byPayer.set(payer, (byPayer.get(payer) ?? 0) + pence);
    }
    const sum = (what: 'n' | 'pence'): number => of.reduce((all, fact) => all + fact[what], 0);
    return { group, n: sum('n'), pence: sum('pence'), byPayer };
  });
  const whole = paidTogether(paid);
  const isWholeTold = isSafeMean(whole, policy);
  const told = isWholeTold && isFirst ? meansTold(paid, policy) : new Set<string>();
  const mean = ({ n, pence }: Omit<Paid, 'group'>, isTold: boolean): Cell => {
    if (n === 0 && isTold) return { kind: 'none' };
    return isTold
      ? { kind: 'rounded', value: Math.round(pence / n / hundredPounds) * hundredPounds }
      : { kind: 'hidden' };
  };
  return {
    ...counts,
    columns: [...counts.columns, { of: {}, tells: 'mean' }],
    lines: counts.lines.map((line) => {
      const one = paid.find(({ group }) => line.of[rows] === group);
      return {
        ...line,
        cells: [...line.cells, one === undefined ? mean(whole, isWholeTold) : mean(one, told.has(one.group))],
      };
    }),
  };
};

/** The bands in which occupancy of projects with few residents is told. Set for this service. */
const occupancyBands = [0, 0.5, 0.8] as const;

const occupancyOf = (
  table: PublishedTable,
  groups: Groups,
  facts: readonly CountedFact[],
  nights: number,
  policy: TellingPolicy,
): ToldTable => {
  const [occupied = '', staffed = ''] = table.measures;
  const sum = (measureId: string, of: Of): number =>
    facts.reduce(
      (all, fact) =>
        fact.measureId === measureId && (of.project === undefined || fact.groups.project === of.project)
          ? all + fact.n
          : all,
      0,
    );
  const share = (of: Of): Cell => {
    const [of_, among] = [sum(occupied, of), sum(staffed, of)];
    if (among <= 0) return { kind: 'none' };
    const exactly = of_ / among;
    if (of_ / nights >= policy.fewestResidents)
      return { kind: 'rounded', value: Math.round(exactly * 100) / 100 };
    const from = occupancyBands.findLast((least) => exactly >= least) ?? 0;
    return { kind: 'band', from, to: occupancyBands.find((least) => least > from) ?? null };
  };
  return {
    ...{ tableId: table.tableId, title: table.title, kind: table.kind, rows: table.rows },
    columns: [{ of: {}, tells: 'share' }],
    lines: rowsOf(table, groups).map(({ of, parent }) => ({
      ...{ of, depth: parent === null ? 0 : 1 },
      cells: [share(of)],
    })),
  };
};

/**
 * The tables of a period as they are told: nothing else of it is ever shown.
 *
 * @param facts - for means and shares; of a year, those of its quarters
 * @param nights - of the period
 * @param isFirst - whether it is the first version of a quarter: beside it, the means of another, or of the year, would tell what a
 *   few placements cost
 */
export const toldTables = (
  tables: readonly PublishedTable[],
  groups: Groups,
  numbers: readonly ReleasedNumber[],
  facts: readonly CountedFact[],
  nights: number,
  policy: TellingPolicy,
  isFirst: boolean,
): readonly ToldTable[] => {
  const byName = new Map(numbers.map((number) => [number.name, number]));
  return tables.map((table) => {
    switch (table.kind) {
      case 'counts':
        return countsOf(table, groups, byName);
      case 'costs':
        return costsOf(table, groups, byName, facts, policy, isFirst);
      case 'occupancy':
        return occupancyOf(table, groups, facts, nights, policy);
    }
  });
};
