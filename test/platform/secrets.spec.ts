import { expect } from 'chai';

import { hashPassword, newToken, verifyPassword } from '../../src/platform/secrets.js';

describe('a kept password', () => {
  it('is verified by itself alone, in any script', async () => {
    const hash = await hashPassword('fraoch fon drochaid 🌿');
    expect(await verifyPassword(hash, 'fraoch fon drochaid 🌿')).to.equal(true);
    expect(await verifyPassword(hash, 'fraoch fon drochaid')).to.equal(false);
  });

  it('is argon2id with the parameters that were chosen, and a salt of its own', async () => {
    const [first, second] = [await hashPassword('heather'), await hashPassword('heather')];
    expect(first).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).to.not.equal(second);
  });
});

describe('a token', () => {
  it('is 256 bits that may stand in a cookie or a form, new each time', () => {
    const tokens = Array.from({ length: 1_000 }, newToken);
    expect(new Set(tokens).size).to.equal(1_000);
    for (const token of tokens) {
      expect(token).to.match(/^[A-Za-z0-9_-]{43}$/);
      expect(Buffer.from(token, 'base64url')).to.have.length(32);
    }
  });
});
