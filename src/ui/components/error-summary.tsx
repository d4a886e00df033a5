import type { FieldError } from '../forms/form-state.js';

/** What went wrong, with a link to each field. `idPrefix` is that of the form's `bindForm`. */
export interface ErrorSummaryProps {
  readonly errors: readonly FieldError[];
  readonly idPrefix?: string | undefined;
}

/** Nothing when there are no errors; otherwise the summary, which the page's script gives the focus. */
export const ErrorSummary = ({ errors, idPrefix = '' }: ErrorSummaryProps) =>
  errors.length === 0 ? null : (
    <div
      class="ds_error-summary"
      id="error-summary"
      role="alert"
      aria-labelledby="error-summary-title"
      tabindex={-1}
      data-takes-focus
    >
      <h2 class="ds_error-summary__title" id="error-summary-title">
        There is a problem
      </h2>
      <ul class="ds_error-summary__list">
        {errors.map((error) => (
          <li key={`${error.field}-${error.text}`}>
            {error.field === '' ? error.text : <a href={`#${idPrefix}${error.field}`}>{error.text}</a>}
          </li>
        ))}
      </ul>
    </div>
  );
