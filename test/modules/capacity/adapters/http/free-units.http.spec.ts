import { expect } from 'chai';

import { addNights } from '../../../../../src/kernel/iso-date.js';
import type { Caller } from '../../../../support/caller.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { world } from '../../../../support/small-world.js';

describe('looking for a place', () => {
  let service: RunningService;
  let coordinator: Caller;

  before(async () => {
    service = await startService();
    coordinator = await service.as('coordinator');
    await service.anOffer({ bed: 'plain', arrivesOn: addNights(service.today, 7), nights: 14 });
    await service.act('manager@larch.example', (tx) =>
      service.modules.capacity.markOutOfService(
        tx,
        { kind: 'provider', providerId: world.providers.larch.id },
        {
          ...{
            memberId: 'manager',
            bedId: world.beds.male,
            reason: 'repair',
            note: null,
            confirmsPastNights: false,
          },
          ...{ fromOn: service.today, toOn: addNights(service.today, 2) },
        },
      ),
    );
  });
  after(() => service.stop());

  interface Found {
    readonly bedId: string;
    readonly answer: string;
    readonly reasons: readonly {
      readonly rule: string;
      readonly text: string;
      readonly detail: string | null;
    }[];
    readonly nights: readonly { readonly fromOn: string; readonly toOn: string; readonly state: string }[];
  }
  const search = async (question: string, nights = 28): Promise<ReadonlyMap<string, Found>> => {
    const departsOn = addNights(service.today, nights);
    const { status, body, text } = await coordinator.get(
      `/api/free-units?arrivesOn=${service.today}&departsOn=${departsOn}${question}`,
    );
    expect(status, text).to.equal(200);
    const bedNames = new Map<string, string>(Object.entries(world.beds).map(([name, id]) => [id, name]));
    return new Map(body.units.map((unit: Found) => [bedNames.get(unit.bedId), unit]));
  };

  it('lists every unit that is free throughout, when nothing is said of who would come', async () => {
    const found = await search('');
    expect([...found.keys()].sort()).to.deep.equal(
      ['any', 'detox', 'family', 'female', 'rowan1', 'rowan2', 'shared1', 'shared2'].sort(),
    );
    for (const { answer, reasons } of found.values()) {
      expect(answer).to.equal('yes');
      expect(reasons).to.deep.equal([]);
    }
  });

  it('asks the rules that the matcher asks: a woman of 40 who needs a wet room', async () => {
    const found = await search('&sex=female&ageYears=40&needsWetRoom=true');
    expect([...found.keys()]).to.deep.equal(['any']);
  });

  it('says no with every reason, and names the nights in the way', async () => {
    const found = await search('&sex=female&ageYears=40&needsWetRoom=true&include=all');
    expect(found.size).to.equal(Object.keys(world.beds).length);
    const rulesOf = (bed: string) => found.get(bed)?.reasons.map(({ rule }) => rule);
    expect(rulesOf('male')).to.deep.equal(['free_for_the_whole_stay', 'sex_designation', 'wet_room']);
    expect(rulesOf('detox')).to.deep.equal(['rehab_bed', 'wet_room']);
    expect(rulesOf('family')).to.deep.equal(['children_fit']);
    expect(found.get('male')?.nights).to.deep.equal([
      { fromOn: service.today, toOn: addNights(service.today, 2), state: 'out_of_service' },
      { fromOn: addNights(service.today, 2), toOn: addNights(service.today, 28), state: 'free' },
    ]);
    expect(found.get('plain')?.nights.map(({ state }) => state)).to.deep.equal(['free', 'hold', 'free']);
    expect(found.get('male')?.reasons[1]).to.deep.include({
      text: 'Takes women',
      detail: 'The bed is for men only',
    });
  });

  it('lists what may fit as unknown, with what would have to be known', async () => {
    const found = await search('&needsWetRoom=false');
    expect(found.get('female')?.answer).to.equal('unknown');
    expect(found.get('female')?.reasons.map(({ rule }) => rule)).to.deep.equal([
      'sex_designation',
      'adult_at_admission',
    ]);
  });

  it('finds units for families, by the age of the oldest child at the end too', async () => {
    expect([
      ...(await search('&sex=female&ageYears=30&children=2&oldestChildYears=10')).keys(),
    ]).to.deep.equal(['family']);
    const older = await search('&sex=female&ageYears=30&children=2&oldestChildYears=11');
    expect(older.get('family')?.answer, 'twelve before the end, perhaps').to.equal('unknown');
    expect((await search('&sex=female&ageYears=30&children=2&oldestChildYears=12')).size).to.equal(0);
  });

  it('keeps a shared room to one sex', async () => {
    await service.anOffer({
      bed: 'shared1',
      arrivesOn: addNights(service.today, 20),
      nights: 7,
      referral: await service.aReadyReferral({ sex: 'female' }),
    });
    const forMen = await search('&sex=male&ageYears=40&include=all');
    expect(forMen.get('shared2')?.reasons.map(({ rule }) => rule)).to.deep.equal(['room_mix']);
    expect((await search('&sex=male&ageYears=40', 20)).get('shared2')?.answer).to.equal('yes');
    expect((await search('&sex=female&ageYears=40')).get('shared2')?.answer).to.equal('yes');
  });

  it('looks at one project alone when asked', async () => {
    const found = await search(`&projectId=${world.projects.rowanBank.id}`);
    expect([...found.keys()].sort()).to.deep.equal(['detox', 'rowan1', 'rowan2']);
  });

  for (const [what, question, at] of [
    ['an age that is none', '&ageYears=-1', '/query/ageYears'],
    ['an age nobody reaches', '&ageYears=111', '/query/ageYears'],
    ['no adult', '&adults=0', '/query/adults'],
    ['a sex we do not know', '&sex=woman', '/query/sex'],
    ['a need that is neither', '&needsStepFree=1', '/query/needsStepFree'],
    ['half a child', '&children=0.5', '/query/children'],
    ['a need we do not know', '&faith=any', '/query/faith'],
    ['a project that is none', '&projectId=x', '/query/projectId'],
  ] as const) {
    it(`refuses ${what}, and names the field`, async () => {
      const { status, body } = await coordinator.get(
        `/api/free-units?arrivesOn=2026-12-01&departsOn=2026-12-08${question}`,
      );
      expect(status).to.equal(400);
      expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).to.deep.equal([at]);
    });
  }

  it('refuses a stay that is none, or too long', async () => {
    for (const departsOn of ['2026-12-01', '2026-11-30', '2030-01-01']) {
      const { status, body } = await coordinator.get(
        `/api/free-units?arrivesOn=2026-12-01&departsOn=${departsOn}&sex=male`,
      );
      expect(`${status} ${body.type}`).to.equal('422 /problems/dates-not-a-period');
    }
  });
});
