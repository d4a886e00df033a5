import { Button } from '../../../../ui/components/button.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Pagination } from '../../../../ui/components/pagination.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { SummaryList, type SummaryItem } from '../../../../ui/components/summary-list.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import type { Paging } from '../../../../ui/paging.js';
import type { MatcherState } from './matcher-state.js';

/** The matcher as an administrator sees it: nothing on it is about a person. */
export interface MatcherProps {
  readonly frame: PageFrame;
  readonly state: MatcherState;
  /** A long run that is being worked out, in a sentence. */
  readonly underWayText?: string | undefined;
  readonly facts: readonly SummaryItem[];
  readonly switching: {
    readonly action: string;
    readonly idempotencyKey: string;
    readonly version: number;
    /** Whether it is on now, so that the form switches it off. */
    readonly isOn: boolean;
    readonly form: FormState<'reason'>;
  };
  readonly runs: readonly {
    readonly runId: string;
    readonly whenText: string;
    readonly causeText: string;
    readonly tookText: string;
    readonly countsText: string;
    readonly provenText: string;
    readonly looksText: string;
    readonly policyText: string;
  }[];
  readonly paging: Paging;
}

const Switch = ({ frame, switching }: Pick<MatcherProps, 'frame' | 'switching'>) => {
  const { field } = bindForm(switching.form);
  const what = switching.isOn ? 'Switch suggestions off' : 'Switch suggestions on';
  return (
    <section aria-labelledby="switch">
      <h2 id="switch">{what}</h2>
      <p>
        {switching.isOn
          ? 'What is suggested now is taken away, in the whole country, until they are switched on again. Offers, bookings and stays are left as they are.'
          : 'Places are worked out afresh at once, from what is known then.'}
      </p>
      <PostForm
        action={switching.action}
        csrfToken={frame.csrfToken}
        idempotencyKey={switching.idempotencyKey}
        version={switching.version}
        label={what}
      >
        <input type="hidden" name="isOn" value={switching.isOn ? 'no' : 'yes'} />
        <Textarea
          {...field('reason')}
          label="Why"
          hint="Everybody who looks for a place reads it. Name no person"
          rows={3}
          maxLength={500}
        />
        <Button isSecondary={switching.isOn}>{what}</Button>
      </PostForm>
    </section>
  );
};

/** How the matcher stands, the switch, and its runs. */
export const MatcherView = (props: MatcherProps) => (
  <PageLayout
    {...props.frame}
    title="Matcher"
    current="matcher"
    errorSummary={{ errors: props.switching.form.errors }}
  >
    <PageHeading title="Matcher">
      {props.state.kind === 'current' && <p>{props.state.text}</p>}
      {props.underWayText !== undefined && <p>{props.underWayText}</p>}
    </PageHeading>
    {props.state.kind !== 'current' && (
      <Notification kind="warning" title={props.state.title}>
        <p>{props.state.text}</p>
      </Notification>
    )}
    <SummaryList items={props.facts} />
    <Switch frame={props.frame} switching={props.switching} />
    <h2>Runs</h2>
    <p>
      “Proven”: that nobody further up could have a place who has none, and that no other way of giving the
      places meets more wishes, was checked apart from the matching itself. “Looked at since”: something
      changed, and everything the run rests on was as before.
    </p>
    {props.runs.length === 0 ? (
      <EmptyState title="No run yet">
        <p>The first comes with the first change, or within minutes.</p>
      </EmptyState>
    ) : (
      <DataTable
        caption="Runs, the newest first"
        isCaptionHidden
        columns={[
          { key: 'when', heading: 'When' },
          { key: 'cause', heading: 'Because' },
          { key: 'took', heading: 'Took', isNumber: true },
          { key: 'counts', heading: 'Waiting, ready, suggested', isNumber: true },
          { key: 'proven', heading: 'Result' },
          { key: 'looks', heading: 'Looked at since' },
          { key: 'policy', heading: 'Policy' },
        ]}
        rows={props.runs.map((run) => ({
          key: run.runId,
          cells: [
            run.whenText,
            run.causeText,
            run.tookText,
            run.countsText,
            run.provenText,
            run.looksText,
            run.policyText,
          ],
        }))}
      />
    )}
    <Pagination paging={props.paging} label="Pages of runs" />
  </PageLayout>
);
