import { ageOn, nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';
import { pence, stayCost } from '../../../kernel/money.js';
import type { Month } from './month.js';

/** A placement as it is kept, with what an extract is made of; no name, and nobody's own words. */
export interface PlacementFact {
  readonly placementId: string;
  readonly clientId: string;
  readonly partnership: string;
  readonly provider: string;
  readonly countsAsResidentialRehab: boolean;
  readonly continuesEarlierStay: boolean;
  /** Whether the person or a charity pays a share. */
  readonly isPartlyPrivate: boolean;
  readonly route: string;
  readonly sex: string;
  readonly bornOn: IsoDate;
  readonly substance: string;
  readonly firstApprovedOn: IsoDate | null;
  readonly arrivesOn: IsoDate;
  readonly departsOn: IsoDate;
  readonly isNeverStarted: boolean;
  readonly admittedOn: IsoDate | null;
  readonly endedOn: IsoDate | null;
  readonly weeklyRatePence: number;
}

/** One row of an extract, every cell as text, by its column. */
export type ExtractRow = Readonly<Record<ExtractColumn, string>>;

/** The columns, in their order. */
export const extractColumns = [
  'placement_key',
  'person_key',
  'partnership',
  'provider',
  'counts_as_residential_rehab',
  'continues_earlier_stay',
  'funding_type',
  'route',
  'sex',
  'age_band',
  'substance',
  'approved_on',
  'started_on',
  'planned_end_on',
  'ended_on',
  'ended_before_planned_end',
  'state',
  'planned_weeks',
  'weekly_rate_pounds',
  'estimated_cost_pounds',
] as const;
/** One of {@link extractColumns}. */
export type ExtractColumn = (typeof extractColumns)[number];

/** Youngest ages of the bands. Unit: years. Set for this service: ten years each, so that a row is nobody's birthday. */
const bandsFrom = [25, 35, 45, 55, 65] as const;

/** An age as a band: "under 25", "25 to 34", "65 or over". */
export const ageBand = (years: number): string => {
  const index = bandsFrom.findLastIndex((from) => years >= from);
  const [from, next] = [bandsFrom[index], bandsFrom[index + 1]];
  if (from === undefined) return `under ${bandsFrom[0]}`;
  return next === undefined ? `${from} or over` : `${from} to ${next - 1}`;
};

/** A fact of after the month was not known in it. */
const knownIn = (day: IsoDate | null, { endsOn }: Month): IsoDate | null =>
  day !== null && day < endsOn ? day : null;

const yesOrNo = (is: boolean): string => (is ? 'yes' : 'no');
const pounds = (amountPence: number): string => (amountPence / 100).toFixed(2);

const stateOf = (
  { isNeverStarted }: PlacementFact,
  startedOn: IsoDate | null,
  endedOn: IsoDate | null,
): string => {
  if (isNeverStarted) return 'never_started';
  if (startedOn === null) return 'not_started';
  return endedOn === null ? 'in_programme' : 'ended';
};

/** Makes a key of an id, the same for the same id within one extract and for no other. */
export type MakeKey = (kind: 'placement' | 'person', id: string) => string;

/** One placement as it stood at the end of a month. */
export const toRow = (fact: PlacementFact, month: Month, makeKey: MakeKey): ExtractRow => {
  const startedOn = knownIn(fact.admittedOn, month);
  const endedOn = knownIn(fact.endedOn, month);
  const nights = nightsBetween(fact.arrivesOn, fact.departsOn);
  return {
    placement_key: makeKey('placement', fact.placementId),
    person_key: makeKey('person', fact.clientId),
    partnership: fact.partnership,
    provider: fact.provider,
    counts_as_residential_rehab: yesOrNo(fact.countsAsResidentialRehab),
    continues_earlier_stay: yesOrNo(fact.continuesEarlierStay),
    funding_type: fact.isPartlyPrivate ? 'public_and_private' : 'public',
    route: fact.route,
    sex: fact.sex,
    age_band: ageBand(ageOn(fact.bornOn, startedOn ?? fact.arrivesOn)),
    substance: fact.substance,
    approved_on: knownIn(fact.firstApprovedOn, month) ?? '',
    started_on: startedOn ?? '',
    planned_end_on: fact.departsOn,
    ended_on: endedOn ?? '',
    ended_before_planned_end: endedOn === null ? '' : yesOrNo(endedOn < fact.departsOn),
    state: stateOf(fact, startedOn, endedOn),
    planned_weeks: (nights / 7).toFixed(1),
    weekly_rate_pounds: pounds(fact.weeklyRatePence),
    estimated_cost_pounds: pounds(stayCost({ weeklyRatePence: pence(fact.weeklyRatePence), nights })),
  };
};

/** Rows in the order of their keys, which is the order of nothing else. */
export const inOrderOfKeys = (rows: readonly ExtractRow[]): readonly ExtractRow[] =>
  [...rows].sort((one, other) => (one.placement_key < other.placement_key ? -1 : 1));
