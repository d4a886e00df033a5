import type { Scope } from '../../../../kernel/actor.js';
import { addNights, londonDate, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { Page } from '../../../../platform/http/define-page.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { dueText } from '../../../../ui/presenters/due-text.js';
import { timeOfDay, timeOfDayAndYear } from '../../../../ui/presenters/time-of-day.js';
import { queueTexts } from '../../../matching/contract.js';
import type { UrgencyBand } from '../../../referrals/contract/facts.js';
import { attentionTexts, urgencyBandTexts } from '../../../referrals/contract/words.js';
import type { ReadDayFacts } from '../../application/ports.js';
import {
  listedAtMost,
  type ListedOffer,
  type ListedStay,
  type ReadListedOffers,
  type ReadListedStays,
} from '../../application/printed-list.js';
import type { ReadTasksDeps } from '../../application/read-tasks.js';
import type { DayFacts, OwedSafetyFacts, WaitingFacts } from '../../domain/task.js';
import { PrintedListView, type ListPart } from './printed-list.view.js';

/** What the list for the day without systems needs. */
export interface PrintedListDeps {
  readonly readBands: ReadTasksDeps['readBands'];
  readonly readDayFacts: ReadDayFacts;
  readonly readListedStays: ReadListedStays;
  readonly readListedOffers: ReadListedOffers;
  readonly readNames: (
    tx: Tx,
    scope: Scope,
    clientIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
}

/** The next list is made tomorrow. Set for this service. Unit: hours. */
const shredAfterHours = 24;
/** How far ahead arrivals and leavings are listed. Unit: days. */
const aheadDays = 7;

/** Where the list stands, and who may see it: whoever has people placed. */
export const printedList = { path: '/today/list', permission: 'see-placements' } as const;

type NameOf = (person: { readonly clientId: string; readonly reference: string }) => string;

const residentsPart = (stays: readonly ListedStay[], nameOf: NameOf, isProvider: boolean): ListPart => ({
  title: isProvider ? 'Who lives here' : 'Who lives in a project',
  headings: ['Bed', 'Person', isProvider ? 'Partnership' : 'Project', 'Leaves on'],
  rows: stays
    .filter(({ state }) => state === 'admitted')
    .map((stay) => ({
      key: stay.clientId,
      cells: [
        `${stay.placeName}, ${stay.bedLabel}`,
        nameOf(stay),
        isProvider ? stay.partnershipName : stay.placeName,
        shortDate(stay.departsOn),
      ],
    })),
  emptyText: 'Nobody.',
});

const arrivalsPart = (stays: readonly ListedStay[], nameOf: NameOf, today: IsoDate): ListPart => ({
  title: `Arrivals expected, next ${aheadDays} days`,
  headings: ['Arrives on', 'Person', 'Bed', 'Partnership'],
  rows: stays
    .filter(({ state, arrivesOn }) => state === 'booked' && arrivesOn < addNights(today, aheadDays))
    .toSorted((a, b) => (a.arrivesOn < b.arrivesOn ? -1 : 1))
    .map((stay) => ({
      key: stay.clientId,
      cells: [
        shortDate(stay.arrivesOn),
        nameOf(stay),
        `${stay.placeName}, ${stay.bedLabel}`,
        stay.partnershipName,
      ],
    })),
  emptyText: 'Nobody is expected.',
});

const leavingsPart = (stays: readonly ListedStay[], nameOf: NameOf, today: IsoDate): ListPart => ({
  title: `Leaving, next ${aheadDays} days`,
  headings: ['Leaves on', 'Person', 'Bed', 'Partnership'],
  rows: stays
    .filter(({ state, departsOn }) => state === 'admitted' && departsOn < addNights(today, aheadDays))
    .toSorted((a, b) => (a.departsOn < b.departsOn ? -1 : 1))
    .map((stay) => ({
      key: stay.clientId,
      cells: [
        `${shortDate(stay.departsOn)}${stay.departsOn < today ? ', overdue' : ''}`,
        nameOf(stay),
        `${stay.placeName}, ${stay.bedLabel}`,
        stay.partnershipName,
      ],
    })),
  emptyText: 'Nobody leaves.',
});

const offersPart = (offers: readonly ListedOffer[], nameOf: NameOf): ListPart => ({
  title: 'Offers that wait for an answer',
  headings: ['Answer due by', 'Person', 'Bed', 'Arrives on'],
  rows: offers.map((offer) => ({
    key: offer.clientId,
    cells: [
      timeOfDay(offer.expiresAt),
      nameOf(offer),
      `${offer.placeName}, ${offer.bedLabel}`,
      shortDate(offer.arrivesOn),
    ],
  })),
  emptyText: 'No offer waits.',
});

const owedPart = (owed: readonly OwedSafetyFacts[], nameOf: NameOf, today: IsoDate): ListPart => ({
  title: 'Owed for somebody’s safety',
  headings: ['What', 'Person', 'Place', 'Due'],
  rows: owed
    .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
    .slice(0, listedAtMost)
    .map((task) => ({
      key: `${task.placementId}${task.safetyKey}`,
      cells: [task.text, nameOf(task), task.placeName, dueText(task.dueOn, task.isOverdue, today)],
    })),
  emptyText: 'Nothing is owed now.',
});

/** Where a bed is booked, held or lived in for somebody, and from which day; '' for whoever has none. */
const placeOf = (clientId: string, stays: readonly ListedStay[], offers: readonly ListedOffer[]): string => {
  const place = [...stays, ...offers].find((one) => one.clientId === clientId);
  return place === undefined
    ? ''
    : `: ${place.placeName}, ${place.bedLabel}, from ${shortDate(place.arrivesOn)}`;
};

const waitingPart = (
  {
    waiting,
    stays,
    offers,
  }: {
    readonly waiting: readonly WaitingFacts[];
    readonly stays: readonly ListedStay[];
    readonly offers: readonly ListedOffer[];
  },
  bands: readonly UrgencyBand[],
  nameOf: NameOf,
): ListPart => ({
  title: 'Who waits',
  headings: ['Person', 'Urgency', 'Since', 'Where it stands', 'Needs attention'],
  rows: waiting
    .toSorted(
      (a, b) =>
        bands.indexOf(a.urgencyBand) - bands.indexOf(b.urgencyBand) || (a.receivedOn < b.receivedOn ? -1 : 1),
    )
    .slice(0, listedAtMost)
    .map((referral) => ({
      key: referral.referralId,
      cells: [
        nameOf(referral),
        urgencyBandTexts[referral.urgencyBand],
        shortDate(referral.receivedOn),
        `${referral.queues.map((queue) => queueTexts[queue]).join('; ')}${placeOf(referral.clientId, stays, offers)}`,
        referral.attention.map(({ kind }) => attentionTexts[kind]).join('; '),
      ],
    })),
  emptyText: 'Nobody waits.',
});

const peopleIn = (
  { waiting, owed }: Pick<DayFacts, 'waiting' | 'owed'>,
  ...others: readonly (readonly { readonly clientId: string }[])[]
): readonly string[] => [
  ...new Set([waiting, owed, ...others].flatMap((part) => part.map(({ clientId }) => clientId))),
];

/**
 * What a project or a partnership goes on working with when nothing else answers: names and references, beds, days and
 * what is owed; nothing of anybody's health. Made to be printed, and to be shredded a day later.
 */
export const printedListPage = (deps: PrintedListDeps): Page => ({
  ...printedList,
  auditedRead: { list: 'printed-list' },
  async read(tx, { scope, frame, now, today }) {
    const facts = await deps.readDayFacts(tx, scope, { now, today });
    // A partnership's people are listed while they wait, also for a bed that is booked from later on.
    const stays = await deps.readListedStays(
      tx,
      scope,
      scope.kind === 'provider' ? addNights(londonDate(now), aheadDays) : null,
    );
    const offers = await deps.readListedOffers(tx, scope);
    const names = await deps.readNames(tx, scope, peopleIn(facts, stays, offers));
    const nameOf: NameOf = ({ clientId, reference }) => {
      const name = names.get(clientId);
      return name === undefined ? reference : `${name}, ${reference}`;
    };
    const isProvider = scope.kind === 'provider';
    return {
      kind: 'page',
      page: PrintedListView({
        frame,
        madeText: `Made at ${timeOfDayAndYear(now)}.`,
        shredText: `Shred by ${timeOfDay(new Date(now.getTime() + shredAfterHours * 3_600_000))}.`,
        backHref: '/today',
        parts: [
          owedPart(facts.owed, nameOf, today),
          ...(isProvider
            ? []
            : [waitingPart({ waiting: facts.waiting, stays, offers }, await deps.readBands(tx), nameOf)]),
          offersPart(offers, nameOf),
          arrivalsPart(stays, nameOf, today),
          leavingsPart(stays, nameOf, today),
          residentsPart(stays, nameOf, isProvider),
        ],
      }),
    };
  },
});
