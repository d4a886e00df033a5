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
import { countOf } from '../../../../ui/presenters/numbers.js';
import type { ImportedBeds, ImportedChange } from '../../application/imported-beds.js';
import type { TakeInBeds, TakeInBedSheetRefusal } from '../../application/take-in-bed-sheet.js';
import { BedSheetView, type CheckedSheet, type SheetChange } from './bed-sheet.view.js';

/** What the pages of sheets do. */
export interface BedSheetPageDeps {
  readonly takeInBeds: TakeInBeds;
}

/** Where a sheet is pasted and looked at. */
export const bedSheetPath = '/board/bed-sheet';
/** Where it is taken in. */
export const takeInBedSheetPath = '/board/bed-sheet/changes';

const sheetOf = (typed: Typed): string => typed['sheet'] ?? '';

const show = (
  input: PageInput,
  sheet: string,
  errors: readonly FieldError[],
  checked: CheckedSheet | null,
): PageReply => ({
  kind: 'page',
  page: BedSheetView({
    frame: input.frame,
    downloadHref: '/api/bed-sheets',
    checkAction: bedSheetPath,
    takeInAction: takeInBedSheetPath,
    form: { values: { sheet }, errors },
    checked,
    backHref: '/board',
  }),
  status: errors.length === 0 ? 200 : 400,
});

const changeOf = ({ row, project, bed, change, columns }: ImportedChange): SheetChange => ({
  row,
  projectName: project,
  bedLabel: bed,
  whatText: change === 'added' ? 'Added' : `Changed: ${columns.join(', ')}`,
});

const summaryOf = (imported: ImportedBeds): string => {
  const { projectsAdded, projectsChanged, projectsUnchanged, bedsAdded, bedsChanged, bedsUnchanged } =
    imported;
  return [
    `${countOf(projectsAdded, 'project')} added, ${projectsChanged} changed, ${projectsUnchanged} as before.`,
    `${countOf(bedsAdded, 'bed')} added, ${bedsChanged} changed, ${bedsUnchanged} as before.`,
  ].join(' ');
};

const errorsOf = (refusal: TakeInBedSheetRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'sheet-has-errors':
      return [
        {
          field: 'sheet',
          text: `The sheet has ${countOf(refusal.errorCount, 'fault')}. Nothing was changed.`,
        },
      ];
    case 'sheet-too-large':
      return [
        {
          field: 'sheet',
          text: `Send at most ${countOf(refusal.maxRows, 'row')} and ${refusal.maxBytes / 1_000_000} MB at once: your sheet is kept below, take it in in parts.`,
        },
      ];
    case 'changed-since-you-read-it':
      return [{ field: 'sheet', text: 'Somebody changed these beds meanwhile. Check the sheet again.' }];
    case 'not-found':
      return [];
  }
};

const faultsOf = (refusal: TakeInBedSheetRefusal): CheckedSheet | null =>
  refusal.code === 'sheet-has-errors'
    ? { kind: 'faults', faultCount: refusal.errorCount, faults: refusal.errors }
    : null;

/** What a pasted sheet would do, or what is wrong with it. Changes nothing. */
export const checkBedSheet =
  ({ takeInBeds }: BedSheetPageDeps) =>
  async (tx: Tx, input: PageInput, typed: Typed, told: readonly FieldError[] = []): Promise<PageReply> => {
    const sheet = sheetOf(typed);
    if (sheet.trim() === '') {
      return show(
        input,
        sheet,
        [{ field: 'sheet', text: 'Choose the file of the sheet, or paste it with its headings' }],
        null,
      );
    }
    const outcome = await takeInBeds(tx, input.scope, {
      bytes: Buffer.from(sheet),
      isDryRun: true,
      importedOn: input.today,
    });
    if (!outcome.ok) return show(input, sheet, errorsOf(outcome.refusal), faultsOf(outcome.refusal));
    return show(input, sheet, told, {
      kind: 'fits',
      summaryText: summaryOf(outcome.value),
      changes: outcome.value.changes.map(changeOf),
      idempotencyKey: input.newKey(),
    });
  };

/** Projects and beds out to a spreadsheet and in again. The look before the change is `checkBedSheet`. */
export const bedSheetPages = (
  deps: BedSheetPageDeps,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: [
    {
      path: bedSheetPath,
      permission: 'edit-beds',
      read: async (_tx, input) => Promise.resolve(show(input, '', [], null)),
    },
  ],
  forms: [
    defineForm({
      path: takeInBedSheetPath,
      standsOn: () => bedSheetPath,
      permission: 'edit-beds',
      auditEvent: 'capacity.bed-added',
      parse: (typed) => ({ ok: true, command: { bytes: Buffer.from(sheetOf(typed)) } }),
      act: (tx, { scope, today }, { bytes }) =>
        deps.takeInBeds(tx, scope, { bytes, isDryRun: false, importedOn: today }),
      done: () => '/board?done=beds-taken-in',
      explain: errorsOf,
      again: (tx, input, { typed, errors }) => checkBedSheet(deps)(tx, input, typed, errors),
    }),
  ],
});
