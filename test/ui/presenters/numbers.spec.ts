import { expect } from 'chai';
import { countOf, outOfHundred, plainNumber, pounds } from '../../../src/ui/presenters/numbers.js';

describe('numbers as people read them', () => {
  it('separates thousands', () => {
    expect([0, 999, 1000, 21647768, -1234].map(plainNumber)).to.deep.equal([
      '0',
      '999',
      '1,000',
      '21,647,768',
      '\u22121,234',
    ]);
  });

  it('writes pence as pounds, pence only where there are some', () => {
    expect([924_000, 5, 115_050, -100, 314_630_300].map(pounds)).to.deep.equal([
      '£9,240',
      '£0.05',
      '£1,150.50',
      '\u2212£1',
      '£3,146,303',
    ]);
  });

  it('joins a count with its noun', () => {
    expect([countOf(1, 'day'), countOf(0, 'day'), countOf(2, 'person', 'people')]).to.deep.equal([
      '1 day',
      '0 days',
      '2 people',
    ]);
  });

  it('never says that something cannot be, or must be, because it was so in every try', () => {
    expect([0, 0.004, 0.01, 0.5, 0.99, 0.999, 1].map(outOfHundred)).to.deep.equal([
      ...['fewer than 1 of 100', 'fewer than 1 of 100', '1 of 100', '50 of 100', '99 of 100'],
      ...['more than 99 of 100', 'more than 99 of 100'],
    ]);
  });
});
