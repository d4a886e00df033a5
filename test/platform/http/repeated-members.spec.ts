import { expect } from 'chai';
import fc from 'fast-check';

import { repeatedMembers } from '../../../src/platform/http/repeated-members.js';

describe('members that stand twice in a JSON text', () => {
  it('are found at any depth, under any spelling, each as often as it is repeated', () => {
    expect(repeatedMembers('{"a":1,"a":2,"a":3}')).to.deep.equal(['/a', '/a']);
    expect(repeatedMembers('{"a":{"b":[{"c":1},{"c":1,"\\u0063":2}]}}')).to.deep.equal(['/a/b/1/c']);
    expect(repeatedMembers('{"a/b":1,"~":0,"a/b":2,"~":1}')).to.deep.equal(['/a~1b', '/~0']);
    expect(repeatedMembers('{"__proto__":1,"__proto__":2}')).to.deep.equal(['/__proto__']);
  });

  it('are not seen in texts, in lists, or in objects beside each other', () => {
    for (const text of [
      '{"a":"{\\"a\\":1,\\"a\\":2}"}',
      '["a","a",{"a":["a","a"]},{"a":1}]',
      '{"a":{"a":{"a":1}},"b":{"a":2}}',
      '{"a":",\\\\","b":"}"}',
    ]) {
      expect(repeatedMembers(text), text).to.deep.equal([]);
    }
  });

  it('are never seen in what JSON.stringify wrote', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.boolean(), (value, isIndented) => {
        expect(repeatedMembers(JSON.stringify(value, null, isIndented ? 2 : 0))).to.deep.equal([]);
      }),
      { seed: 20261122, numRuns: 300 },
    );
  });
});
