import { countOf, plainNumber, pounds } from '../../../../ui/presenters/numbers.js';
import { fewestTold } from '../../../eligibility/contract.js';
import { dimensionTexts, groupText } from '../../../referrals/contract/words.js';
import type { Grouping, MeasureDefinition, MeasureId, Shape, Waits } from '../../domain/measure.js';
import type { ToldMeasure } from '../../domain/told-measure.js';

const tooFew = `Fewer than ${fewestTold}`;

const numberText = (n: number | null): string => (n === null ? tooFew : plainNumber(n));
const percentText = (share: number | null): string =>
  share === null ? 'Too few to tell' : `${plainNumber(share * 100)}%`;

/** What a measure comes to, and of what. */
export const valueTexts = (
  { shape, unit }: Pick<MeasureDefinition, 'shape' | 'unit'>,
  told: ToldMeasure,
): { readonly valueText: string; readonly besideText: string } => {
  switch (shape) {
    case 'count':
      return { valueText: numberText(told.n), besideText: unit };
    case 'share':
      return told.of === 0
        ? { valueText: '–', besideText: `no ${unit} to tell of` }
        : {
            valueText: percentText(told.share),
            besideText: `of ${numberText(told.of).toLowerCase()} ${unit}`,
          };
    case 'days':
      return {
        valueText:
          told.medianDays === null ? 'Too few to tell' : `Half within ${countOf(told.medianDays, 'day')}`,
        besideText: `of ${numberText(told.n).toLowerCase()} waits`,
      };
    case 'money':
      return {
        valueText: told.meanPence === null ? 'Too few to tell' : pounds(told.meanPence),
        besideText: `over ${numberText(told.n).toLowerCase()} ${unit}, of ${numberText(told.of).toLowerCase()} approvals`,
      };
  }
};

const bandTexts: Readonly<Record<string, string>> = {
  'to-1-week': 'Up to 7 days',
  'to-2-weeks': '8 to 14 days',
  'to-3-weeks': '15 to 21 days',
  'to-6-weeks': '22 to 42 days',
  longer: 'More than 42 days',
};

/** Headings of what {@link cellsOf} gives. */
export const columnsOf = (shape: Shape): readonly string[] => {
  switch (shape) {
    case 'count':
      return ['Number'];
    case 'share':
      return ['Number', 'Of', 'Share'];
    case 'days':
      return ['Waits', 'Half within', ...Object.values(bandTexts)];
    case 'money':
      return ['Priced', 'Mean'];
  }
};

/** The cells of a row of a table, in the order of {@link columnsOf}. */
export const cellsOf = (shape: Shape, told: ToldMeasure): readonly string[] => {
  switch (shape) {
    case 'count':
      return [numberText(told.n)];
    case 'share':
      return [numberText(told.n), numberText(told.of), percentText(told.share)];
    case 'days':
      return [
        numberText(told.n),
        told.medianDays === null ? 'Too few to tell' : countOf(told.medianDays, 'day'),
        ...told.bands.map(({ n }) => numberText(n)),
      ];
    case 'money':
      return [numberText(told.n), told.meanPence === null ? 'Too few to tell' : pounds(told.meanPence)];
  }
};

/** By what a measure is told apart, in words. */
export const groupingTexts: Readonly<Record<Grouping, string>> = {
  route: 'Public money',
  partnership: 'Partnership',
  healthBoard: 'Health board',
  sex: dimensionTexts.sex,
  age: dimensionTexts.age,
  substance: dimensionTexts.substance,
  project: 'Project',
  refusedBy: 'Who said no',
};

const refusedByTexts: Readonly<Record<string, string>> = {
  person: 'The person',
  provider: 'The provider',
  funder: 'The funder',
};

/** The name of a group; partnerships and projects are named by `names`. */
export const groupNameOf = (
  by: Grouping,
  group: string | null,
  names: ReadonlyMap<string, string>,
): string => {
  if (group === null) return 'Not recorded';
  if (by === 'partnership' || by === 'project') return names.get(group) ?? 'One that is no longer here';
  return by === 'refusedBy' ? (refusedByTexts[group] ?? group) : groupText(group);
};

/** Which waits, in words. */
export const waitsTexts: Readonly<Record<Waits, string>> = {
  completed: 'Completed',
  running: 'Still running on the last day',
  'completed-adjusted': 'Completed, without days the person could not go',
  'running-adjusted': 'Still running, without days the person could not go',
};

/** The list of measures, by what they are about. */
export const measureSections: readonly {
  readonly key: string;
  readonly title: string;
  readonly measureIds: readonly MeasureId[];
}[] = [
  {
    key: 'placements',
    title: 'Placements',
    measureIds: [
      ...(['referrals-received', 'placements-approved', 'placements-started', 'people-started'] as const),
      'placed-out-of-area',
      ...(['placements-completed', 'placements-ended-early', 'placements-never-started'] as const),
    ],
  },
  {
    key: 'waits',
    title: 'Waits',
    measureIds: [
      ...(['wait-to-admission', 'wait-to-assessment', 'wait-assessment-to-approval'] as const),
      ...(['wait-approval-to-acceptance', 'wait-acceptance-to-admission'] as const),
    ],
  },
  { key: 'offers', title: 'Offers', measureIds: ['offers-made', 'offers-declined', 'offers-lapsed'] },
  {
    key: 'beds',
    title: 'Beds',
    measureIds: [
      ...(['occupancy', 'nights-available', 'nights-staffed', 'nights-occupied'] as const),
      'availability-fresh',
    ],
  },
  {
    key: 'afterwards',
    title: 'What becomes of people',
    measureIds: [
      ...(['retained-12-weeks', 'retained-26-weeks', 'retained-52-weeks', 're-presented'] as const),
      ...(['satisfaction-10', 'satisfaction-8-or-more', 'naloxone-at-discharge'] as const),
    ],
  },
  { key: 'money', title: 'Money', measureIds: ['cost-per-placement', 'cost-per-week'] },
];
