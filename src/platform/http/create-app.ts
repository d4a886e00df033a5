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

import { systemActor } from '../../kernel/actor.js';
import { done } from '../../kernel/outcome.js';
import type { UnitOfWork } from '../../kernel/unit-of-work.js';
import { DatabaseUnavailable } from '../db/unit-of-work.js';
import type { Logger } from '../logging.js';
import type { Metrics } from './metrics.js';
import { sendCommonProblem, type CommonProblem, type SendProblem } from './problem.js';
import { readBody, type LargeForms } from './read-body.js';
import type { Sessions } from './request-state.js';
import { carriesToken, isSameSite, type OwnOrigin } from './same-site.js';
import { readCookie, type SessionCookie } from './session-cookie.js';
import { sourceOf } from './source-of.js';

/** Whether a process can do its work, in sentences for an operator. */
export interface Readiness {
  /** Why it cannot; none when it can. */
  readonly faults: readonly string[];
  /** What is away that it can do without. */
  readonly notes: readonly string[];
}

/** What the server rests on, and what is put upon it. */
export interface AppOptions {
  readonly uow: UnitOfWork;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly cookie: SessionCookie;
  readonly requestsPerMinute: number;
  readonly ownOrigin: OwnOrigin;
  /** Proxies whose word on who asks is believed: addresses, networks, or `loopback`. */
  readonly trustedProxies: readonly string[];
  /** Where sessions are opened: without a token, since there is none yet, and less often than anything else. */
  readonly signInPaths: readonly string[];
  /** Where a session is ended: without its token too, since a page of an earlier session must end this one. */
  readonly signOutPaths: readonly string[];
  readonly largeForms: LargeForms;
  readonly sessions: Sessions;
  /** Whether the service can do its work; must answer soon whatever is away. */
  readonly readiness: () => Promise<Readiness>;
  /** Files under an address, such as styles. */
  readonly assets: readonly { readonly path: string; readonly folder: string }[];
  /** Puts the routes and pages on the server, after everything that guards them. */
  readonly mount: (app: Express) => void;
  /**
   * Gives a form back, unsent, to the member who typed it in an earlier session of theirs and sends it in this one. False
   * when it is none, and nothing was answered.
   */
  readonly giveFormBack: (request: Request, response: Response) => boolean;
  /** A problem as a page, for people; programs get problem+json. */
  readonly sendProblemPage: SendProblem;
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

/** A proxy may have read the one `Host` and we the other, so two are none (RFC 9112, section 3.2). */
const refuseTwoHosts =
  (sendProblem: SendProblem): RequestHandler =>
  (request, response, next) => {
    const names = request.rawHeaders.filter((_text, index) => index % 2 === 0);
    if (names.filter((name) => name.toLowerCase() === 'host').length <= 1) next();
    else sendProblem(request, response, 'invalid-request');
  };

const neverStored: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
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
  ({ sendProblemPage }: Pick<AppOptions, 'sendProblemPage'>): SendProblem =>
  (request, response, code) => {
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

/** `/livez`, `/readyz` and `/metrics`: for supervisors and instruments, not for people. */
const answerInstruments = (
  app: Express,
  { logger, metrics, readiness }: AppOptions,
  sendProblem: SendProblem,
): void => {
  app.get('/livez', (_request, response) => {
    response.json({ status: 'alive' });
  });
  app.get('/readyz', async (_request, response) => {
    const { faults, notes } = await readiness();
    const isReady = faults.length === 0;
    response.status(isReady ? 200 : 503).json({ status: isReady ? 'ready' : 'not-ready', faults, notes });
  });
  app.use(observe(logger, metrics));
  app.get('/metrics', async (request, response) => {
    // Behind a proxy on this machine it is the proxy's client that counts.
    const from = request.ip ?? '';
    if (!['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(from))
      return sendProblem(request, response, 'not-found');
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
};

/** Who asks, by the cookie of their session. That the session is in use is noted now and then, not at each request. */
const findWhoAsks =
  ({ uow, cookie, sessions, logger }: AppOptions): RequestHandler =>
  async (request, response, next) => {
    const token = readCookie(request, cookie.name);
    const found = token === null ? null : await uow.read((tx) => sessions.find(tx, token));
    response.locals.session = found?.facts ?? null;
    if (token !== null && found?.isNoteDue === true) {
      const { requestId } = response.locals;
      try {
        await uow.run({ actor: systemActor, requestId }, async (tx) => {
          await sessions.noteSeen(tx, token);
          return done(true);
        });
      } catch (error) {
        // The next request notes it; what this one came for does not depend on it.
        logger.warn({ err: error, requestId }, 'session not noted as seen');
      }
    }
    next();
  };

/**
 * At most so many requests a minute: for a member wherever they are, for anybody else by where they come from. A wider
 * limit stands before sessions are looked up, for those whose cookie opens none; who is signed in does not count towards
 * it, so a whole organisation behind one address is not one visitor.
 */
const limitRequests = (requestsPerMinute: number, sendProblem: SendProblem) => {
  const handler = (request: Request, response: Response): void => {
    sendProblem(request, response, 'too-many-requests');
  };
  const perMinute = { windowMs: 60_000, legacyHeaders: false, handler, keyGenerator: sourceOf };
  return {
    ofStrangers: rateLimit({
      ...perMinute,
      limit: requestsPerMinute * 5,
      standardHeaders: false,
      skipSuccessfulRequests: true,
      requestWasSuccessful: (_request, response) => response.locals.session !== null,
    }),
    ofMember: rateLimit({
      ...perMinute,
      limit: requestsPerMinute,
      standardHeaders: 'draft-8',
      keyGenerator: (request, response) => response.locals.session?.actor.memberId ?? sourceOf(request),
    }),
    ofSignIns: rateLimit({
      ...perMinute,
      limit: Math.ceil(requestsPerMinute / 10),
      standardHeaders: false,
      skip: ({ method }) => method !== 'POST',
    }),
  };
};

/** A request that may change something comes from a page of ours, and carries its session's own token. */
const refuseCrossSite =
  (
    { ownOrigin, signInPaths, signOutPaths, giveFormBack }: AppOptions,
    sendProblem: SendProblem,
  ): RequestHandler =>
  (request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') return next();
    const { session } = response.locals;
    // Who signs in again, on a page that was open before, has no token of the session they have since.
    const needsToken = session !== null && ![...signInPaths, ...signOutPaths].includes(request.path);
    const isOurs = isSameSite(request, ownOrigin);
    if (isOurs && (!needsToken || carriesToken(request, session.csrfToken))) next();
    else if (!isOurs || !giveFormBack(request, response)) sendProblem(request, response, 'cross-site');
  };

/** Answers every fault with the problem it is; what is nobody's doing but ours is logged and not told. */
const answerFaults =
  (logger: Logger, sendProblem: SendProblem): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
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

/** The server, read from top to bottom: what happens to a request before and after its own route. */
export const createApp = (options: AppOptions): Express => {
  const sendProblem = problemSender(options);
  const limit = limitRequests(options.requestsPerMinute, sendProblem);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.set('trust proxy', [...options.trustedProxies]);

  app.use(identify, securityHeaders, refuseTwoHosts(sendProblem));
  for (const { path, folder } of options.assets) {
    app.use(path, express.static(folder, { maxAge: '1h', index: false, fallthrough: true }));
  }
  app.use(neverStored);
  answerInstruments(app, options, sendProblem);
  app.use(limit.ofStrangers);
  app.use(findWhoAsks(options));
  app.use(limit.ofMember);
  app.use([...options.signInPaths], limit.ofSignIns);
  app.use(...readBody(options.largeForms, sendProblem));
  app.use(refuseCrossSite(options, sendProblem));

  options.mount(app);

  app.use((request, response) => {
    sendProblem(request, response, 'not-found');
  });
  app.use(answerFaults(options.logger, sendProblem));
  return app;
};
