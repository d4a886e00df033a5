import { Button } from '../../../../ui/components/button.js';
import { PostForm } from '../../../../ui/components/post-form.js';

/** A last report that disagrees with the record. */
export interface Disagreement {
  readonly figures: string;
  readonly text: string;
  readonly recordText: string;
  /** False where the report would be refused today, and so cannot be given again as it is. */
  readonly canStand: boolean;
}

/** The one press by which a provider confirms. Where report and record disagree it says which of the two is right. */
export interface Confirm {
  readonly action: string;
  readonly idempotencyKey: string;
  readonly version: number;
  /** The figures of the record that were seen, as the form sends them. */
  readonly record?: string | undefined;
  readonly report?: Disagreement | undefined;
}

/** One press says that what is recorded is right; where report and record disagree, which of them. */
export const ConfirmForm = ({
  confirm,
  projectName,
  csrfToken,
}: {
  readonly confirm: Confirm;
  readonly projectName: string;
  readonly csrfToken: string | undefined;
}) => {
  const { record, report, ...form } = confirm;
  return (
    <PostForm {...form} csrfToken={csrfToken}>
      {record !== undefined && <input type="hidden" name="record" value={record} />}
      {report === undefined ? (
        <Button isSmall about={`for ${projectName}`}>
          No change: confirm
        </Button>
      ) : (
        <>
          <input type="hidden" name="report" value={report.figures} />
          <p class="app-note">Your last report and our record disagree. Which is right?</p>
          <p class="app-note">Report: {report.text}</p>
          {report.canStand ? (
            <Button isSmall name="which" value="report" about={`for ${projectName}: ${report.text}`}>
              Our last report still stands
            </Button>
          ) : (
            <p class="app-note">
              These figures cannot all be right. If the record is not right either, report the numbers again.
            </p>
          )}
          <p class="app-note">Record: {report.recordText}</p>
          <Button isSmall name="which" value="record" about={`for ${projectName}: ${report.recordText}`}>
            The record is right
          </Button>
        </>
      )}
    </PostForm>
  );
};
