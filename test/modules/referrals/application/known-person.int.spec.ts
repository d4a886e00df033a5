import { expect } from 'chai';

import { startService, type RunningService } from '../../../support/running-service.js';

const person = { givenName: 'Seonaidh', familyName: 'Mac an t-Saoir' };
const body = {
  ...person,
  ...{ bornOn: '1985-06-15', sex: 'male', source: 'self', route: 'adp', receivedOn: '2026-11-20' },
  ...{
    reason: 'Asked',
    substance: 'alcohol',
    urgencyBand: 'soon',
    urgencyReason: 'Judged',
    plannedWeeks: 12,
  },
};

describe('recording somebody who is known', () => {
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(async () => {
    await service?.stop();
  });

  const record = async (changes: Readonly<Record<string, unknown>> = {}) =>
    (await service.as('coordinator')).post('/api/referrals', { ...body, ...changes });
  /** Closes what was recorded, as a coordinator does. */
  const close = async (referralId: string): Promise<void> => {
    await service.dataSource.query(
      `UPDATE referral SET state = 'closed', closed_reason = 'uncontactable' WHERE id = ?`,
      [referralId],
    );
  };
  const clients = async (): Promise<readonly { readonly sex: string; readonly version: number }[]> =>
    service.dataSource.query('SELECT sex, version FROM client ORDER BY id');

  it('is refused with another sex, which is named, and nothing is changed', async () => {
    const first = await record();
    await close(first.body.referralId);
    const again = await record({ sex: 'female' });
    expect(again.status).to.equal(409);
    expect(again.body).to.include({
      ...{
        type: '/problems/recorded-with-another-sex',
        recordedSex: 'male',
        reference: first.body.reference,
      },
    });
    expect(again.body.errors[0].pointer).to.equal('/sex');
    expect(await clients()).to.deep.equal([{ sex: 'male', version: 1 }]);
    expect((await record({ sex: 'not_known' })).status).to.equal(201);
    expect(await clients()).to.deep.equal([{ sex: 'male', version: 1 }]);
  });

  it('fills in a sex that was not known, on record', async () => {
    const first = await record({ sex: 'not_known' });
    await close(first.body.referralId);
    expect((await record({ sex: 'female' })).status).to.equal(201);
    expect(await clients()).to.deep.equal([{ sex: 'female', version: 2 }]);
    const [row] = await service.dataSource.query(
      `SELECT version, before_json AS was, after_json AS is_now FROM audit WHERE action = 'referrals.client-corrected'`,
    );
    const parsed = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value);
    expect([row.version, parsed(row.was), parsed(row.is_now)]).to.deep.equal([
      ...[2, { sex: 'not_known' }, { sex: 'female' }],
    ]);
  });

  it('knows a name however its letters are composed, spaced and capitalised', async () => {
    await record({ givenName: 'Mòrag Anna', familyName: 'Weiß' });
    const again = await record({ givenName: 'MO\u0300RAG  anna', familyName: 'WEISS' });
    expect(again.body.type).to.equal('/problems/open-referral-exists');
    expect(await clients()).to.have.length(1);
  });

  it('takes two people for two whose names differ by an accent or by letters the database sorts as one', async () => {
    for (const givenName of ['Jose', 'José', '𐑖𐑷', '𐑣𐑹']) {
      expect((await record({ givenName })).status, givenName).to.equal(201);
    }
    expect(await clients()).to.have.length(4);
  });
});
