import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import type { Express, Request, Response, Router } from 'express';

import { scopeFor } from '../kernel/permissions.js';
import type { CommonProblem } from '../platform/http/problem.js';
import { createProducerConnection, createPublisher } from '../platform/queue/queues.js';
import { consumerNames } from './subscriptions.js';

// The dashboard's own page sets its base and styles inline; nothing else is let in, and only administrators see it.
const dashboardPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

/** The queues, read only, for administrators. */
export const mountQueueDashboard = (redisUrl: string, onFault: (error: unknown) => void) => {
  const connection = createProducerConnection(redisUrl);
  let lastFault = '';
  connection.on('error', (error) => {
    if (error.message !== lastFault) onFault(error);
    lastFault = error.message;
  });
  const publisher = createPublisher(connection, Object.values(consumerNames));
  const adapter = new ExpressAdapter();
  adapter.setBasePath('/admin/queues');
  createBullBoard({
    queues: Object.values(consumerNames).map(
      (consumer) => new BullMQAdapter(publisher.queueOf(consumer), { readOnlyMode: true }),
    ),
    serverAdapter: adapter,
  });
  const router: unknown = adapter.getRouter();
  return {
    mount(
      app: Express,
      sendProblem: (request: Request, response: Response, code: CommonProblem) => void,
    ): void {
      app.use(
        '/admin/queues',
        (request, response, next) => {
          const { session } = response.locals;
          if (session === null) sendProblem(request, response, 'not-signed-in');
          else if (scopeFor(session.actor, 'operate-service') === null)
            sendProblem(request, response, 'not-permitted');
          else {
            response.set('Content-Security-Policy', dashboardPolicy);
            next();
          }
        },
        // The library types its router loosely; it is an Express router.
        // eslint-disable-next-line @typescript-eslint/consistent-type-assertions
        router as Router,
      );
    },
    close: () => publisher.close(),
  };
};
