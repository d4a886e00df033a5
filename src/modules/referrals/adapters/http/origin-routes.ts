import { words } from '../../../../platform/http/schemas.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { toldByRefusal } from '../../application/look-for-person.js';
import type { makeCorrectOrigin } from '../../application/correct-origin.js';
import {
  birthRefusals,
  changed,
  changeRefusals,
  elsewhereRefusal,
  mayBeRestricted,
  nothingCorrected,
  params,
  receivedRefusals,
} from './change-parts.js';
import { differentPerson, originBody } from './referral-body.js';

/** What the route that puts right what a referral began with needs. */
export interface OriginRouteDeps {
  readonly correctOrigin: ReturnType<typeof makeCorrectOrigin>;
}

/** Whose referral it is by name, who sent it, when it was received, and which money it asks for. */
export const originRoutes = (deps: OriginRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/origin-correction',
      operationId: 'correctOrigin',
      tag: 'Referrals',
      summary: 'Put right the name, who referred, the day received or the money asked for, with why',
      permission: 'edit-referrals',
      auditEvent: 'referrals.origin-corrected',
      toldByRefusal,
      replyStatus: 201,
      needsVersion: true,
      params,
      body: originBody.extend({ reason: words(500).describe('Why it is put right'), ...differentPerson }),
      reply: changed,
      refusals: {
        ...changeRefusals,
        ...birthRefusals,
        ...receivedRefusals,
        'nothing-corrected': nothingCorrected,
        'person-recorded-already': {
          status: 409,
          title: 'Somebody of this name and date of birth is recorded with you already',
          remedy: 'Look at reference first. Where it is somebody else, give a name that tells them apart.',
          pointer: '/givenName',
        },
        'restricted-record-may-exist': mayBeRestricted,
        'open-referral-elsewhere': elsewhereRefusal,
        'route-while-funded': {
          status: 409,
          title: 'Money is asked for or promised on the route that is recorded',
          remedy:
            'Take the request back, or have what was proposed or approved taken back; then change the route.',
          pointer: '/route',
        },
      },
    },
    (
      tx,
      {
        params: { referralId },
        body: { reason, differentPersonBecause, differentFrom, ...origin },
        scope,
        actor,
        expectedVersion,
      },
    ) =>
      deps.correctOrigin(tx, scope, {
        referralId,
        expectedVersion,
        memberId: actor.memberId,
        origin,
        reason,
        ...{ differentPersonBecause, differentFrom },
      }),
  ),
];
