import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { Form, Page, PageInput, PageReply } from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import type { TagModel } from '../../../../ui/components/tag.js';
import { offersOpenText } from '../../../../ui/presenters/offers-open-text.js';
import { arrivalText } from '../../../../ui/presenters/arrival-text.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { pounds } from '../../../../ui/presenters/numbers.js';
import { timeOfDay } from '../../../../ui/presenters/time-of-day.js';
import type {
  MoneyLeft,
  Readiness,
  ReferralStory,
  RefusedProject,
} from '../../application/referral-page-facts.js';
import type { ReadReferral, ReferralFacts } from '../../contract/facts.js';
import type { ReferralWait } from '../../application/referral-wait.js';
import type { ContactTold } from '../../application/waiting-ports.js';
import { addressOfEquality } from './equality.page.js';
import { addressOfRestriction } from './restriction-words.js';
import { gatesOf } from './gate-models.js';
import { circumstancesOf, detoxToCancelText, factsOf, needsOf, wishesOf } from './referral-card.js';
import { gateForms, type ReferralFormsDeps } from './referral-forms.js';
import { waitModelOf } from './wait-model.js';
import { waitingForms, type WaitingFormsDeps } from './waiting-forms.js';
import { fundingDeclineTexts, optionsOf } from './referral-words.js';
import { historyEntry, type HistoryFacts } from './history-entry.js';
import { addressOfGone } from './transfers.page.js';
import { ReferralView, type FailedReferralForm, type ReferralProps } from './referral.view.js';

/** What the page of one referral needs. */
export interface ReferralPageDeps extends ReferralFormsDeps, WaitingFormsDeps {
  readonly readReferral: ReadReferral;
  readonly readStory: (tx: Tx, scope: Scope, referralId: string) => Promise<ReferralStory | null>;
  readonly readReferralWait: (
    tx: Tx,
    scope: Scope,
    referralId: string,
    today: IsoDate,
  ) => Promise<ReferralWait | null>;
  /** Whether the partnership in scope gave the referral to another one. */
  readonly readHasGone: (tx: Tx, scope: Scope, referralId: string) => Promise<boolean>;
  /** Whether the record of the person is restricted; the reader may see it. */
  readonly readIsRestricted: (tx: Tx, scope: Scope, referralId: string) => Promise<boolean>;
  readonly readContacts: (tx: Tx, referralId: string) => Promise<readonly ContactTold[]>;
  /** What about the day of arrival must be looked at, in sentences. */
  readonly readArrivalLines: (
    tx: Tx,
    referral: ReferralFacts,
    place: Awaited<ReturnType<ReferralPageDeps['readOpenPlace']>>,
    today: IsoDate,
  ) => Promise<readonly string[]>;
  /** What projects were asked about the person and said, one line a project. */
  readonly readSuitabilityLines: (
    tx: Tx,
    scope: Scope,
    referral: ReferralFacts,
    today: IsoDate,
  ) => Promise<readonly string[]>;
  /** The latest steps; all of them stand on the timeline. */
  readonly readHistory: (tx: Tx, scope: Scope, referralId: string) => Promise<readonly HistoryFacts[]>;
  /** Projects that are not looked at, because an offer there came to nothing. */
  readonly readRefusedProjects: (
    tx: Tx,
    scope: Scope,
    referralId: string,
  ) => Promise<readonly RefusedProject[]>;
  /** What is left of the money the referral asks for, this financial year and the next. */
  readonly readMoneyLeft: (
    tx: Tx,
    scope: Scope,
    referral: ReferralFacts,
    today: IsoDate,
  ) => Promise<readonly MoneyLeft[]>;
  /** Whether the person has arrived at a place and not left it. */
  readonly readIsHere: (tx: Tx, referralId: string) => Promise<boolean>;
  /** Why the latest run found no place, in sentences; null when it found one, or did not look. */
  readonly readNoPlace: (tx: Tx, referralId: string) => Promise<readonly string[] | null>;
  readonly readReadiness: (tx: Tx, referral: ReferralFacts, today: IsoDate) => Promise<Readiness>;
  /** An offer that waits for its answer, or a booking. */
  readonly readOpenPlace: (
    tx: Tx,
    scope: Scope,
    referralId: string,
  ) => Promise<(PlaceOpen & { readonly others: readonly PlaceOpen[] }) | null>;
  /** An offer that passes somebody over and waits for a second member; null where none does. */
  readonly readAskedOffer: (
    tx: Tx,
    scope: Scope,
    referralId: string,
  ) => Promise<{ readonly text: string; readonly href: string } | null>;
  /** How many offers somebody of the referral's partnership may have open at once. */
  readonly readOffersAtOnce: (tx: Tx, partnershipId: string) => Promise<number>;
  /** Where an offer of the place suggested now is made; null when none is suggested. */
  readonly readSuggestedOfferHref: (tx: Tx, referralId: string) => Promise<string | null>;
  readonly readNames: (
    tx: Tx,
    scope: Scope,
    clientIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
  readonly readProjectOptions: (
    tx: Tx,
  ) => Promise<readonly { readonly projectId: string; readonly name: string }[]>;
}

interface PlaceOpen {
  readonly offerId: string;
  readonly state: 'offered' | 'booked' | 'admitted';
  readonly projectName: string;
  readonly bedLabel: string;
  readonly arrivesOn: IsoDate;
  readonly answerDueAt: Date;
}

const stateOf = (
  referral: ReferralFacts,
  isReady: boolean,
  place: Awaited<ReturnType<ReferralPageDeps['readOpenPlace']>>,
): TagModel => {
  if (referral.state === 'closed') return { text: 'Closed', colour: 'grey' };
  if (place?.state === 'admitted') return { text: 'Arrived', colour: 'green' };
  if (place?.state === 'booked') return { text: 'Bed booked', colour: 'green' };
  if (place?.state === 'offered') return { text: 'Offer made', colour: 'blue' };
  return isReady ? { text: 'Ready to place', colour: 'green' } : { text: 'Not yet ready', colour: 'yellow' };
};

const placeTitles = {
  offered: 'An offer waits for its answer',
  booked: 'A bed is booked',
  admitted: 'The person lives here',
} as const;

const placeText = ({ state, arrivesOn, answerDueAt }: PlaceOpen, today: IsoDate): string => {
  switch (state) {
    case 'offered':
      return `Answer due by ${timeOfDay(answerDueAt)}`;
    case 'booked':
      return arrivalText(arrivesOn, today);
    case 'admitted':
      return `Staying since ${shortDate(arrivesOn)}`;
  }
};

const lineOf = (place: PlaceOpen, today: IsoDate) => ({
  text: `${place.projectName}, ${place.bedLabel}. ${placeText(place, today)}`,
  href: `/offers/${place.offerId}/made`,
});

const offerOf = (
  place: Awaited<ReturnType<ReferralPageDeps['readOpenPlace']>>,
  atOnce: number,
  today: IsoDate,
): ReferralProps['offer'] => {
  if (place === null) return undefined;
  const open = 1 + place.others.length;
  return {
    title:
      place.state === 'offered' && Math.max(atOnce, open) > 1
        ? offersOpenText(open, atOnce)
        : placeTitles[place.state],
    places: [place, ...place.others].map((one) => lineOf(one, today)),
  };
};

const moneyText = ({ yearLabel, left }: MoneyLeft): string =>
  left === null
    ? `${yearLabel}: no budget is set, so nothing can be held`
    : `${yearLabel}: ${pounds(left.leftPence)} left of ${pounds(left.limitPence)}`;

const show = async (
  deps: ReferralPageDeps,
  tx: Tx,
  input: PageInput,
  failed: FailedReferralForm | null,
): Promise<PageReply> => {
  const { scope, today, frame, actor } = input;
  const referralId = input.params['referralId'] ?? '';
  if (!identifier.safeParse(referralId).success) return { kind: 'problem', code: 'not-found' };
  const referral = await deps.readReferral(tx, scope, referralId);
  const story = await deps.readStory(tx, scope, referralId);
  const wait = await deps.readReferralWait(tx, scope, referralId, today);
  if (referral === null || story === null || wait === null) {
    return (await deps.readHasGone(tx, scope, referralId))
      ? { kind: 'redirect', to: addressOfGone(referralId) }
      : { kind: 'problem', code: 'not-found' };
  }
  const isOpen = referral.state === 'open';
  const mayEdit = isOpen && scopeFor(actor, 'edit-referrals') !== null;
  const readiness = await deps.readReadiness(tx, referral, today);
  const isReady = readiness.missing.length === 0;
  const place = await deps.readOpenPlace(tx, scope, referralId);
  const atOnce = await deps.readOffersAtOnce(tx, referral.partnershipId);
  const hasRoom = place === null || (place.state === 'offered' && 1 + place.others.length < atOnce);
  const mayOffer = scopeFor(actor, 'make-offers') !== null && isOpen && isReady && hasRoom;
  const offerHref = mayOffer ? await deps.readSuggestedOfferHref(tx, referralId) : null;
  const name = (await deps.readNames(tx, scope, [referral.clientId])).get(referral.clientId);
  const history = await deps.readHistory(tx, scope, referralId);
  const offer = offerOf(place, atOnce, today);
  const asked = isOpen ? await deps.readAskedOffer(tx, scope, referralId) : null;
  const isBooked = place !== null && place.state !== 'offered';
  const isHere = await deps.readIsHere(tx, referralId);
  const mayFund = scopeFor(actor, 'decide-funding') !== null && (isOpen || isHere);
  const money = mayFund ? await deps.readMoneyLeft(tx, scope, referral, today) : [];
  const refused = isOpen ? await deps.readRefusedProjects(tx, scope, referralId) : [];
  const contacts = await deps.readContacts(tx, referralId);
  const noPlace = isOpen && isReady && place === null ? await deps.readNoPlace(tx, referralId) : null;
  const isOver = !isOpen && referral.closedReason !== 'placed';
  const toCancel = isOver && referral.detox !== null && referral.detox.endsOn > today ? referral.detox : null;
  return {
    kind: 'page',
    page: ReferralView({
      frame,
      reference: referral.reference,
      name,
      state: stateOf(referral, isReady, place),
      isBooked,
      facts: factsOf(referral, story, today),
      needs: needsOf(referral, today),
      circumstances: circumstancesOf(referral, today),
      wishes: wishesOf(referral, await deps.readProjectOptions(tx)),
      wait: waitModelOf(referral, wait, contacts, { mayEdit, hasPlace: place !== null }, input),
      gates: gatesOf(referral, story, readiness, { isHere, isBooked }, wait.checkAgain, input),
      options: {
        assessmentOutcome: [
          { value: 'suitable', text: 'Suitable' },
          { value: 'not_suitable', text: 'Not suitable now' },
        ],
        fundingDecision: [
          { value: 'approved', text: 'Approved' },
          { value: 'declined', text: 'Declined' },
        ],
        fundingDeclineReason: optionsOf(fundingDeclineTexts),
      },
      version: referral.version,
      ...(failed === null ? {} : { failed }),
      history: history.map(historyEntry),
      timelineHref: `/referrals/${referralId}/timeline`,
      stage: isOpen ? readiness.stage : undefined,
      arrival: {
        lines: isOpen ? await deps.readArrivalLines(tx, referral, place, today) : [],
        href: `/referrals/${referralId}/arrival`,
      },
      suitability: {
        lines: await deps.readSuitabilityLines(tx, scope, referral, today),
        href: `/referrals/${referralId}/suitability`,
      },
      refused: refused.map(({ projectId, projectName, text, afterText, on }) => ({
        projectId,
        projectName,
        text: `${text}, ${shortDate(on)}`,
        afterText: `${afterText}.`,
        ...(mayEdit
          ? {
              form: {
                action: `/referrals/${referralId}/allowed-projects/${projectId}`,
                idempotencyKey: input.newKey(),
              },
            }
          : {}),
      })),
      ...(noPlace === null ? {} : { noPlace }),
      stillToDo: toCancel === null ? undefined : detoxToCancelText(toCancel),
      money: money.map(moneyText),
      ...(mayEdit
        ? {
            correctHref: `/referrals/${referralId}/correction`,
            closingHref: `/referrals/${referralId}/closing`,
            transferHref: `/referrals/${referralId}/transfer`,
            originHref: `/referrals/${referralId}/origin`,
          }
        : {}),
      ...(scopeFor(actor, 'keep-equality') === null ? {} : { equalityHref: addressOfEquality(referralId) }),
      restriction: {
        text: (await deps.readIsRestricted(tx, scope, referralId))
          ? 'Restricted: who may see this record'
          : 'Who may see this record',
        href: addressOfRestriction(referralId),
      },
      ...(isOpen ? { placesHref: `/referrals/${referralId}/places` } : {}),
      ...(offer === undefined ? {} : { offer }),
      ...(asked === null ? {} : { asked }),
      ...(offerHref === null ? {} : { offerHref }),
      backHref: '/waiting-list',
    }),
  };
};

/** Everything about one referral that its reader may see. */
export const referralPage = (deps: ReferralPageDeps): Page => ({
  path: '/referrals/:referralId',
  permission: 'see-referrals',
  auditedRead: { subject: 'referral', param: 'referralId' },
  read: (tx, input) => show(deps, tx, input, null),
});

/** The forms that move a referral on; the page is shown again with what was typed when one changes nothing. */
export const referralForms = (deps: ReferralPageDeps): readonly Form[] => {
  const again =
    (kind: FailedReferralForm['kind']): Form['again'] =>
    (tx, input, { typed, errors }) =>
      show(deps, tx, input, {
        kind,
        projectId: input.params['projectId'] ?? '',
        spellId: input.params['spellId'] ?? '',
        form: { values: typed, errors },
      });
  return [...gateForms(deps, again), ...waitingForms(deps, again)];
};
