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
import type { PageFrame } from '../ui/page-frame.js';
import { renderPage } from '../ui/render.js';
import { demonstrationSignIns } from './demonstration/sign-ins.js';

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

/** Sign in and out, for people by page and for programs by API. */
export const mountSignIn = (app: Express, { uow, cookie, frameOf, mode }: SignInOptions): void => {
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
  const contextFor = (response: Response): CommandContext => ({
    actor: systemActor,
    requestId: response.locals.requestId,
  });
  const trySignIn = async (
    response: Response,
    given: { readonly email: string; readonly password: string },
  ): Promise<SignedIn | null> => {
    const outcome = await uow.run(contextFor(response), (tx) => signIn(tx, given));
    const session = outcome.ok ? outcome.value : null;
    if (session !== null) response.cookie(cookie.name, session.token, cookie.options);
    return session;
  };
  const showForm = (
    request: Request,
    response: Response,
    form: {
      readonly email: string;
      readonly errors: readonly { field: string; text: string }[];
      readonly returnTo: string | null;
    },
  ): void => {
    response
      .status(form.errors.length === 0 ? 200 : 400)
      .type('html')
      .send(
        renderPage(
          SignInView({
            frame: frameOf(request, response),
            form: { values: { email: form.email }, errors: form.errors },
            action: '/sign-in',
            ...(form.returnTo === null ? {} : { returnTo: form.returnTo }),
            demonstrationSignIns: mode === 'demonstration' ? demonstrationSignIns : [],
          }),
        ),
      );
  };

  app.get('/', (_request, response) => {
    response.redirect(303, response.locals.session === null ? '/sign-in' : '/board');
  });

  app.get('/sign-in', (request, response) => {
    showForm(request, response, { email: '', errors: [], returnTo: safeReturn(request.query['returnTo']) });
  });

  app.post('/sign-in', async (request, response) => {
    const sent: unknown = request.body;
    const body = new Map<string, unknown>(Object.entries(sent ?? {}));
    const returnTo = safeReturn(body.get('returnTo'));
    const typedEmail = body.get('email');
    const email = typeof typedEmail === 'string' ? typedEmail : '';
    const parsed = credentials.safeParse({ email, password: body.get('password') ?? '' });
    if (!parsed.success) {
      const errors = fieldProblems(parsed.error).map(({ pointer, detail }) => ({
        field: pointer.slice(1),
        text: detail,
      }));
      return showForm(request, response, { email, errors, returnTo });
    }
    const session = await trySignIn(response, parsed.data);
    if (session === null) {
      const errors = [
        {
          field: 'email',
          text: `${commonProblems['sign-in-failed'].title}. ${commonProblems['sign-in-failed'].remedy}`,
        },
      ];
      return showForm(request, response, { email, errors, returnTo });
    }
    response.redirect(303, returnTo ?? '/board');
  });

  app.post('/api/sessions', async (request, response) => {
    const parsed = credentials.safeParse(request.body ?? {});
    if (!parsed.success) {
      return sendCommonProblem(response, 'invalid-request', { errors: fieldProblems(parsed.error) });
    }
    const session = await trySignIn(response, parsed.data);
    if (session === null) return sendCommonProblem(response, 'sign-in-failed');
    response.status(201).json({ memberId: session.memberId, csrfToken: session.csrfToken });
  });

  const signOut = async (request: Request, response: Response): Promise<void> => {
    const token = readCookie(request, cookie.name);
    if (token !== null) {
      await uow.run(contextFor(response), async (tx) => {
        await closeSession(tx, token);
        return done(true);
      });
    }
    response.clearCookie(cookie.name, cookie.options);
    response.set('Clear-Site-Data', '"cache"');
  };

  app.post('/sign-out', async (request, response) => {
    await signOut(request, response);
    response.redirect(303, '/sign-in?done=signed-out');
  });

  app.post('/api/sessions/end', async (request, response) => {
    await signOut(request, response);
    response.status(200).json({ ended: true });
  });
};
