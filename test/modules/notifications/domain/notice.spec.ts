import { expect } from 'chai';

import { isoDate } from '../../../../src/kernel/iso-date.js';
import {
  isSafetyNotice,
  noticesOfOffer,
  noticesOfPlacement,
  noticesOfRepair,
  noticesOfStuck,
  noticesOfTransfer,
  type PlacementOccurrence,
} from '../../../../src/modules/notifications/domain/notice.js';

const placement = (given: Partial<PlacementOccurrence>): PlacementOccurrence => ({
  ...{ placementId: 'placement', version: 2, state: 'ended', endKind: null, endReason: null },
  ...{ partnershipId: 'partnership', providerId: 'provider', actedBy: 'provider' },
  unpaidNights: 0,
  isOfMoneyAlone: false,
  ...given,
});
const told = (given: Partial<PlacementOccurrence>, hasStarted = false) =>
  noticesOfPlacement(placement(given), hasStarted).map(({ kind, to }) => `${kind} to ${to.kind}`);

describe('what is told of a stay', () => {
  it('says that somebody did not come only when the project says so, and for no reason that says otherwise', () => {
    const never = { state: 'never_started' } as const;
    for (const endReason of ['uncontactable', 'person_declined', 'relapse_or_unstable']) {
      expect(told({ ...never, endReason }), endReason).to.deep.equal(['did-not-come to partnership']);
    }
    for (const endReason of ['died', 'provider_withdrew', 'funding_expired', 'placed_elsewhere', 'prison']) {
      expect(told({ ...never, endReason }), endReason).to.deep.equal(['booking-ended to partnership']);
    }
    expect(told({ ...never, endReason: 'uncontactable', actedBy: 'partnership' })).to.deep.equal([
      'booking-ended to provider',
    ]);
    expect(told({ ...never, endReason: 'referral_closed', actedBy: null })).to.deep.equal([
      'booking-ended to partnership',
      'booking-ended to provider',
    ]);
  });

  it('tells a death, and an end in somebody else’s care, like any other end, without the mark of safety', () => {
    for (const endReason of ['died', 'medical_transfer', 'prison', 'referred_on']) {
      expect(told({ endKind: 'unplanned', endReason }), endReason).to.deep.equal([
        'stay-ended to partnership',
      ]);
    }
    expect(told({ endKind: 'unplanned', endReason: 'dropped_out' })).to.deep.equal([
      'left-unplanned to partnership',
    ]);
    expect(told({ endKind: 'planned', endReason: 'completed' })).to.deep.equal(['left to partnership']);
    expect(
      ['stay-ended', 'booking-ended', 'left-unplanned', 'did-not-come'].map((kind) =>
        isSafetyNotice(kind as never),
      ),
    ).to.deep.equal([false, false, true, true]);
  });

  it('tells each change once, an arrival once, and neither for the other', () => {
    const causes = [2, 3].map(
      (version) => noticesOfPlacement(placement({ state: 'booked', version }), false)[0]!.cause,
    );
    expect(new Set(causes).size).to.equal(2);
    expect(told({ state: 'admitted', actedBy: 'partnership' })).to.deep.equal(['stay-changed to provider']);
    expect(told({ state: 'admitted', actedBy: 'partnership' }, true)).to.deep.equal([
      'arrived to partnership',
    ]);
  });
});

describe('nights that nobody approved', () => {
  it('are told to those who pay when the person has left, and not before', () => {
    const left = { endKind: 'planned', endReason: 'completed', unpaidNights: 2 } as const;
    const [, unpaid] = noticesOfPlacement(placement(left), false);
    expect(unpaid).to.deep.include({ kind: 'nights-without-money', roles: ['coordinator', 'approver'] });
    expect(told({ ...left, unpaidNights: 0 })).to.deep.equal(['left to partnership']);
    expect(told({ ...left, state: 'admitted' })).to.deep.equal(['stay-changed to partnership']);
  });

  it('are told once however often the stay is put right, and again where other nights are unpaid then', () => {
    const causeOf = (version: number, unpaidNights: number) =>
      noticesOfPlacement(
        placement({ endKind: 'planned', endReason: 'completed', version, unpaidNights }),
        false,
      ).find(({ kind }) => kind === 'nights-without-money')?.cause;
    expect(causeOf(5, 2)).to.equal(causeOf(4, 2));
    expect(causeOf(6, 3)).to.not.equal(causeOf(5, 2));
  });
});

describe('what is told of an offer', () => {
  it('reaches whoever made it, whatever their role', () => {
    const [answered] = noticesOfOffer({
      ...{ offerId: 'offer', state: 'accepted', partnershipId: 'partnership' },
      ...{ providerId: 'provider', madeBy: 'approver', refusedBy: null },
    });
    expect(answered).to.include({ kind: 'offer-accepted', besides: 'approver' });
  });
});

describe('what is told of a transfer', () => {
  const of = (state: 'asked' | 'accepted' | 'declined' | 'withdrawn', askedBy: 'holder' | 'taker') =>
    noticesOfTransfer({
      ...{ transferId: 'transfer', referralId: 'referral', state },
      ...{ fromPartnershipId: 'holder', toPartnershipId: 'taker', askedByPartnershipId: askedBy },
    }).map(({ kind, to }) => `${kind} to ${to.kind === 'partnership' ? to.partnershipId : to.kind}`);

  it('reaches the other partnership when it is asked, and whoever asked when it is answered', () => {
    expect(of('asked', 'holder')).to.deep.equal(['transfer-asked to taker']);
    expect(of('asked', 'taker')).to.deep.equal(['transfer-asked to holder']);
    expect(of('declined', 'holder')).to.deep.equal(['transfer-declined to holder']);
    expect(of('accepted', 'holder')).to.deep.equal(['referral-went to holder']);
    expect(of('accepted', 'taker')).to.deep.equal(['referral-came to taker']);
    expect(of('withdrawn', 'taker')).to.deep.equal([]);
  });
});

describe('what is told of a repair', () => {
  const of = (state: 'proposed' | 'confirmed' | 'returned', answeredBy: string | null) =>
    noticesOfRepair({
      ...{ repairId: 'repair', placementId: 'stay', state, providerId: 'larch' },
      ...{ proposedBy: 'una', answeredBy },
    }).map(({ kind, to, roles, notTo }) => ({ kind, to: to.kind, roles, notTo }));

  it('reaches the managers and administrators who can confirm it, but whoever proposed it', () => {
    expect(of('proposed', null)).to.deep.equal([
      { kind: 'repair-proposed', to: 'provider', roles: ['provider_manager'], notTo: 'una' },
      { kind: 'repair-proposed', to: 'national', roles: ['administrator'], notTo: 'una' },
    ]);
  });

  it('reaches whoever proposed it too once it is answered, but not whoever answered', () => {
    expect(of('confirmed', 'morag')).to.deep.equal([
      { kind: 'repair-confirmed', to: 'provider', roles: ['provider_manager'], notTo: 'morag' },
      { kind: 'repair-confirmed', to: 'national', roles: ['administrator'], notTo: 'morag' },
    ]);
    expect(of('returned', 'hamish').map(({ notTo }) => notTo)).to.deep.equal(['hamish', 'hamish']);
  });
});

describe('what is told of a referral that has been stuck for long', () => {
  it('reaches approvers, once for each time it is stuck in a stage', () => {
    const of = (sinceOn: string, stage = 'ready') =>
      noticesOfStuck({
        ...{ referralId: '01900000-0001-7000-8000-000000000001', partnershipId: 'glasgow', stage },
        sinceOn: isoDate(sinceOn),
      })[0]!;
    expect(of('2026-11-02').roles).to.deep.equal(['approver']);
    const causes = [of('2026-11-02'), of('2026-11-02'), of('2026-11-03'), of('2026-11-02', 'detox-missing')];
    expect(new Set(causes.map(({ cause }) => cause)).size).to.equal(3);
    // What the column of causes holds.
    expect(of('2026-11-02', 'assessment-missing').cause.length).to.be.at.most(100);
  });
});
