import type { Scope } from '../../../../kernel/actor.js';
import {
  addNights,
  ageOn,
  isoDate,
  londonDate,
  nightsBetween,
  type IsoDate,
} from '../../../../kernel/iso-date.js';
import { done, type Outcome } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
} from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import { errorsOf, optionalProse, proseField } from '../../../../platform/http/typed-fields.js';
import type { DrugAlertsModel } from '../../../../ui/components/drug-alerts.js';
import type { OverdueTasksModel } from '../../../../ui/components/overdue-tasks.js';
import type { SummaryItem } from '../../../../ui/components/summary-list.js';
import type { TagModel } from '../../../../ui/components/tag.js';
import {
  untouchedForm,
  type FieldError,
  type FormState,
  type Option,
} from '../../../../ui/forms/form-state.js';
import { shortDate, stayText } from '../../../../ui/presenters/dates.js';
import { countOf } from '../../../../ui/presenters/numbers.js';
import { clockTime, timeOfDay } from '../../../../ui/presenters/time-of-day.js';
import {
  isInForce,
  ruleText,
  type AdmissionRule,
  type ReadAdmissionRules,
} from '../../../eligibility/contract.js';
import { missingGateText } from '../../../matching/contract.js';
import { substanceTexts } from '../../../referrals/contract/words.js';
import type { AcceptOfferRefusal, makeAcceptOffer } from '../../application/accept-offer.js';
import type { DeclineOfferRefusal, makeDeclineOffer } from '../../application/decline-offer.js';
import type { OfferRepository } from '../../application/ports.js';
import type {
  IncomingOfferFacts,
  ListPage,
  PageMark,
  ProviderFacts,
  ReadNames,
} from '../../application/provider-facts.js';
import type { makeRecordTry, OfferTryRepository } from '../../application/record-try.js';
import type { OfferTry } from '../../domain/offer-watch.js';
import { declineReasonTexts } from './decline-texts.js';
import { IncomingOffersView, type DeclineFields, type IncomingOffer } from './incoming-offers.view.js';
import { markOf, pagingOf, rowsOnAPage } from './page-mark.js';
import { explainTry, readTryForm, tryOptions, tryText } from './offer-try-words.js';
import type { TryFields } from './offer-try.view.js';
import { bedText, personText } from './person-text.js';
import { fitText } from './stay-refusals.js';

/** What a project decides an offer by besides what the offer itself says, in words and in order. */
interface DecisionFacts {
  readonly items: readonly SummaryItem[];
  /** Why the person is as urgent as they are, as somebody wrote it: it goes the way of the name. */
  readonly urgencyReason: string;
}

/** The facts of people who are offered to whoever asks, by referral: the caller has just read those offers. */
export type ReadDecisionFacts = (
  tx: Tx,
  referralIds: readonly string[],
  today: IsoDate,
) => Promise<ReadonlyMap<string, DecisionFacts>>;

/** What the page of offers to answer needs. */
export interface IncomingOffersDeps {
  readonly readProvider: (tx: Tx, scope: Scope) => Promise<ProviderFacts>;
  readonly readIncomingOffers: (
    tx: Tx,
    scope: Scope,
    mark: PageMark | null,
    limit: number,
  ) => Promise<ListPage<IncomingOfferFacts>>;
  readonly readIncomingOffer: (tx: Tx, scope: Scope, offerId: string) => Promise<IncomingOfferFacts | null>;
  readonly readOverdueTasks: (tx: Tx, scope: Scope, today: IsoDate) => Promise<OverdueTasksModel>;
  readonly readDrugAlerts: (tx: Tx, scope: Scope, today: IsoDate) => Promise<DrugAlertsModel>;
  readonly readNames: ReadNames;
  readonly readDecisionFacts: ReadDecisionFacts;
  readonly readAdmissionRules: ReadAdmissionRules;
  readonly offers: Pick<OfferRepository, 'find'>;
  readonly acceptOffer: ReturnType<typeof makeAcceptOffer>;
  readonly declineOffer: ReturnType<typeof makeDeclineOffer>;
  readonly recordOfferTry: ReturnType<typeof makeRecordTry>;
  readonly tries: Pick<OfferTryRepository, 'readTries'>;
}

const path = '/incoming-offers';

/** A provider answers for itself and passes on what the person says; a funder answers elsewhere. */
const declinedBy = ['provider', 'person'] as const;
type DeclinedBy = (typeof declinedBy)[number];

const declinerTexts: Readonly<Record<DeclinedBy, string>> = {
  provider: 'We decline',
  person: 'The person declines',
};

/** The reason that names one of the project's rules. */
const byRule = 'outside_our_rules';

const declineOptions: readonly Option[] = declinedBy.flatMap((by) =>
  Object.entries(declineReasonTexts[by])
    // A no for a rule names the rule: those of the project follow for each offer.
    .filter(([reason]) => reason !== byRule)
    .map(([reason, text]) => ({
      value: `${by}.${reason}`,
      text: `${declinerTexts[by]}: ${text}`,
    })),
);

/** Reasons that leave the coordinator no next step unless it is said in words. */
const askedInWords: Readonly<Record<string, string>> = {
  'provider.more_information': 'Write what must be known first',
  'provider.other': 'Write why you decline',
};

const ruleOptionsOf = (rules: readonly AdmissionRule[], today: IsoDate): readonly Option[] =>
  rules
    .filter((rule) => isInForce(rule, today))
    .map((rule) => ({
      value: `provider.${byRule}.${rule.ruleId}`,
      text: `${declinerTexts.provider}: our rule “${ruleText(rule)}”`,
    }));

/** Who declines and why, from the one choice of the form. */
const readChoice = (
  choice: string | undefined,
): { readonly refusedBy: DeclinedBy; readonly reason: string; readonly ruleId: string | null } | null => {
  const [by, reason, ruleId] = (choice ?? '').split('.');
  if (by === 'provider' && reason === byRule && ruleId !== undefined) {
    return identifier.safeParse(ruleId).success ? { refusedBy: by, reason, ruleId } : null;
  }
  if (!declineOptions.some(({ value }) => value === choice)) return null;
  const refusedBy = declinedBy.find((known) => known === by);
  return refusedBy === undefined || reason === undefined ? null : { refusedBy, reason, ruleId: null };
};

/** "Answer by 5pm today (in about 2 hours)": today and tomorrow by name, the time left only when it is short. */
const answerDue = (
  { answerDueAt: dueAt, expiresAt }: Pick<IncomingOfferFacts, 'answerDueAt' | 'expiresAt'>,
  now: Date,
): { readonly text: string; readonly isSoon: boolean; readonly isOverdue: boolean } => {
  if (dueAt <= now) {
    const text = `Answer was due by ${timeOfDay(dueAt)}. The bed is held until ${timeOfDay(expiresAt)}`;
    return { text, isSoon: false, isOverdue: true };
  }
  const [dueOn, today] = [londonDate(dueAt), londonDate(now)];
  if (dueOn === addNights(today, 1)) {
    return { text: `Answer by ${clockTime(dueAt)} tomorrow`, isSoon: false, isOverdue: false };
  }
  if (dueOn !== today) return { text: `Answer by ${timeOfDay(dueAt)}`, isSoon: false, isOverdue: false };
  const minutes = Math.floor((dueAt.getTime() - now.getTime()) / 60_000);
  const left =
    minutes < 60
      ? countOf(Math.max(1, minutes), 'minute')
      : `about ${countOf(Math.round(minutes / 60), 'hour')}`;
  return { text: `Answer by ${clockTime(dueAt)} today (in ${left})`, isSoon: true, isOverdue: false };
};

const detoxText = (
  { needsDetox, detoxEndsOn, stay: { arrivesOn } }: IncomingOfferFacts,
  today: IsoDate,
): string => {
  if (detoxEndsOn !== null) {
    const days = nightsBetween(detoxEndsOn, arrivesOn);
    const ends = `${detoxEndsOn < today ? 'Ended' : 'Ends'} ${shortDate(detoxEndsOn)}`;
    if (days === 0) return `${ends}, the day of arrival`;
    return `${ends}, ${countOf(Math.abs(days), 'day')} ${days > 0 ? 'before' : 'after'} the arrival offered`;
  }
  return needsDetox ? 'Needed before entry, not booked' : 'Not needed';
};

const companyText = ({ adults, children, oldestChildBornOn, stay }: IncomingOfferFacts): string | null => {
  const oldest =
    oldestChildBornOn === null ? '' : `, the oldest ${ageOn(oldestChildBornOn, stay.arrivesOn)} on arrival`;
  const parts = [
    ...(adults > 1 ? [countOf(adults - 1, 'other adult')] : []),
    ...(children > 0 ? [`${countOf(children, 'child', 'children')}${oldest}`] : []),
  ];
  return parts.length === 0 ? null : parts.join(' and ');
};

const needsOf = (offer: IncomingOfferFacts): readonly TagModel[] => [
  ...(offer.needsStepFree ? [{ text: 'Step-free' }] : []),
  ...(offer.needsWetRoom ? [{ text: 'Wet room' }] : []),
  ...(offer.children > 0 || offer.adults > 1 ? [{ text: 'Family unit' }] : []),
];

/** What was written about a restricted record is told by telephone, to whoever is to know. */
const whyUrgent = (facts: DecisionFacts, name: string | undefined) => ({
  key: 'Reason for the urgency',
  value: name === undefined ? 'Ask the coordinator: the record is restricted' : facts.urgencyReason,
});

const toModel = (
  offer: IncomingOfferFacts,
  name: string | undefined,
  facts: DecisionFacts | undefined,
  { projects }: ProviderFacts,
  { now, today, newKey }: Pick<PageInput, 'now' | 'today' | 'newKey'>,
  tries: readonly OfferTry[],
  attemptForm: FormState<TryFields> | null,
): IncomingOffer => {
  const key = newKey();
  const due = answerDue(offer, now);
  const company = companyText(offer);
  return {
    id: offer.offerId,
    reference: offer.reference,
    name,
    profile: [
      { key: 'Person', value: personText(offer, today) },
      ...(company === null ? [] : [{ key: 'With', value: company }]),
      { key: 'Substance', value: substanceTexts[offer.substance] },
      { key: 'Detox', value: detoxText(offer, today) },
      ...(facts === undefined ? [] : [...facts.items, whyUrgent(facts, name)]),
    ],
    needs: needsOf(offer),
    bedLabel: bedText(offer, projects),
    stayText: stayText(offer.stay.arrivesOn, offer.stay.departsOn),
    answerDueText: due.text,
    isDueSoon: due.isSoon,
    isOverdue: due.isOverdue,
    attempt: {
      action: `${path}/${offer.offerId}/tries`,
      idempotencyKey: `${key}-try`,
      options: tryOptions('provider'),
      tried: tries.map(tryText),
      form: attemptForm ?? untouchedForm,
    },
    acceptAction: `${path}/${offer.offerId}/acceptance`,
    declineAction: `${path}/${offer.offerId}/refusal`,
    idempotencyKey: key,
    version: offer.version,
  };
};

interface Failed {
  readonly offerId: string;
  readonly form: 'accept' | 'decline' | 'try';
  readonly state: FormState<DeclineFields | TryFields>;
}

const show = async (
  deps: IncomingOffersDeps,
  tx: Tx,
  input: PageInput,
  failed: Failed | null = null,
): Promise<PageReply> => {
  const { scope, query, frame, today } = input;
  const provider = await deps.readProvider(tx, scope);
  const page = await deps.readIncomingOffers(tx, scope, markOf(query), rowsOnAPage);
  const asked = failed === null ? null : await deps.readIncomingOffer(tx, scope, failed.offerId);
  // The offer a form was about is shown with it, whatever page of the list it stands on.
  const isElsewhere = asked !== null && !page.rows.some(({ offerId }) => offerId === asked.offerId);
  const rows = isElsewhere ? [asked, ...page.rows] : page.rows;
  const names = await deps.readNames(
    tx,
    scope,
    rows.map(({ clientId }) => clientId),
  );
  const decidedBy = await deps.readDecisionFacts(
    tx,
    rows.map(({ referralId }) => referralId),
    today,
  );
  const tries = await deps.tries.readTries(
    tx,
    rows.map(({ offerId }) => offerId),
  );
  // One statement for each project with an offer: a provider has a few.
  const rules = new Map<string, readonly AdmissionRule[]>();
  for (const projectId of new Set(rows.map((offer) => offer.projectId))) {
    rules.set(projectId, (await deps.readAdmissionRules(tx, today, projectId)).get(projectId) ?? []);
  }
  const hasForm = failed?.form === 'decline' && asked !== null;
  const hasTryForm = failed?.form === 'try' && asked !== null;
  return {
    kind: 'page',
    page: IncomingOffersView({
      frame,
      overdue: await deps.readOverdueTasks(tx, scope, today),
      alerts: await deps.readDrugAlerts(tx, scope, today),
      providerName: provider.name,
      offers: rows.map((offer) => ({
        ...toModel(
          offer,
          names.get(offer.clientId),
          decidedBy.get(offer.referralId),
          provider,
          input,
          tries.get(offer.offerId) ?? [],
          failed?.form === 'try' && failed.offerId === offer.offerId ? failed.state : null,
        ),
        ruleOptions: ruleOptionsOf(rules.get(offer.projectId) ?? [], today),
      })),
      declineReasonOptions: declineOptions,
      ...(hasForm ? { failed: { offerId: failed.offerId, form: failed.state } } : {}),
      ...(hasTryForm ? { failedTry: { offerId: failed.offerId, errors: failed.state.errors } } : {}),
      ...(failed !== null && !hasForm && !hasTryForm
        ? { refused: failed.state.errors.map(({ text }) => ({ field: '', text })) }
        : {}),
      paging: pagingOf(
        path,
        page,
        page.rows.map(({ offerId }) => offerId),
      ),
    }),
  };
};

const stateTexts: Readonly<Record<string, string>> = {
  accepted: 'accepted',
  declined: 'declined',
  withdrawn: 'taken back by the coordinator',
  expired: 'let go because its time was over',
};

const explain = (refusal: AcceptOfferRefusal | DeclineOfferRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'offer-expired':
      return [
        {
          field: '',
          text: `The time to answer ended at ${timeOfDay(new Date(refusal.expiredAt))}. The bed is free again; ask the coordinator whether it can be offered once more.`,
        },
      ];
    case 'offer-already-resolved':
      return [
        {
          field: '',
          text: `This offer was ${stateTexts[refusal.state] ?? refusal.state} before you answered. Your answer changed nothing.`,
        },
      ];
    case 'offer-superseded':
      return [
        {
          field: '',
          text: 'The person took another place that was offered to them, before you answered. Nothing was booked here, and the bed is free again.',
        },
      ];
    case 'client-already-placed':
      return [
        {
          field: '',
          text: `The person has a bed somewhere else on the night of ${shortDate(isoDate(refusal.firstClashOn))}. Nothing was booked: decline the offer, or ask the coordinator to take it back.`,
        },
      ];
    case 'changed-since-you-read-it':
      return [
        {
          field: '',
          text: 'Somebody changed this offer after you opened it. Look at it again, then answer.',
        },
      ];
    case 'no-of-the-other-side':
      return [{ field: 'reason', text: 'That no is the partnership’s to record' }];
    case 'referral-closed':
      return [
        {
          field: '',
          text: 'The referral was closed after this offer was made. Nothing was booked: decline the offer, or ask the coordinator to take it back.',
        },
      ];
    case 'no-longer-ready':
      return [
        {
          field: '',
          text: `${refusal.missing.map((gate) => `${missingGateText(gate).text}.`).join(' ')} Nothing was booked. Ask the coordinator: once this is put right you can accept, otherwise decline the offer.`,
        },
      ];
    case 'bed-still-occupied':
      return [
        {
          field: '',
          text: `Somebody is still recorded as here in this bed, though they were to leave on ${shortDate(refusal.dueToLeaveOn)}. Nothing was booked: record on Arrivals and residents that they have left or stay longer, or move them to another bed, then accept.`,
        },
      ];
    case 'place-does-not-fit':
      return [
        {
          field: '',
          text: `The bed does not fit this person any more. ${fitText(refusal.checks)} Nothing was booked: ask the coordinator to put right what is recorded wrongly, otherwise decline the offer.`,
        },
      ];
    case 'arrives-before-detox-ends':
      return [
        {
          field: '',
          text: `Detox now ends on ${shortDate(refusal.detoxEndsOn)}, after the arrival offered. Nothing was booked: ask the coordinator to have detox end earlier, or to make the offer for a later arrival.`,
        },
      ];
    case 'arrives-before-liberation':
      return [
        {
          field: '',
          text: `The person now leaves prison on ${shortDate(refusal.liberationOn)}, after the arrival offered. Nothing was booked: ask the coordinator to make the offer for a later arrival.`,
        },
      ];
    case 'stay-exceeds-funding':
    case 'price-changed':
    case 'funding-used-up':
      return [
        {
          field: '',
          text: 'The funder has changed the weeks or the price since this offer was made. Nothing was booked: ask the coordinator to take the offer back and make it again.',
        },
      ];
    case 'rule-missing':
    case 'rule-not-in-force':
      return [{ field: 'reason', text: 'Choose a rule that is in force today, or another reason' }];
    case 'reason-not-theirs':
      return [{ field: 'reason', text: 'Choose a reason from the list' }];
    case 'not-found':
      return [];
  }
};

const offerIdOf = (input: Pick<PageInput, 'params'>): string =>
  identifier.safeParse(input.params['offerId']).data ?? '';

/** The page again after an answer that changed nothing; an offer of somebody else's beds is not there at all. */
const again =
  (deps: IncomingOffersDeps, form: Failed['form']) =>
  async (
    tx: Tx,
    input: PageInput,
    {
      typed,
      errors,
    }: { readonly typed: Readonly<Record<string, string>>; readonly errors: readonly FieldError[] },
  ): Promise<PageReply> => {
    const offerId = offerIdOf(input);
    if ((await deps.offers.find(tx, input.scope, offerId)) === null)
      return { kind: 'problem', code: 'not-found' };
    return show(deps, tx, input, { offerId, form, state: { values: typed, errors } });
  };

/** Declines; a bed that cannot be used is named, since it would be suggested to the next person at once. */
const decline = async (
  { declineOffer, offers }: Pick<IncomingOffersDeps, 'declineOffer' | 'offers'>,
  tx: Tx,
  scope: Scope,
  command: Parameters<IncomingOffersDeps['declineOffer']>[2],
): Promise<Outcome<{ offerId: string; unusableBedId: string | null }, DeclineOfferRefusal>> => {
  const { offerId, reason } = command;
  const declined = await declineOffer(tx, scope, command);
  if (!declined.ok) return declined;
  const offer = reason === 'bed_not_usable' ? await offers.find(tx, scope, offerId) : null;
  return done({ offerId, unusableBedId: offer?.bedId ?? null });
};

/** Offers that wait for a provider's answer, and the two answers. */
export const incomingOffersPages = (
  deps: IncomingOffersDeps,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: [
    {
      path,
      permission: 'answer-offers',
      auditedRead: { list: 'incoming-offers' },
      read: (tx, input) => show(deps, tx, input),
    },
    // Whoever is sent to sign in again on the way to a form comes back by its address.
    ...['acceptance', 'refusal', 'tries'].map((answer): Page => ({
      path: `${path}/:offerId/${answer}`,
      permission: 'answer-offers',
      read: async () => ({ kind: 'redirect', to: path }),
    })),
  ],
  forms: [
    defineForm({
      path: `${path}/:offerId/acceptance`,
      permission: 'answer-offers',
      auditedRead: { list: 'incoming-offers' },
      auditEvent: 'placements.offer-accepted',
      parse: (_typed, input) => ({
        ok: true,
        command: { offerId: offerIdOf(input), expectedVersion: input.expectedVersion },
      }),
      act: (tx, { scope }, command) => deps.acceptOffer(tx, scope, command),
      done: () => `${path}?done=offer-accepted`,
      explain,
      again: again(deps, 'accept'),
    }),
    defineForm({
      path: `${path}/:offerId/refusal`,
      permission: 'answer-offers',
      auditedRead: { list: 'incoming-offers' },
      auditEvent: 'placements.offer-declined',
      parse: (typed, input) => {
        const choice = readChoice(typed['reason']);
        const ask = choice === null ? undefined : askedInWords[`${choice.refusedBy}.${choice.reason}`];
        const note =
          ask === undefined ? optionalProse(typed, 'note', 500) : proseField(typed, 'note', 500, ask);
        return choice === null || 'error' in note
          ? {
              ok: false,
              errors: [
                ...(choice === null ? [{ field: 'reason', text: 'Choose why the offer is declined' }] : []),
                ...errorsOf(note),
              ],
            }
          : {
              ok: true,
              command: {
                ...{ ...choice, note: note.value },
                ...{ offerId: offerIdOf(input), expectedVersion: input.expectedVersion },
              },
            };
      },
      act: (tx, { scope }, command) => decline(deps, tx, scope, command),
      done: ({ unusableBedId }) =>
        unusableBedId === null
          ? `${path}?done=offer-declined`
          : `/board/out-of-service/new?bedId=${unusableBedId}&done=bed-not-usable`,
      explain,
      again: again(deps, 'decline'),
    }),
    defineForm({
      path: `${path}/:offerId/tries`,
      permission: 'answer-offers',
      auditedRead: { list: 'incoming-offers' },
      auditEvent: 'placements.offer-tried',
      parse: (typed, { now }) => readTryForm(typed, 'provider', now),
      act: (tx, input, tried) =>
        deps.recordOfferTry(tx, input.scope, {
          ...{ ...tried, offerId: offerIdOf(input), memberId: input.actor.memberId },
        }),
      done: () => `${path}?done=try-recorded`,
      explain: explainTry,
      again: again(deps, 'try'),
    }),
  ],
});
