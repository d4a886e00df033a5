import { expect } from 'chai';

import { emailOf } from '../../../../src/modules/identity/application/email-address.js';

describe('an email address', () => {
  it('is kept in lower case and without the blanks round it', () => {
    expect(emailOf('  Cara.Muir+rehab@Glasgow.Example ')).to.equal('cara.muir+rehab@glasgow.example');
  });

  for (const { name, typed } of [
    { name: 'a letter with an accent', typed: 'cára@glasgow.example' },
    { name: 'a letter of another script that looks the same', typed: 'c\u0430ra@glasgow.example' },
    { name: 'a letter whose small form is ASCII', typed: '\u212Aara@glasgow.example' },
    { name: 'a character nobody sees', typed: 'cara@glasgow\u200B.example' },
    { name: 'a soft hyphen', typed: 'cara@glasgow.ex\u00ADample' },
    { name: 'a control character', typed: 'cara@glasgow.example\u0000x' },
    { name: 'a blank within', typed: 'cara muir@glasgow.example' },
    { name: 'two signs', typed: 'cara@muir@glasgow.example' },
    { name: 'no place', typed: 'cara' },
    { name: 'no name', typed: '@glasgow.example' },
    { name: 'more than 254 characters', typed: `${'c'.repeat(240)}@glasgow.example` },
  ]) {
    it(`is none with ${name}`, () => {
      expect(emailOf(typed)).to.equal(null);
    });
  }
});
