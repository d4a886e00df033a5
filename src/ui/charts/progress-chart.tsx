import { nightsBetween, type IsoDate } from '../../kernel/iso-date.js';
import { classNames } from '../class-names.js';
import { dayAndMonth } from '../presenters/dates.js';
import { plainNumber } from '../presenters/numbers.js';

/** A running total: how many there were by the end of a day. */
export interface CumulativePoint {
  readonly on: IsoDate;
  readonly cumulative: number;
}

/** What a year may come to: one in ten below the first, half below the second, one in ten above the third. */
export interface YearEndRange {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** A year's running total against an even pace to its target. */
export interface ProgressChartProps {
  /** Tells the charts of a page apart. */
  readonly id: string;
  readonly title: string;
  /** The chart in a sentence or two, for those who do not see it. */
  readonly description: string;
  /** The year, half-open. */
  readonly startsOn: IsoDate;
  readonly endsOn: IsoDate;
  /** First day of each month and its short name, in order. */
  readonly months: readonly { readonly startsOn: IsoDate; readonly label: string }[];
  readonly target: number;
  /** In order of date, up to the as-at day. The start of the year at nought is added by the chart. */
  readonly points: readonly CumulativePoint[];
  /** At the end of the year; left out where nothing is worked out. */
  readonly forecast?: YearEndRange | undefined;
}

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Every how many months a name is written. */
  readonly monthStep: number;
  readonly fontSize: number;
}

// Drawn at about the size they are shown, so the text keeps its size: 12 px is the least that reads well.
const wide: Frame = {
  width: 720,
  height: 320,
  left: 52,
  right: 28,
  top: 24,
  bottom: 34,
  monthStep: 1,
  fontSize: 14,
};
const narrow: Frame = {
  width: 340,
  height: 260,
  left: 44,
  right: 14,
  top: 24,
  bottom: 32,
  monthStep: 3,
  fontSize: 13,
};

/** A round distance between grid lines that gives at most five of them. */
function gridStep(top: number): number {
  const rough = Math.max(1, top / 5);
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const multiple = [1, 2, 2.5, 5, 10].find((candidate) => candidate * magnitude >= rough) ?? 10;
  return Math.max(1, Math.ceil(multiple * magnitude));
}

interface LabelPlace {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end';
}

/** Where the last count is written: above the line when ahead of the pace, beneath the pace line when behind it. */
function placeCountLabel({
  lastX,
  lastY,
  isAhead,
  frame,
}: {
  readonly lastX: number;
  readonly lastY: number;
  readonly isAhead: boolean;
  readonly frame: Frame;
}): LabelPlace {
  const labelWidth = frame.fontSize * 8.5;
  const fitsRight = lastX + labelWidth < frame.width;
  if (isAhead) {
    return lastX - labelWidth > frame.left
      ? { x: lastX - 8, y: lastY - 9, anchor: 'end' }
      : { x: lastX + 9, y: lastY - 6, anchor: 'start' };
  }
  // Near the start both lines lie on the axis: the words move right, where the pace line has risen above them.
  const axisY = frame.height - frame.bottom;
  if (lastY + frame.fontSize > axisY - 6) return { x: lastX + 44, y: axisY - 6, anchor: 'start' };
  return fitsRight
    ? { x: lastX + 11, y: lastY + frame.fontSize, anchor: 'start' }
    : { x: lastX - 4, y: lastY + labelWidth * 0.5 + frame.fontSize, anchor: 'end' };
}

const rounded = (position: number): string => String(Math.round(position * 10) / 10);

/** A place in the picture. */
interface Point {
  readonly x: number;
  readonly y: number;
}

/** How wide words are drawn, about. */
const widthOf = (words: string, { fontSize }: Frame): number => words.length * fontSize * 0.56;

/**
 * How far down the words of the forecast stand, which end where the year does: beneath its lower edge and the line of what was
 * counted, and beneath the last count where that is written under the line.
 */
const forecastLabelY = (
  words: string,
  {
    from,
    lowEnd,
    countLabel,
    isAhead,
    frame,
  }: {
    readonly from: Point;
    readonly lowEnd: Point;
    readonly countLabel: LabelPlace;
    readonly isAhead: boolean;
    readonly frame: Frame;
  },
): number => {
  const { fontSize } = frame;
  const axisY = frame.height - frame.bottom;
  const leftX = lowEnd.x - widthOf(words, frame);
  const [a, b] = leftX < from.x ? [{ x: frame.left, y: axisY }, from] : [from, lowEnd];
  const edgeY = a.y + ((leftX - a.x) / Math.max(1, b.x - a.x)) * (b.y - a.y);
  const countEndsX = countLabel.anchor === 'end' ? countLabel.x : countLabel.x + fontSize * 8.5;
  const beneathCount = !isAhead && countEndsX > leftX ? countLabel.y + fontSize + 4 : 0;
  return Math.min(Math.max(edgeY + fontSize + 3, beneathCount), axisY - 6);
};

/** From the last count to what the year may come to. */
const Fan = ({
  forecast,
  from,
  yearEndX,
  y,
  words,
  labelY,
}: {
  readonly forecast: YearEndRange;
  readonly from: Point;
  readonly yearEndX: number;
  readonly y: (count: number) => number;
  readonly words: string;
  readonly labelY: number;
}) => (
  <g>
    <path
      d={`M${rounded(from.x)} ${rounded(from.y)}L${rounded(yearEndX)} ${rounded(y(forecast.p90))}L${rounded(yearEndX)} ${rounded(y(forecast.p10))}Z`}
      fill="#0065bd"
      fill-opacity="0.2"
    />
    <line
      x1={rounded(from.x)}
      y1={rounded(from.y)}
      x2={rounded(yearEndX)}
      y2={rounded(y(forecast.p50))}
      stroke="#0065bd"
      stroke-width="2"
      stroke-dasharray="7 5"
    />
    <text x={rounded(yearEndX)} y={rounded(labelY)} text-anchor="end" fill="#00437e">
      {words}
    </text>
  </g>
);

const Chart = ({
  chart,
  frame,
  variant,
}: {
  readonly chart: ProgressChartProps;
  readonly frame: Frame;
  readonly variant: 'wide' | 'narrow';
}) => {
  const id = `${chart.id}-${variant}`;
  const last = chart.points.at(-1);
  const highest = Math.max(chart.target, last?.cumulative ?? 0, chart.forecast?.p90 ?? 0, 1);
  const step = gridStep(highest);
  const top = Math.ceil(highest / step) * step;
  const yearNights = Math.max(1, nightsBetween(chart.startsOn, chart.endsOn));
  const x = (nights: number): number =>
    frame.left + (nights / yearNights) * (frame.width - frame.left - frame.right);
  const xOf = (on: IsoDate): number => x(nightsBetween(chart.startsOn, on));
  const y = (count: number): number =>
    frame.height - frame.bottom - (count / top) * (frame.height - frame.top - frame.bottom);
  const path = [{ on: chart.startsOn, cumulative: 0 }, ...chart.points]
    .map(
      (point, index) => `${index === 0 ? 'M' : 'L'}${rounded(xOf(point.on))} ${rounded(y(point.cumulative))}`,
    )
    .join('');
  const area = last === undefined ? '' : `${path}L${rounded(xOf(last.on))} ${rounded(y(0))}Z`;
  const lines = Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step);
  const lastX = last === undefined ? 0 : xOf(last.on);
  const isAhead =
    last !== undefined &&
    last.cumulative > (chart.target * nightsBetween(chart.startsOn, last.on)) / yearNights;
  const isLateInYear = lastX > frame.width * 0.7;
  // Words stand where no line runs: beneath the pace line unless the running total is there.
  const paceAt = yearNights * (variant === 'wide' ? 0.76 : 0.74);
  const isPaceLabelBeneath = isAhead || !isLateInYear;
  const countLabel = placeCountLabel({
    lastX,
    lastY: last === undefined ? 0 : y(last.cumulative),
    isAhead,
    frame,
  });
  const from = { x: lastX, y: last === undefined ? y(0) : y(last.cumulative) };
  const yearEndX = x(yearNights);
  const { forecast } = chart;
  const forecastWords =
    forecast === undefined
      ? ''
      : `${variant === 'wide' ? 'Forecast ' : ''}${plainNumber(forecast.p10)} to ${plainNumber(forecast.p90)}`;
  return (
    <svg
      class={classNames('app-chart', `app-chart--${variant}`)}
      viewBox={`0 0 ${frame.width} ${frame.height}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      font-size={frame.fontSize}
    >
      <title id={`${id}-title`}>{chart.title}</title>
      <desc id={`${id}-desc`}>{chart.description}</desc>
      {lines.map((count) => (
        <g key={count}>
          <line
            x1={frame.left}
            x2={frame.width - frame.right}
            y1={rounded(y(count))}
            y2={rounded(y(count))}
            stroke={count === 0 ? '#5e5e5e' : '#e2e2e2'}
            stroke-width="1"
          />
          <text
            x={frame.left - 8}
            y={rounded(y(count) + frame.fontSize * 0.35)}
            text-anchor="end"
            fill="#5e5e5e"
          >
            {plainNumber(count)}
          </text>
        </g>
      ))}
      {chart.months.map((month, index) => (
        <g key={month.startsOn}>
          <line
            x1={rounded(xOf(month.startsOn))}
            x2={rounded(xOf(month.startsOn))}
            y1={rounded(y(0))}
            y2={rounded(y(0) + 5)}
            stroke="#5e5e5e"
            stroke-width="1"
          />
          {index % frame.monthStep === 0 && (
            <text
              x={rounded(xOf(month.startsOn) + 3)}
              y={frame.height - frame.bottom + frame.fontSize + 6}
              fill="#5e5e5e"
            >
              {month.label}
            </text>
          )}
        </g>
      ))}
      <line
        x1={rounded(x(0))}
        y1={rounded(y(0))}
        x2={rounded(x(yearNights))}
        y2={rounded(y(chart.target))}
        stroke="#5e5e5e"
        stroke-width="2"
        stroke-dasharray="2 5"
        stroke-linecap="round"
      />
      <text
        x={rounded(x(paceAt) + (isPaceLabelBeneath ? 12 : -10))}
        y={rounded(y((chart.target * paceAt) / yearNights) + (isPaceLabelBeneath ? frame.fontSize + 8 : -8))}
        text-anchor={isPaceLabelBeneath ? 'start' : 'end'}
        fill="#4a4a4a"
      >
        {variant === 'wide' ? `Even pace to ${plainNumber(chart.target)}` : 'Even pace'}
      </text>
      {last !== undefined && forecast !== undefined && (
        <Fan
          {...{ forecast, from, yearEndX, y }}
          words={forecastWords}
          labelY={forecastLabelY(forecastWords, {
            ...{ from, countLabel, isAhead, frame },
            lowEnd: { x: yearEndX, y: y(forecast.p10) },
          })}
        />
      )}
      {last !== undefined && (
        <g>
          <path d={area} fill="#0065bd" fill-opacity="0.09" />
          <path
            d={path}
            fill="none"
            stroke="#0065bd"
            stroke-width="3"
            stroke-linejoin="round"
            stroke-linecap="round"
          />
          <circle
            cx={rounded(lastX)}
            cy={rounded(y(last.cumulative))}
            r="5"
            fill="#0065bd"
            stroke="#ffffff"
            stroke-width="2"
          />
          <text
            x={rounded(countLabel.x)}
            y={rounded(countLabel.y)}
            text-anchor={countLabel.anchor}
            fill="#00437e"
            font-weight="700"
          >
            {`${plainNumber(last.cumulative)} by ${dayAndMonth(last.on)}`}
          </text>
        </g>
      )}
    </svg>
  );
};

/**
 * The running total of a year as a line, with the even pace to the target as a dotted line and what the year may come to. Drawn twice, for wide and narrow
 * screens; the style sheet shows one. Presentation attributes only, so no inline style is needed. A table must say the same
 * beneath.
 */
export const ProgressChart = (props: ProgressChartProps) => (
  <div class="app-chart-frame">
    <Chart chart={props} frame={wide} variant="wide" />
    <Chart chart={props} frame={narrow} variant="narrow" />
  </div>
);
