import { addNights, isoDate, nightsBetween, type IsoDate } from '../../src/kernel/iso-date.js';
import type { AvailabilityReportProps } from '../../src/modules/capacity/adapters/ui/availability-report.view.js';
import type { BedBoardProps, ProjectBoard } from '../../src/modules/capacity/adapters/ui/bed-board.view.js';
import type { UnitRow } from '../../src/modules/capacity/adapters/ui/bed-board-table.js';
import type { MarkOutOfServiceProps } from '../../src/modules/capacity/adapters/ui/mark-out-of-service.view.js';
import type { NightState } from '../../src/modules/capacity/adapters/ui/night-runs.js';
import { runsOf, type UnitNight } from './runs-of-nights.js';
import type { SignInProps } from '../../src/modules/identity/adapters/ui/sign-in.view.js';
import type {
  WaitingListProps,
  WaitingRow,
} from '../../src/modules/matching/adapters/ui/waiting-list.view.js';
import type { MeasureModel, TargetProps } from '../../src/modules/measures/adapters/ui/target.view.js';
import type { ArrivalsAndResidentsProps } from '../../src/modules/placements/adapters/ui/arrivals-and-residents.view.js';
import type { IncomingOffersProps } from '../../src/modules/placements/adapters/ui/incoming-offers.view.js';
import type { MakeOfferProps } from '../../src/modules/placements/adapters/ui/make-offer.view.js';
import type { OfferMadeProps } from '../../src/modules/placements/adapters/ui/offer-made.view.js';
import type { RecordReferralProps } from '../../src/modules/referrals/adapters/ui/record-referral.view.js';
import type { RestrictionProps } from '../../src/modules/referrals/adapters/ui/restriction.view.js';
import type { ReferralProps } from '../../src/modules/referrals/adapters/ui/referral.view.js';
import { fieldsOfDate } from '../../src/ui/forms/date-parts.js';
import { untouchedForm } from '../../src/ui/forms/form-state.js';
import type { PageFrame } from '../../src/ui/page-frame.js';

/** The day all samples are seen on: a Sunday. */
export const sampleToday = isoDate('2026-11-22');

/** Invented people, with names that are awkward for a page: Gaelic, markup, emoji, very long. */
export const awkwardNames = {
  gaelic: 'Màiri NicDhòmhnaill',
  markup: '<img src=x onerror=alert(1)>',
  emoji: 'Sam 🦦 O’Sample',
  long: 'Wolfeschlegelsteinhausenbergerdorffwelchevoralternwaren gewissenhaftschaferswessenschafe',
} as const;

export const coordinatorFrame: PageFrame = {
  user: { name: awkwardNames.gaelic, roleText: 'Coordinator, Sample Partnership' },
  nav: [
    { key: 'waiting-list', text: 'Waiting list', href: '/waiting-list' },
    { key: 'bed-board', text: 'Bed board', href: '/bed-board' },
    { key: 'target', text: 'Target', href: '/target' },
  ],
  csrfToken: 'sample-csrf-token',
  banner: 'Everyone here is invented. The facilities and the published figures are real.',
};

export const providerFrame: PageFrame = {
  ...coordinatorFrame,
  user: { name: 'Robin Sample', roleText: 'Staff, Craigsample House' },
  nav: [
    { key: 'offers', text: 'Offers', href: '/offers' },
    { key: 'residents', text: 'Arrivals and residents', href: '/residents' },
    { key: 'bed-board', text: 'Bed board', href: '/bed-board' },
  ],
};

export const publicFrame: PageFrame = { nav: [], csrfToken: 'sample-csrf-token' };

const key = 'sample-idempotency-key';

export const signIn: SignInProps = {
  frame: { ...publicFrame, banner: coordinatorFrame.banner },
  form: untouchedForm,
  action: '/sign-in',
  returnTo: '/waiting-list',
  demonstrationSignIns: [
    {
      roleText: 'Coordinator',
      email: 'coordinator@demo.example',
      password: 'a long demonstration pass',
      seesText: 'The waiting list, suggestions and offers of one partnership',
    },
    {
      roleText: 'Provider',
      email: 'provider@demo.example',
      password: 'a long demonstration pass',
      seesText: 'Offers, residents and beds of one project',
    },
    {
      roleText: 'Planner',
      email: 'planner@demo.example',
      password: 'a long demonstration pass',
      seesText: 'The target and the bed board; no person',
    },
  ],
};

export const signInRefused: SignInProps = {
  ...signIn,
  form: {
    values: { email: 'coordinator@demo' },
    errors: [
      { field: 'email', text: 'Enter an email address in the form name@example.scot' },
      { field: 'password', text: 'Enter your password' },
    ],
  },
};

export const signInPlain: SignInProps = { ...signIn, frame: publicFrame, demonstrationSignIns: [] };

/* ---- Capacity ---- */

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

/* ---- Matching ---- */

const checks = [
  { text: 'One bed for the whole stay', answer: 'yes' },
  { text: 'Accepts women', answer: 'yes', detail: 'Bed 3 is for women' },
  {
    text: 'Methadone within the admission limit',
    answer: 'no',
    detail: '55 ml; the limit at admission is 50 ml',
  },
  { text: 'Step-free', answer: 'unknown', detail: 'Ask whether a ramp is enough' },
] as const;

const waitingRow = (number: number, extra: Partial<WaitingRow>): WaitingRow => ({
  placesHref: `/referrals/${number}/places`,
  referralId: `referral-${number}`,
  reference: `RP-${String(number).padStart(4, '0')}`,
  href: `/referrals/${number}`,
  name: 'Alex Sample',
  partnershipText: 'Sample City',
  band: { text: 'Soon', colour: 'blue' },
  receivedOn: isoDate('2026-09-01'),
  waitedDays: 82,
  adjustedWaitedDays: 82,
  attention: [],
  missing: [],
  ...extra,
});

const suggestion = {
  projectName: 'Craigsample House',
  bedLabel: 'Bed 3',
  arrivesOn: isoDate('2026-11-25'),
  departsOn: isoDate('2027-02-17'),
  isProvisional: false,
  reasons: ['First choice of the person', 'Free for all 84 nights', 'Nearest of 3 places that fit'],
  checks,
  offerHref: '/offers/new?referral=41',
} as const;

export const waitingList: WaitingListProps = {
  search: {
    action: '/waiting-list/search',
    idempotencyKey: key,
    form: { values: {}, errors: [] },
    isFound: false,
  },
  transfersToAnswer: 1,
  frame: coordinatorFrame,
  action: '/waiting-list',
  matcher: { kind: 'current', text: 'Suggestions were last worked out 2 minutes ago.' },
  filters: { values: { band: '', queue: 'ready' }, errors: [] },
  bandOptions: [
    { value: 'urgent', text: 'Urgent' },
    { value: 'soon', text: 'Soon' },
    { value: 'routine', text: 'Routine' },
  ],
  queueOptions: [
    { value: 'ready', text: 'Ready' },
    { value: 'assessment-missing', text: 'Waits for an assessment' },
  ],
  summaryText: '312 people waiting, 41 of them ready to place.',
  rows: [
    waitingRow(41, {
      name: awkwardNames.gaelic,
      band: { text: 'Urgent', colour: 'red' },
      waitedDays: 31,
      adjustedWaitedDays: 24,
      receivedOn: isoDate('2026-10-22'),
      suggestion,
    }),
    waitingRow(42, {
      name: awkwardNames.emoji,
      offer: {
        state: { text: 'Offer made', colour: 'blue' },
        text: 'Lochsample Family Service, Flat A',
        dueText: 'Answer due by 5pm on Tuesday 24 November',
        href: '/offers/42',
      },
    }),
    waitingRow(43, {
      name: 'Jo Sample',
      waitedDays: 1,
      adjustedWaitedDays: 1,
      receivedOn: isoDate('2026-11-21'),
      missing: [
        { text: 'Funding decision', whoActs: 'Sample City partnership' },
        { text: 'Date for detox', whoActs: 'Key worker' },
      ],
      suggestion: {
        ...suggestion,
        isProvisional: true,
        offerHref: undefined,
        projectName: 'Lochsample Family Service',
        bedLabel: 'Flat A',
      },
    }),
    waitingRow(44, {
      band: { text: 'Routine', colour: 'grey' },
      waitedDays: 140,
      adjustedWaitedDays: 120,
      attention: ['The person is to be reached', 'The urgency is to be looked at again'],
      cannotGoText: 'Can go again from 1 Dec 2026',
      noSuggestionText: 'No place for a family of 4 before 1 March 2027',
    }),
  ],
  recordReferralHref: '/referrals/new',
  paging: { nextHref: '/waiting-list?after=RP-0044', text: '1 to 4 of 312' },
};

export const waitingListStale: WaitingListProps = {
  ...waitingList,
  matcher: {
    kind: 'stale',
    text: 'Suggestions were last worked out 47 minutes ago. Check that a bed is still free before you offer it.',
  },
  paging: { previousHref: '/waiting-list', nextHref: '/waiting-list?after=RP-0144' },
};

export const waitingListOff: WaitingListProps = {
  ...waitingList,
  matcher: {
    kind: 'off',
    text: 'No suggestions are being worked out. You can still make offers from the bed board.',
  },
  rows: waitingList.rows.map((row) => ({ ...row, name: undefined, suggestion: undefined })),
};

export const waitingListEmpty: WaitingListProps = {
  ...waitingList,
  rows: [],
  summaryText: 'Nobody is waiting.',
  paging: {},
  recordReferralHref: undefined,
};

export const waitingListLong: WaitingListProps = {
  ...waitingList,
  rows: [
    waitingRow(51, {
      name: awkwardNames.long,
      partnershipText: awkwardNames.long,
      suggestion: { ...suggestion, projectName: awkwardNames.long, bedLabel: awkwardNames.markup },
    }),
    waitingRow(52, {
      name: awkwardNames.markup,
      missing: [{ text: awkwardNames.long, whoActs: awkwardNames.markup }],
    }),
  ],
};

/* ---- Placements ---- */

export const makeOffer: MakeOfferProps = {
  frame: coordinatorFrame,
  action: '/offers',
  idempotencyKey: key,
  version: 4,
  person: {
    reference: 'RP-0041',
    name: awkwardNames.gaelic,
    bandText: 'Urgent',
    waitingText: '31 days, 24 of them when she could have gone',
    needs: [{ text: 'Women only' }, { text: 'Step-free' }],
  },
  bed: {
    bedId: 'bed-3',
    label: 'Bed 3',
    projectName: 'Craigsample House',
    placeText: 'Blairsample, NHS Sample',
    tags: [{ text: 'Women' }, { text: 'Step-free' }],
    freshness: { text: 'Confirmed 3 hours ago by Robin Sample', isStale: false },
  },
  checks: checks.slice(0, 2),
  answerDueText: 'Craigsample House has until 5pm on Tuesday 24 November to answer.',
  moneyHeldText: '£9,240 of the partnership’s budget is held while the offer is open.',
  form: {
    values: {
      ...fieldsOfDate('arrivesOn', isoDate('2026-11-25')),
      ...fieldsOfDate('departsOn', isoDate('2027-02-17')),
    },
    errors: [],
  },
  cancelHref: '/waiting-list',
};

export const makeOfferErrors: MakeOfferProps = {
  ...makeOffer,
  checks,
  form: {
    values: {
      ...fieldsOfDate('arrivesOn', isoDate('2026-11-25')),
      'departsOn-day': '1',
      'departsOn-month': 'Nov',
      'departsOn-year': '2026',
    },
    errors: [{ field: 'departsOn', text: 'Enter a leaving day after 25 November 2026' }],
  },
};

export const makeOfferClash: MakeOfferProps = {
  ...makeOffer,
  clash: {
    title: 'The bed was taken a moment ago',
    text: 'Someone else was offered Bed 3 from 25 November. Nothing was changed, and your dates are kept below.',
    links: [{ href: '/bed-board', text: 'See which beds are free' }],
    isAnswer: true,
  },
};

export const offerMade: OfferMadeProps = {
  frame: coordinatorFrame,
  title: 'Offer made',
  stateText: 'Answer due by 5pm on Tuesday 24 November',
  isOpen: true,
  personText: `${awkwardNames.gaelic} (RP-0041)`,
  placeText: 'Craigsample House, Bed 3',
  stayText: '25 Nov 2026, last night 16 Feb 2027',
  costText: '£9,240',
  waitingListHref: '/waiting-list',
  referralHref: '/referrals/41',
  withdraw: { action: '/offers/107/withdrawal', idempotencyKey: key, version: 1, form: untouchedForm },
};

export const offerMadeWithdrawErrors: OfferMadeProps = {
  ...offerMade,
  withdraw: {
    action: '/offers/107/withdrawal',
    idempotencyKey: key,
    version: 1,
    form: { values: { reason: '' }, errors: [{ field: 'reason', text: 'Say why the offer is taken back' }] },
  },
};

export const offerDeclined: OfferMadeProps = {
  ...offerMade,
  title: 'Offer declined',
  stateText: 'The bed and the money are free again',
  isOpen: false,
  withdraw: undefined,
};

export const incomingOffers: IncomingOffersProps = {
  frame: providerFrame,
  providerName: 'Craigsample House',
  offers: [
    {
      id: 'offer-107',
      reference: 'OF-0107',
      profile: [
        { key: 'Person', value: 'Woman, 38' },
        { key: 'Substance', value: 'Co-dependency' },
        { key: 'Detox', value: 'Ends 24 Nov 2026' },
        { key: 'Prescription', value: 'Methadone 45 ml' },
      ],
      needs: [{ text: 'Step-free' }, { text: 'Wet room' }],
      bedLabel: 'Bed 3',
      stayText: '25 Nov 2026, last night 16 Feb 2027',
      answerDueText: 'Answer by 5pm on Tuesday 24 November',
      isDueSoon: true,
      acceptAction: '/offers/107/accept',
      declineAction: '/offers/107/decline',
      idempotencyKey: key,
      version: 1,
    },
    {
      id: 'offer-108',
      reference: 'OF-0108',
      profile: [
        { key: 'Person', value: 'Man, 52' },
        { key: 'Substance', value: 'Alcohol' },
      ],
      needs: [],
      bedLabel: 'Bed 4',
      stayText: '2 Dec 2026, last night 23 Feb 2027',
      answerDueText: 'Answer by midday on Thursday 26 November',
      isDueSoon: false,
      acceptAction: '/offers/108/accept',
      declineAction: '/offers/108/decline',
      idempotencyKey: key,
      version: 1,
    },
  ],
  declineReasonOptions: [
    { value: 'clinical', text: 'Needs more clinical care than we can give' },
    { value: 'mix', text: 'Mix of residents' },
    { value: 'bed-not-usable', text: 'The bed cannot be used after all' },
  ],
  paging: {},
};

export const incomingOffersFailed: IncomingOffersProps = {
  ...incomingOffers,
  failed: {
    offerId: 'offer-108',
    form: {
      values: {},
      errors: [{ field: 'reason', text: 'Choose why you decline OF-0108' }],
    },
  },
};

export const incomingOffersEmpty: IncomingOffersProps = { ...incomingOffers, offers: [] };

export const arrivalsAndResidents: ArrivalsAndResidentsProps = {
  frame: providerFrame,
  providerName: 'Craigsample House',
  today: sampleToday,
  arrivals: [
    {
      placementId: 'p1',
      reference: 'PL-0311',
      personText: 'Alex Sample',
      bedLabel: 'Bed 1',
      arrivesOn: isoDate('2026-11-20'),
      departsOn: isoDate('2027-02-12'),
      admitAction: '/placements/p1/admit',
      neverStartedAction: '/placements/p1/never-started',
      idempotencyKey: key,
      version: 2,
      timing: 'overdue',
    },
    {
      placementId: 'p2',
      reference: 'PL-0312',
      personText: awkwardNames.gaelic,
      bedLabel: 'Bed 3',
      arrivesOn: sampleToday,
      departsOn: isoDate('2027-02-14'),
      admitAction: '/placements/p2/admit',
      neverStartedAction: '/placements/p2/never-started',
      idempotencyKey: key,
      version: 2,
      timing: 'today',
    },
    {
      placementId: 'p3',
      reference: 'PL-0313',
      personText: awkwardNames.emoji,
      bedLabel: 'Bed 4',
      arrivesOn: isoDate('2026-12-02'),
      departsOn: isoDate('2027-02-24'),
      admitAction: '/placements/p3/admit',
      neverStartedAction: '/placements/p3/never-started',
      idempotencyKey: key,
      version: 2,
      timing: 'later',
    },
  ],
  residents: [
    {
      placementId: 'p4',
      reference: 'PL-0207',
      personText: 'Jo Sample',
      bedLabel: 'Bed 2',
      admittedOn: isoDate('2026-08-31'),
      departsOn: isoDate('2026-11-21'),
      isPastLeavingDay: true,
      dischargeAction: '/placements/p4/discharge',
      extendAction: '/placements/p4/extend',
      idempotencyKey: key,
      version: 5,
    },
    {
      placementId: 'p5',
      reference: 'PL-0208',
      personText: awkwardNames.markup,
      bedLabel: 'Bed 5',
      admittedOn: isoDate('2026-10-05'),
      departsOn: isoDate('2026-12-28'),
      isPastLeavingDay: false,
      dischargeAction: '/placements/p5/discharge',
      extendAction: '/placements/p5/extend',
      idempotencyKey: key,
      version: 5,
    },
  ],
  arrivalsPaging: {},
  left: [
    {
      placementId: 'placement-9',
      reference: 'RP-0009',
      name: awkwardNames.long,
      personText: 'Woman, 41, with 2 children',
      bedLabel: 'Flat 2',
      reasonText: 'Completed',
    },
  ],
  residentsPaging: {},
  neverStartedReasonOptions: [
    { value: 'uncontactable', text: 'Could not be reached' },
    { value: 'prison', text: 'Went to prison' },
  ],
  dischargeReasonOptions: [
    { value: 'completed', text: 'Completed the programme' },
    { value: 'own-choice', text: 'Left by own choice' },
    { value: 'medical', text: 'Moved for medical care' },
  ],
};

export const arrivalsFailedDischarge: ArrivalsAndResidentsProps = {
  ...arrivalsAndResidents,
  failed: {
    kind: 'discharge',
    placementId: 'p5',
    form: {
      values: { kind: 'unplanned', 'leftOn-day': '31', 'leftOn-month': '11', 'leftOn-year': '2026' },
      errors: [
        { field: 'reason', text: 'Choose a reason' },
        { field: 'leftOn', text: 'Enter a real date, such as 22 11 2026' },
      ],
    },
  },
};

export const arrivalsEmpty: ArrivalsAndResidentsProps = {
  ...arrivalsAndResidents,
  frame: {
    ...providerFrame,
    flash: { kind: 'success', title: 'Leaving recorded', text: 'Bed 5 is free from tonight.' },
  },
  arrivals: [],
  residents: [],
};

/* ---- Referrals ---- */

const substances = [
  { value: 'alcohol', text: 'Alcohol' },
  { value: 'drug', text: 'Drug' },
  { value: 'co_dependency', text: 'Co-dependency', hint: 'Both' },
];
const projects = [
  { value: 'craig', text: 'Craigsample House' },
  { value: 'loch', text: 'Lochsample Family Service' },
];

export const recordReferral: RecordReferralProps = {
  frame: coordinatorFrame,
  action: '/referrals',
  idempotencyKey: key,
  form: { values: { ...fieldsOfDate('receivedOn', sampleToday), adults: '1', children: '0' }, errors: [] },
  options: {
    sex: [
      { value: 'female', text: 'Woman' },
      { value: 'male', text: 'Man' },
    ],
    source: [
      { value: 'self', text: 'The person' },
      { value: 'key_worker', text: 'Key worker' },
    ],
    route: [
      { value: 'adp', text: 'Partnership' },
      { value: 'prison_to_rehab', text: 'Prison to Rehab' },
    ],
    substance: substances,
    urgencyBand: [
      { value: 'urgent', text: 'Urgent', hint: 'Not safe to wait' },
      { value: 'soon', text: 'Soon', hint: 'Safe to wait for some weeks' },
      { value: 'routine', text: 'Routine', hint: 'Safe to wait' },
    ],
    detoxNeed: [
      { value: 'none', text: 'Not needed' },
      { value: 'before', text: 'Needed before' },
      { value: 'unknown', text: 'Not known yet' },
    ],
    known: [
      { value: 'yes', text: 'Yes' },
      { value: 'no', text: 'No' },
      { value: 'not_known', text: 'Not known' },
    ],
    matDrug: [{ value: 'methadone', text: 'Methadone' }],
    doseUnit: [{ value: 'ml_daily', text: 'ml a day' }],
    mentalHealthSupport: [
      { value: 'none', text: 'None' },
      { value: 'not_known', text: 'Not known' },
    ],
    acceptsFaithEthos: [
      { value: 'yes', text: 'Accepts a place with a faith ethos' },
      { value: 'not_known', text: 'Not asked' },
    ],
    project: projects,
    prefersArea: [
      { value: 'near', text: 'Near home' },
      { value: 'away', text: 'Away from home' },
      { value: 'any', text: 'No preference' },
    ],
    prefersMix: [
      { value: 'mixed', text: 'Mixed' },
      { value: 'single-sex', text: 'Own sex only' },
      { value: 'any', text: 'No preference' },
    ],
  },
  saveAction: '/referrals/drafts',
  draftsHref: '/referrals/drafts',
  cancelHref: '/waiting-list',
};

export const recordReferralErrors: RecordReferralProps = {
  ...recordReferral,
  form: {
    values: {
      givenName: awkwardNames.markup,
      familyName: awkwardNames.gaelic,
      'bornOn-day': '30',
      'bornOn-month': 'Feb',
      'bornOn-year': '1988',
      sex: 'female',
      route: 'closed-route',
      reason: '\nTwo lines,\nboth kept.',
      needsStepFree: 'yes',
      children: '2',
      detoxNeed: 'before_entry',
      ...fieldsOfDate('receivedOn', sampleToday),
    },
    errors: [
      { field: 'bornOn', text: 'Enter a real date of birth, such as 27 3 1988' },
      { field: 'route', text: 'Choose which public money is asked for' },
      { field: 'substance', text: 'Choose alcohol, drug or co-dependency' },
      { field: 'oldestChildBornOn', text: 'Enter the date of birth of the oldest child' },
    ],
  },
};

export const recordReferralDuplicate: RecordReferralProps = {
  ...recordReferral,
  possibleDuplicate: { text: 'RP-0012 has the same name and date of birth.', href: '/referrals/12' },
};

const unrestricted = {
  frame: coordinatorFrame,
  reference: 'RP-0043',
  partnershipName: 'Glasgow City',
  version: 2,
  openings: [],
  errors: [],
} as const;

export const restriction: RestrictionProps = {
  ...unrestricted,
  facts: [
    { key: 'Why', value: 'Known to members of staff' },
    { key: 'In words', value: 'A cousin works in the office next door.' },
    { key: 'Named', value: 'Cara Muir' },
  ],
  openings: [{ id: '1', text: '10am on 23 November, Alec Laird: “At the door, nobody named is in”' }],
  restrict: {
    action: '#',
    idempotencyKey: 'key',
    form: {
      values: { kind: 'known_to_staff', reason: '' },
      errors: [{ field: 'readers', text: 'Tick who may see it' }],
    },
    kinds: [{ value: 'known_to_staff', text: 'Known to members of staff' }],
    readers: [
      { id: 'readers', name: 'reader-1', value: '', text: 'Cara Muir', hint: 'Referral coordinator' },
      { id: 'readers-2', name: 'reader-2', value: '', text: 'Alec Laird', hint: 'Funding approver' },
    ],
  },
  lifting: { action: '#', idempotencyKey: 'key', form: { values: {}, errors: [] } },
  errors: [{ field: 'readers', text: 'Tick who may see it' }],
  backHref: '/referrals/43',
  backText: 'Back to the referral',
};

export const restrictionShut: RestrictionProps = {
  ...unrestricted,
  opening: { action: '#', idempotencyKey: 'key', form: { values: {}, errors: [] }, hours: 12 },
  backHref: '/waiting-list',
  backText: 'Back to the waiting list',
};

export const referral: ReferralProps = {
  frame: coordinatorFrame,
  restriction: { text: 'Who may see this record', href: '/referrals/43/restriction' },
  reference: 'RP-0043',
  name: 'Jo Sample',
  state: { text: 'Not yet ready', colour: 'yellow' },
  facts: [
    { key: 'Date of birth', value: '27 Mar 1988 (38)' },
    { key: 'Sex', value: 'Woman' },
    { key: 'Partnership', value: 'Sample City' },
    { key: 'Substance', value: 'Co-dependency' },
    { key: 'Urgency', value: 'Soon' },
    { key: 'Received', value: '21 Nov 2026' },
  ],
  needs: [
    { key: 'Access', value: 'Step-free' },
    { key: 'Children', value: '2, oldest 5' },
  ],
  wait: {
    attention: ['The person is to be reached, since 19 Nov 2026'],
    facts: [
      { key: 'Waiting', value: '23 days, 20 days of them when they could have gone' },
      { key: 'Latest contact', value: 'No answer on 12 Nov 2026, never reached yet' },
    ],
    spells: [
      {
        spellId: 'spell-1',
        text: 'In hospital: from 12 Nov 2026, until further notice',
        form: { action: '/referrals/43/unavailability/spell-1/end', idempotencyKey: key },
      },
    ],
    contacts: [{ text: 'Telephone: no answer', whenText: '12 Nov 2026, recorded by Jo Sample' }],
    forms: {
      contact: { action: '/referrals/43/contacts', idempotencyKey: key },
      unavailability: { action: '/referrals/43/unavailability', idempotencyKey: key },
      review: { action: '/referrals/43/safe-to-wait', idempotencyKey: key },
    },
    options: {
      channel: [{ value: 'telephone', text: 'Telephone' }],
      contactOutcome: [{ value: 'reached', text: 'The person was reached' }],
      unavailabilityReason: [{ value: 'hospital', text: 'In hospital' }],
      reviewOutcome: [{ value: 'safe', text: 'Can wait' }],
    },
  },
  circumstances: [
    { key: 'Near-fatal overdose', value: 'None known' },
    { key: 'Medication assisted treatment', value: 'Methadone: 45 ml a day, on 3 Nov 2026' },
  ],
  wishes: [
    { key: 'First choice', value: 'Lochsample Family Service' },
    { key: 'Where', value: 'Near home' },
    { key: 'With', value: 'No preference' },
  ],
  gates: [
    {
      kind: 'assessment',
      state: { text: 'Done', colour: 'green' },
      text: 'Suitable. Assessed on 3 Nov 2026, holds until 3 Feb 2027.',
      form: { action: '/referrals/43/assessment', idempotencyKey: key },
    },
    {
      kind: 'funding',
      state: { text: 'Missing', colour: 'orange' },
      text: 'No decision yet.',
      whoActs: 'Sample City partnership acts next',
      form: { action: '/referrals/43/funding', idempotencyKey: key },
    },
    { kind: 'detox', state: { text: 'Not needed', colour: 'grey' }, text: 'No detox is needed.' },
  ],
  options: {
    assessmentOutcome: [
      { value: 'suitable', text: 'Suitable' },
      { value: 'not_suitable', text: 'Not suitable now' },
    ],
    fundingDecision: [
      { value: 'approved', text: 'Approved' },
      { value: 'declined', text: 'Declined' },
    ],
    fundingDeclineReason: [{ value: 'no_money_left', text: 'There is no money left for it' }],
  },
  version: 3,
  refused: [
    {
      projectId: 'project-2',
      projectName: 'Lochsample Family Service',
      text: 'The provider declined: not enough staff, 20 Nov 2026',
      form: { action: '/referrals/43/allowed-projects/project-2', idempotencyKey: key },
    },
  ],
  money: ['Alcohol and Drug Partnership, 2026/27: £12,400 left of £250,000'],
  correctHref: '/referrals/43/correction',
  closingHref: '/referrals/43/closing',
  placesHref: '/referrals/43/places',
  history: [
    { text: 'Assessed as suitable', whenText: '3 Nov 2026, by Kim Sample' },
    { text: 'Referral recorded', whenText: '1 Nov 2026, by Màiri NicDhòmhnaill' },
  ],
  backHref: '/waiting-list',
};

export const referralFailedFunding: ReferralProps = {
  ...referral,
  name: awkwardNames.long,
  failed: {
    kind: 'funding',
    form: {
      values: { decision: 'approved', weeks: 'twelve', weeklyRate: '£1,150' },
      errors: [
        { field: 'decidedOn', text: 'Enter the day of the decision' },
        { field: 'weeks', text: 'Enter a number of weeks from 1 to 104' },
      ],
    },
  },
};

export const referralReady: ReferralProps = {
  ...referral,
  name: undefined,
  state: { text: 'Ready to place', colour: 'green' },
  gates: referral.gates.map(({ kind }) => ({
    kind,
    state: { text: 'Done', colour: 'green' },
    text: 'Nothing is missing.',
  })),
  offerHref: '/offers/new?referral=43',
};

/* ---- Measures ---- */

const yearStart = isoDate('2026-04-01');
const yearEnd = isoDate('2027-04-01');
const monthLabels = ['Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec', 'Jan', 'Feb', 'Mar'];
const monthStarts = monthLabels.map((_, index) =>
  index === 0 ? yearStart : isoDate(`${addNights(yearStart, Math.round(index * 30.44) + 8).slice(0, 8)}01`),
);

function measure(
  measureKey: MeasureModel['key'],
  name: string,
  perMonth: readonly number[],
  asAtOn: IsoDate,
): MeasureModel {
  const points = perMonth.map((_, index) => ({
    on: index === perMonth.length - 1 ? asAtOn : (monthStarts[index + 1] ?? yearEnd),
    cumulative: perMonth.slice(0, index + 1).reduce((sum, count) => sum + count, 0),
  }));
  const count = points.at(-1)?.cumulative ?? 0;
  return {
    key: measureKey,
    name,
    count,
    target: 1000,
    paceToday: Math.round((1000 * nightsBetween(yearStart, asAtOn)) / nightsBetween(yearStart, yearEnd)),
    definition:
      'Publicly funded placements whose funding was approved in the year, counted once each, whether or not they went ahead.',
    definitionVersion: 'Definition 1',
    asAtText: 'Sunday 22 November 2026, 9:30am',
    sourceText: 'The placements in this service',
    chart: {
      id: measureKey,
      title: `${name}, running total for 2026/27`,
      description: `${count} by 22 November, against an even pace of 644 towards 1,000.`,
      startsOn: yearStart,
      endsOn: yearEnd,
      months: monthLabels.map((label, index) => ({ label, startsOn: monthStarts[index] ?? yearStart })),
      target: 1000,
      points,
    },
  };
}

const approved = [88, 92, 79, 95, 70, 101, 96, 60];
const started = [70, 81, 77, 80, 66, 90, 85, 41];
const people = [69, 78, 74, 75, 62, 84, 79, 38];
const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

const outside = [
  {
    key: 'a',
    period: '2024/25 H1',
    measure: 'Placements approved',
    route: 'All routes',
    count: 442,
    status: 'published',
    vintage: 'Sample issue 10',
    source: 'A public body, December',
  },
  {
    key: 'b',
    period: '2022/23 Q1',
    measure: 'Placements approved',
    route: 'All routes',
    count: 170,
    status: 'revised',
    vintage: 'Sample issue 4, corrected',
    source: 'A public body, November',
  },
  {
    key: 'c',
    period: '2022/23 Q1',
    measure: 'Placements approved',
    route: 'All routes',
    count: 218,
    status: 'withdrawn',
    vintage: 'Sample issue 4',
    source: 'A public body, September',
  },
  {
    key: 'd',
    period: '2021/22',
    measure: 'Placements approved',
    route: 'All routes',
    count: 511,
    costPence: 314_630_300,
    status: 'published',
    vintage: 'Sample issue 3',
    source:
      'https://statistics.example/a-very-long-address/that-has-no-blanks/anywhere-at-all-in-its-whole-length',
  },
  {
    key: 'e',
    period: '2023/24',
    measure: 'Placements approved',
    route: 'Uncosted',
    count: 30,
    status: 'derived',
    vintage: 'Sample issue 9',
    source: 'Worked out from two figures',
  },
  {
    key: 'f',
    period: '2019/20',
    measure: 'People started',
    route: 'All routes',
    count: null,
    status: 'unverified',
    vintage: 'A newspaper',
    source: 'Not checked',
  },
] as const;

export const target: TargetProps = {
  frame: coordinatorFrame,
  yearText: '2026/27',
  years: [
    { text: '2025/26', href: '/target?year=2025', isCurrent: false },
    { text: '2026/27', href: '/target?year=2026', isCurrent: true },
  ],
  caution:
    'Figures from the synthetic caseload: they show how the page works and say nothing about Scotland.',
  measures: [
    measure('placements-approved', 'Placements approved', approved, sampleToday),
    measure('placements-started', 'Placements started', started, sampleToday),
    measure('people-started', 'People started', people, sampleToday),
  ],
  months: monthLabels.map((label, index) => ({
    label: `${label} ${index < 9 ? 2026 : 2027}`,
    isPartial: index === 7,
    placementsApproved: approved[index] ?? null,
    placementsStarted: started[index] ?? null,
    peopleStarted: people[index] ?? null,
  })),
  totals: {
    label: 'Year so far',
    isPartial: false,
    placementsApproved: sum(approved),
    placementsStarted: sum(started),
    peopleStarted: sum(people),
  },
  whyTheyDiffer: [
    'An approval may never become a stay.',
    'A person who starts twice in the year is counted once as a person.',
  ],
  published: outside,
};

export const targetYearBegins: TargetProps = {
  ...target,
  years: [],
  caution: undefined,
  measures: [
    { ...measure('placements-approved', 'Placements approved', [], yearStart), paceToday: 0 },
    measure('placements-started', 'Placements started', [3], addNights(yearStart, 6)),
    measure(
      'people-started',
      'People started',
      [110, 130, 120, 140, 95, 150, 120, 110, 130, 90, 60, 70],
      addNights(yearEnd, -3),
    ),
  ],
  published: [],
};
