import type { VNode } from 'preact';
import { AvailabilityReportView } from '../../src/modules/capacity/adapters/ui/availability-report.view.js';
import { BedBoardView } from '../../src/modules/capacity/adapters/ui/bed-board.view.js';
import { MarkOutOfServiceView } from '../../src/modules/capacity/adapters/ui/mark-out-of-service.view.js';
import { SignInView } from '../../src/modules/identity/adapters/ui/sign-in.view.js';
import { WaitingListView } from '../../src/modules/matching/adapters/ui/waiting-list.view.js';
import { TargetView } from '../../src/modules/measures/adapters/ui/target.view.js';
import { ArrivalsAndResidentsView } from '../../src/modules/placements/adapters/ui/arrivals-and-residents.view.js';
import { IncomingOffersView } from '../../src/modules/placements/adapters/ui/incoming-offers.view.js';
import { MakeOfferView } from '../../src/modules/placements/adapters/ui/make-offer.view.js';
import { OfferMadeView } from '../../src/modules/placements/adapters/ui/offer-made.view.js';
import { RecordReferralView } from '../../src/modules/referrals/adapters/ui/record-referral.view.js';
import { ReferralView } from '../../src/modules/referrals/adapters/ui/referral.view.js';
import { RestrictionView } from '../../src/modules/referrals/adapters/ui/restriction.view.js';
import { AccessibilityStatementView } from '../../src/ui/pages/accessibility-statement.view.js';
import { ProblemTypeView } from '../../src/ui/pages/problem-type.view.js';
import { ProblemView } from '../../src/ui/pages/problem.view.js';
import { TroubledMessagesView } from '../../src/ui/pages/troubled-messages.view.js';
import * as samples from './view-samples.js';

const { coordinatorFrame, publicFrame } = samples;

/** Every page in every state it can be in, by a name that makes a file name and an address. */
export const gallery: ReadonlyMap<string, () => VNode> = new Map<string, () => VNode>([
  ['sign-in', () => SignInView(samples.signIn)],
  ['sign-in-refused', () => SignInView(samples.signInRefused)],
  ['sign-in-plain', () => SignInView(samples.signInPlain)],
  ['bed-board', () => BedBoardView(samples.bedBoard)],
  ['bed-board-empty', () => BedBoardView(samples.bedBoardEmpty)],
  ['bed-board-wrong-filter', () => BedBoardView(samples.bedBoardWrongFilter)],
  ['bed-board-long', () => BedBoardView(samples.bedBoardLong)],
  ['mark-out-of-service', () => MarkOutOfServiceView(samples.markOutOfService)],
  ['mark-out-of-service-errors', () => MarkOutOfServiceView(samples.markOutOfServiceErrors)],
  ['mark-out-of-service-clash', () => MarkOutOfServiceView(samples.markOutOfServiceClash)],
  ['availability-report', () => AvailabilityReportView(samples.availabilityReport)],
  ['availability-report-not-accepting', () => AvailabilityReportView(samples.availabilityReportNotAccepting)],
  ['availability-report-errors', () => AvailabilityReportView(samples.availabilityReportErrors)],
  ['waiting-list', () => WaitingListView(samples.waitingList)],
  ['waiting-list-stale', () => WaitingListView(samples.waitingListStale)],
  ['waiting-list-off', () => WaitingListView(samples.waitingListOff)],
  ['waiting-list-empty', () => WaitingListView(samples.waitingListEmpty)],
  ['waiting-list-long', () => WaitingListView(samples.waitingListLong)],
  ['make-offer', () => MakeOfferView(samples.makeOffer)],
  ['make-offer-errors', () => MakeOfferView(samples.makeOfferErrors)],
  ['make-offer-clash', () => MakeOfferView(samples.makeOfferClash)],
  ['offer-made', () => OfferMadeView(samples.offerMade)],
  ['offer-made-errors', () => OfferMadeView(samples.offerMadeWithdrawErrors)],
  ['offer-declined', () => OfferMadeView(samples.offerDeclined)],
  ['incoming-offers', () => IncomingOffersView(samples.incomingOffers)],
  ['incoming-offers-failed', () => IncomingOffersView(samples.incomingOffersFailed)],
  ['incoming-offers-empty', () => IncomingOffersView(samples.incomingOffersEmpty)],
  ['arrivals', () => ArrivalsAndResidentsView(samples.arrivalsAndResidents)],
  ['arrivals-failed', () => ArrivalsAndResidentsView(samples.arrivalsFailedDischarge)],
  ['arrivals-empty', () => ArrivalsAndResidentsView(samples.arrivalsEmpty)],
  ['record-referral', () => RecordReferralView(samples.recordReferral)],
  ['record-referral-errors', () => RecordReferralView(samples.recordReferralErrors)],
  ['record-referral-duplicate', () => RecordReferralView(samples.recordReferralDuplicate)],
  ['referral', () => ReferralView(samples.referral)],
  ['referral-failed', () => ReferralView(samples.referralFailedFunding)],
  ['referral-ready', () => ReferralView(samples.referralReady)],
  ['restriction', () => RestrictionView(samples.restriction)],
  ['restriction-shut', () => RestrictionView(samples.restrictionShut)],
  ['target', () => TargetView(samples.target)],
  ['target-year-begins', () => TargetView(samples.targetYearBegins)],
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
