import { expect } from 'chai';

import {
  readAssessmentForm,
  readDetoxForm,
  readFundingForm,
} from '../../../../../src/modules/referrals/adapters/ui/gate-forms.js';
import { fieldsOfDate } from '../../../../../src/ui/forms/date-parts.js';
import { isoDate } from '../../../../../src/kernel/iso-date.js';

const decidedOn = fieldsOfDate('decidedOn', isoDate('2026-11-20'));
const funding = (typed: Readonly<Record<string, string>>) =>
  readFundingForm({ decision: 'approved', weeks: '12', weeklyRate: '1,150', ...decidedOn, ...typed });

describe('forms of the gates', () => {
  it('reads pounds as people write them into pence', () => {
    const rates = [
      ['1150', 115_000],
      ['1,150', 115_000],
      ['£1,150.50', 115_050],
      [' 1150.5 ', 115_050],
      ['10000', 1_000_000],
    ] as const;
    for (const [weeklyRate, weeklyRatePence] of rates) {
      expect(funding({ weeklyRate })).to.deep.equal({
        ok: true,
        command: { decision: 'approved', decidedOn: '2026-11-20', weeks: 12, weeklyRatePence },
      });
    }
  });

  it('names every field at fault, in the order of the form', () => {
    const read = readFundingForm({
      decision: 'perhaps',
      'decidedOn-day': '30',
      'decidedOn-month': '2',
      'decidedOn-year': '2026',
      weeks: '12.5',
      weeklyRate: '10000.01',
    });
    expect(read.ok ? [] : read.errors.map(({ field }) => field)).to.deep.equal([
      'decision',
      'decidedOn',
      'weeks',
      'weeklyRate',
    ]);
    for (const weeklyRate of ['', '0', '-5', '1.234', 'much', '1e5']) {
      expect(funding({ weeklyRate }).ok, weeklyRate).to.equal(false);
    }
    for (const weeks of ['', '0', '79', 'twelve']) expect(funding({ weeks }).ok, weeks).to.equal(false);
  });

  it('asks a funder who says no for the reason, and for neither weeks nor price', () => {
    const declined = { decision: 'declined', ...decidedOn };
    const without = readFundingForm(declined);
    expect(without.ok ? [] : without.errors).to.deep.equal([
      { field: 'reason', text: 'Choose why it is declined' },
    ]);
    expect(readFundingForm({ ...declined, reason: 'no_money_left', note: ' ', weeks: 'none' })).to.deep.equal(
      {
        ok: true,
        command: { decision: 'declined', decidedOn: '2026-11-20', reason: 'no_money_left', note: null },
      },
    );
    const long = readFundingForm({ ...declined, reason: 'other', note: 'x'.repeat(501) });
    expect(long.ok ? [] : long.errors).to.deep.equal([
      { field: 'note', text: 'Write at most 500 characters: this has 501' },
    ]);
  });

  it('asks for each missing answer', () => {
    const assessment = readAssessmentForm({});
    expect(assessment.ok ? [] : assessment.errors).to.deep.equal([
      { field: 'heldOn', text: 'Enter the day of the assessment' },
      { field: 'outcome', text: 'Choose how the assessment came out' },
    ]);
    const detox = readDetoxForm({ site: ' \r\n ' });
    expect(detox.ok ? [] : detox.errors.map(({ field }) => field)).to.deep.equal([
      'site',
      'startsOn',
      'endsOn',
    ]);
  });
});
