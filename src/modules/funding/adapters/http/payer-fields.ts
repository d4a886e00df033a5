import { z } from 'zod';

import { pence } from '../../../../kernel/money.js';
import type { ProblemTable } from '../../../../platform/http/problem.js';
import { wholeNumber } from '../../../../platform/http/schemas.js';
import { dearestWeekPence, routes } from '../../../referrals/contract/facts.js';
import { outsidePayers, type PayerShare, type SharesRefusal } from '../../domain/payers.js';

/** A budget by its route, or somebody who pays without one. */
export const payerField = z.enum([...routes, ...outsidePayers]);

/** Who pays part of a week besides the route; may be left out. */
export const otherPayersField = z
  .array(
    z.strictObject({
      payer: payerField.describe('A route of the partnership, or somebody without a budget here'),
      weeklyPence: wholeNumber(1, dearestWeekPence).describe('What they pay of a week, in pence'),
    }),
  )
  .max(4)
  .optional()
  .describe('Who pays part of a week besides the route of the decision, which pays the rest');

/** As the domain knows them. */
export const otherPayersOf = (
  typed: z.infer<typeof otherPayersField>,
): { readonly otherPayers: readonly PayerShare[] } => ({
  otherPayers: (typed ?? []).map(({ payer, weeklyPence }) => ({ payer, weeklyPence: pence(weeklyPence) })),
});

/** Who pays what of a week, as it is told. */
export const payersReply = z
  .array(
    z.object({
      payer: payerField.describe('Who pays'),
      weeklyPence: z.int().describe('What they pay of a week, in pence'),
    }),
  )
  .describe('Who pays what of a week; together they pay its price');

/** Why a price cannot be shared so, and how it could. */
export const sharesProblems: ProblemTable<SharesRefusal> = {
  'payer-named-twice': {
    status: 422,
    title: 'Somebody is named twice among those who pay',
    remedy: 'Name each payer once, and leave out the route of the decision: it pays the rest.',
    pointer: '/otherPayers',
    detail: ({ payer }) => `${payer} is named twice.`,
  },
  'additional-fund-not-open': {
    status: 409,
    title: 'The Additional Placement Fund takes the place of a partnership’s own money only',
    remedy: 'Name another payer: this referral is on another route.',
    pointer: '/otherPayers',
    detail: ({ route }) => `The referral is on ${route}.`,
  },
  'shares-exceed-price': {
    status: 422,
    title: 'The others would pay the whole price or more',
    remedy: 'Give shares that together are less than weeklyRatePence: the route pays the rest.',
    pointer: '/otherPayers',
    detail: ({ weeklyRatePence, othersPence }) =>
      `A week costs ${weeklyRatePence} pence; the others would pay ${othersPence}.`,
  },
};
