import { join } from 'node:path';

import type { Express } from 'express';

import type { Config } from '../../config/load.js';
import { sessionLimits } from '../../config/sessions.js';
import type { Clock } from '../kernel/clock.js';
import type { UnitOfWork } from '../kernel/unit-of-work.js';
import { capacityRoutes } from '../modules/capacity/adapters/http/capacity-routes.js';
import { alertRoutes } from '../modules/alerts/adapters/http/alert-routes.js';
import { approvalRoutes } from '../modules/funding/adapters/http/approval-routes.js';
import { budgetRoutes } from '../modules/funding/adapters/http/budget-routes.js';
import { eligibilityRoutes } from '../modules/eligibility/adapters/http/eligibility-routes.js';
import { extractRoutes } from '../modules/exchange/adapters/http/extract-routes.js';
import { fhirRoutes } from '../modules/exchange/adapters/http/fhir-routes.js';
import { expansionRoutes } from '../modules/expansion/adapters/http/expansion-routes.js';
import { hsdsRoutes } from '../modules/exchange/adapters/http/hsds-routes.js';
import { suitabilityRoutes } from '../modules/eligibility/adapters/http/suitability-routes.js';
import { listRequests } from '../modules/funding/adapters/db/funding-lists.js';
import { takeoverRoutes } from '../modules/funding/adapters/http/takeover-routes.js';
import { fundingRoutes } from '../modules/funding/adapters/http/funding-routes.js';
import { requestRoutes } from '../modules/funding/adapters/http/request-routes.js';
import { sessionsWithin } from '../modules/identity/adapters/db/identity-repository.js';
import { barrierRoutes } from '../modules/matching/adapters/http/barrier-routes.js';
import { policyRoutes } from '../modules/matching/adapters/http/policy-routes.js';
import { bedChangeRoutes } from '../modules/capacity/adapters/http/bed-change-routes.js';
import { toldMoved } from '../modules/matching/domain/policy-preview.js';
import { bedChangePeopleRoutes } from '../modules/matching/adapters/http/bed-change-people-routes.js';
import { laterWeeksRoutes } from '../modules/matching/adapters/http/later-weeks-routes.js';
import { placeRoutes } from '../modules/matching/adapters/http/place-routes.js';
import { matcherRoutes } from '../modules/matching/adapters/http/matcher-routes.js';
import { suggestionRoutes } from '../modules/matching/adapters/http/suggestion-routes.js';
import { faultText, standingTexts } from '../modules/matching/adapters/ui/explanation-text.js';
import { noPlaceText } from '../modules/matching/adapters/ui/suggestion-text.js';
import { bottleneckRoutes } from '../modules/measures/adapters/http/bottleneck-routes.js';
import { nilReturnRoutes } from '../modules/measures/adapters/http/nil-return-routes.js';
import { flowRoutes } from '../modules/measures/adapters/http/flow-routes.js';
import { fairnessRoutes } from '../modules/measures/adapters/http/fairness-routes.js';
import { calibrationRoutes } from '../modules/forecast/adapters/http/calibration-routes.js';
import { scenarioRoutes } from '../modules/forecast/adapters/http/scenario-routes.js';
import { measureRoutes } from '../modules/measures/adapters/http/measure-routes.js';
import { dataQualityRoutes } from '../modules/measures/adapters/http/data-quality-routes.js';
import { targetRoutes } from '../modules/measures/adapters/http/target-routes.js';
import { outsideFigureRoutes } from '../modules/measures/adapters/http/outside-figure-routes.js';
import { measureRowRoutes } from '../modules/measures/adapters/http/measure-row-routes.js';
import { measureTableRoutes } from '../modules/measures/adapters/http/measure-table-routes.js';
import { releaseRoutes } from '../modules/publication/adapters/http/release-routes.js';
import { readBudgetYear } from '../modules/placements/adapters/db/budget-use.js';
import { listOffers, listPlacements } from '../modules/placements/adapters/db/placement-lists.js';
import { budgetUseRoutes } from '../modules/placements/adapters/http/budget-use-routes.js';
import { overrideRoutes } from '../modules/placements/adapters/http/override-routes.js';
import { offerRoutes } from '../modules/placements/adapters/http/offer-routes.js';
import { placementRoutes } from '../modules/placements/adapters/http/placement-routes.js';
import { leaveRoutes } from '../modules/placements/adapters/http/leave-routes.js';
import { stayChangeRoutes } from '../modules/placements/adapters/http/stay-change-routes.js';
import { providerMoveRoutes } from '../modules/placements/adapters/http/provider-move-routes.js';
import { repairRoutes } from '../modules/placements/adapters/http/repair-routes.js';
import { safetyRoutes } from '../modules/placements/adapters/http/safety-routes.js';
import { listOpenReferrals } from '../modules/referrals/adapters/db/open-referral-list.js';
import { personRoutes } from '../modules/referrals/adapters/http/person-routes.js';
import { restrictionRoutes } from '../modules/referrals/adapters/http/restriction-routes.js';
import { equalityRoutes } from '../modules/referrals/adapters/http/equality-routes.js';
import { arrivalRoutes } from '../modules/referrals/adapters/http/arrival-routes.js';
import { assessmentRoutes } from '../modules/referrals/adapters/http/assessment-routes.js';
import { mailRoutes } from '../modules/notifications/adapters/http/mail-routes.js';
import { notificationRoutes } from '../modules/notifications/adapters/http/notification-routes.js';
import { taskRoutes } from '../modules/tasks/adapters/http/task-routes.js';
import { timelineRoutes } from '../modules/placements/adapters/http/timeline-routes.js';
import { referralRoutes } from '../modules/referrals/adapters/http/referral-routes.js';
import { transferRoutes } from '../modules/referrals/adapters/http/transfer-routes.js';
import { waitingRoutes } from '../modules/referrals/adapters/http/waiting-routes.js';
import { selectOne } from '../platform/db/sql.js';
import { createApp, problemSender, type AppOptions } from '../platform/http/create-app.js';
import type { Route } from '../platform/http/define-route.js';
import { createLiveEvents, type LiveEvents } from '../platform/http/live-events.js';
import { createMetrics } from '../platform/http/metrics.js';
import { formAddresses, mountPages } from '../platform/http/mount-pages.js';
import { mountRoutes } from '../platform/http/mount-routes.js';
import { serve } from '../platform/http/serve.js';
import { readCookie, sessionCookie } from '../platform/http/session-cookie.js';
import { createLogger, type Logger } from '../platform/logging.js';
import { createPasswordChecks, type PasswordChecks } from '../platform/password-checks.js';
import { countSetAside, oldestUndeliveredSeconds } from '../platform/outbox/outbox.js';
import { openDatabase, type DatabasePatience } from './database.js';
import { createModules, type Modules } from './modules.js';
import { createPages } from './pages.js';
import { bedSheetForms, mountBedSheetDoors } from './pages/capacity.js';
import { figureSheetForms, mountFigureSheetCheck } from './pages/measures.js';
import { mountReference } from './reference-pages.js';
import {
  createAskToSignIn,
  createGiveFormBack,
  mountSignIn,
  signInPaths,
  signOutPaths,
} from './sign-in-pages.js';
import { createQueueDashboard, type QueueDashboard } from './queue-dashboard.js';
import { readProviderTimeline, readTimeline } from './timeline.js';
import { createReadiness, type DatabaseState } from './readiness.js';
import { createPageFrame, createProblemPage } from './page-frame.js';
import { createCompleteFrame } from './unread-in-menu.js';
import { findWithheld } from './withheld.js';

/** Every endpoint of the API, in the order of its document. */
export const createRoutes = (modules: Modules): readonly Route[] => {
  const {
    now,
    eligibility,
    capacity,
    referrals,
    funding,
    matching,
    placements,
    measures,
    leaving,
    alerts,
    tasks,
  } = modules;
  const placementDeps = { ...placements, listOffers, listPlacements };
  return [
    ...capacityRoutes({ ...capacity, now }),
    ...scenarioRoutes(modules.scenarios),
    ...calibrationRoutes({ ...modules.calibration, now }),
    ...bedChangeRoutes({ ...modules.bedChanges, tellCount: toldMoved, now }),
    ...referralRoutes({ ...referrals, listOpenReferrals, now }),
    ...personRoutes(referrals),
    ...transferRoutes(referrals),
    ...waitingRoutes({ ...referrals, now }),
    ...eligibilityRoutes({ ...eligibility, now }),
    ...suitabilityRoutes({ ...modules.suitability, now }),
    ...arrivalRoutes({ ...modules.gettingThere, now }),
    ...assessmentRoutes({ ...modules.assessing, now }),
    ...equalityRoutes(modules.equality),
    ...restrictionRoutes(modules.restricting),
    ...fundingRoutes({ ...funding, now }),
    ...requestRoutes({ ...funding, listRequests, now }),
    ...approvalRoutes({ ...funding, now }),
    ...takeoverRoutes({ ...funding, readReferral: referrals.readReferral, now }),
    ...budgetRoutes({ ...funding, now }),
    ...placeRoutes({ ...matching, now }),
    ...matcherRoutes({ ...modules.matcher, readReferral: referrals.readReferral }),
    ...barrierRoutes({ ...matching, now }),
    ...policyRoutes({ ...modules.matchingPolicy, now }),
    ...suggestionRoutes({
      ...matching,
      words: { standing: standingTexts, noPlace: noPlaceText, fault: faultText },
    }),
    ...laterWeeksRoutes(modules.laterWeeks),
    ...bedChangePeopleRoutes(modules.bedChanges),
    ...offerRoutes(placementDeps),
    ...overrideRoutes({ ...placements, readReferral: referrals.readReferral }),
    ...placementRoutes(placementDeps),
    ...stayChangeRoutes(placements),
    ...leaveRoutes(placements),
    ...repairRoutes(placements),
    ...providerMoveRoutes(placements),
    ...budgetUseRoutes({ readBudgetYear, now }),
    ...safetyRoutes({ ...leaving, now }),
    ...alertRoutes({ ...alerts, now }),
    ...taskRoutes({ ...tasks, now }),
    ...timelineRoutes({ readReferral: referrals.readReferral, readTimeline, readProviderTimeline }),
    ...notificationRoutes(modules.notifications),
    ...mailRoutes(modules.notifications.mail),
    ...fairnessRoutes({ ...measures, now }),
    ...flowRoutes({ ...measures, now }),
    ...nilReturnRoutes({ ...measures, now }),
    ...bottleneckRoutes({ ...measures, now }),
    ...measureRoutes({ ...measures, now }),
    ...measureRowRoutes({ ...measures, now }),
    ...measureTableRoutes({ ...measures, now }),
    ...targetRoutes({ ...measures, now }),
    ...outsideFigureRoutes({ ...measures, now }),
    ...dataQualityRoutes({ ...measures, now }),
    ...expansionRoutes({ ...modules.expansion, now }),
    ...hsdsRoutes({ ...modules.exchange, now }),
    ...fhirRoutes({ ...modules.exchange, now }),
    ...extractRoutes({ ...modules.exchange, now }),
    ...releaseRoutes({ ...modules.publication, now }),
  ];
};

/** The API and the pages, once they answer. */
export interface RunningApi {
  readonly port: number;
  /** Lets open requests end, then lets go of the database and Redis. */
  stop(): Promise<void>;
}

/** What a test may put in the place of the real thing. */
export interface ApiSeams {
  readonly clock?: Clock;
  readonly patience?: DatabasePatience;
}

/** What changed last, as a mark: every change leaves a row in the record. */
const readLatestChange = (uow: UnitOfWork) => async (): Promise<string> => {
  const row = await uow.read((tx) =>
    selectOne<{ mark: string | null }>(tx, 'SELECT MAX(id) AS mark FROM audit'),
  );
  return String(row?.mark ?? 0);
};

const readDatabaseState = (uow: UnitOfWork) => (): Promise<DatabaseState> =>
  uow.read(async (tx) => {
    const row = await selectOne<{ is_read_only: number | string }>(
      tx,
      'SELECT @@GLOBAL.read_only AS is_read_only',
    );
    return {
      oldestUndeliveredSeconds: await oldestUndeliveredSeconds(tx),
      isReadOnly: Number(row?.is_read_only ?? 0) !== 0,
    };
  });

const readOutboxFigures = (uow: UnitOfWork) => () =>
  uow.read(async (tx) => ({
    oldestUndeliveredSeconds: (await oldestUndeliveredSeconds(tx)) ?? 0,
    refusedMessages: await countSetAside(tx),
  }));

const assets: AppOptions['assets'] = [
  { path: '/assets/app', folder: join(import.meta.dirname, '../../../src/ui/assets') },
  {
    path: '/assets/design-system',
    folder: join(import.meta.dirname, '../../../node_modules/@scottish-government/design-system/dist'),
  },
];

interface Surroundings {
  readonly config: Config;
  readonly logger: Logger;
  readonly uow: UnitOfWork;
  readonly live: LiveEvents;
  readonly dashboard: QueueDashboard;
  readonly verifyPassword: PasswordChecks['verify'];
}

/** The application: what every request passes, and behind it every route and page. */
const buildApp = ({ config, logger, uow, live, dashboard, verifyPassword }: Surroundings) => {
  const modules = createModules({ isMailOn: config.smtp !== null, publicOrigin: config.publicOrigin });
  const routes = createRoutes(modules);
  const cookie = sessionCookie(config.publicOrigin);
  const frameOf = createPageFrame(config.mode);
  const { pages, forms } = createPages(modules);
  const takesForm = formAddresses(forms);
  const sendProblemPage = createProblemPage(frameOf);
  const sendProblem = problemSender({ sendProblemPage });

  const mountLiveEvents = (app: Express): void => {
    app.get('/events', async (request, response) => {
      const { session } = response.locals;
      if (session === null) return sendProblem(request, response, 'not-signed-in');
      const token = readCookie(request, cookie.name) ?? '';
      if (!(await live.stream(request, response, { memberId: session.actor.memberId, token })))
        sendProblem(request, response, 'too-many-requests');
    });
  };

  return createApp({
    uow,
    logger,
    metrics: createMetrics(readOutboxFigures(uow)),
    cookie,
    requestsPerMinute: config.requestsPerMinute,
    ownOrigin: { publicOrigin: config.publicOrigin, hasOtherNames: config.mode !== 'production' },
    trustedProxies: config.trustedProxies,
    signInPaths,
    signOutPaths,
    largeForms: { ...bedSheetForms, paths: [...bedSheetForms.paths, ...figureSheetForms] },
    sessions: sessionsWithin(sessionLimits),
    readiness: createReadiness(readDatabaseState(uow), dashboard.isAway),
    assets,
    mount(app) {
      mountRoutes(app, routes, {
        uow,
        findWithheld,
        checkReplies: config.mode !== 'production',
        onReplyMismatch: (operationId) => {
          logger.warn({ operationId }, 'reply does not match its schema');
        },
      });
      const signIn = {
        uow,
        cookie,
        frameOf,
        mode: config.mode,
        takesForm,
        verifyPassword,
      };
      mountSignIn(app, signIn);
      mountReference(app, { routes, frameOf });
      dashboard.mount(app, sendProblem);
      mountLiveEvents(app);
      const completeFrame = createCompleteFrame(modules.notifications);
      const pageOptions = { uow, frameOf, sendProblem, completeFrame };
      mountBedSheetDoors(app, modules, pageOptions);
      mountFigureSheetCheck(app, modules, pageOptions);
      mountPages(app, pages, forms, {
        ...pageOptions,
        findWithheld,
        askToSignIn: createAskToSignIn(signIn),
      });
    },
    giveFormBack: createGiveFormBack({ frameOf, takesForm }),
    sendProblemPage,
  });
};

/**
 * Starts the API and the pages.
 *
 * @throws SettingsFault when the database is not set up safely, and the fault of listening, such as EADDRINUSE;
 *   nothing is left open then.
 */
export const startApi = async (config: Config, seams: ApiSeams = {}): Promise<RunningApi> => {
  const logger = createLogger(config.logLevel, `api ${process.pid}`);
  const onFault = (error: unknown): void => {
    logger.warn({ err: error }, 'api fault');
  };
  const database = await openDatabase(
    {
      url: config.databaseUrl,
      poolSize: config.databasePoolSize,
      mode: config.mode,
      ...seams,
    },
    onFault,
  );
  const { uow } = database;
  const sessions = sessionsWithin(sessionLimits);
  const live = createLiveEvents({
    readMark: readLatestChange(uow),
    readOpenSessions: (tokens) => uow.read((tx) => sessions.findOpen(tx, tokens)),
    onFault,
  });
  const dashboard = createQueueDashboard(config.redisUrl, onFault);
  const passwords = createPasswordChecks();
  const letGo = async (): Promise<void> => {
    await passwords.close();
    await dashboard.close();
    await database.close();
  };
  try {
    const app = buildApp({
      config,
      logger,
      uow,
      live,
      dashboard,
      verifyPassword: (hash, password) => passwords.verify(hash, password),
    });
    const serving = await serve(app, config.port, config.host);
    logger.info({ port: serving.port }, 'api ready');
    return {
      port: serving.port,
      async stop() {
        live.close();
        await serving.stop();
        await letGo();
        logger.info('api stopped');
      },
    };
  } catch (error) {
    live.close();
    await letGo();
    throw error;
  }
};
