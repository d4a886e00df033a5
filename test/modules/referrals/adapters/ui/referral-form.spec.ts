import { expect } from 'chai';

import { isoDate } from '../../../../../src/kernel/iso-date.js';
import {
  correctionBody,
  referralBody,
} from '../../../../../src/modules/referrals/adapters/http/referral-body.js';
import {
  readCorrectionForm,
  readReferralForm,
} from '../../../../../src/modules/referrals/adapters/ui/referral-form.js';
import { fieldsOfDate } from '../../../../../src/ui/forms/date-parts.js';

const today = isoDate('2026-11-23');

const complete = {
  ...{ givenName: 'Màiri', familyName: 'NicDhòmhnaill', ...fieldsOfDate('bornOn', isoDate('1988-03-27')) },
  ...{ sex: 'female', ...fieldsOfDate('receivedOn', isoDate('2026-11-20')), source: 'gp', route: 'adp' },
  ...{
    substance: 'alcohol',
    reason: 'Asked',
    plannedWeeks: '12',
    urgencyBand: 'soon',
    urgencyReason: 'Safe',
  },
  ...{ adults: '1', children: '0', detoxNeed: 'none', prefersArea: 'no_preference' },
  prefersMix: 'no_preference',
};

const faults = (typed: Readonly<Record<string, string>>) => {
  const read = readReferralForm({ ...complete, ...typed }, (raw) => referralBody.safeParse(raw), today);
  return read.ok ? [] : read.errors.map(({ field }) => field);
};

describe('the form of a referral', () => {
  it('is read when nothing is wrong', () => {
    expect(faults({})).to.deep.equal([]);
  });

  it('tells what is missing and what the rules forbid in one round, in the order of the form', () => {
    expect(
      faults({
        ...fieldsOfDate('bornOn', isoDate('2015-01-01')),
        ...fieldsOfDate('urgencyReviewOn', isoDate('2026-11-22')),
        ...fieldsOfDate('nearFatalOverdoseOn', isoDate('2026-11-24')),
        ...fieldsOfDate('liberationOn', isoDate('2028-11-24')),
        ...{ plannedWeeks: '', urgencyReason: '', prefersArea: 'near' },
      }),
    ).to.deep.equal([
      ...['bornOn', 'plannedWeeks', 'urgencyReason', 'urgencyReviewOn', 'nearFatalOverdoseOn'],
      ...['liberationOn', 'consent'],
    ]);
  });

  it('tells a birth date of a child that is missing beside a name that is', () => {
    expect(faults({ familyName: '', children: '1' })).to.deep.equal(['familyName', 'oldestChildBornOn']);
  });

  it('finds nothing by a rule in a field that could not be read', () => {
    const noDay = { 'bornOn-day': '31', 'bornOn-month': '2' };
    const early = fieldsOfDate('nearFatalOverdoseOn', isoDate('1980-01-01'));
    expect(faults({ ...noDay, ...early, children: '1' })).to.deep.equal(['bornOn']);
    expect(
      faults({ 'receivedOn-year': 'x', ...fieldsOfDate('bornOn', isoDate('2015-01-01')) }),
    ).to.deep.equal(['receivedOn']);
  });

  it('tells them in one round in a correction too', () => {
    const { givenName: _given, familyName: _family, source: _source, route: _route, ...recorded } = complete;
    const read = readCorrectionForm(
      {
        ...{ ...recorded, reason: '', prefersMix: 'mixed' },
        ...fieldsOfDate('nearFatalOverdoseOn', isoDate('2026-11-24')),
      },
      (raw) => correctionBody.safeParse(raw),
      today,
    );
    expect(read.ok ? [] : read.errors.map(({ field }) => field)).to.deep.equal([
      ...['reason', 'nearFatalOverdoseOn', 'consent'],
    ]);
  });
});
