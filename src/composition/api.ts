import { createServer, type Server } from 'node:http';
import { join } from 'node:path';

import type { Config } from '../../config/load.js';
import type { Clock } from '../kernel/clock.js';
import { capacityRoutes } from '../modules/capacity/adapters/http/capacity-routes.js';
import { fundingRoutes } from '../modules/funding/adapters/http/funding-routes.js';
import { findSession } from '../modules/identity/adapters/db/identity-repository.js';
import { measureRoutes } from '../modules/measures/adapters/http/measure-routes.js';
import { listOffers, listPlacements } from '../modules/placements/adapters/db/placement-lists.js';
import { offerRoutes, placementRoutes } from '../modules/placements/adapters/http/placement-routes.js';
import { listOpenReferrals } from '../modules/referrals/adapters/db/referral-lists.js';
import { referralRoutes } from '../modules/referrals/adapters/http/referral-routes.js';
import { selectOne } from '../platform/db/sql.js';
import { createApp, problemSender } from '../platform/http/create-app.js';
import type { Route } from '../platform/http/define-route.js';
import { createLiveEvents } from '../platform/http/live-events.js';
import { createMetrics } from '../platform/http/metrics.js';
import { mountPages } from '../platform/http/mount-pages.js';
import { mountRoutes } from '../platform/http/mount-routes.js';
import { sessionCookie } from '../platform/http/session-cookie.js';
import { createLogger } from '../platform/logging.js';
import { oldestUndeliveredSeconds } from '../platform/outbox/outbox.js';
import { openDatabase } from './database.js';
import { createModules, type Modules } from './modules.js';
import { createPages } from './pages.js';
import { mountBedSheetDoors } from './pages/capacity.js';
import { mountReference } from './reference-pages.js';
import { mountSignIn } from './sign-in-pages.js';
import { mountQueueDashboard } from './queue-dashboard.js';
import { createPageFrame, createProblemPage } from './page-frame.js';

/** Every endpoint of the API, in the order of its document. */
export const createRoutes = (modules: Modules): readonly Route[] => {
  const { now, capacity, referrals, funding, placements, measures } = modules;
  const placementDeps = { ...placements, listOffers, listPlacements };
  return [
    ...capacityRoutes({ ...capacity, now }),
    ...referralRoutes({ ...referrals, listOpenReferrals, now }),
    ...fundingRoutes({ ...funding, now }),
    ...offerRoutes(placementDeps),
    ...placementRoutes(placementDeps),
    ...measureRoutes({ ...measures, now }),
  ];
};

export interface RunningApi {
  readonly port: number;
  stop(): Promise<void>;
}

/** Longest a message may wait undelivered before this process says it is not ready. Unit: seconds. */
const readyWithinSeconds = 120;

const listen = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });

/** What a test may put in the place of the real thing. */
export interface ApiSeams {
  readonly clock?: Clock;
}

/** Starts the API and the pages. */
export const startApi = async (config: Config, seams: ApiSeams = {}): Promise<RunningApi> => {
  const logger = createLogger(config.logLevel, `api ${process.pid}`);
  const onFault = (error: unknown): void => {
    logger.warn({ err: error }, 'api fault');
  };
  const database = await openDatabase(
    {
      url: config.databaseUrl,
      poolSize: config.databasePoolSize,
      isDemonstration: config.mode === 'demonstration',
      ...seams,
    },
    onFault,
  );
  const { uow } = database;
  const modules = createModules();
  const routes = createRoutes(modules);
  const cookie = sessionCookie(config.publicOrigin);
  const frameOf = createPageFrame(config.mode);
  const sendProblemPage = createProblemPage(frameOf);
  const sendProblem = problemSender({ sendProblemPage });
  const live = createLiveEvents(async () => {
    const row = await uow.read((tx) =>
      selectOne<{ mark: string | null }>(tx, 'SELECT MAX(id) AS mark FROM audit'),
    );
    return String(row?.mark ?? 0);
  }, onFault);
  const dashboard = mountQueueDashboard(config.redisUrl, onFault);

  const app = createApp({
    uow,
    logger,
    metrics: createMetrics(async () => (await uow.read(oldestUndeliveredSeconds)) ?? 0),
    cookie,
    requestsPerMinute: config.requestsPerMinute,
    findSession,
    readinessFaults: async () => {
      try {
        const age = await uow.read(oldestUndeliveredSeconds);
        return age !== null && age > readyWithinSeconds
          ? [`A message has waited ${age} seconds: no worker is delivering.`]
          : [];
      } catch {
        return ['The database does not answer.'];
      }
    },
    assets: [
      { path: '/assets/app', folder: join(import.meta.dirname, '../../../src/ui/assets') },
      {
        path: '/assets/design-system',
        folder: join(import.meta.dirname, '../../../node_modules/@scottish-government/design-system/dist'),
      },
    ],
    mount(server) {
      mountRoutes(server, routes, {
        uow,
        checkReplies: config.mode !== 'production',
        onReplyMismatch: (operationId) => {
          logger.warn({ operationId }, 'reply does not match its schema');
        },
      });
      mountSignIn(server, { uow, cookie, frameOf, mode: config.mode });
      mountReference(server, { routes, frameOf });
      dashboard.mount(server, sendProblem);
      server.get('/events', async (request, response) => {
        if (response.locals.session === null) sendProblem(request, response, 'not-signed-in');
        else await live.stream(request, response);
      });
      const { pages, forms } = createPages(modules);
      const pageOptions = { uow, frameOf, sendProblem };
      mountBedSheetDoors(server, modules, pageOptions);
      mountPages(server, pages, forms, pageOptions);
    },
    sendProblemPage,
  });

  const server = createServer(app);
  server.requestTimeout = 15_000;
  let port: number;
  try {
    port = await listen(server, config.port, config.host);
  } catch (error) {
    live.close();
    await dashboard.close();
    await database.close();
    throw error;
  }
  logger.info({ port }, 'api ready');
  return {
    port,
    async stop() {
      live.close();
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeIdleConnections();
        setTimeout(() => {
          server.closeAllConnections();
        }, 5_000).unref();
      });
      await dashboard.close();
      await database.close();
      logger.info('api stopped');
    },
  };
};
