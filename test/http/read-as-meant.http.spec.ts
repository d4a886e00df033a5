import { expect } from 'chai';

import { newKey, type Caller } from '../support/caller.js';
import { startService, type RunningService } from '../support/running-service.js';

const body = {
  ...{ givenName: 'Eilidh', familyName: 'Nic an Tòisich', bornOn: '1985-06-15', sex: 'female' },
  ...{ source: 'self', route: 'adp', receivedOn: '2026-11-20', reason: 'Asked', substance: 'alcohol' },
  ...{ urgencyBand: 'soon', urgencyReason: 'Judged', plannedWeeks: 12 },
};

describe('a body', () => {
  let service: RunningService;
  let coordinator: Caller;
  before(async () => {
    service = await startService();
    coordinator = await service.as('coordinator');
  });
  after(async () => {
    await service?.stop();
  });

  /** Sends bytes as they are. */
  const send = async (bytes: Buffer<ArrayBuffer>, path = '/api/referrals', type = 'application/json') => {
    const answer = await fetch(`${service.url}${path}`, {
      method: 'POST',
      body: bytes,
      redirect: 'manual',
      headers: {
        'content-type': type,
        cookie: coordinator.cookie,
        'x-csrf-token': coordinator.csrfToken,
        'idempotency-key': newKey(),
      },
    });
    const text = await answer.text();
    return { status: answer.status, text };
  };
  const problems = ({ status, text }: { readonly status: number; readonly text: string }): unknown => [
    status,
    ...JSON.parse(text).errors.map(({ pointer }: { readonly pointer: string }) => pointer),
  ];
  const json = (changes: Readonly<Record<string, unknown>> = {}): string =>
    JSON.stringify({ ...body, ...changes });
  const recorded = async (): Promise<number> => {
    const [row] = await service.dataSource.query('SELECT COUNT(*) AS n FROM client');
    return Number(row.n);
  };

  it('that is not UTF-8 is refused, with the field whose letters would be lost', async () => {
    const latin = Buffer.from(json({ givenName: 'Mòrag', nested: { deep: ['ò'] } }), 'latin1');
    expect(problems(await send(latin))).to.deep.equal([400, '/givenName', '/familyName', '/nested/deep/0']);
    const other = await send(
      Buffer.from(json(), 'utf16le'),
      '/api/referrals',
      'application/json; charset=utf-16le',
    );
    expect(other.status).to.equal(415);
    expect(await recorded()).to.equal(0);
  });

  it('that says one thing twice is refused, with the field', async () => {
    const twice = json().replace('"sex":"female"', '"sex":"female","sex":"male"');
    expect(problems(await send(Buffer.from(twice)))).to.deep.equal([400, '/sex']);
    expect(await recorded()).to.equal(0);
  });

  it('with a name nobody can read is refused, with the field', async () => {
    const unreadable = {
      givenName: '\ud800',
      familyName: '\u200b',
      reason: '\ufeff',
      urgencyReason: 'a\udc00',
    };
    expect(problems(await send(Buffer.from(json(unreadable))))).to.deep.equal([
      ...[400, '/givenName', '/familyName', '/reason', '/urgencyReason'],
    ]);
    expect(await recorded()).to.equal(0);
  });

  it('of a form that is not UTF-8 is refused as a page', async () => {
    const form = 'application/x-www-form-urlencoded';
    for (const text of [
      `csrfToken=${coordinator.csrfToken}&givenName=%FFa`,
      'givenName=%ED%A0%80',
      'a=100%',
    ]) {
      expect((await send(Buffer.from(text), '/referrals/new', form)).status, text).to.equal(400);
    }
  });

  it('in any language, with accents in one piece or two, is read as it was sent', async () => {
    const answer = await send(Buffer.from(json({ givenName: 'Zoë 王', reason: '{"sex":1,"sex":2} 🌿' })));
    expect(answer.status).to.equal(201);
    expect(await recorded()).to.equal(1);
  });
});
