import { expect } from 'chai';
import { QueryFailedError } from 'typeorm';

import {
  connectFaultText,
  isDatabaseAway,
  isRetryable,
  leavesConnectionUnusable,
} from '../../../src/platform/db/database-fault.js';

const driverFault = (facts: object): Error => Object.assign(new Error('of the driver'), facts);
const ofStatement = (facts: object): Error => new QueryFailedError('SELECT 1', [], driverFault(facts));

describe('a fault of the database', () => {
  for (const [name, facts] of Object.entries({
    'too many connections': { errno: 1040, code: 'ER_CON_COUNT_ERROR' },
    'a password that was changed': { errno: 1045, code: 'ER_ACCESS_DENIED_ERROR' },
    'an account that is locked': { errno: 4151, code: 'ER_ACCOUNT_HAS_BEEN_LOCKED' },
    'a server that takes no writes': { errno: 1290, code: 'ER_OPTION_PREVENTS_STATEMENT' },
    'a statement stopped by hand': { errno: 1317, code: 'ER_QUERY_INTERRUPTED' },
    'a statement stopped for its time': { errno: 1969, code: 'ER_STATEMENT_TIMEOUT' },
    'a connection that was killed': { errno: 1927, code: 'ER_CONNECTION_KILLED' },
    'a full disk': { errno: 1021, code: 'ER_DISK_FULL' },
    'a name that is gone': { errno: -3008, code: 'ENOTFOUND' },
    'a statement that does not come back': { code: 'PROTOCOL_SEQUENCE_TIMEOUT' },
    'a broken connection': { code: 'PROTOCOL_CONNECTION_LOST', fatal: true },
  })) {
    it(`counts ${name} as the database being away, of a connection and of a statement`, () => {
      expect(isDatabaseAway(driverFault(facts))).to.equal(true);
      expect(isDatabaseAway(ofStatement(facts))).to.equal(true);
      expect(isRetryable(ofStatement(facts))).to.equal(false);
    });
  }

  for (const [name, facts] of Object.entries({
    'a slip in a statement': { errno: 1064, code: 'ER_PARSE_ERROR' },
    'a table that is not there': { errno: 1146, code: 'ER_NO_SUCH_TABLE' },
    'a right that is not given': { errno: 1142, code: 'ER_TABLEACCESS_DENIED_ERROR' },
    'a value that is too long': { errno: 1406, code: 'ER_DATA_TOO_LONG' },
    'a key that is taken': { errno: 1062, code: 'ER_DUP_ENTRY' },
  })) {
    it(`leaves ${name} a fault of ours`, () => {
      expect(isDatabaseAway(ofStatement(facts))).to.equal(false);
      expect(isRetryable(ofStatement(facts))).to.equal(false);
    });
  }

  it('tries again what only lost a race', () => {
    for (const errno of [1213, 1205, 1020, 1047]) {
      expect(isRetryable(ofStatement({ errno, code: 'ER' })), String(errno)).to.equal(true);
      expect(isDatabaseAway(ofStatement({ errno, code: 'ER' })), String(errno)).to.equal(false);
    }
  });

  it('gives up a connection on which a statement is still under way, or whose server takes no writes', () => {
    expect(leavesConnectionUnusable({ code: 'PROTOCOL_SEQUENCE_TIMEOUT' })).to.equal(true);
    expect(leavesConnectionUnusable({ code: 'ER_OPTION_PREVENTS_STATEMENT', errno: 1290 })).to.equal(true);
    expect(leavesConnectionUnusable({ code: 'ER_DUP_ENTRY', errno: 1062 })).to.equal(false);
  });

  it('is said in words when it is the first connection that fails', () => {
    expect(connectFaultText(driverFault({ code: 'ECONNREFUSED', errno: -111 }))).to.equal(
      'nothing listens there',
    );
    expect(connectFaultText(driverFault({ code: 'EHOSTUNREACH' }))).to.equal('EHOSTUNREACH');
    expect(connectFaultText(new TypeError('a slip'))).to.equal(null);
  });
});
