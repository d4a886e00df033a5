import type { Scope } from '../../../../kernel/actor.js';
import { nightCount } from '../../../../kernel/stay.js';
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
import { identifier } from '../../../../platform/http/schemas.js';
import { choiceField, errorsOf, optionalProse } from '../../../../platform/http/typed-fields.js';
import { overall, untouchedForm, type FieldError, type FormState } from '../../../../ui/forms/form-state.js';
import { shortDate, stayText } from '../../../../ui/presenters/dates.js';
import { countOf, pounds } from '../../../../ui/presenters/numbers.js';
import type { CloseReferralRefusal, makeCloseReferral } from '../../application/close-referral.js';
import type { ClosingPreview, makePreviewClosing } from '../../application/preview-closing.js';
import type { PlaceInView, PlaceShown } from '../../contract/closing.js';
import { closingReasons, type ClosingReason } from '../../contract/facts.js';
import { closingReasonTexts } from '../../contract/words.js';
import { ClosingView, type ClosingFields } from './closing.view.js';
import { explainChange } from './gate-refusals.js';
import { detoxToCancelText } from './referral-card.js';
import { optionsOf } from './referral-words.js';

/** What the page on which a referral is closed needs. */
export interface ClosingPageDeps {
  readonly previewClosing: ReturnType<typeof makePreviewClosing>;
  readonly closeReferral: ReturnType<typeof makeCloseReferral>;
  readonly readNames: (
    tx: Tx,
    scope: Scope,
    clientIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
}

const path = '/referrals/:referralId/closing';

const wordOf = { 'offer-open': 'offer', 'bed-booked': 'booking', 'stay-runs': 'stay' } as const;

const placeText = ({ projectName, bedLabel, stay }: Omit<PlaceInView, 'others'>): string =>
  `${projectName}, ${bedLabel}, ${stayText(stay.arrivesOn, stay.departsOn)}`;

const freed = ({ stay, costPence }: Omit<PlaceInView, 'others'>): string =>
  `${countOf(nightCount(stay), 'night')} and ${pounds(costPence)} are free again`;

const letGoText = (place: Omit<PlaceInView, 'others'>): string =>
  place.held === 'offer-open'
    ? `The offer is taken back: ${placeText(place)}. ${freed(place)}. ${place.providerName} sees that it was taken back.`
    : `The booking is ended: ${placeText(place)}. ${freed(place)}. ${place.providerName} sees that the person will not arrive.`;

/** What happens, sentence by sentence, in the order in which people ask. */
const consequencesOf = (preview: ClosingPreview): readonly string[] => [
  'The person leaves the waiting list. If they ask again, a new referral is recorded.',
  ...(preview.place === null || preview.place.held === 'stay-runs'
    ? []
    : [preview.place, ...preview.place.others].map(letGoText)),
  ...(preview.request === null
    ? []
    : [
        `The request for funding of ${countOf(preview.request.weeks, 'week')}, asked on ${shortDate(preview.request.requestedOn)}, is withdrawn. Your approvers do not decide on it any more.`,
      ]),
  ...(preview.proposal === null
    ? []
    : [
        `The approval of ${countOf(preview.proposal.weeks, 'week')}, proposed on ${shortDate(preview.proposal.proposedOn)}, waits for a second approver no more.`,
      ]),
  ...(preview.approval === null
    ? []
    : [`The approval of ${countOf(preview.approval.weeks, 'week')} is kept on record and is not used.`]),
  ...(preview.otherPlace === null || preview.otherPlace.held === 'stay-runs'
    ? []
    : [
        `Only if the person has died: their other ${wordOf[preview.otherPlace.held]} ends too. ${placeText(preview.otherPlace)}.`,
      ]),
];

const stillToDo = ({ detox }: ClosingPreview): readonly string[] =>
  detox === null ? [] : [detoxToCancelText(detox)];

/** What is in the way of every reason, with what would make it possible. */
const blockedOf = ({ place }: ClosingPreview): string | undefined =>
  place?.held === 'stay-runs'
    ? `The person lives at ${placeText(place)}. A stay is ended where it is: ask ${place.providerName} to record that they have left. The referral itself is closed as placed by the service.`
    : undefined;

/** What was shown, as the form carries it. */
const shownText = (place: PlaceInView | null): string =>
  place === null
    ? ''
    : [place, ...place.others].map(({ placeId, version }) => `${placeId}~${version}`).join('.');

const readShown = (text: string): PlaceShown | null => {
  const [first, ...others] = text.split('.').flatMap((one) => {
    const [, placeId, version] = /^([0-9a-f-]{36})~(\d{1,9})$/.exec(one) ?? [];
    return placeId === undefined ? [] : [{ placeId, version: Number(version) }];
  });
  return first === undefined ? null : { ...first, others };
};

const show = async (
  deps: ClosingPageDeps,
  tx: Tx,
  { params, scope, frame, today, newKey }: PageInput,
  failed: FormState<ClosingFields> | null,
): Promise<PageReply> => {
  const referralId = params['referralId'] ?? '';
  if (!identifier.safeParse(referralId).success) return { kind: 'problem', code: 'not-found' };
  const preview = await deps.previewClosing(tx, scope, referralId, today);
  if (preview === null) return { kind: 'problem', code: 'not-found' };
  const href = `/referrals/${referralId}`;
  if (preview.state === 'closed' && failed === null) return { kind: 'redirect', to: href };
  return {
    kind: 'page',
    page: ClosingView({
      frame,
      reference: preview.reference,
      name: (await deps.readNames(tx, scope, [preview.clientId])).get(preview.clientId),
      consequences: consequencesOf(preview),
      stillToDo: stillToDo(preview),
      blocked: blockedOf(preview),
      action: `${href}/closing`,
      idempotencyKey: newKey(),
      version: preview.version,
      place: shownText(preview.place),
      otherPlace: shownText(preview.otherPlace),
      reasons: optionsOf(closingReasonTexts),
      form: failed ?? untouchedForm,
      cancelHref: href,
    }),
  };
};

interface Command {
  readonly reason: ClosingReason;
  readonly note: string | null;
  readonly place: PlaceShown | null;
  readonly expectedVersion: number;
}

const readTyped = (typed: Typed): ReadForm<Omit<Command, 'expectedVersion'>> => {
  const reason = choiceField(typed, 'reason', closingReasons, 'Choose why the referral is closed');
  const note = optionalProse(typed, 'note', 500);
  if ('error' in reason || 'error' in note) return { ok: false, errors: errorsOf(reason, note) };
  const own = readShown(typed['place'] ?? '');
  const place = reason.value === 'died' ? (own ?? readShown(typed['otherPlace'] ?? '')) : own;
  return { ok: true, command: { reason: reason.value, note: note.value, place } };
};

const explain = (refusal: CloseReferralRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'offer-open':
    case 'bed-booked':
    case 'place-changed-since-shown':
      return overall(
        'Something changed after this page was opened: what would happen is shown below as it is now. Nothing was closed. Close the referral if that is still right.',
      );
    case 'died-in-a-place':
      return overall(
        'The person is recorded as living in a place: ask the provider to record that they have left, as died. The referral is closed with it, in the same moment.',
      );
    case 'stay-runs':
      return overall(
        'The person is in a place now: ask the provider to record that they have left. The referral is closed as placed, by the service itself.',
      );
    default:
      return explainChange(refusal);
  }
};

/** The page that says what closing a referral does, before it is done. */
export const closingPage = (deps: ClosingPageDeps): Page => ({
  path,
  permission: 'edit-referrals',
  auditedRead: { subject: 'referral', param: 'referralId' },
  read: (tx, input) => show(deps, tx, input, null),
});

/** Closes a referral, and lets go of what was shown to go with it. */
export const closingForm = (deps: ClosingPageDeps): Form =>
  defineForm({
    path,
    permission: 'edit-referrals',
    auditedRead: { subject: 'referral', param: 'referralId' },
    auditEvent: 'referrals.referral-closed',
    parse: (typed, { expectedVersion }) => {
      const read = readTyped(typed);
      return read.ok ? { ok: true, command: { ...read.command, expectedVersion } } : read;
    },
    act: (tx, { scope, actor, params }, command: Command) =>
      deps.closeReferral(tx, scope, {
        ...command,
        referralId: params['referralId'] ?? '',
        memberId: actor.memberId,
      }),
    done: (_value, { params }) => `/referrals/${params['referralId'] ?? ''}?done=referral-closed`,
    explain,
    again: (tx, input, { typed, errors }) => show(deps, tx, input, { values: typed, errors }),
  });
