import { expect } from 'chai';

import { referenceAsMeant, wholeReferenceAsMeant } from '../../src/kernel/reference.js';

describe('a reference as somebody types or pastes it', () => {
  for (const typed of [
    'RP-9WMDDJQ',
    ' rp-9wmddjq ',
    'RP–9WMDDJQ',
    'RP\u22129WMDDJQ',
    'RP - 9WMDDJQ',
    'ＲＰ-9WMDDJQ',
  ]) {
    it(`is meant as RP-9WMDDJQ: ${typed}`, () => {
      expect(referenceAsMeant(typed)).to.equal('RP-9WMDDJQ');
    });
  }

  for (const typed of ['', 'é', '💩', 'Quentina Zabrowska', "RP-9'"]) {
    it(`is in no reference: ${typed}`, () => {
      expect(referenceAsMeant(typed)).to.equal(null);
    });
  }

  for (const typed of ['9wmddjq', 'RP9WMDDJQ', 'RP-9WMDDJQ', 'rp 9WM DDJQ']) {
    it(`is found by the whole of it, however it is said: ${typed}`, () => {
      expect(wholeReferenceAsMeant(typed)).to.equal('RP-9WMDDJQ');
    });
  }
});
