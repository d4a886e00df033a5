import { z } from 'zod';

import { identifier } from '../../../../platform/http/schemas.js';

const organization = z.object({
  id: identifier.describe('The provider'),
  name: z.string().describe('Its name'),
  description: z.string().describe('What it runs'),
});

const location = z.object({
  id: identifier.describe('The project as a place'),
  location_type: z.literal('physical').describe('Somewhere to go to'),
  name: z.string().describe('Its name'),
  description: z.string().describe('Where it is, as far as it is recorded; no address is recorded'),
});

const serviceAtLocation = z.object({
  id: identifier.describe('The service at its place'),
  service_id: identifier.describe('The service'),
  location_id: identifier.describe('The place'),
  location: location.describe('The place itself'),
});

const serviceArea = z.object({
  id: identifier.describe('The area'),
  service_id: identifier.describe('The service'),
  name: z.string().describe('A health board, or Scotland where no rule names one'),
  description: z.string().describe('What that rests on'),
});

const capacity = z.object({
  id: identifier.describe('These places of this service'),
  service_id: identifier.describe('The service'),
  unit: z
    .object({
      id: identifier.describe('The unit'),
      name: z.string().describe('Bed, or Family unit'),
    })
    .describe('What is counted'),
  available: z.int().describe('Free tonight, while the project takes referrals'),
  maximum: z.int().describe('Open tonight'),
  description: z.string().describe('What the places are for and whom they take, and whether that is fresh'),
  updated: z.iso
    .datetime()
    .describe(
      'When the provider last said how many are free, in UTC; the figures themselves are of this moment',
    ),
});

const facts = {
  id: identifier.describe('The project'),
  organization_id: identifier.describe('The provider that runs it'),
  name: z.string().describe('Its name'),
  description: z
    .string()
    .exactOptional()
    .describe('What is recorded of it, and where it does not count as residential rehabilitation, that'),
  status: z.enum(['active', 'inactive']).describe('inactive: places are recorded and none is open tonight'),
  eligibility_description: z
    .string()
    .exactOptional()
    .describe('Who can come, in plain words; left out where the project has made no rule here'),
  minimum_age: z.int().exactOptional().describe('In years; left out where no rule says one'),
  maximum_age: z.int().exactOptional().describe('In years; left out where no rule says one'),
  alert: z
    .string()
    .exactOptional()
    .describe('That it takes no referrals, or that what is told of its places is old or not there'),
};

/** A service without what it has several of, as a list tells it. */
export const listedService = z.object(facts);

/** A service with everything that belongs to it. */
export const nestedService = z.object({
  ...facts,
  organization: organization.describe('The provider'),
  service_areas: z.array(serviceArea).describe('Where people may come from'),
  service_at_locations: z.array(serviceAtLocation).describe('Where it is'),
  capacities: z
    .array(capacity)
    .describe(
      'Places of tonight; none while none is recorded, or the provider has never said how many are free',
    ),
});

/** One of the services in a list, as long or as short as was asked for. */
export type ListedService = z.input<typeof listedService>;
/** One service with everything that belongs to it. */
export type NestedService = z.input<typeof nestedService>;

/** A page of services. */
export const servicePage = z.object({
  total_items: z.int().describe('Services there are'),
  total_pages: z.int().describe('Pages there are'),
  page_number: z.int().describe('This page, from 1'),
  size: z.int().describe('Services on this page'),
  first_page: z.boolean().describe('Whether it is the first'),
  last_page: z.boolean().describe('Whether it is the last'),
  empty: z.boolean().describe('Whether nothing is on it'),
  contents: z
    .array(
      z.object({
        ...facts,
        organization: organization.exactOptional().describe('The provider; where full was asked for'),
        service_areas: z
          .array(serviceArea)
          .exactOptional()
          .describe('Where people may come from; where full was asked for'),
        service_at_locations: z
          .array(serviceAtLocation)
          .exactOptional()
          .describe('Where it is; where full was asked for'),
        capacities: z.array(capacity).exactOptional().describe('Places of tonight; where full was asked for'),
      }),
    )
    .describe('In order of name'),
});
