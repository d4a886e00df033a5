import type { Scope } from '../../../../kernel/actor.js';
import { done, refuse } from '../../../../kernel/outcome.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
  type ReadForm,
  type Typed,
} from '../../../../platform/http/define-page.js';
import { identifier, words } from '../../../../platform/http/schemas.js';
import { overall, type FieldError } from '../../../../ui/forms/form-state.js';
import { longDate } from '../../../../ui/presenters/dates.js';
import { timeOfDayAndYear } from '../../../../ui/presenters/time-of-day.js';
import { urgencyBands, type ReadReferral } from '../../../referrals/contract/facts.js';
import { urgencyBandTexts } from '../../../referrals/contract/words.js';
import type {
  AskedOverrides,
  ConfirmOverrideRefusal,
  makeConfirmOverride,
  makeEndOverride,
} from '../../application/asked-override.js';
import { losesBy, type ListWaitingOverrides } from '../../application/override.js';
import type { makePreviewOffer } from '../../application/preview-offer.js';
import { addressOfOverride } from './make-offer.page.js';
import { checksOf, moneyText } from './offer-card.js';
import { explainOffer } from './offer-refusals.js';
import { overrideText } from './override-words.js';
import { NoOverrideView, OverrideView } from './override.view.js';

/** What the page of an offer that waits for a second member needs. */
export interface OverridePageDeps {
  readonly readReferral: ReadReferral;
  readonly askedOverrides: Pick<AskedOverrides, 'findWaiting'>;
  readonly listWaitingOverrides: ListWaitingOverrides;
  readonly previewOffer: ReturnType<typeof makePreviewOffer>;
  readonly confirmOverride: ReturnType<typeof makeConfirmOverride>;
  readonly endOverride: ReturnType<typeof makeEndOverride>;
  readonly readNames: (
    tx: Tx,
    scope: Scope,
    clientIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
}

const path = addressOfOverride(':referralId');

interface Sent {
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
}

const show = async (
  deps: OverridePageDeps,
  tx: Tx,
  input: PageInput,
  sent: Sent | null,
): Promise<PageReply> => {
  const { actor, today, newKey } = input;
  const scope = scopeFor(actor, 'make-offers') ?? input.scope;
  const referralId = identifier.safeParse(input.params['referralId']).data ?? null;
  if (referralId === null) return { kind: 'problem', code: 'not-found' };
  const referral = await deps.readReferral(tx, scope, referralId);
  if (referral === null) return { kind: 'problem', code: 'not-found' };
  const asked = await deps.askedOverrides.findWaiting(tx, scope, referralId);
  const common = { frame: input.frame, backHref: `/referrals/${referralId}`, reference: referral.reference };
  // Answered, or taken back, since the address was given out.
  if (asked === null || referral.state !== 'open') return { kind: 'page', page: NoOverrideView(common) };
  const { bedId, stay } = asked;
  const preview = await deps.previewOffer(tx, scope, { referralId, bedId, stay });
  if (preview === null) return { kind: 'problem', code: 'not-found' };
  const [line] = await deps.listWaitingOverrides(tx, scope, referralId);
  const names = await deps.readNames(tx, scope, [referral.clientId]);
  const checks = checksOf(preview, stay);
  const money = moneyText(preview);
  const isPast = stay.arrivesOn < today;
  const fits = !isPast && checks.every(({ answer }) => answer === 'yes');
  const isOwn = asked.askedBy === actor.memberId;
  const mayAnswer = scopeFor(actor, 'confirm-overrides') !== null && !isOwn;
  const here = addressOfOverride(referralId);
  const step = (name: string) => ({
    ...{ action: `${here}/${name}`, idempotencyKey: newKey(), version: asked.version },
  });
  return {
    kind: 'page',
    page: OverrideView({
      ...common,
      items: [
        { key: 'Person', value: names.get(referral.clientId) ?? referral.reference },
        { key: 'Urgency', value: urgencyBandTexts[referral.urgencyBand] },
        { key: 'Place', value: `${preview.unit.projectName}, ${preview.unit.label}` },
        { key: 'Arrives', value: longDate(stay.arrivesOn) },
        { key: 'Leaves', value: longDate(stay.departsOn) },
        ...(money === undefined ? [] : [{ key: 'Once confirmed', value: money }]),
        { key: 'Why', value: asked.reason },
        {
          key: 'Asked for by',
          value: `${line?.askedByName ?? 'Somebody who is not here any more'}, ${timeOfDayAndYear(asked.askedAt)}`,
        },
      ],
      meansText:
        preview.override === null
          ? 'This is the bed that is suggested to the person by now. Nobody loses a place by it.'
          : overrideText(preview.override),
      checks,
      blockedText: isPast
        ? 'The day of arrival has passed. Take it back, and ask again for another day.'
        : fits
          ? null
          : 'The offer cannot be made while a check does not say yes. Say no, or have it taken back and asked for again.',
      confirm: mayAnswer && fits ? { ...step('confirmation'), loses: losesBy(preview.override) ?? '' } : null,
      refuse: mayAnswer ? step('refusal') : null,
      takeBack: mayAnswer ? null : step('withdrawal'),
      whoAnswersText: mayAnswer
        ? null
        : isOwn
          ? 'You asked for it: an approver of your partnership other than you confirms it or says no. Where there is no other, a colleague who makes offers may ask for it instead, and you confirm.'
          : 'An approver of your partnership confirms it or says no.',
      form: { values: sent?.typed ?? {}, errors: sent?.errors ?? [] },
    }),
  };
};

const explain = (refusal: ConfirmOverrideRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'override-already-answered':
      return overall('It was answered or taken back before. Look at it as it is now.');
    case 'override-is-your-own':
      return overall('You asked for this offer yourself: another approver answers it.');
    default:
      // Nothing here is a field of this form.
      return explainOffer(refusal).map(({ text }) => ({ field: '', text }));
  }
};

/** The offer of one person that waits for a second member, and their answer. */
export const overridePage = (deps: OverridePageDeps): Page => ({
  path,
  permission: 'make-offers',
  auditedRead: { subject: 'referral', param: 'referralId' },
  read: (tx, input) => show(deps, tx, input, null),
});

/** Whose offer, who answers, and which version they looked at; null for an address that names nobody. */
const answeredBy = ({ params, actor }: PageInput, expectedVersion: number) => {
  const referralId = identifier.safeParse(params['referralId']).data;
  return referralId === undefined ? null : { referralId, expectedVersion, memberId: actor.memberId };
};

interface Ended {
  readonly version: number;
  readonly answer: Parameters<OverridePageDeps['endOverride']>[3];
}

/** Confirms it, says no, or takes it back. */
export const overrideForms = (deps: OverridePageDeps): readonly Form[] => {
  const common = {
    standsOn: ({ referralId = '' }: Readonly<Record<string, string>>) => addressOfOverride(referralId),
    auditedRead: { subject: 'referral', param: 'referralId' },
    done: ({ to }: { readonly to: string }) => to,
    explain,
    again: (tx: Tx, input: PageInput, sent: Sent) => show(deps, tx, input, sent),
  } as const;
  const end = async (tx: Tx, input: PageInput, command: Ended) => {
    const answered = answeredBy(input, command.version);
    if (answered === null) return refuse({ code: 'not-found' } as const);
    const ended = await deps.endOverride(tx, input.scope, answered, command.answer);
    return ended.ok
      ? done({ to: `/referrals/${answered.referralId}?done=override-${command.answer.kind}` })
      : ended;
  };
  return [
    defineForm({
      ...common,
      path: `${path}/confirmation`,
      permission: 'confirm-overrides',
      auditEvent: 'placements.override-confirmed',
      parse: ({ loses = '' }, { expectedVersion: version }) => ({
        ok: true,
        command: { version, loses: urgencyBands.find((band) => band === loses) ?? null },
      }),
      async act(tx, input, { version, loses }) {
        const answered = answeredBy(input, version);
        if (answered === null) return refuse({ code: 'not-found' });
        const made = await deps.confirmOverride(tx, input.scope, { ...answered, loses });
        return made.ok ? done({ to: `/offers/${made.value.offerId}/made` }) : made;
      },
    }),
    defineForm({
      ...common,
      path: `${path}/refusal`,
      permission: 'confirm-overrides',
      auditEvent: 'placements.override-refused',
      parse: (typed, { expectedVersion: version }): ReadForm<Ended> => {
        const note = words(500).safeParse(typed['note']);
        return note.success
          ? { ok: true, command: { version, answer: { kind: 'refused', note: note.data } } }
          : { ok: false, errors: [{ field: 'note', text: 'Say why not, in at most 500 characters' }] };
      },
      act: end,
    }),
    defineForm({
      ...common,
      path: `${path}/withdrawal`,
      permission: 'make-offers',
      auditEvent: 'placements.override-taken-back',
      parse: (_typed, { expectedVersion: version }): ReadForm<Ended> => ({
        ok: true,
        command: { version, answer: { kind: 'taken-back' } },
      }),
      act: end,
    }),
  ];
};
