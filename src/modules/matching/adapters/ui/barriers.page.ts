import type { Scope } from '../../../../kernel/actor.js';
import { addNights, minDate, parseIsoDate, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { Page } from '../../../../platform/http/define-page.js';
import { longDate } from '../../../../ui/presenters/dates.js';
import { countOf, plainNumber } from '../../../../ui/presenters/numbers.js';
import { timeOfDayAndYear } from '../../../../ui/presenters/time-of-day.js';
import type { ToldBarrier, ToldBarriers } from '../../application/barriers.js';
import { fewestTold } from '../../../eligibility/contract.js';
import { BarriersView, type CountedBarriers } from './barriers.view.js';

/** What the page of barriers needs. */
export interface BarriersPageDeps {
  readonly readBarriers: (tx: Tx, scope: Scope, on: IsoDate) => Promise<ToldBarriers | null>;
}

const fewerText = `fewer than ${fewestTold}`;
const numberText = (people: number | null): string => (people === null ? fewerText : plainNumber(people));
const peopleText = (people: number | null, isCountry: boolean): string =>
  people === null
    ? `${fewerText} people`
    : `${isCountry ? 'about ' : ''}${countOf(people, 'person', 'people')}`;

const summaryOf = ([first]: readonly ToldBarrier[], isCountry: boolean): string => {
  if (first === undefined || first.gain === 0) return 'No barrier by itself holds anybody back.';
  if (first.gain === null) return `Each barrier by itself holds ${fewerText} people back.`;
  return `${first.name} holds most people back: ${peopleText(first.gain, isCountry)} would have a place without it.`;
};

const countedOf = (told: ToldBarriers): CountedBarriers => {
  const { study, isCountry, waiting, placed, barriers } = told;
  const summary = summaryOf(barriers, isCountry);
  return {
    summary,
    chart: {
      id: 'barriers',
      title: 'People who would have a place without each barrier',
      description: barriers.map(({ name, gain }) => `${name}: ${numberText(gain)}.`).join(' '),
      bars: barriers.map(({ key, name, gain }) => ({
        ...{ key, label: name, value: gain, valueText: numberText(gain) },
      })),
    },
    rows: barriers.map(({ key, name, asIf, whoCouldAct, gain, lose }) => ({
      ...{ key, name, asIf, whoCouldAct, gainText: numberText(gain), loseText: numberText(lose) },
    })),
    listText: `${peopleText(waiting, isCountry)} waiting with nothing offered or booked; a place is suggested to ${peopleText(placed, isCountry)}.`,
    ...(isCountry
      ? {
          protectedText: `Counts of the country are to the nearest five, and fewer than ${fewestTold}, none among them, are told as ${fewerText}.`,
        }
      : {}),
    asAtText: `${timeOfDayAndYear(study.countedAt)}, over the run of the matcher for ${longDate(study.dayOn)}.`,
    policyText: `The matching policy ${study.policyVersion}.`,
  };
};

/** How far back the page leads at a time. Unit: days. */
const earlierDays = 28;

/** Which single barrier holds most people back: a partnership's own list, or the country's in protected counts. */
export const barriersPage = ({ readBarriers }: BarriersPageDeps): Page => ({
  path: '/matching/barriers',
  permission: 'see-barriers',
  async read(tx, { query, scope, today, frame }) {
    const on = minDate(parseIsoDate(query['on'] ?? '') ?? today, today);
    const told = await readBarriers(tx, scope, on);
    const before = addNights(told?.study.dayOn ?? on, -earlierDays);
    const earlier = told === null ? null : await readBarriers(tx, scope, before);
    return {
      kind: 'page',
      page: BarriersView({
        frame,
        whose: scope.kind === 'national' ? 'Scotland' : 'Your partnership’s list',
        ...(told === null ? {} : { counted: countedOf(told) }),
        ...(earlier === null
          ? {}
          : {
              earlier: {
                text: `As it was on ${longDate(earlier.study.dayOn)}`,
                href: `/matching/barriers?on=${earlier.study.dayOn}`,
              },
            }),
      }),
    };
  },
});
