import { dayOfWeek, type IsoDate } from '../../../../kernel/iso-date.js';
import { classNames } from '../../../../ui/class-names.js';
import { TagList, type TagModel } from '../../../../ui/components/tag.js';
import { dayAndMonth, fullWeekdayDate, nightHeading, weekdayDate } from '../../../../ui/presenters/dates.js';
import { nightStates, type NightRun, type NightState } from './night-runs.js';

/** One bed unit and its nights; the runs cover the nights shown without gap. */
export interface UnitRow {
  readonly id: string;
  readonly label: string;
  readonly roomText?: string | undefined;
  readonly tags: readonly TagModel[];
  readonly runs: readonly NightRun[];
  /** Where this bed is marked out of service, for those who may. */
  readonly outOfServiceHref?: string | undefined;
}

/** The nights of one project's beds. */
export interface BedBoardTableProps {
  readonly id: string;
  readonly caption: string;
  /** The nights shown, in order. */
  readonly nights: readonly IsoDate[];
  readonly units: readonly UnitRow[];
  /** The night that is tonight, to be found at a glance. */
  readonly tonight?: IsoDate | undefined;
}

const stateWords: Readonly<Record<NightState, { readonly word: string; readonly letter: string }>> = {
  free: { word: 'Free', letter: 'F' },
  held: { word: 'Held', letter: 'H' },
  booked: { word: 'Booked', letter: 'B' },
  occupied: { word: 'Occupied', letter: 'O' },
  'out-of-service': { word: 'Out of service', letter: 'X' },
  turnaround: { word: 'Turnaround', letter: 'T' },
  'not-open': { word: 'Not open', letter: '–' },
};

/** The states in the order of the key, with the word and letter each is shown by; its pattern is named after it. */
export const boardKey = nightStates.map((state) => ({ state, ...stateWords[state] }));

interface WeekSpan {
  readonly startsOn: IsoDate;
  readonly nights: number;
}

/** Groups nights by week; a week begins on Monday. */
function weeksOf(nights: readonly IsoDate[]): readonly WeekSpan[] {
  const weeks: WeekSpan[] = [];
  for (const night of nights) {
    const last = weeks.at(-1);
    if (last === undefined || dayOfWeek(night) === 1) weeks.push({ startsOn: night, nights: 1 });
    else weeks[weeks.length - 1] = { ...last, nights: last.nights + 1 };
  }
  return weeks;
}

/** "Bed 3, Mon 23 November: free until 14 December". What a screen reader says for the cell. */
export function cellName(unitLabel: string, run: NightRun): string {
  const state = stateWords[run.state].word.toLowerCase();
  const reason = run.detail === undefined ? '' : ` (${run.detail})`;
  const [, day, ...rest] = run.untilOn === null ? [] : fullWeekdayDate(run.untilOn).split(' ');
  const until = run.untilOn === null ? ', no end known' : ` until ${[day, ...rest].join(' ')}`;
  return `${unitLabel}, ${weekdayDate(run.fromOn)}: ${state}${reason}${until}`;
}

/** What is seen in a cell: as much of the words as its width allows, never less than the letter of its state. */
function seenText(run: NightRun): string {
  const { word, letter } = stateWords[run.state];
  if (run.nights < 3) return letter;
  if (run.nights < 5) return word;
  const until = run.untilOn === null || run.state === 'not-open' ? '' : ` until ${dayAndMonth(run.untilOn)}`;
  const reason = run.detail === undefined || run.nights < 9 ? '' : `: ${run.detail}`;
  return `${word}${until}${reason}`;
}

const NightCell = ({ unitLabel, run }: { readonly unitLabel: string; readonly run: NightRun }) => {
  const seen = (
    <span class="app-night__text" aria-hidden="true">
      {seenText(run)}
    </span>
  );
  const action = run.hrefText === undefined ? '' : `. ${run.hrefText}`;
  const spoken = (
    <span class="visually-hidden">
      {cellName(unitLabel, run)}
      {action}
    </span>
  );
  return (
    <td class={`app-night app-night--${run.state}`} colSpan={run.nights === 1 ? undefined : run.nights}>
      {run.href === undefined ? (
        <>
          {spoken}
          {seen}
        </>
      ) : (
        <a class="app-night__link" href={run.href}>
          {spoken}
          {seen}
        </a>
      )}
    </td>
  );
};

const UnitHeading = ({ unit }: { readonly unit: UnitRow }) => (
  <th scope="row" class="app-board__unit">
    <span class="app-board__label">{unit.label}</span>
    {unit.roomText !== undefined && <span class="app-board__room">{unit.roomText}</span>}
    <TagList tags={unit.tags} label={`What ${unit.label} is`} />
    {unit.outOfServiceHref !== undefined && (
      <a class="app-board__action" href={unit.outOfServiceHref}>
        Mark out of service<span class="visually-hidden"> {unit.label}</span>
      </a>
    )}
  </th>
);

/**
 * Beds down, nights across: a real table, in a container that scrolls by itself and can be reached by keyboard. Nights that
 * belong together are one wide cell, which keeps the page small and the reading short.
 */
export const BedBoardTable = ({ id, caption, nights, units, tonight }: BedBoardTableProps) => {
  const weeks = weeksOf(nights);
  const weekStarts = new Set(weeks.map((week) => week.startsOn));
  return (
    <div
      class="app-board"
      id={id}
      role="region"
      aria-label={`${caption} (scrolls sideways)`}
      tabindex={0}
      data-keeps-scroll
    >
      <table
        class={classNames(
          'app-board__table',
          `app-board__table--weeks-${Math.min(7, Math.max(2, Math.ceil(nights.length / 7)))}`,
        )}
        data-board
      >
        <caption class="visually-hidden">{caption}</caption>
        <colgroup>
          <col class="app-board__unit-column" />
        </colgroup>
        <colgroup span={nights.length} />
        <thead>
          <tr>
            <th scope="col" rowSpan={2} class="app-board__unit app-board__corner">
              Bed
            </th>
            {weeks.map((week) => (
              <th key={week.startsOn} scope="colgroup" colSpan={week.nights} class="app-board__week">
                {week.nights >= 3 ? (
                  <>
                    <span class="visually-hidden">Week with </span>
                    {dayAndMonth(week.startsOn)}
                  </>
                ) : (
                  <span class="visually-hidden">Week with {dayAndMonth(week.startsOn)}</span>
                )}
              </th>
            ))}
          </tr>
          <tr>
            {nights.map((night) => {
              const { letter, day } = nightHeading(night);
              return (
                <th
                  key={night}
                  scope="col"
                  aria-current={night === tonight ? 'date' : undefined}
                  class={classNames(
                    'app-board__day',
                    weekStarts.has(night) && 'app-board__day--week-start',
                    dayOfWeek(night) >= 6 && 'app-board__day--weekend',
                  )}
                >
                  <span aria-hidden="true">
                    <span class="app-board__weekday">{letter}</span>
                    {night === tonight ? <strong class="ds_tag app-tag">{day}</strong> : day}
                  </span>
                  <span class="visually-hidden">
                    {night === tonight ? 'Tonight, night' : 'Night'} of {fullWeekdayDate(night)}
                  </span>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {units.map((unit) => (
            <tr key={unit.id}>
              <UnitHeading unit={unit} />
              {unit.runs.map((run) => (
                <NightCell key={run.fromOn} unitLabel={unit.label} run={run} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
