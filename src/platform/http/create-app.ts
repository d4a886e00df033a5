import { randomUUID } from 'node:crypto';

import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';

import type { UnitOfWork } from '../../kernel/unit-of-work.js';
import { DatabaseUnavailable } from '../db/unit-of-work.js';
import type { Logger } from '../logging.js';
import type { Metrics } from './metrics.js';
import { sendCommonProblem, type CommonProblem } from './problem.js';
import type { SessionFacts } from './request-state.js';
import { carriesToken, isSameSite } from './same-site.js';
import { readCookie, type SessionCookie } from './session-cookie.js';
import type { Tx } from '../../kernel/unit-of-work.js';

export interface AppOptions {
  readonly uow: UnitOfWork;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly cookie: SessionCookie;
  readonly requestsPerMinute: number;
  readonly findSession: (tx: Tx, token: string) => Promise<SessionFacts | null>;
  /** Reasons the service is not ready; none when it is. */
  readonly readinessFaults: () => Promise<readonly string[]>;
  /** Files under an address, such as styles. */
  readonly assets: readonly { readonly path: string; readonly folder: string }[];
  /** Puts the routes and pages on the server, after everything that guards them. */
  readonly mount: (app: Express) => void;
  /** A problem as a page, for people; programs get problem+json. */
  readonly sendProblemPage: (request: Request, response: Response, code: CommonProblem) => void;
}

const securityHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      fontSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  // Nothing is told to other sites; our own forms still say where they come from (no-referrer sends Origin: null).
  referrerPolicy: { policy: 'same-origin' },
  crossOriginEmbedderPolicy: false,
});

/** A caller's own request id is taken when it is harmless, so that one id runs through every log. */
const identify: RequestHandler = (request, response, next) => {
  const given = request.get('x-request-id') ?? '';
  response.locals.requestId = /^[A-Za-z0-9_-]{8,64}$/.test(given) ? given : randomUUID();
  response.locals.session = null;
  response.set('X-Request-Id', response.locals.requestId);
  next();
};

const observe =
  (logger: Logger, metrics: Metrics): RequestHandler =>
  (request, response, next) => {
    const began = process.hrtime.bigint();
    response.on('finish', () => {
      const seconds = Number(process.hrtime.bigint() - began) / 1e9;
      const matched: unknown = request.route;
      const route =
        matched !== null && typeof matched === 'object' && 'path' in matched
          ? String(matched.path)
          : 'unmatched';
      metrics.observeRequest(route, request.method, response.statusCode, seconds);
      logger.info(
        {
          requestId: response.locals.requestId,
          memberId: response.locals.session?.actor.memberId,
          method: request.method,
          route,
          status: response.statusCode,
          ms: Math.round(seconds * 1e4) / 10,
        },
        'request',
      );
    });
    next();
  };

const isForProgram = (request: Request): boolean =>
  request.path.startsWith('/api/') || !(request.get('accept') ?? '').includes('text/html');

/** Answers one way to people and another to programs. */
export const problemSender =
  ({ sendProblemPage }: Pick<AppOptions, 'sendProblemPage'>) =>
  (request: Request, response: Response, code: CommonProblem): void => {
    if (isForProgram(request)) sendCommonProblem(response, code);
    else sendProblemPage(request, response, code);
  };

const statusOf = (error: unknown): { status: number | null; type: string | null } =>
  error instanceof Error
    ? {
        status: 'status' in error && typeof error.status === 'number' ? error.status : null,
        type: 'type' in error && typeof error.type === 'string' ? error.type : null,
      }
    : { status: null, type: null };

const problemOf = (error: unknown): CommonProblem => {
  if (error instanceof DatabaseUnavailable) return 'unavailable';
  const { status, type } = statusOf(error);
  if (type === 'entity.parse.failed') return 'malformed-json';
  if (status === 413 || type === 'parameters.too.many') return 'too-large';
  if (status === 415) return 'unsupported-content';
  if (status !== null && status >= 400 && status < 500) return 'invalid-request';
  return 'internal-fault';
};

/** The server, read from top to bottom: what happens to a request before and after its own route. */
export const createApp = (options: AppOptions): Express => {
  const { uow, logger, metrics, cookie, requestsPerMinute, findSession, readinessFaults } = options;
  const sendProblem = problemSender(options);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.set('trust proxy', 'loopback');

  app.use(identify, securityHeaders);
  for (const { path, folder } of options.assets) {
    app.use(path, express.static(folder, { maxAge: '1h', index: false, fallthrough: true }));
  }
  app.get('/livez', (_request, response) => {
    response.json({ status: 'alive' });
  });
  app.get('/readyz', async (_request, response) => {
    const faults = await readinessFaults();
    response
      .status(faults.length === 0 ? 200 : 503)
      .json({ status: faults.length === 0 ? 'ready' : 'not-ready', faults });
  });
  app.use(observe(logger, metrics));
  app.get('/metrics', async (request, response) => {
    // Behind a proxy on this machine it is the proxy's client that counts.
    const from = request.ip ?? '';
    if (!['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(from))
      return sendProblem(request, response, 'not-found');
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });

  app.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  app.use(
    rateLimit({
      windowMs: 60_000,
      limit: requestsPerMinute * 5,
      standardHeaders: false,
      legacyHeaders: false,
      handler: (request, response) => {
        sendProblem(request, response, 'too-many-requests');
      },
    }),
  );
  app.use(async (request, response, next) => {
    const token = readCookie(request, cookie.name);
    if (token !== null) response.locals.session = await uow.read((tx) => findSession(tx, token));
    next();
  });
  app.use(
    rateLimit({
      windowMs: 60_000,
      limit: requestsPerMinute,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      keyGenerator: (request, response) => response.locals.session?.actor.memberId ?? request.ip ?? 'unknown',
      validate: { keyGeneratorIpFallback: false },
      handler: (request, response) => {
        sendProblem(request, response, 'too-many-requests');
      },
    }),
  );
  app.use(express.json({ limit: '100kb', strict: true }));
  app.use(express.urlencoded({ limit: '100kb', extended: false, parameterLimit: 200 }));
  app.use((request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') return next();
    const { session } = response.locals;
    const isOurs = isSameSite(request) && (session === null || carriesToken(request, session.csrfToken));
    if (isOurs) next();
    else sendProblem(request, response, 'cross-site');
  });

  options.mount(app);

  app.use((request, response) => {
    sendProblem(request, response, 'not-found');
  });
  const onError: ErrorRequestHandler = (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const code = problemOf(error);
    if (code === 'internal-fault') {
      logger.error({ err: error, requestId: response.locals.requestId }, 'request failed');
    } else if (code === 'unavailable') {
      logger.warn({ err: error, requestId: response.locals.requestId }, 'database unavailable');
      response.set('Retry-After', '2');
    }
    sendProblem(request, response, code);
  };
  app.use(onError);
  return app;
};
