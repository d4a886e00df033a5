import { longDate } from '../../../../ui/presenters/dates.js';
import { countOf, plainNumber, pounds } from '../../../../ui/presenters/numbers.js';
import type { Spread } from '../../domain/forecast.js';
import type { Change, ChangeFault } from '../../domain/scenario.js';

/** For whom beds are, in words. */
export const bedGroupTexts = {
  any: 'for women or men',
  female: 'for women',
  male: 'for men',
  family: 'for families',
} as const;

/** A group of beds, by whom they are for. */
export type BedGroupId = keyof typeof bedGroupTexts;

/** The kinds of change in the order in which they are offered. */
export const kindTexts: Readonly<Record<Change['kind'], string>> = {
  beds: 'Beds that open or close',
  'length-of-stay': 'How long people stay',
  turnaround: 'Days between two people in a bed',
  'early-exits': 'Stays that end early',
  refusals: 'Funding that is refused',
  approval: 'Time to the funding decision',
  'referral-growth': 'Referrals that grow or fall',
  detox: 'Detox places before rehabilitation',
  budget: 'Public money in a year',
};

const bedGroupText = (bedGroup: string): string =>
  new Map<string, string>(Object.entries(bedGroupTexts)).get(bedGroup) ?? bedGroup;

const whose = (bedGroup: string | null): string =>
  bedGroup === null ? '' : ` in beds ${bedGroupText(bedGroup)}`;

/** A share as a percentage, to a tenth: "12.5%". */
export const percent = (share: number): string => `${Number((share * 100).toFixed(1))}%`;

/** What a change says, in one sentence. */
export const changeText = (change: Change, nameOf: (projectId: string) => string): string => {
  switch (change.kind) {
    case 'beds': {
      const { beds, bedGroup, onDate, projectId, lateByDays } = change;
      const place = projectId == null ? '' : ` at ${nameOf(projectId)}`;
      const late = lateByDays > 0 ? `, ${countOf(lateByDays, 'day')} late on average` : '';
      const verb = beds < 0 ? 'close' : 'open';
      const does = Math.abs(beds) === 1 ? `${verb}s` : verb;
      return `${countOf(Math.abs(beds), 'bed')} ${bedGroupText(bedGroup)}${place} ${does} on ${longDate(onDate)}${late}`;
    }
    case 'length-of-stay':
      return `Stays${whose(change.bedGroup)} are ${percent(change.times)} as long as expected`;
    case 'turnaround':
      return `Beds${change.bedGroup === null ? '' : ` ${bedGroupText(change.bedGroup)}`} stay empty for ${countOf(change.days, 'day')} after somebody left`;
    case 'early-exits':
      return `${percent(change.share)} of stays end early`;
    case 'refusals':
      return `${percent(change.share)} of those decided on are refused funding`;
    case 'approval':
      return `The decision on funding comes ${countOf(change.days, 'day')} after the referral`;
    case 'referral-growth':
      return change.perYear < 0
        ? `Referrals fall by ${percent(-change.perYear)} in a year`
        : `Referrals grow by ${percent(change.perYear)} in a year`;
    case 'detox':
      return `There are ${countOf(change.places, 'detox place')} for ${countOf(change.nights, 'night')} each`;
    case 'budget':
      return change.pencePerYear === null
        ? 'Public money never runs out'
        : `Public money for placements is ${pounds(change.pencePerYear)} a year`;
  }
};

/** What would do in the place of what cannot be. */
export const faultText = ({ field, fault }: ChangeFault): string => {
  const isShare = field === 'share';
  switch (fault.code) {
    case 'unknown-bed-group':
      return 'Choose for whom the beds are: there are none like that today';
    case 'unknown-project':
      return 'Choose a project that has beds that count';
    case 'says-nothing':
      return field === 'beds'
        ? 'Enter how many beds open or close: none changes nothing'
        : 'It is so already: enter something else, or take this change out';
    case 'date-outside-forecast':
      return `Enter a day from ${longDate(fault.from)} to ${longDate(fault.to)}`;
    case 'not-whole':
      return 'Enter a whole number';
    case 'closes-too-many':
      return fault.atMost === 0
        ? `None can close: there are no such beds on ${longDate(fault.onDate)}`
        : `At most ${countOf(fault.atMost, 'bed')} can close: there are no more on ${longDate(fault.onDate)}`;
    case 'number-outside': {
      const [from, to] =
        isShare || field === 'times' || field === 'perYear'
          ? [percent(fault.from), percent(fault.to)]
          : field === 'pencePerYear'
            ? [pounds(fault.from), pounds(fault.to)]
            : [plainNumber(fault.from), plainNumber(fault.to)];
      return `Enter a number from ${from} to ${to}`;
    }
  }
};

/** A number with its sign: "+12", "0", "−3". */
export const signed = (value: number): string => `${Math.round(value) > 0 ? '+' : ''}${plainNumber(value)}`;

/** Between which whole numbers something lies in eight of ten years. */
export const rangeText = ({ p10, p90 }: Pick<Spread, 'p10' | 'p90'>): string =>
  Math.round(p10) === Math.round(p90) ? plainNumber(p10) : `${plainNumber(p10)} to ${plainNumber(p90)}`;

/** The same of a difference. */
export const signedRange = ({ p10, p90 }: Pick<Spread, 'p10' | 'p90'>): string =>
  Math.round(p10) === Math.round(p90) ? signed(p10) : `${signed(p10)} to ${signed(p90)}`;
