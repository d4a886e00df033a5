import { matcherWatch } from '../../../config/matcher.js';
import { placementPolicy } from '../../../config/placement-policy.js';
import type { Scope } from '../../kernel/actor.js';
import { financialYear, financialYearLabel, financialYearOf } from '../../kernel/financial-year.js';
import type { IsoDate } from '../../kernel/iso-date.js';
import type { Tx } from '../../kernel/unit-of-work.js';
import { readProjectNames } from '../../modules/capacity/adapters/db/project-names.js';
import { freshnessOf } from '../../modules/capacity/adapters/ui/freshness-text.js';
import { suitabilityLines } from '../../modules/eligibility/adapters/ui/referral-suitability.page.js';
import { readVersionsOf } from '../../modules/eligibility/adapters/db/project-rules.js';
import { ruleText } from '../../modules/eligibility/contract.js';
import { readLatestDecisions } from '../../modules/funding/adapters/db/funding-repository.js';
import { readFundingAsked } from '../../modules/funding/adapters/db/request-repository.js';
import { standingText } from '../../modules/funding/adapters/ui/standing-text.js';
import { readMatcherFacts, readSuggestions } from '../../modules/matching/adapters/db/waiting-list-facts.js';
import { changedText } from '../../modules/capacity/adapters/ui/bed-change-words.js';
import { bedChangePeoplePage } from '../../modules/matching/adapters/ui/bed-change-people.page.js';
import { laterWeeksPage } from '../../modules/matching/adapters/ui/later-weeks.page.js';
import { placesPage } from '../../modules/matching/adapters/ui/places.page.js';
import { suggestionPage } from '../../modules/matching/adapters/ui/suggestion.page.js';
import { noPlaceText } from '../../modules/matching/adapters/ui/suggestion-text.js';
import {
  searchWaitingListForm,
  waitingListPage,
} from '../../modules/matching/adapters/ui/waiting-list.page.js';
import {
  missingGates,
  missingGateText,
  queuesOf,
  stageClock,
  stageText,
} from '../../modules/matching/contract.js';
import { findOpenOffers } from '../../modules/placements/adapters/db/offer-repository.js';
import { listOverrides, listWaitingOverrides } from '../../modules/placements/adapters/db/override-list.js';
import { overrideRepository } from '../../modules/placements/adapters/db/override-repository.js';
import { overrideForms, overridePage } from '../../modules/placements/adapters/ui/override.page.js';
import { overridesPage } from '../../modules/placements/adapters/ui/overrides.page.js';
import { makeReadHeldBeforeOffer } from '../../modules/placements/adapters/db/offers-at-once.js';
import {
  readOpenPlaces,
  readPlaceHeld,
  readPlaceKinds,
  readRefusedProjects,
} from '../../modules/placements/adapters/db/places-of-referrals.js';
import {
  addressOfOffer,
  addressOfOverride,
  makeOfferForm,
  makeOfferPage,
} from '../../modules/placements/adapters/ui/make-offer.page.js';
import { timelinePage } from '../../modules/placements/adapters/ui/timeline.page.js';
import {
  offerMadePage,
  recordTryForm,
  personsNoForm,
  withdrawOfferForm,
} from '../../modules/placements/adapters/ui/offer-made.page.js';
import { readStayOfOffer } from '../../modules/placements/adapters/db/stay-of-offer.js';
import type { OfferRefusal } from '../../modules/placements/domain/offer.js';
import { afterRefusalText, declinedText } from '../../modules/placements/adapters/ui/decline-texts.js';
import { readStillThere } from '../../modules/placements/adapters/db/still-there.js';
import { readPlacedPeople } from '../../modules/placements/adapters/db/placed-people.js';
import { placedPeoplePage } from '../../modules/placements/adapters/ui/placed-people.page.js';
import { findClients, readNames } from '../../modules/referrals/adapters/db/client-names.js';
import { arrivalLines } from '../../modules/referrals/adapters/ui/arrival.page.js';
import { readContacts } from '../../modules/referrals/adapters/db/contact-list.js';
import { readReferralStory } from '../../modules/referrals/adapters/db/referral-story.js';
import { transferRepository } from '../../modules/referrals/adapters/db/transfers.js';
import { readWaitingReferrals } from '../referral-reads.js';
import {
  correctionBody,
  originBody,
  referralBody,
} from '../../modules/referrals/adapters/http/referral-body.js';
import { draftsPage, removeDraftForm } from '../../modules/referrals/adapters/ui/drafts.page.js';
import { findPersonForm, findPersonPage } from '../../modules/referrals/adapters/ui/find-person.page.js';
import {
  draftPage,
  recordReferralForm,
  recordReferralPage,
  saveDraftForm,
} from '../../modules/referrals/adapters/ui/record-referral.page.js';
import {
  correctOriginForm,
  correctOriginPage,
} from '../../modules/referrals/adapters/ui/correct-origin.page.js';
import { closingForm, closingPage } from '../../modules/referrals/adapters/ui/closing.page.js';
import {
  askTransferPage,
  transferForms,
  transfersPage,
} from '../../modules/referrals/adapters/ui/transfers.page.js';
import { referralForms, referralPage } from '../../modules/referrals/adapters/ui/referral.page.js';
import {
  correctReferralForm,
  correctReferralPage,
} from '../../modules/referrals/adapters/ui/correct-referral.page.js';
import type { ReadBudgets } from '../../modules/funding/application/partnership-budgets.js';
import { spellOn, type ReferralFacts } from '../../modules/referrals/contract/facts.js';
import { routeTexts } from '../../modules/referrals/contract/words.js';
import { shortDate } from '../../ui/presenters/dates.js';
import type { Form, Page } from '../../platform/http/define-page.js';
import { readMatchingPolicy, readOffersAtOnce } from '../matching-policy.js';
import type { Modules } from '../modules.js';
import { stagePolicy } from '../stage-policy.js';
import { consumerNames } from '../subscriptions.js';
import { byTextOf, readLatestSteps, readTimeline } from '../timeline.js';

const readMatcher = readMatcherFacts(consumerNames.rematch, matcherWatch.driftToldHours);

/** The place that the latest run suggests to one person, or null. */
const readSuggestedPlace = async (tx: Tx, referralId: string) => {
  const { run } = await readMatcher(tx);
  if (run === null) return null;
  const place = (await readSuggestions(tx, run.runId, [referralId])).get(referralId)?.place;
  return place ?? null;
};

/** Why the latest run found no place for one person; null when it found one, or did not look. */
const readNoPlace = async (tx: Tx, referralId: string) => {
  const { run } = await readMatcher(tx);
  if (run === null) return null;
  const said = (await readSuggestions(tx, run.runId, [referralId])).get(referralId);
  return said?.explanation?.state === 'no-place' ? [noPlaceText(said.explanation)] : null;
};

/** What is left of the money a referral asks for, in this financial year and the next. */
const readMoneyLeft =
  (readBudgets: ReadBudgets) =>
  async (tx: Tx, scope: Scope, { partnershipId, route }: ReferralFacts, today: IsoDate) => {
    const thisYear = financialYearOf(today);
    const years = [thisYear, financialYear(thisYear + 1)];
    const found = [];
    for (const year of years) {
      const partnership = (await readBudgets(tx, scope, year)).find(
        (one) => one.partnershipId === partnershipId,
      );
      const budget = partnership?.budgets.find((one) => one.route === route);
      found.push({
        yearLabel: `${routeTexts[route]}, ${financialYearLabel(year)}`,
        left:
          budget === undefined
            ? null
            : {
                leftPence: budget.limitPence - budget.heldPence - budget.spentPence,
                limitPence: budget.limitPence,
              },
      });
    }
    return found;
  };

/** The rules that refusals cite, in their own words; null for a refusal that cites none. */
const readCitedTexts = async (
  tx: Tx,
  refused: readonly { readonly refusal: OfferRefusal | null }[],
): Promise<(one: { readonly refusal: OfferRefusal | null }) => string | null> => {
  const ids = new Set(refused.flatMap(({ refusal }) => refusal?.rule?.ruleId ?? []));
  const versions = await readVersionsOf(tx, [...ids]);
  return ({ refusal }) => {
    const rule = versions.find(
      ({ ruleId, version }) => ruleId === refusal?.rule?.ruleId && version === refusal.rule.version,
    );
    return rule === undefined ? null : ruleText(rule);
  };
};

/** What a referral still lacks, by the rule that the matcher and the offer ask, and the money it was asked of. */
const readGates = async (tx: Tx, referral: ReferralFacts, today: IsoDate) => {
  const { referralId } = referral;
  const funding = (await readLatestDecisions(tx, [referralId])).get(referralId) ?? null;
  const request = (await readFundingAsked(tx, [referralId])).get(referralId) ?? null;
  return { funding, request, missing: missingGates(referral, funding, today, request) };
};

/** The same, of which only what is missing is asked. */
const readMissing = async (...asked: Parameters<typeof readGates>) => (await readGates(...asked)).missing;

/** What a referral still lacks, how long it has been where it is, and whose move it is. */
const readReadiness = async (tx: Tx, referral: ReferralFacts, today: IsoDate) => {
  const { referralId } = referral;
  const { funding, request, missing } = await readGates(tx, referral, today);
  const queues = queuesOf({
    missing,
    isUnavailable: spellOn(referral.unavailable, today) !== null,
    places: (await readPlaceKinds(tx, [referralId])).get(referralId) ?? new Set(),
  });
  const clock = stageClock({ referral, queues, missing, decision: funding, request }, today, stagePolicy);
  return {
    funding,
    ...(clock === null ? {} : { stage: { text: stageText(clock, shortDate), isStuck: clock.isStuck } }),
    ...(request === null
      ? {}
      : {
          fundingNote: [
            ...('requestId' in request ? [`Asked for on ${shortDate(request.requestedOn)}.`] : []),
            standingText(request.standing, today),
          ].join(' '),
        }),
    missing: missing.map((gap) => ({ gate: gap.gate, ...missingGateText(gap, shortDate) })),
  };
};

/** The offer to somebody that waits for a second member, in words and where it is; null where none does. */
const readAskedOffer = async (tx: Tx, scope: Scope, referralId: string) => {
  const [asked] = await listWaitingOverrides(tx, scope, referralId);
  return asked === undefined
    ? null
    : {
        text: `An offer of ${asked.projectName}, ${asked.bedLabel}, waits for an approver to confirm it. Nothing is held meanwhile.`,
        href: addressOfOverride(referralId),
      };
};

/** Everything between a referral and an offer: the coordinator's pages, and the approver's. */
export const createCoordinatorPages = ({
  capacity,
  referrals,
  funding,
  matching,
  placements,
  leaving,
  suitability,
  gettingThere,
  restricting,
  laterWeeks,
  bedChanges,
}: Modules): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => {
  const recording = {
    ...referrals,
    readProjectOptions: readProjectNames,
    readBody: (raw: unknown) => referralBody.safeParse(raw),
  };
  const referral = {
    ...referrals,
    decideFunding: funding.decideFunding,
    allowProjectAgain: placements.allowProjectAgain,
    readCorrectionBody: (raw: unknown) => correctionBody.safeParse(raw),
    readOriginBody: (raw: unknown) => originBody.safeParse(raw),
    byTextOf,
    readStory: readReferralStory,
    readContacts,
    readHasGone: transferRepository.readHasGone,
    readIsRestricted: async (...asked: Parameters<typeof restricting.readRestriction>) =>
      (await restricting.readRestriction(...asked))?.isRestricted === true,
    readHistory: readLatestSteps,
    readRefusedProjects: async (...asked: Parameters<ReturnType<typeof readRefusedProjects>>) => {
      const found = await readRefusedProjects(placementPolicy.afterRefusal)(...asked);
      const cited = await readCitedTexts(asked[0], found);
      return found.map((refused) => ({
        ...refused,
        text:
          refused.refusal === null ? 'No answer came in time' : declinedText(refused.refusal, cited(refused)),
        afterText: afterRefusalText(refused),
      }));
    },
    readMoneyLeft: readMoneyLeft(funding.readBudgets),
    readIsHere: async (tx: Tx, referralId: string) => (await readPlaceHeld(tx, referralId)) === 'stay-runs',
    readNoPlace,
    readReadiness,
    readArrivalLines: arrivalLines(gettingThere),
    readSuitabilityLines: async (tx: Tx, scope: Scope, asked: ReferralFacts, today: IsoDate) =>
      suitabilityLines(suitability, tx, scope, asked, today),
    readNames,
    readProjectOptions: readProjectNames,
    readAskedOffer,
    readOffersAtOnce,
    readOpenPlace: async (...[tx, scope, referralId]: Parameters<typeof placements.offers.find>) =>
      (await readOpenPlaces(tx, scope, [referralId])).get(referralId) ?? null,
    readSuggestedOfferHref: async (tx: Tx, referralId: string) => {
      const place = await readSuggestedPlace(tx, referralId);
      return place === null ? null : addressOfOffer(referralId, place.bedId, place.stay);
    },
  };
  const offering = {
    ...placements,
    readReferral: referrals.readReferral,
    readNames,
    readMissing,
    readSuggestedPlace,
    arrivalPolicy: gettingThere.arrivalPolicy,
    readProject: async (
      tx: Tx,
      projectId: string,
      { now, today }: { readonly now: Date; readonly today: IsoDate },
    ) => {
      const project = (await capacity.readProjectSummaries(tx, today)).find(
        (one) => one.projectId === projectId,
      );
      return project === undefined
        ? null
        : {
            placeText: `${project.providerName}, ${project.locality}, ${project.healthBoard}`,
            freshness: freshnessOf(project, now, false),
          };
    },
  };
  const made = {
    ...placements,
    ...capacity,
    readReferral: referrals.readReferral,
    readNames,
    readStayOfOffer,
    findOpenOffers,
    readOffersAtOnce,
    overrides: overrideRepository,
    readCitedText: async (tx: Tx, offer: { readonly refusal: OfferRefusal | null }) =>
      (await readCitedTexts(tx, [offer]))(offer),
  };
  const waitingList = {
    readPolicy: readMatchingPolicy,
    waiting: placementPolicy.waiting,
    ...stagePolicy,
    readWaitRecords: referrals.readWaitRecords,
    readPlaceKinds,
    readWaitingReferrals,
    readLatestDecisions,
    readFundingAsked,
    readMatcherFacts: readMatcher,
    readAskedOffers: async (tx: Tx, scope: Scope) =>
      new Set((await listWaitingOverrides(tx, scope)).map(({ referralId }) => referralId)),
    matcherLimits: matcherWatch,
    readSuggestions,
    readOpenPlaces,
    readNames,
    readOverdueTasks: leaving.readOverdueTasks,
    countTransfersToAnswer: transferRepository.countToAnswer,
  };
  return {
    pages: [
      waitingListPage(waitingList),
      laterWeeksPage({ ...laterWeeks, readNames }),
      bedChangePeoplePage({ ...bedChanges, readNames, changedText }),
      placesPage({
        ...matching,
        readReferral: referrals.readReferral,
        readNames,
        readPlaceHeld: makeReadHeldBeforeOffer(readOffersAtOnce),
        addressOfOffer,
      }),
      suggestionPage({
        readAskedOffer,
        readMissing,
        readPolicy: readMatchingPolicy,
        readSuggestion: matching.readSuggestion,
        readNames,
        readPlaceHeld: makeReadHeldBeforeOffer(readOffersAtOnce),
        addressOfOffer,
      }),
      findPersonPage(),
      recordReferralPage(recording),
      draftsPage(recording),
      draftPage(recording),
      correctReferralPage(referral),
      correctOriginPage(referral),
      referralPage(referral),
      timelinePage({ readReferral: referrals.readReferral, readTimeline, readNames }),
      closingPage(referral),
      transfersPage(referral),
      askTransferPage(referral),
      placedPeoplePage({
        readPlacedPeople,
        readStillThere,
        findClients,
        readNames,
        readOverdueTasks: leaving.readOverdueTasks,
      }),
      makeOfferPage(offering),
      offerMadePage(made),
      overridesPage({ listOverrides, listWaitingOverrides, readNames }),
      overridePage({ ...offering, listWaitingOverrides }),
    ],
    forms: [
      searchWaitingListForm(waitingList),
      findPersonForm(recording),
      recordReferralForm(recording),
      saveDraftForm(recording),
      removeDraftForm(recording),
      ...referralForms(referral),
      closingForm(referral),
      ...transferForms(referral),
      correctReferralForm(referral),
      correctOriginForm(referral),
      makeOfferForm(offering),
      ...overrideForms({ ...offering, listWaitingOverrides }),
      withdrawOfferForm(made),
      personsNoForm(made),
      recordTryForm(made),
    ],
  };
};
