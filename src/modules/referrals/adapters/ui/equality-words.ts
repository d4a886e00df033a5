import type { EqualityChoice, EqualityQuestion } from '../../domain/equality.js';

/** The questions as they are read out. */
export const equalityQuestionTexts: Readonly<Record<EqualityQuestion, string>> = {
  ethnicGroup: 'What is your ethnic group?',
  disability:
    'Are your day-to-day activities limited because of a health problem or disability which has lasted, or is expected to last, at least 12 months?',
  religionOrBelief: 'What religion, religious denomination or body do you belong to?',
  sexualOrientation: 'Which of these best describes your sexual orientation?',
  transStatus: 'Do you consider yourself to be trans, or have a trans history?',
};

const silent = 'Prefers not to say';

/** The answers, in words. */
export const equalityChoiceTexts: {
  readonly [Question in EqualityQuestion]: Readonly<Record<EqualityChoice<Question>, string>>;
} = {
  ethnicGroup: {
    white_scottish: 'White: Scottish',
    white_other_british: 'White: Other British',
    white_irish: 'White: Irish',
    white_polish: 'White: Polish',
    white_gypsy_traveller: 'White: Gypsy/Traveller',
    white_roma: 'White: Roma',
    white_showperson: 'White: Showman or Showwoman',
    white_other: 'White: Other white ethnic group',
    mixed: 'Any mixed or multiple ethnic groups',
    asian_pakistani: 'Pakistani, Scottish Pakistani or British Pakistani',
    asian_indian: 'Indian, Scottish Indian or British Indian',
    asian_bangladeshi: 'Bangladeshi, Scottish Bangladeshi or British Bangladeshi',
    asian_chinese: 'Chinese, Scottish Chinese or British Chinese',
    asian_other: 'Other Asian',
    african: 'African, Scottish African or British African',
    caribbean_or_black: 'Caribbean or Black',
    arab: 'Arab, Scottish Arab or British Arab',
    other: 'Other ethnic group',
    prefers_not_to_say: silent,
  },
  disability: {
    limited_a_lot: 'Yes, limited a lot',
    limited_a_little: 'Yes, limited a little',
    not_limited: 'No',
    prefers_not_to_say: silent,
  },
  religionOrBelief: {
    none: 'None',
    church_of_scotland: 'Church of Scotland',
    roman_catholic: 'Roman Catholic',
    other_christian: 'Other Christian',
    muslim: 'Muslim',
    hindu: 'Hindu',
    buddhist: 'Buddhist',
    sikh: 'Sikh',
    jewish: 'Jewish',
    pagan: 'Pagan',
    other: 'Another religion or belief',
    prefers_not_to_say: silent,
  },
  sexualOrientation: {
    straight: 'Straight or heterosexual',
    gay_or_lesbian: 'Gay or lesbian',
    bisexual: 'Bisexual',
    other: 'Other sexual orientation',
    prefers_not_to_say: silent,
  },
  transStatus: { not_trans: 'No', trans: 'Yes', prefers_not_to_say: silent },
};

/** What the person is told before anything is asked. */
export const equalityPurpose: readonly string[] = [
  'Say this before you ask. Nobody has to answer; leave a question as “Not asked” when you did not ask it.',
  'Why it is asked: so that public services can see whether they reach everybody. No figures are made of the answers yet.',
  'Who sees it: the coordinators of your partnership, on this page only. Each time somebody opens it, that is recorded. Approvers and projects do not see it; if the referral goes to another partnership, its coordinators do, and yours no longer.',
  'What it is not for: it ranks nobody, and no bed, no money and no project is given or refused by it. What a project has to know about somebody’s health or needs is asked in the referral.',
  'The person may change or take back an answer at any time: choose “Not asked”. What was answered before is not kept.',
];
