import { Buffer } from 'node:buffer';

import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
  type Typed,
} from '../../../../platform/http/define-page.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { countOf, plainNumber } from '../../../../ui/presenters/numbers.js';
import { groupText } from '../../../referrals/contract/words.js';
import type {
  AddedFigure,
  ImportFiguresRefusal,
  makeImportFigures,
} from '../../application/import-figures.js';
import { figureSheetColumns, figureSheetHeadings, type FigureColumn } from '../../domain/figure-sheet.js';
import { FigureSheetView, type CheckedFigures } from './figure-sheet.view.js';
import { figureText, measureText } from './outside-figure-words.js';
import { issueText, publishedRouteTexts } from './published-figures.js';

/** What the pages of sheets of figures do. */
export interface FigureSheetPageDeps {
  readonly importFigures: ReturnType<typeof makeImportFigures>;
  /** A sheet to begin with. */
  readonly figureSheetTemplate: () => string;
}

/** Where a sheet is pasted and looked at. */
export const figureSheetPath = '/measures/published/sheet';
/** Where it is taken in. */
export const takeInFiguresPath = '/measures/published/sheet/figures';
const templatePath = '/measures/published/sheet/template';

const columnTexts: Readonly<Record<FigureColumn, string>> = {
  measure:
    'placements_approved, individuals_started, individuals_ended_before_planned_end or adps_with_any_approval',
  startsOn: 'First day of the period, which is the first of a month',
  endsOn: 'Last day of the period, which is the last of a month',
  area: 'Scotland, or the name of a partnership',
  route:
    'Of placements: all, adp, ward5, prison_to_rehab, national_mission, additional_placement_fund or other_or_uncosted. Of people: any_funding, publicly_funded, self_or_insurance, solely_private or other_or_unknown. Several parts of one issue add up to its total',
  group: 'female, male, alcohol, drug or co_dependency; empty for everybody. The column may be left out',
  figure: 'A whole number in figures',
  issue: 'The name of the report or release, up to 60 characters',
  releasedOn: 'The day on which it came out; may be empty for what nobody published',
  mark: 'published where a source prints it; derived where it was worked out; unverified where it could not be confirmed',
  note: 'What the source says of it; may be empty',
  source: 'Who says it, and where it can be read',
};

const sheetOf = (typed: Typed): string => typed['sheet'] ?? '';

const show = (
  input: PageInput,
  sheet: string,
  errors: readonly FieldError[],
  checked: CheckedFigures | null,
): PageReply => ({
  kind: 'page',
  page: FigureSheetView({
    frame: input.frame,
    templateHref: templatePath,
    checkAction: figureSheetPath,
    takeInAction: takeInFiguresPath,
    form: { values: { sheet }, errors },
    checked,
    columns: figureSheetColumns.map((column) => ({
      heading: figureSheetHeadings[column],
      text: columnTexts[column],
    })),
  }),
  status: errors.length === 0 ? 200 : 400,
});

const errorsOf = (refusal: ImportFiguresRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'sheet-has-errors':
      return [
        { field: 'sheet', text: `The sheet has ${countOf(refusal.errorCount, 'fault')}. Nothing was kept.` },
      ];
    case 'sheet-too-large':
      return [
        {
          field: 'sheet',
          text: `Send at most ${countOf(refusal.maxRows, 'row')} and ${plainNumber(refusal.maxBytes / 1000)} kB at once: your sheet is kept below, take it in in parts.`,
        },
      ];
    case 'changed-since-you-read-it':
      return [{ field: 'sheet', text: 'Somebody took in the same issue meanwhile. Check the sheet again.' }];
  }
};

const rowOf = (added: AddedFigure) => ({
  key: String(added.row),
  row: added.row,
  whatText: [
    measureText(added.measure),
    added.periodLabel,
    ...(added.area === 'Scotland' ? [] : [added.area]),
    publishedRouteTexts[added.route] ?? added.route,
    ...(added.group === null ? [] : [groupText(added.group)]),
  ].join(', '),
  figureText: plainNumber(added.figure),
  issueText: added.mark === 'published' ? added.vintage : `${added.vintage}, ${added.mark}`,
  becomesText:
    added.replaces === null
      ? 'The first of its kind'
      : `Another issue beside ${figureText(added.replaces.figure)} (${issueText(added.replaces.vintage)}), which stays`,
});

/** What a pasted sheet would add, or what is wrong with it. Changes nothing. */
export const checkFigureSheet =
  ({ importFigures }: Pick<FigureSheetPageDeps, 'importFigures'>) =>
  async (tx: Tx, input: PageInput, typed: Typed, told: readonly FieldError[] = []): Promise<PageReply> => {
    const sheet = sheetOf(typed);
    if (sheet.trim() === '')
      return show(
        input,
        sheet,
        [{ field: 'sheet', text: 'Choose the file of the sheet, or paste it with its headings' }],
        null,
      );
    const outcome = await importFigures(tx, {
      ...{ bytes: Buffer.from(sheet), isTrial: true, today: input.today },
    });
    if (!outcome.ok) {
      const { refusal } = outcome;
      return show(
        input,
        sheet,
        errorsOf(refusal),
        refusal.code === 'sheet-has-errors'
          ? { kind: 'faults', faultCount: refusal.errorCount, faults: refusal.errors }
          : null,
      );
    }
    const { added, unchanged } = outcome.value;
    return show(input, sheet, told, {
      kind: 'fits',
      summaryText: `${countOf(added.length, 'figure')} to add, of which ${plainNumber(added.filter(({ replaces }) => replaces !== null).length)} beside an earlier issue; ${plainNumber(unchanged)} kept already.`,
      rows: added.map(rowOf),
      idempotencyKey: input.newKey(),
    });
  };

/** Figures of others in from a spreadsheet. The look before they are kept is {@link checkFigureSheet}. */
export const figureSheetPages = (
  deps: FigureSheetPageDeps,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: [
    {
      path: figureSheetPath,
      permission: 'keep-published-figures',
      read: async (_tx, input) => Promise.resolve(show(input, '', [], null)),
    },
    {
      path: templatePath,
      permission: 'keep-published-figures',
      read: async () =>
        Promise.resolve({
          ...{ kind: 'file', fileName: 'figures-of-others.csv', mediaType: 'text/csv' },
          text: deps.figureSheetTemplate(),
        }),
    },
  ],
  forms: [
    defineForm({
      path: takeInFiguresPath,
      standsOn: () => figureSheetPath,
      permission: 'keep-published-figures',
      auditEvent: 'measures.figures-taken-in',
      parse: (typed) => ({ ok: true, command: { bytes: Buffer.from(sheetOf(typed)) } }),
      act: (tx, { today }, { bytes }) => deps.importFigures(tx, { bytes, isTrial: false, today }),
      done: () => '/measures/published?done=figures-taken-in',
      explain: errorsOf,
      again: (tx, input, { typed, errors }) => checkFigureSheet(deps)(tx, input, typed, errors),
    }),
  ],
});
