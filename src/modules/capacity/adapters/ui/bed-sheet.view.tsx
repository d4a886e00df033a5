import { Button } from '../../../../ui/components/button.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { SheetInput } from '../../../../ui/components/sheet-input.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import { countOf } from '../../../../ui/presenters/numbers.js';

/** One cell that cannot be taken in. */
export interface SheetFault {
  readonly row: number;
  readonly column: string;
  readonly problem: string;
  readonly accepted: string;
}

/** One line of the sheet that would change something. */
export interface SheetChange {
  readonly row: number;
  readonly projectName: string;
  readonly bedLabel: string | null;
  readonly whatText: string;
}

/** What a look at the sheet found. */
export type CheckedSheet =
  | { readonly kind: 'faults'; readonly faultCount: number; readonly faults: readonly SheetFault[] }
  | {
      readonly kind: 'fits';
      readonly summaryText: string;
      readonly changes: readonly SheetChange[];
      readonly idempotencyKey: string;
    };

/** The page on which projects and beds go out to a spreadsheet and come in from one. */
export interface BedSheetProps {
  readonly frame: PageFrame;
  readonly downloadHref: string;
  readonly checkAction: string;
  readonly takeInAction: string;
  readonly form: FormState<'sheet'>;
  /** Null before the first look. */
  readonly checked: CheckedSheet | null;
  readonly backHref: string;
}

const Faults = ({ faultCount, faults }: Extract<CheckedSheet, { readonly kind: 'faults' }>) => (
  <DataTable
    caption={
      faults.length < faultCount
        ? `The first ${countOf(faults.length, 'fault')} of ${faultCount}`
        : `${countOf(faultCount, 'fault')} to mend`
    }
    columns={[
      { key: 'row', heading: 'Where' },
      { key: 'column', heading: 'Column' },
      { key: 'problem', heading: 'What is wrong' },
      { key: 'accepted', heading: 'What would be taken' },
    ]}
    rows={faults.map(({ row, column, problem, accepted }, index) => ({
      key: String(index),
      cells: [`Row ${row}`, column === '' ? 'Whole sheet' : column, problem, accepted],
    }))}
  />
);

const Changes = ({
  checked,
  props,
}: {
  readonly checked: Extract<CheckedSheet, { readonly kind: 'fits' }>;
  readonly props: BedSheetProps;
}) => (
  <>
    <Notification
      kind="information"
      title={checked.changes.length === 0 ? 'This sheet changes nothing' : 'Nothing has been changed yet'}
      takesFocus
    >
      <p>{checked.summaryText}</p>
    </Notification>
    {checked.changes.length > 0 && (
      <>
        <DataTable
          caption="What would change"
          columns={[
            { key: 'row', heading: 'Where' },
            { key: 'project', heading: 'Project' },
            { key: 'bed', heading: 'Bed' },
            { key: 'what', heading: 'What' },
          ]}
          rows={checked.changes.map(({ row, projectName, bedLabel, whatText }, index) => ({
            key: String(index),
            cells: [`Row ${row}`, projectName, bedLabel ?? 'The project itself', whatText],
          }))}
        />
        <PostForm
          action={props.takeInAction}
          csrfToken={props.frame.csrfToken}
          idempotencyKey={checked.idempotencyKey}
          label="Take in the sheet"
        >
          <input type="hidden" name="sheet" value={props.form.values.sheet ?? ''} />
          <Button>Make these changes</Button>
        </PostForm>
      </>
    )}
  </>
);

/** Take the beds out, look at what a changed sheet would do, then let it: the whole sheet or nothing. */
export const BedSheetView = (props: BedSheetProps) => {
  const { field } = bindForm(props.form);
  const { checked } = props;
  return (
    <PageLayout
      {...props.frame}
      title="Beds as a spreadsheet"
      current="board"
      errorSummary={{ errors: props.form.errors }}
    >
      <p class="app-back">
        <a href={props.backHref}>Back to the bed board</a>
      </p>
      <PageHeading title="Beds as a spreadsheet">
        <p>
          <a href={props.downloadHref} download>
            Download your projects and beds (CSV)
          </a>
          , change them in a spreadsheet, and choose the changed file here, or paste the whole sheet. It is
          looked at first. Beds that the sheet leaves out stay as they are.
        </p>
      </PageHeading>
      {checked?.kind === 'faults' && <Faults {...checked} />}
      {checked?.kind === 'fits' && <Changes checked={checked} props={props} />}
      <PostForm
        action={props.checkAction}
        csrfToken={props.frame.csrfToken}
        class="app-form"
        label="Check a sheet"
        hasFile
      >
        <SheetInput {...field('sheet')} />
        <Button isSecondary={checked?.kind === 'fits' && checked.changes.length > 0}>Check the sheet</Button>
      </PostForm>
    </PageLayout>
  );
};
