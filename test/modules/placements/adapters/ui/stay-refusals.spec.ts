import { expect } from 'chai';

import { explainDatesChange } from '../../../../../src/modules/placements/adapters/ui/stay-refusals.js';

const was = { state: 'booked', arrivesOn: '2026-12-01', departsOn: '2027-01-05' };
const since = { code: 'changed-since-you-read-it', version: 3, was, changedBy: ['Ann Lee'] } as const;
const textOf = (refusal: Parameters<typeof explainDatesChange>[0]): string =>
  explainDatesChange(refusal)
    .map(({ text }) => text)
    .join();

describe('days that somebody changed while others were typed', () => {
  it('are told as they were and as they are, with who changed them', () => {
    const now = { ...was, arrivesOn: '2026-12-03' };
    expect(textOf({ ...since, now, steps: ['placements.booking-moved'] })).to.equal(
      'Ann Lee changed this after you opened it: it was 1 Dec 2026 to 5 Jan 2027, not arrived yet, and is 3 Dec 2026 to 5 Jan 2027, not arrived yet. What you typed is kept: look whether it still holds, then send it again.',
    );
  });

  it('say so where it is the bed alone, or who pays, that changed', () => {
    expect(textOf({ ...since, now: was, steps: ['placements.person-moved'] })).to.contain(
      'It has another bed.',
    );
    expect(textOf({ ...since, now: was, steps: ['placements.stay-taken-over'] })).to.contain(
      'Its days are as they were.',
    );
  });

  it('say what is known where two sent at the same moment', () => {
    expect(textOf({ code: 'changed-since-you-read-it' })).to.contain('Look at it as it is now');
  });
});

describe('more nights than are approved', () => {
  it('say that the nights of the stay before, at another provider, count with them', () => {
    const asked = { code: 'stay-exceeds-funding', fundedNights: 28, askedNights: 29 } as const;
    expect(textOf(asked))
      .to.contain('Funding covers 28 nights and this would make 29')
      .and.to.contain('counting any at a provider they came from');
  });
});
