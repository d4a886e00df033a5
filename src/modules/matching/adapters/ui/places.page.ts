import type { Scope } from '../../../../kernel/actor.js';
import { addNights, nightsBetween, type IsoDate } from '../../../../kernel/iso-date.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Stay } from '../../../../kernel/stay.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { Page } from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import { dateFromFields, fieldsOfDate } from '../../../../ui/forms/date-parts.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { countOf } from '../../../../ui/presenters/numbers.js';
import { isInTheWay, isToBeRecorded, whyNotText, type Check } from '../../../eligibility/contract.js';
import {
  earliestArrival,
  furthestAheadNights,
  type PlaceHeld,
  type ReadReferral,
  type ReferralFacts,
} from '../../../referrals/contract/facts.js';
import type { makeFindPlaces, PlaceForPerson } from '../../application/find-places.js';
import { nextSteps } from '../../contract/next-steps.js';
import { missingGateText } from '../../domain/gate-text.js';
import { PlacesView, type BedModel, type ProjectPlaces, type ReasonModel } from './places.view.js';

/** What the page of a person's places needs. */
export interface PlacesPageDeps {
  readonly readReferral: ReadReferral;
  readonly findPlaces: ReturnType<typeof makeFindPlaces>;
  readonly readNames: (
    tx: Tx,
    scope: Scope,
    clientIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
  /** What keeps another offer from being made to the person. */
  readonly readPlaceHeld: (
    tx: Tx,
    person: { readonly clientId: string; readonly partnershipId: string },
  ) => Promise<PlaceHeld | null>;
  /** Where an offer of a bed for a stay is looked at. */
  readonly addressOfOffer: (referralId: string, bedId: string, stay: Stay) => string;
}

/** Where a person's places are shown. */
export const addressOfPlaces = (referralId: string): string => `/referrals/${referralId}/places`;

interface ReadArrival {
  readonly on: IsoDate;
  readonly errors: readonly FieldError[];
}

/** The day of arrival in the address; or the first one possible, with what is wrong with the one typed. */
const readArrival = (
  query: Readonly<Record<string, string>>,
  referral: ReferralFacts,
  today: IsoDate,
): ReadArrival => {
  const first = earliestArrival(referral, today);
  const last = addNights(today, furthestAheadNights);
  const typed = dateFromFields(query, 'arrivesOn');
  if (typed.kind === 'missing') return { on: first, errors: [] };
  if (typed.kind === 'date' && typed.on >= today && typed.on <= last) return { on: typed.on, errors: [] };
  return {
    on: first,
    errors: [
      {
        field: 'arrivesOn',
        text: `Enter a day of arrival from ${shortDate(today)} to ${shortDate(last)}, such as ${shortDate(first)}`,
      },
    ],
  };
};

const reasonsOf = (
  places: readonly PlaceForPerson[],
  isReason: (check: Check) => boolean,
): readonly ReasonModel[] => {
  const bedsOf = new Map<string, number>();
  for (const { checks } of places) {
    for (const text of checks.filter(isReason).map(whyNotText)) {
      bedsOf.set(text, (bedsOf.get(text) ?? 0) + 1);
    }
  }
  return [...bedsOf]
    .sort(([, a], [, b]) => b - a)
    .map(([text, beds]) => ({ text, bedsText: countOf(beds, 'bed') }));
};

/** Places by project, in the order in which each project is first met. */
const byProject = (places: readonly PlaceForPerson[]): readonly (readonly PlaceForPerson[])[] => {
  const projects = new Map<string, PlaceForPerson[]>();
  for (const place of places) {
    const met = projects.get(place.unit.projectId);
    if (met === undefined) projects.set(place.unit.projectId, [place]);
    else met.push(place);
  }
  return [...projects.values()];
};

const projectOf = (
  places: readonly PlaceForPerson[],
  referral: ReferralFacts,
  facts: {
    readonly whyHref: string;
    readonly beds: readonly BedModel[];
    readonly reasons: readonly ReasonModel[];
  },
): ProjectPlaces | null => {
  const [first] = places;
  if (first === undefined) return null;
  const { unit } = first;
  const rank = referral.preferredProjectIds.indexOf(unit.projectId);
  return {
    projectId: unit.projectId,
    name: unit.projectName,
    placeText:
      unit.healthBoard === referral.healthBoard ? `${unit.healthBoard}, near home` : unit.healthBoard,
    countText: countOf(places.length, 'bed'),
    wishText: rank === -1 ? null : rank === 0 ? 'Their first choice' : `Their choice ${rank + 1}`,
    refusedText: places.some(({ hasOfferOpen }) => hasOfferOpen)
      ? 'An offer of this project waits for its answer'
      : places.some(({ wasFoundUnsuitable }) => wasFoundUnsuitable)
        ? 'The project has said that the person is not suitable. It can be asked again on the referral, once that has changed'
        : places.some(({ wasRefused }) => wasRefused)
          ? 'An offer here came to nothing before'
          : null,
    ...facts,
  };
};

/** The place a person has already, or has in view, and what it means for another. */
export const heldTexts: Readonly<Record<PlaceHeld, string>> = {
  'stay-runs': 'The person lives in a place. Until they leave it no other can be offered.',
  'bed-booked':
    'A bed is booked for the person. Another can be offered once the provider records that they will not arrive.',
  'offer-open':
    'An offer waits for its answer. Another can be made once it is answered or you have taken it back.',
};

const present = <T>(value: T | null): value is T => value !== null;

/** Who can go where and why not: every bed of the country for one person, from one day of arrival on. */
export const placesPage = (deps: PlacesPageDeps): Page => ({
  path: addressOfPlaces(':referralId'),
  permission: 'see-referrals',
  auditedRead: { subject: 'referral', param: 'referralId' },
  async read(tx, { params, query, scope, actor, frame, today }) {
    const referralId = params['referralId'] ?? '';
    if (!identifier.safeParse(referralId).success) return { kind: 'problem', code: 'not-found' };
    const referral = await deps.readReferral(tx, scope, referralId);
    if (referral === null) return { kind: 'problem', code: 'not-found' };
    const arrival = readArrival(query, referral, today);
    const looked = await deps.findPlaces(tx, scope, { referralId, arrivesOn: arrival.on, today });
    if (!looked.ok) return { kind: 'problem', code: 'not-found' };
    const found = looked.value;
    const names = await deps.readNames(tx, scope, [referral.clientId]);
    const held = await deps.readPlaceHeld(tx, referral);
    const mayOffer = held === null && found.missing.length === 0 && scopeFor(actor, 'make-offers') !== null;
    const bedOf = ({ unit, stay, hasOfferOpen, wasFoundUnsuitable }: PlaceForPerson): BedModel => ({
      bedId: unit.bedId,
      label: unit.label,
      fromText: stay === null ? null : `From ${shortDate(stay.arrivesOn)}`,
      offerHref:
        stay === null || !mayOffer || hasOfferOpen || wasFoundUnsuitable
          ? null
          : deps.addressOfOffer(referralId, unit.bedId, stay),
    });
    const inGroups = (
      answers: readonly PlaceForPerson['answer'][],
      isReason: ((check: Check) => boolean) | null,
    ): readonly ProjectPlaces[] =>
      byProject(found.places.filter(({ answer }) => answers.includes(answer)))
        .map((places) =>
          projectOf(places, referral, {
            whyHref: `/referrals/${referralId}/eligibility?projectId=${places[0]?.unit.projectId ?? ''}&${new URLSearchParams(fieldsOfDate('on', found.arrivesOn)).toString()}`,
            beds: isReason === null ? places.map(bedOf) : [],
            reasons: isReason === null ? [] : reasonsOf(places, isReason),
          }),
        )
        .filter(present);
    return {
      kind: 'page',
      page: PlacesView({
        frame,
        action: addressOfPlaces(referralId),
        referralHref: `/referrals/${referralId}`,
        reference: referral.reference,
        name: names.get(referral.clientId) ?? null,
        first: {
          ...(held === null ? {} : { heldText: heldTexts[held] }),
          missing:
            held === null
              ? found.missing.map((gap) => {
                  const { text, whoActs } = missingGateText(gap, shortDate);
                  return `${text}. ${whoActs}.`;
                })
              : [],
          steps: held === null ? nextSteps(referralId, found.missing) : [],
        },
        stayText: `${countOf(found.nights, 'night')} from ${shortDate(found.arrivesOn)}. Beds that come free by ${shortDate(found.lookedUntil)}, ${countOf(Math.round(nightsBetween(found.arrivesOn, found.lookedUntil) / 7), 'week')} on, are looked at.`,
        form: {
          values:
            arrival.errors.length === 0 ? { ...fieldsOfDate('arrivesOn', found.arrivesOn) } : { ...query },
          errors: arrival.errors,
        },
        canGo: inGroups(['free', 'later'], null),
        notKnown: inGroups(['unknown'], isToBeRecorded),
        full: inGroups(['full'], null),
        cannotGo: inGroups(['no'], isInTheWay),
      }),
    };
  },
});
