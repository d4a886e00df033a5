import { z } from 'zod';

import { nightsBetween } from '../../../../kernel/iso-date.js';
import { done, refuse } from '../../../../kernel/outcome.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems } from '../../../../platform/http/problem.js';
import { civilDate, identifier } from '../../../../platform/http/schemas.js';
import { nightRun, notAPeriod, standing } from './capacity-schemas.js';
import type { CapacityRouteDeps } from './capacity-route-deps.js';

const figures = {
  maximum: z.int().describe('Units that are open'),
  staffed: z.int().describe('Open and not out of service'),
  occupied: z.int().describe('Somebody is in it'),
  reserved: z.int().describe('Held by an offer, or booked and not yet arrived'),
  accepting: z.int().describe('Free, at a project that takes referrals'),
};

/** The longest calendar answered at once. Unit: nights. */
const longestCalendarNights = 184;

/** Every project with its figures. */
export const listProjects = (deps: CapacityRouteDeps): Route =>
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
              version: z.int().describe('Version of the project, named when it is changed'),
              name: z.string().describe('Its name'),
              provider: z.string().describe('Who runs it'),
              locality: z.string().describe('Where it is'),
              healthBoard: z.string().describe('The health board area'),
              isAccepting: z.boolean().describe('Whether it takes referrals'),
              notAcceptingReason: z
                .string()
                .nullable()
                .describe('Why it takes none; null when it takes some'),
              acceptingSaidAt: z
                .string()
                .nullable()
                .describe('When its provider last said so, in UTC; null when it never did'),
              countsAsResidentialRehab: z.boolean().describe('Whether it counts today'),
              standings: z.array(standing).describe('Between which days it counts or does not, in order'),
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
          version: project.version,
          name: project.name,
          provider: project.providerName,
          locality: project.locality,
          healthBoard: project.healthBoard,
          isAccepting: project.accepting.isAccepting,
          notAcceptingReason: project.accepting.isAccepting ? null : project.accepting.reason,
          acceptingSaidAt: project.accepting.saidAt?.toISOString() ?? null,
          countsAsResidentialRehab: project.countsAsResidentialRehab,
          standings: project.standings.map((one) => ({ ...one })),
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
  );

/** The nights of one project's units. */
export const readCalendar = (deps: CapacityRouteDeps): Route =>
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
              runs: z.array(nightRun).describe('In order, without gaps'),
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
  );
