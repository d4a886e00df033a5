import { z } from 'zod';

import type { Route } from '../http/define-route.js';
import { etagPattern } from '../http/etag.js';
import { idempotencyKeyPattern } from '../http/idempotency-key.js';
import { commonProblems, type ProblemSpec } from '../http/problem.js';

/** A request that was sent, and what came back. */
export interface ApiExample {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Of If-Match; left out where the operation asks for none. */
  readonly version?: number;
  readonly body?: unknown;
  readonly answer: unknown;
}

/** By operation id. */
export type ApiExamples = Readonly<Record<string, ApiExample>>;

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'instance', 'remedy'],
  properties: {
    type: { type: 'string', description: 'The problem, as an address that explains it.' },
    title: { type: 'string', description: 'The problem in a line.' },
    status: { type: 'integer', description: 'The HTTP status.' },
    detail: { type: 'string', description: 'This case in a sentence.' },
    instance: { type: 'string', description: 'The reference of this request.' },
    remedy: { type: 'string', description: 'What would make the request succeed.' },
    errors: {
      type: 'array',
      description: 'The fields at fault.',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: {
          pointer: { type: 'string', description: 'JSON pointer to the field.' },
          code: { type: 'string', description: 'What is wrong, as a word.' },
          detail: { type: 'string', description: 'What would be accepted.' },
        },
      },
    },
  },
};

const parametersOf = (route: Route, example: ApiExample | undefined): readonly object[] => {
  const inPart = (schema: z.ZodObject | undefined, place: 'path' | 'query') => {
    const members: Readonly<Record<string, z.ZodType>> = schema?.shape ?? {};
    return Object.entries(members).map(([name, member]) => {
      const shape = jsonSchema(z.object({ [name]: member }), 'input');
      const found: unknown = shape['properties'];
      const properties = new Map<string, unknown>(Object.entries(found ?? {}));
      const required = Array.isArray(shape['required']) && shape['required'].includes(name);
      const value = example?.[place][name];
      return {
        ...{ name, in: place, required: place === 'path' || required },
        schema: properties.get(name) ?? {},
        ...(value === undefined ? {} : { example: value }),
      };
    });
  };
  const headers = [
    ...(route.method === 'post'
      ? [
          {
            name: 'Idempotency-Key',
            in: 'header',
            required: true,
            schema: { type: 'string', pattern: idempotencyKeyPattern },
            description: 'New for each thing wanted; the same when a request is repeated.',
          },
          {
            name: 'X-CSRF-Token',
            in: 'header',
            required: true,
            schema: { type: 'string' },
            description: 'The token given at sign-in.',
          },
        ]
      : []),
    ...(route.needsVersion === true
      ? [
          {
            name: 'If-Match',
            in: 'header',
            required: true,
            schema: { type: 'string', pattern: etagPattern },
            description: 'The ETag of the version being changed, such as "v3".',
            ...(example?.version === undefined ? {} : { example: `"v${example.version}"` }),
          },
        ]
      : []),
  ];
  return [...inPart(route.params, 'path'), ...inPart(route.query, 'query'), ...headers];
};

const isAboutSomebody = ({ params, query, body }: Route, withholdable: readonly string[]): boolean =>
  [params, query, body]
    .flatMap((part) => Object.keys(part?.shape ?? {}))
    .some((field) => withholdable.includes(field));

const refusalsOf = (route: Route, withholdable: readonly string[]): ReadonlyMap<string, ProblemSpec> => {
  const always = [
    'not-signed-in',
    'not-permitted',
    'invalid-request',
    'too-many-requests',
    'unavailable',
  ] as const;
  const forWrites = [
    'key-missing',
    'key-not-understood',
    'key-used-for-another-request',
    'cross-site',
    'malformed-json',
  ] as const;
  const forBodies = ['too-large', 'unsupported-content'] as const;
  const codes = [
    ...always,
    ...(route.method === 'post' ? forWrites : []),
    ...(route.body === undefined ? [] : forBodies),
    ...(route.needsVersion === true ? (['version-missing', 'version-not-understood'] as const) : []),
    ...(route.answersWhenRestricted !== true && isAboutSomebody(route, withholdable)
      ? (['restricted-record'] as const)
      : []),
  ];
  return new Map<string, ProblemSpec>([
    ...codes.map((code) => [code, commonProblems[code]] as const),
    ...Object.entries(route.refusals),
  ]);
};

const responsesOf = (
  route: Route,
  example: ApiExample | undefined,
  withholdable: readonly string[],
): Record<string, object> => {
  const byStatus = new Map<number, { code: string; title: string }[]>();
  for (const [code, { status, title }] of refusalsOf(route, withholdable)) {
    byStatus.set(status, [...(byStatus.get(status) ?? []), { code, title }]);
  }
  return {
    [route.replyStatus ?? 200]: {
      description: 'Done.',
      content: {
        [route.mediaType ?? 'application/json']: {
          schema: jsonSchema(route.reply, 'output'),
          ...(example === undefined ? {} : { example: example.answer }),
        },
      },
    },
    ...Object.fromEntries(
      [...byStatus].map(([status, problems]) => [
        status,
        {
          description: problems.map(({ code, title }) => `\`${code}\`: ${title}.`).join('\n'),
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      ]),
    ),
  };
};

/**
 * The OpenAPI 3.1 document, from the same declarations that validate and answer. A request with one of the fields in
 * `withholdable` is about somebody, whose record may be kept from whoever asks.
 */
export const buildDocument = (
  routes: readonly Route[],
  version: string,
  examples: ApiExamples = {},
  withholdable: readonly string[] = [],
): object => {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const example = examples[route.operationId];
    paths[route.path] = {
      ...paths[route.path],
      [route.method]: {
        operationId: route.operationId,
        tags: [route.tag],
        summary: route.summary,
        'x-permission': route.permission,
        'x-audit-event': route.auditEvent,
        ...(route.auditedRead === undefined ? {} : { 'x-audited-read': route.auditedRead }),
        parameters: parametersOf(route, example),
        ...(route.body === undefined
          ? {}
          : {
              requestBody: {
                required: true,
                content: {
                  'application/json': {
                    schema: jsonSchema(route.body, 'input'),
                    ...(example === undefined ? {} : { example: example.body }),
                  },
                },
              },
            }),
        responses: responsesOf(route, example, withholdable),
        security: [{ session: [] }],
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rehab Placements',
      version,
      description:
        'Beds, referrals, offers, placements and the count towards the target. Every interval is half-open: the departure date is free for the next person. Dates are civil dates; instants are UTC.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'rehab-session' } },
    },
  };
};
