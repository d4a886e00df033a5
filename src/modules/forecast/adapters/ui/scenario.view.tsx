import { IntervalChart, type IntervalChartProps } from '../../../../ui/charts/interval-chart.js';
import { Button, ButtonLink } from '../../../../ui/components/button.js';
import { DataTable, type Row } from '../../../../ui/components/data-table.js';
import { DefinitionNote } from '../../../../ui/components/definition-note.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** Two courses of a year beside each other, and their difference. */
export interface EffectModel {
  readonly answerText: string;
  readonly chart: IntervalChartProps;
  /** The headings of the two courses. */
  readonly headings: readonly [string, string];
  readonly rows: readonly Row[];
  readonly groups: readonly Row[];
  readonly notes: readonly { readonly term: string; readonly text: string }[];
}

/** The page of one scenario. */
export interface ScenarioProps {
  readonly frame: PageFrame;
  readonly name: string;
  readonly ownerText: string;
  readonly changes: readonly string[];
  /** Links and forms of those who may. */
  readonly changeHref: string | null;
  readonly copyHref: string | null;
  readonly asking: { readonly action: string; readonly idempotencyKey: string; readonly text: string } | null;
  readonly errors: readonly FieldError[];
  /** What is to be known of the run before it is read, such as that the scenario was changed since. */
  readonly warning: string | null;
  readonly underWay: {
    readonly text: string;
    readonly percent: number;
    readonly href: string;
    readonly cancel: { readonly action: string; readonly idempotencyKey: string } | null;
  } | null;
  /** How the latest run ended, where it has no result. */
  readonly endText: string | null;
  readonly effect: EffectModel | null;
  readonly caution?: string | undefined;
}

const Effect = ({ effect }: { readonly effect: EffectModel }) => (
  <>
    <p class="app-lead">{effect.answerText}</p>
    <IntervalChart {...effect.chart} />
    <DataTable
      caption="A year with the scenario"
      columns={[
        { key: 'what', heading: 'In the year' },
        { key: 'first', heading: effect.headings[0], isNumber: true },
        { key: 'second', heading: effect.headings[1], isNumber: true },
        { key: 'difference', heading: 'Difference', isNumber: true },
        { key: 'mean', heading: 'On average', isNumber: true },
      ]}
      rows={effect.rows}
    />
    {effect.groups.length > 0 && (
      <DataTable
        caption="Placements by who people are"
        columns={[
          { key: 'who', heading: 'People' },
          { key: 'first', heading: effect.headings[0], isNumber: true },
          { key: 'second', heading: effect.headings[1], isNumber: true },
          { key: 'difference', heading: 'Difference', isNumber: true },
        ]}
        rows={effect.groups}
      />
    )}
    {effect.notes.map(({ term, text }) => (
      <DefinitionNote key={term} term={term}>
        {text}
      </DefinitionNote>
    ))}
  </>
);

const UnderWay = ({
  underWay,
  frame,
}: {
  readonly underWay: NonNullable<ScenarioProps['underWay']>;
  readonly frame: PageFrame;
}) => (
  <div data-under-way>
    <p>
      <label for="run-progress">{underWay.text}</label>{' '}
      <progress id="run-progress" max={100} value={underWay.percent}>
        {underWay.percent}%
      </progress>
    </p>
    <p>
      It takes some seconds. This page follows it; <a href={underWay.href}>look again</a> where it does not.
    </p>
    {underWay.cancel !== null && (
      <PostForm
        action={underWay.cancel.action}
        csrfToken={frame.csrfToken}
        idempotencyKey={underWay.cancel.idempotencyKey}
      >
        <Button isSmall isSecondary>
          Stop it
        </Button>
      </PostForm>
    )}
  </div>
);

/** What a scenario says, and what it does. */
export const ScenarioView = (props: ScenarioProps) => (
  <PageLayout
    {...props.frame}
    title={props.name}
    current="scenarios"
    errorSummary={{ errors: props.errors }}
    isLive
  >
    <p class="app-back">
      <a href="/forecast/scenarios">All scenarios</a>
    </p>
    <PageHeading title={props.name} label="Scenario">
      <p>{props.ownerText}</p>
    </PageHeading>
    {props.caution !== undefined && (
      <Notification kind="information">
        <p>{props.caution}</p>
      </Notification>
    )}
    <section aria-labelledby="changes-title">
      <h2 class="app-section-title" id="changes-title">
        What is done differently
      </h2>
      <ul>
        {props.changes.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <div class="app-actions">
        {props.changeHref !== null && (
          <ButtonLink href={props.changeHref} isSecondary isSmall>
            Change it
          </ButtonLink>
        )}
        {props.copyHref !== null && (
          <ButtonLink href={props.copyHref} isSecondary isSmall>
            Write one like it
          </ButtonLink>
        )}
      </div>
    </section>
    <section aria-labelledby="effect-title">
      <h2 class="app-section-title" id="effect-title">
        What it does
      </h2>
      <LiveRegion id="effect">
        {props.warning !== null && <p>{props.warning}</p>}
        {props.endText !== null && <p>{props.endText}</p>}
        {props.asking !== null && (
          <PostForm
            action={props.asking.action}
            csrfToken={props.frame.csrfToken}
            idempotencyKey={props.asking.idempotencyKey}
          >
            <Button>{props.asking.text}</Button>
          </PostForm>
        )}
        {props.underWay !== null && <UnderWay underWay={props.underWay} frame={props.frame} />}
        {props.effect !== null && <Effect effect={props.effect} />}
      </LiveRegion>
    </section>
  </PageLayout>
);

/** Two scenarios beside each other. */
export interface BesideProps {
  readonly frame: PageFrame;
  readonly title: string;
  readonly scenarios: readonly {
    readonly name: string;
    readonly href: string;
    readonly changes: readonly string[];
  }[];
  readonly effect: EffectModel;
}

/** What one scenario does more than another. */
export const BesideView = (props: BesideProps) => (
  <PageLayout {...props.frame} title={props.title} current="scenarios">
    <p class="app-back">
      <a href="/forecast/scenarios">All scenarios</a>
    </p>
    <PageHeading title={props.title} label="Scenarios" />
    {props.scenarios.map(({ name, href, changes }) => (
      <section key={href}>
        <h2 class="app-section-title">
          <a href={href}>{name}</a>
        </h2>
        <ul>
          {changes.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </section>
    ))}
    <Effect effect={props.effect} />
  </PageLayout>
);
