import type { Scope } from '../../../kernel/actor.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { EndApproval, ReadPlaceInView, SettleMoney } from '../contract/closing.js';
import { referralChangedV1, transferMovedV1 } from '../contract/events.js';
import type { PlaceHeld } from '../contract/facts.js';
import type { ChangeReferralDeps } from './change-referral.js';
import type { MayBeRestricted, OpenElsewhere, Telling, WaitsHere } from './ports.js';
import { apartFrom, type SaidApart } from './tell-apart.js';
import type { Partnership, Transfer, Transfers, TransferState } from './transfer-ports.js';

/** What a transfer needs. */
export interface TransferDeps extends ChangeReferralDeps {
  readonly transfers: Transfers;
  readonly readPlaceInView: ReadPlaceInView;
  /** Of these referrals, those that led to a place, or may yet. */
  readonly readSpokenForReferrals: (tx: Tx, referralIds: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly settleMoney: SettleMoney;
  readonly endApproval: EndApproval;
}

/** Why a transfer was not asked for. */
export type AskTransferRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'referral-closed' }
  | { readonly code: 'partnership-unknown' }
  | { readonly code: 'transfer-asked-already' };

/** Why a transfer was not answered: `state` is how it was. What the person has in view stays where it is paid for. */
export type AnswerTransferRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'referral-closed' }
  | { readonly code: 'changed-since-you-read-it' }
  | { readonly code: 'transfer-answered'; readonly state: TransferState }
  | { readonly code: 'other-side-answers' }
  | { readonly code: PlaceHeld };

/** As for any answer; or the partnership that would have the referral has an open one of the same person. */
export type AcceptTransferRefusal =
  | AnswerTransferRefusal
  | (WaitsHere & { readonly transferredReferralId: string })
  | MayBeRestricted
  | ({ readonly code: 'open-referral-elsewhere' } & OpenElsewhere);

/** A transfer after a step. */
export type TransferMoved = { transferId: string; version: number };

/**
 * Asks that a referral goes to another partnership: the one that has it asks another to take it, or the one where the
 * person now is asks for it. Nothing moves until the other side accepts.
 */
export const makeAskTransfer =
  ({ referrals, transfers, newId, audit, events }: TransferDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: {
      readonly memberId: string;
      readonly referralId: string;
      readonly toPartnershipId: string;
      readonly reason: string;
    },
  ): Promise<Outcome<TransferMoved, AskTransferRefusal>> => {
    if (scope.kind !== 'partnership') return refuse({ code: 'not-found' });
    const { referralId, toPartnershipId, reason, memberId } = command;
    const referral = await referrals.find(tx, { kind: 'national' }, referralId);
    if (referral === null) return refuse({ code: 'not-found' });
    const isHolder = referral.partnershipId === scope.partnershipId;
    // Of another partnership's nothing is told but that it is there, and only to whoever asks to take it.
    if (!isHolder && (referral.state === 'closed' || toPartnershipId !== scope.partnershipId)) {
      return refuse({ code: 'not-found' });
    }
    if (referral.state === 'closed') return refuse({ code: 'referral-closed' });
    const known = (await transfers.listPartnerships(tx)).some(
      ({ partnershipId }) => partnershipId === toPartnershipId && partnershipId !== referral.partnershipId,
    );
    if (!known) return refuse({ code: 'partnership-unknown' });
    const transferId = newId();
    const asked = {
      transferId,
      referralId,
      fromPartnershipId: referral.partnershipId,
      toPartnershipId,
      askedByPartnershipId: scope.partnershipId,
      reason,
    };
    if (!(await transfers.insert(tx, asked, memberId))) return refuse({ code: 'transfer-asked-already' });
    await audit(tx, {
      action: 'referrals.transfer-asked',
      subjectKind: 'referral_transfer',
      subjectId: transferId,
      version: 1,
      after: { referralId, from: asked.fromPartnershipId, to: toPartnershipId, by: scope.partnershipId },
      reason,
    });
    await events(tx, transferMovedV1.make({ transferId }));
    return done({ transferId, version: 1 });
  };

/** A transfer in scope that waits for an answer of this side or the other, or why it is not answered from here. */
const answerable = async (
  { transfers }: Pick<TransferDeps, 'transfers'>,
  tx: Tx,
  scope: Scope,
  transferId: string,
  side: 'asker' | 'other',
): Promise<Outcome<Transfer, AnswerTransferRefusal>> => {
  const transfer = await transfers.find(tx, scope, transferId);
  if (transfer === null || scope.kind !== 'partnership') return refuse({ code: 'not-found' });
  if (transfer.state !== 'asked') return refuse({ code: 'transfer-answered', state: transfer.state });
  const isAsker = transfer.askedByPartnershipId === scope.partnershipId;
  return isAsker === (side === 'asker') ? done(transfer) : refuse({ code: 'other-side-answers' });
};

/**
 * One open referral a person, also where a restricted one arrives, which no key keeps apart: the receiving partnership's own is named to
 * its members, unless they say why the two are two people. Of a restricted one no more is told than when the person is recorded: whom
 * to ask, in its own partnership; to the partnership that gives the referral away, nothing.
 */
const tellArrivalApart = async (
  { referrals }: Pick<TransferDeps, 'referrals'>,
  tx: Tx,
  scope: Scope,
  { referralId, to, ...said }: SaidApart & { readonly referralId: string; readonly to: Partnership },
): Promise<Outcome<readonly Telling[], AcceptTransferRefusal>> => {
  const isOwn = scope.kind === 'partnership' && scope.partnershipId === to.partnershipId;
  const met = (await referrals.findOpenTwins(tx, scope, referralId)).filter(
    ({ partnershipId, mayKnow }) => partnershipId === to.partnershipId && (isOwn || mayKnow),
  );
  if (met.some(({ mayKnow }) => !mayKnow)) {
    return refuse({ code: 'restricted-record-may-exist', askPartnershipName: to.name });
  }
  const { told, next } = apartFrom(met, said);
  if (next === null) return done(told);
  const { referralId: ownReferralId, reference: ownReference, partnershipId, partnershipName } = next;
  return isOwn
    ? refuse({ code: 'person-waits-here', ownReferralId, ownReference, transferredReferralId: referralId })
    : refuse({
        code: 'open-referral-elsewhere',
        ...{ referralId: ownReferralId, partnershipId, partnershipName },
      });
};

/**
 * The other partnership agrees: the referral goes over with its id, its dates and everything recorded, and whoever had it
 * sees it no more. Money does not go over: the request that waits is withdrawn and an approval is ended, since they are
 * promises of the partnership that is left. A bed held with that partnership's money keeps the referral there, so that
 * nobody loses a bed by moving house.
 */
export const makeAcceptTransfer =
  (deps: TransferDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    { memberId, transferId, expectedVersion, ...said }: TransferStep & SaidApart,
  ): Promise<Outcome<TransferMoved, AcceptTransferRefusal>> => {
    const read = await answerable(deps, tx, scope, transferId, 'other');
    if (!read.ok) return read;
    const { referralId, from, to } = read.value;
    const national = { kind: 'national' } as const;
    // Whoever records the person with the receiving partnership at once meets this, before either looks.
    await deps.referrals.takePartnership(tx, to.partnershipId);
    // Where every offer to the person is made: a move and an offer at once see each other.
    await deps.referrals.takeClient(tx, national, referralId);
    const referral = await deps.referrals.find(tx, national, referralId);
    if (referral?.state !== 'open') return refuse({ code: 'referral-closed' });
    const { clientId, version } = referral;
    const place = await deps.readPlaceInView(tx, { clientId });
    if (place !== null) return refuse({ code: place.held });
    // They have come and gone: the worker that closes the referral as placed has not been there yet.
    if ((await deps.readSpokenForReferrals(tx, [referralId])).has(referralId)) {
      return refuse({ code: 'referral-closed' });
    }
    const apart = await tellArrivalApart(deps, tx, scope, { referralId, to, ...said });
    if (!apart.ok) return apart;
    const newly = apart.value;
    if (newly.length > 0) {
      await deps.referrals.writeToldApart(tx, referralId, { isToldApart: true, newly }, memberId);
    }
    if (!(await deps.transfers.move(tx, { referralId, clientId, version }, to.partnershipId))) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    const expected = { transferId, version: expectedVersion };
    if (!(await deps.transfers.answer(tx, expected, 'accepted', { memberId, note: null }))) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    // Those named so far are of the other side from now on.
    await deps.transfers.nameReceiver(tx, { transferId, clientId }, memberId);
    const note = 'The referral went to another partnership';
    await deps.settleMoney(tx, national, { memberId, referralId, note });
    await deps.endApproval(tx, { memberId, referralId, note });
    await deps.audit(tx, {
      action: 'referrals.transfer-accepted',
      subjectKind: 'referral',
      subjectId: referralId,
      version: version + 1,
      before: { partnershipId: from.partnershipId },
      after: { partnershipId: to.partnershipId, transferId },
      ...(newly[0] === undefined
        ? {}
        : { reason: `Somebody else, though name and birth agree: ${newly[0].reason}` }),
    });
    await deps.events(tx, referralChangedV1.make({ referralId }), transferMovedV1.make({ transferId }));
    return done({ transferId, version: expectedVersion + 1 });
  };

/** Which transfer, at the version it was read, and by whom. */
export interface TransferStep {
  readonly memberId: string;
  readonly transferId: string;
  readonly expectedVersion: number;
}

/** Ends a transfer that moves nothing: the other partnership says no, or whoever asked takes it back. */
export const makeEndTransfer =
  (deps: TransferDeps, state: 'declined' | 'withdrawn') =>
  async (
    tx: Tx,
    scope: Scope,
    { memberId, transferId, expectedVersion, note }: TransferStep & { readonly note: string },
  ): Promise<Outcome<TransferMoved, AnswerTransferRefusal>> => {
    const read = await answerable(deps, tx, scope, transferId, state === 'withdrawn' ? 'asker' : 'other');
    if (!read.ok) return read;
    const expected = { transferId, version: expectedVersion };
    if (!(await deps.transfers.answer(tx, expected, state, { memberId, note }))) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    await deps.audit(tx, {
      action: `referrals.transfer-${state}`,
      subjectKind: 'referral_transfer',
      subjectId: transferId,
      version: expectedVersion + 1,
      before: { state: 'asked' },
      after: { state },
      reason: note,
    });
    await deps.events(tx, transferMovedV1.make({ transferId }));
    return done({ transferId, version: expectedVersion + 1 });
  };
