import type { Role, Scope } from '../../../kernel/actor.js';

/** What members are told of. */
export const noticeKinds = [
  'offer-made',
  'offer-accepted',
  'offer-declined',
  'offer-expired',
  'offer-withdrawn',
  'arrived',
  'did-not-come',
  'left-unplanned',
  'left',
  'stay-changed',
  'funding-approved',
  'funding-declined',
  'approval-revoked',
] as const;
/** One of {@link noticeKinds}. */
export type NoticeKind = (typeof noticeKinds)[number];

/** On these somebody's safety rests: they are told first. Source: leaving is the dangerous moment (MAT standard 3). */
const safetyKinds: ReadonlySet<NoticeKind> = new Set(['left-unplanned', 'did-not-come']);

/** Whether somebody's safety rests on being told. */
export const isSafetyNotice = (kind: NoticeKind): boolean => safetyKinds.has(kind);

/** Where an offer stands when its message is handled, and whose it is. */
export interface OfferOccurrence {
  readonly offerId: string;
  readonly state: 'offered' | 'accepted' | 'declined' | 'expired' | 'withdrawn';
  readonly partnershipId: string;
  readonly providerId: string;
}

/** Where a placement stands when its message is handled. */
export interface PlacementOccurrence {
  readonly placementId: string;
  readonly state: 'booked' | 'admitted' | 'ended' | 'never_started';
  readonly endKind: 'planned' | 'unplanned' | null;
  readonly departsOn: string;
  readonly partnershipId: string;
}

/** What was last decided of the money of a referral. */
export interface FundingOccurrence {
  readonly referralId: string;
  readonly decisionId: string;
  readonly decision: 'approved' | 'declined';
  readonly isRevoked: boolean;
  readonly partnershipId: string;
}

/** One thing to tell, to whom: members of one organisation in some roles. Two organisations are two notices. */
export interface Notice {
  readonly kind: NoticeKind;
  /** The same for the same occurrence, however often its message comes. */
  readonly cause: string;
  readonly subject: { readonly kind: 'offer' | 'placement' | 'referral'; readonly id: string };
  readonly to: Exclude<Scope, { readonly kind: 'national' }>;
  readonly roles: readonly Role[];
}

const coordinators: readonly Role[] = ['coordinator'];
const providers: readonly Role[] = ['provider_staff', 'provider_manager'];

/** The other side of who acted is told; where time ran out both are. One that moved on before it was handled tells of now. */
export const noticesOfOffer = ({
  offerId,
  state,
  partnershipId,
  providerId,
}: OfferOccurrence): readonly Notice[] => {
  const of = (kind: NoticeKind) => ({
    kind,
    cause: `${kind}~${offerId}`,
    subject: { kind: 'offer' as const, id: offerId },
  });
  const partnership = { to: { kind: 'partnership' as const, partnershipId }, roles: coordinators };
  const provider = { to: { kind: 'provider' as const, providerId }, roles: providers };
  switch (state) {
    case 'offered':
      return [{ ...of('offer-made'), ...provider }];
    case 'accepted':
      return [{ ...of('offer-accepted'), ...partnership }];
    case 'declined':
      return [{ ...of('offer-declined'), ...partnership }];
    case 'withdrawn':
      return [{ ...of('offer-withdrawn'), ...provider }];
    case 'expired':
      return [
        { ...of('offer-expired'), ...partnership },
        { ...of('offer-expired'), ...provider },
      ];
  }
};

const kindOfPlacement = ({ state, endKind }: PlacementOccurrence): NoticeKind => {
  switch (state) {
    case 'booked':
      return 'stay-changed';
    case 'admitted':
      return 'arrived';
    case 'never_started':
      return 'did-not-come';
    case 'ended':
      return endKind === 'unplanned' ? 'left-unplanned' : 'left';
  }
};

/** The partnership is told what the project recorded. `hasStarted` tells the arrival itself from a later change of the stay. */
export const noticesOfPlacement = (
  occurrence: PlacementOccurrence,
  hasStarted: boolean,
): readonly Notice[] => {
  const { placementId, departsOn, partnershipId } = occurrence;
  const found = kindOfPlacement(occurrence);
  const kind = found === 'arrived' && !hasStarted ? 'stay-changed' : found;
  return [
    {
      kind,
      // A stay may be changed more than once; it begins and ends once.
      cause: kind === 'stay-changed' ? `${kind}~${placementId}~${departsOn}` : `${kind}~${placementId}`,
      subject: { kind: 'placement', id: placementId },
      to: { kind: 'partnership', partnershipId },
      roles: coordinators,
    },
  ];
};

/** Coordinators are told what was decided of the money they asked for. */
export const noticesOfFunding = (occurrence: FundingOccurrence): readonly Notice[] => {
  const { referralId, decisionId, decision, isRevoked, partnershipId } = occurrence;
  const kind = isRevoked
    ? 'approval-revoked'
    : decision === 'approved'
      ? 'funding-approved'
      : 'funding-declined';
  return [
    {
      kind,
      cause: `${kind}~${decisionId}`,
      subject: { kind: 'referral', id: referralId },
      to: { kind: 'partnership', partnershipId },
      roles: coordinators,
    },
  ];
};
