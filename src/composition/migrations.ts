import { Platform1763800000000 } from '../../migrations/20261122_0900-platform.js';
import { IdentityAndCapacity1763800600000 } from '../../migrations/20261122_0910-identity-and-capacity.js';
import { Pathway1763801200000 } from '../../migrations/20261122_0920-pathway.js';
import { BudgetRelease1763801800000 } from '../../migrations/20261122_0930-budget-release.js';
import { TurnaroundUnderOutOfService1763804000000 } from '../../migrations/20261122_1000-turnaround-under-out-of-service.js';
import { ProjectFacts1763804600000 } from '../../migrations/20261122_1010-project-facts.js';
import { AccessAndKeeping1763807400000 } from '../../migrations/20261122_1030-access-and-keeping.js';
import { RecordBesideReport1763808000000 } from '../../migrations/20261122_1040-record-beside-report.js';
import { ClosingAndCorrecting1763809200000 } from '../../migrations/20261122_1100-closing-and-correcting.js';
import { SignInBySource1763809800000 } from '../../migrations/20261122_1110-sign-in-by-source.js';
import { NightsOfADecision1763810400000 } from '../../migrations/20261122_1120-nights-of-a-decision.js';
import { DetoxLapsed1763810700000 } from '../../migrations/20261122_1125-detox-lapsed.js';
import { OneResidentABed1763811000000 } from '../../migrations/20261122_1130-one-resident-a-bed.js';
import { CircumstancesAndConsent1763812800000 } from '../../migrations/20261122_1200-circumstances-and-consent.js';
import { WhilePeopleWait1763813100000 } from '../../migrations/20261122_1205-while-people-wait.js';
import { AdmissionRules1763814000000 } from '../../migrations/20261122_1220-admission-rules.js';
import { LifeOfAFundingDecision1763815200000 } from '../../migrations/20261122_1240-life-of-a-funding-decision.js';
import { LeavingSafely1763816400000 } from '../../migrations/20261122_1300-leaving-safely.js';
import { DrugAlerts1763817000000 } from '../../migrations/20261122_1310-drug-alerts.js';
import { Equality1763820480000 } from '../../migrations/20261122_1408-equality.js';
import { FormerNames1763820360000 } from '../../migrations/20261122_1406-former-names.js';
import { ReferralTransfer1763820240000 } from '../../migrations/20261122_1404-referral-transfer.js';
import { ReferralDraft1763820120000 } from '../../migrations/20261122_1402-referral-draft.js';
import { OneLiveReferralAPerson1763820000000 } from '../../migrations/20261122_1400-one-live-referral-a-person.js';
import { Suitability1763821200000 } from '../../migrations/20261122_1420-suitability.js';
import { GettingThere1763821500000 } from '../../migrations/20261122_1425-getting-there.js';
import { AssessmentAppointments1763821800000 } from '../../migrations/20261122_1430-assessment-appointments.js';
import { TwoApprovers1763822400000 } from '../../migrations/20261122_1440-two-approvers.js';
import { NoticeOfAFunder1763822700000 } from '../../migrations/20261122_1445-notice-of-a-funder.js';
import { LimitsOfBudgets1763823000000 } from '../../migrations/20261122_1450-limits-of-budgets.js';
import { PayersOfAWeek1763823120000 } from '../../migrations/20261122_1452-payers-of-a-week.js';
import { TakeoverOfAStay1763823240000 } from '../../migrations/20261122_1454-takeover-of-a-stay.js';
import { AnswersAreKept1763823360000 } from '../../migrations/20261122_1456-answers-are-kept.js';
import { ChangesOfAStay1763823600000 } from '../../migrations/20261122_1460-changes-of-a-stay.js';
import { Leave1763824200000 } from '../../migrations/20261122_1470-leave.js';
import { Repairs1763824320000 } from '../../migrations/20261122_1472-repairs.js';
import { RepairsOfADeath1763824440000 } from '../../migrations/20261122_1474-repairs-of-a-death.js';
import { MovesBetweenProviders1763824560000 } from '../../migrations/20261122_1475-moves-between-providers.js';
import { TaskHolders1763824800000 } from '../../migrations/20261122_1480-task-holders.js';
import { Notifications1763825400000 } from '../../migrations/20261122_1481-notifications.js';
import { NotificationsByTime1763826000000 } from '../../migrations/20261122_1482-notifications-by-time.js';
import { Mail1763831490000 } from '../../migrations/20261122_1490-mail.js';
import { LeftAfterThePlannedDay1763833200000 } from '../../migrations/20261122_1500-left-after-the-planned-day.js';
import { RestrictedRecords1763833800000 } from '../../migrations/20261122_1510-restricted-records.js';
import { LastMail1763835000000 } from '../../migrations/20261122_1520-last-mail.js';
import { TakeoversThatWait1763836200000 } from '../../migrations/20261122_1530-takeovers-that-wait.js';
import { AnswersToWhatWasAsked1763836260000 } from '../../migrations/20261122_1531-answers-to-what-was-asked.js';
import { WordsOfADeclinedOffer1763835900000 } from '../../migrations/20261122_1535-words-of-a-declined-offer.js';
import { OneStayAPerson1763837100000 } from '../../migrations/20261122_1555-one-stay-a-person.js';
import { SomebodyAnswers1763838000000 } from '../../migrations/20261122_1560-somebody-answers.js';
import { RepairsOfALeaving1763838600000 } from '../../migrations/20261122_1570-repairs-of-a-leaving.js';
import { RepairsOfAnArrival1763838660000 } from '../../migrations/20261122_1571-repairs-of-an-arrival.js';
import { ToldApartFromEach1763839260000 } from '../../migrations/20261122_1590-told-apart-from-each.js';
import { PartsOfARepair1763839860000 } from '../../migrations/20261122_1600-parts-of-a-repair.js';
import { ANoToMore1763839900000 } from '../../migrations/20261122_1601-a-no-to-more.js';
import { MatchingPolicy1763841600000 } from '../../migrations/20261122_1620-matching-policy.js';
import { TurnsOfAName1763839960000 } from '../../migrations/20261122_1602-turns-of-a-name.js';
import { ARunReports1763841000000 } from '../../migrations/20261122_1610-a-run-reports.js';
import { WhatARunSaw1763841300000 } from '../../migrations/20261122_1615-what-a-run-saw.js';
import { WhatWasSaidOfOnePerson1763841360000 } from '../../migrations/20261122_1616-what-was-said-of-one-person.js';
import { WhatOffersRestedOn1763841420000 } from '../../migrations/20261122_1617-what-offers-rested-on.js';
import { OffersByTime1763844120000 } from '../../migrations/20261123_1662-offers-by-time.js';
import { NumbersOfReleasesRemain1763844240000 } from '../../migrations/20261123_1664-numbers-of-releases-remain.js';
import { Releases1763844180000 } from '../../migrations/20261123_1663-releases.js';
import { OverridesByTwo1763844060000 } from '../../migrations/20261123_1661-overrides-by-two.js';
import { PeopleOfPlannedBedChanges1763845860000 } from '../../migrations/20261122_1691-people-of-planned-bed-changes.js';
import { CountedFacts1763845200000 } from '../../migrations/20261123_1680-counted-facts.js';
import { Expansion1763844600000 } from '../../migrations/20261123_1670-expansion.js';
import { Forecasts1763844900000 } from '../../migrations/20261123_1675-forecasts.js';
import { Scenarios1763844960000 } from '../../migrations/20261123_1676-scenarios.js';
import { Targets1763845260000 } from '../../migrations/20261123_1681-targets.js';
import { NilReturns1763845320000 } from '../../migrations/20261123_1682-nil-returns.js';
import { PublishedFiguresByVintage1763845560000 } from '../../migrations/20261123_1686-published-figures-by-vintage.js';
import { FiguresTakenIn1763845620000 } from '../../migrations/20261123_1687-figures-taken-in.js';
import { PlannedBedChanges1763845800000 } from '../../migrations/20261122_1690-planned-bed-changes.js';
import { LaterWeeksByBand1763846100000 } from '../../migrations/20261122_1695-later-weeks-by-band.js';
import { CountedStaysByReferral1763846160000 } from '../../migrations/20261123_1696-counted-stays-by-referral.js';
import { LaterWeeks1763843400000 } from '../../migrations/20261122_1650-later-weeks.js';
import { Overrides1763844000000 } from '../../migrations/20261122_1660-overrides.js';
import { SeveralOffers1763843460000 } from '../../migrations/20261122_1651-several-offers.js';
import { AnswersAwaited1763842200000 } from '../../migrations/20261122_1630-answers-awaited.js';
import { OffersToBeReached1763842260000 } from '../../migrations/20261122_1631-offers-to-be-reached.js';
import { WhatHoldsPeopleBack1763842800000 } from '../../migrations/20261122_1640-what-holds-people-back.js';

/** In order. A change of the schema is a new file in migrations/ and a new line here. */
export const migrations = [
  Platform1763800000000,
  IdentityAndCapacity1763800600000,
  Pathway1763801200000,
  BudgetRelease1763801800000,
  TurnaroundUnderOutOfService1763804000000,
  ProjectFacts1763804600000,
  AccessAndKeeping1763807400000,
  RecordBesideReport1763808000000,
  ClosingAndCorrecting1763809200000,
  SignInBySource1763809800000,
  NightsOfADecision1763810400000,
  DetoxLapsed1763810700000,
  OneResidentABed1763811000000,
  CircumstancesAndConsent1763812800000,
  WhilePeopleWait1763813100000,
  AdmissionRules1763814000000,
  LifeOfAFundingDecision1763815200000,
  LeavingSafely1763816400000,
  DrugAlerts1763817000000,
  OneLiveReferralAPerson1763820000000,
  ReferralDraft1763820120000,
  ReferralTransfer1763820240000,
  FormerNames1763820360000,
  Equality1763820480000,
  Suitability1763821200000,
  GettingThere1763821500000,
  AssessmentAppointments1763821800000,
  TwoApprovers1763822400000,
  NoticeOfAFunder1763822700000,
  LimitsOfBudgets1763823000000,
  PayersOfAWeek1763823120000,
  TakeoverOfAStay1763823240000,
  AnswersAreKept1763823360000,
  ChangesOfAStay1763823600000,
  Leave1763824200000,
  Repairs1763824320000,
  RepairsOfADeath1763824440000,
  MovesBetweenProviders1763824560000,
  TaskHolders1763824800000,
  Notifications1763825400000,
  NotificationsByTime1763826000000,
  Mail1763831490000,
  LeftAfterThePlannedDay1763833200000,
  RestrictedRecords1763833800000,
  LastMail1763835000000,
  WordsOfADeclinedOffer1763835900000,
  TakeoversThatWait1763836200000,
  AnswersToWhatWasAsked1763836260000,
  OneStayAPerson1763837100000,
  SomebodyAnswers1763838000000,
  RepairsOfALeaving1763838600000,
  RepairsOfAnArrival1763838660000,
  ToldApartFromEach1763839260000,
  PartsOfARepair1763839860000,
  ANoToMore1763839900000,
  TurnsOfAName1763839960000,
  ARunReports1763841000000,
  WhatARunSaw1763841300000,
  WhatWasSaidOfOnePerson1763841360000,
  WhatOffersRestedOn1763841420000,
  MatchingPolicy1763841600000,
  AnswersAwaited1763842200000,
  OffersToBeReached1763842260000,
  WhatHoldsPeopleBack1763842800000,
  LaterWeeks1763843400000,
  SeveralOffers1763843460000,
  Overrides1763844000000,
  OverridesByTwo1763844060000,
  OffersByTime1763844120000,
  Releases1763844180000,
  NumbersOfReleasesRemain1763844240000,
  Expansion1763844600000,
  Forecasts1763844900000,
  Scenarios1763844960000,
  CountedFacts1763845200000,
  Targets1763845260000,
  NilReturns1763845320000,
  PublishedFiguresByVintage1763845560000,
  FiguresTakenIn1763845620000,
  PlannedBedChanges1763845800000,
  PeopleOfPlannedBedChanges1763845860000,
  LaterWeeksByBand1763846100000,
  CountedStaysByReferral1763846160000,
] as const;
