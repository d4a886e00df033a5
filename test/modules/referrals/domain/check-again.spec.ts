import { expect } from 'chai';

import {
  checkAgain,
  type DatedCorrection,
  type Resting,
} from '../../../../src/modules/referrals/domain/check-again.js';
import type { Members } from '../../../../src/modules/referrals/domain/changed-since.js';

const at = (time: string): Date => new Date(`2026-11-20T${time}Z`);

const corrected = (time: string, before: Members, after: Members): DatedCorrection => ({
  at: at(time),
  before,
  after,
});

const recorded = (kind: Resting['kind'], weeks: number | null = null): Resting => ({
  kind,
  recordedAt: at('10:00:00'),
  weeks,
});

const now = { detoxNeed: 'none', plannedWeeks: 12 } as const;
const toDrug = (time: string) => corrected(time, { substance: 'alcohol' }, { substance: 'drug' });
const noDetox = (time: string) => corrected(time, { detoxNeed: 'before_entry' }, { detoxNeed: 'none' });
const longer = (time: string) => corrected(time, { plannedWeeks: 8 }, { plannedWeeks: 12 });

describe('what is to be checked again', () => {
  it('is an assessment after which the substance or the need of detox was corrected, from that moment on', () => {
    const told = (...corrections: readonly DatedCorrection[]) =>
      checkAgain(now, [recorded('assessment')], corrections);
    expect(told(toDrug('09:59:59'))).to.deep.equal([]);
    expect(told(toDrug('10:00:00'))).to.deep.equal([]);
    expect(told(toDrug('10:00:01'))).to.deep.equal([
      { kind: 'assessment', changedMembers: ['substance'], sinceOn: '2026-11-20' },
    ]);
    expect(told(toDrug('11:00:00'), noDetox('12:00:00'))[0]?.changedMembers).to.deep.equal([
      'substance',
      'detoxNeed',
    ]);
    expect(told(longer('11:00:00'))).to.deep.equal([]);
  });

  it('is not what was put back, and is told with the day of the latest of its corrections', () => {
    const back = corrected('12:00:00', { substance: 'drug' }, { substance: 'alcohol' });
    expect(checkAgain(now, [recorded('assessment')], [toDrug('11:00:00'), back])).to.deep.equal([]);
    const later = { ...noDetox('12:00:00'), at: new Date('2026-11-22T09:00:00Z') };
    expect(checkAgain(now, [recorded('assessment')], [later, toDrug('11:00:00')])[0]?.sinceOn).to.equal(
      '2026-11-22',
    );
  });

  it('is detox that is booked and was found not to be needed afterwards', () => {
    const told = (detoxNeed: 'none' | 'before_entry', correction: DatedCorrection) =>
      checkAgain({ ...now, detoxNeed }, [recorded('detox-booking')], [correction]).map(({ kind }) => kind);
    expect(told('none', noDetox('11:00:00'))).to.deep.equal(['detox-booking']);
    expect(told('none', noDetox('09:00:00'))).to.deep.equal([]);
    const needed = corrected('11:00:00', { detoxNeed: 'none' }, { detoxNeed: 'before_entry' });
    expect(told('before_entry', needed)).to.deep.equal([]);
  });

  it('is money for other weeks than are asked for since, until they agree again', () => {
    for (const kind of ['funding-request', 'funding-approval'] as const) {
      const told = (weeks: number, time: string) =>
        checkAgain(now, [recorded(kind, weeks)], [longer(time)]).map((one) => one.kind);
      expect(told(8, '11:00:00')).to.deep.equal([kind]);
      expect(told(8, '09:00:00')).to.deep.equal([]);
      expect(told(12, '11:00:00')).to.deep.equal([]);
    }
  });
});
