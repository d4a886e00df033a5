import { z } from 'zod';

import { civilDateText, identifier } from '../../../../platform/http/schemas.js';

const coded = z.object({
  coding: z
    .array(
      z.object({
        system: z.string().describe('The list the code is from'),
        code: z.string().describe('The code'),
        display: z.string().exactOptional().describe('What it means'),
      }),
    )
    .exactOptional()
    .describe('The code; left out where no list has one'),
  text: z.string().describe('In words'),
});

const reference = z.object({
  reference: z.string().exactOptional().describe('Type and id'),
  type: z.string().exactOptional().describe('The type, where it is not read here'),
  display: z
    .string()
    .exactOptional()
    .describe('The name of an organisation, place or area; never of a person'),
});

const moment = z.iso.datetime();

/** The types that can be read here. */
export const resourceTypes = ['Location', 'HealthcareService', 'ServiceRequest', 'Task'] as const;

/** A project as a place. */
export const locationResource = z.object({
  resourceType: z.literal('Location').describe('The type of this resource'),
  id: identifier.describe('The project'),
  status: z.enum(['active', 'inactive']).describe('inactive: beds are recorded and none is open tonight'),
  name: z.string().describe('Its name'),
  mode: z.literal('instance').describe('One place'),
  type: z.array(coded).describe('What is done there'),
  address: z
    .object({
      city: z.string().describe('The locality, as far as it is recorded'),
      district: z.string().describe('The health board'),
      state: z.string().describe('Scotland'),
      country: z.string().describe('The country'),
    })
    .describe('Where it is; no street is recorded'),
  physicalType: coded.describe('A site'),
  managingOrganization: reference.describe('The provider'),
});

/** What a project offers, and to whom. */
export const healthcareServiceResource = z.object({
  resourceType: z.literal('HealthcareService').describe('The type of this resource'),
  id: identifier.describe('The project'),
  active: z.boolean().describe('false: beds are recorded and none is open tonight'),
  providedBy: reference.describe('The provider'),
  type: z.array(coded).describe('What it is'),
  location: z.array(reference).describe('Where it is'),
  name: z.string().describe('Its name'),
  comment: z.string().exactOptional().describe('What is recorded of it'),
  coverageArea: z
    .array(reference)
    .exactOptional()
    .describe('Health boards a rule names; left out where none does'),
  eligibility: z
    .array(z.object({ comment: z.string().describe('One rule, in words') }))
    .exactOptional()
    .describe('Who can come; left out where the project has made no rule here'),
  appointmentRequired: z.boolean().describe('Always: people come by referral'),
  notAvailable: z
    .array(z.object({ description: z.string().describe('Why') }))
    .exactOptional()
    .describe('Why it takes no referrals; left out where it takes some'),
});

/** A referral: ids, days and where it stands. */
export const serviceRequestResource = z.object({
  resourceType: z.literal('ServiceRequest').describe('The type of this resource'),
  id: identifier.describe('The referral'),
  status: z
    .enum(['active', 'completed', 'revoked', 'entered-in-error'])
    .describe('completed: the person arrived; revoked: closed otherwise'),
  intent: z.literal('order').describe('A request to be acted on'),
  category: z.array(coded).describe('What is asked for'),
  priority: z
    .enum(['routine', 'urgent', 'asap', 'stat'])
    .describe('Our four bands in their order: routine, soon, urgent, emergency'),
  subject: reference.describe(
    'The person by an id of this service alone, and of a restricted record by none; a Patient cannot be read here',
  ),
  authoredOn: civilDateText.describe('Day received'),
  requester: reference.describe('The partnership'),
});

/** An offer of a place, as something its provider has to answer. */
export const taskResource = z.object({
  resourceType: z.literal('Task').describe('The type of this resource'),
  id: identifier.describe('The offer'),
  status: z
    .enum(['requested', 'accepted', 'rejected', 'failed', 'cancelled'])
    .describe('failed: not answered in time'),
  businessStatus: coded.describe('The same in the words of this service'),
  intent: z.literal('proposal').describe('A place is proposed'),
  code: coded.describe('To fulfil the referral'),
  focus: reference.describe('The referral'),
  for: reference.describe('The person, by an id of this service alone'),
  authoredOn: moment.describe('When it was made, in UTC'),
  lastModified: moment.describe('When it was answered or ended, or else made, in UTC'),
  requester: reference.describe('The partnership'),
  owner: reference.describe('The provider who answers'),
  location: reference.describe('The project'),
  restriction: z
    .object({
      period: z
        .object({
          start: civilDateText.describe('First night'),
          end: civilDateText.describe('Last night: the day of leaving is the one after'),
        })
        .describe('The stay that is offered'),
    })
    .describe('For when'),
  input: z
    .array(
      z.object({
        type: coded.describe('What it is'),
        valueDateTime: moment.describe('When, in UTC'),
      }),
    )
    .describe('When the answer is due'),
});

/** A page of what was found. */
export const bundleOf = <R extends z.ZodObject>(resource: R) =>
  z.object({
    resourceType: z.literal('Bundle').describe('The type of this resource'),
    type: z.literal('searchset').describe('What was found'),
    total: z.int().exactOptional().describe('How many there are; left out where they are not counted'),
    link: z
      .array(
        z.object({
          relation: z.enum(['self', 'next']).describe('This page, or the next'),
          url: z.string().describe('Its address'),
        }),
      )
      .describe('The next page, while there is one'),
    entry: z
      .array(
        z.object({
          fullUrl: z.string().describe('Its address'),
          resource: resource.describe('What was found'),
          search: z
            .object({ mode: z.literal('match').describe('It is what was asked for') })
            .describe('Why it is here'),
        }),
      )
      .exactOptional()
      .describe('What was found; left out where nothing was'),
  });

/** What this server can do, for programs that ask before anything else. */
export const capabilityStatement = z.object({
  resourceType: z.literal('CapabilityStatement').describe('The type of this resource'),
  status: z.literal('active').describe('In use'),
  date: civilDateText.describe('When this was last changed'),
  kind: z.literal('instance').describe('Of this running service'),
  fhirVersion: z.literal('4.0.1').describe('R4'),
  format: z.array(z.string()).describe('What is spoken'),
  implementation: z
    .object({
      description: z.string().describe('What this is'),
      url: z.string().describe('Where everything is'),
    })
    .describe('This service'),
  rest: z
    .array(
      z.object({
        mode: z.literal('server').describe('It answers'),
        documentation: z.string().describe('How refusals are told'),
        security: z.object({ description: z.string().describe('Who may read') }).describe('Signing in'),
        resource: z
          .array(
            z.object({
              type: z.enum(resourceTypes).describe('The type'),
              documentation: z.string().describe('What it is here'),
              interaction: z
                .array(z.object({ code: z.enum(['read', 'search-type']).describe('What can be done') }))
                .describe('Reading only'),
            }),
          )
          .describe('Types that can be read'),
      }),
    )
    .describe('One'),
});
