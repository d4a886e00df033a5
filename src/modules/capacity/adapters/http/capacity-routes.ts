import { z } from 'zod';

import { addNights, nightsBetween, type IsoDate } from '../../../../kernel/iso-date.js';
import { done, refuse } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems, type ProblemTable } from '../../../../platform/http/problem.js';
import {
  civilDate,
  civilDateText,
  identifier,
  wholeNumber,
  words,
} from '../../../../platform/http/schemas.js';
import type {
  makeCancelOutOfService,
  makeMarkOutOfService,
  MarkOutOfServiceRefusal,
} from '../../application/mark-out-of-service.js';
import type { makeReportAvailability } from '../../application/report-availability.js';
import type { ReadCalendars } from '../../contract/availability.js';
import { isClaimable, isFreeFor, longestTurnaroundNights } from '../../domain/availability.js';
import { outOfServiceReasons } from '../../domain/out-of-service.js';
import type { ProjectSummary } from '../../application/project-summary.js';

export interface CapacityRouteDeps {
  readonly readCalendars: ReadCalendars;
  readonly readProjectSummaries: (tx: Tx, today: IsoDate) => Promise<readonly ProjectSummary[]>;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
  readonly markOutOfService: ReturnType<typeof makeMarkOutOfService>;
  readonly cancelOutOfService: ReturnType<typeof makeCancelOutOfService>;
  readonly reportAvailability: ReturnType<typeof makeReportAvailability>;
}

const figures = {
  maximum: z.int().describe('Units that are open'),
  staffed: z.int().describe('Open and not out of service'),
  occupied: z.int().describe('Somebody is in it'),
  reserved: z.int().describe('Held by an offer, or booked and not yet arrived'),
  accepting: z.int().describe('Free, at a project that takes referrals'),
};

const figuresIn = z.strictObject({
  maximum: wholeNumber(0, 500).describe('Units that are open'),
  staffed: wholeNumber(0, 500).describe('Open and not out of service'),
  occupied: wholeNumber(0, 500).describe('Somebody is in it; may pass staffed while a person is on leave'),
  reserved: wholeNumber(0, 500).describe('Promised and not yet arrived'),
  accepting: wholeNumber(0, 500).describe('Free for a new person'),
});

/** The longest calendar answered at once. Unit: nights. */
const longestCalendarNights = 184;

const notAPeriod = {
  status: 422,
  title: 'The dates are not a period',
  remedy: 'Give a first night, and a later date on which the bed is usable again, at most two years on.',
  pointer: '/toOn',
} as const;

const closureProblems: ProblemTable<MarkOutOfServiceRefusal> = {
  'not-found': commonProblems['not-found'],
  'dates-not-a-period': notAPeriod,
  'bed-not-open': {
    status: 409,
    title: 'The bed is not open on all of these nights',
    remedy: 'Choose nights between the opening and the closing of the bed.',
    pointer: '/fromOn',
  },
  'nights-in-use': {
    status: 409,
    title: 'Somebody holds or has some of these nights',
    remedy: 'Move or end what is named in inTheWay first, or choose other nights.',
    pointer: '/fromOn',
    detail: ({ inTheWay }) =>
      `In the way: ${inTheWay.map(({ kind, fromOn, toOn }) => `${kind} from ${fromOn} until ${toOn}`).join('; ')}.`,
  },
};

const run = z.object({
  fromOn: civilDateText.describe('First night'),
  toOn: civilDateText.describe('First night that is different'),
  state: z
    .enum(['free', 'hold', 'stay', 'out_of_service', 'turnaround', 'not_open'])
    .describe('What those nights are'),
});

/** Beds and their nights: search, calendar, out of service, what a provider reports. */
export const capacityRoutes = (deps: CapacityRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/projects',
      operationId: 'listProjects',
      tag: 'Capacity',
      summary: 'Every project with its figures for tonight, from the ledger and as last reported',
      permission: 'see-availability',
      auditEvent: null,
      reply: z.object({
        projects: z
          .array(
            z.object({
              projectId: identifier.describe('The project'),
              name: z.string().describe('Its name'),
              provider: z.string().describe('Who runs it'),
              locality: z.string().describe('Where it is'),
              healthBoard: z.string().describe('The health board area'),
              countsAsResidentialRehab: z.boolean().describe('Whether it counts today'),
              ledger: z.object(figures).describe('Counted from beds and nights'),
              reported: z
                .object({
                  ...figures,
                  reportedAt: z.string().describe('When, in UTC'),
                  isNoChange: z.boolean().describe('Whether it confirmed the ledger'),
                })
                .nullable()
                .describe('What the provider last said; null when it never did'),
            }),
          )
          .describe('In order of name'),
      }),
      refusals: {},
    },
    async (tx) => {
      const { today } = await deps.now(tx);
      const projects = await deps.readProjectSummaries(tx, today);
      return done({
        projects: projects.map((project) => ({
          projectId: project.projectId,
          name: project.name,
          provider: project.providerName,
          locality: project.locality,
          healthBoard: project.healthBoard,
          countsAsResidentialRehab: project.countsAsResidentialRehab,
          ledger: { ...project.ledger },
          reported:
            project.reported === null
              ? null
              : {
                  ...project.reported.figures,
                  reportedAt: project.reported.reportedAt.toISOString(),
                  isNoChange: project.reported.isNoChange,
                },
        })),
      });
    },
  ),

  defineRoute(
    {
      method: 'get',
      path: '/api/projects/{projectId}/calendar',
      operationId: 'readCalendar',
      tag: 'Capacity',
      summary: 'What each unit of a project is on each night, as runs',
      permission: 'see-availability',
      auditEvent: null,
      params: z.strictObject({ projectId: identifier.describe('The project') }),
      query: z.strictObject({
        fromOn: civilDate.describe('First night'),
        toOn: civilDate.describe('First night left out; at most 184 nights on'),
      }),
      reply: z.object({
        units: z
          .array(
            z.object({
              bedId: identifier.describe('The unit'),
              label: z.string().describe('What staff call it'),
              version: z.int().describe('Version of its attributes'),
              bedType: z.string().describe('rehab, detox, stabilisation, crisis or emergency'),
              unitType: z.string().describe('single, shared or family_unit'),
              sexDesignation: z.string().describe('any, male, female or flexible'),
              runs: z.array(run).describe('In order, without gaps'),
            }),
          )
          .describe('In order of label'),
      }),
      refusals: {
        'dates-not-a-period': { ...notAPeriod, pointer: '/query/toOn' },
        'not-found': commonProblems['not-found'],
      },
    },
    async (tx, { params, query }) => {
      const nights = query.toOn > query.fromOn ? nightsBetween(query.fromOn, query.toOn) : 0;
      if (nights === 0 || nights > longestCalendarNights) return refuse({ code: 'dates-not-a-period' });
      const within = { arrivesOn: query.fromOn, departsOn: query.toOn };
      const calendars = await deps.readCalendars(tx, { projectId: params.projectId }, within);
      if (calendars.length === 0) {
        const { today } = await deps.now(tx);
        const known = (await deps.readProjectSummaries(tx, today)).some(
          ({ projectId }) => projectId === params.projectId,
        );
        if (!known) return refuse({ code: 'not-found' });
      }
      return done({
        units: calendars.map(({ unit, runs }) => ({
          bedId: unit.bedId,
          label: unit.label,
          version: unit.version,
          bedType: unit.bedType,
          unitType: unit.unitType,
          sexDesignation: unit.sexDesignation,
          runs: runs.map(({ fromOn, toOn, state }) => ({ fromOn, toOn, state })),
        })),
      });
    },
  ),

  defineRoute(
    {
      method: 'get',
      path: '/api/free-units',
      operationId: 'findFreeUnits',
      tag: 'Capacity',
      summary: 'Units free for a whole stay, each in one bed throughout',
      permission: 'see-availability',
      auditEvent: null,
      query: z.strictObject({
        arrivesOn: civilDate.describe('First night'),
        departsOn: civilDate.describe('The day of leaving, free for the next person'),
      }),
      reply: z.object({
        units: z
          .array(
            z.object({
              bedId: identifier.describe('The unit'),
              projectId: identifier.describe('Its project'),
              projectName: z.string().describe('The name of the project'),
              label: z.string().describe('What staff call it'),
              sexDesignation: z.string().describe('any, male, female or flexible'),
              unitType: z.string().describe('single, shared or family_unit'),
            }),
          )
          .describe('In order of project and label'),
      }),
      refusals: { 'dates-not-a-period': { ...notAPeriod, pointer: '/query/departsOn' } },
    },
    async (tx, { query }) => {
      if (!isClaimable(query)) return refuse({ code: 'dates-not-a-period' });
      const departsOn = addNights(query.departsOn, longestTurnaroundNights);
      const calendars = await deps.readCalendars(tx, {}, { ...query, departsOn });
      return done({
        units: calendars
          .filter((calendar) => isFreeFor(calendar, query))
          .map(({ unit }) => ({
            bedId: unit.bedId,
            projectId: unit.projectId,
            projectName: unit.projectName,
            label: unit.label,
            sexDesignation: unit.sexDesignation,
            unitType: unit.unitType,
          })),
      });
    },
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/out-of-service-periods',
      operationId: 'markOutOfService',
      tag: 'Capacity',
      summary: 'Take a bed out of service for whole nights',
      permission: 'keep-availability',
      auditEvent: 'capacity.bed-marked-out-of-service',
      replyStatus: 201,
      body: z.strictObject({
        bedId: identifier.describe('The unit'),
        fromOn: civilDate.describe('First night out of service'),
        toOn: civilDate.describe('First night back in service'),
        reason: z.enum(outOfServiceReasons).describe('Why'),
        note: words(500)
          .nullable()
          .default(null)
          .describe('Anything staff should know; no names of residents'),
      }),
      reply: z.object({
        outOfServiceId: identifier.describe('The period'),
        version: z.int().describe('Its version'),
      }),
      refusals: closureProblems,
    },
    (tx, { body, scope, actor }) => deps.markOutOfService(tx, scope, { ...body, memberId: actor.memberId }),
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/out-of-service-periods/{outOfServiceId}/cancellation',
      operationId: 'cancelOutOfService',
      tag: 'Capacity',
      summary: 'Put a bed back in service for the whole of a period',
      permission: 'keep-availability',
      auditEvent: 'capacity.out-of-service-cancelled',
      needsVersion: true,
      params: z.strictObject({ outOfServiceId: identifier.describe('The period') }),
      reply: z.object({
        outOfServiceId: identifier.describe('The period'),
        version: z.int().describe('Its version'),
      }),
      refusals: {
        'not-found': commonProblems['not-found'],
        'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
        'already-cancelled': {
          status: 409,
          title: 'The bed is already back in service',
          remedy: 'Nothing needs doing.',
        },
      },
    },
    (tx, { params, scope, actor, expectedVersion }) =>
      deps.cancelOutOfService(tx, scope, { ...params, expectedVersion, memberId: actor.memberId }),
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/projects/{projectId}/availability-reports',
      operationId: 'reportAvailability',
      tag: 'Capacity',
      summary: 'Say how many beds there are tonight, or that nothing has changed',
      permission: 'keep-availability',
      auditEvent: 'capacity.availability-reported',
      replyStatus: 201,
      params: z.strictObject({ projectId: identifier.describe('The project') }),
      body: z.strictObject({
        figures: figuresIn.nullable().describe('The five figures; null says the ledger is right'),
        note: words(500).nullable().default(null).describe('Anything planners should know; no names'),
      }),
      reply: z.object({
        reportId: identifier.describe('The report'),
        figures: z.record(z.string(), z.int()).describe('What was recorded'),
      }),
      refusals: {
        'not-found': commonProblems['not-found'],
        'no-beds-recorded': {
          status: 409,
          title: 'No beds are recorded for this project',
          remedy: 'Send the five figures themselves, or take the beds in first.',
          pointer: '/figures',
        },
        'figures-do-not-add-up': {
          status: 422,
          title: 'The figures cannot all be right',
          remedy: 'Staffed cannot pass maximum, and accepting cannot pass staffed.',
        },
      },
    },
    async (tx, { params, body, scope, actor }) => {
      const { today } = await deps.now(tx);
      return deps.reportAvailability(tx, scope, { ...params, ...body, today, memberId: actor.memberId });
    },
  ),
];
