import type { IntervalScale } from '../../../../ui/charts/interval-chart.js';
import { plainNumber } from '../../../../ui/presenters/numbers.js';

/** Numbers that people read at a glance. */
const steps = [1, 2, 5] as const;

/** A scale that holds these numbers, with four to eight marks at round numbers. */
export const scaleOf = (values: readonly number[]): IntervalScale => {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const rough = Math.max(1, (high - low) / 5);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (steps.find((one) => one * power >= rough) ?? 10) * power;
  const least = Math.floor(low / step) * step;
  const count = Math.max(1, Math.ceil((high - least) / step));
  return {
    ...{ least, most: least + count * step },
    ticks: Array.from({ length: count + 1 }, (_, at) => ({
      value: least + at * step,
      text: plainNumber(least + at * step),
    })),
  };
};
