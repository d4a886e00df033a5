import { z } from 'zod';

import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done, refuse } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems } from '../../../../platform/http/problem.js';
import { identifier } from '../../../../platform/http/schemas.js';
import type { TellPeople } from '../../application/ports.js';
import type { ReadServices, ToldService } from '../../application/read-services.js';
import { toServiceRequest, toTask } from './fhir-people.js';
import { toHealthcareService, toLocation } from './fhir-places.js';
import {
  bundleOf,
  capabilityStatement,
  healthcareServiceResource,
  locationResource,
  resourceTypes,
  serviceRequestResource,
  taskResource,
} from './fhir-schemas.js';

/** What the routes of FHIR need. */
export interface FhirRouteDeps {
  readonly readServices: ReadServices;
  readonly tellPeople: TellPeople;
  /** How people and programs reach this service, such as https://placements.example. */
  readonly publicOrigin: string;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
}

type ResourceType = (typeof resourceTypes)[number];

const speaksJson = z
  .enum(
    ['json', 'application/json', 'application/fhir+json'],
    'Only JSON is spoken: say json, or leave it out.',
  )
  .optional()
  .describe('json; nothing else is spoken');

const searchQuery = z.strictObject({
  _count: z
    .string()
    .regex(/^\d{1,3}$/, 'Give a whole number from 1 to 100.')
    .transform(Number)
    .refine((count) => count >= 1 && count <= 100, 'Give a whole number from 1 to 100.')
    .default(50)
    .describe('Entries on a page at most'),
  _after: identifier.optional().describe('The mark in the next link of the page before'),
  _format: speaksJson,
});
const readQuery = z.strictObject({ _format: speaksJson });

type SearchQuery = z.output<typeof searchQuery>;

const common = {
  method: 'get',
  tag: 'For other systems',
  auditEvent: null,
  mediaType: 'application/fhir+json',
} as const;

const notFound = { 'not-found': commonProblems['not-found'] } as const;

/** One page of what was found, of one entry more than is shown: the next page begins after the last one shown. */
const toBundle = <Resource extends { readonly id: string }>(
  base: string,
  type: ResourceType,
  { _count: count, _after: after }: SearchQuery,
  found: readonly Resource[],
) => {
  const shown = found.slice(0, count);
  const last = shown.at(-1);
  const pageAfter = (mark: string | undefined): string =>
    `${base}/${type}?_count=${count}${mark === undefined ? '' : `&_after=${mark}`}`;
  const isMore = found.length > count && last !== undefined;
  return {
    resourceType: 'Bundle' as const,
    type: 'searchset' as const,
    link: [
      { relation: 'self' as const, url: pageAfter(after) },
      ...(isMore ? [{ relation: 'next' as const, url: pageAfter(last.id) }] : []),
    ],
    // FHIR has no empty lists.
    ...(shown.length === 0
      ? {}
      : {
          entry: shown.map((resource) => ({
            fullUrl: `${base}/${type}/${resource.id}`,
            resource,
            search: { mode: 'match' as const },
          })),
        }),
  };
};

/** Projects in order of their ids, from a mark on: there are some dozens, so all are read. */
const projectsAfter = (
  services: readonly ToldService[],
  { _count: count, _after: after }: SearchQuery,
): readonly ToldService[] =>
  [...services]
    .sort((one, other) => (one.project.projectId < other.project.projectId ? -1 : 1))
    .filter(({ project }) => after === undefined || project.projectId > after)
    .slice(0, count + 1);

const documentation: Readonly<Record<ResourceType, string>> = {
  Location: 'A project as a place. Beds free tonight are in the directory at /api/hsds/services.',
  HealthcareService: 'What a project offers, and who can come.',
  ServiceRequest: 'A referral of your own partnership; its person by an id alone.',
  Task: 'An offer of a place, of your own partnership or provider.',
};

const placeRoutes = ({ readServices, publicOrigin, now }: FhirRouteDeps): readonly Route[] => {
  const base = `${publicOrigin}/api/fhir`;
  const params = z.strictObject({ projectId: identifier.describe('The project') });
  return [
    defineRoute(
      {
        ...common,
        path: '/api/fhir/Location',
        operationId: 'searchFhirLocations',
        summary: 'Projects as places, in the shape of FHIR R4',
        permission: 'see-availability',
        query: searchQuery,
        reply: bundleOf(locationResource),
        refusals: {},
      },
      async (tx, { query }) => {
        const services = await readServices(tx, await now(tx));
        const found = projectsAfter(services, query).map(toLocation);
        return done({ ...toBundle(base, 'Location', query, found), total: services.length });
      },
    ),
    defineRoute(
      {
        ...common,
        path: '/api/fhir/Location/{projectId}',
        operationId: 'readFhirLocation',
        summary: 'One project as a place, in the shape of FHIR R4',
        permission: 'see-availability',
        params,
        query: readQuery,
        reply: locationResource,
        refusals: notFound,
      },
      async (tx, { params: { projectId } }) => {
        const [service] = await readServices(tx, await now(tx), projectId);
        return service === undefined ? refuse({ code: 'not-found' }) : done(toLocation(service));
      },
    ),
    defineRoute(
      {
        ...common,
        path: '/api/fhir/HealthcareService',
        operationId: 'searchFhirServices',
        summary: 'What projects offer and who can come, in the shape of FHIR R4',
        permission: 'see-availability',
        query: searchQuery,
        reply: bundleOf(healthcareServiceResource),
        refusals: {},
      },
      async (tx, { query }) => {
        const services = await readServices(tx, await now(tx));
        const found = projectsAfter(services, query).map(toHealthcareService);
        return done({ ...toBundle(base, 'HealthcareService', query, found), total: services.length });
      },
    ),
    defineRoute(
      {
        ...common,
        path: '/api/fhir/HealthcareService/{projectId}',
        operationId: 'readFhirService',
        summary: 'What one project offers and who can come, in the shape of FHIR R4',
        permission: 'see-availability',
        params,
        query: readQuery,
        reply: healthcareServiceResource,
        refusals: notFound,
      },
      async (tx, { params: { projectId } }) => {
        const [service] = await readServices(tx, await now(tx), projectId);
        return service === undefined ? refuse({ code: 'not-found' }) : done(toHealthcareService(service));
      },
    ),
  ];
};

const personRoutes = ({ tellPeople, publicOrigin }: FhirRouteDeps): readonly Route[] => {
  const base = `${publicOrigin}/api/fhir`;
  const asked = ({ _count: count, _after: after }: SearchQuery) => ({
    after: after ?? null,
    limit: count + 1,
  });
  return [
    defineRoute(
      {
        ...common,
        path: '/api/fhir/ServiceRequest',
        operationId: 'searchFhirReferrals',
        summary: 'Referrals in scope, newest first, in the shape of FHIR R4; people by an id alone',
        permission: 'see-referrals',
        auditedRead: { list: 'referrals' },
        query: searchQuery,
        reply: bundleOf(serviceRequestResource),
        refusals: {},
      },
      async (tx, { query, scope }) => {
        const found = await tellPeople.listReferrals(tx, scope, asked(query));
        return done(toBundle(base, 'ServiceRequest', query, found.map(toServiceRequest)));
      },
    ),
    defineRoute(
      {
        ...common,
        path: '/api/fhir/ServiceRequest/{referralId}',
        operationId: 'readFhirReferral',
        summary: 'One referral, in the shape of FHIR R4; its person by an id alone',
        permission: 'see-referrals',
        auditedRead: { subject: 'referral', param: 'referralId' },
        params: z.strictObject({ referralId: identifier.describe('The referral') }),
        query: readQuery,
        reply: serviceRequestResource,
        refusals: notFound,
      },
      async (tx, { params: { referralId }, scope }) => {
        const referral = await tellPeople.findReferral(tx, scope, referralId);
        return referral === null ? refuse({ code: 'not-found' }) : done(toServiceRequest(referral));
      },
    ),
    defineRoute(
      {
        ...common,
        path: '/api/fhir/Task',
        operationId: 'searchFhirOffers',
        summary: 'Offers in scope, newest first, in the shape of FHIR R4; people by an id alone',
        permission: 'see-offers',
        auditedRead: { list: 'offers' },
        query: searchQuery,
        reply: bundleOf(taskResource),
        refusals: {},
      },
      async (tx, { query, scope }) => {
        const found = await tellPeople.listOffers(tx, scope, asked(query));
        return done(toBundle(base, 'Task', query, found.map(toTask)));
      },
    ),
    defineRoute(
      {
        ...common,
        path: '/api/fhir/Task/{offerId}',
        operationId: 'readFhirOffer',
        summary: 'One offer, in the shape of FHIR R4; its person by an id alone',
        permission: 'see-offers',
        auditedRead: { subject: 'offer', param: 'offerId' },
        params: z.strictObject({ offerId: identifier.describe('The offer') }),
        query: readQuery,
        reply: taskResource,
        refusals: notFound,
      },
      async (tx, { params: { offerId }, scope }) => {
        const offer = await tellPeople.findOffer(tx, scope, offerId);
        return offer === null ? refuse({ code: 'not-found' }) : done(toTask(offer));
      },
    ),
  ];
};

/** FHIR R4, for reading: projects, referrals and offers, each behind the permission of its own page. */
export const fhirRoutes = (deps: FhirRouteDeps): readonly Route[] => [
  defineRoute(
    {
      ...common,
      path: '/api/fhir/metadata',
      operationId: 'describeFhirServer',
      summary: 'What can be read in the shape of FHIR R4',
      permission: 'see-availability',
      query: readQuery,
      reply: capabilityStatement,
      refusals: {},
    },
    () =>
      Promise.resolve(
        done({
          resourceType: 'CapabilityStatement' as const,
          status: 'active' as const,
          date: '2026-11-23',
          kind: 'instance' as const,
          fhirVersion: '4.0.1' as const,
          format: ['json'],
          implementation: {
            description: 'Residential rehabilitation in Scotland: projects, referrals and offers. Read only.',
            url: `${deps.publicOrigin}/api/fhir`,
          },
          rest: [
            {
              mode: 'server' as const,
              documentation:
                'Refusals are application/problem+json (RFC 9457), as everywhere in this service. A search takes _count and follows the next link; other parameters are refused by name.',
              security: {
                description: 'A session of a member. Each type is read under the permission of its own page.',
              },
              resource: resourceTypes.map((type) => ({
                type,
                documentation: documentation[type],
                interaction: [{ code: 'read' as const }, { code: 'search-type' as const }],
              })),
            },
          ],
        }),
      ),
  ),
  ...placeRoutes(deps),
  ...personRoutes(deps),
];
