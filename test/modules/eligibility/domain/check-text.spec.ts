import { expect } from 'chai';

import {
  checkText,
  exclusionText,
  whyNotText,
  type Check,
} from '../../../../src/modules/eligibility/contract.js';

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

  it('says why not by the rule and the fact, never by the fact alone', () => {
    const asked = {
      ruleId: 'rule',
      version: 1,
      stage: 'admission',
      effect: 'exclude',
      unit: null,
      action: null,
    } as const;
    const checks: readonly (readonly [Check, string])[] = [
      [
        {
          ...{ rule: 'project_sex', answer: 'no', has: 'female', limit: 'male' },
          asked: { ...asked, operator: 'one_of' },
        },
        'For men only. She is a woman.',
      ],
      [
        {
          ...{ rule: 'project_health_board', answer: 'no', has: 'NHS Fife', limit: 'NHS Lothian' },
          asked: { ...asked, operator: 'one_of' },
        },
        'Lives in the area of NHS Lothian. The person’s area is NHS Fife.',
      ],
      [
        {
          ...{ rule: 'project_methadone_dose', answer: 'unknown', has: null, limit: 50 },
          asked: { ...asked, operator: 'at_most', unit: 'ml_daily' },
        },
        'Methadone: 50 ml a day or less. Not recorded.',
      ],
      [
        { rule: 'sex_designation', answer: 'no', has: 'male', limit: 'female' },
        'The bed is for women only. He is a man.',
      ],
      [
        { rule: 'sex_designation', answer: 'unknown', has: 'not_known', limit: 'male' },
        'The bed is for men only. The person’s sex is not recorded.',
      ],
      [
        { rule: 'room_mix', answer: 'no', has: 'female', limit: 'male' },
        'The shared room holds men on some of these nights. She is a woman.',
      ],
      [
        { rule: 'accepting_referrals', answer: 'no', has: null, limit: null },
        'The project takes no referrals now.',
      ],
      [
        { rule: 'rehab_bed', answer: 'no', has: 'rehab', limit: 'detox' },
        'This is a detox bed, and not for residential rehabilitation.',
      ],
      [{ rule: 'adults_fit', answer: 'no', has: 2, limit: 1 }, 'Room for one adult. 2 adults come.'],
      [
        { rule: 'children_fit', answer: 'no', has: 0, limit: 3 },
        'Kept for families with children. No child comes.',
      ],
      [{ rule: 'children_fit', answer: 'no', has: 1, limit: 0 }, 'No children here. One child comes.'],
      [
        { rule: 'oldest_child_at_planned_end', answer: 'no', has: 9, limit: 8 },
        'The place takes children up to 8 until the planned end. The oldest child is then 9 years old.',
      ],
      [
        { rule: 'step_free', answer: 'no', has: true, limit: false },
        'The person needs step-free access. This bed has none.',
      ],
      [
        { rule: 'wet_room', answer: 'unknown', has: true, limit: null },
        'The person needs a wet room. Nobody has recorded whether this bed has it.',
      ],
    ];
    for (const [check, text] of checks) expect(whyNotText(check)).to.equal(text);
  });

  it('still speaks of a rule that no longer exists', () => {
    expect(exclusionText('wet_room')).to.equal('without a wet room');
    expect(exclusionText('a_rule_of_last_year')).to.equal('excluded by another rule');
  });
});
