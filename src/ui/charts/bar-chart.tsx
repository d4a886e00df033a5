import { classNames } from '../class-names.js';

/** One bar. A value of null is not told: its words stand alone, without a bar. */
export interface Bar {
  readonly key: string;
  readonly label: string;
  readonly value: number | null;
  /** What stands at its end. */
  readonly valueText: string;
}

/** A row of bars, the longest first. */
export interface BarChartProps {
  readonly id: string;
  readonly title: string;
  /** The same in words, for whoever does not see it. */
  readonly description: string;
  readonly bars: readonly Bar[];
}

const frames = {
  wide: { width: 720, fontSize: 15, row: 46 },
  narrow: { width: 340, fontSize: 14, row: 46 },
} as const;

/** Kept free at the end of the longest bar for its words, in widths of a letter. */
const wordsWidth = 9;

const Chart = ({
  chart,
  variant,
}: {
  readonly chart: BarChartProps;
  readonly variant: keyof typeof frames;
}) => {
  const id = `${chart.id}-${variant}`;
  const { width, fontSize, row } = frames[variant];
  const most = Math.max(1, ...chart.bars.map(({ value }) => value ?? 0));
  const widest = width - wordsWidth * fontSize * 0.65;
  return (
    <svg
      class={classNames('app-chart', `app-chart--${variant}`)}
      viewBox={`0 0 ${width} ${chart.bars.length * row + 4}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      font-size={fontSize}
    >
      <title id={`${id}-title`}>{chart.title}</title>
      <desc id={`${id}-desc`}>{chart.description}</desc>
      {chart.bars.map(({ key, label, value, valueText }, index) => {
        const top = index * row;
        const length = value === null ? 0 : Math.round((Math.max(0, value) / most) * widest);
        return (
          <g key={key}>
            <text x={0} y={top + fontSize} fill="#333333">
              {label}
            </text>
            <rect x={0} y={top + fontSize + 6} width={Math.max(length, 2)} height={16} fill="#0065bd" />
            <text
              x={Math.max(length, 2) + 8}
              y={top + fontSize + 6 + 13}
              fill="#4a4a4a"
              font-weight={value === null ? undefined : '700'}
            >
              {valueText}
            </text>
          </g>
        );
      })}
    </svg>
  );
};

/** Bars from the left, each beneath its name. Drawn twice, for wide and narrow screens. A table must say the same beneath. */
export const BarChart = (props: BarChartProps) => (
  <div class="app-chart-frame">
    <Chart chart={props} variant="wide" />
    <Chart chart={props} variant="narrow" />
  </div>
);
