import type { Scope } from '../../../../kernel/actor.js';
import {
  addNights,
  ageOn,
  maxDate,
  nightsBetween,
  parseIsoDate,
  type IsoDate,
} from '../../../../kernel/iso-date.js';
import { financialYearLabel } from '../../../../kernel/financial-year.js';
import { nightCount, type Stay } from '../../../../kernel/stay.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { done } from '../../../../kernel/outcome.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
  type Typed,
} from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import type { PlacementCheck } from '../../../../ui/components/check-list.js';
import type { FreshnessModel } from '../../../../ui/components/freshness.js';
import type { TagModel } from '../../../../ui/components/tag.js';
import { dateFromFields, fieldsOfDate } from '../../../../ui/forms/date-parts.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { countOf, pounds } from '../../../../ui/presenters/numbers.js';
import { timeOfDay } from '../../../../ui/presenters/time-of-day.js';
import { isClaimable, type BedUnit } from '../../../capacity/contract/availability.js';
import { checkText } from '../../../eligibility/contract.js';
import { missingGateText } from '../../../matching/contract.js';
import type { ReadReferral, ReferralFacts } from '../../../referrals/contract/facts.js';
import { routeTexts, sexTexts, urgencyBandTexts } from '../../../referrals/contract/words.js';
import {
  furthestArrivalNights,
  type makeMakeOffer,
  type MakeOffer,
  type MakeOfferRefusal,
} from '../../application/make-offer.js';
import type { makePreviewOffer, OfferPreview } from '../../application/preview-offer.js';
import { MakeOfferView, type MakeOfferProps } from './make-offer.view.js';

/** A place the matcher suggests now for one person. */
export interface SuggestedPlace {
  readonly bedId: string;
  readonly bedLabel: string;
  readonly projectName: string;
  readonly stay: Stay;
}

export interface MakeOfferPageDeps {
  readonly readReferral: ReadReferral;
  readonly previewOffer: ReturnType<typeof makePreviewOffer>;
  readonly makeOffer: ReturnType<typeof makeMakeOffer>;
  readonly readNames: (
    tx: Tx,
    scope: Scope,
    clientIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
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
/** Where an offer of a bed for a stay is looked at. */
export const addressOfOffer = (referralId: string, bedId: string, stay: Stay): string =>
  `${pathOf(referralId)}?${new URLSearchParams({ bedId, ...stay }).toString()}`;

/** The stay nobody has chosen yet: from the first day possible, for the weeks paid for or else asked for. */
const stayToBegin = (referral: ReferralFacts, weeks: number, today: IsoDate): Stay => {
  const arrivesOn = referral.detox === null ? today : maxDate(today, referral.detox.endsOn);
  return { arrivesOn, departsOn: addNights(arrivesOn, weeks * 7) };
};

type ReadStay =
  { readonly ok: true; readonly stay: Stay } | { readonly ok: false; readonly errors: readonly FieldError[] };

/** Whether two days make a stay that can be offered today, or what would be accepted. */
const checkStay = (arrivesOn: IsoDate, departsOn: IsoDate, today: IsoDate): ReadStay => {
  if (arrivesOn < today) {
    return {
      ok: false,
      errors: [{ field: 'arrivesOn', text: `Enter a day of arrival from today, ${shortDate(today)}, on` }],
    };
  }
  const furthest = addNights(today, furthestArrivalNights);
  if (arrivesOn > furthest) {
    return {
      ok: false,
      errors: [{ field: 'arrivesOn', text: `Enter a day of arrival no later than ${shortDate(furthest)}` }],
    };
  }
  if (departsOn <= arrivesOn) {
    return {
      ok: false,
      errors: [{ field: 'departsOn', text: `Enter a leaving day after ${shortDate(arrivesOn)}` }],
    };
  }
  return isClaimable({ arrivesOn, departsOn })
    ? { ok: true, stay: { arrivesOn, departsOn } }
    : {
        ok: false,
        errors: [{ field: 'departsOn', text: 'Enter a leaving day at most two years after the arrival' }],
      };
};

const readTypedStay = (typed: Typed, today: IsoDate): ReadStay => {
  const arrives = dateFromFields(typed, 'arrivesOn');
  const departs = dateFromFields(typed, 'departsOn');
  if (arrives.kind === 'date' && departs.kind === 'date') return checkStay(arrives.on, departs.on, today);
  const errors = [
    { field: 'arrivesOn', what: 'the day of arrival', read: arrives },
    { field: 'departsOn', what: 'the leaving day', read: departs },
  ].flatMap(({ field, what, read }): FieldError[] => {
    if (read.kind === 'date') return [];
    return [
      {
        field,
        text:
          read.kind === 'missing'
            ? `Enter ${what}`
            : `Enter ${what} as a real date, such as ${shortDate(today)}: ${read.typed} is none`,
      },
    ];
  });
  return { ok: false, errors };
};

/** Dates in the address of the page; null where there are none or they make no stay. */
const readAddressStay = (query: Typed, today: IsoDate): Stay | null => {
  const arrivesOn = parseIsoDate(query['arrivesOn'] ?? '');
  const departsOn = parseIsoDate(query['departsOn'] ?? '');
  if (arrivesOn === null || departsOn === null) return null;
  const read = checkStay(arrivesOn, departsOn, today);
  return read.ok ? read.stay : null;
};

const unitTypeTexts: Readonly<Record<BedUnit['unitType'], string>> = {
  single: 'Single room',
  shared: 'Shared room',
  family_unit: 'Family unit',
};
const designationTexts: Readonly<Record<BedUnit['sexDesignation'], string>> = {
  any: 'Women and men',
  female: 'Women',
  male: 'Men',
  flexible: 'Women or men',
};

const tagsOfBed = (unit: BedUnit): readonly TagModel[] => [
  { text: unitTypeTexts[unit.unitType] },
  { text: designationTexts[unit.sexDesignation] },
  ...(unit.isStepFree === true ? [{ text: 'Step-free' }] : []),
  ...(unit.hasWetRoom === true ? [{ text: 'Wet room' }] : []),
  ...(unit.maxChildren > 0 ? [{ text: `Up to ${countOf(unit.maxChildren, 'child', 'children')}` }] : []),
];

const needsOf = (referral: ReferralFacts, today: IsoDate): readonly TagModel[] => [
  { text: `${sexTexts[referral.sex]}, ${ageOn(referral.bornOn, today)}` },
  ...(referral.needsStepFree ? [{ text: 'Step-free' }] : []),
  ...(referral.needsWetRoom ? [{ text: 'Wet room' }] : []),
  ...(referral.adults > 1 ? [{ text: countOf(referral.adults, 'adult') }] : []),
  ...(referral.children > 0 ? [{ text: countOf(referral.children, 'child', 'children') }] : []),
  ...(referral.detox === null ? [] : [{ text: `Detox ends ${shortDate(referral.detox.endsOn)}` }]),
];

/** Everything that must be a yes before the offer can be made, the evaluator's rules among it. */
const checksOf = (
  { checks, missing, funding, firstClashOn, referral }: OfferPreview,
  stay: Stay,
): readonly PlacementCheck[] => {
  const nights = nightCount(stay);
  return [
    {
      text: 'Free for the whole stay',
      answer: firstClashOn === null ? 'yes' : 'no',
      ...(firstClashOn === null ? {} : { detail: `Not free on the night of ${shortDate(firstClashOn)}` }),
    },
    ...missing.map((gate): PlacementCheck => {
      const { text, whoActs } = missingGateText(gate);
      return { text: 'Ready to place', answer: 'no', detail: `${text}. ${whoActs}` };
    }),
    ...(funding === null
      ? []
      : [
          {
            text: 'Within the weeks paid for',
            answer: nights <= funding.weeks * 7 ? ('yes' as const) : ('no' as const),
            detail: `${countOf(nights, 'night')}; ${countOf(funding.weeks * 7, 'night')} paid for`,
          },
        ]),
    ...(referral.detox === null
      ? []
      : [
          {
            text: 'Arrives when detox has ended',
            answer: stay.arrivesOn >= referral.detox.endsOn ? ('yes' as const) : ('no' as const),
            detail: `Detox ends on ${shortDate(referral.detox.endsOn)}`,
          },
        ]),
    ...checks.map((check): PlacementCheck => ({ ...checkText(check), answer: check.answer })),
  ];
};

/** Whose money it is. The list of routes is the referral's; one that is not on it is named as it stands. */
const budgetText = (route: string): string =>
  route === 'adp'
    ? 'your partnership’s own budget'
    : `your partnership’s ${new Map<string, string>(Object.entries(routeTexts)).get(route) ?? route} budget`;

const moneyText = ({ cost, funding }: OfferPreview): string | undefined => {
  if (cost === null || funding === null) return undefined;
  const parts =
    cost.parts.length < 2
      ? ''
      : ` (${cost.parts.map((part) => `${pounds(part.pence)} in ${financialYearLabel(part.year)}`).join(', ')})`;
  return `${pounds(cost.totalPence)}${parts} of ${budgetText(funding.route)} is held until the answer.`;
};

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
  { href: '/board', text: 'See which beds are free' },
  { href: `/referrals/${referralId}`, text: 'Open the referral' },
];

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
    stayToBegin(referral, referral.plannedWeeks, today);
  const stay = typedStay?.ok === true ? typedStay.stay : fallback;
  const preview = await deps.previewOffer(tx, scope, { referralId, bedId, stay });
  if (preview === null) return { kind: 'problem', code: 'not-found' };
  const project = await deps.readProject(tx, preview.unit.projectId, input);
  const names = await deps.readNames(tx, scope, [referral.clientId]);
  const overall = shown.errors.find(({ field }) => field === '');
  const money = moneyText(preview);
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
      checks: checksOf(preview, stay),
      answerDueText: `${preview.unit.projectName} has until ${timeOfDay(preview.answerDueAt)} to answer.`,
      ...(money === undefined ? {} : { moneyHeldText: money }),
      form: {
        values: shown.typed ?? {
          ...fieldsOfDate('arrivesOn', stay.arrivesOn),
          ...fieldsOfDate('departsOn', stay.departsOn),
        },
        errors: shown.errors.filter(({ field }) => field !== ''),
      },
      ...(overall === undefined
        ? {}
        : {
            clash: {
              title: titleOf(shown.refusalCode),
              text: overall.text,
              links: linksAfter(referralId, bedId, suggested),
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
  read: (tx, input) =>
    show(deps, tx, input, { bedId: input.query['bedId'] ?? '', typed: null, errors: [], refusalCode: null }),
});

const dateText = (text: string): string => {
  const on = parseIsoDate(text);
  return on === null ? text : shortDate(on);
};

const nothingDone = 'Nothing was done, and your dates are kept below.';

/** Each refusal as it is told here: what stands in the way, and what would make the offer possible. */
const explain = (refusal: MakeOfferRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'bed-already-taken':
      return [
        {
          field: '',
          text: `The bed is held or taken on the night of ${dateText(refusal.firstClashOn)}. Choose other nights or another bed. ${nothingDone}`,
        },
      ];
    case 'client-already-placed':
      return [
        {
          field: '',
          text: `The person has a bed on the night of ${dateText(refusal.firstClashOn)}. Choose other nights, or take the other offer back first. ${nothingDone}`,
        },
      ];
    case 'room-holds-another-sex':
      return [
        {
          field: '',
          text: `The shared room holds somebody of another sex on some of these nights, or the person’s sex is not recorded. Choose another bed or other nights. ${nothingDone}`,
        },
      ];
    case 'bed-not-open':
      return [
        {
          field: '',
          text: `The bed is not open on all of these nights. Choose other nights or another bed. ${nothingDone}`,
        },
      ];
    case 'bed-changed':
      return [
        {
          field: '',
          text: `The opening dates of the bed or its room were changed a moment ago. Look again at what is free. ${nothingDone}`,
        },
      ];
    case 'budget-missing':
      return [
        {
          field: '',
          text: `There is no money in ${budgetText(refusal.route)} for the year that begins in April ${refusal.financialYear}. Have it set, or choose nights in another year. ${nothingDone}`,
        },
      ];
    case 'budget-exhausted':
      return [
        {
          field: '',
          text: `The stay needs ${pounds(refusal.neededPence)} of ${budgetText(refusal.route)} for the year that begins in April ${refusal.financialYear}, and ${pounds(refusal.leftPence)} is left. Choose a shorter stay, or have the budget raised. ${nothingDone}`,
        },
      ];
    case 'not-found':
      return [{ field: '', text: 'The referral is not there any more.' }];
    case 'bed-not-found':
      return [{ field: '', text: `That bed is not known. Choose one from the bed board. ${nothingDone}` }];
    case 'referral-closed':
      return [{ field: '', text: 'The referral is closed. Record a new one if the person asks again.' }];
    case 'dates-not-a-stay':
      return [{ field: 'departsOn', text: 'Enter a leaving day after the arrival, at most two years on' }];
    case 'arrival-in-the-past':
      return [
        { field: 'arrivesOn', text: `Enter a day of arrival from today, ${dateText(refusal.today)}, on` },
      ];
    case 'arrival-too-far-ahead':
      return [
        {
          field: 'arrivesOn',
          text: `Enter a day of arrival up to ${dateText(refusal.latestOn)}, a year from today`,
        },
      ];
    case 'arrives-before-detox-ends':
      return [
        {
          field: 'arrivesOn',
          text: `Detox ends on ${dateText(refusal.detoxEndsOn)}: enter that day of arrival or a later one`,
        },
      ];
    case 'not-ready-to-place':
      return [
        {
          field: '',
          text: `${refusal.missing
            .map((gate) => {
              const { text, whoActs } = missingGateText(gate);
              return `${text}: ${whoActs.toLowerCase()}.`;
            })
            .join(' ')} ${nothingDone}`,
        },
      ];
    case 'not-eligible':
      return [
        {
          field: '',
          text: `The checks that say no stand beside. Choose a place whose checks all say yes. ${nothingDone}`,
        },
      ];
    case 'eligibility-unknown':
      return [
        {
          field: '',
          text: `A rule of this place needs a fact that nobody has recorded: see the checks that are not known. Record it, or choose another place. ${nothingDone}`,
        },
      ];
    case 'stay-exceeds-funding':
      return [
        {
          field: 'departsOn',
          text: `Enter at most ${countOf(refusal.fundedNights, 'night')}, which are paid for: these dates make ${refusal.askedNights}`,
        },
      ];
    case 'offer-already-open':
      return [
        {
          field: '',
          text: `The person has an offer that waits for its answer. Wait for it, or take it back first. ${nothingDone}`,
        },
      ];
  }
};

const titles: Readonly<Record<string, string>> = {
  'bed-already-taken': 'The bed is not free on these nights',
  'client-already-placed': 'The person has a bed already',
  'room-holds-another-sex': 'The room does not fit',
  'bed-not-open': 'The bed is not open then',
  'bed-changed': 'The bed was changed a moment ago',
  'budget-missing': 'There is no budget for this',
  'budget-exhausted': 'There is too little money left',
  'referral-closed': 'The referral is closed',
  'not-ready-to-place': 'The person is not ready to place',
  'not-eligible': 'The place does not take this person',
  'eligibility-unknown': 'Something is not known yet',
  'offer-already-open': 'The person has an offer already',
};

const titleOf = (code: string | null): string => titles[code ?? ''] ?? 'The offer was not made';

type Command =
  { readonly kind: 'offer'; readonly offer: MakeOffer } | { readonly kind: 'check'; readonly to: string };

/** Makes the offer; or, by the other button, looks at other dates without holding anything. */
export const makeOfferForm = (deps: MakeOfferPageDeps): Form =>
  defineForm({
    path: '/referrals/:referralId/offer',
    permission: 'make-offers',
    auditEvent: 'placements.offer-made',
    parse: (typed, { params, actor, today }) => {
      const referralId = params['referralId'] ?? '';
      const read = readTypedStay(typed, today);
      if (!read.ok) return read;
      const bedId = identifier.safeParse(typed['bedId']);
      if (!bedId.success || !identifier.safeParse(referralId).success) {
        return {
          ok: false,
          errors: [{ field: '', text: 'Choose a bed from the waiting list or the bed board.' }],
        };
      }
      const command: Command =
        typed['intent'] === 'check'
          ? { kind: 'check', to: addressOfOffer(referralId, bedId.data, read.stay) }
          : {
              kind: 'offer',
              offer: { memberId: actor.memberId, referralId, bedId: bedId.data, ...read.stay },
            };
      return { ok: true, command };
    },
    act: async (tx, { scope }, command: Command) => {
      if (command.kind === 'check') return done({ to: command.to });
      const made = await deps.makeOffer(tx, scope, command.offer);
      return made.ok ? done({ to: `/offers/${made.value.offerId}/made` }) : made;
    },
    done: ({ to }) => to,
    explain,
    again: (tx, input, { typed, errors, refusal }) =>
      show(deps, tx, input, {
        bedId: typed['bedId'] ?? '',
        typed,
        errors,
        refusalCode: refusal?.code ?? null,
      }),
  });
