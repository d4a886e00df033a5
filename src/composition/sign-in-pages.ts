import type { Express, Request, Response } from 'express';
import { z } from 'zod';

import type { CommandContext, UnitOfWork } from '../kernel/unit-of-work.js';
import { systemActor } from '../kernel/actor.js';
import { done } from '../kernel/outcome.js';
import {
  closeSession,
  findMember,
  openSession,
  recentFailures,
  recordAttempt,
  takeAddress,
} from '../modules/identity/adapters/db/identity-repository.js';
import { newToken, verifyPassword } from '../platform/secrets.js';
import { SignInView } from '../modules/identity/adapters/ui/sign-in.view.js';
import { makeSignIn, type SignedIn } from '../modules/identity/application/sign-in.js';
import { appendAudit } from '../platform/db/audit-writer.js';
import { fieldProblems } from '../platform/http/mount-routes.js';
import { commonProblems, sendCommonProblem } from '../platform/http/problem.js';
import { readCookie, type SessionCookie } from '../platform/http/session-cookie.js';
import type { FieldError } from '../ui/forms/form-state.js';
import type { PageFrame } from '../ui/page-frame.js';
import { renderPage } from '../ui/render.js';
import { demonstrationSignIns } from './demonstration/sign-ins.js';

/** What signing in and out need of the server. */
export interface SignInOptions {
  readonly uow: UnitOfWork;
  readonly cookie: SessionCookie;
  readonly frameOf: (request: Request, response: Response) => PageFrame;
  readonly mode: 'production' | 'demonstration' | 'test';
}

const credentials = z.strictObject({
  email: z.string().trim().min(1, 'Enter your email address.').max(254),
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
}

/** Opens sessions and ends them, and keeps the cookie in step. */
const sessionDoor = ({ uow, cookie }: SignInOptions) => {
  const signIn = makeSignIn({
    findMember,
    takeAddress,
    recentFailures,
    recordAttempt,
    openSession,
    verifyPassword,
    decoyHash,
    newToken,
    audit: appendAudit,
  });
  return {
    async open(
      response: Response,
      given: { readonly email: string; readonly password: string },
    ): Promise<SignedIn | null> {
      const outcome = await uow.run(contextFor(response), (tx) => signIn(tx, given));
      const session = outcome.ok ? outcome.value : null;
      if (session !== null) response.cookie(cookie.name, session.token, cookie.options);
      return session;
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

const formSender =
  ({ frameOf, mode }: SignInOptions) =>
  (request: Request, response: Response, { email, errors, returnTo }: SignInForm): void => {
    response
      .status(errors.length === 0 ? 200 : 400)
      .type('html')
      .send(
        renderPage(
          SignInView({
            frame: frameOf(request, response),
            form: { values: { email }, errors },
            action: '/sign-in',
            ...(returnTo === null ? {} : { returnTo }),
            demonstrationSignIns: mode === 'demonstration' ? demonstrationSignIns : [],
          }),
        ),
      );
  };

/** What a form or a program sent, member by member; nothing when it sent no object. */
const membersOf = (body: unknown): ReadonlyMap<string, unknown> =>
  new Map<string, unknown>(Object.entries(body ?? {}));

/** For people: the page, its form, and the way out. */
const mountSignInPages = (app: Express, options: SignInOptions, door: SessionDoor): void => {
  const sendForm = formSender(options);

  app.get('/', (_request, response) => {
    response.redirect(303, response.locals.session === null ? '/sign-in' : '/board');
  });
  app.get('/sign-in', (request, response) => {
    sendForm(request, response, { email: '', errors: [], returnTo: safeReturn(request.query['returnTo']) });
  });
  app.post('/sign-in', async (request, response) => {
    const sent = membersOf(request.body);
    const returnTo = safeReturn(sent.get('returnTo'));
    const typedEmail = sent.get('email');
    const email = typeof typedEmail === 'string' ? typedEmail : '';
    const parsed = credentials.safeParse({ email, password: sent.get('password') ?? '' });
    if (!parsed.success) {
      const errors = fieldProblems(parsed.error).map(({ pointer, detail }) => ({
        field: pointer.slice(1),
        text: detail,
      }));
      return sendForm(request, response, { email, errors, returnTo });
    }
    if ((await door.open(response, parsed.data)) === null) {
      const { title, remedy } = commonProblems['sign-in-failed'];
      const errors = [{ field: 'email', text: `${title}. ${remedy}` }];
      return sendForm(request, response, { email, errors, returnTo });
    }
    response.redirect(303, returnTo ?? '/board');
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
    const session = await door.open(response, parsed.data);
    if (session === null) return sendCommonProblem(response, 'sign-in-failed');
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
