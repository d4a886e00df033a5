import { expect } from 'chai';
import { join } from 'node:path';

import { loadDemonstration } from '../../src/composition/demonstration/load.js';
import { addNights, isoDate } from '../../src/kernel/iso-date.js';
import { withTestDatabase, type TestDatabase } from '../support/database.js';

const today = isoDate('2026-11-22');
const firstDay = addNights(today, -16);
const referenceData = join(import.meta.dirname, '../../../config/reference-data');

describe('loading the demonstration', function () {
  this.timeout(120_000);
  const databases: TestDatabase[] = [];
  const fresh = async (): Promise<TestDatabase> => {
    const database = await withTestDatabase({ poolSize: 2 });
    databases.push(database);
    return database;
  };
  const load = (database: TestDatabase, say: (line: string) => void = () => undefined) =>
    loadDemonstration({ databaseUrl: database.url, referenceData, today, firstDay }, say);
  /** What happened, change by change, as far as it is told by the story and not by this moment. */
  const storyOf = async ({ dataSource }: TestDatabase): Promise<string[]> =>
    (
      await dataSource.query(
        `SELECT action, subject_kind, subject_id, DATE_FORMAT(at, '%Y-%m-%d %H:%i') AS minute FROM audit
          WHERE at < '2026-11-22' AND action <> 'identity.member-added' ORDER BY id`,
      )
    ).map((row: Record<string, string>) => Object.values(row).join(' '));
  const count = async ({ dataSource }: TestDatabase, from: string): Promise<number> =>
    Number((await dataSource.query(`SELECT COUNT(*) AS n FROM ${from}`))[0].n);

  let whole: TestDatabase;
  before(async () => {
    whole = await fresh();
    await load(whole);
  });
  after(async () => {
    for (const database of databases) await database.drop();
  });

  it('leaves real projects and an invented caseload, through the commands everybody uses', async () => {
    expect(await count(whole, 'project')).to.be.greaterThan(20);
    expect(await count(whole, 'referral')).to.be.greaterThan(10);
    expect(await count(whole, `audit WHERE action = 'referrals.referral-recorded'`)).to.equal(
      await count(whole, 'referral'),
    );
    expect(await count(whole, 'match_run')).to.be.greaterThan(5);
    expect(
      await count(whole, 'outbox WHERE done_at IS NULL AND due_at <= UTC_TIMESTAMP(6)'),
      'nothing waits that is due',
    ).to.equal(0);
    expect(await count(whole, 'outbox WHERE last_fault IS NOT NULL')).to.equal(0);
  });

  it('leaves a change of a rule for the other manager of its provider to confirm or take back', async () => {
    expect(
      await count(
        whole,
        `admission_rule_change c JOIN project p ON p.id = c.project_id
           JOIN member m ON m.provider_id = p.provider_id AND m.id <> c.proposed_by AND m.role = 'provider_manager'
          WHERE c.state = 'waiting' AND m.email = 'manager@phoenix.example'`,
      ),
    ).to.equal(1);
  });

  it('leaves things half done: a draft, a transfer to answer, a missed assessment', async () => {
    expect(await count(whole, 'referral_draft')).to.equal(1);
    expect(await count(whole, `referral_transfer WHERE state = 'asked'`)).to.equal(1);
    expect(await count(whole, `assessment_appointment WHERE step = 'not_attended'`)).to.equal(1);
  });

  it('leaves money that more than one pays: a takeover that waits for a second person, and an approval', async () => {
    const longStays = await count(
      whole,
      `placement p JOIN partnership t ON t.id = p.partnership_id
        WHERE t.name = 'Glasgow City' AND p.state = 'admitted' AND p.departs_on > '2026-12-20'`,
    );
    expect(await count(whole, `funding_takeover WHERE answer IS NULL`)).to.equal(Math.min(1, longStays));
    expect(
      await count(
        whole,
        `payer_share s JOIN funding_decision d ON d.id = s.agreement_id WHERE s.payer = 'social_work'`,
      ),
    ).to.equal(1);
  });

  it('leaves two alerts that say they are synthetic, and none twice', async () => {
    expect(await count(whole, 'drug_alert')).to.equal(2);
    expect(await count(whole, `drug_alert WHERE headline NOT LIKE 'SYNTHETIC%'`)).to.equal(0);
  });

  it('leaves availability that is fresh, and some that is not', async () => {
    const rows: { hours: number }[] = await whole.dataSource.query(
      `SELECT TIMESTAMPDIFF(HOUR, MAX(reported_at), UTC_TIMESTAMP()) AS hours FROM availability_report GROUP BY project_id`,
    );
    expect(rows.some(({ hours }) => hours < 1)).to.equal(true);
    expect(rows.some(({ hours }) => hours > 24)).to.equal(true);
  });

  it('tells the same story again after it was cut short, from the day it had reached', async () => {
    const cut = await fresh();
    const fault = await load(cut, (line) => {
      if (line.includes('50%')) throw new Error('cut short');
    }).then(
      () => null,
      (found: unknown) => found,
    );
    expect(String(fault)).to.contain('cut short');
    const half = await storyOf(cut);
    await load(cut);
    const story = await storyOf(cut);
    expect(half.length).to.be.greaterThan(20);
    expect(story.slice(0, half.length)).to.deep.equal(half);
    expect(story).to.deep.equal(await storyOf(whole));
  });

  it('adds nothing to a caseload that is whole, and says nothing', async () => {
    const before = await storyOf(whole);
    const rows = await count(whole, 'audit');
    const said: string[] = [];
    await load(whole, (line) => said.push(line));
    expect(await count(whole, 'audit')).to.equal(rows);
    expect(await storyOf(whole)).to.deep.equal(before);
    expect(said).to.deep.equal([]);
  });

  it('does not touch a database in which somebody’s people are', async () => {
    const other = await fresh();
    await other.dataSource.query(
      `INSERT INTO partnership (id, name, health_board, health_board_code) VALUES ('p', 'P', 'B', 'C')`,
    );
    await other.dataSource.query(
      `INSERT INTO client (id, reference, sex, born_on, partnership_id, version) VALUES ('c', 'RP-1', 'female', '1990-01-01', 'p', 1)`,
    );
    const fault = await load(other).then(
      () => null,
      (found: unknown) => found,
    );
    expect(String(fault)).to.contain('holds people already');
    expect(await count(other, 'project')).to.equal(0);
    expect(await count(other, 'demonstration')).to.equal(0);
  });
});
