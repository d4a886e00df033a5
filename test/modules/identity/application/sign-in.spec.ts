import { expect } from 'chai';

import type { AuditEntry } from '../../../../src/kernel/audit.js';
import type { Tx } from '../../../../src/kernel/unit-of-work.js';
import {
  failuresAllowed,
  makeSignIn,
  type Member,
} from '../../../../src/modules/identity/application/sign-in.js';

const tx = {} as Tx;
const member: Member = {
  actor: { memberId: 'member-1', role: 'coordinator', home: { kind: 'national' } },
  email: 'cara@glasgow.example',
  displayName: 'Cara Muir',
  passwordHash: 'hash of heather',
};

const world = ({ failures = 0 }: { readonly failures?: number } = {}) => {
  const did = {
    attempts: [] as [string, boolean][],
    sessions: [] as string[],
    audited: [] as AuditEntry[],
    verified: [] as string[],
    order: [] as string[],
  };
  let tokens = 0;
  const signIn = makeSignIn({
    findMember: async (_tx, email) => (email === member.email ? member : null),
    takeAddress: async () => {
      did.order.push('takes the address');
    },
    recentFailures: async () => {
      did.order.push('counts');
      return failures;
    },
    recordAttempt: async (_tx, email, succeeded) => {
      did.attempts.push([email, succeeded]);
    },
    openSession: async (_tx, { token }) => {
      did.sessions.push(token);
    },
    verifyPassword: async (hash, password) => {
      did.verified.push(hash);
      return hash === `hash of ${password}`;
    },
    decoyHash: 'hash of nothing',
    newToken: () => {
      tokens += 1;
      return `token-${tokens}`;
    },
    audit: async (_tx, entry) => {
      did.audited.push(entry);
    },
  });
  return { did, signIn: (email: string, password: string) => signIn(tx, { email, password }) };
};

describe('signing in', () => {
  it('opens a session with two tokens of its own, and is recorded', async () => {
    const { did, signIn } = world();
    expect(await signIn(member.email, 'heather')).to.deep.equal({
      ok: true,
      value: { token: 'token-1', csrfToken: 'token-2', memberId: 'member-1' },
    });
    expect(did.sessions).to.deep.equal(['token-1']);
    expect(did.attempts).to.deep.equal([[member.email, true]]);
    expect(did.audited.map(({ action }) => action)).to.deep.equal(['identity.signed-in']);
  });

  it('takes the address before it counts, so that a burst cannot outrun the count', async () => {
    const { did, signIn } = world();
    await signIn(member.email, 'thistle');
    expect(did.order).to.deep.equal(['takes the address', 'counts']);
  });

  for (const { name, email, password } of [
    { name: 'a wrong password', email: member.email, password: 'thistle' },
    { name: 'an unknown address', email: 'nobody@glasgow.example', password: 'heather' },
    {
      name: 'an unknown address with the password of the decoy',
      email: 'nobody@glasgow.example',
      password: 'nothing',
    },
  ]) {
    it(`answers the same to ${name}: no session, one check of a password, one failure recorded`, async () => {
      const { did, signIn } = world();
      expect(await signIn(email, password)).to.deep.equal({ ok: true, value: null });
      expect(did.sessions).to.deep.equal([]);
      expect(did.audited).to.deep.equal([]);
      expect(did.verified).to.have.length(1);
      expect(did.attempts).to.deep.equal([[email, false]]);
    });
  }

  it('is refused even with the right password after ten failures, and takes as long', async () => {
    const { did, signIn } = world({ failures: failuresAllowed });
    expect(failuresAllowed).to.equal(10);
    expect(await signIn(member.email, 'heather')).to.deep.equal({ ok: true, value: null });
    expect(did.verified).to.have.length(1);
    expect(did.sessions).to.deep.equal([]);
  });

  it('is possible with the right password after nine', async () => {
    const { signIn } = world({ failures: failuresAllowed - 1 });
    expect(
      (await signIn(member.email, 'heather')).ok && (await signIn(member.email, 'heather')),
    ).to.have.nested.property('value.token');
  });
});
