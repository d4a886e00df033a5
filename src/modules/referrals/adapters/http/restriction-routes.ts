import { z } from 'zod';

import type { Scope } from '../../../../kernel/actor.js';
import { done, refuse } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems } from '../../../../platform/http/problem.js';
import { account, identifier, wholeNumber, words } from '../../../../platform/http/schemas.js';
import type {
  makeLiftRestriction,
  makeNameReaders,
  makeOpenRestricted,
  makeRestrictRecord,
  RecordShown,
} from '../../application/restrict-record.js';
import type { RestrictionRepository } from '../../application/restriction-ports.js';
import { openedForHours, restrictionKinds } from '../../domain/restriction.js';
import { changed, changeRefusals, params, waitsHereRefusal } from './change-parts.js';

/** What the routes of restricted records need. */
export interface RestrictionRouteDeps {
  readonly readRestriction: (tx: Tx, scope: Scope, referralId: string) => Promise<RecordShown | null>;
  readonly restrictRecord: ReturnType<typeof makeRestrictRecord>;
  readonly liftRestriction: ReturnType<typeof makeLiftRestriction>;
  readonly openRestricted: ReturnType<typeof makeOpenRestricted>;
  readonly nameReaders: ReturnType<typeof makeNameReaders>;
  readonly listAbandoned: RestrictionRepository['listAbandoned'];
}

const readers = z
  .array(identifier)
  .min(1)
  .max(50)
  .describe('Members of the partnership who may see the record; a coordinator among them');
const reason = words(500);

const readerRefusals = {
  'member-not-of-partnership': {
    status: 422,
    title: 'Not everybody named is a coordinator or approver of the partnership who can sign in',
    remedy: 'Leave out those in memberIds.',
    pointer: '/readers',
  },
  'no-coordinator-named': {
    status: 422,
    title: 'Nobody named could look after the person',
    remedy: 'Name a coordinator of the partnership at least: approvers record nothing.',
    pointer: '/readers',
  },
} as const;

const { 'not-found': notFound, 'changed-since-you-read-it': changedSince } = changeRefusals;
const taking = {
  'not-found': notFound,
  'changed-since-you-read-it': changedSince,
  'restricted-record': commonProblems['restricted-record'],
  'only-those-named': {
    status: 403,
    title: 'You opened this record for some hours and are not named for it',
    remedy:
      'Ask one of those named, whom the record tells you, to name others or to lift the restriction. When all of them have left, an administrator names others.',
  },
} as const;

const notRestricted = {
  status: 409,
  title: 'This record is not restricted',
  remedy: 'Read it: everybody of its partnership may.',
} as const;

const path = '/api/referrals/{referralId}/restriction';

/** Who may see the record of a referral's person. */
export const restrictionRoutes = (deps: RestrictionRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path,
      operationId: 'readRestriction',
      tag: 'Restricted records',
      summary:
        'Whether the record of the person is restricted, and for those who may see it, to whom and why',
      permission: 'see-referrals',
      auditEvent: null,
      auditedRead: { subject: 'referral', param: 'referralId' },
      answersWhenRestricted: true,
      params,
      reply: z.object({
        reference: z.string().describe('The reference, which everybody in scope sees'),
        isRestricted: z.boolean().describe('Whether the record is restricted'),
        maySee: z.boolean().describe('Whether you may see it'),
        version: z.int().describe('Version to send with a change; 1 before the first'),
        restriction: z
          .object({
            kind: z.enum(restrictionKinds).describe('Why, as coded'),
            reason: z.string().describe('Why, in words'),
            readers: z
              .array(
                z.object({
                  memberId: identifier.describe('The member'),
                  name: z.string().describe('Their name'),
                }),
              )
              .describe('Who is named'),
            openings: z
              .array(
                z.object({
                  openingId: identifier.describe('The opening'),
                  by: z.string().describe('Who opened it without being named'),
                  reason: z.string().describe('Why they said they had to'),
                  at: z.iso.datetime().describe('When'),
                }),
              )
              .describe('Latest first, a few'),
          })
          .nullable()
          .describe('The restriction; null where there is none or you may not see it'),
      }),
      refusals: { 'not-found': notFound },
    },
    async (tx, { params: { referralId }, scope }) => {
      const shown = await deps.readRestriction(tx, scope, referralId);
      if (shown === null) return refuse({ code: 'not-found' });
      const { reference, isRestricted, mayKnow, version, restriction } = shown;
      return done({
        reference,
        isRestricted,
        maySee: mayKnow,
        version,
        restriction:
          restriction === null
            ? null
            : {
                kind: restriction.kind,
                reason: restriction.reason,
                readers: restriction.readers.map(({ memberId, name }) => ({ memberId, name })),
                openings: restriction.openings.map((one) => ({ ...one, at: one.at.toISOString() })),
              },
      });
    },
  ),
  defineRoute(
    {
      method: 'post',
      path,
      operationId: 'restrictRecord',
      tag: 'Restricted records',
      summary: 'Restrict the record of the person to members who are named; or name others',
      permission: 'restrict-records',
      auditEvent: 'referrals.record-restricted',
      needsVersion: true,
      replyStatus: 201,
      params,
      body: z.strictObject({
        kind: z.enum(restrictionKinds).describe('Why, as coded'),
        reason: reason.describe('Why, in words; told to those named alone'),
        readers,
      }),
      reply: changed,
      refusals: { ...taking, ...readerRefusals },
    },
    (tx, { params: { referralId }, body, scope, actor, expectedVersion }) =>
      deps.restrictRecord(tx, scope, {
        referralId,
        expectedVersion,
        memberId: actor.memberId,
        kind: body.kind,
        reason: body.reason,
        readers: body.readers,
      }),
  ),
  defineRoute(
    {
      method: 'post',
      path: `${path}/lifting`,
      operationId: 'liftRestriction',
      tag: 'Restricted records',
      summary: 'Give the record back to everybody of the partnership',
      permission: 'restrict-records',
      auditEvent: 'referrals.restriction-lifted',
      needsVersion: true,
      replyStatus: 201,
      params,
      body: z.strictObject({ reason: reason.describe('Why it need not be restricted any more') }),
      reply: changed,
      refusals: {
        ...taking,
        'record-not-restricted': notRestricted,
        'person-waits-here': waitsHereRefusal,
        'person-waits-elsewhere': {
          status: 409,
          title: 'Another partnership has an open referral for this name and date of birth',
          remedy:
            'They were not told of this one while it was restricted. Look for the person to see whom to ask; lift it once one of the two is closed.',
        },
      },
    },
    (tx, { params: { referralId }, body, scope, actor, expectedVersion }) =>
      deps.liftRestriction(tx, scope, {
        referralId,
        expectedVersion,
        memberId: actor.memberId,
        reason: body.reason,
      }),
  ),
  defineRoute(
    {
      method: 'post',
      path: `${path}/openings`,
      operationId: 'openRestrictedRecord',
      tag: 'Restricted records',
      summary: `Open a restricted record without being named for it, for ${openedForHours} hours; those named are told`,
      permission: 'open-restricted-records',
      auditEvent: 'referrals.restricted-record-opened',
      answersWhenRestricted: true,
      replyStatus: 201,
      params,
      body: z.strictObject({ reason: account(500).describe('Why it cannot wait for somebody who is named') }),
      reply: z.object({
        referralId: identifier.describe('The referral'),
        openingId: identifier.describe('The opening'),
      }),
      refusals: {
        'not-found': notFound,
        'record-not-restricted': notRestricted,
        'may-see-already': {
          status: 409,
          title: 'You may see this record already',
          remedy: 'Read it.',
        },
      },
    },
    (tx, { params: { referralId }, body, scope, actor }) =>
      deps.openRestricted(tx, scope, { referralId, memberId: actor.memberId, reason: body.reason }),
  ),
  defineRoute(
    {
      method: 'get',
      path: '/api/abandoned-records',
      operationId: 'listAbandonedRecords',
      tag: 'Restricted records',
      summary: 'Restricted records that nobody who is named can open any more; by reference',
      permission: 'name-record-readers',
      auditEvent: null,
      auditedRead: { list: 'abandoned-records' },
      query: z.strictObject({
        after: identifier.optional().describe('The mark of the page before'),
        limit: wholeNumber(1, 100).default(50).describe('Rows on a page'),
      }),
      reply: z.object({
        items: z
          .array(
            z.object({
              clientId: identifier.describe('The person'),
              reference: z.string().describe('Their reference'),
              partnershipId: identifier.describe('Whose they are'),
              partnershipName: z.string().describe('Its name'),
              version: z.int().describe('Version to send with a change'),
            }),
          )
          .describe('The records, in the order of their ids'),
        next: identifier.nullable().describe('Mark of the next page; null at the end'),
      }),
      refusals: {},
    },
    async (tx, { query: { after, limit } }) => {
      const found = await deps.listAbandoned(tx, { after: after ?? null, limit: limit + 1 });
      const items = found.slice(0, limit);
      return done({
        items: items.map((one) => ({ ...one })),
        next: found.length > limit ? (items.at(-1)?.clientId ?? null) : null,
      });
    },
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/abandoned-records/{clientId}/readers',
      operationId: 'nameRecordReaders',
      tag: 'Restricted records',
      summary: 'Name members for a restricted record whose own have all left',
      permission: 'name-record-readers',
      auditEvent: 'referrals.record-readers-named',
      needsVersion: true,
      replyStatus: 201,
      params: z.strictObject({ clientId: identifier.describe('The person') }),
      body: z.strictObject({ readers }),
      reply: z.object({
        clientId: identifier.describe('The person'),
        version: z.int().describe('The version now'),
      }),
      refusals: { 'not-found': notFound, 'changed-since-you-read-it': changedSince, ...readerRefusals },
    },
    (tx, { params: { clientId }, body, actor, expectedVersion }) =>
      deps.nameReaders(tx, { clientId, expectedVersion, memberId: actor.memberId, readers: body.readers }),
  ),
];
