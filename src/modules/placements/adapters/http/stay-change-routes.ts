import { z } from 'zod';

import { done, refuse } from '../../../../kernel/outcome.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems } from '../../../../platform/http/problem.js';
import { civilDate, civilDateText, identifier, words } from '../../../../platform/http/schemas.js';
import type { makeChangeDates } from '../../application/change-dates.js';
import type { makeFindBedsToMoveTo, makeMoveBed } from '../../application/move-bed.js';
import {
  isMoneyThere,
  type DatesPreview,
  type makePreviewDates,
  type OtherNights,
} from '../../application/preview-dates.js';
import { nearnesses } from '../../domain/bed-move.js';
import { placementProblems } from './placement-problems.js';

/** What the routes of changes to a booking or a stay need. */
export interface StayChangeRouteDeps {
  readonly previewDates: ReturnType<typeof makePreviewDates>;
  readonly changeDates: ReturnType<typeof makeChangeDates>;
  readonly findBedsToMoveTo: ReturnType<typeof makeFindBedsToMoveTo>;
  readonly moveBed: ReturnType<typeof makeMoveBed>;
}

const placementParams = z.strictObject({ placementId: identifier.describe('The placement') });
const placementChanged = z.object({
  placementId: identifier.describe('The placement'),
  version: z.int().describe('Its version now'),
});
const otherNights = z.object({
  state: z.string().describe('hold, stay, turnaround, out_of_service or not_open'),
  fromOn: civilDateText.describe('First of those nights'),
  toOn: civilDateText.describe('The day after the last'),
  reference: z.string().nullable().describe('Whose they are, where that is in scope'),
});
const days = {
  arrivesOn: civilDate.describe('First night'),
  departsOn: civilDate.describe('Planned day of leaving'),
};

const nightsOf = ({ state, fromOn, toOn, reference }: OtherNights) => ({ state, fromOn, toOn, reference });

/** Money is a partnership's own: a provider is told only whether there is enough. */
const moneyOf = ({ money }: DatesPreview, isOwn: boolean) => ({
  isMoneyThere: isMoneyThere(money),
  money: isOwn
    ? money.map(({ payer, year, changePence, leftPence }) => ({
        payer,
        financialYear: year,
        changePence,
        leftPence,
      }))
    : null,
});

/** Other days and another bed for a booking or a stay, each with a look beforehand. */
export const stayChangeRoutes = (deps: StayChangeRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/placements/{placementId}/dates-preview',
      operationId: 'previewStayDates',
      tag: 'Placements',
      summary: 'What other days of a booking or a stay would do; nothing is changed',
      permission: 'change-bookings',
      auditEvent: null,
      auditedRead: { subject: 'placement', param: 'placementId' },
      params: placementParams,
      query: z.strictObject(days),
      reply: z.object({
        step: z
          .string()
          .nullable()
          .describe('moved, shortened or extended; null where the days cannot be given at all'),
        obstacles: z.array(z.string()).describe('Codes of what stands in the way'),
        nightsAdded: z.int().describe('Nights taken that it does not have now'),
        nightsFreed: z.int().describe('Nights it has now and lets go'),
        clashes: z.array(otherNights).describe('Others who have the bed on nights asked for'),
        next: otherNights.nullable().describe('Who has the bed next after'),
        fundedNights: z
          .int()
          .describe('Nights the latest decision approves, less those of stays before that it pays for too'),
        stayBeforeEndsOn: civilDateText
          .nullable()
          .describe('The end that the stay the booking goes on from would have; null where it keeps its own'),
        isMoneyThere: z.boolean().describe('Whether the budgets have enough left now'),
        money: z
          .array(
            z.object({
              payer: z
                .string()
                .describe('A route, whose budget it is in, or somebody who pays without a budget here'),
              financialYear: z.int().describe('The year in whose April it begins'),
              changePence: z.int().describe('Needed; negative for what comes back'),
              leftPence: z.int().nullable().describe('Left of the budget now; null where there is none'),
            }),
          )
          .nullable()
          .describe('By financial year and payer; null for a provider, whose money it is not'),
      }),
      refusals: { 'not-found': commonProblems['not-found'] },
    },
    async (tx, { params, query, scope }) => {
      const preview = await deps.previewDates(tx, scope, params.placementId, query);
      if (preview === null) return refuse({ code: 'not-found' });
      return done({
        step: preview.step,
        obstacles: preview.obstacles.map(({ code }) => code),
        nightsAdded: preview.nightsAdded,
        nightsFreed: preview.nightsFreed,
        clashes: preview.clashes.map(nightsOf),
        next: preview.next === null ? null : nightsOf(preview.next),
        fundedNights: preview.fundedNights,
        stayBeforeEndsOn: preview.stayBeforeEndsOn,
        ...moneyOf(preview, scope.kind !== 'provider'),
      });
    },
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/placements/{placementId}/dates',
      operationId: 'changeStayDates',
      tag: 'Placements',
      summary: 'A booking moves to other days, or a stay ends earlier or later',
      permission: 'change-bookings',
      auditEvent: 'placements.booking-moved',
      replyStatus: 201,
      needsVersion: true,
      params: placementParams,
      body: z.strictObject({ ...days, reason: words(500).describe('Why') }),
      reply: placementChanged,
      refusals: placementProblems.changeDates,
    },
    (tx, { params, body, scope, actor, expectedVersion }) =>
      deps.changeDates(tx, scope, { ...params, ...body, expectedVersion, memberId: actor.memberId }),
  ),

  defineRoute(
    {
      method: 'get',
      path: '/api/placements/{placementId}/beds-to-move-to',
      operationId: 'listBedsToMoveTo',
      tag: 'Placements',
      summary:
        'Beds of the same provider that are free for the rest of a stay and fit the person, nearest first',
      permission: 'run-placements',
      auditEvent: null,
      auditedRead: { subject: 'placement', param: 'placementId' },
      params: placementParams,
      reply: z.object({
        fromOn: civilDateText
          .nullable()
          .describe('The night from which they were looked for; null where nobody can be moved now'),
        beds: z
          .array(
            z.object({
              bedId: identifier.describe('The unit'),
              label: z.string().describe('Its name'),
              projectName: z.string().describe('Its project'),
              town: z.string().describe('Where that is'),
              healthBoard: z.string().describe('And its health board'),
              nearness: z.enum(nearnesses).describe('How far it is from the bed of now'),
            }),
          )
          .describe('At most the units of one provider'),
      }),
      refusals: { 'not-found': commonProblems['not-found'] },
    },
    async (tx, { params, scope }) => {
      const found = await deps.findBedsToMoveTo(tx, scope, params.placementId);
      if (found === null) return refuse({ code: 'not-found' });
      return done({
        fromOn: found.fromOn,
        beds: found.beds.map(({ bedId, label, projectName, town, healthBoard, nearness }) => ({
          ...{ bedId, label, projectName, town, healthBoard, nearness },
        })),
      });
    },
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/placements/{placementId}/bed',
      operationId: 'movePerson',
      tag: 'Placements',
      summary: 'The person has another bed of the same provider from a night on',
      permission: 'run-placements',
      auditEvent: 'placements.person-moved',
      replyStatus: 201,
      needsVersion: true,
      params: placementParams,
      body: z.strictObject({
        bedId: identifier.describe('The unit'),
        movesOn: civilDate.describe('First night in it'),
        reason: words(500).describe('Why'),
      }),
      reply: placementChanged,
      refusals: placementProblems.moveBed,
    },
    (tx, { params, body, scope, actor, expectedVersion }) =>
      deps.moveBed(tx, scope, { ...params, ...body, expectedVersion, memberId: actor.memberId }),
  ),
];
