import { Button } from '../../../../ui/components/button.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { SummaryList, type SummaryItem } from '../../../../ui/components/summary-list.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { TextInput } from '../../../../ui/components/text-input.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** One budget of one financial year. */
export interface BudgetProps {
  readonly frame: PageFrame;
  readonly title: string;
  readonly partnershipName: string;
  /** Whether its financial year has ended. */
  readonly isOver: boolean;
  readonly facts: readonly SummaryItem[];
  /** Absent where the reader may not set it. */
  readonly form?:
    | {
        readonly action: string;
        readonly idempotencyKey: string;
        /** The limit as it was read, in pence; empty where none was set. */
        readonly previous: string;
        readonly state: FormState<string>;
        readonly hint: string;
      }
    | undefined;
  /** Exceptional approvals of the year, and nobody's name but the approvers'. */
  readonly exceptional: readonly { readonly text: string; readonly whenText: string }[];
  readonly history: readonly { readonly text: string; readonly whenText: string }[];
  readonly backHref: string;
}

/** The limit, what is used, setting it, and who set it before. */
export const BudgetView = ({ frame, form, ...budget }: BudgetProps) => {
  const { field } = bindForm<string>(form?.state ?? { values: {}, errors: [] });
  return (
    <PageLayout
      {...frame}
      title={`Budget ${budget.title}`}
      current="budgets"
      errorSummary={{ errors: form?.state.errors ?? [] }}
    >
      <p class="app-back">
        <a href={budget.backHref}>Back to the budgets</a>
      </p>
      <PageHeading title={budget.title} label={budget.partnershipName}>
        {budget.isOver && (
          <p>This year is over. What is left of it is not carried over to the next year’s budget.</p>
        )}
      </PageHeading>
      <div class="app-columns">
        <div>
          {form !== undefined && (
            <PostForm
              action={form.action}
              csrfToken={frame.csrfToken}
              idempotencyKey={form.idempotencyKey}
              label="Set the limit"
            >
              <input type="hidden" name="previousLimitPence" value={form.previous} />
              <TextInput {...field('limit')} label="Limit in pounds" hint={form.hint} widthCharacters={20} />
              <Textarea
                {...field('reason')}
                label="Why"
                hint="Kept with the change, for those who look at it later"
                rows={2}
                maxLength={500}
              />
              <Button>Set the limit</Button>
            </PostForm>
          )}
          {budget.exceptional.length > 0 && (
            <section aria-labelledby="exceptional-title">
              <h2 class="app-section-title" id="exceptional-title">
                Exceptional approvals this year
              </h2>
              <ol class="app-history">
                {budget.exceptional.map((entry, index) => (
                  <li key={index}>
                    {entry.text}
                    <span class="app-sub">{entry.whenText}</span>
                  </li>
                ))}
              </ol>
            </section>
          )}
          <section aria-labelledby="history-title">
            <h2 class="app-section-title" id="history-title">
              Who set it
            </h2>
            {budget.history.length === 0 ? (
              <p>Nobody has changed it since changes are kept here.</p>
            ) : (
              <ol class="app-history">
                {budget.history.map((entry, index) => (
                  <li key={index}>
                    {entry.text}
                    <span class="app-sub">{entry.whenText}</span>
                  </li>
                ))}
              </ol>
            )}
          </section>
        </div>
        <div class="app-aside">
          <LiveRegion id="budget-facts">
            <h2 class="app-section-title">The money</h2>
            <SummaryList items={budget.facts} />
          </LiveRegion>
        </div>
      </div>
    </PageLayout>
  );
};
