import { addNights, maxDate, minDate, type IsoDate } from '../../../../kernel/iso-date.js';
import { nightsOf, type Stay } from '../../../../kernel/stay.js';
import type { Run, UnitCalendar } from '../../../capacity/contract/availability.js';
import type { RoomMix } from '../../../eligibility/contract.js';
import { askPlace, type ArrivalWindow, type AskedPlace } from '../ask-place.js';
import type { MatchInput, Waiting } from '../waiting.js';

/** Somebody the plan is for: when they can go, and for how many nights. */
export interface Later {
  readonly person: Waiting;
  readonly nights: number;
  readonly window: ArrivalWindow;
  /** Where they may stay, by the rules: numbers of beds, ascending. */
  readonly mayUse: readonly number[];
}

/** A stay that the plan has for somebody. */
export interface PlannedStay {
  readonly later: Later;
  /** Its number. */
  readonly bed: number;
  readonly stay: Stay;
}

/** Who has which nights of a bed, or will have by the plan. */
interface PlannedBed {
  /** With offers, bookings, stays and what is suggested now: the plan moves none of these. */
  readonly calendar: UnitCalendar;
  readonly planned: Map<string, PlannedStay>;
  /** The calendar with what is planned: asked very often, changed seldom. */
  now: UnitCalendar;
}

/** The beds while a plan is made. */
export interface PlannedBeds {
  readonly beds: readonly PlannedBed[];
  readonly rules: MatchInput['rules'];
  /** Sexes in shared rooms without the plan. */
  readonly roomMix: MatchInput['roomMix'];
  readonly bedsOfRoom: ReadonlyMap<string, readonly number[]>;
  /** Beds that may still be asked: a plan takes no longer than that. */
  looksLeft: number;
}

const part = (run: Run, fromOn: IsoDate, toOn: IsoDate, state: Run['state']): readonly Run[] => {
  const from = maxDate(run.fromOn, fromOn);
  const to = minDate(run.toOn, toOn);
  return from < to ? [{ fromOn: from, toOn: to, state, claimId: null }] : [];
};

/** A calendar in which one more stay has its nights, and the bed is made ready after it. */
const withStay = (calendar: UnitCalendar, { arrivesOn, departsOn }: Stay): UnitCalendar => {
  const readyOn = addNights(departsOn, calendar.unit.turnaroundNights);
  return {
    ...calendar,
    runs: calendar.runs.flatMap((run) =>
      run.state === 'free'
        ? [
            ...part(run, run.fromOn, arrivesOn, 'free'),
            ...part(run, arrivesOn, departsOn, 'hold'),
            ...part(run, departsOn, readyOn, 'turnaround'),
            ...part(run, readyOn, run.toOn, 'free'),
          ]
        : [run],
    ),
  };
};

/** Plans a stay. */
export const put = ({ beds }: PlannedBeds, planned: PlannedStay): void => {
  const bed = beds[planned.bed];
  if (bed === undefined) return;
  bed.planned.set(planned.later.person.referral.referralId, planned);
  bed.now = withStay(bed.now, planned.stay);
};

/** Plans it no more. */
export const takeAway = ({ beds }: PlannedBeds, { later, bed: number }: PlannedStay): void => {
  const bed = beds[number];
  if (bed === undefined) return;
  bed.planned.delete(later.person.referral.referralId);
  bed.now = bed.calendar;
  for (const { stay } of bed.planned.values()) bed.now = withStay(bed.now, stay);
};

/** Somebody whose sex nobody knows shares a room with nobody. */
const sexesOf = ({ person }: Pick<Later, 'person'>, stay: Stay): RoomMix => {
  const { sex } = person.referral;
  const sexes = sex === 'not_known' ? (['female', 'male'] as const) : ([sex] as const);
  return nightsOf(stay).flatMap((night) => sexes.map((one) => ({ night, sex: one })));
};

/** What a bed says to somebody, the plan so far counted in. */
export const askPlanned = (
  { beds, rules, roomMix, bedsOfRoom }: PlannedBeds,
  { person, nights, window }: Omit<Later, 'mayUse'>,
  number: number,
): AskedPlace | null => {
  const bed = beds[number];
  if (bed === undefined) return null;
  const calendar = bed.now;
  const { roomId } = calendar.unit;
  const mix: RoomMix =
    roomId === null
      ? []
      : [
          ...(roomMix.get(roomId) ?? []),
          ...(bedsOfRoom.get(roomId) ?? []).flatMap((beside) =>
            [...(beds[beside]?.planned.values() ?? [])].flatMap(({ later, stay }) => sexesOf(later, stay)),
          ),
        ];
  return askPlace(person.referral, calendar, mix, rules, nights, window);
};

/** The beds before anything is planned: each suggestion of now has its nights, and its sex in a shared room. */
export const bedsBefore = (
  { calendars, roomMix, rules }: Pick<MatchInput, 'calendars' | 'roomMix' | 'rules'>,
  suggested: readonly { readonly person: Waiting; readonly bedId: string; readonly stay: Stay }[],
  looks: number,
): PlannedBeds => {
  const ofBed = new Map(suggested.map((one) => [one.bedId, one]));
  const mix = new Map(roomMix);
  const bedsOfRoom = new Map<string, number[]>();
  const beds = calendars.map((calendar, number): PlannedBed => {
    const { bedId, roomId } = calendar.unit;
    const now = ofBed.get(bedId);
    if (roomId !== null) {
      bedsOfRoom.set(roomId, [...(bedsOfRoom.get(roomId) ?? []), number]);
      if (now !== undefined) mix.set(roomId, [...(mix.get(roomId) ?? []), ...sexesOf(now, now.stay)]);
    }
    const before = now === undefined ? calendar : withStay(calendar, now.stay);
    return { calendar: before, planned: new Map(), now: before };
  });
  return { beds, rules, roomMix: mix, bedsOfRoom, looksLeft: looks };
};
