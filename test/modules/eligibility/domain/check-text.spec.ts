import { expect } from 'chai';

import { checkText, exclusionText, type Check } from '../../../../src/modules/eligibility/contract.js';

const said = (check: Check): string => {
  const { text, detail } = checkText(check);
  return detail === undefined ? text : `${text}. ${detail}`;
};

describe('checks as sentences', () => {
  it('names what the person brings and what the place asks', () => {
    const checks: readonly (readonly [Check, string])[] = [
      [
        { rule: 'rehab_bed', answer: 'no', has: 'rehab', limit: 'detox' },
        'A bed for residential rehabilitation. This is a detox bed',
      ],
      [
        { rule: 'sex_designation', answer: 'no', has: 'male', limit: 'female' },
        'Takes men. The bed is for women only',
      ],
      [
        { rule: 'sex_designation', answer: 'unknown', has: 'not_known', limit: 'male' },
        'Takes people of their sex. The bed is for men only; the person’s sex is not recorded',
      ],
      [
        { rule: 'room_mix', answer: 'no', has: 'female', limit: 'male' },
        'Nobody of another sex in the shared room. The room holds men on some of these nights',
      ],
      [
        { rule: 'adult_at_admission', answer: 'yes', has: 38, limit: 16 },
        'Old enough on the day of arrival. 38 years old; the youngest age is 16',
      ],
      [{ rule: 'adults_fit', answer: 'no', has: 2, limit: 1 }, 'Room for 2 adults. At most 1'],
      [
        { rule: 'children_fit', answer: 'no', has: 0, limit: 3 },
        'Takes somebody who comes without children. Kept for families with children',
      ],
      [{ rule: 'children_fit', answer: 'no', has: 1, limit: 0 }, 'Room for one child. No children here'],
      [
        { rule: 'oldest_child_at_planned_end', answer: 'no', has: 9, limit: 8 },
        'Oldest child young enough until the planned end. 9 years old; the place takes children up to 8',
      ],
      [
        { rule: 'oldest_child_at_arrival', answer: 'yes', has: 1, limit: 8 },
        'Oldest child young enough on arrival. 1 year old; the place takes children up to 8',
      ],
      [{ rule: 'step_free', answer: 'yes', has: false, limit: null }, 'Step-free access. Not needed'],
      [
        { rule: 'wet_room', answer: 'unknown', has: true, limit: null },
        'A wet room. Needed, and nobody has recorded whether this bed has it',
      ],
      [{ rule: 'step_free', answer: 'yes', has: true, limit: true }, 'Step-free access'],
    ];
    for (const [check, text] of checks) expect(said(check)).to.equal(text);
  });

  it('still speaks of a rule that no longer exists', () => {
    expect(exclusionText('wet_room')).to.equal('without a wet room');
    expect(exclusionText('a_rule_of_last_year')).to.equal('excluded by another rule');
  });
});
