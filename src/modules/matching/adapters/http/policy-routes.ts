import { z } from 'zod';

import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done, refuse } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems, type ProblemTable } from '../../../../platform/http/problem.js';
import {
  account,
  civilDate,
  civilDateText,
  identifier,
  wholeNumber,
} from '../../../../platform/http/schemas.js';
import { dimensions, urgencyBands } from '../../../referrals/contract/facts.js';
import type {
  AskForPolicyRefusal,
  DecidePolicyRefusal,
  LookRefusal,
  makeAskForPolicy,
  makeDecidePolicyChange,
  makeLookAtPolicy,
  makeProposeChoices,
  ProposeChoicesRefusal,
} from '../../application/change-policy.js';
import type {
  KnownPolicyChange,
  makeReadOwnMoves,
  makeReadPolicyOverview,
} from '../../application/policy-reading.js';
import { kindOfMove, moveKinds } from '../../domain/policy-preview.js';
import { assignmentKinds, wishKinds, type PolicyContent } from '../../domain/policy.js';

/** What the routes of how people are matched need. */
export interface PolicyRouteDeps {
  readonly now: (tx: Tx) => Promise<{ readonly today: IsoDate }>;
  readonly readPolicyOverview: ReturnType<typeof makeReadPolicyOverview>;
  readonly readPolicyChange: (tx: Tx, scope: Scope, changeId: string) => Promise<KnownPolicyChange | null>;
  readonly readOwnMoves: ReturnType<typeof makeReadOwnMoves>;
  readonly lookAtPolicy: ReturnType<typeof makeLookAtPolicy>;
  readonly askForPolicy: ReturnType<typeof makeAskForPolicy>;
  readonly proposeChoices: ReturnType<typeof makeProposeChoices>;
  readonly decidePolicyChange: ReturnType<typeof makeDecidePolicyChange>;
}

/** Any count of days; which a policy may have is the domain's to say. */
const days = wholeNumber(0, 1000);
const bandList = z.array(z.enum(urgencyBands)).max(4).describe('The most pressing first; each once');
const wishList = z
  .array(z.enum(wishKinds))
  .max(3)
  .describe('What decides first among the beds that fit; each once');
const assignment = z
  .enum(assignmentKinds)
  .describe(
    'best-total: as many as possible by the order of the list, then nearest to all wishes together; in-order: each in turn the nearest place left',
  );
const boundsShape = z.strictObject({
  automaticOffers: z.boolean().describe('Whether a partnership may have offers made by itself'),
  parallelOffersAtMost: z
    .int()
    .min(0)
    .max(100)
    .describe('Offers a partnership may let one person have at once'),
});

const policyBody = z.strictObject({
  bands: bandList,
  wishes: wishList,
  assignment,
  offerHorizonDays: days.describe('How far ahead a bed may come free and be suggested now, in days'),
  placesAheadDays: days.describe('How far ahead a person’s places are shown, in days'),
  preparationDays: z
    .strictObject({
      emergency: days.optional().describe('In an emergency'),
      urgent: days.optional().describe('When urgent'),
      soon: days.optional().describe('When soon'),
      routine: days.optional().describe('When routine'),
    })
    .describe('Days between today and arrival, by urgency; one for each'),
  choices: boundsShape.describe('What partnerships may choose for themselves'),
});

const policyReply = z.object({
  bands: z.array(z.enum(urgencyBands)).describe('The most pressing first'),
  wishes: z.array(z.enum(wishKinds)).describe('What decides first among the beds that fit'),
  assignment,
  offerHorizonDays: z.int().describe('How far ahead a bed may come free and be suggested now, in days'),
  placesAheadDays: z.int().describe('How far ahead a person’s places are shown, in days'),
  preparationDays: z
    .object({
      emergency: z.int().describe('In an emergency'),
      urgent: z.int().describe('When urgent'),
      soon: z.int().describe('When soon'),
      routine: z.int().describe('When routine'),
    })
    .describe('Days between today and arrival, by urgency'),
  choices: z
    .object({
      automaticOffers: z.boolean().describe('Whether a partnership may have offers made by itself'),
      parallelOffersAtMost: z.int().describe('Offers a partnership may let one person have at once'),
    })
    .describe('What partnerships may choose for themselves'),
});

const choicesReply = z
  .object({
    automaticOffers: z.boolean().describe('Whether offers are made from suggestions by themselves'),
    parallelOffers: z.int().describe('Offers one person may have at once'),
  })
  .describe('What a partnership chose');

const count = (what: string) =>
  z
    .int()
    .nullable()
    .describe(`${what}; to the nearest five, and null for one to four, so that nobody is known by it`);
const byBand = z
  .object({
    emergency: count('In an emergency'),
    urgent: count('When urgent'),
    soon: count('When soon'),
    routine: count('When routine'),
  })
  .describe('The same by urgency');
const figures = z.object({
  placed: count('People who are suggested a place'),
  placedByBand: byBand,
  wishesNotMet: z
    .number()
    .nullable()
    .describe(
      'Wishes not met for each person placed, on average, from 0 to 3; null where fewer than five are',
    ),
  preferLater: count(
    'Of those placed, who would by their wishes prefer a bed suggested to somebody after them',
  ),
});
const fives = (what: string) =>
  z.int().nullable().describe(`${what}, to the nearest five; null for fewer than five, none among them`);
const previewReply = z
  .object({
    people: count('Ready people the shadow run looked at'),
    moves: z
      .array(
        z.object({
          band: z.enum(urgencyBands).describe('The urgency'),
          gains: count('People who would be suggested a place and are not now'),
          loses: count('People who would not any more'),
          elsewhere: count('People who would be suggested another project'),
          'another-day': count('People who would be suggested another day'),
        }),
      )
      .describe('Who would move, by urgency'),
    groups: z
      .array(
        z.object({
          dimension: z.enum(dimensions).describe('By what people are compared'),
          group: z.string().describe('The group'),
          people: z.int().describe('Ready people in it, to the nearest five; fewer than five are left out'),
          placedNow: fives('People suggested a place by the policy of that day'),
          placedThen: fives('People who would be'),
          earlier: fives('People who would come earlier in line'),
          later: fives('People who would come later in line'),
          hasFallen: z
            .boolean()
            .describe('Whether it loses more placements than a change may take unremarked'),
        }),
      )
      .nullable()
      .describe('The same by group of people; null in looks of before groups were counted'),
    now: figures.describe('How the list comes out by the policy of that day'),
    then: figures.describe('How it would come out'),
  })
  .describe('What a shadow run over the facts of that day found');

const changeReply = z.object({
  changeId: identifier.describe('The change'),
  partnershipId: identifier.nullable().describe('Whose choices it changes; null for the country’s policy'),
  number: z.int().describe('The version it makes'),
  state: z
    .enum(['looking', 'waiting', 'applied', 'withdrawn'])
    .describe('looked at and nobody asked yet, waiting for a second person, applied, or taken back'),
  startsOn: civilDateText.describe('First day asked for'),
  inForceFrom: civilDateText.nullable().describe('First day on which it counts, once applied'),
  reason: z.string().describe('Why it was asked for'),
  policy: policyReply.nullable().describe('What the policy says with it; null for a partnership’s choices'),
  choices: choicesReply.nullable().describe('What the partnership chose; null for the country’s policy'),
  preview: previewReply
    .nullable()
    .describe('Null until the shadow run has finished, and for choices, which move nobody’s suggestion'),
});

const contentOf = ({ bands, wishes, preparationDays, choices, ...rest }: PolicyContent) => ({
  ...{ bands: [...bands], wishes: [...wishes], assignment: rest.assignment },
  ...{ offerHorizonDays: rest.offerHorizonDays, placesAheadDays: rest.placesAheadDays },
  ...{ preparationDays: { ...preparationDays }, choices: { ...choices } },
});

const toChange = (change: KnownPolicyChange) => ({
  ...{ changeId: change.changeId, partnershipId: change.partnershipId, number: change.baseNumber + 1 },
  ...{ state: change.state, startsOn: change.startsOn, inForceFrom: change.inForceFrom },
  reason: change.reason,
  policy: change.partnershipId === null ? contentOf(change.content) : null,
  choices: change.partnershipId === null ? null : { ...change.content },
  preview:
    change.preview === null
      ? null
      : {
          ...change.preview,
          moves: change.preview.moves.map((move) => ({ ...move })),
          groups: change.preview.groups?.map((moves) => ({ ...moves })) ?? null,
        },
});

const aChange = z.strictObject({ changeId: identifier.describe('The change') });
const reason = account(500).describe('Why; the second person reads it');
const startsOn = civilDate.describe('First day on which it is to count');

const overview = (deps: PolicyRouteDeps): Route =>
  defineRoute(
    {
      ...{ method: 'get', path: '/api/matching/policy', operationId: 'getMatchingPolicy', tag: 'Matching' },
      summary: 'How people are matched today, and the price of both ways of assigning as measured last',
      permission: 'see-matching-policy',
      auditEvent: null,
      reply: z.object({
        version: z.string().describe('The name under which runs keep it'),
        policy: policyReply.describe('What it says'),
        own: choicesReply.nullable().describe('What your partnership chose; null for the country'),
        measured: z
          .object({
            now: figures.describe('The assignment of today'),
            then: figures.describe('The other one'),
          })
          .nullable()
          .describe('The assignment of today and the other one; null until somebody measured them'),
      }),
      refusals: {},
    },
    async (tx, { scope }) => {
      const { today } = await deps.now(tx);
      const { policy, own, measured } = await deps.readPolicyOverview(tx, scope, today);
      return done({
        version: policy.version,
        policy: contentOf(policy),
        own: own === null ? null : { ...own },
        measured: measured === null ? null : { now: { ...measured.now }, then: { ...measured.then } },
      });
    },
  );

const list = (deps: PolicyRouteDeps): Route =>
  defineRoute(
    {
      ...{ method: 'get', path: '/api/matching/policy-changes', operationId: 'listPolicyChanges' },
      tag: 'Matching',
      summary: 'Changes of how people are matched: of the country, and of your own partnership’s choices',
      permission: 'see-matching-policy',
      auditEvent: null,
      reply: z.object({ changes: z.array(changeReply).describe('The latest first; at most 100') }),
      refusals: {},
    },
    async (tx, { scope }) => {
      const { today } = await deps.now(tx);
      const { changes } = await deps.readPolicyOverview(tx, scope, today);
      return done({ changes: changes.map(toChange) });
    },
  );

const show = (deps: PolicyRouteDeps): Route =>
  defineRoute(
    {
      ...{ method: 'get', path: '/api/matching/policy-changes/{changeId}', operationId: 'getPolicyChange' },
      tag: 'Matching',
      summary: 'One change, with what it would do once the shadow run has finished',
      permission: 'see-matching-policy',
      auditEvent: null,
      params: aChange,
      reply: changeReply,
      refusals: { 'not-found': commonProblems['not-found'] },
    },
    async (tx, { params, scope }) => {
      const change = await deps.readPolicyChange(tx, scope, params.changeId);
      return change === null ? refuse({ code: 'not-found' }) : done(toChange(change));
    },
  );

const place = z
  .object({
    projectName: z.string().describe('The name of the project'),
    arrivesOn: civilDateText.describe('First night'),
  })
  .nullable()
  .describe('A project and a day; null for none');

const people = (deps: PolicyRouteDeps): Route =>
  defineRoute(
    {
      ...{ method: 'get', path: '/api/matching/policy-changes/{changeId}/people' },
      ...{ operationId: 'listPeopleMovedByPolicy', tag: 'Matching' },
      summary: 'Your own people whom a change would move',
      permission: 'see-referrals',
      auditEvent: null,
      auditedRead: { list: 'moved-by-policy' },
      params: aChange,
      reply: z.object({
        people: z
          .array(
            z.object({
              referralId: identifier.describe('The referral'),
              reference: z.string().describe('Its reference'),
              move: z.enum(moveKinds).describe('What would become of them'),
              now: place.describe('Where they are suggested to go now; null for nowhere'),
              then: place.describe('Where they would be; null for nowhere'),
            }),
          )
          .describe('By receipt'),
      }),
      refusals: { 'not-found': commonProblems['not-found'] },
    },
    async (tx, { params, scope }) => {
      const read = await deps.readOwnMoves(tx, scope, params.changeId);
      if (!read.ok) return read;
      return done({
        people: read.value.moves.map(({ referral, now, then }) => ({
          ...{ referralId: referral.referralId, reference: referral.reference },
          move:
            kindOfMove({
              now: now === null ? null : { projectId: now.projectName, arrivesOn: now.arrivesOn },
              then: then === null ? null : { projectId: then.projectName, arrivesOn: then.arrivesOn },
            }) ?? ('another-day' as const),
          ...{ now: now === null ? null : { ...now }, then: then === null ? null : { ...then } },
        })),
      });
    },
  );

const startProblem = {
  status: 422,
  title: 'The change cannot begin on that day',
  remedy: 'Give a day from earliestOn to latestOn.',
  detail: ({ earliestOn, latestOn }: { readonly earliestOn: string; readonly latestOn: string }) =>
    `It can begin from ${earliestOn} to ${latestOn}.`,
  pointer: '/startsOn',
} as const;
const sameProblem = {
  status: 409,
  title: 'That is what the policy says already',
  remedy: 'Nothing needs doing, or change something.',
} as const;
const waitingProblem = {
  status: 409,
  title: 'Another change of this policy waits for a second person',
  remedy: 'Have it confirmed or taken back first.',
} as const;

const lookProblems: ProblemTable<LookRefusal> = {
  'policy-incomplete': {
    status: 422,
    title: 'The policy leaves something out',
    remedy: 'Send every urgency, every wish and every number; missing names what is left out.',
    detail: ({ missing }) => `Left out: ${missing.join(', ')}.`,
    pointer: '/policy',
  },
  'policy-out-of-bounds': {
    status: 422,
    title: 'A number of the policy is not possible',
    remedy: 'Give a whole number from atLeast to atMost for the part at fault.',
    detail: ({ part, atLeast, atMost }) => `${part} must be from ${atLeast} to ${atMost}.`,
    pointer: '/policy',
  },
  'start-not-possible': startProblem,
  'nothing-changes': sameProblem,
};

const lookAt = (deps: PolicyRouteDeps): Route =>
  defineRoute(
    {
      ...{ method: 'post', path: '/api/matching/policy-changes', operationId: 'lookAtPolicyChange' },
      tag: 'Matching',
      summary:
        'Look at a change of the country’s policy: a shadow run shows what it would do, and nobody is asked yet',
      permission: 'look-at-matching-policy',
      auditEvent: 'matching.policy-look-asked',
      replyStatus: 201,
      body: z.strictObject({ policy: policyBody.describe('The whole of the policy'), startsOn, reason }),
      reply: z.object({
        changeId: identifier.describe('The change; read it again until it has a preview'),
        state: z.enum(['looking']).describe('It is being looked at'),
      }),
      refusals: lookProblems,
    },
    async (tx, { body, actor }) => {
      const { today } = await deps.now(tx);
      const { policy: draft, startsOn: from, reason: why } = body;
      return deps.lookAtPolicy(tx, {
        ...{ memberId: actor.memberId, draft, startsOn: from, reason: why, today },
      });
    },
  );

const askProblems: ProblemTable<AskForPolicyRefusal> = {
  'not-found': commonProblems['not-found'],
  'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
  'preview-not-ready': {
    status: 409,
    title: 'What the change would do is still being worked out',
    remedy: 'Read the change again until it has a preview.',
  },
  'change-already-waiting': waitingProblem,
  'change-already-decided': {
    status: 409,
    title: 'This change was asked for before',
    remedy: 'Look at the change as it is now.',
    detail: ({ state }) => `It is ${state}.`,
  },
};

const ask = (deps: PolicyRouteDeps): Route =>
  defineRoute(
    {
      ...{ method: 'post', path: '/api/matching/policy-changes/{changeId}/request' },
      ...{ operationId: 'askForPolicyChange', tag: 'Matching' },
      summary: 'Ask for a change that was looked at; it waits for a second person',
      permission: 'change-matching-policy',
      auditEvent: 'matching.policy-change-proposed',
      params: aChange,
      reply: z.object({
        changeId: identifier.describe('The change'),
        state: z.enum(['waiting']).describe('It waits for a second person'),
      }),
      refusals: askProblems,
    },
    async (tx, { params, actor }) => deps.askForPolicy(tx, { ...params, memberId: actor.memberId }),
  );

const decisionBody = z.strictObject({
  decision: z.enum(['confirm', 'withdraw']).describe('confirm by somebody else than its author, or withdraw'),
});
const decisionReply = z.object({
  changeId: identifier.describe('The change'),
  state: z.enum(['applied', 'withdrawn']).describe('What became of it'),
  inForceFrom: civilDateText
    .nullable()
    .describe('First day on which it counts: today where its day has gone by; null where it was taken back'),
});
const decisionProblems: ProblemTable<DecidePolicyRefusal> = {
  'not-found': commonProblems['not-found'],
  'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
  'second-person-needed': {
    status: 409,
    title: 'Somebody else has to confirm this change',
    remedy: 'Ask somebody else who may, or take the change back.',
  },
  'change-not-asked-for': {
    status: 409,
    title: 'Nobody has asked for this change: it was only looked at',
    remedy: 'Ask for it first; then somebody else confirms it.',
  },
  'change-already-decided': {
    status: 409,
    title: 'This change was confirmed or taken back before',
    remedy: 'Look at the policy as it is now.',
    detail: ({ state }) => `It was ${state} before.`,
  },
};

const decide = (deps: PolicyRouteDeps): Route =>
  defineRoute(
    {
      ...{ method: 'post', path: '/api/matching/policy-changes/{changeId}/decision' },
      ...{ operationId: 'decidePolicyChange', tag: 'Matching' },
      summary: 'Confirm a change of the country’s policy as a second person, or take it back',
      permission: 'change-matching-policy',
      auditEvent: 'matching.policy-change-decided',
      params: aChange,
      body: decisionBody,
      reply: decisionReply,
      refusals: decisionProblems,
    },
    async (tx, { params, body, actor }) => {
      const { today } = await deps.now(tx);
      return deps.decidePolicyChange(tx, {
        ...{ ...params, ...body, memberId: actor.memberId, partnershipId: null, today },
      });
    },
  );

const choosingProblems: ProblemTable<ProposeChoicesRefusal | { readonly code: 'not-found' }> = {
  'not-found': commonProblems['not-found'],
  'start-not-possible': startProblem,
  'nothing-changes': sameProblem,
  'change-already-waiting': waitingProblem,
  'beyond-national-bounds': {
    status: 422,
    title: 'The country’s policy does not allow that',
    remedy: 'Stay within automaticOffers and parallelOffersAtMost.',
    detail: ({ automaticOffers, parallelOffersAtMost }) =>
      `Offers by themselves are ${automaticOffers ? '' : 'not '}allowed, and at most ${parallelOffersAtMost} at once.`,
  },
};

const choose = (deps: PolicyRouteDeps): Route =>
  defineRoute(
    {
      ...{ method: 'post', path: '/api/matching/choices', operationId: 'proposeMatchingChoices' },
      tag: 'Matching',
      summary: 'Ask for your partnership’s own choices; they wait for a second person of the partnership',
      permission: 'propose-matching-choices',
      auditEvent: 'matching.choices-proposed',
      replyStatus: 201,
      body: z.strictObject({
        automaticOffers: z.boolean().describe('Whether offers are made from suggestions by themselves'),
        parallelOffers: z
          .union([z.literal(1), z.literal(2), z.literal(3)], 'Give 1, 2 or 3.')
          .describe('Offers one person may have at once'),
        startsOn,
        reason,
      }),
      reply: z.object({
        changeId: identifier.describe('The change'),
        state: z.enum(['waiting']).describe('It waits for a second person'),
      }),
      refusals: choosingProblems,
    },
    async (tx, { body, scope, actor }) => {
      if (scope.kind !== 'partnership') return refuse({ code: 'not-found' });
      const { today } = await deps.now(tx);
      const { automaticOffers, parallelOffers, ...asked } = body;
      return deps.proposeChoices(tx, {
        ...{ ...asked, memberId: actor.memberId, partnershipId: scope.partnershipId, today },
        choices: { automaticOffers, parallelOffers },
      });
    },
  );

const decideChoices = (deps: PolicyRouteDeps): Route =>
  defineRoute(
    {
      ...{ method: 'post', path: '/api/matching/choices/{changeId}/decision' },
      ...{ operationId: 'decideMatchingChoices', tag: 'Matching' },
      summary: 'Confirm your partnership’s choices as a second person, or take them back',
      permission: 'confirm-matching-choices',
      auditEvent: 'matching.policy-change-decided',
      params: aChange,
      body: decisionBody,
      reply: decisionReply,
      refusals: decisionProblems,
    },
    async (tx, { params, body, scope, actor }) => {
      if (scope.kind !== 'partnership') return refuse({ code: 'not-found' });
      const { today } = await deps.now(tx);
      return deps.decidePolicyChange(tx, {
        ...{ ...params, ...body, memberId: actor.memberId, partnershipId: scope.partnershipId, today },
      });
    },
  );

/** How people are matched: the policy, looks at changes of it, and what partnerships choose. */
export const policyRoutes = (deps: PolicyRouteDeps): readonly Route[] => [
  overview(deps),
  list(deps),
  show(deps),
  people(deps),
  lookAt(deps),
  ask(deps),
  decide(deps),
  choose(deps),
  decideChoices(deps),
];
