/**
 * What a monthly extract of placements holds, and which question of a national minimum dataset each part answers. The field
 * list of the National Core Minimum Dataset was not found in any page that could be read (November 2026), so this is not its
 * format: the questions are those that Public Health Scotland's published reports already answer (interim monitoring reports
 * 2022 to 2024; evaluation of residential rehabilitation, 17 December 2024), and the commission of the dataset by the Scottish
 * Government ("average treatment length and associated outcomes").
 */
export const nationalExtract = {
  /** Raised with every change of the columns or of what they mean. */
  version: 1,
  /** Stands on the page, in the file and in the API. */
  notice:
    'This is not the official format of the National Core Minimum Dataset, whose list of fields was not found. It is a mapping of what is kept here to the questions that published reports answer.',
  /** Most placements in one month; more are a fault and not a month. The target of the whole country is 1,000 a year. */
  mostRows: 5000,
  /** How many months that are over the page offers. */
  monthsOffered: 12,
  columns: [
    {
      column: 'placement_key',
      question: 'Which rows are there?',
      derivation: 'A key made anew for each extract; it leads back to nobody and to no other extract.',
      status: 'answered',
    },
    {
      column: 'person_key',
      question: 'How many people are behind the placements?',
      derivation:
        'The same for two placements of one person within this extract; made anew for each extract.',
      status: 'answered',
    },
    {
      column: 'partnership',
      question: 'Which Alcohol and Drug Partnership?',
      derivation: 'The partnership whose person it is.',
      status: 'answered',
    },
    {
      column: 'provider',
      question: 'Which provider?',
      derivation: 'Who runs the place where the stay is, or was to be.',
      status: 'answered',
    },
    {
      column: 'counts_as_residential_rehab',
      question: 'Is it residential rehabilitation?',
      derivation:
        'yes where the bed is a rehabilitation bed and the project counted on the day of arrival, or on the first day of the month before it.',
      status: 'answered',
    },
    {
      column: 'continues_earlier_stay',
      question: 'Is it a placement of its own?',
      derivation: 'yes where somebody went on from another provider: it started nothing anew.',
      status: 'answered',
    },
    {
      column: 'funding_type',
      question: 'Public, solely private, self or insurance, or other?',
      derivation:
        'public, or public_and_private where the person or a charity pays a share. Placements without public money are not kept here.',
      status: 'partly',
    },
    {
      column: 'route',
      question: 'By which route is it funded?',
      derivation: 'The route of the approval the stay rests on.',
      status: 'answered',
    },
    {
      column: 'sex',
      question: 'Sex?',
      derivation: 'As recorded: female, male or not_known.',
      status: 'answered',
    },
    {
      column: 'age_band',
      question: 'Age?',
      derivation: 'On the day of arrival, or on the planned day before it; in bands, never a date of birth.',
      status: 'answered',
    },
    {
      column: 'substance',
      question: 'Alcohol, drug or co-dependency?',
      derivation: 'As recorded with the referral.',
      status: 'answered',
    },
    {
      column: 'approved_on',
      question: 'When was funding approved?',
      derivation: 'The first approval of the referral.',
      status: 'answered',
    },
    {
      column: 'started_on',
      question: 'When did it start?',
      derivation: 'The day of arrival; empty while nobody arrived by the end of the month.',
      status: 'answered',
    },
    {
      column: 'planned_end_on',
      question: 'When was it planned to end?',
      derivation: 'The planned day of leaving as it stands now, after extensions.',
      status: 'answered',
    },
    {
      column: 'ended_on',
      question: 'When did it end?',
      derivation: 'The day of leaving; empty while it had not ended by the end of the month.',
      status: 'answered',
    },
    {
      column: 'ended_before_planned_end',
      question: 'Did it end before its planned end?',
      derivation: 'yes or no once it ended: ended_on before planned_end_on.',
      status: 'answered',
    },
    {
      column: 'state',
      question: 'Approved, started or ended?',
      derivation:
        'not_started, in_programme or ended at the end of the month; never_started once that is recorded.',
      status: 'answered',
    },
    {
      column: 'planned_weeks',
      question: 'How long was it planned to be?',
      derivation: 'Nights from the first to the planned end, divided by seven.',
      status: 'answered',
    },
    {
      column: 'weekly_rate_pounds',
      question: 'What does a week cost?',
      derivation: 'The price of a week in the approval the stay rests on.',
      status: 'answered',
    },
    {
      column: 'estimated_cost_pounds',
      question: 'What does it cost?',
      derivation: 'planned_weeks at weekly_rate_pounds: an estimate, not what was paid.',
      status: 'answered',
    },
  ],
  /** Asked of the dataset, and in no column. */
  unanswered: [
    {
      question: 'What came of it?',
      derivation:
        'How somebody left is recorded for their care and not told by row: whether the national dataset asks for a reason, and in which words, is not known.',
      status: 'not told',
    },
    {
      question: 'Recovery Outcomes at assessment, 12, 26 and 52 weeks?',
      derivation: 'Scores are not kept here; the names of the indicators were not found.',
      status: 'not kept',
    },
    {
      question: 'Placements paid for privately or by insurance alone?',
      derivation: 'Not kept here: this service places people with public money.',
      status: 'not kept',
    },
  ],
} as const;
