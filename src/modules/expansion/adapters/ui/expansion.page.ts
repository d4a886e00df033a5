import { addNights, londonMidnight, type IsoDate } from '../../../../kernel/iso-date.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Page, PageInput } from '../../../../platform/http/define-page.js';
import type { StepsChartProps } from '../../../../ui/charts/steps-chart.js';
import { dateFromFields } from '../../../../ui/forms/date-parts.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { longDate } from '../../../../ui/presenters/dates.js';
import { countOf, plainNumber } from '../../../../ui/presenters/numbers.js';
import type {
  ExpansionOverview,
  ExpansionStanding,
  makeReadExpansion,
} from '../../application/read-expansion.js';
import type { CountedBeds } from '../../domain/pledge.js';
import { leastOpenings } from '../../domain/slippage.js';
import { stages } from '../../domain/statement.js';
import type { AsAt, StageTotal } from '../../domain/steps.js';
import {
  bedsWords,
  contradictionWords,
  leftOutWords,
  millionsText,
  openingWords,
  periodWords,
  saidDateWords,
  stageTexts,
  totalWords,
} from './expansion-texts.js';
import { ExpansionView, type ExpansionProps, type ExpansionRow } from './expansion.view.js';

/** What the page of beds to come needs. */
export interface ExpansionPageDeps {
  readonly readExpansion: ReturnType<typeof makeReadExpansion>;
}

const path = '/expansion';

const caution =
  'Beds in use, where a project of this service is linked, come from invented people. Everything else is as its source says.';

/** As at which day, and as known when; a date that is none, or lies ahead, is said to be wrong and left out. */
const askedOf = (
  query: PageInput['query'],
  today: IsoDate,
): { readonly asAt: AsAt; readonly errors: readonly FieldError[] } => {
  const read = (field: string): { readonly on: IsoDate | null; readonly errors: readonly FieldError[] } => {
    const typed = dateFromFields(query, field);
    if (typed.kind === 'missing') return { on: null, errors: [] };
    return typed.kind === 'date' && typed.on <= today
      ? { on: typed.on, errors: [] }
      : { on: null, errors: [{ field, text: 'Enter a real date up to today, such as 3 11 2026' }] };
  };
  const [on, known] = [read('on'), read('known')];
  return {
    asAt: {
      on: on.on ?? today,
      knownAt: known.on === null ? null : londonMidnight(addNights(known.on, 1)),
    },
    errors: [...on.errors, ...known.errors],
  };
};

const asAtText = ({ on, knownAt }: AsAt, today: IsoDate): string =>
  [
    on === today ? 'As at today' : `As at the end of ${longDate(on)}`,
    knownAt === null ? '.' : ', as known then.',
  ].join('');

const byStage = (
  totals: readonly StageTotal[],
  promised: number,
): Pick<StepsChartProps, 'bars' | 'description'> => ({
  bars: totals.map((total) => ({
    key: total.stage,
    label: stageTexts[total.stage],
    value: total.beds,
    valueText: totalWords(total),
    isSure: total.mark === 'published' || total.mark === 'recorded',
  })),
  description: `${totals
    .map((total) => `${stageTexts[total.stage]}: ${totalWords(total)}`)
    .join('. ')}. ${plainNumber(promised)} were published.`,
});

const moneyWords = ({ together: { published, money, unexplainedPence } }: ExpansionOverview): string => {
  const range =
    money.leastPence === money.mostPence
      ? millionsText(money.leastPence)
      : `${millionsText(money.leastPence)} to ${millionsText(money.mostPence)}`;
  const known = `The amounts found by project come to about ${range}${money.isOpen ? ' or more' : ''}, what two share counted once (D).`;
  const left =
    unexplainedPence === 0
      ? `${millionsText(published.pence)} lies within what they may mean, so no difference can be named.`
      : `${millionsText(Math.abs(unexplainedPence))} ${unexplainedPence > 0 ? 'of' : 'more than'} the published ${millionsText(published.pence)} is not explained.`;
  return `${known} ${left}`;
};

const bedsLeftWords = ({ together }: ExpansionOverview): string => {
  const { published, knownBeds, unexplainedBeds, without } = together;
  const all = plainNumber(published.beds);
  if (unexplainedBeds === 0) return `As many beds as the ${all} published can be found by project (D).`;
  if (unexplainedBeds < 0)
    return `${plainNumber(knownBeds)} beds can be found by project (D): ${plainNumber(-unexplainedBeds)} more than the ${all} published.`;
  const whose =
    without.length === 0 ? '' : ` for ${without.join(' and ')}, of which no number could be confirmed`;
  return `${plainNumber(knownBeds)} of the ${all} beds can be found by project (D). That leaves ${plainNumber(unexplainedBeds)}${whose}.`;
};

const unexplainedOf = (overview: ExpansionOverview): readonly string[] => {
  const { published } = overview.together;
  return [
    bedsLeftWords(overview),
    `${plainNumber(published.before.beds)} beds were planned before (${published.before.source}). Why it became ${plainNumber(published.beds)} was not found: ${plainNumber(published.before.beds - published.beds)} fewer.`,
    moneyWords(overview),
    ...overview.projects.flatMap(({ expansion, contradictions }) =>
      contradictions.map((each) => `${expansion.name}: ${contradictionWords(each)}.`),
    ),
  ];
};

const rowOf = ({ expansion, steps, reached, milestones }: ExpansionStanding): ExpansionRow => {
  const bedsTexts = steps.flatMap(({ stage, said, atLeast }) => {
    if (stage === 'in_use') return atLeast === null ? [] : [`${stageTexts[stage]}: ${bedsWords(atLeast)}`];
    if (said === null) return [];
    const beds = said.beds === null ? null : { beds: said.beds, mark: said.mark };
    return [`${stageTexts[stage]}: ${bedsWords(beds)}`];
  });
  return {
    key: expansion.expansionId,
    name: expansion.name,
    href: `${path}/${expansion.expansionId}`,
    placeText: `${expansion.provider} · ${expansion.healthBoard}, ${expansion.kind === 'new' ? 'new' : 'an expansion'}`,
    reachedText: reached === null ? 'Nothing was said' : stageTexts[reached],
    bedsTexts,
    fundingText: expansion.funding,
    openingText: openingWords(milestones) ?? 'Nothing was said',
  };
};

const countLabel = ({ period, kind }: CountedBeds): string =>
  kind === 'target' ? `${period} (pledge)` : periodWords(period);

const pledgeOf = ({ pledge, counted, ownBeds }: ExpansionOverview): ExpansionProps['pledge'] => {
  if (pledge === null) return null;
  const { pledged, published, gap, openedSince, stillToCome, unexplained } = pledge;
  const counts = counted
    .flatMap((each) => each.counted ?? [])
    .filter(({ kind }) => kind !== 'target')
    .sort((a, b) => ((a.lastDay?.on ?? '') < (b.lastDay?.on ?? '') ? -1 : 1));
  return {
    chart: {
      id: 'pledge',
      title: 'Beds in the country against the pledge',
      description: `${counts.map((count) => `${countLabel(count)}: ${plainNumber(count.beds)}`).join('. ')}. ${plainNumber(pledged)} were pledged. Kept by this service: ${plainNumber(ownBeds)}.`,
      promised: { value: pledged, text: `${plainNumber(pledged)} pledged` },
      bars: [
        ...counts.map((count) => ({
          key: count.period,
          label: countLabel(count),
          value: count.beds,
          valueText: `${plainNumber(count.beds)}${count.kind === 'derived' ? ' (D)' : ''}`,
          isSure: count.kind === 'published',
        })),
        {
          ...{ key: 'own', label: 'Kept by this service, in projects that count' },
          ...{ value: ownBeds, valueText: plainNumber(ownBeds), isSure: true },
        },
      ],
    },
    facts: [
      {
        key: `Published for ${published.lastDay === null ? published.period : saidDateWords(published.lastDay)}`,
        value: plainNumber(published.beds),
      },
      { key: `Short of ${plainNumber(pledged)}`, value: `${plainNumber(gap)} (D)` },
      { key: 'Said to have opened since', value: `${plainNumber(openedSince)} (D)` },
      { key: 'Known of, and not known to be open', value: `${plainNumber(stillToCome)} (D)` },
      {
        key: 'Left, which no project known of would bring',
        value: `${plainNumber(unexplained)} (D)`,
      },
      {
        key: 'Kept by this service',
        value: `${countOf(ownBeds, 'rehab bed')} in projects that count. Where sources give no number none are kept, so this is no count of the country.`,
      },
    ],
  };
};

const slippageText = ({ slippage: { n, medianDays } }: ExpansionOverview): string => {
  if (medianDays !== null)
    return `Of ${countOf(n, 'opening')} with a plan before it half were ${countOf(Math.max(0, medianDays), 'day')} late or less.`;
  return n === 0
    ? 'No opening has both a plan and a day on which it happened, so nothing can be said of how late openings usually are.'
    : `${countOf(n, 'opening')} with both a plan and a day on which it happened: too few to say how late openings usually are. ${plainNumber(leastOpenings)} are needed.`;
};

const modelOf = (
  overview: ExpansionOverview,
): Omit<ExpansionProps, 'frame' | 'asks' | 'asAtText' | 'addHref' | 'caution'> => {
  const { together, projects, boards, counted } = overview;
  const { published, totals } = together;
  return {
    facts: [
      {
        key: 'Published together',
        value: `${plainNumber(published.beds)} beds, ${plainNumber(published.projects)} projects, ${millionsText(published.pence)}`,
      },
      { key: 'Found by project', value: `${plainNumber(together.knownBeds)} beds (D)` },
      { key: 'Not explained', value: countOf(Math.max(0, together.unexplainedBeds), 'bed') },
      { key: 'Source', value: published.source },
    ],
    steps: {
      id: 'steps',
      title: 'Beds of the projects that were published together, by step',
      promised: { value: published.beds, text: `${plainNumber(published.beds)} published` },
      ...byStage(totals, published.beds),
    },
    stageRows: totals.map((total) => ({
      key: total.stage,
      name: stageTexts[total.stage],
      cells: [totalWords(total), plainNumber(total.projects), leftOutWords(total)],
    })),
    unexplained: unexplainedOf(overview),
    stageNames: stages.map((stage) => stageTexts[stage]),
    boardRows: boards.map(({ name, totals: ofBoard }) => ({
      key: name,
      name,
      cells: ofBoard.map(totalWords),
    })),
    projects: projects.map(rowOf),
    slippageText: slippageText(overview),
    pledge: pledgeOf(overview),
    counted: counted.map(({ period, text, measure, source }) => ({
      ...{ key: periodWords(period), bedsText: text, source },
      measure: measure ?? 'not said',
    })),
  };
};

/** Beds to come: the programme, the projects, the boards and the pledge. */
export const expansionPage = ({ readExpansion }: ExpansionPageDeps): Page => ({
  path,
  permission: 'see-expansions',
  async read(tx, { frame, actor, query, today }) {
    const { asAt, errors } = askedOf(query, today);
    return {
      kind: 'page',
      status: errors.length > 0 ? 400 : 200,
      page: ExpansionView({
        frame,
        asks: { action: path, form: { values: typedOf(query), errors } },
        asAtText: asAtText(asAt, today),
        ...(frame.banner === undefined ? {} : { caution }),
        ...modelOf(await readExpansion(tx, asAt)),
        addHref: scopeFor(actor, 'keep-expansions') === null ? null : `${path}/new`,
      }),
    };
  },
});

const typedOf = (query: PageInput['query']): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(query).filter(([name]) => /^(on|known)-(day|month|year)$/.test(name)));
