import { expect } from 'chai';

import type { AuditEntry } from '../../../../src/kernel/audit.js';
import type { Tx } from '../../../../src/kernel/unit-of-work.js';
import {
  makeBeginSignIn,
  makeCompleteSignIn,
  waitAfter,
  type Failures,
  type Member,
} from '../../../../src/modules/identity/application/sign-in.js';

const tx = {} as Tx;
const member: Member = {
  actor: { memberId: 'member-1', role: 'coordinator', home: { kind: 'national' } },
  email: 'cara@glasgow.example',
  displayName: 'Cara Muir',
  passwordHash: 'hash of heather',
};
const never: Failures = { count: 0, secondsSinceLast: null };

const beginning = (failures: Failures = never) => {
  const did = { noted: [] as number[], attempts: [] as string[], order: [] as string[] };
  const begin = makeBeginSignIn({
    findMember: async (_tx, email) => (email === member.email ? member : null),
    takeFailures: async () => {
      did.order.push('takes');
      return failures;
    },
    noteFailure: async (_tx, _trier, count) => {
      did.order.push('notes');
      did.noted.push(count);
    },
    recordAttempt: async (_tx, email) => {
      did.attempts.push(email);
      return 'attempt-1';
    },
  });
  return { did, begin: (email = member.email) => begin(tx, { email, source: '192.0.2.1' }) };
};

describe('beginning to sign in', () => {
  it('gives what the password is compared with, and counts the try as failed until it proves right', async () => {
    const { did, begin } = beginning();
    expect(await begin()).to.deep.equal({
      ok: true,
      value: { attemptId: 'attempt-1', memberId: 'member-1', passwordHash: 'hash of heather' },
    });
    expect(did).to.deep.equal({ noted: [1], attempts: [member.email], order: ['takes', 'notes'] });
  });

  it('treats an address that nobody has as any other', async () => {
    const { did, begin } = beginning({ count: 3, secondsSinceLast: 0 });
    expect(await begin('nobody@glasgow.example')).to.deep.equal({
      ok: true,
      value: { attemptId: 'attempt-1', memberId: null, passwordHash: null },
    });
    expect(did.noted).to.deep.equal([4]);
  });

  it('makes somebody wait after five failures, longer after each one more, a quarter of an hour at most', () => {
    expect([0, 4, 5, 6, 7, 8, 9, 10, 11, 500].map(waitAfter)).to.deep.equal([
      ...[0, 0, 30, 60, 120, 240, 480, 900, 900, 900],
    ]);
  });

  it('refuses who must wait, says how long, and neither counts nor keeps the try', async () => {
    const { did, begin } = beginning({ count: 6, secondsSinceLast: 59 });
    expect(await begin()).to.deep.equal({ ok: false, refusal: { code: 'must-wait', seconds: 1 } });
    expect(did).to.deep.equal({ noted: [], attempts: [], order: ['takes'] });
  });

  it('lets them try again when the wait is over, and counts on from there', async () => {
    const { did, begin } = beginning({ count: 6, secondsSinceLast: 60 });
    expect((await begin()).ok).to.equal(true);
    expect(did.noted).to.deep.equal([7]);
  });

  it('forgets failures of the day before', async () => {
    const { did, begin } = beginning({ count: 40, secondsSinceLast: 24 * 60 * 60 });
    expect((await begin()).ok).to.equal(true);
    expect(did.noted).to.deep.equal([1]);
  });
});

describe('completing a sign-in', () => {
  const completing = () => {
    const did = {
      forgotten: [] as string[],
      succeeded: [] as string[],
      opened: [] as string[],
      closed: [] as string[],
      audited: [] as AuditEntry[],
    };
    let tokens = 0;
    const complete = makeCompleteSignIn({
      forgetFailures: async (_tx, { source }) => {
        did.forgotten.push(source);
      },
      markSucceeded: async (_tx, attemptId) => {
        did.succeeded.push(attemptId);
      },
      openSession: async (_tx, { token }) => {
        did.opened.push(token);
      },
      closeSession: async (_tx, token) => {
        did.closed.push(token);
      },
      newToken: () => {
        tokens += 1;
        return `token-${tokens}`;
      },
      newFormToken: (memberId) => {
        tokens += 1;
        return `form-token-${tokens}-of-${memberId}`;
      },
      audit: async (_tx, entry) => {
        did.audited.push(entry);
      },
    });
    const run = (formerToken: string | null) =>
      complete(tx, {
        trier: { email: member.email, source: '192.0.2.1' },
        attemptId: 'attempt-1',
        memberId: 'member-1',
        formerToken,
      });
    return { did, run };
  };

  it('opens a session with two tokens of its own, forgets the failures, and is recorded', async () => {
    const { did, run } = completing();
    expect(await run(null)).to.deep.equal({
      ok: true,
      value: { token: 'token-1', csrfToken: 'form-token-2-of-member-1', memberId: 'member-1' },
    });
    const { audited, ...rest } = did;
    expect(rest).to.deep.equal({
      forgotten: ['192.0.2.1'],
      succeeded: ['attempt-1'],
      opened: ['token-1'],
      closed: [],
    });
    expect(audited.map(({ action }) => action)).to.deep.equal(['identity.signed-in']);
  });

  it('ends the session the browser had before', async () => {
    const { did, run } = completing();
    await run('former');
    expect(did.closed).to.deep.equal(['former']);
  });
});
