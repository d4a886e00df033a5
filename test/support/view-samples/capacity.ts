import { addNights, isoDate, type IsoDate } from '../../../src/kernel/iso-date.js';
import type { AvailabilityReportProps } from '../../../src/modules/capacity/adapters/ui/availability-report.view.js';
import type {
  BedBoardProps,
  ProjectBoard,
} from '../../../src/modules/capacity/adapters/ui/bed-board.view.js';
import type { UnitRow } from '../../../src/modules/capacity/adapters/ui/bed-board-table.js';
import type {
  BedChangeProps,
  BedChangesProps,
  PlanBedChangeProps,
} from '../../../src/modules/capacity/adapters/ui/bed-changes.view.js';
import type { MarkOutOfServiceProps } from '../../../src/modules/capacity/adapters/ui/mark-out-of-service.view.js';
import type { NightState } from '../../../src/modules/capacity/adapters/ui/night-runs.js';
import { runsOf, type UnitNight } from '../runs-of-nights.js';
import { fieldsOfDate } from '../../../src/ui/forms/date-parts.js';
import { untouchedForm } from '../../../src/ui/forms/form-state.js';
import { awkwardNames, coordinatorFrame, key, providerFrame } from './frames.js';

const boardStart = isoDate('2026-11-23');

export const nightsFrom = (from: IsoDate, count: number): readonly IsoDate[] =>
  Array.from({ length: count }, (_, index) => addNights(from, index));

type Spell = readonly [state: NightState, nights: number, detail?: string];

/** Nights of a bed from a few spells; the last goes on past the nights shown. */
function nightsOfSpells(nights: readonly IsoDate[], spells: readonly Spell[]): readonly UnitNight[] {
  let startsAt = 0;
  return spells.flatMap(([state, count, detail], spellIndex) => {
    const from = startsAt;
    startsAt += count;
    const isLast = spellIndex === spells.length - 1;
    const until = isLast
      ? state === 'out-of-service'
        ? null
        : addNights(boardStart, from + count + 12)
      : addNights(boardStart, from + count);
    return nights
      .slice(from, isLast ? undefined : from + count)
      .map((night) => ({ night, state, claimKey: `${spellIndex}`, untilOn: until, detail }));
  });
}

const unit = (
  nights: readonly IsoDate[],
  label: string,
  spells: readonly Spell[],
  extra: Partial<UnitRow> = {},
): UnitRow => ({
  id: label.toLowerCase().replaceAll(' ', '-'),
  label,
  tags: [],
  runs: runsOf(nightsOfSpells(nights, spells)),
  ...extra,
});

const figures = (numbers: readonly (readonly [number | null, number | null])[]): ProjectBoard['figures'] =>
  (['maximum', 'staffed', 'occupied', 'reserved', 'accepting'] as const).map((figureKey, index) => {
    const [reported = null, recorded = null] = numbers[index] ?? [];
    return { key: figureKey, reported, recorded };
  });

function sampleProjects(nights: readonly IsoDate[]): readonly ProjectBoard[] {
  return [
    {
      id: 'craig',
      name: 'Craigsample House',
      placeText: 'Sample Trust · Blairsample, NHS Sample',
      freshness: { text: 'Confirmed 3 hours ago by Robin Sample', isStale: false },
      figures: figures([
        [8, 8],
        [7, 7],
        [4, 5],
        [1, 1],
        [2, 1],
      ]),
      units: [
        unit(nights, 'Bed 1', [['occupied', 28]], {
          roomText: 'Room 1',
          outOfServiceHref: '/beds/1/out-of-service',
        }),
        unit(
          nights,
          'Bed 2',
          [
            ['occupied', 11],
            ['turnaround', 1],
            ['free', 16],
          ],
          { tags: [{ text: 'Women' }], outOfServiceHref: '/beds/2/out-of-service' },
        ),
        unit(
          nights,
          'Bed 3',
          [
            ['free', 2],
            ['held', 12],
            ['free', 14],
          ],
          { tags: [{ text: 'Women' }, { text: 'Step-free' }], outOfServiceHref: '/beds/3/out-of-service' },
        ),
        unit(
          nights,
          'Bed 4',
          [
            ['out-of-service', 9, 'repair'],
            ['free', 19],
          ],
          { tags: [{ text: 'Men' }], outOfServiceHref: '/beds/4/out-of-service' },
        ),
        unit(
          nights,
          'Bed 5',
          [
            ['occupied', 1],
            ['turnaround', 1],
            ['held', 2],
            ['occupied', 24],
          ],
          { tags: [{ text: 'Any' }, { text: 'Wet room' }], outOfServiceHref: '/beds/5/out-of-service' },
        ),
        unit(
          nights,
          'Bed 6',
          [
            ['not-open', 8],
            ['free', 20],
          ],
          { tags: [{ text: 'Any' }] },
        ),
      ],
      confirm: { action: '/projects/craig/confirm', idempotencyKey: key, version: 7 },
      reportHref: '/projects/craig/report',
    },
    {
      id: 'loch',
      name: 'Lochsample Family Service',
      placeText: 'Lochsample Families · Invershed, NHS Sample Highland',
      freshness: { text: 'Last confirmed 9 days ago by Kim Sample', isStale: true },
      figures: figures([
        [4, 4],
        [4, 4],
        [3, 3],
        [null, 0],
        [1, 1],
      ]),
      units: [
        unit(
          nights,
          'Flat A',
          [
            ['occupied', 20],
            ['free', 8],
          ],
          { tags: [{ text: 'Family, up to 2 children' }] },
        ),
        unit(nights, 'Flat B', [['out-of-service', 28, 'staffing']], {
          tags: [{ text: 'Family, up to 3 children' }],
        }),
      ],
      note: 'The number of flats rests on one source and has not been checked (U).',
    },
    {
      id: 'glen',
      name: 'Glensample',
      placeText: 'Glensample Community · Strathsample, NHS Sample',
      freshness: { text: 'Never confirmed', isStale: true },
      figures: figures([
        [12, null],
        [null, null],
        [null, null],
        [null, null],
        [null, null],
      ]),
      units: [],
    },
  ];
}

const fourWeeks = nightsFrom(boardStart, 28);

export const bedBoard: BedBoardProps = {
  frame: providerFrame,
  action: '/bed-board',
  filters: { values: { ...fieldsOfDate('from', boardStart), weeks: '4', freeNights: '' }, errors: [] },
  projectOptions: [
    { value: 'craig', text: 'Craigsample House' },
    { value: 'loch', text: 'Lochsample Family Service' },
  ],
  bedTypeOptions: [
    { value: 'rehab', text: 'Residential rehab' },
    { value: 'detox', text: 'Detox' },
  ],
  sexOptions: [
    { value: 'female', text: 'Women' },
    { value: 'male', text: 'Men' },
  ],
  weeksOptions: ['2', '3', '4', '5', '6'].map((weeks) => ({ value: weeks, text: `${weeks} weeks` })),
  isFiltered: false,
  nights: fourWeeks,
  projects: sampleProjects(fourWeeks),
  summaryText: '3 beds free tonight in 2 of 3 projects.',
  earlierHref: '/bed-board?from=2026-10-26',
  laterHref: '/bed-board?from=2026-12-21',
  paging: { nextHref: '/bed-board?after=glen', text: 'Projects 1 to 3 of 23' },
};

export const bedBoardEmpty: BedBoardProps = {
  ...bedBoard,
  isFiltered: true,
  projects: [],
  summaryText: 'No bed fits these filters.',
  paging: {},
};

export const bedBoardWrongFilter: BedBoardProps = {
  ...bedBoard,
  filters: {
    values: { 'from-day': '30', 'from-month': 'Feb', 'from-year': '2026', weeks: '4', freeNights: 'lots' },
    errors: [
      { field: 'from', text: 'Enter a real date, such as 23 11 2026' },
      { field: 'freeNights', text: 'Enter a number of nights from 1 to 200' },
    ],
  },
};

const sixWeeksFromThursday = nightsFrom(isoDate('2026-11-26'), 42);

export const bedBoardLong: BedBoardProps = {
  ...bedBoard,
  frame: { ...coordinatorFrame, user: { name: awkwardNames.long, roleText: awkwardNames.markup } },
  nights: sixWeeksFromThursday,
  projects: sampleProjects(sixWeeksFromThursday).map((project) => ({
    ...project,
    name: `${awkwardNames.long} ${awkwardNames.markup}`,
    confirm: undefined,
    units: project.units.map((row) => ({
      ...row,
      label: `${awkwardNames.long} ${row.label}`,
      runs: row.runs.map((run) => ({ ...run, href: run.state === 'free' ? '/offers/new' : undefined })),
    })),
  })),
};

export const markOutOfService: MarkOutOfServiceProps = {
  frame: providerFrame,
  bedLabel: 'Bed 3',
  projectName: 'Craigsample House',
  action: '/beds/3/out-of-service',
  idempotencyKey: key,
  version: 3,
  form: { values: fieldsOfDate('from', boardStart), errors: [] },
  reasonOptions: [
    { value: 'repair', text: 'Repair' },
    { value: 'staffing', text: 'Staffing' },
    { value: 'infection', text: 'Infection' },
  ],
  inTheWay: [],
  planHref: '/board/bed-changes/new?bedId=3',
  backHref: '/bed-board',
};

export const markOutOfServiceErrors: MarkOutOfServiceProps = {
  ...markOutOfService,
  form: {
    values: {
      'from-day': '30',
      'from-month': '2',
      'from-year': '2026',
      'until-day': '1',
      'until-month': '12',
      'until-year': '1900',
      note: awkwardNames.markup,
    },
    errors: [
      { field: 'from', text: 'Enter a real date, such as 23 11 2026' },
      { field: 'until', text: 'Enter a date after the first night out of service' },
      { field: 'reason', text: 'Choose a reason' },
    ],
  },
};

export const markOutOfServiceClash: MarkOutOfServiceProps = {
  ...markOutOfService,
  inTheWay: [
    { text: 'An offer to RP-0042', nightsText: 'nights of 25 Nov to 6 Dec 2026', href: '/offers/42' },
    { text: 'Someone stays here', nightsText: 'nights of 10 to 14 Dec 2026' },
  ],
};

export const availabilityReport: AvailabilityReportProps = {
  frame: providerFrame,
  projectName: 'Craigsample House',
  action: '/projects/craig/report',
  idempotencyKey: key,
  version: 7,
  form: { values: { maximum: '8', staffed: '7', occupied: '4', reserved: '1', accepting: '2' }, errors: [] },
  recorded: { maximum: 8, staffed: 7, occupied: 5, reserved: 1, accepting: 1 },
  freshness: { text: 'Last confirmed 3 hours ago by Robin Sample', isStale: false },
  accepting: {
    isAccepting: true,
    text: 'Craigsample House is taking referrals.',
    action: '/projects/craig/accepting',
    csrfToken: 'token',
    idempotencyKey: key,
    version: 7,
    form: untouchedForm,
  },
  backHref: '/bed-board',
};

export const availabilityReportNotAccepting: AvailabilityReportProps = {
  ...availabilityReport,
  accepting: {
    ...availabilityReport.accepting,
    isAccepting: false,
    text: 'Taking no referrals since 20 Nov 2026, said Robin Sample: two of the night staff are ill',
  },
};

export const availabilityReportErrors: AvailabilityReportProps = {
  ...availabilityReport,
  form: {
    values: { maximum: '8', staffed: '9', occupied: '-1', reserved: '', accepting: '🦦' },
    errors: [
      { field: 'staffed', text: 'Staffed cannot be more than the maximum, 8' },
      { field: 'occupied', text: 'Enter a whole number, 0 or more' },
      { field: 'reserved', text: 'Enter a whole number, 0 or more' },
      { field: 'accepting', text: 'Enter a whole number, 0 or more' },
    ],
  },
};

export const bedChanges: BedChangesProps = {
  frame: providerFrame,
  mayPlan: true,
  doneText: 'The change is confirmed, and made on its day.',
  backHref: '/board',
  changes: [
    {
      key: '1',
      href: '/board/bed-changes/1',
      bedText: 'Craigsample House · Bed 3',
      whatText: 'Who can come',
      startsText: '11 Jan 2027',
      stateText: 'Waits for a second person',
    },
  ],
};

export const bedChangesNone: BedChangesProps = { ...bedChanges, doneText: null, changes: [] };

export const planBedChange: PlanBedChangeProps = {
  frame: providerFrame,
  bedText: 'Craigsample House · Bed 3',
  action: '/board/bed-changes/new?bedId=3',
  idempotencyKey: key,
  backHref: '/board/bed-changes',
  form: {
    values: { what: 'change', sex: 'female', bedType: 'rehab', unitType: 'single', maxAdults: '1' },
    errors: [{ field: 'starts', text: 'Enter the first day on which it counts, such as 11 1 2027' }],
  },
  options: {
    sex: [{ value: 'female', text: 'Women only' }],
    bedType: [{ value: 'rehab', text: 'Residential rehab' }],
    unitType: [{ value: 'single', text: 'Single room' }],
  },
};

export const bedChange: BedChangeProps = {
  frame: providerFrame,
  bedText: 'Craigsample House · Bed 3',
  stateText: `Waits for a second person. From 11 Jan 2027. Planned by ${awkwardNames.long}.`,
  reason: 'The house becomes one for women',
  backHref: '/board/bed-changes',
  hereHref: '/board/bed-changes/1',
  errors: [],
  changes: [{ what: 'Who can come', then: 'Women only' }],
  look: {
    lookedText: 'Worked out over everybody who waited at 2:05pm on Sunday 22 November 2026.',
    summaryText: '1 person would lose the place suggested to them.',
    rows: [
      { band: 'Emergency', cells: ['2', '2', '0', '0', '0'] },
      { band: 'Routine', cells: ['11', '10', '1', '0', '1'] },
    ],
  },
  isOutOfDate: true,
  isWaiting: true,
  lookAgain: { action: '/board/bed-changes/1/look', idempotencyKey: key },
  confirm: { action: '/board/bed-changes/1/decision', idempotencyKey: key },
  giveBack: { action: '/board/bed-changes/1/decision', idempotencyKey: key },
  takeBack: null,
  whoConfirmsText: null,
};

export const bedChangeNotLookedAt: BedChangeProps = {
  ...bedChange,
  ...{ look: null, isOutOfDate: false, lookAgain: null, confirm: null, giveBack: null },
  takeBack: { action: '/board/bed-changes/1/withdrawal', idempotencyKey: key },
  whoConfirmsText: 'Another manager of the provider, or an administrator, confirms it or gives it back.',
};
