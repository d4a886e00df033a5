import { randomInt } from 'node:crypto';

import { v7 as uuidv7 } from 'uuid';

import { measureDefinitions, targets } from '../../config/measures.js';
import { placementPolicy } from '../../config/placement-policy.js';
import { proclaimedHolidays, workingHours } from '../../config/working-days.js';
import { financialYear } from '../kernel/financial-year.js';
import type { IdSource } from '../kernel/ids.js';
import { workingCalendar } from '../kernel/working-time.js';
import { mariadbBedNightLedger } from '../modules/capacity/adapters/db/bed-night-ledger.js';
import { readProjectSummaries } from '../modules/capacity/adapters/db/project-summaries.js';
import {
  availabilityReportRepository,
  outOfServiceRepository,
} from '../modules/capacity/adapters/db/provider-writes.js';
import { readCalendars, readRoomMix, readUnit } from '../modules/capacity/adapters/db/unit-repository.js';
import {
  makeCancelOutOfService,
  makeMarkOutOfService,
} from '../modules/capacity/application/mark-out-of-service.js';
import { makeReportAvailability } from '../modules/capacity/application/report-availability.js';
import {
  insertDecision,
  mariadbBudgetLedger,
  readLatestDecisions,
} from '../modules/funding/adapters/db/funding-repository.js';
import { makeDecideFunding } from '../modules/funding/application/decide-funding.js';
import * as matchRuns from '../modules/matching/adapters/db/match-run-repository.js';
import { makeRematch } from '../modules/matching/application/rematch.js';
import { readMonthCounts } from '../modules/measures/adapters/db/measure-counts.js';
import { makeReadTargetProgress } from '../modules/measures/application/read-target-progress.js';
import {
  offerRepository,
  placementRepository,
  readArrivedClaims,
  routeOf,
} from '../modules/placements/adapters/db/placement-repository.js';
import {
  makeAcceptOffer,
  makeDeclineOffer,
  makeExpireOffer,
  makeWithdrawOffer,
} from '../modules/placements/application/answer-offer.js';
import { makeMakeOffer } from '../modules/placements/application/make-offer.js';
import { makePreviewOffer } from '../modules/placements/application/preview-offer.js';
import {
  makeAdmit,
  makeDischarge,
  makeExtend,
  makeRecordNeverStarted,
} from '../modules/placements/application/run-placement.js';
import {
  readOpenReferrals,
  referralRepository,
} from '../modules/referrals/adapters/db/referral-repository.js';
import {
  makeBookDetox,
  makeCloseAsPlaced,
  makeRecordAssessment,
} from '../modules/referrals/application/record-gates.js';
import { makeRecordReferral } from '../modules/referrals/application/record-referral.js';
import { appendAudit as audit } from '../platform/db/audit-writer.js';
import { databaseNow as now } from '../platform/db/database-clock.js';
import { createAppendEvent } from '../platform/outbox/outbox.js';
import { subscriptions } from './subscriptions.js';

// Letters and digits that cannot be mistaken for each other when read aloud.
const sayable = '23456789BCDFGHJKMNPQRSTVWXYZ';

export interface ModuleOptions {
  readonly newId?: IdSource;
  readonly newReference?: IdSource;
}

const randomReference: IdSource = () =>
  `RP-${Array.from({ length: 7 }, () => sayable[randomInt(sayable.length)]).join('')}`;

/** Every use case with what it needs: the one place where ports meet their adapters. */
export const createModules = ({ newId = uuidv7, newReference = randomReference }: ModuleOptions = {}) => {
  const events = createAppendEvent(subscriptions);
  const ledger = mariadbBedNightLedger;
  const budgets = mariadbBudgetLedger;
  const referrals = referralRepository;
  const readReferral = referrals.find;
  const gates = { referrals, newId, audit, events, assessmentValidDays: placementPolicy.assessmentValidDays };
  const answers = {
    offers: offerRepository,
    placements: placementRepository,
    ledger,
    budgets,
    routeOf,
    newId,
    audit,
    events,
  };
  const stays = {
    placements: placementRepository,
    ledger,
    budgets,
    readReferral,
    readLatestDecisions,
    now,
    newId,
    audit,
    events,
  };
  // Looking at an offer and making it ask the same readers and count the same hours.
  const offering = {
    readReferral,
    takeClient: referrals.takeClient,
    readLatestDecisions,
    readCalendars,
    readUnit,
    readRoomMix,
    ledger,
    budgets,
    offers: offerRepository,
    now,
    newId,
    audit,
    events,
    answerHours: placementPolicy.answerHours,
    workingCalendar: workingCalendar('scotland', proclaimedHolidays.scotland),
    workingHours,
  };
  const closures = { ledger, periods: outOfServiceRepository, newId, audit, events };
  return {
    now,
    newId,
    capacity: {
      readCalendars,
      readProjectSummaries: readProjectSummaries(readArrivedClaims),
      markOutOfService: makeMarkOutOfService(closures),
      cancelOutOfService: makeCancelOutOfService(closures),
      reportAvailability: makeReportAvailability({
        reports: availabilityReportRepository,
        readCalendars,
        readArrivedClaims,
        newId,
        audit,
      }),
    },
    referrals: {
      readReferral,
      recordReferral: makeRecordReferral({ referrals, newId, newReference, audit, events }),
      recordAssessment: makeRecordAssessment(gates),
      bookDetox: makeBookDetox(gates),
      closeAsPlaced: makeCloseAsPlaced(gates),
    },
    funding: {
      decideFunding: makeDecideFunding({
        readReferral,
        insertDecision,
        newId,
        audit,
        events,
        approvalValidDays: placementPolicy.approvalValidDays,
      }),
    },
    matching: {
      rematch: makeRematch({
        policy: placementPolicy.matching,
        readOpenReferrals,
        readLatestDecisions,
        readSpokenForReferrals: matchRuns.readSpokenForReferrals,
        readRefusedPlaces: matchRuns.readRefusedPlaces,
        readCalendars,
        readRoomMix,
        takeTurn: matchRuns.takeMatchingTurn,
        now,
        recordRun: matchRuns.recordRun,
        audit,
      }),
    },
    placements: {
      offers: offerRepository,
      placements: placementRepository,
      makeOffer: makeMakeOffer(offering),
      previewOffer: makePreviewOffer(offering),
      acceptOffer: makeAcceptOffer(answers),
      declineOffer: makeDeclineOffer(answers),
      withdrawOffer: makeWithdrawOffer(answers),
      expireOffer: makeExpireOffer(answers),
      admit: makeAdmit(stays),
      discharge: makeDischarge(stays),
      recordNeverStarted: makeRecordNeverStarted(stays),
      extend: makeExtend(stays),
    },
    measures: {
      readProgress: makeReadTargetProgress({
        definitions: measureDefinitions,
        targets: targets.map((target) => ({ ...target, from: financialYear(target.from) })),
        readMonthCounts,
      }),
    },
  };
};

export type Modules = ReturnType<typeof createModules>;
