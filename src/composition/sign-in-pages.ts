import type { Express, Request, Response } from 'express';
import { z } from 'zod';

import type { CommandContext, UnitOfWork } from '../kernel/unit-of-work.js';
import { systemActor } from '../kernel/actor.js';
import { done } from '../kernel/outcome.js';
import {
  closeSession,
  findMember,
  forgetFailures,
  markSucceeded,
  noteFailure,
  openSession,
  recordAttempt,
  takeFailures,
} from '../modules/identity/adapters/db/identity-repository.js';
import { createGate, GateFull } from '../platform/gate.js';
import { newFormToken, newToken } from '../platform/secrets.js';
import { SignInView } from '../modules/identity/adapters/ui/sign-in.view.js';
import { SignedInAgainView } from '../modules/identity/adapters/ui/signed-in-again.view.js';
import { emailOf } from '../modules/identity/application/email-address.js';
import {
  makeBeginSignIn,
  makeCompleteSignIn,
  type SignedIn,
  type SignInBegun,
  type Trier,
} from '../modules/identity/application/sign-in.js';
import { appendAudit } from '../platform/db/audit-writer.js';
import {
  hiddenFieldsOf,
  isTypedIn,
  keepForm,
  readKeptForm,
  type KeptForm,
} from '../platform/http/kept-form.js';
import type { AppOptions } from '../platform/http/create-app.js';
import { textsOf, type AskToSignIn } from '../platform/http/mount-pages.js';
import { fieldProblems } from '../platform/http/mount-routes.js';
import { commonProblems, sendCommonProblem, type CommonProblem } from '../platform/http/problem.js';
import { readCookie, type SessionCookie } from '../platform/http/session-cookie.js';
import { sourceOf } from '../platform/http/source-of.js';
import type { FieldError } from '../ui/forms/form-state.js';
import type { Flash, PageFrame } from '../ui/page-frame.js';
import { renderPage } from '../ui/render.js';
import { demonstrationSignIns } from './demonstration/sign-ins.js';
import { firstPageOf } from './page-frame.js';

/** What signing in and out need of the server. */
export interface SignInOptions {
  readonly uow: UnitOfWork;
  readonly cookie: SessionCookie;
  readonly frameOf: (request: Request, response: Response) => PageFrame;
  readonly mode: 'production' | 'demonstration' | 'test';
  /** Whether a form of the service is sent to an address: only these are gone back to with what was typed. */
  readonly takesForm: (address: string) => boolean;
  readonly verifyPassword: (hash: string, password: string) => Promise<boolean>;
}

/** Where sessions are opened, by people and by programs. */
export const signInPaths: readonly string[] = ['/sign-in', '/api/sessions'];

/** Where people end theirs. */
export const signOutPaths: readonly string[] = ['/sign-out'];

const notAnAddress = 'Enter your email address, such as name@example.org.';

const credentials = z.strictObject({
  email: z
    .string()
    .trim()
    .min(1, 'Enter your email address.')
    .max(254)
    .transform((typed, context) => {
      const email = emailOf(typed);
      if (email !== null) return email;
      context.addIssue({ code: 'custom', message: notAnAddress });
      return z.NEVER;
    }),
  password: z.string().min(1, 'Enter your password.').max(200),
});

// Argon2id of random bytes, made once: nobody has its password.
const decoyHash =
  '$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$1lZKbkbLNJ5PAcGMd4YTuIvuEF1cHw8v2Q1oC3xGUXc';

/** Only a place within this service: an address from outside would be an open door. */
const safeReturn = (to: unknown): string | null =>
  typeof to === 'string' && /^\/(?![/\\])[^\u0000-\u001F]{0,500}$/u.test(to) ? to : null;

const contextFor = (response: Response): CommandContext => ({
  actor: systemActor,
  requestId: response.locals.requestId,
});

/** What was typed, to be shown again; never the password. */
interface SignInForm {
  readonly email: string;
  readonly errors: readonly FieldError[];
  readonly returnTo: string | null;
  readonly kept: KeptForm | null;
}

/** What became of a try to sign in. `busy`: nothing was looked at. `must-wait`: after too many failures. */
type Tried =
  | { readonly kind: 'signed-in'; readonly session: SignedIn }
  | { readonly kind: 'failed' }
  | { readonly kind: 'must-wait'; readonly seconds: number }
  | { readonly kind: 'busy'; readonly of: 'all' | 'source' };

type Credentials = z.output<typeof credentials>;

/** A password takes some fifty milliseconds of one core to check, so whoever comes last here waits a second or two. */
const atOnce = { ofAll: 32, ofSource: 8 } as const;
const busySeconds = 2;

/** Opens sessions and ends them, and keeps the cookie in step. */
const sessionDoor = ({ uow, cookie, verifyPassword }: SignInOptions) => {
  const beginSignIn = makeBeginSignIn({ findMember, takeFailures, noteFailure, recordAttempt });
  const completeSignIn = makeCompleteSignIn({
    ...{ forgetFailures, markSucceeded, openSession, closeSession, newToken, newFormToken },
    audit: appendAudit,
  });
  const throughGate = createGate(atOnce);

  /** The password of somebody who may try: compared outside any transaction, so that nothing is held meanwhile. */
  const check = async (
    request: Request,
    response: Response,
    {
      trier,
      password,
      begun,
    }: { readonly trier: Trier; readonly password: string; readonly begun: SignInBegun },
  ): Promise<Tried> => {
    const { attemptId, memberId, passwordHash } = begun;
    // An unknown address takes as long as a wrong password.
    const matches = await verifyPassword(passwordHash ?? decoyHash, password);
    if (!matches || memberId === null) return { kind: 'failed' };
    const formerToken = readCookie(request, cookie.name);
    const outcome = await uow.run(contextFor(response), (tx) =>
      completeSignIn(tx, { trier, attemptId, memberId, formerToken }),
    );
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    response.cookie(cookie.name, outcome.value.token, cookie.options);
    return { kind: 'signed-in', session: outcome.value };
  };

  return {
    async open(request: Request, response: Response, { email, password }: Credentials): Promise<Tried> {
      const trier = { email, source: sourceOf(request) };
      const work = async (): Promise<Tried> => {
        const begun = await uow.run(contextFor(response), (tx) => beginSignIn(tx, trier));
        if (begun.ok) return check(request, response, { trier, password, begun: begun.value });
        if (begun.refusal.code === 'must-wait') return { kind: 'must-wait', seconds: begun.refusal.seconds };
        throw new Error(begun.refusal.code);
      };
      try {
        // Tries of one trier in turn: the second of two right ones must not meet the first as a failure so far.
        return await throughGate({ source: trier.source, turn: `${email} ${trier.source}` }, work);
      } catch (error) {
        if (error instanceof GateFull) return { kind: 'busy', of: error.of };
        throw error;
      }
    },
    async end(request: Request, response: Response): Promise<void> {
      const token = readCookie(request, cookie.name);
      if (token !== null) {
        await uow.run(contextFor(response), async (tx) => {
          await closeSession(tx, token);
          return done(true);
        });
      }
      response.clearCookie(cookie.name, cookie.options);
      response.set('Clear-Site-Data', '"cache"');
    },
  };
};

type SessionDoor = ReturnType<typeof sessionDoor>;

const carriesOn: Flash = {
  kind: 'warning',
  title: 'You were signed out before this was sent',
  text: 'Nothing was saved yet. Sign in: what you typed is kept on this page, and you can check it and send it then.',
};

const isOver: Flash = {
  kind: 'information',
  title: 'You are signed out',
  text: 'Nobody used this sign-in for a while, or it is from another day. Sign in to go on where you were.',
};

/** Whether a browser brings the cookie of a session that is over. */
const bringsOldSession = ({ cookie }: SignInOptions, request: Request, response: Response): boolean =>
  response.locals.session === null && readCookie(request, cookie.name) !== null;

/** The frame of the sign-in page, with why somebody finds themselves there. */
const frameWithReason = (
  options: SignInOptions,
  request: Request,
  response: Response,
  { errors, returnTo, kept }: SignInForm,
): PageFrame => {
  const frame = options.frameOf(request, response);
  if (errors.length > 0 || frame.flash !== undefined) return frame;
  if (kept !== null) return { ...frame, flash: carriesOn };
  return returnTo !== null && bringsOldSession(options, request, response)
    ? { ...frame, flash: isOver }
    : frame;
};

const formSender =
  (options: SignInOptions) =>
  (
    request: Request,
    response: Response,
    form: SignInForm,
    status = form.errors.length === 0 ? 200 : 400,
  ): void => {
    const { email, errors, returnTo, kept } = form;
    response
      .status(status)
      .type('html')
      .send(
        renderPage(
          SignInView({
            frame: frameWithReason(options, request, response, form),
            form: { values: { email }, errors },
            action: '/sign-in',
            ...(returnTo === null ? {} : { returnTo }),
            ...(kept === null ? {} : { carried: hiddenFieldsOf(kept) }),
            demonstrationSignIns: options.mode === 'demonstration' ? demonstrationSignIns : [],
          }),
        ),
      );
  };

/** Asks whoever sent a form without being signed in to sign in; what they typed stands in the page, unseen. */
export const createAskToSignIn = (options: SignInOptions): AskToSignIn => {
  const sendForm = formSender(options);
  return (request, response, { returnTo, kept }) => {
    sendForm(request, response, { email: '', errors: [], returnTo: safeReturn(returnTo), kept }, 401);
  };
};

const sendBack = (
  { frameOf }: Pick<SignInOptions, 'frameOf'>,
  request: Request,
  response: Response,
  kept: KeptForm,
  csrfToken: string,
): void => {
  const fields = Object.entries(kept.fields).map(([name, value]) => ({ name, value }));
  const frame = { ...frameOf(request, response), csrfToken };
  response.type('html').send(renderPage(SignedInAgainView({ frame, action: kept.action, fields })));
};

/** For a page that was open while its member signed in again, in another window: what they typed comes back to them. */
export const createGiveFormBack =
  (options: Pick<SignInOptions, 'frameOf' | 'takesForm'>): AppOptions['giveFormBack'] =>
  (request, response) => {
    const { session } = response.locals;
    const kept = keepForm(request.originalUrl, textsOf(request.body));
    if (session === null || kept === null) return false;
    if (!options.takesForm(kept.action) || !isTypedIn(kept, session.csrfToken)) return false;
    sendBack(options, request, response.status(403), kept, session.csrfToken);
    return true;
  };

/**
 * Signed in: on to where one was going, or back to the form that could not be sent. A desk may be shared: what one
 * member typed is never shown to the next.
 */
const goOn = (
  options: SignInOptions,
  request: Request,
  response: Response,
  { csrfToken }: SignedIn,
  { returnTo, kept }: Pick<SignInForm, 'returnTo' | 'kept'>,
): void => {
  if (kept === null || !options.takesForm(kept.action)) return response.redirect(303, returnTo ?? '/');
  if (!isTypedIn(kept, csrfToken)) return response.redirect(303, '/?done=typed-by-another');
  sendBack(options, request, response, kept, csrfToken);
};

/** How a try that opened no session is answered: its status, when to come again, and what is said of it. */
const explain = (
  tried: Exclude<Tried, { readonly kind: 'signed-in' }>,
): {
  readonly code: CommonProblem;
  readonly status: number;
  readonly text: string;
  readonly retryAfter?: number;
} => {
  switch (tried.kind) {
    case 'failed': {
      const { title, remedy } = commonProblems['sign-in-failed'];
      return { code: 'sign-in-failed', status: 400, text: `${title}. ${remedy}` };
    }
    case 'must-wait': {
      const { seconds } = tried;
      const wait = seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
      const text = `Too many tries failed. Wait ${wait}, then try again.`;
      return { code: 'too-many-requests', status: 429, text, retryAfter: seconds };
    }
    case 'busy': {
      const text = 'Too many people are signing in at this moment. Try again in a few seconds.';
      return tried.of === 'all'
        ? { code: 'unavailable', status: 503, text, retryAfter: busySeconds }
        : { code: 'too-many-requests', status: 429, text, retryAfter: busySeconds };
    }
  }
};

/** For people: the page, its form, and the way out. */
const mountSignInPages = (app: Express, options: SignInOptions, door: SessionDoor): void => {
  const sendForm = formSender(options);

  app.get('/', (request, response) => {
    const { session } = response.locals;
    const { done: word } = request.query;
    const said = typeof word === 'string' ? `?${new URLSearchParams({ done: word }).toString()}` : '';
    response.redirect(303, session === null ? '/sign-in' : `${firstPageOf(session.actor)}${said}`);
  });
  app.get('/sign-in', (request, response) => {
    const returnTo = safeReturn(request.query['returnTo']);
    sendForm(request, response, { email: '', errors: [], returnTo, kept: null });
  });
  app.post('/sign-in', async (request, response) => {
    const sent = textsOf(request.body);
    const returnTo = safeReturn(sent['returnTo']);
    const kept = readKeptForm(sent);
    const email = sent['email'] ?? '';
    const parsed = credentials.safeParse({ email, password: sent['password'] ?? '' });
    if (!parsed.success) {
      const errors = fieldProblems(parsed.error).map(({ pointer, detail }) => ({
        field: pointer.slice(1),
        text: detail,
      }));
      return sendForm(request, response, { email, errors, returnTo, kept });
    }
    const tried = await door.open(request, response, parsed.data);
    if (tried.kind === 'signed-in') {
      return goOn(options, request, response, tried.session, { returnTo, kept });
    }
    const { status, text, retryAfter } = explain(tried);
    if (retryAfter !== undefined) response.set('Retry-After', String(retryAfter));
    sendForm(request, response, { email, errors: [{ field: 'email', text }], returnTo, kept }, status);
  });
  app.post('/sign-out', async (request, response) => {
    await door.end(request, response);
    response.redirect(303, '/sign-in?done=signed-out');
  });
};

/** For programs: the same as JSON. */
const mountSessionRoutes = (app: Express, door: SessionDoor): void => {
  app.post('/api/sessions', async (request, response) => {
    const parsed = credentials.safeParse(request.body ?? {});
    if (!parsed.success) {
      return sendCommonProblem(response, 'invalid-request', { errors: fieldProblems(parsed.error) });
    }
    const tried = await door.open(request, response, parsed.data);
    if (tried.kind !== 'signed-in') {
      const { code, retryAfter } = explain(tried);
      if (retryAfter !== undefined) response.set('Retry-After', String(retryAfter));
      return sendCommonProblem(response, code);
    }
    const { session } = tried;
    response.status(201).json({ memberId: session.memberId, csrfToken: session.csrfToken });
  });
  app.post('/api/sessions/end', async (request, response) => {
    await door.end(request, response);
    response.status(200).json({ ended: true });
  });
};

/** Sign in and out, for people by page and for programs by API. */
export const mountSignIn = (app: Express, options: SignInOptions): void => {
  const door = sessionDoor(options);
  mountSignInPages(app, options, door);
  mountSessionRoutes(app, door);
};
