import type { VNode } from 'preact';
import { AvailabilityReportView } from '../../src/modules/capacity/adapters/ui/availability-report.view.js';
import { BedBoardView } from '../../src/modules/capacity/adapters/ui/bed-board.view.js';
import {
  BedChangesView,
  BedChangeView,
  PlanBedChangeView,
} from '../../src/modules/capacity/adapters/ui/bed-changes.view.js';
import { MarkOutOfServiceView } from '../../src/modules/capacity/adapters/ui/mark-out-of-service.view.js';
import { SignInView } from '../../src/modules/identity/adapters/ui/sign-in.view.js';
import { FundingToDecideView } from '../../src/modules/funding/adapters/ui/funding-to-decide.view.js';
import {
  MatchRunView,
  MatchRunsView,
  SuggestedBeforeView,
} from '../../src/modules/matching/adapters/ui/match-runs.view.js';
import { MatcherView } from '../../src/modules/matching/adapters/ui/matcher.view.js';
import { PolicyChangeView } from '../../src/modules/matching/adapters/ui/policy-change.view.js';
import { BarriersView } from '../../src/modules/matching/adapters/ui/barriers.view.js';
import { SuggestionView } from '../../src/modules/matching/adapters/ui/suggestion.view.js';
import { BedChangePeopleView } from '../../src/modules/matching/adapters/ui/bed-change-people.view.js';
import { LaterWeeksView } from '../../src/modules/matching/adapters/ui/later-weeks.view.js';
import { PlacesView } from '../../src/modules/matching/adapters/ui/places.view.js';
import { ChangePolicyView, PolicyView } from '../../src/modules/matching/adapters/ui/policy.view.js';
import { WaitingListView } from '../../src/modules/matching/adapters/ui/waiting-list.view.js';
import { NotificationsView } from '../../src/modules/notifications/adapters/ui/notifications.view.js';
import { ReleasesView, ReleaseView } from '../../src/modules/publication/adapters/ui/releases.view.js';
import { ExtractMappingView, ExtractsView } from '../../src/modules/exchange/adapters/ui/extracts.view.js';
import { BottleneckView } from '../../src/modules/measures/adapters/ui/bottleneck.view.js';
import { NilReturnsView } from '../../src/modules/measures/adapters/ui/nil-returns.view.js';
import { FlowView } from '../../src/modules/measures/adapters/ui/flow.view.js';
import { FairnessView } from '../../src/modules/measures/adapters/ui/fairness.view.js';
import { MeasuresView, MeasureView } from '../../src/modules/measures/adapters/ui/measures.view.js';
import { MeasureRowsView } from '../../src/modules/measures/adapters/ui/measure-rows.view.js';
import { FigureSheetView } from '../../src/modules/measures/adapters/ui/figure-sheet.view.js';
import { OutsideFigureView } from '../../src/modules/measures/adapters/ui/outside-figure.view.js';
import { OutsideFiguresView } from '../../src/modules/measures/adapters/ui/outside-figures.view.js';
import { TargetsView } from '../../src/modules/measures/adapters/ui/targets.view.js';
import { DataQualityView } from '../../src/modules/measures/adapters/ui/data-quality.view.js';
import { CalibrationView } from '../../src/modules/forecast/adapters/ui/calibration.view.js';
import { ScenarioFormView } from '../../src/modules/forecast/adapters/ui/scenario-form.view.js';
import { BesideView, ScenarioView } from '../../src/modules/forecast/adapters/ui/scenario.view.js';
import { ScenariosView } from '../../src/modules/forecast/adapters/ui/scenarios.view.js';
import { ExpansionProjectView } from '../../src/modules/expansion/adapters/ui/expansion-project.view.js';
import { ExpansionView } from '../../src/modules/expansion/adapters/ui/expansion.view.js';
import { NewExpansionView } from '../../src/modules/expansion/adapters/ui/new-expansion.view.js';
import { ForecastView } from '../../src/modules/forecast/adapters/ui/forecast.view.js';
import { TargetView } from '../../src/modules/measures/adapters/ui/target.view.js';
import { ArrivalsAndResidentsView } from '../../src/modules/placements/adapters/ui/arrivals-and-residents.view.js';
import { IncomingOffersView } from '../../src/modules/placements/adapters/ui/incoming-offers.view.js';
import { MakeOfferView } from '../../src/modules/placements/adapters/ui/make-offer.view.js';
import { NoOverrideView, OverrideView } from '../../src/modules/placements/adapters/ui/override.view.js';
import { OverridesView } from '../../src/modules/placements/adapters/ui/overrides.view.js';
import { OfferMadeView } from '../../src/modules/placements/adapters/ui/offer-made.view.js';
import { ClosingView } from '../../src/modules/referrals/adapters/ui/closing.view.js';
import { DraftsView } from '../../src/modules/referrals/adapters/ui/drafts.view.js';
import { FindPersonView } from '../../src/modules/referrals/adapters/ui/find-person.view.js';
import { RecordReferralView } from '../../src/modules/referrals/adapters/ui/record-referral.view.js';
import { ReferralView } from '../../src/modules/referrals/adapters/ui/referral.view.js';
import { RestrictionView } from '../../src/modules/referrals/adapters/ui/restriction.view.js';
import { TransfersView } from '../../src/modules/referrals/adapters/ui/transfers.view.js';
import { TodayView } from '../../src/modules/tasks/adapters/ui/today.view.js';
import { AccessibilityStatementView } from '../../src/ui/pages/accessibility-statement.view.js';
import { ProblemTypeView } from '../../src/ui/pages/problem-type.view.js';
import { ProblemView } from '../../src/ui/pages/problem.view.js';
import { TroubledMessagesView } from '../../src/ui/pages/troubled-messages.view.js';
import * as capacity from './view-samples/capacity.js';
import * as desk from './view-samples/desk.js';
import * as expansion from './view-samples/expansion.js';
import * as exchange from './view-samples/exchange.js';
import * as publication from './view-samples/publication.js';
import * as identity from './view-samples/identity.js';
import * as matching from './view-samples/matching.js';
import * as matcher from './view-samples/matcher.js';
import * as measures from './view-samples/measures.js';
import * as scenarios from './view-samples/scenarios.js';
import * as published from './view-samples/published.js';
import * as policy from './view-samples/policy.js';
import * as placements from './view-samples/placements.js';
import * as referrals from './view-samples/referrals.js';
import { coordinatorFrame, publicFrame } from './view-samples/frames.js';

/** Every page in every state it can be in, by a name that makes a file name and an address. */
export const gallery: ReadonlyMap<string, () => VNode> = new Map<string, () => VNode>([
  ['sign-in', () => SignInView(identity.signIn)],
  ['sign-in-refused', () => SignInView(identity.signInRefused)],
  ['sign-in-plain', () => SignInView(identity.signInPlain)],
  ['bed-board', () => BedBoardView(capacity.bedBoard)],
  ['bed-board-empty', () => BedBoardView(capacity.bedBoardEmpty)],
  ['bed-board-wrong-filter', () => BedBoardView(capacity.bedBoardWrongFilter)],
  ['bed-board-long', () => BedBoardView(capacity.bedBoardLong)],
  ['bed-changes', () => BedChangesView(capacity.bedChanges)],
  ['bed-changes-none', () => BedChangesView(capacity.bedChangesNone)],
  ['bed-change-plan', () => PlanBedChangeView(capacity.planBedChange)],
  ['bed-change', () => BedChangeView(capacity.bedChange)],
  ['bed-change-not-looked-at', () => BedChangeView(capacity.bedChangeNotLookedAt)],
  ['mark-out-of-service', () => MarkOutOfServiceView(capacity.markOutOfService)],
  ['mark-out-of-service-errors', () => MarkOutOfServiceView(capacity.markOutOfServiceErrors)],
  ['mark-out-of-service-clash', () => MarkOutOfServiceView(capacity.markOutOfServiceClash)],
  ['availability-report', () => AvailabilityReportView(capacity.availabilityReport)],
  [
    'availability-report-not-accepting',
    () => AvailabilityReportView(capacity.availabilityReportNotAccepting),
  ],
  ['availability-report-errors', () => AvailabilityReportView(capacity.availabilityReportErrors)],
  ['waiting-list', () => WaitingListView(matching.waitingList)],
  ['waiting-list-stale', () => WaitingListView(matching.waitingListStale)],
  ['waiting-list-off', () => WaitingListView(matching.waitingListOff)],
  ['waiting-list-empty', () => WaitingListView(matching.waitingListEmpty)],
  ['waiting-list-long', () => WaitingListView(matching.waitingListLong)],
  ['override', () => OverrideView(placements.override)],
  ['override-none', () => NoOverrideView(placements.override)],
  ['override-own', () => OverrideView(placements.overrideOwn)],
  ['overrides', () => OverridesView(placements.overrides)],
  ['overrides-none', () => OverridesView(placements.overridesNone)],
  ['match-runs', () => MatchRunsView(matcher.matchRuns)],
  ['match-runs-none', () => MatchRunsView(matcher.matchRunsNone)],
  ['match-run', () => MatchRunView(matcher.matchRun)],
  ['suggested-before', () => SuggestedBeforeView(matcher.suggestedBefore)],
  ['matcher', () => MatcherView(matcher.matcherOn)],
  ['matcher-off', () => MatcherView(matcher.matcherOff)],
  ['barriers', () => BarriersView(matching.barriers)],
  ['barriers-not-counted', () => BarriersView(matching.barriersNotCounted)],
  ['matching-policy', () => PolicyView(policy.policy)],
  ['matching-policy-errors', () => PolicyView(policy.policyErrors)],
  ['matching-policy-form', () => ChangePolicyView(policy.changePolicy)],
  ['matching-policy-form-errors', () => ChangePolicyView(policy.changePolicyErrors)],
  ['matching-policy-change', () => PolicyChangeView(policy.policyChange)],
  ['matching-policy-change-decide', () => PolicyChangeView(policy.policyChangeDecide)],
  ['matching-policy-change-worked-out', () => PolicyChangeView(policy.policyChangeWorkedOut)],
  ['matching-policy-people', () => PolicyChangeView(policy.policyPeople)],
  ['matching-policy-nobody', () => PolicyChangeView(policy.policyNobody)],
  ['suggestion', () => SuggestionView(matching.suggestionOfOne)],
  ['suggestion-none', () => SuggestionView(matching.suggestionOfNobody)],
  ['suggestion-provisional', () => SuggestionView(matching.suggestionProvisional)],
  ['today', () => TodayView(desk.today)],
  ['notifications', () => NotificationsView(desk.notifications)],
  ['later-weeks', () => LaterWeeksView(matching.laterWeeks)],
  ['bed-change-people', () => BedChangePeopleView(matching.bedChangePeople)],
  ['bed-change-people-none', () => BedChangePeopleView(matching.bedChangePeopleNone)],
  ['later-weeks-none', () => LaterWeeksView(matching.laterWeeksNone)],
  ['places', () => PlacesView(desk.places)],
  ['places-held', () => PlacesView(desk.placesHeld)],
  ['funding-to-decide', () => FundingToDecideView(desk.fundingToDecide)],
  ['find-person', () => FindPersonView(desk.findPerson)],
  ['drafts', () => DraftsView(desk.drafts)],
  ['closing', () => ClosingView(desk.closing)],
  ['transfers', () => TransfersView(desk.transfers)],
  ['make-offer-not-ready', () => MakeOfferView(placements.makeOfferNotReady)],
  ['make-offer-asked', () => MakeOfferView(placements.makeOfferAsked)],
  ['make-offer', () => MakeOfferView(placements.makeOffer)],
  ['make-offer-errors', () => MakeOfferView(placements.makeOfferErrors)],
  ['make-offer-clash', () => MakeOfferView(placements.makeOfferClash)],
  ['offer-made', () => OfferMadeView(placements.offerMade)],
  ['offer-made-errors', () => OfferMadeView(placements.offerMadeWithdrawErrors)],
  ['offer-declined', () => OfferMadeView(placements.offerDeclined)],
  ['incoming-offers', () => IncomingOffersView(placements.incomingOffers)],
  ['incoming-offers-failed', () => IncomingOffersView(placements.incomingOffersFailed)],
  ['incoming-offers-empty', () => IncomingOffersView(placements.incomingOffersEmpty)],
  ['arrivals', () => ArrivalsAndResidentsView(placements.arrivalsAndResidents)],
  ['arrivals-failed', () => ArrivalsAndResidentsView(placements.arrivalsFailedDischarge)],
  ['arrivals-empty', () => ArrivalsAndResidentsView(placements.arrivalsEmpty)],
  ['record-referral', () => RecordReferralView(referrals.recordReferral)],
  ['record-referral-errors', () => RecordReferralView(referrals.recordReferralErrors)],
  ['record-referral-duplicate', () => RecordReferralView(referrals.recordReferralDuplicate)],
  ['referral', () => ReferralView(referrals.referral)],
  ['referral-failed', () => ReferralView(referrals.referralFailedFunding)],
  ['referral-ready', () => ReferralView(referrals.referralReady)],
  ['restriction', () => RestrictionView(referrals.restriction)],
  ['restriction-shut', () => RestrictionView(referrals.restrictionShut)],
  ['releases', () => ReleasesView(publication.releases)],
  ['releases-refused', () => ReleasesView(publication.releasesRefused)],
  ['releases-of-a-reader', () => ReleasesView(publication.releasesOfReader)],
  ['release', () => ReleaseView(publication.release)],
  ['release-refused', () => ReleaseView(publication.releaseRefused)],
  ['release-replaced', () => ReleaseView(publication.releaseReplaced)],
  ['extracts', () => ExtractsView(exchange.extracts)],
  ['extracts-refused', () => ExtractsView(exchange.extractsRefused)],
  ['extract-mapping', () => ExtractMappingView(exchange.extractMapping)],
  ['flow', () => FlowView(measures.flow)],
  ['flow-nobody', () => FlowView(measures.flowNobody)],
  ['bottleneck', () => BottleneckView(measures.bottleneck)],
  ['bottleneck-nothing', () => BottleneckView(measures.bottleneckNothing)],
  ['nil-returns', () => NilReturnsView(measures.nilReturns)],
  ['nil-returns-nothing', () => NilReturnsView(measures.nilReturnsNothing)],
  ['fairness', () => FairnessView(measures.fairness)],
  ['fairness-nothing-to-tell', () => FairnessView(measures.fairnessNothing)],
  ['measures', () => MeasuresView(measures.measures)],
  ['measures-refused', () => MeasuresView(measures.measuresRefused)],
  ['measure', () => MeasureView(measures.oneMeasure)],
  ['measure-nothing', () => MeasureView(measures.measureNothing)],
  ['measure-rows', () => MeasureRowsView(measures.measureRows)],
  ['measure-rows-of-beds', () => MeasureRowsView(measures.measureRowsOfBeds)],
  ['measure-rows-not-yours', () => MeasureRowsView(measures.measureRowsNotYours)],
  ['data-quality', () => DataQualityView(measures.quality)],
  ['expansion', () => ExpansionView(expansion.overview)],
  ['expansion-refused', () => ExpansionView(expansion.overviewRefused)],
  ['expansion-project', () => ExpansionProjectView(expansion.project)],
  ['expansion-project-new', () => ExpansionProjectView(expansion.projectNew)],
  ['expansion-adding', () => NewExpansionView(expansion.adding)],
  ['forecast', () => ForecastView(measures.forecast)],
  ['calibration', () => CalibrationView(scenarios.calibration)],
  ['calibration-none', () => CalibrationView(scenarios.calibrationNone)],
  ['scenarios', () => ScenariosView(scenarios.list)],
  ['scenarios-none', () => ScenariosView(scenarios.none)],
  ['scenario-form', () => ScenarioFormView(scenarios.form)],
  ['scenario-form-new', () => ScenarioFormView(scenarios.formNew)],
  ['scenario', () => ScenarioView(scenarios.one)],
  ['scenario-under-way', () => ScenarioView(scenarios.underWay)],
  ['scenario-stopped', () => ScenarioView(scenarios.stopped)],
  ['scenarios-beside', () => BesideView(scenarios.beside)],
  ['forecast-none', () => ForecastView(measures.forecastNone)],
  ['outside-figures', () => OutsideFiguresView(published.figures)],
  ['outside-figures-none', () => OutsideFiguresView(published.figuresNone)],
  ['outside-figure', () => OutsideFigureView(published.figure)],
  ['outside-figure-to-read', () => OutsideFigureView(published.figureToRead)],
  ['figure-sheet', () => FigureSheetView(published.sheet)],
  ['figure-sheet-faults', () => FigureSheetView(published.sheetWithFaults)],
  ['figure-sheet-fits', () => FigureSheetView(published.sheetThatFits)],
  ['targets', () => TargetsView(measures.targets)],
  ['targets-none', () => TargetsView(measures.targetsNone)],
  ['target', () => TargetView(measures.target)],
  ['target-year-begins', () => TargetView(measures.targetYearBegins)],
  [
    'problem-not-found',
    () =>
      ProblemView({
        frame: publicFrame,
        status: 404,
        title: 'Page not found',
        text: 'There is nothing at this address, or you may not see it.',
        remedies: ['Check the address for a slip.', 'Sign in with the account of the place you work for.'],
        facts: [],
        links: [{ text: 'Go to the start page', href: '/' }],
      }),
  ],
  [
    'problem-changed',
    () =>
      ProblemView({
        frame: coordinatorFrame,
        status: 412,
        title: 'Someone changed this first',
        text: 'The referral was changed after you opened it, so nothing was saved.',
        facts: [{ text: 'Funding was approved by Kim Sample, 2 minutes ago', href: '/referrals/43' }],
        remedies: ['Open it again, look at what changed, and repeat what is still right.'],
        links: [{ text: 'Open the referral again', href: '/referrals/43' }],
      }),
  ],
  [
    'problem-fault',
    () =>
      ProblemView({
        frame: coordinatorFrame,
        status: 500,
        title: 'Something went wrong here',
        text: 'It was not your doing, and nothing was changed by half.',
        facts: [],
        remedies: ['Try again in a minute.'],
        reference: '01994f1e-7c3a-7d7e-9d1c-2f0f5a7b8c9d',
        links: [],
      }),
  ],
  [
    'problem-type',
    () =>
      ProblemTypeView({
        frame: publicFrame,
        code: 'bed-already-taken',
        typeUri: 'https://rehab-placements.example/problems/bed-already-taken',
        status: 409,
        title: 'The bed is already taken',
        meaning: 'Another offer, stay or closure has the bed on at least one of the nights asked for.',
        remedy: 'Ask for other nights or another bed.',
        isWorthRetrying: false,
        members: [
          { name: 'bedId', meaning: 'The bed asked for' },
          { name: 'firstClash', meaning: 'The first night that is taken' },
        ],
      }),
  ],
  [
    'troubled-messages',
    () =>
      TroubledMessagesView({
        frame: coordinatorFrame,
        queuesHref: '/admin/queues',
        isCut: true,
        rows: [
          {
            id: '40217',
            topicText: 'placements.placement-booked, version 2',
            consumer: 'referrals.close-as-placed',
            occurredText: '3 hours ago',
            attempts: 1,
            faultText:
              'UnreadableMessage: referrals.close-as-placed does not read version 2 of placements.placement-booked.',
            state: { text: 'Set aside', colour: 'red' },
            nextText: 'Taken up by itself once a worker runs that reads this version.',
          },
          {
            id: '40220',
            topicText: 'referrals.referral-changed, version 1',
            consumer: 'matching.rematch',
            occurredText: '4 minutes ago',
            attempts: 9,
            faultText: 'QueryFailedError: a statement failed',
            state: { text: 'Tried again', colour: 'yellow' },
            nextText: 'At 9:12am on Monday 23 November.',
          },
        ],
      }),
  ],
  [
    'troubled-messages-none',
    () =>
      TroubledMessagesView({ frame: coordinatorFrame, rows: [], isCut: false, queuesHref: '/admin/queues' }),
  ],
  [
    'accessibility-statement',
    () => AccessibilityStatementView({ frame: publicFrame, reviewedText: '22 November 2026' }),
  ],
]);
