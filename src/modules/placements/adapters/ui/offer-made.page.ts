import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
} from '../../../../platform/http/define-page.js';
import { identifier, words } from '../../../../platform/http/schemas.js';
import { errorsOf, optionalProse } from '../../../../platform/http/typed-fields.js';
import type { FormState, Option } from '../../../../ui/forms/form-state.js';
import { untouchedForm } from '../../../../ui/forms/form-state.js';
import { capital } from '../../../../ui/presenters/capital.js';
import { shortDate, stayText } from '../../../../ui/presenters/dates.js';
import { pounds } from '../../../../ui/presenters/numbers.js';
import { offersOpenText } from '../../../../ui/presenters/offers-open-text.js';
import { timeOfDay } from '../../../../ui/presenters/time-of-day.js';
import type { ReadCalendars } from '../../../capacity/contract/availability.js';
import type { ReadReferral } from '../../../referrals/contract/facts.js';
import type { OfferRepository } from '../../application/ports.js';
import type { OfferAnswerRefusal } from '../../application/resolve-offer.js';
import type { makeRecordTry, OfferTryRepository } from '../../application/record-try.js';
import type { DeclineOfferRefusal, makeDeclineOffer } from '../../application/decline-offer.js';
import type { makeWithdrawOffer } from '../../application/withdraw-offer.js';
import type { Offer, OfferState } from '../../domain/offer.js';
import { isTried } from '../../domain/offer-watch.js';
import type { PlacementState } from '../../domain/placement.js';
import type { OverrideRepository } from '../../application/override.js';
import { overrideKindTexts } from './override-words.js';
import { declinedText, declineReasonTexts } from './decline-texts.js';
import { OfferMadeView, type NoFields, type WithdrawFields } from './offer-made.view.js';
import { explainTry, readTryForm, tryOptions, tryText } from './offer-try-words.js';
import type { TryFields } from './offer-try.view.js';

/** What the page of one offer needs. */
export interface OfferMadePageDeps {
  readonly offers: Pick<OfferRepository, 'find' | 'isLive'>;
  /** The offers to a referral that wait for their answer. */
  readonly findOpenOffers: (tx: Tx, referralId: string) => Promise<readonly Offer[]>;
  readonly readOffersAtOnce: (tx: Tx, partnershipId: string) => Promise<number>;
  readonly declineOffer: ReturnType<typeof makeDeclineOffer>;
  readonly overrides: Pick<OverrideRepository, 'find'>;
  readonly withdrawOffer: ReturnType<typeof makeWithdrawOffer>;
  readonly recordOfferTry: ReturnType<typeof makeRecordTry>;
  readonly tries: Pick<OfferTryRepository, 'readWatch'>;
  readonly readReferral: ReadReferral;
  readonly readCalendars: ReadCalendars;
  readonly readStayOfOffer: (
    tx: Tx,
    offerId: string,
  ) => Promise<{
    readonly state: PlacementState;
    readonly admittedOn: IsoDate | null;
    readonly endedOn: IsoDate | null;
  } | null>;
  /** The rule that a refusal cites, in its own words; null where it cites none. */
  readonly readCitedText: (tx: Tx, offer: Pick<Offer, 'refusal'>) => Promise<string | null>;
  readonly readNames: (
    tx: Tx,
    scope: Scope,
    clientIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
}

const endings: Readonly<
  Record<Exclude<OfferState, 'offered'>, { readonly title: string; readonly text: string }>
> = {
  accepted: { title: 'Offer accepted', text: 'The bed is booked' },
  declined: { title: 'Offer declined', text: 'The bed and the money are free again' },
  expired: { title: 'Offer ran out', text: 'No answer came in time. The bed and the money are free again' },
  withdrawn: { title: 'Offer taken back', text: 'The bed and the money are free again' },
  superseded: {
    title: 'Another offer was accepted',
    text: 'The person took another place that was offered to them. The bed and the money of this one are free again',
  },
};

/** What became of the booking since: it may have begun, ended, or never begun. */
const sinceAccepted = (stay: Awaited<ReturnType<OfferMadePageDeps['readStayOfOffer']>>): string => {
  switch (stay?.state) {
    case 'admitted':
      return stay.admittedOn === null
        ? 'The person arrived'
        : `The person arrived on ${shortDate(stay.admittedOn)}`;
    case 'ended':
      return stay.endedOn === null ? 'The stay is over' : `The stay ended on ${shortDate(stay.endedOn)}`;
    case 'never_started':
      return 'The person did not arrive. The bed and the money are free again';
    case 'booked':
    case undefined:
      return endings.accepted.text;
  }
};

const dueText = ({ answerDueAt, expiresAt }: Offer, now: Date): string =>
  answerDueAt > now
    ? `Answer due by ${timeOfDay(answerDueAt)}`
    : `The answer was due by ${timeOfDay(answerDueAt)} and is overdue. The bed is held until ${timeOfDay(expiresAt)}`;

/** What happens to the bed when no answer comes. Source: docs/adr/0037. */
const lapseText = ({ expiresAt }: Offer, hasTried: boolean, hasTriedEarly: boolean): string =>
  hasTried
    ? `Without an answer the bed is free again at ${timeOfDay(expiresAt)}.`
    : `Nobody has recorded that they tried to get an answer${hasTriedEarly ? ' since the provider was reminded' : ''}. Until somebody does, the bed is held until ${timeOfDay(expiresAt)}, and those in charge are told.`;

/** What it means that other offers to the person are open. */
const besideText = (open: number, atOnce: number): string =>
  `${offersOpenText(open, atOnce)} for this person. The first that is accepted is booked, and the others end then. Until then money is held in full for each.`;

const noOptions: readonly Option[] = Object.entries(declineReasonTexts.person).map(([value, text]) => ({
  value,
  text: capital(text),
}));

const show = async (
  deps: OfferMadePageDeps,
  tx: Tx,
  input: PageInput,
  forms: {
    readonly withdraw?: FormState<WithdrawFields>;
    readonly attempt?: FormState<TryFields>;
    readonly no?: FormState<NoFields>;
  } = {},
): Promise<PageReply> => {
  const { scope, frame, now } = input;
  const offerId = input.params['offerId'] ?? '';
  if (!identifier.safeParse(offerId).success) return { kind: 'problem', code: 'not-found' };
  const offer = await deps.offers.find(tx, scope, offerId);
  if (offer === null) return { kind: 'problem', code: 'not-found' };
  const referral = await deps.readReferral(tx, scope, offer.referralId);
  const unit = (await deps.readCalendars(tx, { bedId: offer.bedId }, offer.stay))[0]?.unit;
  if (referral === null || unit === undefined) return { kind: 'problem', code: 'not-found' };
  const isOpen = offer.state === 'offered' && (await deps.offers.isLive(tx, offerId));
  const name = (await deps.readNames(tx, scope, [offer.clientId])).get(offer.clientId);
  const ending = offer.state === 'offered' ? endings.expired : endings[offer.state];
  const declined =
    offer.refusal === null ? '' : `${declinedText(offer.refusal, await deps.readCitedText(tx, offer))}. `;
  const watch = await deps.tries.readWatch(tx, offerId);
  const hasTried = watch !== null && isTried(watch);
  const isOverdue = isOpen && offer.answerDueAt <= now;
  const untried =
    ending === endings.expired && watch !== null && !hasTried
      ? 'Nobody had recorded that they tried to get an answer. '
      : '';
  const override = await deps.overrides.find(tx, offerId);
  const open = isOpen ? await deps.findOpenOffers(tx, offer.referralId) : [];
  const became =
    offer.state === 'accepted' ? sinceAccepted(await deps.readStayOfOffer(tx, offerId)) : ending.text;
  return {
    kind: 'page',
    page: OfferMadeView({
      frame,
      title: isOpen ? (isOverdue ? 'Answer overdue' : 'Offer made') : ending.title,
      isOverdue,
      stateText: isOpen ? dueText(offer, now) : `${declined}${untried}${became}`,
      isOpen,
      personText: name === undefined ? referral.reference : `${name} (${referral.reference})`,
      placeText: `${unit.projectName}, ${unit.label}`,
      stayText: stayText(offer.stay.arrivesOn, offer.stay.departsOn),
      costText: pounds(offer.costPence),
      ...(override === null
        ? {}
        : { overrideText: `${overrideKindTexts[override.kind]}. Why: ${override.reason}` }),
      waitingListHref: '/waiting-list',
      referralHref: `/referrals/${offer.referralId}`,
      ...(isOpen
        ? {
            ...(open.length < 2
              ? {}
              : {
                  besideText: besideText(open.length, await deps.readOffersAtOnce(tx, offer.partnershipId)),
                }),
            lapseText: lapseText(offer, hasTried, (watch?.tries.length ?? 0) > 0),
            attempt: {
              action: `/offers/${offerId}/tries`,
              idempotencyKey: input.newKey(),
              options: tryOptions('partnership'),
              tried: (watch?.tries ?? []).map(tryText),
              form: forms.attempt ?? untouchedForm,
            },
            personsNo: {
              action: `/offers/${offerId}/refusal`,
              idempotencyKey: input.newKey(),
              version: offer.version,
              reasonOptions: noOptions,
              form: forms.no ?? untouchedForm,
            },
            withdraw: {
              action: `/offers/${offerId}/withdrawal`,
              idempotencyKey: input.newKey(),
              version: offer.version,
              form: forms.withdraw ?? untouchedForm,
            },
          }
        : {}),
      // Of whoever has a bed by this offer or by another, nothing is suggested.
      ...(isOpen || offer.state === 'accepted' || offer.state === 'superseded'
        ? {}
        : { suggestionHref: `/referrals/${offer.referralId}/suggestion` }),
    }),
  };
};

/** An offer as its partnership sees it: just made, or how it ended. */
export const offerMadePage = (deps: OfferMadePageDeps): Page => ({
  path: '/offers/:offerId/made',
  permission: 'make-offers',
  auditedRead: { subject: 'offer', param: 'offerId' },
  read: (tx, input) => show(deps, tx, input),
});

const reasonShape = words(500);

const explain = (refusal: OfferAnswerRefusal) => {
  switch (refusal.code) {
    case 'not-found':
      return [
        { field: '', text: 'The offer is not one of your partnership’s. Go back to the waiting list.' },
      ];
    case 'offer-expired':
      return [
        {
          field: '',
          text: 'The time to answer was over already, so there was nothing to take back: the bed and the money are free.',
        },
      ];
    case 'offer-superseded':
      return [{ field: '', text: 'The person took another place a moment ago. It stands as shown.' }];
    case 'offer-already-resolved':
      return [{ field: '', text: 'The offer was answered a moment ago. It stands as shown.' }];
    case 'changed-since-you-read-it':
      return [
        {
          field: '',
          text: 'Somebody changed the offer after you opened this page. Look again and repeat it.',
        },
      ];
  }
};

/** The coordinator takes the offer back. */
export const withdrawOfferForm = (deps: OfferMadePageDeps): Form =>
  defineForm({
    path: '/offers/:offerId/withdrawal',
    standsOn: ({ offerId = '' }) => `/offers/${offerId}/made`,
    permission: 'make-offers',
    auditedRead: { subject: 'offer', param: 'offerId' },
    auditEvent: 'placements.offer-withdrawn',
    parse: (typed, { params, expectedVersion }) => {
      const offerId = params['offerId'] ?? '';
      const reason = reasonShape.safeParse((typed['reason'] ?? '').replace(/\r\n?/g, '\n'));
      if (reason.success) return { ok: true, command: { offerId, expectedVersion, reason: reason.data } };
      const isMissing = (typed['reason'] ?? '').trim() === '';
      const text = isMissing
        ? 'Say why the offer is taken back'
        : (reason.error.issues[0]?.message ?? 'Write something else.');
      return { ok: false, errors: [{ field: 'reason', text }] };
    },
    act: (
      tx,
      { scope },
      command: { readonly offerId: string; readonly expectedVersion: number; readonly reason: string },
    ) => deps.withdrawOffer(tx, scope, command),
    done: () => '/waiting-list?done=offer-withdrawn',
    explain,
    again: (tx, input, { typed, errors }) => show(deps, tx, input, { withdraw: { values: typed, errors } }),
  });

const explainNo = (refusal: DeclineOfferRefusal) => {
  switch (refusal.code) {
    case 'no-of-the-other-side':
    case 'reason-not-theirs':
    case 'rule-missing':
    case 'rule-not-in-force':
      return [{ field: 'noReason', text: 'Choose a reason from the list' }];
    case 'offer-expired':
      return [
        { field: '', text: 'The time to answer was over already: the bed and the money are free again.' },
      ];
    default:
      return explain(refusal);
  }
};

/** The person told the partnership that they do not go there. */
export const personsNoForm = (deps: OfferMadePageDeps): Form =>
  defineForm({
    path: '/offers/:offerId/refusal',
    standsOn: ({ offerId = '' }) => `/offers/${offerId}/made`,
    permission: 'decline-offers',
    auditedRead: { subject: 'offer', param: 'offerId' },
    auditEvent: 'placements.offer-declined',
    parse: (typed, { params, expectedVersion }) => {
      const reason = typed['noReason'] ?? '';
      const note = optionalProse(typed, 'noNote', 500);
      const isKnown = noOptions.some(({ value }) => value === reason);
      return isKnown && !('error' in note)
        ? {
            ok: true,
            command: { offerId: params['offerId'] ?? '', expectedVersion, reason, note: note.value },
          }
        : {
            ok: false,
            errors: [
              ...(isKnown ? [] : [{ field: 'noReason', text: 'Choose why the person says no' }]),
              ...errorsOf(note),
            ],
          };
    },
    act: (
      tx,
      { scope },
      command: {
        readonly offerId: string;
        readonly expectedVersion: number;
        readonly reason: string;
        readonly note: string | null;
      },
    ) => deps.declineOffer(tx, scope, { ...command, refusedBy: 'person' }),
    done: ({ offerId }) => `/offers/${offerId}/made?done=persons-no`,
    explain: explainNo,
    again: (tx, input, { typed, errors }) => show(deps, tx, input, { no: { values: typed, errors } }),
  });

/** Somebody of the partnership tried to get an answer. */
export const recordTryForm = (deps: OfferMadePageDeps): Form =>
  defineForm({
    path: '/offers/:offerId/tries',
    standsOn: ({ offerId = '' }) => `/offers/${offerId}/made`,
    permission: 'make-offers',
    auditedRead: { subject: 'offer', param: 'offerId' },
    auditEvent: 'placements.offer-tried',
    parse: (typed, { now }) => readTryForm(typed, 'partnership', now),
    act: (tx, { scope, actor, params }, tried) =>
      deps.recordOfferTry(tx, scope, {
        ...tried,
        ...{ memberId: actor.memberId, offerId: identifier.safeParse(params['offerId']).data ?? '' },
      }),
    done: ({ offerId }) => `/offers/${offerId}/made?done=try-recorded`,
    explain: explainTry,
    again: (tx, input, { typed, errors }) => show(deps, tx, input, { attempt: { values: typed, errors } }),
  });
