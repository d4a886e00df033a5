import { z } from 'zod';

import { done, refuse } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems, type ProblemTable } from '../../../../platform/http/problem.js';
import { account, civilDateText, identifier, paging } from '../../../../platform/http/schemas.js';
import type { ReadReferral } from '../../../referrals/contract/facts.js';
import type { RunUnderWay } from '../../application/matcher-state.js';
import {
  gatherSaid,
  type CountOwn,
  type ListRuns,
  type ListSaidInRun,
  type ListSaidOf,
  type ReadRun,
  type RunLine,
} from '../../application/run-history.js';
import type {
  makeSwitchMatcher,
  SwitchMatcherRefusal,
  SwitchStanding,
} from '../../application/switch-matcher.js';
import type { MatcherFacts, StoredSuggestion } from '../../application/waiting-list.js';

/** What the routes of the matcher and its runs need. */
export interface MatcherRouteDeps {
  readonly readMatcherFacts: (tx: Tx) => Promise<MatcherFacts>;
  readonly readSwitch: (tx: Tx) => Promise<SwitchStanding>;
  readonly readUnderWay: (tx: Tx) => Promise<RunUnderWay | null>;
  readonly switchMatcher: ReturnType<typeof makeSwitchMatcher>;
  readonly listRuns: ListRuns;
  readonly readRun: ReadRun;
  readonly countOwn: CountOwn;
  readonly listSaidInRun: ListSaidInRun;
  readonly listSaidOf: ListSaidOf;
  readonly readReferral: ReadReferral;
}

const switchProblems: ProblemTable<SwitchMatcherRefusal> = {
  'matcher-already-so': {
    status: 409,
    title: 'Suggestions are so already',
    remedy: 'Nothing needs to be done; read GET /api/matcher for who switched, when and why.',
    detail: ({ isOn }) => (isOn ? 'They are on.' : 'They are switched off.'),
  },
  'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
};

const runNumber = z.string().regex(/^\d{1,18}$/, 'Give the number of a run.');

const runFields = {
  runId: runNumber.describe('The run'),
  finishedAt: z.iso.datetime().describe('When it was worked out'),
  cause: z
    .string()
    .describe('What asked for it: the topic of a change, nightly, quiet, load or switched-off'),
  policyVersion: z.string().describe('By which policy'),
  isThinned: z.boolean().describe('Whether only what offers rested on is kept of it'),
};
const counts = {
  waiting: z.int().describe('People who waited in the whole country'),
  ready: z.int().describe('Those of them who were ready to place'),
  suggested: z.int().describe('Those for whom a place was found'),
  isProven: z.boolean().nullable().describe('Whether the result was proven; null where it was not checked'),
  looks: z.int().describe('How often it was looked at since and everything was as it had been'),
  lookedAt: z.iso.datetime().nullable().describe('When last; null where it was not'),
};
const runReply = ({ runId, finishedAt, cause, policyVersion, isThinned }: RunLine) => ({
  ...{ runId, cause, policyVersion, isThinned },
  finishedAt: finishedAt.toISOString(),
});
const countsReply = ({ waiting, ready, suggested, isProven, looks, lookedAt }: RunLine) => ({
  ...{ waiting, ready, suggested, isProven, looks },
  lookedAt: lookedAt?.toISOString() ?? null,
});

const said = {
  priorityRank: z.int().describe('Where the person stood on the list of the country; 1 is next'),
  state: z
    .enum(['suggested', 'no-place', 'not-ready', 'unavailable', 'offered'])
    .nullable()
    .describe('What the run found; null where it was stored in a form that is known no more'),
  place: z
    .object({
      bedId: identifier.describe('The bed unit'),
      bedLabel: z.string().describe('What staff call it'),
      projectName: z.string().describe('Its project'),
      arrivesOn: civilDateText.describe('First night'),
      departsOn: civilDateText.describe('Day of leaving'),
    })
    .nullable()
    .describe('The place that was suggested; null where none was'),
};
const saidReply = ({ priorityRank, place, explanation }: StoredSuggestion) => ({
  priorityRank,
  state: explanation?.state ?? null,
  place:
    place === null
      ? null
      : {
          ...{ bedId: place.bedId, bedLabel: place.bedLabel, projectName: place.projectName },
          ...{ arrivesOn: place.stay.arrivesOn, departsOn: place.stay.departsOn },
        },
});

const next = z.string().nullable().describe('Send as `after` for the next page; null on the last');
const afterRun = { ...paging, after: runNumber.optional().describe('The `next` of the page before') };

const standing = ({ readMatcherFacts, readSwitch, readUnderWay }: MatcherRouteDeps): Route =>
  defineRoute(
    {
      method: 'get',
      path: '/api/matcher',
      operationId: 'readMatcher',
      tag: 'Matching',
      summary: 'How the matcher stands: on or off, its latest look, what waits for it, what a night found',
      permission: 'operate-service',
      auditEvent: null,
      reply: z.object({
        isOn: z.boolean().describe('Whether suggestions are worked out'),
        reason: z.string().nullable().describe('Why it was switched last; null where it never was'),
        switchedAt: z.iso.datetime().nullable().describe('When'),
        version: z.int().describe('Send as If-Match when switching'),
        lookedAt: z.iso.datetime().nullable().describe('When a run was made or looked at last'),
        changeWaitsSince: z.iso
          .datetime()
          .nullable()
          .describe('Since when the oldest change waits for its run; null where none does'),
        drift: z
          .object({
            comparedAt: z.iso.datetime().describe('When it was found'),
            people: z.int().describe('People looked at'),
            differences: z.int().describe('People for whom another place was found than stood'),
          })
          .nullable()
          .describe('What the last nightly rebuild found other than it stood; null where nothing'),
        underWay: z
          .object({
            cause: z.string().describe('What asked for it'),
            people: z.int().describe('People who wait'),
            places: z.int().describe('Beds looked at'),
            beganAt: z.iso.datetime().describe('Since when it is worked out'),
          })
          .nullable()
          .describe('A long run that is being worked out; null where none is'),
      }),
      refusals: {},
    },
    async (tx) => {
      const { run, waitingSince, drift } = await readMatcherFacts(tx);
      const { isOn, reason, switchedAt, version } = await readSwitch(tx);
      const underWay = await readUnderWay(tx);
      return done({
        ...{ isOn, reason, version: version + 1 },
        switchedAt: switchedAt?.toISOString() ?? null,
        lookedAt: run?.finishedAt.toISOString() ?? null,
        changeWaitsSince: waitingSince?.toISOString() ?? null,
        drift: drift === null ? null : { ...drift, comparedAt: drift.comparedAt.toISOString() },
        underWay: underWay === null ? null : { ...underWay, beganAt: underWay.beganAt.toISOString() },
      });
    },
  );

const switching = ({ switchMatcher }: MatcherRouteDeps): Route =>
  defineRoute(
    {
      method: 'post',
      path: '/api/matcher/switch',
      operationId: 'switchMatcher',
      tag: 'Matching',
      summary: 'Switch suggestions off for the whole country, or on again, with a reason',
      permission: 'operate-service',
      auditEvent: 'matching.switched-off',
      needsVersion: true,
      body: z.strictObject({
        isOn: z.boolean().describe('False switches them off'),
        reason: account(500).describe('Why; everybody who looks for a place reads it. Name no person'),
      }),
      reply: z.object({
        isOn: z.boolean().describe('How they are now'),
        version: z.int().describe('Send as If-Match when switching again'),
      }),
      refusals: switchProblems,
    },
    async (tx, { body, actor, expectedVersion }) =>
      switchMatcher(tx, { ...body, switchedBy: actor.memberId, expectedVersion }),
  );

const operatorRuns = ({ listRuns }: MatcherRouteDeps): Route =>
  defineRoute(
    {
      method: 'get',
      path: '/api/matcher/runs',
      operationId: 'listMatcherRuns',
      tag: 'Matching',
      summary: 'Runs of the matcher, the newest first, with what each took; nothing about a person',
      permission: 'operate-service',
      auditEvent: null,
      query: z.strictObject(afterRun),
      reply: z.object({
        runs: z
          .array(
            z.object({
              ...runFields,
              ...counts,
              tookMs: z.int().describe('From the turn to the last row, in milliseconds'),
            }),
          )
          .describe('The newest first'),
        next,
      }),
      refusals: {},
    },
    async (tx, { query: { after, limit } }) => {
      const found = await listRuns(tx, { before: after ?? null, limit: limit + 1 });
      const runs = found.slice(0, limit);
      return done({
        runs: runs.map((run) => ({
          ...runReply(run),
          ...countsReply(run),
          tookMs: run.finishedAt.getTime() - run.startedAt.getTime(),
        })),
        next: found.length > limit ? (runs.at(-1)?.runId ?? null) : null,
      });
    },
  );

const ownRuns = ({ listRuns, countOwn }: MatcherRouteDeps): Route =>
  defineRoute(
    {
      method: 'get',
      path: '/api/match-runs',
      operationId: 'listMatchRuns',
      tag: 'Matching',
      summary: 'When places were worked out, and for how many of the partnership’s people one was found',
      permission: 'see-referrals',
      auditEvent: null,
      auditedRead: { list: 'match-runs' },
      query: z.strictObject(afterRun),
      reply: z.object({
        runs: z
          .array(
            z.object({
              ...runFields,
              ownPeople: z.int().describe('People of the partnership whom it saw'),
              ownSuggested: z.int().describe('Those of them for whom a place was found'),
            }),
          )
          .describe('The newest first'),
        next,
      }),
      refusals: {},
    },
    async (tx, { scope, query: { after, limit } }) => {
      const found = await listRuns(tx, { before: after ?? null, limit: limit + 1 });
      const runs = found.slice(0, limit);
      const own = await countOwn(
        tx,
        scope,
        runs.map(({ runId }) => runId),
      );
      return done({
        runs: runs.map((run) => ({
          ...runReply(run),
          ownPeople: own.get(run.runId)?.seen ?? 0,
          ownSuggested: own.get(run.runId)?.suggested ?? 0,
        })),
        next: found.length > limit ? (runs.at(-1)?.runId ?? null) : null,
      });
    },
  );

const oneRun = ({ readRun, listSaidInRun }: MatcherRouteDeps): Route =>
  defineRoute(
    {
      method: 'get',
      path: '/api/match-runs/{runId}',
      operationId: 'readMatchRun',
      tag: 'Matching',
      summary: 'What one run said of the partnership’s people, without names',
      permission: 'see-referrals',
      auditEvent: null,
      auditedRead: { list: 'match-run' },
      params: z.strictObject({ runId: runNumber.describe('The run') }),
      query: z.strictObject({
        ...paging,
        after: z
          .string()
          .regex(/^\d{1,9}$/, 'Send the `next` of an earlier answer as it was given.')
          .optional()
          .describe('The `next` of the page before'),
      }),
      reply: z.object({
        ...runFields,
        ...counts,
        people: z
          .array(
            z.object({
              referralId: identifier.describe('The referral'),
              reference: z.string().describe('What people say on the telephone'),
              ...said,
            }),
          )
          .describe('In the order of the list as it was then'),
        next,
      }),
      refusals: { 'not-found': commonProblems['not-found'] },
    },
    async (tx, { scope, params, query: { after, limit } }) => {
      const run = await readRun(tx, params.runId);
      if (run === null) return refuse({ code: 'not-found' });
      const found = await listSaidInRun(tx, scope, {
        runId: run.runId,
        after: Number(after ?? '0'),
        limit: limit + 1,
      });
      const people = found.slice(0, limit);
      return done({
        ...runReply(run),
        ...countsReply(run),
        people: people.map((one) => ({
          referralId: one.referralId,
          reference: one.reference,
          ...saidReply(one),
        })),
        next: found.length > limit ? String(people.at(-1)?.priorityRank ?? '') : null,
      });
    },
  );

const onePerson = ({ readReferral, listSaidOf }: MatcherRouteDeps): Route =>
  defineRoute(
    {
      method: 'get',
      path: '/api/referrals/{referralId}/suggested-before',
      operationId: 'listSuggestedBefore',
      tag: 'Matching',
      summary: 'What runs of the matcher said of one person, when, and by which policy',
      permission: 'see-referrals',
      auditEvent: null,
      auditedRead: { subject: 'referral', param: 'referralId' },
      params: z.strictObject({ referralId: identifier.describe('The referral') }),
      query: z.strictObject({
        ...afterRun,
        limit: paging.limit.describe('Runs looked through at most; those that said the same are told as one'),
      }),
      reply: z.object({
        spells: z
          .array(
            z.object({
              fromRunId: runNumber.describe('The first run that said so'),
              fromAt: z.iso.datetime().describe('When'),
              untilRunId: runNumber.describe('The last run of those'),
              untilAt: z.iso.datetime().describe('When'),
              policyVersion: z.string().describe('By which policy'),
              ...said,
            }),
          )
          .describe('The newest first'),
        next,
      }),
      refusals: { 'not-found': commonProblems['not-found'] },
    },
    async (tx, { scope, params, query: { after, limit } }) => {
      const referral = await readReferral(tx, scope, params.referralId);
      if (referral === null) return refuse({ code: 'not-found' });
      const found = await listSaidOf(tx, { ...params, before: after ?? null, limit });
      return done({
        spells: gatherSaid(found).map((spell) => ({
          ...{ fromRunId: spell.fromRunId, untilRunId: spell.untilRunId, policyVersion: spell.policyVersion },
          fromAt: spell.fromAt.toISOString(),
          untilAt: spell.untilAt.toISOString(),
          ...saidReply(spell),
        })),
        next: found.length === limit ? (found.at(-1)?.runId ?? null) : null,
      });
    },
  );

/** The matcher for administrators, and its runs for whoever places people. */
export const matcherRoutes = (deps: MatcherRouteDeps): readonly Route[] =>
  [standing, switching, operatorRuns, ownRuns, oneRun, onePerson].map((route) => route(deps));
