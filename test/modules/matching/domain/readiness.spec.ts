import { expect } from 'chai';

import { isoDate } from '../../../../src/kernel/iso-date.js';
import { pence } from '../../../../src/kernel/money.js';
import type { FundingDecision } from '../../../../src/modules/funding/contract/funding.js';
import type { FundingRequest } from '../../../../src/modules/funding/contract/requests.js';
import { missingGates, missingGateText } from '../../../../src/modules/matching/contract.js';
import { medicalNote } from '../../../../src/modules/matching/domain/gate-text.js';
import { aReferral } from '../../../support/builders.js';

const today = isoDate('2026-11-23');
const decided = (given: Partial<FundingDecision> = {}): FundingDecision => ({
  fundingDecisionId: 'decision-1',
  referralId: 'referral-1',
  partnershipId: 'partnership-1',
  route: 'adp',
  decision: 'approved',
  decidedOn: isoDate('2026-11-20'),
  weeks: 12,
  weeklyRatePence: pence(100_000),
  declined: null,
  expiresOn: isoDate('2027-05-21'),
  ...given,
});
const missing = (...[referral, funding]: [Parameters<typeof aReferral>[0], FundingDecision | null]) =>
  missingGates(aReferral(referral), funding, today).map(
    ({ gate, why, whoActs }) => `${gate}: ${why} (${whoActs})`,
  );

describe('being ready to place', () => {
  it('needs nothing more once assessed and funded', () => {
    expect(missing({}, decided())).to.deep.equal([]);
  });

  it('says everything that is missing at once, and whose move it is', () => {
    expect(missing({ assessedUntil: null, detoxNeed: 'before_entry' }, null)).to.deep.equal([
      'assessment: never-held (coordinator)',
      'funding: not-decided (approver)',
      'detox: not-booked (coordinator)',
    ]);
  });

  it('lasts to the end of the last day of the assessment', () => {
    expect(missing({ assessedUntil: today }, decided())).to.deep.equal([]);
    expect(missing({ assessedUntil: isoDate('2026-11-22') }, decided())).to.deep.equal([
      'assessment: not-suitable-or-expired (coordinator)',
    ]);
  });

  it('says of an assessment that is missing whether it is booked, and for when', () => {
    const booked = (on: string, state: 'booked' | 'not_attended' = 'booked') =>
      missingGates(
        aReferral({
          assessedUntil: null,
          appointments: { partnership: { state, on: isoDate(on) }, medical: null },
        }),
        decided(),
        today,
      ).map((gap) => missingGateText(gap, String).text);
    expect(booked('2026-12-03')).to.deep.equal(['The assessment is booked for 2026-12-03']);
    expect(booked(today)).to.deep.equal(['The assessment is booked for 2026-11-23']);
    expect(booked('2026-11-22')).to.deep.equal([
      'The assessment was booked for 2026-11-22, and its result is not recorded',
    ]);
    expect(booked('2026-11-20', 'not_attended')).to.deep.equal([
      'The person did not come to the assessment on 2026-11-20',
    ]);
  });

  it('waits for a medical assessment only where that is said, and names it all the same', () => {
    const medical = { reasons: ['prescription'] as const, mustPrecedePlace: false, until: null };
    expect(missing({ medical }, decided())).to.deep.equal([]);
    expect(medicalNote(aReferral({ medical }), today, String)).to.equal(
      'The medical assessment is not booked. It holds no place up',
    );
    const must = { ...medical, mustPrecedePlace: true };
    expect(missing({ medical: must }, decided())).to.deep.equal([
      'assessment: medical-not-booked (coordinator)',
    ]);
    expect(medicalNote(aReferral({ medical: must }), today, String)).to.equal(null);
    expect(missing({ medical: { ...must, until: today } }, decided())).to.deep.equal([]);
    expect(missing({ medical: { ...must, until: isoDate('2026-11-22') } }, decided())).to.deep.equal([
      'assessment: medical-run-out (coordinator)',
    ]);
  });

  it('tells funding declined from funding run out', () => {
    expect(missing({}, decided({ decision: 'declined' }))).to.deep.equal(['funding: declined (approver)']);
    expect(missing({}, decided({ expiresOn: today }))).to.deep.equal(['funding: expired (approver)']);
    expect(missing({}, decided({ expiresOn: isoDate('2026-11-24') }))).to.deep.equal([]);
  });

  it('says whose move it is once it is known whether money was asked for', () => {
    const request: FundingRequest = {
      ...{ requestId: 'request-1', referralId: 'referral-1', partnershipId: 'partnership-1', route: 'adp' },
      ...{ weeks: 12, weeklyRatePence: pence(100_000), reason: 'Because', requestedOn: today, version: 1 },
      standing: { state: 'requested' },
    };
    const told = (funding: FundingDecision | null, standing: FundingRequest['standing'] | null) =>
      missingGates(aReferral({}), funding, today, standing === null ? null : { ...request, standing }).map(
        ({ why, whoActs }) => `${why} (${whoActs})`,
      );
    expect(told(null, null)).to.deep.equal(['not-requested (coordinator)']);
    expect(told(null, { state: 'requested' })).to.deep.equal(['requested (approver)']);
    expect(told(null, { state: 'listed', panelOn: today })).to.deep.equal(['listed (approver)']);
    expect(told(null, { state: 'deferred', reason: 'more_information', note: null })).to.deep.equal([
      'deferred (coordinator)',
    ]);
    expect(told(null, { state: 'deferred', reason: 'money_awaited', note: null })).to.deep.equal([
      'deferred (approver)',
    ]);
    const takenBack = decided({ revoked: { on: today, reason: 'other', note: null } });
    expect(told(takenBack, null)).to.deep.equal(['revoked (coordinator)']);
    expect(told(takenBack, { state: 'requested' })).to.deep.equal(['requested (approver)']);
    expect(told(decided(), { state: 'requested' }), 'more weeks asked for').to.deep.equal([]);
  });

  it('needs a booked detox only where detox comes first', () => {
    const detox = { startsOn: isoDate('2026-12-01'), endsOn: isoDate('2026-12-08') };
    expect(missing({ detoxNeed: 'before_entry', detox }, decided())).to.deep.equal([]);
    expect(missing({ detoxNeed: 'none', detox: null }, decided())).to.deep.equal([]);
  });
});
