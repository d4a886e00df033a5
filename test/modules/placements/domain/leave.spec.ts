import { expect } from 'chai';

import { isoDate } from '../../../../src/kernel/iso-date.js';
import {
  nightsOnLeave,
  weighLeave,
  weighReturn,
  type LeaveSpell,
} from '../../../../src/modules/placements/domain/leave.js';

const on = isoDate;
const here = {
  state: 'admitted' as const,
  stay: { arrivesOn: on('2026-11-02'), departsOn: on('2026-12-14') },
  admittedOn: on('2026-11-02'),
};
const spell = (fromOn: string, backExpectedOn: string, returnedOn: string | null): LeaveSpell => ({
  leaveId: fromOn,
  fromOn: on(fromOn),
  backExpectedOn: on(backExpectedOn),
  returnedOn: returnedOn === null ? null : on(returnedOn),
  reason: 'family',
  version: 1,
});
const today = on('2026-11-23');
const weigh = (fromOn: string, back: string, spells: readonly LeaveSpell[] = []) =>
  weighLeave(here, spells, { fromOn: on(fromOn), backExpectedOn: on(back) }, today)?.code ?? 'fine';

describe('leave', () => {
  it('is a night at least, begun by today, within the stay', () => {
    expect(weigh('2026-11-23', '2026-11-24')).to.equal('fine');
    expect(weigh('2026-11-02', '2026-12-14')).to.equal('fine');
    expect(weigh('2026-11-23', '2026-11-23')).to.equal('leave-without-a-night');
    expect(weigh('2026-11-24', '2026-11-25')).to.equal('leave-in-the-future');
    expect(weigh('2026-11-01', '2026-11-25')).to.equal('leave-outside-stay');
    expect(weigh('2026-11-23', '2026-12-15')).to.equal('leave-outside-stay');
  });

  it('is one at a time, and not over one gone by', () => {
    expect(weigh('2026-11-23', '2026-11-24', [spell('2026-11-20', '2026-11-22', null)])).to.equal(
      'already-on-leave',
    );
    const before = [spell('2026-11-10', '2026-11-12', '2026-11-13')];
    expect(weigh('2026-11-12', '2026-11-24', before)).to.equal('leave-overlaps');
    expect(weigh('2026-11-13', '2026-11-24', before)).to.equal('fine');
  });

  it('is of somebody who is here', () => {
    const asked = { fromOn: today, backExpectedOn: on('2026-11-24') };
    for (const state of ['booked', 'ended', 'never_started'] as const) {
      expect(weighLeave({ ...here, state }, [], asked, today)).to.deep.equal({
        code: 'not-in-that-state',
        state,
      });
    }
  });

  it('ends on a day from the going to today', () => {
    const open = spell('2026-11-20', '2026-11-22', null);
    expect(weighReturn(null, today, today)?.code).to.equal('not-on-leave');
    expect(weighReturn(open, on('2026-11-19'), today)?.code).to.equal('return-outside-leave');
    expect(weighReturn(open, on('2026-11-24'), today)?.code).to.equal('return-outside-leave');
    expect(weighReturn(open, on('2026-11-20'), today)).to.equal(null);
    expect(weighReturn(open, today, today)).to.equal(null);
  });

  it('counts the nights away so far, up to the end of the stay', () => {
    const spells = [spell('2026-11-10', '2026-11-12', '2026-11-13'), spell('2026-11-20', '2026-11-22', null)];
    expect(nightsOnLeave(spells, here.stay.departsOn, today)).to.equal(6);
    expect(nightsOnLeave(spells, on('2026-11-21'), today)).to.equal(4);
    expect(nightsOnLeave([], here.stay.departsOn, today)).to.equal(0);
  });
});
