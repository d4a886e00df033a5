import { z } from 'zod';

import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../../kernel/outcome.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Actor } from '../../../../kernel/actor.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems, type ProblemTable } from '../../../../platform/http/problem.js';
import { civilDate, civilDateText, identifier, words } from '../../../../platform/http/schemas.js';
import type { makePublishRelease, makeSetReleaseAside } from '../../application/decide-release.js';
import type { makeAskRelease } from '../../application/draft-release.js';
import { releaseContent, type ReleaseContent } from '../../contract/content.js';
import {
  periodKinds,
  periodText,
  type AskRefusal,
  type DecideRefusal,
  type Release,
} from '../../domain/release.js';

/** What the routes of releases need. */
export interface ReleaseRouteDeps {
  readonly askRelease: ReturnType<typeof makeAskRelease>;
  readonly publishRelease: ReturnType<typeof makePublishRelease>;
  readonly setReleaseAside: ReturnType<typeof makeSetReleaseAside>;
  readonly findRelease: (tx: Tx, releaseId: string) => Promise<Release | null>;
  readonly listReleases: (tx: Tx, withDrafts: boolean) => Promise<readonly Release[]>;
  readonly readContent: (tx: Tx, releaseId: string) => Promise<ReleaseContent | null>;
  /** A release as a file. */
  readonly writeRelease: (release: Release, content: ReleaseContent) => string;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
}

const askProblems: ProblemTable<AskRefusal> = {
  'no-such-period': {
    status: 422,
    title: 'No such period begins on that day',
    remedy: 'Give the first day of January, April, July or October for a quarter, and 1 April for a year.',
    pointer: '/startsOn',
  },
  'period-not-over': {
    status: 422,
    title: 'The period is not over',
    remedy: 'Ask on overOn or later.',
    detail: ({ overOn }) => `It can be released from ${overOn} on.`,
    pointer: '/startsOn',
  },
  'period-before-records': {
    status: 422,
    title: 'The period was not wholly on record',
    remedy: 'Give a period that begins on firstOn or later.',
    detail: ({ firstOn }) => `The first quarter that is whole on record begins on ${firstOn}.`,
    pointer: '/startsOn',
  },
  'quarters-not-released': {
    status: 409,
    title: 'Not every quarter of the year is published',
    remedy: 'Publish the missing ones first: a year is the sum of its quarters.',
    detail: ({ missing }) => `Missing: ${missing}.`,
    pointer: '/startsOn',
  },
  'quarters-of-other-tables': {
    status: 409,
    title: 'Quarters of the year were released with other tables',
    remedy: 'Publish new versions of them first, which have the tables of today.',
    detail: ({ quarters }) => `With other tables: ${quarters}.`,
    pointer: '/startsOn',
  },
  'reason-needed': {
    status: 422,
    title: 'A new version needs a reason',
    remedy: 'Say why it is published again.',
    pointer: '/reason',
  },
  'release-open': {
    status: 409,
    title: 'A release of that period is being made',
    remedy: 'Publish that one or set it aside first.',
    pointer: '/startsOn',
  },
};

const decideProblems: ProblemTable<DecideRefusal> = {
  'not-found': commonProblems['not-found'],
  'not-drafted-yet': {
    status: 409,
    title: 'The release is still being worked out',
    remedy: 'Try again when its state is drafted.',
  },
  'release-decided': {
    status: 409,
    title: 'The release is published or set aside',
    remedy: 'Begin a new version if something is wrong with it.',
  },
  'same-person': {
    status: 409,
    title: 'Whoever made a release does not publish it',
    remedy: 'Have another planner, or information governance, look at it and publish it.',
  },
  'released-meanwhile': {
    status: 409,
    title: 'Another release of the same year was published meanwhile',
    remedy: 'Set this one aside and begin it again, so that it is protected beside the other.',
  },
};

const release = {
  releaseId: identifier.describe('The release'),
  period: z.string().describe('Such as July to September 2026, or 2025/26'),
  kind: z.enum(periodKinds).describe('Whether it is of a quarter or of a financial year'),
  startsOn: civilDateText.describe('First day of the period'),
  endsOn: civilDateText.describe('The day after its last'),
  state: z
    .enum(['asked', 'drafted', 'frozen', 'set_aside'])
    .describe('Being worked out, to be checked, published, or not to be published'),
  version: z.int().nullable().describe('Counts what was published of the period; null before'),
  reason: z.string().nullable().describe('Why there is a new version; null for the first'),
  asAt: z.iso.datetime().describe('What was recorded by then is counted'),
  publishedAt: z.iso.datetime().nullable().describe('When it was published; null before'),
} as const;

const toRelease = ({ releaseId, period, state, version, reason, asAt, decidedAt }: Release) => ({
  ...{ releaseId, period: periodText(period), kind: period.kind },
  ...{ startsOn: period.startsOn, endsOn: period.endsOn, state, version, reason, asAt: asAt.toISOString() },
  publishedAt: state === 'frozen' ? (decidedAt?.toISOString() ?? null) : null,
});

const maySeeDrafts = (actor: Actor): boolean =>
  scopeFor(actor, 'draft-releases') !== null || scopeFor(actor, 'check-releases') !== null;

const read = async (
  deps: ReleaseRouteDeps,
  tx: Tx,
  actor: Actor,
  releaseId: string,
): Promise<Outcome<{ release: Release; content: ReleaseContent }, { readonly code: 'not-found' }>> => {
  const found = await deps.findRelease(tx, releaseId);
  if (found === null || found.state === 'set_aside' || (found.state !== 'frozen' && !maySeeDrafts(actor)))
    return refuse({ code: 'not-found' });
  const content = await deps.readContent(tx, releaseId);
  return content === null ? refuse({ code: 'not-found' }) : done({ release: found, content });
};

/** How much earlier releases give away is for those who check a draft, on its page. */
const toldContent = releaseContent.omit({ givenAway: true });

const params = z.strictObject({ releaseId: identifier.describe('The release') });
const notFound = { 'not-found': commonProblems['not-found'] } as const;

/** Releases: which there are, what they tell, and making, checking and publishing them. */
export const releaseRoutes = (deps: ReleaseRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/releases',
      operationId: 'listReleases',
      tag: 'Releases',
      summary:
        'What was published, every version, the newest period first; drafts for those who make or check them',
      permission: 'see-releases',
      auditEvent: null,
      reply: z.object({ releases: z.array(z.object(release)).describe('Without their tables') }),
      refusals: {},
    },
    async (tx, { actor }) =>
      done({ releases: (await deps.listReleases(tx, maySeeDrafts(actor))).map(toRelease) }),
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/releases',
      operationId: 'askRelease',
      tag: 'Releases',
      summary: 'Begin a release of a quarter or a financial year; it is worked out within minutes',
      permission: 'draft-releases',
      auditEvent: 'publication.release-asked',
      body: z.strictObject({
        kind: z.enum(periodKinds).describe('A quarter or a financial year'),
        startsOn: civilDate.describe('First day of the period'),
        reason: words(500)
          .nullable()
          .default(null)
          .describe('Why there is a new version; null for the first'),
      }),
      reply: z.object({ releaseId: identifier.describe('The release') }),
      replyStatus: 201,
      refusals: askProblems,
    },
    async (tx, { actor, body }) =>
      deps.askRelease(tx, { memberId: actor.memberId, ...body }, await deps.now(tx)),
  ),
  defineRoute(
    {
      method: 'get',
      path: '/api/releases/{releaseId}',
      operationId: 'readRelease',
      tag: 'Releases',
      summary: 'One release: its tables in protected numbers, with the definitions they were counted by',
      permission: 'see-releases',
      auditEvent: null,
      params,
      reply: z.object({ ...release, content: toldContent.describe('Everything it tells') }),
      refusals: notFound,
    },
    async (tx, { actor, params: { releaseId } }) => {
      const found = await read(deps, tx, actor, releaseId);
      return found.ok
        ? done({ ...toRelease(found.value.release), content: toldContent.parse(found.value.content) })
        : found;
    },
  ),
  defineRoute(
    {
      method: 'get',
      path: '/api/releases/{releaseId}/table',
      operationId: 'readReleaseTable',
      tag: 'Releases',
      summary: 'The same as one file of comma-separated values, a row for each number, with qualifiers',
      permission: 'see-releases',
      auditEvent: null,
      mediaType: 'text/csv',
      fileName: ({ releaseId = 'release' }) => `release-${releaseId}.csv`,
      params,
      reply: z
        .string()
        .describe('A CSV file: lines that begin with # say what it is; then a heading and rows'),
      refusals: notFound,
    },
    async (tx, { actor, params: { releaseId } }) => {
      const found = await read(deps, tx, actor, releaseId);
      return found.ok ? done(deps.writeRelease(found.value.release, found.value.content)) : found;
    },
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/releases/{releaseId}/publish',
      operationId: 'publishRelease',
      tag: 'Releases',
      summary: 'Publish a release that somebody else made; from then on it is never changed',
      permission: 'check-releases',
      auditEvent: 'publication.release-published',
      params,
      body: z.strictObject({
        note: words(500)
          .nullable()
          .default(null)
          .describe('What was looked at; null where nothing is to be said'),
      }),
      reply: z.object({
        releaseId: identifier.describe('The release'),
        version: z.int().describe('Its version'),
      }),
      refusals: decideProblems,
    },
    (tx, { actor, params: { releaseId }, body: { note } }) =>
      deps.publishRelease(tx, { memberId: actor.memberId, releaseId, note }),
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/releases/{releaseId}/set-aside',
      operationId: 'setReleaseAside',
      tag: 'Releases',
      summary: 'Set a release aside that is not to be published',
      permission: 'check-releases',
      auditEvent: 'publication.release-set-aside',
      params,
      body: z.strictObject({ note: words(500).describe('Why it is not published') }),
      reply: z.object({ releaseId: identifier.describe('The release') }),
      refusals: decideProblems,
    },
    (tx, { actor, params: { releaseId }, body: { note } }) =>
      deps.setReleaseAside(tx, { memberId: actor.memberId, releaseId, note }),
  ),
];
