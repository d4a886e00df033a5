import type { Scope } from '../../../../kernel/actor.js';
import { londonDate, type IsoDate } from '../../../../kernel/iso-date.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
} from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import { choiceField, dateField, errorsOf, optionalProse } from '../../../../platform/http/typed-fields.js';
import { fieldsOfDate } from '../../../../ui/forms/date-parts.js';
import { overall, type FieldError } from '../../../../ui/forms/form-state.js';
import { dateText, shortDate } from '../../../../ui/presenters/dates.js';
import {
  mayArrangeTravel,
  mayTellOfHome,
  type GettingThereRefusal,
  type HomeTold,
  type makeRecordHome,
  type makeRecordTravel,
  type ReadGettingThere,
  type Told,
} from '../../application/getting-there.js';
import type { ReadReferral, ReferralFacts } from '../../contract/facts.js';
import { arrivalNoteText } from '../../contract/words.js';
import {
  escorts,
  homeAnswers,
  prisonClock,
  travelState,
  weighArrival,
  type ArrivalPolicy,
  type TravelPlan,
} from '../../domain/arrival.js';
import type { WaitingDatesObstacle } from '../../domain/waiting.js';
import {
  escortTexts,
  homeText,
  homeTexts,
  prisonClockTexts,
  travelTags,
  travelText,
} from './arrival-words.js';
import { ArrivalView, type ArrivalFormKind, type ArrivalProps } from './arrival.view.js';
import { optionsOf } from './referral-words.js';

/** A place that is offered, booked or lived in, as far as this page tells it. */
export interface PlaceInView {
  readonly state: 'offered' | 'booked' | 'admitted';
  readonly projectName: string;
  readonly bedLabel: string;
  readonly arrivesOn: IsoDate;
}

/** What the page of an arrival needs. */
export interface ArrivalPageDeps {
  readonly readReferral: ReadReferral;
  readonly readOpenPlace: (tx: Tx, scope: Scope, referralId: string) => Promise<PlaceInView | null>;
  readonly readGettingThere: ReadGettingThere;
  readonly recordTravel: ReturnType<typeof makeRecordTravel>;
  readonly recordHome: ReturnType<typeof makeRecordHome>;
  readonly arrivalPolicy: ArrivalPolicy;
}

/** Where the day on which a person arrives is shown. */
export const addressOfArrival = (referralId: string): string => `/referrals/${referralId}/arrival`;

const placeTexts = { offered: 'offered', booked: 'booked', admitted: 'the person lives there' } as const;

const byText = ({ recordedBy, recordedAt }: Told): string =>
  `Recorded on ${shortDate(londonDate(recordedAt))}${recordedBy === null ? '' : ` by ${recordedBy}`}`;

const show = async (
  deps: ArrivalPageDeps,
  tx: Tx,
  input: PageInput,
  failed: ArrivalProps['failed'] | null,
): Promise<PageReply> => {
  const { scope, frame, today, actor, newKey } = input;
  const referralId = identifier.safeParse(input.params['referralId']).data;
  const referral = referralId === undefined ? null : await deps.readReferral(tx, scope, referralId);
  if (referralId === undefined || referral === null) return { kind: 'problem', code: 'not-found' };
  const place = await deps.readOpenPlace(tx, scope, referralId);
  const { travel, home } = await deps.readGettingThere(tx, referralId);
  const clock = prisonClock(referral.liberationOn, today, deps.arrivalPolicy);
  const { detox, liberationOn } = referral;
  // Of somebody who lives there nothing is left to weigh.
  const arrivesOn = place === null || place.state === 'admitted' ? null : place.arrivesOn;
  const state = travelState(travel, arrivesOn);
  const travelsOn = arrivesOn ?? clock?.liberationOn ?? null;
  const mayEdit = scopeFor(actor, 'edit-referrals') !== null;
  const form = (kind: ArrivalFormKind) => ({
    action: `${addressOfArrival(referralId)}/${kind}`,
    idempotencyKey: newKey(),
  });
  return {
    kind: 'page',
    page: ArrivalView({
      frame,
      title: `The day of arrival for ${referral.reference}`,
      reference: referral.reference,
      referralHref: `/referrals/${referralId}`,
      dates: [
        {
          key: 'Arrival',
          value:
            place === null
              ? 'No place is offered yet'
              : `${shortDate(place.arrivesOn)}, ${place.projectName}, ${place.bedLabel}: ${placeTexts[place.state]}`,
        },
        {
          key: 'Detox',
          value:
            detox === null
              ? referral.detoxNeed === 'none'
                ? 'Not needed first'
                : 'Needed first, not booked yet'
              : `From ${shortDate(detox.startsOn)}, ends on ${shortDate(detox.endsOn)}`,
        },
        ...(liberationOn === null
          ? []
          : [
              {
                key: 'Prison',
                value: `${liberationOn < today ? 'Left' : 'Leaves'} on ${shortDate(liberationOn)}`,
              },
            ]),
      ],
      warnings:
        arrivesOn === null
          ? []
          : weighArrival(referral, arrivesOn, today, deps.arrivalPolicy).map((note) =>
              arrivalNoteText(note, shortDate),
            ),
      prisonClock: clock === null ? [] : prisonClockTexts(clock, place !== null),
      travel: {
        text: travel === null ? 'Nobody is named who brings the person.' : travelText(travel),
        ...(travel === null ? {} : { byText: byText(travel) }),
        ...(state === null ? {} : { tag: travelTags[state] }),
      },
      home:
        home === null
          ? { text: 'Nobody has asked yet what becomes of the person’s home.' }
          : { text: homeText(home), byText: byText(home) },
      options: { escort: optionsOf(escortTexts), home: optionsOf(homeTexts) },
      travelValues: travelsOn === null ? {} : fieldsOfDate('travelsOn', travelsOn),
      forms: {
        ...(mayEdit && mayArrangeTravel(referral) ? { travel: form('travel') } : {}),
        ...(mayEdit && mayTellOfHome(referral) ? { home: form('home') } : {}),
      },
      ...(failed == null ? {} : { failed }),
    }),
  };
};

const explain = (refusal: GettingThereRefusal | WaitingDatesObstacle): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return overall('The referral is not on your partnership’s list any more. Go back to the waiting list.');
    case 'referral-closed':
      return overall('The referral is closed. Record a new one if the person asks again.');
    case 'day-outside-the-wait':
      return [
        {
          field: 'travelsOn',
          text: `Enter a day from ${dateText(refusal.earliestOn)} to ${dateText(refusal.latestOn)}`,
        },
      ];
  }
};

/** The page of an arrival, and its two forms. */
export const arrivalPages = (
  deps: ArrivalPageDeps,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => {
  const path = addressOfArrival(':referralId');
  const shared = {
    permission: 'edit-referrals',
    auditedRead: { subject: 'referral', param: 'referralId' },
    standsOn: ({ referralId = '' }: Readonly<Record<string, string>>) => addressOfArrival(referralId),
    explain,
  } as const;
  const again =
    (kind: ArrivalFormKind): Form['again'] =>
    (tx, input, { typed, errors }) =>
      show(deps, tx, input, { kind, form: { values: typed, errors } });
  return {
    pages: [
      {
        path,
        permission: 'see-referrals',
        auditedRead: shared.auditedRead,
        read: (tx, input) => show(deps, tx, input, null),
      },
    ],
    forms: [
      defineForm({
        ...shared,
        path: `${path}/travel`,
        auditEvent: 'referrals.travel-recorded',
        parse: (typed) => {
          const travelsOn = dateField(typed, 'travelsOn', 'the day of travel');
          const broughtBy = choiceField(typed, 'broughtBy', escorts, 'Choose who brings the person');
          const note = optionalProse(typed, 'note', 200);
          return 'error' in travelsOn || 'error' in broughtBy || 'error' in note
            ? { ok: false, errors: errorsOf(travelsOn, broughtBy, note) }
            : {
                ok: true,
                command: {
                  travelsOn: travelsOn.value,
                  broughtBy: broughtBy.value,
                  note: note.value,
                  isConfirmed: typed['confirmed'] === 'yes',
                },
              };
        },
        act: (tx: Tx, input: PageInput, plan: TravelPlan) =>
          deps.recordTravel(tx, input.scope, {
            ...plan,
            referralId: input.params['referralId'] ?? '',
            memberId: input.actor.memberId,
            today: input.today,
          }),
        done: (_value, { params }) => `${shared.standsOn(params)}?done=travel-recorded`,
        again: again('travel'),
      }),
      defineForm({
        ...shared,
        path: `${path}/home`,
        auditEvent: 'referrals.home-recorded',
        parse: (typed) => {
          const answer = choiceField(typed, 'answer', homeAnswers, 'Choose what becomes of the home');
          const note = optionalProse(typed, 'note', 200);
          return 'error' in answer || 'error' in note
            ? { ok: false, errors: errorsOf(answer, note) }
            : { ok: true, command: { answer: answer.value, note: note.value } };
        },
        act: (tx: Tx, input: PageInput, told: HomeTold) =>
          deps.recordHome(tx, input.scope, {
            ...told,
            referralId: input.params['referralId'] ?? '',
            memberId: input.actor.memberId,
          }),
        done: (_value, { params }) => `${shared.standsOn(params)}?done=home-recorded`,
        again: again('home'),
      }),
    ],
  };
};

/**
 * What the page of a referral tells of the day of arrival: what does not go together, what a liberation asks for now, the way
 * there while it is not arranged, and the home while nobody has asked.
 */
export const arrivalLines =
  ({ readGettingThere, arrivalPolicy }: Pick<ArrivalPageDeps, 'readGettingThere' | 'arrivalPolicy'>) =>
  async (
    tx: Tx,
    referral: ReferralFacts,
    place: Pick<PlaceInView, 'state' | 'arrivesOn'> | null,
    today: IsoDate,
  ): Promise<readonly string[]> => {
    const clock = prisonClock(referral.liberationOn, today, arrivalPolicy);
    const prison =
      clock === null || clock.stage === 'early' ? [] : prisonClockTexts(clock, place !== null).slice(0, 1);
    if (place === null || place.state === 'admitted') return prison;
    const { travel, home } = await readGettingThere(tx, referral.referralId);
    const state = travelState(travel, place.arrivesOn);
    return [
      ...weighArrival(referral, place.arrivesOn, today, arrivalPolicy).map((note) =>
        arrivalNoteText(note, shortDate),
      ),
      ...prison,
      ...(state === 'to-arrange' ? ['Nobody is named who brings the person'] : []),
      ...(state === 'another-day' && travel !== null
        ? [`The way there is arranged for ${shortDate(travel.travelsOn)}, not for the day of arrival`]
        : []),
      ...(home === null ? ['Nobody has asked yet what becomes of the person’s home'] : []),
      ...(home?.answer === 'support_to_apply' ? ['Dual Housing Support is still to be applied for'] : []),
    ];
  };
