/**
 * The tables that are released, and no others: whoever may ask for any table can work out what each of them hides. A change
 * here is for the releases after it; what is released keeps its tables. Source of what is told by whom: Public Health
 * Scotland, interim monitoring reports (approvals by partnership, route, sex and substance), and its tables of waiting times.
 */
export const publishedTables = [
  {
    tableId: 'approved-by-area',
    title: 'Placements approved, by area',
    kind: 'counts',
    of: 'placements-approved',
    measures: ['placements-approved'],
    rows: 'area',
    columns: 'none',
  },
  {
    tableId: 'approved-by-route',
    title: 'Placements approved, by public money',
    kind: 'counts',
    of: 'placements-approved',
    measures: ['placements-approved'],
    rows: 'route',
    columns: 'none',
  },
  {
    tableId: 'approved-by-sex',
    title: 'Placements approved, by health board and sex',
    kind: 'counts',
    of: 'placements-approved',
    measures: ['placements-approved'],
    rows: 'board',
    columns: 'sex',
  },
  {
    tableId: 'approved-by-substance',
    title: 'Placements approved, by substance',
    kind: 'counts',
    of: 'placements-approved',
    measures: ['placements-approved'],
    rows: 'substance',
    columns: 'none',
  },
  {
    tableId: 'started-by-area',
    title: 'Placements started, by area',
    kind: 'counts',
    of: 'placements-started',
    measures: ['placements-started'],
    rows: 'area',
    columns: 'none',
  },
  {
    tableId: 'started-by-route',
    title: 'Placements started, by public money',
    kind: 'counts',
    of: 'placements-started',
    measures: ['placements-started'],
    rows: 'route',
    columns: 'none',
  },
  {
    tableId: 'started-by-sex',
    title: 'Placements started, by health board and sex',
    kind: 'counts',
    of: 'placements-started',
    measures: ['placements-started'],
    rows: 'board',
    columns: 'sex',
  },
  {
    tableId: 'started-by-age',
    title: 'Placements started, by age',
    kind: 'counts',
    of: 'placements-started',
    measures: ['placements-started'],
    rows: 'age',
    columns: 'none',
  },
  {
    tableId: 'started-by-substance',
    title: 'Placements started, by substance',
    kind: 'counts',
    of: 'placements-started',
    measures: ['placements-started'],
    rows: 'substance',
    columns: 'none',
  },
  {
    tableId: 'started-by-project',
    title: 'Placements started, by project',
    kind: 'counts',
    of: 'placements-started',
    measures: ['placements-started'],
    rows: 'project',
    columns: 'none',
  },
  {
    tableId: 'waits-by-board',
    title: 'Placements started, by health board and days since the referral',
    kind: 'counts',
    of: 'placements-started',
    measures: ['placements-started'],
    rows: 'board',
    columns: 'wait',
  },
  {
    tableId: 'ended-by-board',
    title: 'How placements ended, by health board',
    kind: 'counts',
    of: 'placements-ended',
    measures: ['placements-completed', 'placements-ended-early'],
    rows: 'board',
    columns: 'measure',
  },
  {
    tableId: 'declined-by-whom',
    title: 'Offers declined, by who said no',
    kind: 'counts',
    of: 'offers-declined',
    measures: ['offers-declined'],
    rows: 'refusedBy',
    columns: 'none',
  },
  {
    tableId: 'cost-by-route',
    title: 'Mean cost of a placement approved, by public money',
    kind: 'costs',
    of: 'placements-approved',
    // Those with a rate, whose mean is told, and those without.
    measures: ['cost-per-placement', 'cost-not-known'],
    rows: 'route',
    columns: 'measure',
  },
  {
    tableId: 'occupancy-by-project',
    title: 'Staffed beds occupied, by project',
    kind: 'occupancy',
    of: 'occupancy',
    measures: ['nights-occupied', 'nights-staffed'],
    rows: 'project',
    columns: 'none',
  },
] as const;

/**
 * Counted for the whole country exactly on pages that are never still: of these the number of all is known to everybody, whatever
 * a release says. By group nothing of what is released is told anywhere else.
 */
export const toldElsewhere: readonly string[] = ['placements-approved', 'placements-started'];

/**
 * Of people, only these are told by group on other pages: they are neither released nor of the same people as anything that is.
 * The people a retention or a cost is of are the starts and the approvals themselves.
 */
export const toldByGroupElsewhere: readonly string[] = [
  'referrals-received',
  'wait-to-assessment',
  'offers-made',
  'offers-lapsed',
  'placements-never-started',
];

/** Goes up with every change of the tables. */
export const publishedTablesVersion = 3;
