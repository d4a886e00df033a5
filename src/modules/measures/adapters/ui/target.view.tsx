import { ProgressChart, type ProgressChartProps } from '../../../../ui/charts/progress-chart.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { DefinitionNote } from '../../../../ui/components/definition-note.js';
import { Details } from '../../../../ui/components/details.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Tag } from '../../../../ui/components/tag.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import type { MeasureId } from '../../domain/measure.js';
import type { FigureStanding } from '../../domain/vintage.js';
import { standingLooks } from './standing-looks.js';
import { countOf, plainNumber, pounds } from '../../../../ui/presenters/numbers.js';

/** One named measure for one financial year. */
export interface MeasureModel {
  readonly key: MeasureId;
  readonly name: string;
  readonly count: number;
  /** Absent where no target names the measure in that year. */
  readonly target?: number | undefined;
  /** What an even pace to the target would have reached by the as-at day; rounded to whole placements or people. */
  readonly paceToday: number;
  /** "3 February 2026", where records begin only then: a part of a year is held against no target. */
  readonly recordedFromText?: string | undefined;
  /** The answers to "is it on track", each by its name; empty where no target is held against the year. */
  readonly answers?:
    readonly { readonly key: string; readonly name: string; readonly text: string }[] | undefined;
  /** True once the year has ended: the pace is then the target itself. */
  readonly isYearOver?: boolean | undefined;
  /** What the target is and who set it. */
  readonly targetText?: string | undefined;
  readonly definition: string;
  readonly definitionVersion: string;
  readonly asAtText: string;
  readonly sourceText: string;
  /** Absent without a target. */
  readonly chart?: ProgressChartProps | undefined;
}

/**
 * One month of the table. A count is null for a month not yet begun, or over before records began (`isUnrecorded`);
 * `isPartial` for the month of the as-at day. `fromText` says from which day on a month was recorded.
 */
export interface MonthRow {
  readonly label: string;
  readonly isPartial: boolean;
  readonly isUnrecorded?: boolean | undefined;
  readonly fromText?: string | undefined;
  readonly placementsApproved: number | null;
  readonly placementsStarted: number | null;
  readonly peopleStarted: number | null;
}

/** A figure somebody else published, kept apart from ours. */
export interface PublishedFigure {
  readonly key: string;
  readonly period: string;
  readonly measure: string;
  readonly route: string;
  readonly count: number | null;
  readonly costPence?: number | undefined;
  readonly status: FigureStanding;
  readonly vintage: string;
  readonly source: string;
  readonly sourceHref?: string | undefined;
  /** A part of another figure: one route of funding. Shown on demand. */
  readonly isByRoute?: boolean | undefined;
}

/** The target page. */
export interface TargetProps {
  readonly frame: PageFrame;
  /** "2026/27". */
  readonly yearText: string;
  readonly years: readonly { readonly text: string; readonly href: string; readonly isCurrent: boolean }[];
  /** Said above our own figures: that they come from invented people, or that some sites have not reported. */
  readonly caution?: string | undefined;
  readonly measures: readonly MeasureModel[];
  readonly months: readonly MonthRow[];
  readonly totals: MonthRow;
  /** Where the same is told by groups. */
  readonly parts: readonly { readonly key: string; readonly text: string; readonly href: string }[];
  readonly whyTheyDiffer: readonly string[];
  readonly published: readonly PublishedFigure[];
}

function paceText(measure: MeasureModel): string {
  if (measure.recordedFromText !== undefined)
    return `Recorded from ${measure.recordedFromText}. A part of a year is not held against a year’s target.`;
  if (measure.target === undefined) return 'No target was set for this year.';
  if (measure.isYearOver === true) return outcomeText(measure.count - measure.target);
  const difference = measure.count - measure.paceToday;
  if (measure.paceToday === 0) return 'The year has only begun.';
  if (difference === 0) return 'Exactly at the even pace for today.';
  return `${plainNumber(Math.abs(difference))} ${difference > 0 ? 'ahead of' : 'behind'} the even pace for today, ${plainNumber(measure.paceToday)}.`;
}

function outcomeText(difference: number): string {
  if (difference === 0) return 'The year ended exactly at the target.';
  return `The year ended ${plainNumber(Math.abs(difference))} ${difference > 0 ? 'above' : 'below'} the target.`;
}

const Measure = ({ measure }: { readonly measure: MeasureModel }) => (
  <section class="app-measure" aria-labelledby={`measure-${measure.key}`}>
    <div class="app-measure__facts">
      <h2 class="app-measure__name" id={`measure-${measure.key}`}>
        {measure.name}
      </h2>
      <p class="app-measure__count">
        <span class="app-measure__number">{plainNumber(measure.count)}</span>{' '}
        {measure.target !== undefined && (
          <span class="app-measure__of">of {plainNumber(measure.target)}</span>
        )}
      </p>
      <p class="app-measure__pace">{paceText(measure)}</p>
      {measure.answers !== undefined && measure.answers.length > 0 && (
        <dl class="app-answers">
          {measure.answers.map(({ key, name, text }) => (
            <div key={key}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      <DefinitionNote term="Counts">
        {measure.definition} <span class="app-note__version">{measure.definitionVersion}</span>
      </DefinitionNote>
      <DefinitionNote term="As at">{measure.asAtText}</DefinitionNote>
      <DefinitionNote term="From">{measure.sourceText}</DefinitionNote>
      {measure.targetText !== undefined && (
        <DefinitionNote term="Target">{measure.targetText}</DefinitionNote>
      )}
    </div>
    {measure.chart !== undefined && <ProgressChart {...measure.chart} />}
  </section>
);

const countOrDash = (count: number | null, why: string) =>
  count === null ? (
    <>
      <span aria-hidden="true">–</span>
      <span class="visually-hidden">{why}</span>
    </>
  ) : (
    plainNumber(count)
  );

const besideMonth = (row: MonthRow): string | undefined => {
  if (row.isUnrecorded === true) return 'not recorded';
  return row.fromText ?? (row.isPartial ? 'so far' : undefined);
};

const monthCells = (row: MonthRow) => {
  const beside = besideMonth(row);
  const why = row.isUnrecorded === true ? 'not recorded' : 'not yet';
  return [
    beside === undefined ? (
      row.label
    ) : (
      <>
        {row.label} <span class="app-sub app-sub--inline">{beside}</span>
      </>
    ),
    countOrDash(row.placementsApproved, why),
    countOrDash(row.placementsStarted, why),
    countOrDash(row.peopleStarted, why),
  ];
};

const FigureCount = ({ figure }: { readonly figure: PublishedFigure }) => {
  if (figure.count === null) {
    return (
      <>
        <span aria-hidden="true">–</span>
        <span class="visually-hidden">not known</span>
      </>
    );
  }
  const count = plainNumber(figure.count);
  return (
    <>
      {figure.status === 'withdrawn' ? <s>{count}</s> : count}
      {figure.costPence !== undefined && <span class="app-sub">{pounds(figure.costPence)}</span>}
    </>
  );
};

const FigureTable = ({
  caption,
  figures,
}: {
  readonly caption: string;
  readonly figures: readonly PublishedFigure[];
}) => (
  <DataTable
    caption={caption}
    columns={[
      { key: 'period', heading: 'Period' },
      { key: 'measure', heading: 'Measure' },
      { key: 'route', heading: 'Route' },
      { key: 'count', heading: 'Count', isNumber: true },
      { key: 'status', heading: 'Status' },
      { key: 'source', heading: 'Issue and source' },
    ]}
    rows={figures.map((figure) => ({
      key: figure.key,
      cells: [
        figure.period,
        figure.measure,
        figure.route,
        <FigureCount figure={figure} />,
        <Tag {...standingLooks[figure.status]} />,
        <>
          {figure.vintage}
          <span class="app-sub app-source">
            {figure.sourceHref === undefined ? (
              figure.source
            ) : (
              <a href={figure.sourceHref} rel="noreferrer">
                {figure.source}
              </a>
            )}
          </span>
        </>,
      ],
    }))}
  />
);

const Published = ({ figures }: { readonly figures: readonly PublishedFigure[] }) => {
  const whole = figures.filter(({ isByRoute }) => isByRoute !== true);
  const byRoute = figures.filter(({ isByRoute }) => isByRoute === true);
  return (
    <section class="app-outside" aria-labelledby="published-title">
      <h2 class="app-section-title" id="published-title">
        Figures published by others
      </h2>
      <p>
        Kept apart from ours and never added to them. They use other definitions, and each stands with the
        issue it came from. Numbered reports are the interim monitoring reports of Public Health Scotland.{' '}
        <a href="/measures/published">Every figure of others, beside what is counted here</a>.
      </p>
      {figures.length === 0 && <p>No published figures are loaded.</p>}
      {whole.length > 0 && <FigureTable caption="Published figures, newest period first" figures={whole} />}
      {byRoute.length > 0 && (
        <Details id="figures-by-route" summary={`By route of funding: ${countOf(byRoute.length, 'figure')}`}>
          <FigureTable caption="Parts of the figures above, newest period first" figures={byRoute} />
        </Details>
      )}
    </section>
  );
};

/** How the year goes against its target, by three measures that are never mixed, with what each of them counts. */
export const TargetView = (props: TargetProps) => (
  <PageLayout {...props.frame} title={`Target ${props.yearText}`} current="progress" isLive>
    <PageHeading title="Target" label={`Financial year ${props.yearText}`}>
      <p>
        Measures of the same year. They count different things, so each stands on its own, and none is “on
        track” without its name. <a href="/target/targets">All targets</a>.
      </p>
    </PageHeading>
    {props.years.length > 1 && (
      <nav class="app-years" aria-label="Financial year">
        <ul>
          {props.years.map((year) => (
            <li key={year.href}>
              <a href={year.href} aria-current={year.isCurrent ? 'page' : undefined}>
                {year.text}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    )}
    {props.caution !== undefined && (
      <Notification kind="information">
        <p>{props.caution}</p>
      </Notification>
    )}
    <LiveRegion id="measures">
      {props.measures.map((measure) => (
        <Measure key={measure.key} measure={measure} />
      ))}
    </LiveRegion>
    <section class="app-months" aria-labelledby="months-title">
      <h2 class="app-section-title" id="months-title">
        Month by month
      </h2>
      <LiveRegion id="months">
        <DataTable
          caption={`New in each month of ${props.yearText}`}
          staysTable
          columns={[
            { key: 'month', heading: 'Month' },
            { key: 'approved', heading: 'Placements approved', isNumber: true },
            { key: 'started', heading: 'Placements started', isNumber: true },
            { key: 'people', heading: 'People started', isNumber: true },
          ]}
          rows={props.months.map((row) => ({ key: row.label, cells: monthCells(row) }))}
          totals={{ key: 'total', cells: monthCells(props.totals) }}
        />
      </LiveRegion>
      {props.parts.length > 0 && (
        <ul class="app-parts" aria-label="The same by groups">
          {props.parts.map(({ key, text, href }) => (
            <li key={key}>
              <a href={href}>{text}</a>
            </li>
          ))}
        </ul>
      )}
      <Details id="why-they-differ" summary="Why they differ">
        <ul>
          {props.whyTheyDiffer.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </Details>
    </section>
    <Published figures={props.published} />
    <p>
      <a href="/extracts/mapping">What the monthly extract of placements holds</a>
    </p>
  </PageLayout>
);
