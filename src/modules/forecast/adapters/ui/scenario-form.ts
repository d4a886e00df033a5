import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { ReadForm, Typed } from '../../../../platform/http/define-page.js';
import {
  choiceField,
  dateField,
  errorsOf,
  proseField,
  type Field,
} from '../../../../platform/http/typed-fields.js';
import { fieldsOfDate } from '../../../../ui/forms/date-parts.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { pounds } from '../../../../ui/presenters/numbers.js';
import type { ScenarioWords } from '../../application/scenarios.js';
import { mostChanges } from '../../contract/scenario-changes.js';
import type { Change, ChangeFault } from '../../domain/scenario.js';
import { faultText, kindTexts, type BedGroupId } from './scenario-words.js';

type Kind = Change['kind'];

const isKind = (text: string | undefined): text is Kind =>
  text !== undefined && Object.hasOwn(kindTexts, text);

/** The name of a field of one change, counted from 0. */
export const nameOfField = (change: number, field: string): string => `change-${change}-${field}`;

/** One change as it was typed. */
interface TypedChange {
  readonly kind: Kind;
  /** By its own name of the field. */
  readonly values: Typed;
}

/** The changes that were typed, in order, without those that are ticked to be taken out. */
export const typedChanges = (typed: Typed): readonly TypedChange[] =>
  Array.from({ length: mostChanges + 1 }, (_, change) => change).flatMap((change): readonly TypedChange[] => {
    const prefix = nameOfField(change, '');
    const values = Object.fromEntries(
      Object.entries(typed).flatMap(([name, value]) =>
        name.startsWith(prefix) ? [[name.slice(prefix.length), value] as const] : [],
      ),
    );
    const { kind } = values;
    return isKind(kind) && values['out'] !== 'yes' ? [{ kind, values }] : [];
  });

/** What was typed, with its changes counted anew, and one more of a kind where that was asked for. */
export const typedAgain = (typed: Typed): Typed => {
  const others = Object.entries(typed).filter(([name]) => !/^change-\d+-/.test(name));
  const added = typed['step'] === 'add' && isKind(typed['add']) ? [{ kind: typed['add'], values: {} }] : [];
  return Object.fromEntries([
    ...others,
    ...[...typedChanges(typed), ...added].flatMap(({ kind, values }, at) =>
      Object.entries<string>({ ...values, kind }).map(([field, value]): readonly [string, string] => [
        nameOfField(at, field),
        value,
      ]),
    ),
  ]);
};

const numberOf = (text: string | undefined, pattern: RegExp): number | null => {
  const written = (text ?? '').replace(/[\s,%£]/g, '').replace('−', '-');
  return pattern.test(written) ? Number(written) : null;
};

const numberField = (values: Typed, field: string, text: string): Field<number> => {
  const number = numberOf(values[field], /^-?\d{1,12}(\.\d{1,4})?$/);
  return number === null ? { error: { field, text } } : { value: number };
};

/** A percentage as a part of one, without what the division leaves behind. */
const shareField = (values: Typed, field: string, text: string): Field<number> => {
  const number = numberField(values, field, text);
  return 'error' in number ? number : { value: Number((number.value / 100).toFixed(6)) };
};

const groupField = (values: Typed): Field<BedGroupId | null> =>
  (values['bedGroup'] ?? '') === ''
    ? { value: null }
    : choiceField(values, 'bedGroup', groups, 'Choose for whom the beds are, or all of them');

const groups = ['any', 'female', 'male', 'family'] as const;

const made = <Fields extends Readonly<Record<string, Field<unknown>>>>(
  fields: Fields,
  make: (values: {
    readonly [F in keyof Fields]: Extract<Fields[F], { readonly value: unknown }>['value'];
  }) => Change,
): ReadForm<Change> => {
  const errors = errorsOf(...Object.values(fields));
  if (errors.length > 0) return { ok: false, errors };
  const values = Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, 'value' in field ? field.value : null]),
  );
  // Each field has a value, of its own type: none of them is at fault.
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions
  return { ok: true, command: make(values as Parameters<typeof make>[0]) };
};

const readBeds = (values: Typed): ReadForm<Change> =>
  made(
    {
      way: choiceField(values, 'way', ['open', 'close'], 'Choose whether beds open or close'),
      // Which way is asked beside it: a sign would say it twice.
      beds: numberField(
        { beds: (values['beds'] ?? '').replace(/[-−]/, 'x') },
        'beds',
        'Enter how many beds, as a whole number',
      ),
      bedGroup: choiceField(values, 'bedGroup', groups, 'Choose for whom the beds are'),
      onDate: dateField(values, 'onDate', 'the day from which'),
      late:
        (values['lateByDays'] ?? '').trim() === ''
          ? { value: 0 }
          : numberField(values, 'lateByDays', 'Enter how many days late, or leave it empty'),
    },
    ({ way, beds, bedGroup, onDate, late }: ReadBeds) => ({
      ...{
        kind: 'beds',
        projectId: (values['projectId'] ?? '') === '' ? null : (values['projectId'] ?? null),
      },
      ...{ bedGroup, onDate, beds: way === 'close' ? -beds : beds, lateByDays: late },
    }),
  );

interface ReadBeds {
  readonly way: 'open' | 'close';
  readonly beds: number;
  readonly bedGroup: BedGroupId;
  readonly onDate: IsoDate;
  readonly late: number;
}

/** Reads one change, field by field. */
const readChange = ({ kind, values }: TypedChange): ReadForm<Change> => {
  switch (kind) {
    case 'beds':
      return readBeds(values);
    case 'length-of-stay':
      return made(
        {
          bedGroup: groupField(values),
          times: shareField(values, 'times', 'Enter a percentage, such as 90 for a tenth shorter'),
        },
        ({ bedGroup, times }) => ({ kind, bedGroup, times }),
      );
    case 'turnaround':
      return made(
        { bedGroup: groupField(values), days: numberField(values, 'days', 'Enter how many days') },
        ({ bedGroup, days }) => ({ kind, bedGroup, days }),
      );
    case 'early-exits':
    case 'refusals':
      return made(
        { share: shareField(values, 'share', 'Enter a percentage from 0 to 100') },
        ({ share }) => ({ kind, share }),
      );
    case 'approval':
      return made({ days: numberField(values, 'days', 'Enter how many days') }, ({ days }) => ({
        kind,
        days,
      }));
    case 'referral-growth':
      return made(
        { perYear: shareField(values, 'perYear', 'Enter a percentage, such as 10, or -10 for fewer') },
        ({ perYear }) => ({ kind, perYear }),
      );
    case 'detox':
      return made(
        {
          places: numberField(values, 'places', 'Enter how many places there are'),
          nights: numberField(values, 'nights', 'Enter for how many nights each is taken'),
        },
        ({ places, nights }) => ({ kind, places, nights }),
      );
    case 'budget':
      return made(
        { pencePerYear: numberField(values, 'pencePerYear', 'Enter an amount in pounds, such as 4,500,000') },
        ({ pencePerYear }) => ({ kind, pencePerYear: Math.round(pencePerYear * 100) }),
      );
  }
};

/** From text to what a scenario says, or every field at fault. A form that asks for room for one more change has none at fault. */
export const readScenarioForm = (typed: Typed): ReadForm<ScenarioWords> => {
  const changes = typedChanges(typed);
  if (typed['step'] === 'add') {
    const isKnown = isKind(typed['add']);
    const error = (text: string): ReadForm<never> => ({ ok: false, errors: [{ field: 'add', text }] });
    if (!isKnown) return error('Choose what else is done differently');
    return changes.length < mostChanges
      ? { ok: false, errors: [] }
      : error(`A scenario has at most ${mostChanges} changes. Take one out first`);
  }
  const name = proseField(typed, 'name', 200, 'Give the scenario a name');
  const read = changes.map(readChange);
  const errors: readonly FieldError[] = [
    ...errorsOf(name),
    ...read.flatMap((one, at) =>
      one.ok ? [] : one.errors.map(({ field, text }) => ({ field: nameOfField(at, field), text })),
    ),
    ...(changes.length === 0
      ? [{ field: 'add', text: 'Add at least one thing that is done differently' }]
      : []),
  ];
  if ('error' in name || errors.length > 0) return { ok: false, errors };
  return {
    ok: true,
    command: {
      ...{ name: name.value, isShared: typed['isShared'] === 'yes' },
      changes: read.flatMap((one) => (one.ok ? [one.command] : [])),
    },
  };
};

/** What cannot be, at its field of the form. */
export const errorsOfFaults = (faults: readonly ChangeFault[]): readonly FieldError[] =>
  faults.map((fault) => ({ field: nameOfField(fault.change, fault.field), text: faultText(fault) }));

const percentOf = (share: number): string => String(Number((share * 100).toFixed(4)));

const typedOf = (change: Change): Typed => {
  switch (change.kind) {
    case 'beds':
      return {
        ...{ way: change.beds < 0 ? 'close' : 'open', beds: String(Math.abs(change.beds)) },
        ...{ bedGroup: change.bedGroup, projectId: change.projectId ?? '' },
        ...fieldsOfDate('onDate', change.onDate),
        lateByDays: change.lateByDays === 0 ? '' : String(change.lateByDays),
      };
    case 'length-of-stay':
      return { bedGroup: change.bedGroup ?? '', times: percentOf(change.times) };
    case 'turnaround':
      return { bedGroup: change.bedGroup ?? '', days: String(change.days) };
    case 'early-exits':
    case 'refusals':
      return { share: percentOf(change.share) };
    case 'approval':
      return { days: String(change.days) };
    case 'referral-growth':
      return { perYear: percentOf(change.perYear) };
    case 'detox':
      return { places: String(change.places), nights: String(change.nights) };
    case 'budget':
      return { pencePerYear: change.pencePerYear === null ? '' : pounds(change.pencePerYear) };
  }
};

/** A scenario as its form shows it. */
export const typedOfScenario = ({ name, isShared, changes }: ScenarioWords): Typed => ({
  ...{ name, isShared: isShared ? 'yes' : '' },
  ...Object.fromEntries(
    changes.flatMap((change, at) =>
      Object.entries({ ...typedOf(change), kind: change.kind }).map(([field, value]) => [
        nameOfField(at, field),
        value,
      ]),
    ),
  ),
});
