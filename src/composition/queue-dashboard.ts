import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import type { Express, RequestHandler, Router } from 'express';

import { scopeFor } from '../kernel/permissions.js';
import type { SendProblem } from '../platform/http/problem.js';
import { createProducerConnection, createPublisher } from '../platform/queue/queues.js';
import { consumerNames } from './subscriptions.js';

// The dashboard's own page sets its base and styles inline; nothing else is let in, and only administrators see it.
const dashboardPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

/** Where the dashboard is. */
export const dashboardPath = '/admin/queues';

/** Longest the dashboard may take to answer: it asks Redis several questions, each of which may wait. Unit: milliseconds. */
const answerWithinMs = 4_000;

/** The queues as this process sees them, for administrators. */
export interface QueueDashboard {
  mount(app: Express, sendProblem: SendProblem): void;
  /** Whether Redis is away, so that nothing is to be asked of it. */
  readonly isAway: () => boolean;
  close(): Promise<void>;
}

const administratorsOnly =
  (sendProblem: SendProblem): RequestHandler =>
  (request, response, next) => {
    const { session } = response.locals;
    if (session === null) sendProblem(request, response, 'not-signed-in');
    else if (scopeFor(session.actor, 'operate-service') === null)
      sendProblem(request, response, 'not-permitted');
    else next();
  };

// The library's page asks another company's server for its letters: refused by the policy, and a complaint in the console.
const foreignLinks = /<link\b[^>]*href="https?:[^>]*>\s*/g;

/** Sends the library's page without what it would fetch from elsewhere; its letters are then the browser's own. */
const withoutForeignLinks: RequestHandler = (_request, response, next) => {
  const send = response.send.bind(response);
  response.send = (body: unknown) =>
    send(typeof body === 'string' ? body.replaceAll(foreignLinks, '') : body);
  next();
};

/** Says plainly that the queue is away: at once when that is known, or when an answer takes too long. */
const answerInTime =
  (isAway: () => boolean, sendProblem: SendProblem): RequestHandler =>
  (request, response, next) => {
    if (isAway()) return sendProblem(request, response, 'queue-away');
    const timer = setTimeout(() => {
      if (!response.headersSent) sendProblem(request, response, 'queue-away');
    }, answerWithinMs);
    response.on('close', () => {
      clearTimeout(timer);
    });
    response.set('Content-Security-Policy', dashboardPolicy);
    next();
  };

/** The library tells whatever Redis did not answer in time as a fault of its own, with the trace of the stack. */
const faultsAsAway =
  (sendProblem: SendProblem): RequestHandler =>
  (request, response, next) => {
    const send = response.send.bind(response);
    response.send = (body: unknown) => {
      if (response.statusCode !== 500) return send(body);
      response.send = send;
      // What was asked for too long is answered already.
      if (!response.headersSent) sendProblem(request, response, 'queue-away');
      return response;
    };
    next();
  };

/** Read only: the board says yes to changes of all queues at once, and then leaves each as it was. */
const refuseChanges =
  (sendProblem: SendProblem): RequestHandler =>
  (request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') next();
    else sendProblem(request, response, 'not-permitted');
  };

const boardRouter = (publisher: ReturnType<typeof createPublisher>): Router => {
  const adapter = new ExpressAdapter();
  adapter.setBasePath(dashboardPath);
  createBullBoard({
    queues: Object.values(consumerNames).map(
      (consumer) => new BullMQAdapter(publisher.queueOf(consumer), { readOnlyMode: true }),
    ),
    serverAdapter: adapter,
  });
  const router: unknown = adapter.getRouter();
  // The library types its router loosely; it is an Express router.
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions
  return router as Router;
};

/** The queues, read only, for administrators; answers in seconds whether Redis does or not. */
export const createQueueDashboard = (redisUrl: string, onFault: (error: unknown) => void): QueueDashboard => {
  const connection = createProducerConnection(redisUrl, onFault);
  const publisher = createPublisher(connection, Object.values(consumerNames));
  const isAway = (): boolean => connection.status !== 'ready';
  const router = boardRouter(publisher);
  return {
    mount(app, sendProblem) {
      app.use(
        dashboardPath,
        administratorsOnly(sendProblem),
        refuseChanges(sendProblem),
        answerInTime(isAway, sendProblem),
        withoutForeignLinks,
        faultsAsAway(sendProblem),
        router,
      );
    },
    isAway,
    close: () => publisher.close(),
  };
};
