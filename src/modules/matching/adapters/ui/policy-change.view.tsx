import { Button } from '../../../../ui/components/button.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import { Comparison, type ComparisonModel } from './comparison.js';

/** One change: what it says, what it would do, and what can be done with it. */
export interface PolicyChangeProps {
  readonly frame: PageFrame;
  readonly title: string;
  readonly stateText: string;
  readonly reason: string;
  readonly backHref: string;
  readonly errors: readonly FieldError[];
  /** What it changes, part by part. */
  readonly changes: readonly { readonly what: string; readonly now: string; readonly then: string }[];
  /** Null while it is worked out. */
  readonly preview: {
    readonly lookedText: string;
    readonly moves: readonly { readonly band: string; readonly cells: readonly string[] }[];
    readonly comparison: ComparisonModel;
    /** Null in looks of before groups were counted. */
    readonly groups: {
      /** Each group that loses more places than a change may take unremarked. */
      readonly fallen: readonly string[];
      readonly noneFallenText: string;
      readonly rows: readonly {
        readonly key: string;
        readonly name: string;
        readonly warningText: string;
        readonly cells: readonly string[];
      }[];
    } | null;
  } | null;
  /** Where the page is asked for again while it is worked out. */
  readonly againHref: string;
  /** For readers who may ask for it. */
  readonly ask: { readonly action: string; readonly idempotencyKey: string } | null;
  /** For readers who may decide it, while it waits. `confirmKey` is null for its author, who may take it back only. */
  readonly decide: {
    readonly action: string;
    readonly confirmKey: string | null;
    readonly withdrawKey: string;
  } | null;
  /** The reader's own people; null where the reader has none or looks at the counts. */
  readonly peopleHref: string | null;
  readonly people:
    | readonly {
        readonly key: string;
        readonly name: string;
        readonly href: string;
        readonly moveText: string;
        readonly nowText: string;
        readonly thenText: string;
      }[]
    | null;
}

type Groups = NonNullable<NonNullable<PolicyChangeProps['preview']>['groups']>;

const ByGroup = ({ groups: { fallen, noneFallenText, rows } }: { readonly groups: Groups }) => (
  <>
    {fallen.length === 0 ? (
      <p>{noneFallenText}</p>
    ) : (
      <Notification kind="warning" title="Loses places">
        <ul>
          {fallen.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </Notification>
    )}
    <DataTable
      caption="What it would do, by group"
      columns={[
        { key: 'group', heading: 'Group' },
        { key: 'people', heading: 'Ready', isNumber: true },
        { key: 'now', heading: 'Placed now', isNumber: true },
        { key: 'then', heading: 'With the change', isNumber: true },
        { key: 'earlier', heading: 'Earlier in line', isNumber: true },
        { key: 'later', heading: 'Later in line', isNumber: true },
      ]}
      rows={rows.map(({ key, name, warningText, cells }) => ({
        key,
        cells: [
          <>
            {name}
            {warningText !== '' && <strong class="app-sub">{warningText}</strong>}
          </>,
          ...cells,
        ],
      }))}
    />
  </>
);

const Decide = ({
  decide: { action, confirmKey, withdrawKey },
  frame,
}: {
  readonly decide: NonNullable<PolicyChangeProps['decide']>;
  readonly frame: PageFrame;
}) => {
  const form = (decision: 'confirm' | 'withdraw', key: string, text: string) => (
    <PostForm action={action} csrfToken={frame.csrfToken} idempotencyKey={key} label={text}>
      <input type="hidden" name="decision" value={decision} />
      <Button isSecondary={decision === 'withdraw'}>{text}</Button>
    </PostForm>
  );
  return (
    <section aria-labelledby="decide-title">
      <h2 class="app-section-title" id="decide-title">
        Your decision
      </h2>
      {confirmKey === null ? (
        <p>You asked for it yourself: somebody else confirms it.</p>
      ) : (
        form('confirm', confirmKey, 'Confirm this change')
      )}
      {form('withdraw', withdrawKey, 'Take it back')}
    </section>
  );
};

const People = ({ people }: { readonly people: NonNullable<PolicyChangeProps['people']> }) =>
  people.length === 0 ? (
    <EmptyState title="Nobody of yours would move">
      <p>Everybody of your partnership who waits would be suggested what they are suggested now.</p>
    </EmptyState>
  ) : (
    <DataTable
      caption="Your people who would move"
      columns={[
        { key: 'who', heading: 'Who' },
        { key: 'what', heading: 'What' },
        { key: 'now', heading: 'Now' },
        { key: 'then', heading: 'Then' },
      ]}
      rows={people.map((person) => ({
        key: person.key,
        cells: [<a href={person.href}>{person.name}</a>, person.moveText, person.nowText, person.thenText],
      }))}
    />
  );

/** What one change says and would do: as counts for everybody, by name for whose people they are. */
export const PolicyChangeView = (props: PolicyChangeProps) => (
  <PageLayout {...props.frame} title={props.title} current="policy" errorSummary={{ errors: props.errors }}>
    <p class="app-back">
      <a href={props.backHref}>Back</a>
    </p>
    <PageHeading title={props.title}>
      <p>{props.stateText}</p>
      <p>Why: {props.reason}</p>
    </PageHeading>
    {props.people === null ? (
      <>
        <DataTable
          caption="What it changes"
          columns={[
            { key: 'what', heading: 'What' },
            { key: 'now', heading: 'Today' },
            { key: 'then', heading: 'With the change' },
          ]}
          rows={props.changes.map(({ what, now, then }) => ({ key: what, cells: [what, now, then] }))}
        />
        {props.preview === null ? (
          <Notification kind="information" title="What it would do is being worked out">
            <p>
              Both policies are run over everybody who waits today. It takes a few seconds.{' '}
              <a href={props.againHref}>Look again</a>
            </p>
          </Notification>
        ) : (
          <section aria-labelledby="effect-title">
            <h2 class="app-section-title" id="effect-title">
              What it would do
            </h2>
            <p>{props.preview.lookedText}</p>
            <DataTable
              caption="Who would move, by urgency"
              columns={[
                { key: 'band', heading: 'Urgency' },
                { key: 'gains', heading: 'Gain a place', isNumber: true },
                { key: 'loses', heading: 'Lose it', isNumber: true },
                { key: 'elsewhere', heading: 'Go elsewhere', isNumber: true },
                { key: 'day', heading: 'Another day', isNumber: true },
              ]}
              rows={props.preview.moves.map(({ band, cells }) => ({ key: band, cells: [band, ...cells] }))}
            />
            <Comparison {...props.preview.comparison} />
            {props.preview.groups !== null && <ByGroup groups={props.preview.groups} />}
            {props.peopleHref !== null && (
              <p>
                <a href={props.peopleHref}>See which of your people would move</a>
              </p>
            )}
          </section>
        )}
        {props.ask !== null && props.preview !== null && (
          <PostForm
            action={props.ask.action}
            csrfToken={props.frame.csrfToken}
            idempotencyKey={props.ask.idempotencyKey}
            label="Ask for this change"
          >
            <p>It then waits until another administrator confirms it.</p>
            <Button>Ask for this change</Button>
          </PostForm>
        )}
        {props.decide !== null && <Decide decide={props.decide} frame={props.frame} />}
      </>
    ) : (
      <People people={props.people} />
    )}
  </PageLayout>
);
