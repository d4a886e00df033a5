import { z } from 'zod';

import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done, refuse } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems } from '../../../../platform/http/problem.js';
import { civilDate, civilDateText, identifier, words } from '../../../../platform/http/schemas.js';
import type { makeRecordContact } from '../../application/record-contact.js';
import type {
  makeEndUnavailability,
  makeRecordUnavailability,
} from '../../application/record-unavailability.js';
import type { makeReviewSafeToWait } from '../../application/review-safe-to-wait.js';
import type { ReferralWait } from '../../application/referral-wait.js';
import { restingKinds } from '../../domain/check-again.js';
import {
  contactChannels,
  contactOutcomes,
  safeToWaitOutcomes,
  unavailabilityReasons,
} from '../../domain/waiting.js';

/** What the routes of a wait need. */
export interface WaitingRouteDeps {
  readonly recordContact: ReturnType<typeof makeRecordContact>;
  readonly recordUnavailability: ReturnType<typeof makeRecordUnavailability>;
  readonly endUnavailability: ReturnType<typeof makeEndUnavailability>;
  readonly reviewSafeToWait: ReturnType<typeof makeReviewSafeToWait>;
  readonly readReferralWait: (
    tx: Tx,
    scope: Scope,
    referralId: string,
    today: IsoDate,
  ) => Promise<ReferralWait | null>;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
}

const closed = {
  status: 409,
  title: 'The referral is closed',
  remedy: 'Record a new referral if the person asks again.',
} as const;

const dayOutside = (pointer: string) =>
  ({
    status: 422,
    title: 'That day lies outside what can be recorded of this wait',
    remedy: 'Give a day from earliestOn to latestOn.',
    pointer,
  }) as const;

const spellRefusals = {
  'not-found': commonProblems['not-found'],
  'referral-closed': closed,
  'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
  'spell-ends-before-it-starts': {
    status: 422,
    title: 'The days would end before they begin',
    remedy: 'Give an end after the first day.',
    pointer: '/toOn',
  },
  'spells-overlap': {
    status: 409,
    title: 'Some of these days are recorded already',
    remedy: 'Give days outside those from fromOn to toOn, or set an end to those first.',
  },
} as const;

const params = z.strictObject({ referralId: identifier.describe('The referral') });
const changed = {
  referralId: identifier.describe('The referral'),
  version: z.int().describe('Its version now'),
};

/** What is recorded while somebody waits: contacts, days they cannot go, whether they can wait. */
export const waitingRoutes = (deps: WaitingRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/referrals/{referralId}/wait',
      operationId: 'readWait',
      tag: 'Referrals',
      summary: 'How long somebody has waited by both clocks, and what is recorded of it',
      permission: 'see-referrals',
      auditEvent: null,
      auditedRead: { subject: 'referral', param: 'referralId' },
      params,
      reply: z.object({
        rawDays: z.int().describe('Days from the day of receipt to today'),
        adjustedDays: z.int().describe('The same without days on which the person could not have gone'),
        lastTriedOn: civilDateText.nullable().describe('Day of the latest try to reach the person'),
        lastReachedOn: civilDateText.nullable().describe('Day on which they were last reached'),
        contactDueOn: civilDateText.describe('Day on which they are to be reached again'),
        reviewDueOn: civilDateText.describe('Day on which it is looked at whether they can wait'),
        expiresOn: civilDateText.describe(
          'Day from which the referral runs out, unless the person is reached before',
        ),
        lastReviewOutcome: z.string().nullable().describe('How the latest of these reviews came out'),
        attention: z
          .array(
            z.object({
              kind: z.string().describe('What asks to be looked at'),
              sinceOn: civilDateText.describe('Since when'),
            }),
          )
          .describe('What asks to be looked at today, the most pressing first'),
        checkAgain: z
          .array(
            z.object({
              kind: z.enum(restingKinds).describe('What is to be checked again'),
              changedMembers: z
                .array(z.string().describe('A member of the referral'))
                .describe('The answers it rests on that were corrected after it was recorded'),
              sinceOn: civilDateText.describe('Day of the latest of these corrections'),
            }),
          )
          .describe('What rests on answers that were corrected since; a coordinator acts'),
        spells: z
          .array(
            z.object({
              spellId: identifier.describe('The spell'),
              fromOn: civilDateText.describe('First day'),
              toOn: civilDateText
                .nullable()
                .describe('Day from which they can go again; null while not known'),
              reason: z.string().describe('Why'),
            }),
          )
          .describe('Days on which the person could not or cannot go, in order'),
      }),
      refusals: { 'not-found': commonProblems['not-found'] },
    },
    async (tx, { params: { referralId }, scope }) => {
      const { today } = await deps.now(tx);
      const wait = await deps.readReferralWait(tx, scope, referralId, today);
      if (wait === null) return refuse({ code: 'not-found' });
      const { rawDays, adjustedDays, contact, review, contactDueOn, reviewDueOn, expiresOn } = wait;
      return done({
        ...{ rawDays, adjustedDays, contactDueOn, reviewDueOn, expiresOn },
        lastTriedOn: contact?.triedOn ?? null,
        lastReachedOn: contact?.reachedOn ?? null,
        lastReviewOutcome: review?.outcome ?? null,
        attention: wait.attention.map(({ kind, sinceOn }) => ({ kind, sinceOn })),
        checkAgain: wait.checkAgain.map((one) => ({ ...one, changedMembers: [...one.changedMembers] })),
        spells: wait.spells.map(({ spellId, fromOn, toOn, reason }) => ({ spellId, fromOn, toOn, reason })),
      });
    },
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/contacts',
      operationId: 'recordContact',
      tag: 'Referrals',
      summary: 'Record a try to reach somebody who waits, whatever came of it',
      permission: 'edit-referrals',
      auditEvent: 'referrals.contact-recorded',
      replyStatus: 201,
      params,
      body: z.strictObject({
        contactedOn: civilDate.describe('Day of the try'),
        channel: z.enum(contactChannels).describe('How'),
        outcome: z.enum(contactOutcomes).describe('What came of it'),
        note: words(500).nullable().default(null).describe('What was said'),
      }),
      reply: z.object({
        referralId: identifier.describe('The referral'),
        contactId: identifier.describe('The contact'),
      }),
      refusals: {
        'not-found': commonProblems['not-found'],
        'referral-closed': closed,
        'day-outside-the-wait': dayOutside('/contactedOn'),
      },
    },
    async (tx, { params: { referralId }, body, scope, actor }) => {
      const { today } = await deps.now(tx);
      return deps.recordContact(tx, scope, { ...body, referralId, today, memberId: actor.memberId });
    },
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/unavailability',
      operationId: 'recordUnavailability',
      tag: 'Referrals',
      summary: 'Record days on which somebody cannot go to a place',
      permission: 'edit-referrals',
      auditEvent: 'referrals.unavailability-recorded',
      replyStatus: 201,
      needsVersion: true,
      params,
      body: z.strictObject({
        fromOn: civilDate.describe('First day'),
        toOn: civilDate
          .nullable()
          .default(null)
          .describe('Day from which they can go again; null until known'),
        reason: z.enum(unavailabilityReasons).describe('Why'),
      }),
      reply: z.object({ ...changed, spellId: identifier.describe('The spell') }),
      refusals: {
        ...spellRefusals,
        'day-outside-the-wait': dayOutside('/fromOn'),
        'too-many-spells': {
          status: 409,
          title: 'As many spells are recorded as one referral may have',
          remedy: 'Set a later end to one that is recorded.',
        },
      },
    },
    async (tx, { params: { referralId }, body, scope, actor, expectedVersion }) => {
      const { today } = await deps.now(tx);
      return deps.recordUnavailability(tx, scope, {
        ...body,
        ...{ referralId, today, expectedVersion, memberId: actor.memberId },
      });
    },
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/unavailability-ends',
      operationId: 'endUnavailability',
      tag: 'Referrals',
      summary: 'Set the day from which somebody can go to a place again',
      permission: 'edit-referrals',
      auditEvent: 'referrals.unavailability-ended',
      replyStatus: 201,
      needsVersion: true,
      params,
      body: z.strictObject({
        spellId: identifier.describe('The spell'),
        toOn: civilDate.describe('Day from which they can go again; its first day where it never was'),
      }),
      reply: z.object(changed),
      refusals: { ...spellRefusals, 'day-outside-the-wait': dayOutside('/toOn') },
    },
    async (tx, { params: { referralId }, body, scope, actor, expectedVersion }) => {
      const { today } = await deps.now(tx);
      return deps.endUnavailability(tx, scope, {
        ...body,
        ...{ referralId, today, expectedVersion, memberId: actor.memberId },
      });
    },
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/safe-to-wait-reviews',
      operationId: 'reviewSafeToWait',
      tag: 'Referrals',
      summary: 'Record whether somebody can go on waiting, and the plan',
      permission: 'edit-referrals',
      auditEvent: 'referrals.safe-to-wait-reviewed',
      replyStatus: 201,
      params,
      body: z.strictObject({
        doneOn: civilDate.describe('Day of the review'),
        outcome: z.enum(safeToWaitOutcomes).describe('How it came out'),
        plan: words(500)
          .nullable()
          .default(null)
          .describe('What keeps the person safe; needed unless it is safe'),
        nextDueOn: civilDate
          .nullable()
          .default(null)
          .describe('Day of the next review; null for the day the urgency calls for'),
      }),
      reply: z.object({
        referralId: identifier.describe('The referral'),
        reviewId: identifier.describe('The review'),
        nextDueOn: civilDateText.describe('Day of the next review'),
      }),
      refusals: {
        'not-found': commonProblems['not-found'],
        'referral-closed': closed,
        'day-outside-the-wait': dayOutside('/doneOn'),
        'next-day-not-ahead': {
          status: 422,
          title: 'The next review cannot be on that day',
          remedy: 'Give a day from earliestOn to latestOn, or null.',
          pointer: '/nextDueOn',
        },
        'plan-missing': {
          status: 422,
          title: 'Nothing is said of what keeps the person safe',
          remedy: 'Say in plan what is done meanwhile.',
          pointer: '/plan',
        },
      },
    },
    async (tx, { params: { referralId }, body, scope, actor }) => {
      const { today } = await deps.now(tx);
      return deps.reviewSafeToWait(tx, scope, { ...body, referralId, today, memberId: actor.memberId });
    },
  ),
];
