import type { Scope } from '../../../../kernel/actor.js';
import { financialYearOf, type FinancialYear } from '../../../../kernel/financial-year.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Outcome } from '../../../../kernel/outcome.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { Page, PageInput } from '../../../../platform/http/define-page.js';
import { dateFromFields } from '../../../../ui/forms/date-parts.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { longDate } from '../../../../ui/presenters/dates.js';
import type { Flow, FlowAsked, FlowRefusal } from '../../application/read-flow.js';
import { cohortPeriods } from '../../domain/cohort-period.js';
import type { ToldStep } from '../../domain/told-cohort.js';
import { dimensionTexts, groupText } from '../../../referrals/contract/words.js';
import {
  daysText,
  middleText,
  lastNoTexts,
  peopleText,
  periodText,
  shareText,
  stageTexts,
} from './flow-texts.js';
import { FlowView, type FlowProps } from './flow.view.js';

/** What the page needs. */
export interface FlowPageDeps {
  readonly readFlow: (
    tx: Tx,
    scope: Scope,
    asked: FlowAsked,
    now: { readonly at: Date; readonly today: IsoDate },
  ) => Promise<Outcome<Flow, FlowRefusal>>;
  readonly readYearsWithData: (tx: Tx, today: IsoDate) => Promise<readonly FinancialYear[]>;
  /** Why a referral was closed or a stay ended, in words. */
  readonly reasonText: (stage: string, code: string) => string;
}

const caution =
  'Everybody counted here is invented. It shows how the counting works and says nothing about Scotland.';

const refusedText = (refusal: FlowRefusal): FieldError => {
  switch (refusal.code) {
    case 'no-such-period':
      return { field: 'period', text: 'Choose a financial year or a quarter from the list.' };
    case 'period-not-begun':
      return {
        field: 'period',
        text: `Nobody was referred in it yet: it begins on ${longDate(refusal.beginsOn)}. Choose an earlier one.`,
      };
    case 'as-at-not-over':
      return {
        field: 'asAt',
        text: `That day is not over for the record. The latest is ${longDate(refusal.latestOn)}.`,
      };
    case 'as-at-before-records':
      return {
        field: 'asAt',
        text: `What was known on that day was not kept. The earliest is ${longDate(refusal.earliestOn)}.`,
      };
  }
};

const stepRow = (step: ToldStep): FlowProps['steps'][number] => ({
  key: step.to,
  name: stageTexts[step.to],
  cells: [
    peopleText(step.reached),
    shareText(step.share, step.reachedBefore),
    daysText(step.completed),
    peopleText(step.stillHere),
    daysText(step.running),
    peopleText(step.droppedOut),
  ],
});

const chartOf = (flow: Flow): FlowProps['chart'] => {
  if (flow.referred === null || flow.referred === 0) return null;
  const stages = [
    ...flow.steps.map(({ from, reachedBefore, reached, stillHere }) => ({
      ...{ key: from, label: stageTexts[from], valueText: peopleText(reachedBefore) },
      ...{ reached: reachedBefore, wentOn: reached, stillHere },
    })),
    ...flow.steps.slice(-1).map(({ to, reached }) => ({
      ...{ key: to, label: stageTexts[to], valueText: peopleText(reached) },
      ...{ reached, wentOn: reached, stillHere: 0 },
    })),
  ];
  return {
    id: 'flow',
    title: `People referred in ${periodText(flow.period)}, by how far they got`,
    description: stages.map(({ label, valueText }) => `${label}: ${valueText}.`).join(' '),
    stages,
  };
};

const notesOf = (flow: Flow): FlowProps['notes'] => [
  {
    term: 'Who is in it',
    text: 'Referrals by the day they were received. One recorded by mistake does not count, and a person referred twice counts twice. Whoever reached a stage counts in all before it, recorded or not.',
  },
  {
    term: 'The stages',
    text: 'The first assessment by the partnership, the first yes of a public funder, the first yes of a project to an offer, the arrival, and leaving as planned. A stay that goes on elsewhere ends there.',
  },
  {
    term: 'Days',
    text: 'From the stage before, where both days are recorded, in whole days; in brackets between which days the middle half lies. “Half have waited” is of those who are still there, up to the last day. Unfinished waits grow: a young cohort looks faster than it is.',
  },
  {
    term: 'Half within',
    text: 'The middle of the days from referral to arrival, of ten people or more; in brackets between which days the true middle lies with 95% certainty, from the order of the waits (binomial). Those who have not arrived are not in it, so it is no comparison of who is placed. Age is that on the day of the referral.',
  },
  {
    term: 'Adds up',
    text: 'Of everybody who reached a stage, some reached the next, some are still there and the others went no further. A no is not the end while the referral is open: those who met one are told under “still on the way”.',
  },
  ...(flow.telling === 'protected'
    ? [
        {
          term: 'Protected',
          text: 'To the nearest five, and fewer than five, or none, as such; days to whole weeks, of ten people or more, and the middle half of twenty or more. Reasons of fewer than five people stand together. Parts may not add up to the whole.',
        },
      ]
    : []),
];

const reasonRows = (
  steps: readonly ToldStep[],
  reasonsOf: (
    step: ToldStep,
  ) => readonly { readonly code: string; readonly text: string; readonly n: number | null }[],
): FlowProps['dropOuts'] =>
  steps.flatMap((step) =>
    reasonsOf(step).map(({ code, text, n }) => ({
      key: `${step.from}-${code}`,
      name: stageTexts[step.from],
      cells: [text, peopleText(n)],
    })),
  );

const rareText = 'Other reasons, each of fewer than 5 people';

const show = async (deps: FlowPageDeps, tx: Tx, input: PageInput) => {
  const { frame, actor, query, now, today } = input;
  const scope = scopeFor(actor, 'see-flow');
  if (scope === null) return { kind: 'problem' as const, code: 'not-found' as const };
  const typed = dateFromFields(query, 'asAt');
  const years = await deps.readYearsWithData(tx, today);
  const period = query['period'] ?? null;
  const asked = { period, asAtOn: typed.kind === 'date' ? typed.on : null };
  const first = await deps.readFlow(tx, scope, asked, { at: now, today });
  const errors: readonly FieldError[] = [
    ...(typed.kind === 'not-a-date'
      ? [
          {
            field: 'asAt',
            text: `${typed.typed} is not a date. Give a day, a month and a year, such as 31 3 2026.`,
          },
        ]
      : []),
    ...(first.ok ? [] : [refusedText(first.refusal)]),
  ];
  // What cannot be told is told of this year as now, with why beside what was typed.
  const found = first.ok
    ? first
    : await deps.readFlow(tx, scope, { period: null, asAtOn: null }, { at: now, today });
  if (!found.ok) throw new Error('This financial year is told as now.');
  const flow = found.value;
  const isAsked = errors.length === 0;
  const text = periodText(flow.period);
  return {
    kind: 'page' as const,
    status: isAsked ? 200 : first.ok || first.refusal.code === 'no-such-period' ? 400 : 422,
    page: FlowView({
      frame,
      whose: scope.kind === 'national' ? 'Scotland' : 'Your partnership',
      periodText: text,
      toldText: flow.isKnownThen
        ? `As known at the end of ${longDate(flow.followedTo)}.${flow.telling === 'protected' ? ' The country is told once a quarter, so that no day tells who came.' : ''}`
        : `As known now, followed to ${longDate(flow.followedTo)}.`,
      ...(frame.banner === undefined ? {} : { caution }),
      untilHint:
        flow.telling === 'protected' ? 'Empty for the latest quarter that is over' : 'Empty for today',
      form: { values: { ...query, period: query['period'] ?? String(financialYearOf(today)) }, errors },
      periods: cohortPeriods(years, today).map((each) => ({
        value: each.key,
        text: each.kind === 'year' ? `Financial year ${periodText(each)}` : periodText(each),
      })),
      chart: chartOf(flow),
      emptyText:
        flow.referred === 0
          ? 'Nobody was referred in it.'
          : 'Fewer than 5 people were referred in it, or nobody.',
      steps: flow.steps.map(stepRow),
      dropOuts: reasonRows(flow.steps, ({ from, dropOuts }) =>
        dropOuts.map(({ code, n }) => ({
          ...{ code, n },
          text: code === 'rare' ? rareText : deps.reasonText(from, code),
        })),
      ),
      waitingFor: reasonRows(flow.steps, ({ waitingFor }) =>
        waitingFor.map(({ code, n }) => ({
          ...{ code, n },
          text: code === 'rare' ? 'Other answers, each to fewer than 5 people' : lastNoTexts[code],
        })),
      ),
      waitsText: `Of those who arrived, ${peopleText(flow.waits.everybody.n).toLowerCase()} in all, half did within: ${middleText(flow.waits.everybody)}.`,
      waits: flow.waits.dimensions.map(({ dimension, groups }) => ({
        ...{ key: dimension, title: dimensionTexts[dimension].toLowerCase() },
        rows: groups.map((wait) => ({
          ...{ key: wait.group, name: groupText(wait.group) },
          cells: [peopleText(wait.n), middleText(wait)],
        })),
      })),
      notes: notesOf(flow),
      csvHref: `/api/flow/table?${new URLSearchParams([
        ['period', flow.period.key],
        ...(isAsked && asked.asAtOn !== null ? [['asAt', asked.asAtOn]] : []),
      ]).toString()}`,
    }),
  };
};

/** People referred in a period, followed stage by stage to a day. */
export const flowPage = (deps: FlowPageDeps): Page => ({
  path: '/flow',
  permission: 'see-flow',
  read: (tx, input) => show(deps, tx, input),
});
