import { placementPolicy } from '../../../config/placement-policy.js';
import type { IsoDate } from '../../kernel/iso-date.js';
import type { Tx } from '../../kernel/unit-of-work.js';
import { readProjectNames } from '../../modules/capacity/adapters/db/project-names.js';
import { freshnessOf } from '../../modules/capacity/adapters/ui/freshness-text.js';
import { readLatestDecisions } from '../../modules/funding/adapters/db/funding-repository.js';
import { readMatcherFacts, readSuggestions } from '../../modules/matching/adapters/db/waiting-list-facts.js';
import { waitingListPage } from '../../modules/matching/adapters/ui/waiting-list.page.js';
import { missingGates, missingGateText } from '../../modules/matching/contract.js';
import { readOpenPlaces } from '../../modules/placements/adapters/db/places-of-referrals.js';
import { readReferralHistory } from '../../modules/placements/adapters/db/referral-history.js';
import {
  addressOfOffer,
  makeOfferForm,
  makeOfferPage,
} from '../../modules/placements/adapters/ui/make-offer.page.js';
import { offerMadePage, withdrawOfferForm } from '../../modules/placements/adapters/ui/offer-made.page.js';
import { readNames } from '../../modules/referrals/adapters/db/client-names.js';
import { readReferralStory } from '../../modules/referrals/adapters/db/referral-story.js';
import { readWaitingReferrals } from '../../modules/referrals/adapters/db/referral-repository.js';
import { referralBody } from '../../modules/referrals/adapters/http/referral-body.js';
import {
  recordReferralForm,
  recordReferralPage,
} from '../../modules/referrals/adapters/ui/record-referral.page.js';
import { referralForms, referralPage } from '../../modules/referrals/adapters/ui/referral.page.js';
import type { ReferralFacts } from '../../modules/referrals/contract/facts.js';
import type { Form, Page } from '../../platform/http/define-page.js';
import type { Modules } from '../modules.js';
import { consumerNames } from '../subscriptions.js';

const readMatcher = readMatcherFacts(consumerNames.rematch);

/** The place that the latest run suggests to one person, or null. */
const readSuggestedPlace = async (tx: Tx, referralId: string) => {
  const { run } = await readMatcher(tx);
  if (run === null) return null;
  const place = (await readSuggestions(tx, run.runId, [referralId])).get(referralId)?.place;
  return place ?? null;
};

/** What a referral still lacks, by the rule that the matcher and the offer ask. */
const readReadiness = async (tx: Tx, referral: ReferralFacts, today: IsoDate) => {
  const { referralId } = referral;
  const funding = (await readLatestDecisions(tx, [referralId])).get(referralId) ?? null;
  return {
    funding,
    missing: missingGates(referral, funding, today).map((missing) => ({
      gate: missing.gate,
      ...missingGateText(missing),
    })),
  };
};

/** Everything between a referral and an offer: the coordinator's pages, and the approver's. */
export const createCoordinatorPages = ({
  capacity,
  referrals,
  funding,
  placements,
}: Modules): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => {
  const recording = {
    ...referrals,
    readProjectOptions: readProjectNames,
    readBody: (raw: unknown) => referralBody.safeParse(raw),
  };
  const referral = {
    ...referrals,
    decideFunding: funding.decideFunding,
    readStory: readReferralStory,
    readHistory: readReferralHistory,
    readReadiness,
    readNames,
    readProjectOptions: readProjectNames,
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
    readSuggestedPlace,
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
  const made = { ...placements, ...capacity, readReferral: referrals.readReferral, readNames };
  return {
    pages: [
      waitingListPage({
        policy: placementPolicy.matching,
        readWaitingReferrals,
        readLatestDecisions,
        readMatcherFacts: readMatcher,
        readSuggestions,
        readOpenPlaces,
        readNames,
      }),
      recordReferralPage(recording),
      referralPage(referral),
      makeOfferPage(offering),
      offerMadePage(made),
    ],
    forms: [
      recordReferralForm(recording),
      ...referralForms(referral),
      makeOfferForm(offering),
      withdrawOfferForm(made),
    ],
  };
};
