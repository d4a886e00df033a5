import { expect } from 'chai';

import { createRoutes } from '../../src/composition/api.js';
import { createModules } from '../../src/composition/modules.js';
import { problemTypes } from '../../src/composition/reference-pages.js';
import { addNights } from '../../src/kernel/iso-date.js';
import { newKey, type Caller, type Reply } from '../support/caller.js';
import { startService, type RecordedReferral, type RunningService } from '../support/running-service.js';
import { world } from '../support/small-world.js';

const unknownId = '01900000-dead-7000-8000-000000000000';

describe('the HTTP contract', () => {
  let service: RunningService;
  let coordinator: Caller;
  let manager: Caller;
  let referral: RecordedReferral;

  before(async () => {
    service = await startService();
    coordinator = await service.as('coordinator');
    manager = await service.as('provider_manager');
    referral = await service.aReadyReferral();
  });
  after(() => service.stop());

  const aPerson = (given: Record<string, unknown> = {}) => ({
    givenName: 'Seonaid',
    familyName: `Uniquename${newKey()}`,
    bornOn: '1990-04-01',
    sex: 'female',
    source: 'gp',
    route: 'adp',
    receivedOn: service.today,
    reason: 'Asked for help',
    substance: 'drug',
    urgencyBand: 'routine',
    urgencyReason: 'Stable',
    plannedWeeks: 12,
    ...given,
  });
  const anOffer = (given: Record<string, unknown> = {}) => ({
    referralId: referral.referralId,
    bedId: world.beds.any,
    arrivesOn: service.today,
    departsOn: addNights(service.today, 28),
    ...given,
  });
  const aClosure = (given: Record<string, unknown> = {}) => ({
    bedId: world.beds.plain,
    fromOn: '2027-05-01',
    toOn: '2027-05-03',
    reason: 'repair',
    ...given,
  });
  const assess = (headers: Parameters<Caller['post']>[2], heldOn: string = service.today) =>
    coordinator.post(
      `/api/referrals/${referral.referralId}/assessments`,
      { heldOn, outcome: 'suitable' },
      headers,
    );
  const rowCounts = async (): Promise<unknown> =>
    (
      await service.dataSource.query(
        `SELECT (SELECT COUNT(*) FROM referral) AS referrals, (SELECT COUNT(*) FROM offer) AS offers,
                (SELECT COUNT(*) FROM bed_night) AS nights, (SELECT COUNT(*) FROM audit) AS audits,
                (SELECT COUNT(*) FROM out_of_service) AS closures, (SELECT SUM(version) FROM referral) AS versions`,
      )
    )[0];

  interface Case {
    readonly name: string;
    readonly send: () => Promise<Reply>;
    readonly status: number;
    readonly type: string;
    /** The field at fault, as a pointer. */
    readonly at?: string;
  }
  const badInput: readonly Case[] = [
    {
      name: 'malformed JSON',
      send: () => coordinator.post('/api/offers', '{"referralId": '),
      status: 400,
      type: 'malformed-json',
    },
    {
      name: 'JSON that is no object',
      send: () => coordinator.post('/api/offers', '[1, 2]'),
      status: 400,
      type: 'invalid-request',
      at: '',
    },
    ...['null', '"text"', '7', 'true'].map((body) => ({
      name: `${body} as a whole body`,
      send: () => coordinator.post('/api/offers', body),
      ...{ status: 400, type: 'invalid-request', at: '' },
    })),
    {
      name: 'an id in capitals, which is another text to the database',
      send: () => coordinator.get(`/api/referrals/${unknownId.toUpperCase()}`),
      status: 400,
      type: 'invalid-request',
      at: '/params/referralId',
    },
    {
      name: 'no body at all',
      send: () => coordinator.post('/api/offers', ''),
      status: 400,
      type: 'invalid-request',
      at: '/referralId',
    },
    {
      name: 'an unknown field',
      send: () => coordinator.post('/api/offers', anOffer({ priority: 1 })),
      status: 400,
      type: 'invalid-request',
      at: '/priority',
    },
    {
      name: 'a field that would reach into every object',
      send: () =>
        coordinator.post(
          '/api/offers',
          `{"__proto__": {"isAdmin": true}, ${JSON.stringify(anOffer()).slice(1)}`,
        ),
      status: 400,
      type: 'invalid-request',
      at: '/__proto__',
    },
    {
      name: 'a wrong type',
      send: () => coordinator.post('/api/referrals', aPerson({ plannedWeeks: '12' })),
      status: 400,
      type: 'invalid-request',
      at: '/plannedWeeks',
    },
    {
      name: 'half a week',
      send: () => coordinator.post('/api/referrals', aPerson({ plannedWeeks: 1.5 })),
      status: 400,
      type: 'invalid-request',
      at: '/plannedWeeks',
    },
    {
      name: 'the 30th of February',
      send: () => coordinator.post('/api/offers', anOffer({ arrivesOn: '2027-02-30' })),
      status: 400,
      type: 'invalid-request',
      at: '/arrivesOn',
    },
    {
      name: 'the year 1899',
      send: () => coordinator.post('/api/referrals', aPerson({ bornOn: '1899-12-31' })),
      status: 400,
      type: 'invalid-request',
      at: '/bornOn',
    },
    {
      name: 'an arrival in 1900',
      send: () =>
        coordinator.post('/api/offers', anOffer({ arrivesOn: '1900-01-01', departsOn: '1900-01-08' })),
      status: 422,
      type: 'arrival-in-the-past',
    },
    {
      name: 'a date as people write it',
      send: () => coordinator.post('/api/offers', anOffer({ arrivesOn: '23/11/2026' })),
      status: 400,
      type: 'invalid-request',
      at: '/arrivesOn',
    },
    {
      name: 'a stay that ends before it starts',
      send: () => coordinator.post('/api/offers', anOffer({ departsOn: addNights(service.today, -1) })),
      status: 422,
      type: 'dates-not-a-stay',
    },
    {
      name: 'a stay of no nights',
      send: () => coordinator.post('/api/offers', anOffer({ departsOn: service.today })),
      status: 422,
      type: 'dates-not-a-stay',
    },
    {
      name: 'a stay of three years',
      send: () => coordinator.post('/api/offers', anOffer({ departsOn: addNights(service.today, 1_095) })),
      status: 422,
      type: 'dates-not-a-stay',
    },
    {
      name: 'a stay at the end of the calendar',
      send: () =>
        coordinator.post('/api/offers', anOffer({ arrivesOn: '2199-12-30', departsOn: '2199-12-31' })),
      status: 422,
      type: 'arrival-too-far-ahead',
    },
    {
      name: 'a closure at the end of the calendar',
      send: () =>
        manager.post('/api/out-of-service-periods', aClosure({ fromOn: '2199-12-30', toOn: '2199-12-31' })),
      status: 422,
      type: 'dates-not-a-period',
    },
    {
      name: 'an unknown bed',
      send: () => coordinator.post('/api/offers', anOffer({ bedId: unknownId })),
      status: 422,
      type: 'bed-not-found',
    },
    {
      name: 'something that is no id',
      send: () => coordinator.post('/api/offers', anOffer({ bedId: '1 OR 1=1' })),
      status: 400,
      type: 'invalid-request',
      at: '/bedId',
    },
    {
      name: 'a bed that is no rehab bed',
      send: () => coordinator.post('/api/offers', anOffer({ bedId: world.beds.detox })),
      status: 409,
      type: 'not-eligible',
    },
    {
      name: 'an unknown referral',
      send: () => coordinator.post('/api/offers', anOffer({ referralId: unknownId })),
      status: 404,
      type: 'not-found',
    },
    {
      name: 'a bed of another provider',
      send: () => manager.post('/api/out-of-service-periods', aClosure({ bedId: world.beds.rowan1 })),
      status: 404,
      type: 'not-found',
    },
    {
      name: 'an id in the address that is none',
      send: () => coordinator.get("/api/referrals/1'%20OR%20'1'='1"),
      status: 400,
      type: 'invalid-request',
      at: '/params/referralId',
    },
    {
      name: 'a search without its dates',
      send: () => coordinator.get('/api/free-units'),
      status: 400,
      type: 'invalid-request',
      at: '/query/arrivesOn',
    },
    {
      name: 'the same question twice in one address',
      send: () => coordinator.get('/api/offers?limit=5&limit=6'),
      status: 400,
      type: 'invalid-request',
      at: '/query/limit',
    },
    {
      name: 'a mark of a page that nobody gave',
      send: () => coordinator.get('/api/referrals?after=yesterday'),
      status: 400,
      type: 'page-unknown',
    },
    {
      name: 'more rows at once than there may be',
      send: () => coordinator.get('/api/referrals?limit=100000'),
      status: 400,
      type: 'invalid-request',
      at: '/query/limit',
    },
    {
      name: 'control characters in a name',
      send: () => coordinator.post('/api/referrals', aPerson({ givenName: 'A\u0000B' })),
      status: 400,
      type: 'invalid-request',
      at: '/givenName',
    },
    {
      name: 'a name of blanks',
      send: () => coordinator.post('/api/referrals', aPerson({ familyName: '   ' })),
      status: 400,
      type: 'invalid-request',
      at: '/familyName',
    },
    {
      name: 'a child',
      send: () => coordinator.post('/api/referrals', aPerson({ bornOn: '2012-01-01' })),
      status: 422,
      type: 'person-too-young',
    },
    {
      name: 'somebody still to be born',
      send: () => coordinator.post('/api/referrals', aPerson({ bornOn: '2199-12-31' })),
      status: 422,
      type: 'person-too-young',
    },
    {
      name: 'a child still to be born, whose age would decide where the family fits',
      send: () =>
        coordinator.post('/api/referrals', aPerson({ children: 1, oldestChildBornOn: '2199-12-31' })),
      status: 422,
      type: 'oldest-child-birth-date-missing',
    },
    {
      name: 'a referral received tomorrow',
      send: () => coordinator.post('/api/referrals', aPerson({ receivedOn: addNights(service.today, 1) })),
      status: 422,
      type: 'received-in-the-future',
    },
    {
      name: 'no Idempotency-Key',
      send: () => coordinator.post('/api/referrals', aPerson(), { key: null }),
      status: 400,
      type: 'key-missing',
    },
    {
      name: 'an Idempotency-Key that could be guessed',
      send: () => coordinator.post('/api/referrals', aPerson(), { key: '1' }),
      status: 400,
      type: 'key-not-understood',
    },
    { name: 'no If-Match', send: () => assess({}), status: 428, type: 'version-missing' },
    {
      name: 'an If-Match of any version',
      send: () => assess({ headers: { 'if-match': '*' } }),
      status: 400,
      type: 'version-not-understood',
    },
    {
      name: 'an If-Match without quotation marks',
      send: () => assess({ headers: { 'if-match': 'v3' } }),
      status: 400,
      type: 'version-not-understood',
    },
    {
      name: 'an If-Match that was never given so',
      send: () => assess({ headers: { 'if-match': `"v0${referral.version}"` } }),
      status: 400,
      type: 'version-not-understood',
    },
    {
      name: 'an Idempotency-Key longer than is kept',
      send: () => coordinator.post('/api/referrals', aPerson(), { key: 'k'.repeat(65) }),
      status: 400,
      type: 'key-not-understood',
    },
    {
      name: 'a stale version',
      send: () => assess({ version: referral.version - 1 }),
      status: 412,
      type: 'changed-since-you-read-it',
    },
    {
      name: 'a version that is yet to come',
      send: () => assess({ version: referral.version + 1 }),
      status: 412,
      type: 'changed-since-you-read-it',
    },
    {
      name: 'five megabytes',
      send: () => coordinator.post('/api/referrals', aPerson({ reason: 'x'.repeat(5_000_000) })),
      status: 413,
      type: 'too-large',
    },
    {
      name: 'plain text',
      send: () =>
        coordinator.post('/api/referrals', JSON.stringify(aPerson()), {
          headers: { 'content-type': 'text/plain' },
        }),
      status: 415,
      type: 'unsupported-content',
    },
    {
      name: 'a form where JSON is read',
      send: () =>
        coordinator.post('/api/referrals', 'givenName=A', {
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        }),
      status: 415,
      type: 'unsupported-content',
    },
    {
      name: 'an alphabet nobody reads',
      send: () =>
        coordinator.post('/api/referrals', JSON.stringify(aPerson()), {
          headers: { 'content-type': 'application/json; charset=klingon' },
        }),
      status: 415,
      type: 'unsupported-content',
    },
    {
      name: 'a request from another site',
      send: () =>
        coordinator.post('/api/referrals', aPerson(), { headers: { origin: 'https://elsewhere.example' } }),
      status: 403,
      type: 'cross-site',
    },
    {
      name: 'a request that the browser says is cross-site',
      send: () =>
        coordinator.post('/api/referrals', aPerson(), { headers: { 'sec-fetch-site': 'cross-site' } }),
      status: 403,
      type: 'cross-site',
    },
    {
      name: 'a request of a neighbouring site',
      send: () =>
        coordinator.post('/api/referrals', aPerson(), { headers: { 'sec-fetch-site': 'same-site' } }),
      status: 403,
      type: 'cross-site',
    },
    {
      name: 'no token of the session',
      send: () => coordinator.post('/api/referrals', aPerson(), { headers: { 'x-csrf-token': null } }),
      status: 403,
      type: 'cross-site',
    },
    {
      name: 'another session’s token',
      send: () =>
        coordinator.post('/api/referrals', aPerson(), { headers: { 'x-csrf-token': manager.csrfToken } }),
      status: 403,
      type: 'cross-site',
    },
    {
      name: 'somebody who is not signed in',
      send: () => service.nobody.post('/api/referrals', aPerson()),
      status: 401,
      type: 'not-signed-in',
    },
    {
      name: 'a cookie that opens no session',
      send: () => service.nobody.get('/api/referrals', { cookie: 'rehab-session=guessed' }),
      status: 401,
      type: 'not-signed-in',
    },
    {
      name: 'a role that may not',
      send: () => manager.post('/api/referrals', aPerson()),
      status: 403,
      type: 'not-permitted',
    },
    {
      name: 'an unknown address',
      send: () => coordinator.get('/api/nothing-here'),
      status: 404,
      type: 'not-found',
    },
    {
      name: 'an address that is no address',
      send: () => coordinator.get('/api/referrals/%E0%A4%A'),
      status: 400,
      type: 'invalid-request',
    },
    {
      name: 'a problem type that is none',
      send: () => coordinator.get('/problems/no-such-problem'),
      status: 404,
      type: 'not-found',
    },
  ];

  describe('told what is wrong, what would be right, and nothing done:', () => {
    for (const { name, send, status, type, at } of badInput) {
      it(`${name} → ${status} ${type}`, async () => {
        const before = await rowCounts();
        const reply = await send();
        expect(`${reply.status} ${reply.body?.type}`, reply.text).to.equal(`${status} /problems/${type}`);
        expect(reply.headers.get('content-type')).to.match(/^application\/problem\+json/);
        expect(reply.body.status).to.equal(status);
        for (const member of ['title', 'detail', 'remedy']) {
          expect(reply.body[member], member).to.be.a('string').and.to.have.length.greaterThan(5);
        }
        expect(reply.body.instance).to.equal(`/requests/${reply.headers.get('x-request-id')}`);
        if (at !== undefined) {
          const pointers = (reply.body.errors as { pointer: string; detail: string }[]).map(
            ({ pointer }) => pointer,
          );
          expect(pointers).to.include(at);
        }
        expect(reply.text, 'no statement and no stack in an answer').to.not.match(
          /SELECT|INSERT|UPDATE `|\.js:\d+| at \w+ \(/,
        );
        expect(await rowCounts()).to.deep.equal(before);
        const page = await service.nobody.page.get(reply.body.type);
        expect(page.status, 'the page of its type').to.equal(200);
      });
    }

    it('says who has the bed only as a first clashing night, not as a person', async () => {
      const taken = await service.anOffer({
        bed: 'rowan2',
        nights: 14,
        arrivesOn: addNights(service.today, 60),
      });
      const reply = await coordinator.post(
        '/api/offers',
        anOffer({
          bedId: world.beds.rowan2,
          arrivesOn: addNights(service.today, 70),
          departsOn: addNights(service.today, 75),
        }),
      );
      expect(reply.status).to.equal(409);
      expect(reply.body).to.include({
        type: '/problems/bed-already-taken',
        firstClashOn: addNights(service.today, 70),
      });
      for (const secret of [
        taken.referral.familyName,
        taken.referral.clientId,
        taken.referral.referralId,
        taken.offerId,
      ]) {
        expect(reply.text).to.not.contain(secret);
      }
    });
  });

  describe('an Idempotency-Key', () => {
    it('gives the same answer to the same request, and does it once', async () => {
      const key = newKey();
      const person = aPerson();
      const first = await coordinator.post('/api/referrals', person, { key });
      const second = await coordinator.post('/api/referrals', person, { key });
      expect([first.status, second.status]).to.deep.equal([201, 201]);
      expect(second.body).to.deep.equal(first.body);
      expect(second.version).to.equal(first.version);
    });

    it('takes no notice of the order and spacing of the same body', async () => {
      const key = newKey();
      const person = aPerson();
      const first = await coordinator.post('/api/referrals', person, { key });
      const reversed = JSON.stringify(Object.fromEntries(Object.entries(person).reverse()), null, 2);
      expect((await coordinator.post('/api/referrals', reversed, { key })).body).to.deep.equal(first.body);
    });

    it('is refused for another body, another address, another version', async () => {
      const key = newKey();
      const person = aPerson();
      expect((await coordinator.post('/api/referrals', person, { key })).status).to.equal(201);
      for (const reply of [
        await coordinator.post('/api/referrals', { ...person, plannedWeeks: 13 }, { key }),
        await coordinator.post('/api/offers', anOffer(), { key }),
        await assess({ key, version: referral.version }),
      ]) {
        expect(`${reply.status} ${reply.body.type}`).to.equal('422 /problems/key-used-for-another-request');
      }
    });

    it('repeats a refusal: the bed is still taken for whoever was told so', async () => {
      const key = newKey();
      const taken = await service.anOffer({ bed: 'male', nights: 7 });
      const wanted = anOffer({ bedId: world.beds.male, departsOn: addNights(service.today, 7) });
      const first = await coordinator.post('/api/offers', wanted, { key });
      expect(first.status).to.equal(409);
      const withdrawn = await coordinator.post(
        `/api/offers/${taken.offerId}/withdrawal`,
        { reason: 'Wrong person' },
        { version: taken.version },
      );
      expect(withdrawn.status).to.equal(201);
      const second = await coordinator.post('/api/offers', wanted, { key });
      expect([second.status, { ...second.body, instance: '' }]).to.deep.equal([
        409,
        { ...first.body, instance: '' },
      ]);
    });

    it('is asked for permission again when it is repeated', async () => {
      const key = newKey();
      const person = aPerson();
      await coordinator.post('/api/referrals', person, { key });
      expect((await service.nobody.post('/api/referrals', person, { key })).status).to.equal(401);
      expect((await manager.post('/api/referrals', person, { key })).status).to.equal(403);
    });

    it('sent twenty times at once has one effect', async () => {
      const key = newKey();
      const person = aPerson();
      const replies = await Promise.all(
        Array.from({ length: 20 }, () => coordinator.post('/api/referrals', person, { key })),
      );
      expect(new Set(replies.map(({ status }) => status))).to.deep.equal(new Set([201]));
      expect(new Set(replies.map(({ body }) => body.referralId)).size).to.equal(1);
      const [{ n }] = await service.dataSource.query(
        'SELECT COUNT(*) AS n FROM client_identity WHERE family_name = ?',
        [person.familyName],
      );
      expect(n).to.equal('1');
    });
  });

  describe('a version', () => {
    it('comes with what is read, and moves on with what is changed', async () => {
      const fresh = await service.aReferral();
      const read = await coordinator.get(`/api/referrals/${fresh.referralId}`);
      expect(read.headers.get('etag')).to.equal('"v1"');
      const assessed = await coordinator.post(
        `/api/referrals/${fresh.referralId}/assessments`,
        { heldOn: service.today, outcome: 'suitable' },
        { version: 1 },
      );
      expect([assessed.status, assessed.headers.get('etag'), assessed.body.version]).to.deep.equal([
        201,
        '"v2"',
        2,
      ]);
      expect((await coordinator.get(`/api/referrals/${fresh.referralId}`)).version).to.equal(2);
    });

    it('lets one of two changes through that were both made from it', async () => {
      const fresh = await service.aReferral();
      const change = () =>
        coordinator.post(
          `/api/referrals/${fresh.referralId}/assessments`,
          { heldOn: service.today, outcome: 'suitable' },
          { version: 1 },
        );
      const statuses = (await Promise.all([change(), change(), change(), change()])).map(
        ({ status }) => status,
      );
      expect(statuses.sort()).to.deep.equal([201, 412, 412, 412]);
    });
  });

  describe('what people write', () => {
    for (const [what, givenName, familyName] of [
      ['SQL', `Robert'); DROP TABLE client; --`, `O'Neill" OR 1=1`],
      ['HTML', '<script>alert(1)</script>', '<img src=x onerror=alert(1)> & "Sons"'],
      ['Gaelic', 'Mòrag Nic a’ Phearsain', 'MacGill-Eain àèìòù ÀÈÌÒÙ'],
      ['emoji', 'Ellie 🏴󠁧󠁢󠁳󠁣󠁴󠁿', 'Ó 👩‍👩‍👧 🌱'],
      ['a script from right to left', 'עדן', 'محمد'],
      ['combining marks, as they were typed', 'Zoe\u0308', 'Jose\u0301'],
    ] as const) {
      it(`${what} is kept as it is, and shown as text`, async () => {
        const made = await coordinator.post(
          '/api/referrals',
          aPerson({ givenName, familyName, bornOn: '1971-03-04' }),
        );
        expect(made.status, made.text).to.equal(201);
        const [kept] = await service.dataSource.query(
          `SELECT i.given_name, i.family_name FROM client_identity i JOIN referral r ON r.client_id = i.client_id
            WHERE r.id = ?`,
          [made.body.referralId],
        );
        expect(kept).to.deep.equal({ given_name: givenName, family_name: familyName });
        const page = await coordinator.page.get(`/referrals/${made.body.referralId}`);
        expect(page.status).to.equal(200);
        expect(page.html).to.not.contain('<script>alert').and.to.not.contain('<img src=x');
        const shown = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
        expect(page.html.replace(/&quot;/g, '"').replace(/&gt;/g, '>')).to.contain(
          shown(familyName).replace(/&gt;/g, '>'),
        );
      });
    }
  });

  describe('every answer', () => {
    const answers = async (): Promise<readonly { readonly of: string; readonly headers: Headers }[]> => {
      const seen = async (of: string, reply: Promise<{ readonly headers: Headers }>) => ({
        of,
        headers: (await reply).headers,
      });
      return Promise.all([
        seen('a read', coordinator.get('/api/projects')),
        seen('a change', coordinator.post('/api/referrals', aPerson())),
        seen('a refusal', coordinator.post('/api/offers', anOffer({ bedId: unknownId }))),
        seen('malformed JSON', coordinator.post('/api/offers', '{')),
        seen('too large', coordinator.post('/api/offers', 'x'.repeat(200_000))),
        seen('not signed in', service.nobody.get('/api/projects')),
        seen('not found', service.nobody.get('/nothing')),
        seen('a page', service.nobody.page.get('/sign-in')),
        seen('a page that is not there', service.nobody.page.get('/nothing')),
        seen('a redirect', service.nobody.page.get('/')),
        seen(
          'a cross-site form',
          service.nobody.post('/sign-in', '', { headers: { origin: 'https://elsewhere.example' } }),
        ),
        seen('liveness', service.nobody.get('/livez')),
        seen('readiness', service.nobody.get('/readyz')),
        seen('a style', service.nobody.get('/assets/app/app.css')),
        seen('the document', service.nobody.get('/api/openapi.json')),
      ]);
    };

    it('carries the security headers', async () => {
      for (const { of, headers } of await answers()) {
        expect(headers.get('content-security-policy'), of)
          .to.contain("default-src 'none'")
          .and.to.contain("frame-ancestors 'none'");
        expect(headers.get('content-security-policy'), of).to.not.contain('unsafe');
        expect(headers.get('strict-transport-security'), of).to.contain('max-age=31536000');
        expect(headers.get('x-content-type-options'), of).to.equal('nosniff');
        expect(headers.get('referrer-policy'), of).to.be.oneOf(['no-referrer', 'same-origin']);
        expect(headers.get('cross-origin-opener-policy'), of).to.equal('same-origin');
        expect(headers.get('x-powered-by'), of).to.equal(null);
        expect(headers.get('x-request-id'), of).to.match(/^[\w-]{8,64}$/);
      }
    });

    it('about people is kept by nobody on the way', async () => {
      for (const path of ['/api/referrals', '/waiting-list', '/api/offers', '/residents']) {
        const reply = await coordinator.get(path);
        expect(reply.headers.get('cache-control'), path).to.equal('no-store');
      }
    });

    it('takes the caller’s request id when it is harmless, and its own otherwise', async () => {
      const own = 'trace-0123456789';
      const reply = await coordinator.get('/api/referrals/nothing', { 'x-request-id': own });
      expect(reply.headers.get('x-request-id')).to.equal(own);
      expect(reply.body.instance).to.equal(`/requests/${own}`);
      for (const hostile of ['<script>', 'a', 'x'.repeat(65), 'id with blanks here']) {
        const replaced = await coordinator.get('/api/referrals/nothing', { 'x-request-id': hostile });
        expect(replaced.headers.get('x-request-id')).to.match(/^[0-9a-f-]{36}$/);
      }
    });

    it('to a person is a page, to a program problem+json', async () => {
      const page = await service.nobody.page.get('/nothing-here');
      expect(page.status).to.equal(404);
      expect(page.headers.get('content-type')).to.match(/^text\/html/);
      expect(page.html).to.contain('There is nothing here that you can see');
      const asked = await fetch(new URL('/api/nothing', service.url), { headers: { accept: 'text/html' } });
      expect(asked.headers.get('content-type'), 'the API never answers with a page').to.match(
        /^application\/problem\+json/,
      );
    });

    it('sends somebody who is not signed in to sign in, and back afterwards', async () => {
      const page = await service.nobody.page.get('/waiting-list?band=urgent');
      expect([page.status, page.location]).to.deep.equal([
        303,
        '/sign-in?returnTo=%2Fwaiting-list%3Fband%3Durgent',
      ]);
    });

    it('knows no other way to change anything than POST', async () => {
      for (const method of ['PUT', 'PATCH', 'DELETE']) {
        const reply = await fetch(new URL(`/api/referrals/${referral.referralId}`, service.url), {
          method,
          headers: { cookie: coordinator.cookie, 'x-csrf-token': coordinator.csrfToken },
        });
        expect(reply.status, method).to.equal(404);
      }
    });
  });

  describe('the pages of problem types', () => {
    it('exist for every type, and say what would make it succeed', async () => {
      const types = problemTypes(createRoutes(createModules()));
      expect(types.size).to.be.greaterThan(30);
      for (const [code, { title }] of types) {
        const page = await service.nobody.page.get(`/problems/${code}`);
        expect(page.status, code).to.equal(200);
        expect(page.headers.get('content-type'), code).to.match(/^text\/html/);
        expect(page.html, code).to.contain(title);
      }
    });
  });

  describe('cookies', () => {
    it('are out of reach of scripts and other sites', async () => {
      const signIn = await service.nobody.page.post('/sign-in', {
        email: 'coordinator@glasgow.example',
        password: 'heather-under-the-bridge',
      });
      expect(signIn.status).to.equal(303);
      const cookie = signIn.headers.get('set-cookie') ?? '';
      expect(cookie).to.contain('HttpOnly').and.to.contain('SameSite=Lax').and.to.contain('Path=/');
      expect(cookie).to.not.match(/Domain=/i);
    });
  });
});

describe('many requests in a short time', () => {
  let service: RunningService;
  before(async () => {
    service = await startService({ requestsPerMinute: 5 });
  });
  after(() => service.stop());

  it('are put off for the one who sends them, and for nobody else', async () => {
    const hasty = await service.as('coordinator');
    const calm = await service.as('provider_manager');
    const statuses: number[] = [];
    for (let n = 0; n < 6; n += 1) statuses.push((await hasty.get('/api/projects')).status);
    expect(statuses).to.deep.equal([200, 200, 200, 200, 200, 429]);
    const refused = await hasty.get('/api/projects');
    expect(refused.body.type).to.equal('/problems/too-many-requests');
    expect(refused.headers.get('content-type')).to.match(/^application\/problem\+json/);
    expect(Number(refused.headers.get('retry-after'))).to.be.within(1, 60);
    expect((await calm.get('/api/projects')).status).to.equal(200);
    expect((await service.nobody.get('/livez')).status, 'a supervisor is never put off').to.equal(200);
  });

  it('follow the member, not the session: a second session is put off too', async () => {
    const again = await service.as('coordinator');
    expect((await again.get('/api/projects')).status).to.equal(429);
  });
});
