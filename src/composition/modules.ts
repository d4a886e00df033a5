import { randomInt } from 'node:crypto';

import { v7 as uuidv7 } from 'uuid';

import { placementPolicy } from '../../config/placement-policy.js';
import { proclaimedHolidays, workingHours } from '../../config/working-days.js';
import type { IdSource } from '../kernel/ids.js';
import { workingCalendar } from '../kernel/working-time.js';
import { availabilityReportRepository } from '../modules/capacity/adapters/db/availability-report-repository.js';
import { outOfServiceRepository } from '../modules/capacity/adapters/db/out-of-service-repository.js';
import { readUnknownProjects } from '../modules/capacity/adapters/db/project-names.js';
import { readProjectSummaries } from '../modules/capacity/adapters/db/project-summaries.js';
import { projectRepository } from '../modules/capacity/adapters/db/project-repository.js';
import { readUnit } from '../modules/capacity/adapters/db/unit-repository.js';
import { makeCancelOutOfService } from '../modules/capacity/application/cancel-out-of-service.js';
import { makeFindUnits } from '../modules/capacity/application/find-units.js';
import { makeMarkOutOfService } from '../modules/capacity/application/mark-out-of-service.js';
import { makeReportAvailability } from '../modules/capacity/application/report-availability.js';
import { makeSetAccepting } from '../modules/capacity/application/set-accepting.js';
import { makeSetRehabStanding } from '../modules/capacity/application/set-rehab-standing.js';
import { readAdmissionRules } from '../modules/eligibility/adapters/db/admission-rule-repository.js';
import { mariadbApprovedNights } from '../modules/funding/adapters/db/approved-nights.js';
import { mariadbBudgetLedger } from '../modules/funding/adapters/db/budget-ledger.js';
import {
  insertDecision,
  readLatestDecisions,
  readStayDecisions,
  readStayWeighing,
  readRoute,
} from '../modules/funding/adapters/db/funding-repository.js';
import { budgetLimits, readBudgets } from '../modules/funding/adapters/db/budget-limits.js';
import {
  mariadbFundingRequests,
  readFundingAsked,
  revokeDecision,
} from '../modules/funding/adapters/db/request-repository.js';
import { readFundingNotices } from '../modules/funding/adapters/db/funding-lists.js';
import { fundingNotices, readFundingNotice } from '../modules/funding/adapters/db/notice-repository.js';
import { mariadbFundingProposals } from '../modules/funding/adapters/db/proposal-repository.js';
import { mariadbFundingTakeovers } from '../modules/funding/adapters/db/takeover-repository.js';
import { makeSettleMoney } from '../modules/funding/application/settle-money.js';
import { makeGiveNotice, makeLiftNotice } from '../modules/funding/application/give-notice.js';
import { makeApproveRequest } from '../modules/funding/application/approve-request.js';
import { makeDecideFunding } from '../modules/funding/application/decide-funding.js';
import {
  makeAnswerRequest,
  makeDeferRequest,
  makeListForPanel,
  makeWithdrawRequest,
} from '../modules/funding/application/move-request.js';
import { makeRequestFunding } from '../modules/funding/application/request-funding.js';
import { makeRevokeApproval } from '../modules/funding/application/revoke-approval.js';
import { makeSetBudget } from '../modules/funding/application/set-budget.js';
import { createExchange } from './exchange.js';
import { createExpansion } from './expansion.js';
import { createLaterWeeks } from './later-weeks-module.js';
import { makeCheckQueues } from '../modules/matching/application/check-queues.js';
import { makeFindPlaces } from '../modules/matching/application/find-places.js';
import { readKeptRun } from '../modules/matching/adapters/db/kept-run.js';
import { readSuggestions } from '../modules/matching/adapters/db/waiting-list-facts.js';
import { makeReadSuggestion } from '../modules/matching/application/read-suggestion.js';
import { makeReadStuckReferrals } from '../modules/matching/application/stuck-referrals.js';
import { makeRematch } from '../modules/matching/application/rematch.js';
import type { CountBarriers } from '../modules/matching/application/barriers.js';
import type { RunMatch } from '../modules/matching/application/run-match.js';
import { findOpenOffers, offerRepository } from '../modules/placements/adapters/db/offer-repository.js';
import { offerTryRepository } from '../modules/placements/adapters/db/offer-try-repository.js';
import {
  placementRepository,
  readArrivedClaims,
} from '../modules/placements/adapters/db/placement-repository.js';
import { readNightsPaid } from '../modules/placements/adapters/db/running-stay.js';
import {
  allowPlacesAgain,
  hasLedToStay,
  readPlaceHeld,
  readPlaceHeldByClient,
  readPlaceKinds,
  readRefusedPlaces,
} from '../modules/placements/adapters/db/places-of-referrals.js';
import { makeAllowProjectAgain } from '../modules/placements/application/allow-project-again.js';
import { readStanding } from '../modules/placements/adapters/db/standing-place.js';
import { readBudgetsLeft, readStayMoney } from '../modules/placements/adapters/db/stay-money.js';
import { makeAcceptOffer } from '../modules/placements/application/accept-offer.js';
import { makeAdmit } from '../modules/placements/application/admit.js';
import { makeDeclineOffer } from '../modules/placements/application/decline-offer.js';
import { makeDischarge } from '../modules/placements/application/discharge.js';
import { makeExpireOffer } from '../modules/placements/application/expire-offer.js';
import { makeExtend } from '../modules/placements/application/extend.js';
import { keepSuggestion } from '../modules/matching/adapters/db/kept-suggestion.js';
import { makeMakeOffer } from '../modules/placements/application/make-offer.js';
import { makePreviewOffer } from '../modules/placements/application/preview-offer.js';
import { makeRecordLeaving } from '../modules/placements/application/record-leaving.js';
import { makeRecordNeverStarted } from '../modules/placements/application/record-never-started.js';
import { makeWithdrawUnfundedOffer } from '../modules/placements/application/withdraw-unfunded-offer.js';
import { makeWithdrawOffer } from '../modules/placements/application/withdraw-offer.js';
import { readOpenReferrals, readWaitingReferrals, referralRepository } from './referral-reads.js';
import { readStepsSince } from '../modules/referrals/adapters/db/steps-since.js';
import { makeReadOffersOpen } from '../modules/placements/adapters/db/offers-at-once.js';
import { makeBookDetox } from '../modules/referrals/application/book-detox.js';
import { makeEndOpenMove } from '../modules/placements/application/end-open-move.js';
import { makeLetPlacesGo } from '../modules/placements/application/let-place-go.js';
import { providerMoveRepository } from '../modules/placements/adapters/db/provider-move-repository.js';
import { takePlaces } from '../modules/placements/adapters/db/take-places.js';
import { readStayStepsSince } from '../modules/placements/adapters/db/stay-steps-since.js';
import { makeRecordDeath, makeTakeDeathBack } from '../modules/referrals/application/close-referral.js';
import { makeCorrectReferral } from '../modules/referrals/application/correct-referral.js';
import { makeLapseAssessments } from '../modules/referrals/application/lapse-assessments.js';
import { makeCloseAsPlaced } from '../modules/referrals/application/close-as-placed.js';
import { makeReopenPlaced } from '../modules/referrals/application/reopen-placed.js';
import { makeRecordReferral } from '../modules/referrals/application/record-referral.js';
import { appendAudit as audit } from '../platform/db/audit-writer.js';
import { databaseNow as now } from '../platform/db/database-clock.js';
import { createAppendEvent } from '../platform/outbox/outbox.js';
import { createAssessing } from './assessing.js';
import { createAutomaticOffers } from './automatic-offers.js';
import { createAwaitingAnswers } from './awaiting-answers.js';
import { createClosing, createTransfers } from './closing.js';
import { createApproving, limitOf } from './approving.js';
import { countHere, createBarriers } from './barriers.js';
import { createEligibility } from './eligibility.js';
import { createEquality } from './equality.js';
import { createRestricting } from './restricting.js';
import { createGettingThere } from './getting-there.js';
import { judgeUnitBy } from './judge-unit.js';
import { createMeasures } from './measures.js';
import { createCalibration } from './calibration.js';
import { createScenarios } from './scenarios.js';
import { createPublication } from './publication.js';
import { createMatcher, matchHere, matcherStore } from './matcher.js';
import { createBedChanges } from './bed-changes.js';
import { createMatchingPolicy, readMatchingPolicy, readOffersAtOnce } from './matching-policy.js';
import { createLeavingSafely } from './leaving-safely.js';
import { createRecording } from './recording.js';
import { newReferenceFrom } from './reference.js';
import { createProviderMoves } from './provider-moves.js';
import { createTakeovers } from './takeovers.js';
import { createRepairs } from './repairs.js';
import { createStayChanges } from './stay-changes.js';
import { stagePolicy } from './stage-policy.js';
import { subscriptions } from './subscriptions.js';
import { createSuitability, readUnsuitableProjects } from './suitability.js';
import { ledger, readCalendars, readRoomMix } from './nights.js';
import { overrideRepository } from '../modules/placements/adapters/db/override-repository.js';
import { askedOverrideRepository } from '../modules/placements/adapters/db/asked-override-repository.js';
import {
  makeAskOverride,
  makeConfirmOverride,
  makeEndOverride,
} from '../modules/placements/application/asked-override.js';
import { makeReadMatchInput } from '../modules/matching/application/match-input.js';
import { makeLookAtRules } from '../modules/matching/application/look-at-rules.js';
import { readOverrideNeed } from './override-need.js';
import { createNotifications } from './notifications.js';
import { createTasks } from './tasks.js';
import { createWaiting } from './waiting.js';

/** What ids and references are made from; chance itself unless a test or a story gives its own. */
export interface ModuleOptions {
  readonly newId?: IdSource;
  readonly newReference?: IdSource;
  /** Whether this installation sends mail. */
  readonly isMailOn?: boolean;
  /** How people and programs reach the service: it stands in answers that name their own address. */
  readonly publicOrigin?: string;
  /** Where a run of the matcher is worked out; in this thread unless given. */
  readonly runMatch?: RunMatch;
  /** Where barriers are counted; in this thread unless given. */
  readonly countBarriers?: CountBarriers;
}

const randomReference: IdSource = () => newReferenceFrom((limit) => randomInt(limit));

/** Every use case with what it needs: the one place where ports meet their adapters. */
export const createModules = ({
  newId = uuidv7,
  newReference = randomReference,
  isMailOn = false,
  publicOrigin = 'http://127.0.0.1',
  runMatch = matchHere,
  countBarriers = countHere,
}: ModuleOptions = {}) => {
  const events = createAppendEvent(subscriptions);
  const refusedPlaces = readRefusedPlaces(placementPolicy.afterRefusal);
  const approvedNights = mariadbApprovedNights;
  const budgets = mariadbBudgetLedger;
  const referrals = referralRepository;
  const readReferral = referrals.find;
  const gates = { referrals, newId, audit, events };
  const assessing = createAssessing(gates);
  const asking = {
    readReferral,
    takeClient: referrals.takeClient,
    requests: mariadbFundingRequests,
    proposals: mariadbFundingProposals,
    newId,
    audit,
    events,
  };
  const settleMoney = makeSettleMoney({ ...asking, takeovers: mariadbFundingTakeovers });
  // What offers and stays share: the nights, their money, and who hears of it.
  const shared = {
    ledger,
    approvedNights,
    budgets,
    readReferral,
    readLatestDecisions,
    readStayWeighing,
    readUnit,
    readRoomMix,
    readAdmissionRules,
    readStayStepsSince,
    now,
    newId,
    audit,
    events,
  };
  const answers = {
    ...shared,
    takeClient: referrals.takeClient,
    offers: offerRepository,
    placements: placementRepository,
    readRoute,
  };
  const stays = {
    ...shared,
    placements: placementRepository,
    readFundingNotice,
    readStayDecisions,
    readBudgetsLeft,
    readStayMoney,
    takeClient: referrals.takeClient,
    takeLivingClient: referrals.takeLivingClient,
    endOpenMove: makeEndOpenMove({ moves: providerMoveRepository, audit }),
    recordDeath: makeRecordDeath({
      ...{ referrals, settleMoney, audit, events },
      letPlacesGo: makeLetPlacesGo({ ...answers, takePlaces }),
    }),
    lapseAssessments: makeLapseAssessments({ referrals, audit, events }),
  };
  const extend = makeExtend(stays);
  const matchFacts = {
    ...{ readOpenReferrals, readLatestDecisions, readOffersOpen: makeReadOffersOpen(readOffersAtOnce) },
    readRefusedPlaces: refusedPlaces,
    ...{ readUnsuitableProjects, readCalendars, readRoomMix, readAdmissionRules },
  };
  // Looking at an offer and making it ask the same readers and count the same hours.
  const offering = {
    ...shared,
    takeClient: referrals.takeClient,
    readCalendars,
    readStanding,
    offers: offerRepository,
    readOffersAtOnce,
    readOverrideNeed,
    overrides: overrideRepository,
    askedOverrides: askedOverrideRepository,
    findOpenOffers,
    keepSuggestion,
    answerHours: placementPolicy.answerHours,
    answerBeforeArrival: placementPolicy.answerBeforeArrival,
    answerWatch: placementPolicy.answerWatch,
    workingCalendar: workingCalendar('scotland', proclaimedHolidays.scotland),
    workingHours,
  };
  const makeOffer = makeMakeOffer(offering);
  const eligibility = createEligibility({
    ...{ readReferral, newId, audit, events },
    lookAtRules: makeLookAtRules({
      ...{ readPolicy: readMatchingPolicy, match: runMatch, now },
      readMatchInput: makeReadMatchInput(matchFacts),
    }),
  });
  const withdrawUnfundedOffer = makeWithdrawUnfundedOffer({ ...answers, findOpenOffers });
  const deciding = {
    ...asking,
    limitOf,
    readNightsPaid,
    insertDecision,
    readLatestDecisions,
    withdrawUnfundedOffer,
    approvalValidDays: placementPolicy.approvalValidDays,
  };
  const decideFunding = makeDecideFunding(deciding);
  const leavingSafely = createLeavingSafely({ newId, recordDeath: stays.recordDeath });
  const discharge = makeDischarge(stays);
  const waiting = createWaiting({ ...gates, readPlaceHeld, settleMoney });
  const closures = { ledger, periods: outOfServiceRepository, newId, now, audit, events };
  const measures = createMeasures({ newId, audit });
  const expansion = createExpansion({ newId, audit });
  return {
    now,
    newId,
    ...leavingSafely,
    exchange: createExchange(publicOrigin),
    expansion,
    publication: createPublication({ newId, audit, publicOrigin }),
    notifications: createNotifications({ newId, audit, isMailOn }),
    tasks: createTasks({
      readOwedTasks: leavingSafely.leaving.readOwedTasks,
      readUnacknowledgedAlerts: leavingSafely.alerts.readUnacknowledgedAlerts,
      readWaitRecords: waiting.readWaitRecords,
      audit,
    }),
    capacity: {
      readCalendars,
      readProjectSummaries: readProjectSummaries(readArrivedClaims, readCalendars),
      findUnits: makeFindUnits({
        readCalendars,
        readRoomMix,
        readJudge: async (tx, arrivesOn) => judgeUnitBy(await readAdmissionRules(tx, arrivesOn)),
      }),
      markOutOfService: makeMarkOutOfService(closures),
      cancelOutOfService: makeCancelOutOfService(closures),
      reportAvailability: makeReportAvailability({
        reports: availabilityReportRepository,
        readCalendars,
        readArrivedClaims,
        newId,
        audit,
      }),
      setAccepting: makeSetAccepting({ projects: projectRepository, audit, events }),
      setRehabStanding: makeSetRehabStanding({ projects: projectRepository, audit }),
    },
    eligibility,
    assessing,
    gettingThere: createGettingThere({ newId, audit }),
    equality: createEquality({ audit }),
    restricting: createRestricting({ referrals, newId, audit, events }),
    suitability: createSuitability({ newId, audit, events }),
    referrals: {
      readReferral,
      recordReferral: makeRecordReferral({
        referrals,
        readUnknownProjects,
        urgencyReviewDays: placementPolicy.urgencyReviewDays,
        newId,
        newReference,
        audit,
        events,
      }),
      recordAssessment: assessing.recordAssessment,
      bookDetox: makeBookDetox(gates),
      closeAsPlaced: makeCloseAsPlaced({ ...gates, hasLedToStay }),
      ...createClosing({ ...answers, newId, referrals, settleMoney }),
      ...createTransfers({ ...answers, newId, referrals, settleMoney }),
      ...createRecording({ referrals, newId, audit }),
      correctReferral: makeCorrectReferral({
        referrals,
        readStepsSince,
        readPlaceHeldByClient,
        readUnknownProjects,
        urgencyReviewDays: placementPolicy.urgencyReviewDays,
        now,
        audit,
        events,
      }),
      readCorrectable: referrals.readCorrectable,
      readStepsSince,
      ...waiting,
    },
    funding: {
      decideFunding,
      requestFunding: makeRequestFunding(asking),
      listForPanel: makeListForPanel(asking),
      deferRequest: makeDeferRequest(asking),
      answerRequest: makeAnswerRequest(asking),
      withdrawRequest: makeWithdrawRequest(asking),
      approveRequest: makeApproveRequest({ ...asking, decideFunding }),
      revokeApproval: makeRevokeApproval({
        ...asking,
        readLatestDecisions,
        withdrawUnfundedOffer,
        revokeDecision,
      }),
      ...createApproving(deciding),
      ...createTakeovers({ ...deciding }, stays),
      giveNotice: makeGiveNotice({ ...asking, notices: fundingNotices, readPlaceHeld }),
      liftNotice: makeLiftNotice({ ...asking, notices: fundingNotices, readPlaceHeld }),
      readFundingNotices,
      setBudget: makeSetBudget({ budgets: budgetLimits, newId, audit }),
      readBudgets,
    },
    matcher: createMatcher({ audit, events }),
    matching: {
      checkQueues: makeCheckQueues({ readOpenReferrals, readLatestDecisions, readPlaceKinds, now, audit }),
      readStuckReferrals: makeReadStuckReferrals({
        ...stagePolicy,
        readWaitingReferrals,
        readLatestDecisions,
        readFundingAsked,
        readPlaceKinds,
      }),
      readSuggestion: makeReadSuggestion({ readReferral, readRun: readKeptRun, readSuggestions }),
      findPlaces: makeFindPlaces({
        readPolicy: readMatchingPolicy,
        readReferral,
        readLatestDecisions,
        readFundingAsked,
        readRefusedPlaces: refusedPlaces,
        readOffersOpen: matchFacts.readOffersOpen,
        readUnsuitableProjects,
        readCalendars,
        readRoomMix,
        readAdmissionRules,
      }),
      rematch: makeRematch({
        readPolicy: readMatchingPolicy,
        ...matchFacts,
        ...matcherStore,
        match: runMatch,
        now,
        audit,
        events,
      }),
      ...createBarriers(matchFacts, countBarriers),
    },
    scenarios: createScenarios({ newId, audit, events, readOpenings: expansion.readOpenings }),
    calibration: createCalibration(measures),
    laterWeeks: createLaterWeeks({
      ...matchFacts,
      ...{ readWaitingReferrals, readPlaceKinds, now, audit },
    }),
    bedChanges: createBedChanges({
      ...{ facts: matchFacts, match: runMatch, newId, audit, events },
      people: { readWaitingReferrals, readPlaceKinds },
    }),
    matchingPolicy: createMatchingPolicy({ facts: matchFacts, match: runMatch, newId, audit, events }),
    placements: {
      offers: offerRepository,
      placements: placementRepository,
      askedOverrides: askedOverrideRepository,
      askOverride: makeAskOverride(offering),
      confirmOverride: makeConfirmOverride({ ...offering, makeOffer }),
      endOverride: makeEndOverride(offering),
      makeOffer,
      ...createAutomaticOffers(makeMakeOffer(offering)),
      previewOffer: makePreviewOffer(offering),
      acceptOffer: makeAcceptOffer(answers),
      declineOffer: makeDeclineOffer(answers),
      withdrawOffer: makeWithdrawOffer(answers),
      allowProjectAgain: makeAllowProjectAgain({
        takeClient: referrals.takeClient,
        readReferral,
        allowPlacesAgain,
        audit,
        events,
      }),
      expireOffer: makeExpireOffer({ ...answers, tries: offerTryRepository }),
      ...createAwaitingAnswers({ newId, audit, events }),
      admit: makeAdmit(stays),
      discharge,
      recordLeaving: makeRecordLeaving({ discharge, recordSafety: leavingSafely.leaving.recordSafety }),
      recordNeverStarted: makeRecordNeverStarted(stays),
      extend,
      ...createStayChanges(stays),
      ...createProviderMoves({ ...stays, ...answers, takeClient: referrals.takeClient }),
      ...createRepairs({
        ...stays,
        readStayDecisions,
        readStanding,
        takeClient: referrals.takeClient,
        reopenPlaced: makeReopenPlaced({ referrals, audit, events }),
        takeDeathBack: makeTakeDeathBack({ referrals, audit }),
      }),
    },
    measures,
  };
};

/** Everything the product can do, by context. */
export type Modules = ReturnType<typeof createModules>;
