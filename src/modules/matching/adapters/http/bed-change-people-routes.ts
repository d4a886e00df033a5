import { z } from 'zod';

import { done } from '../../../../kernel/outcome.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { civilDateText, identifier } from '../../../../platform/http/schemas.js';
import { bedChangeHarms } from '../../../capacity/contract/bed-change.js';
import type { makeReadPeopleOfBedChanges } from '../../application/people-of-bed-changes.js';

/** What the route of people whom planned changes would move needs. */
export interface BedChangePeopleRouteDeps {
  readonly readPeopleOfBedChanges: ReturnType<typeof makeReadPeopleOfBedChanges>;
}

/** Whom of a partnership's own people planned changes of beds would move. */
export const bedChangePeopleRoutes = (deps: BedChangePeopleRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/bed-change-people',
      operationId: 'listPeopleOfBedChanges',
      tag: 'Matching',
      summary:
        'Which of your people would lose their suggestion, or have another, by a planned change of a bed; without names',
      permission: 'see-referrals',
      auditEvent: null,
      auditedRead: { list: 'bed-change-people' },
      reply: z.object({
        people: z
          .array(
            z.object({
              referralId: identifier.describe('The referral'),
              reference: z.string().describe('What people say on the telephone'),
              kind: z
                .enum(bedChangeHarms)
                .describe(
                  'loses: suggested a place now, and none then; elsewhere: at another project; another-day: at the same on another day',
                ),
              changeId: identifier.describe('The planned change'),
              projectName: z.string().describe('The project of the bed that changes'),
              bedLabel: z.string().describe('What staff call the bed'),
              startsOn: civilDateText.describe('First day on which the change counts'),
              isConfirmed: z.boolean().describe('Whether two people agreed, so that it comes on its day'),
              lookedAt: z.iso.datetime().describe('When it was worked out; suggestions go on since'),
            }),
          )
          .describe('Those who lose first, then by day; bounded by the waiting list of the partnership'),
      }),
      refusals: {},
    },
    async (tx, { scope }) => {
      const people = await deps.readPeopleOfBedChanges(tx, scope);
      return done({
        people: people.map(({ referral, kind, changeId, projectName, bedLabel, ...change }) => ({
          ...{ referralId: referral.referralId, reference: referral.reference, kind, changeId },
          ...{ projectName, bedLabel, startsOn: change.startsOn, isConfirmed: change.isConfirmed },
          lookedAt: change.lookedAt.toISOString(),
        })),
      });
    },
  ),
];
