import { z } from 'zod';

import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done, refuse } from '../../../../kernel/outcome.js';
import { nightCount } from '../../../../kernel/stay.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems } from '../../../../platform/http/problem.js';
import { civilDateText, identifier, words } from '../../../../platform/http/schemas.js';
import type { makeCloseReferral } from '../../application/close-referral.js';
import type { makePreviewClosing } from '../../application/preview-closing.js';
import type { PlaceInView } from '../../contract/closing.js';
import { closingReasons } from '../../contract/facts.js';
import { changed, changeRefusals, params } from './change-parts.js';

/** What the routes of closing need. */
export interface ClosingRouteDeps {
  readonly previewClosing: ReturnType<typeof makePreviewClosing>;
  readonly closeReferral: ReturnType<typeof makeCloseReferral>;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
}

const placeFields = {
  placeId: identifier.describe('The offer, the booking or the stay'),
  version: z.int().describe('Its version now'),
  held: z.enum(['offer-open', 'bed-booked', 'stay-runs']).describe('What it is; a stay is not let go'),
  projectName: z.string().describe('Where'),
  providerName: z.string().describe('Whose project; told by the service'),
  arrivesOn: civilDateText.describe('First night'),
  departsOn: civilDateText.describe('Day of leaving'),
  nights: z.int().describe('Nights that would be free'),
  costPence: z.int().describe('Money that would be free, in pence'),
};

const place = z.object({
  ...placeFields,
  others: z
    .array(z.object(placeFields))
    .describe('Other offers that wait beside it, let go with it; none beside a booking or a stay'),
});

const placeShown = {
  placeId: identifier.describe('The offer or the booking'),
  version: z.int().describe('The version that was shown'),
};

const toPlaceFields = (of: Omit<PlaceInView, 'others'>) => ({
  placeId: of.placeId,
  version: of.version,
  held: of.held,
  projectName: of.projectName,
  providerName: of.providerName,
  ...of.stay,
  nights: nightCount(of.stay),
  costPence: of.costPence,
});

const toPlace = (of: PlaceInView | null) =>
  of === null ? null : { ...toPlaceFields(of), others: of.others.map(toPlaceFields) };

/** Closing a referral: what it would do, and doing it. */
export const closingRoutes = (deps: ClosingRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/referrals/{referralId}/closing',
      operationId: 'previewClosing',
      tag: 'Referrals',
      summary: 'What closing a referral would let go, end and leave to be done',
      permission: 'edit-referrals',
      auditEvent: null,
      auditedRead: { subject: 'referral', param: 'referralId' },
      params,
      reply: z.object({
        referralId: identifier.describe('The referral'),
        version: z.int().describe('Its version'),
        place: place.nullable().describe('What it led to, let go with it; name it in place when you close'),
        otherPlace: place
          .nullable()
          .describe('What the person has by another referral, let go only when they have died'),
        request: z
          .object({
            weeks: z.int().describe('Weeks asked for'),
            weeklyRatePence: z.int().describe('Price of a week, in pence'),
            requestedOn: civilDateText.describe('Day asked'),
          })
          .nullable()
          .describe('The request for money that would be withdrawn'),
        proposal: z
          .object({
            weeks: z.int().describe('Weeks proposed'),
            proposedOn: civilDateText.describe('Day proposed'),
          })
          .nullable()
          .describe('An approval that would wait for a second approver no more'),
        approval: z
          .object({
            weeks: z.int().describe('Weeks approved'),
            expiresOn: civilDateText.describe('First day on which it can no longer be used'),
          })
          .nullable()
          .describe('An approval that nothing would rest on any more'),
        detox: z
          .object({
            startsOn: civilDateText.describe('First night'),
            endsOn: civilDateText.describe('Day it ends'),
          })
          .nullable()
          .describe('Detox that somebody has to cancel by telephone'),
      }),
      refusals: {
        'not-found': commonProblems['not-found'],
        'referral-closed': changeRefusals['referral-closed'],
      },
    },
    async (tx, { params: { referralId }, scope }) => {
      const { today } = await deps.now(tx);
      const preview = await deps.previewClosing(tx, scope, referralId, today);
      if (preview === null) return refuse({ code: 'not-found' });
      if (preview.state === 'closed') return refuse({ code: 'referral-closed' });
      const { version, request, proposal, approval, detox } = preview;
      return done({
        referralId,
        version,
        place: toPlace(preview.place),
        otherPlace: toPlace(preview.otherPlace),
        request:
          request === null
            ? null
            : {
                weeks: request.weeks,
                weeklyRatePence: request.weeklyRatePence,
                requestedOn: request.requestedOn,
              },
        proposal: proposal === null ? null : { weeks: proposal.weeks, proposedOn: proposal.proposedOn },
        approval: approval === null ? null : { weeks: approval.weeks, expiresOn: approval.expiresOn },
        detox: detox === null ? null : { startsOn: detox.startsOn, endsOn: detox.endsOn },
      });
    },
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/closing',
      operationId: 'closeReferral',
      tag: 'Referrals',
      summary: 'Close a referral that asks for nothing any more, and let go of what rests on it',
      permission: 'edit-referrals',
      auditEvent: 'referrals.referral-closed',
      replyStatus: 201,
      needsVersion: true,
      params,
      body: z.strictObject({
        reason: z.enum(closingReasons).describe('Why; somebody who arrives is closed by the service'),
        note: words(500).nullable().default(null).describe('More about why'),
        place: z
          .strictObject({
            ...placeShown,
            others: z
              .array(z.strictObject(placeShown))
              .max(2)
              .default([])
              .describe('Other offers that wait beside it, in the order shown'),
          })
          .nullable()
          .default(null)
          .describe('What is let go with it, as previewClosing showed it; null when it showed none'),
      }),
      reply: changed,
      refusals: {
        ...changeRefusals,
        'offer-open': {
          status: 409,
          title: 'An offer to the person waits for its answer',
          remedy: 'Read previewClosing, and send its place to take the offer back with the referral.',
          pointer: '/place',
        },
        'bed-booked': {
          status: 409,
          title: 'A bed is booked for the person',
          remedy: 'Read previewClosing, and send its place to end the booking with the referral.',
          pointer: '/place',
        },
        'place-changed-since-shown': {
          status: 409,
          title: 'The offer or the booking changed after it was shown',
          remedy: 'Read previewClosing again, and send its place if it is still to be let go.',
          pointer: '/place',
        },
        'died-in-a-place': {
          status: 409,
          title: 'The person is recorded as living in a place',
          remedy: 'Have the provider record that they have left, as died: the referral is closed with it.',
        },
        'stay-runs': {
          status: 409,
          title: 'The person is in a place now',
          remedy:
            'Have the provider record that they have left. The referral itself is closed as placed by the service.',
        },
      },
    },
    (tx, { params: { referralId }, body, scope, actor, expectedVersion }) =>
      deps.closeReferral(tx, scope, { ...body, referralId, expectedVersion, memberId: actor.memberId }),
  ),
];
