import { expect } from 'chai';
import fc from 'fast-check';

import { personNameKey } from '../../../../src/modules/referrals/domain/person-name.js';
import { seed } from '../../../support/civil-dates.js';

describe('the name by which somebody is known again', () => {
  it('is one however accents, apostrophes, dashes, capitals and widths are written', () => {
    for (const [one, other] of [
      ['Mòrag', 'Morag'],
      ['José', 'jose'],
      ['O\u2019Neil', "O'Neil"],
      ['O\u02bcNeil', 'O\u2018Neil'],
      ['O´Neil', 'O`Neil'],
      ['Anne\u2010Marie', 'Anne-Marie'],
      ['Anne\u2015Marie', 'Anne\u2212Marie'],
      ['Ｍａｉｒｉ', 'Mairi'],
      ['Ma\u200biri\ufeff', 'Mairi'],
      ['Weiß', 'WEISS'],
      ['Νικός', 'ΝΙΚΟΣ'],
    ] as const) {
      expect(personNameKey(one), `${one} and ${other}`).to.equal(personNameKey(other));
    }
  });

  it('tells apart names of other letters', () => {
    for (const [one, other] of [
      ['Ann', 'Anne'],
      ['अनिल', 'अनल'],
      ['かき', 'がき'],
      ['王', '玉'],
    ] as const) {
      expect(personNameKey(one), `${one} and ${other}`).to.not.equal(personNameKey(other));
    }
  });

  it('never depends on signs nobody sees', () => {
    const unseen = fc.constantFrom('\u200b', '\u200d', '\u00ad', '\u2060', '\ufeff', '\u034f');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), unseen, fc.nat(40), (name, sign, at) => {
        const letters = Array.from(name);
        const placed = [...letters.slice(0, at), sign, ...letters.slice(at)].join('');
        expect(personNameKey(placed)).to.equal(personNameKey(name));
      }),
      { seed },
    );
  });
});
