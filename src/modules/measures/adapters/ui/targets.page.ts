import {
  financialYear,
  financialYearLabel,
  financialYearOf,
  type FinancialYear,
} from '../../../../kernel/financial-year.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
  type ReadForm,
  type Typed,
} from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import { choiceField, errorsOf, proseField, type Field } from '../../../../platform/http/typed-fields.js';
import type { FieldError, FormState, Option } from '../../../../ui/forms/form-state.js';
import { plainNumber } from '../../../../ui/presenters/numbers.js';
import type {
  EndTargetRefusal,
  makeEndTarget,
  makeSetTarget,
  TargetRepository,
} from '../../application/targets.js';
import { measureIds, type MeasureDefinition } from '../../domain/measure.js';
import type { NewTarget, TargetRefusal } from '../../domain/target.js';
import { TargetsView } from './targets.view.js';

/** What the page of targets needs. */
export interface TargetsPageDeps {
  readonly setTarget: ReturnType<typeof makeSetTarget>;
  readonly endTarget: ReturnType<typeof makeEndTarget>;
  readonly listTargets: TargetRepository['list'];
  readonly definitions: readonly MeasureDefinition[];
}

const path = '/target/targets';
const yearsBefore = 8;
const yearsAfter = 12;

const yearsTo = (fromYear: number, toYear: number | null): string => {
  const from = financialYearLabel(financialYear(fromYear));
  if (toYear === null) return `From ${from}`;
  return toYear === fromYear ? from : `${from} to ${financialYearLabel(financialYear(toYear))}`;
};

const untouched: FormState<string> = { values: {}, errors: [] };

interface Failed {
  /** Null for the form that sets a new one. */
  readonly targetId: string | null;
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
}

const show = async (
  deps: TargetsPageDeps,
  tx: Tx,
  { frame, actor, today, newKey }: PageInput,
  failed: Failed | null,
): Promise<PageReply> => {
  const targets = await deps.listTargets(tx);
  const maySet = scopeFor(actor, 'set-targets') !== null;
  const thisYear = financialYearOf(today);
  const years: readonly Option[] = Array.from({ length: yearsBefore + yearsAfter }, (_, index) => {
    const year = financialYear(thisYear - yearsBefore + index);
    return { value: String(year), text: financialYearLabel(year) };
  });
  const formOf = (targetId: string | null): FormState<string> =>
    failed?.targetId === targetId ? { values: failed.typed, errors: failed.errors } : untouched;
  const nameOf = (measureId: string): string =>
    deps.definitions.find((definition) => definition.measureId === measureId)?.name ?? measureId;
  return {
    kind: 'page',
    page: TargetsView({
      frame,
      targets: targets.map(({ targetId, name, measureId, level, fromYear, toYear, source, version }) => ({
        ...{ targetId, name, measure: nameOf(measureId), levelText: plainNumber(level), source },
        yearsText: yearsTo(fromYear, toYear),
        ending:
          maySet && toYear === null
            ? {
                action: `${path}/${targetId}/end`,
                ...{ idempotencyKey: newKey(), version, form: formOf(targetId) },
              }
            : null,
      })),
      years,
      setting: maySet
        ? {
            ...{ action: path, idempotencyKey: newKey(), form: formOf(null) },
            measures: deps.definitions
              .filter(({ shape }) => shape === 'count')
              .map(({ measureId, name }) => ({ value: measureId, text: name })),
          }
        : null,
      errors: failed?.errors ?? [],
      errorPrefix: failed?.targetId == null ? '' : `${failed.targetId}-`,
    }),
  };
};

const yearField = (typed: Typed, field: string, text: string): Field<FinancialYear> => {
  const year = (typed[field] ?? '').trim();
  return /^2[01]\d\d$/.test(year) && Number(year) <= 2190
    ? { value: financialYear(Number(year)) }
    : { error: { field, text } };
};

const readTarget = (
  typed: Typed,
  { actor, today }: PageInput,
): ReadForm<{ readonly memberId: string; readonly thisYear: FinancialYear; readonly target: NewTarget }> => {
  const name = proseField(typed, 'name', 200, 'Write what the target is called');
  const measure = choiceField(typed, 'measureId', measureIds, 'Choose the measure it is a level of');
  const levelText = (typed['level'] ?? '').replace(/[\s,]/g, '');
  const level: Field<number> =
    /^[1-9]\d{0,6}$/.test(levelText) && Number(levelText) <= 1_000_000
      ? { value: Number(levelText) }
      : { error: { field: 'level', text: 'Enter a whole number from 1 to 1,000,000' } };
  const from = yearField(typed, 'fromYear', 'Choose the first year');
  const to: Field<FinancialYear | null> =
    (typed['toYear'] ?? '') === ''
      ? { value: null }
      : yearField(typed, 'toYear', 'Choose the last year from the list, or no end');
  const source = proseField(typed, 'source', 500, 'Write who set the target');
  if (
    'error' in name ||
    'error' in measure ||
    'error' in level ||
    'error' in from ||
    'error' in to ||
    'error' in source
  )
    return { ok: false, errors: errorsOf(name, measure, level, from, to, source) };
  return {
    ok: true,
    command: {
      memberId: actor.memberId,
      thisYear: financialYearOf(today),
      target: {
        ...{ name: name.value, measureId: measure.value, level: level.value, source: source.value },
        ...{ fromYear: from.value, toYear: to.value },
      },
    },
  };
};

const explainSetting = (refusal: TargetRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'target-not-of-a-count':
      return [{ field: 'measureId', text: 'Choose a measure that is a number of something' }];
    case 'target-ends-before-it-begins':
      return [{ field: 'toYear', text: 'Choose a last year that is not before the first' }];
    case 'target-too-far-ahead':
      return [
        {
          field: 'fromYear',
          text: `Choose years up to ${financialYearLabel(financialYear(refusal.latestYear))}`,
        },
      ];
    case 'target-overlaps':
      return [
        {
          field: 'fromYear',
          text: `“${refusal.name}” holds for the same measure: ${yearsTo(refusal.fromYear, refusal.toYear).toLowerCase()}. End it first, or choose years beside it`,
        },
      ];
  }
};

const explainEnding = (refusal: EndTargetRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return [];
    case 'target-ends-before-it-begins':
      return [{ field: 'toYear', text: 'Choose a last year that is not before its first' }];
    case 'target-ended-already':
      return [{ field: '', text: 'Somebody ended that target before. Nothing needs doing.' }];
    case 'changed-since-you-read-it':
      return [
        { field: '', text: 'Somebody changed that target after you opened it. Look at it as it is now.' },
      ];
  }
};

const targetIdOf = ({ params }: Pick<PageInput, 'params'>): string =>
  identifier.safeParse(params['targetId']).data ?? '';

/** The targets there are; whoever may, sets one or says when one ends. */
export const targetsPages = (
  deps: TargetsPageDeps,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: [{ path, permission: 'see-measures', read: (tx, input) => show(deps, tx, input, null) }],
  forms: [
    defineForm({
      path,
      permission: 'set-targets',
      auditEvent: 'measures.target-set',
      parse: readTarget,
      act: (tx, _input, command) => deps.setTarget(tx, command),
      done: () => `${path}?done=target-set`,
      explain: explainSetting,
      again: (tx, input, { typed, errors }) => show(deps, tx, input, { targetId: null, typed, errors }),
    }),
    defineForm({
      path: `${path}/:targetId/end`,
      permission: 'set-targets',
      auditEvent: 'measures.target-ended',
      standsOn: () => path,
      parse: (typed, input) => {
        const toYear = yearField(typed, 'toYear', 'Choose the last year of the target');
        if ('error' in toYear) return { ok: false, errors: [toYear.error] };
        const targetId = targetIdOf(input);
        return {
          ok: true,
          command: { targetId, expectedVersion: input.expectedVersion, toYear: toYear.value },
        };
      },
      act: (tx, _input, command) => deps.endTarget(tx, command),
      done: () => `${path}?done=target-ended`,
      explain: explainEnding,
      again: (tx, input, { typed, errors }) =>
        show(deps, tx, input, { targetId: targetIdOf(input), typed, errors }),
    }),
  ],
});
