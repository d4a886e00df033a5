import { randomBytes } from 'node:crypto';

import type { Express, Request, Response } from 'express';

import type { Actor } from '../../kernel/actor.js';
import { scopeFor, type Permission } from '../../kernel/permissions.js';
import { refuse } from '../../kernel/outcome.js';
import type { Tx, UnitOfWork } from '../../kernel/unit-of-work.js';
import type { FieldError } from '../../ui/forms/form-state.js';
import type { PageFrame } from '../../ui/page-frame.js';
import { renderPage } from '../../ui/render.js';
import { databaseNow } from '../db/database-clock.js';
import { recordReading, recordTold, type AuditedRead } from './audited-read.js';
import type { Form, Page, PageInput, PageReply, Typed } from './define-page.js';
import { isIdempotencyKey } from './idempotency-key.js';
import { keepForm, type KeptForm } from './kept-form.js';
import type { SendProblem } from './problem.js';
import { requestHash } from './request-hash.js';
import { namedBy, type FindWithheld, type Withheld } from './withheld.js';

/** What pages and forms need to be answered with. */
export interface PageOptions {
  readonly uow: UnitOfWork;
  /** What stands round a page for this request: who is signed in, navigation, messages. */
  readonly frameOf: (request: Request, response: Response) => PageFrame;
  readonly sendProblem: SendProblem;
  /** What of the frame is read from the database, with the page. */
  readonly completeFrame: (tx: Tx, actor: Actor, frame: PageFrame) => Promise<PageFrame>;
}

/** And what is kept from whom. */
type GuardedOptions = PageOptions & { readonly findWithheld: FindWithheld };

/** Asks somebody to sign in who sent a form without being signed in, and carries on what they typed. */
export type AskToSignIn = (
  request: Request,
  response: Response,
  asked: { readonly returnTo: string; readonly kept: KeptForm },
) => void;

/** The fields of a form that are text; what came more than once is none. */
export const textsOf = (from: unknown): Typed =>
  from === null || typeof from !== 'object'
    ? {}
    : Object.fromEntries(
        Object.entries(from).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      );

const newKey = (): string => randomBytes(16).toString('base64url');

/** What a page may know of the request, or why it may not be shown. */
const prepare = async (
  { uow, frameOf }: PageOptions,
  permission: Permission,
  request: Request,
  response: Response,
): Promise<PageInput | 'sign-in' | 'not-permitted'> => {
  const { session } = response.locals;
  if (session === null) return 'sign-in';
  const scope = scopeFor(session.actor, permission);
  if (scope === null) return 'not-permitted';
  const { at, today } = await uow.read(databaseNow);
  return {
    params: textsOf(request.params),
    query: textsOf(request.query),
    actor: session.actor,
    scope,
    frame: frameOf(request, response),
    now: at,
    today,
    newKey,
  };
};

/** Sends what a page or form answered; a page that shows people only once it is recorded that it does. */
const sendRead = async (
  options: PageOptions,
  door: { readonly path: string; readonly auditedRead?: AuditedRead },
  request: Request,
  response: Response,
  input: PageInput,
  reply: PageReply,
): Promise<void> => {
  const { requestId } = response.locals;
  if (reply.kind === 'page' || reply.kind === 'file') {
    await recordReading(options.uow, door.auditedRead, { ...input, door: door.path, requestId });
  }
  if (reply.kind === 'page') {
    await recordTold(options.uow, reply.told, { actor: input.actor, requestId });
  }
  send(options, request, response, reply);
};

const send = (options: PageOptions, request: Request, response: Response, reply: PageReply): void => {
  switch (reply.kind) {
    case 'page':
      response
        .status(reply.status ?? 200)
        .type('html')
        .send(renderPage(reply.page));
      return;
    case 'file':
      response
        .attachment(reply.fileName)
        .type(reply.mediaType)
        .send('text' in reply ? reply.text : reply.bytes);
      return;
    case 'redirect':
      response.redirect(303, reply.to);
      return;
    case 'problem':
      options.sendProblem(request, response, reply.code);
  }
};

/** Where to come back to: the address itself, or for a form the page it stood on. */
const pageOf = (request: Request): string => {
  if (request.method === 'GET') return request.originalUrl;
  const from = request.get('referer') ?? '';
  return URL.canParse(from) && new URL(from).host === request.get('host')
    ? `${new URL(from).pathname}${new URL(from).search}`
    : '/';
};

const turnAway = (
  options: PageOptions,
  request: Request,
  response: Response,
  why: 'sign-in' | 'not-permitted',
): void => {
  if (why === 'not-permitted') options.sendProblem(request, response, 'not-permitted');
  else response.redirect(303, `/sign-in?returnTo=${encodeURIComponent(pageOf(request))}`);
};

/** A form of somebody who is not signed in changes nothing; what they typed is carried over the signing in. */
const turnFormAway = (
  options: PageOptions & { readonly askToSignIn: AskToSignIn },
  request: Request,
  response: Response,
  why: 'sign-in' | 'not-permitted',
): void => {
  const kept = why === 'sign-in' ? keepForm(request.originalUrl, textsOf(request.body)) : null;
  const returnTo = pageOf(request);
  if (kept !== null) options.askToSignIn(request, response, { returnTo, kept });
  else if (why === 'not-permitted') turnAway(options, request, response, why);
  else response.redirect(303, `/sign-in?returnTo=${encodeURIComponent(returnTo)}&done=not-sent`);
};

/** Whether something that the address or the form names is kept from whoever asks. */
const withheldFrom = (
  { findWithheld }: GuardedOptions,
  door: { readonly answersWhenRestricted?: boolean },
  tx: Tx,
  { actor, params, query }: PageInput,
  typed: Typed,
): Promise<Withheld | null> =>
  door.answersWhenRestricted === true
    ? Promise.resolve(null)
    : findWithheld(tx, actor, namedBy(query, typed, params));

/** The input of a page that will be shown. */
const complete = async ({ completeFrame }: PageOptions, tx: Tx, input: PageInput): Promise<PageInput> => ({
  ...input,
  frame: await completeFrame(tx, input.actor, input.frame),
});

const show = async (
  options: GuardedOptions,
  page: Page,
  request: Request,
  response: Response,
): Promise<void> => {
  const input = await prepare(options, page.permission, request, response);
  if (typeof input === 'string') return turnAway(options, request, response, input);
  const reply = await options.uow.read(async (tx): Promise<PageReply> => {
    const withheld = await withheldFrom(options, page, tx, input, {});
    return withheld === null
      ? page.read(tx, await complete(options, tx, input))
      : { kind: 'redirect', to: withheld.href };
  });
  await sendRead(options, page, request, response, input, reply);
};

const notSentWhole = {
  field: '',
  text: 'This form was not sent whole, so nothing was saved. Check what you typed and send it again.',
} as const;

const carriedOver = {
  field: '',
  text: 'You were signed out before this was sent, so nothing was saved. Check what you typed and send it again.',
} as const;

const submit = async (
  options: GuardedOptions & { readonly askToSignIn: AskToSignIn },
  form: Form,
  request: Request,
  response: Response,
): Promise<void> => {
  const input = await prepare(options, form.permission, request, response);
  if (typeof input === 'string') return turnFormAway(options, request, response, input);
  const { csrfToken: _csrf, idempotencyKey = '', version = '0', lookAgain, ...typed } = textsOf(request.body);
  const openedAtVersion = /^\d{1,9}$/.test(version) ? Number(version) : 0;
  const again = async (
    errors: readonly FieldError[],
    refusal: { readonly code: string } | null,
    status = refusal === null ? 400 : 409,
  ): Promise<void> => {
    const reply = await options.uow.read(async (tx): Promise<PageReply> => {
      const withheld = await withheldFrom(options, form, tx, input, typed);
      return withheld === null
        ? form.again(tx, await complete(options, tx, input), { typed, errors, refusal, openedAtVersion })
        : { kind: 'redirect', to: withheld.href };
    });
    const shown: PageReply = reply.kind === 'page' ? { ...reply, status } : reply;
    await sendRead(options, form, request, response, input, shown);
  };

  if (lookAgain === 'yes') return again([carriedOver], null, 200);
  // Without its key nothing would tell a second sending from the first.
  if (!isIdempotencyKey(idempotencyKey)) return again([notSentWhole], null);
  const read = form.parse(typed, { ...input, expectedVersion: openedAtVersion });
  // Nothing is wrong with a form that asks for room for more: it comes again with it.
  if (!read.ok) return again(read.errors, null, read.errors.length === 0 ? 200 : 400);
  const outcome = await options.uow.run(
    {
      actor: input.actor,
      requestId: response.locals.requestId,
      idempotency: {
        key: idempotencyKey,
        requestHash: requestHash(form.path, input.params, input.scope, typed, version),
      },
    },
    async (tx) => {
      const withheld = await withheldFrom(options, form, tx, input, typed);
      return withheld === null ? form.act(tx, input, read.command) : refuse(withheld.refusal);
    },
  );
  if (outcome.ok) {
    response.redirect(303, form.done(outcome.value, input));
  } else if (outcome.refusal.code === 'not-found' || outcome.refusal.code === 'restricted-record') {
    options.sendProblem(request, response, outcome.refusal.code);
  } else if (outcome.refusal.code === 'key-used-for-another-request') {
    await again(
      [{ field: '', text: 'This form was sent before with other answers. Check them and send it again.' }],
      outcome.refusal,
    );
  } else {
    await again(form.explain(outcome.refusal), outcome.refusal);
  }
};

/** Tells whether one of these forms is sent to an address of the service. */
export const formAddresses = (forms: readonly Form[]): ((address: string) => boolean) => {
  const shapes = forms.map(({ path }) => new RegExp(`^${path.replace(/:[A-Za-z]+/g, '[^/]+')}$`));
  return (address) => {
    const path = address.split('?')[0] ?? '';
    return shapes.some((shape) => shape.test(path));
  };
};

/** Puts every declared page and form on the server. */
export const mountPages = (
  app: Express,
  pages: readonly Page[],
  forms: readonly Form[],
  options: GuardedOptions & { readonly askToSignIn: AskToSignIn },
): void => {
  for (const page of pages) app.get(page.path, (request, response) => show(options, page, request, response));
  for (const form of forms) {
    app.post(form.path, (request, response) => submit(options, form, request, response));
    const { standsOn } = form;
    // Opened, reloaded or followed live, the address of a refused form is the page it stands on.
    if (standsOn !== undefined)
      app.get(form.path, (request, response) => {
        response.redirect(303, standsOn(textsOf(request.params)));
      });
  }
};
