import { Buffer } from 'node:buffer';

import { z } from 'zod';

import { financialYear } from '../../../../kernel/financial-year.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done, refuse } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems, type ProblemTable } from '../../../../platform/http/problem.js';
import { account, civilDateText, identifier } from '../../../../platform/http/schemas.js';
import type {
  ImportFiguresRefusal,
  makeImportFigures,
  makeWithdrawFigure,
  WithdrawFigureRefusal,
} from '../../application/import-figures.js';
import type {
  ExplainRefusal,
  makeExplainDifference,
  makeReadOutsideFigures,
  OutsideFigure,
} from '../../application/outside-figures.js';
import { incomparables } from '../../domain/counterpart.js';
import { comparedWith, differenceCodes } from '../../domain/difference.js';
import { measureIds } from '../../domain/measure.js';
import { figureStandings } from '../../domain/vintage.js';
import { financialYearAsked } from './measure-parts.js';

/** What the routes of figures of others need. */
export interface OutsideFigureRouteDeps {
  readonly readOutsideFigures: ReturnType<typeof makeReadOutsideFigures>;
  readonly explainDifference: ReturnType<typeof makeExplainDifference>;
  readonly withdrawFigure: ReturnType<typeof makeWithdrawFigure>;
  readonly importFigures: ReturnType<typeof makeImportFigures>;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
}

const figureNumber = z.int().min(1).max(999_999_999).describe('The number under which the figure is kept');

const here = z
  .object({
    kind: z
      .enum(['counted', 'not-comparable', 'not-recorded', 'not-over'])
      .describe('Whether anything counted here can stand beside it'),
    why: z.enum(incomparables).nullable().describe('Why the definitions do not match; null where they do'),
    measureId: z.enum(measureIds).nullable().describe('The measure that counts the same'),
    definitionVersion: z.int().nullable().describe('Version of its definition'),
    told: z.int().nullable().describe('What is counted here; null where nothing is, or too few to tell'),
    isRounded: z.boolean().describe('Whether it is told to the nearest five'),
    difference: z.number().nullable().describe('Counted here less the figure'),
    recordedFrom: civilDateText.nullable().describe('Where records begin only after the period did'),
  })
  .describe('What is counted here of the same thing');

const figure = z.object({
  figureId: figureNumber,
  measure: z.string().describe('What it counts, as its publisher names it'),
  periodLabel: z.string().describe('The period, as it was written down'),
  periodStartsOn: civilDateText.nullable().describe('First day; null where the source names no year'),
  periodLastOn: civilDateText.nullable().describe('Last day'),
  areaKind: z.string().describe('scotland or partnership'),
  area: z.string().describe('Scotland, or the name of the partnership'),
  route: z.string().describe('The route of funding'),
  breakdown: z.string().nullable().describe('By what it is told apart'),
  category: z.string().nullable().describe('The group'),
  figure: z.number().nullable().describe('The number; null where none was given'),
  standing: z
    .enum(figureStandings)
    .describe('Whether it stands; derived and unverified ones were published by nobody'),
  replacedByFigureId: figureNumber.nullable().describe('What stands in its place; null where it stands'),
  workedOutSinceFigureId: figureNumber
    .nullable()
    .describe('What was worked out from a later report that did not give the number again'),
  vintage: z.string().describe('The issue it came from'),
  releasedOn: civilDateText.nullable().describe('When that came out; null where no source says'),
  note: z.string().nullable().describe('What its source says of it'),
  source: z.string().describe('Where it can be read'),
  withdrawnBecause: z
    .string()
    .nullable()
    .describe('Why its publisher took it back, as a member recorded it; null where nobody did'),
  here,
  explained: z
    .array(
      z.object({
        differenceId: identifier.describe('The explanation'),
        comparedWith: z.enum(comparedWith).describe('What is counted here, or the vintage before'),
        code: z.enum(differenceCodes).describe('The kind of reason'),
        words: z.string().describe('The reason'),
        toldHere: z.int().nullable().describe('What was told here at the time'),
        explainedAt: z.iso.datetime().describe('When it was written, in UTC'),
      }),
    )
    .describe('Why it differs, the first that was written first'),
});

const toHere = (counted: OutsideFigure['here']): z.input<typeof here> => {
  const nothing = {
    ...{ why: null, measureId: null, definitionVersion: null, told: null, isRounded: false },
    ...{ difference: null, recordedFrom: null },
  };
  switch (counted.kind) {
    case 'counted': {
      const { kind, measureId, definitionVersion, told, isRounded, difference } = counted;
      return { ...nothing, kind, measureId, definitionVersion, told, isRounded, difference };
    }
    case 'not-comparable':
      return { ...nothing, kind: counted.kind, why: counted.why };
    case 'not-recorded':
      return { ...nothing, kind: counted.kind, recordedFrom: counted.recordedFrom };
    case 'not-over':
      return { ...nothing, kind: counted.kind };
  }
};

const toFigure = ({
  here: counted,
  replacedBy,
  workedOutSince,
  explained,
  status: _,
  ...kept
}: OutsideFigure) => ({
  ...kept,
  replacedByFigureId: replacedBy?.figureId ?? null,
  workedOutSinceFigureId: workedOutSince?.figureId ?? null,
  here: toHere(counted),
  explained: explained.map(({ differenceId, comparedWith: beside, code, words, toldHere, explainedAt }) => ({
    ...{ differenceId, comparedWith: beside, code, words, toldHere, explainedAt: explainedAt.toISOString() },
  })),
});

const refusals: ProblemTable<ExplainRefusal> = {
  'not-found': commonProblems['not-found'],
  'nothing-beside-it': {
    status: 422,
    title: 'Nothing counted here stands beside the figure',
    remedy: 'Compare it with the vintage before: comparedWith earlier.',
    pointer: '/comparedWith',
  },
  'nothing-to-compare': {
    status: 422,
    title: 'Nothing stands beside the figure yet',
    remedy: 'Explain it once another vintage of it is taken in, or its period is counted here.',
    pointer: '/comparedWith',
  },
  'no-earlier-vintage': {
    status: 422,
    title: 'No vintage came before this one',
    remedy: 'Compare it with what is counted here: comparedWith here.',
    pointer: '/comparedWith',
  },
};

/** A cell is found by row and column, where a field of JSON is found by its pointer. */
const toRefusal = (refusal: ImportFiguresRefusal) => {
  switch (refusal.code) {
    case 'changed-since-you-read-it':
      return { code: refusal.code };
    case 'sheet-too-large':
      return { ...refusal, code: 'figure-sheet-too-large' as const };
    case 'sheet-has-errors':
      return {
        ...{ code: 'figure-sheet-has-faults' as const, faultCount: refusal.errorCount },
        faults: refusal.errors.map((fault) => ({ ...fault })),
      };
  }
};

const importRefusals: ProblemTable<ReturnType<typeof toRefusal>> = {
  'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
  'figure-sheet-too-large': {
    status: 413,
    title: 'The sheet of figures is too large',
    remedy: 'Send at most maxRows rows and maxBytes bytes at once; a sheet may be sent in parts.',
    pointer: '/sheet',
  },
  'figure-sheet-has-faults': {
    status: 422,
    title: 'The sheet of figures has faults',
    remedy: 'Mend the cells named in faults, by row and column, and send it again. Nothing was kept.',
  },
};

const withdrawRefusals: ProblemTable<WithdrawFigureRefusal> = {
  'not-found': commonProblems['not-found'],
  'figure-withdrawn-already': {
    status: 409,
    title: 'The figure is withdrawn already',
    remedy: 'Nothing needs doing.',
  },
  'published-by-nobody': {
    status: 422,
    title: 'Nobody published the figure',
    remedy: 'Take in the number as another issue: what was worked out or never confirmed is not withdrawn.',
  },
};

/** Figures of others: reading them beside what is counted here, and saying why they differ. */
export const outsideFigureRoutes = (deps: OutsideFigureRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/published-figures',
      operationId: 'listPublishedFigures',
      tag: 'Measures',
      summary: 'Figures of others in every vintage, each beside what is counted here',
      permission: 'see-measures',
      auditEvent: null,
      query: z.strictObject({
        measure: z.string().max(60).optional().describe('As its publisher names it; all when left out'),
        financialYear: financialYearAsked.describe('The year in which the period begins; all when left out'),
        route: z.string().max(60).optional().describe('The route of funding; all when left out'),
      }),
      reply: z.object({ figures: z.array(figure).describe('All of them') }),
      refusals: {},
    },
    async (tx, { query }) => {
      const { today } = await deps.now(tx);
      const { figures } = await deps.readOutsideFigures(
        tx,
        {
          measure: query.measure ?? null,
          year: query.financialYear === undefined ? null : financialYear(query.financialYear),
          route: query.route ?? null,
        },
        today,
      );
      return done({ figures: figures.map(toFigure) });
    },
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/published-figures/{figureId}/differences',
      operationId: 'explainDifference',
      tag: 'Measures',
      summary: 'Say why a figure of others differs; what was said before stays',
      permission: 'keep-published-figures',
      auditEvent: 'measures.difference-explained',
      replyStatus: 201,
      params: z.strictObject({ figureId: z.coerce.number().pipe(figureNumber).describe('The figure') }),
      body: z.strictObject({
        comparedWith: z.enum(comparedWith).describe('What is counted here, or the vintage before'),
        code: z.enum(differenceCodes).describe('The kind of reason'),
        words: account(1000).describe('The reason, so that others can follow it later'),
      }),
      reply: z.object({ differenceId: identifier.describe('The explanation') }),
      refusals,
    },
    async (tx, { params: { figureId }, body, actor }) =>
      deps.explainDifference(tx, {
        ...{ figureId, ...body, memberId: actor.memberId },
        today: (await deps.now(tx)).today,
      }),
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/published-figures/{figureId}/withdrawal',
      operationId: 'withdrawFigure',
      tag: 'Measures',
      summary: 'Record that the publisher of a figure took it back; it stays, shown as withdrawn',
      permission: 'keep-published-figures',
      auditEvent: 'measures.figure-withdrawn',
      params: z.strictObject({ figureId: z.coerce.number().pipe(figureNumber).describe('The figure') }),
      body: z.strictObject({ reason: account(1000).describe('Why its publisher took it back') }),
      reply: z.object({ figureId: figureNumber }),
      refusals: withdrawRefusals,
    },
    async (tx, { params: { figureId }, body: { reason }, actor }) =>
      deps.withdrawFigure(tx, { figureId, reason, memberId: actor.memberId }),
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/published-figures',
      operationId: 'importFigures',
      tag: 'Measures',
      summary: 'Take in a sheet of figures, on trial or in earnest: the whole of it or nothing',
      permission: 'keep-published-figures',
      auditEvent: 'measures.figures-taken-in',
      body: z.strictObject({
        sheet: z.string().min(1).max(90_000).describe('Comma-separated values, with their headings'),
        isTrial: z.boolean().describe('Say what would be kept, and keep nothing'),
      }),
      reply: z.object({
        isTrial: z.boolean().describe('Whether nothing was kept'),
        added: z
          .array(
            z.object({
              row: z.int().describe('The line of the sheet; its headings are row 1'),
              measure: z.string().describe('What it counts'),
              periodLabel: z.string().describe('The period'),
              area: z.string().describe('Scotland or a partnership'),
              route: z.string().describe('The route of funding'),
              group: z.string().nullable().describe('The group it is of; null for everybody'),
              figure: z.int().describe('The number'),
              vintage: z.string().describe('The issue'),
              mark: z.string().describe('published, derived or unverified'),
              replaces: z
                .object({
                  figureId: figureNumber,
                  figure: z.number().nullable().describe('Its number'),
                  vintage: z.string().describe('Its issue'),
                })
                .nullable()
                .describe('The newest issue that was kept before, which stays'),
            }),
          )
          .describe('What is added'),
        unchanged: z.int().describe('Lines that are kept already'),
      }),
      refusals: importRefusals,
    },
    async (tx, { body: { sheet, isTrial } }) => {
      const { today } = await deps.now(tx);
      const outcome = await deps.importFigures(tx, { bytes: Buffer.from(sheet), isTrial, today });
      if (outcome.ok) return done({ ...outcome.value, added: [...outcome.value.added] });
      return refuse(toRefusal(outcome.refusal));
    },
  ),
];
