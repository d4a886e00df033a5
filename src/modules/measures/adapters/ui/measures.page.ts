import { financialYearLabel, type FinancialYear } from '../../../../kernel/financial-year.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Outcome } from '../../../../kernel/outcome.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { Page, PageInput, PageReply } from '../../../../platform/http/define-page.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { longDate } from '../../../../ui/presenters/dates.js';
import { countOf, plainNumber } from '../../../../ui/presenters/numbers.js';
import type {
  AsAtRefusal,
  FactChange,
  MeasureAsked,
  MeasureCounted,
  MeasureListed,
  MeasuresAsked,
} from '../../application/read-measures.js';
import {
  groupings,
  measureIds,
  type Grouping,
  type MeasureCell,
  type MeasureDefinition,
} from '../../domain/measure.js';
import { tell, type ToldMeasure } from '../../domain/told-measure.js';
import {
  cellsOf,
  columnsOf,
  groupingTexts,
  groupNameOf,
  measureSections,
  valueTexts,
  waitsTexts,
} from './measure-texts.js';
import { hasRowsFor } from '../../application/read-measure-rows.js';
import { rowsOfMeasure } from '../../domain/measure-rows.js';
import { whoseRowsText } from './measure-rows.page.js';
import { allWaits, asAtText, monthText, readAsked, refusedAsAt, type Asked } from './measures-asked.js';
import { MeasuresView, MeasureView, type MeasuresForm, type NamedCells } from './measures.view.js';

type Now = { readonly at: Date; readonly today: IsoDate };

/** What the pages need. */
export interface MeasurePagesDeps {
  readonly listMeasures: (
    tx: Tx,
    asked: MeasuresAsked,
    now: Now,
  ) => Promise<Outcome<readonly MeasureListed[], AsAtRefusal>>;
  readonly readMeasure: (
    tx: Tx,
    asked: MeasureAsked,
    now: Now,
  ) => Promise<Outcome<MeasureCounted, AsAtRefusal | { readonly code: 'not-grouped-so' }>>;
  readonly readYearsWithData: (tx: Tx, today: IsoDate) => Promise<readonly FinancialYear[]>;
  /** Names of partnerships and projects, by their ids. */
  readonly readGroupNames: (tx: Tx) => Promise<ReadonlyMap<string, string>>;
  /** A step of the record in words. */
  readonly actionText: (action: string) => string;
}

const caution =
  'Everything counted here comes from invented people. It shows how the counting works and says nothing about Scotland.';

const asksOf = (
  { query }: PageInput,
  { year, years }: Asked,
  errors: readonly FieldError[],
  action: string,
  definition?: MeasureDefinition,
): MeasuresForm => ({
  action,
  form: { values: { ...query, year: String(year) }, errors },
  years: years.map((each) => ({ value: String(each), text: financialYearLabel(each) })),
  by: (definition?.by ?? []).map((by) => ({ value: by, text: groupingTexts[by] })),
  waits: definition?.shape === 'days' ? allWaits.map((value) => ({ value, text: waitsTexts[value] })) : [],
});

const protectedText = (listed: readonly MeasureListed[]): string => {
  const known = listed.find(({ definition }) => definition.isOfPeople && definition.telling === 'protected');
  return known?.knownOn == null
    ? ''
    : ` What is told to the nearest five is as known at the end of ${longDate(known.knownOn)}.`;
};

const addressOf = (
  page: string,
  { query }: PageInput,
  added: readonly (readonly [string, string])[] = [],
): string => {
  const kept = [
    ...Object.entries(query).filter(([name, value]) => /^(year$|asAt-)/.test(name) && value !== ''),
    ...added.map(([name, value]) => [name, value]),
  ];
  return `/measures/${page}${kept.length === 0 ? '' : `?${new URLSearchParams(kept).toString()}`}`;
};

const list = async (deps: MeasurePagesDeps, tx: Tx, input: PageInput): Promise<PageReply> => {
  const { frame, now, today } = input;
  const asked = await readAsked(deps, tx, input);
  const found = await deps.listMeasures(tx, asked, { at: now, today });
  const errors = found.ok ? asked.errors : [refusedAsAt(found.refusal)];
  const status = found.ok ? 400 : 422;
  const listed = found.ok ? found.value : [];
  return {
    kind: 'page',
    status: errors.length === 0 ? 200 : status,
    page: MeasuresView({
      frame,
      yearText: financialYearLabel(asked.year),
      asAtText: [asAtText(asked.asAtOn, now), protectedText(listed)].join(''),
      ...(frame.banner === undefined ? {} : { caution }),
      asks: asksOf(input, asked, errors, '/measures'),
      sections: measureSections.map(({ key, title, measureIds: ids }) => ({
        key,
        title,
        rows: listed
          .filter(({ definition }) => ids.includes(definition.measureId))
          .toSorted((a, b) => ids.indexOf(a.definition.measureId) - ids.indexOf(b.definition.measureId))
          .map(({ definition, cells }) => ({
            key: definition.measureId,
            name: definition.name,
            href: addressOf(definition.measureId, input),
            ...valueTexts(definition, tell(definition, cells, false)),
          })),
      })),
    }),
  };
};

const byKey = (cells: readonly MeasureCell[], keyOf: (cell: MeasureCell) => string) => {
  const found = new Map<string, MeasureCell[]>();
  for (const cell of cells) found.set(keyOf(cell), [...(found.get(keyOf(cell)) ?? []), cell]);
  return found;
};

const monthRows = (
  definition: MeasureDefinition,
  cells: readonly MeasureCell[],
  rowsHref: (month: string) => string | undefined,
): readonly NamedCells[] =>
  [...byKey(cells, ({ month }) => month)].map(([month, those]) => ({
    key: month,
    name: monthText(month),
    href: rowsHref(month),
    // A month of something told exactly may be told exactly; of anything else it is a group like others.
    cells: cellsOf(definition.shape, tell(definition, those, definition.telling === 'protected')),
  }));

/** What stands at the end of a bar: short enough to stay on the page. */
const barText = ({ shape, unit }: MeasureDefinition, told: ToldMeasure): string =>
  shape === 'days' && told.medianDays !== null
    ? countOf(told.medianDays, 'day')
    : valueTexts({ shape, unit }, told).valueText;

const changeText = (definition: MeasureDefinition, { n, of }: FactChange): string => {
  const number = definition.shape === 'share' && n === 0 ? of : n;
  const isExact = definition.telling === 'exact';
  const shown = isExact ? number : Math.round(number / 5) * 5;
  if (!isExact && shown === 0) return 'a few';
  return `${shown > 0 ? '+' : ''}${plainNumber(shown)}`;
};

const sinceOf = (
  deps: MeasurePagesDeps,
  { definition, since, cells, cellsNow }: MeasureCounted,
): { readonly text: string; readonly rows: readonly NamedCells[] } | null => {
  if (cellsNow === null) return null;
  const [then, now] = [tell(definition, cells, false), tell(definition, cellsNow, false)];
  const texts = [valueTexts(definition, then).valueText, valueTexts(definition, now).valueText];
  return {
    text:
      since.length === 0
        ? 'Nothing that was recorded since changes what was counted up to that day.'
        : `Up to that day it was ${texts[0]} as known then, and is ${texts[1]} as known now.`,
    rows: since.map((change) => ({
      key: `${change.month}-${change.cause ?? ''}`,
      name: monthText(change.month),
      cells: [
        change.cause === null ? 'Recorded later' : deps.actionText(change.cause),
        changeText(definition, change),
      ],
    })),
  };
};

const rowsTexts = {
  partnership: 'Your partnership’s part, row by row',
  provider: 'Your projects’ part, row by row',
  national: 'Row by row',
} as const;

const show = async (deps: MeasurePagesDeps, tx: Tx, input: PageInput): Promise<PageReply> => {
  const { frame, now, today, query, params, actor } = input;
  const measureId = measureIds.find((id) => id === params['measureId']);
  if (measureId === undefined) return { kind: 'problem', code: 'not-found' };
  const asked = await readAsked(deps, tx, input);
  const by: Grouping | null = groupings.find((each) => each === query['by']) ?? null;
  const waits = allWaits.find((each) => each === query['waits']) ?? 'completed';
  const question = { year: asked.year, measureId, waits };
  const first = await deps.readMeasure(tx, { ...question, by, asAtOn: asked.asAtOn }, { at: now, today });
  const isRefused = !first.ok && first.refusal.code !== 'not-grouped-so';
  const errors =
    !first.ok && first.refusal.code !== 'not-grouped-so' ? [refusedAsAt(first.refusal)] : asked.errors;
  // What cannot be told as at a day is told as now, with why beside the day that was typed.
  const found = first.ok
    ? first
    : await deps.readMeasure(
        tx,
        { ...question, by: isRefused ? by : null, asAtOn: isRefused ? null : asked.asAtOn },
        { at: now, today },
      );
  if (!found.ok) return { kind: 'problem', code: 'not-found' };
  const { definition, cells, groups } = found.value;
  const names = by === null ? new Map<string, string>() : await deps.readGroupNames(tx);
  const yearText = financialYearLabel(asked.year);
  // Of what is protected the country's number is older than the reader's own rows, which stand as they are now.
  const rowsScope = scopeFor(actor, 'see-measure-rows');
  const hasRows = rowsScope !== null && hasRowsFor(definition, rowsScope);
  const rowsHref = (month?: string): string =>
    addressOf(`${measureId}/rows`, input, [
      ...(definition.shape === 'days' ? [['waits', waits] as const] : []),
      ...(month === undefined ? [] : [['month', month] as const]),
    ]);
  const months = monthRows(definition, cells, (month) => (hasRows ? rowsHref(month) : undefined));
  const drawn = [...byKey(cells, ({ month }) => month)].map(([month, those]) => {
    const told = tell(definition, those, definition.telling === 'protected');
    const value =
      definition.shape === 'count' ? told.n : definition.shape === 'share' ? told.share : told.medianDays;
    return {
      ...{
        key: month,
        label: monthText(month),
        value: value === null ? null : value * (definition.shape === 'share' ? 100 : 1),
      },
      valueText: barText(definition, told),
    };
  });
  return {
    kind: 'page',
    status: errors.length === 0 ? 200 : isRefused ? 422 : 400,
    page: MeasureView({
      frame,
      name: definition.name,
      yearText,
      ...(frame.banner === undefined ? {} : { caution }),
      asks: asksOf(input, asked, errors, `/measures/${measureId}`, definition),
      ...valueTexts(definition, tell(definition, cells, false)),
      notes: [
        { term: 'Counts', text: `${definition.definition} Definition ${definition.version}.` },
        { term: 'Told', text: asAtText(found.value.knownOn, now) },
        { term: 'From', text: `${definition.source}.` },
        ...(hasRows ? [] : [{ term: 'Rows', text: whoseRowsText(rowsOfMeasure[definition.measureId]) }]),
        ...(definition.isOfPeople && definition.by.length === 0
          ? [
              {
                term: 'By group',
                text: 'Under Releases, quarter by quarter, and nowhere else: two places that tell the same groups would give away what each keeps back.',
              },
            ]
          : []),
        ...(definition.isOfPeople && (by !== null || definition.telling === 'protected')
          ? [
              {
                term: 'Protected',
                text: `To the nearest five, and fewer than five as such, so that nobody can be known by it. Parts may not add up to the whole.${groups?.asAtOn == null ? '' : ` By group as known at the end of ${longDate(groups.asAtOn)}: day by day, a number that turns would give people away. What is safe to publish is under Releases.`}`,
              },
            ]
          : []),
      ],
      chart:
        definition.shape === 'money' || drawn.length === 0
          ? null
          : {
              ...{
                id: definition.measureId,
                title: `${definition.name} by month of ${yearText}`,
                bars: drawn,
              },
              description: drawn.map(({ label, valueText }) => `${label}: ${valueText}`).join('. '),
            },
      columns: columnsOf(definition.shape),
      months,
      groups:
        by === null || groups === null
          ? null
          : {
              title: `By ${groupingTexts[by].toLowerCase()}`,
              rows: [...byKey(groups.cells, ({ group }) => group ?? '')]
                .map(([group, those]) => ({
                  key: group,
                  name: groupNameOf(by, group === '' ? null : group, names),
                  cells: cellsOf(definition.shape, tell(definition, those, true)),
                }))
                .toSorted((a, b) => a.name.localeCompare(b.name)),
            },
      since: sinceOf(deps, found.value),
      rows: hasRows ? { text: rowsTexts[rowsScope.kind], href: rowsHref() } : null,
      csvHref: `/api/measures/${measureId}/table?${new URLSearchParams([
        ['financialYear', String(asked.year)],
        ...(by === null ? [] : [['by', by]]),
        ...(definition.shape === 'days' ? [['waits', waits]] : []),
        ...(asked.asAtOn === null || isRefused ? [] : [['asAt', asked.asAtOn]]),
      ]).toString()}`,
    }),
  };
};

/** Every measure with its definition, as at any day, and what was put right since. */
export const measuresPages = (deps: MeasurePagesDeps): readonly Page[] => [
  { path: '/measures', permission: 'see-measures', read: (tx, input) => list(deps, tx, input) },
  { path: '/measures/:measureId', permission: 'see-measures', read: (tx, input) => show(deps, tx, input) },
];
