import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import express, { type Express, type Request, type Response } from 'express';

import { bedSheetProblems } from '../modules/capacity/adapters/http/bed-sheet-router.js';
import type { Route } from '../platform/http/define-route.js';
import { commonProblems, sendCommonProblem, type ProblemSpec } from '../platform/http/problem.js';
import { buildDocument } from '../platform/openapi/build-document.js';
import type { PageFrame } from '../ui/page-frame.js';
import { readApiExamples } from './api-examples.js';
import { AccessibilityStatementView } from '../ui/pages/accessibility-statement.view.js';
import { ProblemTypeView } from '../ui/pages/problem-type.view.js';
import { renderPage } from '../ui/render.js';
import { withholdableNames } from './withheld.js';

/** The version the document names. */
export const apiVersion = '0.1.0';

/** Every problem type the API can answer with, by its code. */
export const problemTypes = (routes: readonly Route[]): ReadonlyMap<string, ProblemSpec> =>
  new Map<string, ProblemSpec>([
    ...Object.entries(commonProblems),
    ...Object.entries(bedSheetProblems),
    ...routes.flatMap(({ refusals }) => Object.entries(refusals)),
  ]);

const retriable = new Set(['unavailable', 'queue-away', 'too-many-requests', 'internal-fault']);

/** The API's document, its interactive page, and a page for each problem type. */
export const mountReference = (
  app: Express,
  {
    routes,
    frameOf,
  }: {
    readonly routes: readonly Route[];
    readonly frameOf: (request: Request, response: Response) => PageFrame;
  },
): void => {
  const document = buildDocument(routes, apiVersion, readApiExamples(), withholdableNames);
  app.get('/api/openapi.json', (_request, response) => {
    response.json(document);
  });

  const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const page = readFileSync(join(import.meta.dirname, '../../../src/ui/assets/api-reference.html'), 'utf8');
  app.use('/assets/api-reference', express.static(swagger, { index: false }));
  app.get('/api/reference', (_request, response) => {
    response.type('html').send(page);
  });

  const types = problemTypes(routes);
  app.get('/problems/:code', (request, response) => {
    const { code } = request.params;
    const spec = types.get(code);
    if (spec === undefined) return sendCommonProblem(response, 'not-found');
    response.type('html').send(
      renderPage(
        ProblemTypeView({
          frame: frameOf(request, response),
          code,
          typeUri: `/problems/${code}`,
          status: spec.status,
          title: spec.title,
          meaning: `${spec.title}.`,
          remedy: spec.remedy,
          isWorthRetrying: retriable.has(code),
          members: [],
        }),
      ),
    );
  });
  app.get('/accessibility-statement', (request, response) => {
    response
      .type('html')
      .send(
        renderPage(
          AccessibilityStatementView({ frame: frameOf(request, response), reviewedText: '22 November 2026' }),
        ),
      );
  });
};
