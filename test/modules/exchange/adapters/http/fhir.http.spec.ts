import { expect } from 'chai';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import type { Caller } from '../../../../support/caller.js';
import { unknownId } from '../../../../support/example-of.js';
import {
  startService,
  type MadeOffer,
  type RecordedReferral,
  type RunningService,
} from '../../../../support/running-service.js';
import { memberOf, world } from '../../../../support/small-world.js';
import { fhirFaults } from '../../../../support/standard-schemas.js';

const origin = 'http://127.0.0.1/api/fhir';
const idsIn = ({ entry }: { readonly entry?: readonly { readonly resource: { readonly id: string } }[] }) =>
  (entry ?? []).map(({ resource }) => resource.id);

describe('what other systems read in FHIR R4', function () {
  this.timeout(60_000);
  const faultsOf = fhirFaults();
  const { larchHouse } = world.projects;
  let service: RunningService;
  let coordinator: Caller;
  let approver: Caller;
  let staff: Caller;
  let planner: Caller;
  let referrals: readonly RecordedReferral[];
  let ofHighland: RecordedReferral;
  let offer: MadeOffer;

  before(async () => {
    service = await startService();
    coordinator = await service.as('coordinator');
    approver = await service.as('approver');
    staff = await service.as('provider_staff');
    planner = await service.as('planner');
    const first = await service.aReadyReferral({ urgencyBand: 'emergency' });
    const second = await service.aReferral({ urgencyBand: 'soon' });
    const third = await service.aReferral({ urgencyBand: 'routine' });
    ofHighland = await service.aReferral({ partnership: 'highland' });
    referrals = [first, second, third];
    offer = await service.anOffer({ bed: 'any', referral: first });
  });
  after(() => service.stop());

  const read = async (caller: Caller, path: string) => {
    const reply = await caller.get(`/api/fhir/${path}`);
    expect(reply.status, reply.text).to.equal(200);
    expect(reply.headers.get('content-type')).to.equal('application/fhir+json; charset=utf-8');
    return reply.body;
  };
  const readValid = async (caller: Caller, path: string) => {
    const body = await read(caller, path);
    expect(faultsOf(body)).to.deep.equal([]);
    return body;
  };

  it('says first what can be read, and of which version it is', async () => {
    const capability = await read(planner, 'metadata');
    expect(capability.fhirVersion).to.equal('4.0.1');
    expect(faultsOf({ ...capability, fhirVersion: '4.0.0' })).to.deep.equal([]);
    expect(capability.rest[0].resource.map(({ type }: { readonly type: string }) => type)).to.deep.equal([
      'Location',
      'HealthcareService',
      'ServiceRequest',
      'Task',
    ]);
  });

  it('tells a project as a place, and as what it offers', async () => {
    const place = await readValid(planner, `Location/${larchHouse.id}`);
    expect([place.name, place.status, place.address.city, place.managingOrganization.display]).to.deep.equal([
      'Larch House',
      'active',
      'Glasgow',
      'Larch Trust',
    ]);
    const offered = await readValid(planner, `HealthcareService/${larchHouse.id}`);
    expect([offered.active, offered.location[0].reference]).to.deep.equal([
      true,
      `Location/${larchHouse.id}`,
    ]);
  });

  it('finds projects a page at a time by the next link, each once', async () => {
    const first = await readValid(planner, 'Location?_count=2');
    expect([first.type, first.total, first.entry.length]).to.deep.equal(['searchset', 3, 2]);
    const next: string = first.link.find(
      ({ relation }: { readonly relation: string }) => relation === 'next',
    ).url;
    expect(next).to.match(new RegExp(`^${origin}/Location`));
    const second = await readValid(planner, next.slice(`${origin}/`.length));
    expect(second.link.map(({ relation }: { readonly relation: string }) => relation)).to.deep.equal([
      'self',
    ]);
    expect([...idsIn(first), ...idsIn(second)]).to.have.members(
      Object.values(world.projects).map(({ id }) => id),
    );
    expect(first.entry[0].fullUrl).to.equal(`${origin}/Location/${idsIn(first)[0]}`);
  });

  it('tells a referral to whoever may see it: how it stands, how urgent it is, and its person by an id alone', async () => {
    const told = await readValid(coordinator, `ServiceRequest/${referrals[0]!.referralId}`);
    expect(told).to.deep.equal({
      resourceType: 'ServiceRequest',
      id: referrals[0]!.referralId,
      status: 'active',
      intent: 'order',
      category: [{ text: 'Residential rehabilitation' }],
      priority: 'stat',
      subject: { reference: `Patient/${referrals[0]!.clientId}`, type: 'Patient' },
      authoredOn: addNights(service.today, -10),
      requester: { reference: `Organization/${world.partnerships.glasgow.id}`, display: 'Glasgow City' },
    });
  });

  it('tells urgency in the order of the bands, whose names FHIR uses in another', async () => {
    const highland = await service.as('coordinator@highland.example');
    const told: string[] = [];
    for (const urgencyBand of ['routine', 'soon', 'urgent', 'emergency'] as const) {
      const { referralId } = await service.aReferral({ partnership: 'highland', urgencyBand });
      told.push((await readValid(highland, `ServiceRequest/${referralId}`)).priority);
    }
    expect(told).to.deep.equal(['routine', 'urgent', 'asap', 'stat']);
  });

  it('lists referrals of one’s own partnership alone, newest first, page by page', async () => {
    const mine = referrals.map(({ referralId }) => referralId).reverse();
    const first = await readValid(approver, 'ServiceRequest?_count=2');
    expect(idsIn(first)).to.deep.equal(mine.slice(0, 2));
    const next: string = first.link[1].url;
    const second = await readValid(approver, next.slice(`${origin}/`.length));
    expect(idsIn(second)).to.deep.equal(mine.slice(2));
    const theirs = idsIn(await readValid(await service.as('coordinator@highland.example'), 'ServiceRequest'));
    expect(theirs).to.include(ofHighland.referralId).and.not.include.any.members(mine);
  });

  it('says that a referral recorded by mistake was never one, and one withdrawn is revoked', async () => {
    const close = async (reason: string): Promise<string> => {
      const { referralId, version } = await service.aReferral();
      const closed = await coordinator.post(`/api/referrals/${referralId}/closing`, { reason }, { version });
      expect(closed.status, closed.text).to.be.oneOf([200, 201]);
      return (await readValid(coordinator, `ServiceRequest/${referralId}`)).status;
    };
    expect(await close('recorded_by_mistake')).to.equal('entered-in-error');
    expect(await close('withdrawn_by_person')).to.equal('revoked');
  });

  it('tells an offer to its partnership and to its provider, with when the answer is due', async () => {
    for (const caller of [coordinator, staff]) {
      const told = await readValid(caller, `Task/${offer.offerId}`);
      expect([told.status, told.businessStatus.text]).to.deep.equal(['requested', 'Waits for an answer']);
      expect(told.focus.reference).to.equal(`ServiceRequest/${offer.referral.referralId}`);
      expect(told.owner.reference).to.equal(`Organization/${world.providers.larch.id}`);
      expect(told.restriction.period).to.deep.equal({
        start: offer.arrivesOn,
        end: addNights(offer.departsOn, -1),
      });
      expect(told.input[0].valueDateTime).to.equal(offer.answerDueAt);
      expect(idsIn(await readValid(caller, 'Task'))).to.deep.equal([offer.offerId]);
    }
  });

  it('says what became of an offer: accepted, declined, or not answered before its time was over', async () => {
    const statusOf = async ({ offerId }: MadeOffer): Promise<readonly string[]> => {
      const { status, businessStatus } = await readValid(coordinator, `Task/${offerId}`);
      return [status, businessStatus.text];
    };
    const booking = await service.aBooking({ bed: 'plain' });
    expect(await statusOf(booking.offer)).to.deep.equal(['accepted', 'Accepted']);
    const declined = await service.anOffer({ bed: 'male' });
    const no = await staff.post(
      `/api/offers/${declined.offerId}/refusal`,
      { refusedBy: 'provider', reason: 'staffing' },
      { version: declined.version },
    );
    expect(no.status, no.text).to.be.oneOf([200, 201]);
    expect(await statusOf(declined)).to.deep.equal(['rejected', 'Declined']);
    const waiting = await service.anOffer({ bed: 'shared1' });
    service.clock.set(new Date(new Date(waiting.expiresAt).getTime() + 1000));
    // Nothing has run since: the time that is over is enough.
    expect(await statusOf(waiting)).to.deep.equal(['failed', 'Not answered in time']);
    const { lastModified } = await readValid(coordinator, `Task/${waiting.offerId}`);
    expect(lastModified).to.equal(waiting.expiresAt);
  });

  it('has no list where there is nothing, since FHIR has no empty ones', async () => {
    const nothing = await readValid(await service.as('staff@rowan.example'), 'Task');
    expect(nothing).to.not.have.property('entry');
  });

  it('keeps what is outside one’s scope: another’s referral is not found, and planners read no person', async () => {
    const highland = await service.as('coordinator@highland.example');
    for (const [caller, path] of [
      [highland, `ServiceRequest/${referrals[0]!.referralId}`],
      [highland, `Task/${offer.offerId}`],
      [await service.as('staff@rowan.example'), `Task/${offer.offerId}`],
      [coordinator, `ServiceRequest/${unknownId}`],
      [planner, `Location/${unknownId}`],
    ] as const) {
      const reply = await caller.get(`/api/fhir/${path}`);
      expect([reply.status, reply.body.type], path).to.deep.equal([404, '/problems/not-found']);
      expect(reply.headers.get('content-type')).to.match(/^application\/problem\+json/);
    }
    for (const [caller, path] of [
      [planner, 'ServiceRequest'],
      [planner, 'Task'],
      [await service.as('information_governance'), 'ServiceRequest'],
      [staff, 'ServiceRequest'],
    ] as const) {
      expect((await caller.get(`/api/fhir/${path}`)).status, path).to.equal(403);
    }
  });

  it('names nobody by an id where the record is restricted, but to those who are named for it', async () => {
    const restricted = await service.aReferral({ familyName: 'Apart' });
    const named = memberOf('coordinator@glasgow.example').memberId;
    const done = await coordinator.post(
      `/api/referrals/${restricted.referralId}/restriction`,
      { kind: 'known_to_staff', reason: 'Her brother works at the desk', readers: [named] },
      { version: 1 },
    );
    expect(done.status, done.text).to.equal(201);
    const subjectFor = async (caller: Caller) =>
      (await readValid(caller, 'ServiceRequest')).entry.find(
        ({ resource }: { readonly resource: { readonly id: string } }) =>
          resource.id === restricted.referralId,
      ).resource.subject;
    expect(await subjectFor(coordinator)).to.deep.equal({
      ...{ reference: `Patient/${restricted.clientId}`, type: 'Patient' },
    });
    expect(await subjectFor(approver)).to.deep.equal({ type: 'Patient', display: 'Restricted record' });
  });

  it('refuses what it does not know by name, and says what it takes', async () => {
    const cases = [
      ['Location?_count=0', '/query/_count', /1 to 100/],
      ['Location?_count=many', '/query/_count', /1 to 100/],
      ['Location?_count=101', '/query/_count', /1 to 100/],
      ['ServiceRequest?_after=page2', '/query/_after', /id/],
      ['ServiceRequest?subject=Patient/1', '/query/subject', /not known/],
      ['Task?status=requested', '/query/status', /not known/],
      ['Task?_format=xml', '/query/_format', /JSON/],
      ['Location/none', '/params/projectId', /id/],
    ] as const;
    for (const [path, pointer, detail] of cases) {
      const reply = await coordinator.get(`/api/fhir/${path}`);
      expect(reply.status, path).to.equal(400);
      expect(reply.body.errors[0].pointer, path).to.equal(pointer);
      expect(reply.body.errors[0].detail, path).to.match(detail);
    }
    expect((await coordinator.get('/api/fhir/Patient')).status).to.equal(404);
  });
});
