import { financialYearEnd, financialYearOf, financialYearStart } from '../../../kernel/financial-year.js';
import { addNights, type IsoDate } from '../../../kernel/iso-date.js';
import { isMeanOfMonths, type OutsideThing } from './kept-figure.js';
import type { Grouping, MeasureId } from './measure.js';

/** Why nothing counted here can stand beside a figure of others. */
export const incomparables = [
  'no-such-measure',
  'private-too',
  'other-groups',
  'two-groupings',
  'no-such-area',
  'mean-of-months',
  'year-not-stated',
  'not-whole-months',
  'not-a-financial-year',
  'part-of-a-year',
  'told-in-releases',
] as const;
/** One of {@link incomparables}. */
export type Incomparable = (typeof incomparables)[number];

/** What is counted here by the same definition: whole months, half-open, and where the figure is of a group, which. */
export interface Counterpart {
  readonly measureId: MeasureId;
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate;
  readonly by: Grouping | null;
  /** As the measure names it: a route, a group of people, or the name of a partnership. */
  readonly group: string | null;
}

/** Routes that are the same to Public Health Scotland and here. Its National Mission holds Prison to Rehab, ours stands apart. */
const sameRoutes = ['adp', 'ward5', 'prison_to_rehab'];
const sameBreakdowns = ['sex', 'substance'] as const;

const measureOf: Readonly<Record<string, MeasureId>> = {
  placements_approved: 'placements-approved',
  individuals_started: 'people-started',
};
/** The route by which each measure means everybody it counts here. */
const everybody: Readonly<Record<string, string>> = {
  placements_approved: 'all',
  individuals_started: 'publicly_funded',
};
/** Routes that count people who paid themselves, of whom nothing is recorded here. */
const withPrivateOnes = ['any_funding', 'solely_private', 'self_or_insurance', 'other_or_unknown'];

const groupOf = (thing: OutsideThing): { by: Grouping | null; group: string | null } | Incomparable => {
  const { measure, route, areaKind, area, breakdown, category } = thing;
  const ofRoute = route !== everybody[measure];
  const ofArea = areaKind !== 'scotland';
  if (ofRoute && !sameRoutes.includes(route)) return 'other-groups';
  if ([ofRoute, ofArea, breakdown !== null].filter(Boolean).length > 1) return 'two-groupings';
  if (ofArea) return areaKind === 'partnership' ? { by: 'partnership', group: area } : 'no-such-area';
  if (breakdown !== null) {
    const by = sameBreakdowns.find((known) => known === breakdown);
    return by === undefined || category === null ? 'other-groups' : { by, group: category };
  }
  return ofRoute ? { by: 'route', group: route } : { by: null, group: null };
};

const beginsQuarter = (on: IsoDate): boolean => /-(?:01|04|07|10)-01$/.test(on);
const isOfQuarters = (fromOn: IsoDate, toOn: IsoDate): boolean =>
  beginsQuarter(fromOn) && beginsQuarter(toOn);

/** What is counted here by the same definition, or why nothing is. */
export const counterpartOf = (thing: OutsideThing): Counterpart | Incomparable => {
  const { measure, route, periodStartsOn: fromOn, periodLastOn } = thing;
  const measureId = measureOf[measure];
  if (withPrivateOnes.includes(route)) return 'private-too';
  if (measureId === undefined) return 'no-such-measure';
  if (isMeanOfMonths(thing)) return 'mean-of-months';
  if (fromOn === null || periodLastOn === null) return 'year-not-stated';
  const toOn = addNights(periodLastOn, 1);
  if (!fromOn.endsWith('-01') || !toOn.endsWith('-01') || fromOn >= toOn) return 'not-whole-months';
  const year = financialYearOf(fromOn);
  const isYear = fromOn === financialYearStart(year) && toOn === financialYearEnd(year);
  // Each person counts once a year: of no other period is the number of people the same question.
  if (measureId === 'people-started' && !isYear) return 'not-a-financial-year';
  const group = groupOf(thing);
  if (typeof group === 'string') return group;
  // People by group are told of whole years; by route, which is nobody's own, of the quarters in which others tell it too.
  if (group.by !== null && !isYear && !(group.by === 'route' && isOfQuarters(fromOn, toOn)))
    return 'part-of-a-year';
  return { measureId, fromOn, toOn, ...group };
};
