import type { Scope } from '../../../../kernel/actor.js';
import { addNights, isoDate, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Outcome } from '../../../../kernel/outcome.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { Page } from '../../../../platform/http/define-page.js';
import { longDate, monthAndYear } from '../../../../ui/presenters/dates.js';
import { countOf, plainNumber } from '../../../../ui/presenters/numbers.js';
import type { Bottleneck, BottleneckRefusal } from '../../application/read-bottleneck.js';
import { bottleneckSentence, nightCauseTexts, waitingStageTexts } from './bottleneck-texts.js';
import { BottleneckView, type BottleneckProps } from './bottleneck.view.js';
import { peopleText } from './flow-texts.js';

/** What the page needs. */
export interface BottleneckPageDeps {
  readonly readBottleneck: (
    tx: Tx,
    scope: Scope,
    month: string | null,
    today: IsoDate,
  ) => Promise<Outcome<Bottleneck, BottleneckRefusal>>;
}

const caution =
  'Everybody counted here is invented. It shows how the counting works and says nothing about Scotland.';

const textOf = (month: string): string => monthAndYear(isoDate(`${month}-01`));

/** So many months can be chosen, the latest first. */
const monthsOffered = 24;

const monthsTo = (latest: string): readonly string[] => {
  const months: string[] = [];
  for (
    let on = isoDate(`${latest}-01`);
    months.length < monthsOffered;
    on = isoDate(`${addNights(on, -1).slice(0, 7)}-01`)
  )
    months.push(on.slice(0, 7));
  return months;
};

const percentText = (part: number, of: number): string =>
  part > 0 && part * 200 < of ? 'Under 1%' : `${plainNumber((part / of) * 100)}%`;

const tooFew = 'Too few to tell';

const nightsOf = ({ lost, available }: Bottleneck): Pick<BottleneckProps, 'nights' | 'nightsChart'> => ({
  nights: lost.map(({ cause, nights }) => ({
    key: cause,
    name: nightCauseTexts[cause].name,
    cells: [plainNumber(nights), percentText(nights, available)],
  })),
  nightsChart:
    lost.length === 0
      ? null
      : {
          ...{ id: 'nights-lost', title: 'Bed-nights lost, by cause' },
          description: lost
            .map(({ cause, nights }) => `${nightCauseTexts[cause].name}: ${plainNumber(nights)}.`)
            .join(' '),
          bars: lost.map(({ cause, nights }) => ({
            ...{ key: cause, label: nightCauseTexts[cause].name, value: nights },
            valueText: plainNumber(nights),
          })),
        },
});

const notes: BottleneckProps['notes'] = [
  {
    term: 'Bed-nights',
    text: 'Of rehabilitation beds that were open, in projects that counted on that night: of the whole country, up to last night. A night has one cause, the first that is true of it in this order: out of service, being made ready, promised, no referrals taken, not confirmed that day, free.',
  },
  {
    term: 'Free',
    text: '“Somebody with funding waited” says that anybody in Scotland who could go had public money and no place that night. Whether this bed would have fitted them is not judged here: Barriers says what holds people back. A bed promised to somebody who never came is told as free once that is recorded. Residents who pay otherwise are not recorded, so a bed may have been taken and be told as free.',
  },
  {
    term: 'Days waited',
    text: 'Each day of each referral that was open, by the next step it waited for. Days on which the person could not go stand beside, and are not in the days.',
  },
];

const protectedNote = {
  term: 'Protected',
  text: 'People to the nearest five, and fewer than five, or none, as such; days to the nearest ten, of ten people or more.',
};

/** Where bed-nights and days of waiting were lost in a month. */
export const bottleneckPage = ({ readBottleneck }: BottleneckPageDeps): Page => ({
  path: '/flow/bottleneck',
  permission: 'see-flow',
  async read(tx, { frame, actor, query, today }) {
    const scope = scopeFor(actor, 'see-flow');
    if (scope === null) return { kind: 'problem', code: 'not-found' };
    const asked = query['month'] ?? null;
    const first = await readBottleneck(tx, scope, asked, today);
    const found = first.ok ? first : await readBottleneck(tx, scope, null, today);
    if (!found.ok) throw new Error('The latest month is told.');
    const told = found.value;
    const monthText = textOf(told.month);
    const lostNights = told.available - told.used;
    return {
      kind: 'page',
      status: first.ok ? 200 : first.refusal.code === 'no-such-month' ? 400 : 422,
      page: BottleneckView({
        frame,
        monthText,
        sentence: bottleneckSentence(told, monthText),
        ...(frame.banner === undefined ? {} : { caution }),
        form: {
          values: { ...query, month: query['month'] ?? told.month },
          errors: first.ok
            ? []
            : [
                {
                  field: 'month',
                  text:
                    first.refusal.code === 'no-such-month'
                      ? 'Choose a month from the list.'
                      : `No night of it has gone by. The latest is ${textOf(first.refusal.latest)}.`,
                },
              ],
        },
        months: monthsTo(addNights(today, -1).slice(0, 7)).map((month) => ({
          value: month,
          text: textOf(month),
        })),
        nightsText:
          told.available === 0
            ? 'There was no bed that counts.'
            : `Up to ${longDate(addNights(told.toOn, -1))} there were ${countOf(told.available, 'bed-night')}; in ${plainNumber(told.used)} of them somebody slept (${percentText(told.used, told.available)}), and ${plainNumber(lostNights)} were lost.`,
        ...nightsOf(told),
        whose:
          told.telling === 'exact'
            ? 'Of your partnership’s own people.'
            : told.waitingTo === null
              ? 'Days of waiting of the country are told once a quarter, as known at its end, so that no day tells who came. Those of this month are still to come.'
              : `Of everybody in Scotland up to ${longDate(addNights(told.waitingTo, -1))}, in protected numbers, as known at the end of a quarter.`,
        waiting: told.waiting.map(({ stage, people, days, daysAway }) => ({
          key: stage,
          name: waitingStageTexts[stage],
          cells: [
            peopleText(people),
            days === null ? tooFew : plainNumber(days),
            daysAway === null ? tooFew : plainNumber(daysAway),
          ],
        })),
        notes: told.telling === 'exact' ? notes : [...notes, protectedNote],
      }),
    };
  },
});
