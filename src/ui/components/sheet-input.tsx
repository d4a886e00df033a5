import { describedBy, Question, type FieldProps } from './question.js';
import { Textarea } from './textarea.js';

/** A sheet pasted or chosen as a file, both sent as `name`. */
export interface SheetInputProps extends Omit<FieldProps, 'label' | 'hint'> {
  readonly value: string;
}

/**
 * A sheet, chosen as a file or pasted; a file that is chosen is taken. When the form comes again, what was in it stands in the field
 * for pasting, since no page can keep a file. The form has to say that it has one.
 */
export const SheetInput = ({ id, name, value, error }: SheetInputProps) => {
  const file = {
    id: `${id}-file`,
    label: 'A file',
    hint: 'CSV, as a spreadsheet saves it. It is taken instead of what is pasted.',
  };
  return (
    <>
      <Question {...file}>
        <input
          class="ds_input"
          type="file"
          id={file.id}
          name={name}
          accept=".csv,.txt,text/csv,text/plain"
          aria-describedby={describedBy(file)}
        />
      </Question>
      <Textarea
        {...{ id, name, value, error }}
        label="Or the sheet, with its headings"
        hint="Copied from a spreadsheet or from a CSV file. Dates as 31/03/2027 or 2027-03-31."
        rows={12}
      />
    </>
  );
};
