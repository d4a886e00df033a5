import { expect } from 'chai';
import fc from 'fast-check';

import {
  changedAnswers,
  equalityChoices,
  equalityQuestions,
  nothingAsked,
  type EqualityAnswers,
} from '../../../../src/modules/referrals/domain/equality.js';

const answered = fc.record({
  ethnicGroup: fc.constantFrom(null, ...equalityChoices.ethnicGroup),
  disability: fc.constantFrom(null, ...equalityChoices.disability),
  religionOrBelief: fc.constantFrom(null, ...equalityChoices.religionOrBelief),
  sexualOrientation: fc.constantFrom(null, ...equalityChoices.sexualOrientation),
  transStatus: fc.constantFrom(null, ...equalityChoices.transStatus),
});

describe('answers about equality', () => {
  it('to every question may be that the person prefers not to say', () => {
    expect(Object.keys(equalityChoices).sort()).to.deep.equal([...equalityQuestions].sort());
    for (const question of equalityQuestions)
      expect(equalityChoices[question], question).to.include('prefers_not_to_say');
  });

  it('tell somebody who prefers not to say from somebody who was not asked', () => {
    const silent: EqualityAnswers = { ...nothingAsked, religionOrBelief: 'prefers_not_to_say' };
    expect(changedAnswers(nothingAsked, silent)).to.deep.equal(['religionOrBelief']);
    expect(changedAnswers(silent, nothingAsked)).to.deep.equal(['religionOrBelief']);
  });

  it('differ in the questions, and only those, whose answer is another', () => {
    fc.assert(
      fc.property(answered, answered, (before, after) => {
        const changed = changedAnswers(before, after);
        const taken: EqualityAnswers = {
          ...before,
          ...Object.fromEntries(changed.map((question) => [question, after[question]])),
        };
        expect(taken).to.deep.equal(after);
        expect(changedAnswers(after, before)).to.deep.equal(changed);
      }),
      { seed: 20261122 },
    );
  });
});
