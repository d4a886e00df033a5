import { classNames } from '../class-names.js';

/** One row: where a number, a share unless there is a scale, lies between `low` and `high`. `value` is null where only that is told. */
export interface IntervalRow {
  readonly key: string;
  readonly label: string;
  readonly range: { readonly low: number; readonly high: number };
  readonly value: number | null;
  /** What stands beside the name. */
  readonly valueText: string;
}

/** From where to where numbers are drawn, and what stands beneath. */
export interface IntervalScale {
  readonly least: number;
  readonly most: number;
  readonly ticks: readonly { readonly value: number; readonly text: string }[];
}

/** Numbers with their intervals, one beneath the other on one scale; shares, from 0 to 100 %, without one of their own. */
export interface IntervalChartProps {
  readonly id: string;
  readonly title: string;
  /** The same in words, for whoever does not see it. */
  readonly description: string;
  /** The share of everybody, drawn across every row; null where it is not told. */
  readonly reference: number | null;
  readonly rows: readonly IntervalRow[];
  readonly scale?: IntervalScale;
}

const frames = {
  wide: { width: 720, fontSize: 15, row: 46 },
  narrow: { width: 340, fontSize: 14, row: 46 },
} as const;

/** Free to either side, so that a point at the end is whole. */
const edge = 18;
const scaleHeight = 26;
const ofShares: IntervalScale = {
  ...{ least: 0, most: 1 },
  ticks: [0, 0.25, 0.5, 0.75, 1].map((value) => ({ value, text: `${value * 100}%` })),
};

const Chart = ({
  chart,
  variant,
}: {
  readonly chart: IntervalChartProps;
  readonly variant: keyof typeof frames;
}) => {
  const id = `${chart.id}-${variant}`;
  const { width, fontSize, row } = frames[variant];
  const { least, most, ticks } = chart.scale ?? ofShares;
  const x = (value: number): number =>
    Math.round(edge + ((value - least) / (most - least || 1)) * (width - 2 * edge));
  const bottom = chart.rows.length * row + 4;
  return (
    <svg
      class={classNames('app-chart', `app-chart--${variant}`)}
      viewBox={`0 0 ${width} ${bottom + scaleHeight}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      font-size={fontSize}
    >
      <title id={`${id}-title`}>{chart.title}</title>
      <desc id={`${id}-desc`}>{chart.description}</desc>
      <line x1={x(least)} x2={x(most)} y1={bottom} y2={bottom} stroke="#727272" />
      {ticks.map(({ value: tick, text }) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={bottom} y2={bottom + 5} stroke="#727272" />
          <text x={x(tick)} y={bottom + 20} text-anchor="middle" fill="#4a4a4a" font-size={fontSize - 2}>
            {text}
          </text>
        </g>
      ))}
      {chart.rows.map(({ key, label, range, value, valueText }, index) => {
        const top = index * row;
        const middle = top + fontSize + 16;
        return (
          <g key={key}>
            <text x={0} y={top + fontSize} fill="#333333">
              {label}: {valueText}
            </text>
            {chart.reference !== null && (
              <path d={`M${x(chart.reference)} ${middle - 10}v20`} stroke="#727272" stroke-dasharray="3 2" />
            )}
            <path
              d={`M${x(range.low)} ${middle - 6}v12M${x(range.low)} ${middle}H${x(range.high)}M${x(range.high)} ${middle - 6}v12`}
              stroke="#0065bd"
              stroke-width={2}
              fill="none"
            />
            {value !== null && <circle cx={x(value)} cy={middle} r={6} fill="#0065bd" />}
          </g>
        );
      })}
    </svg>
  );
};

/** Points with whiskers, each beneath its name. Drawn twice, for wide and narrow screens. A table must say the same beneath. */
export const IntervalChart = (props: IntervalChartProps) => (
  <div class="app-chart-frame">
    <Chart chart={props} variant="wide" />
    <Chart chart={props} variant="narrow" />
  </div>
);
