import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { WorkingCalendar } from '../../../../kernel/working-time.js';
import { done, refuse, type Outcome } from '../../../../kernel/outcome.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
} from '../../../../platform/http/define-page.js';
import { untouchedForm, type FormState } from '../../../../ui/forms/form-state.js';
import type { TagColour } from '../../../../ui/components/tag.js';
import type { OverdueTasksModel } from '../../../../ui/components/overdue-tasks.js';
import type { Paging } from '../../../../ui/paging.js';
import type { ReadMatchingPolicy } from '../../contract/policy.js';
import { offersOpenText } from '../../../../ui/presenters/offers-open-text.js';
import { arrivalText } from '../../../../ui/presenters/arrival-text.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { countOf, plainNumber } from '../../../../ui/presenters/numbers.js';
import { timeOfDay } from '../../../../ui/presenters/time-of-day.js';
import type { ReadLatestDecisions } from '../../../funding/contract/funding.js';
import type { ReadFundingAsked } from '../../../funding/contract/requests.js';
import {
  attentionOf,
  personNameKey,
  spellOn,
  waitedDays,
  type Attention,
  type ReadWaitRecords,
  type ReferralFacts,
  type UrgencyBand,
  type WaitingPolicy,
} from '../../../referrals/contract/facts.js';
import { attentionTexts, urgencyBandTexts } from '../../../referrals/contract/words.js';
import type { MatcherFacts, OpenPlace, StoredSuggestion } from '../../application/waiting-list.js';
import type { ReadPlaceKinds } from '../../application/check-queues.js';
import { medicalNote, missingGateText } from '../../domain/gate-text.js';
import { byPriority } from '../../domain/priority.js';
import type { MatchingPolicy } from '../../domain/policy.js';
import { queues, queuesOf, type PlaceKind, type Queue } from '../../domain/queue.js';
import { queueTexts } from '../../domain/queue-text.js';
import { missingGates, type MissingGate } from '../../domain/readiness.js';
import { stageClock, type StageClock, type StageLimits } from '../../domain/stage-clock.js';
import { stageText } from '../../domain/stage-text.js';
import { matcherState, type MatcherLimits } from './matcher-state.js';
import { addressOfPlaces } from './places.page.js';
import { runsPath } from './run-addresses.js';
import { checksOf, noPlaceText, reasonsOf } from './suggestion-text.js';
import { addressOfSuggestion } from './suggestion.page.js';
import { WaitingListView, type SuggestionModel, type WaitingRow } from './waiting-list.view.js';

/** What the waiting list needs. */
export interface WaitingListPageDeps {
  readonly readPolicy: ReadMatchingPolicy;
  /** How often whoever waits is looked after. */
  readonly waiting: WaitingPolicy<UrgencyBand>;
  /** How long a referral may stay in one stage, and the days that count. */
  readonly limits: StageLimits;
  readonly calendar: WorkingCalendar;
  /** Open referrals in scope. */
  readonly readWaitingReferrals: (tx: Tx, scope: Scope) => Promise<readonly ReferralFacts[]>;
  readonly readLatestDecisions: ReadLatestDecisions;
  /** Money asked for and not decided yet. */
  readonly readFundingAsked: ReadFundingAsked;
  readonly readWaitRecords: ReadWaitRecords;
  readonly readPlaceKinds: ReadPlaceKinds;
  readonly readMatcherFacts: (tx: Tx) => Promise<MatcherFacts>;
  readonly matcherLimits: MatcherLimits;
  readonly readSuggestions: (
    tx: Tx,
    runId: string,
    referralIds: readonly string[],
  ) => Promise<ReadonlyMap<string, StoredSuggestion>>;
  /** Referrals of the scope of which an offer that passes somebody over waits for a second member. */
  readonly readAskedOffers: (tx: Tx, scope: Scope) => Promise<ReadonlySet<string>>;
  readonly readOpenPlaces: (
    tx: Tx,
    scope: Scope,
    referralIds: readonly string[],
  ) => Promise<ReadonlyMap<string, OpenPlace>>;
  /** What is overdue for people of the scope who left. */
  readonly readOverdueTasks: (tx: Tx, scope: Scope, today: IsoDate) => Promise<OverdueTasksModel>;
  /** Transfers of referrals that wait for the answer of the scope's partnership. */
  readonly countTransfersToAnswer: (tx: Tx, scope: Scope) => Promise<number>;
  /** Names by client. */
  readonly readNames: (
    tx: Tx,
    scope: Scope,
    clientIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
}

const path = '/waiting-list';
const rowsOfPage = 25;

/** How urgencies are coloured. */
export const bandColours: Readonly<Record<UrgencyBand, TagColour>> = {
  emergency: 'red',
  urgent: 'orange',
  soon: 'blue',
  routine: 'grey',
};

interface Person {
  readonly referral: ReferralFacts;
  readonly missing: readonly MissingGate[];
  /** One, unless what is recorded contradicts itself. */
  readonly queues: readonly Queue[];
  /** What asks to be looked at today. */
  readonly attention: readonly Attention[];
  /** How long they have been in their stage; null where that has no limit. */
  readonly stage: StageClock | null;
}

const needsLook = ({ attention, stage }: Person): boolean => attention.length > 0 || stage?.isStuck === true;

const noPlaces: ReadonlySet<PlaceKind> = new Set();

/** Whoever asks to be looked at comes first; among them, and among the others, the order in which places are given. */
const inOrderOfList =
  (policy: Pick<MatchingPolicy, 'bands'>) =>
  (a: Person, b: Person): number =>
    Number(!needsLook(a)) - Number(!needsLook(b)) || byPriority(policy)(a, b);

/** Where a person stands in the order of the list, as text that sorts the same way; the mark of a page. */
const markOf = ({ bands }: Pick<MatchingPolicy, 'bands'>, person: Person): string =>
  [
    Number(!needsLook(person)),
    bands.indexOf(person.referral.urgencyBand),
    person.referral.receivedOn,
    String(person.referral.recordedAt.getTime()).padStart(15, '0'),
    person.referral.referralId,
  ].join('~');

/** Not a queue, but a part of the list that can be shown by itself. */
const needsAttention = 'needs-attention';

interface Filters {
  readonly band: string;
  readonly queue: string;
  /** Referrals that somebody looked for, by id; everybody when it is empty. */
  readonly people: string;
}

const fits =
  ({ band, queue, people }: Filters) =>
  (person: Person): boolean =>
    (people === '' || people.split(',').includes(person.referral.referralId)) &&
    (band === '' || person.referral.urgencyBand === band) &&
    (queue === '' ||
      (queue === needsAttention ? needsLook(person) : person.queues.some((one) => one === queue)));

const addressOf = (filters: Filters, after: string | null): string => {
  const query = new URLSearchParams(
    Object.entries({ ...filters, after: after ?? '' }).filter(([, value]) => value !== ''),
  ).toString();
  return query === '' ? path : `${path}?${query}`;
};

/** The rows after a mark, and the addresses of the pages beside them. */
const pageOf = (
  people: readonly Person[],
  mark: (person: Person) => string,
  after: string,
  filters: Filters,
): { readonly shown: readonly Person[]; readonly paging: Paging } => {
  const found = after === '' ? 0 : people.findIndex((person) => mark(person) > after);
  const start = found === -1 ? people.length : found;
  const shown = people.slice(start, start + rowsOfPage);
  const last = shown.at(-1);
  const hasMore = last !== undefined && start + shown.length < people.length;
  const beforePrevious = people[start - rowsOfPage - 1];
  return {
    shown,
    paging: {
      ...(start === 0
        ? {}
        : { previousHref: addressOf(filters, beforePrevious === undefined ? null : mark(beforePrevious)) }),
      ...(hasMore ? { nextHref: addressOf(filters, mark(last)) } : {}),
      ...(shown.length === 0 || people.length <= rowsOfPage
        ? {}
        : {
            text: `${plainNumber(start + 1)} to ${plainNumber(start + shown.length)} of ${plainNumber(people.length)}`,
          }),
    },
  };
};

const suggestionOf = (
  person: Person,
  stored: StoredSuggestion | undefined,
  mayOffer: boolean,
  isOff: boolean,
): Pick<WaitingRow, 'suggestion' | 'noSuggestionText'> => {
  const { referral, missing } = person;
  const notYet = 'Suggested once nothing is missing';
  if (person.queues.includes('unavailable')) return { noSuggestionText: 'Suggested once they can go' };
  if (isOff) return { noSuggestionText: 'Suggestions are switched off' };
  if (stored === undefined) return { noSuggestionText: missing.length > 0 ? notYet : 'Being worked out' };
  const { place, explanation } = stored;
  if (place !== null) {
    const isProvisional = missing.length > 0;
    const suggestion: SuggestionModel = {
      projectName: place.projectName,
      bedLabel: place.bedLabel,
      ...place.stay,
      isProvisional,
      reasons: reasonsOf(explanation),
      checks: checksOf(explanation),
      ...(isProvisional || !mayOffer
        ? {}
        : {
            offerHref: `/referrals/${referral.referralId}/offer?${new URLSearchParams({
              bedId: place.bedId,
              ...place.stay,
            }).toString()}`,
          }),
    };
    return { suggestion };
  }
  const { provisional = null } = explanation ?? {};
  if (missing.length > 0) {
    return {
      noSuggestionText:
        provisional === null
          ? notYet
          : `Would be ${provisional.projectName} if nothing were missing. That is no offer.`,
    };
  }
  return {
    noSuggestionText: explanation?.state === 'no-place' ? noPlaceText(explanation) : 'Being worked out',
  };
};

const openPlaceOf = (
  place: Omit<OpenPlace, 'others'>,
  today: IsoDate,
  now: Date,
): NonNullable<WaitingRow['offer']> => {
  const facts = {
    text: `${place.projectName}, ${place.bedLabel}`,
    href: `/offers/${place.offerId}/made`,
  };
  if (place.state === 'admitted') {
    return {
      ...facts,
      state: { text: 'Here', colour: 'green' },
      dueText: `Staying since ${shortDate(place.arrivesOn)}`,
    };
  }
  if (place.state === 'booked') {
    return {
      ...facts,
      state: { text: 'Booked', colour: 'green' },
      dueText: arrivalText(place.arrivesOn, today),
    };
  }
  return {
    ...facts,
    state: { text: 'Offer made', colour: 'blue' },
    dueText: offerDueText(place, now),
  };
};

const offerDueText = (
  { answerDueAt, expiresAt }: Pick<OpenPlace, 'answerDueAt' | 'expiresAt'>,
  now: Date,
): string => {
  if (answerDueAt > now) return `Answer due by ${timeOfDay(answerDueAt)}`;
  return expiresAt > now
    ? `Answer overdue; the bed is held until ${timeOfDay(expiresAt)}`
    : 'The time to answer is over; the bed is about to be let go';
};

/** What else is offered to the person, where they may have more than one offer at once. */
const besideOf = (
  { state, others }: OpenPlace,
  atOnce: number,
  today: IsoDate,
  now: Date,
): Pick<WaitingRow, 'offersOpenText' | 'moreOffers'> =>
  state !== 'offered' || (atOnce === 1 && others.length === 0)
    ? {}
    : {
        offersOpenText: offersOpenText(1 + others.length, atOnce),
        moreOffers: others.map((other) => openPlaceOf(other, today, now)),
      };

const rowOf = (
  person: Person,
  today: IsoDate,
  facts: {
    readonly name: string | undefined;
    readonly openPlace: OpenPlace | undefined;
    readonly stored: StoredSuggestion | undefined;
    readonly mayOffer: boolean;
    readonly isOff: boolean;
    readonly now: Date;
    readonly offersAtOnce: number;
    readonly isAsked: boolean;
  },
): WaitingRow => {
  const { referral, missing } = person;
  const { rawDays, adjustedDays } = waitedDays(referral.receivedOn, referral.unavailable, today);
  const spell = spellOn(referral.unavailable, today);
  const medicalText = medicalNote(referral, today, shortDate);
  return {
    referralId: referral.referralId,
    reference: referral.reference,
    href: `/referrals/${referral.referralId}`,
    ...(facts.name === undefined ? {} : { name: facts.name }),
    partnershipText: referral.partnershipName,
    band: { text: urgencyBandTexts[referral.urgencyBand], colour: bandColours[referral.urgencyBand] },
    receivedOn: referral.receivedOn,
    waitedDays: rawDays,
    adjustedWaitedDays: adjustedDays,
    attention: [
      ...person.attention.map(({ kind }) => attentionTexts[kind]),
      ...(facts.isAsked ? ['An offer waits for a second person'] : []),
      ...(person.stage?.isStuck === true ? [stageText(person.stage, shortDate)] : []),
    ],
    ...(spell === null
      ? {}
      : {
          cannotGoText:
            spell.toOn === null ? 'Until further notice' : `Can go again from ${shortDate(spell.toOn)}`,
        }),
    ...(person.queues.length === 1
      ? {}
      : {
          astrayText: `What is recorded of places contradicts itself (${person.queues.map((queue) => queueTexts[queue].toLowerCase()).join('; ')}). Tell whoever runs the service.`,
        }),
    missing: missing.map((gap) => missingGateText(gap, shortDate)),
    ...(medicalText === null ? {} : { medicalText }),
    placesHref: addressOfPlaces(referral.referralId),
    ...(facts.stored === undefined ? {} : { suggestionHref: addressOfSuggestion(referral.referralId) }),
    ...(facts.openPlace === undefined
      ? suggestionOf(person, facts.stored, facts.mayOffer, facts.isOff)
      : {
          offer: openPlaceOf(facts.openPlace, today, facts.now),
          ...besideOf(facts.openPlace, facts.offersAtOnce, today, facts.now),
          ...(facts.openPlace.state === 'offered' &&
          1 + facts.openPlace.others.length < facts.offersAtOnce &&
          facts.stored?.place != null
            ? suggestionOf(person, facts.stored, facts.mayOffer, facts.isOff)
            : {}),
        }),
  };
};

/** How many wait for a place, and how many of them for nothing but an offer; who has one, or a bed, is counted apart. */
const standingText = (people: readonly Person[]): string => {
  const inQueue = (...of: readonly Queue[]): number =>
    people.filter(({ queues: stands }) => of.some((queue) => stands.includes(queue))).length;
  const placed = inQueue('offered', 'booked', 'arrived');
  const waiting = `${countOf(people.length - placed, 'person', 'people')} waiting, ${plainNumber(inQueue('ready'))} of them ready for an offer.`;
  return placed === 0
    ? waiting
    : `${waiting} ${plainNumber(placed)} more ${placed === 1 ? 'has' : 'have'} an offer or a bed.`;
};

/** How many ask to be looked at, as a sentence after another. */
const attentionText = (people: readonly Person[]): string => {
  const count = people.filter(needsLook).length;
  return count === 0 ? '' : ` ${countOf(count, 'person needs', 'people need')} attention.`;
};

const readFilters = ({ query }: Pick<PageInput, 'query'>, bands: readonly string[]): Filters => {
  const { band = '', queue = '', people = '' } = query;
  return {
    people: /^[0-9a-f-]{36}(?:,[0-9a-f-]{36}){0,19}$/.test(people) ? people : '',
    band: bands.includes(band) ? band : '',
    queue: [needsAttention, ...queues].includes(queue) ? queue : '',
  };
};

/**
 * Who waits in the reader's partnership, in the order in which places are given. Readiness is derived from the
 * facts of this moment, as are the queue each is in and what asks to be looked at; suggestions are those of the latest
 * run. Fourteen statements however many people wait.
 */
const show = async (
  deps: WaitingListPageDeps,
  tx: Tx,
  { scope, query, actor, frame, now, today, newKey }: PageInput,
  search: FormState<'sought'>,
): Promise<PageReply> => {
  const policy = await deps.readPolicy(tx, scope.kind === 'partnership' ? scope.partnershipId : undefined);
  const { bands, parallelOffers: offersAtOnce } = policy;
  const referrals = await deps.readWaitingReferrals(tx, scope);
  const decisions = await deps.readLatestDecisions(
    tx,
    referrals.map(({ referralId }) => referralId),
  );
  const referralIds = referrals.map(({ referralId }) => referralId);
  const requests = await deps.readFundingAsked(tx, referralIds);
  const waits = await deps.readWaitRecords(tx, referralIds);
  const places = await deps.readPlaceKinds(tx, referralIds);
  const everybody = referrals
    .map((referral): Person => {
      const decision = decisions.get(referral.referralId) ?? null;
      const request = requests.get(referral.referralId) ?? null;
      const missing = missingGates(referral, decision, today, request);
      const { contact, review } = waits.get(referral.referralId) ?? { contact: null, review: null };
      const isUnavailable = spellOn(referral.unavailable, today) !== null;
      const held = places.get(referral.referralId) ?? noPlaces;
      const stands = queuesOf({ missing, isUnavailable, places: held });
      return {
        referral,
        missing,
        queues: stands,
        stage: stageClock({ referral, queues: stands, missing, decision, request }, today, deps),
        // Who has arrived waits no longer.
        attention: held.has('arrived')
          ? []
          : attentionOf({ ...referral, contact, review }, deps.waiting, today),
      };
    })
    .sort(inOrderOfList(policy));
  const filters = readFilters({ query }, bands);
  const { shown, paging } = pageOf(
    everybody.filter(fits(filters)),
    (person) => markOf(policy, person),
    query['after'] ?? '',
    filters,
  );
  const shownIds = shown.map(({ referral }) => referral.referralId);
  const matcher = await deps.readMatcherFacts(tx);
  const suggestions =
    matcher.run === null || matcher.switchedOff !== null
      ? new Map<string, StoredSuggestion>()
      : await deps.readSuggestions(tx, matcher.run.runId, shownIds);
  const openPlaces = await deps.readOpenPlaces(tx, scope, shownIds);
  const asked = await deps.readAskedOffers(tx, scope);
  const names = await deps.readNames(
    tx,
    scope,
    shown.map(({ referral }) => referral.clientId),
  );
  const mayOffer = scopeFor(actor, 'make-offers') !== null;
  return {
    kind: 'page',
    page: WaitingListView({
      frame,
      action: path,
      search: {
        action: `${path}/search`,
        idempotencyKey: newKey(),
        form: search,
        isFound: filters.people !== '',
      },
      ...(scopeFor(actor, 'edit-referrals') === null
        ? {}
        : { transfersToAnswer: await deps.countTransfersToAnswer(tx, scope) }),
      overdue: await deps.readOverdueTasks(tx, scope, today),
      matcher: matcherState(matcher, now, deps.matcherLimits),
      runsHref: runsPath,
      filters: { values: { ...filters }, errors: [] },
      bandOptions: bands.map((band) => ({ value: band, text: urgencyBandTexts[band] })),
      queueOptions: [
        { value: needsAttention, text: 'Needs attention' },
        ...queues.map((queue) => ({ value: queue, text: queueTexts[queue] })),
      ],
      summaryText:
        everybody.length === 0
          ? 'Nobody is waiting.'
          : `${standingText(everybody)}${attentionText(everybody)}`,
      rows: shown.map((person) =>
        rowOf(person, today, {
          name: names.get(person.referral.clientId),
          openPlace: openPlaces.get(person.referral.referralId),
          isAsked: asked.has(person.referral.referralId),
          stored: suggestions.get(person.referral.referralId),
          mayOffer,
          isOff: matcher.switchedOff !== null,
          now,
          offersAtOnce,
        }),
      ),
      ...(scopeFor(actor, 'edit-referrals') === null ? {} : { recordReferralHref: '/referrals/find' }),
      paging,
    }),
  };
};

/** The list, and what is looked for in it. */
export const waitingListPage = (deps: WaitingListPageDeps): Page => ({
  path,
  permission: 'see-referrals',
  auditedRead: { list: 'waiting-list' },
  read: (tx, input) => show(deps, tx, input, untouchedForm),
});

/** Found people shown at most; who looks for more types more. */
const foundAtMost = 20;

/** Nobody of the list is called so, or too many are. */
type SearchRefusal =
  { readonly code: 'nobody-found' } | { readonly code: 'too-many-found'; readonly found: number };

/**
 * Looks for people on the list by what stands in their name or reference, as `personNameKey` tells names apart. Sent, and
 * not asked for in an address, where names would stand in logs: the answer is an address with ids.
 */
export const searchWaitingListForm = (deps: WaitingListPageDeps): Form =>
  defineForm({
    path: `${path}/search`,
    standsOn: () => path,
    permission: 'see-referrals',
    auditedRead: { list: 'waiting-list' },
    auditEvent: 'matching.waiting-list-searched',
    parse: (typed) => {
      const sought = (typed['sought'] ?? '').trim().slice(0, 120);
      return sought === ''
        ? { ok: false, errors: [{ field: 'sought', text: 'Enter a name or a reference' }] }
        : { ok: true, command: sought };
    },
    async act(tx, { scope }, sought: string): Promise<Outcome<readonly string[], SearchRefusal>> {
      const referrals = await deps.readWaitingReferrals(tx, scope);
      const names = await deps.readNames(
        tx,
        scope,
        referrals.map(({ clientId }) => clientId),
      );
      const key = personNameKey(sought);
      const found = referrals.filter(
        ({ reference, clientId }) =>
          personNameKey(reference).includes(key) || personNameKey(names.get(clientId) ?? '').includes(key),
      );
      if (found.length === 0) return refuse({ code: 'nobody-found' });
      return found.length > foundAtMost
        ? refuse({ code: 'too-many-found', found: found.length })
        : done(found.map(({ referralId }) => referralId));
    },
    done: (found) =>
      found.length === 1 ? `/referrals/${found[0] ?? ''}` : `${path}?people=${found.join(',')}`,
    explain: (refusal) => [
      {
        field: 'sought',
        text:
          refusal.code === 'nobody-found'
            ? 'Nobody on your waiting list has that name or reference. Check the spelling, or type a part of it'
            : `${plainNumber(refusal.found)} people fit. Type more of the name or the reference`,
      },
    ],
    again: (tx, input, { typed, errors }) =>
      show(deps, tx, { ...input, query: {} }, { values: typed, errors }),
  });
