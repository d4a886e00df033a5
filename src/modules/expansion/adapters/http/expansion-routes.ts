import { z } from 'zod';

import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done, refuse } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems, type ProblemTable } from '../../../../platform/http/problem.js';
import { identifier } from '../../../../platform/http/schemas.js';
import type {
  AddExpansionRefusal,
  LinkExpansionRefusal,
  makeAddExpansion,
  makeLinkExpansion,
  makeRecordBeds,
  makeRecordMilestone,
  RecordBedsRefusal,
  RecordMilestoneRefusal,
} from '../../application/keep-expansion.js';
import type { makeReadExpansion, makeReadOneExpansion } from '../../application/read-expansion.js';
import {
  asAtOf,
  asAtQuery,
  bedsBody,
  expansionBody,
  milestoneBody,
  oneOf,
  oneReply,
  overviewOf,
  overviewReply,
} from './expansion-schemas.js';

/** What the routes of beds to come need. */
export interface ExpansionRouteDeps {
  readonly readExpansion: ReturnType<typeof makeReadExpansion>;
  readonly readOneExpansion: ReturnType<typeof makeReadOneExpansion>;
  readonly addExpansion: ReturnType<typeof makeAddExpansion>;
  readonly recordBeds: ReturnType<typeof makeRecordBeds>;
  readonly recordMilestone: ReturnType<typeof makeRecordMilestone>;
  readonly linkExpansion: ReturnType<typeof makeLinkExpansion>;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
}

const shared: ProblemTable<
  Extract<
    RecordBedsRefusal | RecordMilestoneRefusal,
    { readonly code: 'not-found' | 'said-already' | 'statement-in-the-future' | 'statement-too-old' }
  >
> = {
  'not-found': commonProblems['not-found'],
  'said-already': {
    status: 409,
    title: 'The same source was recorded for this before',
    remedy: 'Nothing needs doing where it says the same. To put a statement right, name it and say why.',
  },
  'statement-in-the-future': {
    status: 422,
    title: 'The date lies ahead',
    remedy: 'Give a date up to today; what is planned is a plan of a step of the work.',
    pointer: '/dated',
  },
  'statement-too-old': {
    status: 422,
    title: 'The date is too old',
    remedy: 'Give a date from earliestOn on.',
    pointer: '/dated',
  },
};

const bedsProblems: ProblemTable<RecordBedsRefusal> = {
  ...shared,
  'said-otherwise': {
    status: 409,
    title: 'The same source was recorded with another number for this step and date',
    remedy: 'Send the statementId named here as replacesId, with the reason; or another source or date.',
    pointer: '/replacesId',
  },
  'statement-replaces-nothing': {
    status: 422,
    title: 'It would put right what was not said of this step of the project',
    remedy: 'Give the id of a statement of the same project and step.',
    pointer: '/replacesId',
  },
  'statement-replaced-already': {
    status: 409,
    title: 'Another has put that statement right',
    remedy: 'Look at the one that did, and put that right if it is wrong.',
    pointer: '/replacesId',
  },
  'reason-missing': {
    status: 422,
    title: 'Nothing says why it is put right',
    remedy: 'Give a reason.',
    pointer: '/reason',
  },
  'reason-not-wanted': {
    status: 422,
    title: 'A reason belongs to a statement that puts another right',
    remedy: 'Leave the reason out, or give replacesId.',
    pointer: '/reason',
  },
  'beds-out-of-step': {
    status: 409,
    title: 'The number does not go with that of another step',
    remedy: 'Look at otherStage and otherBeds. If the source says so, send it again with isConfirmed true.',
    pointer: '/beds',
  },
};

const milestoneProblems: ProblemTable<RecordMilestoneRefusal> = {
  ...shared,
  'plan-too-far-ahead': {
    status: 422,
    title: 'The plan lies too far ahead',
    remedy: 'Give a date up to latestOn.',
    pointer: '/dated',
  },
  'said-in-the-future': {
    status: 422,
    title: 'Nobody has said so yet on that day',
    remedy: 'Give a day up to today.',
    pointer: '/saidOn',
  },
};

const addProblems: ProblemTable<AddExpansionRefusal> = {
  'expansion-known-already': {
    status: 409,
    title: 'There is a project of that name',
    remedy: 'Look for it in the list; record what is new of it there.',
    pointer: '/name',
  },
  'health-board-unknown': {
    status: 422,
    title: 'No partnership lies in that health board',
    remedy: 'Give one of healthBoards.',
    pointer: '/healthBoard',
  },
  'funding-most-below-least': {
    status: 422,
    title: 'The most is less than the least',
    remedy: 'Give a fundingMostPence that is not below fundingLeastPence, or none.',
    pointer: '/fundingMostPence',
  },
};

const linkProblems: ProblemTable<LinkExpansionRefusal> = {
  'not-found': commonProblems['not-found'],
  'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
  'project-unknown': {
    status: 422,
    title: 'There is no such project in the service',
    remedy: 'Give the id of a project of the service, or null.',
    pointer: '/projectId',
  },
  'project-linked-elsewhere': {
    status: 409,
    title: 'That project is linked to other beds to come',
    remedy: 'Take that link back first.',
    pointer: '/projectId',
  },
};

const tag = 'Expansion';
const params = z.strictObject({ expansionId: identifier.describe('The project') });
const changed = z.object({
  expansionId: identifier.describe('The project'),
  version: z.int().describe('Its version'),
});
const stated = z.object({
  expansionId: identifier.describe('The project'),
  statementId: identifier.describe('What was recorded'),
});

/** Beds to come: what is known of them, and recording more. */
export const expansionRoutes = (deps: ExpansionRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/expansions',
      operationId: 'listExpansions',
      tag,
      summary: 'Every project that adds beds, their steps, and what was published beside what is known',
      permission: 'see-expansions',
      auditEvent: null,
      query: asAtQuery,
      reply: overviewReply,
      refusals: {},
    },
    async (tx, { query }) =>
      done(overviewOf(await deps.readExpansion(tx, asAtOf(query, (await deps.now(tx)).today)))),
  ),
  defineRoute(
    {
      method: 'get',
      path: '/api/expansions/{expansionId}',
      operationId: 'readExpansion',
      tag,
      summary: 'One project that adds beds, with everything that was said of it and where',
      permission: 'see-expansions',
      auditEvent: null,
      params,
      query: asAtQuery,
      reply: oneReply,
      refusals: { 'not-found': commonProblems['not-found'] },
    },
    async (tx, { params: { expansionId }, query }) => {
      const asAt = asAtOf(query, (await deps.now(tx)).today);
      const standing = await deps.readOneExpansion(tx, expansionId, asAt);
      return standing === null ? refuse({ code: 'not-found' }) : done(oneOf(standing));
    },
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/expansions',
      operationId: 'addExpansion',
      tag,
      summary: 'Add a project that adds beds',
      permission: 'keep-expansions',
      auditEvent: 'expansion.project-added',
      body: expansionBody,
      reply: changed,
      replyStatus: 201,
      refusals: addProblems,
    },
    (tx, { actor, body }) => deps.addExpansion(tx, { memberId: actor.memberId, expansion: body }),
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/expansions/{expansionId}/beds',
      operationId: 'recordExpansionBeds',
      tag,
      summary: 'Record how many beds of a project had come to a step, and who says so',
      permission: 'keep-expansions',
      auditEvent: 'expansion.beds-stated',
      params,
      body: bedsBody,
      reply: stated,
      replyStatus: 201,
      refusals: bedsProblems,
    },
    (tx, { actor, params: { expansionId }, body: { isConfirmed, ...statement } }) =>
      deps.recordBeds(tx, { memberId: actor.memberId, expansionId, statement, isConfirmed }),
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/expansions/{expansionId}/milestones',
      operationId: 'recordExpansionMilestone',
      tag,
      summary: 'Record when a step of the work is planned or happened, and who says so',
      permission: 'keep-expansions',
      auditEvent: 'expansion.milestone-stated',
      params,
      body: milestoneBody,
      reply: stated,
      replyStatus: 201,
      refusals: milestoneProblems,
    },
    (tx, { actor, params: { expansionId }, body }) =>
      deps.recordMilestone(tx, { memberId: actor.memberId, expansionId, statement: body }),
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/expansions/{expansionId}/link',
      operationId: 'linkExpansion',
      tag,
      summary: 'Say which project of the service has these beds, so that those in use are counted',
      permission: 'link-expansions',
      auditEvent: 'expansion.project-linked',
      needsVersion: true,
      params,
      body: z.strictObject({
        projectId: identifier.nullable().describe('The project of the service; null to take the link back'),
      }),
      reply: changed,
      refusals: linkProblems,
    },
    (tx, { params: { expansionId }, body: { projectId }, expectedVersion }) =>
      deps.linkExpansion(tx, { expansionId, expectedVersion, projectId }),
  ),
];
