import { randomUUID } from 'node:crypto';

import { expect } from 'chai';

import { systemActor } from '../../../../../src/kernel/actor.js';
import { addNights } from '../../../../../src/kernel/iso-date.js';
import { done } from '../../../../../src/kernel/outcome.js';
import { execute } from '../../../../../src/platform/db/sql.js';
import { page, service as serviceSchema } from '../../../../http/schemas/hsds-3.1/objects.js';
import type { Caller } from '../../../../support/caller.js';
import { unknownId } from '../../../../support/example-of.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { world } from '../../../../support/small-world.js';
import { faultsBy } from '../../../../support/standard-schemas.js';

interface CapacityTold {
  readonly unit: { readonly name: string };
  readonly available: number;
  readonly maximum: number;
  readonly description: string;
  readonly updated: string;
}

describe('the directory that other systems read (HSDS 3.1)', () => {
  const faultsOfService = faultsBy(serviceSchema);
  const faultsOfPage = faultsBy(page);
  const { larchHouse, larchFamilies, rowanBank } = world.projects;
  let service: RunningService;
  let planner: Caller;
  let manager: Caller;

  beforeEach(async () => {
    service = await startService();
    planner = await service.as('planner');
    manager = await service.as('provider_manager');
  });
  afterEach(() => service.stop());

  const read = async (projectId: string) => {
    const reply = await planner.get(`/api/hsds/services/${projectId}`);
    expect(reply.status, reply.text).to.equal(200);
    expect(faultsOfService(reply.body)).to.deep.equal([]);
    return reply.body;
  };
  const report = async (projectId: string): Promise<void> => {
    const reply = await manager.post(`/api/projects/${projectId}/availability-reports`, { figures: null });
    expect(reply.status, reply.text).to.be.oneOf([200, 201]);
  };

  it('lists services a page at a time, and a page says where it stands', async () => {
    const first = await planner.get('/api/hsds/services?per_page=2');
    const last = await planner.get('/api/hsds/services?per_page=2&page=2');
    const beyond = await planner.get('/api/hsds/services?per_page=2&page=9');
    for (const { body } of [first, last, beyond]) expect(faultsOfPage(body)).to.deep.equal([]);
    const { contents: _contents, ...standing } = first.body;
    expect(standing).to.deep.equal({
      ...{ total_items: 3, total_pages: 2, page_number: 1, size: 2 },
      ...{ first_page: true, last_page: false, empty: false },
    });
    expect([...first.body.contents, ...last.body.contents].map(({ name }) => name)).to.deep.equal([
      'Larch Families',
      'Larch House',
      'Rowan Bank',
    ]);
    expect([last.body.last_page, beyond.body.empty, beyond.body.contents]).to.deep.equal([true, true, []]);
  });

  it('nests everything of each service where it is asked for in full', async () => {
    const { body } = await planner.get('/api/hsds/services?full=true');
    expect(faultsOfPage(body)).to.deep.equal([]);
    for (const listed of body.contents) expect(listed).to.deep.equal(await read(listed.id));
  });

  it('counts what is free with the one availability function, and dates it by what the provider last said', async () => {
    await report(larchHouse.id);
    await service.aResident({ bed: 'plain', nights: 56 });
    const { capacities, alert } = await read(larchHouse.id);
    const told = (capacities as CapacityTold[]).map(({ unit, available, maximum, description }) => ({
      ...{ unit: unit.name, available, maximum, description },
    }));
    expect(told).to.deep.equal([
      {
        ...{ unit: 'Bed', available: 3, maximum: 4 },
        description: 'Beds for residential rehabilitation.',
      },
      {
        ...{ unit: 'Bed', available: 1, maximum: 1 },
        description: 'Beds for residential rehabilitation, women only.',
      },
      {
        ...{ unit: 'Bed', available: 1, maximum: 1 },
        description: 'Beds for residential rehabilitation, men only.',
      },
    ]);
    expect(capacities[0].updated).to.equal(service.clock.now().toISOString());
    expect(alert).to.equal(undefined);

    const { body } = await planner.get('/api/projects');
    const { ledger } = body.projects.find(
      ({ projectId }: { readonly projectId: string }) => projectId === larchHouse.id,
    );
    const sum = (of: 'available' | 'maximum') =>
      (capacities as CapacityTold[]).reduce((total, capacity) => total + capacity[of], 0);
    expect([sum('available'), sum('maximum')]).to.deep.equal([ledger.accepting, ledger.maximum]);
  });

  it('counts family units as places for families, and beds that are not for rehabilitation apart', async () => {
    await report(larchFamilies.id);
    const { capacities } = await read(larchFamilies.id);
    expect(capacities[0].unit.name).to.equal('Family unit');
    expect(capacities[0].description).to.equal(
      'Rooms for a parent with children for residential rehabilitation.',
    );
    const rowan = await service.as('manager@rowan.example');
    await rowan.post(`/api/projects/${rowanBank.id}/availability-reports`, { figures: null });
    const told = (await read(rowanBank.id)).capacities as CapacityTold[];
    expect(told.map(({ description, maximum }) => [description, maximum])).to.deep.equal([
      ['Beds for detox.', 1],
      ['Beds for residential rehabilitation.', 2],
    ]);
  });

  it('tells no figures of a provider that never said any, and says so', async () => {
    const { capacities, alert, status } = await read(larchHouse.id);
    expect(capacities).to.deep.equal([]);
    expect(alert).to.match(/never said here how many places are free/);
    expect(status).to.equal('active');
  });

  it('does not take a project without recorded beds for one that is shut', async () => {
    const { providers } = world;
    const id = randomUUID();
    await service.uow.run({ actor: systemActor, requestId: 'project' }, async (tx) => {
      await execute(
        tx,
        `INSERT INTO project (id, provider_id, name, locality, health_board, typical_weeks, source, verification, version)
         VALUES (?, ?, 'Rowan Brae', 'Nairn', 'NHS Highland', 12, 'invented', 'invented', 1)`,
        [id, providers.rowan.id],
      );
      return done(true);
    });
    const told = await read(id);
    expect([told.status, told.capacities]).to.deep.equal(['active', []]);
    expect(told.alert).to.equal('No beds of it are recorded here, so no free places are told.');
    const place = await planner.get(`/api/fhir/Location/${id}`);
    expect(place.body.status).to.equal('active');

    await service.uow.run({ actor: systemActor, requestId: 'beds' }, async (tx) => {
      await execute(tx, 'UPDATE bed_unit SET closes_on = ? WHERE project_id = ?', [
        service.today,
        larchFamilies.id,
      ]);
      return done(true);
    });
    expect((await read(larchFamilies.id)).status).to.equal('inactive');
  });

  it('tells no place as residential rehabilitation that does not count as such', async () => {
    const typesOf = async (): Promise<readonly string[]> =>
      Promise.all(
        ['Location', 'HealthcareService'].map(async (type) => {
          const { body } = await planner.get(`/api/fhir/${type}/${rowanBank.id}`);
          return body.type[0].text;
        }),
      );
    expect(await typesOf()).to.deep.equal(['Residential rehabilitation', 'Residential rehabilitation']);
    await service.uow.run({ actor: systemActor, requestId: 'standing' }, async (tx) => {
      await execute(tx, 'UPDATE rehab_standing SET to_on = ? WHERE project_id = ?', [
        service.today,
        rowanBank.id,
      ]);
      return done(true);
    });
    expect(await typesOf()).to.deep.equal([
      'Not residential rehabilitation',
      'Not residential rehabilitation',
    ]);
    expect((await read(rowanBank.id)).description).to.match(
      /^Does not count as residential rehabilitation\./,
    );
  });

  it('says that figures are old once the provider has not confirmed them for 24 hours', async () => {
    await report(larchHouse.id);
    const saidAt = service.clock.now().toISOString();
    service.clock.advance({ hours: 25 });
    const { capacities, alert } = await read(larchHouse.id);
    expect(capacities[0].updated).to.equal(saidAt);
    expect(capacities[0].description).to.match(/not confirmed .* in the last 24 hours/);
    expect(alert).to.match(/ask the project/);
  });

  it('tells nothing free where the project takes no referrals, and why', async () => {
    await report(larchHouse.id);
    const { body } = await planner.get('/api/projects');
    const { version } = body.projects.find(
      ({ projectId }: { readonly projectId: string }) => projectId === larchHouse.id,
    );
    const switched = await manager.post(
      `/api/projects/${larchHouse.id}/accepting`,
      { isAccepting: false, reason: 'Infection on the first floor' },
      { version },
    );
    expect(switched.status, switched.text).to.equal(200);
    const { capacities, alert } = await read(larchHouse.id);
    expect((capacities as CapacityTold[]).map(({ available }) => available)).to.deep.equal([0, 0, 0]);
    expect(alert).to.equal('Takes no referrals at present: Infection on the first floor.');
  });

  it('says who can come in the words of the rules in force, and where from', async () => {
    const rule = (attribute: string, operator: string, value: unknown, effect: string) => [
      ...[randomUUID(), larchHouse.id, 1, attribute, operator, JSON.stringify(value), null],
      ...['admission', effect, null, 'Invented for this test', addNights(service.today, -30)],
    ];
    await service.uow.run({ actor: systemActor, requestId: 'rules' }, async (tx) => {
      await execute(
        tx,
        `INSERT INTO admission_rule (rule_id, project_id, version, attribute, operator, compared_with, unit, stage, effect, action,
           source, valid_from) VALUES ?`,
        [
          [
            rule('age', 'at_least', 18, 'exclude'),
            rule('mat', 'is', false, 'case_by_case'),
            rule('health_board', 'one_of', ['NHS Highland'], 'exclude'),
          ],
        ],
      );
      return done(true);
    });
    const told = await read(larchHouse.id);
    expect(told.minimum_age).to.equal(18);
    expect(told.eligibility_description).to.contain('Aged 18 or over.');
    expect(told.eligibility_description).to.contain(
      'Not on medication assisted treatment; otherwise the project decides.',
    );
    expect(told.service_areas.map(({ name }: { readonly name: string }) => name)).to.deep.equal([
      'NHS Highland',
    ]);
    const families = await read(larchFamilies.id);
    expect(families.service_areas[0].name).to.equal('Scotland');
    expect(families).to.not.have.property('eligibility_description');
  });

  it('refuses what it does not know by name, and says what it takes', async () => {
    const refused = await planner.get('/api/hsds/services?page=0&modified_after=2026-01-01');
    expect(refused.status).to.equal(400);
    expect(refused.body.errors.map(({ pointer }: { readonly pointer: string }) => pointer)).to.have.members([
      '/query/page',
      '/query/modified_after',
    ]);
    expect((await planner.get(`/api/hsds/services/${unknownId}`)).body.type).to.equal('/problems/not-found');
    expect((await planner.get('/api/hsds/services/no-id')).body.errors[0].pointer).to.equal(
      '/params/projectId',
    );
  });
});
