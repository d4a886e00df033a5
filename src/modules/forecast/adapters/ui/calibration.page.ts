import { financialYearLabel } from '../../../../kernel/financial-year.js';
import { londonDate, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Page } from '../../../../platform/http/define-page.js';
import { longDate, monthAndYear } from '../../../../ui/presenters/dates.js';
import { countOf, plainNumber } from '../../../../ui/presenters/numbers.js';
import type { BackTest } from '../../domain/back-test.js';
import type { Spread } from '../../domain/forecast.js';
import type { Calibration } from '../../application/calibration.js';
import { CalibrationView, type CalibrationProps } from './calibration.view.js';
import { scaleOf } from './number-scale.js';
import { rangeText } from './scenario-words.js';

const holds = ({ p10, p90 }: Spread, value: number): boolean => p10 <= value && value <= p90;
const heldText = (isHeld: boolean): string => (isHeld ? 'Yes' : 'No');

const answerText = ({ periods, covered }: BackTest): string =>
  periods.length === 0
    ? 'Too few half-years are published to try it on any.'
    : `Of ${countOf(periods.length, 'half-year')} that could be tried, ${plainNumber(covered)} came out between the two numbers that were forecast; of many it should be eight in ten. ${periods.length < 20 ? 'So few show only whether it is worse than simpler ways.' : ''}`.trim();

const periodText = (label: string): string =>
  label
    .split(' to ')
    .map((day) => monthAndYear(isoOf(day)))
    .join(' to ');
const isoOf = (text: string): IsoDate => londonDate(new Date(`${text}T12:00:00Z`));

const chartOf = ({ periods }: BackTest): CalibrationProps['chart'] =>
  periods.length === 0
    ? null
    : {
        ...{ id: 'calibration-chart', title: 'What was forecast, and what came', reference: null },
        description: periods
          .map(
            ({ label, forecast, figure }) =>
              `${periodText(label)}: forecast ${rangeText(forecast)}, came ${plainNumber(figure)}`,
          )
          .join('. '),
        rows: periods.map(({ label, forecast, figure }) => ({
          ...{ key: label, label: periodText(label), value: figure },
          range: { low: forecast.p10, high: forecast.p90 },
          valueText: `${rangeText(forecast)}, came ${plainNumber(figure)}`,
        })),
        scale: scaleOf(periods.flatMap(({ forecast, figure }) => [forecast.p10, forecast.p90, figure])),
      };

/** How good the forecast was on what is over. */
export const calibrationPage = ({ readBackTest, readPastForecasts }: Calibration): Page => ({
  path: '/forecast/calibration',
  permission: 'see-forecast',
  async read(tx, { frame, today }) {
    const tested = await readBackTest(tx);
    const past = await readPastForecasts(tx, today);
    return {
      kind: 'page',
      page: CalibrationView({
        frame,
        answerText: answerText(tested),
        chart: chartOf(tested),
        periods: tested.periods.map(({ label, forecast, figure, naive, straightLine }) => ({
          key: label,
          cells: [
            periodText(label),
            rangeText(forecast),
            plainNumber(figure),
            heldText(holds(forecast, figure)),
            plainNumber(naive),
            plainNumber(straightLine),
          ],
        })),
        losses:
          tested.periods.length === 0
            ? []
            : [
                { key: 'forecast', cells: ['The forecast', plainNumber(tested.loss.forecast)] },
                {
                  key: 'naive',
                  cells: ['As many as in the half-year a year before', plainNumber(tested.loss.naive)],
                },
                {
                  key: 'line',
                  cells: ['A straight line through the last two', plainNumber(tested.loss.straightLine)],
                },
              ],
        past: past.map(({ year, workedOutAt, forecast, counted }) => ({
          key: `${year}-${workedOutAt.toISOString()}`,
          cells: [
            financialYearLabel(year),
            longDate(londonDate(workedOutAt)),
            rangeText(forecast),
            plainNumber(counted),
            heldText(holds(forecast, counted)),
          ],
        })),
        pastText:
          past.length === 0
            ? 'None of our own forecasts is of a financial year that is over.'
            : `${plainNumber(past.filter(({ forecast, counted }) => holds(forecast, counted)).length)} of ${plainNumber(past.length)} held what was counted in the end. Those of one year are not independent of each other: ${countOf(new Set(past.map(({ year }) => year)).size, 'year')} can be looked at.`,
      }),
    };
  },
});
