import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { readApiExamples } from '../../src/composition/api-examples.js';
import { createRoutes } from '../../src/composition/api.js';
import { createModules } from '../../src/composition/modules.js';
import { apiVersion, problemTypes } from '../../src/composition/reference-pages.js';
import { withholdableNames } from '../../src/composition/withheld.js';
import { buildDocument } from '../../src/platform/openapi/build-document.js';
import type { Schema } from '../support/example-of.js';

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}
interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly schema: Schema;
  }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content & { readonly description: string }>>;
}
interface Document {
  readonly openapi: string;
  readonly tags?: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** Every property of a schema, at any depth, with where it is. */
const propertiesOf = (schema: Schema, at: string): { readonly at: string; readonly schema: Schema }[] => [
  ...Object.entries(schema.properties ?? {}).flatMap(([name, of]) => [
    { at: `${at}.${name}`, schema: of },
    ...propertiesOf(of, `${at}.${name}`),
  ]),
  ...(schema.items === undefined ? [] : propertiesOf(schema.items, `${at}[]`)),
  ...(schema.anyOf ?? []).flatMap((one) => propertiesOf(one, at)),
];

describe('the document of the API', () => {
  const routes = createRoutes(createModules());
  const document = buildDocument(
    routes,
    apiVersion,
    readApiExamples(),
    withholdableNames,
  ) as unknown as Document;
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const bodyOf = (operation: Operation): Schema | undefined =>
    operation.requestBody?.content?.['application/json']?.schema;

  it('is the one that is committed: npm run openapi writes it anew', async () => {
    const committed = await readFile(join(import.meta.dirname, '../../../docs/openapi.json'), 'utf8');
    expect(JSON.parse(committed)).to.deep.equal(JSON.parse(JSON.stringify(document)));
  });

  it('is of OpenAPI 3.1 and has every declared route, and no other', () => {
    expect(document.openapi).to.match(/^3\.1\./);
    expect(operations.map(({ path, method }) => `${method} ${path}`).sort()).to.deep.equal(
      routes.map(({ path, method }) => `${method} ${path}`).sort(),
    );
  });

  it('writes every parameter of an address in braces, each described', () => {
    for (const { path, operation } of operations) {
      expect(path).to.not.contain(':');
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const described = operation.parameters.filter((parameter) => parameter.in === 'path');
      expect(
        described.map(({ name }) => name),
        path,
      ).to.have.members(named);
    }
  });

  it('names each operation once, by what it does to what', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).to.equal(ids.length);
    for (const id of ids) expect(id).to.match(/^[a-z]+([A-Z][a-z]+)+$/);
  });

  it('says of each operation what it is for, and where it belongs', () => {
    for (const { operation } of operations) {
      expect(operation.summary, operation.operationId).to.have.length.greaterThan(8);
      expect(operation.tags, operation.operationId).to.have.length(1);
    }
  });

  it('describes every parameter and every property, of what is sent and of what comes back', () => {
    const undescribed: string[] = [];
    let seen = 0;
    for (const { operation } of operations) {
      const { operationId, parameters } = operation;
      for (const { name, description, schema } of parameters) {
        seen += 1;
        if ((description ?? schema.description ?? '') === '')
          undescribed.push(`${operationId} parameter ${name}`);
      }
      const schemas = [
        { at: `${operationId} body`, schema: bodyOf(operation) },
        ...Object.entries(operation.responses)
          .filter(([status]) => status.startsWith('2'))
          .map(([status, { content }]) => ({
            at: `${operationId} ${status}`,
            schema: Object.values(content ?? {})[0]?.schema,
          })),
      ];
      for (const { at, schema } of schemas) {
        if (schema === undefined) continue;
        for (const property of propertiesOf(schema, at)) {
          seen += 1;
          if ((property.schema.description ?? '') === '') undescribed.push(property.at);
        }
      }
    }
    expect(seen).to.be.greaterThan(150);
    expect(undescribed).to.deep.equal([]);
  });

  it('takes no field it does not know', () => {
    const bodies = operations.flatMap(({ operation }) => {
      const schema = bodyOf(operation);
      return schema === undefined ? [] : [{ at: operation.operationId, schema }];
    });
    expect(bodies.length).to.be.greaterThan(8);
    for (const { at, schema } of bodies) {
      const objects = [{ at, schema }, ...propertiesOf(schema, at)].filter(
        (found) => found.schema.properties !== undefined,
      );
      for (const object of objects) expect(object.schema.additionalProperties, object.at).to.equal(false);
    }
  });

  it('asks every change for its key and token, and every change of a version for that version', () => {
    for (const route of routes.filter(({ method }) => method === 'post')) {
      const { operation } = operations.find((found) => found.operation.operationId === route.operationId)!;
      const required = operation.parameters
        .filter((parameter) => parameter.required === true)
        .map(({ name }) => name);
      expect(required, route.operationId).to.include('Idempotency-Key');
      if (route.needsVersion === true) expect(required, route.operationId).to.include('If-Match');
      else expect(required, route.operationId).to.not.include('If-Match');
    }
  });

  it('asks a read for nothing but its question', () => {
    for (const { method, operation } of operations) {
      if (method !== 'get') continue;
      expect(
        operation.parameters.map((parameter) => parameter.in),
        operation.operationId,
      ).to.not.include('header');
    }
  });

  it('lists the status of everything a route can refuse, each with a page for its type', () => {
    const types = problemTypes(routes);
    for (const route of routes) {
      const { operation } = operations.find((found) => found.operation.operationId === route.operationId)!;
      for (const [code, { status, title, remedy }] of Object.entries(route.refusals)) {
        expect(operation.responses, `${route.operationId} ${code}`).to.have.property(String(status));
        expect(types.has(code), code).to.equal(true);
        expect(title, code).to.match(/^[A-Z].+[^.]$/);
        expect(remedy, code).to.match(/\.$/);
      }
    }
  });

  it('gives one code one meaning: two routes never tell the same refusal by different statuses', () => {
    const statuses = new Map<string, Set<number>>();
    for (const route of routes) {
      for (const [code, { status }] of Object.entries(route.refusals)) {
        statuses.set(code, (statuses.get(code) ?? new Set()).add(status));
      }
    }
    for (const [code, found] of statuses) expect([...found], code).to.have.length(1);
  });
});
