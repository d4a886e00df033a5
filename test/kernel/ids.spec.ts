import { expect } from 'chai';
import { v4, v7 } from 'uuid';

import { id, parseId } from '../../src/kernel/ids.js';

describe('a public id', () => {
  it('is a version 7 UUID of 36 characters', () => {
    const text = v7();
    expect(id<'bed'>(text)).to.equal(text);
    expect(parseId<'bed'>(text)).to.equal(text);
    expect(text).to.have.length(36);
  });

  const example = '019aa8f2-5b3c-7def-8123-456789abcdef';
  const refused: readonly (readonly [text: string, why: string])[] = [
    [v4(), 'it is a UUID of another version'],
    [example.toUpperCase(), 'it is in capitals'],
    [example.replaceAll('-', ''), 'the hyphens are missing'],
    [`${example}\n`, 'it has a line break after it'],
    [`{${example}}`, 'it is in braces'],
    [example.replace('-8123', '-c123'), 'its variant is another'],
    ['42', 'it is a row number'],
    ['', 'it is empty'],
  ];
  for (const [text, why] of refused) {
    it(`is refused when ${why}`, () => {
      expect(parseId(text)).to.equal(null);
      expect(() => id(text)).to.throw(RangeError, 'is not a version 7 UUID');
    });
  }
});
