import { randomUUID } from 'node:crypto';

import { expect } from 'chai';

import { isoDate } from '../../../../../src/kernel/iso-date.js';
import { fieldsOfDate } from '../../../../../src/ui/forms/date-parts.js';
import { startService, type RunningService } from '../../../../support/running-service.js';

const person = { givenName: 'Seonaidh', familyName: 'Mac an t-Saoir', bornOn: '1985-06-15' };
const body = {
  ...person,
  ...{ sex: 'male', source: 'self', route: 'adp', receivedOn: '2026-11-20', reason: 'Asked' },
  ...{ substance: 'alcohol', urgencyBand: 'soon', urgencyReason: 'Judged', plannedWeeks: 12 },
};

describe('one person has one live referral in the whole country', () => {
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(async () => {
    await service?.stop();
  });

  const glasgow = () => service.as('coordinator@glasgow.example');
  const highland = () => service.as('coordinator@highland.example');
  const rows = (sql: string) => service.dataSource.query(sql);

  it('tells another partnership which one has it and whom to ask, nothing else, and keeps that it was told', async () => {
    const first = await (await glasgow()).post('/api/referrals', body);
    const looked = await (
      await highland()
    ).post('/api/person-lookups', {
      ...person,
      givenName: 'SEONAIDH',
    });
    expect(looked.body).to.deep.equal({
      ownReferralId: null,
      askPartnershipName: null,
      elsewhere: {
        referralId: first.body.referralId,
        partnershipId: looked.body.elsewhere.partnershipId,
        partnershipName: 'Glasgow City',
        whomToAsk: [{ displayName: 'Cara Muir', email: 'coordinator@glasgow.example' }],
      },
    });
    expect((await (await highland()).get(`/api/referrals/${first.body.referralId}`)).status).to.equal(404);
    const own = await (await glasgow()).post('/api/person-lookups', person);
    expect(own.body).to.deep.equal({
      ownReferralId: first.body.referralId,
      askPartnershipName: null,
      elsewhere: null,
    });
    const told = await rows(`SELECT subject_id FROM audit WHERE action = 'referrals.told-elsewhere'`);
    expect(told).to.deep.equal([{ subject_id: first.body.referralId }]);
    const nobody = await (await highland()).post('/api/person-lookups', { ...person, bornOn: '1985-06-16' });
    expect(nobody.body).to.deep.equal({ ownReferralId: null, askPartnershipName: null, elsewhere: null });
  });

  it('is refused to the second, unless they say how they know that it is somebody else', async () => {
    const first = await (await glasgow()).post('/api/referrals', body);
    const refused = await (await highland()).post('/api/referrals', body);
    expect([refused.status, refused.body.type, refused.body.partnershipName]).to.deep.equal([
      409,
      '/problems/open-referral-elsewhere',
      'Glasgow City',
    ]);
    expect(refused.text).not.to.contain(first.body.reference);
    const differentPersonBecause = 'Their cousin, of the same name; both came to see us';
    const second = await (await highland()).post('/api/referrals', { ...body, differentPersonBecause });
    expect(second.status).to.equal(201);
    const [apart] = await rows('SELECT other_referral_id, reason FROM referral_told_apart');
    expect(apart).to.deep.equal({
      other_referral_id: first.body.referralId,
      reason: differentPersonBecause,
    });
  });

  it('is asked about each of the same name and birth: “somebody else”, said of one, is not said of the next', async () => {
    const first = await (await glasgow()).post('/api/referrals', body);
    const fife = randomUUID();
    const because = 'Not the one in Glasgow City';
    const apart = { ...body, differentPersonBecause: because };
    const second = await (await highland()).post('/api/referrals', apart);
    await rows(`INSERT INTO partnership (id, name, health_board, health_board_code)
      VALUES ('${fife}', 'Fife', 'NHS Fife', 'S08')`);
    for (const table of ['client', 'referral']) {
      const who = table === 'client' ? 'client_id' : 'id';
      await rows(`UPDATE ${table} SET partnership_id = '${fife}'
        WHERE id = (SELECT x.id FROM (SELECT ${who} AS id FROM referral WHERE id = '${second.body.referralId}') x)`);
    }
    const refused = await (await highland()).post('/api/referrals', apart);
    expect([refused.status, refused.body.type, refused.body.partnershipName]).to.deep.equal([
      409,
      '/problems/open-referral-elsewhere',
      'Fife',
    ]);
    const shown = await (
      await highland()
    ).page.post('/referrals/new', {
      ...{ ...person, sex: 'male', source: 'self', route: 'adp', reason: 'Asked', plannedWeeks: '' },
      ...fieldsOfDate('bornOn', isoDate(person.bornOn)),
      ...fieldsOfDate('receivedOn', isoDate(body.receivedOn)),
      ...{ differentPersonBecause: because, differentFrom: first.body.referralId },
    });
    expect(shown.html)
      .to.contain('Fife has an open referral')
      .and.to.contain('Glasgow City has an open referral')
      .and.to.contain(`name="differentFrom" value="${first.body.referralId} ${second.body.referralId}"`)
      .and.to.contain(because);
    const differentFrom = [first.body.referralId, second.body.referralId];
    const third = await (
      await highland()
    ).post('/api/referrals', {
      ...body,
      ...{ differentPersonBecause: 'Neither: met both', differentFrom },
    });
    expect(third.status, third.text).to.equal(201);
    const told = await rows(`SELECT other_referral_id AS other FROM referral_told_apart
      WHERE referral_id = '${third.body.referralId}' ORDER BY other_referral_id`);
    expect(told.map(({ other }: { other: string }) => other)).to.deep.equal([...differentFrom].sort());
  });

  it('keeps that the second was told, although nothing was recorded: by the API, on the page, and by a correction', async () => {
    const first = await (await glasgow()).post('/api/referrals', body);
    const countTold = async () =>
      (
        await rows(`SELECT actor_id FROM audit
          WHERE action = 'referrals.told-elsewhere' AND subject_id = '${first.body.referralId}'`)
      ).length;
    const caller = await highland();
    await caller.post('/api/referrals', body);
    expect(await countTold()).to.equal(1);
    const [bornOn, receivedOn] = [isoDate(person.bornOn), isoDate(body.receivedOn)];
    const shown = await caller.page.post('/referrals/new', {
      ...{ ...person, sex: 'male', source: 'self', route: 'adp', reason: 'Asked', plannedWeeks: '' },
      ...{ ...fieldsOfDate('bornOn', bornOn), ...fieldsOfDate('receivedOn', receivedOn) },
    });
    expect(shown.html).to.contain('Glasgow City has an open referral');
    expect(await countTold()).to.equal(2);
    const other = await caller.post('/api/referrals', { ...body, familyName: 'NicLeòid' });
    const renamed = await caller.post(
      `/api/referrals/${other.body.referralId}/origin-correction`,
      {
        ...{ givenName: person.givenName, familyName: person.familyName, source: 'self', route: 'adp' },
        ...{ receivedOn, reason: 'Misheard' },
      },
      { version: 1 },
    );
    expect(renamed.body.type).to.equal('/problems/open-referral-elsewhere');
    expect(await countTold()).to.equal(3);
  });

  it('is free again when the referral is closed', async () => {
    const first = await (await glasgow()).post('/api/referrals', body);
    const closed = await (
      await glasgow()
    ).post(`/api/referrals/${first.body.referralId}/closing`, { reason: 'moved_away' }, { version: 1 });
    expect(closed.status).to.equal(201);
    expect((await (await highland()).post('/api/referrals', body)).status).to.equal(201);
  });

  it('is decided by a key when two partnerships record at the same moment', async () => {
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const same = { ...body, familyName: `Mac an t-Saoir ${'abcdefgh'[attempt]}` };
      const callers = [await glasgow(), await highland()];
      const replies = await Promise.all(callers.map((caller) => caller.post('/api/referrals', same)));
      expect(replies.map(({ status }) => status).sort()).to.deep.equal([201, 409]);
      expect(replies.find(({ status }) => status === 409)?.body.type).to.equal(
        '/problems/open-referral-elsewhere',
      );
    }
    expect(await rows(`SELECT id FROM referral WHERE state = 'open'`)).to.have.length(8);
  });

  describe('whose name or day of birth is put right after they were told apart', () => {
    const because = 'Their cousin; both came to see us';
    const third = { ...body, givenName: 'Mairead' };
    const apart = () =>
      rows('SELECT other_referral_id, reason FROM referral_told_apart ORDER BY recorded_at');
    const isToldApart = async (id: string): Promise<boolean> =>
      (await rows(`SELECT is_told_apart FROM referral WHERE id = '${id}'`))[0].is_told_apart === 1;
    const toldApart = async (): Promise<string> => {
      await (await glasgow()).post('/api/referrals', body);
      const second = await (
        await highland()
      ).post('/api/referrals', { ...body, differentPersonBecause: because });
      expect(second.status, second.text).to.equal(201);
      return second.body.referralId;
    };
    const rename = async (id: string, givenName: string, version: number, more: object = {}) =>
      (await highland()).post(
        `/api/referrals/${id}/origin-correction`,
        {
          ...{ givenName, familyName: person.familyName, source: 'self', route: 'adp' },
          ...{ receivedOn: body.receivedOn, reason: 'Misheard', ...more },
        },
        { version },
      );

    it('are asked again when a third person is met, and not of those they were told apart from', async () => {
      const id = await toldApart();
      const met = await (await glasgow()).post('/api/referrals', third);
      const same = await rename(id, 'SEONAIDH', 1);
      expect(same.status, same.text).to.equal(201);
      expect(await isToldApart(id)).to.equal(true);
      const refused = await rename(id, 'Mairead', 2);
      expect([refused.status, refused.body.type, refused.body.referralId]).to.deep.equal([
        409,
        '/problems/open-referral-elsewhere',
        met.body.referralId,
      ]);
      const said = await rename(id, 'Mairead', 2, { differentPersonBecause: 'Not the aunt: she is thirty' });
      expect(said.status, said.text).to.equal(201);
      expect((await apart()).map(({ reason }: { reason: string }) => reason)).to.deep.equal([
        because,
        'Not the aunt: she is thirty',
      ]);
      expect((await rename(id, 'MAIREAD', 3)).status).to.equal(201);
    });

    it('meet the key again under a name that nobody has: of two at once one is told', async () => {
      const id = await toldApart();
      const caller = await glasgow();
      for (let version = 1, attempt = 0; attempt < 12; attempt += 1) {
        const givenName = `Mairead ${'abcdefghijkl'[attempt]}`;
        const [renamed, recorded] = await Promise.all([
          rename(id, givenName, version),
          caller.post('/api/referrals', { ...body, givenName }),
        ]);
        expect([renamed.status, recorded.status].filter((status) => status === 201)).to.have.length(1);
        if (renamed.status !== 201) continue;
        version += 1;
        expect(await isToldApart(id)).to.equal(false);
      }
    });

    it('are asked when the day of birth agrees with a third person’s, on the page too, and keep what was typed', async () => {
      const id = await toldApart();
      await (await glasgow()).post('/api/referrals', { ...body, bornOn: '1985-06-16' });
      const caller = await highland();
      const action = `/referrals/${id}/correction`;
      const page = await caller.page.get(action);
      const recorded = await service.uow.read((tx) => service.modules.referrals.readCorrectable(tx, id));
      const api = async (more: object) =>
        caller.post(`/api${action}`, { ...recorded, bornOn: '1985-06-16', ...more }, { version: 1 });
      expect(page.html).to.not.contain('how do you know?');
      const refused = await api({});
      expect(refused.body.type, refused.text).to.equal('/problems/open-referral-elsewhere');
      const origin = `/referrals/${id}/origin`;
      await (await glasgow()).post('/api/referrals', third);
      const form = { ...person, givenName: 'Mairead', source: 'self', route: 'adp', reason: 'Misheard' };
      const typed = { ...form, ...fieldsOfDate('receivedOn', isoDate(body.receivedOn)) };
      const { bornOn: _bornOn, ...fields } = typed;
      const again = await caller.page.submit(await caller.page.get(origin), origin, fields);
      expect(again.html).to.contain('how do you know?').and.to.contain('value="Mairead"');
      const said = await api({ differentPersonBecause: 'A day older, and taller' });
      expect(said.status, said.text).to.equal(201);
      expect(await apart()).to.have.length(2);
    });
  });

  it('finds somebody who was recorded before there was a key', async () => {
    await (await glasgow()).post('/api/referrals', body);
    await rows('UPDATE referral SET person_key = NULL');
    expect((await (await highland()).post('/api/referrals', body)).body.type).to.equal(
      '/problems/open-referral-elsewhere',
    );
  });
});
