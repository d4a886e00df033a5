import { randomBytes } from 'node:crypto';

import type { Express } from 'express';

import { scopeFor, type Permission } from '../kernel/permissions.js';
import type { Tx } from '../kernel/unit-of-work.js';
import type { PageInput, PageReply, Typed } from '../platform/http/define-page.js';
import type { PageOptions } from '../platform/http/mount-pages.js';
import { renderPage } from '../ui/render.js';
import type { Modules } from './modules.js';

/** A sheet that is looked at before it is taken in. */
export interface SheetCheck {
  /** Where it is pasted; the look is sent to the same address. */
  readonly path: string;
  readonly permission: Permission;
  readonly check: (tx: Tx, input: PageInput, typed: Typed) => Promise<PageReply>;
}

/** The look at a pasted sheet, whose answer is a page and not a change: neither a page nor a form can be asked so. */
export const mountSheetCheck = (
  app: Express,
  modules: Modules,
  { uow, frameOf, sendProblem, completeFrame }: PageOptions,
  { path, permission, check }: SheetCheck,
): void => {
  app.post(path, async (request, response) => {
    const { session } = response.locals;
    if (session === null) return response.redirect(303, `/sign-in?returnTo=${encodeURIComponent(path)}`);
    const { actor } = session;
    const scope = scopeFor(actor, permission);
    if (scope === null) return sendProblem(request, response, 'not-permitted');
    const body: unknown = request.body;
    const isForm = body !== null && typeof body === 'object' && 'sheet' in body;
    const sheet = isForm && typeof body.sheet === 'string' ? body.sheet : '';
    const reply = await uow.read(async (tx) => {
      const { at, today } = await modules.now(tx);
      const frame = await completeFrame(tx, actor, frameOf(request, response));
      const newKey = (): string => randomBytes(16).toString('base64url');
      return check(tx, { params: {}, query: {}, actor, scope, frame, now: at, today, newKey }, { sheet });
    });
    if (reply.kind !== 'page') throw new Error(`A look at a sheet answered with a ${reply.kind}.`);
    response
      .status(reply.status ?? 200)
      .type('html')
      .send(renderPage(reply.page));
  });
};
