/** As much of a JSON schema as the document uses. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly items?: Schema;
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly description?: string;
}

/** An id of the right form that nothing has. */
export const unknownId = '01900000-dead-7000-8000-000000000000';

/** Something the schema takes: the plainest there is. */
export const exampleOf = (schema: Schema): unknown => {
  if (schema.examples !== undefined) return schema.examples[0];
  if (schema.anyOf !== undefined) return exampleOf(schema.anyOf[0] ?? {});
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.properties !== undefined) {
    return Object.fromEntries(Object.entries(schema.properties).map(([name, of]) => [name, exampleOf(of)]));
  }
  // A type that may be null is written as a list.
  switch (typeof schema.type === 'string' ? schema.type : schema.type?.[0]) {
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1);
    case 'boolean':
      return false;
    case 'array':
      return [];
    default:
      if (schema.format === 'date') return '2026-11-23';
      return schema.format === 'uuid' ? unknownId : 'text';
  }
};
