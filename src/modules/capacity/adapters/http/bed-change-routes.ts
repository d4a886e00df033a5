import { z } from 'zod';

import type { Actor, Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done, refuse } from '../../../../kernel/outcome.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems } from '../../../../platform/http/problem.js';
import {
  civilDate,
  civilDateText,
  identifier,
  wholeNumber,
  words,
} from '../../../../platform/http/schemas.js';
import { bedChangeStates, type KnownBedChange } from '../../application/bed-change-ports.js';
import type { makeDecideBedChange, makeLookAgain, makePlanBedChange } from '../../application/change-bed.js';
import type { makeTakeBackBedChange } from '../../application/take-back-bed-change.js';
import { plannableColumns, type PlannedCells } from '../../domain/bed-change.js';
import { bedTypes, sexDesignations, unitTypes } from '../../domain/unit.js';
import { decisionProblems, lookProblems, planProblems, takeBackProblems } from './bed-change-problems.js';

/** What the routes of planned changes need. */
export interface BedChangeRouteDeps {
  readonly now: (tx: Tx) => Promise<{ readonly today: IsoDate }>;
  readonly listBedChanges: (tx: Tx, scope: Scope, changeId?: string) => Promise<readonly KnownBedChange[]>;
  readonly planBedChange: ReturnType<typeof makePlanBedChange>;
  readonly lookAgain: ReturnType<typeof makeLookAgain>;
  readonly decideBedChange: ReturnType<typeof makeDecideBedChange>;
  readonly takeBackBedChange: ReturnType<typeof makeTakeBackBedChange>;
  /** A count as readers are told who decide nothing. */
  readonly tellCount: (people: number) => number | null;
}

const ofChange = z.strictObject({ changeId: identifier.describe('The change') });

/** Cells as the sheet of beds has them: spaces where names have underscores. */
const cellOf = (value: string | number): string => String(value).replace(/_/g, ' ');

const planBody = z.strictObject({
  bedId: identifier.describe('The bed'),
  startsOn: civilDate.describe('First day on which it counts; of a closing, the first night without the bed'),
  closes: z.boolean().default(false).describe('The bed closes for good'),
  becomes: z
    .strictObject({
      sex: z.enum(sexDesignations).optional().describe('Who can come'),
      bedType: z.enum(bedTypes).optional().describe('What the bed is for'),
      unitType: z.enum(unitTypes).optional().describe('What kind of room it is in'),
      room: words(60).optional().describe('The shared room it is in, as staff call it'),
      maxAdults: wholeNumber(1, 10).optional().describe('Adults at most'),
      maxChildren: wholeNumber(0, 10).optional().describe('Children at most'),
      oldestChild: wholeNumber(0, 17)
        .nullable()
        .optional()
        .describe('Oldest child in years; null for no limit'),
    })
    .nullable()
    .default(null)
    .describe('What the bed becomes; what is left out stays. Null where it closes'),
  reason: words(500).describe('Why: for whoever confirms it. Nothing about a person'),
});

/** The cells a body sets; null where it says neither or both. */
const askedIn = ({ closes, becomes, startsOn }: z.output<typeof planBody>): PlannedCells | null => {
  if (closes) return becomes === null ? { closesOn: startsOn } : null;
  if (becomes === null) return null;
  return Object.fromEntries(
    Object.entries(becomes).flatMap(([column, value]) =>
      value === undefined ? [] : [[column, value === null ? '' : cellOf(value)]],
    ),
  );
};

const count = (what: string) =>
  z
    .int()
    .nullable()
    .describe(
      `${what}; for readers who decide nothing to the nearest five, and null for one to four, so that nobody is known by it`,
    );

const changeReply = z.object({
  changeId: identifier.describe('The change'),
  bedId: identifier.describe('The bed'),
  projectName: z.string().describe('Its project'),
  bedLabel: z.string().describe('What staff call the bed'),
  changes: z
    .array(
      z.object({
        column: z.enum(plannableColumns).describe('What changes, as a column of the sheet of beds'),
        becomes: z.string().describe('What its cell becomes; empty for nothing'),
      }),
    )
    .describe('What changes; a day under closesOn is the first night without the bed'),
  startsOn: civilDateText.describe('First day on which it counts'),
  reason: z.string().describe('Why'),
  state: z
    .enum(bedChangeStates)
    .describe(
      'confirmed: agreed by two, and its day, or the bed, is awaited; given_back: also by its author',
    ),
  plannedByYou: z.boolean().describe('Whether you planned it: then somebody else confirms it'),
  lookedAt: z.iso.datetime().nullable().describe('When it was looked at; null while that is worked out'),
  effects: z
    .array(
      z.object({
        band: z.string().describe('The urgency'),
        placedNow: count('People who are suggested a place as it is'),
        placedThen: count('People who would be with the change'),
        loses: count('People who would lose their place'),
        gains: count('People who would gain one'),
        elsewhere: count('People whose place would be at another project'),
        anotherDay: count('People who would have the same place on another day'),
      }),
    )
    .nullable()
    .describe('What it would do to those who wait, the most pressing first; null while it is worked out'),
});

const toReply = (change: KnownBedChange, { memberId }: Actor, tell: (people: number) => number | null) => {
  const { changeId, bedId, projectName, bedLabel, cells, startsOn, reason, state } = change;
  return {
    ...{ changeId, bedId, projectName, bedLabel, startsOn, reason, state },
    changes: plannableColumns.flatMap((column) => {
      const becomes = cells[column];
      return becomes === undefined ? [] : [{ column, becomes }];
    }),
    plannedByYou: change.proposedBy === memberId,
    lookedAt: change.lookedAt?.toISOString() ?? null,
    effects:
      change.look?.effects.map((effect) => ({
        band: effect.band,
        ...{ placedNow: tell(effect.placedNow), placedThen: tell(effect.placedThen) },
        ...{ loses: tell(effect.loses), gains: tell(effect.gains) },
        ...{ elsewhere: tell(effect.elsewhere), anotherDay: tell(effect.anotherDay) },
      })) ?? null,
  };
};

/** Whoever has to decide about a change is told its counts as they are; everybody else protected. */
const telling = (actor: Actor, tellCount: BedChangeRouteDeps['tellCount']) =>
  scopeFor(actor, 'look-at-bed-changes') === null ? tellCount : (people: number) => people;

const listChanges = (deps: BedChangeRouteDeps): Route =>
  defineRoute(
    {
      method: 'get',
      path: '/api/bed-changes',
      operationId: 'listBedChanges',
      tag: 'Capacity',
      summary: 'Planned changes of beds: those that wait for a second person, then the latest',
      permission: 'see-bed-changes',
      auditEvent: null,
      reply: z.object({ changes: z.array(changeReply).describe('At most a hundred') }),
      refusals: {},
    },
    async (tx, { scope, actor }) => {
      const tell = telling(actor, deps.tellCount);
      return done({
        changes: (await deps.listBedChanges(tx, scope)).map((change) => toReply(change, actor, tell)),
      });
    },
  );

const readChange = (deps: BedChangeRouteDeps): Route =>
  defineRoute(
    {
      method: 'get',
      path: '/api/bed-changes/{changeId}',
      operationId: 'readBedChange',
      tag: 'Capacity',
      summary: 'One planned change of a bed, and what it would do to the people who wait',
      permission: 'see-bed-changes',
      auditEvent: null,
      params: ofChange,
      reply: changeReply,
      refusals: { 'not-found': commonProblems['not-found'] },
    },
    async (tx, { params, scope, actor }) => {
      const [change] = await deps.listBedChanges(tx, scope, params.changeId);
      return change === undefined
        ? refuse({ code: 'not-found' })
        : done(toReply(change, actor, telling(actor, deps.tellCount)));
    },
  );

const planChange = (deps: BedChangeRouteDeps): Route =>
  defineRoute(
    {
      method: 'post',
      path: '/api/bed-changes',
      operationId: 'planBedChange',
      tag: 'Capacity',
      summary:
        'Plan that a bed closes or takes fewer people; it is looked at, and a second person confirms it',
      permission: 'plan-bed-changes',
      auditEvent: 'capacity.bed-change-planned',
      replyStatus: 201,
      body: planBody,
      reply: z.object({
        changeId: identifier.describe('The change'),
        state: z.literal('waiting').describe('It waits for a second person'),
      }),
      refusals: planProblems,
    },
    async (tx, { body, scope, actor }) => {
      const asked = askedIn(body);
      if (asked === null) return refuse({ code: 'change-not-said' });
      const { bedId, startsOn, reason } = body;
      const { today } = await deps.now(tx);
      const { memberId } = actor;
      return deps.planBedChange(tx, scope, { bedId, startsOn, reason, asked, today, memberId });
    },
  );

const lookAtChange = (deps: BedChangeRouteDeps): Route =>
  defineRoute(
    {
      method: 'post',
      path: '/api/bed-changes/{changeId}/look',
      operationId: 'lookAtBedChange',
      tag: 'Capacity',
      summary: 'Have a planned change looked at again, over the facts of now',
      permission: 'look-at-bed-changes',
      auditEvent: 'capacity.bed-change-look-asked',
      params: ofChange,
      reply: z.object({ changeId: identifier.describe('The change') }),
      refusals: lookProblems,
    },
    (tx, { params, scope }) => deps.lookAgain(tx, scope, params.changeId),
  );

const decideChange = (deps: BedChangeRouteDeps): Route =>
  defineRoute(
    {
      method: 'post',
      path: '/api/bed-changes/{changeId}/decision',
      operationId: 'decideBedChange',
      tag: 'Capacity',
      summary: 'Confirm a planned change as a second person, or give it back',
      permission: 'confirm-bed-changes',
      auditEvent: 'capacity.bed-change-decided',
      params: ofChange,
      body: z.strictObject({
        decision: z
          .enum(['confirm', 'give-back'])
          .describe('confirm: by somebody else than its author, and only as it was looked at'),
      }),
      reply: z.object({
        changeId: identifier.describe('The change'),
        state: z.enum(bedChangeStates).describe('What became of it'),
      }),
      refusals: decisionProblems,
    },
    (tx, { params, body, scope, actor }) =>
      deps.decideBedChange(tx, scope, { ...params, ...body, memberId: actor.memberId }),
  );

const takeBackChange = (deps: BedChangeRouteDeps): Route =>
  defineRoute(
    {
      method: 'post',
      path: '/api/bed-changes/{changeId}/withdrawal',
      operationId: 'takeBackBedChange',
      tag: 'Capacity',
      summary: 'Take back a change you planned, while nobody has decided it',
      permission: 'plan-bed-changes',
      auditEvent: 'capacity.bed-change-taken-back',
      params: ofChange,
      reply: z.object({
        changeId: identifier.describe('The change'),
        state: z.literal('given_back').describe('The bed stays as it is'),
      }),
      refusals: takeBackProblems,
    },
    (tx, { params, scope, actor }) =>
      deps.takeBackBedChange(tx, scope, { ...params, memberId: actor.memberId }),
  );

/** Planned changes of beds: the list, the plan, the look, and the answer of a second person. */
export const bedChangeRoutes = (deps: BedChangeRouteDeps): readonly Route[] => [
  listChanges(deps),
  readChange(deps),
  planChange(deps),
  lookAtChange(deps),
  decideChange(deps),
  takeBackChange(deps),
];
