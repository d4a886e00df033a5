import { systemActor, type Role, type Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';

/** What members are told of. */
export const noticeKinds = [
  'offer-made',
  'offer-by-itself',
  'offer-reminder',
  'offer-unanswered',
  'offer-overdue',
  'offer-accepted',
  'offer-declined',
  'offer-expired',
  'offer-withdrawn',
  'offer-superseded',
  'arrived',
  'did-not-come',
  'booking-ended',
  'left-unplanned',
  'left',
  'stay-ended',
  'nights-without-money',
  'stay-changed',
  'funding-asked',
  'approval-proposed',
  'takeover-asked',
  'funding-answered',
  'funding-put-off',
  'approval-confirmed',
  'approval-returned',
  'takeover-confirmed',
  'takeover-returned',
  'funding-approved',
  'funding-declined',
  'approval-revoked',
  'funding-notice-given',
  'funding-notice-lifted',
  'suitability-asked',
  'suitability-answered',
  'record-opened',
  'transfer-asked',
  'transfer-declined',
  'referral-came',
  'referral-went',
  'referral-stuck',
  'bed-freed',
  'bed-moved',
  'provider-move-asked',
  'provider-move-accepted',
  'provider-move-declined',
  'provider-move-withdrawn',
  'repair-proposed',
  'repair-confirmed',
  'repair-returned',
  'override-asked',
  'override-confirmed',
  'override-refused',
  // What a newer release told, while an older one still runs.
  'other',
] as const;
/** One of {@link noticeKinds}. */
export type NoticeKind = (typeof noticeKinds)[number];

/** On these somebody's safety rests: they are marked. Source: leaving is the dangerous moment (MAT standard 3). */
const safetyKinds: ReadonlySet<NoticeKind> = new Set(['left-unplanned', 'did-not-come']);

/** Whether somebody's safety rests on being told. */
export const isSafetyNotice = (kind: NoticeKind): boolean => safetyKinds.has(kind);

/** Where an offer stands when its message is handled, and whose it is. */
export interface OfferOccurrence {
  readonly offerId: string;
  readonly state: 'offered' | 'accepted' | 'declined' | 'expired' | 'withdrawn' | 'superseded';
  readonly partnershipId: string;
  readonly providerId: string;
  /** Coordinators make offers, and so do approvers: whoever it was hears of the answer. */
  readonly madeBy: string;
  /** Who declined it; null unless somebody did. */
  readonly refusedBy: 'person' | 'provider' | 'funder' | null;
}

/** Where a placement stands when its message is handled. */
export interface PlacementOccurrence {
  readonly placementId: string;
  readonly version: number;
  readonly state: 'booked' | 'admitted' | 'ended' | 'never_started';
  readonly endKind: 'planned' | 'unplanned' | null;
  /** Why it ended or never began; weighed here, and neither kept with a notice nor shown by one. */
  readonly endReason: string | null;
  readonly partnershipId: string;
  readonly providerId: string;
  /** Which side took its last step; null for neither. */
  readonly actedBy: 'partnership' | 'provider' | null;
  /** Nights somebody stayed past the day that is paid for. */
  readonly unpaidNights: number;
  /** Whether its last step changed who pays alone: days and bed are as they were. */
  readonly isOfMoneyAlone: boolean;
}

/** What was last decided of the money of a referral. */
export interface FundingOccurrence {
  readonly referralId: string;
  readonly decisionId: string;
  readonly decision: 'approved' | 'declined';
  readonly isRevoked: boolean;
  readonly partnershipId: string;
  /** Whose yes a second approver confirmed, or who asked that others pay; null where one member decided. */
  readonly confirms: { readonly what: 'proposal' | 'takeover'; readonly proposedBy: string } | null;
}

/** What whoever was asked gave back or put off, and who asked; null where nobody in particular did. */
export interface FundingReturnedOccurrence {
  readonly returnedId: string;
  readonly what: 'request' | 'proposal' | 'takeover';
  readonly referralId: string;
  readonly partnershipId: string;
  readonly version: number;
  readonly askedBy: string;
  readonly answeredBy: string;
}

/** An offer that passes somebody over, and what became of it; `taken-back` by whoever asked or a colleague. */
export interface OverrideOccurrence {
  readonly overrideId: string;
  readonly referralId: string;
  readonly partnershipId: string;
  readonly answer: 'confirmed' | 'refused' | 'taken-back' | null;
  readonly askedBy: string;
}

/** What a funder last said of money for a booked bed, and who has the booking; none once it has begun or ended. */
export interface FundingNoticeOccurrence {
  readonly referralId: string;
  readonly decisionId: string;
  readonly step: number;
  readonly kind: 'given' | 'lifted';
  readonly partnershipId: string;
  readonly booking: { readonly placementId: string; readonly providerId: string } | null;
}

/** What waits for an approver: a request, or a yes that needs a second one. */
export interface FundingAskedOccurrence {
  readonly referralId: string;
  readonly partnershipId: string;
  readonly requestId: string | null;
  /** The version of the request where its latest step is the coordinator's answer to what an approver asked; null otherwise. */
  readonly answeredVersion: number | null;
  readonly proposal: { readonly proposalId: string; readonly proposedBy: string } | null;
  readonly takeover: { readonly takeoverId: string; readonly proposedBy: string } | null;
}

/** Where a question of suitability stands; `latest` is null while it was only asked. */
export interface SuitabilityOccurrence {
  readonly requestId: string;
  readonly version: number;
  readonly referralId: string;
  readonly latest:
    'more_information' | 'information_given' | 'suitable' | 'not_suitable' | 'withdrawn' | null;
  readonly partnershipId: string;
  readonly providerId: string;
}

/** Who opened a restricted record, and who is named for it. */
export interface RecordOpenedOccurrence {
  readonly openingId: string;
  readonly referralId: string;
  readonly partnershipId: string;
  readonly named: readonly string[];
}

/** Where a transfer from one partnership to another stands. */
export interface TransferOccurrence {
  readonly transferId: string;
  readonly state: 'asked' | 'accepted' | 'declined' | 'withdrawn';
  readonly referralId: string;
  readonly fromPartnershipId: string;
  readonly toPartnershipId: string;
  readonly askedByPartnershipId: string;
}

/** Where a move of somebody who is here to another provider stands; `providerId` is the one that is asked. */
export interface ProviderMoveOccurrence {
  readonly moveId: string;
  readonly placementId: string;
  readonly state: 'asked' | 'accepted' | 'declined' | 'withdrawn';
  readonly partnershipId: string;
  readonly fromProviderId: string;
  readonly providerId: string;
  /** A member of the partnership or of the provider where the person is. */
  readonly proposedBy: string;
}

/** Where a repair of a stay recorded by mistake stands, who proposed it, and who answered it; null for nobody yet. */
export interface RepairOccurrence {
  readonly repairId: string;
  readonly placementId: string;
  readonly state: 'proposed' | 'confirmed' | 'returned';
  readonly providerId: string;
  readonly proposedBy: string;
  readonly answeredBy: string | null;
}

/**
 * What a run changed for somebody who is ready: a bed fits that did not, or earlier, or the one they had goes to somebody
 * before them. `bedId` and `arrivesOn` are what is suggested now.
 */
export interface SuggestionOccurrence {
  readonly referralId: string;
  readonly partnershipId: string;
  readonly bedId: string | null;
  readonly arrivesOn: IsoDate | null;
  readonly runId: string;
  readonly change: 'freed' | 'moved';
}

/** A referral that has been in one stage for so long that whoever answers for its partnership is told. */
export interface StuckOccurrence {
  readonly referralId: string;
  readonly partnershipId: string;
  readonly stage: string;
  readonly sinceOn: IsoDate;
}

/** One thing to tell, to whom: members of one organisation, or of none, in some roles. Two organisations are two notices. */
export interface Notice {
  readonly kind: NoticeKind;
  /** The same for the same occurrence, however often its message comes. */
  readonly cause: string;
  readonly subject: { readonly kind: 'offer' | 'placement' | 'referral'; readonly id: string };
  readonly to: Scope;
  readonly roles: readonly Role[];
  /** These members alone, whatever their role; left out where a notice goes by roles. */
  readonly onlyTo?: readonly string[];
  /** A member of that organisation who is told whatever their role; left out for none. */
  readonly besides?: string;
  /** A member who is not, because they did it; left out for none. */
  readonly notTo?: string;
}

const coordinators: readonly Role[] = ['coordinator'];
const approvers: readonly Role[] = ['approver'];
const providers: readonly Role[] = ['provider_staff', 'provider_manager'];
const managers: readonly Role[] = ['provider_manager'];
const administrators: readonly Role[] = ['administrator'];

const toPartnership = (partnershipId: string) => ({
  to: { kind: 'partnership' as const, partnershipId },
  roles: coordinators,
});
const toProvider = (providerId: string) => ({
  to: { kind: 'provider' as const, providerId },
  roles: providers,
});

/** The other side of who acted is told; where time ran out both are. One that moved on before it was handled tells of now. */
export const noticesOfOffer = ({
  offerId,
  state,
  partnershipId,
  providerId,
  madeBy,
  refusedBy,
}: OfferOccurrence): readonly Notice[] => {
  const of = (kind: NoticeKind) => ({
    kind,
    cause: `${kind}~${offerId}`,
    subject: { kind: 'offer' as const, id: offerId },
  });
  const partnership = { ...toPartnership(partnershipId), besides: madeBy };
  const provider = toProvider(providerId);
  switch (state) {
    case 'offered':
      return madeBy === systemActor.memberId
        ? [
            { ...of('offer-made'), ...provider },
            { ...of('offer-by-itself'), ...toPartnership(partnershipId) },
          ]
        : [{ ...of('offer-made'), ...provider }];
    case 'accepted':
      return [{ ...of('offer-accepted'), ...partnership }];
    case 'declined':
      return [
        {
          ...of('offer-declined'),
          ...partnership,
          // The money is theirs to decide anew.
          roles: refusedBy === 'funder' ? [...coordinators, ...approvers] : coordinators,
        },
        // Either side may have heard it: the bed is free again where nobody of the project said so.
        ...(refusedBy === 'provider' ? [] : [{ ...of('offer-declined'), ...provider }]),
      ];
    case 'withdrawn':
      return [{ ...of('offer-withdrawn'), ...provider }];
    case 'superseded':
      // The partnership is told of the one that was accepted.
      return [{ ...of('offer-superseded'), ...provider }];
    case 'expired':
      return [
        { ...of('offer-expired'), ...partnership },
        { ...of('offer-expired'), ...provider },
      ];
  }
};

/** An offer whose answer is awaited still, and whether somebody has recorded that they tried to get it. */
export interface AwaitedOfferOccurrence extends Omit<OfferOccurrence, 'state' | 'refusedBy'> {
  readonly isTried: boolean;
}

/**
 * Whoever must answer is reminded; then whoever is in charge there, and who waits for the answer; once it is overdue and nobody
 * has tried, the partnership's approvers too. Source: docs/adr/0037.
 */
export const noticesOfAwaitedOffer = (
  { offerId, partnershipId, providerId, madeBy, isTried }: AwaitedOfferOccurrence,
  step: 'reminder' | 'escalation' | 'overdue',
): readonly Notice[] => {
  const of = (kind: NoticeKind) => ({
    kind,
    cause: `${kind}~${offerId}`,
    subject: { kind: 'offer' as const, id: offerId },
  });
  const partnership = { ...toPartnership(partnershipId), besides: madeBy };
  const inCharge = { ...toProvider(providerId), roles: managers };
  switch (step) {
    case 'reminder':
      return [{ ...of('offer-reminder'), ...toProvider(providerId) }];
    case 'escalation':
      return [
        { ...of('offer-unanswered'), ...inCharge },
        { ...of('offer-unanswered'), ...partnership },
      ];
    case 'overdue':
      return isTried
        ? []
        : [
            { ...of('offer-overdue'), ...inCharge },
            { ...of('offer-overdue'), ...partnership, roles: [...coordinators, ...approvers] },
          ];
  }
};

/** Ends that need not mean that somebody is on their own, unprotected: told without a mark, and alike. */
const neutralEnds: ReadonlySet<string> = new Set([
  'died',
  'medical_transfer',
  'prison',
  'referred_on',
  'transferred',
]);
/** Why a booking never began that is no sign of where the person is. */
const neutralStops: ReadonlySet<string> = new Set([
  'died',
  'prison',
  'detox_unavailable',
  'funding_expired',
  'provider_withdrew',
  'placed_elsewhere',
  'referral_closed',
]);

const kindOfPlacement = (
  { state, endKind, endReason, actedBy }: PlacementOccurrence,
  hasStarted: boolean,
): NoticeKind => {
  switch (state) {
    case 'booked':
      return 'stay-changed';
    case 'admitted':
      return hasStarted ? 'arrived' : 'stay-changed';
    case 'never_started':
      return actedBy === 'partnership' || neutralStops.has(endReason ?? '')
        ? 'booking-ended'
        : 'did-not-come';
    case 'ended':
      if (neutralEnds.has(endReason ?? '')) return 'stay-ended';
      return endKind === 'unplanned' ? 'left-unplanned' : 'left';
  }
};

/** Either side may change a stay or end a booking; all else is the project's to record. */
const eitherSide: ReadonlySet<NoticeKind> = new Set(['stay-changed', 'booking-ended', 'did-not-come']);

/** Coordinators and approvers are told of nights that nobody approved: they are to be settled with the project. */
const noticesOfUnpaid = ({
  placementId,
  state,
  partnershipId,
  unpaidNights,
}: PlacementOccurrence): readonly Notice[] =>
  state !== 'ended' || unpaidNights === 0
    ? []
    : [
        {
          kind: 'nights-without-money',
          // Told once, whatever else is put right of the stay; a leaving put right may leave other nights unpaid.
          cause: `nights-without-money~${placementId}~${unpaidNights}`,
          subject: { kind: 'placement', id: placementId },
          to: { kind: 'partnership', partnershipId },
          roles: [...coordinators, ...approvers],
        },
      ];

/** The other side of who acted is told, both where neither did. `hasStarted` tells the arrival from a later change of the stay. */
export const noticesOfPlacement = (
  occurrence: PlacementOccurrence,
  hasStarted: boolean,
): readonly Notice[] => {
  const { placementId, version, partnershipId, providerId } = occurrence;
  // Told as what was decided of the money.
  if (occurrence.isOfMoneyAlone) return [];
  const kind = kindOfPlacement(occurrence, hasStarted);
  const actedBy = eitherSide.has(kind) ? occurrence.actedBy : 'provider';
  const common = {
    kind,
    // A stay may be changed more than once; it begins and ends once.
    cause: kind === 'stay-changed' ? `${kind}~${placementId}~${version}` : `${kind}~${placementId}`,
    subject: { kind: 'placement' as const, id: placementId },
  };
  return [
    ...(actedBy === 'partnership' ? [] : [{ ...common, ...toPartnership(partnershipId) }]),
    ...(actedBy === 'provider' ? [] : [{ ...common, ...toProvider(providerId) }]),
    ...noticesOfUnpaid(occurrence),
  ];
};

/** Coordinators, and the project with the bed booked, are told that a funder gave notice, or lifted it. */
export const noticesOfFundingNotice = ({
  referralId,
  decisionId,
  step,
  kind: said,
  partnershipId,
  booking,
}: FundingNoticeOccurrence): readonly Notice[] => {
  const kind = said === 'given' ? 'funding-notice-given' : 'funding-notice-lifted';
  const common = { kind, cause: `${kind}~${decisionId}~${step}` } as const;
  return [
    { ...common, subject: { kind: 'referral', id: referralId }, ...toPartnership(partnershipId) },
    ...(booking === null
      ? []
      : [
          {
            ...common,
            subject: { kind: 'placement' as const, id: booking.placementId },
            ...toProvider(booking.providerId),
          },
        ]),
  ];
};

/** Approvers are told what waits for one of them; of a yes that waits for a second one, all but whoever gave the first. */
export const noticesOfFundingAsked = ({
  referralId,
  partnershipId,
  requestId,
  answeredVersion,
  proposal,
  takeover,
}: FundingAskedOccurrence): readonly Notice[] => {
  const common = {
    subject: { kind: 'referral', id: referralId },
    to: { kind: 'partnership', partnershipId },
    roles: approvers,
  } as const;
  const kind = answeredVersion === null ? 'funding-asked' : 'funding-answered';
  return [
    ...(takeover === null
      ? []
      : [
          {
            ...common,
            kind: 'takeover-asked' as const,
            cause: `takeover-asked~${takeover.takeoverId}`,
            notTo: takeover.proposedBy,
          },
        ]),
    ...(proposal === null
      ? []
      : [
          {
            ...common,
            kind: 'approval-proposed' as const,
            cause: `approval-proposed~${proposal.proposalId}`,
            notTo: proposal.proposedBy,
          },
        ]),
    ...(requestId === null || proposal !== null
      ? []
      : [
          {
            ...common,
            kind,
            cause: [kind, requestId, ...(answeredVersion === null ? [] : [answeredVersion])].join('~'),
          } as const,
        ]),
  ];
};

const returnedKinds = {
  request: 'funding-put-off',
  proposal: 'approval-returned',
  takeover: 'takeover-returned',
} as const satisfies Record<FundingReturnedOccurrence['what'], NoticeKind>;

/**
 * Whoever proposed or asked is told that it was given back, unless they did it themselves; of a request that was put off, every
 * coordinator, since each may answer.
 */
export const noticesOfFundingReturned = ({
  returnedId,
  what,
  referralId,
  partnershipId,
  version,
  askedBy,
  answeredBy,
}: FundingReturnedOccurrence): readonly Notice[] => {
  const kind = returnedKinds[what];
  const isForAll = what === 'request';
  return [
    {
      kind,
      cause: isForAll ? `${kind}~${returnedId}~${version}` : `${kind}~${returnedId}`,
      subject: { kind: 'referral', id: referralId },
      to: { kind: 'partnership', partnershipId },
      roles: isForAll ? coordinators : [],
      ...(isForAll ? {} : { onlyTo: [askedBy] }),
      notTo: answeredBy,
    },
  ];
};

/** A project is told that it is asked, and that what it wanted to know is there; coordinators what it said. */
export const noticesOfSuitability = ({
  requestId,
  version,
  referralId,
  latest,
  partnershipId,
  providerId,
}: SuitabilityOccurrence): readonly Notice[] => {
  if (latest === 'withdrawn') return [];
  const isAsked = latest === null || latest === 'information_given';
  const kind = isAsked ? 'suitability-asked' : 'suitability-answered';
  return [
    {
      kind,
      cause: `${kind}~${requestId}~${version}`,
      subject: { kind: 'referral', id: referralId },
      ...(isAsked ? toProvider(providerId) : toPartnership(partnershipId)),
    },
  ];
};

/** Those named for a restricted record are told that somebody who is not has opened it. */
export const noticesOfRecordOpened = ({
  openingId,
  referralId,
  partnershipId,
  named,
}: RecordOpenedOccurrence): readonly Notice[] => [
  {
    kind: 'record-opened',
    cause: `record-opened~${openingId}`,
    subject: { kind: 'referral', id: referralId },
    to: { kind: 'partnership', partnershipId },
    roles: [],
    onlyTo: named,
  },
];

/** The other partnership is told that it is asked, and whoever asked what was answered; that it was taken back, nobody. */
export const noticesOfTransfer = ({
  transferId,
  state,
  referralId,
  fromPartnershipId,
  toPartnershipId,
  askedByPartnershipId,
}: TransferOccurrence): readonly Notice[] => {
  const other = askedByPartnershipId === fromPartnershipId ? toPartnershipId : fromPartnershipId;
  const of = (kind: NoticeKind, partnershipId: string): Notice => ({
    ...{ kind, cause: `${kind}~${transferId}`, subject: { kind: 'referral', id: referralId } },
    ...toPartnership(partnershipId),
  });
  switch (state) {
    case 'asked':
      return [of('transfer-asked', other)];
    case 'declined':
      return [of('transfer-declined', askedByPartnershipId)];
    case 'accepted':
      return [
        of(
          askedByPartnershipId === toPartnershipId ? 'referral-came' : 'referral-went',
          askedByPartnershipId,
        ),
      ];
    case 'withdrawn':
      return [];
  }
};

/**
 * The provider that is asked is told so, and that it is asked no more; what it answers, whoever pays and the provider where
 * the person is, and whoever of them asked, whatever their role.
 */
export const noticesOfProviderMove = ({
  moveId,
  placementId,
  state,
  partnershipId,
  fromProviderId,
  providerId,
  proposedBy,
}: ProviderMoveOccurrence): readonly Notice[] => {
  const common = {
    kind: `provider-move-${state}`,
    cause: `provider-move-${state}~${moveId}`,
    subject: { kind: 'placement', id: placementId },
  } as const;
  return state === 'asked' || state === 'withdrawn'
    ? [{ ...common, ...toProvider(providerId) }]
    : [
        { ...common, ...toPartnership(partnershipId), besides: proposedBy },
        { ...common, ...toProvider(fromProviderId), besides: proposedBy },
      ];
};

/** Managers of the provider and administrators are told what one of them can confirm, and what became of it; nobody what they did. */
export const noticesOfRepair = ({
  repairId,
  placementId,
  state,
  providerId,
  proposedBy,
  answeredBy,
}: RepairOccurrence): readonly Notice[] => {
  const common = {
    kind: `repair-${state}`,
    cause: `repair-${state}~${repairId}`,
    subject: { kind: 'placement', id: placementId },
    notTo: answeredBy ?? proposedBy,
  } as const;
  return [
    { ...common, to: { kind: 'provider', providerId }, roles: managers },
    { ...common, to: { kind: 'national' }, roles: administrators },
  ];
};

/** Approvers but whoever asked are told that one of them confirms an offer; whoever asked, what they said. */
export const noticesOfOverride = ({
  overrideId,
  referralId,
  partnershipId,
  answer,
  askedBy,
}: OverrideOccurrence): readonly Notice[] => {
  if (answer === 'taken-back') return [];
  const kind = `override-${answer ?? 'asked'}` as const;
  return [
    {
      kind,
      cause: `${kind}~${overrideId}`,
      subject: { kind: 'referral', id: referralId },
      to: { kind: 'partnership', partnershipId },
      ...(answer === null ? { roles: approvers, notTo: askedBy } : { roles: [], onlyTo: [askedBy] }),
    },
  ];
};

/**
 * Coordinators are told when a bed came free for somebody of theirs, each bed and day once, however runs go to and fro, and
 * when the one that was suggested went to somebody before them. Nothing is said of anybody else.
 */
export const noticesOfSuggestion = ({
  referralId,
  partnershipId,
  bedId,
  arrivesOn,
  runId,
  change,
}: SuggestionOccurrence): readonly Notice[] => {
  const common = { subject: { kind: 'referral' as const, id: referralId }, ...toPartnership(partnershipId) };
  if (change === 'moved')
    return [{ ...common, kind: 'bed-moved', cause: `bed-moved~${referralId}~${runId}` }];
  // Gone again before it was told.
  if (bedId === null || arrivesOn === null) return [];
  return [{ ...common, kind: 'bed-freed', cause: `bed-freed~${referralId}~${bedId}~${arrivesOn}` }];
};

/** Approvers, who answer for a partnership here, are told once for each time a referral is stuck in a stage. */
export const noticesOfStuck = ({
  referralId,
  partnershipId,
  stage,
  sinceOn,
}: StuckOccurrence): readonly Notice[] => [
  {
    kind: 'referral-stuck',
    cause: `referral-stuck~${referralId}~${stage}~${sinceOn}`,
    subject: { kind: 'referral', id: referralId },
    to: { kind: 'partnership', partnershipId },
    roles: approvers,
  },
];

/** Coordinators are told what was decided of the money they asked for, and who proposed it that it was confirmed. */
export const noticesOfFunding = (occurrence: FundingOccurrence): readonly Notice[] => {
  const { referralId, decisionId, decision, isRevoked, partnershipId, confirms } = occurrence;
  const common = {
    subject: { kind: 'referral', id: referralId },
    to: { kind: 'partnership', partnershipId },
  } as const;
  if (confirms?.what === 'takeover' && !isRevoked) {
    const kind = 'takeover-confirmed';
    return [
      {
        ...{ ...common, kind, cause: `${kind}~${decisionId}` },
        ...{ roles: coordinators, besides: confirms.proposedBy },
      },
    ];
  }
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
      ...toPartnership(partnershipId),
    },
    ...(confirms === null || isRevoked
      ? []
      : [
          {
            ...{ ...common, kind: 'approval-confirmed' as const, cause: `approval-confirmed~${decisionId}` },
            ...{ roles: [], onlyTo: [confirms.proposedBy] },
          },
        ]),
  ];
};
