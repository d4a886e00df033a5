import { expect } from 'chai';
import { isoDate } from '../../../../../src/kernel/iso-date.js';
import { cellName } from '../../../../../src/modules/capacity/adapters/ui/bed-board-table.js';
import { runsOf } from '../../../../../src/modules/capacity/adapters/ui/night-runs.js';

describe('nights joined into runs', () => {
  it('joins free nights, and ends a run where the next begins', () => {
    const runs = runsOf([
      { night: isoDate('2026-11-23'), state: 'free' },
      { night: isoDate('2026-11-24'), state: 'free' },
      { night: isoDate('2026-11-25'), state: 'occupied', claimKey: 'a', untilOn: isoDate('2027-02-17') },
    ]);
    expect(runs.map(({ state, fromOn, nights, untilOn }) => [state, fromOn, nights, untilOn])).to.deep.equal([
      ['free', '2026-11-23', 2, '2026-11-25'],
      ['occupied', '2026-11-25', 1, '2027-02-17'],
    ]);
  });

  it('keeps two stays apart that follow one another', () => {
    const runs = runsOf([
      { night: isoDate('2026-11-23'), state: 'occupied', claimKey: 'a' },
      { night: isoDate('2026-11-24'), state: 'occupied', claimKey: 'b' },
    ]);
    expect(runs).to.have.length(2);
  });

  it('does not join over a missing night', () => {
    expect(
      runsOf([
        { night: isoDate('2026-11-23'), state: 'free' },
        { night: isoDate('2026-11-25'), state: 'free' },
      ]),
    ).to.have.length(2);
  });

  it('are named in full for those who hear the board', () => {
    const free = {
      state: 'free',
      fromOn: isoDate('2026-11-23'),
      nights: 21,
      untilOn: isoDate('2026-12-14'),
    } as const;
    expect(cellName('Bed 3', free)).to.equal('Bed 3, Mon 23 November: free until 14 December');
    const closed = {
      state: 'out-of-service',
      fromOn: isoDate('2026-11-23'),
      nights: 9,
      untilOn: null,
      detail: 'repair',
    } as const;
    expect(cellName('Bed 4', closed)).to.equal(
      'Bed 4, Mon 23 November: out of service (repair), no end known',
    );
  });
});
