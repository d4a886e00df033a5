import { expect } from 'chai';

import { reasonsOf } from '../../../../../src/modules/matching/adapters/ui/suggestion-text.js';

type Explanation = NonNullable<Parameters<typeof reasonsOf>[0]>;

const explanation = (wishes: Explanation['wishes']): Explanation => ({
  state: 'suggested',
  wishes,
  checks: [],
  placesLookedAt: 3,
  excludedBy: { wet_room: 2 },
  unknownAt: 0,
  fullAt: 0,
});

describe('the reasons of a suggestion', () => {
  it('say that the earliest bed was chosen for somebody without a wish', () => {
    expect(reasonsOf(explanation([]))).to.deep.equal([
      'The earliest bed that fits the whole stay',
      'One bed, free for the whole stay',
      'Of 3 beds looked at, 2 are without a wet room',
    ]);
  });

  it('say of each wish whether the place meets it, and why not', () => {
    expect(
      reasonsOf(
        explanation([
          { wish: 'named-project', isMet: true, bedsThatMeetIt: 1 },
          { wish: 'own-sex-only', isMet: false, bedsThatMeetIt: 2 },
          { wish: 'near-home', isMet: false, bedsThatMeetIt: 0 },
        ]),
      ).slice(0, 4),
    ).to.deep.equal([
      'The person named this project',
      'Not for their own sex only, as the person would like: another of their wishes weighs more',
      'No bed that fits and is free is near home, as the person would like',
      'The earliest such bed that fits the whole stay',
    ]);
  });

  it('say how the sex of a shared room came about, and what that took', () => {
    const reasons = reasonsOf({ ...explanation([]), roomKeptFor: 'female', inRoomsOfOthers: 1 });
    expect(reasons.slice(2, 4)).to.deep.equal([
      'The room is shared and could have taken women or men. This run keeps it for women: it was decided for whoever came first on the list of those given a bed in it',
      '1 more bed that fits is in a shared room that this run keeps for another sex',
    ]);
  });

  it('are none where the explanation is of another time', () => {
    expect(reasonsOf(null)).to.deep.equal([]);
  });
});
