import { expect } from 'chai';

import { weighOverride, type OverrideFacts } from '../../../../src/modules/matching/domain/override.js';

const facts = (given: Partial<OverrideFacts> = {}): OverrideFacts => ({
  ...{ hasRun: true, isSwitchedOff: false, band: 'soon', bands: ['emergency', 'urgent', 'soon', 'routine'] },
  said: { suggestedBedId: 'suggested', options: [] },
  ...{ asked: { bedId: 'asked' }, suggestedTo: null },
  ...given,
});
const somebody = (band: 'urgent' | 'soon' | 'routine') => ({ referralId: 'other', band });

describe('an offer beside what is suggested', () => {
  it('is none where the bed is the one suggested, or nothing was ever suggested', () => {
    expect(weighOverride(facts({ asked: { bedId: 'suggested' } }))).to.equal(null);
    expect(weighOverride(facts({ hasRun: false }))).to.equal(null);
  });

  it('is without a suggestion while the matcher is off, and for whom the run did not see', () => {
    expect(weighOverride(facts({ isSwitchedOff: true }))).to.deep.equal({
      ...{ kind: 'without-suggestion', why: 'switched-off' },
    });
    expect(weighOverride(facts({ said: null }))).to.deep.equal({
      ...{ kind: 'without-suggestion', why: 'not-in-the-run' },
    });
  });

  it('passes over whoever has the bed suggested, though the run did not see for whom it is offered', () => {
    expect(weighOverride(facts({ said: null, suggestedTo: somebody('urgent') }))).to.deep.equal({
      ...{ kind: 'passes-over', referralId: 'other', band: 'urgent' },
    });
    expect(weighOverride(facts({ said: null, suggestedTo: somebody('routine') }))).to.deep.equal({
      ...{ kind: 'own-choice', loses: 'routine' },
    });
  });

  it('is one’s own choice where the bed is suggested to nobody, or they can go elsewhere', () => {
    const choice = { kind: 'own-choice', loses: null };
    expect(weighOverride(facts())).to.deep.equal(choice);
    expect(
      weighOverride(
        facts({
          said: { suggestedBedId: null, options: [{ bedId: 'asked', loses: 'nobody' }] },
          suggestedTo: somebody('urgent'),
        }),
      ),
    ).to.deep.equal(choice);
  });

  it('passes over somebody of the same urgency or a higher one, and nobody of a lower', () => {
    for (const band of ['urgent', 'soon'] as const) {
      expect(weighOverride(facts({ suggestedTo: somebody(band) }))).to.deep.equal({
        ...{ kind: 'passes-over', referralId: 'other', band },
      });
    }
    expect(weighOverride(facts({ suggestedTo: somebody('routine') }))).to.deep.equal({
      ...{ kind: 'own-choice', loses: 'routine' },
    });
  });

  it('goes by who would be left without in the end, where the run says who that is', () => {
    const said = {
      suggestedBedId: null,
      options: [{ bedId: 'asked', loses: 'somebody-after' as const, band: 'routine' as const }],
    };
    expect(weighOverride(facts({ said, suggestedTo: somebody('urgent') }))).to.deep.equal({
      ...{ kind: 'own-choice', loses: 'routine' },
    });
  });

  it('names who would be left without in the end, not who has the bed suggested and could move on', () => {
    const option = { bedId: 'asked', loses: 'somebody-after' as const, band: 'soon' as const };
    const said = { suggestedBedId: null, options: [{ ...option, losesReferralId: 'last' }] };
    expect(weighOverride(facts({ said, suggestedTo: somebody('urgent') }))).to.deep.equal({
      ...{ kind: 'passes-over', referralId: 'last', band: 'soon' },
    });
    const before = { suggestedBedId: null, options: [option] };
    expect(weighOverride(facts({ said: before, suggestedTo: somebody('urgent') }))).to.deep.equal({
      ...{ kind: 'passes-over', referralId: 'other', band: 'soon' },
    });
  });

  it('passes over whoever is ahead on the list, and says nothing of another bed of the same project', () => {
    const ahead = { suggestedBedId: null, options: [{ bedId: 'asked', loses: 'somebody-ahead' as const }] };
    expect(weighOverride(facts({ said: ahead, suggestedTo: somebody('urgent') }))).to.deep.equal({
      ...{ kind: 'passes-over', referralId: 'other', band: 'urgent' },
    });
    const beside = { suggestedBedId: null, options: [{ bedId: 'beside', loses: 'nobody' as const }] };
    expect(weighOverride(facts({ said: beside, suggestedTo: somebody('urgent') }))).to.deep.equal({
      ...{ kind: 'passes-over', referralId: 'other', band: 'urgent' },
    });
  });
});
