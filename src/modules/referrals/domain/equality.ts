/**
 * The questions about equality and the groups they are answered in. Asked of everybody, answered by nobody who would rather
 * not: _prefers not to say_ is an answer of its own, added to each, and an empty one means that nobody asked or that the
 * person took their answer back. They rank, allow and refuse nothing. Source of questions and groups: Scotland's Census
 * 2022, equality impact assessment, annex A (Scottish Government and National Records of Scotland); its fields to be
 * written by hand are left out.
 */
export const equalityChoices = {
  ethnicGroup: [
    'white_scottish',
    'white_other_british',
    'white_irish',
    'white_polish',
    'white_gypsy_traveller',
    'white_roma',
    'white_showperson',
    'white_other',
    'mixed',
    'asian_pakistani',
    'asian_indian',
    'asian_bangladeshi',
    'asian_chinese',
    'asian_other',
    'african',
    'caribbean_or_black',
    'arab',
    'other',
    'prefers_not_to_say',
  ],
  /** Day-to-day activities limited by a health problem or disability of 12 months or more. */
  disability: ['limited_a_lot', 'limited_a_little', 'not_limited', 'prefers_not_to_say'],
  religionOrBelief: [
    'none',
    'church_of_scotland',
    'roman_catholic',
    'other_christian',
    'muslim',
    'hindu',
    'buddhist',
    'sikh',
    'jewish',
    'pagan',
    'other',
    'prefers_not_to_say',
  ],
  sexualOrientation: ['straight', 'gay_or_lesbian', 'bisexual', 'other', 'prefers_not_to_say'],
  /** Trans, or a trans history. */
  transStatus: ['not_trans', 'trans', 'prefers_not_to_say'],
} as const;

/** One of the questions. */
export type EqualityQuestion = keyof typeof equalityChoices;
/** One of the answers to a question. */
export type EqualityChoice<Question extends EqualityQuestion> = (typeof equalityChoices)[Question][number];
/** What a person answered; null where nobody asked, or where they took it back. */
export type EqualityAnswers = {
  readonly [Question in EqualityQuestion]: EqualityChoice<Question> | null;
};

/** The questions, in the order in which they are asked. */
export const equalityQuestions = [
  'ethnicGroup',
  'disability',
  'religionOrBelief',
  'sexualOrientation',
  'transStatus',
] as const satisfies readonly EqualityQuestion[];

/** Where nobody has asked anything. */
export const nothingAsked: EqualityAnswers = {
  ethnicGroup: null,
  disability: null,
  religionOrBelief: null,
  sexualOrientation: null,
  transStatus: null,
};

/** The questions whose answer differs. */
export const changedAnswers = (
  before: EqualityAnswers,
  after: EqualityAnswers,
): readonly EqualityQuestion[] =>
  equalityQuestions.filter((question) => before[question] !== after[question]);
