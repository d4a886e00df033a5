import { classNames } from '../class-names.js';

/** One bar. A value of null is not known: its words stand alone. `isSure` bars are filled, others hatched. */
export interface StepBar {
  readonly key: string;
  readonly label: string;
  readonly value: number | null;
  readonly valueText: string;
  readonly isSure: boolean;
}

/** Bars on one scale, with a line across them at what was promised. */
export interface StepsChartProps {
  readonly id: string;
  readonly title: string;
  /** The same in words, for whoever does not see it. */
  readonly description: string;
  readonly bars: readonly StepBar[];
  readonly promised: { readonly value: number; readonly text: string };
}

const frames = {
  wide: { width: 720, fontSize: 15 },
  narrow: { width: 340, fontSize: 14 },
} as const;
const row = 48;
const barHeight = 16;
const footHeight = 26;
/** Kept free beside the longest bar, in widths of a letter. */
const wordsWidth = 8;

const Chart = ({
  chart: { id: chartId, title, description, bars, promised },
  variant,
}: {
  readonly chart: StepsChartProps;
  readonly variant: keyof typeof frames;
}) => {
  const id = `${chartId}-${variant}`;
  const { width, fontSize } = frames[variant];
  const most = Math.max(1, promised.value, ...bars.map(({ value }) => value ?? 0));
  const x = (value: number): number =>
    Math.round((Math.max(0, value) / most) * (width - wordsWidth * fontSize));
  const bottom = bars.length * row + 4;
  return (
    <svg
      class={classNames('app-chart', `app-chart--${variant}`)}
      viewBox={`0 0 ${width} ${bottom + footHeight}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      font-size={fontSize}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{description}</desc>
      <defs>
        <pattern
          id={`${id}-hatch`}
          width={6}
          height={6}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width={6} height={6} fill="#d9eeff" />
          <rect width={3} height={6} fill="#0065bd" />
        </pattern>
      </defs>
      <line
        x1={x(promised.value)}
        x2={x(promised.value)}
        y1={0}
        y2={bottom}
        stroke="#333333"
        stroke-dasharray="4 3"
      />
      {bars.map(({ key, label, value, valueText, isSure }, index) => {
        const top = index * row;
        const length = value === null ? 0 : Math.max(x(value), 2);
        return (
          <g key={key}>
            <text x={0} y={top + fontSize} fill="#333333">
              {label}
            </text>
            {value !== null && (
              <rect
                x={0}
                y={top + fontSize + 6}
                width={length}
                height={barHeight}
                fill={isSure ? '#0065bd' : `url(#${id}-hatch)`}
                stroke="#0065bd"
              />
            )}
            <text
              x={value === null ? 0 : length + 8}
              y={top + fontSize + 6 + 13}
              fill="#4a4a4a"
              stroke="#ffffff"
              stroke-width={4}
              paint-order="stroke"
            >
              {valueText}
            </text>
          </g>
        );
      })}
      <text
        x={x(promised.value)}
        y={bottom + fontSize + 2}
        text-anchor="end"
        fill="#333333"
        font-weight="700"
      >
        {promised.text}
      </text>
    </svg>
  );
};

/** Bars from the left against what was promised. Drawn twice, for wide and narrow screens. A table must say the same beneath. */
export const StepsChart = (props: StepsChartProps) => (
  <div class="app-chart-frame">
    <Chart chart={props} variant="wide" />
    <Chart chart={props} variant="narrow" />
  </div>
);
