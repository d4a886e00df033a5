import { expect } from 'chai';

import { readMarkedText, sourceParts } from '../../../src/ui/presenters/figure-marks.js';

describe('a datum with its mark', () => {
  const cases: readonly (readonly [string, string, string | null, string | null])[] = [
    ['4', '4', null, null],
    ['20 (derived)', '20', 'Derived (D)', null],
    ['12 (unverified)', '12', 'Unverified (U)', null],
    ['56 (planned)', '56', 'Planned', null],
    ['540 (derived)', '540', 'Derived (D)', null],
    ['(not found)', '', 'Not found', null],
    ['(not found): Five men before the extension', '', 'Not found', 'Five men before the extension'],
    ['4: Four women, and their children besides', '4', null, 'Four women, and their children besides'],
    [
      'about 6,000,000 (derived): Over 11 million for two, less 5 million (for LEAP)',
      'about 6,000,000',
      'Derived (D)',
      'Over 11 million for two, less 5 million (for LEAP)',
    ],
    ['open (first phase)', 'open (first phase)', null, null],
  ];
  for (const [text, value, tag, note] of cases) {
    it(`reads “${text}”`, () => {
      const read = readMarkedText(text);
      expect([read.value, read.tag?.text ?? null, read.note]).to.deep.equal([value, tag, note]);
    });
  }
});

describe('a source', () => {
  it('has its addresses as links, without what stands after them', () => {
    expect(sourceParts('A protocol, https://gov.scot/a/4; written answer, 2024')).to.deep.equal([
      { text: 'A protocol, ', href: null },
      { text: 'gov.scot/a/4', href: 'https://gov.scot/a/4' },
      { text: '; written answer, 2024', href: null },
    ]);
    expect(sourceParts('Falkirk Herald')).to.deep.equal([{ text: 'Falkirk Herald', href: null }]);
  });
});
