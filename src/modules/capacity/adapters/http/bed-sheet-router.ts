import express, { type Express, type Request, type Response } from 'express';
import { z } from 'zod';

import type { Actor, Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Outcome } from '../../../../kernel/outcome.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { IdempotencyRefusal, Tx, UnitOfWork } from '../../../../kernel/unit-of-work.js';
import { isIdempotencyKey } from '../../../../platform/http/idempotency-key.js';
import { fieldProblems } from '../../../../platform/http/mount-routes.js';
import {
  commonProblems,
  problemBody,
  sendCommonProblem,
  sendProblem,
  type ProblemSpec,
} from '../../../../platform/http/problem.js';
import { requestHash } from '../../../../platform/http/request-hash.js';
import type { ImportedBeds } from '../../application/imported-beds.js';
import type { TakeInBeds, TakeInBedSheetRefusal } from '../../application/take-in-bed-sheet.js';
import type { SheetCells } from '../../domain/bed-sheet.js';

/** What the doors of sheets are handed. */
export interface BedSheetRouterDeps {
  readonly uow: UnitOfWork;
  readonly now: (tx: Tx) => Promise<{ readonly today: IsoDate }>;
  readonly takeInBeds: TakeInBeds;
  readonly exportBeds: (tx: Tx, scope: Scope) => Promise<readonly SheetCells[]>;
  /** Rows as a file that spreadsheets open. */
  readonly writeSheet: (rows: readonly SheetCells[]) => string;
}

/** Problem types that only the sheets of beds give. */
export const bedSheetProblems = {
  'bed-sheet-has-faults': {
    status: 422,
    title: 'The sheet has faults',
    remedy: 'Mend the cells named in errors, by row and column, and send it again. Nothing was changed.',
  },
  'bed-sheet-too-large': {
    status: 413,
    title: 'The sheet is too large',
    remedy: 'Send at most 1 MB and 2,000 rows at once; a sheet may be sent in parts.',
  },
} as const satisfies Record<string, ProblemSpec>;

const notCsv: ProblemSpec = {
  ...commonProblems['unsupported-content'],
  remedy: 'Send the sheet as text/csv.',
};

/** Larger than a sheet may be, so that one a little too large is told what it may be. */
const bodyLimit = '2mb';
const queryShape = z.strictObject({
  dryRun: z.enum(['true', 'false'], 'Say true to see what would change, or false to change it.'),
});

interface Asker {
  readonly actor: Actor;
  readonly scope: Scope;
}

/** Who asks, when they may; otherwise the answer is sent. */
const askerOf = (response: Response): Asker | null => {
  const { session } = response.locals;
  if (session === null) {
    sendCommonProblem(response, 'not-signed-in');
    return null;
  }
  const scope = scopeFor(session.actor, 'edit-beds');
  if (scope === null) {
    sendCommonProblem(response, 'not-permitted');
    return null;
  }
  return { actor: session.actor, scope };
};

const sendRefusal = (response: Response, refusal: TakeInBedSheetRefusal | IdempotencyRefusal): void => {
  switch (refusal.code) {
    case 'sheet-has-errors': {
      const spec = bedSheetProblems['bed-sheet-has-faults'];
      const { requestId } = response.locals;
      const { errorCount, errors } = refusal;
      // A cell is found by row and column, where a field of JSON is found by its pointer.
      const body = {
        ...problemBody(spec, { code: 'bed-sheet-has-faults' }, requestId),
        errorCount,
        errors: errors.map((error) => ({ ...error })),
      };
      response.status(spec.status).type('application/problem+json').send(JSON.stringify(body));
      return;
    }
    case 'sheet-too-large': {
      const { maxBytes, maxRows } = refusal;
      const facts = { code: 'bed-sheet-too-large', maxBytes, maxRows };
      sendProblem(response, bedSheetProblems['bed-sheet-too-large'], facts);
      return;
    }
    case 'not-found':
    case 'changed-since-you-read-it':
    case 'key-used-for-another-request':
      sendCommonProblem(response, refusal.code);
  }
};

const sendSheet = async (deps: BedSheetRouterDeps, response: Response): Promise<void> => {
  const asker = askerOf(response);
  if (asker === null) return;
  const { rows, today } = await deps.uow.read(async (tx) => ({
    rows: await deps.exportBeds(tx, asker.scope),
    today: (await deps.now(tx)).today,
  }));
  response.attachment(`beds-${today}.csv`).type('text/csv; charset=utf-8').send(deps.writeSheet(rows));
};

const takeInSheet = async (deps: BedSheetRouterDeps, request: Request, response: Response): Promise<void> => {
  const asker = askerOf(response);
  if (asker === null) return;
  const query = queryShape.safeParse(request.query);
  if (!query.success) {
    return sendCommonProblem(response, 'invalid-request', { errors: fieldProblems(query.error, '/query') });
  }
  const bytes: unknown = request.body;
  if (!(bytes instanceof Uint8Array)) {
    return sendProblem(response, notCsv, { code: 'unsupported-content' });
  }
  const isDryRun = query.data.dryRun === 'true';
  const act = async (tx: Tx): Promise<Outcome<ImportedBeds, TakeInBedSheetRefusal>> =>
    deps.takeInBeds(tx, asker.scope, { bytes, isDryRun, importedOn: (await deps.now(tx)).today });

  const key = request.get('idempotency-key') ?? '';
  if (!isDryRun && !isIdempotencyKey(key)) return sendCommonProblem(response, 'key-missing');
  const outcome = isDryRun
    ? await deps.uow.read(act)
    : await deps.uow.run(
        {
          actor: asker.actor,
          requestId: response.locals.requestId,
          idempotency: {
            key,
            requestHash: requestHash('importBeds', asker.scope, Buffer.from(bytes).toString('base64')),
          },
        },
        act,
      );
  if (outcome.ok) response.status(200).json(outcome.value);
  else sendRefusal(response, outcome.refusal);
};

/**
 * Projects and beds as a spreadsheet's file, out and in. Not declared routes: those speak JSON alone.
 * `GET /api/bed-sheets` gives the file; `POST /api/bed-sheets?dryRun=true` says what a file would change or every
 * cell that is wrong, and `dryRun=false` changes it, under an Idempotency-Key.
 */
export const mountBedSheets = (app: Express, deps: BedSheetRouterDeps): void => {
  app.get('/api/bed-sheets', (_request, response) => sendSheet(deps, response));
  app.post(
    '/api/bed-sheets',
    express.raw({ type: 'text/csv', limit: bodyLimit }),
    (request: Request, response: Response) => takeInSheet(deps, request, response),
  );
};
