import { expect } from 'chai';

import {
  asksText,
  faultText,
  lossText,
  placeFaultLines,
  standingTexts,
} from '../../../../../src/modules/matching/adapters/ui/explanation-text.js';
import { noPlaceText } from '../../../../../src/modules/matching/adapters/ui/suggestion-text.js';
import { isoDate } from '../../../../../src/kernel/iso-date.js';
import { anExplanation } from '../../../../support/builders.js';

describe('an explanation in plain words', () => {
  it('says who holds the beds that fit, and when the first comes free', () => {
    const heldBack = {
      ...{ ownBeds: 4, beds: 4, holders: 4, holdersOfOwn: 1 },
      ...{ kinds: ['women-only'] as const, projectName: null },
    };
    expect(
      noPlaceText(anExplanation({ state: 'no-place', heldBack, firstFreeOn: isoDate('2027-05-14') })),
    ).to.equal(
      'The 4 women-only beds that fit are suggested to 4 people ahead on the list, 1 of them yours. The first that fits comes free on 14 May 2027.',
    );
    const one = {
      ...heldBack,
      ownBeds: 1,
      beds: 3,
      holders: 3,
      holdersOfOwn: 0,
      kinds: [],
      projectName: 'Larch House',
    };
    expect(noPlaceText(anExplanation({ state: 'no-place', heldBack: one }))).to.equal(
      'The only bed that fits at Larch House, and 2 more where those who have them could be instead, are suggested to 3 people ahead on the list, none of them yours.',
    );
  });

  it('says what an offer of another place is asked for, by whom it would pass over', () => {
    const bands = ['emergency', 'urgent', 'soon', 'routine'] as const;
    expect(asksText({ loses: 'nobody' }, 'soon', bands)).to.equal('An offer here is asked why.');
    expect(asksText({ loses: 'somebody-after', band: 'routine' }, 'soon', bands)).to.equal(
      'An offer here is asked why.',
    );
    expect(asksText({ loses: 'somebody-after', band: 'soon' }, 'soon', bands)).to.contain('passes over');
  });

  it('says what decided the place on the list', () => {
    const { standing, band } = anExplanation({
      standing: {
        ...{ of: 12, aheadByOffer: 0, aheadByBand: 0, aheadByReceipt: 1, aheadByRecording: 1, tiedOnDay: 2 },
        ...{ receivedOn: isoDate('2026-11-01'), waitingDays: 22 },
      },
    });
    expect(standingTexts(3, { standing, band })).to.deep.equal([
      'Number 3 of the 12 who wait in the country.',
      'Urgency: Soon. Nobody is ahead because theirs is more pressing.',
      'Received on 1 Nov 2026, 22 days before. 1 person is ahead for having been received earlier and being as urgent.',
      '2 other people as urgent were received on the same day. Whoever was recorded first comes first: 1 of them is ahead.',
    ]);
    const tied = (tiedOnDay: number, aheadByRecording: number): string | undefined =>
      standing && standingTexts(3, { standing: { ...standing, tiedOnDay, aheadByRecording }, band })[3];
    expect(tied(1, 0))
      .to.contain('1 other person as urgent')
      .and.to.match(/first: the other comes after\.$/);
    expect(tied(1, 1)).to.match(/first: the other is ahead\.$/);
    expect(tied(2, 2)).to.match(/first: all of them are ahead\.$/);
    const withOffer = standing === undefined ? standing : { ...standing, aheadByOffer: 4 };
    expect(withOffer && standingTexts(7, { standing: withOffer, band })[1]).to.equal(
      'They have an offer already, so 4 people without one are ahead, whatever the urgency.',
    );
    expect(withOffer && standingTexts(7, { standing: withOffer, band })[2]).to.equal(
      'Urgency: Soon. Of those with an offer too, nobody is ahead because theirs is more pressing.',
    );
    expect(standingTexts(3, {}), 'a run of before').to.deep.equal([]);
  });

  it('says what a place would mean for others, by nobody’s name', () => {
    expect(lossText({ loses: 'somebody-after', band: 'routine' })).to.equal(
      'Somebody who comes after them (routine) would have no place.',
    );
  });

  it('names what cannot be used, and what would put it right', () => {
    expect(faultText({ kind: 'children-without-birth-date', children: 1 })).to.equal(
      '1 child comes with them, and the date of birth of the oldest is not recorded. Record it, so that places for families can be found.',
    );
    expect(faultText({ kind: 'no-bed-could-fit', mostly: ['wet_room'] })).to.contain('without a wet room');
    const bed = { kind: 'bed-takes-nobody', bedId: 'b', projectName: 'Larch House' } as const;
    expect(
      placeFaultLines([
        ...[1, 2, 3, 4, 5, 6, 7].map((room) => ({ ...bed, bedLabel: `Room ${room}` })),
        { kind: 'rules-exclude-everybody', projectId: 'p', projectName: 'Rowan Bank', attribute: 'age' },
      ]),
    ).to.deep.equal([
      'Larch House (Room 1, Room 2, Room 3, Room 4, Room 5, 2 more): takes no adult, so nobody can come.',
      'Rowan Bank: two of its rules cannot both be met by anybody.',
    ]);
  });
});
