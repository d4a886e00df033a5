import type { Express, Request, Response } from 'express';
import { z } from 'zod';

import { refuse, type Outcome, type Refusal } from '../../kernel/outcome.js';
import { scopeFor } from '../../kernel/permissions.js';
import type { CommandContext, Plain, Tx, UnitOfWork } from '../../kernel/unit-of-work.js';
import { recordReading, recordTold } from './audited-read.js';
import type { Route } from './define-route.js';
import { etagPattern } from './etag.js';
import { isIdempotencyKey } from './idempotency-key.js';
import { plainWords } from './plain-words.js';
import { commonProblems, sendCommonProblem, sendProblem, type FieldProblem } from './problem.js';
import { requestHash } from './request-hash.js';
import { namedBy, type FindWithheld } from './withheld.js';

const pointerOf = (path: readonly PropertyKey[]): string => path.map((part) => `/${String(part)}`).join('');

/** Zod's issues as fields of the request, one for each unknown member too. */
export const fieldProblems = (error: z.ZodError, prefix = ''): readonly FieldProblem[] =>
  error.issues.flatMap((issue): FieldProblem[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          pointer: `${prefix}${pointerOf([...issue.path, key])}`,
          code: issue.code,
          detail: 'This field is not known here.',
        }))
      : [{ pointer: `${prefix}${pointerOf(issue.path)}`, code: issue.code, detail: issue.message }],
  );

/** What a route takes that declares no fields: none; one that was silently dropped would be taken for an answer to it. */
const noFields = z.strictObject({});

const parsePart = (
  schema: z.ZodType | undefined,
  value: unknown,
  prefix: string,
): { value: unknown; errors: readonly FieldProblem[] } => {
  const parsed = (schema ?? noFields).safeParse(value, { error: plainWords });
  return parsed.success
    ? { value: schema === undefined ? undefined : parsed.data, errors: [] }
    : { value: undefined, errors: fieldProblems(parsed.error, prefix) };
};

const etagForm = new RegExp(etagPattern);

/** What the router needs to answer with. */
export interface RouterOptions {
  readonly uow: UnitOfWork;
  readonly findWithheld: FindWithheld;
  /** Replies are compared with their schema, and a difference is a fault. Off in production, where it is logged. */
  readonly checkReplies: boolean;
  readonly onReplyMismatch: (operationId: string) => void;
}

const answer = async (
  { uow, findWithheld, checkReplies, onReplyMismatch }: RouterOptions,
  route: Route,
  request: Request,
  response: Response,
): Promise<void> => {
  const { session, requestId } = response.locals;
  if (session === null) return sendCommonProblem(response, 'not-signed-in');
  const scope = scopeFor(session.actor, route.permission);
  if (scope === null) return sendCommonProblem(response, 'not-permitted');

  if (route.body !== undefined && request.is('application/json') === false) {
    return sendCommonProblem(response, 'unsupported-content');
  }
  const params = parsePart(route.params, request.params, '/params');
  const query = parsePart(route.query, request.query, '/query');
  const body = parsePart(route.body, request.body ?? {}, '');
  const errors = [...params.errors, ...query.errors, ...body.errors];
  if (errors.length > 0) return sendCommonProblem(response, 'invalid-request', { errors });

  let expectedVersion = 0;
  if (route.needsVersion === true) {
    const etag = request.get('if-match') ?? '';
    if (etag === '') return sendCommonProblem(response, 'version-missing');
    const match = etagForm.exec(etag);
    if (match?.[1] === undefined) return sendCommonProblem(response, 'version-not-understood');
    expectedVersion = Number(match[1]);
  }

  const input = {
    params: params.value,
    query: query.value,
    body: body.value,
    actor: session.actor,
    scope,
    expectedVersion,
  };
  const handle = async (tx: Tx): Promise<Outcome<Plain, Refusal>> => {
    const named = namedBy(query.value, body.value, params.value);
    const withheld =
      route.answersWhenRestricted === true ? null : await findWithheld(tx, session.actor, named);
    return withheld === null ? route.handle(tx, input) : refuse(withheld.refusal);
  };
  const key = request.get('idempotency-key') ?? '';
  const run = async () => {
    if (route.method === 'get') return uow.read(handle);
    if (!isIdempotencyKey(key)) return null;
    const context: CommandContext = {
      actor: session.actor,
      requestId,
      idempotency: {
        key,
        requestHash: requestHash(route.operationId, scope, params.value, body.value, expectedVersion),
      },
    };
    return uow.run(context, handle);
  };
  const outcome = await run();
  if (outcome === null) return sendCommonProblem(response, key === '' ? 'key-missing' : 'key-not-understood');

  if (!outcome.ok) {
    const common: Readonly<Record<string, (typeof commonProblems)[keyof typeof commonProblems]>> =
      commonProblems;
    const spec = route.refusals[outcome.refusal.code] ?? common[outcome.refusal.code];
    if (spec === undefined) throw new Error(`No problem is declared for ${outcome.refusal.code}.`);
    await recordTold(uow, route.toldByRefusal?.(outcome.refusal, scope), { actor: session.actor, requestId });
    return sendProblem(response, spec, outcome.refusal);
  }
  await recordReading(uow, route.auditedRead, {
    door: route.operationId,
    actor: session.actor,
    scope,
    params: params.value,
    requestId,
  });
  if (checkReplies) {
    route.reply.parse(outcome.value);
  } else if (!route.reply.safeParse(outcome.value).success) {
    onReplyMismatch(route.operationId);
  }
  const value = outcome.value;
  if (
    value !== null &&
    typeof value === 'object' &&
    'version' in value &&
    typeof value.version === 'number'
  ) {
    response.set('ETag', `"v${value.version}"`);
  }
  response.status(route.replyStatus ?? 200);
  sendValue(route, request, response, value);
};

/** Sends an answer as what its route says it is. */
const sendValue = (route: Route, request: Request, response: Response, value: Plain): void => {
  if (route.fileName !== undefined) {
    response.attachment(
      route.fileName(
        Object.fromEntries(Object.entries(request.params).map(([name, part]) => [name, String(part)])),
      ),
    );
  }
  if (route.mediaType !== undefined) response.type(route.mediaType);
  if (route.mediaType === 'text/csv') response.send(value);
  else response.json(value);
};

/** Puts every declared route on the server. */
export const mountRoutes = (app: Express, routes: readonly Route[], options: RouterOptions): void => {
  for (const route of routes) {
    const path = route.path.replace(/\{(\w+)\}/g, ':$1');
    app[route.method](path, (request, response) => answer(options, route, request, response));
  }
};
