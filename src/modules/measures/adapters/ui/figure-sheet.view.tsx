import { Button } from '../../../../ui/components/button.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { Details } from '../../../../ui/components/details.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { SheetInput } from '../../../../ui/components/sheet-input.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import { countOf } from '../../../../ui/presenters/numbers.js';
import type { FigureFault } from '../../domain/figure-sheet.js';

/** What a look at the sheet found. */
export type CheckedFigures =
  | { readonly kind: 'faults'; readonly faultCount: number; readonly faults: readonly FigureFault[] }
  | {
      readonly kind: 'fits';
      readonly summaryText: string;
      readonly rows: readonly {
        readonly key: string;
        readonly row: number;
        readonly whatText: string;
        readonly figureText: string;
        readonly issueText: string;
        readonly becomesText: string;
      }[];
      readonly idempotencyKey: string;
    };

/** The page on which figures of others are taken in from a sheet. */
export interface FigureSheetProps {
  readonly frame: PageFrame;
  readonly templateHref: string;
  readonly checkAction: string;
  readonly takeInAction: string;
  readonly form: FormState<'sheet'>;
  /** Null before the first look. */
  readonly checked: CheckedFigures | null;
  readonly columns: readonly { readonly heading: string; readonly text: string }[];
}

const Faults = ({ faultCount, faults }: Extract<CheckedFigures, { readonly kind: 'faults' }>) => (
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

const Fits = ({
  checked,
  props,
}: {
  readonly checked: Extract<CheckedFigures, { readonly kind: 'fits' }>;
  readonly props: FigureSheetProps;
}) => (
  <>
    <Notification
      kind="information"
      title={checked.rows.length === 0 ? 'Every figure of this sheet is kept already' : 'Nothing is kept yet'}
      takesFocus
    >
      <p>{checked.summaryText}</p>
    </Notification>
    {checked.rows.length > 0 && (
      <>
        <DataTable
          caption="What would be kept"
          columns={[
            { key: 'row', heading: 'Where' },
            { key: 'what', heading: 'What' },
            { key: 'figure', heading: 'Figure', isNumber: true },
            { key: 'issue', heading: 'Issue' },
            { key: 'becomes', heading: 'Beside what is kept' },
          ]}
          rows={checked.rows.map(({ key, row, whatText, figureText, issueText, becomesText }) => ({
            key,
            cells: [`Row ${row}`, whatText, figureText, issueText, becomesText],
          }))}
        />
        <PostForm
          action={props.takeInAction}
          csrfToken={props.frame.csrfToken}
          idempotencyKey={checked.idempotencyKey}
          label="Take in the figures"
        >
          <input type="hidden" name="sheet" value={props.form.values.sheet ?? ''} />
          <Button>Keep these figures</Button>
        </PostForm>
      </>
    )}
  </>
);

/** Paste a sheet, look at what it would add, then let it: the whole sheet or nothing. */
export const FigureSheetView = (props: FigureSheetProps) => {
  const { field } = bindForm(props.form);
  const { checked } = props;
  return (
    <PageLayout
      {...props.frame}
      title="Take in figures of others"
      current="measures"
      errorSummary={{ errors: props.form.errors }}
    >
      <p class="app-back">
        <a href="/measures/published">Back to the figures of others</a>
      </p>
      <PageHeading title="Take in figures of others">
        <p>
          <a href={props.templateHref} download>
            Download a sheet to begin with (CSV)
          </a>
          , fill it in a spreadsheet, and choose the file here, or paste the whole of it. It is looked at
          first. An issue that is kept is never changed: a corrected number is another issue, with its own
          day.
        </p>
      </PageHeading>
      {checked?.kind === 'faults' && <Faults {...checked} />}
      {checked?.kind === 'fits' && <Fits checked={checked} props={props} />}
      <PostForm
        action={props.checkAction}
        csrfToken={props.frame.csrfToken}
        class="app-form"
        label="Check a sheet"
        hasFile
      >
        <SheetInput {...field('sheet')} />
        <Button isSecondary={checked?.kind === 'fits' && checked.rows.length > 0}>Check the sheet</Button>
      </PostForm>
      <Details id="columns" summary="What each column takes">
        <DataTable
          caption="Columns of a sheet of figures"
          isCaptionHidden
          columns={[
            { key: 'heading', heading: 'Column' },
            { key: 'text', heading: 'What it takes' },
          ]}
          rows={props.columns.map(({ heading, text }) => ({ key: heading, cells: [heading, text] }))}
        />
      </Details>
    </PageLayout>
  );
};
