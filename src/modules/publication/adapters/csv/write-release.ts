import { addNights } from '../../../../kernel/iso-date.js';
import { writeCsv } from '../../../../platform/csv/write-csv.js';
import type { Cell, ReleaseContent, ToldTable } from '../../contract/content.js';
import { ofText } from '../../contract/words.js';
import { periodText, type Release } from '../../domain/release.js';

/** A column of a dimension, and the one that qualifies it. */
const dimensions = [
  ['PublicMoney', 'route'],
  ['Sex', 'sex'],
  ['Substance', 'substance'],
  ['AgeGroup', 'age'],
  ['WaitBand', 'wait'],
  ['WhatOfThem', 'measure'],
  ['WhoSaidNo', 'refusedBy'],
  ['Project', 'project'],
] as const;

/** Source of Scotland's code: Office for National Statistics, register of geographic codes. */
const scotland = ['S92000003', 'd', 'Scotland'] as const;

const headings = [
  ...['Period', 'PeriodStarts', 'PeriodEnds', 'Release', 'Table', 'Measure'],
  ...['HB', 'HBQF', 'HBName', 'ADPName', 'ADPNameQF'],
  ...dimensions.flatMap(([name]) => [name, `${name}QF`]),
  ...['Value', 'ValueQF', 'ValueFrom', 'ValueTo', 'Unit'],
] as const;

/**
 * Of what is qualified: `d` a row that sums others up; `c` kept back for confidentiality; `r5` told to a multiple of five; `b` a
 * band; `z` nothing to tell of. In the manner of Public Health Scotland's open data, where a qualifier stands beside each column;
 * the letters are explained above the rows, since no list of its own could be read.
 */
const qualifierOf = ({ kind }: Cell, tells: ToldTable['columns'][number]['tells']): string => {
  switch (kind) {
    case 'exact':
      return '';
    case 'rounded':
      return tells === 'number' ? 'r5' : '';
    case 'band':
      return 'b';
    case 'hidden':
      return 'c';
    case 'none':
      return 'z';
  }
};

const units = { number: 'number', mean: 'GBP', share: 'share' } as const;

const amount = (value: number, tells: ToldTable['columns'][number]['tells']): string =>
  tells === 'mean' ? (value / 100).toFixed(2) : String(value);

/** A release as one tidy CSV file: a row for each number, with what it is of and how it is told. */
export const writeRelease = (release: Release, content: ReleaseContent, publicOrigin: string): string => {
  const { period, version } = release;
  const lastDay = addNights(period.endsOn, -1);
  const boardOf = new Map<string, string>();
  for (const { lines } of content.tables) {
    let board = '';
    for (const { of } of lines) {
      if (of.board !== undefined) board = of.board;
      if (of.partnership !== undefined) boardOf.set(of.partnership, board);
    }
  }
  const rows = content.tables.flatMap((table) =>
    table.lines.flatMap(({ of, cells }) =>
      cells.map((cell, index): readonly string[] => {
        const column = table.columns[index] ?? { of: {}, tells: 'number' as const };
        const both = { ...of, ...column.of };
        const board =
          both.board ?? (both.partnership === undefined ? undefined : boardOf.get(both.partnership));
        const told = cell.kind === 'exact' || cell.kind === 'rounded' ? amount(cell.value, column.tells) : '';
        return [
          ...[periodText(period), period.startsOn, lastDay, `v${version ?? 0}`, table.tableId, table.title],
          ...(board === undefined ? scotland : [content.boardCodes[board] ?? '', '', board]),
          ...(both.partnership === undefined
            ? ['All', 'd']
            : [ofText({ partnership: both.partnership }, content), '']),
          ...dimensions.flatMap(([, dimension]) => {
            const group = both[dimension];
            return group === undefined ? ['All', 'd'] : [ofText({ [dimension]: group }, content), ''];
          }),
          ...[told, qualifierOf(cell, column.tells)],
          ...(cell.kind === 'band' ? [String(cell.from), cell.to === null ? '' : String(cell.to)] : ['', '']),
          units[column.tells],
        ];
      }),
    ),
  );
  return writeCsv(
    [[...headings], ...rows],
    [
      `Publicly funded residential rehabilitation, ${periodText(period)}, version ${version ?? 0}`,
      `Published: ${release.decidedAt?.toISOString() ?? 'not published'}. As recorded at: ${release.asAt.toISOString()}`,
      ...(release.reason === null
        ? []
        : [`Why there is a new version: ${release.reason.replace(/\s+/g, ' ')}`]),
      'Qualifiers (columns that end in QF): d sums others up; c kept back, small numbers; r5 told to a multiple of five less than five away, by chance, so that 0 stands for 0 to 4; b a band; z nothing to tell of',
      `Definitions: ${content.definitions.map(({ measureId, version: one }) => `${measureId} version ${one}`).join(', ')}`,
      `Metadata: ${publicOrigin}/api/releases/${release.releaseId}`,
    ],
  );
};
