import { expect } from 'chai';

import type { AuditEntry } from '../../../../src/kernel/audit.js';
import type { Tx } from '../../../../src/kernel/unit-of-work.js';
import { makeAddMember, type AddMember } from '../../../../src/modules/identity/application/add-member.js';

const nobodysTx = {} as Tx;
const right: AddMember = {
  email: ' Morag.Sneddon@Phoenix.example ',
  displayName: ' Morag Sneddon ',
  role: 'provider_manager',
  organisation: 'Phoenix Futures',
  password: 'three small otters',
};

describe('adding a member', () => {
  const world = () => {
    const members: Record<string, unknown>[] = [];
    const record: AuditEntry[] = [];
    const addMember = makeAddMember({
      organisations: async (_tx, kind) =>
        new Map(kind === 'provider' ? [['Phoenix Futures', 'phoenix']] : [['Glasgow City', 'glasgow']]),
      insertMember: async (_tx, member) => {
        if (members.some(({ email }) => email === member.email)) return false;
        members.push({ ...member });
        return true;
      },
      hashPassword: async (password) => `hash of ${password}`,
      newId: () => 'new-id',
      audit: async (_tx, entry) => {
        record.push(entry);
      },
    });
    const add = (given: Partial<AddMember> = {}) => addMember(nobodysTx, { ...right, ...given });
    return { add, members, record };
  };

  it('keeps the address in small letters, the name, the role, the organisation and a hash', async () => {
    const { add, members, record } = world();
    expect(await add()).to.deep.equal({ ok: true, value: { memberId: 'new-id' } });
    expect(members).to.deep.equal([
      {
        ...{ memberId: 'new-id', email: 'morag.sneddon@phoenix.example', displayName: 'Morag Sneddon' },
        ...{ role: 'provider_manager', providerId: 'phoenix', partnershipId: null },
        passwordHash: 'hash of three small otters',
      },
    ]);
    expect(record.map(({ action, subjectId, version }) => [action, subjectId, version])).to.deep.equal([
      ['identity.member-added', 'new-id', 1],
    ]);
    expect(JSON.stringify(record)).to.not.match(/Morag|otters|phoenix\.example/);
  });

  it('puts coordinators into a partnership, and national roles into none', async () => {
    const { add, members } = world();
    await add({ email: 'c@x.example', role: 'coordinator', organisation: 'Glasgow City' });
    await add({ email: 'a@x.example', role: 'administrator', organisation: null });
    expect(members.map(({ partnershipId, providerId }) => [partnershipId, providerId])).to.deep.equal([
      ['glasgow', null],
      [null, null],
    ]);
  });

  it('leaves somebody who has the address already as they are', async () => {
    const { add, members, record } = world();
    await add();
    expect(await add({ displayName: 'Somebody Else' })).to.deep.equal({
      ok: false,
      refusal: { code: 'email-taken' },
    });
    expect(members).to.have.length(1);
    expect(record).to.have.length(1);
  });

  const refusals: readonly (readonly [string, Partial<AddMember>, string])[] = [
    ['an address without a domain', { email: 'morag@phoenix' }, 'email-not-valid'],
    ['an address with a space', { email: 'morag sneddon@phoenix.example' }, 'email-not-valid'],
    ['two addresses', { email: 'a@b.example,c@d.example' }, 'email-not-valid'],
    ['a name of spaces', { displayName: '  ' }, 'name-not-valid'],
    ['a name with a line break', { displayName: 'Morag\nSneddon' }, 'name-not-valid'],
    ['a role there is not', { role: 'manager' }, 'role-unknown'],
    ['the service as somebody', { role: 'system' }, 'role-unknown'],
    ['what every object has as a role', { role: 'toString' }, 'role-unknown'],
    ['a password of eleven characters', { password: 'elevenchars' }, 'password-not-valid'],
    ['a password longer than sign-in takes', { password: 'x'.repeat(201) }, 'password-not-valid'],
    ['an organisation there is not', { organisation: 'Phoenix' }, 'organisation-unknown'],
    ['a partnership for a provider’s role', { organisation: 'Glasgow City' }, 'organisation-unknown'],
    ['no organisation for a role that has one', { organisation: null }, 'organisation-unknown'],
    ['an organisation for a national role', { role: 'planner' }, 'organisation-not-wanted'],
  ];
  for (const [what, given, code] of refusals) {
    it(`refuses ${what}`, async () => {
      const { add, members } = world();
      const outcome = await add(given);
      expect(outcome.ok ? 'added' : outcome.refusal.code).to.equal(code);
      expect(members).to.deep.equal([]);
    });
  }
});
