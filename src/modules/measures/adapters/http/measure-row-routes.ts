import { z } from 'zod';

import type { Scope } from '../../../../kernel/actor.js';
import {
  financialYear,
  financialYearLabel,
  financialYearOf,
  monthsOf,
} from '../../../../kernel/financial-year.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { civilDateText, identifier, paging } from '../../../../platform/http/schemas.js';
import type { MeasureRows, MeasureRowsAsked, RowsNotYours } from '../../application/read-measure-rows.js';
import type { AsAtRefusal } from '../../application/read-measures.js';
import { measureIds, type MeasureDefinition } from '../../domain/measure.js';
import { rowMarkOf, rowMarkText, type MeasureRow } from '../../domain/measure-rows.js';
import { measureParams, measureRefusals, measureYearQuery } from './measure-parts.js';

/** What the route needs. */
export interface MeasureRowRouteDeps {
  readonly readMeasureRows: (
    tx: Tx,
    scope: Scope,
    asked: MeasureRowsAsked,
    now: { readonly at: Date; readonly today: IsoDate },
  ) => Promise<Outcome<MeasureRows, AsAtRefusal | RowsNotYours>>;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
}

const countedOf = {
  n: z.int().nullable().describe('How many, or the weeks that cost the pence; null where not told'),
  of: z.int().nullable().describe('Of how many; 0 where the measure has none; null where not told'),
  pence: z
    .int()
    .nullable()
    .describe('What it cost; 0 where the measure tells of no money; null where not told'),
};

const toRow = (row: MeasureRow, { shape }: MeasureDefinition) => {
  const { subject } = row;
  // What is told of somebody beyond that they are counted goes the way of the name.
  const isTold = subject?.person == null || subject.person.mayKnow || shape === 'count';
  return {
    subject: subject === null ? null : { kind: subject.kind, id: row.subjectId },
    referralId: subject?.person?.referralId ?? null,
    reference: subject?.person?.reference ?? null,
    projectId: subject?.project?.projectId ?? null,
    countsOn: row.onDate,
    days: isTold ? row.days : null,
    n: isTold ? row.n : null,
    of: isTold ? row.of : null,
    pence: isTold ? row.pence : null,
  };
};

/** The path from a number to what it is made of. */
export const measureRowRoutes = (deps: MeasureRowRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/measures/{measureId}/rows',
      operationId: 'readMeasureRows',
      tag: 'Measures',
      summary: 'What a number is made of: of a partnership its own people, of a provider its own projects',
      permission: 'see-measure-rows',
      auditEvent: null,
      auditedRead: { list: 'measure-rows' },
      params: measureParams,
      query: z.strictObject({
        ...measureYearQuery,
        month: z
          .string()
          .regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, 'Give a month such as 2026-04.')
          .optional()
          .describe('One month of the year, such as 2026-04; the whole year when left out'),
        ...paging,
      }),
      reply: z.object({
        measureId: z.enum(measureIds).describe('The measure'),
        definitionVersion: z.int().describe('Version of its definition'),
        financialYear: z.string().describe('Such as 2026/27'),
        asAt: z.string().describe('The time as at which it is told, in UTC, or the day at whose end'),
        total: z
          .object({
            rows: z.int().describe('How many rows there are'),
            n: z.int().describe('What their n come to'),
            of: z.int().describe('What their of come to'),
            pence: z.int().describe('What their pence come to'),
          })
          .describe('Of all pages together: the part of the number that is the reader’s own'),
        rows: z
          .array(
            z.object({
              subject: z
                .object({
                  kind: z.enum(['referral', 'stay', 'offer', 'bed', 'project']).describe('What it is'),
                  id: identifier.describe('Which one'),
                })
                .nullable()
                .describe('What is counted; null where it is recorded no longer'),
              referralId: identifier
                .nullable()
                .describe(
                  'Whose referral; null for beds, projects, and people who are with another partnership now',
                ),
              reference: z.string().nullable().describe('What people say on the telephone; null as before'),
              projectId: identifier.nullable().describe('In which project; null where in none'),
              countsOn: civilDateText.describe(
                'The day it counts on; of nights and offers the first day of the month',
              ),
              days: z.int().nullable().describe('Days waited; null for what is no wait, or is not told'),
              ...countedOf,
            }),
          )
          .describe('At most limit, in the order of days; of restricted records only that they are counted'),
        next: z.string().nullable().describe('Send as after for the next page; null at the end'),
      }),
      refusals: {
        ...measureRefusals,
        'rows-not-yours': {
          status: 422,
          title: 'None of what the number is made of can be yours',
          remedy: 'Ask those named in owners, who see their part of it.',
        },
        'month-elsewhere': {
          status: 422,
          title: 'The month is not in the financial year',
          remedy: 'Give a month of the year, or the year in which it lies.',
          pointer: '/query/month',
        },
        'page-unknown': {
          status: 400,
          title: 'That is not the mark of a page',
          remedy: 'Send the next of an earlier answer, or none for the first page.',
          pointer: '/query/after',
        },
      },
    },
    async (tx, { params, query, scope }) => {
      const measureId = measureIds.find((id) => id === params.measureId);
      if (measureId === undefined) return refuse({ code: 'not-found' });
      const after = rowMarkOf(query.after);
      if (query.after !== undefined && after === null) return refuse({ code: 'page-unknown' });
      const now = await deps.now(tx);
      const year =
        query.financialYear === undefined ? financialYearOf(now.today) : financialYear(query.financialYear);
      const month = query.month ?? null;
      if (month !== null && !monthsOf(year).some(({ startsOn }) => startsOn.startsWith(month)))
        return refuse({ code: 'month-elsewhere' });
      const found = await deps.readMeasureRows(
        tx,
        scope,
        {
          ...{ measureId, year, month, after, limit: query.limit },
          ...{ waits: query.waits ?? 'completed', asAtOn: query.asAt ?? null },
        },
        now,
      );
      if (!found.ok)
        return found.refusal.code === 'rows-not-yours'
          ? refuse({ code: 'rows-not-yours' as const, owners: [...found.refusal.owners] })
          : refuse(found.refusal);
      const { definition, total, rows, next } = found.value;
      return done({
        measureId,
        definitionVersion: definition.version,
        financialYear: financialYearLabel(year),
        asAt: query.asAt ?? now.at.toISOString(),
        total: { ...total },
        rows: rows.map((row) => toRow(row, definition)),
        next: next === null ? null : rowMarkText(next),
      });
    },
  ),
];
