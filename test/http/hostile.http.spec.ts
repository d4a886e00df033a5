import { expect } from 'chai';
import fc from 'fast-check';

import { createRoutes } from '../../src/composition/api.js';
import { createModules } from '../../src/composition/modules.js';
import { createPages } from '../../src/composition/pages.js';
import { apiVersion } from '../../src/composition/reference-pages.js';
import { permissions } from '../../src/kernel/permissions.js';
import { buildDocument } from '../../src/platform/openapi/build-document.js';
import type { Caller, Reply } from '../support/caller.js';
import { seed } from '../support/civil-dates.js';
import { exampleOf, unknownId, type Schema } from '../support/example-of.js';
import { startService, type RunningService } from '../support/running-service.js';
import { members, world, type MemberRole } from '../support/small-world.js';

const hostile: readonly unknown[] = [
  null,
  '',
  ' ',
  'x'.repeat(20_000),
  `'; DROP TABLE client; --`,
  '<script>alert(1)</script>',
  '\u0000',
  '\u202Etxt.exe',
  '🏴󠁧󠁢󠁳󠁣󠁴󠁿',
  '2027-02-30',
  '0000-00-00',
  '1900-01-01',
  '2199-12-31',
  '9999-12-31',
  -1,
  0,
  1.5,
  2 ** 31,
  2 ** 53,
  1e308,
  true,
  [],
  [[]],
  {},
  { $gt: '' },
  Array.from({ length: 300 }, () => unknownId),
];

describe('whatever is sent', function () {
  this.timeout(180_000);

  let service: RunningService;
  const callers = new Map<MemberRole, Caller>();
  const routes = createRoutes(createModules());
  const { paths } = buildDocument(routes, apiVersion) as unknown as {
    readonly paths: Readonly<
      Record<
        string,
        Readonly<
          Record<
            string,
            {
              readonly operationId: string;
              readonly responses: Readonly<Record<string, unknown>>;
              readonly parameters?: readonly {
                readonly name: string;
                readonly in: string;
                readonly schema: Schema;
              }[];
              readonly requestBody?: {
                readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
              };
            }
          >
        >
      >
    >;
  };

  before(async () => {
    service = await startService();
    for (const role of new Set(members.map((member) => member.role as MemberRole))) {
      callers.set(role, await service.as(role));
    }
    // So that ids of things that exist are among what is sent.
    await service.aResident({ bed: 'any' });
    await service.anOffer({ bed: 'rowan1' });
  });
  after(() => service.stop());

  const callerFor = (operationId: string): Caller => {
    const route = routes.find((known) => known.operationId === operationId)!;
    const [role] = Object.keys(permissions[route.permission]) as MemberRole[];
    return callers.get(role!)!;
  };
  const expectAnAnswer = (reply: Reply, sent: string): void => {
    expect(reply.status, `${sent}\n${reply.text.slice(0, 500)}`).to.be.lessThan(500);
    expect(reply.body, sent).to.be.an('object');
    if (reply.status < 400) return;
    expect(reply.body.type, sent).to.match(/^\/problems\/[a-z-]+$/);
    expect(reply.body.remedy, sent).to.be.a('string');
  };
  const existing = async (): Promise<string[]> => {
    const rows: { id: string }[] = await service.dataSource.query(
      `SELECT id FROM referral UNION SELECT id FROM offer UNION SELECT id FROM placement UNION SELECT id FROM project`,
    );
    return rows.map(({ id }) => id);
  };

  it('into any field of any change, the answer says what is wrong and never that we broke', async () => {
    const unlisted = new Set<string>();
    let sent = 0;
    for (const [path, methods] of Object.entries(paths)) {
      const operation = methods['post'];
      if (operation === undefined) continue;
      const schema = operation.requestBody?.content['application/json']?.schema;
      const good = (schema === undefined ? {} : exampleOf(schema)) as Record<string, unknown>;
      const address = path.replace(/\{\w+\}/g, unknownId);
      for (const field of Object.keys(good)) {
        await Promise.all(
          hostile.map(async (value) => {
            const caller = callerFor(operation.operationId);
            const reply = await caller.post(address, { ...good, [field]: value }, { version: 1 });
            expectAnAnswer(
              reply,
              `${operation.operationId} ${field} = ${JSON.stringify(value)?.slice(0, 80)}`,
            );
            if (!(String(reply.status) in operation.responses))
              unlisted.add(`${operation.operationId} ${reply.status}`);
            sent += 1;
          }),
        );
      }
    }
    expect(sent).to.be.greaterThan(500);
    expect([...unlisted], 'answers that the document does not know').to.deep.equal([]);
  });

  it('as a whole body, with ids of things that exist in the address', async () => {
    const ids = await existing();
    const posts = Object.entries(paths).flatMap(([path, methods]) =>
      methods['post'] === undefined ? [] : [{ path, operationId: methods['post'].operationId }],
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...posts),
        fc.constantFrom(...ids, unknownId),
        fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(...hostile)),
        async ({ path, operationId }, id, body) => {
          const address = path.replace(/\{\w+\}/g, id);
          expectAnAnswer(
            await callerFor(operationId).post(address, body, { version: 1 }),
            `${operationId} ${JSON.stringify(body)}`,
          );
        },
      ),
      { seed, numRuns: 200 },
    );
  });

  it('into an address or a question', async () => {
    const questions = [
      '',
      'x',
      '%00',
      '-1',
      '1e9',
      '2027-02-30',
      "'%20OR%201=1",
      '%F0%9F%8C%B1',
      unknownId,
      world.beds.any,
    ];
    for (const [path, methods] of Object.entries(paths)) {
      const operation = methods['get'];
      if (operation === undefined) continue;
      const names = (operation.parameters ?? [])
        .filter((parameter) => parameter.in === 'query')
        .map(({ name }) => name);
      for (const value of questions) {
        const address = path.replace(/\{\w+\}/g, value === '' ? 'x' : value);
        const query = names.map((name) => `${name}=${value}`).join('&');
        expectAnAnswer(
          await callerFor(operation.operationId).get(`${address}?${query}`),
          `${operation.operationId} ${value}`,
        );
      }
    }
  });

  it('as a question or a field that no route knows, every route refuses it by name', async () => {
    const silent: string[] = [];
    for (const [path, methods] of Object.entries(paths)) {
      const address = path.replace(/\{\w+\}/g, unknownId);
      for (const [method, operation] of Object.entries(methods)) {
        const caller = callerFor(operation.operationId);
        const sent =
          method === 'get'
            ? ([await caller.get(`${address}?onDay=2027-03-28`), '/query/onDay'] as const)
            : ([await caller.post(address, { onDay: '2027-03-28' }), '/onDay'] as const);
        const [{ status, body }, pointer] = sent;
        const named = ((body?.errors ?? []) as { pointer: string }[]).some(
          (fault) => fault.pointer === pointer,
        );
        if (status !== 400 || !named) silent.push(`${operation.operationId}: ${status}`);
      }
    }
    expect(silent).to.deep.equal([]);
  });

  it('into one question alone, about things that exist', async () => {
    const known: Record<string, string> = { projectId: world.projects.larchHouse.id };
    for (const kind of ['referral', 'offer', 'placement']) {
      const [row] = await service.dataSource.query(`SELECT id FROM ${kind} ORDER BY id LIMIT 1`);
      known[`${kind}Id`] = row.id;
    }
    for (const [path, methods] of Object.entries(paths)) {
      const operation = methods['get'];
      if (operation === undefined) continue;
      const address = path.replace(/\{(\w+)\}/g, (_whole, name: string) => known[name] ?? unknownId);
      for (const { name } of (operation.parameters ?? []).filter((parameter) => parameter.in === 'query')) {
        for (const value of ['é', '💩', 'RP–9WMDDJQ', '1900-01-01', '2199-12-31']) {
          expectAnAnswer(
            await callerFor(operation.operationId).get(`${address}?${name}=${encodeURIComponent(value)}`),
            `${operation.operationId} ${name}=${value}`,
          );
        }
      }
    }
  });

  it('into the address or the question of a page, the page says so and never that we broke', async () => {
    const asked = [
      ...[
        'from',
        'from-day',
        'from-month',
        'from-year',
        'after',
        'find',
        'year',
        'done',
        'band',
        'readiness',
        'unit',
        'sex',
      ],
      ...['freeNights', 'projectId', 'healthBoard', 'bedId', 'arrivesOn', 'departsOn', 'weeks', 'returnTo'],
    ];
    const values = [
      '',
      '-1',
      '0',
      '99999999999',
      '2199-12-31',
      '1900-01-01',
      '2027-02-30',
      '%00',
      '<script>',
      "'",
      unknownId,
      '💊',
    ];
    const names = (path: string): readonly string[] =>
      [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
    const [referral] = await service.dataSource.query(`SELECT id FROM referral ORDER BY id LIMIT 1`);
    const known: Readonly<Record<string, string>> = {
      projectId: world.projects.larchHouse.id,
      referralId: referral.id,
    };
    for (const page of createPages(createModules()).pages) {
      const [role] = Object.keys(permissions[page.permission]) as MemberRole[];
      const caller = callers.get(role!)!;
      const path = names(page.path).reduce(
        (filled, name) => filled.replace(`:${name}`, known[name] ?? unknownId),
        page.path,
      );
      const addresses = [
        ...values.map(
          (value) => `${path}?${asked.map((name) => `${name}=${encodeURIComponent(value)}`).join('&')}`,
        ),
        ...asked.flatMap((name) =>
          ['-1', '2199-12-31', '<script>'].map((value) => `${path}?${name}=${encodeURIComponent(value)}`),
        ),
        ...asked.map((name) => `${path}?${name}=a&${name}=b`),
        ...(names(page.path).length === 0
          ? []
          : values.map((value) =>
              page.path.replace(/:\w+/g, encodeURIComponent(value === '' ? 'x' : value)),
            )),
      ];
      await Promise.all(
        addresses.map(async (address) => {
          const { status, html } = await caller.page.get(address);
          expect(status, address).to.be.lessThan(500);
          expect(html, address)
            .to.not.contain('<script>alert')
            .and.to.not.match(/="[^"]*<script>"/);
        }),
      );
    }
  });

  it('with a form of a page, the page says so and never that we broke', async () => {
    for (const form of createPages(createModules()).forms) {
      const [role] = Object.keys(permissions[form.permission]) as MemberRole[];
      const path = form.path.replace(/:\w+/g, unknownId);
      const fields = [
        ...['version', 'reason', 'note', 'outcome', 'refusedBy', 'site', 'weeks', 'weeklyRate', 'kind'],
        ...[
          'from-day',
          'from-month',
          'from-year',
          'heldOn-day',
          'heldOn-month',
          'heldOn-year',
          'bornOn-year',
          'givenName',
        ],
      ];
      for (const value of [
        '',
        'x'.repeat(5_000),
        '-1',
        '1e9',
        '31',
        '2199',
        '<script>alert(1)</script>',
        "'; --",
        '\u0000',
      ]) {
        const reply = await callers
          .get(role!)!
          .page.post(path, Object.fromEntries(fields.map((name) => [name, value])));
        expect(reply.status, `${form.path} ${value.slice(0, 20)}`).to.be.lessThan(500);
        expect(reply.html, form.path).to.not.contain('<script>alert');
      }
    }
  });
});
