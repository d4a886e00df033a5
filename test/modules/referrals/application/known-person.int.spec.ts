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

  it('knows somebody whose name is written with other accents, apostrophes, dashes or signs nobody sees', async () => {
    const spellings = [
      ...[
        ['Mòrag-Anna', "O'Dòmhnaill"],
        ['Morag-Anna', 'O\u2019Domhnaill'],
      ],
      ...[
        ['Mor\u200bag\u2010Anna', 'O\u02bcDomhnaill'],
        ['Ｍorag\u2013Anna', 'O\u2018Domh\u00adnaill'],
      ],
    ] as const;
    const replies = [];
    for (const [givenName, familyName] of spellings) replies.push(await record({ givenName, familyName }));
    expect(replies.map(({ body: { type } }) => type)).to.deep.equal([
      undefined,
      ...Array.from({ length: 3 }, () => '/problems/open-referral-exists'),
    ]);
    expect(await clients()).to.have.length(1);
  });

  it('takes two people for two whose names are of other letters, which the database sorts as one', async () => {
    for (const givenName of ['𐑖𐑷', '𐑣𐑹', 'अनिल', 'अनल']) {
      expect((await record({ givenName })).status, givenName).to.equal(201);
    }
    expect(await clients()).to.have.length(4);
  });

  it('keeps a name as it was typed, and refuses one that would turn or break the line it stands in', async () => {
    await record({ givenName: 'Mòrag', familyName: 'O\u2019Neil' });
    const [kept] = await service.dataSource.query('SELECT given_name, family_name FROM client_identity');
    expect(kept).to.deep.equal({ given_name: 'Mòrag', family_name: 'O\u2019Neil' });
    for (const givenName of [
      'Ann\nMairi',
      'Ann\u0085Mairi',
      'Ann\u202eMairi',
      '\u2066Ann',
      'Ann\u2028Mairi',
    ]) {
      const reply = await record({ givenName });
      expect(reply.status, JSON.stringify(givenName)).to.equal(400);
      expect(reply.body.errors).to.deep.equal([
        {
          ...{ pointer: '/givenName', code: 'custom' },
          detail: 'Write the name on one line, without signs that turn the direction of text.',
        },
      ]);
    }
    expect(await clients()).to.have.length(1);
  });
});
