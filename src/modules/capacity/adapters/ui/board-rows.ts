import { maxDate, minDate, nightsBetween, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Stay } from '../../../../kernel/stay.js';
import type { TagModel } from '../../../../ui/components/tag.js';
import { dayAndMonth } from '../../../../ui/presenters/dates.js';
import { countOf } from '../../../../ui/presenters/numbers.js';
import type { BoardFacts } from '../../application/board-facts.js';
import type { BedUnit, Run, UnitCalendar } from '../../contract/availability.js';
import type { OutOfServiceReason } from '../../domain/out-of-service.js';
import type { UnitRow } from './bed-board-table.js';
import { bedTypeTexts } from './board-filters.js';
import { withBack } from './board-return.js';
import type { NightRun, NightState } from './night-runs.js';

/** Why a bed cannot be used, as people say it. */
export const reasonTexts: Readonly<Record<OutOfServiceReason, string>> = {
  staffing: 'staffing',
  repair: 'repair',
  infection: 'infection',
  family_mix: 'family mix',
  other: 'another reason',
};

const stateOf: Readonly<Record<Run['state'], NightState>> = {
  free: 'free',
  not_open: 'not-open',
  hold: 'held',
  stay: 'occupied',
  out_of_service: 'out-of-service',
  turnaround: 'turnaround',
  still_there: 'occupied',
};

/** How a unit is shown, and to whom. */
export interface RowContext {
  readonly facts: BoardFacts;
  /** The nights on the board. */
  readonly shown: Stay;
  /** The nights that were read, which go on beyond those shown: a run that meets their end has no end known. */
  readonly read: Stay;
  readonly today: IsoDate;
  /** Claims whose person is in the bed tonight. */
  readonly arrived: ReadonlySet<string>;
  /** What the board shows, for the way back to it. */
  readonly query: string;
  /** Whether the reader keeps these beds, and so may close them. */
  readonly isOwn: boolean;
  /** Whether beds made from a number alone are marked singly, because other beds of the project are described. */
  readonly marksGenerated: boolean;
  /** What every unit of the project is, and none needs to say. */
  readonly shared: readonly string[];
}

const markHref = (bedId: string, fromOn: IsoDate, query: string): string =>
  withBack(`/board/out-of-service/new?bedId=${bedId}&from=${fromOn}`, query);

const linkOf = (
  { bedId }: BedUnit,
  run: Run,
  { isOwn, today, query }: RowContext,
): { readonly href: string; readonly hrefText: string } | null => {
  if (!isOwn || run.toOn <= today) return null;
  if (run.state === 'free' || run.state === 'turnaround') {
    return { href: markHref(bedId, maxDate(run.fromOn, today), query), hrefText: 'Mark out of service' };
  }
  return run.state === 'out_of_service' && run.claimId !== null
    ? { href: withBack(`/board/out-of-service/${run.claimId}`, query), hrefText: 'Put back in service' }
    : null;
};

/** Of a stay that has not begun: when the person is to come. Null for everything else, and for stays gone by. */
const arrivalText = (run: Run, { arrived, today, read }: RowContext): string | null => {
  const { state, claimId, fromOn, toOn } = run;
  if (state !== 'stay' || claimId === null || arrived.has(claimId) || toOn <= today) return null;
  if (fromOn > today) return `arrival ${dayAndMonth(fromOn)}`;
  return fromOn === today && read.arrivesOn < today ? 'arrival today' : 'not arrived yet';
};

const shownRun = (unit: BedUnit, run: Run, context: RowContext): NightRun | null => {
  const { shown, read, facts } = context;
  const fromOn = maxDate(run.fromOn, shown.arrivesOn);
  const toOn = minDate(run.toOn, shown.departsOn);
  if (fromOn >= toOn) return null;
  const reason = run.claimId === null ? undefined : facts.closures.get(run.claimId);
  const arrival = arrivalText(run, context);
  const still = run.state === 'still_there' ? 'not left yet' : undefined;
  const detail = arrival ?? (reason === undefined ? still : reasonTexts[reason]);
  return {
    state: arrival === null ? stateOf[run.state] : 'booked',
    fromOn,
    nights: nightsBetween(fromOn, toOn),
    untilOn: run.toOn < read.departsOn ? run.toOn : null,
    ...(detail === undefined ? {} : { detail }),
    ...linkOf(unit, { ...run, fromOn }, context),
  };
};

const attributesOf = (unit: BedUnit): readonly string[] => {
  const { sexDesignation, bedType, unitType, maxChildren, isStepFree, hasWetRoom } = unit;
  const sexTexts = { any: null, female: 'Women', male: 'Men', flexible: 'Women or men' };
  const family = maxChildren === 0 ? 'Family' : `Family, up to ${countOf(maxChildren, 'child', 'children')}`;
  return [
    bedType === 'rehab' ? null : bedTypeTexts[bedType],
    sexTexts[sexDesignation],
    unitType === 'shared' ? 'Shared room' : null,
    unitType === 'family_unit' ? family : null,
    isStepFree === true ? 'Step-free' : null,
    hasWetRoom === true ? 'Wet room' : null,
  ].filter((text) => text !== null);
};

/** What all of several units are: said once rather than beside each. */
export const sharedAttributes = (units: readonly BedUnit[]): readonly string[] => {
  const [first, ...rest] = units.map(attributesOf);
  return first === undefined || rest.length === 0
    ? []
    : first.filter((text) => rest.every((others) => others.includes(text)));
};

const tagsOf = (unit: BedUnit, isMarkedGenerated: boolean, shared: readonly string[]): readonly TagModel[] =>
  [
    ...attributesOf(unit).filter((text) => !shared.includes(text)),
    ...(isMarkedGenerated ? ['Not described'] : []),
  ].map((text) => ({ text }));

/** One unit and its nights, for this reader. */
export const unitRow = ({ unit, runs }: UnitCalendar, context: RowContext): UnitRow => {
  const { isOwn, today, shown, facts, marksGenerated, shared, query } = context;
  const about = facts.beds.get(unit.bedId);
  return {
    id: unit.bedId,
    label: unit.label,
    roomText: about?.roomLabel ?? undefined,
    tags: tagsOf(unit, marksGenerated && about?.isGenerated === true, shared),
    runs: runs.flatMap((run) => shownRun(unit, run, context) ?? []),
    ...(isOwn ? { outOfServiceHref: markHref(unit.bedId, maxDate(shown.arrivesOn, today), query) } : {}),
  };
};
