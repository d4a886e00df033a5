import { dirname } from 'node:path';

import { expect } from 'chai';

import { databaseSettingFaults } from '../../../src/platform/db/settings.js';
import { withTestDatabase, type TestDatabase } from '../../support/database.js';

describe('the database’s settings at start', () => {
  let database: TestDatabase;
  const faults = () => databaseSettingFaults(database.dataSource);
  /** Changes a setting of the whole server, which is the tests' own, and puts it back whatever happens. */
  const faultsWith = async (name: string, value: string): Promise<readonly string[]> => {
    const [was] = await database.dataSource.query(`SELECT @@GLOBAL.${name} AS was`);
    await database.dataSource.query(`SET GLOBAL ${name} = ${value}`);
    try {
      return await faults();
    } finally {
      await database.dataSource.query(`SET GLOBAL ${name} = ${Number(was.was)}`);
    }
  };

  before(async () => {
    database = await withTestDatabase({ poolSize: 2 });
  });
  after(() => database.drop());

  it('are found right on the servers we start ourselves', async () => {
    expect(await faults()).to.deep.equal([]);
  });

  it('keep the temporary files of the server we start ourselves apart from every other server’s', async () => {
    const [{ data, temporary }] = await database.dataSource.query(
      'SELECT @@datadir AS data, @@tmpdir AS temporary',
    );
    // Whoever gives a server of their own has its files where they like.
    const expected = data.includes('rehab-placements-throw-away-') ? dirname(data) : dirname(temporary);
    expect(dirname(temporary)).to.equal(expected);
  });

  for (const { name, value, because } of [
    { name: 'innodb_flush_log_at_trx_commit', value: '2', because: 'must survive the server being killed' },
    { name: 'innodb_snapshot_isolation', value: 'OFF', because: 'silently undo another' },
    { name: 'innodb_print_all_deadlocks', value: 'OFF', because: 'cannot be explained afterwards' },
  ]) {
    it(`name ${name} when it is ${value}, with what to set and why`, async () => {
      const found = await faultsWith(name, value);
      expect(found).to.have.length(1);
      expect(found[0]).to.contain(`${name} is ${value}; set it to`).and.to.contain(because);
      expect(await faults()).to.deep.equal([]);
    });
  }

  it('name a table without a primary key, and one of another engine', async () => {
    await database.dataSource.query('CREATE TABLE keyless (n INT) ENGINE=InnoDB');
    await database.dataSource.query('CREATE TABLE sketchy (n INT PRIMARY KEY) ENGINE=MyISAM');
    try {
      const found = (await faults()).join('\n');
      expect(found).to.contain('Table keyless has no primary key');
      expect(found).to.contain('Table sketchy is MyISAM');
    } finally {
      await database.dataSource.query('DROP TABLE keyless, sketchy');
    }
  });

  it('name everything that is wrong at once', async () => {
    await database.dataSource.query('CREATE TABLE keyless (n INT) ENGINE=InnoDB');
    try {
      expect(await faultsWith('innodb_flush_log_at_trx_commit', '0')).to.have.length(2);
    } finally {
      await database.dataSource.query('DROP TABLE keyless');
    }
  });
});
