import type { Scope } from '../../../../kernel/actor.js';
import { financialYearLabel, monthsOf, type FinancialYear } from '../../../../kernel/financial-year.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Outcome } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { Page, PageInput, PageReply } from '../../../../platform/http/define-page.js';
import { longDate } from '../../../../ui/presenters/dates.js';
import { countOf, plainNumber, pounds } from '../../../../ui/presenters/numbers.js';
import type { MeasureRows, MeasureRowsAsked, RowsNotYours } from '../../application/read-measure-rows.js';
import type { AsAtRefusal } from '../../application/read-measures.js';
import { measureIds, type MeasureDefinition } from '../../domain/measure.js';
import {
  rowMarkOf,
  rowMarkText,
  rowsOfMeasure,
  type MeasureRow,
  type RowsTotal,
} from '../../domain/measure-rows.js';
import { allWaits, asAtText, monthText, readAsked, refusedAsAt } from './measures-asked.js';
import { waitsTexts } from './measure-texts.js';
import { MeasureRowsView, type MeasureRowModel } from './measure-rows.view.js';

/** What the page needs. */
export interface MeasureRowsPageDeps {
  readonly definitions: readonly MeasureDefinition[];
  readonly readMeasureRows: (
    tx: Tx,
    scope: Scope,
    asked: MeasureRowsAsked,
    now: { readonly at: Date; readonly today: IsoDate },
  ) => Promise<Outcome<MeasureRows, AsAtRefusal | RowsNotYours>>;
  readonly readYearsWithData: (tx: Tx, today: IsoDate) => Promise<readonly FinancialYear[]>;
  /** Names as whoever is in a scope may read them, by client. */
  readonly readNamesOf: (
    tx: Tx,
    scope: Scope,
    clientIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
}

/** Rows shown at once. */
const rowsOnAPage = 50;

const one: Readonly<Record<string, string>> = {
  ...{ placements: 'placement', people: 'person', nights: 'night', offers: 'offer', answers: 'answer' },
  ...{ referrals: 'referral', weeks: 'week', projects: 'project', days: 'wait' },
};

const counted = (n: number, unit: string): string =>
  countOf(n, one[unit] ?? unit, unit === 'days' ? 'waits' : unit);

const totalText = ({ shape, unit }: MeasureDefinition, { rows, n, of, pence }: RowsTotal): string => {
  switch (shape) {
    case 'count':
    case 'days':
      return counted(n, unit);
    case 'share':
      return `${plainNumber(n)} of ${counted(of, unit)}`;
    case 'money':
      return n === 0
        ? `No price among ${countOf(rows, 'approval')}`
        : `${pounds(Math.round(pence / n))} in the mean over ${counted(n, unit)}, of ${countOf(of, 'approval')}`;
  }
};

/** What one row counts for; a share of one is a yes or a no. */
const countText = ({ shape, unit, measureId }: MeasureDefinition, row: MeasureRow): string => {
  const { n, of, pence, days } = row;
  switch (shape) {
    case 'count':
      return counted(n, unit);
    case 'days':
      return countOf(days ?? 0, 'day');
    case 'share':
      if (measureId !== 'occupancy') return n > 0 ? 'Yes' : 'No';
      return of === 0 ? `${countOf(n, 'night')} slept` : `${countOf(of, 'night')} to sleep`;
    case 'money':
      return n === 0 ? 'No price recorded' : `${pounds(pence)} over ${counted(n, unit)}`;
  }
};

const linkOf = ({ subject }: MeasureRow, scope: Scope): string | null => {
  if (subject?.person == null) return null;
  const { referralId } = subject.person;
  return scope.kind === 'partnership' ? `/referrals/${referralId}` : `/people/${referralId}/timeline`;
};

const goneTexts = {
  partnership: 'Somebody who is with another partnership now',
  provider: 'No longer recorded',
  national: 'No longer recorded',
} as const;

const toModel = (
  definition: MeasureDefinition,
  row: MeasureRow,
  scope: Scope,
  names: ReadonlyMap<string, string>,
): MeasureRowModel => {
  const { subject } = row;
  const person = subject?.person ?? null;
  const [kind] = rowsOfMeasure[definition.measureId].kinds;
  const isByMonth = kind === 'bed' || kind === 'offer' || definition.unit === 'nights';
  const name = person === null ? undefined : names.get(person.clientId);
  return {
    key: `${row.subjectId}-${row.onDate}`,
    whenText: isByMonth ? monthText(row.onDate.slice(0, 7)) : longDate(row.onDate),
    who:
      subject?.kind === 'bed' || subject?.kind === 'project'
        ? null
        : {
            text: name ?? person?.reference ?? goneTexts[scope.kind],
            subText: name === undefined ? '' : (person?.reference ?? ''),
            href: linkOf(row, scope),
          },
    whereText: [subject?.project?.name, subject?.bedLabel].filter((part) => part != null).join(', '),
    countText:
      person !== null && !person.mayKnow && definition.shape !== 'count'
        ? 'Restricted record'
        : countText(definition, row),
  };
};

const ownerTexts = {
  partnership: 'The rows are people’s own: the partnership that refers them sees its part here.',
  provider: 'The rows are nights and stays of projects: the provider sees those of its own here.',
  both: 'The rows are people’s own: the partnership that refers them and the provider they stay with see their parts here.',
} as const;

/** Who sees the rows, where the reader does not. */
export const whoseRowsText = ({ owners }: Pick<RowsNotYours, 'owners'>): string => {
  const who =
    owners.includes('partnership') && owners.includes('provider')
      ? 'both'
      : owners.includes('partnership')
        ? 'partnership'
        : 'provider';
  return `${ownerTexts[who]} To ask about a part of the number, ask them.`;
};

const leadTexts = {
  partnership: 'What your partnership’s part of the number is made of',
  provider: 'What your projects’ part of the number is made of',
  national: 'What the number is made of',
} as const;

const show = async (deps: MeasureRowsPageDeps, tx: Tx, input: PageInput): Promise<PageReply> => {
  const { frame, now, today, query, params, scope } = input;
  const measureId = measureIds.find((id) => id === params['measureId']);
  const definition = deps.definitions.find((each) => each.measureId === measureId);
  if (definition === undefined) return { kind: 'problem', code: 'not-found' };
  const asked = await readAsked(deps, tx, input);
  const month =
    monthsOf(asked.year)
      .find(({ startsOn }) => startsOn.slice(0, 7) === query['month'])
      ?.startsOn.slice(0, 7) ?? null;
  const waits = allWaits.find((each) => each === query['waits']) ?? 'completed';
  const found = await deps.readMeasureRows(
    tx,
    scope,
    {
      ...{ measureId: definition.measureId, year: asked.year, asAtOn: asked.asAtOn, waits, month },
      ...{ after: rowMarkOf(query['after']), limit: rowsOnAPage },
    },
    { at: now, today },
  );
  const kept = Object.entries(query).filter(
    ([name, value]) => /^(year|waits|month|asAt-\w+)$/.test(name) && value !== '',
  );
  const address = (path: string, added: readonly (readonly [string, string])[], without = ''): string => {
    const all = [...kept.filter(([name]) => name !== without), ...added].map(([name, value]) => [
      name,
      value,
    ]);
    return `${path}${all.length === 0 ? '' : `?${new URLSearchParams(all).toString()}`}`;
  };
  const own = `/measures/${definition.measureId}/rows`;
  const yearText = financialYearLabel(asked.year);
  const common = {
    frame,
    name: definition.name,
    periodText: month === null ? yearText : monthText(month),
    backHref: address(`/measures/${definition.measureId}`, [], 'month'),
    wholeYear: month === null ? null : { text: `All of ${yearText}`, href: address(own, [], 'month') },
    notes: [
      { term: 'Counts', text: `${definition.definition} Definition ${definition.version}.` },
      ...(definition.shape === 'days' ? [{ term: 'Which waits', text: `${waitsTexts[waits]}.` }] : []),
      { term: 'Told', text: asAtText(asked.asAtOn, now) },
    ],
  };
  if (!found.ok) {
    const { refusal } = found;
    const whyNot = refusal.code === 'rows-not-yours' ? whoseRowsText(refusal) : refusedAsAt(refusal).text;
    return {
      kind: 'page',
      status: refusal.code === 'rows-not-yours' ? 200 : 422,
      page: MeasureRowsView({ ...common, leadText: '', whyNot, totalText: '', rows: [], paging: {} }),
    };
  }
  const { rows, total, next } = found.value;
  const names = await deps.readNamesOf(
    tx,
    scope,
    rows.flatMap(({ subject }) => (subject?.person == null ? [] : [subject.person.clientId])),
  );
  return {
    kind: 'page',
    page: MeasureRowsView({
      ...common,
      leadText: leadTexts[scope.kind],
      whyNot: asked.errors[0]?.text ?? '',
      totalText: totalText(definition, total),
      rows: rows.map((row) => toModel(definition, row, scope, names)),
      paging: {
        ...(query['after'] === undefined ? {} : { previousHref: address(own, []) }),
        ...(next === null ? {} : { nextHref: address(own, [['after', rowMarkText(next)]]) }),
        text: countOf(total.rows, 'row'),
      },
    }),
  };
};

/** What a number is made of, for those whose people, beds or projects they are. */
export const measureRowsPage = (deps: MeasureRowsPageDeps): Page => ({
  path: '/measures/:measureId/rows',
  permission: 'see-measure-rows',
  auditedRead: { list: 'measure-rows' },
  read: (tx, input) => show(deps, tx, input),
});
