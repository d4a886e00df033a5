import { expect } from 'chai';
import { parse } from 'csv-parse/sync';

import { nationalExtract } from '../../../../../config/national-extract.js';
import { addNights, isoDate } from '../../../../../src/kernel/iso-date.js';
import { readPlacementFacts } from '../../../../../src/modules/exchange/adapters/db/extract-facts.js';
import { makeTakeExtract } from '../../../../../src/modules/exchange/application/take-extract.js';
import { monthOf } from '../../../../../src/modules/exchange/domain/month.js';
import type { ExtractRow } from '../../../../../src/modules/exchange/domain/extract.js';
import type { Caller } from '../../../../support/caller.js';
import { startService, type RunningService } from '../../../../support/running-service.js';

const bornOn = isoDate('1991-02-03');

describe('the monthly extract of placements', function () {
  this.timeout(60_000);
  let service: RunningService;
  let governance: Caller;
  let names: readonly string[];

  /** Four placements by the end of November: one who lives there, one who left early, one booked, one never begun. */
  before(async () => {
    service = await startService();
    const resident = await service.aResident({
      bed: 'rowan1',
      referral: await service.aReadyReferral({ givenName: 'Quentina', familyName: 'Zabrowska', bornOn }),
    });
    const left = await service.aResident({ bed: 'rowan2' });
    service.clock.advance({ days: 3 });
    const rowan = await service.as('manager@rowan.example');
    const gone = await rowan.post(
      `/api/placements/${left.placementId}/discharge`,
      { endedOn: service.today, kind: 'unplanned', reason: 'dropped_out' },
      { version: left.version },
    );
    expect(gone.status, gone.text).to.equal(201);
    const booked = await service.aBooking({
      ...{ bed: 'any', arrivesOn: addNights(service.today, 1) },
      referral: await service.aReadyReferral({ partnership: 'highland', substance: 'drug' }),
    });
    await service.aBooking({ bed: 'plain', arrivesOn: isoDate('2027-01-11') });
    names = [resident, left, booked].flatMap(({ offer: { referral } }) => [
      ...[referral.givenName, referral.familyName, referral.reference],
      ...[referral.referralId, referral.clientId],
    ]);
    service.clock.set(new Date('2026-12-01T09:00:00.000Z'));
    governance = await service.as('information_governance');
  });
  after(() => service.stop());

  const take = async (month = '2026-11') => {
    const reply = await governance.get(`/api/extracts/${month}`);
    expect(reply.status, reply.text).to.equal(200);
    const rows: readonly ExtractRow[] = parse(reply.text, { bom: true, comment: '#', columns: true });
    return { reply, rows };
  };

  it('holds one row a placement of the month, and none of a booking for a later one', async () => {
    const { rows } = await take();
    const told = rows.map(({ partnership, provider, state, substance, started_on, ended_on }) =>
      [partnership, provider, state, substance, started_on, ended_on].join(' | '),
    );
    expect(told).to.have.members([
      'Glasgow City | Rowan Recovery | in_programme | alcohol | 2026-11-23 | ',
      'Glasgow City | Rowan Recovery | ended | alcohol | 2026-11-23 | 2026-11-26',
      'Highland | Larch Trust | not_started | drug |  | ',
    ]);
    const ended = rows.find(({ state }) => state === 'ended')!;
    expect([
      ...[ended.ended_before_planned_end, ended.planned_weeks, ended.weekly_rate_pounds],
      ...[ended.estimated_cost_pounds, ended.counts_as_residential_rehab, ended.approved_on],
    ]).to.deep.equal(['yes', '12.0', '1050.00', '12600.00', 'yes', '2026-11-22']);
    expect((await take('2026-10')).rows).to.deep.equal([]);
  });

  it('has as many placements that began in a month as the measure of placements started counts', async () => {
    const { rows } = await take();
    const began = rows.filter(
      (row) =>
        row.started_on.startsWith('2026-11') &&
        row.counts_as_residential_rehab === 'yes' &&
        row.continues_earlier_stay === 'no',
    );
    const { body } = await governance.get('/api/measures?financialYear=2026');
    const started = body.measures.find(
      ({ measureId }: { readonly measureId: string }) => measureId === 'placements-started',
    );
    const november = started.months.find(
      ({ startsOn }: { readonly startsOn: string }) => startsOn === '2026-11-01',
    );
    expect([began.length, november.count]).to.deep.equal([2, 2]);
  });

  it('is refused whole, and not cut, where there are more placements than a month can have', async () => {
    const takeAtMost = (mostRows: number) =>
      makeTakeExtract({
        definition: { ...nationalExtract, mostRows },
        readPlacements: readPlacementFacts,
        newKeys: () => (kind, id) => `${kind} ${id}`,
      });
    const now = { at: service.clock.now(), today: service.today };
    const taken = (mostRows: number) => service.uow.read((tx) => takeAtMost(mostRows)(tx, '2026-11', now));
    expect(await taken(2)).to.deep.equal({
      ok: false,
      refusal: { code: 'extract-too-large', mostRows: 2 },
    });
    expect((await taken(3)).ok).to.equal(true);
  });

  it('says in the file that it is not the official format, which month it is, and when it was taken', async () => {
    const { reply } = await take();
    expect(reply.headers.get('content-type')).to.equal('text/csv; charset=utf-8');
    expect(reply.headers.get('content-disposition')).to.equal('attachment; filename=placements-2026-11.csv');
    const head = reply.text.split('\r\n').filter((line) => /^\uFEFF?# /.test(line));
    expect(head.join(' ')).to.match(/not the official format/);
    expect(head.join(' ')).to.match(/Month: 2026-11 # Taken at: 2026-12-01T09:00:00\.000Z # Placements: 3/);
  });

  it('holds no name, reference, id or date of birth, and an age in a band', async () => {
    const { reply, rows } = await take();
    for (const betraying of [...names, bornOn, '03/02/1991']) {
      expect(reply.text, betraying).to.not.contain(betraying);
    }
    expect(reply.text).to.not.match(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    expect(rows.map(({ age_band }) => age_band)).to.have.members(['35 to 44', '35 to 44', '35 to 44']);
  });

  it('makes its keys anew each time, so that two files cannot be joined', async () => {
    const [first, second] = [await take(), await take()];
    const keysOf = ({ rows }: typeof first) =>
      rows.flatMap(({ placement_key, person_key }) => [placement_key, person_key]);
    expect(new Set([...keysOf(first), ...keysOf(second)]).size).to.equal(12);
    for (const key of keysOf(first)) expect(key).to.match(/^[0-9a-f]{20}$/);
  });

  it('is refused while the month is not over, with the day from which it can be taken', async () => {
    const reply = await governance.get('/api/extracts/2026-12');
    expect([reply.status, reply.body.type]).to.deep.equal([409, '/problems/month-not-over']);
    expect(reply.body.overOn).to.equal(monthOf(service.today).endsOn);
    expect(reply.body.detail).to.equal('It can be taken from 2027-01-01 on.');
    for (const month of ['2026-13', 'last', '2026-11-01', '%27%3B--']) {
      const unknown = await governance.get(`/api/extracts/${month}`);
      expect([unknown.status, unknown.body.errors[0].pointer], month).to.deep.equal([400, '/params/month']);
      expect(unknown.body.errors[0].detail).to.equal('Name a month as year and number, such as 2026-10.');
    }
    expect((await governance.get('/api/extracts/2999-01')).status).to.equal(404);
    const asked = await governance.get('/api/extracts/2026-11?partnership=glasgow');
    expect([asked.status, asked.body.errors[0].pointer]).to.deep.equal([400, '/query/partnership']);
  });

  it('is for information governance alone: planners, partnerships and providers never have it', async () => {
    for (const who of [
      ...(['planner', 'coordinator', 'approver', 'provider_manager', 'provider_staff'] as const),
      'administrator' as const,
    ]) {
      const caller = await service.as(who);
      expect((await caller.get('/api/extracts/2026-11')).status, who).to.equal(403);
      expect((await caller.page.get('/extracts')).status, who).to.equal(403);
    }
  });

  it('records who took which month', async () => {
    await take('2026-09');
    const [row] = await service.dataSource.query(
      `SELECT subject_kind, subject_id, member_role, door FROM person_access WHERE subject_id = '2026-09'`,
    );
    expect(row).to.deep.equal({
      ...{ subject_kind: 'national-extract', subject_id: '2026-09' },
      ...{ member_role: 'information_governance', door: 'takeNationalExtract' },
    });
  });

  it('says what each column answers, to whoever may see measures', async () => {
    const { body } = await (await service.as('planner')).get('/api/extracts/mapping');
    expect([body.isOfficialFormat, body.version]).to.deep.equal([false, 1]);
    expect(body.mapping).to.have.lengthOf.above(20);
    expect(body.mapping.at(-1).column).to.equal(null);
  });
});
