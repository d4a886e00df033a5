import { expect } from 'chai';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { createRoutes } from '../../src/composition/api.js';
import { createModules } from '../../src/composition/modules.js';
import type { Route } from '../../src/platform/http/define-route.js';
import type { ApiExample } from '../../src/platform/openapi/build-document.js';
import { startService, type RunningService } from '../support/running-service.js';
import { capacityRequests } from './examples/capacity.js';
import { countryRequests } from './examples/country.js';
import { dayRequests } from './examples/day.js';
import { eligibilityRequests } from './examples/eligibility.js';
import { overrideRequests } from './examples/overrides.js';
import { policyRequests } from './examples/policy.js';
import { transferRequests } from './examples/between-partnerships.js';
import type { PlannedRequest, PlannedRequests } from './examples/example.js';
import { exchangeRequests } from './examples/exchange.js';
import { forecastRequests } from './examples/forecast.js';
import { publicationRequests } from './examples/publication.js';
import { fundingRequests } from './examples/funding.js';
import {
  offerRequests,
  safetyRequests,
  leaveRequests,
  providerMoveRequests,
  repairRequests,
  stayChangeRequests,
  stayRequests,
} from './examples/placements.js';
import { referralRequests } from './examples/referrals.js';
import { gateRequests } from './examples/gates.js';
import { matcherRequests, matcherSwitchRequests } from './examples/matcher.js';
import { restrictedRequests } from './examples/restricted.js';

const file = join(import.meta.dirname, '../../../src/composition/api-examples.json');
/** `npm run api-examples` writes what it sees; a test run compares. */
// eslint-disable-next-line house/no-environment -- a switch of the one who runs it, not a setting of the service
const isWriting = process.env['WRITE_API_EXAMPLES'] === 'true';

/** Each in a world of its own, so that no request stands in another's way. */
const worlds: Readonly<Record<string, PlannedRequests>> = {
  beds: capacityRequests,
  referrals: referralRequests,
  transfers: transferRequests,
  rules: eligibilityRequests,
  policy: policyRequests,
  gates: gateRequests,
  matcher: matcherRequests,
  matcherSwitch: matcherSwitchRequests,
  restricted: restrictedRequests,
  money: fundingRequests,
  offers: offerRequests,
  overrides: overrideRequests,
  stays: stayRequests,
  stayChanges: stayChangeRequests,
  leave: leaveRequests,
  repairs: repairRequests,
  providerMoves: providerMoveRequests,
  safety: safetyRequests,
  alerts: countryRequests,
  forecast: forecastRequests,
  day: dayRequests,
  exchange: exchangeRequests,
  publication: publicationRequests,
};

/** What differs from run to run becomes what it always is in an example: ids and references are counted. */
const settled = (example: ApiExample): ApiExample => {
  const found = new Map<string, string>();
  const text = JSON.stringify(example)
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => {
      if (id.startsWith('01900000-')) return id;
      const known = found.get(id) ?? `01900000-000a-7000-8000-${String(found.size + 1).padStart(12, '0')}`;
      found.set(id, known);
      return known;
    })
    .replace(/RP-[0-9A-Z]{7}/g, 'RP-EXAMPLE')
    .replace(/Macandrew\d+/g, 'Macandrew');
  return JSON.parse(text);
};

const addressOf = (route: Route, { path = {}, query = {} }: PlannedRequest): string => {
  const address = route.path.replace(/\{(\w+)\}/g, (_whole, name: string) => path[name] ?? `missing-${name}`);
  const question = new URLSearchParams(query).toString();
  return question === '' ? address : `${address}?${question}`;
};

describe('the examples of the API', () => {
  const routes = createRoutes(createModules());
  const seen: Record<string, ApiExample> = {};
  let written: Readonly<Record<string, ApiExample>>;
  before(async () => {
    written = JSON.parse(await readFile(file, 'utf8'));
  });
  after(async () => {
    // A run narrowed to some operations would drop the examples of all others.
    if (!isWriting || Object.keys(seen).length < routes.length) return;
    const sorted = Object.fromEntries(Object.entries(seen).sort(([one], [other]) => (one < other ? -1 : 1)));
    await writeFile(file, `${JSON.stringify(sorted, null, 2)}\n`);
  });

  const tryOut = async (
    service: RunningService,
    operationId: string,
    prepare: PlannedRequests[string],
  ): Promise<void> => {
    const route = routes.find((found) => found.operationId === operationId);
    if (route === undefined) throw new Error(`No operation is called ${operationId}.`);
    const request = await prepare(service);
    const caller = await service.as(request.as);
    const address = addressOf(route, request);
    const { path = {}, query = {}, version, body } = request;
    const sent = version === undefined ? {} : { version };
    const reply =
      route.method === 'get' ? await caller.get(address) : await caller.post(address, body ?? {}, sent);
    expect(reply.status, reply.text).to.equal(route.replyStatus ?? 200);
    const answer: unknown = route.mediaType === 'text/csv' ? reply.text : reply.body;
    expect(route.reply.parse(answer), 'a member of the answer is not described').to.deep.equal(answer);
    const example = settled({
      ...{ path, query, ...sent },
      ...(body === undefined ? {} : { body }),
      answer,
    });
    seen[operationId] = example;
    if (!isWriting)
      expect(example, 'npm run api-examples writes it anew').to.deep.equal(written[operationId]);
  };

  for (const [name, requests] of Object.entries(worlds)) {
    describe(`of ${name}`, () => {
      let service: RunningService;
      before(async () => {
        // Mail is written and not sent: no worker takes a turn here.
        service = await startService({
          smtp: { url: 'smtp://127.0.0.1:1', from: 'no-reply@notices.example' },
        });
      });
      after(() => service?.stop());
      for (const [operationId, prepare] of Object.entries(requests)) {
        it(`${operationId} answers as its example says`, () => tryOut(service, operationId, prepare));
      }
    });
  }

  it('are there for every operation, and for no other', () => {
    const planned = Object.values(worlds).flatMap((requests) => Object.keys(requests));
    expect(planned.sort()).to.deep.equal(routes.map(({ operationId }) => operationId).sort());
  });
});
