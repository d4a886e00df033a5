import { z } from 'zod';

import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done, refuse } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems } from '../../../../platform/http/problem.js';
import { identifier } from '../../../../platform/http/schemas.js';
import type { ReadServices, ToldService } from '../../application/read-services.js';
import { nestedService, servicePage } from './hsds-schemas.js';
import { toListedService, toNestedService } from './hsds-service.js';

/** What the routes of the directory of services need. */
export interface HsdsRouteDeps {
  readonly readServices: ReadServices;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
}

/** The version of the Human Services Data Specification that is spoken. */
const hsdsVersion = '3.1';

const runsOf = (services: readonly ToldService[], { project: { providerId } }: ToldService) =>
  services.filter(({ project }) => project.providerId === providerId).map(({ project }) => project.name);

const wholeNumberText = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, `Give a whole number from ${least} to ${most}.`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `Give a whole number from ${least} to ${most}.`);

/** The directory of services in the shape of HSDS 3.1 (Open Referral), for directories and systems of others. */
export const hsdsRoutes = ({ readServices, now }: HsdsRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/hsds',
      operationId: 'describeDirectory',
      tag: 'For other systems',
      summary: 'Which version of the Human Services Data Specification the directory speaks',
      permission: 'see-availability',
      auditEvent: null,
      reply: z.object({
        version: z.string().describe('The version of HSDS'),
        description: z.string().describe('What is in the directory'),
      }),
      refusals: {},
    },
    () =>
      Promise.resolve(
        done({
          version: hsdsVersion,
          description: 'Residential rehabilitation in Scotland: services, who can come, and places tonight.',
        }),
      ),
  ),

  defineRoute(
    {
      method: 'get',
      path: '/api/hsds/services',
      operationId: 'listDirectoryServices',
      tag: 'For other systems',
      summary: 'Services in the shape of HSDS 3.1, a page at a time; with everything where full is asked for',
      permission: 'see-availability',
      auditEvent: null,
      query: z.strictObject({
        page: wholeNumberText(1, 100_000).default(1).describe('Which page, from 1'),
        per_page: wholeNumberText(1, 100).default(50).describe('Services on a page'),
        full: z
          .enum(['true', 'false'], 'Say true or false.')
          .default('false')
          .describe('true nests everything of each service, its places among it'),
      }),
      reply: servicePage,
      refusals: {},
    },
    async (tx, { query }) => {
      const services = await readServices(tx, await now(tx));
      const { page, per_page: perPage } = query;
      const shown = services.slice((page - 1) * perPage, page * perPage);
      const pages = Math.max(1, Math.ceil(services.length / perPage));
      return done({
        total_items: services.length,
        total_pages: pages,
        page_number: page,
        size: shown.length,
        first_page: page === 1,
        last_page: page >= pages,
        empty: shown.length === 0,
        contents: shown.map((service) =>
          query.full === 'true'
            ? toNestedService(service, runsOf(services, service))
            : toListedService(service),
        ),
      });
    },
  ),

  defineRoute(
    {
      method: 'get',
      path: '/api/hsds/services/{projectId}',
      operationId: 'readDirectoryService',
      tag: 'For other systems',
      summary: 'One service in the shape of HSDS 3.1: provider, place, area, who can come, places tonight',
      permission: 'see-availability',
      auditEvent: null,
      params: z.strictObject({ projectId: identifier.describe('The id of the service: the project') }),
      reply: nestedService,
      refusals: { 'not-found': commonProblems['not-found'] },
    },
    async (tx, { params: { projectId } }) => {
      const services = await readServices(tx, await now(tx));
      const service = services.find(({ project }) => project.projectId === projectId);
      if (service === undefined) return refuse({ code: 'not-found' });
      return done(toNestedService(service, runsOf(services, service)));
    },
  ),
];
