import { londonDate } from '../../../../kernel/iso-date.js';
import type { Scope } from '../../../../kernel/actor.js';
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
import { choiceField, errorsOf, optionalProse, proseField } from '../../../../platform/http/typed-fields.js';
import { overall, untouchedForm, type FieldError, type FormState } from '../../../../ui/forms/form-state.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { countOf } from '../../../../ui/presenters/numbers.js';
import type { ClosingPreview, makePreviewClosing } from '../../application/preview-closing.js';
import type { AnsweredTransfer, Transfer, Transfers } from '../../application/transfer-ports.js';
import { toldByRefusal } from '../../application/look-for-person.js';
import type { SaidApart } from '../../application/tell-apart.js';
import type {
  AcceptTransferRefusal,
  AskTransferRefusal,
  makeAcceptTransfer,
  makeAskTransfer,
  makeEndTransfer,
  TransferStep,
} from '../../application/transfer-referral.js';
import { differentFromOf, withNamed } from './referral-form.js';
import { mayBeRestrictedText } from './restriction-words.js';
import {
  AskTransferView,
  TransfersView,
  type AskTransferFields,
  type FailedTransfer,
} from './transfers.view.js';

/** What the pages of transfers need. */
export interface TransferPagesDeps {
  readonly transfers: Pick<Transfers, 'listAsked' | 'listAnswered' | 'listPartnerships'>;
  readonly previewClosing: ReturnType<typeof makePreviewClosing>;
  readonly askTransfer: ReturnType<typeof makeAskTransfer>;
  readonly acceptTransfer: ReturnType<typeof makeAcceptTransfer>;
  readonly declineTransfer: ReturnType<typeof makeEndTransfer>;
  readonly withdrawTransfer: ReturnType<typeof makeEndTransfer>;
  readonly readNames: (
    tx: Tx,
    scope: Scope,
    clientIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
}

const listPath = '/transfers';
const askPath = '/referrals/:referralId/transfer';
const auditedList = { list: 'transfers' } as const;

const textOf = ({ askedBy, askedAt, reason }: Transfer): string =>
  `Asked on ${shortDate(londonDate(askedAt))}${askedBy === null ? '' : ` by ${askedBy}`}${reason === null ? '. The record is restricted, so the reason is left out.' : `: “${reason}”`}`;

const titleOf = ({ reference, from, to }: Transfer): string =>
  `${reference}, from ${from.name} to ${to.name}`;

const answeredText = ({ state, answeredAt, answerNote }: AnsweredTransfer): string =>
  `${state === 'accepted' ? 'Accepted' : 'Declined'} on ${shortDate(londonDate(answeredAt))}${answerNote === null ? '.' : `: “${answerNote}”`}`;

/** The last time a referral that is out of sight went to another partnership, of those that are listed. */
const wentText = (answered: readonly AnsweredTransfer[], referralId: string, own: string): string | null => {
  const gone = answered.find(
    ({ state, from, ...one }) =>
      state === 'accepted' && from.partnershipId === own && one.referralId === referralId,
  );
  return gone === undefined
    ? null
    : `${gone.reference} has been with ${gone.to.name} since ${shortDate(londonDate(gone.answeredAt))}. They look after the person now: ask them how it goes on.`;
};

/** Where whoever gave a referral away is told who has it. */
export const addressOfGone = (referralId: string): string => `${listPath}?went=${referralId}`;

const showList = async (
  deps: TransferPagesDeps,
  tx: Tx,
  { scope, query, frame, newKey }: PageInput,
  failed: FailedTransfer | null,
): Promise<PageReply> => {
  const own = scope.kind === 'partnership' ? scope.partnershipId : '';
  const answered = await deps.transfers.listAnswered(tx, scope);
  const went = wentText(answered, query['went'] ?? '', own);
  return {
    kind: 'page',
    page: TransfersView({
      frame,
      ...(went === null ? {} : { wentText: went }),
      answered: answered.map((transfer) => ({
        transferId: transfer.transferId,
        title: titleOf(transfer),
        text: answeredText(transfer),
      })),
      transfers: (await deps.transfers.listAsked(tx, scope)).map((transfer) => ({
        transferId: transfer.transferId,
        title: titleOf(transfer),
        text: textOf(transfer),
        ...(transfer.from.partnershipId === own ? { href: `/referrals/${transfer.referralId}` } : {}),
        isAskedOfUs: transfer.askedByPartnershipId !== own,
        version: transfer.version,
        keys: { accept: newKey(), end: newKey() },
      })),
      ...(failed === null ? {} : { failed }),
      backHref: '/waiting-list',
    }),
  };
};

const explainAnswer = (refusal: AcceptTransferRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return overall('This transfer is between other partnerships, or not there.');
    case 'referral-closed':
      return overall('The referral was closed meanwhile, so there is nothing to transfer.');
    case 'transfer-answered':
      return overall(
        'This transfer was answered or taken back a moment ago. The list shows what still waits.',
      );
    case 'other-side-answers':
      return overall(
        'The other partnership does this. You can take back what you asked, and answer what you were asked.',
      );
    case 'changed-since-you-read-it':
      return overall(
        'Somebody changed this referral or transfer in the same moment. Look again and repeat it.',
      );
    case 'offer-open':
      return overall(
        'The person has an offer that waits for its answer. Let it be answered, or have it taken back by the partnership that made it; then accept.',
      );
    case 'bed-booked':
      return overall(
        'A bed is booked for the person with the other money, which stays where it is: let them arrive, and the referral is closed as placed; or have the booking ended first.',
      );
    case 'person-waits-here':
      return [
        {
          field: 'differentPersonBecause',
          text: `You have an open referral for this name and date of birth: ${refusal.ownReference}, so nothing was accepted. If it is the same person, close yours as recorded by mistake and accept again, or say no to this one; if it is somebody else, say how you know`,
        },
      ];
    case 'open-referral-elsewhere':
      return [
        {
          field: 'differentPersonBecause',
          text: `${refusal.partnershipName} has an open referral for this name and date of birth already, so nothing was accepted. If it is the same person, ask them to close theirs, then accept; if it is somebody else, say how you know`,
        },
      ];
    case 'restricted-record-may-exist':
      return overall(`${mayBeRestrictedText(refusal)}, and can accept this.`);
    case 'stay-runs':
      return overall(
        'The person is in a place now. The partnership that pays for the stay keeps the referral.',
      );
  }
};

const explainAsk = (refusal: AskTransferRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return overall('The referral is not open any more. Record a new one for the person.');
    case 'referral-closed':
      return overall('The referral is closed, so there is nothing to transfer.');
    case 'partnership-unknown':
      return [{ field: 'toPartnershipId', text: 'Choose another partnership from the list' }];
    case 'transfer-asked-already':
      return overall(
        'A transfer of this referral waits for an answer already. It stands under Transfers, on the waiting list.',
      );
  }
};

/** What waits for an answer of this partnership, or of the other one. */
export const transfersPage = (deps: TransferPagesDeps): Page => ({
  path: listPath,
  permission: 'edit-referrals',
  auditedRead: auditedList,
  read: (tx, input) => showList(deps, tx, input, null),
});

const acceptForm = (deps: TransferPagesDeps): Form =>
  defineForm({
    path: `${listPath}/:transferId/acceptance`,
    standsOn: () => listPath,
    permission: 'edit-referrals',
    auditedRead: auditedList,
    auditEvent: 'referrals.transfer-accepted',
    parse: (typed, { params, actor, expectedVersion }) => {
      const because = optionalProse(typed, 'differentPersonBecause', 500);
      return 'error' in because
        ? { ok: false, errors: errorsOf(because) }
        : {
            ok: true,
            command: {
              ...{ transferId: params['transferId'] ?? '', expectedVersion, memberId: actor.memberId },
              ...{ differentPersonBecause: because.value, differentFrom: differentFromOf(typed) },
            },
          };
    },
    act: (tx, { scope }, command: TransferStep & SaidApart) => deps.acceptTransfer(tx, scope, command),
    done: () => `${listPath}?done=transfer-accepted`,
    explain: explainAnswer,
    again: async (tx, input, { typed, errors, refusal }) => {
      const shown = await showList(deps, tx, input, {
        transferId: input.params['transferId'] ?? '',
        form: { values: withNamed(typed, refusal), errors },
        ...(refusal !== null && 'ownReferralId' in refusal && typeof refusal.ownReferralId === 'string'
          ? { ownHref: `/referrals/${refusal.ownReferralId}` }
          : {}),
      });
      return shown.kind === 'page' ? { ...shown, told: toldByRefusal(refusal, input.scope) } : shown;
    },
  });

const endForm = (
  deps: TransferPagesDeps,
  [word, state, act]: readonly [
    'refusal' | 'withdrawal',
    'declined' | 'withdrawn',
    TransferPagesDeps['declineTransfer'],
  ],
): Form =>
  defineForm({
    path: `${listPath}/:transferId/${word}`,
    standsOn: () => listPath,
    permission: 'edit-referrals',
    auditedRead: auditedList,
    auditEvent: `referrals.transfer-${state}`,
    parse: (typed, { params, actor, expectedVersion }) => {
      const note = proseField(typed, 'note', 500, 'Say why');
      return 'error' in note
        ? { ok: false, errors: errorsOf(note) }
        : {
            ok: true,
            command: {
              transferId: params['transferId'] ?? '',
              expectedVersion,
              memberId: actor.memberId,
              note: note.value,
            },
          };
    },
    act: (tx, { scope }, command: TransferStep & { readonly note: string }) => act(tx, scope, command),
    done: () => `${listPath}?done=transfer-${state}`,
    explain: explainAnswer,
    again: (tx, input, { typed, errors }) =>
      showList(deps, tx, input, {
        transferId: input.params['transferId'] ?? '',
        form: { values: typed, errors },
      }),
  });

const consequencesOf = ({ place, otherPlace, request, approval }: ClosingPreview): readonly string[] => [
  'The referral goes over with its reference, its dates and everything recorded. You and your partnership see it no more.',
  ...(request === null
    ? []
    : [
        `Your request for funding of ${countOf(request.weeks, 'week')} is withdrawn; they ask their own approvers.`,
      ]),
  ...(approval === null
    ? []
    : [`Your approval of ${countOf(approval.weeks, 'week')} is ended; they ask their own approvers.`]),
  ...(place === null && otherPlace === null
    ? []
    : [
        'Not before the offer, the booking or the stay that the person has now is over: until then they cannot accept.',
      ]),
];

const showAsk = async (
  deps: TransferPagesDeps,
  tx: Tx,
  { params, scope, frame, today, newKey }: PageInput,
  form: FormState<AskTransferFields>,
): Promise<PageReply> => {
  const referralId = params['referralId'] ?? '';
  if (!identifier.safeParse(referralId).success) return { kind: 'problem', code: 'not-found' };
  const preview = await deps.previewClosing(tx, scope, referralId, today);
  if (preview === null) return { kind: 'problem', code: 'not-found' };
  const href = `/referrals/${referralId}`;
  if (preview.state === 'closed' && form === untouchedForm) return { kind: 'redirect', to: href };
  const own = scope.kind === 'partnership' ? scope.partnershipId : '';
  return {
    kind: 'page',
    page: AskTransferView({
      frame,
      reference: preview.reference,
      name: (await deps.readNames(tx, scope, [preview.clientId])).get(preview.clientId),
      consequences: consequencesOf(preview),
      action: `${href}/transfer`,
      idempotencyKey: newKey(),
      partnerships: (await deps.transfers.listPartnerships(tx))
        .filter(({ partnershipId }) => partnershipId !== own)
        .map(({ partnershipId, name }) => ({ value: partnershipId, text: name })),
      form,
      cancelHref: href,
    }),
  };
};

/** The page on which whoever has a referral asks another partnership to take it. */
export const askTransferPage = (deps: TransferPagesDeps): Page => ({
  path: askPath,
  permission: 'edit-referrals',
  auditedRead: { subject: 'referral', param: 'referralId' },
  read: (tx, input) => showAsk(deps, tx, input, untouchedForm),
});

interface Asked {
  readonly referralId: string;
  readonly toPartnershipId: string;
  readonly reason: string;
}

const readAsked = (typed: Typed, referralId: string): ReadForm<Asked> => {
  const chosen = typed['toPartnershipId'] ?? '';
  const to = choiceField(
    typed,
    'toPartnershipId',
    identifier.safeParse(chosen).success ? [chosen] : [],
    'Choose a partnership',
  );
  const reason = proseField(typed, 'reason', 500, 'Say why');
  return 'error' in to || 'error' in reason
    ? { ok: false, errors: errorsOf(to, reason) }
    : { ok: true, command: { referralId, toPartnershipId: to.value, reason: reason.value } };
};

const askForm = (deps: TransferPagesDeps): Form =>
  defineForm({
    path: askPath,
    permission: 'edit-referrals',
    auditedRead: { subject: 'referral', param: 'referralId' },
    auditEvent: 'referrals.transfer-asked',
    parse: (typed, { params }) => readAsked(typed, params['referralId'] ?? ''),
    act: (tx, { scope, actor }, asked: Asked) =>
      deps.askTransfer(tx, scope, { ...asked, memberId: actor.memberId }),
    done: () => `${listPath}?done=transfer-asked`,
    explain: explainAsk,
    again: (tx, input, { typed, errors }) => showAsk(deps, tx, input, { values: typed, errors }),
  });

/** Whoever the person is with now asks for the referral, from the page that told them where it is. */
const askForForm = (deps: TransferPagesDeps): Form =>
  defineForm({
    path: listPath,
    permission: 'edit-referrals',
    auditedRead: auditedList,
    auditEvent: 'referrals.transfer-asked',
    parse: (typed, { scope }) =>
      readAsked(
        { ...typed, toPartnershipId: scope.kind === 'partnership' ? scope.partnershipId : '' },
        typed['referralId'] ?? '',
      ),
    act: (tx, { scope, actor }, asked: Asked) =>
      deps.askTransfer(tx, scope, { ...asked, memberId: actor.memberId }),
    done: () => `${listPath}?done=transfer-asked`,
    explain: explainAsk,
    again: (tx, input, { errors }) =>
      showList(deps, tx, input, {
        transferId: '',
        form: { values: {}, errors: overall(errors[0]?.text ?? '') },
      }),
  });

/** Every form of a transfer. */
export const transferForms = (deps: TransferPagesDeps): readonly Form[] => [
  askForm(deps),
  askForForm(deps),
  acceptForm(deps),
  endForm(deps, ['refusal', 'declined', deps.declineTransfer]),
  endForm(deps, ['withdrawal', 'withdrawn', deps.withdrawTransfer]),
];
