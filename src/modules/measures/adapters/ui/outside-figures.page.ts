import {
  financialYear,
  financialYearEnd,
  financialYearLabel,
  financialYearOf,
} from '../../../../kernel/financial-year.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { addNights } from '../../../../kernel/iso-date.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
  type ReadForm,
  type Typed,
} from '../../../../platform/http/define-page.js';
import { accountField, choiceField, errorsOf } from '../../../../platform/http/typed-fields.js';
import type { BarChartProps } from '../../../../ui/charts/bar-chart.js';
import type { FieldError, Option } from '../../../../ui/forms/form-state.js';
import { countOf, plainNumber } from '../../../../ui/presenters/numbers.js';
import { timeOfDayAndYear } from '../../../../ui/presenters/time-of-day.js';
import type { makeWithdrawFigure, WithdrawFigureRefusal } from '../../application/import-figures.js';
import type {
  ExplainRefusal,
  makeExplainDifference,
  makeReadOutsideFigure,
  makeReadOutsideFigures,
  OutsideAsked,
  OutsideFigure,
  OutsideVintages,
} from '../../application/outside-figures.js';
import { comparedWith, differenceCodes, type DifferenceExplained } from '../../domain/difference.js';
import type { MeasureDefinition } from '../../domain/measure.js';
import { isOfPublisher } from '../../domain/vintage.js';
import {
  differenceText,
  differenceTexts,
  figureText,
  hereText,
  measureText,
  ofWhomText,
  replacedText,
  vintageText,
} from './outside-figure-words.js';
import { OutsideFigureView, type VintageRow } from './outside-figure.view.js';
import { OutsideFiguresView, type OutsideRow } from './outside-figures.view.js';
import { newestFirst, periodText, publishedRouteTexts, splitSource } from './published-figures.js';

/** What the pages of figures of others need. */
export interface OutsideFiguresPageDeps {
  readonly definitions: readonly MeasureDefinition[];
  readonly readOutsideFigures: ReturnType<typeof makeReadOutsideFigures>;
  readonly readOutsideFigure: ReturnType<typeof makeReadOutsideFigure>;
  readonly explainDifference: ReturnType<typeof makeExplainDifference>;
  readonly withdrawFigure: ReturnType<typeof makeWithdrawFigure>;
}

const path = '/measures/published';
/** More in one page would be read by nobody. */
const mostRows = 300;

/** The route by which a measure is told of everybody, which is drawn where none is chosen. */
const drawnRoutes: Readonly<Record<string, string>> = {
  placements_approved: 'all',
  individuals_started: 'publicly_funded',
};

const explanationText = ({ code, words }: DifferenceExplained): string =>
  `${differenceTexts[code].text}: ${words}`;

const rowOf = (figure: OutsideFigure): OutsideRow => ({
  key: String(figure.figureId),
  href: `${path}/${figure.figureId}`,
  periodText: periodText(figure),
  measureText: measureText(figure.measure),
  ofWhomText: ofWhomText(figure),
  figureText: figureText(figure.figure),
  standing: figure.standing,
  replacedText: replacedText(figure),
  vintageText: vintageText(figure),
  note: figure.note,
  ...splitSource(figure.source),
  hereText: hereText(figure.here),
  differenceText: differenceText(figure.here),
  whyTexts: figure.explained.map(explanationText),
});

const isWholeYear = ({ periodStartsOn, periodLastOn }: OutsideFigure): boolean =>
  periodStartsOn?.endsWith('-04-01') === true &&
  periodLastOn === addNights(financialYearEnd(financialYearOf(periodStartsOn)), -1);

const monthsFrom = (from: IsoDate, to: IsoDate): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
  Number(to.slice(5, 7)) -
  Number(from.slice(5, 7)) +
  1;

const isQuarter = ({ periodStartsOn, periodLastOn }: OutsideFigure): boolean =>
  periodStartsOn !== null && periodLastOn !== null && monthsFrom(periodStartsOn, periodLastOn) === 3;

/**
 * Published figures that stand, by periods of one length, each with what is counted here: whole years, or the quarters of a chosen
 * one. What nobody published is never drawn.
 */
const chartOf = (figures: readonly OutsideFigure[], asked: OutsideAsked): BarChartProps | null => {
  const measure = asked.measure ?? 'placements_approved';
  const route = asked.route ?? drawnRoutes[measure];
  const drawn = figures
    .filter(
      (figure) =>
        figure.measure === measure &&
        figure.route === route &&
        figure.areaKind === 'scotland' &&
        figure.breakdown === null &&
        (figure.standing === 'published' || figure.standing === 'revised') &&
        !periodText(figure).includes('mean of') &&
        (asked.year === null ? isWholeYear(figure) : isQuarter(figure)),
    )
    .toSorted((a, b) => newestFirst(b, a));
  if (drawn.length === 0) return null;
  const bars = drawn.flatMap((figure) => [
    {
      key: String(figure.figureId),
      label: periodText(figure),
      value: figure.figure,
      valueText: figureText(figure.figure),
    },
    ...(figure.here.kind === 'counted'
      ? [
          {
            key: `${figure.figureId}-here`,
            label: `${periodText(figure)}, counted here`,
            value: figure.here.told,
            valueText: hereText(figure.here),
          },
        ]
      : []),
  ]);
  return {
    id: 'outside',
    title: `${measureText(measure)}, ${publishedRouteTexts[route ?? '']?.toLowerCase() ?? ''}, by ${asked.year === null ? 'financial year' : 'quarter'}`,
    description: bars.map(({ label, valueText }) => `${label}: ${valueText}`).join('. '),
    bars,
  };
};

const byText = (a: Option, b: Option): number => a.text.localeCompare(b.text);

const list = async (deps: OutsideFiguresPageDeps, tx: Tx, input: PageInput): Promise<PageReply> => {
  const { frame, query, today } = input;
  const { measure = '', period = '', route = '' } = query;
  const year = /^20\d\d$/.test(period) ? financialYear(Number(period)) : null;
  const asked = { measure: measure === '' ? null : measure, route: route === '' ? null : route, year };
  const found = await deps.readOutsideFigures(tx, asked, today);
  const figures = found.figures.toSorted(newestFirst);
  const shown = figures.slice(0, mostRows);
  return {
    kind: 'page',
    page: OutsideFiguresView({
      frame,
      asks: {
        form: { values: { measure, period, route }, errors: [] },
        measures: found.measures.map((value) => ({ value, text: measureText(value) })).toSorted(byText),
        periods: found.years.map((each) => ({ value: String(each), text: financialYearLabel(each) })),
        routes: found.routes
          .map((value) => ({ value, text: publishedRouteTexts[value] ?? value }))
          .toSorted(byText),
      },
      published: shown.filter(isOfPublisher).map(rowOf),
      notPublished: shown.filter((figure) => !isOfPublisher(figure)).map(rowOf),
      moreText:
        figures.length > mostRows
          ? `${countOf(figures.length - mostRows, 'figure')} more: choose a measure, a year or a route to see them.`
          : null,
      chart: chartOf(figures, asked),
      takeInHref: scopeFor(input.actor, 'keep-published-figures') === null ? null : `${path}/sheet`,
    }),
  };
};

const changeText = (figure: OutsideFigure, before: OutsideFigure | undefined): string | null => {
  if (before === undefined || before.figure === null || figure.figure === null) return null;
  const change = figure.figure - before.figure;
  if (change === 0) return 'The same';
  return `${change > 0 ? '+' : ''}${plainNumber(change)}`;
};

const vintageRows = ({ figure, vintages }: OutsideVintages): readonly VintageRow[] =>
  vintages.map((vintage, index) => ({
    key: String(vintage.figureId),
    vintageText: vintageText(vintage),
    href: vintage.figureId === figure.figureId ? null : `${path}/${vintage.figureId}`,
    figureText: figureText(vintage.figure),
    changeText: changeText(vintage, vintages[index - 1]),
    standing: vintage.standing,
    reasons: [
      ...(vintage.note === null ? [] : [vintage.note]),
      ...(vintage.withdrawnBecause === null ? [] : [`Withdrawn: ${vintage.withdrawnBecause}`]),
      ...vintage.explained.filter((each) => each.comparedWith === 'earlier').map(explanationText),
    ],
    ...splitSource(vintage.source),
  }));

const cautions = {
  derived: 'It was worked out from published figures. Quote those, not this one.',
  unverified: 'It could not be confirmed in a page that could be read.',
} as const;

const besideText = ({ comparedWith: beside, toldHere }: DifferenceExplained): string => {
  if (beside === 'earlier') return 'The issue before';
  return toldHere === null ? 'Counted here' : `Counted here, ${plainNumber(toldHere)} at the time`;
};

const notesOf = (deps: OutsideFiguresPageDeps, { here }: OutsideFigure) => {
  if (here.kind !== 'counted') return [];
  const definition = deps.definitions.find(({ measureId }) => measureId === here.measureId);
  return [
    {
      term: 'Counts',
      text: `${definition?.name ?? here.measureId}. ${definition?.definition ?? ''} Definition ${here.definitionVersion}.`,
    },
    { term: 'Why they can be compared', text: `${here.because}.` },
    ...(here.isRounded
      ? [
          {
            term: 'Protected',
            text: 'People by group are told to the nearest five here, so that nobody can be known by it.',
          },
        ]
      : []),
  ];
};

const comparedWithOf = ({ figure, vintages }: OutsideVintages): readonly Option[] => [
  ...(figure.here.kind === 'counted' ? [{ value: 'here', text: 'What is counted here' }] : []),
  ...(vintages[0]?.figureId === figure.figureId ? [] : [{ value: 'earlier', text: 'The issue before' }]),
];

const idOf = ({ params }: Pick<PageInput, 'params'>): number =>
  /^[1-9]\d{0,8}$/.test(params['figureId'] ?? '') ? Number(params['figureId']) : 0;

const show = async (
  deps: OutsideFiguresPageDeps,
  tx: Tx,
  input: PageInput,
  failed: {
    readonly about: 'explaining' | 'withdrawing';
    readonly typed: Typed;
    readonly errors: readonly FieldError[];
  } | null,
): Promise<PageReply> => {
  const { frame, actor, today, newKey } = input;
  const formOf = (about: 'explaining' | 'withdrawing', values: Typed) =>
    failed?.about === about ? { values: failed.typed, errors: failed.errors } : { values, errors: [] };
  const found = await deps.readOutsideFigure(tx, idOf(input), today);
  if (found === null) return { kind: 'problem', code: 'not-found' };
  const { figure } = found;
  const beside = comparedWithOf(found);
  const mayKeep = scopeFor(actor, 'keep-published-figures') !== null;
  return {
    kind: 'page',
    page: OutsideFigureView({
      frame,
      title: `${measureText(figure.measure)}: ${ofWhomText(figure)}`,
      periodText: periodText(figure),
      figureText: figureText(figure.figure),
      standing: figure.standing,
      cautionText:
        figure.standing === 'derived' || figure.standing === 'unverified' ? cautions[figure.standing] : null,
      vintages: vintageRows(found),
      here: { text: hereText(figure.here), differenceText: differenceText(figure.here) },
      notes: notesOf(deps, figure),
      explanations: figure.explained.map((each) => ({
        key: each.differenceId,
        whyText: differenceTexts[each.code].text,
        words: each.words,
        besideText: besideText(each),
        byText: `${each.explainedBy}, ${timeOfDayAndYear(each.explainedAt)}`,
      })),
      explaining:
        mayKeep && beside.length > 0
          ? {
              action: `${path}/${figure.figureId}/differences`,
              idempotencyKey: newKey(),
              form: formOf('explaining', {
                comparedWith: beside.length === 1 ? (beside[0]?.value ?? '') : '',
              }),
              comparedWith: beside,
              codes: differenceCodes.map((value) => ({ value, ...differenceTexts[value] })),
            }
          : null,
      withdrawing:
        mayKeep && isOfPublisher(figure) && figure.standing !== 'withdrawn'
          ? {
              action: `${path}/${figure.figureId}/withdrawal`,
              ...{ idempotencyKey: newKey(), form: formOf('withdrawing', {}) },
            }
          : null,
      errors: failed?.errors ?? [],
      errorPrefix: failed?.about === 'withdrawing' ? 'withdraw-' : '',
    }),
  };
};

type Explain = Parameters<ReturnType<typeof makeExplainDifference>>[1];

const readExplanation = (typed: Typed, input: PageInput): ReadForm<Explain> => {
  const beside = choiceField(typed, 'comparedWith', comparedWith, 'Choose what it differs from');
  const code = choiceField(typed, 'code', differenceCodes, 'Choose why it differs');
  const words = accountField(typed, 'words', 1000, 'Write why it differs');
  if ('error' in beside || 'error' in code || 'error' in words)
    return { ok: false, errors: errorsOf(beside, code, words) };
  return {
    ok: true,
    command: {
      ...{ figureId: idOf(input), comparedWith: beside.value, code: code.value, words: words.value },
      ...{ memberId: input.actor.memberId, today: input.today },
    },
  };
};

const explain = (refusal: ExplainRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return [];
    case 'nothing-beside-it':
      return [
        {
          field: 'comparedWith',
          text: 'Nothing counted here stands beside this figure. Choose the issue before',
        },
      ];
    case 'nothing-to-compare':
      return [
        {
          field: '',
          text: 'Nothing stands beside this figure yet. Explain it once another issue of it is taken in, or its period is counted here.',
        },
      ];
    case 'no-earlier-vintage':
      return [{ field: 'comparedWith', text: 'No issue came before this one. Choose what is counted here' }];
  }
};

const explainWithdrawing = (refusal: WithdrawFigureRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return [];
    case 'figure-withdrawn-already':
      return [{ field: '', text: 'Somebody recorded before that it was withdrawn. Nothing needs doing.' }];
    case 'published-by-nobody':
      return [{ field: '', text: 'Nobody published this number, so nobody can take it back.' }];
  }
};

/** Figures of others, each with its vintages; whoever keeps them writes down why they differ. */
export const outsideFiguresPages = (
  deps: OutsideFiguresPageDeps,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: [
    { path, permission: 'see-measures', read: (tx, input) => list(deps, tx, input) },
    {
      path: `${path}/:figureId`,
      permission: 'see-measures',
      read: (tx, input) => show(deps, tx, input, null),
    },
  ],
  forms: [
    defineForm({
      path: `${path}/:figureId/differences`,
      permission: 'keep-published-figures',
      auditEvent: 'measures.difference-explained',
      standsOn: ({ figureId = '' }) => `${path}/${figureId}`,
      parse: readExplanation,
      act: (tx, _input, command) => deps.explainDifference(tx, command),
      done: (_value, input) => `${path}/${idOf(input)}?done=difference-explained`,
      explain,
      again: (tx, input, failed) => show(deps, tx, input, { about: 'explaining', ...failed }),
    }),
    defineForm({
      path: `${path}/:figureId/withdrawal`,
      permission: 'keep-published-figures',
      auditEvent: 'measures.figure-withdrawn',
      standsOn: ({ figureId = '' }) => `${path}/${figureId}`,
      parse: (typed, input) => {
        const reason = accountField(typed, 'reason', 1000, 'Write why its publisher took it back');
        return 'error' in reason
          ? { ok: false, errors: [reason.error] }
          : {
              ok: true,
              command: { figureId: idOf(input), reason: reason.value, memberId: input.actor.memberId },
            };
      },
      act: (tx, _input, command) => deps.withdrawFigure(tx, command),
      done: (_value, input) => `${path}/${idOf(input)}?done=figure-withdrawn`,
      explain: explainWithdrawing,
      again: (tx, input, failed) => show(deps, tx, input, { about: 'withdrawing', ...failed }),
    }),
  ],
});
