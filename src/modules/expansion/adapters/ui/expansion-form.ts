import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { ReadForm, Typed } from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import {
  choiceField,
  dateField,
  errorsOf,
  optionalDateField,
  optionalProse,
  poundsField,
  proseField,
  type Field,
} from '../../../../platform/http/typed-fields.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { countOf, plainNumber } from '../../../../ui/presenters/numbers.js';
import type {
  AddExpansionRefusal,
  LinkExpansionRefusal,
  RecordBedsRefusal,
  RecordMilestoneRefusal,
} from '../../application/keep-expansion.js';
import type { NewExpansion } from '../../application/ports.js';
import type { SaidDate } from '../../domain/said-date.js';
import {
  milestones,
  stages,
  statementMarks,
  type BedsStatement,
  type MilestoneStatement,
} from '../../domain/statement.js';
import { stageTexts } from './expansion-texts.js';

const mostBeds = 2000;
const mostPence = 100_000_000_000;

const part = (typed: Typed, field: string, name: string): string => (typed[`${field}-${name}`] ?? '').trim();

/** A date as exactly as it was typed: without a day a month, without a month a year; null where nothing was typed. */
export const saidDateField = (typed: Typed, field: string, what: string): Field<SaidDate | null> => {
  const [day, month, year] = [
    part(typed, field, 'day'),
    part(typed, field, 'month'),
    part(typed, field, 'year'),
  ];
  if (day === '' && month === '' && year === '') return { value: null };
  const precision = day === '' ? (month === '' ? 'year' : 'month') : 'day';
  const first = { ...typed, [`${field}-day`]: day === '' ? '1' : day };
  const read = dateField(
    month === '' && day === '' ? { ...first, [`${field}-month`]: '1' } : first,
    field,
    what,
  );
  return 'error' in read ? read : { value: { on: read.value, precision } };
};

const bedsField = (typed: Typed, field: string): Field<number | null> => {
  const written = (typed[field] ?? '').replace(/[\s,]/g, '');
  if (written === '') return { value: null };
  return /^\d{1,4}$/.test(written) && Number(written) <= mostBeds
    ? { value: Number(written) }
    : { error: { field, text: `Enter a whole number from 0 to ${plainNumber(mostBeds)}, or nothing` } };
};

const sharedFields = (typed: Typed) => ({
  mark: choiceField(typed, 'mark', statementMarks, 'Choose how far it can be trusted'),
  source: proseField(typed, 'source', 500, 'Write where it can be read, or who said it'),
  note: optionalProse(typed, 'note', 500),
});

const replacedField = (typed: Typed): Field<string | null> => {
  const written = typed['replacesId'] ?? '';
  if (written === '') return { value: null };
  const read = identifier.safeParse(written);
  return read.success
    ? { value: read.data }
    : { error: { field: 'replacesId', text: 'Choose a statement from the list' } };
};

/** What was typed of beds at a step. */
export const readBedsForm = (
  typed: Typed,
): ReadForm<{ readonly statement: BedsStatement; readonly isConfirmed: boolean }> => {
  const stage = choiceField(typed, 'stage', stages, 'Choose the step');
  const beds = bedsField(typed, 'beds');
  const dated = saidDateField(typed, 'dated', 'since when');
  const { mark, source, note } = sharedFields(typed);
  const replacesId = replacedField(typed);
  const reason = optionalProse(typed, 'reason', 500);
  if (
    'error' in stage ||
    'error' in beds ||
    'error' in dated ||
    'error' in mark ||
    'error' in source ||
    'error' in note ||
    'error' in replacesId ||
    'error' in reason
  )
    return { ok: false, errors: errorsOf(stage, beds, dated, mark, source, note, replacesId, reason) };
  return {
    ok: true,
    command: {
      statement: {
        ...{ stage: stage.value, beds: beds.value, dated: dated.value, mark: mark.value },
        ...{ source: source.value, note: note.value, replacesId: replacesId.value, reason: reason.value },
      },
      isConfirmed: typed['isConfirmed'] === 'yes',
    },
  };
};

const workDateField = (typed: Typed): Field<SaidDate> => {
  const read = saidDateField(typed, 'dated', 'when');
  if ('error' in read) return read;
  return read.value === null
    ? { error: { field: 'dated', text: 'Enter when, or at least the year' } }
    : { value: read.value };
};

/** What was typed of a step of the work. */
export const readWorksForm = (typed: Typed): ReadForm<MilestoneStatement> => {
  const milestone = choiceField(typed, 'milestone', milestones, 'Choose the step of the work');
  const kind = choiceField(
    typed,
    'kind',
    ['planned', 'happened'],
    'Choose whether it is planned or happened',
  );
  const dated = workDateField(typed);
  const saidOn: Field<IsoDate | null> = optionalDateField(typed, 'saidOn', 'when the source said so');
  const { mark, source, note } = sharedFields(typed);
  if (
    'error' in milestone ||
    'error' in kind ||
    'error' in dated ||
    'error' in saidOn ||
    'error' in mark ||
    'error' in source ||
    'error' in note
  )
    return { ok: false, errors: errorsOf(milestone, kind, dated, saidOn, mark, source, note) };
  return {
    ok: true,
    command: {
      ...{ milestone: milestone.value, isPlan: kind.value === 'planned', dated: dated.value },
      ...{ saidOn: saidOn.value, mark: mark.value, source: source.value, note: note.value },
    },
  };
};

const optionalPounds = (typed: Typed, field: string): Field<number | null> =>
  (typed[field] ?? '').trim() === ''
    ? { value: null }
    : poundsField(
        typed,
        field,
        mostPence,
        `Enter an amount in pounds up to ${plainNumber(mostPence / 100)}, such as 5,000,000, or nothing`,
      );

/** What was typed of a project to add. */
export const readNewExpansion = (typed: Typed): ReadForm<NewExpansion> => {
  const name = proseField(typed, 'name', 200, 'Write what the project is called');
  const provider = proseField(typed, 'provider', 200, 'Write who runs it');
  const kind = choiceField(typed, 'kind', ['new', 'expansion'], 'Choose whether it is new or an expansion');
  const board = proseField(typed, 'healthBoard', 80, 'Choose the health board');
  const before = bedsField(typed, 'bedsBefore');
  const funding = optionalProse(typed, 'funding', 200);
  const least = optionalPounds(typed, 'fundingLeast');
  const most = optionalPounds(typed, 'fundingMost');
  const source = proseField(typed, 'source', 500, 'Write where it can be read, or who said it');
  if (
    'error' in name ||
    'error' in provider ||
    'error' in kind ||
    'error' in board ||
    'error' in before ||
    'error' in funding ||
    'error' in least ||
    'error' in most ||
    'error' in source
  )
    return { ok: false, errors: errorsOf(name, provider, kind, board, before, funding, least, most, source) };
  return {
    ok: true,
    command: {
      ...{ name: name.value, provider: provider.value, kind: kind.value, healthBoard: board.value },
      ...{ bedsBeforeCount: before.value, funding: funding.value, source: source.value },
      ...{ fundingLeastPence: least.value, fundingMostPence: most.value },
    },
  };
};

const saidBefore = 'The same was said before: it stands in the list above. Nothing needs doing';

/** Why beds were not recorded, at the field that is wrong. */
export const explainBeds = (refusal: RecordBedsRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return [];
    case 'said-already':
      return [
        {
          field: 'source',
          text: 'This source was recorded for this step and date before: it stands in the list above. If it says another number, choose it as the statement that is put right',
        },
      ];
    case 'said-otherwise':
      return [
        {
          field: 'replacesId',
          text: `This source was recorded with ${refusal.saidBeds === null ? 'no number' : countOf(refusal.saidBeds, 'bed')} for this step and date. Choose that statement, and write why it is put right; or enter another source or date`,
        },
      ];
    case 'statement-in-the-future':
      return [
        {
          field: 'dated',
          text: `Enter a date up to ${shortDate(refusal.today)}. What is planned for later is a step of the work`,
        },
      ];
    case 'statement-too-old':
      return [{ field: 'dated', text: `Enter a date from ${shortDate(refusal.earliestOn)} on` }];
    case 'statement-replaces-nothing':
      return [{ field: 'replacesId', text: 'Choose a statement of the same step, or that it is new' }];
    case 'statement-replaced-already':
      return [
        {
          field: 'replacesId',
          text: 'Somebody has put that one right. Choose the one that did, if it is wrong',
        },
      ];
    case 'reason-missing':
      return [{ field: 'reason', text: 'Write why the earlier statement is put right' }];
    case 'reason-not-wanted':
      return [
        { field: 'replacesId', text: 'Choose the statement that is put right, or leave the reason empty' },
      ];
    case 'beds-out-of-step': {
      const { stage, beds, otherStage, otherBeds } = refusal;
      const isMore = beds > otherBeds;
      return [
        {
          field: 'beds',
          text: `${plainNumber(beds)} ${stageTexts[stage].toLowerCase()} is ${isMore ? 'more' : 'fewer'} than ${plainNumber(otherBeds)} ${stageTexts[otherStage].toLowerCase()}. Enter another number, or tick that the source says so`,
        },
      ];
    }
  }
};

/** Why a step of the work was not recorded. */
export const explainWorks = (refusal: RecordMilestoneRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return [];
    case 'said-already':
      return [{ field: 'source', text: saidBefore }];
    case 'statement-in-the-future':
      return [
        {
          field: 'dated',
          text: `Enter a date up to ${shortDate(refusal.today)}, or choose that it is planned`,
        },
      ];
    case 'statement-too-old':
      return [{ field: 'dated', text: `Enter a date from ${shortDate(refusal.earliestOn)} on` }];
    case 'plan-too-far-ahead':
      return [{ field: 'dated', text: `Enter a date up to ${shortDate(refusal.latestOn)}` }];
    case 'said-in-the-future':
      return [{ field: 'saidOn', text: `Enter a day up to ${shortDate(refusal.today)}` }];
  }
};

/** Why a project was not added. */
export const explainAdding = (refusal: AddExpansionRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'expansion-known-already':
      return [
        { field: 'name', text: 'There is a project of that name. Record what is new of it on its own page' },
      ];
    case 'health-board-unknown':
      return [{ field: 'healthBoard', text: 'Choose a health board from the list' }];
    case 'funding-most-below-least':
      return [{ field: 'fundingMost', text: 'Enter an amount that is not below the least, or nothing' }];
  }
};

/** Why a project was not linked. */
export const explainLinking = (refusal: LinkExpansionRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return [];
    case 'project-unknown':
      return [{ field: 'projectId', text: 'Choose a project from the list' }];
    case 'project-linked-elsewhere':
      return [
        {
          field: 'projectId',
          text: 'That project is linked to other beds to come. Take that link back first',
        },
      ];
    case 'changed-since-you-read-it':
      return [{ field: '', text: 'Somebody changed it after you opened it. Look at it as it is now.' }];
  }
};
