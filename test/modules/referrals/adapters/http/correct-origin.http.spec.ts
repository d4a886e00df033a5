import { expect } from 'chai';

import { addNights, isoDate } from '../../../../../src/kernel/iso-date.js';
import { fieldsOfDate } from '../../../../../src/ui/forms/date-parts.js';
import { checkInvariants } from '../../../../proof/check-invariants.js';
import { readFacts } from '../../../../proof/facts.js';
import {
  startService,
  type RecordedReferral,
  type RunningService,
} from '../../../../support/running-service.js';

describe('what a referral began with, put right', () => {
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(async () => {
    try {
      const facts = await readFacts((statement) => service.dataSource.query(statement));
      expect(checkInvariants(facts), 'broken invariants').to.deep.equal([]);
    } finally {
      await service?.stop();
    }
  });

  const correct = async (
    { referralId, givenName, familyName, version }: RecordedReferral,
    changes: Readonly<Record<string, unknown>>,
  ) =>
    (await service.as('coordinator')).post(
      `/api/referrals/${referralId}/origin-correction`,
      {
        ...{ givenName, familyName, source: 'key_worker', route: 'adp' },
        ...{ receivedOn: addNights(service.today, -10), reason: 'Misheard on the telephone' },
        ...changes,
      },
      { version },
    );

  it('is the name, the day, who referred and the money; what was before is kept, names apart', async () => {
    const referral = await service.aReferral();
    const receivedOn = addNights(service.today, -20);
    const reply = await correct(referral, {
      ...{ givenName: 'Aonghus', source: 'gp', route: 'prison_to_rehab', receivedOn },
    });
    expect([reply.status, reply.body.version]).to.deep.equal([201, 2]);
    const coordinator = await service.as('coordinator');
    const { html } = await coordinator.page.get(`/referrals/${referral.referralId}`);
    for (const text of ['Aonghus', 'Prison to Rehab', 'Name, day, referrer or money corrected', 'Misheard'])
      expect(html).to.contain(text);
    const rows = (sql: string) => service.dataSource.query(sql);
    const [former] = await rows('SELECT given_name, client_version FROM client_former_name');
    expect(former).to.deep.equal({ given_name: referral.givenName, client_version: 2 });
    const [{ record }] = await rows(
      `SELECT GROUP_CONCAT(CONCAT(COALESCE(before_json, ''), COALESCE(after_json, ''))) AS record FROM audit`,
    );
    expect(record).to.contain('prison_to_rehab').and.not.to.contain('Aonghus');
    const [{ version }] = await rows('SELECT version FROM referral');
    expect(Number(version)).to.equal(2);
  });

  it('is refused as nothing new, without a reason, as somebody else, or on a day that cannot be', async () => {
    const referral = await service.aReferral();
    const other = await service.aReferral({ familyName: 'Nic Leòid' });
    await service.aReferral({ familyName: 'Mac Aoidh', partnership: 'highland' });
    const told = async (changes: Readonly<Record<string, unknown>>) =>
      (await correct(referral, changes)).body;
    expect((await told({})).type).to.equal('/problems/nothing-corrected');
    expect((await told({ source: 'gp', reason: ' ' })).type).to.equal('/problems/invalid-request');
    expect(await told({ familyName: 'NIC LEOID' })).to.include({
      ...{ type: '/problems/person-recorded-already', reference: other.reference },
    });
    expect(await told({ familyName: 'Mac Aoidh' })).to.include({
      ...{ type: '/problems/open-referral-elsewhere', partnershipName: 'Highland' },
    });
    expect((await told({ receivedOn: addNights(service.today, 1) })).type).to.equal(
      '/problems/received-in-the-future',
    );
    const another = await (
      await service.as('coordinator@highland.example')
    ).post(
      `/api/referrals/${referral.referralId}/origin-correction`,
      {
        ...{ givenName: 'A', familyName: 'B', source: 'gp', route: 'adp' },
        ...{ receivedOn: service.today, reason: 'Why' },
      },
      { version: 1 },
    );
    expect(another.status).to.equal(404);
  });

  it('leaves the money where some is asked for or promised', async () => {
    const referral = await service.aReadyReferral();
    const refused = await correct(referral, { route: 'prison_to_rehab' });
    expect([refused.status, refused.body.type]).to.deep.equal([409, '/problems/route-while-funded']);
    expect((await correct(referral, { source: 'hospital' })).status).to.equal(201);
  });

  it('moves the key of the person with the name and the birth, so that another partnership meets it', async () => {
    const referral = await service.aReferral();
    expect((await correct(referral, { familyName: 'Nic Leòid' })).status).to.equal(201);
    const highland = await service.as('coordinator@highland.example');
    const looked = (familyName: string) =>
      highland.post('/api/person-lookups', {
        ...{ givenName: referral.givenName, familyName, bornOn: '1985-06-15' },
      });
    expect((await looked('Nic Leoid')).body.elsewhere.partnershipName).to.equal('Glasgow City');
    expect((await looked(referral.familyName)).body.elsewhere).to.equal(null);
    const again = await service
      .aReferral({ partnership: 'highland', familyName: 'Nic Leòid' })
      .catch((error: unknown) => String(error));
    expect(again).to.contain('open-referral-elsewhere');
  });

  it('is done by page, which keeps what was typed and says why not', async () => {
    const referral = await service.aReferral();
    const address = `/referrals/${referral.referralId}/origin`;
    const coordinator = await service.as('coordinator');
    const fields = {
      ...{ givenName: 'Aonghus', familyName: referral.familyName, source: 'gp', route: 'adp', reason: '' },
      ...fieldsOfDate('receivedOn', isoDate('2030-01-01')),
    };
    const page = await coordinator.page.get(address);
    expect(page.html).to.contain(`value="${referral.familyName}"`);
    const unsaid = await coordinator.page.submit(page, address, fields);
    expect(unsaid.html).to.contain('Say why it is put right').and.to.contain('value="Aonghus"');
    const late = await coordinator.page.submit(await coordinator.page.get(address), address, {
      ...fields,
      reason: 'Misheard',
    });
    expect(late.html).to.contain('Enter today, 23 Nov 2026, or an earlier day');
    const saved = await coordinator.page.submit(await coordinator.page.get(address), address, {
      ...fields,
      reason: 'Misheard',
      ...fieldsOfDate('receivedOn', service.today),
    });
    expect(saved.location).to.equal(`/referrals/${referral.referralId}?done=referral-corrected`);
  });
});
