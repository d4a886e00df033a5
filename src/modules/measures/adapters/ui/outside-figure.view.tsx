import { Button } from '../../../../ui/components/button.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { DefinitionNote } from '../../../../ui/components/definition-note.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Radios } from '../../../../ui/components/radios.js';
import { Tag } from '../../../../ui/components/tag.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState, Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import type { FigureStanding } from '../../domain/vintage.js';
import { standingLooks } from './standing-looks.js';

/** One vintage of what the figure tells. */
export interface VintageRow {
  readonly key: string;
  readonly vintageText: string;
  /** Null for the figure whose page this is. */
  readonly href: string | null;
  readonly figureText: string;
  /** How far it is from the vintage before; null for the first. */
  readonly changeText: string | null;
  readonly standing: FigureStanding;
  /** Why it differs from the one before, as its source or a member says it. */
  readonly reasons: readonly string[];
  readonly source: string;
  readonly sourceHref?: string | undefined;
}

/** One thing somebody said about a difference. */
export interface ExplanationRow {
  readonly key: string;
  readonly whyText: string;
  readonly words: string;
  /** With what it was compared, and what was told here at the time. */
  readonly besideText: string;
  readonly byText: string;
}

/** One figure of others: its vintages, what is counted here, and why they differ. */
export interface OutsideFigureProps {
  readonly frame: PageFrame;
  readonly title: string;
  readonly periodText: string;
  readonly figureText: string;
  readonly standing: FigureStanding;
  /** Said where nobody published it. */
  readonly cautionText: string | null;
  readonly vintages: readonly VintageRow[];
  readonly here: { readonly text: string; readonly differenceText: string | null };
  readonly notes: readonly { readonly term: string; readonly text: string }[];
  readonly explanations: readonly ExplanationRow[];
  /** Null for readers who may not explain, and where there is nothing to compare with. */
  readonly explaining: {
    readonly action: string;
    readonly idempotencyKey: string;
    readonly form: FormState<string>;
    readonly comparedWith: readonly Option[];
    readonly codes: readonly Option[];
  } | null;
  /** Null for readers who may not, and for what is withdrawn or was published by nobody. */
  readonly withdrawing: {
    readonly action: string;
    readonly idempotencyKey: string;
    readonly form: FormState<string>;
  } | null;
  /** What is wrong with either form of the page. */
  readonly errors: FormState<string>['errors'];
  /** Before the ids of the form that is wrong. */
  readonly errorPrefix: string;
}

const Explaining = ({ explaining, frame }: Pick<OutsideFigureProps, 'explaining' | 'frame'>) => {
  if (explaining === null) return null;
  const { field } = bindForm(explaining.form);
  return (
    <PostForm
      action={explaining.action}
      csrfToken={frame.csrfToken}
      idempotencyKey={explaining.idempotencyKey}
      class="app-form"
      label="Say why it differs"
    >
      <Radios {...field('comparedWith')} label="Differs from" options={explaining.comparedWith} />
      <Radios {...field('code')} label="Because of" options={explaining.codes} />
      <Textarea
        {...field('words')}
        label="Why"
        hint="So that others can follow it later. It is kept as it is; who knows better adds another."
        maxLength={1000}
      />
      <Button>Keep the explanation</Button>
    </PostForm>
  );
};

const Withdrawing = ({ withdrawing, frame }: Pick<OutsideFigureProps, 'withdrawing' | 'frame'>) => {
  if (withdrawing === null) return null;
  const { field } = bindForm(withdrawing.form, 'withdraw-');
  return (
    <section aria-labelledby="withdraw-title">
      <h2 class="app-section-title" id="withdraw-title">
        Withdrawn by its publisher
      </h2>
      <PostForm
        action={withdrawing.action}
        csrfToken={frame.csrfToken}
        idempotencyKey={withdrawing.idempotencyKey}
        class="app-form"
        label="Record that it was withdrawn"
      >
        <Textarea
          {...field('reason')}
          label="Why its publisher took it back"
          hint="The figure stays, shown as withdrawn. A corrected number is taken in as another issue."
          maxLength={1000}
        />
        <Button isSecondary>Record that it was withdrawn</Button>
      </PostForm>
    </section>
  );
};

const Vintages = ({ vintages }: Pick<OutsideFigureProps, 'vintages'>) => (
  <DataTable
    caption="The same in each issue, the oldest first"
    columns={[
      { key: 'issue', heading: 'Issue' },
      { key: 'figure', heading: 'Figure', isNumber: true },
      { key: 'change', heading: 'From the one before', isNumber: true },
      { key: 'standing', heading: 'Standing' },
      { key: 'why', heading: 'Why' },
      { key: 'source', heading: 'Source' },
    ]}
    rows={vintages.map((row) => ({
      key: row.key,
      cells: [
        row.href === null ? (
          <>
            {row.vintageText} <span class="app-sub app-sub--inline">this one</span>
          </>
        ) : (
          <a href={row.href}>{row.vintageText}</a>
        ),
        row.standing === 'withdrawn' ? <s>{row.figureText}</s> : row.figureText,
        row.changeText ?? '',
        <Tag {...standingLooks[row.standing]} />,
        row.reasons.length === 0 ? (
          row.changeText === null ? (
            ''
          ) : (
            'No reason is written down'
          )
        ) : (
          <>
            {row.reasons.map((reason) => (
              <span key={reason} class="app-sub app-source">
                {reason}
              </span>
            ))}
          </>
        ),
        row.sourceHref === undefined ? (
          row.source
        ) : (
          <a href={row.sourceHref} rel="noreferrer">
            {row.source}
          </a>
        ),
      ],
    }))}
  />
);

/** A figure of others through its vintages, beside what is counted here, with each difference and its reason. */
export const OutsideFigureView = (props: OutsideFigureProps) => (
  <PageLayout
    {...props.frame}
    title={`${props.title}, ${props.periodText}`}
    current="measures"
    errorSummary={{ errors: props.errors, idPrefix: props.errorPrefix }}
  >
    <p class="app-back">
      <a href="/measures/published">Back to the figures of others</a>
    </p>
    <PageHeading title={props.title} label={props.periodText}>
      <p>
        <strong class="app-measure__number">{props.figureText}</strong>{' '}
        <Tag {...standingLooks[props.standing]} />
      </p>
    </PageHeading>
    {props.cautionText !== null && (
      <Notification kind="warning" title="Nobody published this number">
        <p>{props.cautionText}</p>
      </Notification>
    )}
    <section aria-labelledby="vintages-title">
      <h2 class="app-section-title" id="vintages-title">
        As each issue told it
      </h2>
      <Vintages vintages={props.vintages} />
    </section>
    <section aria-labelledby="here-title">
      <h2 class="app-section-title" id="here-title">
        Counted here
      </h2>
      <p>
        {props.here.text}
        {props.here.differenceText !== null && `: ${props.here.differenceText}`}.
      </p>
      {props.notes.map(({ term, text }) => (
        <DefinitionNote key={term} term={term}>
          {text}
        </DefinitionNote>
      ))}
    </section>
    <section aria-labelledby="why-title">
      <h2 class="app-section-title" id="why-title">
        Why they differ
      </h2>
      {props.explanations.length === 0 ? (
        <p>Nobody has written down why.</p>
      ) : (
        <DataTable
          caption="Explanations, the first that was written first"
          isCaptionHidden
          columns={[
            { key: 'why', heading: 'Because of' },
            { key: 'words', heading: 'Why' },
            { key: 'beside', heading: 'Compared with' },
            { key: 'by', heading: 'Written by' },
          ]}
          rows={props.explanations.map(({ key, whyText, words, besideText, byText }) => ({
            key,
            cells: [whyText, words, besideText, byText],
          }))}
        />
      )}
      <Explaining explaining={props.explaining} frame={props.frame} />
    </section>
    <Withdrawing withdrawing={props.withdrawing} frame={props.frame} />
  </PageLayout>
);
