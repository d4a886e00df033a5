import { ageOn, type IsoDate } from '../../../kernel/iso-date.js';
import { routes, sexes, substances, type PersonFacts, type ReferralFacts } from './referral.js';

/**
 * By what groups of people are compared, so that a page can say whom the service reaches less. All of it is asked for another
 * reason: places are for women or men and from an age, money comes by a route. Answers about equality are not among them
 * (ADR 0027). Source: Public Health Scotland, interim monitoring reports, which tell sex, substance, route and area.
 */
export const dimensions = ['sex', 'age', 'area', 'substance', 'route'] as const;
/** One of {@link dimensions}. */
export type Dimension = (typeof dimensions)[number];

/**
 * The bands of age, each from an age up to the next. Unit: years. Source: the bands in which National Records of Scotland
 * publishes drug deaths; those from 55 are put together, since few are.
 */
export const ageBands = [
  { key: 'under-25', fromYears: 0 },
  { key: '25-34', fromYears: 25 },
  { key: '35-44', fromYears: 35 },
  { key: '45-54', fromYears: 45 },
  { key: '55-and-over', fromYears: 55 },
] as const;

/** The key of the band in which an age lies. Unit: whole years. */
export const ageBandOf = (years: number): string =>
  (ageBands.findLast(({ fromYears }) => fromYears <= years) ?? ageBands[0]).key;

/** All that a group is told by. */
export type GroupedBy = Pick<PersonFacts, 'sex' | 'bornOn' | 'substance' | 'healthBoard'> &
  Pick<ReferralFacts, 'route'>;

/** The group of a dimension in which somebody is on a day: their age is of that day. */
export const groupOf = (dimension: Dimension, facts: GroupedBy, on: IsoDate): string => {
  switch (dimension) {
    case 'age':
      return ageBandOf(ageOn(facts.bornOn, on));
    case 'area':
      return facts.healthBoard;
    case 'sex':
    case 'substance':
    case 'route':
      return facts[dimension];
  }
};

/** The groups there are of a dimension, in the order in which they are told; health boards are not ours to list. */
export const groupsOf = (dimension: Dimension, healthBoards: readonly string[]): readonly string[] => {
  switch (dimension) {
    case 'sex':
      return sexes;
    case 'age':
      return ageBands.map(({ key }) => key);
    case 'area':
      return [...healthBoards].sort();
    case 'substance':
      return substances;
    case 'route':
      return routes;
  }
};
