import type { IsoDate } from '../../../kernel/iso-date.js';
import { contains, type Stay } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReadCalendars, ReadRoomMix } from '../contract/availability.js';
import { isFreeFor, withTurnaround, type Run, type UnitCalendar } from '../domain/availability.js';
import type { BedUnit } from '../domain/unit.js';

/** Who would come, as far as it is known. Ages in whole years on the day of arrival; null where nobody has said. */
export interface PlaceNeeds {
  readonly sex: 'female' | 'male' | 'not_known';
  readonly ageYears: number | null;
  readonly adults: number;
  readonly children: number;
  readonly oldestChildYears: number | null;
  readonly needsStepFree: boolean;
  readonly needsWetRoom: boolean;
}

/** Whether something fits: `unknown` when a fact that decides it has not been recorded or given. */
export type FitAnswer = 'yes' | 'no' | 'unknown';

/** Why a unit does not fit, or may not: the rule, its answer, and both in plain words. */
export interface FitReason {
  readonly rule: string;
  readonly answer: Exclude<FitAnswer, 'yes'>;
  readonly text: string;
  readonly detail: string | null;
}

/** Whether a unit suits needs on a stay, whatever its nights are; `reasons` are empty when it does. */
export interface Fit {
  readonly answer: FitAnswer;
  readonly reasons: readonly FitReason[];
}

/** Asks the one evaluator, which lies above this context and is therefore handed in. */
export type JudgeUnit = (
  needs: PlaceNeeds,
  unit: BedUnit,
  stay: Stay,
  /** Sex of those already in its shared room, on nights of the stay. */
  mix: readonly { readonly night: IsoDate; readonly sex: 'female' | 'male' }[],
) => Fit;

/** What finding places needs. */
export interface FindUnitsDeps {
  readonly readCalendars: ReadCalendars;
  readonly readRoomMix: ReadRoomMix;
  /** For stays that begin on a day or later. */
  readonly readJudge: (tx: Tx, arrivesOn: IsoDate) => Promise<JudgeUnit>;
}

/** The stay looked for, and for whom. Without needs, nights alone are asked. */
export interface FindUnits {
  readonly stay: Stay;
  readonly needs: PlaceNeeds | null;
  readonly projectId: string | null;
}

/** One unit: whether it can be offered for the whole stay, why not, and what it is on each night of it. */
export interface FoundUnit extends Fit {
  readonly unit: BedUnit;
  readonly nights: readonly Run[];
}

const notFree: FitReason = {
  rule: 'free_for_the_whole_stay',
  answer: 'no',
  text: 'Free for the whole stay',
  detail: 'Taken on some of these nights, or on those for making it ready afterwards',
};

const stillThere: FitReason = {
  ...notFree,
  detail: 'Somebody is still there, past the day they were to leave',
};

const anythingFits: Fit = { answer: 'yes', reasons: [] };

/** The runs of a calendar cut to a stay. */
const nightsWithin = ({ runs }: UnitCalendar, { arrivesOn, departsOn }: Stay): readonly Run[] =>
  runs
    .filter(({ fromOn, toOn }) => fromOn < departsOn && arrivesOn < toOn)
    .map((run) => ({
      ...run,
      fromOn: run.fromOn < arrivesOn ? arrivesOn : run.fromOn,
      toOn: run.toOn > departsOn ? departsOn : run.toOn,
    }));

/**
 * Every unit with its answer for a stay and a set of needs, in order of project and label: `yes` only where this one
 * bed is free throughout and every rule of the evaluator is met; `no` where a night or a rule forbids it.
 */
export const makeFindUnits =
  ({ readCalendars, readRoomMix, readJudge }: FindUnitsDeps) =>
  async (tx: Tx, { stay, needs, projectId }: FindUnits): Promise<readonly FoundUnit[]> => {
    const calendars = await readCalendars(tx, projectId === null ? {} : { projectId }, withTurnaround(stay));
    const mix = needs === null ? [] : await readRoomMix(tx, stay);
    const judge = needs === null ? null : await readJudge(tx, stay.arrivesOn);
    return calendars.map((calendar) => {
      const { unit } = calendar;
      const inRoom = mix.filter(({ roomId, night }) => roomId === unit.roomId && contains(stay, night));
      const fit = needs === null || judge === null ? anythingFits : judge(needs, unit, stay, inRoom);
      const nights = nightsWithin(calendar, stay);
      return isFreeFor(calendar, stay)
        ? { unit, nights, ...fit }
        : {
            ...{ unit, nights, answer: 'no' },
            reasons: [
              nights.some(({ state }) => state === 'still_there') ? stillThere : notFree,
              ...fit.reasons,
            ],
          };
    });
  };
