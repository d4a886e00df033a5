import { addNights, nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import { firstOverclosing, type BedGroup, type World } from './world.js';

/** One thing done differently from what is expected. A bed group of null is every one of them. */
export type Change =
  /** Staffed beds that open, or close when negative. */
  | {
      readonly kind: 'beds';
      /** The project they belong to; null or left out where they are of none in particular. */
      readonly projectId?: string | null;
      readonly bedGroup: string;
      readonly onDate: IsoDate;
      readonly beds: number;
      readonly lateByDays: number;
    }
  | { readonly kind: 'length-of-stay'; readonly bedGroup: string | null; readonly times: number }
  | { readonly kind: 'turnaround'; readonly bedGroup: string | null; readonly days: number }
  | { readonly kind: 'early-exits'; readonly share: number }
  | { readonly kind: 'refusals'; readonly share: number }
  | { readonly kind: 'approval'; readonly days: number }
  | { readonly kind: 'referral-growth'; readonly perYear: number }
  | { readonly kind: 'detox'; readonly places: number; readonly nights: number }
  /** Null: as much as is needed. */
  | { readonly kind: 'budget'; readonly pencePerYear: number | null };

/** Why one change cannot be, by the field to correct, with what would do. */
export interface ChangeFault {
  /** Which change, counted from 0. */
  readonly change: number;
  readonly field: string;
  readonly fault:
    | { readonly code: 'unknown-bed-group' }
    | { readonly code: 'unknown-project' }
    /** It is so already. */
    | { readonly code: 'says-nothing' }
    | { readonly code: 'date-outside-forecast'; readonly from: IsoDate; readonly to: IsoDate }
    | { readonly code: 'number-outside'; readonly from: number; readonly to: number }
    | { readonly code: 'not-whole' }
    | { readonly code: 'closes-too-many'; readonly onDate: IsoDate; readonly atMost: number };
}

/** A scenario that cannot be, with every reason at once. */
export interface ScenarioRefusal {
  readonly code: 'scenario-not-possible';
  readonly faults: readonly ChangeFault[];
}

/** The beds of one group in one project: on the first day, and those that open or close later. */
export interface ProjectBeds {
  readonly projectId: string;
  readonly bedGroup: string;
  readonly beds: number;
  readonly changes: readonly { readonly onDay: number; readonly beds: number }[];
}

/**
 * The world with the changes of a scenario, one after another, or why it cannot be. Beds are added at the end of what is
 * expected: what is drawn for how late the others open stays as it was. Without the beds of projects, what each of them can
 * open or close is not looked at again.
 */
export const withChanges = (
  world: World,
  changes: readonly Change[],
  projects: readonly ProjectBeds[] | null = null,
): Outcome<World, ScenarioRefusal> => {
  const faults: ChangeFault[] = [];
  let changed = world;
  changes.forEach((change, at) => {
    const found = [...faultsOfChange(world, change), ...unknownProject(projects, change)];
    const next = found.length > 0 ? changed : changeWorld(changed, change);
    const all = found.length > 0 || !isSame(changed, next, change) ? found : [saysNothing(change)];
    faults.push(...all.map((one): ChangeFault => ({ change: at, ...one })));
    changed = next;
  });
  if (faults.length > 0) return refuse({ code: 'scenario-not-possible', faults });
  const overclosed = changes.flatMap((change, at) => overclosing(changed, changes, projects, change, at));
  return overclosed.length > 0
    ? refuse({ code: 'scenario-not-possible', faults: overclosed })
    : done(changed);
};

const isSame = (before: World, after: World, change: Change): boolean =>
  change.kind === 'beds' ? change.beds === 0 : JSON.stringify(before) === JSON.stringify(after);

/** The field that says how much, of each kind of change. */
const amountOf = {
  beds: 'beds',
  'length-of-stay': 'times',
  turnaround: 'days',
  'early-exits': 'share',
  refusals: 'share',
  approval: 'days',
  'referral-growth': 'perYear',
  detox: 'places',
  budget: 'pencePerYear',
} as const satisfies Record<Change['kind'], string>;

const saysNothing = ({ kind }: Change): OneFault => ({
  field: amountOf[kind],
  fault: { code: 'says-nothing' },
});

const unknownProject = (projects: readonly ProjectBeds[] | null, change: Change): readonly OneFault[] =>
  projects === null ||
  change.kind !== 'beds' ||
  change.projectId == null ||
  projects.some(({ projectId }) => projectId === change.projectId)
    ? []
    : [{ field: 'projectId', fault: { code: 'unknown-project' } }];

type OneFault = Omit<ChangeFault, 'change'>;

const within = (field: string, value: number, from: number, to: number): readonly OneFault[] =>
  value >= from && value <= to ? [] : [{ field, fault: { code: 'number-outside', from, to } }];

const whole = (field: string, value: number): readonly OneFault[] =>
  Number.isInteger(value) ? [] : [{ field, fault: { code: 'not-whole' } }];

const wholeWithin = (field: string, value: number, from: number, to: number): readonly OneFault[] => {
  const outside = within(field, value, from, to);
  return outside.length > 0 ? outside : whole(field, value);
};

const known = ({ bedGroups }: World, bedGroup: string | null): readonly OneFault[] =>
  bedGroup === null || bedGroups.some(({ id }) => id === bedGroup)
    ? []
    : [{ field: 'bedGroup', fault: { code: 'unknown-bed-group' } }];

/** Beyond these a scenario is a slip of the hand: a year, ten times, ten thousand beds, ten thousand million pounds. */
const most = { days: 365, times: 10, beds: 10_000, pence: 1_000_000_000_000 } as const;

const faultsOfChange = (world: World, change: Change): readonly OneFault[] => {
  switch (change.kind) {
    case 'beds':
      return [
        ...known(world, change.bedGroup),
        ...inTime(world, change.onDate),
        ...wholeWithin('beds', change.beds, -most.beds, most.beds),
        ...within('lateByDays', change.lateByDays, 0, most.days),
      ];
    case 'length-of-stay':
      return [...known(world, change.bedGroup), ...within('times', change.times, 0.1, most.times)];
    case 'turnaround':
      return [...known(world, change.bedGroup), ...wholeWithin('days', change.days, 0, most.days)];
    case 'early-exits':
    case 'refusals':
      return within('share', change.share, 0, 1);
    case 'approval':
      return wholeWithin('days', change.days, 0, most.days);
    case 'referral-growth':
      return within('perYear', change.perYear, -1, most.times);
    case 'detox':
      return [
        ...wholeWithin('places', change.places, 0, most.beds),
        ...wholeWithin('nights', change.nights, 0, most.days),
      ];
    case 'budget':
      return change.pencePerYear === null
        ? []
        : wholeWithin('pencePerYear', change.pencePerYear, 0, most.pence);
  }
};

const inTime = ({ startsOn, days }: World, onDate: IsoDate): readonly OneFault[] => {
  const to = addNights(startsOn, days - 1);
  return onDate >= startsOn && onDate <= to
    ? []
    : [{ field: 'onDate', fault: { code: 'date-outside-forecast', from: startsOn, to } }];
};

/**
 * Closings up to the first day on which too many have closed, in the project or in all, with how many each may close at
 * most to allow the rest.
 */
const overclosing = (
  changed: World,
  changes: readonly Change[],
  projects: readonly ProjectBeds[] | null,
  change: Change,
  at: number,
): readonly ChangeFault[] => {
  if (change.kind !== 'beds' || change.beds >= 0) return [];
  const { startsOn } = changed;
  const first =
    firstOfProject(startsOn, changes, projects, change) ??
    firstOverclosing(
      changed,
      changed.bedGroups.find(({ id }) => id === change.bedGroup)!,
    );
  if (first === null || nightsBetween(startsOn, change.onDate) > first.onDay) return [];
  const fault = {
    code: 'closes-too-many',
    onDate: addNights(startsOn, first.onDay),
    atMost: Math.max(0, -change.beds - first.tooMany),
  } as const;
  return [{ change: at, field: 'beds', fault }];
};

/** The first day on which a project closes more of its beds of a group than it has; null for no project in particular. */
const firstOfProject = (
  startsOn: IsoDate,
  changes: readonly Change[],
  projects: readonly ProjectBeds[] | null,
  { projectId, bedGroup }: Extract<Change, { readonly kind: 'beds' }>,
) => {
  if (projects === null || projectId == null) return null;
  const open = projects.find((one) => one.projectId === projectId && one.bedGroup === bedGroup);
  const own = changes.flatMap((one) =>
    one.kind === 'beds' && one.projectId === projectId && one.bedGroup === bedGroup
      ? [{ bedGroup, onDay: nightsBetween(startsOn, one.onDate), beds: one.beds, lateByDays: 0 }]
      : [],
  );
  const known = (open?.changes ?? []).map((one) => ({ bedGroup, ...one, lateByDays: 0 }));
  return firstOverclosing({ bedChanges: [...known, ...own] }, { id: bedGroup, beds: open?.beds ?? 0 });
};

const changeWorld = (world: World, change: Change): World => {
  switch (change.kind) {
    case 'beds': {
      const { bedGroup, beds, lateByDays } = change;
      const onDay = nightsBetween(world.startsOn, change.onDate);
      return { ...world, bedChanges: [...world.bedChanges, { bedGroup, onDay, beds, lateByDays }] };
    }
    case 'length-of-stay':
      return withGroups(world, change.bedGroup, (group) => ({ ...group, stay: longer(group, change.times) }));
    case 'turnaround':
      return withGroups(world, change.bedGroup, (group) => ({ ...group, turnaroundDays: change.days }));
    case 'early-exits':
      return { ...world, earlyExitShare: change.share };
    case 'refusals':
      return { ...world, refusedShare: change.share };
    case 'approval':
      return { ...world, approvalDays: { ...world.approvalDays, from: change.days } };
    case 'referral-growth':
      return { ...world, growthPerYear: change.perYear };
    case 'detox':
      return { ...world, detox: { places: change.places, nights: change.nights } };
    case 'budget':
      return { ...world, budgetPencePerYear: change.pencePerYear };
  }
};

const withGroups = (world: World, bedGroup: string | null, change: (group: BedGroup) => BedGroup): World => ({
  ...world,
  bedGroups: world.bedGroups.map((group) =>
    bedGroup === null || bedGroup === group.id ? change(group) : group,
  ),
});

const longer = ({ stay }: BedGroup, times: number): BedGroup['stay'] =>
  stay.kind === 'lognormal'
    ? { ...stay, meanNights: stay.meanNights * times }
    : { ...stay, nights: stay.nights.map((nights) => nights * times) };
