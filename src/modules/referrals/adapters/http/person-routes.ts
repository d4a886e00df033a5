import { z } from 'zod';

import { done } from '../../../../kernel/outcome.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { identifier } from '../../../../platform/http/schemas.js';
import type { makeLookForPerson } from '../../application/look-for-person.js';
import { referralBody } from './referral-body.js';

/** What looking for a person needs. */
export interface PersonRouteDeps {
  readonly lookForPerson: ReturnType<typeof makeLookForPerson>;
}

/** Whether somebody waits already. Sent, not asked for in an address: names stand in no log. */
export const personRoutes = (deps: PersonRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'post',
      path: '/api/person-lookups',
      operationId: 'lookForPerson',
      tag: 'Referrals',
      summary: 'Whether somebody waits already, here or with another partnership',
      permission: 'edit-referrals',
      auditEvent: 'referrals.told-elsewhere',
      replyStatus: 200,
      body: referralBody.pick({ givenName: true, familyName: true, bornOn: true }),
      reply: z.object({
        ownReferralId: identifier
          .nullable()
          .describe('Their open referral with you; null when there is none'),
        askPartnershipName: z
          .string()
          .nullable()
          .describe('Whom to ask, because a restricted record may be theirs; null elsewhere'),
        elsewhere: z
          .object({
            referralId: identifier.describe('To ask for it by; it cannot be read from here'),
            partnershipId: identifier.describe('The partnership'),
            partnershipName: z.string().describe('Which partnership has it'),
            whomToAsk: z
              .array(
                z.object({
                  displayName: z.string().describe('A coordinator there'),
                  email: z.string().describe('Their address'),
                }),
              )
              .describe('Whom to ask'),
          })
          .nullable()
          .describe('An open referral with another partnership; null when there is none'),
      }),
      refusals: {},
    },
    async (tx, { body, scope }) => {
      const { ownReferralId, askInstead, elsewhere } = await deps.lookForPerson(tx, scope, body);
      return done({
        ownReferralId,
        askPartnershipName: askInstead,
        elsewhere: elsewhere === null ? null : { ...elsewhere, whomToAsk: [...elsewhere.whomToAsk] },
      });
    },
  ),
];
