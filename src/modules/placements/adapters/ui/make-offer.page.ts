import type { Scope } from '../../../../kernel/actor.js';
import { nightsBetween, type IsoDate } from '../../../../kernel/iso-date.js';
import { done } from '../../../../kernel/outcome.js';
import type { Stay } from '../../../../kernel/stay.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
  type Typed,
} from '../../../../platform/http/define-page.js';
import { errorsOf, optionalProse } from '../../../../platform/http/typed-fields.js';
import { identifier } from '../../../../platform/http/schemas.js';
import type { PlacementCheck } from '../../../../ui/components/check-list.js';
import type { FreshnessModel } from '../../../../ui/components/freshness.js';
import { fieldsOfDate } from '../../../../ui/forms/date-parts.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { countOf } from '../../../../ui/presenters/numbers.js';
import { overrideText } from './override-words.js';
import { offersOpenText } from '../../../../ui/presenters/offers-open-text.js';
import { timeOfDay } from '../../../../ui/presenters/time-of-day.js';
import {
  weighArrival,
  type ArrivalPolicy,
  type ReadReferral,
  type ReferralFacts,
} from '../../../referrals/contract/facts.js';
import { arrivalNoteText, urgencyBandTexts } from '../../../referrals/contract/words.js';
import { nextSteps, type MissingGate } from '../../../matching/contract.js';
import type { AskOverride, makeAskOverride } from '../../application/asked-override.js';
import type { makeMakeOffer, MakeOffer } from '../../application/make-offer.js';
import type { makePreviewOffer, OfferPreview } from '../../application/preview-offer.js';
import { MakeOfferView, type MakeOfferProps } from './make-offer.view.js';
import { checksOf, moneyText, needsOf, tagsOfBed } from './offer-card.js';
import { readAddressStay, readTypedStay, stayToBegin } from './offer-dates.js';
import { explainOffer, titleOfRefusal } from './offer-refusals.js';

/** A place the matcher suggests now for one person. */
export interface SuggestedPlace {
  readonly bedId: string;
  readonly bedLabel: string;
  readonly projectName: string;
  readonly stay: Stay;
}

/** What the page of an offer and its form need. */
export interface MakeOfferPageDeps {
  readonly readReferral: ReadReferral;
  readonly previewOffer: ReturnType<typeof makePreviewOffer>;
  readonly makeOffer: ReturnType<typeof makeMakeOffer>;
  readonly askOverride: ReturnType<typeof makeAskOverride>;
  readonly arrivalPolicy: Pick<ArrivalPolicy, 'gapDays'>;
  readonly readNames: (
    tx: Tx,
    scope: Scope,
    clientIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
  /** What a person lacks before an offer, with what has been asked for. */
  readonly readMissing: (tx: Tx, referral: ReferralFacts, today: IsoDate) => Promise<readonly MissingGate[]>;
  readonly readSuggestedPlace: (tx: Tx, referralId: string) => Promise<SuggestedPlace | null>;
  /** Where a project is, and how old what it says of itself is. */
  readonly readProject: (
    tx: Tx,
    projectId: string,
    input: Pick<PageInput, 'now' | 'today'>,
  ) => Promise<{ readonly placeText: string; readonly freshness: FreshnessModel } | null>;
}

const waitingList = '/waiting-list';
const pathOf = (referralId: string): string => `/referrals/${referralId}/offer`;
/** Where an offer that passes somebody over waits for a second member. */
export const addressOfOverride = (referralId: string): string => `/referrals/${referralId}/override`;
/** Where an offer of a bed for a stay is looked at. */
export const addressOfOffer = (referralId: string, bedId: string, stay: Stay): string =>
  `${pathOf(referralId)}?${new URLSearchParams({ bedId, ...stay }).toString()}`;

interface Shown {
  readonly bedId: string;
  readonly typed: Typed | null;
  readonly errors: readonly FieldError[];
  readonly refusalCode: string | null;
}

/** The next step after a refusal: the place suggested now when it is another bed, and the board. */
const linksAfter = (
  referralId: string,
  bedId: string,
  suggested: SuggestedPlace | null,
): NonNullable<MakeOfferProps['clash']>['links'] => [
  ...(suggested === null || suggested.bedId === bedId
    ? []
    : [
        {
          href: addressOfOffer(referralId, suggested.bedId, suggested.stay),
          text: `Look at the place suggested now: ${suggested.projectName}, ${suggested.bedLabel}`,
        },
      ]),
  { href: `/referrals/${referralId}/places`, text: 'See every place for this person' },
  { href: `/referrals/${referralId}`, text: 'Open the referral' },
];

/** Why the offer is not to be made as it stands; null when every check says yes. */
const whyBlocked = (
  hasDates: boolean,
  checks: readonly PlacementCheck[],
  missing: readonly MissingGate[],
): string | null => {
  if (!hasDates) return 'Put the dates right and check them: then it is said whether the place fits.';
  const unmet = checks.filter(({ answer }) => answer !== 'yes').length;
  if (unmet === 0) return null;
  // Neither other dates nor another place would help who is not ready.
  if (missing.length === 0) {
    return 'The offer cannot be made while a check does not say yes. Change the dates and check them, or choose another place.';
  }
  return unmet === missing.length
    ? 'The place fits. The offer can be made once the person is ready to place:'
    : 'The offer cannot be made while a check does not say yes. Other dates or another place alone do not help: the person has to be ready to place first.';
};

const answerDueText = ({ unit, answer: { dueAt, isBeforeArrival } }: OfferPreview): string =>
  `${unit.projectName} has until ${timeOfDay(dueAt)} to answer${isBeforeArrival ? ', since the person would arrive then' : ''}.`;

/** That the place suggested could be gone to sooner; nothing where it could not. */
const laterTexts = (
  suggested: SuggestedPlace | null,
  { arrivesOn }: Stay,
  today: IsoDate,
): readonly string[] => {
  if (suggested === null || suggested.stay.arrivesOn >= arrivesOn) return [];
  // A run of before midnight may suggest a day that is over.
  if (suggested.stay.arrivesOn < today) return [];
  const days = nightsBetween(suggested.stay.arrivesOn, arrivesOn);
  return [
    `The place suggested to them, ${suggested.projectName}, ${suggested.bedLabel}, could be gone to from ${shortDate(suggested.stay.arrivesOn)}: ${countOf(days, 'day')} sooner.`,
  ];
};

/** What it means that another offer to the person is open. */
const besideText = ({ offersOpen, offersAtOnce }: OfferPreview): string =>
  `With this one ${offersOpenText(offersOpen + 1, offersAtOnce)}. The first that is accepted is booked, and the others end then. Until then money is held in full for each.`;

const show = async (deps: MakeOfferPageDeps, tx: Tx, input: PageInput, shown: Shown): Promise<PageReply> => {
  const { scope, today } = input;
  const referralId = input.params['referralId'] ?? '';
  if (!identifier.safeParse(referralId).success) return { kind: 'problem', code: 'not-found' };
  const referral = await deps.readReferral(tx, scope, referralId);
  if (referral === null) return { kind: 'problem', code: 'not-found' };
  const suggested = await deps.readSuggestedPlace(tx, referralId);
  const bedId = shown.bedId === '' ? (suggested?.bedId ?? '') : shown.bedId;
  if (bedId === '') return { kind: 'redirect', to: `/referrals/${referralId}` };
  if (!identifier.safeParse(bedId).success) return { kind: 'problem', code: 'not-found' };

  const typedStay = shown.typed === null ? null : readTypedStay(shown.typed, today);
  const fallback =
    readAddressStay(input.query, today) ??
    (suggested?.bedId === bedId && suggested.stay.arrivesOn >= today ? suggested.stay : null) ??
    stayToBegin(referral, today);
  const stay = typedStay?.ok === true ? typedStay.stay : fallback;
  // What is said of other dates than those typed would be read as said of these.
  const hasDates = typedStay?.ok !== false;
  const preview = await deps.previewOffer(tx, scope, { referralId, bedId, stay });
  if (preview === null) return { kind: 'problem', code: 'not-found' };
  const project = await deps.readProject(tx, preview.unit.projectId, input);
  const names = await deps.readNames(tx, scope, [referral.clientId]);
  const overall = shown.errors.find(({ field }) => field === '');
  const money = hasDates ? moneyText(preview) : undefined;
  const missing = preview.missing.length === 0 ? [] : await deps.readMissing(tx, referral, today);
  const checks = hasDates ? checksOf({ ...preview, missing }, stay) : [];
  const blockedText = whyBlocked(hasDates, checks, missing);
  return {
    kind: 'page',
    page: MakeOfferView({
      frame: input.frame,
      action: pathOf(referralId),
      idempotencyKey: input.newKey(),
      version: referral.version,
      person: {
        reference: referral.reference,
        name: names.get(referral.clientId),
        bandText: urgencyBandTexts[referral.urgencyBand],
        waitingText: `${countOf(nightsBetween(referral.receivedOn, today), 'day')} since ${shortDate(referral.receivedOn)}`,
        needs: needsOf(referral, today),
      },
      bed: {
        bedId,
        label: preview.unit.label,
        projectName: preview.unit.projectName,
        placeText: project?.placeText ?? preview.unit.healthBoard,
        tags: tagsOfBed(preview.unit),
        freshness: project?.freshness ?? { text: 'Never confirmed', isStale: true },
      },
      checks,
      ...(blockedText === null ? {} : { blockedText }),
      steps: hasDates ? nextSteps(referralId, missing) : [],
      warnings: hasDates
        ? [
            ...weighArrival(referral, stay.arrivesOn, today, deps.arrivalPolicy).map((note) =>
              arrivalNoteText(note, shortDate),
            ),
            ...laterTexts(suggested, stay, today),
          ]
        : [],
      answerDueText: answerDueText(preview),
      ...(preview.offersOpen === 0 || preview.offersOpen >= preview.offersAtOnce
        ? {}
        : { besideText: besideText(preview) }),
      ...(preview.override === null ? {} : { overrideText: overrideText(preview.override) }),
      isAsked: preview.override?.kind === 'passes-over',
      ...(money === undefined ? {} : { moneyHeldText: money }),
      form: {
        values: shown.typed ?? {
          overrideReason: '',
          ...fieldsOfDate('arrivesOn', stay.arrivesOn),
          ...fieldsOfDate('departsOn', stay.departsOn),
        },
        errors: shown.errors.filter(({ field }) => field !== ''),
      },
      ...(overall === undefined
        ? {}
        : {
            clash: {
              title: titleOfRefusal(shown.refusalCode),
              text: overall.text,
              links:
                shown.refusalCode === 'not-ready-to-place'
                  ? [
                      ...nextSteps(referralId, missing),
                      { href: `/referrals/${referralId}`, text: 'Open the referral' },
                    ]
                  : linksAfter(referralId, bedId, suggested),
              isAnswer: true,
            },
          }),
      cancelHref: waitingList,
    }),
  };
};

/** The page on which a coordinator looks once more, with everything as it is at this moment. */
export const makeOfferPage = (deps: MakeOfferPageDeps): Page => ({
  path: '/referrals/:referralId/offer',
  permission: 'make-offers',
  auditedRead: { subject: 'referral', param: 'referralId' },
  read: (tx, input) =>
    show(deps, tx, input, { bedId: input.query['bedId'] ?? '', typed: null, errors: [], refusalCode: null }),
});

type Command =
  | { readonly kind: 'offer' | 'ask'; readonly offer: MakeOffer & Pick<AskOverride, 'override'> }
  | { readonly kind: 'check'; readonly to: string };

/**
 * Makes the offer; or, by the other buttons, asks a second member to confirm one that passes somebody over, or looks at other
 * dates. Neither holds anything.
 */
export const makeOfferForm = (deps: MakeOfferPageDeps): Form =>
  defineForm({
    path: '/referrals/:referralId/offer',
    permission: 'make-offers',
    auditedRead: { subject: 'referral', param: 'referralId' },
    auditEvent: 'placements.offer-made',
    parse: (typed, { params, actor, today }) => {
      const referralId = params['referralId'] ?? '';
      const read = readTypedStay(typed, today);
      if (!read.ok) return read;
      const bedId = identifier.safeParse(typed['bedId']);
      if (!bedId.success || !identifier.safeParse(referralId).success) {
        return {
          ok: false,
          errors: [{ field: '', text: 'No bed was named. Open the offer again from the waiting list.' }],
        };
      }
      const reason = optionalProse(typed, 'overrideReason', 500);
      if ('error' in reason) return { ok: false, errors: errorsOf(reason) };
      const override = reason.value === null ? null : { reason: reason.value };
      const command: Command =
        typed['intent'] === 'check'
          ? { kind: 'check', to: addressOfOffer(referralId, bedId.data, read.stay) }
          : {
              kind: typed['intent'] === 'ask' ? 'ask' : 'offer',
              offer: { memberId: actor.memberId, referralId, bedId: bedId.data, ...read.stay, override },
            };
      return { ok: true, command };
    },
    act: async (tx, { scope }, command: Command) => {
      if (command.kind === 'check') return done({ to: command.to });
      if (command.kind === 'ask') {
        const asked = await deps.askOverride(tx, scope, command.offer);
        return asked.ok
          ? done({ to: `${addressOfOverride(command.offer.referralId)}?done=override-asked` })
          : asked;
      }
      const made = await deps.makeOffer(tx, scope, command.offer);
      return made.ok ? done({ to: `/offers/${made.value.offerId}/made` }) : made;
    },
    done: ({ to }) => to,
    explain: explainOffer,
    again: (tx, input, { typed, errors, refusal }) =>
      show(deps, tx, input, {
        bedId: typed['bedId'] ?? '',
        typed,
        errors,
        refusalCode: refusal?.code ?? null,
      }),
  });
