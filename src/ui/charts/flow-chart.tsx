import { classNames } from '../class-names.js';

/** One stage: how many reached it, and of them how many went on, are still here or dropped out. Null is not told. */
export interface FlowStage {
  readonly key: string;
  readonly label: string;
  /** What stands beside the name. */
  readonly valueText: string;
  readonly reached: number | null;
  readonly wentOn: number | null;
  readonly stillHere: number | null;
}

/** Stages of one group of people, one beneath the other on one scale. */
export interface FlowChartProps {
  readonly id: string;
  readonly title: string;
  /** The same in words, for whoever does not see it. */
  readonly description: string;
  readonly stages: readonly FlowStage[];
}

const frames = {
  wide: { width: 720, fontSize: 15, row: 50 },
  narrow: { width: 340, fontSize: 14, row: 50 },
} as const;

const barHeight = 18;

/** Went on, still here, dropped out: told apart by shade and by pattern, so that nobody needs colours. */
const Parts = ({
  stage: { reached, wentOn, stillHere },
  scale,
  top,
  hatch,
}: {
  readonly stage: FlowStage;
  readonly scale: (people: number) => number;
  readonly top: number;
  readonly hatch: string;
}) => {
  const whole = scale(reached ?? 0);
  const on = Math.min(whole, scale(wentOn ?? 0));
  const here = Math.min(whole - on, scale(stillHere ?? 0));
  return (
    <>
      <rect
        x={0.5}
        y={top}
        width={Math.max(whole, 2)}
        height={barHeight}
        fill={`url(#${hatch})`}
        stroke="#727272"
      />
      {on > 0 && <rect x={0.5} y={top} width={on} height={barHeight} fill="#0065bd" />}
      {here > 0 && (
        <rect x={0.5 + on} y={top} width={here} height={barHeight} fill="#b3d4ef" stroke="#0065bd" />
      )}
    </>
  );
};

const Chart = ({
  chart,
  variant,
}: {
  readonly chart: FlowChartProps;
  readonly variant: keyof typeof frames;
}) => {
  const id = `${chart.id}-${variant}`;
  const { width, fontSize, row } = frames[variant];
  const most = Math.max(1, ...chart.stages.map(({ reached }) => reached ?? 0));
  const scale = (people: number): number => Math.round((people / most) * (width - 2));
  return (
    <svg
      class={classNames('app-chart', `app-chart--${variant}`)}
      viewBox={`0 0 ${width} ${chart.stages.length * row + 2}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      font-size={fontSize}
    >
      <title id={`${id}-title`}>{chart.title}</title>
      <desc id={`${id}-desc`}>{chart.description}</desc>
      <defs>
        <pattern
          id={`${id}-hatch`}
          width={6}
          height={6}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width={6} height={6} fill="#ffffff" />
          <line x1={0} x2={0} y1={0} y2={6} stroke="#727272" stroke-width={2} />
        </pattern>
      </defs>
      {chart.stages.map((stage, index) => (
        <g key={stage.key}>
          <text x={0} y={index * row + fontSize} fill="#333333">
            {stage.label}: <tspan font-weight="700">{stage.valueText}</tspan>
          </text>
          <Parts stage={stage} scale={scale} top={index * row + fontSize + 7} hatch={`${id}-hatch`} />
        </g>
      ))}
    </svg>
  );
};

/** What became of a group of people, stage by stage. Drawn twice, for wide and narrow screens. A table must say the same beneath. */
export const FlowChart = (props: FlowChartProps) => (
  <div class="app-chart-frame">
    <Chart chart={props} variant="wide" />
    <Chart chart={props} variant="narrow" />
  </div>
);
