import { expect } from 'chai';

import { personName, words } from '../../../src/platform/http/schemas.js';

const takes = (schema: ReturnType<typeof words>, text: string): boolean => schema.safeParse(text).success;

describe('what people type', () => {
  it('is taken in any language, with any sign', () => {
    for (const text of ['Seòmar 9', '王小明', 'محمد', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', 'O’Neil-Ó Dónaill', '…', '𐑖𐑷', 'a\nb']) {
      expect(takes(words(40), text), text).to.equal(true);
    }
  });

  it('is refused where there is nothing to see, or half of a sign', () => {
    for (const text of [
      '',
      ' ',
      '\u200b',
      '\u200b \ufeff',
      '\u3164',
      '\u2800',
      '\u00ad',
      '\ud800',
      'a\udc00b',
      '\ud83c',
    ]) {
      expect(takes(words(40), text), JSON.stringify(text)).to.equal(false);
    }
  });

  it('is a name where there is a letter in it', () => {
    for (const name of ['Ò', '王', '𐑖𐑷', 'Mac an t-Saoir', 'ه'])
      expect(takes(personName(40), name), name).to.equal(true);
    for (const name of ['🦦', '-', '7', '\u200d', '\u3164', '\uffa0']) {
      expect(takes(personName(40), name), JSON.stringify(name)).to.equal(false);
    }
  });
});
