/** See the README beside this file for where each object comes from. */

const text = { type: 'string' } as const;
const number = { type: 'number' } as const;
const uuid = { type: 'string', format: 'uuid' } as const;
const uri = { type: 'string', format: 'uri' } as const;
const email = { type: 'string', format: 'email' } as const;
const moment = { type: 'string', format: 'date-time' } as const;
const list = (items: object) => ({ type: 'array', items });
const oneOf = (...values: readonly string[]) => ({ type: 'string', enum: values });
const any = { type: 'object' } as const;

const object = (properties: Readonly<Record<string, object>>, required: readonly string[]) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

/** Lists that any object may carry; we send none of them. */
const besides = { attributes: list(any), metadata: list(any) };

const organization = object(
  {
    ...{ id: uuid, name: text, alternate_name: text, description: text, email, website: uri },
    ...{ additional_websites: list(any), tax_status: text, tax_id: text, year_incorporated: number },
    ...{ legal_status: text, logo: text, uri, parent_organization_id: uuid, funding: list(any) },
    ...{ contacts: list(any), phones: list(any), locations: list(any), programs: list(any) },
    ...{ organization_identifiers: list(any), ...besides },
  },
  ['id', 'name', 'description'],
);

const location = object(
  {
    ...{ id: uuid, location_type: oneOf('physical', 'postal', 'virtual'), url: uri, organization_id: uuid },
    ...{ name: text, alternate_name: text, description: text, transportation: text, latitude: number },
    ...{ longitude: number, external_identifier: text, external_identifier_type: text },
    ...{ languages: list(any), addresses: list(any), contacts: list(any), accessibility: list(any) },
    ...{ phones: list(any), schedules: list(any), ...besides },
  },
  ['id', 'location_type'],
);

const serviceArea = object(
  {
    ...{ id: uuid, service_id: uuid, service_at_location_id: uuid, name: text, description: text },
    ...{ extent: text, extent_type: text, uri: text, ...besides },
  },
  ['id'],
);

const serviceAtLocation = object(
  {
    ...{ id: uuid, service_id: uuid, location_id: uuid, description: text, location },
    ...{ service_areas: list(serviceArea), contacts: list(any), phones: list(any), schedules: list(any) },
    ...besides,
  },
  ['id'],
);

const unit = object({ id: uuid, name: text, scheme: text, identifier: text, uri, ...besides }, [
  'id',
  'name',
]);

const serviceCapacity = object(
  {
    ...{ id: uuid, service_id: uuid, unit, unit_id: uuid, available: number, maximum: number },
    ...{ description: text, updated: moment, ...besides },
  },
  ['id', 'unit', 'available', 'updated'],
);

/** `service.json`, with the objects it nests. */
export const service = object(
  {
    ...{ id: uuid, organization_id: uuid, program_id: uuid, name: text, alternate_name: text },
    ...{ description: text, url: uri, additional_urls: list(any), email, interpretation_services: text },
    status: oneOf('active', 'inactive', 'defunct', 'temporarily closed'),
    ...{ application_process: text, fees_description: text, wait_time: text, fees: text },
    ...{ accreditations: text, eligibility_description: text, minimum_age: number, maximum_age: number },
    ...{ assured_date: text, assurer_email: email, licenses: text, alert: text, last_modified: moment },
    ...{ phones: list(any), schedules: list(any), service_areas: list(serviceArea) },
    ...{ service_at_locations: list(serviceAtLocation), languages: list(any), organization },
    ...{ funding: list(any), cost_options: list(any), program: any, required_documents: list(any) },
    ...{ contacts: list(any), capacities: list(serviceCapacity), ...besides },
  },
  ['id', 'name', 'status'],
);

/** The page of a list of services; `empty` alone is required by the specification. */
export const page = object(
  {
    ...{
      total_items: { type: 'integer' },
      total_pages: { type: 'integer' },
      page_number: { type: 'integer' },
    },
    ...{ size: { type: 'integer' }, first_page: { type: 'boolean' }, last_page: { type: 'boolean' } },
    ...{ empty: { type: 'boolean' }, contents: list(service) },
  },
  ['empty', 'contents'],
);
