import { z } from 'zod';

import { done } from '../../../../kernel/outcome.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems } from '../../../../platform/http/problem.js';
import { identifier, words } from '../../../../platform/http/schemas.js';
import type { Transfers } from '../../application/transfer-ports.js';
import type {
  makeAcceptTransfer,
  makeAskTransfer,
  makeEndTransfer,
} from '../../application/transfer-referral.js';
import { toldByRefusal } from '../../application/look-for-person.js';
import {
  changeRefusals,
  elsewhereRefusal,
  mayBeRestricted,
  params,
  waitsHereRefusal,
} from './change-parts.js';
import { differentPerson } from './referral-body.js';

/** What the routes of transfers need. */
export interface TransferRouteDeps {
  readonly transfers: Pick<Transfers, 'listAsked' | 'listAnswered'>;
  readonly askTransfer: ReturnType<typeof makeAskTransfer>;
  readonly acceptTransfer: ReturnType<typeof makeAcceptTransfer>;
  readonly declineTransfer: ReturnType<typeof makeEndTransfer>;
  readonly withdrawTransfer: ReturnType<typeof makeEndTransfer>;
}

const moved = z.object({
  transferId: identifier.describe('The transfer'),
  version: z.int().describe('Its version now'),
});

const transferParams = z.strictObject({ transferId: identifier.describe('The transfer') });

const answerRefusals = {
  'not-found': commonProblems['not-found'],
  'referral-closed': changeRefusals['referral-closed'],
  'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
  'transfer-answered': {
    status: 409,
    title: 'The transfer has been answered or taken back',
    remedy: 'Read the transfers again; ask anew if it is still wanted.',
  },
  'other-side-answers': {
    status: 409,
    title: 'The other partnership does this',
    remedy: 'Whoever was asked accepts or declines; whoever asked takes it back.',
  },
  'offer-open': {
    status: 409,
    title: 'An offer to the person waits for its answer',
    remedy: 'Let the offer be answered, or have the partnership that made it take it back; then accept.',
  },
  'bed-booked': {
    status: 409,
    title: 'A bed is booked for the person with the money of the partnership that has the referral',
    remedy: 'Let the person arrive: the referral is then closed as placed. Or have the booking ended first.',
  },
  'stay-runs': {
    status: 409,
    title: 'The person is in a place now',
    remedy: 'Wait until they have left; the partnership that pays for the stay keeps it.',
  },
} as const;

/** Giving a referral from one partnership to another: asked by one, answered by the other. */
export const transferRoutes = (deps: TransferRouteDeps): readonly Route[] => {
  const end = (
    word: 'refusal' | 'withdrawal',
    operationId: string,
    summary: string,
    auditEvent: string,
    act: ReturnType<typeof makeEndTransfer>,
  ): Route =>
    defineRoute(
      {
        method: 'post',
        path: `/api/transfers/{transferId}/${word}`,
        operationId,
        tag: 'Referrals',
        summary,
        permission: 'edit-referrals',
        auditEvent,
        replyStatus: 201,
        needsVersion: true,
        params: transferParams,
        body: z.strictObject({ note: words(500).describe('Why; both partnerships read it') }),
        reply: moved,
        refusals: answerRefusals,
      },
      (tx, { params: { transferId }, body, scope, actor, expectedVersion }) =>
        act(tx, scope, { ...body, transferId, expectedVersion, memberId: actor.memberId }),
    );
  return [
    defineRoute(
      {
        method: 'get',
        path: '/api/transfers',
        operationId: 'listTransfers',
        tag: 'Referrals',
        summary:
          'Transfers that wait for an answer, of your partnership or of the other one, and what was answered',
        permission: 'edit-referrals',
        auditEvent: null,
        auditedRead: { list: 'transfers' },
        reply: z.object({
          transfers: z
            .array(
              z.object({
                transferId: identifier.describe('The transfer'),
                reference: z.string().describe('What people say on the telephone'),
                fromPartnershipName: z.string().describe('Who has the referral'),
                toPartnershipName: z.string().describe('Who would have it'),
                askedByPartnershipId: identifier.describe('Which of the two asked'),
                askedAt: z.iso.datetime().describe('When'),
                reason: z
                  .string()
                  .nullable()
                  .describe('Why; null where the record is restricted and you are not named'),
                version: z.int().describe('Its version'),
              }),
            )
            .describe('The oldest first; a hundred at most'),
          answered: z
            .array(
              z.object({
                transferId: identifier.describe('The transfer'),
                reference: z.string().describe('What people say on the telephone'),
                fromPartnershipName: z.string().describe('Who had the referral'),
                toPartnershipName: z.string().describe('Who was to have it'),
                state: z.enum(['accepted', 'declined']).describe('What was answered'),
                answeredAt: z.iso.datetime().describe('When'),
                answerNote: z
                  .string()
                  .nullable()
                  .describe(
                    'Why not; null on acceptance, or where the record is restricted and you are not named',
                  ),
              }),
            )
            .describe('Accepted or declined, the last first; fifty at most'),
        }),
        refusals: {},
      },
      async (tx, { scope }) =>
        done({
          transfers: (await deps.transfers.listAsked(tx, scope)).map((transfer) => ({
            transferId: transfer.transferId,
            reference: transfer.reference,
            fromPartnershipName: transfer.from.name,
            toPartnershipName: transfer.to.name,
            askedByPartnershipId: transfer.askedByPartnershipId,
            askedAt: transfer.askedAt.toISOString(),
            reason: transfer.reason,
            version: transfer.version,
          })),
          answered: (await deps.transfers.listAnswered(tx, scope)).map((transfer) => ({
            transferId: transfer.transferId,
            reference: transfer.reference,
            fromPartnershipName: transfer.from.name,
            toPartnershipName: transfer.to.name,
            state: transfer.state,
            answeredAt: transfer.answeredAt.toISOString(),
            answerNote: transfer.answerNote,
          })),
        }),
    ),
    defineRoute(
      {
        method: 'post',
        path: '/api/referrals/{referralId}/transfers',
        operationId: 'askTransfer',
        tag: 'Referrals',
        summary:
          'Ask that a referral goes to another partnership, as the one that has it or the one that takes it',
        permission: 'edit-referrals',
        auditEvent: 'referrals.transfer-asked',
        replyStatus: 201,
        params,
        body: z.strictObject({
          toPartnershipId: identifier.describe('Who would have it; your own, to ask for one you do not have'),
          reason: words(500).describe('Why; the other partnership reads it'),
        }),
        reply: moved,
        refusals: {
          'not-found': commonProblems['not-found'],
          'referral-closed': changeRefusals['referral-closed'],
          'partnership-unknown': {
            status: 422,
            title: 'That is no other partnership',
            remedy: 'Give the id of a partnership that does not have the referral.',
            pointer: '/toPartnershipId',
          },
          'transfer-asked-already': {
            status: 409,
            title: 'A transfer of this referral waits for an answer',
            remedy: 'Wait for the answer, or have whoever asked take it back.',
          },
        },
      },
      (tx, { params: { referralId }, body, scope, actor }) =>
        deps.askTransfer(tx, scope, { ...body, referralId, memberId: actor.memberId }),
    ),
    defineRoute(
      {
        method: 'post',
        path: '/api/transfers/{transferId}/acceptance',
        operationId: 'acceptTransfer',
        tag: 'Referrals',
        summary: 'Agree that the referral goes over, without the money of whoever had it',
        permission: 'edit-referrals',
        auditEvent: 'referrals.transfer-accepted',
        replyStatus: 201,
        needsVersion: true,
        toldByRefusal,
        params: transferParams,
        body: z.strictObject(differentPerson),
        reply: moved,
        refusals: {
          ...answerRefusals,
          'person-waits-here': {
            ...waitsHereRefusal,
            remedy:
              'Look at the referral named in ownReferralId. Where it is the same person, close one of the two: your own as recorded by mistake, or say no to the transfer and have the other one closed. Where it is somebody else, send how you know in differentPersonBecause, and in differentFrom each ownReferralId that was named so far.',
            pointer: '/differentPersonBecause',
          },
          'restricted-record-may-exist': {
            status: mayBeRestricted.status,
            title: mayBeRestricted.title,
            remedy:
              'Ask the coordinators of askPartnershipName: somebody there may be named for it, and can accept the transfer or name you.',
          },
          'open-referral-elsewhere': {
            ...elsewhereRefusal,
            remedy:
              'Ask partnershipName to close theirs where it is the same person, then accept. Where it is somebody else, send how you know in differentPersonBecause, and in differentFrom each referralId that was named so far.',
          },
        },
      },
      (tx, { params: { transferId }, body, scope, actor, expectedVersion }) =>
        deps.acceptTransfer(tx, scope, { ...body, transferId, expectedVersion, memberId: actor.memberId }),
    ),
    end(
      'refusal',
      'declineTransfer',
      'Say no to a transfer',
      'referrals.transfer-declined',
      deps.declineTransfer,
    ),
    end(
      'withdrawal',
      'withdrawTransfer',
      'Take back a transfer you asked for',
      'referrals.transfer-withdrawn',
      deps.withdrawTransfer,
    ),
  ];
};
